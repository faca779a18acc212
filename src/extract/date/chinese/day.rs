//! Days of the month and of the week in Chinese text.

use super::super::tables::{Field, zh};
use super::super::{Date, Step};
use super::{FEAST, JOINTS, Reader};
use crate::extract::number::numeral::{self, Form};
use crate::extract::number::tables;

impl Reader<'_> {
    /// 初三.
    pub(super) fn lunar_day(&self, at: usize) -> Option<(u8, usize)> {
        if self.char(at) != '初' {
            return None;
        }
        let n = self.numeral(at + 1)?;
        let fits = n.form == Form::Spoken && (1.0..=10.0).contains(&n.low) && n.low == n.high;
        (fits && n.end == at + 2).then_some((n.low as u8, n.end))
    }

    /// The day of the month, or a day counted from another.
    pub(super) fn day(&mut self, at: usize, start: usize, date: &mut Date) -> usize {
        let is_day = |f: Field| {
            matches!(f, Field::Offset(Step::Day, _) | Field::Both(..) | Field::Feast(..) | Field::Festival(_))
        };
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
            // An event is named by its day and by no other.
            if feast && (self.has(end, "事变") || self.has(end - 2, "事变")) {
                date.weak = false;
            }
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
            let tens = date.month.is_some() && n.low <= 30.0 && n.low >= 10.0 && n.form == Form::Spoken;
            let on = self.char(n.end);
            let counts =
                matches!(on, '%' | '年' | '月' | '分' | '点' | '时' | '多' | '余' | '几' | '至' | '到')
                    || tables::zh_unit(self.chars, n.end).is_some()
                    || tables::zh().classifier(self.chars, n.end).is_some();
            let spoken = at > 1 && self.chars[at - 1] == '月' && !self.chars[at - 2].is_ascii_digit();
            if tens && (date.lunar || (spoken && !counts && date.year.is_none())) {
                date.day = Some(n.low as u8);
                date.either_calendar = !date.lunar;
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
    pub(super) fn weekday(&self, at: usize, date: &mut Date) -> usize {
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
        // 每周三次 is three times a week.
        let each = from > 0
            && self.chars[from - 1] == '每'
            && tables::zh().classifier(self.chars, end + 1).is_some();
        let begins =
            each || matches!(self.char(end + 1), '个' | '年' | '月' | '名' | '次' | '条' | '项' | '样');
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
}
