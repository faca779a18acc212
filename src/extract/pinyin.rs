//! Chinese words that an English text spells in pinyin.

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::Mention;
use crate::lexicon::Lexicon;
use crate::text::{Chinese, English, Kind};

/// Letters of a token, or of several joined by hyphens, that are no common English spelling: lower case, without marks.
pub type Spelling<'a> = Cow<'a, str>;

/// Longest stretch of characters that one spelled word is looked for in.
const LONGEST: usize = 8;

/// Every word of the text, and every chain of words joined by hyphens, with its letters; words with a clitic lose it.
pub fn spellings(en: &English) -> Vec<Mention<Spelling<'_>>> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < en.len() {
        if en.tokens()[i].kind != Kind::Word {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while en.norm(end) == "-"
            && en.is_joined(end)
            && en.is_joined(end + 1)
            && en.tokens()[end + 1].kind == Kind::Word
        {
            end += 2;
        }
        let plain = end == i + 1 && en.norm(i).bytes().all(|b| b.is_ascii_alphabetic());
        let letters: Spelling = if plain {
            en.norm(i).into()
        } else {
            (i..end).flat_map(|k| en.norm(k).chars()).filter(char::is_ascii_alphabetic).collect()
        };
        if !letters.is_empty() {
            out.push(Mention { range: i..end, span: en.span(i..end), value: letters });
        }
        i = end;
    }
    out
}

/// Where the Chinese text has characters whose readings, without tones, are exactly `letters`: the first such place of at least
/// two characters. `ü` may be spelled u, v or yu.
pub fn spelled(letters: &str, zh: &Chinese, lexicon: &Lexicon) -> Option<Range<usize>> {
    let chars = zh.chars();
    (0..chars.len()).find_map(|start| {
        let end = consume(letters, &chars[start..(start + LONGEST).min(chars.len())], lexicon)?;
        (end >= 2).then_some(start..start + end)
    })
}

/// Whether the text has characters, one or several, whose toneless readings are exactly `letters`.
pub fn is_reading(letters: &str, zh: &Chinese, lexicon: &Lexicon) -> bool {
    spelled(letters, zh, lexicon).is_some()
        || zh.chars().iter().any(|c| lexicon.syllables(*c).split(' ').any(|s| s == letters))
}

/// Whether `letters` are exactly the toneless readings of all the characters.
pub fn spells(letters: &str, chars: &[char], lexicon: &Lexicon) -> bool {
    chars.len() <= LONGEST && consume(letters, chars, lexicon) == Some(chars.len())
}

/// Whether `letters` begin with a toneless reading of the character.
pub fn begins(letters: &str, first: char, lexicon: &Lexicon) -> bool {
    lexicon.syllables(first).split(' ').any(|s| !s.is_empty() && letters.starts_with(s))
}

/// Number of characters whose readings use up all the letters.
fn consume(letters: &str, chars: &[char], lexicon: &Lexicon) -> Option<usize> {
    if letters.is_empty() {
        return Some(0);
    }
    let (first, rest) = chars.split_first()?;
    let after = |left: Option<&str>| consume(left?, rest, lexicon).map(|n| n + 1);
    let syllables = lexicon.syllables(*first);
    syllables.split(' ').filter(|s| !s.is_empty()).find_map(|s| after(letters.strip_prefix(s)))
}
