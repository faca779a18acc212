//! The passes of an alignment over the segments of a text or of many blocks of one.

use std::ops::Range;

use rayon::prelude::*;

use super::boundaries::{self, Part};
use super::cost::Gains;
use super::features::{Features, Texts};
use super::learn::{self, Learned};
use super::recipe::Weights;
use super::search::{Corridor, Problem, Votes};
use super::{Bead, Block, Options, Progress, Search, adapt, corridor, crossing, judge, windows};
use crate::lexicon::Lexicon;

/// The segments of both sides, read; blocks of them are aligned with statistics and learned words of all.
pub(super) struct Corpus<'a> {
    source: &'a [&'a str],
    target: &'a [&'a str],
    lexicon: &'a Lexicon,
    options: &'a Options<'a>,
}

/// What one pass of the search goes by.
struct Pass<'a> {
    features: &'a Features,
    weights: &'a Weights,
    ratio: f32,
    quotes: [[f32; 2]; 2],
    votes: &'a Votes,
    /// Where to search in each block; around certain points unless told.
    corridors: Option<&'a [Corridor]>,
    /// Told of every source segment that is done with.
    progress: Option<&'a Progress>,
}

impl<'a> Corpus<'a> {
    pub(super) fn new(
        source: &'a [&'a str],
        target: &'a [&'a str],
        lexicon: &'a Lexicon,
        options: &'a Options<'a>,
    ) -> Self {
        Self { source, target, lexicon, options }
    }

    /// Beads of each block; indices are those of the whole corpus.
    pub(super) fn align_blocks(&self, blocks: &[Block]) -> Vec<Vec<Bead>> {
        let fixed = self.options.settled;
        if let Some(progress) = self.options.progress {
            progress.expect(PASSES * self.source.len());
        }
        let texts = Texts::new(self.source, self.target, self.lexicon);
        let parts: Vec<Vec<Part>> = blocks.iter().map(|b| boundaries::cut(&texts, b, fixed)).collect();
        let open: Vec<Block> = parts
            .iter()
            .flatten()
            .filter_map(|p| match p {
                Part::Search(block) => Some(block.clone()),
                Part::Settled(_) => None,
            })
            .collect();
        let (found, features) = self.search(texts, &open);
        let mut found = found.into_iter();
        let mut scale = judge::Scale::new(&features);
        let mut beads: Vec<Vec<Bead>> = parts
            .into_iter()
            .map(|parts| {
                parts
                    .into_iter()
                    .flat_map(|p| match p {
                        Part::Search(_) => found.next().unwrap_or_default(),
                        Part::Settled(bead) => {
                            let relatedness = scale.weigh(&bead.source, &bead.target).0;
                            vec![Bead { relatedness, ..bead }]
                        }
                    })
                    .collect()
            })
            .collect();
        beads.iter_mut().for_each(|beads| crossing::cross(beads, &features, &mut scale));
        beads
    }

    /// Two passes of the same search: the second knows the words that the first one's beads taught it, the habits of the text,
    /// and how finer pieces align.
    fn search(&self, texts: Texts, blocks: &[Block]) -> (Vec<Vec<Bead>>, Features) {
        let Options { recipe, search, progress, .. } = self.options;
        let everywhere = (*search == Search::Exact)
            .then(|| blocks.iter().map(|(r, c)| Corridor::full(r.len(), c.len())).collect::<Vec<_>>());
        let everywhere = everywhere.as_deref();
        let weights = &recipe.weights;
        let first = Features::new(&texts, self.lexicon, &recipe.reliability, None);
        let total = |l: &[f32]| l.iter().sum::<f32>();
        let ratio = (total(&first.target_len) / total(&first.source_len).max(1.0)).max(0.1);
        let coarse = run(
            &Pass {
                features: &first,
                weights,
                ratio,
                quotes: [[0.0; 2]; 2],
                votes: &Votes::default(),
                corridors: everywhere,
                progress: *progress,
            },
            blocks,
        );
        let beads: Vec<Bead> = coarse.iter().flatten().cloned().collect();
        let learned = if recipe.learns { learn::learn(&first, &beads) } else { Learned::default() };
        let mut weights = weights.clone();
        let (mut ratio, mut quotes) = (ratio, [[0.0; 2]; 2]);
        if recipe.adapts {
            ratio = adapt::paired_ratio(&first, &beads).unwrap_or(ratio);
            quotes = adapt::quote_agreement(&first, &beads);
            weights.one_sided = adapt::one_sided_prior(&beads, weights.one_sided);
        }
        let second = first.taught(&learned, &recipe.reliability);
        let votes = match recipe.votes {
            true => self.votes(&texts, &coarse, &learned, ratio),
            false => Votes::default(),
        };
        // A book's texts weigh more than its features.
        drop(texts);
        let near: Vec<Corridor> = blocks
            .iter()
            .zip(&coarse)
            .map(|((r, c), beads)| {
                let inside = |r: Range<usize>, c: Range<usize>| Corridor::full(r.len(), c.len());
                along(beads, SECOND_THOUGHTS, |i| i - r.start, |j| j - c.start, r.len(), c.len(), inside)
            })
            .collect();
        let mut out = run(
            &Pass {
                features: &second,
                weights: &weights,
                ratio,
                quotes,
                votes: &votes,
                corridors: everywhere.or(Some(&near)),
                progress: *progress,
            },
            blocks,
        );
        judge::fill_in(&mut out, &second, &votes);
        (out, second)
    }

    /// Aligns the pieces of all segments near a path, and notes the corners of whole segments that the pieces' path passes. A book
    /// is cut into stretches, side by side, since its pieces with their features would fill the memory.
    fn votes(&self, texts: &Texts, path: &[Vec<Bead>], learned: &Learned, ratio: f32) -> Votes {
        let mut stretches: Vec<Vec<&[Bead]>> = vec![Vec::new()];
        let mut room = STRETCH;
        for run in path.iter().flat_map(|beads| beads.chunks(STRETCH)) {
            if run.len() > room {
                stretches.push(Vec::new());
                room = STRETCH;
            }
            room -= run.len();
            stretches.last_mut().expect("there is one").push(run);
        }
        let corners: Vec<Vec<(usize, usize)>> = stretches
            .par_iter()
            .map(|runs| {
                let corners = self.corners(texts, runs, learned, ratio);
                if let Some(progress) = self.options.progress {
                    progress.add(runs.iter().copied().flatten().map(|b| b.source.len()).sum());
                }
                corners
            })
            .collect();
        let mut votes = Votes { columns: vec![Vec::new(); self.source.len() + 1] };
        for (i, j) in corners.into_iter().flatten() {
            votes.columns[i].push(j as u32);
        }
        votes
    }

    /// The corners of whole segments that an alignment of the pieces of some runs of beads passes.
    fn corners(&self, texts: &Texts, runs: &[&[Bead]], learned: &Learned, ratio: f32) -> Vec<(usize, usize)> {
        let blocks: Vec<Block> = runs
            .iter()
            .filter_map(|r| r.first().zip(r.last()))
            .map(|(a, b)| (a.source.start..b.source.end, a.target.start..b.target.end))
            .collect();
        let pieces = texts.pieces(&blocks);
        let features =
            Features::new(&pieces.texts, self.lexicon, &self.options.recipe.reliability, Some(learned));
        let (source, target) = (&pieces.source, &pieces.target);
        let fine: Vec<Block> = blocks
            .iter()
            .map(|(r, c)| {
                (source.before(r.start)..source.before(r.end), target.before(c.start)..target.before(c.end))
            })
            .collect();
        let corridors: Vec<Corridor> = runs
            .iter()
            .zip(&fine)
            .map(|(beads, (rows, columns))| {
                let row = |i| source.before(i) - rows.start;
                let column = |j| target.before(j) - columns.start;
                let inside = |r: Range<usize>, c: Range<usize>| {
                    let (r, c) = (
                        rows.start + r.start..rows.start + r.end,
                        columns.start + c.start..columns.start + c.end,
                    );
                    corridor::corridor(&features, &r, &c)
                };
                along(beads, STRAY, row, column, rows.len(), columns.len(), inside)
            })
            .collect();
        let paths = run(
            &Pass {
                features: &features,
                weights: &self.options.recipe.weights.of_pieces(),
                ratio,
                quotes: [[0.0; 2]; 2],
                votes: &Votes::default(),
                corridors: Some(&corridors),
                progress: None,
            },
            &fine,
        );
        paths
            .iter()
            .flatten()
            .filter_map(|b| Some((source.segment(b.source.end)?, target.segment(b.target.end)?)))
            .collect()
    }
}

