//! What the first pass tells about the text at hand: its ratio of lengths, how often a segment stands alone, and whether
//! quotation marks can be trusted.

use super::Bead;
use super::features::Features;

/// Log-prior of a one-sided bead from how many the first pass found, with the weight of [`PRIOR_BEADS`] beads for the
/// general one.
pub(super) fn one_sided_prior(beads: &[Bead], general: f32) -> f32 {
    let found = beads.iter().filter(|b| !b.is_two_sided()).count() as f32;
    let share = (found + PRIOR_BEADS * general.exp()) / (beads.len() as f32 + PRIOR_BEADS);
    share.ln().clamp(ONE_SIDED.0, ONE_SIDED.1)
}

/// Bounds of that prior: no text is so clean that none may occur, none so torn that most beads are.
const ONE_SIDED: (f32, f32) = (-5.0, -2.5);

/// Beads that the general prior of one-sided beads counts for beside those of the text.
const PRIOR_BEADS: f32 = 30.0;

/// Target characters for a source character in the two-sided beads.
pub(super) fn paired_ratio(features: &Features, beads: &[Bead]) -> Option<f32> {
    let (mut z, mut e) = (0.0, 0.0);
    for b in beads.iter().filter(|b| b.is_two_sided()) {
        z += features.source_len[b.source.clone()].iter().sum::<f32>();
        e += features.target_len[b.target.clone()].iter().sum::<f32>();
    }
    (z > 0.0 && e > 0.0).then(|| e / z)
}

/// Log-odds that the two sides agree on being inside quotation marks where a bead ends; nothing where too few beads tell.
pub(super) fn quote_agreement(features: &Features, beads: &[Bead]) -> [[f32; 2]; 2] {
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
