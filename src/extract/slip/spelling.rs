//! Words that are none, but one letter away from one.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::{Fault, Slip, push};
use crate::extract::Mention;
use crate::lexicon::words;
use crate::text::{English, Kind};

/// Shortest word that is looked at: shorter ones are abbreviations and units more often than slips.
const SHORTEST: usize = 4;

/// `known` tells words that other sources know (glosses of the dictionary, the rest of the document).
pub(super) fn find(en: &English, known: impl Fn(&str) -> bool, out: &mut Vec<Mention<Slip>>) {
    let seen: OnceCell<FxHashMap<&str, usize>> = OnceCell::new();
    let count = || {
        let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
        for k in 0..en.len() {
            *seen.entry(en.norm(k)).or_default() += 1;
        }
        seen
    };
    let is_archaic = || {
        let seen = seen.get_or_init(count);
        ["thou", "thee", "thy", "ye", "hath", "unto"].iter().any(|w| seen.contains_key(w))
    };
    for (k, token) in en.tokens().iter().enumerate() {
        let word = en.norm(k);
        if token.kind != Kind::Word
            || token.capital
            || word.len() < SHORTEST
            || !word.bytes().all(|b| b.is_ascii_lowercase())
            || en.original(k..k + 1) != word
            || is_part(en, k)
            || words::is_formed(word)
            || seen.get_or_init(count)[word] > 1
            || (is_archaic_verb(word) && is_archaic())
            || known(word)
        {
            continue;
        }
        let meant = words::corrections(word);
        if let Some(first) = meant.first() {
            let swapped = is_swap(word, first);
            let certainty = match meant.len() {
                _ if swapped => 0.9,
                1 if word.len() > 5 => 0.85,
                1 => 0.7,
                _ if word.len() > 6 => 0.75,
                _ => 0.45,
            };
            let correction = if meant.len() == 1 || swapped { first.as_str() } else { "" };
            push(out, en, k..k + 1, Fault::Misspelling, correction, certainty);
        }
    }
}

/// Whether the token is part of a longer spelling: an address, a chemical name, a compound with hyphens.
fn is_part(en: &English, k: usize) -> bool {
    let joins =
        |i: usize| !matches!(en.norm(i), "," | "." | ";" | ":" | "!" | "?" | "\"" | "'" | "(" | ")" | "—");
    (en.is_joined(k) && joins(k - 1))
        || (en.is_joined(k + 1) && joins(k + 1))
        || (en.is_joined(k + 1) && en.norm(k + 1) == "." && en.is_joined(k + 2))
        || (en.is_joined(k) && en.norm(k - 1) == "." && k > 1 && en.is_joined(k - 1))
}

/// Whether a word is a verb in the old second or third person: comest, saidst, longedst, cometh.
fn is_archaic_verb(word: &str) -> bool {
    ["est", "st", "eth", "th"].iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|base| words::rank(base).is_some() || words::rank(&format!("{base}e")).is_some())
    })
}

/// Whether two words of one length differ by an exchange of neighbours.
fn is_swap(a: &str, b: &str) -> bool {
    let differ: Vec<usize> = (0..a.len()).filter(|&k| a.as_bytes().get(k) != b.as_bytes().get(k)).collect();
    a.len() == b.len() && matches!(differ[..], [x, y] if y == x + 1 && a.as_bytes()[x] == b.as_bytes()[y])
}
