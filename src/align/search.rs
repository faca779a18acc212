//! The best sequence of beads inside a corridor, by dynamic programming over prefixes of both sides.
//!
//! Row *i*, column *j* stand for the first *i* source and *j* target segments. Everything a cell needs is built row by row
//! from sums: the gain of a unit depends on the bead only through the length of its explaining side and through how far back
//! the nearest segment lies that explains it, so that a row costs its cells times the units of a segment, whatever the
//! number of bead types.

use super::Bead;
use super::cost::{BOTH, Gains, LONG, SIDE, STEPS, prior, step};
use super::features::{Features, Lists};
use super::marks::{AGREEMENT, INNER};
use super::progress::Progress;
use super::recipe::Weights;

/// Everything that the search asks of a pair of texts.
pub(super) struct Problem<'a> {
    pub features: &'a Features,
    pub to_target: &'a Gains,
    pub to_source: &'a Gains,
    /// For each Chinese unit the target segments that explain it.
    pub explaining: &'a Lists,
    pub weights: &'a Weights,
    /// Target characters for a source character.
    pub ratio: f32,
    /// Mean lengths of segments.
    pub mean: (f32, f32),
    /// Score of ending a bead (source inside quotation marks, target inside).
    pub quotes: [[f32; 2]; 2],
    /// Corners that finer pieces vote for.
    pub votes: &'a Votes,
    /// Told of every source segment that is done with.
    pub progress: Option<&'a Progress>,
}

/// The part of the grid that is searched: for each row the columns `low[i]..=high[i]`, both never falling, the first cell
/// `(0, 0)` and the last cell in it. Rows and columns count from the block's first segments.
pub(super) struct Corridor {
    pub low: Vec<u32>,
    pub high: Vec<u32>,
}

impl Corridor {
    /// The whole grid.
    pub(super) fn full(rows: usize, columns: usize) -> Self {
        Self { low: vec![0; rows + 1], high: vec![columns as u32; rows + 1] }
    }
}

impl Corridor {
    /// Widened so that neither bound ever falls.
    pub(super) fn rising(mut self) -> Self {
        for k in (0..self.low.len() - 1).rev() {
            self.low[k] = self.low[k].min(self.low[k + 1]);
        }
        for k in 1..self.high.len() {
            self.high[k] = self.high[k].max(self.high[k - 1]);
        }
        self
    }
}

/// Corners of the grid that the alignment of finer pieces passes: for each source prefix the target prefixes.
#[derive(Debug, Default)]
pub(super) struct Votes {
    pub columns: Vec<Vec<u32>>,
}

impl Votes {
    pub(super) fn has(&self, row: usize, column: usize) -> bool {
        self.columns.get(row).is_some_and(|v| v.contains(&(column as u32)))
    }
}

/// A cell that no sequence of beads reaches.
const NEVER: f32 = -1e30;

struct Row {
    low: usize,
    /// Scores less `offset`.
    scores: Vec<f32>,
    back: Vec<(u8, u8)>,
    offset: f64,
}

/// Gains of the units of one source segment by number of target segments (first index, less one) and column.
struct SourceGains {
    low: usize,
    width: usize,
    gains: Vec<f32>,
}

impl SourceGains {
    fn of(&self, b: usize) -> &[f32] {
        &self.gains[(b - 1) * self.width..b * self.width]
    }
}

/// Whether the ends of the search are the ends of the block, or lie wherever in the first and last row it suits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    pub fixed_start: bool,
    pub fixed_end: bool,
}

