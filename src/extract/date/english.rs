//! Dates in English text.

mod calendar;
mod clock;

use super::tables::{Field, en};
use super::{Date, Period, Season};
use crate::extract::Mention;
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

    /// Whether a date may begin at `at`, as far as its first word tells: most words begin none.
    fn begins(&self, at: usize) -> bool {
        let norm = self.norm(at);
        match self.text.tokens()[at].kind {
            Kind::Number => true,
            // A fraction in one character, and the apostrophe of *the ’60s*.
            Kind::Mark => norm == "'" || norm.len() > 1,
            _ => en().begins(norm),
        }
    }

    /// Reads what stands at `at`; returns where to go on.
    fn read(&mut self, at: usize) -> usize {
        if !self.begins(at) {
            return at + 1;
        }
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
        date.weak &= date.fields() < 2;
        date.lunar |= date.month.is_some() && (end..end + 6).any(|k| self.norm(k) == "lunar");
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
        if let Some(step) = self.lunar(at, date).or_else(|| self.quarter(at, date)) {
            return Some(step);
        }
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
            Field::SeasonOffset(n) => {
                if let Some((stop, day)) = en().phrase(self.text, end, |f| matches!(f, Field::Weekday(_)))
                    && self.text.tokens()[end].capital
                    && date.offset.is_none()
                {
                    // "Last Wednesday".
                    let week = Field::Offset(super::Step::Week, n);
                    return (day.set(date) && week.set(date)).then_some(Step { end: stop, other: None });
                }
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
            Field::Festival(_) if !self.text.tokens()[at].capital => None,
            Field::Feast(..) if date.month.is_some() || date.day.is_some() => None,
            Field::Feast(..) if !self.text.tokens()[at].capital => None,
            field => field.set(date).then_some(Step { end, other: None }),
        }
    }
}
