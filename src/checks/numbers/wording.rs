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

/// What a number says, in English.
pub(super) fn value(n: &Number) -> String {
    let number = |v: f64| match n.kind {
        Kind::Share => match n.parts {
            Some((a, b)) if b <= 12.0 && b != 10.0 => format!("{}/{}", trimmed(a), trimmed(b)),
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
