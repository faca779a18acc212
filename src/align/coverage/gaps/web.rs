//! Ties of both sides seen from one of them.

use std::ops::Range;

use super::super::{Coverage, Reason};
use crate::document::Side;

/// How a unit of a stretch is tied to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tied {
    /// Nothing on the other side may render it.
    No,
    /// All that may render it may as well render something outside the stretch.
    Contested,
    /// Something renders it, by likeness only (kin, sound).
    Weakly,
    /// Something renders it.
    Surely,
}

/// Rivals for the words that render a unit that are told apart; a unit with more ties counts as contested from here on.
const MOST_RIVALS: usize = 16;

pub(super) struct Web {
    own: Lists,
    other: Lists,
    /// Whether a unit is tied by likeness only.
    weak: Vec<bool>,
}

/// For every unit the units of the other side that it is tied to, in one array.
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn new(len: usize, ties: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0u32; len + 1];
        for (a, _) in ties.clone() {
            starts[a as usize + 1] += 1;
        }
        for k in 0..len {
            starts[k + 1] += starts[k];
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; starts[len] as usize];
        for (a, b) in ties {
            items[next[a as usize] as usize] = b;
            next[a as usize] += 1;
        }
        Self { starts, items }
    }

    fn of(&self, k: usize) -> &[u32] {
        &self.items[self.starts[k] as usize..self.starts[k + 1] as usize]
    }
}

impl Web {
    pub(super) fn new(coverage: &Coverage, side: Side) -> Self {
        let (own, other) = match side {
            Side::Source => (coverage.zh.len(), coverage.en.len()),
            Side::Target => (coverage.en.len(), coverage.zh.len()),
        };
        let ties =
            coverage.ties.iter().map(|t| if side == Side::Source { (t.zh, t.en) } else { (t.en, t.zh) });
        let mut weak = vec![true; own];
        for ((own, _), tie) in ties.clone().zip(&coverage.ties) {
            weak[own as usize] &= matches!(tie.reason, Reason::Kin | Reason::Sound);
        }
        Self { own: Lists::new(own, ties.clone()), other: Lists::new(other, ties.map(|(a, b)| (b, a))), weak }
    }

    /// Units of the other side.
    pub(super) fn across(&self) -> usize {
        self.other.starts.len() - 1
    }

    pub(super) fn is_bare(&self, unit: usize) -> bool {
        self.own.of(unit).is_empty()
    }

    /// Whether nothing explains a unit of the other side.
    pub(super) fn is_left(&self, other: usize) -> bool {
        self.other.of(other).is_empty()
    }

    /// Units of the other side whose first tie is to this unit, with the last unit that they are tied to.
    pub(super) fn first_tied(&self, unit: usize) -> impl Iterator<Item = (usize, usize)> {
        self.own.of(unit).iter().filter_map(move |&e| {
            // Ties come in order of both sides, and so do the lists.
            let back = self.other.of(e as usize);
            (back.first() == Some(&(unit as u32))).then(|| (e as usize, *back.last().unwrap_or(&0) as usize))
        })
    }

    pub(super) fn tied(&self, unit: usize, stretch: &Range<usize>) -> Tied {
        let ties = self.own.of(unit);
        if ties.is_empty() {
            return Tied::No;
        }
        let mut rivals = [0u32; MOST_RIVALS];
        let mut count = 0;
        for &e in ties {
            for &z in self.other.of(e as usize) {
                if !stretch.contains(&(z as usize)) && !rivals[..count].contains(&z) {
                    rivals[count] = z;
                    count += 1;
                    if count >= ties.len().min(MOST_RIVALS) {
                        return Tied::Contested;
                    }
                }
            }
        }
        if self.weak[unit] { Tied::Weakly } else { Tied::Surely }
    }
}
