//! What a number phrase is by what stands around it: ordinal, fraction, percentage, multiple, range, amount in a unit.

use super::super::tables::{Unit, Word, en, en_unit};
use super::super::words::{Cardinal, and_part, cardinal, is_hyphen, past_hyphen};
use super::super::{Bound, Kind, Number, Weight};
use super::{Reader, SHORT, is_ordinal_suffix};
use crate::text;

impl Reader<'_> {
    /// A number phrase: what it is by what follows.
    pub(super) fn cardinal(&mut self, at: usize, mut c: Cardinal) -> usize {
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
                // "A 0.2-percentage-point rise".
                let noun = past_hyphen(self.text, next + 1);
                let point = matches!(self.norm(noun), "point" | "points");
                n.unit = if point { en_unit("percentage_point") } else { None };
                Some((100.0, if point { noun + 1 } else { next + 1 }))
            }
            ("‰", _) => Some((1000.0, next + 1)),
            ("per", "cent") => {
                let point = matches!(self.norm(next + 2), "point" | "points");
                n.unit = if point { en_unit("percentage_point") } else { None };
                Some((100.0, next + 2 + usize::from(point)))
            }
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
        let (unit, mut end) = self.unit(c.end);
        if let Some(unit) = unit {
            n.unit = Some(unit);
            if unit.dimension() == "share" {
                n.kind = Kind::Share;
                n.weight = Weight::Firm;
                let size = 1.0 / unit.factor();
                n.parts = Some((n.low, size));
                (n.low, n.high) = (n.low / size, n.high / size);
                return self.finish(at, end, n);
            }
            // "Three jin and a half".
            if let Some((part, stop)) = and_part(self.text, end).filter(|_| c.value.fract() == 0.0) {
                (n.low, n.high) = (n.low + part, n.high + part);
                return self.finish(at, stop, n);
            }
            if let Some((more, stop)) = self.smaller(unit, end) {
                (n.low, n.high, end) = (n.low + more, n.high + more, stop);
                return self.finish(at, end, n);
            }
            if let Some((inches, stop)) = self.inches(c, end) {
                (n.low, n.high) = (n.low + inches, n.high + inches);
                return self.finish(at, stop, n);
            }
            return self.finish(at, end, n);
        }
        n.unit = self.money_before(at);
        self.finish(at, c.end, n)
    }

    /// The currency whose sign stands before an amount: `US$`, `£`, `RMB`.
    fn money_before(&self, at: usize) -> Option<Unit> {
        let sign = self.norm(at.checked_sub(1)?);
        let named = at.checked_sub(2).and_then(|k| en_unit(&format!("{}{sign}", self.norm(k))));
        named.filter(|_| sign == "$" && self.text.is_joined(at - 1)).or_else(|| en_unit(sign)).filter(|u| {
            let first = sign.chars().next().is_some_and(|c| !c.is_ascii_alphabetic());
            u.currency().is_some() && (first || matches!(sign.len(), 2..=3))
        })
    }

    /// `three zhang and two chi`, `four yuan 50 fen`: the amounts in smaller units after one, in that one.
    fn smaller(&self, unit: Unit, end: usize) -> Option<(f64, usize)> {
        if !matches!(unit.dimension(), "length" | "area" | "mass" | "money") {
            return None;
        }
        let from = end + usize::from(self.norm(end) == "and");
        let c = cardinal(self.text, from).filter(|c| !c.ordinal && c.value < 100.0)?;
        let (small, stop) = self.unit(c.end);
        let small = small.filter(|s| s.dimension() == unit.dimension() && s.factor() < unit.factor())?;
        let size = small.factor() / unit.factor();
        // "40 kilometres and 2 metres" are two measures.
        (c.value * size < 1.0 && size >= 0.001).then_some((c.value * size, stop))
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
    pub(super) fn finish(&mut self, start: usize, end: usize, mut n: Number) -> usize {
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
