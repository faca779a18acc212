//! What a Chinese numeral is by what stands around it: fraction, range, percentage, multiple, rate, amount in a unit.

use super::super::numeral::{self, Form, Numeral};
use super::super::tables::{Glyph, Unit, en_unit, zh, zh_unit};
use super::super::{Bound, Kind, Number, Weight};
use super::Reader;

/// Classifiers that rank rather than count.
const RANKS: [char; 7] = ['级', '等', '期', '类', '型', '档', '号'];

/// Characters that join the two ends of a range.
const TO: [char; 8] = ['至', '到', '-', '~', '—', '–', '─', '、'];

/// Characters after which 息 is no interest: 休息, 消息, 信息, 作息.
const NO_INTEREST: &str = "休消信作出喘声叹平讯栖";

impl Reader<'_> {
    /// Decimals after 点, if there are any: their value and end.
    pub(super) fn point(&self, at: usize) -> Option<(f64, usize)> {
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
    pub(super) fn fraction(&mut self, at: usize, n: Numeral, mut number: Number) -> usize {
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
    pub(super) fn range(&mut self, at: usize, n: &Numeral, number: &Number) -> Option<usize> {
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

    /// Whether 三分 is three tenths: of certainty or hope.
    fn tenths(&self, at: usize, end: usize) -> bool {
        self.char(end) == '分' && zh().is_chance(self.chars, at, end + 1)
    }

    /// Percent signs, tenths, multiples, units and classifiers after a numeral.
    pub(super) fn measure(&mut self, at: usize, n: Numeral, mut number: Number) -> usize {
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
        if n.low <= 10.0 && self.tenths(at, end) {
            number.share(10.0);
            return self.finish(at, at, end + 1, number);
        }
        match self.char(end) {
            '旬' if (2.0..10.0).contains(&n.low) && n.form == Form::Spoken && !self.begins_word(end) => {
                // 年近八旬: ten years each.
                (number.low, number.high) = (number.low * 10.0, number.high * 10.0);
                number.weight = Weight::Firm;
                return self.finish(at, at, end + 1, number);
            }
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
                number.share(1.0 / unit.factor());
                number.unit = Some(unit);
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
            // 几十万群众: 群 belongs to the word.
            let (start, word, _) = self.word_at(end);
            end = if start == end && word > stop { end } else { stop };
        }
        if number.unit.is_none_or(|u| u.currency() == Some(""))
            && let Some(unit) = self.money_before(at)
        {
            // 港币三百万元.
            number.unit = Some(unit);
            number.weight = number.weight.max(firm(&n));
        }
        if let Some(unit) = number.unit
            && let Some((more, stop)) = self.compound(unit, end)
        {
            number.low += more;
            number.high += more;
            number.weight = Weight::Firm;
            return self.finish(at, at, stop, number);
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

    /// The currency named before an amount: 人民币三千万元, 港币约五百.
    fn money_before(&self, at: usize) -> Option<Unit> {
        let at = zh().before(self.chars, at).map_or(at, |(start, _)| start);
        (2..=4).rev().filter(|n| *n <= at).find_map(|n| {
            zh_unit(self.chars, at - n).filter(|u| u.1 == at && u.0.currency().is_some()).map(|u| u.0)
        })
    }

    /// What stands after the unit of a measure and belongs to it, in that unit, and where it ends: the smaller units of 三丈二尺 and
    /// 三亩六分, the bare decimals of 一米八二 and 三块五.
    fn compound(&self, unit: Unit, at: usize) -> Option<(f64, usize)> {
        if !matches!(unit.dimension(), "length" | "area" | "mass" | "money" | "temperature") {
            return None;
        }
        let (mut more, mut end, mut smallest) = (0.0, at, unit.factor());
        while let Some((value, factor, stop)) = self.smaller(unit, smallest, end) {
            more += value * factor / unit.factor();
            (end, smallest) = (stop, factor);
        }
        if let Some((value, stop)) = self.decimals(unit, end) {
            more += value * smallest / unit.factor();
            end = stop;
        } else if end > at && self.char(end) == '半' && !self.begins_word(end) {
            more += smallest / unit.factor() / 2.0;
            end += 1;
        }
        (end > at).then_some((more, end))
    }

    /// An amount at `at` in a unit of the same kind that is smaller than `most`: the value, the size of its unit, the end.
    fn smaller(&self, unit: Unit, most: f64, at: usize) -> Option<(f64, f64, usize)> {
        // 三块钱, 五元零三分.
        let at = at + usize::from(self.char(at) == '零');
        let n = numeral::parse(self.chars, at, &|_| false)?;
        let plain = n.low == n.high && n.low < 100.0 && !n.above && n.form != Form::Bare;
        if !plain || (self.char(n.end) == '分' && self.char(n.end + 1) == '之') {
            return None;
        }
        if self.char(n.end) == '分' {
            // A hundredth of a yuan, a tenth of a mu.
            let part = match unit.dimension() {
                "money" => 0.01,
                "area" => unit.factor() / 10.0,
                _ => return None,
            };
            let stop = n.end + 1 + usize::from(unit.dimension() == "money" && self.char(n.end + 1) == '钱');
            return (part < most).then_some((n.low, part, stop));
        }
        let (small, stop) = zh_unit(self.chars, n.end).filter(|(u, stop)| self.is_unit(*u, n.end, *stop))?;
        (small.dimension() == unit.dimension() && small.factor() < most)
            .then(|| (n.low, small.factor(), stop))
    }

    /// The bare digits of 一米二, 五尺六, 三块五, 一米八二, as a share of the unit.
    fn decimals(&self, unit: Unit, at: usize) -> Option<(f64, usize)> {
        let most = if matches!(unit.dimension(), "length" | "money") { 2 } else { 1 };
        let (mut value, mut place, mut end) = (0.0, 0.1, at);
        while let Some(Glyph::Digit(d)) = zh().glyph(self.char(end)) {
            // 四块五一斤: what is paid for one of something.
            let price = self.char(end) == '一'
                && end > at
                && (zh_unit(self.chars, end + 1).is_some() || zh().classifier(self.chars, end + 1).is_some());
            if price || self.char(end) == '两' || end - at == most {
                break;
            }
            value += d * place;
            place /= 10.0;
            end += 1;
        }
        let on = self.char(end);
        let price = on == '一' && end > at;
        let ends = (zh().glyph(on).is_none() || price) && zh().classifier(self.chars, end).is_none();
        let word = self.begins_word(at) && !price && end - at == 1;
        (value > 0.0 && ends && !word && !matches!(on, '分' | '点')).then_some((value, end))
    }

    /// 年息二厘五: a share by the words of interest before it. Gives the share and where it ends.
    fn interest(&self, at: usize, n: &Numeral) -> Option<(f64, usize)> {
        let unit = self.char(n.end);
        let before = &self.chars[at.saturating_sub(4)..at];
        // 休息二十分钟 is a rest of twenty minutes.
        let bears = |k: usize| match before[k] {
            '利' => true,
            '息' => k == 0 || !NO_INTEREST.contains(before[k - 1]),
            _ => false,
        };
        let is_time = matches!(self.char(n.end + 1), '钟' | '鐘');
        if !matches!(unit, '厘' | '分') || is_time || !(0..before.len()).any(bears) {
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
        // 三丈二: 丈二 is a word as well.
        stop - at > 1
            || !self.begins_word(at)
            || zh().glyph(self.char(stop)).is_some()
            || zh().classifier(self.chars, at) == Some(stop)
    }

    /// Whether an item of a list may begin at `at`: at the start, after a stop, or in brackets.
    fn begins_item(&self, at: usize) -> bool {
        at == 0 || matches!(self.chars[at - 1], '(' | '。' | ';' | ':' | '!' | '?' | '、')
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

impl Number {
    fn share(&mut self, size: f64) {
        self.kind = Kind::Share;
        self.weight = Weight::Firm;
        self.parts = Some((self.low, size));
        self.low /= size;
        self.high /= size;
    }
}
