//! The words of English: which letters make a word, and which word a misspelling was meant to be.
//!
//! `data/en/words.fst` is compiled from SCOWL by `examples/words.rs`, where source, licence and choice of lists are told.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::stem::Memo;
use crate::lexicon::table;

static EMBEDDED: &[u8] = include_bytes!("../../data/en/words.fst");

/// How well known a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// In every small dictionary (SCOWL size 35 or less, some 40,000 forms).
    Common,
    /// In a large dictionary (size 70 or less).
    Known,
    /// Only a name or another word that is written with a capital.
    Name,
}

/// The form in which words are kept and looked up: lower case, without accents.
pub fn plain(word: &str) -> String {
    word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

fn map() -> Option<&'static fst::Map<&'static [u8]>> {
    static MAP: OnceLock<Option<fst::Map<&'static [u8]>>> = OnceLock::new();
    MAP.get_or_init(|| fst::Map::new(EMBEDDED).ok()).as_ref()
}

/// How well known a word in its [`plain`] form is; `None` if it is none. American and British spellings are both words.
///
/// ```
/// use duikan::lexicon::words::{Rank, rank};
/// assert_eq!(rank("colour"), Some(Rank::Common));
/// assert_eq!(rank("color"), Some(Rank::Common));
/// assert_eq!(rank("goverment"), None);
/// ```
pub fn rank(word: &str) -> Option<Rank> {
    thread_local! {
        static KNOWN: Memo<Option<Rank>> = Memo::default();
    }
    KNOWN.with(|known| known.get(word, find))
}

/// [`rank`], looked up in the compiled list itself.
fn find(word: &str) -> Option<Rank> {
    match map()?.get(word)? {
        0 => Some(Rank::Common),
        1 => Some(Rank::Known),
        _ => Some(Rank::Name),
    }
}

struct Affixes {
    prefixes: Vec<&'static str>,
    endings: Vec<(&'static str, &'static str)>,
    science: Vec<&'static str>,
}

fn affixes() -> &'static Affixes {
    static AFFIXES: OnceLock<Affixes> = OnceLock::new();
    AFFIXES.get_or_init(|| {
        let mut out = Affixes { prefixes: Vec::new(), endings: Vec::new(), science: Vec::new() };
        for row in table::rows(include_str!("../../data/en/affixes.tsv")) {
            match row[..] {
                ["prefix", prefix, ..] => out.prefixes.push(prefix),
                ["science", ending, ..] => out.science.push(ending),
                ["ending", ending] => out.endings.push((ending, "")),
                ["ending", ending, base, ..] => out.endings.push((ending, base)),
                _ => {}
            }
        }
        out
    })
}

/// Right words that the compiled list has not (data/en/extra_words.txt, data/en/loanwords.txt).
fn extra() -> &'static FxHashSet<&'static str> {
    static EXTRA: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    EXTRA.get_or_init(|| {
        table::rows(include_str!("../../data/en/extra_words.txt"))
            .chain(table::rows(include_str!("../../data/en/loanwords.txt")))
            .flatten()
            .flat_map(str::split_whitespace)
            .collect()
    })
}

/// Whether a word in its [`plain`] form is one, or is made from one by a productive prefix or ending, or from two known ones
/// written together.
pub fn is_formed(word: &str) -> bool {
    is_word_or_suffixed(word)
        || affixes().science.iter().any(|e| word.ends_with(e))
        || affixes()
            .prefixes
            .iter()
            .any(|p| word.strip_prefix(*p).is_some_and(|w| w.len() >= 3 && is_word_or_suffixed(w)))
        || is_compound(word)
}

fn is_word_or_suffixed(word: &str) -> bool {
    rank(word).is_some()
        || extra().contains(word)
        || affixes().endings.iter().any(|(ending, base)| {
            word.strip_suffix(*ending)
                .is_some_and(|w| w.len() + base.len() >= 3 && rank(&format!("{w}{base}")).is_some())
        })
}

/// Shortest part of a compound, in letters: shorter ones would make words of many misspellings (`the` + `ir`).
const SHORTEST_PART: usize = 4;

fn is_compound(word: &str) -> bool {
    word.is_ascii()
        && (SHORTEST_PART..(word.len() + 1).saturating_sub(SHORTEST_PART)).any(|k| {
            let (a, b) = word.split_at(k);
            rank(a).is_some_and(|r| r < Rank::Name) && is_word_or_suffixed(b)
        })
}

/// The common words that one slip of the pen away from `word` (two neighbouring letters exchanged, one lost, one too many, one
/// wrong), likeliest slips first: exchanged, then lost or doubled, then wrong.
///
/// ```
/// use duikan::lexicon::words::corrections;
/// assert_eq!(corrections("goverment"), ["government"]);
/// assert_eq!(corrections("thsoe"), ["those"]);
/// ```
pub fn corrections(word: &str) -> Vec<String> {
    let mut out = Vec::new();
    if !word.is_ascii() || word.is_empty() {
        return out;
    }
    // Most of these hundreds of strings are no words, and are asked for but once.
    let mut consider = |w: &[u8]| {
        let Ok(w) = std::str::from_utf8(w) else { return };
        if w != word && find(w) == Some(Rank::Common) && !out.iter().any(|o| o == w) {
            out.push(w.to_owned());
        }
    };
    let mut bytes = word.as_bytes().to_vec();
    for k in 0..bytes.len() - 1 {
        bytes.swap(k, k + 1);
        consider(&bytes);
        bytes.swap(k, k + 1);
    }
    for k in 0..bytes.len() {
        let lost = bytes.remove(k);
        consider(&bytes);
        bytes.insert(k, lost);
    }
    for k in 0..=bytes.len() {
        bytes.insert(k, b'a');
        for letter in b'a'..=b'z' {
            bytes[k] = letter;
            consider(&bytes);
        }
        bytes.remove(k);
    }
    for k in 0..bytes.len() {
        let right = bytes[k];
        for letter in b'a'..=b'z' {
            bytes[k] = letter;
            consider(&bytes);
        }
        bytes[k] = right;
    }
    out
}
