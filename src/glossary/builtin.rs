//! The program's own term base: `data/terms/*.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Found, NUMBER, Phrase, Scanner, is_rendered};
use crate::finding::Severity;
use crate::lexicon::{Lexicon, table};
use crate::text::Chinese;

/// The tables, in the order in which their terms are numbered.
const TABLES: [&str; 10] = [
    include_str!("../../data/terms/diplomacy.tsv"),
    include_str!("../../data/terms/party.tsv"),
    include_str!("../../data/terms/state.tsv"),
    include_str!("../../data/terms/law.tsv"),
    include_str!("../../data/terms/military.tsv"),
    include_str!("../../data/terms/economy.tsv"),
    include_str!("../../data/terms/medicine.tsv"),
    include_str!("../../data/terms/science.tsv"),
    include_str!("../../data/terms/society.tsv"),
    include_str!("../../data/terms/usage.tsv"),
];

/// Renderings, made ready when they are first asked for.
#[derive(Debug)]
struct Renderings {
    texts: &'static str,
    phrases: OnceLock<Vec<Phrase>>,
}

impl Renderings {
    fn new(texts: &'static str) -> Self {
        Self { texts, phrases: OnceLock::new() }
    }

    fn get(&self) -> &[Phrase] {
        self.phrases.get_or_init(|| {
            let texts = self.texts.split('|').map(str::trim).filter(|t| !t.is_empty());
            texts.map(|t| Phrase::new(t, Lexicon::embedded())).collect()
        })
    }
}

/// A source term whose wrong rendering has political or legal force.
#[derive(Debug)]
pub struct Known {
    /// The term in simplified characters; [`NUMBER`] stands for a number.
    pub source: String,
    /// How grave a wrong rendering is.
    pub severity: Severity,
    /// What is at stake, in one short sentence.
    pub why: &'static str,
    family: &'static str,
    approved: Renderings,
    also: Renderings,
    wrong: Renderings,
}

impl Known {
    /// Established renderings, the usual one first. For the other terms of the family they are wrong.
    pub fn approved(&self) -> &[Phrase] {
        self.approved.get()
    }

    /// Renderings that may stand, but are too common to tell which term they render.
    pub fn also(&self) -> &[Phrase] {
        self.also.get()
    }

    /// Renderings that are known to be wrong.
    pub fn wrong(&self) -> &[Phrase] {
        self.wrong.get()
    }
}

/// All the terms.
#[derive(Debug)]
pub struct Builtin {
    terms: Vec<Known>,
    /// The terms of each family.
    families: FxHashMap<&'static str, Vec<usize>>,
    scanner: Scanner,
}

/// The program's own term base.
pub fn builtin() -> &'static Builtin {
    static BUILTIN: OnceLock<Builtin> = OnceLock::new();
    BUILTIN.get_or_init(Builtin::load)
}

impl Builtin {
    fn load() -> Self {
        let lexicon = Lexicon::embedded();
        let mut out = Self { terms: Vec::new(), families: FxHashMap::default(), scanner: Scanner::default() };
        for row in TABLES.into_iter().flat_map(table::rows) {
            let cell = |k: usize| row.get(k).copied().unwrap_or_default();
            for source in cell(1).split('|').map(str::trim).filter(|s| !s.is_empty()) {
                let source = source.replace('#', &NUMBER.to_string());
                out.scanner.insert(&lexicon.fold_str(&source), out.terms.len());
                out.families.entry(cell(0)).or_default().push(out.terms.len());
                out.terms.push(Known {
                    source,
                    severity: Severity::from_name(cell(5)).unwrap_or(Severity::Major),
                    why: cell(6),
                    family: cell(0),
                    approved: Renderings::new(cell(2)),
                    also: Renderings::new(cell(3)),
                    wrong: Renderings::new(cell(4)),
                });
            }
        }
        out
    }

    /// The terms, in the order of the tables.
    pub fn terms(&self) -> &[Known] {
        &self.terms
    }

    /// The terms of the family of `term` that are rendered otherwise, without itself.
    pub fn siblings(&self, term: usize) -> impl Iterator<Item = &Known> {
        let own = &self.terms[term];
        let family = self.families.get(own.family).filter(|_| own.family != "-");
        let terms = family.into_iter().flatten().map(|k| &self.terms[*k]);
        terms.filter(move |t| t.approved.texts != own.approved.texts)
    }

    /// The source terms in a text, none overlapping. A term inside a longer dictionary word counts only if the dictionary renders
    /// that word like the term.
    pub fn find(&self, zh: &Chinese, lexicon: &Lexicon) -> Vec<Found> {
        self.scanner.scan(zh, |term, word| {
            let known = &self.terms[term];
            known.approved().iter().chain(known.also()).any(|p| is_rendered(word, p, lexicon))
        })
    }
}
