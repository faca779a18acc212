//! English cardinals and ordinals in figures and words: `12.4 million`, `a hundred and five`, `twenty-first`, `650-million`.

use super::tables::{Word, en};
use crate::text::{English, Kind};

/// A number phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cardinal {
    /// One past its last token.
    pub end: usize,
    /// Its value.
    pub value: f64,
    /// The size of its last multiplying word (1e6 for `12 million`), else 1.
    pub scale: f64,
    /// Whether it is written in figures.
    pub figures: bool,
    /// Whether it ends as an ordinal.
    pub ordinal: bool,
}

/// The value of a token of figures: commas must part groups of three, one full stop begins the decimals.
pub(crate) fn figures(norm: &str) -> Option<f64> {
    let (whole, decimals) = norm.split_once('.').unwrap_or((norm, ""));
    if !decimals.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if (grouped && first.len() > 3) || groups.any(|g| g.len() != 3) {
        return None;
    }
    norm.replace(',', "").parse().ok()
}

/// Whether `at` is a hyphen written onto the words on both sides.
pub(crate) fn is_hyphen(text: &English, at: usize) -> bool {
    text.norm(at) == "-" && text.is_joined(at) && text.is_joined(at + 1)
}

/// The place after `at` if a hyphen stands there, else `at`.
pub(crate) fn past_hyphen(text: &English, at: usize) -> usize {
    if is_hyphen(text, at) { at + 1 } else { at }
}

/// The next group of three in figures that spaces part: `15 000`.
fn spaced_group(text: &English, at: usize) -> Option<f64> {
    let (before, token) = (text.tokens().get(at.checked_sub(1)?)?, text.tokens().get(at)?);
    let digits = |k: usize| text.norm(k).bytes().all(|b| b.is_ascii_digit());
    let one_space = token.span.start == before.span.end + 1;
    let group = token.kind == Kind::Number && text.norm(at).len() == 3 && digits(at);
    let lead = text.norm(at - 1).len() <= 3 && digits(at - 1) && !text.norm(at - 1).starts_with('0');
    let inner = text.norm(at - 1).len() == 3 && at >= 2 && text.tokens()[at - 2].kind == Kind::Number;
    (one_space && group && (lead || inner)).then(|| text.norm(at).parse().ok())?
}

fn word(text: &English, at: usize) -> Option<Word> {
    (text.tokens().get(at)?.kind == Kind::Word).then(|| en().word(text.norm(at)))?
}

/// 1 to 99 in words, with what follows.
fn below_hundred(text: &English, at: usize) -> Option<(f64, usize, bool)> {
    match word(text, at)? {
        // "Five and twenty", as old translations have it; but not "between five and twenty".
        Word::Unit(v)
            if text.norm(at + 1) == "and"
                && v > 0.0
                && (at == 0
                    || !matches!(text.norm(at - 1), "between" | "and" | "," | "from")
                    || (at > 1 && text.norm(at - 2) == "hundred"))
                && matches!(word(text, at + 2), Some(Word::Ten(_) | Word::Ordinal(20.0..100.0))) =>
        {
            match word(text, at + 2) {
                Some(Word::Ordinal(t)) => Some((v + t, at + 3, true)),
                Some(Word::Ten(t))
                    if !matches!(text.norm(at + 3), "-" | "thousand" | "hundred" | "million") =>
                {
                    Some((v + t, at + 3, false))
                }
                _ => Some((v, at + 1, false)),
            }
        }
        Word::Unit(v) | Word::Teen(v) => Some((v, at + 1, false)),
        Word::Ordinal(v) if v < 100.0 => Some((v, at + 1, true)),
        Word::Ten(v) => {
            let next = past_hyphen(text, at + 1);
            match word(text, next) {
                Some(Word::Unit(u)) if u > 0.0 => Some((v + u, next + 1, false)),
                Some(Word::Ordinal(u)) if u < 10.0 => Some((v + u, next + 1, true)),
                // "Threescore and ten", "sixty and five".
                _ if text.norm(at + 1) == "and" && (at == 0 || text.norm(at - 1) != "between") => {
                    let more = match word(text, at + 2) {
                        Some(Word::Unit(u)) if u > 0.0 => u,
                        Some(Word::Teen(u)) if text.norm(at).ends_with("score") => u,
                        _ => return Some((v, at + 1, false)),
                    };
                    let on = matches!(text.norm(at + 3), "-" | "thousand" | "hundred" | "million" | "and");
                    Some(if on { (v, at + 1, false) } else { (v + more, at + 3, false) })
                }
                _ => Some((v, at + 1, false)),
            }
        }
        _ => None,
    }
}

/// `and a half` and the like at `at`: value and end.
pub(crate) fn and_part(text: &English, at: usize) -> Option<(f64, usize)> {
    if text.norm(at) != "and" && !is_hyphen(text, at) {
        return None;
    }
    let at = if is_hyphen(text, at) && text.norm(at + 1) == "and" { at + 2 } else { at + 1 };
    let at = past_hyphen(text, at);
    match (text.norm(at), text.norm(past_hyphen(text, at + 1))) {
        ("a" | "one", "half") => Some((0.5, past_hyphen(text, at + 1) + 1)),
        ("a" | "one", "quarter") => Some((0.25, past_hyphen(text, at + 1) + 1)),
        ("three", "quarters") => Some((0.75, past_hyphen(text, at + 1) + 1)),
        ("a" | "one", "third") => Some((1.0 / 3.0, past_hyphen(text, at + 1) + 1)),
        _ => None,
    }
}