/// Cuts segments `rows` × `columns` into beads. The result covers both ranges in order.
pub(super) fn search(
    p: &Problem,
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    corridor: &Corridor,
    ends: Ends,
) -> Vec<Bead> {
    let (n, m) = (rows.len(), columns.len());
    let f = p.features;
    let w = p.weights;
    let source = &f.source_len[rows.clone()];
    let target = &f.target_len[columns.clone()];
    let sum = |lengths: &[f32]| {
        let mut s = vec![0.0f64];
        lengths.iter().for_each(|l| s.push(s[s.len() - 1] + f64::from(*l)));
        s
    };
    let (source_sum, target_sum) = (sum(source), sum(target));
    let source_length = |i: usize, a: usize| (source_sum[i] - source_sum[i - a]) as f32 + 1.0;
    let target_length = |j: usize, b: usize| (target_sum[j] - target_sum[j - b]) as f32 + p.ratio;
    // Per column and number of segments: log length and step in the gain tables.
    let mut target_log = vec![0.0f32; (m + 1) * LONG];
    let mut target_step = vec![0u8; (m + 1) * LONG];
    for j in 1..=m {
        for b in 1..=LONG.min(j) {
            let l = target_length(j, b);
            target_log[b * (m + 1) - (m + 1) + j] = l.ln();
            target_step[b * (m + 1) - (m + 1) + j] = step(l, p.mean.1) as u8;
        }
    }
    let log_of = |b: usize| &target_log[(b - 1) * (m + 1)..b * (m + 1)];
    let step_of = |b: usize| &target_step[(b - 1) * (m + 1)..b * (m + 1)];
    // Borders inside a bead, summed over segments: that of segment k lies behind it.
    let inner = |endings: &[super::marks::Ending], furniture: &[bool], side: usize| {
        let mut s = vec![0.0f32];
        for (k, e) in endings.iter().enumerate() {
            let marks = usize::from(furniture[k]) + usize::from(furniture.get(k + 1) == Some(&true));
            s.push(s[k] + w.inner * INNER[side][*e as usize] + w.furniture_inside * marks as f32);
        }
        s
    };
    let source_inner = inner(&f.source_ending[rows.clone()], &f.source_furniture[rows.clone()], 0);
    let target_inner = inner(&f.target_ending[columns.clone()], &f.target_furniture[columns.clone()], 1);
    let alone = |furniture: bool| if furniture { w.furniture } else { w.one_sided };
    let spared = |gains: &Gains, units: &[u32]| units.iter().map(|u| gains.spared[*u as usize]).sum::<f32>();
    let target_free: Vec<f32> = columns
        .clone()
        .map(|j| {
            alone(f.target_furniture[j])
                + w.unexplained * w.to_target * spared(p.to_target, f.to_target.units.get(j))
        })
        .collect();
    // A segment may stand for more segments of the other side than an ordinary bead has if that many are no longer than it.
    let window = |sums: &[f64], k: usize| (sums[k + SIDE + 1] - sums[k]) as f32;
    let source_is_long = |i: usize| {
        let room = source[i] * p.ratio * LONG_SLACK;
        let (low, high) = (corridor.low[i] as usize, corridor.high[i + 1] as usize);
        (low..high.saturating_sub(SIDE)).any(|j| window(&target_sum, j) <= room)
    };

    let mut last = vec![0u32; f.to_target.share.len()];
    let mut out: Vec<Row> = Vec::with_capacity(n + 1);
    let mut source_gains: Vec<SourceGains> = Vec::with_capacity(n);
    let mut long_gains: rustc_hash::FxHashMap<usize, LongTarget> = rustc_hash::FxHashMap::default();
    let mut by_segment = vec![0.0f32; 0];
    let mut cumulated = vec![0.0f32; 0];
    for i in 0..=n {
        let (low, high) = (corridor.low[i] as usize, corridor.high[i] as usize);
        let width = high - low + 1;
        let mut row = Row { low, scores: vec![NEVER; width], back: vec![(0, 0); width], offset: 0.0 };
        if i == 0 {
            if ends.fixed_start {
                row.scores[0] = 0.0;
            } else {
                row.scores.fill(0.0);
            }
        } else {
            row.offset =
                out[i - 1].offset + f64::from(out[i - 1].scores.iter().copied().fold(NEVER, f32::max));
            for &u in f.to_target.explained.get(rows.start + i - 1) {
                last[u as usize] = i as u32;
            }
            let reach = corridor.high[(i + SIDE - 1).min(n)] as usize;
            let long = source_is_long(i - 1);
            let most = if long { LONG } else { SIDE };
            source_gains.push(gains_of_source(
                p,
                rows.start + i - 1,
                columns.start,
                low..reach + 1,
                most,
                &step_of,
            ));
            if i > SIDE {
                source_gains[i - 1 - SIDE].gains = Vec::new();
            }
            // Gains of the target's units, summed over columns, for each number of source segments.
            let first = low.saturating_sub(LONG);
            let span = high - first;
            by_segment.clear();
            by_segment.resize(SIDE * (span + 1), 0.0);
            let mut steps = [0usize; LONG + 1];
            for (a, slot) in steps.iter_mut().enumerate().take(i.min(LONG) + 1).skip(1) {
                *slot = step(source_length(i, a), p.mean.0);
            }
            for j in first..high {
                let mut gain = [0.0f32; SIDE];
                for &u in f.to_target.units.get(columns.start + j) {
                    let seen = last[u as usize];
                    if seen == 0 {
                        continue;
                    }
                    let back = i - seen as usize;
                    let table = p.to_target.of(u);
                    for a in back + 1..=SIDE {
                        gain[a - 1] += table[steps[a]];
                    }
                }
                for (a, gain) in gain.iter().enumerate() {
                    let at = a * (span + 1) + (j - first);
                    by_segment[at + 1] = by_segment[at] + gain;
                }
            }
            cumulated.clear();
            cumulated.resize(SIDE * width, 0.0);
            let min_len = 1e-6;
            let length_terms = |a: usize| {
                let l = source_length(i, a).max(min_len);
                let v = w.variance_floor + w.variance_slope / l;
                ((p.ratio * l).ln(), -w.length / (2.0 * v), -w.length * 0.5 * v.ln() - 0.1 * w.length)
            };
            for a in 1..=SIDE.min(i) {
                let before = &out[i - a];
                let shift = (before.offset - row.offset) as f32;
                let (log, curve, constant) = length_terms(a);
                let sums = &by_segment[(a - 1) * (span + 1)..a * (span + 1)];
                let gains = &source_gains[i - a];
                for b in 1..=SIDE {
                    let cumulated = &mut cumulated[(b - 1) * width..b * width];
                    let from = &gains.of(b)[low - gains.low..];
                    for (c, g) in cumulated.iter_mut().zip(from) {
                        *c += g;
                    }
                    if a + b > BOTH {
                        continue;
                    }
                    let start = low.max(before.low + b).max(b);
                    let end = (high + 1).min(before.low + before.scores.len() + b);
                    let fixed = shift + prior(a, b) + constant + source_inner[i - 1] - source_inner[i - a];
                    let logs = log_of(b);
                    for j in start..end {
                        let r = logs[j] - log;
                        let score = before.scores[j - b - before.low]
                            + fixed
                            + curve * r * r
                            + (target_inner[j - 1] - target_inner[j - b])
                            + w.to_target * (sums[j - first] - sums[j - b - first])
                            + w.to_source * cumulated[j - low];
                        let at = j - low;
                        if score > row.scores[at] {
                            row.scores[at] = score;
                            row.back[at] = (a as u8, b as u8);
                        }
                    }
                }
            }
            // A long source segment as many target segments.
            if long {
                let before = &out[i - 1];
                let shift = (before.offset - row.offset) as f32;
                let (log, curve, constant) = length_terms(1);
                let gains = &source_gains[i - 1];
                for b in SIDE + 1..=LONG {
                    let fixed = shift + prior(1, SIDE) - w.long_step * (b - SIDE) as f32 + constant;
                    let from = &gains.of(b)[low - gains.low..];
                    let start = low.max(before.low + b);
                    let end = (high + 1).min(before.low + before.scores.len() + b);
                    for j in start..end {
                        let r = log_of(b)[j] - log;
                        let score = before.scores[j - b - before.low]
                            + fixed
                            + curve * r * r
                            + (target_inner[j - 1] - target_inner[j - b])
                            + w.to_target * (by_segment[j - first] - by_segment[j - b - first])
                            + w.to_source * from[j - low];
                        if score > row.scores[j - low] {
                            row.scores[j - low] = score;
                            row.back[j - low] = (1, b as u8);
                        }
                    }
                }
            }
            // Many source segments as one long target segment.
            let needed = if i > SIDE {
                window(&source_sum, i - SIDE - 1) * p.ratio / LONG_SLACK
            } else {
                f32::INFINITY
            };
            for t in (low.max(1) - 1..high).filter(|t| target[*t] >= needed) {
                let j = t + 1;
                let long = long_gains
                    .entry(t)
                    .or_insert_with(|| LongTarget::new(p, columns.start + t, j, i, step_of(1)[j]));
                long.extend(p, &rows, i);
                let mut gain = [0.0f32; LONG + 1];
                for &u in f.to_target.units.get(columns.start + t) {
                    let seen = last[u as usize];
                    if seen > 0 {
                        let back = i - seen as usize;
                        for a in (back + 1).max(SIDE + 1)..=LONG.min(i) {
                            gain[a] += p.to_target.of(u)[steps[a]];
                        }
                    }
                }
                for a in SIDE + 1..=LONG.min(i) {
                    let before = &out[i - a];
                    let Some(old) = t.checked_sub(before.low).and_then(|k| before.scores.get(k)) else {
                        continue;
                    };
                    let Some(explained) = long.sum(i, a) else { continue };
                    let (log, curve, constant) = length_terms(a);
                    let r = log_of(1)[j] - log;
                    let score = old + (before.offset - row.offset) as f32 + prior(SIDE - 1, 1)
                        - w.long_step * (a - SIDE + 1) as f32
                        + constant
                        + curve * r * r
                        + w.to_target * gain[a]
                        + w.to_source * explained;
                    if score > row.scores[j - low] {
                        row.scores[j - low] = score;
                        row.back[j - low] = (a as u8, 1);
                    }
                }
            }
            // Whatever its type, a bead that closes here pairs these endings.
            let agreement = &AGREEMENT[f.source_ending[rows.start + i - 1] as usize];
            for j in low.max(1)..=high {
                row.scores[j - low] +=
                    w.agreement * agreement[f.target_ending[columns.start + j - 1] as usize];
            }
            let before = &out[i - 1];
            let free = alone(f.source_furniture[rows.start + i - 1])
                + w.unexplained
                    * w.to_source
                    * spared(p.to_source, f.to_source.units.get(rows.start + i - 1))
                + (before.offset - row.offset) as f32;
            for j in low.max(before.low)..(high + 1).min(before.low + before.scores.len()) {
                let score = before.scores[j - before.low] + free;
                if score > row.scores[j - low] {
                    row.scores[j - low] = score;
                    row.back[j - low] = (1, 0);
                }
            }
        }
        let quotes = p.quotes[usize::from(f.source_quote[rows.start + i])];
        for j in low..=high {
            let at = j - low;
            if at > 0 && (i > 0 || ends.fixed_start) {
                let score = row.scores[at - 1] + target_free[j - 1];
                if score > row.scores[at] {
                    row.scores[at] = score;
                    row.back[at] = (0, 1);
                }
            }
            if i + j > 0 {
                row.scores[at] += quotes[usize::from(f.target_quote[columns.start + j])];
                if p.votes.has(rows.start + i, columns.start + j) {
                    row.scores[at] += w.vote;
                }
            }
        }
        out.push(row);
    }
    let last = &out[n];
    let end = if ends.fixed_end {
        m
    } else {
        let best = (0..last.scores.len()).max_by(|a, b| last.scores[*a].total_cmp(&last.scores[*b]));
        last.low + best.unwrap_or(0)
    };
    trace(&out, rows.start, columns.start, n, end, ends.fixed_start)
}

