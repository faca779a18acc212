//! Numbers in Chinese text.

mod bounds;
mod measure;

use std::ops::Range;

use super::numeral::{self, Form, Numeral};
use super::tables::{Unit, en, zh, zh_unit};
use super::{Bound, Kind, Number, Weight};
use crate::extract::Mention;
use crate::lexicon::{EntryId, Lexicon};
use crate::text::Chinese;

/// The numbers of a Chinese text, in order.
///
/// ```
/// use duikan::{extract::number, lexicon::Lexicon, text::Chinese};
/// let lexicon = Lexicon::embedded();
/// let zh = Chinese::new("上海六億五千萬元，佔三成，千方百計", lexicon);
/// let found: Vec<f64> = number::chinese(&zh, lexicon).iter().map(|m| m.value.low).collect();
/// assert_eq!(found, [650_000_000.0, 0.3]);
/// ```
pub fn chinese(text: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Number>> {
    let mut reader = Reader { text, chars: text.chars(), lexicon, out: Vec::new() };
    let mut at = 0;
    while at < reader.chars.len() {
        at = reader.read(at).max(at + 1);
    }
    reader.out
}

/// Financial numerals, each of which is also a word or a name.
const FINANCIAL: [char; 12] = ['壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟'];

struct Reader<'a> {
    text: &'a Chinese,
    chars: &'a [char],
    lexicon: &'a Lexicon,
    out: Vec<Mention<Number>>,
}

