//! Words of a table rendered at another step than their own, or not at all: a protest that becomes an objection, an exemption that is gone.

use std::ops::Range;

use crate::align::Pair;
use crate::document::Span;
use crate::extract::phrase::{self, Renderings};
use crate::finding::{Draft, Message, Severity};
use crate::text::clause;

/// Translations longer than this, in tokens, may say something else at another step.
pub(super) const LONG: usize = 60;

/// In translations shorter than this, in tokens, the order of words says nothing.
const SHORT: usize = 24;

/// How far from the place of the source's word the other may stand, as a share of the text.
const FARTHEST: f32 = 0.4;

/// Translations shorter than this, in tokens, are headings, which may say less.
pub(super) const HEADING: usize = 5;

/// Light words that may stand between a negation and what it denies.
const LIGHT: &str = "能会可曾有是必要再肯敢应想愿得";

/// Whether the words from `at` on are denied, so that they say nothing by themselves: 不反对, 并非缺乏.
pub(super) fn is_denied(pair: &Pair, at: usize) -> bool {
    let chars = pair.zh.chars();
    let denies = |k: Option<usize>| k.is_some_and(|k| "不没无未非莫勿".contains(chars[k]));
    let light = at.checked_sub(1).is_some_and(|k| LIGHT.contains(chars[k]));
    denies(at.checked_sub(1)) || (light && denies(at.checked_sub(2)))
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
            let within = window(pair, chars.start);
            let at = phrase::find_in(&pair.en, &row.wrong, within.clone())?;
            let said = phrase::find_in(&pair.en, &row.right, within).is_some();
            (!said && is_near(pair, &chars, &at)).then(|| (pair.zh.span(chars), pair.en.span(at)))
        })
        .collect()
}

/// The words of the source that the translation says nowhere, of rows whose absence tells.
pub(super) fn unsaid(pair: &Pair, table: &'static Renderings) -> Vec<Span> {
    if pair.en.len() < HEADING {
        return Vec::new();
    }
    let mut past: Vec<*const phrase::Row> = Vec::new();
    let told = |(chars, row): (Range<usize>, &'static phrase::Row)| {
        // A word that comes again is the same finding.
        if past.contains(&std::ptr::from_ref(row)) {
            return None;
        }
        past.push(row);
        let said = is_said(pair, chars.start, &row.right);
        (row.absence && !said && !is_denied(pair, chars.start)).then(|| pair.zh.span(chars))
    };
    table.chinese(&pair.zh).into_iter().filter_map(told).collect()
}

/// The tokens of the sentence that renders the clause with character `at`, as its words tell: all of them in a sentence bead, or where they do
/// not agree.
pub(super) fn window(pair: &Pair, at: usize) -> Range<usize> {
    let whole = 0..pair.en.len();
    if pair.paragraph.is_some() {
        return whole;
    }
    let ends = |k: &usize| matches!(pair.en.norm(*k), "." | "!" | "?") && clause::parts_english(&pair.en, *k);
    let sentence = |token: usize| {
        let start = (0..token).rev().find(ends).map_or(0, |k| k + 1);
        start..(token..whole.end).find(ends).map_or(whole.end, |k| k + 1)
    };
    let clause = clause::around(&clause::chinese(pair.zh.chars()), at);
    let words = pair.links.of_chars(clause.clone()).filter(|l| {
        l.end - l.start > 1 && clause.contains(&(l.start as usize)) && (l.end as usize) <= clause.end
    });
    let tokens: Vec<usize> = words.map(|l| l.token as usize).collect();
    let Some(&first) = tokens.first() else { return whole };
    let found = sentence(first);
    let share = at as f32 / pair.zh.chars().len().max(1) as f32;
    let of = |k: usize| k as f32 / whole.end.max(1) as f32;
    let stands = share + SLACK > of(found.start) && share < of(found.end) + SLACK;
    if stands && tokens.iter().all(|k| found.contains(k)) { found } else { whole }
}

/// How far outside its sentence a clause may stand, as a share of the text.
const SLACK: f32 = 0.12;

/// Whether one of the phrases stands where the sentence with character `at` is rendered, or in the paragraph around a sentence bead.
pub(super) fn is_said(pair: &Pair, at: usize, phrases: &[phrase::Phrase]) -> bool {
    let en = &pair.wider().en;
    let within = if pair.paragraph.is_some() { 0..en.len() } else { window(pair, at) };
    phrase::find_in(en, phrases, within).is_some()
}

/// Confidence from which on a finding is shown.
pub(super) const SHOWN: f32 = 0.5;

/// What a check reports of a table, unless it found as much by itself: words of another step as `changed`, words that nothing renders as
/// `dropped`, each with its confidence.
pub(super) fn report(
    pair: &Pair,
    table: &'static Renderings,
    (changed, sure): (&'static Message, f32),
    (dropped, likely): (&'static Message, f32),
    out: &mut Vec<Draft>,
) {
    let cut = |text: &str, s: Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
    let known = |out: &[Draft], source: Span| {
        out.iter().any(|d| d.confidence >= SHOWN && d.source.is_some_and(|s| s.overlaps(source)))
    };
    for (source, target) in other(pair, table) {
        if known(out, source) {
            continue;
        }
        let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
        out.push(Draft::new(Severity::Major, sure, changed, args).source(source).target(target));
    }
    for source in unsaid(pair, table) {
        if known(out, source) {
            continue;
        }
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
