//! When two numbers are the same: readings, conversion, rounding, vagueness.

use crate::extract::number::{Bound, Kind, Number, Unit, Weight, same};

/// What a value is read as when it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reading {
    Count,
    Share,
    Times,
}

/// Relative difference within which two amounts in different units are always one; half a unit in the last place may be more.
const CONVERSION: f64 = 0.01;

/// The same where one of the units was of another size in another place: a foot of the carpenters had 28 centimetres, one of the
/// tailors 35, and five inches are half a foot in round figures.
const VARIED: f64 = 0.3;

/// The same for spans of time, whose months have 28 to 31 days.
pub(super) const CALENDAR: f64 = 0.05;

/// Relative difference within which a rounded number renders an exact one if the translation says that it is approximate.
const ROUNDING: f64 = 0.05;

/// Everything a number may be read as.
fn readings(n: &Number) -> [Option<(Reading, f64)>; 3] {
    let v = n.low;
    match n.kind {
        Kind::Share => [Some((Reading::Share, v)), n.parts.map(|p| (Reading::Count, p.0)), None],
        Kind::Times => [Some((Reading::Times, v)), Some((Reading::Count, v)), Some((Reading::Share, v))],
        Kind::Multiplied => [Some((Reading::Times, v)), Some((Reading::Share, v - 1.0)), None],
        Kind::Discounted => [Some((Reading::Share, v)), Some((Reading::Share, 1.0 - v)), None],
        Kind::More => [Some((Reading::Times, v + 1.0)), Some((Reading::Count, v)), Some((Reading::Share, v))],
        _ => [Some((Reading::Count, v)), None, None],
    }
}

/// Whether two numbers share a reading.
pub(super) fn alike(a: &Number, b: &Number) -> bool {
    // A designation names, and an item's number only orders.
    let apart = |kind| (a.kind == kind) != (b.kind == kind);
    if apart(Kind::Code) || apart(Kind::Item) {
        return false;
    }
    if a.is_vague() || b.is_vague() {
        return same(a.low, b.low) && same(a.high, b.high);
    }
    if a.kind == Kind::Share && b.kind == Kind::Share {
        return same(a.low, b.low);
    }
    let (a, b) = (readings(a), readings(b));
    a.iter().flatten().any(|x| b.iter().flatten().any(|y| x.0 == y.0 && same(x.1, y.1)))
}

/// Whether they are one amount in two units.
pub(super) fn converted(a: &Number, b: &Number) -> bool {
    let (Some(u), Some(v)) = (a.unit, b.unit) else {
        // 十二个月 and "twelve": the count is compared elsewhere; dozens and scores have no unit on the other side.
        return false;
    };
    let alike =
        u.dimension() == v.dimension() || (moneys(u, v) == Some(Money::Same) && u.factor() != v.factor());
    if a.kind != Kind::Cardinal || b.kind != Kind::Cardinal || u == v || !alike {
        return false;
    }
    let (x, y) = (u.factor() * a.low, v.factor() * b.low);
    if u.dimension() == "time" && (in_weeks(a, b) || in_weeks(b, a)) {
        return true;
    }
    let rounding = 0.5 * place(a.low).max(place(b.low));
    // With the same figure the unit was taken over rather than converted.
    // Units of one system keep their proportions.
    let varied = u.varied() != v.varied() && !same(a.low, b.low);
    let tolerance = match u.dimension() {
        "time" => CALENDAR,
        _ if varied => VARIED,
        _ => rounding.clamp(CONVERSION, 0.1),
    };
    (x - y).abs() <= tolerance * x.max(y)
}

/// How two currencies go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    /// They may be one.
    Same,
    /// 元 and "$": the yuan, or a dollar of the place that the text is about.
    Doubtful,
    /// They are two.
    Different,
}

/// Currencies that are called dollars.
const DOLLARS: [&str; 7] = ["-usd", "-hkd", "-twd", "-aud", "-cad", "-sgd", "-silver"];

/// How the currencies of a source's and a translation's amount go together, if both are amounts of money.
pub(super) fn moneys(u: Unit, v: Unit) -> Option<Money> {
    let pound = v.dimension() == "mass" && v.factor() == POUND;
    let (a, b) = (u.currency()?, v.currency().or(pound.then_some("-gbp"))?);
    let dollar = DOLLARS.contains(&a);
    Some(match b {
        _ if a == b => Money::Same,
        "-dollar" if dollar => Money::Same,
        "-cent" if dollar || matches!(a, "" | "-eur") => Money::Same,
        "" if a == "-silver" => Money::Same,
        "-dollar" | "-silver" if a.is_empty() => Money::Doubtful,
        b if a.is_empty() && DOLLARS[1..3].contains(&b) => Money::Doubtful,
        _ => Money::Different,
    })
}

