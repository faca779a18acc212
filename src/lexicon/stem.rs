//! English words for matching: which carry content, and what their inflected forms share.

use std::cell::RefCell;
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
    thread_local! {
        static KNOWN: Memo<String> = Memo::default();
    }
    KNOWN.with(|known| {
        known.get(word, |word| {
            let word = irregular().get(word).copied().unwrap_or(word);
            Stemmer::create(Algorithm::English).stem(word).into_owned()
        })
    })
}

/// What was found out about words, kept for one thread: a text has few different words, and each is asked for again and again.
pub(super) struct Memo<T>(RefCell<FxHashMap<Box<str>, T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

/// Words that are kept before all are forgotten, so that no stream of texts fills the memory.
const KEPT: usize = 1 << 16;

impl<T: Clone> Memo<T> {
    pub(super) fn get(&self, word: &str, find: impl FnOnce(&str) -> T) -> T {
        if let Some(known) = self.0.borrow().get(word) {
            return known.clone();
        }
        let found = find(word);
        let mut map = self.0.borrow_mut();
        if map.len() >= KEPT {
            map.clear();
        }
        map.insert(word.into(), found.clone());
        found
    }

    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

/// The content words of an English text, lower case.
pub fn content_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .map(str::to_ascii_lowercase)
        .filter(|w| !is_stopword(w))
        .collect()
}

/// The inflected forms of a lower-case word, itself first: plural, past, participles, comparison, and irregular forms
/// (data/en/irregular.tsv). It does not know the part of speech, so some forms are none (`goods` of good).
pub fn forms(word: &str) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    let mut bases = vec![word.to_owned()];
    let letters: Vec<char> = word.chars().rev().collect();
    let is_vowel = |c: &char| "aeiou".contains(*c);
    if let Some(base) = word.strip_suffix('e') {
        bases = vec![base.to_owned()];
        out.push(format!("{word}s"));
    } else if let Some(base) = word.strip_suffix('y').filter(|_| letters.get(1).is_some_and(|c| !is_vowel(c)))
    {
        out.extend(["ies", "ied", "ier", "iest"].map(|e| format!("{base}{e}")));
        out.push(format!("{word}ing"));
        bases.clear();
    } else if letters.len() > 2 && !is_vowel(&letters[0]) && is_vowel(&letters[1]) && !is_vowel(&letters[2]) {
        bases.push(format!("{word}{}", letters[0]));
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|e| word.ends_with(e)) {
        out.push(format!("{word}es"));
    } else {
        out.push(format!("{word}s"));
    }
    for base in &bases {
        out.extend(["ed", "ing", "er", "est"].map(|e| format!("{base}{e}")));
    }
    out.extend(irregular().iter().filter(|(_, b)| **b == word).map(|(f, _)| (*f).to_owned()));
    out.sort_unstable();
    out.dedup();
    let first = out.iter().position(|f| f == word).unwrap_or(0);
    out.swap(0, first);
    out
}
