//! A pair of many thousand characters is judged part by part, so that its time grows with its length: what checks compare, they compare
//! all with all inside one pair, and nothing is rendered thousands of characters away.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::align::{Bead, Pair, SentenceBead, align};
use crate::document::{Segment, Side, Span};
use crate::lexicon::Lexicon;
use crate::text::sentence;

/// The longest source that is judged as one, in characters: longer than nearly any paragraph of real text, and the time of all checks is
/// still some hundredths of a second.
const LONGEST: usize = 4_000;

/// The longest translation that is judged as one, in bytes: what no source of [`LONGEST`] characters has.
const LONGEST_TARGET: usize = 32_000;

/// How long a part is, about, and how long at most.
const PART: Range<usize> = 1_500..3_000;

/// Longer sentences are cut into pieces, in characters.
const SENTENCE: usize = 200;

/// Bytes of English for one character of Chinese, about.
const BYTES: usize = 4;

/// How sure both beads beside a place must be for the pair to be cut there, if there is a choice.
const SURE: f32 = 0.9;

/// A part of a pair, or all of it.
pub struct Part {
    /// The part as a pair of its own.
    pub pair: Pair,
    /// Where it begins in the texts of the whole, in bytes.
    pub source: usize,
    /// The same in the translation.
    pub target: usize,
}

impl Part {
    /// A place in the source of the part as one in the whole.
    pub fn in_source(&self, span: Span) -> Span {
        Span::new(span.start + self.source, span.end + self.source)
    }

    /// A place in the translation of the part as one in the whole.
    pub fn in_target(&self, span: Span) -> Span {
        Span::new(span.start + self.target, span.end + self.target)
    }
}

/// Whether a pair is too long to be judged as one.
pub fn is_long(source: &str, target: &str) -> bool {
    target.len() > LONGEST_TARGET || (source.len() > LONGEST && source.chars().count() > LONGEST)
}

/// The parts of a long pair, in order: its sentences are aligned, and it is cut where both sides end one.
pub fn parts(pair: &Pair, lexicon: &Lexicon) -> Vec<Part> {
    let (zh, en) = (&pair.source.text, &pair.target.text);
    let parts_zh = |c: char| matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '、');
    let source = pieces(zh, sentence::chinese(zh), SENTENCE * '字'.len_utf8(), parts_zh);
    let target = pieces(en, sentence::english(en), SENTENCE * BYTES, |c| matches!(c, ',' | ';' | ':'));
    let beads = align(&texts(zh, &source), &texts(en, &target), lexicon);
    let length = |b: &Bead| {
        let chars: usize = source[b.source.clone()].iter().map(|s| zh[s.start..s.end].chars().count()).sum();
        let bytes: usize = target[b.target.clone()].iter().map(|s| s.len()).sum();
        chars.max(bytes / BYTES)
    };
    let lengths: Vec<usize> = beads.iter().map(length).collect();
    let cuts = cuts(&beads, &lengths);
    // What lies between two sentences belongs to the one before.
    let ends = |spans: &[Span], at: usize, all: usize| spans.get(at).map_or(all, |s| s.start);
    let mut begin = (0, 0);
    let stretches: Vec<(Span, Span)> = cuts
        .into_iter()
        .map(|(s, t)| {
            let end = (ends(&source, s, zh.len()), ends(&target, t, en.len()));
            let stretch = (Span::new(begin.0, end.0), Span::new(begin.1, end.1));
            begin = end;
            stretch
        })
        .collect();
    stretches
        .into_par_iter()
        .map(|(s, t)| {
            let mut part = Pair::new(&pair.id, pair.source.slice(s), pair.target.slice(t), lexicon);
            part.certainty = pair.certainty;
            part.paragraph.clone_from(&pair.paragraph);
            Part { pair: part, source: s.start, target: t.start }
        })
        .collect()
}

