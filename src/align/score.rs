//! Strict and lax precision, recall and F1 of an alignment against a gold one.
//!
//! Definitions as used with Vecalign and Bertalign, so that figures compare: precision counts every produced bead, recall
//! the gold beads that have both sides. *Strict*: the very same bead. *Lax*: some overlap on both sides.

use std::collections::{BTreeSet, HashMap};

use crate::error::{Error, Result};

/// Segment numbers of a bead: source, target.
pub type Ids = (Vec<usize>, Vec<usize>);

/// Reads beads in the form `[0,1]:[0]`, one a line. Empty lines and lines without a colon are passed over, and what follows
/// a second colon (a score) is not read.
///
/// # Errors
/// Names the line that has not that form.
pub fn read_beads(text: &str) -> Result<Vec<Ids>> {
    let mut beads = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let mut parts = line.trim().split(':');
        let (Some(source), Some(target)) = (parts.next(), parts.next()) else { continue };
        let ids = |part: &str| -> Option<Vec<usize>> {
            let part = part.trim();
            if part.is_empty() {
                return Some(Vec::new());
            }
            let inner = part.strip_prefix('[')?.strip_suffix(']')?;
            inner.split(',').map(str::trim).filter(|s| !s.is_empty()).map(|s| s.parse().ok()).collect()
        };
        let (Some(source), Some(target)) = (ids(source), ids(target)) else {
            return Err(Error::new("not a bead", "write `[0,1]:[0]`, one bead a line").line(n + 1));
        };
        if !source.is_empty() || !target.is_empty() {
            beads.push((source, target));
        }
    }
    Ok(beads)
}

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// Share of the produced beads that are right.
    pub precision: f64,
    /// Share of the gold beads that were found.
    pub recall: f64,
}

impl Figures {
    fn new(right: usize, produced: usize, found: usize, gold: usize) -> Self {
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        Self { precision: share(right, produced), recall: share(found, gold) }
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// How well one alignment matches another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// The very same beads.
    pub strict: Figures,
    /// Beads that overlap on both sides.
    pub lax: Figures,
    /// Strict figures of one-sided beads alone.
    pub one_sided: Figures,
    /// Gold beads that have both sides.
    pub beads: usize,
}

/// Scores `test` against `gold`.
///
/// ```
/// use duikan::align::score::{read_beads, score};
/// let gold = read_beads("[0]:[0]\n[1]:[1,2]\n[2]:[]").unwrap();
/// let test = read_beads("[0]:[0]\n[1]:[1]\n[2]:[2]").unwrap();
/// let score = score(&gold, &test);
/// assert_eq!((score.strict.recall, score.lax.recall), (0.5, 1.0));
/// ```
pub fn score(gold: &[Ids], test: &[Ids]) -> Score {
    let two =
        |b: &[Ids]| b.iter().filter(|b| !b.0.is_empty() && !b.1.is_empty()).cloned().collect::<Vec<_>>();
    let one = |b: &[Ids]| b.iter().filter(|b| b.0.is_empty() || b.1.is_empty()).cloned().collect::<Vec<_>>();
    let (gold_two, test_two) = (two(gold), two(test));
    let (strict_right, lax_right) = hits(gold, test);
    let (strict_found, lax_found) = hits(&test_two, &gold_two);
    let (gold_one, test_one) = (one(gold), one(test));
    Score {
        strict: Figures::new(strict_right, test.len(), strict_found, gold_two.len()),
        lax: Figures::new(lax_right, test.len(), lax_found, gold_two.len()),
        one_sided: Figures::new(
            hits(&gold_one, &test_one).0,
            test_one.len(),
            hits(&test_one, &gold_one).0,
            gold_one.len(),
        ),
        beads: gold_two.len(),
    }
}

/// How many of `test` are in `gold` strictly, and how many overlap it (those in it among them).
fn hits(gold: &[Ids], test: &[Ids]) -> (usize, usize) {
    let known: BTreeSet<&Ids> = gold.iter().collect();
    let mut cover: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for (source, target) in gold {
        for s in source {
            cover.entry(*s).or_default().extend(target);
        }
    }
    let (mut strict, mut lax) = (0, 0);
    for bead in test {
        if known.contains(bead) {
            strict += 1;
            lax += 1;
        } else if bead.0.iter().filter_map(|s| cover.get(s)).any(|c| bead.1.iter().any(|t| c.contains(t))) {
            lax += 1;
        }
    }
    (strict, lax)
}
