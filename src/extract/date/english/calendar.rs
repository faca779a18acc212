//! Years, months and days in English text.

use super::super::tables::{DECADES, Field, en};
use super::super::{Date, Period};
use super::{BEFORE_YEAR, NO_YEAR, Reader, Step};
use crate::extract::number::cardinal;
use crate::text::Kind;

impl Reader<'_> {
    fn month_at(&self, at: usize) -> Option<(u8, usize)> {
        let token = self.text.tokens().get(at)?;
        if !token.capital {
            return None;
        }
        let is_month = |f: Field| matches!(f, Field::Month(_) | Field::Abbreviation(_));
        let (end, field) = en().phrase(self.text, at, is_month)?;
        let dot = usize::from(self.norm(end) == ".");
        let figure = self.is(end, Kind::Number) || self.is(end + dot, Kind::Number);
        let beside = figure
            || self.is(at.wrapping_sub(1), Kind::Number)
            || matches!(self.before(at), "of" | "th" | "st" | "nd" | "rd");
        match field {
            Field::Abbreviation(m) => beside.then_some((m, if figure { end + dot } else { end })),
            Field::Month(m) => {
                // The Long March, and the rockets that are called after it.
                if m == 3 && self.before(at) == "long" {
                    return None;
                }
                // May and March are also words and names.
                let word = matches!(m, 3 | 5 | 8);
                let led = matches!(
                    self.before(at),
                    "in" | "of"
                        | "by"
                        | "since"
                        | "until"
                        | "till"
                        | "from"
                        | "last"
                        | "next"
                        | "this"
                        | "early"
                        | "late"
                        | "mid"
                        | "-"
                        | "to"
                        | "during"
                        | "before"
                        | "after"
                        | "through"
                        | "and"
                        | "between"
                        | "for"
                        | "every"
                        | "on"
                );
                (!word || beside || led).then_some((m, end))
            }
            _ => None,
        }
    }

    /// A day of the month in figures or as an ordinal: value and end.
    fn day_at(&self, at: usize) -> Option<(u8, usize)> {
        if let Some((v, digits)) = self.whole(at) {
            if digits > 2 || !(1..=31).contains(&v) {
                return None;
            }
            let suffix =
                self.text.is_joined(at + 1) && matches!(self.norm(at + 1), "st" | "nd" | "rd" | "th");
            if !suffix && self.text.is_joined(at + 1) && self.is(at + 1, Kind::Word) {
                return None;
            }
            return Some((v as u8, at + 1 + usize::from(suffix)));
        }
        let c = cardinal(self.text, at)?;
        (c.ordinal && c.value <= 31.0).then_some((c.value as u8, c.end))
    }

    /// Whether the figure that ends before `at` counts something and is no day.
    pub(super) fn counts(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "%" | "percent"
                | "per"
                | ":"
                | "million"
                | "billion"
                | "thousand"
                | "hundred"
                | "times"
                | "-"
                | "years"
                | "people"
                | "/"
        ) && !(self.norm(at) == "-" && self.whole(at + 1).is_some())
    }

    /// `August 9, 1962`, `March 4 and 5`, `May`.
    pub(super) fn month(&self, at: usize, date: &mut Date) -> Option<Step> {
        if date.month.is_some() {
            return None;
        }
        let (month, mut end) = self.month_at(at)?;
        date.month = Some(month);
        let mut other = None;
        let from = end + usize::from(self.norm(end) == "the");
        if date.day.is_none()
            && let Some((day, stop)) = self.day_at(from)
            && !self.counts(stop)
        {
            date.day = Some(day);
            date.weak = false;
            end = stop;
            if self.joint(end)
                && let Some((second, stop)) = self.day_at(end + 1)
                && !self.counts(stop)
                && (self.norm(end) != "," || self.norm(stop) == "and")
                && self.month_at(stop).is_none()
            {
                other = Some((Date { day: Some(day), month: Some(month), ..Date::default() }, at..end));
                date.day = Some(second);
                end = stop;
            }
        }
        let comma = usize::from(self.norm(end) == ",");
        if date.year.is_none()
            && let Some((year, 4)) = self.whole(end + comma)
            && (1000..2200).contains(&year)
        {
            date.year = Some(year as i32);
            date.weak = false;
            end += comma + 1;
            if !self.text.is_joined(end)
                && self.norm(end) == ","
                && comma > 0
                && self.is(end + 1, Kind::Number)
            {
                return Some(Step { end, other });
            }
        }
        Some(Step { end, other })
    }

    /// `the fifth day of the fifth lunar month`, `the eighth lunar month`.
    pub(super) fn lunar(&self, at: usize, date: &mut Date) -> Option<Step> {
        if date.month.is_some() || date.day.is_some() {
            return None;
        }
        let at = at + usize::from(self.norm(at) == "the");
        let month = |at: usize| {
            let (month, end) = self.day_at(at).filter(|m| m.0 <= 12)?;
            (self.norm(end) == "lunar" && self.norm(end + 1) == "month").then_some((month, end + 2))
        };
        if let Some((number, end)) = month(at) {
            (date.month, date.lunar, date.weak) = (Some(number), true, false);
            return Step::to(end);
        }
        let (day, end) = self.day_at(at).filter(|d| d.0 <= 30)?;
        let end = end + usize::from(self.norm(end) == "day");
        if self.norm(end) != "of" || self.norm(end + 1) != "the" {
            return None;
        }
        let (number, end) = month(end + 2)?;
        (date.month, date.day, date.lunar, date.weak) = (Some(number), Some(day), true, false);
        Step::to(end)
    }

    /// `the second quarter`, `Q2`.
    pub(super) fn quarter(&self, at: usize, date: &mut Date) -> Option<Step> {
        let at = at + usize::from(self.norm(at) == "the");
        if date.quarter.is_some() {
            return None;
        }
        let (number, end) = self.day_at(at).filter(|q| q.0 <= 4)?;
        let ordinal = !self.is(at, Kind::Number) || end > at + 1;
        let end = end + usize::from(self.norm(end) == "-");
        if !ordinal || self.norm(end) != "quarter" {
            return None;
        }
        date.quarter = Some(number);
        date.weak = false;
        Step::to(end + 1)
    }

    /// `9 August`, `the 9th of August`, `10–11 May`.
    pub(super) fn day_first(&self, at: usize, date: &mut Date) -> Option<Step> {
        if date.month.is_some() || date.day.is_some() {
            return None;
        }
        let (day, end) = self.day_at(at)?;
        let mut other = None;
        let mut last = (day, end);
        if self.joint(end)
            && let Some((second, stop)) = self.day_at(end + 1)
        {
            other = Some((day, at..end));
            last = (second, stop);
        }
        let skip = match (self.norm(last.1), self.norm(last.1 + 1)) {
            ("of", _) | ("-", _) => 1,
            ("day", "of") => 2,
            _ => 0,
        };
        let (month, stop) = self.month_at(last.1 + skip)?;
        if self.is(stop, Kind::Number)
            && self.whole(stop).is_some_and(|(v, n)| n <= 2 && v <= 31)
            && skip == 0
        {
            // "7 July 9": the figure after the month may be the day.
            return None;
        }
        (date.day, date.month) = (Some(last.0), Some(month));
        date.weak = false;
        let other =
            other.map(|(d, range)| (Date { day: Some(d), month: Some(month), ..Date::default() }, range));
        Some(Step { end: stop, other })
    }

    /// `9/8/1962`, `2020-07-26`, `9.8.1962`.
    pub(super) fn numeric(&self, at: usize, date: &mut Date) -> Option<Step> {
        if date.month.is_some() || date.day.is_some() {
            return None;
        }
        let (fields, end) = if self.norm(at).matches('.').count() == 2 {
            let mut parts = self.norm(at).split('.').map(|p| (p.parse::<u32>().unwrap_or(0), p.len()));
            ([parts.next()?, parts.next()?, parts.next()?], at + 1)
        } else {
            let mark = self.norm(at + 1);
            let joined = (1..5).all(|k| self.text.is_joined(at + k));
            if !matches!(mark, "/" | "-") || self.norm(at + 3) != mark || !joined {
                return None;
            }
            ([self.whole(at)?, self.whole(at + 2)?, self.whole(at + 4)?], at + 5)
        };
        let [a, b, c] = fields;
        let (year, x, y) = match (a.1, c.1) {
            (4, 1..=2) => (a.0, b.0, c.0),
            (1..=2, 4) => (c.0, b.0, a.0),
            // 62.8.9, as Chinese files write it.
            (2, 1..=2) if a.0 > 31 && end == at + 1 => (1900 + a.0, b.0, c.0),
            (1..=2, 2) if self.norm(at + 1) == "/" || end == at + 1 => (1900 + c.0, b.0, a.0),
            _ => return None,
        };
        let year_first = a.1 == 4 || a.0 > 31;
        let (month, day) = if x > 12 { (y, x) } else { (x, y) };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1000..2200).contains(&year) {
            return None;
        }
        date.either_order = !year_first && day <= 12;
        (date.year, date.month, date.day) = (Some(year as i32), Some(month as u8), Some(day as u8));
        Step::to(end)
    }

    pub(super) fn year(&self, at: usize, start: usize, date: &mut Date) -> Option<Step> {
        let (year, digits) = self.whole(at)?;
        let after = self.norm(at + 1);
        let joined = self.text.is_joined(at + 1)
            && (self.is(at + 1, Kind::Word)
                || (after == "-" && self.is(at + 2, Kind::Word) && self.text.is_joined(at + 2)));
        if date.year.is_some()
            || joined
            || after == "%"
            || matches!(after, "percent" | "per" | "million" | "billion" | ":" | "/")
            || NO_YEAR.contains(&self.before(at))
        {
            return None;
        }
        let bc = matches!(after, "bc" | "bce") || (after == "b" && self.norm(at + 3) == "c");
        let common = matches!(after, "ad" | "ce") || (after == "a" && self.norm(at + 3) == "d");
        if common {
            date.year = Some(year as i32);
            return Step::to(at + if after == "a" { 5 } else { 2 });
        }
        if bc || matches!(self.before(at), "ad") {
            date.year = Some(if bc { -(year as i32) } else { year as i32 });
            return Step::to(at + 1 + if bc && after == "b" { 4 } else { usize::from(bc) });
        }
        if digits != 4 || !(1000..2200).contains(&year) {
            return None;
        }
        let alone = at == start;
        // "In 1930 countries" counts them.
        let next = self.text.tokens().get(at + 1);
        let counted =
            next.is_some_and(|t| t.kind == Kind::Word && !t.stop && !t.capital && !after.ends_with("ly"));
        date.weak |= alone && (counted || !BEFORE_YEAR.contains(&self.before(at)));
        date.year = Some(year as i32);
        // 2018-19: the shortened second year is of the same century.
        if matches!(after, "-" | "—" | "/")
            && let Some((second, 2)) = self.whole(at + 2)
            && second > year % 100
            && self.text.is_joined(at + 2)
        {
            let first = Date { year: date.year, weak: date.weak, ..Date::default() };
            date.year = Some((year - year % 100 + second) as i32);
            return Some(Step { end: at + 3, other: Some((first, at..at + 1)) });
        }
        Step::to(at + 1)
    }

    /// `1960s`, `the 60s`.
    pub(super) fn decade(&self, at: usize, date: &mut Date) -> Option<Step> {
        let (year, digits) = self.whole(at)?;
        let plural = self.text.is_joined(at + 1) && matches!(self.norm(at + 1), "s" | "'s");
        if date.year.is_some()
            || !plural
            || year % 10 != 0
            || !(digits == 4
                || (digits == 2 && matches!(self.before(at), "the" | "'" | "-" | "early" | "late")))
        {
            return None;
        }
        date.year = Some(year as i32 + if digits == 2 { 1900 } else { 0 });
        date.period = Period::Decade;
        Step::to(at + 2)
    }

    pub(super) fn decade_word(&self, at: usize, date: &mut Date) -> Option<Step> {
        let k = DECADES.iter().position(|d| *d == self.norm(at))?;
        let of = at.checked_sub(1).map_or("", |b| {
            if matches!(self.norm(b), "early" | "late" | "mid" | "-" | "nineteen") {
                self.before(b)
            } else {
                self.norm(b)
            }
        });
        if date.year.is_some() || matches!(of, "his" | "her" | "their" | "my" | "our" | "your") {
            return None;
        }
        date.year = Some(1920 + 10 * k as i32);
        date.period = Period::Decade;
        Step::to(at + 1)
    }

    /// `the 20th century`.
    pub(super) fn century(&self, at: usize, date: &mut Date) -> Option<Step> {
        let (value, end) = match self.whole(at) {
            Some((v, 1..=2)) if matches!(self.norm(at + 1), "st" | "nd" | "rd" | "th") => (v, at + 2),
            _ => cardinal(self.text, at)
                .filter(|c| c.ordinal && !c.figures)
                .map(|c| (c.value as u32, c.end))?,
        };
        let end = end + usize::from(self.norm(end) == "-");
        if date.year.is_some() || value > 30 || !matches!(self.norm(end), "century" | "centuries") {
            return None;
        }
        date.year = Some(value as i32);
        date.period = Period::Century;
        Step::to(end + 1)
    }

    /// `on the 23rd`.
    pub(super) fn lone_day(&self, at: usize, date: &mut Date) -> Option<Step> {
        let suffix = self.text.is_joined(at + 1) && matches!(self.norm(at + 1), "st" | "nd" | "rd" | "th");
        let (day, end) = self.day_at(at)?;
        let noun = self.is(end, Kind::Word) && !self.text.tokens()[end].stop;
        if !suffix || noun || date.day.is_some() || self.norm(end) == "-" {
            return None;
        }
        date.day = Some(day);
        date.weak = date.month.is_none();
        Step::to(end)
    }
}
