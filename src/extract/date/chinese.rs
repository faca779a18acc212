//! Dates in Chinese text.

mod day;
mod year;

use super::tables::{Field, zh};
use super::{Date, Step, Time};
use crate::extract::Mention;
use crate::extract::number::numeral::{self, Form, Numeral};
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
        end = self.quarter(end, &mut date);
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

    /// 差五分, 差一刻: the minutes that lack to an hour, and where the words end.
    fn lacking(&self, at: usize) -> Option<(u8, usize)> {
        if self.char(at) != '差' {
            return None;
        }
        if self.has(at + 1, "一刻") {
            return Some((15, at + 3));
        }
        let (minutes, end) = self.counted(at + 1, 59.0, &['分'])?;
        Some((minutes.max(1), end + usize::from(self.char(end) == '钟')))
    }

    /// 四时半, 8时20分, 三点钟, 9:30, 差五分十二点.
    fn clock(&self, at: usize, date: &mut Date) -> usize {
        if let Some((lacks, end)) = self.lacking(at) {
            let from = end + usize::from(self.char(end) == '到');
            let Some((hour, stop)) = self.counted(from, 24.0, &['点']) else { return at };
            date.clock = Some((hour.checked_sub(1).unwrap_or(23), 60 - lacks));
            date.weak &= date.time.is_none();
            return stop + usize::from(self.char(stop) == '钟');
        }
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
            '差' if self.lacking(end).is_some() => {
                let (lacks, stop) = self.lacking(end).unwrap_or((0, end));
                date.clock = Some((hour.checked_sub(1).unwrap_or(23), 60 - lacks.clamp(1, 59)));
                date.weak &= date.time.is_none();
                return stop;
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
