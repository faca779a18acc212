//! Texts made ready for matching, with an exact way back to the original characters.
//!
//! [`Chinese`] and [`English`] hold the folded form of one segment's text (NFKC, simplified, lower case) and for each unit the
//! byte range of the original characters that it stands for. Nothing here compares the two sides.

mod chinese;
mod english;
pub mod sentence;

pub use chinese::{Chinese, Match, Word};
pub use english::{English, Kind, Token};

/// Whether a character is Chinese: an ideograph (extensions and compatibility forms too) or `〇`.
pub fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF | 0x3005 | 0x3007 | 0x2E80..=0x2FD5)
}
