//! What one side says: numbers, dates, names, negations and so on, each with its place. Nothing here compares the two sides.

pub mod apparatus;
pub mod contrary;
pub mod cue;
pub mod date;
pub mod degree;
pub mod leftover;
pub mod modality;
pub mod name;
pub mod negation;
pub mod number;
pub mod person;
pub mod phrase;
pub mod pinyin;
pub mod quantity;
pub mod question;
pub mod quotation;
pub mod role;
pub mod slip;

use std::ops::Range;

use crate::document::Span;

/// Something read off one side that can be compared with the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention<T> {
    /// Folded characters ([`crate::text::Chinese`]) or tokens ([`crate::text::English`]) it stands on.
    pub range: Range<usize>,
    /// Byte range of the original characters in the segment's text.
    pub span: Span,
    /// What it says.
    pub value: T,
}

/// The mentions, given in order and none upon another, that stand on some of `places`.
pub fn on<T>(mentions: &[Mention<T>], places: &Range<usize>) -> Range<usize> {
    let from = mentions.partition_point(|m| m.range.end <= places.start);
    from..mentions.partition_point(|m| m.range.start < places.end).max(from)
}

/// The mentions, given in order, that begin in `places`.
pub fn beginning<T>(mentions: &[Mention<T>], places: &Range<usize>) -> Range<usize> {
    let from = mentions.partition_point(|m| m.range.start < places.start);
    from..mentions.partition_point(|m| m.range.start < places.end).max(from)
}

/// What both sides of a pair say of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Said<T> {
    /// In the source, in order.
    pub zh: Vec<Mention<T>>,
    /// In the translation, in order.
    pub en: Vec<Mention<T>>,
}
