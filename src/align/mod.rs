//! Which paragraphs and sentences render each other, and which words inside them.

mod cost;
mod document;
mod features;
mod learn;
mod links;
mod marks;
mod names;
mod numbers;
mod pair;
mod search;

use std::ops::Range;

pub use document::{Alignment, ParagraphBead, SentenceBead, align_document, kind};
pub use links::{Link, Links};
pub use pair::Pair;

use rayon::prelude::*;

use crate::lexicon::Lexicon;
use cost::{Gains, Weights};
use features::{Features, Reliability, Texts};
use search::{Corridor, Problem};

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
}

impl Bead {
    /// A bead.
    pub fn new(source: Range<usize>, target: Range<usize>, score: f32) -> Self {
        Self { source, target, score, confidence: 1.0 }
    }

    /// Whether both sides have segments.
    pub fn is_two_sided(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// Pairs the segments of two texts. The beads cover both sides in order.
pub fn align(source: &[&str], target: &[&str], lexicon: &Lexicon) -> Vec<Bead> {
    let corpus = Corpus::new(source, target, lexicon);
    corpus.align_blocks(&[(0..source.len(), 0..target.len())]).pop().unwrap_or_default()
}

/// The segments of both sides, read; blocks of them are aligned with statistics and learned words of all.
pub(crate) struct Corpus<'a> {
    texts: Texts,
    lexicon: &'a Lexicon,
}

impl<'a> Corpus<'a> {
    pub(crate) fn new(source: &[&str], target: &[&str], lexicon: &'a Lexicon) -> Self {
        Self { texts: Texts::new(source, target, lexicon), lexicon }
    }

    /// Beads of each block, a range of source and a range of target segments; indices are those of the whole corpus.
    ///
    /// Two passes of the same search: the second knows the words that the first one's beads taught it, and how well
    /// quotation marks agree.
    pub(crate) fn align_blocks(&self, blocks: &[(Range<usize>, Range<usize>)]) -> Vec<Vec<Bead>> {
        let weights = Weights::default();
        let rho = Reliability::default();
        let first = Features::new(&self.texts, self.lexicon, &rho, None);
        let total = |l: &[f32]| l.iter().sum::<f32>();
        let ratio = (total(&first.target_len) / total(&first.source_len).max(1.0)).max(0.1);
        let beads: Vec<Bead> =
            pass(&first, blocks, &weights, ratio, [[0.0; 2]; 2]).into_iter().flatten().collect();
        let learned = learn::learn(&first, &beads);
        let ratio = paired_ratio(&first, &beads).unwrap_or(ratio);
        let quotes = quote_agreement(&first, &beads);
        let second = Features::new(&self.texts, self.lexicon, &rho, Some(&learned));
        pass(&second, blocks, &weights, ratio, quotes)
    }
}

fn pass(
    features: &Features,
    blocks: &[(Range<usize>, Range<usize>)],
    weights: &Weights,
    ratio: f32,
    quotes: [[f32; 2]; 2],
) -> Vec<Vec<Bead>> {
    let mean = |l: &[f32], more: f32| l.iter().sum::<f32>() / l.len().max(1) as f32 + more;
    let to_target = Gains::new(&features.to_target);
    let to_source = Gains::new(&features.to_source);
    let explaining = features.to_source.explained.inverted(features.to_source.share.len());
    let problem = Problem {
        features,
        to_target: &to_target,
        to_source: &to_source,
        explaining: &explaining,
        weights,
        ratio,
        mean: (mean(&features.source_len, 1.0), mean(&features.target_len, ratio)),
        quotes,
    };
    blocks
        .par_iter()
        .map(|(rows, columns)| {
            let corridor = Corridor::full(rows.len(), columns.len());
            search::search(&problem, rows.clone(), columns.clone(), &corridor)
        })
        .collect()
}

/// Target characters for a source character in the two-sided beads.
fn paired_ratio(features: &Features, beads: &[Bead]) -> Option<f32> {
    let (mut z, mut e) = (0.0, 0.0);
    for b in beads.iter().filter(|b| b.is_two_sided()) {
        z += features.source_len[b.source.clone()].iter().sum::<f32>();
        e += features.target_len[b.target.clone()].iter().sum::<f32>();
    }
    (z > 0.0 && e > 0.0).then(|| e / z)
}

/// Log-odds that the two sides agree on being inside quotation marks where a bead ends; nothing where too few beads tell.
fn quote_agreement(features: &Features, beads: &[Bead]) -> [[f32; 2]; 2] {
    let mut count = [[1.0f32; 2]; 2];
    for b in beads {
        let (s, t) = (features.source_quote[b.source.end], features.target_quote[b.target.end]);
        count[usize::from(s)][usize::from(t)] += 1.0;
    }
    let agree = count[0][0] + count[1][1];
    let differ = count[0][1] + count[1][0];
    let inside = count[1][1];
    if inside < 3.0 {
        return [[0.0; 2]; 2];
    }
    let odds = (agree / differ).ln().clamp(0.0, 3.0);
    [[0.0, -odds], [-odds, 0.0]]
}
