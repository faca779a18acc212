//! Where the search looks: the whole grid of a short text, a corridor around certain points of a long one.
//!
//! A certain point is a pair of segments that share a unit hardly any other segment has. The heaviest chain of them that
//! rises on both sides is found in O(p log p); points without support from their neighbours are dropped; between two
//! points left the whole rectangle is searched. Where certain points run out (text that repeats itself), a band of fixed
//! width around the line of equal lengths takes over, so that time and memory stay linear.

use std::ops::Range;

use super::features::Features;
use super::search::Corridor;

/// Grids of at most this many cells are searched whole.
const WHOLE: usize = 40_000;
/// A unit marks certain points if at most this many segments of either side have it.
const RARE: u32 = 3;
/// Columns searched beyond the rectangle between two certain points.
const MARGIN: usize = 16;
/// Rectangles of more cells than this are cut down to a band.
pub(super) const RECTANGLE: usize = 120_000;
/// Half the width of that band, in segments.
const BAND: usize = 160;
/// A point is supported by another within this many rows …
const NEAR: u32 = 60;
/// … that lies at most this far off the line of slope m/n through it.
const OFF: f64 = 12.0;

/// The corridor for a block of segments.
pub(super) fn corridor(features: &Features, rows: &Range<usize>, columns: &Range<usize>) -> Corridor {
    if rows.len() * columns.len() <= WHOLE {
        return Corridor::full(rows.len(), columns.len());
    }
    let points = supported(chain(certain(features, rows, columns)), columns.len() as f64 / rows.len() as f64);
    around(features, rows, columns, &points)
}

/// Certain points of a block, with weights, by row and then by falling column.
fn certain(features: &Features, rows: &Range<usize>, columns: &Range<usize>) -> Vec<(u32, u32, f64)> {
    let direction = &features.to_target;
    let units = direction.share.len() - super::features::PUNCTUATION;
    let (mut in_source, mut in_target) = (vec![0u32; units], vec![0u32; units]);
    let count = |lists: &super::features::Lists, range: &Range<usize>, counts: &mut [u32]| {
        for k in range.clone() {
            for &u in lists.get(k) {
                if let Some(c) = counts.get_mut(u as usize) {
                    *c += 1;
                }
            }
        }
    };
    count(&direction.explained, rows, &mut in_source);
    count(&direction.units, columns, &mut in_target);
    let rare =
        |u: usize| u < units && (1..=RARE).contains(&in_source[u]) && (1..=RARE).contains(&in_target[u]);
    let mut places: rustc_hash::FxHashMap<u32, Vec<u32>> = rustc_hash::FxHashMap::default();
    for k in columns.clone() {
        for &u in direction.units.get(k) {
            if rare(u as usize) {
                places.entry(u).or_default().push((k - columns.start) as u32);
            }
        }
    }
    let mut points: Vec<(u32, u32, f64)> = Vec::new();
    for k in rows.clone() {
        let first = points.len();
        for &u in direction.explained.get(k) {
            if rare(u as usize) {
                let weight = 1.0 / f64::from(in_source[u as usize] * in_target[u as usize]);
                let row = (k - rows.start) as u32;
                points.extend(places.get(&u).into_iter().flatten().map(|column| (row, *column, weight)));
            }
        }
        points[first..].sort_by_key(|p| std::cmp::Reverse(p.1));
        // Several units that mark one point add up.
        points.dedup_by(|b, a| {
            a.0 == b.0 && a.1 == b.1 && {
                a.2 += b.2;
                true
            }
        });
    }
    points
}

