//! Words of a table rendered at another step than their own, or not at all: a protest that becomes an objection, an exemption that is gone.

use std::ops::Range;

use crate::align::Pair;
use crate::document::Span;
use crate::extract::phrase::{self, Renderings};
use crate::finding::{Draft, Message, Severity};

/// Translations longer than this, in tokens, may say something else at another step.
pub(super) const LONG: usize = 60;

/// In translations shorter than this, in tokens, the order of words says nothing.
const SHORT: usize = 12;

/// How far from the place of the source's word the other may stand, as a share of the text.
const FARTHEST: f32 = 0.4;

/// Translations shorter than this, in tokens, are headings, which may say less.
pub(super) const HEADING: usize = 5;

/// Whether the words from `at` on are denied, so that they say nothing by themselves: 不反对, 并非缺乏.
pub(super) fn is_denied(pair: &Pair, at: usize) -> bool {
    pair.zh.chars()[at.saturating_sub(2)..at].iter().any(|c| "不没无未非莫勿".contains(*c))
}

/// The words of the source whose step the translation has nowhere, with the words of another step.
pub(super) fn other(pair: &Pair, table: &'static Renderings) -> Vec<(Span, Span)> {
    if pair.en.len() > LONG {
        return Vec::new();
    }
    table
        .chinese(&pair.zh)
        .into_iter()
        .filter_map(|(chars, row)| {
            let at = phrase::find(&pair.en, &row.wrong, 0)?;
            let said = phrase::find(&pair.wider().en, &row.right, 0).is_some();
            (!said && is_near(pair, &chars, &at)).then(|| (pair.zh.span(chars), pair.en.span(at)))
        })
        .collect()
}

/// The words of the source that the translation says nowhere, of rows whose absence tells.
pub(super) fn unsaid(pair: &Pair, table: &'static Renderings) -> Vec<Span> {
    if pair.en.len() < HEADING {
        return Vec::new();
    }
    let told = |(chars, row): (Range<usize>, &phrase::Row)| {
        let said = phrase::find(&pair.wider().en, &row.right, 0).is_some();
        (row.absence && !said && !is_denied(pair, chars.start)).then(|| pair.zh.span(chars))
    };
    table.chinese(&pair.zh).into_iter().filter_map(told).collect()
}

/// What a check reports of a table: words of another step as `changed`, words that nothing renders as `dropped`, each with its confidence.
pub(super) fn report(
    pair: &Pair,
    table: &'static Renderings,
    (changed, sure): (&'static Message, f32),
    (dropped, likely): (&'static Message, f32),
    out: &mut Vec<Draft>,
) {
    let cut = |text: &str, s: Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
    for (source, target) in other(pair, table) {
        let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
        out.push(Draft::new(Severity::Major, sure, changed, args).source(source).target(target));
    }
    for source in unsaid(pair, table) {
        let args = vec![cut(pair.zh.text(), source)];
        out.push(Draft::new(Severity::Major, likely, dropped, args).source(source));
    }
}

/// Whether two places stand at about the same share of their texts.
pub(super) fn is_near(pair: &Pair, chars: &Range<usize>, at: &Range<usize>) -> bool {
    let share = |at: usize, all: usize| at as f32 / all.max(1) as f32;
    let drift = share(chars.start, pair.zh.chars().len()) - share(at.start, pair.en.len());
    drift.abs() < FARTHEST || pair.en.len() < SHORT
}
