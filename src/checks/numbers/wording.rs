//! Values in words, for messages and suggestions.

use crate::extract::number::{Bound, Kind, Number};

/// A value as an English text would write it: `650 million`, `1,250`, `0.5 per cent`.
pub(super) fn plain(value: f64) -> String {
    let magnitude = [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")];
    for (size, word) in magnitude {
        if value.abs() >= size {
            let short = trimmed(value / size);
            if short.len() <= 7 {
                return format!("{short} {word}");
            }
            break;
        }
    }
    let text = trimmed(value);
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(w, d)| (w, Some(d)));
    let mut out = String::new();
    for (k, c) in whole.chars().enumerate() {
        let left = whole.len() - k;
        if k > 0 && left % 3 == 0 && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(d) = decimals {
        out.push('.');
        out.push_str(d);
    }
    out
}

/// At most six decimals, without trailing zeros.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A value as a Chinese text would write it in figures: `6.5亿`, `1.2万`, `1,250`.
fn plain_zh(value: f64) -> String {
    for (size, word) in [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")] {
        if value.abs() >= size {
            let short = trimmed(value / size);
            if short.len() <= 7 {
                return format!("{short}{word}");
            }
        }
    }
    plain(value)
}

/// What a number says, in Chinese.
pub(super) fn value_zh(n: &Number) -> String {
    let number = |v: f64| match n.kind {
        Kind::Share => match n.parts {
            Some((a, b)) if (2.0..=12.0).contains(&b) && b != 10.0 => {
                format!("{}分之{}", trimmed(b), trimmed(a))
            }
            Some((_, 1000.0)) => format!("{}‰", trimmed(v * 1000.0)),
            _ => format!("{}%", trimmed(v * 100.0)),
        },
        Kind::Discounted => format!("原价的{}%", trimmed(v * 100.0)),
        Kind::Times => format!("{}倍", plain_zh(v)),
        Kind::Multiplied => format!("原来的{}倍", plain_zh(v)),
        Kind::More => format!("增加{}倍，即原来的{}倍", plain_zh(v), plain_zh(v + 1.0)),
        _ => plain_zh(v),
    };
    let core =
        if n.is_vague() { format!("{}至{}", number(n.low), number(n.high.floor())) } else { number(n.low) };
    match n.bound {
        Bound::Exact => core,
        Bound::About => format!("约{core}"),
        Bound::Above => format!("多于{core}"),
        Bound::From => format!("{core}或更多"),
        Bound::Below => format!("不到{core}"),
        Bound::To => format!("至多{core}"),
    }
}

/// What the translation might say instead: with the unit where the source has one, nothing where the unit of the translation would be
/// lost with the number.
pub(super) fn suggestion(source: &Number, target: &Number) -> String {
    let special =
        matches!(source.kind, Kind::Ordinal | Kind::Item | Kind::Code | Kind::More | Kind::Multiplied);
    if special || source.is_vague() || source.low == 0.0 {
        return String::new();
    }
    match (source.unit.filter(|_| source.kind == Kind::Cardinal), target.unit) {
        (None, None) => value(source),
        (None, Some(_)) if source.kind != Kind::Cardinal => value(source),
        (Some(unit), _) => match unit.written(source.low) {
            Some(unit) => match source.bound {
                Bound::From => format!("at least {} {unit}", plain(source.low)),
                Bound::To => format!("at most {} {unit}", plain(source.low)),
                _ => format!("{} {unit}", value(source)),
            },
            None => String::new(),
        },
        _ => String::new(),
    }
}

/// What a number says, in English.
pub(super) fn value(n: &Number) -> String {
    let number = |v: f64| match n.kind {
        Kind::Share => match n.parts {
            Some((a, b)) if (2.0..=12.0).contains(&b) && b != 10.0 => {
                format!("{}/{}", trimmed(a), trimmed(b))
            }
            Some((_, 1000.0)) => format!("{} per thousand", plain(v * 1000.0)),
            _ => format!("{} per cent", plain(v * 100.0)),
        },
        Kind::Discounted => format!("{} per cent of the price", plain(v * 100.0)),
        Kind::Times => format!("{} times", plain(v)),
        Kind::Multiplied => format!("{}-fold", plain(v)),
        Kind::More => format!("{} times more, that is {}-fold", plain(v), plain(v + 1.0)),
        _ => plain(v),
    };
    let core =
        if n.is_vague() { format!("{} to {}", number(n.low), number(n.high.floor())) } else { number(n.low) };
    match n.bound {
        Bound::Exact => core,
        Bound::About => format!("about {core}"),
        Bound::Above => format!("more than {core}"),
        Bound::From => format!("{core} or more"),
        Bound::Below => format!("less than {core}"),
        Bound::To => format!("{core} or less"),
    }
}