/// The heaviest chain of points that rises in rows and in columns.
fn chain(points: Vec<(u32, u32, f64)>) -> Vec<(u32, u32)> {
    let width = points.iter().map(|p| p.1 as usize + 1).max().unwrap_or(0);
    // Fenwick tree over columns: the best chain that ends at or before a column.
    let mut tree: Vec<(f64, u32)> = vec![(0.0, u32::MAX); width + 1];
    let mut back = vec![u32::MAX; points.len()];
    let mut best = (0.0, u32::MAX);
    for (k, &(_, column, weight)) in points.iter().enumerate() {
        let mut at = column as usize;
        let mut before = (0.0, u32::MAX);
        while at > 0 {
            if tree[at].0 > before.0 {
                before = tree[at];
            }
            at &= at - 1;
        }
        back[k] = before.1;
        let here = (before.0 + weight, k as u32);
        if here.0 > best.0 {
            best = here;
        }
        let mut at = column as usize + 1;
        while at <= width {
            if here.0 > tree[at].0 {
                tree[at] = here;
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut out = Vec::new();
    let mut k = best.1;
    while k != u32::MAX {
        out.push((points[k as usize].0, points[k as usize].1));
        k = back[k as usize];
    }
    out.reverse();
    out
}

/// The points of a chain that another point nearby supports.
fn supported(chain: Vec<(u32, u32)>, slope: f64) -> Vec<(u32, u32)> {
    let agrees = |a: (u32, u32), b: (u32, u32)| {
        (f64::from(b.1) - f64::from(a.1) - slope * (f64::from(b.0) - f64::from(a.0))).abs() <= OFF
    };
    let near = |k: usize, other: &mut dyn Iterator<Item = usize>| {
        other
            .take(6)
            .take_while(|o| chain[*o].0.abs_diff(chain[k].0) <= NEAR)
            .filter(|o| agrees(chain[k], chain[*o]))
            .count()
    };
    (0..chain.len())
        .filter(|&k| near(k, &mut (0..k).rev()) + near(k, &mut (k + 1..chain.len())) >= 2)
        .map(|k| chain[k])
        .collect()
}

fn around(
    features: &Features,
    rows: &Range<usize>,
    columns: &Range<usize>,
    points: &[(u32, u32)],
) -> Corridor {
    let (n, m) = (rows.len(), columns.len());
    let mut low = vec![m as u32; n + 1];
    let mut high = vec![0u32; n + 1];
    let mut corner = (0usize, 0usize);
    // A point joins segments; the corners of its cell are the prefixes before and after them.
    for &(i, j) in points.iter().chain(std::iter::once(&(n as u32, m as u32))) {
        let next = ((i as usize + 1).min(n), (j as usize + 1).min(m));
        let (height, width) = (next.0 - corner.0, next.1 - corner.1);
        let band = height * width > RECTANGLE;
        let line = band.then(|| Line::new(features, rows, columns, corner, next));
        for row in corner.0..=next.0 {
            let (a, b) = match &line {
                None => (corner.1, next.1),
                Some(line) => {
                    let at = line.column(row);
                    (at.saturating_sub(BAND).max(corner.1), (at + BAND).min(next.1))
                }
            };
            low[row] = low[row].min(a.saturating_sub(MARGIN) as u32);
            high[row] = high[row].max((b + MARGIN).min(m) as u32);
        }
        corner = (i as usize, j as usize);
    }
    low[0] = 0;
    high[n] = m as u32;
    Corridor { low, high }.rising()
}

/// The line of equal shares of length between two corners.
struct Line {
    first_row: usize,
    columns: Vec<u32>,
}

impl Line {
    fn new(
        f: &Features,
        rows: &Range<usize>,
        columns: &Range<usize>,
        from: (usize, usize),
        to: (usize, usize),
    ) -> Self {
        let source = &f.source_len[rows.start + from.0..rows.start + to.0];
        let target = &f.target_len[columns.start + from.1..columns.start + to.1];
        let total = |l: &[f32]| l.iter().map(|x| f64::from(*x) + 1.0).sum::<f64>();
        let scale = total(target) / total(source).max(1.0);
        let (mut s, mut t, mut j) = (0.0, 0.0, 0);
        let mut out = vec![from.1 as u32];
        for l in source {
            s += (f64::from(*l) + 1.0) * scale;
            while j < target.len() && t + f64::from(target[j]) + 1.0 <= s {
                t += f64::from(target[j]) + 1.0;
                j += 1;
            }
            out.push((from.1 + j) as u32);
        }
        Self { first_row: from.0, columns: out }
    }

    fn column(&self, row: usize) -> usize {
        self.columns[row - self.first_row] as usize
    }
}
