//! Whether anything in the source supports a cue of the translation: what is said of how many, how often or how binding.

use std::ops::Range;

use super::cues::{Cues, place_of};
use super::odds::{Facts, truth};
use super::{Anchor, Pair, Places};
use crate::extract::Mention;
use crate::extract::cue::Cue;
use crate::text::clause;

/// The clause of the source whose words render those about a place of the translation best, and how strongly.
pub fn tied_clause(pair: &Pair, places: &Places, en: &Anchor) -> Option<(Range<usize>, f32)> {
    let clauses = clause::chinese(pair.zh.chars());
    let mut sums = vec![0.0f32; clauses.len()];
    for (word, _, weight) in places.around_english(en) {
        let k = clauses.partition_point(|c| c.end <= word.start);
        if let Some(sum) = sums.get_mut(k) {
            *sum += weight;
        }
    }
    let best = (0..sums.len()).max_by(|a, b| sums[*a].total_cmp(&sums[*b]))?;
    (sums[best] > 0.0).then(|| (clauses[best].clone(), sums[best]))
}

/// What one sense of the source says of one of the translation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relation {
    /// They may render each other.
    Supports,
    /// They contradict each other.
    Contradicts,
    /// Neither.
    Apart,
}

/// How much else of the source lies between two clauses that a cue may have moved between, in characters.
const MARGIN: usize = 3;

/// The cue of the source that contradicts cue `k` of the translation, if one is paired with it or stands in the clause that it renders.
pub fn contradicting<T: Copy + PartialEq>(
    pair: &Pair,
    cues: &Cues<T>,
    k: usize,
    relate: impl Fn(T, T) -> Relation,
) -> Option<usize> {
    let against =
        |i: &usize| relate(cues.zh[*i].value.sense, cues.en[k].value.sense) == Relation::Contradicts;
    let partner = cues.matched.iter().find(|m| m.1 == k).map(|m| m.0).filter(against);
    partner.or_else(|| {
        let (clause, _) = tied_clause(pair, &cues.places, &place_of(&cues.en[k]))?;
        (0..cues.zh.len()).filter(against).find(|&i| clause.contains(&cues.zh[i].range.start))
    })
}

/// The facts about cue `k` of the translation. `relate` says what a sense of the source is to one of the translation, `signs` are characters
/// that may say as much inside longer words.
pub fn facts<T: Copy + PartialEq>(
    pair: &Pair,
    cues: &Cues<T>,
    k: usize,
    relate: impl Fn(T, T) -> Relation,
    signs: &str,
) -> Facts {
    let e = &cues.en[k];
    let sense = e.value.sense;
    let tied = tied_clause(pair, &cues.places, &place_of(e));
    let near = |r: &Range<usize>| {
        tied.as_ref().is_some_and(|(c, _)| r.start + MARGIN >= c.start && r.end <= c.end + MARGIN)
    };
    let is = |z: &Mention<Cue<T>>, r: Relation| relate(z.value.sense, sense) == r;
    let supports: Vec<_> = cues.zh.iter().filter(|z| is(z, Relation::Supports)).collect();
    // Others of the translation that want the same support.
    let same = |o: &Mention<Cue<T>>| {
        supports.iter().any(|z| relate(z.value.sense, o.value.sense) == Relation::Supports)
    };
    let wanting = cues.en.iter().enumerate().filter(|(o, m)| *o != k && same(m)).count();
    let against: Vec<usize> =
        (0..cues.zh.len()).filter(|&i| is(&cues.zh[i], Relation::Contradicts)).collect();
    // Contradicting cues that nothing else of the translation renders.
    let open = |i: &usize| {
        let z = &cues.zh[*i];
        !cues.en.iter().enumerate().any(|(o, m)| {
            o != k
                && relate(z.value.sense, m.value.sense) == Relation::Supports
                && (cues.matched.iter().any(|x| x.0 == *i && x.1 == o)
                    || cues.places.shared(&place_of(z), &place_of(m)) > 0.3)
        })
    };
    let partner = cues.matched.iter().find(|m| m.1 == k).map(|m| m.0);
    let tie = |i: usize| cues.places.shared(&place_of(&cues.zh[i]), &place_of(e)).min(1.0);
    let contradicted = partner.filter(|i| against.contains(i));
    let chars = pair.zh.chars();
    let sign = |c: &char| signs.contains(*c);
    let close = |set: &[usize]| set.iter().any(|&i| near(&cues.zh[i].range));
    vec![
        ("support-near", truth(supports.iter().any(|z| near(&z.range)))),
        ("support-none", truth(supports.is_empty())),
        ("surplus", (supports.len() as f32 - wanting as f32).clamp(-2.0, 3.0)),
        ("signs-near", truth(tied.as_ref().is_some_and(|(c, _)| chars[c.clone()].iter().any(sign)))),
        ("signs-none", truth(!chars.iter().any(sign))),
        ("against-near", truth(close(&against))),
        ("against-open", truth(against.iter().any(open))),
        ("against-open-near", truth(against.iter().any(|i| open(i) && near(&cues.zh[*i].range)))),
        ("against-none", truth(against.is_empty())),
        ("contradicted", truth(contradicted.is_some())),
        ("contradicted-tie", contradicted.map_or(0.0, tie)),
        ("supported", truth(partner.is_some_and(|i| is(&cues.zh[i], Relation::Supports)))),
        ("supported-tie", partner.filter(|&i| is(&cues.zh[i], Relation::Supports)).map_or(0.0, tie)),
        ("tie", tied.as_ref().map_or(0.0, |t| t.1.min(2.0))),
        ("untied", truth(tied.is_none())),
        ("others", (cues.en.len() as f32 - 1.0).min(4.0)),
        ("cues", (cues.zh.len() as f32).min(4.0)),
        ("length", (pair.en.len().max(1) as f32).ln()),
    ]
}