/// The passes over a text that count as progress: two of whole segments, one of pieces.
const PASSES: usize = 3;
/// Beads whose pieces are aligned in one go.
const STRETCH: usize = 4_000;
/// Beads on either side of a bead that a finer alignment may stray into.
const STRAY: usize = 2;
/// Beads on either side of a bead of the first pass that the second may stray into.
const SECOND_THOUGHTS: usize = 12;

/// How far into a bead of very many pieces its neighbours may stray, in pieces.
const STRAY_WIDE: usize = 160;

/// The corridor along a path, in the (finer) grid that `row` and `column` lead to. `inside` gives that of a bead of very many pieces, as an
/// enormous paragraph has, whose whole grid would take the square of its length.
fn along(
    beads: &[Bead],
    stray: usize,
    row: impl Fn(usize) -> usize,
    column: impl Fn(usize) -> usize,
    rows: usize,
    columns: usize,
    inside: impl Fn(Range<usize>, Range<usize>) -> Corridor,
) -> Corridor {
    let mut low = vec![columns as u32; rows + 1];
    let mut high = vec![0u32; rows + 1];
    let cell =
        |b: &Bead| (row(b.source.start)..row(b.source.end), column(b.target.start)..column(b.target.end));
    let wide: Vec<bool> = beads
        .iter()
        .map(cell)
        .map(|(rows, columns)| rows.len() * columns.len() > corridor::RECTANGLE)
        .collect();
    for (k, bead) in beads.iter().enumerate() {
        let (own_rows, own_columns) = cell(bead);
        if wide[k] {
            let own = inside(own_rows.clone(), own_columns.clone());
            for (n, r) in (own_rows.start..=own_rows.end).enumerate() {
                low[r] = low[r].min(own_columns.start as u32 + own.low[n]);
                high[r] = high[r].max(own_columns.start as u32 + own.high[n]);
            }
            continue;
        }
        // No further than a little way into the next wide bead.
        let before = (k.saturating_sub(stray)..k).rev().find(|o| wide[*o]);
        let behind = (k + 1..beads.len().min(k + stray + 1)).find(|o| wide[*o]);
        let from = match before {
            Some(o) => {
                column(beads[o].target.end).saturating_sub(STRAY_WIDE).max(column(beads[o].target.start))
            }
            None => column(beads[k.saturating_sub(stray)].target.start),
        };
        let to = match behind {
            Some(o) => (column(beads[o].target.start) + STRAY_WIDE).min(column(beads[o].target.end)),
            None => column(beads[(k + stray).min(beads.len() - 1)].target.end),
        };
        for r in own_rows.start..=own_rows.end {
            low[r] = low[r].min(from as u32);
            high[r] = high[r].max(to as u32);
        }
    }
    low[0] = 0;
    high[rows] = columns as u32;
    Corridor { low, high }.rising()
}

fn run(pass: &Pass, blocks: &[Block]) -> Vec<Vec<Bead>> {
    let features = pass.features;
    let mean = |l: &[f32], more: f32| l.iter().sum::<f32>() / l.len().max(1) as f32 + more;
    let to_target = Gains::new(&features.to_target);
    let to_source = Gains::new(&features.to_source);
    let explaining = features.to_source.explained.inverted(features.to_source.share.len());
    let problem = Problem {
        features,
        to_target: &to_target,
        to_source: &to_source,
        explaining: &explaining,
        weights: pass.weights,
        ratio: pass.ratio,
        mean: (mean(&features.source_len, 1.0), mean(&features.target_len, pass.ratio)),
        quotes: pass.quotes,
        votes: pass.votes,
        progress: pass.progress,
    };
    blocks
        .par_iter()
        .enumerate()
        .map(|(k, (rows, columns))| match &pass.corridors {
            Some(corridors) => windows::search_block(&problem, rows, columns, &corridors[k]),
            None => {
                windows::search_block(&problem, rows, columns, &corridor::corridor(features, rows, columns))
            }
        })
        .collect()
}
