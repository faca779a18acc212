//! Words of the source that deny without saying 不 or 没, whose denial the translation has nowhere: 罔顾, 免予, 尚待.

use std::sync::OnceLock;

use super::litotes::is_affirmed;
use crate::align::Pair;
use crate::checks::steps::{self, HEADING, LONG};
use crate::document::Span;
use crate::extract::negation::{self, Force};
use crate::extract::phrase::{self, Renderings};

/// Words of data/en/negation.tsv that limit, doubt or delay, but deny nothing by themselves.
const IDLE: [&str; 23] = [
    "only", "merely", "mere", "simply", "solely", "alone", "just", "might", "perhaps", "maybe", "possibly",
    "before", "until", "till", "still", "remain", "remains", "against", "bad", "worse", "worst", "limited",
    "adverse",
];

/// The words that deny, each with the words of the translation that affirm, if any; where there are none, nothing in the whole
/// translation denies.
pub fn undenied(pair: &Pair) -> Vec<(Span, Option<Span>)> {
    static TABLE: OnceLock<Renderings> = OnceLock::new();
    let table = TABLE.get_or_init(|| Renderings::new(include_str!("../../../data/denials.tsv")));
    let mut found = table.chinese(&pair.zh);
    found.retain(|(chars, _)| !steps::is_denied(pair, chars.start));
    if found.is_empty() || pair.en.len() < HEADING {
        return Vec::new();
    }
    let negations = negation::english(&pair.en);
    let wider = &pair.wider().en;
    let denies = |at: usize| {
        let within = if pair.paragraph.is_some() { 0..wider.len() } else { steps::window(pair, at) };
        let idle = |k: usize| IDLE.contains(&wider.norm(k));
        negation::english(wider).iter().any(|n| {
            let word = n.value.force == Force::Word && n.value.inside && n.range.len() == 1;
            within.contains(&n.range.start) && !(word && idle(n.range.start))
        })
    };
    let (mut out, mut past) = (Vec::new(), Vec::new());
    for (chars, row) in found {
        // A word that comes again is the same finding.
        if past.contains(&std::ptr::from_ref(row)) {
            continue;
        }
        past.push(std::ptr::from_ref(row));
        if steps::is_said(pair, chars.start, &row.right) {
            continue;
        }
        let affirmed = phrase::find_in(&pair.en, &row.wrong, steps::window(pair, chars.start))
            .filter(|at| pair.en.len() <= LONG && steps::is_near(pair, &chars, at))
            .filter(|at| is_affirmed(pair, &negations, at));
        if let Some(at) = affirmed {
            out.push((pair.zh.span(chars), Some(pair.en.span(at))));
        } else if row.absence && !denies(chars.start) {
            out.push((pair.zh.span(chars), None));
        }
    }
    out
}
