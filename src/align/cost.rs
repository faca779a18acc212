//! The score of a bead: prior of its type, length, and evidence. All scores are natural logarithms.

use std::cell::RefCell;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::features::Direction;

/// Most segments on a side of an ordinary bead, and on both sides together.
pub(super) const SIDE: usize = 6;
/// Most segments of both sides of an ordinary bead together.
pub(super) const BOTH: usize = 8;
/// Most segments on the many side of a 1-n or n-1 bead.
pub(super) const LONG: usize = 24;

/// Bead counts of four hand-aligned Chinese novels' development chapters, smoothed; what is not listed counts 0.5.
const COUNTS: [((usize, usize), f32); 16] = [
    ((1, 1), 832.0),
    ((1, 2), 282.0),
    ((1, 3), 74.0),
    ((2, 1), 67.0),
    ((1, 4), 30.0),
    ((2, 2), 25.0),
    ((2, 3), 12.0),
    ((1, 5), 5.0),
    ((3, 2), 4.0),
    ((2, 4), 4.0),
    ((3, 1), 5.0),
    ((3, 3), 2.0),
    ((4, 1), 1.5),
    ((5, 1), 0.7),
    ((4, 2), 0.7),
    ((1, 6), 2.0),
];

/// Log-prior of the ordinary bead type a-b, of at most [`SIDE`] segments a side.
pub(super) fn prior(a: usize, b: usize) -> f32 {
    // The search asks for every cell.
    static PRIORS: OnceLock<[[f32; SIDE + 1]; SIDE + 1]> = OnceLock::new();
    PRIORS.get_or_init(priors)[a][b]
}

fn priors() -> [[f32; SIDE + 1]; SIDE + 1] {
    let count = |t: (usize, usize)| COUNTS.iter().find(|(k, _)| *k == t).map_or(0.5, |(_, n)| *n);
    let mut total = 1.0;
    for x in 1..=SIDE {
        for y in 1..=SIDE {
            if x + y <= BOTH {
                total += count((x, y));
            }
        }
    }
    std::array::from_fn(|a| std::array::from_fn(|b| (count((a, b)) / total).ln()))
}

/// Steps of the gain tables: bead length in quarters of a mean segment, up to eight segments.
pub(super) const STEPS: usize = 32;

/// What a unit adds to the score of a bead that explains it, by the length of the bead's explaining side.
///
/// With reliability ρ, share q of text that would explain the unit by chance, and length k in mean segments:
/// c = 1 − (1−q)^k, gain = ln((ρ + (1−ρ)c) / c) − ln(1−ρ). A rare unit in a short bead gains most.
pub(super) struct Gains {
    rows: Vec<[f32; STEPS]>,
    row_of: Vec<u32>,
    /// −ln(1−ρ) of each unit: what a one-sided bead is spared.
    pub spared: Vec<f32>,
}

/// Shares are told apart in this many steps an e-fold; finer changes no decision.
const SHARE_STEPS: f32 = 12.0;

/// The gains of units of that reliability whose share is the `step`th.
fn row(rho: f32, step: f32) -> [f32; STEPS] {
    thread_local! {
        // There are few reliabilities, and some 140 steps.
        static ROWS: RefCell<FxHashMap<(u32, i32), [f32; STEPS]>> = RefCell::default();
    }
    let find = || {
        let q = (step / SHARE_STEPS).exp().min(0.97);
        let mut row = [0.0; STEPS];
        for (k, slot) in row.iter_mut().enumerate() {
            let c = (1.0 - (1.0 - q).powf((k + 1) as f32 / 4.0)).clamp(1e-5, 0.999);
            *slot = ((rho + (1.0 - rho) * c) / c).ln() - (1.0 - rho).ln();
        }
        row
    };
    ROWS.with_borrow_mut(|rows| *rows.entry((rho.to_bits(), step as i32)).or_insert_with(find))
}

impl Gains {
    pub(super) fn new(direction: &Direction) -> Self {
        let mut rows = vec![[0.0; STEPS]];
        let mut known = FxHashMap::<(u32, i32), u32>::default();
        let mut row_of = Vec::with_capacity(direction.share.len());
        let mut spared = Vec::with_capacity(direction.share.len());
        for (&rho, &share) in direction.reliability.iter().zip(&direction.share) {
            if rho <= 0.0 {
                row_of.push(0);
                spared.push(0.0);
                continue;
            }
            let step = (share.clamp(1e-5, 0.97).ln() * SHARE_STEPS).round();
            let row = *known.entry((rho.to_bits(), step as i32)).or_insert_with(|| {
                rows.push(row(rho, step));
                rows.len() as u32 - 1
            });
            row_of.push(row);
            spared.push(-(1.0 - rho).ln());
        }
        Self { rows, row_of, spared }
    }

    /// Gains of a unit by step of length.
    pub(super) fn of(&self, unit: u32) -> &[f32; STEPS] {
        &self.rows[self.row_of[unit as usize] as usize]
    }
}

/// The step of a bead side's length in the gain tables.
pub(super) fn step(length: f32, mean: f32) -> usize {
    ((length / mean * 4.0).round() as usize).clamp(1, STEPS) - 1
}
