//! Numbers in Chinese text.

use std::ops::Range;

use super::numeral::{self, Form, Numeral};
use super::tables::{Glyph, Unit, en, en_unit, zh, zh_unit};
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

/// Characters that join the two ends of a range.
const TO: [char; 8] = ['至', '到', '-', '~', '—', '–', '─', '、'];

/// Verbs after which N倍 is what is added, not what comes out.
const GROW: [&str; 17] = [
    "增加", "增长", "增", "提高", "上升", "扩大", "多", "高", "涨", "上涨", "增大", "大", "长", "升", "快",
    "贵", "猛增",
];

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
            {
                if let Some((low, high)) = value {
                    let kind = if low < 1.0 { Kind::Share } else { Kind::Cardinal };
                    self.push(at..end, Number::new(low, high, kind, Weight::Soft));
                }
                return end;
            }
            match c {
                '半' => return self.half(at),
                '翻' if self.char(at + 1) == '番' => {
                    self.push(at..at + 2, Number::new(2.0, 2.0, Kind::Multiplied, Weight::Firm));
                    return at + 2;
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
        let is_word = |k: usize| self.word_at(k).0 == k;
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
        (at + 1..end).any(|k| {
            let unit = zh_unit(self.chars, k).map(|u| u.1).max(zh().classifier(self.chars, k));
            unit.is_some_and(|stop| stop > end) && zh().glyph(self.chars[k - 1]).is_some()
        })
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
            if (start < at && !cue && end > at) || (start >= at && end > n.end && !is_count) {
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

    /// Decimals after 点, if there are any: their value and end.
    fn point(&self, at: usize) -> Option<(f64, usize)> {
        if self.char(at) != '点' {
            return None;
        }
        let (mut value, mut place, mut end) = (0.0, 0.1, at + 1);
        while let Some(Glyph::Digit(d)) = zh().glyph(self.char(end)) {
            value += d * place;
            place /= 10.0;
            end += 1;
        }
        let clock = matches!(self.char(end), '分' | '刻' | '十' | '钟') && self.char(end + 1) != '之';
        (end > at + 1 && !clock).then_some((value, end))
    }

    /// X分之Y.
    fn fraction(&mut self, at: usize, n: Numeral, mut number: Number) -> usize {
        let from = n.end + 2;
        let (low, high, end, above) = match numeral::parse(self.chars, from, &|_| true) {
            Some(m) => {
                let (more, end) = self.point(m.end).unwrap_or((0.0, m.end));
                (m.low + more, m.high + more, end, m.above)
            }
            None if self.char(from) == '几' => (2.0, 9.0, from + 1, false),
            None => return from,
        };
        number.kind = Kind::Share;
        number.weight = Weight::Firm;
        number.parts = Some((low, n.low));
        number.bound = if above { Bound::Above } else { Bound::Exact };
        (number.low, number.high) = (low / n.low, high / n.low);
        let end = self.finish(at, at, end, number);
        // 百分之三到五: the second end shares the denominator.
        if matches!(self.char(end), '至' | '到' | '-' | '~' | '—')
            && let Some(m) = numeral::parse(self.chars, end + 1, &|_| true)
            && !(self.char(m.end) == '分' && self.char(m.end + 1) == '之')
        {
            let (more, stop) = self.point(m.end).unwrap_or((0.0, m.end));
            let mut second =
                Number::new((m.low + more) / n.low, (m.high + more) / n.low, Kind::Share, Weight::Firm);
            second.parts = Some((m.low + more, n.low));
            return self.finish(end + 1, end + 1, stop, second);
        }
        end
    }

    /// A numeral that is the lower end of a range: reads the upper end and gives its scale, unit and kind to the lower one.
    fn range(&mut self, at: usize, n: &Numeral, number: &Number) -> Option<usize> {
        let joint = self.char(n.end);
        if !TO.contains(&joint) || n.above || number.is_vague() {
            return None;
        }
        let from = n.end + 1;
        let m = numeral::parse(self.chars, from, &|_| false)?;
        if self.char(m.end) == '分' && self.char(m.end + 1) == '之' {
            return None;
        }
        let lead = m.low / m.scale;
        let scale =
            if n.scale == 1.0 && n.low < lead && (m.scale >= 1e4 || (n.form == Form::Spoken && n.low < 10.0))
            {
                m.scale
            } else {
                1.0
            };
        if joint == '、' && !(scale >= 10.0 && n.low + 1.0 == lead) {
            return None;
        }
        let first = self.out.len();
        let mut lower = number.clone();
        (lower.low, lower.high) = (n.low * scale, n.low * scale);
        self.push(at..n.end, lower);
        if scale > 1.0 {
            self.out[first].value.weight = Weight::Firm;
        }
        self.cue_before(first, at);
        let end = self.numeral(from, m);
        let upper = self.out.get(first + 1).map(|m| m.value.clone());
        if let (Some(upper), Some(lower)) = (upper, self.out.get_mut(first)) {
            let lower = &mut lower.value;
            lower.unit = lower.unit.or(upper.unit);
            lower.weight = lower.weight.max(upper.weight);
            if upper.kind == Kind::Share && upper.low > 0.0 {
                let size = upper.parts.map_or(1.0, |p| p.1);
                lower.kind = Kind::Share;
                lower.parts = Some((lower.low, size));
                (lower.low, lower.high) = (lower.low / size, lower.high / size);
            }
        }
        Some(end)
    }

    /// Percent signs, tenths, multiples, units and classifiers after a numeral.
    fn measure(&mut self, at: usize, n: Numeral, mut number: Number) -> usize {
        if let Some((value, end)) = self.interest(at, &n) {
            (number.low, number.high) = (value, value);
            number.share(1.0);
            return self.finish(at, at, end, number);
        }
        let mut end = n.end;
        if n.form == Form::Spoken
            && let Some((more, stop)) = self.point(end)
            && !self.begins_word(end)
        {
            number.low += more;
            number.high += more;
            number.weight = Weight::Firm;
            end = stop;
            if let Some(Glyph::Myriad(m)) = zh().glyph(self.char(end)) {
                number.low *= m;
                number.high *= m;
                end += 1;
            }
        }
        // 十多, 百余, 50多: directly after the numeral, where a unit or a counted noun follows.
        if matches!(self.char(end), '多' | '余' | '来') && number.bound == Bound::Exact {
            let round = n.scale >= 10.0 || (n.low >= 10.0 && n.low % 10.0 == 0.0);
            let c = self.char(end);
            if round && (c != '来' || zh().classifier(self.chars, end + 1).is_some()) {
                number.bound = if c == '来' { Bound::About } else { Bound::Above };
                number.weight =
                    number.weight.max(if n.form == Form::Bare { Weight::Soft } else { Weight::Firm });
                end += 1;
            }
        }
        match self.char(end) {
            c @ ('%' | '‰') => {
                let size = if c == '%' { 100.0 } else { 1000.0 };
                number.share(size);
                return self.finish(at, at, end + 1, number);
            }
            '成' if n.low <= 10.0 && !self.begins_word(end) => {
                number.share(10.0);
                end += 1;
                if self.char(end) == '半' {
                    number.low += 0.05;
                    end += 1;
                } else if let Some(Glyph::Digit(d)) = zh().glyph(self.char(end)) {
                    number.low += d / 100.0;
                    end += 1;
                }
                number.high = number.high.max(number.low);
                number.parts = Some((number.low * 10.0, 10.0));
                return self.finish(at, at, end, number);
            }
            '折' if !self.begins_word(end) && n.low < 100.0 => {
                number.share(if n.low < 10.0 { 10.0 } else { 100.0 });
                number.kind = Kind::Discounted;
                return self.finish(at, at, end + 1, number);
            }
            '倍' => {
                number.kind = if self.grows(at) { Kind::More } else { Kind::Times };
                number.weight = Weight::Firm;
                end += 1;
                if self.char(end) == '半' {
                    number.low += 0.5;
                    number.high += 0.5;
                    end += 1;
                }
                return self.finish(at, at, end, number);
            }
            '番' if at > 0 && (self.chars[at - 1] == '翻' || (at > 1 && self.chars[at - 2] == '翻')) => {
                number.kind = Kind::Multiplied;
                number.weight = Weight::Firm;
                (number.low, number.high) = (number.low.exp2(), number.high.exp2());
                return self.finish(at, at, end + 1, number);
            }
            '半' if n.low == 1.0 && n.form == Form::Spoken && !self.begins_word(end) => {
                number.kind = Kind::Share;
                number.weight = Weight::Soft;
                (number.low, number.high) = (0.5, 0.5);
                return self.finish(at, at, end + 1, number);
            }
            c if c.is_ascii_alphabetic() => return self.lettered(at, end, number),
            _ => {}
        }
        self.counted(at, end, n, number)
    }

    /// Letters after figures: a unit (5kg), else a designation (5g, 52m).
    fn lettered(&mut self, at: usize, from: usize, mut number: Number) -> usize {
        let len = self.chars[from..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let word: String = self.chars[from..from + len].iter().collect();
        let capital =
            self.text.original(from..from + len).starts_with(|c: char| c.is_uppercase() && c != 'L');
        if let Some(unit) = en_unit(&word).filter(|_| len > 1 || !capital) {
            number.unit = Some(unit);
        } else {
            number.kind = Kind::Code;
            number.label = word.chars().filter(char::is_ascii_alphabetic).collect();
        }
        self.finish(at, at, from + len, number)
    }

    /// Units and classifiers, with 多 and 半 before or after them.
    fn counted(&mut self, at: usize, mut end: usize, n: Numeral, mut number: Number) -> usize {
        let infix = self.char(end) == '个' && matches!(self.char(end + 1), '多' | '半');
        if infix && let Some((unit, stop)) = zh_unit(self.chars, end + 2) {
            number.unit = Some(unit);
            self.odd(&mut number, self.char(end + 1));
            number.weight = number.weight.max(Weight::Firm);
            return self.finish(at, at, stop, number);
        }
        let unit = zh_unit(self.chars, end).filter(|(u, stop)| self.is_unit(*u, end, *stop));
        let classifier = zh().classifier(self.chars, end);
        let item = matches!(self.char(end), '、' | ')' | '.') && self.begins_item(at) && n.low < 100.0;
        if item {
            number.kind = Kind::Item;
            number.weight = Weight::Soft;
        } else if let Some((unit, stop)) = unit.filter(|u| classifier.is_none_or(|c| c <= u.1)) {
            if unit.dimension() == "share" {
                number.share(100.0);
                return self.finish(at, at, stop, number);
            }
            number.weight = number.weight.max(firm(&n));
            end = stop;
            if unit.dimension() == "count" {
                // 两打 is twenty-four.
                (number.low, number.high) = (number.low * unit.factor(), number.high * unit.factor());
                return self.finish(at, at, end, number);
            }
            number.unit = Some(unit);
        } else if let Some(stop) = classifier {
            // 一级 ranks, 一个 hardly counts.
            let rank = n.low == 1.0 && RANKS.contains(&self.char(end));
            let most = if n.low == 2.0 { Weight::Soft } else { Weight::Firm };
            let least = if rank { Weight::Soft } else { Weight::Trivial };
            number.weight = number.weight.max(firm(&n).min(most)).max(least);
            end = stop;
        }
        if let Some(unit) = number.unit
            && let Some(d) = self.tenths(unit, end)
        {
            // 一米二: the digit after the unit is tenths of it.
            number.low += d / 10.0;
            number.high += d / 10.0;
            number.weight = Weight::Firm;
            return self.finish(at, at, end + 1, number);
        }
        if unit.is_some() || classifier.is_some() {
            let c = self.char(end);
            // 三年多, but not 三年多次.
            let more = c == '余' || (c == '多' && zh().classifier(self.chars, end + 1).is_none());
            if number.bound == Bound::Exact && more {
                number.bound = Bound::Above;
                number.weight = number.weight.max(Weight::Soft);
                end += 1;
            } else if c == '半' && !self.begins_word(end) {
                self.odd(&mut number, '半');
                end += 1;
            }
        }
        self.finish(at, at, end, number)
    }

    /// The digit of 一米二, 五尺六, 三块五.
    fn tenths(&self, unit: Unit, at: usize) -> Option<f64> {
        let Some(Glyph::Digit(d)) = zh().glyph(self.char(at)) else { return None };
        let ends = zh().glyph(self.char(at + 1)).is_none()
            && zh().classifier(self.chars, at + 1).is_none()
            && !self.begins_word(at);
        (ends && d > 0.0 && matches!(unit.dimension(), "length" | "money") && self.char(at) != '两')
            .then_some(d)
    }

    /// 年息二厘五: a share by the words of interest before it. Gives the share and where it ends.
    fn interest(&self, at: usize, n: &Numeral) -> Option<(f64, usize)> {
        let unit = self.char(n.end);
        let before = &self.chars[at.saturating_sub(4)..at];
        if !matches!(unit, '厘' | '分') || !before.iter().any(|c| matches!(c, '息' | '利')) {
            return None;
        }
        // By the year 分 is a tenth and 厘 a hundredth; by the month both are a tenth of that.
        let mut size = if unit == '分' { 0.1 } else { 0.01 };
        size *= if before.contains(&'月') { 0.1 } else { 1.0 };
        let mut end = n.end + 1;
        let mut value = n.low * size;
        if let Some(Glyph::Digit(d)) = zh().glyph(self.char(end)) {
            value += d * size / 10.0;
            end += 1;
            end += usize::from(unit == '分' && self.char(end) == '厘');
        }
        Some((value, end))
    }

    fn odd(&self, number: &mut Number, c: char) {
        if c == '半' {
            number.low += 0.5;
            number.high += 0.5;
            number.weight = Weight::Firm;
        } else {
            number.bound = Bound::Above;
            number.weight = number.weight.max(Weight::Soft);
        }
    }

    /// Whether a possible unit is one here: 两 and 里 are also a numeral and a place word, 分 and 度 begin other words.
    fn is_unit(&self, _unit: Unit, at: usize, stop: usize) -> bool {
        stop - at > 1 || !self.begins_word(at) || zh().classifier(self.chars, at) == Some(stop)
    }

    /// Whether an item of a list may begin at `at`: at the start, after a stop, or in brackets.
    fn begins_item(&self, at: usize) -> bool {
        at == 0 || matches!(self.chars[at - 1], '(' | '。' | ';' | ':' | '!' | '?' | '、')
    }

    /// Whether a verb of growth without 到 or 为 stands shortly before `at`.
    fn grows(&self, at: usize) -> bool {
        let from = at.saturating_sub(8);
        let before = &self.chars[from..at];
        let stop =
            before.iter().rposition(|c| matches!(c, '到' | '至' | '为' | '是' | ',' | '。' | '、' | ';'));
        let before: String = before[stop.map_or(0, |s| s + 1)..].iter().collect();
        let before =
            before.trim_end_matches(['了', '近', '约', '将', '大', '有', '过', '超', '达', '出', '一', '倍']);
        GROW.iter().any(|g| before.ends_with(g))
    }

    /// Adds what words of approximation say and keeps the mention. `at` is where it begins for them, `start` for the reader.
    fn finish(&mut self, start: usize, at: usize, end: usize, mut number: Number) -> usize {
        let mut stop = end;
        if let Some((after, bound)) = zh().after(self.chars, end)
            && self.is_after(end, after)
        {
            if number.bound == Bound::Exact {
                number.bound = bound;
            }
            stop = after;
        }
        let first = self.out.len();
        self.push(start..stop, number);
        self.cue_before(first, at.min(start));
        stop
    }

    /// Whether the word of approximation at `at..end` is one here: single characters must not begin another word.
    fn is_after(&self, at: usize, end: usize) -> bool {
        let share = matches!(self.char(at.wrapping_sub(1)), '成' | '%');
        match self.char(at) {
            '多' | '余' | '来' if end == at + 1 => false,
            '强' | '弱' if end == at + 1 => share && !self.begins_word(at),
            '起' | '许' if end == at + 1 => !self.begins_word(at),
            _ => true,
        }
    }

    /// Applies a word of approximation before the mention `k`, which begins at `at`.
    fn cue_before(&mut self, k: usize, at: usize) {
        let mut at = at;
        while at > 0 && matches!(self.chars[at - 1], '了' | ' ') {
            at -= 1;
        }
        let Some((start, bound)) = zh().before(self.chars, at) else { return };
        let number = &self.out[k].value;
        let bare = matches!(self.char(at), '百' | '千' | '万' | '亿');
        let single = at - start == 1;
        let c = self.chars[start];
        if (single && matches!(c, '上' | '成' | '过') && !bare) || self.word_at(start).0 < start {
            return;
        }
        let bound = if single && c == '近' && number.unit.is_some_and(|u| u.dimension() == "time") {
            // 近三年 is "in recent years" as often as "nearly three years".
            Bound::About
        } else {
            bound
        };
        let negated = self.is_negated(start);
        let mention = &mut self.out[k];
        if mention.value.bound == Bound::Exact || bound.direction() != 0 {
            mention.value.bound = if negated { bound.negated() } else { bound };
        }
        if bound != Bound::Exact {
            if mention.value.low >= 100.0 {
                mention.value.weight = mention.value.weight.max(Weight::Soft);
            }
            let range = start..mention.range.end;
            mention.span = self.text.span(range.clone());
            mention.range = range;
        }
    }
}

impl Reader<'_> {
    /// Whether a negation stands before `at`, perhaps with an auxiliary: 不得逾, 不会超过.
    fn is_negated(&self, at: usize) -> bool {
        let not = |c: char| matches!(c, '不' | '未' | '没' | '毋' | '勿' | '莫' | '无' | '非');
        let back = |n: usize| at.checked_sub(n).map_or('\0', |k| self.chars[k]);
        let auxiliary = |c: char| {
            matches!(
                c,
                '会' | '得'
                    | '能'
                    | '应'
                    | '可'
                    | '宜'
                    | '该'
                    | '有'
                    | '曾'
                    | '至'
                    | '许'
                    | '须'
                    | '要'
                    | '再'
                    | '致'
            )
        };
        not(back(1)) || (auxiliary(back(1)) && not(back(2)))
    }
}

impl Number {
    fn share(&mut self, size: f64) {
        self.kind = Kind::Share;
        self.weight = Weight::Firm;
        self.parts = Some((self.low, size));
        self.low /= size;
        self.high /= size;
    }
}

/// Classifiers that rank rather than count.
const RANKS: [char; 7] = ['级', '等', '期', '类', '型', '档', '号'];

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

/// How firm a numeral is once a unit or classifier follows.
fn firm(n: &Numeral) -> Weight {
    match n.form {
        Form::Spoken if n.low == 1.0 && n.high == 1.0 => Weight::Trivial,
        Form::Bare => Weight::Soft,
        _ => Weight::Firm,
    }
}
