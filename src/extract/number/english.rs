//! Numbers in English text.

mod phrase;
mod special;

use std::ops::Range;

use super::tables::{Unit, Word, en, en_unit};
use super::words::{and_part, cardinal, past_hyphen};
use super::{Kind, Number, Weight};
use crate::extract::Mention;
use crate::text::{self, English};

/// The numbers of an English text, in order.
///
/// ```
/// use duikan::{extract::number, lexicon::Lexicon, text::English};
/// let en = English::new("nearly 650 million yuan, or three-quarters; the output tripled", Lexicon::embedded());
/// let found: Vec<f64> = number::english(&en).iter().map(|m| m.value.low).collect();
/// assert_eq!(found, [650_000_000.0, 0.75, 3.0]);
/// ```
pub fn english(text: &English) -> Vec<Mention<Number>> {
    let mut reader = Reader { text, out: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = reader.read(at).max(at + 1);
    }
    reader.out
}

/// Words that a hyphen joins to a number without making a designation of both (mid-1990s, top-10).
const PREFIXES: [&str; 16] = [
    "mid", "pre", "post", "early", "late", "sub", "top", "under", "over", "non", "trans", "and", "to", "a",
    "plus", "of",
];

/// Words before a Roman numeral of one letter.
const HEADINGS: [&str; 16] = [
    "chapter", "section", "part", "article", "volume", "book", "war", "appendix", "annex", "phase", "class",
    "type", "title", "act", "grade", "group",
];

/// Letters written onto figures that multiply them.
const SHORT: [(&str, f64); 8] =
    [("m", 1e6), ("k", 1e3), ("b", 1e9), ("bn", 1e9), ("tn", 1e12), ("mn", 1e6), ("mm", 1e6), ("t", 1e12)];

/// Letters that are a unit only where figures are written before them.
const LETTER_UNITS: [&str; 9] = ["m", "g", "l", "t", "h", "in", "min", "ha", "sec"];

struct Reader<'a> {
    text: &'a English,
    out: Vec<Mention<Number>>,
}

