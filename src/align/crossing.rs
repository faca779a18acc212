//! Segments that the translation puts elsewhere: beads that cross the others.
//!
//! The search keeps the order of both sides, so that what was moved is left without a partner, or in a bead that hardly renders
//! anything. Such segments of both sides are compared with each other, by the rare words and numbers they share; where two
//! of them render each other and their own places do not, they become a bead of their own.

use rustc_hash::FxHashMap;

use super::Bead;
use super::cost::Gains;
use super::features::Features;
use super::judge::{Scale, confidence_of_crossing};

/// A two-sided bead below this relatedness may hide segments that belong elsewhere. Three in four beads of unrelated segments lie
/// below .3, one in a hundred of those that render each other below .2.
const WEAK: f32 = 0.2;
/// Least relatedness of two segments that make a crossing bead …
const STRONG: f32 = 0.5;
/// … and least evidence (in nats) that they could give: about four words; short segments agree by chance.
const EVIDENCE: f32 = 20.0;
/// A neighbour of a crossing bead needs less.
const SUPPORTED: (f32, f32) = (0.3, 8.0);
/// A unit that more of the segments in question have tells nothing about which belongs to which.
const RARE: usize = 6;

/// Segments whose partner is in question, with the place of their bead.
struct Open {
    segments: Vec<(usize, usize)>,
}

impl Open {
    fn place(&self, segment: usize) -> Option<usize> {
        self.segments.binary_search_by_key(&segment, |s| s.0).ok().map(|k| self.segments[k].1)
    }
}

/// Finds the crossing beads of a block and takes their segments out of the beads that held them.
pub(super) fn cross(beads: &mut Vec<Bead>, features: &Features, scale: &mut Scale) {
    let mut source = Open { segments: Vec::new() };
    let mut target = Open { segments: Vec::new() };
    for (place, b) in beads.iter().enumerate() {
        // What a person or a chapter mark settled stays.
        let is_settled = b.confidence >= 1.0;
        if !is_settled && (!b.is_two_sided() || b.relatedness < WEAK) {
            source
                .segments
                .extend(b.source.clone().filter(|k| !features.source_furniture[*k]).map(|k| (k, place)));
            target
                .segments
                .extend(b.target.clone().filter(|k| !features.target_furniture[*k]).map(|k| (k, place)));
        }
    }
    let mut pairs = swapped(beads, scale);
    if !source.segments.is_empty() && !target.segments.is_empty() {
        pairs.extend(moved(&source, &target, features, scale));
    }
    if !pairs.is_empty() {
        rebuild(beads, &pairs);
    }
}

fn pair(scale: &mut Scale, source: usize, target: usize) -> (f32, f32) {
    scale.weigh(&(source..source + 1), &(target..target + 1))
}

/// A crossing pair of segments, with its relatedness.
type Crossing = (usize, usize, f32);

/// Pairs of segments out of beads of two and two that render each other crosswise.
fn swapped(beads: &[Bead], scale: &mut Scale) -> Vec<Crossing> {
    let mut out = Vec::new();
    for b in beads.iter().filter(|b| b.source.len() == 2 && b.target.len() == 2) {
        let (s, t) = (b.source.start, b.target.start);
        let straight = pair(scale, s, t).0.max(pair(scale, s + 1, t + 1).0);
        let (one, other) = (pair(scale, s, t + 1), pair(scale, s + 1, t));
        if straight < WEAK && one.0.min(other.0) >= STRONG && one.1.min(other.1) >= EVIDENCE {
            out.push((s, t + 1, one.0));
            out.push((s + 1, t, other.0));
        }
    }
    out
}

