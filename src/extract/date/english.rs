//! Dates in English text.

use super::tables::{Field, en};
use super::{Date, Period, Season, Time};
use crate::extract::Mention;
use crate::extract::number::cardinal;
use crate::text::{English, Kind};

/// The dates of an English text, in order.
///
/// ```
/// use duikan::{extract::date, lexicon::Lexicon, text::English};
/// let en = English::new("on the evening of 29 August 1968, at 4:30 p.m. and in the late 1940s", Lexicon::embedded());
/// let found = date::english(&en);
/// assert_eq!((found[0].value.year, found[0].value.month, found[0].value.day), (Some(1968), Some(8), Some(29)));
/// assert_eq!(found[found.len() - 1].value.year, Some(1940));
/// ```
pub fn english(text: &English) -> Vec<Mention<Date>> {
    let mut reader = Reader { text, out: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = reader.read(at).max(at + 1);
    }
    reader.out
}

/// Words that may stand between two parts of one date.
const GLUE: [&str; 6] = ["of", "on", "at", "in", "the", "("];

/// Words before four figures that show them to be a year.
const BEFORE_YEAR: [&str; 25] = [
    "in", "since", "of", "by", "until", "till", "from", "during", "before", "after", "early", "late", "mid",
    "to", "year", "between", "through", "spring", "summer", "autumn", "winter", "circa", "around", "(",
    "end",
];

/// Words before four figures that show them to be no year.
const NO_YEAR: [&str; 12] =
    ["$", "£", "€", "no", "#", "article", "section", "resolution", "+", "¥", "page", "nos"];

struct Reader<'a> {
    text: &'a English,
    out: Vec<Mention<Date>>,
}

/// A part of a date: where it ends, and a further date that shares what is set so far (4 and 5 March).
struct Step {
    end: usize,
    other: Option<(Date, std::ops::Range<usize>)>,
}

impl Step {
    fn to(end: usize) -> Option<Self> {
        Some(Self { end, other: None })
    }
}