/// Long beads are searched where the many segments together are at most this much longer than the one calls for.
const LONG_SLACK: f32 = 1.5;

fn gains_of_source<'s>(
    p: &Problem,
    segment: usize,
    first_column: usize,
    range: std::ops::Range<usize>,
    most: usize,
    step_of: &impl Fn(usize) -> &'s [u8],
) -> SourceGains {
    let width = range.len();
    let mut gains = vec![0.0f32; most * width];
    for &u in p.features.to_source.units.get(segment) {
        let table = p.to_source.of(u);
        if table[STEPS - 1] == 0.0 && table[0] == 0.0 {
            continue;
        }
        let places = p.explaining.get(u as usize);
        // Columns count segments before them: segment k is the last one of column k + 1.
        let from = places.partition_point(|k| (*k as usize + most) < first_column + range.start);
        for (n, &k) in places[from..].iter().enumerate() {
            let Some(k) = (k as usize).checked_sub(first_column) else { continue };
            if k + 1 > range.end {
                break;
            }
            let next = places.get(from + n + 1).map_or(usize::MAX, |k| *k as usize - first_column);
            for j in (k + 1).max(range.start)..range.end.min(k + 1 + most).min(next.saturating_add(1)) {
                for b in j - k..=most.min(j) {
                    gains[(b - 1) * width + (j - range.start)] += table[step_of(b)[j] as usize];
                }
            }
        }
    }
    SourceGains { low: range.start, width, gains }
}

