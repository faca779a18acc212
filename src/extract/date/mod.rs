//! Dates and clock times, whole or partial, absolute or counted from a day that the text takes for granted.

mod chinese;
mod english;
mod tables;

use crate::text::English;
pub use chinese::chinese;
pub use english::english;

/// How long a stretch [`Date::year`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// The year itself.
    #[default]
    Year,
    /// The ten years that begin with it.
    Decade,
    /// The century whose number it is (20 for 1901 to 2000).
    Century,
}

/// A part of a month, year, decade or century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 上旬, 初, "early".
    Early,
    /// 中旬, "mid-".
    Mid,
    /// 下旬, 底, 末, "late", "end of".
    Late,
    /// 上半年, "first half".
    First,
    /// 下半月, "second half".
    Second,
}

/// A season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// 春.
    Spring,
    /// 夏.
    Summer,
    /// 秋.
    Autumn,
    /// 冬.
    Winter,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// 凌晨.
    Dawn,
    /// 上午.
    Morning,
    /// 中午.
    Noon,
    /// 下午.
    Afternoon,
    /// 晚上.
    Evening,
    /// 夜间.
    Night,
}

/// What a relative date counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 昨天.
    Day,
    /// 上周.
    Week,
    /// 上月.
    Month,
    /// 去年.
    Year,
}

/// A date as far as the text gives it. Absent fields are left to the context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Date {
    /// Year of the common era (negative before it), first year of a decade, or number of a century.
    pub year: Option<i32>,
    /// Other years that the words may name: reigns of several dynasties share a title (太和). 0 where there is none.
    pub others: [i32; OTHERS],
    /// Place of the year in the cycle of sixty, 0 for 甲子.
    pub cycle: Option<u8>,
    /// What `year` names.
    pub period: Period,
    /// Quarter of the year, 1 to 4.
    pub quarter: Option<u8>,
    /// Feast of the lunar calendar, by its number in the tables.
    pub festival: Option<u8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Day of the week, 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
    /// Part of the month, year, decade or century.
    pub part: Option<Part>,
    /// Season.
    pub season: Option<Season>,
    /// Part of the day.
    pub time: Option<Time>,
    /// Hour and minute as written; the hour is of 24 only if the text writes it so.
    pub clock: Option<(u8, u8)>,
    /// Distance from the day of writing or the day spoken of.
    pub offset: Option<(Step, i8)>,
    /// Whether month and day are of the lunar calendar.
    pub lunar: bool,
    /// Whether they may be of either calendar: 八月十五, without 日.
    pub either_calendar: bool,
    /// Whether day and month may be the other way round (9/8/1962).
    pub either_order: bool,
    /// Whether the words may as well be something else: 十日 (ten days), a bare "1962", "the 9th", 五一.
    pub weak: bool,
}

/// Further years that one date is read as, at most.
pub const OTHERS: usize = 4;

/// Whether a token is the full name of a month with its capital.
pub fn names_month(en: &English, at: usize) -> bool {
    en.tokens().get(at).is_some_and(|t| t.capital)
        && tables::en()
            .phrase(en, at, |f| matches!(f, tables::Field::Month(_)))
            .is_some_and(|p| p.0 == at + 1)
}

impl Date {
    /// Keys that agreeing dates share, for anchors: the year, and month with day. Relative and weak dates have none.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        let year = self.year.filter(|_| !self.weak || self.year.is_some_and(|y| y >= 1000));
        let year = year.map(|y| (self.period as u64) << 40 | (y as u32) as u64);
        let month = self.month.filter(|_| !self.lunar && !self.weak);
        let day = month.zip(self.day).map(|(m, d)| 1 << 50 | u64::from(m) << 8 | u64::from(d));
        let month = month.filter(|_| day.is_none()).map(|m| 1 << 51 | u64::from(m));
        year.into_iter().chain(day).chain(month)
    }

    /// Whether it says too little to tell one place of a text from another.
    pub fn is_trivial(&self) -> bool {
        self.keys().next().is_none()
    }

    /// The hour of the day, 0 to 23, if the part of the day settles it.
    pub fn hour(&self) -> Option<u8> {
        let (hour, _) = self.clock?;
        Some(match self.time {
            Some(Time::Afternoon | Time::Evening) if hour < 12 => hour + 12,
            Some(Time::Night) if (6..12).contains(&hour) => hour + 12,
            Some(Time::Noon) if hour < 3 => hour + 12,
            Some(Time::Morning | Time::Dawn | Time::Night) if hour == 12 => 0,
            Some(_) => hour % 24,
            None if hour > 12 || hour == 0 => hour % 24,
            None => return None,
        })
    }

    /// Whether it only counts from another day: 前年, "two years ago".
    pub fn is_relative(&self) -> bool {
        self.offset.is_some() && Date { offset: None, time: None, ..*self }.is_empty()
    }

    /// Number of fields that are set.
    fn fields(&self) -> usize {
        let set = [
            self.year.is_some(),
            self.cycle.is_some(),
            self.quarter.is_some(),
            self.festival.is_some(),
            self.month.is_some(),
            self.day.is_some(),
            self.weekday.is_some(),
            self.part.is_some(),
            self.season.is_some(),
            self.time.is_some(),
            self.clock.is_some(),
            self.offset.is_some(),
        ];
        set.into_iter().filter(|s| *s).count()
    }

    fn is_empty(&self) -> bool {
        *self == Date { weak: self.weak, lunar: self.lunar, ..Date::default() }
    }
}
