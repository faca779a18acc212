//! Stances and measures at another step than the source's: a protest that becomes an objection, a prohibition that becomes advice.

use std::sync::OnceLock;

use crate::align::Pair;
use crate::document::Span;
use crate::extract::phrase::{self, Renderings};

/// Translations longer than this, in tokens, may say something else at another step.
const LONG: usize = 60;

/// In translations shorter than this, in tokens, the order of words says nothing.
const SHORT: usize = 12;

/// How far from the place of the source's word the other may stand, as a share of the text.
const FARTHEST: f32 = 0.4;

/// The words of the source whose step the translation has nowhere, with the words of another step.
pub fn other_steps(pair: &Pair) -> Vec<(Span, Span)> {
    static TABLE: OnceLock<Renderings> = OnceLock::new();
    let table = TABLE.get_or_init(|| Renderings::new(include_str!("../../../data/stances.tsv")));
    if pair.en.len() > LONG {
        return Vec::new();
    }
    let share = |at: usize, all: usize| at as f32 / all.max(1) as f32;
    table
        .chinese(&pair.zh)
        .into_iter()
        .filter_map(|(chars, row)| {
            let at = phrase::find(&pair.en, &row.wrong, 0)?;
            let drift = share(chars.start, pair.zh.chars().len()) - share(at.start, pair.en.len());
            let said = phrase::find(&pair.wider().en, &row.right, 0).is_some();
            let near = drift.abs() < FARTHEST || pair.en.len() < SHORT;
            (!said && near).then(|| (pair.zh.span(chars), pair.en.span(at)))
        })
        .collect()
}
