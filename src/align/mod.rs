//! Which paragraphs and sentences render each other, and which words inside them.
//!
//! The recipe: dynamic programming over beads (`search`) that maximises prior, length, endings and, above all, evidence
//! both ways (`features`, `cost`), inside a corridor (`corridor`) around certain points. A first pass teaches words, names and
//! habits of the text (`learn`, `adapt`); an alignment of finer pieces votes on the boundaries of segments (`pieces`,
//! `corpus`); the second pass uses both.

mod adapt;
mod boundaries;
mod corpus;
mod corridor;
mod cost;
pub mod coverage;
mod crossing;
pub mod cues;
mod document;
mod features;
mod grams;
mod judge;
pub(crate) mod leads;
mod learn;
mod links;
mod marks;
mod names;
pub mod negations;
pub mod odds;
mod pair;
mod parts;
mod pieces;
mod place;
mod progress;
mod recipe;
pub mod score;
mod search;
pub mod support;
mod terms;
mod windows;

use std::ops::Range;

pub use document::{
    Alignment, ParagraphBead, SentenceBead, align_document, align_document_with, align_documents, kind,
};
pub use judge::{Stretch, unrelated};
pub use links::{Link, Links};
pub use pair::{Pair, is_foreign};
pub use parts::{Alone, Part};
pub use place::{Anchor, Places, Shares};
pub use progress::Progress;
pub use recipe::{Recipe, Reliability, Weights};
pub use terms::{Term, terms};

use crate::lexicon::Lexicon;
use corpus::Corpus;

/// A range of source and a range of target segments that render each other.
type Block = (Range<usize>, Range<usize>);

/// Segments of the source and of the target that render each other; one side may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Indices of source segments.
    pub source: Range<usize>,
    /// Indices of target segments.
    pub target: Range<usize>,
    /// Log-score; comparable within one alignment.
    pub score: f32,
    /// Probability that the bead is right, 0 to 1.
    pub confidence: f32,
    /// Share of the evidence that a bead of its length could give which it gives, 0 to 1: texts that render each other
    /// lie about .4 to .8, unrelated ones below .2. 0 for one-sided beads.
    pub relatedness: f32,
    /// Whether the translation puts it elsewhere, so that it crosses other beads.
    pub is_crossing: bool,
}

impl Bead {
    /// A bead whose confidence is not known yet.
    pub fn new(source: Range<usize>, target: Range<usize>, score: f32) -> Self {
        Self { source, target, score, confidence: 1.0, relatedness: 0.0, is_crossing: false }
    }

    /// Whether both sides have segments.
    pub fn is_two_sided(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// Pairs the segments of two texts. Every segment is in exactly one bead. The beads follow the order of both sides, but for
/// crossing ones, which stand where their source does.
///
/// ```
/// use duikan::{align::align, lexicon::Lexicon};
/// let source = ["第一条 本办法自公布之日起施行。", "市长 顾青", "一九五一年五月十四日"];
/// let target = ["Article 1. These Measures come into force on promulgation.", "Gu Qing, Mayor", "14 May 1951"];
/// let beads = align(&source, &target, Lexicon::embedded());
/// assert!(beads.iter().all(|b| b.source == b.target && b.source.len() == 1));
/// ```
pub fn align(source: &[&str], target: &[&str], lexicon: &Lexicon) -> Vec<Bead> {
    align_with(source, target, lexicon, &Options::default())
}

/// Where the search looks for beads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Search {
    /// Around certain points: linear time and memory.
    #[default]
    Corridor,
    /// Everywhere: time and memory grow with the product of both lengths. For tests of the corridor.
    Exact,
}

/// What an alignment is told beside the texts.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// Beads that are settled already. They are kept where they follow one another in order on both sides; one that contradicts
    /// an earlier one is left out.
    pub settled: &'a [Bead],
    /// Where to search.
    pub search: Search,
    /// What to go by.
    pub recipe: Recipe,
    /// Told how far the work has come.
    pub progress: Option<&'a Progress>,
}

/// [`align`] with options.
pub fn align_with(source: &[&str], target: &[&str], lexicon: &Lexicon, options: &Options) -> Vec<Bead> {
    let corpus = Corpus::new(source, target, lexicon, options);
    corpus.align_blocks(&[(0..source.len(), 0..target.len())]).pop().unwrap_or_default()
}
