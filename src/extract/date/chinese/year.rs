//! Years, decades, centuries and their parts in Chinese text.

use super::super::tables::{Field, zh};
use super::super::{Date, OTHERS, Period, Step};
use super::{JOINTS, Reader};
use crate::extract::number::numeral::{self, Form, Numeral};
use crate::extract::number::tables;

/// The ten stems and twelve branches that name the years of the cycle of sixty.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Events that are named by the year of the cycle in which they fell.
const EVENTS: [&str; 8] = ["战争", "变法", "条约", "革命", "政变", "赔款", "之役", "事变"];

/// Whether a numeral is two decades side by side: 六七十.
fn is_two_decades(n: &Numeral) -> bool {
    n.high - n.low == 10.0 && n.low % 10.0 == 0.0 && n.low >= 10.0 && n.high < 100.0
}

impl Reader<'_> {
    /// The year, decade or century.
    pub(super) fn year(&mut self, at: usize, date: &mut Date) -> Option<usize> {
        let is_year = |f: Field| matches!(f, Field::Offset(Step::Year, _));
        if let Some((end, field)) = zh().word(self.chars, at, is_year) {
            field.set(date);
            date.weak = self.char(at) == '第';
            return Some(end + usize::from(self.char(end) == '度'));
        }
        if let Some(end) = self.cycle(at, date) {
            return Some(end);
        }
        if let Some((end, era)) = zh().era(self.chars, at) {
            let before = self.char(end) == '前';
            let from = end + usize::from(before);
            let (n, stop) = if self.has(from, "元年") {
                (1.0, from + 1)
            } else {
                self.numeral(from).map(|n| (n.low, n.end))?
            };
            if self.char(stop) != '年' {
                return None;
            }
            let n = n as i32;
            let mut years = era.spans.iter().filter(|s| s.0 + n - 1 <= s.1).map(|s| s.0 + n - 1);
            let year = years.next()?;
            let first = era.spans.first().map_or(1, |s| s.0);
            // 公元前 counts from nought, 民国前一年 is 1911.
            date.year = Some(match before {
                true if first == 1 => -n,
                true => first - n,
                false => year,
            });
            for (slot, other) in date.others.iter_mut().zip(years).take(OTHERS) {
                *slot = other;
            }
            date.lunar = era.lunar;
            return Some(stop + 1);
        }
        // A year by stem and branch goes with months of the lunar calendar.
        if let Some(end) = self.cycle_year(at) {
            date.lunar = true;
            return Some(end);
        }
        if let Some(end) = self.century(at, date) {
            return Some(end);
        }
        if ["农历", "阴历", "旧历", "夏历"].iter().any(|w| self.has(at, w)) {
            date.lunar = true;
            return Some(at + 2);
        }
        if let Some(end) = self.figures_date(at, date) {
            return Some(end);
        }
        let n = self.numeral(at)?;
        if self.has(n.end, "年代") && is_two_decades(&n) {
            // 六七十年代: two decades.
            let first = Date { year: Some(1900 + n.low as i32), period: Period::Decade, ..Date::default() };
            self.push(at..n.end, first);
            date.year = Some(1900 + n.high as i32);
            date.period = Period::Decade;
            return Some(n.end + 2);
        }
        let plain = n.low == n.high && n.low.fract() == 0.0;
        let four = n.digits == 4 && n.end - at == 4 && (1000.0..2200.0).contains(&n.low);
        if !plain {
            return None;
        }
        if self.has(n.end, "年代") && n.low % 10.0 == 0.0 && ((10.0..100.0).contains(&n.low) || four) {
            date.year = Some(n.low as i32 + if four { 0 } else { 1900 });
            date.period = Period::Decade;
            return Some(n.end + 2);
        }
        if four {
            if self.char(n.end) == '年' && !self.has(n.end, "年代") {
                date.year = Some(n.low as i32);
                return Some(n.end + 1);
            }
            return self.bare_year(n, date);
        }
        let two = n.digits == 2 && self.char(n.end) == '年';
        let month_follows = || self.counted(n.end + 1, 12.0, &['月']).is_some();
        if two && (n.form == Form::Row || month_follows()) {
            date.year =
                Some(n.low as i32 + if n.low < 30.0 && n.form == Form::Figures { 2000 } else { 1900 });
            return Some(n.end + 1);
        }
        None
    }

    /// 辛亥年, 甲午岁: a stem and a branch that go together.
    fn cycle_year(&self, at: usize) -> Option<usize> {
        let place = |among: &str, k: usize| among.chars().position(|c| c == self.char(k));
        let (stem, branch) = (place(STEMS, at)?, place(BRANCHES, at + 1)?);
        let named = stem % 2 == branch % 2 && matches!(self.char(at + 2), '年' | '岁');
        named.then_some(at + 3)
    }

    /// Four figures without 年: joined to another year that has it, or alone in brackets and lists.
    fn bare_year(&self, n: Numeral, date: &mut Date) -> Option<usize> {
        if n.form == Form::Row {
            return None;
        }
        date.year = Some(n.low as i32);
        if JOINTS.contains(&self.char(n.end)) {
            let next = self.numeral(n.end + 1)?;
            date.weak = !(next.digits >= 2 && self.char(next.end) == '年');
            return Some(n.end);
        }
        date.weak = true;
        let c = self.char(n.end);
        let counts = c == '%'
            || c == ':'
            || c.is_ascii_alphanumeric()
            || numeral::is_glyph(c)
            || tables::zh_unit(self.chars, n.end).is_some()
            || tables::zh().classifier(self.chars, n.end).is_some()
            || matches!(c, '多' | '余' | '条' | '号');
        (!counts && (1800.0..2100.0).contains(&n.low)).then_some(n.end)
    }

    /// 2020-07-26, 1962.8.9, 62.8.9, 2020/7/26.
    fn figures_date(&self, at: usize, date: &mut Date) -> Option<usize> {
        let number = |from: usize| {
            let rest = self.chars.get(from..)?;
            let len = rest.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
            let text: String = rest[..len].iter().collect();
            text.parse::<u32>().ok().map(|v| (v, len, from + len))
        };
        let (year, digits, end) = number(at)?;
        let joint = self.char(end);
        if !matches!(joint, '-' | '/' | '.') || !(digits == 4 || (digits == 2 && joint == '.')) {
            return None;
        }
        let (month, a, end) = number(end + 1)?;
        if self.char(end) != joint || !(1..=12).contains(&month) || a > 2 {
            return None;
        }
        let (day, b, end) = number(end + 1)?;
        let year = if digits == 2 { 1900 + year } else { year };
        if !(1..=31).contains(&day) || b > 2 || !(1000..2200).contains(&year) || self.char(end) == '.' {
            return None;
        }
        (date.year, date.month, date.day) = (Some(year as i32), Some(month as u8), Some(day as u8));
        Some(end)
    }

    /// 上世纪六十年代, 二十世纪末, 19世纪.
    fn century(&mut self, at: usize, date: &mut Date) -> Option<usize> {
        let (century, end) = if self.has(at, "上世纪") || self.has(at, "上个世纪") {
            (20, at + if self.char(at + 1) == '个' { 4 } else { 3 })
        } else if self.has(at, "本世纪") {
            (21, at + 3)
        } else {
            let n = self.numeral(at)?;
            if !self.has(n.end, "世纪") || n.low < 1.0 || n.low > 30.0 || n.low != n.high {
                return None;
            }
            (n.low as i32, n.end + 2)
        };
        if let Some(n) = self.numeral(end)
            && self.has(n.end, "年代")
            && is_two_decades(&n)
        {
            let year = |decade: f64| Some((century - 1) * 100 + decade as i32);
            self.push(at..n.end, Date { year: year(n.low), period: Period::Decade, ..Date::default() });
            date.year = year(n.high);
            date.period = Period::Decade;
            return Some(n.end + 2);
        }
        if let Some(n) = self.numeral(end)
            && self.has(n.end, "年代")
            && n.low % 10.0 == 0.0
            && n.low < 100.0
            && n.low == n.high
        {
            date.year = Some((century - 1) * 100 + n.low as i32);
            date.period = Period::Decade;
            return Some(n.end + 2);
        }
        date.year = Some(century);
        date.period = Period::Century;
        Some(end)
    }

    /// 辛亥年, 甲午战争: a year of the cycle of sixty.
    fn cycle(&self, at: usize, date: &mut Date) -> Option<usize> {
        let stem = STEMS.chars().position(|c| c == self.char(at))?;
        let branch = BRANCHES.chars().position(|c| c == self.char(at + 1))?;
        let place = (0..60).find(|k| k % 10 == stem && k % 12 == branch)?;
        let year = self.char(at + 2) == '年';
        if !year && !EVENTS.iter().any(|w| self.has(at + 2, w)) {
            return None;
        }
        date.cycle = Some(place as u8);
        date.lunar = year;
        Some(at + 2 + usize::from(year))
    }

    /// 第三季度, 二季度.
    pub(super) fn quarter(&self, at: usize, date: &mut Date) -> usize {
        let first = usize::from(self.char(at) == '第');
        let counted = at > 0 && matches!(self.chars[at - 1], '前' | '头' | '后' | '近' | '每' | '各');
        let Some(n) = self.numeral(at + first).filter(|n| n.low == n.high && (1.0..=4.0).contains(&n.low))
        else {
            return at;
        };
        let end = n.end + usize::from(first > 0 && self.char(n.end) == '个');
        if !self.has(end, "季度") || (counted && first == 0) {
            return at;
        }
        date.quarter = Some(n.low as u8);
        end + 2
    }

    /// A season, 初 or 末 after a year, 上半年; 年底 and 月初 where they stand alone.
    pub(super) fn season_or_part(&self, at: usize, start: usize, date: &mut Date) -> usize {
        let alone = at == start;
        if alone && matches!(self.char(at), '年' | '月') {
            let dated = at > 0 && numeral::is_glyph(self.chars[at - 1]);
            if !dated
                && let Some((end, field)) = zh().word(self.chars, at + 1, |f| matches!(f, Field::Part(_)))
                && end == at + 2
                && matches!(self.char(at + 1), '初' | '底' | '末')
                && (at == 0 || !matches!(self.chars[at - 1], '个' | '每'))
            {
                field.set(date);
                return end;
            }
            return at;
        }
        let wanted = |f: Field| matches!(f, Field::Part(_) | Field::Season(_));
        let Some((end, field)) = zh().word(self.chars, at, wanted) else { return at };
        let single = end == at + 1;
        // 上半 needs its 年 or 月; a single character must not begin another word; alone only 上半年, 中旬 and 春天 are dates.
        let half = self.has(at + 1, "半");
        let whole = !half || matches!(self.char(end), '年' | '月');
        let own_word = match field {
            Field::Season(_) => !single,
            _ => half || (end == at + 2 && self.char(at + 1) == '旬'),
        };
        if !whole || (single && self.begins_word(at)) || (alone && !own_word) {
            return at;
        }
        field.set(date);
        date.weak |= alone && matches!(field, Field::Season(_));
        end + usize::from(half)
    }
}
