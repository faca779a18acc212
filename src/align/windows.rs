//! Long blocks searched in overlapping windows, side by side, so that all cores work and memory stays small.

use std::ops::Range;

use rayon::prelude::*;

use super::Bead;
use super::search::{self, Corridor, Ends, Problem};

/// Rows searched in one piece; longer blocks are searched in windows, side by side.
const WINDOW: usize = 2_000;
/// Rows that two windows share. Their paths meet long before its middle.
const OVERLAP: usize = 200;

/// Searches a block, in windows that overlap if it is long. Two windows are joined at a corner that both paths pass, nearest
/// to the middle of the overlap; if there is none, both are searched again as one.
pub(super) fn search_block(
    problem: &Problem,
    rows: &Range<usize>,
    columns: &Range<usize>,
    corridor: &Corridor,
) -> Vec<Bead> {
    let n = rows.len();
    let count = n.div_ceil(WINDOW).max(1);
    let bounds =
        |w: usize| (w * WINDOW).saturating_sub(if w > 0 { OVERLAP } else { 0 })..((w + 1) * WINDOW).min(n);
    let run = |local: Range<usize>| -> Vec<Bead> {
        let (from, to) = (corridor.low[local.start] as usize, corridor.high[local.end] as usize);
        let part = Corridor {
            low: corridor.low[local.start..=local.end].iter().map(|c| c - from as u32).collect(),
            high: corridor.high[local.start..=local.end].iter().map(|c| c - from as u32).collect(),
        };
        let ends = Ends { fixed_start: local.start == 0, fixed_end: local.end == n };
        search::search(
            problem,
            rows.start + local.start..rows.start + local.end,
            columns.start + from..columns.start + to,
            &part,
            ends,
        )
    };
    let mut windows: Vec<(Range<usize>, Vec<Bead>)> = (0..count)
        .into_par_iter()
        .map(|w| {
            let beads = run(bounds(w));
            if let Some(progress) = problem.progress {
                progress.add(n.min((w + 1) * WINDOW) - w * WINDOW);
            }
            (bounds(w), beads)
        })
        .collect();
    let mut windows = windows.drain(..);
    let Some((mut range, mut beads)) = windows.next() else { return Vec::new() };
    for (next_range, next) in windows {
        let middle = rows.start + (next_range.start + range.end) / 2;
        let corner = |b: &Bead| (b.source.end, b.target.end);
        let ours: rustc_hash::FxHashMap<(usize, usize), usize> = beads
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, b)| b.source.end >= rows.start + next_range.start)
            .map(|(k, b)| (corner(b), k))
            .collect();
        let meeting = next
            .iter()
            .enumerate()
            .take_while(|(_, b)| b.source.end <= rows.start + range.end)
            .filter_map(|(k, b)| ours.get(&corner(b)).map(|o| (b.source.end.abs_diff(middle), *o, k)))
            .min();
        match meeting {
            Some((_, ours, theirs)) => {
                beads.truncate(ours + 1);
                beads.extend(next.into_iter().skip(theirs + 1));
                range = range.start..next_range.end;
            }
            None => {
                range = range.start..next_range.end;
                beads = run(range.clone());
            }
        }
    }
    beads
}
