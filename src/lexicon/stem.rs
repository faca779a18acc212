//! English words for matching: which carry content, and what their inflected forms share.

use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::table;

fn stopwords() -> &'static FxHashSet<&'static str> {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        table::rows(include_str!("../../data/en/stopwords.txt"))
            .flatten()
            .flat_map(str::split_whitespace)
            .collect()
    })
}

fn irregular() -> &'static FxHashMap<&'static str, &'static str> {
    static FORMS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    FORMS.get_or_init(|| {
        table::rows(include_str!("../../data/en/irregular.tsv"))
            .filter_map(|r| Some((*r.first()?, *r.get(1)?)))
            .collect()
    })
}

/// Whether a lower-case word has no content of its own (data/en/stopwords.txt).
pub fn is_stopword(word: &str) -> bool {
    word.len() < 2 || stopwords().contains(word)
}

/// The stem of a lower-case word: its base form if it is irregular (data/en/irregular.tsv), then Porter's second algorithm.
pub fn stem(word: &str) -> String {
    let word = irregular().get(word).copied().unwrap_or(word);
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// The content words of an English text, lower case.
pub fn content_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .map(str::to_ascii_lowercase)
        .filter(|w| !is_stopword(w))
        .collect()
}
