//! Which script a text is written in: all that reading knows of language.

/// Whether a character is Chinese: an ideograph (extensions and compatibility forms too) or `〇`.
pub fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF | 0x3005 | 0x3007 | 0x2E80..=0x2FD5)
}

/// Whether a character is punctuation of Chinese typesetting: CJK or full-width marks.
pub(super) fn is_wide_mark(c: char) -> bool {
    matches!(c as u32, 0x3001..=0x3003 | 0x3008..=0x3020 | 0xFE30..=0xFE4F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65)
}

/// Whether a character shows nothing: white space, byte order mark, zero-width marks.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}')
}

/// The script of a line or paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Mostly ideographs.
    Han,
    /// Mostly letters.
    Latin,
    /// Digits and marks, at most two letters.
    Neutral,
}

/// How many letters say as much as one ideograph, at least and at most: a Chinese sentence has about 1.6 characters for an
/// English word of 4.7 letters. In between, a line that spells out a foreign name is still in the script it begins with.
const LETTERS_PER_HAN: (usize, usize) = (2, 6);

/// The script that most of the text is in.
pub(super) fn script(text: &str) -> Script {
    let (mut han, mut letters) = (0, 0);
    let mut first = None;
    let mut address = false;
    for (at, c) in text.char_indices() {
        // A web address is in no language.
        address = c.is_ascii_graphic() && (address || c == 'h' && text[at..].starts_with("http"));
        if address {
            continue;
        }
        if is_han(c) {
            han += 1;
            first.get_or_insert(Script::Han);
        } else if c.is_alphabetic() {
            letters += 1;
            first.get_or_insert(Script::Latin);
        }
    }
    let (least, most) = LETTERS_PER_HAN;
    match first {
        None => Script::Neutral,
        Some(_) if han == 0 && letters <= 2 => Script::Neutral,
        Some(_) if han * least >= letters => Script::Han,
        Some(_) if han * most < letters => Script::Latin,
        Some(first) => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        let rows = [
            ("详见 https://example.org/kelp/1954。", Script::Han),
            ("古德伦（Gudrun Holm）", Script::Han),
            ("Ji Pengfei 姬鹏飞", Script::Latin),
            ("P.1-11", Script::Neutral),
            ("118-01767-01", Script::Neutral),
            ("See https://example.org/1 here", Script::Latin),
        ];
        for (text, expected) in rows {
            assert_eq!(script(text), expected, "{text}");
        }
    }
}
