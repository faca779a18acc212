//! Punctuation that translation tends to keep, as classes, and the state of quotation marks between segments.

use crate::text::{Chinese, English};

const QUESTION: u16 = 1;
const EXCLAMATION: u16 = 2;
const OPEN_QUOTE: u16 = 4;
const CLOSE_QUOTE: u16 = 8;
const COLON: u16 = 16;
const SEMICOLON: u16 = 32;
const PAUSE: u16 = 64;
const BRACKET: u16 = 128;

fn class_of(c: char) -> u16 {
    match c {
        '?' | '？' => QUESTION,
        '!' | '！' => EXCLAMATION,
        '“' | '「' | '『' => OPEN_QUOTE,
        '”' | '」' | '』' => CLOSE_QUOTE,
        '"' | '＂' => OPEN_QUOTE | CLOSE_QUOTE,
        ':' | '：' => COLON,
        ';' | '；' => SEMICOLON,
        '…' | '—' => PAUSE,
        '(' | '（' => BRACKET,
        _ => 0,
    }
}

/// Classes of punctuation in a Chinese text, one bit each.
pub(super) fn chinese(t: &Chinese) -> u16 {
    t.text().chars().fold(0, |m, c| m | class_of(c))
}

/// Classes of punctuation in an English text, one bit each.
pub(super) fn english(t: &English) -> u16 {
    let text = t.text();
    let mut marks = 0;
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        marks |= class_of(c);
        let next = chars.peek().copied();
        if matches!(c, '\'' | '‘') && previous.is_whitespace() && next.is_some_and(char::is_alphanumeric) {
            marks |= OPEN_QUOTE;
        }
        if matches!(c, '\'' | '’') && !previous.is_whitespace() && next.is_none_or(char::is_whitespace) {
            marks |= CLOSE_QUOTE;
        }
        if (c == '-' && previous == '-') || (c == '.' && previous == '.') {
            marks |= PAUSE;
        }
        previous = c;
    }
    marks
}

/// For each prefix of the segments (the empty one first), whether it ends inside quotation marks. Straight marks open and
/// close in turn; a mark that opens a segment while inside continues the quotation, as English paragraphs do.
pub(super) fn inside<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<bool> {
    let mut state = false;
    let mut out = vec![false];
    for text in texts {
        for c in text.chars() {
            match c {
                '“' | '「' | '『' => state = true,
                '”' | '」' | '』' => state = false,
                '"' | '＂' => state = !state,
                _ => {}
            }
        }
        out.push(state);
    }
    out
}
