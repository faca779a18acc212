//! Figures and letters that are no plain number: designations, items of a list, Roman numerals, 1/3.

use super::super::tables::{en, en_unit};
use super::super::words::{figures, is_hyphen};
use super::super::{Kind, Number, Weight};
use super::{HEADINGS, PREFIXES, Reader, SHORT, is_ordinal_suffix};
use crate::text;

impl Reader<'_> {
    /// The number of a list item: at the start, or in brackets.
    pub(super) fn item(&mut self, at: usize) -> Option<usize> {
        let open = self.norm(at) == "(";
        let from = at + usize::from(open);
        let starts = at == 0 || matches!(self.norm(at - 1), "." | ";" | ":" | "!" | "?" | ")");
        if !open && !starts {
            return None;
        }
        let value = match self.text.tokens().get(from)?.kind {
            text::Kind::Number => {
                self.norm(from).parse().ok().filter(|v: &f64| v.fract() == 0.0 && *v < 1000.0)?
            }
            text::Kind::Word if !open => return None,
            _ => self.roman(from)?,
        };
        let end = from + 1;
        let close = self.norm(end);
        let closed = if open { close == ")" } else { matches!(close, "." | ")") && self.text.is_joined(end) };
        // "10." at the end of a sentence is no item.
        let more = self.kind(end + 1).is_some();
        if !closed || !more || (!open && at > 0 && self.norm(at - 1) == ")") {
            return None;
        }
        self.push(from..end, Number::new(value, value, Kind::Item, Weight::Soft));
        Some(end + 1)
    }

    /// Figures that belong to a designation: COVID-19, H1N1, G20, 5G.
    pub(super) fn code(&mut self, at: usize) -> Option<usize> {
        let tokens = self.text.tokens();
        let before = if self.text.is_joined(at) { at.checked_sub(1) } else { None };
        let label = match before.map(|b| (b, tokens[b].kind)) {
            Some((b, text::Kind::Word)) => Some(b),
            Some((b, text::Kind::Mark))
                if is_hyphen(self.text, b) && b > 0 && tokens[b - 1].kind == text::Kind::Word =>
            {
                let known = PREFIXES.contains(&self.norm(b - 1)) || en().word(self.norm(b - 1)).is_some();
                (tokens[b - 1].capital && !known).then_some(b - 1)
            }
            _ => None,
        };
        let after = self.text.is_joined(at + 1) && tokens[at + 1].kind == text::Kind::Word;
        let suffix = if after { self.norm(at + 1) } else { "" };
        let bare = suffix.len() != 1 || !tokens[at + 1].capital || matches!(suffix, "l" | "m" | "k" | "b");
        let known = suffix.is_empty()
            || is_ordinal_suffix(suffix)
            || suffix == "s"
            || (en_unit(suffix).is_some() && bare)
            || SHORT.iter().any(|s| s.0 == suffix)
            || matches!(
                suffix,
                "am" | "pm"
                    | "p"
                    | "a"
                    | "fold"
                    | "x"
                    | "c"
                    | "f"
                    | "percent"
                    | "pct"
                    | "year"
                    | "hours"
                    | "hour"
                    | "st"
                    | "plus"
                    | "rd"
            )
            || en().word(suffix).is_some();
        if label.is_none() && known {
            return None;
        }
        let start = label.unwrap_or(at);
        let (mut letters, mut digits) = (String::new(), String::new());
        let mut end = start;
        while end <= at
            || (self.text.is_joined(end)
                && matches!(self.kind(end), Some(text::Kind::Word | text::Kind::Number)))
        {
            letters.extend(self.norm(end).chars().filter(char::is_ascii_alphabetic));
            digits.extend(self.norm(end).chars().filter(|c| c.is_ascii_digit() || *c == '.'));
            end += 1;
        }
        let value = digits.parse().ok()?;
        let mut n = Number::new(value, value, Kind::Code, Weight::Firm);
        n.figures = true;
        n.label = letters;
        self.push(start..end, n);
        Some(end)
    }

    /// `1/3` in figures.
    pub(super) fn slash(&mut self, at: usize) -> Option<usize> {
        let joined = (1..=2).all(|k| self.text.is_joined(at + k));
        if self.norm(at + 1) != "/"
            || !joined
            || self.norm(at + 3) == "/"
            || (at > 0 && self.norm(at - 1) == "/")
        {
            return None;
        }
        let (a, b) = (figures(self.norm(at))?, figures(self.norm(at + 2))?);
        if a <= 0.0 || b <= a || b > 100.0 || a.fract() + b.fract() > 0.0 {
            return None;
        }
        let mut n = Number::new(a / b, a / b, Kind::Share, Weight::Soft);
        n.parts = Some((a, b));
        n.figures = true;
        Some(self.finish(at, at + 3, n))
    }

    /// Whether an ordinal is the second of time, or a place in a word like `second-hand`.
    pub(super) fn is_second_of_time(&self, at: usize) -> bool {
        let before = if at == 0 { "" } else { self.norm(at - 1) };
        self.norm(at) == "second"
            && (before == "per"
                || before == "split"
                || self.kind(at.wrapping_sub(1)) == Some(text::Kind::Number))
    }

    /// An upper-case Roman numeral: of two letters and more, or of one after a heading word.
    pub(super) fn roman(&self, at: usize) -> Option<f64> {
        let token = self.text.tokens().get(at).filter(|t| t.capital)?;
        let original = self.text.original(at..at + 1);
        let single = original.len() == 1;
        if token.kind != text::Kind::Word
            || original.is_empty()
            || original.len() > 6
            || !original.bytes().all(|b| b"IVXL".contains(&b))
            || (single && !(at > 0 && HEADINGS.contains(&self.norm(at - 1))))
        {
            return None;
        }
        let value = |b: u8| match b {
            b'I' => 1.0,
            b'V' => 5.0,
            b'X' => 10.0,
            _ => 50.0,
        };
        let bytes = original.as_bytes();
        let sum = bytes.iter().enumerate().fold(0.0, |sum, (k, &b)| {
            let v = value(b);
            if bytes.get(k + 1).is_some_and(|&n| value(n) > v) { sum - v } else { sum + v }
        });
        Some(sum)
    }
}
