//! Clock times and parts of the day in English text.

use super::super::tables::{Field, en};
use super::super::{Date, Time};
use super::{Reader, Step};
use crate::extract::number::cardinal;
use crate::text::Kind;

impl Reader<'_> {
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
    pub(super) fn clock(&self, at: usize, date: &mut Date) -> Option<Step> {
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
            match self.norm(at) {
                "midnight" => return Some((0, at + 1)),
                "noon" | "midday" => return Some((12, at + 1)),
                _ => {}
            }
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
        // "Ten past eight".
        if matches!(self.norm(minutes.end), "past" | "to") && minutes.value > 0.0 {
            let step = minutes.value as u8;
            let known = hour(minutes.end + 1).filter(|_| step.is_multiple_of(5));
            let whole = |end: usize| {
                !self.is(end, Kind::Word) || self.text.tokens()[end].stop || self.norm(end) == "o'clock"
            };
            if let Some((h, end)) = known
                && whole(end)
                && h <= 12
                && !(self.norm(minutes.end) == "to" && minutes.figures)
            {
                let late = self.norm(minutes.end) == "past";
                let end = end + usize::from(self.norm(end) == "o'clock");
                let clock = if late { (h, step) } else { (h.checked_sub(1).unwrap_or(23), 60 - step) };
                let led = late
                    || matches!(self.before(at), "at" | "until" | "till" | "by" | "is" | "was" | "about");
                if led {
                    return set(clock, end, after(end), false);
                }
            }
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
}