/// Value of a fraction written as one character: `½` (its compatibility form is `1⁄2`).
fn sign(norm: &str) -> Option<f64> {
    let (a, b) = norm.split_once('\u{2044}')?;
    let (a, b): (f64, f64) = (a.parse().ok()?, b.parse().ok()?);
    (b > 0.0).then(|| a / b)
}

/// The number phrase that begins at `at`. `a` begins one only before a multiplying word.
pub(crate) fn cardinal(text: &English, at: usize) -> Option<Cardinal> {
    let token = text.tokens().get(at)?;
    let mut c = Cardinal { end: at + 1, value: 0.0, scale: 1.0, figures: false, ordinal: false };
    match token.kind {
        Kind::Number => {
            c.value = figures(text.norm(at))?;
            while let Some(group) = spaced_group(text, c.end) {
                c.value = c.value * 1000.0 + group;
                c.end += 1;
            }
            // ".08" without its nought.
            let digits = text.norm(at);
            if at > 0
                && text.norm(at - 1) == "."
                && text.is_joined(at)
                && !text.is_joined(at - 1)
                && digits.bytes().all(|b| b.is_ascii_digit())
            {
                c.value /= 10f64.powi(digits.len() as i32);
            }
            c.figures = true;
            if let Some(v) = text.tokens().get(at + 1).and_then(|_| sign(text.norm(at + 1))) {
                c.value += v;
                c.end += 1;
            }
        }
        Kind::Mark => {
            c.value = sign(text.norm(at))?;
            c.figures = true;
        }
        _ if matches!(text.norm(at), "a" | "an") => {
            if !matches!(word(text, at + 1)?, Word::Hundred | Word::Thousand(_) | Word::Dozen(_)) {
                return None;
            }
            c.value = 1.0;
        }
        Kind::Word => {
            if matches!(word(text, at)?, Word::Hundred | Word::Thousand(_)) {
                c.value = 1.0;
                c.end = at;
            } else if let Some(Word::Dozen(v)) = word(text, at) {
                if text.norm(at) == "score" {
                    return None;
                }
                return Some(Cardinal { value: v, ..c });
            } else {
                let (value, end, ordinal) = below_hundred(text, at)?;
                (c.value, c.end, c.ordinal) = (value, end, ordinal);
                if ordinal {
                    return Some(c);
                }
                point(text, &mut c);
            }
        }
        _ => return None,
    }
    multiply(text, &mut c);
    Some(c)
}

/// `three point five`.
fn point(text: &English, c: &mut Cardinal) {
    if text.norm(c.end) != "point" {
        return;
    }
    let (mut place, mut at) = (0.1, c.end + 1);
    while let Some(Word::Unit(d)) = word(text, at) {
        c.value += d * place;
        place /= 10.0;
        at += 1;
    }
    if at > c.end + 1 {
        c.end = at;
    }
}

/// Multiplying words after the first part, and what is added between and after them.
fn multiply(text: &English, c: &mut Cardinal) {
    let mut total = 0.0;
    let mut current = c.value;
    loop {
        if let Some((part, end)) = and_part(text, c.end) {
            current += part * if c.scale >= 1e3 && current == 0.0 { c.scale } else { 1.0 };
            c.end = end;
        }
        let next = past_hyphen(text, c.end);
        match word(text, next) {
            Some(Word::Hundred) if c.scale < 100.0 || current > 0.0 && c.scale >= 1e3 => {
                current *= 100.0;
                c.scale = 100.0;
                c.end = next + 1;
            }
            Some(Word::Thousand(m)) if current > 0.0 => {
                total += current * m;
                current = 0.0;
                c.scale = m;
                c.end = next + 1;
            }
            Some(Word::Dozen(v))
                if c.scale == 1.0 && current > 0.0 && !(text.norm(next) == "score" && c.figures) =>
            {
                current *= v;
                c.scale = v;
                c.end = next + 1;
            }
            Some(Word::Ordinal(v)) if v >= 100.0 && !c.figures => {
                current *= v;
                c.ordinal = true;
                c.end = next + 1;
                break;
            }
            _ => {
                // What may be added: below a hundred after hundred, below a thousand after thousand.
                if c.scale < 100.0 || c.figures {
                    break;
                }
                let and = text.norm(c.end) == "and";
                let from = c.end + usize::from(and);
                let Some((value, end, ordinal)) = below_hundred(text, from) else { break };
                let then = word(text, past_hyphen(text, end));
                let again = match then {
                    Some(Word::Hundred) => and || c.scale == 100.0,
                    Some(Word::Thousand(_)) => c.scale != 100.0 && and,
                    _ => false,
                };
                if again || (current % 100.0 != 0.0) {
                    break;
                }
                current += value;
                c.end = end;
                if ordinal {
                    c.ordinal = true;
                    break;
                }
                if c.scale >= 1e3 && !matches!(then, Some(Word::Hundred | Word::Thousand(_))) {
                    break;
                }
                if c.scale == 100.0 && !matches!(then, Some(Word::Thousand(_))) {
                    break;
                }
            }
        }
    }
    c.value = total + current;
}
