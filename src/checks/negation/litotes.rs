//! Set phrases that hold a negation, rendered by a word that would have to be denied.

use std::ops::Range;
use std::sync::OnceLock;

use crate::align::{Link, Pair};
use crate::document::Span;
use crate::extract::Mention;
use crate::extract::negation::{self, Negation};
use crate::extract::phrase::{self, Renderings};

/// How far before and behind a word a negation may stand that belongs to it, in tokens.
const BEFORE: usize = 7;
const BEHIND: usize = 3;

/// Adverbs that take back what they stand before: *nearly missed*.
const TAKE_BACK: [&str; 6] = ["almost", "nearly", "narrowly", "barely", "rather", "instead"];

/// The phrases of the source that the translation says the reverse of, with the words that do.
pub fn reversed(pair: &Pair) -> Vec<(Span, Span)> {
    static TABLE: OnceLock<Renderings> = OnceLock::new();
    let table = TABLE.get_or_init(|| Renderings::new(include_str!("../../../data/litotes.tsv")));
    let found = table.chinese(&pair.zh);
    if found.is_empty() {
        return Vec::new();
    }
    let negations = negation::english(&pair.en);
    let affirmed = |at: &Range<usize>| is_affirmed(pair, &negations, at);
    // It may render another word: 明确 beside 不明.
    let others = |chars: &Range<usize>, at: &Range<usize>| {
        let outside = |l: &Link| {
            l.end - l.start > 1 && (l.end as usize <= chars.start || chars.end <= l.start as usize)
        };
        at.clone().any(|k| pair.links.of_token(k).iter().any(outside))
    };
    // What is denied is affirmed elsewhere: 做得好 … 做得不好.
    let affirms = |chars: &Range<usize>| {
        let base: String =
            pair.zh.chars()[chars.clone()].iter().skip_while(|c| "不没有无未非".contains(**c)).collect();
        base.chars().count() < chars.len()
            && pair.zh.find_all(&base).any(|at| at < chars.start || chars.end <= at)
    };
    let far = |zh: usize, en: usize| {
        let share = |at: usize, all: usize| at as f32 / all.max(1) as f32;
        let drift = share(zh, pair.zh.chars().len()) - share(en, pair.en.len());
        pair.en.len() >= SHORT && drift.abs() > FARTHEST
    };
    found
        .into_iter()
        .filter_map(|(chars, row)| {
            let at = phrase::find(&pair.en, &row.wrong, 0)?;
            (affirmed(&at) && !others(&chars, &at) && !affirms(&chars) && !far(chars.start, at.start))
                .then(|| (pair.zh.span(chars), pair.en.span(at)))
        })
        .collect()
}

/// Whether nothing denies or takes back what stands at those tokens.
pub(super) fn is_affirmed(pair: &Pair, negations: &[Mention<Negation>], at: &Range<usize>) -> bool {
    let near = at.start.saturating_sub(BEFORE)..at.end + BEHIND;
    let denied = negations.iter().any(|n| {
        let behind = n.range.start >= at.end;
        let spoken = n.value.force.is_spoken() && !n.value.inside;
        // *Did not believe that it was good enough* denies what follows.
        let raised = spoken && n.range.end <= at.start && n.value.clause.contains(&at.start);
        raised
            || (n.range.start < near.end && near.start < n.range.end && n.range != *at && (spoken || !behind))
    });
    !denied && !near.clone().any(|k| TAKE_BACK.contains(&pair.en.norm(k)))
}

/// In translations shorter than this, in tokens, the order of words says nothing.
const SHORT: usize = 12;

/// How far from the place of the phrase the words may stand, as a share of the text.
const FARTHEST: f32 = 0.35;
