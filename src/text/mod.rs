//! Texts made ready for matching, with an exact way back to the original characters.
//!
//! [`Chinese`] and [`English`] hold the folded form of one segment's text (NFKC, simplified, lower case) and for each unit the
//! byte range of the original characters that it stands for. Nothing here compares the two sides.

mod chinese;
pub mod clause;
mod english;
pub mod sentence;

pub use chinese::{Chinese, Match, Word};
pub use english::{English, Kind, Token};

pub use crate::document::is_han;
