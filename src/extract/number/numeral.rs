//! Chinese numerals: figures and numeral characters in every mixture (2万4801, 三千五, 二〇〇八, 五六十万, 三十多万) to a value.

use super::tables::{Glyph, zh};

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Begins with figures.
    Figures,
    /// Numeral characters in a row, as figures are: 一九六二.
    Row,
    /// With 十 百 千 万 …, or a single digit.
    Spoken,
    /// 百, 千, 万 without a digit before it.
    Bare,
}

/// A numeral.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// One past its last character.
    pub end: usize,
    /// The value, or the lower end of a vague one.
    pub low: f64,
    /// The value, or the upper end of a vague one.
    pub high: f64,
    /// Whether 多 or 余 stands inside it: 三十多万.
    pub above: bool,
    /// How it is written.
    pub form: Form,
    /// The size of its last unit or myriad: 1e4 for 三万; 1 for 三万二千零五.
    pub scale: f64,
    /// Number of digits, leading zeros too, of a [`Form::Row`] or plain figures.
    pub digits: usize,
}

/// Digits that stand in a row as an approximation when they are not consecutive: 三五年, 百儿八十 is another matter.
const SPREAD: (f64, f64) = (3.0, 5.0);

/// What follows 千 where it is the "kilo" of a unit.
const KILO: [char; 8] = ['瓦', '米', '克', '赫', '伏', '帕', '卡', '焦'];

/// What follows 兆 where it means a million millions: the first characters of currencies.
const MONEY: [char; 8] = ['元', '圆', '美', '日', '英', '台', '新', '港'];

fn digit(c: char) -> Option<f64> {
    match zh().glyph(c) {
        Some(Glyph::Digit(d)) => Some(d),
        _ => None,
    }
}

/// Figures at `at`: value, end, number of digits. Commas or single spaces part groups of three; a full stop begins the decimals.
pub(crate) fn figures(chars: &[char], at: usize) -> Option<(f64, usize, usize)> {
    let run = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut n = run(at);
    if n == 0 {
        return None;
    }
    let mut text: String = chars[at..at + n].iter().collect();
    let mut end = at + n;
    if n <= 3 {
        let mark = chars.get(end).copied().filter(|c| matches!(c, ',' | ' '));
        while mark.is_some() && chars.get(end) == mark.as_ref() && run(end + 1) == 3 {
            text.extend(&chars[end + 1..end + 4]);
            end += 4;
            n += 3;
        }
    }
    if chars.get(end) == Some(&'.') {
        let decimals = run(end + 1);
        if decimals > 0 {
            text.push('.');
            text.extend(&chars[end + 1..end + 1 + decimals]);
            end += 1 + decimals;
        }
    }
    text.parse().ok().map(|v| (v, end, n))
}

/// The numeral that begins at `at`.
///
/// `is_word` tells whether 几 or 数 at a place begins a word, rather than ending one (人数).
pub(crate) fn parse(chars: &[char], at: usize, is_word: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    if let Some(row) = row(chars, at) {
        return Some(row);
    }
    let mut s = State {
        chars,
        at,
        total: (0.0, 0.0),
        section: (0.0, 0.0),
        current: None,
        above: false,
        zero: false,
        unit: 0.0,
        myriad: f64::INFINITY,
        form: Form::Spoken,
        digits: 0,
    };
    while s.at < chars.len() {
        if !s.step(at, is_word) {
            break;
        }
    }
    s.finish(at)
}

/// Three or more digit characters in a row, or two that cannot be an approximation: 一九六二, 六二, 二〇.
fn row(chars: &[char], at: usize) -> Option<Numeral> {
    digit(*chars.get(at)?)?;
    let mut value = 0.0;
    let mut end = at;
    // Scans and typescripts put the letter or the figure for 〇 between digit characters.
    while let Some(d) = chars.get(end).and_then(|&c| match c {
        'o' | '0' if end > at => Some(0.0),
        '两' => None,
        c => digit(c),
    }) {
        value = value * 10.0 + d;
        end += 1;
    }
    let n = end - at;
    let follows = chars.get(end).and_then(|&c| zh().glyph(c));
    let two = || (digit(chars[at]).unwrap_or(0.0), digit(chars[at + 1]).unwrap_or(0.0));
    if n < 2 || follows.is_some() || n > 15 || (n == 2 && is_spread(two().0, two().1)) {
        return None;
    }
    Some(Numeral { end, low: value, high: value, above: false, form: Form::Row, scale: 1.0, digits: n })
}