/// For each sentence of a paragraph that is too long to be looked at for every one of them, the part of the paragraph around it.
pub fn windows(beads: &[SentenceBead], make: impl Fn(Segment, Segment) -> Pair + Sync) -> Vec<Arc<Pair>> {
    let length = |b: &SentenceBead| {
        let chars: usize = b.source.iter().map(|s| s.text.chars().count()).sum();
        chars.max(b.target.iter().map(|s| s.text.len()).sum::<usize>() / BYTES)
    };
    let mut ends = Vec::new();
    let mut sum = 0;
    for (k, b) in beads.iter().enumerate() {
        sum += length(b);
        if sum >= PART.start || k + 1 == beads.len() {
            ends.push(k + 1);
            sum = 0;
        }
    }
    let begin = |g: usize| g.checked_sub(1).map_or(0, |g| ends[g]);
    let window = |g: usize| {
        // With the stretch before and the one behind.
        let near = &beads[begin(g.saturating_sub(1))..ends[(g + 1).min(ends.len() - 1)]];
        let join = |side, of: fn(&SentenceBead) -> &[Segment]| {
            Segment::join(side, &near.iter().flat_map(of).cloned().collect::<Vec<_>>())
        };
        Arc::new(make(join(Side::Source, |b| &b.source), join(Side::Target, |b| &b.target)))
    };
    let windows: Vec<Arc<Pair>> = (0..ends.len()).into_par_iter().map(window).collect();
    (0..ends.len()).flat_map(|g| std::iter::repeat_n(Arc::clone(&windows[g]), ends[g] - begin(g))).collect()
}

/// Where a pair is cut: how many pieces of either side stand before each end of a part, the last end among them. Crossing beads stay
/// together.
fn cuts(beads: &[Bead], lengths: &[usize]) -> Vec<(usize, usize)> {
    // The first target piece of all beads from each on.
    let mut first_behind = vec![usize::MAX; beads.len() + 1];
    for (k, b) in beads.iter().enumerate().rev() {
        let own = if b.target.is_empty() { usize::MAX } else { b.target.start };
        first_behind[k] = own.min(first_behind[k + 1]);
    }
    let is_sure = |b: &Bead| b.is_two_sided() && !b.is_crossing && b.confidence >= SURE;
    let mut out = Vec::new();
    let (mut source, mut target, mut length) = (0, 0, 0);
    for (k, b) in beads.iter().enumerate() {
        source = b.source.end.max(source);
        target = b.target.end.max(target);
        length += lengths[k];
        let Some(next) = beads.get(k + 1) else { break };
        let long_enough = length >= PART.end || (length >= PART.start && is_sure(b) && is_sure(next));
        if long_enough && target <= first_behind[k + 1] {
            out.push((source, target));
            length = 0;
        }
    }
    out.push((usize::MAX, usize::MAX));
    out
}

fn texts<'a>(text: &'a str, spans: &[Span]) -> Vec<&'a str> {
    spans.iter().map(|s| &text[s.start..s.end]).collect()
}

/// Sentences, those longer than `longest` bytes cut further: behind a mark that parts clauses, behind a space, or anywhere.
fn pieces(text: &str, sentences: Vec<Span>, longest: usize, parts: impl Fn(char) -> bool) -> Vec<Span> {
    let mut out = Vec::with_capacity(sentences.len());
    for s in sentences {
        let mut start = s.start;
        while s.end - start > longest {
            let end = (start..=start + longest).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(s.end);
            let window = &text[start..end];
            let behind = |fits: &dyn Fn(char) -> bool| {
                window.char_indices().rev().find(|(_, c)| fits(*c)).map(|(at, c)| at + c.len_utf8())
            };
            let cut = behind(&parts).or_else(|| behind(&char::is_whitespace)).unwrap_or(window.len());
            out.push(Span::new(start, start + cut));
            start += cut;
        }
        out.push(Span::new(start, s.end));
    }
    out
}