impl Reader<'_> {
    fn norm(&self, at: usize) -> &str {
        self.text.norm(at)
    }

    fn before(&self, at: usize) -> &str {
        if at == 0 { "" } else { self.text.norm(at - 1) }
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        self.text.tokens().get(at).is_some_and(|t| t.kind == kind)
    }

    fn joint(&self, at: usize) -> bool {
        matches!(self.norm(at), "-" | "—" | "to" | "and" | "or" | "/" | "until" | "till" | ",")
    }

    /// A whole number in plain figures at `at`, with its number of digits.
    fn whole(&self, at: usize) -> Option<(u32, usize)> {
        let norm = self.norm(at);
        let plain = self.is(at, Kind::Number) && norm.len() < 5 && norm.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| norm.parse().ok().map(|v| (v, norm.len()))).flatten()
    }

    /// Reads what stands at `at`; returns where to go on.
    fn read(&mut self, at: usize) -> usize {
        let mut date = Date::default();
        let (mut end, mut next) = (at, at);
        let mut others = Vec::new();
        while let Some(step) = self.part(next, at, &mut date) {
            end = step.end;
            if let Some((mut other, range)) = step.other {
                other.year = other.year.or(date.year);
                others.push((other, range));
            }
            next = end;
            // A comma joins only what belongs to one date: "Friday, 28 March", "3 p.m., Monday".
            if self.norm(next) == "," {
                let led =
                    Date { weekday: None, ..date }.is_empty() || (date.clock.is_some() && date.day.is_none());
                if !led || self.part(next + 1, next + 1, &mut Date::default()).is_none() {
                    break;
                }
                next += 1;
            }
            let mut glue = 0;
            while glue < 2 && GLUE.contains(&self.norm(next)) {
                next += 1;
                glue += 1;
            }
            if self.norm(next) == "-" {
                next += 1;
            }
        }
        if end == at || date.is_empty() {
            return at + 1;
        }
        for (mut other, range) in others {
            other.year = other.year.or(date.year);
            other.month = other.month.or(date.month);
            if other.period == Period::Year {
                other.period = date.period;
            }
            let span = self.text.span(range.clone());
            self.out.push(Mention { range, span, value: other });
        }
        let range = at..end;
        let span = self.text.span(range.clone());
        self.out.push(Mention { range, span, value: date });
        end
    }

    /// One part of a date at `at`, if its field is free.
    fn part(&self, at: usize, start: usize, date: &mut Date) -> Option<Step> {
        if self.is(at, Kind::Number) {
            return self
                .numeric(at, date)
                .or_else(|| self.clock(at, date))
                .or_else(|| self.day_first(at, date))
                .or_else(|| self.decade(at, date))
                .or_else(|| self.year(at, start, date))
                .or_else(|| self.century(at, date))
                .or_else(|| self.lone_day(at, date));
        }
        if matches!(self.norm(at), "'" | "the") && self.is(at + 1, Kind::Number) {
            return self.decade(at + 1, date).or_else(|| self.day_first(at + 1, date));
        }
        self.clock(at, date)
            .or_else(|| self.month(at, date))
            .or_else(|| self.day_first(at, date))
            .or_else(|| self.century(at, date))
            .or_else(|| self.decade_word(at, date))
            .or_else(|| self.phrase(at, start, date))
    }

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
    fn counts(&self, at: usize) -> bool {
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
    fn month(&self, at: usize, date: &mut Date) -> Option<Step> {
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

    /// `9 August`, `the 9th of August`, `10–11 May`.
    fn day_first(&self, at: usize, date: &mut Date) -> Option<Step> {
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
    fn numeric(&self, at: usize, date: &mut Date) -> Option<Step> {
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
            (1..=2, 2) if self.norm(at + 1) == "/" || end == at + 1 => (1900 + c.0, b.0, a.0),
            _ => return None,
        };
        let (month, day) = if x > 12 { (y, x) } else { (x, y) };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1000..2200).contains(&year) {
            return None;
        }
        date.either_order = a.1 != 4 && day <= 12;
        (date.year, date.month, date.day) = (Some(year as i32), Some(month as u8), Some(day as u8));
        Step::to(end)
    }

    fn year(&self, at: usize, start: usize, date: &mut Date) -> Option<Step> {
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
        if bc || matches!(self.before(at), "ad") {
            date.year = Some(if bc { -(year as i32) } else { year as i32 });
            return Step::to(at + 1 + if bc && after == "b" { 4 } else { usize::from(bc) });
        }
        if digits != 4 || !(1000..2200).contains(&year) {
            return None;
        }
        let alone = at == start;
        date.weak |= alone && !BEFORE_YEAR.contains(&self.before(at));
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
    fn decade(&self, at: usize, date: &mut Date) -> Option<Step> {
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

    fn decade_word(&self, at: usize, date: &mut Date) -> Option<Step> {
        let decades =
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let k = decades.iter().position(|d| *d == self.norm(at))?;
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
    fn century(&self, at: usize, date: &mut Date) -> Option<Step> {
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
    fn lone_day(&self, at: usize, date: &mut Date) -> Option<Step> {
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

    /// Half of the day written after a clock time: end and part of the day.
    fn half_day(&self, at: usize) -> Option<(usize, Time)> {
        let time = |w: &str| match w {
            "am" | "a" => Some(Time::Morning),
            "pm" | "p" => Some(Time::Afternoon),
            _ => None,
        };
        match self.norm(at) {
            w @ ("am" | "pm") => Some((at + 1, time(w)?)),
            w @ ("a" | "p") if self.norm(at + 1) == "." && self.norm(at + 2) == "m" => Some((
                at + 3 + usize::from(self.norm(at + 3) == "." && self.text.is_joined(at + 3)),
                time(w)?,
            )),
            "noon" | "midday" => Some((at + 1, Time::Noon)),
            "midnight" => Some((at + 1, Time::Night)),
            _ => None,
        }
    }

    /// `in the evening`, `at night` after a clock time.
    fn day_part(&self, at: usize) -> Option<(usize, Time)> {
        let from = match (self.norm(at), self.norm(at + 1)) {
            ("in", "the") => at + 2,
            ("at", "night") => at + 1,
            _ => return None,
        };
        match en().phrase(self.text, from, |f| matches!(f, Field::Time(_)))? {
            (end, Field::Time(t)) => Some((end, t)),
            _ => None,
        }
    }

    /// `4:30 p.m.`, `16.30`, `four o'clock`, `half past four`, `noon`.
    fn clock(&self, at: usize, date: &mut Date) -> Option<Step> {
        if date.clock.is_some() {
            return None;
        }
        let mut set = |clock: (u8, u8), end: usize, time: Option<(usize, Time)>, weak: bool| {
            date.weak = weak && time.is_none() && date.is_empty();
            date.clock = Some(clock);
            date.time = date.time.or(time.map(|t| t.1));
            Step::to(time.map_or(end, |t| t.0))
        };
        let hour = |at: usize| {
            let c = cardinal(self.text, at)?;
            (!c.ordinal && c.value.fract() == 0.0 && c.value >= 0.0 && c.value <= 24.0)
                .then_some((c.value as u8, c.end))
        };
        let after = |end: usize| self.half_day(end).or_else(|| self.day_part(end));
        match self.norm(at) {
            "noon" | "midday" => return set((12, 0), at + 1, Some((at + 1, Time::Noon)), false),
            "midnight" => return set((0, 0), at + 1, Some((at + 1, Time::Night)), false),
            "half" if self.norm(at + 1) == "past" || self.norm(at + 2) == "past" => {
                let (h, end) = hour(at + 2 + usize::from(self.norm(at + 2) == "past"))?;
                let end = end + usize::from(self.norm(end) == "o'clock");
                return set((h, 30), end, after(end), false);
            }
            "quarter" if matches!(self.norm(at + 1), "past" | "to") => {
                let (h, end) = hour(at + 2)?;
                let clock =
                    if self.norm(at + 1) == "past" { (h, 15) } else { (h.checked_sub(1).unwrap_or(23), 45) };
                return set(clock, end, after(end), false);
            }
            _ => {}
        }
        if let Some((h, 1..=2)) = self.whole(at)
            && self.norm(at + 1) == ":"
            && let Some((m, 2)) = self.whole(at + 2)
            && self.text.is_joined(at + 1)
            && self.text.is_joined(at + 2)
            && h <= 24
            && m < 60
        {
            // Seconds are passed over.
            let seconds =
                self.norm(at + 3) == ":" && self.whole(at + 4).is_some_and(|(s, n)| n == 2 && s < 60);
            let end = at + if seconds { 5 } else { 3 };
            return set((h as u8, m as u8), end, after(end), true);
        }
        if self.is(at, Kind::Number)
            && let Some((h, m)) = self.norm(at).split_once('.')
            && m.len() == 2
            && h.len() <= 2
            && let (Ok(h), Ok(m)) = (h.parse::<u8>(), m.parse::<u8>())
            && h < 24
            && m < 60
            && self.norm(at) != format!("0.{m:02}")
        {
            let time = after(at + 1);
            let led = matches!(self.before(at), "at" | "from" | "until" | "till" | "by");
            let hours = matches!(self.norm(at + 1), "hours" | "hrs");
            let counted = self.is(at + 1, Kind::Word) && !self.text.tokens()[at + 1].stop;
            if time.is_some() || hours || (led && !counted && !self.counts(at + 1)) {
                return set((h, m), at + 1 + usize::from(hours), time, !hours);
            }
            return None;
        }
        if let Some((v, 4)) = self.whole(at)
            && matches!(self.norm(at + 1), "hours" | "hrs")
            && v < 2400
            && v % 100 < 60
        {
            return set(((v / 100) as u8, (v % 100) as u8), at + 2, None, false);
        }
        let minutes =
            cardinal(self.text, at).filter(|c| !c.ordinal && c.value < 60.0 && c.value.fract() == 0.0)?;
        if matches!(self.norm(minutes.end), "minute" | "minutes")
            && matches!(self.norm(minutes.end + 1), "past" | "to" | "after" | "before")
        {
            let (h, end) = hour(minutes.end + 2)?;
            let m = minutes.value as u8;
            let late = matches!(self.norm(minutes.end + 1), "past" | "after");
            let end = end + usize::from(self.norm(end) == "o'clock");
            let clock = if late || m == 0 { (h, m) } else { (h.checked_sub(1).unwrap_or(23), 60 - m) };
            return set(clock, end, after(end), false);
        }
        let (h, end) = hour(at)?;
        if self.norm(end) == "o'clock" {
            return set((h, 0), end + 1, after(end + 1), false);
        }
        if h <= 12 && h > 0 && !matches!(self.norm(at), "a" | "an") {
            return after(end).and_then(|time| set((h, 0), end, Some(time), false));
        }
        None
    }

    /// Words and phrases of the table.
    fn phrase(&self, at: usize, start: usize, date: &mut Date) -> Option<Step> {
        let (end, field) =
            en().phrase(self.text, at, |f| !matches!(f, Field::Month(_) | Field::Abbreviation(_)))?;
        let alone = at == start;
        match field {
            Field::Part(_) => {
                if date.part.is_some() || date.year.is_some() || date.month.is_some() {
                    return None;
                }
                // "Early and mid-January", "early to late 1950".
                if self.joint(end)
                    && let Some((_, Field::Part(_))) =
                        en().phrase(self.text, end + 1, |f| matches!(f, Field::Part(_)))
                {
                    let mut other = Date::default();
                    let mut rest = *date;
                    let step = self.phrase(end + 1, start, &mut rest)?;
                    field.set(&mut other);
                    *date = rest;
                    return Some(Step { end: step.end, other: Some((other, at..end)) });
                }
                let from = end + usize::from(self.norm(end) == "-");
                let from = if matches!(self.norm(from), "of" | "in") { from + 1 } else { from };
                let the = from + usize::from(matches!(self.norm(from), "the" | "this" | "that"));
                let mut probe = Date { weak: true, ..Date::default() };
                let named =
                    self.part(from, from, &mut probe).is_some() || self.part(the, the, &mut probe).is_some();
                let dated = named
                    && (probe.month.is_some()
                        || probe.year.is_some()
                        || probe.season.is_some()
                        || probe.offset.is_some());
                let whole = the > from && matches!(self.norm(the), "year" | "month" | "century" | "decade");
                if !dated && !whole {
                    return None;
                }
                field.set(date);
                Step::to(if whole { the + 1 } else { from })
            }
            Field::SeasonOffset(_) => {
                let (stop, season) = en().phrase(self.text, end, |f| matches!(f, Field::Season(_)))?;
                (season.set(date) && field.set(date)).then_some(Step { end: stop, other: None })
            }
            Field::Season(s) => {
                // A spring is also water and metal, and a fall is none at all.
                let led = matches!(
                    self.before(at),
                    "in" | "the" | "this" | "that" | "last" | "next" | "early" | "late" | "mid" | "of" | "-"
                );
                let dated =
                    self.whole(end).is_some() || self.norm(end) == "of" && self.whole(end + 1).is_some();
                if s == Season::Spring && !led && !dated {
                    return None;
                }
                if !field.set(date) {
                    return None;
                }
                date.weak |= alone;
                Step::to(end)
            }
            Field::Time(_) => {
                if matches!(self.norm(at), "am" | "pm") || !field.set(date) {
                    return None;
                }
                date.weak |= alone;
                Step::to(end)
            }
            Field::Weekday(_) if !self.text.tokens()[at].capital => None,
            Field::Offset(..) | Field::Both(..) if date.offset.is_some() => None,
            Field::Feast(..) if date.month.is_some() || date.day.is_some() => None,
            Field::Feast(..) if !self.text.tokens()[at].capital => None,
            field => field.set(date).then_some(Step { end, other: None }),
        }
    }
}