/// What a long target segment explains in the source segments, summed over rows from `first` on.
struct LongTarget {
    first: usize,
    sums: Vec<f32>,
    explained: rustc_hash::FxHashSet<u32>,
    step: usize,
}

impl LongTarget {
    fn new(p: &Problem, segment: usize, _column: usize, row: usize, step: u8) -> Self {
        Self {
            first: row.saturating_sub(LONG),
            sums: vec![0.0],
            explained: p.features.to_source.explained.get(segment).iter().copied().collect(),
            step: step as usize,
        }
    }

    fn extend(&mut self, p: &Problem, rows: &std::ops::Range<usize>, row: usize) {
        while self.first + self.sums.len() - 1 < row {
            let i = self.first + self.sums.len() - 1;
            let units = p.features.to_source.units.get(rows.start + i);
            let gain: f32 = units
                .iter()
                .filter(|u| self.explained.contains(u))
                .map(|u| p.to_source.of(*u)[self.step])
                .sum();
            self.sums.push(self.sums[self.sums.len() - 1] + gain);
        }
    }

    /// Sum over the last `a` source segments before row `row`.
    fn sum(&self, row: usize, a: usize) -> Option<f32> {
        let from = (row - a).checked_sub(self.first)?;
        Some(self.sums[row - self.first] - self.sums[from])
    }
}

