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
            let parts = en.split('|').flat_map(str::split_whitespace);
            let stems: Vec<StemId> = parts.filter_map(|p| lexicon.stem_id(&stem::stem(p))).collect();
            for entry in zh.split('|').filter_map(|w| lexicon.entry(&lexicon.fold_str(w))) {
                all.words.entry(entry).or_default().extend(&stems);
            }
        }
        for term in glossary::builtin().terms() {
            let Some(entry) = lexicon.entry(&lexicon.fold_str(&term.source)) else { continue };
            let phrases = term.approved().iter().chain(term.also());
            let stems = phrases.flat_map(Phrase::stems).filter_map(|s| lexicon.stem_id(s));
            all.words.entry(entry).or_default().extend(stems);
        }
        for stems in all.words.values_mut() {
            stems.sort_unstable();
            stems.dedup();
        }
        all
    }

    /// The stems that may render a word.
    pub fn of(&self, word: EntryId) -> &[StemId] {
        self.words.get(&word).map_or(&[], Vec::as_slice)
    }
}
