//! How sure a bead is, judged after the search.

use std::ops::Range;

use super::Bead;
use super::cost::Gains;
use super::features::{Direction, Features};
use super::search::Votes;

/// Fills in relatedness and confidence of all beads.
pub(super) fn fill_in(blocks: &mut [Vec<Bead>], features: &Features, votes: &Votes) {
    let mut scale = Scale::new(features);
    for bead in blocks.iter_mut().flatten() {
        if bead.is_two_sided() {
            bead.relatedness = scale.weigh(&bead.source, &bead.target).0;
        }
        bead.confidence = confidence(bead, votes);
    }
}

/// Weighs how much segments of the two sides have to do with each other.
pub(super) struct Scale<'a> {
    features: &'a Features,
    to_target: Gains,
    to_source: Gains,
    seen: Vec<u32>,
    epoch: u32,
}

impl<'a> Scale<'a> {
    pub(super) fn new(features: &'a Features) -> Self {
        let units = features.to_target.share.len().max(features.to_source.share.len());
        Self {
            features,
            to_target: Gains::new(&features.to_target),
            to_source: Gains::new(&features.to_source),
            seen: vec![u32::MAX; units],
            epoch: 0,
        }
    }

    /// Relatedness of some source and target segments, and the evidence (in nats) that they could give.
    pub(super) fn weigh(&mut self, source: &Range<usize>, target: &Range<usize>) -> (f32, f32) {
        let (mut given, mut possible) = (0.0, 0.0);
        for (direction, gains, own, other) in [
            (&self.features.to_target, &self.to_target, target, source),
            (&self.features.to_source, &self.to_source, source, target),
        ] {
            let (got, all) = evidence(direction, gains, own, other, &mut self.seen, self.epoch);
            self.epoch += 1;
            given += got;
            possible += all;
        }
        (if possible > 0.0 { given / possible } else { 0.0 }, possible)
    }
}

/// Evidence that the units of `own` segments get from `other` segments, and what they would get if all were explained.
fn evidence(
    direction: &Direction,
    gains: &Gains,
    own: &Range<usize>,
    other: &Range<usize>,
    seen: &mut [u32],
    epoch: u32,
) -> (f32, f32) {
    for k in other.clone() {
        for &u in direction.explained.get(k) {
            seen[u as usize] = epoch;
        }
    }
    let (mut got, mut possible) = (0.0, 0.0);
    for k in own.clone() {
        for &u in direction.units.get(k) {
            let gain = gains.of(u)[0];
            possible += gain;
            if seen[u as usize] == epoch {
                got += gain;
            }
        }
    }
    (got, possible)
}

/// Probability that a bead is right: a logistic model of whether both its corners are those of the finer alignment, of its type
/// and of its relatedness. Fitted on the development sets of docs/evaluation.md, each weighing the same; reliability table
/// there.
fn confidence(bead: &Bead, votes: &Votes) -> f32 {
    let corner = |i, j| (i, j) == (0, 0) || votes.has(i, j);
    let agreed = corner(bead.source.start, bead.target.start) && corner(bead.source.end, bead.target.end);
    let mut logit = 2.6 + if agreed { 2.2 } else { 0.0 };
    if bead.is_two_sided() {
        logit += 5.4 * bead.relatedness - 5.6;
        if bead.source.len() == 1 && bead.target.len() == 1 {
            logit += 1.7;
        }
    }
    1.0 / (1.0 + (-logit).exp())
}

/// The same for a crossing bead of two segments, for whose corners nothing votes.
pub(super) fn confidence_of_crossing(relatedness: f32) -> f32 {
    let bead = Bead { relatedness, ..Bead::new(1..2, 1..2, 0.0) };
    confidence(&bead, &Votes::default())
}

/// A run of beads that hardly render each other: a missing chapter, a wrong file, text in another order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Source segments.
    pub source: Range<usize>,
    /// Target segments.
    pub target: Range<usize>,
}

/// Fewest beads of a stretch, and least length in characters of either side.
const STRETCH: (usize, usize) = (5, 200);
/// Mean relatedness below which a stretch is reported; of 3,000 pairs of sentences that render each other one in a hundred lies
/// below, of unrelated ones three in four (docs/evaluation.md).
const UNRELATED: f32 = 0.3;

/// Stretches that look unrelated. `lengths` are those of the source and target segments in characters.
pub fn unrelated(beads: &[Bead], lengths: (&[usize], &[usize])) -> Vec<Stretch> {
    let mean = beads.iter().map(|b| b.relatedness).sum::<f32>() / beads.len().max(1) as f32;
    if beads.len() >= STRETCH.0 && mean < UNRELATED {
        return vec![Stretch { source: 0..lengths.0.len(), target: 0..lengths.1.len() }];
    }
    let mut out = Vec::new();
    let mut k = 0;
    while k < beads.len() {
        // A stretch begins at a bead that renders nothing, and goes on while the mean over it and the next stays low.
        let mut end = k;
        while end < beads.len() && beads[end].relatedness < UNRELATED {
            end += 1;
        }
        if end > k {
            let run = &beads[k..end];
            let stretch = Stretch {
                source: run[0].source.start..run[run.len() - 1].source.end,
                target: run[0].target.start..run[run.len() - 1].target.end,
            };
            let length = |l: &[usize], r: &Range<usize>| l[r.clone()].iter().sum::<usize>();
            let longest = length(lengths.0, &stretch.source).max(length(lengths.1, &stretch.target) / 2);
            if run.len() >= STRETCH.0 && longest >= STRETCH.1 {
                out.push(stretch);
            }
        }
        k = end.max(k + 1);
    }
    out
}
