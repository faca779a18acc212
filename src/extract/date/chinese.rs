//! Dates in Chinese text.

use super::tables::{Field, zh};
use super::{Date, Period, Step, Time};
use crate::extract::Mention;
use crate::extract::number::numeral::{self, Form, Numeral};
use crate::extract::number::tables;
use crate::text::Chinese;

/// The dates of a Chinese text, in order.
///
/// ```
/// use duikan::{extract::date, lexicon::Lexicon, text::Chinese};
/// let zh = Chinese::new("民國二十三年八月九日下午四時半", Lexicon::embedded());
/// let found = date::chinese(&zh);
/// assert_eq!((found[0].value.year, found[0].value.month, found[0].value.day), (Some(1934), Some(8), Some(9)));
/// assert_eq!((found[0].value.hour(), found[0].value.clock), (Some(16), Some((4, 30))));
/// ```
pub fn chinese(text: &Chinese) -> Vec<Mention<Date>> {
    let mut reader = Reader { text, chars: text.chars(), out: Vec::new() };
    let mut at = 0;
    while at < reader.chars.len() {
        at = reader.read(at).max(at + 1);
    }
    reader.out
}

/// What joins the two ends of a range, or two dates that share what follows.
const JOINTS: [char; 10] = ['至', '到', '-', '~', '—', '–', '、', '和', '及', '与'];

/// What follows a feast or an event that is named by its figures (五一, 七七) where no quotes show it.
const FEAST: [&str; 12] =
    ["节", "运动", "前夕", "期间", "国际", "黄金周", "假期", "长假", "劳动", "事变", "惨案", "国庆"];

struct Reader<'a> {
    text: &'a Chinese,
    chars: &'a [char],
    out: Vec<Mention<Date>>,
}