/// Pairs among the segments in question that render each other, and no other better.
fn moved(source: &Open, target: &Open, features: &Features, scale: &mut Scale) -> Vec<Crossing> {
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for &(t, _) in &target.segments {
        for &u in features.to_target.units.get(t) {
            holders.entry(u).or_default().push(t);
        }
    }
    holders.retain(|_, of| of.len() <= RARE);
    let gains = Gains::new(&features.to_target);
    let mut best_of_target: FxHashMap<usize, (f32, usize)> = FxHashMap::default();
    let mut best_of_source: Vec<Crossing> = Vec::new();
    let mut sums: FxHashMap<usize, f32> = FxHashMap::default();
    for &(s, place) in &source.segments {
        sums.clear();
        for &u in features.to_target.explained.get(s) {
            for &t in holders.get(&u).into_iter().flatten() {
                *sums.entry(t).or_insert(0.0) += gains.of(u)[0];
            }
        }
        // What shares a bead or stands side by side was weighed by the search.
        sums.retain(|t, _| target.place(*t).is_some_and(|p| p.abs_diff(place) > 1));
        let Some((&t, _)) = sums.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0))) else {
            continue;
        };
        let (relatedness, evidence) = pair(scale, s, t);
        if relatedness < STRONG || evidence < EVIDENCE {
            continue;
        }
        best_of_source.push((s, t, relatedness));
        let best = best_of_target.entry(t).or_insert((relatedness, s));
        if relatedness > best.0 {
            *best = (relatedness, s);
        }
    }
    best_of_source.retain(|(s, t, _)| best_of_target[t].1 == *s);
    grow(best_of_source, source, target, scale)
}

/// Crossing pairs with the neighbours that follow them in the same order.
fn grow(pairs: Vec<Crossing>, source: &Open, target: &Open, scale: &mut Scale) -> Vec<Crossing> {
    let mut of_source: FxHashMap<usize, usize> = pairs.iter().map(|p| (p.0, p.1)).collect();
    let mut of_target: FxHashMap<usize, usize> = pairs.iter().map(|p| (p.1, p.0)).collect();
    let mut all = pairs.clone();
    for (s, t, _) in pairs {
        for back in [false, true] {
            let step = |k: usize| if back { k.checked_sub(1) } else { Some(k + 1) };
            let mut at = (s, t);
            while let (Some(i), Some(j)) = (step(at.0), step(at.1)) {
                let free = source.place(i).is_some()
                    && target.place(j).is_some()
                    && !of_source.contains_key(&i)
                    && !of_target.contains_key(&j);
                if !free {
                    break;
                }
                let (relatedness, evidence) = pair(scale, i, j);
                if relatedness < SUPPORTED.0 || evidence < SUPPORTED.1 {
                    break;
                }
                of_source.insert(i, j);
                of_target.insert(j, i);
                all.push((i, j, relatedness));
                at = (i, j);
            }
        }
    }
    all.sort_by_key(|p| p.0);
    all
}

/// Puts crossing beads where their source stands; what else their segments' old beads held is left without a partner.
fn rebuild(beads: &mut Vec<Bead>, pairs: &[Crossing]) {
    let taken_source: FxHashMap<usize, &Crossing> = pairs.iter().map(|p| (p.0, p)).collect();
    let taken_target: FxHashMap<usize, &Crossing> = pairs.iter().map(|p| (p.1, p)).collect();
    let mut out = Vec::with_capacity(beads.len() + pairs.len());
    for bead in beads.drain(..) {
        let is_taken = bead.source.clone().any(|s| taken_source.contains_key(&s))
            || bead.target.clone().any(|t| taken_target.contains_key(&t));
        if !is_taken {
            out.push(bead);
            continue;
        }
        let (source, target) = (bead.source.clone(), bead.target.clone());
        let alone =
            |source, target| Bead { confidence: bead.confidence, ..Bead::new(source, target, bead.score) };
        for s in source.clone() {
            match taken_source.get(&s) {
                Some(&&(s, t, relatedness)) => out.push(Bead {
                    relatedness,
                    confidence: confidence_of_crossing(relatedness),
                    is_crossing: true,
                    ..Bead::new(s..s + 1, t..t + 1, 0.0)
                }),
                None => out.push(alone(s..s + 1, target.start..target.start)),
            }
        }
        for t in target.filter(|t| !taken_target.contains_key(t)) {
            out.push(alone(source.end..source.end, t..t + 1));
        }
    }
    *beads = out;
}