/// Grams of a pound, as data/units.tsv has them: a pound is also money.
const POUND: f64 = 453.592;

/// Whether months are counted as four weeks each: 半个月 and "two weeks".
fn in_weeks(months: &Number, weeks: &Number) -> bool {
    let size = |n: &Number| n.unit.map_or(0.0, Unit::factor);
    size(months) == MONTH && size(weeks) == WEEK && same(4.0 * months.low, weeks.low)
}

/// Seconds of a week and of a mean month, as data/units.tsv has them.
const WEEK: f64 = 604_800.0;
const MONTH: f64 = 2_629_746.0;

/// Whether an item's number or part of a designation stands for the same plain number: 一、 and "First,".
pub(super) fn named(a: &Number, b: &Number) -> bool {
    let special = |n: &Number| matches!(n.kind, Kind::Code | Kind::Item);
    let plain = |n: &Number| n.kind != Kind::Cardinal || n.weight > Weight::Trivial;
    same(a.low, b.low) && (special(a) || special(b)) && plain(a) && plain(b)
}

/// Whether a dozen or so renders ten or so.
pub(super) fn dozen(a: &Number, b: &Number) -> bool {
    same(a.low, 10.0) && matches!(a.bound, Bound::Above | Bound::About) && same(b.low, 12.0) && !b.figures
}

/// Whether a vague number and another may be the same.
pub(super) fn overlapping(a: &Number, b: &Number) -> bool {
    (a.is_vague() || b.is_vague()) && (a.kind == Kind::Share) == (b.kind == Kind::Share) && {
        let common = a.unit.zip(b.unit).filter(|(u, v)| u.dimension() == v.dimension());
        let (x, y) = common.map_or((1.0, 1.0), |(u, v)| (u.factor(), v.factor()));
        // "Decades" may be as few as two and as many as nine and a bit.
        let ends = |n: &Number, f: f64| (n.low * f, (n.high + if f == 1.0 { 0.0 } else { 0.9 }) * f);
        let ((a0, a1), (b0, b1)) = (ends(a, x), ends(b, y));
        a0 <= b1 && b0 <= a1
    }
}

/// Whether the second is the first rounded, and says so.
pub(super) fn rounded(a: &Number, b: &Number) -> bool {
    let close = (a.low - b.low).abs() <= ROUNDING * a.low.abs();
    let said = match b.bound {
        Bound::Exact => false,
        Bound::About => true,
        Bound::Above | Bound::From => b.low <= a.low,
        Bound::Below | Bound::To => b.low >= a.low,
    };
    let kinds = (a.kind == Kind::Share) == (b.kind == Kind::Share);
    kinds && close && said && significant(b.low) < significant(a.low)
}

/// The place of the last significant digit as a share of the value: 0.1 for 50, 0.01 for 1.05 (roughly).
pub(super) fn place(value: f64) -> f64 {
    let text = format!("{value:.6e}");
    let exponent: i32 = text.split('e').nth(1).and_then(|e| e.parse().ok()).unwrap_or(0);
    let place = exponent + 1 - significant(value) as i32;
    10f64.powi(place) / value.abs().max(f64::MIN_POSITIVE)
}

/// Number of significant digits.
pub(super) fn significant(value: f64) -> usize {
    digits(value).len()
}

/// The significant digits of a value, without leading and trailing zeros.
pub(super) fn digits(value: f64) -> Vec<u8> {
    let text = format!("{:.9e}", value.abs());
    let mantissa = text.split('e').next().unwrap_or_default();
    let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}

/// Whether two figures are one temperature, or one difference of temperatures, in degrees Celsius and Fahrenheit.
pub(super) fn heated(a: &Number, b: &Number) -> bool {
    let close = |celsius: f64, fahrenheit: f64| {
        (celsius * 1.8 + 32.0 - fahrenheit).abs() <= DEGREE || (celsius * 1.8 - fahrenheit).abs() <= DEGREE
            // Below nought on one scale or both: the signs are words.
            || (32.0 - celsius * 1.8 - fahrenheit).abs() <= DEGREE
            || (celsius * 1.8 - 32.0 - fahrenheit).abs() <= DEGREE
    };
    a.kind == Kind::Cardinal && b.kind == Kind::Cardinal && (close(a.low, b.low) || close(b.low, a.low))
}

/// Degrees Fahrenheit that rounding to whole degrees of either scale may cost.
const DEGREE: f64 = 1.0;