impl Reader<'_> {
    fn norm(&self, at: usize) -> &str {
        self.text.norm(at)
    }

    fn kind(&self, at: usize) -> Option<text::Kind> {
        self.text.tokens().get(at).map(|t| t.kind)
    }

    fn push(&mut self, range: Range<usize>, value: Number) {
        let span = self.text.span(range.clone());
        self.out.push(Mention { range, span, value });
    }

    /// Reads what stands at `at`; returns where to go on.
    fn read(&mut self, at: usize) -> usize {
        if let Some(end) = self.item(at) {
            return end;
        }
        if self.kind(at) == Some(text::Kind::Number) {
            if let Some(end) = self.code(at).or_else(|| self.slash(at)) {
                return end;
            }
        } else {
            let word = en().word(self.norm(at));
            match word {
                Some(Word::Fraction(v)) => return self.fraction(at, v),
                Some(Word::Times(v)) => return self.plain(at, v, Kind::Times, Weight::Soft),
                Some(Word::Growth(v)) => return self.plain(at, v, Kind::Multiplied, Weight::Firm),
                Some(Word::Multiply(v)) => return self.plain(at, v, Kind::Multiplied, Weight::Soft),
                Some(Word::Share(v)) => return self.plain(at, v, Kind::Share, Weight::Soft),
                Some(Word::Soft(v)) => return self.plain(at, v, Kind::Cardinal, Weight::Trivial),
                Some(Word::Vague(low, high)) => return self.vague(at, low, high),
                Some(Word::Ordinal(_)) if self.is_second_of_time(at) => return at + 1,
                _ => {}
            }
            if let Some(v) = self.roman(at) {
                return self.plain(at, v, Kind::Ordinal, Weight::Soft);
            }
            if word.is_none()
                && self.kind(at) == Some(text::Kind::Word)
                && !matches!(self.norm(at), "a" | "an")
            {
                return self.one_unit(at);
            }
        }
        match cardinal(self.text, at) {
            Some(c) => self.cardinal(at, c),
            None => self.one_unit(at),
        }
    }

    fn plain(&mut self, at: usize, value: f64, kind: Kind, weight: Weight) -> usize {
        let weight = if value == 1.0 { Weight::Trivial } else { weight };
        self.finish(at, at + 1, Number::new(value, value, kind, weight))
    }

    /// `hundreds of thousands`, `several hundred`, `a few dozen`.
    fn vague(&mut self, at: usize, mut low: f64, mut high: f64) -> usize {
        let mut end = at + 1;
        let handful = low < 10.0;
        loop {
            let next = if self.norm(end) == "of" { end + 1 } else { end };
            let by = match en().word(self.norm(next)) {
                Some(Word::Vague(l, _)) if l >= 100.0 && next > end => l,
                Some(Word::Hundred) if handful => 100.0,
                Some(Word::Thousand(m)) if handful || next > end => m,
                Some(Word::Dozen(v)) if handful => v,
                _ => break,
            };
            // "Several thousand" runs to just under ten thousand.
            (low, high) = (low * by, if by > 12.0 { (high + 0.99) * by } else { (high + 1.0) * by });
            end = next + 1;
        }
        let mut n = Number::new(low, high, Kind::Cardinal, Weight::Soft);
        let (unit, stop) = self.unit(end);
        n.unit = unit;
        self.finish(at, if unit.is_some() { stop } else { end }, n)
    }

    /// `half`, `half a million`, `half an hour`, `a quarter`.
    fn fraction(&mut self, at: usize, value: f64) -> usize {
        let mut n = Number::new(value, value, Kind::Share, Weight::Soft);
        let mut next = past_hyphen(self.text, at + 1);
        if matches!(self.norm(next), "a" | "an") {
            next += 1;
        }
        if self.norm(at).starts_with("quarter") {
            let of = self.norm(at + 1) == "of" || matches!(self.norm(at + 1), "past" | "to");
            if !(at > 0 && matches!(self.norm(at - 1), "a" | "one") || of) {
                return at + 1;
            }
            if self.norm(at + 1) == "of" && matches!(self.norm(at + 2), "a" | "an") {
                next = at + 3;
            }
        }
        match en().word(self.norm(next)) {
            Some(Word::Thousand(m) | Word::Dozen(m)) => {
                n = Number::new(value * m, value * m, Kind::Cardinal, Weight::Firm);
                return self.finish(at, next + 1, n);
            }
            Some(Word::Hundred) => {
                n = Number::new(value * 100.0, value * 100.0, Kind::Cardinal, Weight::Firm);
                return self.finish(at, next + 1, n);
            }
            _ => {}
        }
        if let (Some(unit), end) = self.unit(next)
            && (next > at + 1 || unit.dimension() == "time")
        {
            n.kind = Kind::Cardinal;
            n.weight = Weight::Firm;
            n.unit = Some(unit);
            return self.finish(at, end, n);
        }
        self.finish(at, at + 1, n)
    }

    /// `a year`, `the decade`, `a year and a half`: one of a unit of time.
    fn one_unit(&mut self, at: usize) -> usize {
        if !matches!(self.norm(at), "a" | "an" | "per" | "each" | "every" | "the" | "last" | "past" | "next")
        {
            return at + 1;
        }
        let (Some(unit), end) = self.unit(at + 1) else { return at + 1 };
        // "A quarter of the students"; but "the last quarter of the year".
        if self.norm(at + 1) == "quarter" && self.norm(at + 2) == "of" && matches!(self.norm(at), "a" | "the")
        {
            return at + 1;
        }
        let halved = matches!(self.norm(at), "a" | "an") && and_part(self.text, end).is_some();
        if !halved && (unit.dimension() != "time" || unit.factor() < 3600.0) {
            return at + 1;
        }
        let mut n = Number::new(1.0, 1.0, Kind::Cardinal, Weight::Trivial);
        n.unit = Some(unit);
        if self.norm(end - 1).ends_with('s') {
            // "The past decades".
            (n.low, n.high) = (2.0, 9.0);
        }
        if let Some((part, stop)) = and_part(self.text, end)
            && matches!(self.norm(at), "a" | "an")
        {
            (n.low, n.high) = (1.0 + part, 1.0 + part);
            n.weight = Weight::Firm;
            return self.finish(at, stop, n);
        }
        self.finish(at, end, n)
    }

    /// The unit at `at`, of one word or two, and where it ends.
    fn unit(&self, at: usize) -> (Option<Unit>, usize) {
        let at = past_hyphen(self.text, at);
        let word = self.norm(at);
        if self.kind(at) != Some(text::Kind::Word) {
            return (None, at);
        }
        let next = past_hyphen(self.text, at + 1);
        if matches!(
            word,
            "silver"
                | "pound"
                | "pounds"
                | "square"
                | "cubic"
                | "nautical"
                | "sq"
                | "metric"
                | "percentage"
                | "basis"
                | "year"
                | "quarter"
        ) {
            let both = format!("{word}_{}", self.norm(next));
            if let Some(unit) = en_unit(&both) {
                return (Some(unit), next + 1);
            }
        }
        if LETTER_UNITS.contains(&word) && !self.text.is_joined(at) {
            return (None, at);
        }
        let unit = en_unit(word);
        if unit.is_none() && self.text.tokens()[at].capital {
            // "US dollars", "New Taiwan dollars", "Indian rupees".
            let mut name = word.to_owned();
            for end in at + 1..at + 5 {
                let next = self.norm(end);
                if next == "." {
                    continue;
                }
                if let Some(plain) = en_unit(next).filter(|u| u.currency().is_some()) {
                    // "Article 63 The Examination Yuan" is no amount.
                    let common = Some(plain).filter(|_| !self.text.tokens()[end].capital);
                    match en_unit(&format!("{name}_{next}")).or(common) {
                        Some(unit) => return (Some(unit), end + 1),
                        None => break,
                    }
                }
                if !self.text.tokens().get(end).is_some_and(|t| t.capital) {
                    break;
                }
                name = if self.text.is_joined(end) { name + next } else { format!("{name}_{next}") };
            }
        }
        (unit, at + 1)
    }
}

fn is_ordinal_suffix(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}