impl Reader<'_> {
    fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\0')
    }

    /// The word of the segmentation that covers a character: start, end, entry.
    fn word_at(&self, at: usize) -> (usize, usize, Option<EntryId>) {
        let words = self.text.words();
        let k = words.partition_point(|w| w.end as usize <= at);
        words.get(k).map_or((at, at + 1, None), |w| (w.start as usize, w.end as usize, w.entry))
    }

    /// Whether a dictionary word of two or more characters begins at `at`.
    fn begins_word(&self, at: usize) -> bool {
        let matches = self.text.matches();
        let k = matches.partition_point(|m| (m.start as usize) < at);
        matches[k..].iter().take_while(|m| m.start as usize == at).any(|m| m.len > 1)
    }

    fn names_number(&self, entry: Option<EntryId>) -> bool {
        entry.is_some_and(|e| self.lexicon.stems(e).any(|s| en().is_number_stem(s)))
    }

    /// Reads what stands at `at`; returns where to go on.
    fn read(&mut self, at: usize) -> usize {
        let c = self.chars[at];
        if c.is_ascii_alphabetic() {
            return self.latin(at);
        }
        if !c.is_ascii_digit() {
            if let Some((end, value)) = zh().word(self.chars, at)
                && !(self.char(end) == '之' && self.char(end - 1) == '分')
                && (zh().glyph(c).is_some() || self.word_at(at).0 == at)
                && !self.counts_beyond(at, end)
                && !self.goes_on(at, end)
            {
                if let Some((low, high)) = value {
                    let kind = if low < 1.0 { Kind::Share } else { Kind::Cardinal };
                    self.push(at..end, Number::new(low, high, kind, Weight::Soft));
                }
                return end;
            }
            match c {
                '半' => return self.half(at),
                '翻' => {
                    if let Some(end) = self.doubled(at) {
                        return end;
                    }
                }
                '几' | '数' => {
                    if let Some(end) = self.some(at) {
                        return end;
                    }
                }
                _ => {}
            }
            if zh().glyph(c).is_none() && !matches!(c, '几' | '数') {
                return at + 1;
            }
        }
        if let Some(end) = self.spaced_item(at) {
            return end;
        }
        // 两位数百分比: the figures are two, not hundreds.
        let is_word = |k: usize| self.word_at(k).0 == k && !(k > 0 && self.chars[k - 1] == '位');
        let Some(n) = numeral::parse(self.chars, at, &is_word) else { return at + 1 };
        // A financial numeral that stands alone is the word it also is: 大陆, 收拾.
        let alone = n.end == at + 1 && FINANCIAL.contains(&c);
        if alone && !matches!(self.char(n.end), '元' | '圆' | '角' | '分') {
            return n.end;
        }
        self.numeral(at, n)
    }

    /// 九  二省以上: the number of an item that only white space parts from the text.
    fn spaced_item(&mut self, at: usize) -> Option<usize> {
        if at > 0 {
            return None;
        }
        // Two spaces or a wide one: a single space is only loose typesetting.
        let gap = |k: usize| self.text.span(k - 1..k).end + 2 <= self.text.span(k..k + 1).start;
        if self.chars[0].is_ascii_digit() {
            return None;
        }
        let end = (1..self.chars.len().min(4)).find(|&k| gap(k))?;
        let n = numeral::parse(&self.chars[..end], 0, &|_| false).filter(|n| n.end == end)?;
        self.push(0..end, Number::new(n.low, n.high, Kind::Item, Weight::Soft));
        Some(end)
    }

    /// Whether the numeral at `at` has a unit or classifier that runs past `end`: 十分钟 is not 十分.
    fn counts_beyond(&self, at: usize, end: usize) -> bool {
        // 四周 is four weeks before such words, else all around.
        let follows = matches!(self.char(end), '后' | '内' | '前' | '以' | '里' | '时' | '间' | '之');
        if follows && zh_unit(self.chars, end - 1).is_some_and(|u| u.1 == end) {
            return true;
        }
        (at + 1..end).any(|k| {
            let unit = zh_unit(self.chars, k).map(|u| u.1).max(zh().classifier(self.chars, k));
            unit.is_some_and(|stop| stop > end) && zh().glyph(self.chars[k - 1]).is_some()
        })
    }

    /// Whether a listed word is only the beginning of a numeral: 一点 of 一点五倍, 一一 of 一一九.
    fn goes_on(&self, at: usize, end: usize) -> bool {
        let decimals = self.char(end - 1) == '点' && self.point(end - 1).is_some();
        let row = self.chars[at..end].iter().all(|&c| numeral::is_glyph(c))
            && numeral::parse(self.chars, at, &|_| false).is_some_and(|n| n.form == Form::Row && n.end > end);
        // 墙高三丈: 高三 is a class at school.
        let measured = numeral::is_glyph(self.char(end - 1))
            && zh().glyph(self.chars[at]).is_none()
            && zh_unit(self.chars, end).is_some_and(|u| is_measure(u.0));
        decimals || row || measured
    }

    fn push(&mut self, range: Range<usize>, value: Number) {
        let span = self.text.span(range.clone());
        self.out.push(Mention { range, span, value });
    }

    /// Latin letters with figures: a designation (covid-19), or `no. 5`.
    fn latin(&mut self, at: usize) -> usize {
        let mut end = at;
        let (mut label, mut digits) = (String::new(), String::new());
        while self.char(end).is_ascii_alphanumeric()
            || (self.char(end) == '-' && end > at && self.char(end + 1).is_ascii_alphanumeric())
            // PM2.5.
            || (self.char(end) == '.' && !digits.is_empty() && self.char(end + 1).is_ascii_digit())
        {
            let c = self.char(end);
            if c.is_ascii_digit() || c == '.' {
                digits.push(c);
            } else if c != '-' {
                label.push(c);
            } else if digits.is_empty() && self.char(end + 1).is_ascii_alphabetic() {
                // Of SARS-CoV-2 only what stands directly before the figures: the rest is often left out.
                label.clear();
            }
            end += 1;
        }
        let digits: Option<f64> = digits.parse().ok();
        if let Some(v) = digits {
            let mut n = Number::new(v, v, Kind::Code, Weight::Firm);
            n.label = label;
            n.figures = true;
            self.push(at..end, n);
        }
        end.max(at + 1)
    }

    /// 翻番, 翻了两番: every 番 doubles.
    fn doubled(&mut self, at: usize) -> Option<usize> {
        let from = at + 1 + usize::from(self.char(at + 1) == '了');
        let (times, end) =
            numeral::parse(self.chars, from, &|_| false).map_or((1.0, from), |n| (n.low, n.end));
        if self.char(end) != '番' || times > 20.0 {
            return None;
        }
        self.push(at..end + 1, Number::new(times.exp2(), times.exp2(), Kind::Multiplied, Weight::Firm));
        Some(end + 1)
    }

    /// Whether the numeral is the name of a plan of five years: “十三五”, 七五时期.
    fn names_plan(&self, at: usize, end: usize) -> bool {
        let quoted = at > 0
            && matches!(self.chars[at - 1], '“' | '"' | '「')
            && matches!(self.char(end), '”' | '"' | '」');
        let said =
            matches!((self.char(end), self.char(end + 1)), ('规' | '计', '划') | ('时', '期') | ('期', '间'));
        end - at > 1 && self.chars[end - 1] == '五' && (quoted || said)
    }

    /// 几 or 数 before a classifier: a vague handful.
    fn some(&mut self, at: usize) -> Option<usize> {
        let (start, end, _) = self.word_at(at);
        let counted = zh().classifier(self.chars, at + 1)?;
        if start != at || end > counted {
            return None;
        }
        let mut n = Number::new(2.0, 9.0, Kind::Cardinal, Weight::Soft);
        n.unit = zh_unit(self.chars, at + 1).map(|u| u.0);
        self.push(at..counted, n);
        Some(counted)
    }

    /// 半 that does not follow a numeral.
    fn half(&mut self, at: usize) -> usize {
        let (start, end, entry) = self.word_at(at);
        let next = at + 1 + usize::from(self.char(at + 1) == '个');
        let unit = zh_unit(self.chars, at + 1).or_else(|| zh_unit(self.chars, next));
        let mut n = Number::new(0.5, 0.5, Kind::Share, Weight::Soft);
        if let Some((unit, stop)) = unit {
            n.kind = Kind::Cardinal;
            n.weight = Weight::Firm;
            n.unit = Some(unit);
            return self.finish(at, at, stop, n);
        }
        if self.char(at + 1) == '数' {
            return self.finish(at, at, at + 2, n);
        }
        if end - start > 1 && !self.names_number(entry) {
            return end.max(at + 1);
        }
        self.finish(at, at, at + 1, n)
    }

    /// A numeral at `at`: what it is by what stands around it.
    fn numeral(&mut self, at: usize, n: Numeral) -> usize {
        let mut weight = weight(&n);
        let ordinal = at > 0 && self.chars[at - 1] == '第';
        let fraction = self.char(n.end) == '分' && self.char(n.end + 1) == '之';
        if n.form != Form::Figures && !fraction && !ordinal {
            let (start, end, entry) = self.word_at(at);
            let cue = start < at && zh().before(self.chars, at).is_some_and(|(s, _)| s <= start);
            let counted = zh().classifier(self.chars, n.end).or(zh_unit(self.chars, n.end).map(|u| u.1));
            let is_count = start == at && counted.is_some_and(|e| e >= end) && n.form != Form::Bare;
            // 长三米五: the segmentation may take 长三 for a word.
            let measured = zh_unit(self.chars, n.end).is_some_and(|u| is_measure(u.0))
                && end <= n.end
                && n.form == Form::Spoken;
            if (start < at && !cue && !measured && end > at) || (start >= at && end > n.end && !is_count) {
                if !self.names_number(entry) {
                    return end;
                }
                weight = weight.min(Weight::Soft);
            }
        }
        let mut number = Number::new(n.low, n.high, Kind::Cardinal, weight);
        number.figures = n.form == Form::Figures;
        number.bound = if n.above { Bound::Above } else { Bound::Exact };
        if fraction {
            return self.fraction(at, n, number);
        }
        if n.form != Form::Figures && self.names_plan(at, n.end) {
            // 十三五 is the thirteenth plan, not thirteen to fifteen.
            let which = numeral::parse(&self.chars[..n.end - 1], at, &|_| false).map_or(n.low, |n| n.low);
            self.push(at..n.end, Number::new(which, which, Kind::Ordinal, Weight::Soft));
            return n.end;
        }
        if self.chars[n.end..].starts_with(&['中', '全', '会']) && n.form == Form::Spoken {
            // 三中全会 is the third.
            number.kind = Kind::Ordinal;
            number.weight = Weight::Firm;
            return self.finish(at, at, n.end + 3, number);
        }
        // 3比0: nought is a score.
        let joint = at > 0
            && matches!(self.chars[at - 1], '比' | ':')
            && at > 1
            && self.chars[at - 2].is_ascii_digit();
        if joint && number.figures {
            number.weight = Weight::Firm;
        }
        if ordinal {
            number.kind = Kind::Ordinal;
            let article = matches!(
                self.char(n.end),
                '条' | '款' | '项' | '章' | '节' | '编' | '卷' | '目' | '号' | '册' | '届'
            );
            let word = n.low <= 3.0 && !number.figures && !article;
            number.weight = if word { Weight::Soft } else { Weight::Firm };
            return self.finish(at - 1, at, n.end, number);
        }
        if let Some(end) = self.range(at, &n, &number) {
            return end;
        }
        self.measure(at, n, number)
    }
}

/// Whether a unit is one of length, mass, area or money, before which a numeral is hardly ever part of a word.
fn is_measure(unit: Unit) -> bool {
    matches!(unit.dimension(), "length" | "mass" | "area" | "money")
}

/// How firm a numeral is by its form alone.
fn weight(n: &Numeral) -> Weight {
    match n.form {
        Form::Figures if n.low > 1.0 => Weight::Firm,
        Form::Row if n.digits >= 3 => Weight::Firm,
        Form::Figures if n.low == 1.0 => Weight::Firm,
        Form::Spoken if n.low == 1.0 && n.high == 1.0 => Weight::Trivial,
        // 万众, 百视通; 七五 as the name of a plan.
        Form::Bare => Weight::Trivial,
        Form::Row => Weight::Trivial,
        Form::Spoken if n.low > 10.0 => Weight::Firm,
        _ => Weight::Soft,
    }
}
