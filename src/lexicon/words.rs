//! The words of English: which letters make a word, and which word a misspelling was meant to be.
//!
//! `data/en/words.fst` is compiled from SCOWL by `examples/words.rs`, where source, licence and choice of lists are told.

use std::sync::OnceLock;

use fst::raw::CompiledAddr;
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
    KNOWN.with(|known| {
        known.get(word, |word| match map()?.get(word)? {
            COMMON => Some(Rank::Common),
            1 => Some(Rank::Known),
            _ => Some(Rank::Name),
        })
    })
}

/// The value of [`Rank::Common`] in the compiled list.
const COMMON: u64 = 0;

/// A place in the compiled list: a node, and the sum of the outputs on the way there.
type Place = (CompiledAddr, u64);

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
    let mut out: Vec<String> = Vec::new();
    let Some(words) = map().map(fst::Map::as_fst).filter(|_| word.is_ascii() && !word.is_empty()) else {
        return out;
    };
    let step = |(node, output): Place, byte: u8| -> Option<Place> {
        let node = words.node(node);
        let t = node.transition(node.find_input(byte)?);
        Some((t.addr, output + t.out.value()))
    };
    // Where each beginning of the word leads: hundreds of strings are tried that begin alike.
    let bytes = word.as_bytes();
    let mut places: Vec<Place> = vec![(words.root().addr(), 0)];
    places.extend(bytes.iter().scan(places[0], |place, b| {
        *place = step(*place, *b)?;
        Some(*place)
    }));
    // The word with what stands from `k` to `end` changed to `middle`.
    let mut consider = |k: usize, middle: &[u8], end: usize| {
        let Some(&place) = places.get(k) else { return };
        let rest = middle.iter().chain(&bytes[end..]);
        let Some((node, output)) = rest.copied().try_fold(place, step) else { return };
        let node = words.node(node);
        if !node.is_final() || output + node.final_output().value() != COMMON {
            return;
        }
        let middle = middle.iter().map(|b| char::from(*b));
        let changed: String = word[..k].chars().chain(middle).chain(word[end..].chars()).collect();
        if changed != word && !out.contains(&changed) {
            out.push(changed);
        }
    };
    for k in 0..bytes.len() - 1 {
        consider(k, &[bytes[k + 1], bytes[k]], k + 2);
    }
    for k in 0..bytes.len() {
        consider(k, &[], k + 1);
    }
    for k in 0..=bytes.len() {
        (b'a'..=b'z').for_each(|letter| consider(k, &[letter], k));
    }
    for k in 0..bytes.len() {
        (b'a'..=b'z').for_each(|letter| consider(k, &[letter], k + 1));
    }
    out
}
