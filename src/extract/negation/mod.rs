//! Negations of one side: where they stand, what they act on, and whether they deny a thing, all of it, or only that it is all.
//!
//! 完全不 is "not at all", 不完全 "not wholly", 不得不 denies nothing, 不过 is no negation. The words are tables (`data/zh/negation.tsv`,
//! `data/zh/scope.tsv`, `data/en/negation.tsv`, `data/en/scope.tsv`); the readers only decide where a word of the table is one in the text.

mod chinese;
mod english;

use std::ops::Range;

pub use chinese::read as chinese;
pub use english::{affix_base, read as english};

/// What a negation does to the thing it acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Force {
    /// Denies it.
    Deny,
    /// Denies all of it, or denies it altogether: never, none, not at all.
    Total,
    /// Denies only that it is all, whole, certain or needed: not all, not completely, not necessarily.
    Partial,
    /// Denies that it is only so: not only.
    More,
    /// Two negations that affirm: cannot but, all without exception.
    Affirm,
    /// A word of negative sense that the other language may well say without a negation: to refuse, un-, 无法.
    Word,
}

impl Force {
    /// Every force with its name in the tables; `none` in a table stands for no negation at all.
    pub const ALL: [(Force, &'static str); 6] = [
        (Force::Deny, "deny"),
        (Force::Total, "total"),
        (Force::Partial, "partial"),
        (Force::More, "more"),
        (Force::Affirm, "affirm"),
        (Force::Word, "word"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(f, _)| *f)
    }

    /// Whether it is spoken as a negation (anything but [`Force::Word`] and [`Force::Affirm`]).
    pub fn is_spoken(self) -> bool {
        !matches!(self, Force::Word | Force::Affirm)
    }
}

/// What the word measures that makes a negation total or partial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// all, both, none.
    Quantity,
    /// completely, wholly, at all.
    Degree,
    /// very, too, particularly.
    Intensity,
    /// certainly, necessarily.
    Certainty,
    /// always, never.
    Time,
    /// need not.
    Need,
}

impl Measure {
    /// Every measure with its name in the tables.
    pub const ALL: [(Measure, &'static str); 6] = [
        (Measure::Quantity, "quantity"),
        (Measure::Degree, "degree"),
        (Measure::Intensity, "intensity"),
        (Measure::Certainty, "certainty"),
        (Measure::Time, "time"),
        (Measure::Need, "need"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(m, _)| *m)
    }
}

/// A negation. Ranges are folded characters in Chinese, tokens in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negation {
    /// What it does.
    pub force: Force,
    /// What the word measures that makes it total or partial, where that is known.
    pub measure: Option<Measure>,
    /// That word, where it stands apart from the cue.
    pub operator: Option<Range<usize>>,
    /// The clause that it stands in.
    pub clause: Range<usize>,
    /// The first thing after it that it denies, without auxiliaries; empty if there is none.
    pub head: Range<usize>,
    /// Whether its clause asks.
    pub question: bool,
    /// Whether it is an affix or lies inside a word rather than being a word of its own.
    pub inside: bool,
}
