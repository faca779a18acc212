//! Boundaries that no bead crosses: chapter marks that both texts have, lines that stand in both once and in the same
//! order, and pairs that a person has fixed.

use rustc_hash::FxHashMap;

use super::features::Texts;
use super::{Bead, Block, leads, marks};

/// What a block is cut at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    /// A bead begins at these segments.
    Corner(usize, usize),
    /// These segments are a bead.
    Bead(Corners),
}

/// Start and end of a range of source and of a range of target segments.
pub(super) type Corners = (usize, usize, usize, usize);

/// A part of a block: to be searched, or settled.
pub(super) enum Part {
    Search(Block),
    Settled(Bead),
}

/// Cuts a block at the boundaries inside it. `fixed` are beads that a person has settled; where they contradict other
/// boundaries or one another in order, the earlier ones of `fixed` hold.
pub(super) fn cut(texts: &Texts, block: &Block, fixed: &[Bead]) -> Vec<Part> {
    let mut cuts: Vec<Cut> = Vec::new();
    for b in fixed {
        let inside = b.source.start >= block.0.start
            && b.source.end <= block.0.end
            && b.target.start >= block.1.start
            && b.target.end <= block.1.end;
        let cut = Cut::Bead((b.source.start, b.source.end, b.target.start, b.target.end));
        if inside && cuts.iter().all(|c| are_in_order(c, &cut)) {
            cuts.push(cut);
        }
    }
    let certain = rising(same_lines(texts, block)).into_iter().map(|(i, j)| Cut::Bead((i, i + 1, j, j + 1)));
    let chapters = rising(same_chapters(texts, block)).into_iter().map(|(i, j)| Cut::Corner(i, j));
    let settled = cuts.len();
    let mut found: Vec<Cut> =
        certain.chain(chapters).filter(|c| cuts.iter().all(|f| are_in_order(f, c))).collect();
    found.sort_by_key(Cut::place);
    for c in found {
        // Both kinds rise by themselves; where they contradict each other the first one holds.
        if cuts[settled..].last().is_none_or(|last| are_in_order(last, &c)) {
            cuts.push(c);
        }
    }
    cuts.sort_by_key(Cut::place);

    let mut parts = Vec::new();
    let (mut i, mut j) = (block.0.start, block.1.start);
    for c in cuts {
        let (si, sj) = c.place();
        if i < si || j < sj {
            parts.push(Part::Search((i..si, j..sj)));
        }
        (i, j) = (si, sj);
        if let Cut::Bead((_, se, _, te)) = c {
            parts.push(Part::Settled(Bead::new(si..se, sj..te, 0.0)));
            (i, j) = (se, te);
        }
    }
    if i < block.0.end || j < block.1.end {
        parts.push(Part::Search((i..block.0.end, j..block.1.end)));
    }
    parts
}

impl Cut {
    fn place(&self) -> (usize, usize) {
        match self {
            Cut::Corner(i, j) => (*i, *j),
            Cut::Bead((i, _, j, _)) => (*i, *j),
        }
    }

    fn end(&self) -> (usize, usize) {
        match self {
            Cut::Corner(i, j) => (*i, *j),
            Cut::Bead((_, i, _, j)) => (*i, *j),
        }
    }
}

/// Whether one of the cuts lies wholly before the other on both sides.
fn are_in_order(a: &Cut, b: &Cut) -> bool {
    let before = |a: &Cut, b: &Cut| a.end().0 <= b.place().0 && a.end().1 <= b.place().1;
    before(a, b) || before(b, a)
}

/// Lines that both sides have, exactly once each. Page marks and bare numbers are none: pages break at other places.
fn same_lines(texts: &Texts, block: &Block) -> Vec<(usize, usize)> {
    let key = |text: &str| -> Option<String> {
        let text = text.trim();
        let says = text.chars().any(char::is_alphabetic);
        (says && !marks::is_furniture(text)).then(|| text.to_owned())
    };
    matching(
        block.0.clone().filter_map(|i| Some((key(texts.source[i].text())?, i))),
        block.1.clone().filter_map(|j| Some((key(texts.target[j].text())?, j))),
    )
}

fn same_chapters(texts: &Texts, block: &Block) -> Vec<(usize, usize)> {
    matching(
        block.0.clone().filter_map(|i| Some((leads::chinese_chapter(&texts.source[i])?, i))),
        block.1.clone().filter_map(|j| Some((leads::english_chapter(&texts.target[j])?, j))),
    )
}

/// Places of keys that each side has exactly once, by source place.
fn matching<K: std::hash::Hash + Eq>(
    source: impl Iterator<Item = (K, usize)>,
    target: impl Iterator<Item = (K, usize)>,
) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<K, [Vec<usize>; 2]> = FxHashMap::default();
    for (key, i) in source {
        places.entry(key).or_default()[0].push(i);
    }
    for (key, j) in target {
        if let Some(p) = places.get_mut(&key) {
            p[1].push(j);
        }
    }
    let mut pairs: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|[s, t]| (s.len() == 1 && t.len() == 1).then(|| (s[0], t[0])))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The longest rising subsequence of pairs sorted by source: what stands in the same order on both sides.
fn rising(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut back = vec![usize::MAX; pairs.len()];
    for (k, &(_, j)) in pairs.iter().enumerate() {
        let at = tails.partition_point(|t| pairs[*t].1 < j);
        back[k] = at.checked_sub(1).map_or(usize::MAX, |b| tails[b]);
        if at == tails.len() {
            tails.push(k);
        } else {
            tails[at] = k;
        }
    }
    let mut out = Vec::new();
    let mut k = tails.last().copied().unwrap_or(usize::MAX);
    while k != usize::MAX {
        out.push(pairs[k]);
        k = back[k];
    }
    out.reverse();
    out
}
