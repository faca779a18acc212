//! Punctuation that translation tends to keep, as classes; how segments end; and the state of quotation marks between them.

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

/// How a segment ends, quotation marks and brackets that close after it left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A full stop or an ellipsis.
    Stop,
    /// A question or exclamation mark.
    Ask,
    /// A semicolon.
    Semicolon,
    /// A comma or dash: the sentence goes on.
    Comma,
    /// A colon.
    Colon,
    /// No mark, and short: a heading, a label, a list item.
    Short,
    /// No mark, and long: a sentence cut by a page break, or a long heading.
    Long,
}

/// Number of endings.
pub(super) const ENDINGS: usize = 7;

/// Without a final mark, segments of at most this many characters are short.
const SHORT: (usize, usize) = (20, 60);

/// The ending of a segment; `source` says of which side it is.
pub(super) fn ending(text: &str, source: bool) -> Ending {
    let text =
        text.trim_end().trim_end_matches(['”', '’', '」', '』', '"', '\'', '）', ')', ']', '】', '》']);
    match text.chars().next_back() {
        Some('。' | '.' | '．' | '…') => Ending::Stop,
        Some('?' | '？' | '!' | '！') => Ending::Ask,
        Some(';' | '；') => Ending::Semicolon,
        Some(',' | '，' | '、' | '—' | '-') => Ending::Comma,
        Some(':' | '：') => Ending::Colon,
        _ if text.chars().count() <= if source { SHORT.0 } else { SHORT.1 } => Ending::Short,
        _ => Ending::Long,
    }
}

/// Log-odds that segments with these endings (source, target) close one bead, against chance. Estimated on the development
/// sets of docs/evaluation.md, each set weighing the same, rounded and shrunk towards nothing where they are thin.
pub(super) const AGREEMENT: [[f32; ENDINGS]; ENDINGS] = [
    [0.3, -0.7, 0.0, -3.0, -1.2, -2.3, -0.7],
    [-1.1, 2.5, -1.0, -1.0, -1.0, -1.5, -1.5],
    [-0.9, -0.5, 2.5, 0.3, 0.0, -1.0, -0.5],
    [-2.0, -1.5, 0.2, 2.2, 0.0, -2.5, -1.0],
    [-1.5, -1.4, 0.0, 0.5, 3.0, -0.8, -1.0],
    [-2.5, -2.0, -1.5, -2.5, -2.0, 2.0, 0.2],
    [-1.2, -1.5, -1.0, -1.0, -1.0, 0.0, 2.0],
];

/// Log-odds that a segment with this ending is followed by another inside its bead, against the average segment, for the
/// source and the target. Same source as [`AGREEMENT`].
pub(super) const INNER: [[f32; ENDINGS]; 2] =
    [[-0.4, -0.4, 0.0, 1.5, 0.0, -1.2, 0.8], [-0.4, -0.5, 0.5, 1.5, 0.3, 0.0, 0.4]];

/// Whether a segment is a page mark or a file number (`— 3 —`, `[2]`, `第三页`, `Page 4`, `118-01767-01`): furniture of the page, which
/// stands alone more often than not.
pub(super) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 || count > 24 {
        return false;
    }
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '―' | '·' | '－' | '~');
    let is_digit = |c: char| c.is_numeric();
    let inner = text.trim_matches(|c: char| {
        is_dash(c) || c.is_whitespace() || matches!(c, '[' | ']' | '［' | '］' | '〔' | '〕' | '【' | '】')
    });
    if inner.is_empty() {
        return true;
    }
    let enclosed = inner.len() < text.len();
    let bare: String = inner.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let number = bare.strip_prefix('第').and_then(|r| r.strip_suffix('页').or_else(|| r.strip_suffix('頁')));
    let number = number.or_else(|| bare.strip_prefix("page"));
    if let Some(number) = number {
        return !number.is_empty() && number.chars().all(is_digit);
    }
    let digits = inner.chars().filter(|c| is_digit(*c)).count();
    let dashes = inner.chars().filter(|c| is_dash(*c)).count();
    digits > 0
        && digits + dashes == inner.chars().count()
        && (dashes >= 2 || (enclosed && dashes == 0 && digits <= 4 && count > digits + 1))
}
