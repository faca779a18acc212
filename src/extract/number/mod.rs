//! Numbers by value: figures, number words, fractions, percentages, multiples, ordinals and vague quantities, with what the text
//! says about their exactness and unit.
//!
//! Dates are read by [`super::date`]; the numbers inside them are read here too, so a caller that wants either one or the
//! other leaves out those that overlap a date.

mod chinese;
mod english;
mod frames;
pub(crate) mod numeral;
pub(crate) mod tables;
mod words;

pub use chinese::chinese;
pub use english::english;
pub use frames::{Counted, Frame, Scale, chinese_frame, english_frame, is_ratio, names_households};
pub use tables::Unit;
pub(crate) use words::cardinal;

/// How exact a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// Nothing is said.
    #[default]
    Exact,
    /// Near it, on either side: 约, 左右, "about".
    About,
    /// More than it: 多, 余, 超过, "more than".
    Above,
    /// It or more: 至少, 以上, "at least".
    From,
    /// Less than it: 近, 不到, "nearly", "fewer than".
    Below,
    /// It or less: 至多, 不超过, "at most".
    To,
}

impl Bound {
    /// The bound of that name in the tables; `reach` says nothing of exactness.
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "about" => Self::About,
            "above" => Self::Above,
            "from" => Self::From,
            "below" => Self::Below,
            "to" => Self::To,
            "reach" => Self::Exact,
            _ => return None,
        })
    }

    /// What it becomes under a negation: "not more than" is "at most".
    fn negated(self) -> Self {
        match self {
            Self::Above => Self::To,
            Self::From => Self::Below,
            Self::Below => Self::From,
            Self::To => Self::Above,
            other => other,
        }
    }

    /// On which side of the number the truth lies: 1 above, -1 below, 0 unsaid.
    pub fn direction(self) -> i8 {
        match self {
            Self::Above | Self::From => 1,
            Self::Below | Self::To => -1,
            Self::Exact | Self::About => 0,
        }
    }
}

/// What a number does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Counts or measures.
    Cardinal,
    /// Gives a place in a row: 第三, "third", "No. 3".
    Ordinal,
    /// A fraction or percentage; the value is the share (0.75 for 四分之三 and for 75%).
    Share,
    /// A multiple: 三倍, "three times".
    Times,
    /// What a change multiplies by: 翻一番, "tripled", "twofold".
    Multiplied,
    /// An increase by a multiple: 增加两倍 has the value 2 and means three times as much.
    More,
    /// What is left of a price: 八折 has the value 0.8 and is a discount of a fifth.
    Discounted,
    /// The number of an item of a list: 一、 or (1).
    Item,
    /// Part of a designation written with Latin letters: COVID-19, Il-76.
    Code,
}

/// How surely the words state a number that a translation must keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// An article, a pronoun, or a numeral that is hardly more: 一个, "one", "a year".
    Trivial,
    /// A number that free but correct renderings often drop or add: 两国, "both", "first", numerals inside fixed words.
    Soft,
    /// A figure or a full number word.
    Firm,
}

/// A number read off a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The value, or the lower end of a vague one (几十: 20).
    pub low: f64,
    /// The value, or the upper end of a vague one (几十: 99).
    pub high: f64,
    /// How exact it is.
    pub bound: Bound,
    /// What it does.
    pub kind: Kind,
    /// How surely it must be kept.
    pub weight: Weight,
    /// The unit it measures in.
    pub unit: Option<Unit>,
    /// Numerator and denominator as written: (3, 4) for 四分之三, (15, 100) for 15%.
    pub parts: Option<(f64, f64)>,
    /// Whether it is written in figures.
    pub figures: bool,
    /// The letters of a [`Kind::Code`], lower case; empty for every other kind.
    pub label: String,
}

impl Number {
    /// A plain number.
    fn new(low: f64, high: f64, kind: Kind, weight: Weight) -> Self {
        Self {
            low,
            high,
            bound: Bound::Exact,
            kind,
            weight,
            unit: None,
            parts: None,
            figures: false,
            label: String::new(),
        }
    }

    /// A key that equal values share, whatever their kind; vague numbers share it with their lower end.
    pub fn key(&self) -> u64 {
        key(self.low)
    }

    /// Whether it says too little to tell one place of a text from another: 一, 两, "one", "a", vague quantities.
    pub fn is_trivial(&self) -> bool {
        self.weight == Weight::Trivial
            || self.is_vague()
            || (self.weight == Weight::Soft && self.low <= 3.0 && self.kind != Kind::Share)
    }

    /// Whether it has no exact size.
    pub fn is_vague(&self) -> bool {
        self.high > self.low
    }

    /// The value in the base unit of its dimension (data/units.tsv).
    pub fn in_base(&self) -> Option<f64> {
        self.unit.map(|u| u.factor() * self.low)
    }
}

/// A hashable form of a value: values that differ by rounding of the last digits share it.
pub fn key(value: f64) -> u64 {
    (value.to_bits() + 0x80) >> 8
}

/// Whether a folded Chinese character is a figure or a numeral.
pub fn is_numeral(c: char) -> bool {
    numeral::is_glyph(c)
}

/// Whether an English word may bound a number from a distance (data/en/approximation.tsv, `near`): upwards if `direction` is
/// positive, else downwards.
pub fn is_hint(norm: &str, direction: i8) -> bool {
    tables::en().is_hint(norm, direction)
}

/// Whether two values are the same but for rounding in the arithmetic.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}
