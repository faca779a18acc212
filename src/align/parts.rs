//! A pair that was given whole, cut into its own sentences.

use std::ops::Range;

use super::{Options, Pair, Recipe, align_with};
use crate::document::Span;
use crate::lexicon::Lexicon;
use crate::text::sentence;

/// Pairs of more sentences are documents, and are aligned as such.
const MOST_SENTENCES: usize = 60;

/// Sentences of a pair that render each other; those of one side may be none.
#[derive(Debug, Clone)]
pub struct Part {
    /// Bytes of the pair's source.
    pub source: Span,
    /// Bytes of the pair's translation.
    pub target: Span,
    /// The sentences by themselves.
    pub pair: Pair,
}

/// A sentence of the source that an alignment leaves without a partner, or would if it were a little readier to.
#[derive(Debug, Clone)]
pub struct Alone {
    /// Bytes of the pair's source.
    pub span: Span,
    /// How much readier: steps of one natural logarithm in the prior of a one-sided bead, 0 to 3.
    pub level: usize,
    /// How little the translation of its neighbours renders of it: the score of a gap among them.
    pub score: f32,
}

/// Steps by which the prior is raised. Beyond them everything stands alone in correct translations, too.
pub const LEVELS: usize = 3;

/// The sentences of a pair, aligned.
pub(super) fn parts(pair: &Pair, recipe: &Recipe, lexicon: &Lexicon) -> Vec<Part> {
    let part = |(s, t, confidence): (Span, Span, f32)| {
        let mut within = Pair::new("", pair.source.slice(s), pair.target.slice(t), lexicon);
        within.certainty = confidence;
        Part { source: s, target: t, pair: within }
    };
    beads(pair, recipe, lexicon).into_iter().map(part).collect()
}

/// The bytes of both sides that render each other, and how sure that is.
fn beads(pair: &Pair, recipe: &Recipe, lexicon: &Lexicon) -> Vec<(Span, Span, f32)> {
    let (source, target) = (sentence::chinese(&pair.source.text), sentence::english(&pair.target.text));
    if source.len() < 2 || target.len() < 2 || source.len().max(target.len()) > MOST_SENTENCES {
        return Vec::new();
    }
    fn texts<'t>(text: &'t str, spans: &[Span]) -> Vec<&'t str> {
        spans.iter().map(|s| &text[s.start..s.end]).collect()
    }
    let (zh, en) = (texts(&pair.source.text, &source), texts(&pair.target.text, &target));
    let whole = |spans: &[Span], of: &Range<usize>| match &spans[of.clone()] {
        [] => Span::new(0, 0),
        [first, rest @ ..] => Span::new(first.start, rest.last().unwrap_or(first).end),
    };
    let options = Options { recipe: recipe.clone(), ..Options::default() };
    let beads = align_with(&zh, &en, lexicon, &options);
    beads.iter().map(|b| (whole(&source, &b.source), whole(&target, &b.target), b.confidence)).collect()
}

/// The sentences of the source that stand alone at some level.
pub(super) fn alone(pair: &Pair, lexicon: &Lexicon) -> Vec<Alone> {
    let mut out: Vec<Alone> = Vec::new();
    let mut add = |level: usize, beads: &[(Span, Span, f32)]| {
        for (k, (source, target, _)) in beads.iter().enumerate() {
            if !target.is_empty() || out.iter().any(|a| a.span.overlaps(*source)) {
                continue;
            }
            if let Some(score) = among(pair, beads, k, lexicon) {
                out.push(Alone { span: *source, level, score });
            }
        }
    };
    let strict: Vec<(Span, Span, f32)> =
        pair.parts(lexicon).iter().map(|p| (p.source, p.target, p.pair.certainty)).collect();
    if strict.is_empty() {
        return out;
    }
    add(0, &strict);
    let at = |level: usize| {
        let mut recipe = Recipe::of_pair();
        recipe.weights.one_sided += level as f32;
        beads(pair, &recipe, lexicon)
    };
    let known = |beads: &[(Span, Span, f32)]| beads.iter().filter(|b| b.1.is_empty()).count();
    let loosest = at(LEVELS);
    // Most pairs have none, whatever the prior.
    if known(&loosest) > known(&strict) {
        (1..LEVELS).for_each(|level| add(level, &at(level)));
        add(LEVELS, &loosest);
    }
    out
}

/// What the sentence of bead `k` scores between the nearest two-sided beads before and after it.
fn among(pair: &Pair, beads: &[(Span, Span, f32)], k: usize, lexicon: &Lexicon) -> Option<f32> {
    let two_sided = |b: &&(Span, Span, f32)| !b.0.is_empty() && !b.1.is_empty();
    let before = beads[..k].iter().rev().find(two_sided);
    let after = beads[k + 1..].iter().find(two_sided);
    let (first, last) = (before.or(after)?, after.or(before)?);
    let lone = beads[k].0;
    let source = Span::new(first.0.start.min(lone.start), last.0.end.max(lone.end));
    let target = Span::new(first.1.start, last.1.end);
    let near = Pair::new("", pair.source.slice(source), pair.target.slice(target), lexicon);
    near.unexplained(Span::new(lone.start - source.start, lone.end - source.start), lexicon)
}
