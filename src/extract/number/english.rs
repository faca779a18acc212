//! Numbers in English text.

use std::ops::Range;

use super::tables::{Unit, Word, en, en_unit};
use super::words::{Cardinal, and_part, cardinal, figures, is_hyphen, past_hyphen};
use super::{Bound, Kind, Number, Weight};
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

    /// The number of a list item: at the start, or in brackets.
    fn item(&mut self, at: usize) -> Option<usize> {
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
            match en().word(self.norm(at)) {
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
        }
        match cardinal(self.text, at) {
            Some(c) => self.cardinal(at, c),
            None => self.one_unit(at),
        }
    }

    /// Figures that belong to a designation: COVID-19, H1N1, G20, 5G.
    fn code(&mut self, at: usize) -> Option<usize> {
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
    fn slash(&mut self, at: usize) -> Option<usize> {
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

    fn plain(&mut self, at: usize, value: f64, kind: Kind, weight: Weight) -> usize {
        let weight = if value == 1.0 { Weight::Trivial } else { weight };
        self.finish(at, at + 1, Number::new(value, value, kind, weight))
    }

    /// Whether an ordinal is the second of time, or a place in a word like `second-hand`.
    fn is_second_of_time(&self, at: usize) -> bool {
        let before = if at == 0 { "" } else { self.norm(at - 1) };
        self.norm(at) == "second"
            && (before == "per"
                || before == "split"
                || self.kind(at.wrapping_sub(1)) == Some(text::Kind::Number))
    }

    /// An upper-case Roman numeral: of two letters and more, or of one after a heading word.
    fn roman(&self, at: usize) -> Option<f64> {
        let token = self.text.tokens().get(at)?;
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
        if unit.dimension() != "time" || unit.factor() < 3600.0 {
            return at + 1;
        }
        let mut n = Number::new(1.0, 1.0, Kind::Cardinal, Weight::Trivial);
        n.unit = Some(unit);
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
            "square" | "cubic" | "nautical" | "sq" | "metric" | "percentage" | "year" | "quarter"
        ) {
            let both = format!("{word}_{}", self.norm(next));
            if let Some(unit) = en_unit(&both) {
                return (Some(unit), next + 1);
            }
        }
        if LETTER_UNITS.contains(&word) && !self.text.is_joined(at) {
            return (None, at);
        }
        (en_unit(word), at + 1)
    }

    /// A number phrase: what it is by what follows.
    fn cardinal(&mut self, at: usize, mut c: Cardinal) -> usize {
        let small = c.value.fract() == 0.0 && c.value >= 1.0;
        let weight = match c.value {
            v if v == 1.0 && !c.figures => Weight::Trivial,
            0.0 => Weight::Soft,
            v if v == 2.0 && !c.figures => Weight::Soft,
            v if !c.figures && c.end == at + 1 && v >= 100.0 => Weight::Soft,
            _ => Weight::Firm,
        };
        let mut n = Number::new(c.value, c.value, Kind::Cardinal, weight);
        n.figures = c.figures;
        if c.ordinal {
            n.kind = Kind::Ordinal;
            n.weight = if c.value <= 3.0 { Weight::Soft } else { Weight::Firm };
            if c.value >= 3.0
                && at > 0
                && matches!(self.norm(at - 1), "a" | "an")
                && matches!(self.norm(c.end), "of" | "more" | "less" | "." | ",")
            {
                n.kind = Kind::Share;
                n.parts = Some((1.0, c.value));
                (n.low, n.high) = (1.0 / c.value, 1.0 / c.value);
            }
            return self.finish(at, c.end, n);
        }
        if c.figures && self.text.is_joined(c.end) && self.kind(c.end) == Some(text::Kind::Word) {
            let suffix = self.norm(c.end);
            if is_ordinal_suffix(suffix) {
                n.kind = Kind::Ordinal;
                return self.finish(at, c.end + 1, n);
            }
            if suffix == "s" {
                n.high = c.value * 10.0 - 1.0;
                n.weight = Weight::Soft;
                return self.finish(at, c.end + 1, n);
            }
            let money = at > 0 && matches!(self.norm(at - 1), "$" | "€" | "£" | "¥");
            if let Some((_, by)) = SHORT.iter().find(|(s, _)| *s == suffix)
                && (money || suffix.len() > 1 && suffix != "mm" || suffix == "k")
            {
                c.value *= by;
                c.scale = *by;
                c.end += 1;
                (n.low, n.high) = (c.value, c.value);
            }
        }
        if small && let Some(end) = self.denominator(at, &c) {
            return end;
        }
        // A footnote mark: 14/
        if c.figures
            && self.norm(c.end) == "/"
            && self.text.is_joined(c.end)
            && !self.text.is_joined(c.end + 1)
        {
            n.weight = Weight::Trivial;
        }
        let first = self.out.len();
        let end = self.measure(at, &c, n);
        if let Some(stop) = self.range(first, &c, end) {
            return stop;
        }
        end
    }

    /// `two-thirds`, `three quarters`, `one in five`, `two out of every three`.
    fn denominator(&mut self, at: usize, c: &Cardinal) -> Option<usize> {
        let next = past_hyphen(self.text, c.end);
        let word = self.norm(next);
        let singular = word.strip_suffix('s').unwrap_or(word);
        let plural = singular.len() < word.len();
        let by = match en().word(singular) {
            Some(Word::Ordinal(v)) if v >= 3.0 && (plural || c.value == 1.0) && !c.figures => Some(v),
            Some(Word::Fraction(v)) if plural || c.value == 1.0 => Some(1.0 / v),
            _ => None,
        };
        let (by, end) = match by {
            Some(by) => (by, next + 1),
            None => {
                let from = match (self.norm(c.end), self.norm(c.end + 1), self.norm(c.end + 2)) {
                    ("out", "of", "every") => c.end + 3,
                    ("out", "of", _) | ("in", "every", _) => c.end + 2,
                    ("in", ..) if c.value <= 10.0 => c.end + 1,
                    // "One person in six".
                    (_, "in", _) if c.value == 1.0 && self.kind(c.end) == Some(text::Kind::Word) => c.end + 2,
                    _ => return None,
                };
                let whole = cardinal(self.text, from)?;
                let calendar = whole.figures && (1000.0..2200.0).contains(&whole.value);
                if whole.value <= c.value || whole.ordinal || calendar || self.unit(whole.end).0.is_some() {
                    return None;
                }
                (whole.value, whole.end)
            }
        };
        let mut n = Number::new(c.value / by, c.value / by, Kind::Share, Weight::Firm);
        n.parts = Some((c.value, by));
        if by == 2.0 {
            n.weight = Weight::Soft;
        }
        Some(self.finish(at, end, n))
    }

    /// Percent signs, `times`, units.
    fn measure(&mut self, at: usize, c: &Cardinal, mut n: Number) -> usize {
        let next = past_hyphen(self.text, c.end);
        let share = match (self.norm(next), self.norm(next + 1)) {
            ("%" | "percent" | "pct" | "percentage", _) => {
                let point = matches!(self.norm(next + 1), "point" | "points");
                Some((100.0, next + 1 + usize::from(point)))
            }
            ("‰", _) => Some((1000.0, next + 1)),
            ("per", "cent") => Some((100.0, next + 2)),
            ("per", "thousand" | "mille" | "mil") => Some((1000.0, next + 2)),
            _ => None,
        };
        if let Some((size, end)) = share {
            n.kind = Kind::Share;
            n.weight = Weight::Firm;
            n.parts = Some((n.low, size));
            (n.low, n.high) = (n.low / size, n.high / size);
            return self.finish(at, end, n);
        }
        if matches!(self.norm(next), "times" | "fold" | "x") && (next == c.end || self.norm(next) != "x") {
            n.kind = Kind::Times;
            return self.finish(at, next + 1, n);
        }
        let (unit, end) = self.unit(c.end);
        if unit.is_some() {
            n.unit = unit;
            if let Some((inches, stop)) = self.inches(c, end) {
                (n.low, n.high) = (n.low + inches, n.high + inches);
                return self.finish(at, stop, n);
            }
            return self.finish(at, end, n);
        }
        self.finish(at, c.end, n)
    }

    /// `6-foot-6`, `five feet eleven inches`: the inches after feet, in feet.
    fn inches(&self, c: &Cardinal, end: usize) -> Option<(f64, usize)> {
        if !matches!(self.norm(end - 1), "foot" | "feet" | "ft") || c.value.fract() != 0.0 {
            return None;
        }
        let inches = cardinal(self.text, past_hyphen(self.text, end))?;
        let named = matches!(self.norm(past_hyphen(self.text, inches.end)), "inch" | "inches" | "in");
        let joined = is_hyphen(self.text, end);
        let stop = if named { past_hyphen(self.text, inches.end) + 1 } else { inches.end };
        (inches.value < 12.0 && !inches.ordinal && (named || joined)).then_some((inches.value / 12.0, stop))
    }

    /// `5 to 10 million`, `7-8`, `between three and five per cent`: the lower end takes scale, unit and kind of the upper one.
    fn range(&mut self, first: usize, c: &Cardinal, end: usize) -> Option<usize> {
        let between = self.out[first].range.start.checked_sub(1).is_some_and(|b| self.norm(b) == "between");
        let joint = match self.norm(end) {
            "-" | "—" | "to" | "or" => true,
            "and" => between,
            _ => false,
        };
        if !joint || end != c.end || self.out[first].value.kind != Kind::Cardinal {
            return None;
        }
        let from = past_hyphen(self.text, end + 1);
        let upper = cardinal(self.text, from)?;
        if upper.ordinal || (upper.value <= self.out[first].value.low && self.norm(end) != "-") {
            return None;
        }
        let second = self.out.len();
        let stop = self.cardinal(from, upper);
        let upper_value = self.out.get(second)?.value.clone();
        let lower = &mut self.out[first].value;
        if upper.scale >= 1e3 && c.scale == 1.0 && lower.low < upper.value / upper.scale {
            lower.low *= upper.scale;
            lower.high *= upper.scale;
        }
        lower.unit = lower.unit.or(upper_value.unit);
        if let (Kind::Share, Some((_, size))) = (upper_value.kind, upper_value.parts) {
            lower.kind = Kind::Share;
            lower.parts = Some((lower.low, size));
            (lower.low, lower.high) = (lower.low / size, lower.high / size);
        }
        Some(stop)
    }

    /// Adds what words of approximation say and keeps the mention.
    fn finish(&mut self, start: usize, end: usize, mut n: Number) -> usize {
        let (mut from, mut stop) = (start, end);
        let mut cue = start;
        while cue > 0
            && (matches!(
                self.norm(cue - 1),
                "$" | "€" | "£" | "¥" | "us" | "nt" | "hk" | "rmb" | "usd" | "a" | "an" | "("
            ))
        {
            cue -= 1;
        }
        if let Some((begin, bound)) = en().before(self.text, cue).or_else(|| en().before(self.text, start)) {
            let not = |back: usize| {
                begin
                    .checked_sub(back)
                    .is_some_and(|k| matches!(self.norm(k), "not" | "never" | "without" | "nor"))
            };
            let auxiliary =
                begin > 0 && matches!(self.norm(begin - 1), "be" | "have" | "been" | "go" | "last" | "to");
            n.bound = if not(1) || (auxiliary && not(2)) { bound.negated() } else { bound };
            if bound != Bound::Exact {
                from = begin;
            }
        }
        for skip in 0..=2 {
            let at = past_hyphen(self.text, end + skip);
            if self.norm(end + skip) == "+" && skip == 0 {
                n.bound = Bound::Above;
                stop = end + 1;
                break;
            }
            if let Some((after, bound)) = en().after(self.text, at).filter(|a| self.norm(a.0) != "than") {
                if n.bound == Bound::Exact {
                    n.bound = bound;
                    stop = after;
                }
                break;
            }
            if self.kind(end + skip) != Some(text::Kind::Word) {
                break;
            }
        }
        self.push(from..stop, n);
        stop
    }
}

fn is_ordinal_suffix(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}