/// Whether two digits side by side mean "a or b".
fn is_spread(a: f64, b: f64) -> bool {
    (a > 0.0 && b == a + 1.0) || (a, b) == SPREAD
}

struct State<'a> {
    chars: &'a [char],
    at: usize,
    total: (f64, f64),
    section: (f64, f64),
    current: Option<(f64, f64)>,
    above: bool,
    zero: bool,
    /// The last 十 百 千 or myriad met; 0 before any.
    unit: f64,
    myriad: f64,
    form: Form,
    digits: usize,
}

fn plus(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 + b.0, a.1 + b.1)
}

fn times(a: (f64, f64), m: f64) -> (f64, f64) {
    (a.0 * m, a.1 * m)
}

impl State<'_> {
    fn empty(&self) -> bool {
        self.unit == 0.0 && self.current.is_none()
    }

    /// Takes the next character or figure; false if the numeral ends before it.
    fn step(&mut self, start: usize, is_word: &dyn Fn(usize) -> bool) -> bool {
        let c = self.chars[self.at];
        // 六十有八, as old texts count.
        if c == '有'
            && (10.0..=100.0).contains(&self.unit)
            && self.current.is_none()
            && self.chars.get(self.at + 1).is_some_and(|&d| digit(d).is_some_and(|d| d > 0.0) && d != '两')
            && self.chars.get(self.at + 2).is_none_or(|&d| zh().glyph(d).is_none())
            && !self
                .chars
                .get(self.at + 2)
                .is_some_and(|d| matches!(d, '个' | '名' | '人' | '家' | '种' | '条' | '项'))
        {
            self.at += 1;
            return true;
        }
        if c.is_ascii_digit() {
            // After a myriad figures go on (2万4801); after digit characters another numeral begins.
            if self.current.is_some() || (self.unit != 0.0 && self.unit < 1e4) {
                return false;
            }
            let Some((value, end, digits)) = figures(self.chars, self.at) else { return false };
            if self.at == start {
                self.form = Form::Figures;
                self.digits = digits;
            }
            self.current = Some((value, value));
            self.at = end;
            return true;
        }
        match zh().glyph(c) {
            // 二十两 is twenty taels; as a digit 两 stands first or before a unit.
            Some(Glyph::Digit(_)) if c == '两' && !self.empty() && !self.unit_follows() => false,
            Some(Glyph::Digit(d)) => self.digit(d),
            Some(Glyph::Unit(u)) => self.small(u),
            Some(Glyph::Myriad(m)) => self.big(m),
            Some(Glyph::Tens(v)) => {
                if self.current.is_some() || (0.0 < self.unit && self.unit < 100.0) {
                    return false;
                }
                self.section = plus(self.section, (v, v));
                self.unit = 10.0;
                self.at += 1;
                true
            }
            None => self.vague(c, is_word),
        }
    }

    fn unit_follows(&self) -> bool {
        let next = self.chars.get(self.at + 1).and_then(|&c| zh().glyph(c));
        matches!(next, Some(Glyph::Unit(_) | Glyph::Myriad(_)))
    }

    fn digit(&mut self, d: f64) -> bool {
        if self.form == Form::Figures && self.unit < 1e4 {
            return false;
        }
        match self.current {
            None if d == 0.0 && !self.empty() => self.zero = true,
            None => self.current = Some((d, d)),
            Some((a, b)) if a == b && is_spread(a, d) => self.current = Some((a, d)),
            Some(_) => return false,
        }
        self.at += 1;
        true
    }

    fn small(&mut self, u: f64) -> bool {
        // 82万千瓦: the "kilo" of a unit.
        if u == 1000.0
            && self.current.is_none()
            && self.chars.get(self.at + 1).is_some_and(|c| KILO.contains(c))
        {
            return false;
        }
        // 五千 after 2万 goes on; 五十百 does not.
        if self.current.is_none() && (self.unit == 1000.0 || (0.0 < self.unit && self.unit <= u)) {
            return false;
        }
        if self.current.is_some() && 0.0 < self.unit && self.unit < 1e4 && self.unit <= u {
            return false;
        }
        if self.empty() && u > 10.0 {
            self.form = Form::Bare;
        }
        let d = self.current.take().unwrap_or((1.0, 1.0));
        self.section = plus(self.section, times(d, u));
        self.unit = u;
        self.zero = false;
        self.at += 1;
        true
    }

    fn big(&mut self, m: f64) -> bool {
        // 兆 is also the "mega" of units: 兆瓦, 兆焦.
        if m >= 1e12 && !self.chars.get(self.at + 1).is_some_and(|c| MONEY.contains(c)) {
            return false;
        }
        let mut section = plus(self.section, self.current.unwrap_or_default());
        if section.1 == 0.0 {
            if self.total.1 == 0.0 {
                if self.unit != 0.0 || self.current.is_some() {
                    return false;
                }
                section = (1.0, 1.0);
                self.form = Form::Bare;
            } else if self.unit < 1e4 {
                return false;
            }
        }
        if m > self.myriad || section.1 == 0.0 {
            // 一万亿: all before it is multiplied.
            self.total = times(plus(self.total, section), m);
        } else {
            self.total = plus(self.total, times(section, m));
        }
        self.section = (0.0, 0.0);
        self.current = None;
        self.unit = m;
        self.myriad = m;
        self.zero = false;
        self.at += 1;
        true
    }

    /// 几 and 数 as a digit of unknown size, 多 and 余 before a myriad.
    fn vague(&mut self, c: char, is_word: &dyn Fn(usize) -> bool) -> bool {
        let next = self.chars.get(self.at + 1).and_then(|&c| zh().glyph(c));
        let multiplies = matches!(next, Some(Glyph::Unit(_) | Glyph::Myriad(_)));
        match c {
            '几' | '数' if self.current.is_none() && (multiplies || (c == '几' && self.unit == 10.0)) => {
                if self.empty() && !is_word(self.at) {
                    return false;
                }
                self.current = Some(if multiplies { (2.0, 9.9) } else { (1.0, 9.0) });
            }
            // 六十有八, 年四十有五: 有 joins tens and ones in the literary way.
            '有' if self.unit >= 10.0
                && self.unit < 1e4
                && self.current.is_none()
                && self.form == Form::Spoken
                && matches!(next, Some(Glyph::Digit(d)) if d > 0.0 && self.chars[self.at + 1] != '两')
                // 十有八九 is eight or nine in ten.
                && !self.chars.get(self.at + 2).is_some_and(|c| is_glyph(*c)) => {}
            '多' | '余' | '来' | '几' if matches!(next, Some(Glyph::Myriad(_))) && !self.empty() => {
                self.above = true;
            }
            _ => return false,
        }
        self.at += 1;
        true
    }

    fn finish(self, start: usize) -> Option<Numeral> {
        if self.at == start {
            return None;
        }
        let mut last = self.current.unwrap_or_default();
        // 三千五: the digit belongs to the next lower unit, unless 零 stands before it.
        let colloquial =
            self.unit >= 100.0 && !self.zero && last.0 == last.1 && last.1 < 10.0 && last.1 > 0.0;
        if colloquial && self.form != Form::Bare {
            last = times(last, self.unit / 10.0);
        }
        let (low, high) = plus(plus(self.total, self.section), last);
        let scale = if self.current.is_some() || self.unit == 0.0 { 1.0 } else { self.unit };
        let digits = if self.unit == 0.0 { self.digits } else { 0 };
        Some(Numeral { end: self.at, low, high, above: self.above, form: self.form, scale, digits })
    }
}

/// Whether a character is a figure or a numeral character.
pub(crate) fn is_glyph(c: char) -> bool {
    c.is_ascii_digit() || zh().glyph(c).is_some()
}
