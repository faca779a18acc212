//! Usual renderings that the dictionary's glosses do not have.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::glossary::{self, Phrase};
use crate::lexicon::{EntryId, Lexicon, StemId, stem, table};

/// Stems that may render a dictionary word.
#[derive(Debug, Default)]
pub struct Renderings {
    words: FxHashMap<EntryId, Vec<StemId>>,
}

impl Renderings {
    /// Those of data/coverage/renderings.tsv and of the program's own terms.
    pub fn embedded() -> &'static Renderings {
        static RENDERINGS: OnceLock<Renderings> = OnceLock::new();
        RENDERINGS.get_or_init(Self::load)
    }

    fn load() -> Renderings {
        let lexicon = Lexicon::embedded();
        let mut all = Renderings::default();
        for row in table::rows(include_str!("../../../data/coverage/renderings.tsv")) {
            let [zh, en] = row[..] else { continue };
            for word in zh.split('|') {
                for rendering in en.split('|') {
                    for part in rendering.split_whitespace() {
                        all.add(word, &stem::stem(part), lexicon);
                    }
                }
            }
        }
        for term in glossary::builtin().terms() {
            for phrase in term.approved().iter().chain(term.also()) {
                for stem in Phrase::stems(phrase) {
                    all.add(&term.source, stem, lexicon);
                }
            }
        }
        for stems in all.words.values_mut() {
            stems.sort_unstable();
            stems.dedup();
        }
        all
    }

    fn add(&mut self, word: &str, stem: &str, lexicon: &Lexicon) {
        if let (Some(entry), Some(stem)) = (lexicon.entry(&lexicon.fold_str(word)), lexicon.stem_id(stem)) {
            self.words.entry(entry).or_default().push(stem);
        }
    }

    /// The stems that may render a word.
    pub fn of(&self, word: EntryId) -> &[StemId] {
        self.words.get(&word).map_or(&[], Vec::as_slice)
    }
}
