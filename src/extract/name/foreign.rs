//! Foreign names in Chinese texts: written by sound, or left in Latin letters.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, Word};

/// Characters of data/names/transliterating.txt, folded, with whether they are strong.
fn table() -> &'static FxHashMap<char, bool> {
    static TABLE: OnceLock<FxHashMap<char, bool>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut map = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/names/transliterating.txt")) {
            let [rank, chars] = row[..] else { continue };
            for c in chars.chars().filter(|c| !c.is_whitespace()) {
                *map.entry(lexicon.fold(c)).or_insert(false) |= rank == "strong";
            }
        }
        map
    })
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '∙')
}

/// Foreign names written by sound, in order: stretches of transliterating characters that form no ordinary words, with the dots between them,
/// of at least `fewest` characters. Those of fewer than three look like anything.
///
/// ```
/// use duikan::{extract::name::transliterated, lexicon::Lexicon, text::Chinese};
/// let lexicon = Lexicon::embedded();
/// let zh = Chinese::new("委内瑞拉外长豪尔赫·阿雷亚萨会见了焦克洛夫。", lexicon);
/// let found: Vec<&str> = transliterated(&zh, lexicon, 3).into_iter().map(|r| zh.original(r)).collect();
/// assert_eq!(found[0], "豪尔赫·阿雷亚萨");
/// ```
pub fn transliterated(zh: &Chinese, lexicon: &Lexicon, fewest: usize) -> Vec<Range<usize>> {
    let (chars, words) = (zh.chars(), zh.words());
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut k = 0;
    while k < words.len() {
        let from = k;
        while k < words.len() && (is_part(zh, &words[k], lexicon) || is_inner_dot(chars, &words[k])) {
            k += 1;
        }
        if k == from {
            k += 1;
            continue;
        }
        // Beside a dot even ordinary words are sounds (英格力), and a character that no table has (强尼).
        let dotted = words[from..k].iter().any(|w| is_inner_dot(chars, w));
        let mut first = from;
        if dotted {
            while k < words.len() && k - from < 12 && is_sounds(zh, &words[k]) {
                k += 1;
            }
            if is_inner_dot(chars, &words[from]) && from > 0 {
                first -= 1;
            }
        }
        let range = words[first].start as usize..words[k - 1].end as usize;
        if out.last().is_none_or(|o| o.end <= range.start) {
            out.extend(name(chars, range, fewest));
        }
    }
    out
}

/// A dot between two Chinese characters, which stands only inside foreign names.
fn is_inner_dot(chars: &[char], word: &Word) -> bool {
    let at = word.start as usize;
    let han = |k: usize| chars.get(k).is_some_and(|c| crate::text::is_han(*c));
    word.end - word.start == 1 && is_dot(chars[at]) && at > 0 && han(at - 1) && han(at + 1)
}

/// Whether every character of the word is a transliterating one.
fn is_sounds(zh: &Chinese, word: &Word) -> bool {
    zh.chars()[word.start as usize..word.end as usize].iter().all(|c| table().contains_key(c))
}

/// Whether a word may be part of a name by sound: one transliterating character, or a name of such that the dictionary has.
fn is_part(zh: &Chinese, word: &Word, lexicon: &Lexicon) -> bool {
    let chars = &zh.chars()[word.start as usize..word.end as usize];
    if !chars.iter().all(|c| table().contains_key(c) || (chars.len() > 1 && is_dot(*c))) {
        return false;
    }
    chars.len() == 1 || word.entry.is_some_and(|e| lexicon.is_name(e))
}

fn name(chars: &[char], range: Range<usize>, fewest: usize) -> Option<Range<usize>> {
    let end = range.start + chars[range.clone()].iter().rposition(|c| !is_dot(*c))? + 1;
    let stretch = &chars[range.start..end];
    let strong = stretch.iter().filter(|c| table().get(c).copied().unwrap_or(false)).count();
    let dotted = stretch.iter().any(|c| is_dot(*c));
    let sounds = stretch.iter().filter(|c| !is_dot(**c)).count();
    let enough = sounds >= fewest && (dotted || strong >= 2);
    enough.then_some(range.start..end)
}

/// Names in Latin letters in a Chinese text, in order: capitalised words side by side, each of two letters at least, none all in
/// capitals.
pub fn latin(zh: &Chinese) -> Vec<Range<usize>> {
    let chars = zh.chars();
    let is_letter = |c: char| c.is_alphabetic() && !crate::text::is_han(c) && (c as u32) < 0x0250;
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if !is_letter(chars[i]) {
            i += 1;
            continue;
        }
        let start = i;
        while i < chars.len() && (is_letter(chars[i]) || matches!(chars[i], '\'' | '’' | '-')) {
            i += 1;
        }
        let original = zh.original(start..i);
        let capital = original.starts_with(char::is_uppercase) && original.chars().any(char::is_lowercase);
        let digit = start > 0 && chars[start - 1].is_alphanumeric() && chars[start - 1].is_ascii();
        if capital && i - start > 1 && !digit {
            words.push(start..i);
        }
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for word in words {
        match out.last_mut() {
            Some(last) if last.end + 1 == word.start && chars[last.end] == ' ' => last.end = word.end,
            _ => out.push(word),
        }
    }
    out
}

/// Whether the word (lower case, without accents) is a given name of English-speaking countries or one often met in English texts:
/// data/names/given.txt.
pub fn is_given_name(word: &str) -> bool {
    static NAMES: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    NAMES
        .get_or_init(|| {
            table::rows(include_str!("../../../data/names/given.txt"))
                .flat_map(|row| row.first().map_or(Vec::new(), |c| c.split_whitespace().collect()))
                .collect()
        })
        .contains(word)
}