impl Reader<'_> {
    fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\0')
    }

    fn has(&self, at: usize, word: &str) -> bool {
        self.text.has_at(at, word)
    }

    /// Whether a dictionary word of two or more characters begins at `at`.
    fn begins_word(&self, at: usize) -> bool {
        let matches = self.text.matches();
        let k = matches.partition_point(|m| (m.start as usize) < at);
        matches[k..].iter().take_while(|m| m.start as usize == at).any(|m| m.len > 1)
    }

    fn numeral(&self, at: usize) -> Option<Numeral> {
        numeral::parse(self.chars, at, &|_| false).filter(|n| !n.above)
    }

    /// A numeral at `at` within `range` directly before `unit`: its value and the place after the unit.
    fn counted(&self, at: usize, most: f64, units: &[char]) -> Option<(u8, usize)> {
        let n = self.numeral(at)?;
        let fits = n.low == n.high && n.low.fract() == 0.0 && n.low <= most && n.form != Form::Bare;
        (fits && units.contains(&self.char(n.end))).then_some((n.low as u8, n.end + 1))
    }

    fn push(&mut self, range: std::ops::Range<usize>, value: Date) {
        let span = self.text.span(range.clone());
        self.out.push(Mention { range, span, value });
    }

    /// Reads what stands at `at`; returns where to go on.
    fn read(&mut self, at: usize) -> usize {
        let first = self.chars[at];
        let glyph = numeral::is_glyph(first);
        if !glyph && !zh().begins(first) {
            return at + 1;
        }
        // Inside a longer figure or numeral nothing begins.
        if at > 0 && glyph && (numeral::is_glyph(self.chars[at - 1]) || self.chars[at - 1] == '.') {
            return at + 1;
        }
        let mut date = Date::default();
        let mut end = self.year(at, &mut date).unwrap_or(at);
        end = self.season_or_part(end, at, &mut date);
        end = self.month(end, at, &mut date);
        end = self.day(end, at, &mut date);
        end = self.weekday(end, &mut date);
        end = self.time(end, at, &mut date);
        end = self.clock(end, &mut date);
        if end == at || date.is_empty() {
            return if glyph { self.numeral(at).map_or(at + 1, |n| n.end.max(at + 1)) } else { at + 1 };
        }
        self.push(at..end, date);
        end
    }

    /// The year, decade or century.
    fn year(&mut self, at: usize, date: &mut Date) -> Option<usize> {
        let is_year = |f: Field| matches!(f, Field::Offset(Step::Year, _));
        if let Some((end, field)) = zh().word(self.chars, at, is_year) {
            field.set(date);
            date.weak = self.char(at) == '第';
            return Some(end + usize::from(self.char(end) == '度'));
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
            let year = era.first + n as i32 - 1;
            if year > era.last {
                return None;
            }
            date.year = Some(if before { -(n as i32) } else { year });
            date.lunar = era.lunar;
            return Some(stop + 1);
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
    fn century(&self, at: usize, date: &mut Date) -> Option<usize> {
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

    /// A season, 初 or 末 after a year, 上半年; 年底 and 月初 where they stand alone.
    fn season_or_part(&self, at: usize, start: usize, date: &mut Date) -> usize {
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
        if let Some((end, field)) =
            zh().word(self.chars, at, |f| matches!(f, Field::Part(_) | Field::Season(_)))
        {
            let single = end == at + 1;
            let half = self.has(at + 1, "半");
            let span = if half { matches!(self.char(end), '年' | '月') } else { true };
            let lone_ok = match field {
                Field::Season(_) => !single,
                _ => half || end == at + 2 && self.char(at + 1) == '旬',
            };
            if span
                && (!single || !self.begins_word(at))
                && (!alone || (lone_ok && !matches!(self.char(at), '前' | '后' | '中' | '晚' | '末')))
            {
                field.set(date);
                date.weak |= alone && matches!(field, Field::Season(_));
                return end + usize::from(half);
            }
        }
        at
    }

    /// The month, and its part.
    fn month(&mut self, at: usize, start: usize, date: &mut Date) -> usize {
        let is_month =
            |f: Field| matches!(f, Field::Offset(Step::Month, _) | Field::Month(_) | Field::Lunar(_));
        let mut end = at;
        if let Some((stop, field)) = zh().word(self.chars, at, is_month) {
            if !field.set(date) {
                return at;
            }
            end = stop;
        } else {
            let leap = usize::from(self.char(at) == '闰');
            let from = at + leap;
            if let Some((month, stop)) = self.counted(from, 12.0, &['月']).filter(|m| m.0 > 0) {
                date.month = Some(month);
                date.lunar |= leap > 0;
                end = stop;
            } else if let Some(n) = self.numeral(from)
                && JOINTS.contains(&self.char(n.end))
                && let Some((month, stop)) = self.counted(n.end + 1, 12.0, &['月'])
                && n.low >= 1.0
                && n.low <= 12.0
                && n.low == n.high
                && n.low.fract() == 0.0
            {
                // 七、八月: two months that share the year.
                let first = Date { month: Some(n.low as u8), ..*date };
                self.push(start..n.end, first);
                date.month = Some(month);
                end = stop;
            }
        }
        if end == at {
            return at;
        }
        end += usize::from(self.char(end) == '份');
        if let Some((stop, field)) = zh().word(self.chars, end, |f| matches!(f, Field::Part(_))) {
            let half = self.has(end + 1, "半");
            let numbered = self.char(end) == '初' && self.lunar_day(end).is_some();
            let plain = stop > end + 1 || !self.begins_word(end);
            if !numbered && plain && (!half || self.char(stop) == '月') {
                let first = *date;
                field.set(date);
                end = stop + usize::from(half);
                // 上旬至中旬: two parts of one month.
                if JOINTS.contains(&self.char(end))
                    && let Some((stop, next)) =
                        zh().word(self.chars, end + 1, |f| matches!(f, Field::Part(_)))
                    && stop == end + 3
                {
                    self.push(start..end, *date);
                    *date = first;
                    next.set(date);
                    end = stop;
                }
            }
        }
        end
    }

    /// 初三.
    fn lunar_day(&self, at: usize) -> Option<(u8, usize)> {
        if self.char(at) != '初' {
            return None;
        }
        let n = self.numeral(at + 1)?;
        let fits = n.form == Form::Spoken && (1.0..=10.0).contains(&n.low) && n.low == n.high;
        (fits && n.end == at + 2).then_some((n.low as u8, n.end))
    }

    /// The day of the month, or a day counted from another.
    fn day(&mut self, at: usize, start: usize, date: &mut Date) -> usize {
        let is_day = |f: Field| matches!(f, Field::Offset(Step::Day, _) | Field::Both(..) | Field::Feast(..));
        if let Some((end, field)) = zh().word(self.chars, at, is_day) {
            let feast = matches!(field, Field::Feast(..));
            let inside = at > 0 && numeral::is_glyph(self.chars[at - 1]);
            let numeral = self.chars[at..end].iter().all(|&c| numeral::is_glyph(c));
            let named = matches!(self.char(at.wrapping_sub(1)), '"' | '“' | '「' | '『' | '‘')
                || FEAST.iter().any(|w| self.has(end, w));
            if feast && numeral && !named {
                return self.numbered_day(at, start, date);
            }
            if (feast && (at != start || inside || self.counts_on(end))) || date.offset.is_some() {
                return at;
            }
            field.set(date);
            date.weak |= self.char(at) == '第' || feast;
            return end;
        }
        self.numbered_day(at, start, date)
    }

    /// A day of the month by its number.
    fn numbered_day(&mut self, at: usize, start: usize, date: &mut Date) -> usize {
        let in_month = date.month.is_some() || matches!(date.offset, Some((Step::Month, _)));
        if let Some((day, end)) = self.lunar_day(at)
            && (date.month.is_some() || date.lunar)
        {
            (date.day, date.lunar) = (Some(day), true);
            return end;
        }
        let units: &[char] = if in_month { &['日', '号'] } else { &['日'] };
        if let Some((day, end)) = self.counted(at, 31.0, units).filter(|d| d.0 > 0) {
            return if self.is_day(at, end, in_month) {
                date.day = Some(day);
                date.weak |= !in_month;
                end
            } else {
                at
            };
        }
        if let Some(n) = self.numeral(at)
            && n.low == n.high
            && (1.0..=31.0).contains(&n.low)
            && n.low.fract() == 0.0
        {
            let joint = self.char(n.end);
            if JOINTS.contains(&joint)
                && let Some((day, end)) = self.counted(n.end + 1, 31.0, units)
                && self.is_day(at, end, in_month)
            {
                let first = Date { day: Some(n.low as u8), weak: date.weak || !in_month, ..*date };
                self.push(start..n.end, first);
                date.day = Some(day);
                date.weak |= !in_month;
                return end;
            }
            // 腊月二十三: days of the lunar months need no 日.
            if date.lunar && date.month.is_some() && n.low <= 30.0 && n.low >= 10.0 && n.form == Form::Spoken
            {
                date.day = Some(n.low as u8);
                return n.end;
            }
        }
        at
    }

    /// Whether a numeral goes on after a word such as 五一.
    fn counts_on(&self, at: usize) -> bool {
        numeral::is_glyph(self.char(at))
            || matches!(
                self.char(at),
                '年' | '月' | '日' | '号' | '个' | '%' | '时' | '点' | '人' | '名' | '条'
            )
    }

    /// Whether N日 is a day of the month rather than a number of days.
    fn is_day(&self, at: usize, end: usize, in_month: bool) -> bool {
        if in_month {
            return true;
        }
        let before = if at == 0 { '\0' } else { self.chars[at - 1] };
        !matches!(self.char(end), '内' | '间' | '之' | '以' | '游')
            && !matches!(
                before,
                '第' | '每' | '近' | '约' | '满' | '逾' | '余' | '数' | '百' | '整' | '共' | '过'
            )
    }

    /// The day of the week, perhaps in brackets.
    fn weekday(&self, at: usize, date: &mut Date) -> usize {
        let open = usize::from(self.char(at) == '(');
        let from = at + open;
        let is_week = |f: Field| matches!(f, Field::Offset(Step::Week, _));
        let mut end = from;
        let mut offset = None;
        if let Some((stop, field)) = zh().word(self.chars, from, is_week) {
            offset = Some(field);
            end = stop;
        } else if self.has(from, "星期") || self.has(from, "礼拜") {
            end = from + 2;
        } else if self.char(from) == '周' && (from == 0 || !numeral::is_glyph(self.chars[from - 1])) {
            end = from + 1;
        }
        if end == from {
            return at;
        }
        let day = "一二三四五六日".chars().position(|c| c == self.char(end));
        let day = day.or((self.char(end) == '天' && end > from + 1).then_some(6));
        let begins = day.is_some()
            && matches!(self.char(end + 1), '个' | '年' | '月' | '名' | '次' | '条' | '大' | '项' | '样');
        if let Some(day) = day
            && !begins
        {
            date.weekday = Some(day as u8 + 1);
            end += 1;
        } else if offset.is_none() {
            return at;
        }
        if let Some(field) = offset {
            field.set(date);
        }
        if open > 0 {
            return if self.char(end) == ')' { end + 1 } else { at };
        }
        end
    }

    /// The part of the day. A single character counts only after a day or before a clock time.
    fn time(&self, at: usize, start: usize, date: &mut Date) -> usize {
        let Some((end, field)) = zh().word(self.chars, at, |f| matches!(f, Field::Time(_))) else {
            return at;
        };
        let dated = at > start;
        let clock = || self.clock(end, &mut Date { time: Some(Time::Noon), ..Date::default() }) > end;
        if end - at == 1 && (!dated || self.begins_word(at)) && !clock() {
            return at;
        }
        if field.set(date) {
            date.weak |= !dated;
        }
        end
    }

    /// 四时半, 8时20分, 三点钟, 9:30.
    fn clock(&self, at: usize, date: &mut Date) -> usize {
        let Some(n) = self.numeral(at) else { return at };
        if n.low != n.high || n.low.fract() != 0.0 || n.low > 24.0 || n.form == Form::Bare {
            return at;
        }
        let hour = n.low as u8;
        let dated = !date.is_empty();
        let unit = self.char(n.end);
        if unit == ':' {
            let digits = |c: char| c.to_digit(10).map(|d| d as u8);
            if let (Some(a), Some(b)) = (digits(self.char(n.end + 1)), digits(self.char(n.end + 2)))
                && a < 6
                && n.form == Form::Figures
                && !self.char(n.end + 3).is_ascii_digit()
            {
                date.clock = Some((hour, a * 10 + b));
                date.weak = !dated;
                let seconds =
                    self.char(n.end + 3) == ':' && digits(self.char(n.end + 4)).is_some_and(|d| d < 6);
                return n.end + if seconds && digits(self.char(n.end + 5)).is_some() { 6 } else { 3 };
            }
            return at;
        }
        if !matches!(unit, '时' | '点') || (unit == '时' && self.begins_word(n.end)) {
            return at;
        }
        let mut end = n.end + 1;
        let mut minute = 0;
        let mut sure = dated || unit == '时';
        match self.char(end) {
            '半' => {
                minute = 30;
                end += 1;
                sure = true;
            }
            '一' if self.char(end + 1) == '刻' => (minute, end, sure) = (15, end + 2, true),
            '三' if self.char(end + 1) == '刻' => (minute, end, sure) = (45, end + 2, true),
            '整' | '正' | '许' => (end, sure) = (end + 1, true),
            '钟' => {
                end += 1;
                sure = true;
            }
            _ => {
                if let Some((m, stop)) = self.counted(end, 59.0, &['分']) {
                    (minute, end, sure) = (m, stop, true);
                    end += usize::from(self.char(end) == '许');
                }
            }
        }
        if !sure {
            return at;
        }
        date.clock = Some((hour, minute));
        date.weak &= date.time.is_none();
        end
    }
}