fn trace(
    out: &[Row],
    first_row: usize,
    first_column: usize,
    n: usize,
    end: usize,
    to_origin: bool,
) -> Vec<Bead> {
    let at = |i: usize, j: usize| -> f64 {
        let row = &out[i];
        row.offset + f64::from(row.scores[j - row.low])
    };
    let mut beads = Vec::new();
    let (mut i, mut j) = (n, end);
    while i > 0 || (to_origin && j > 0) {
        let (a, b) = out[i].back[j - out[i].low];
        let (a, b) = (a as usize, b as usize);
        if a + b == 0 {
            // Unreachable while the corridor is connected; the rest is left unpaired rather than lost.
            for k in (0..j).rev() {
                beads.push(Bead::new(
                    first_row + i..first_row + i,
                    first_column + k..first_column + k + 1,
                    0.0,
                ));
            }
            for k in (0..i).rev() {
                beads.push(Bead::new(first_row + k..first_row + k + 1, first_column..first_column, 0.0));
            }
            break;
        }
        let score = at(i, j) - at(i - a, j - b);
        beads.push(Bead::new(
            first_row + i - a..first_row + i,
            first_column + j - b..first_column + j,
            score as f32,
        ));
        i -= a;
        j -= b;
    }
    beads.reverse();
    beads
}
