//! Segments that the alignment joined with their neighbours, and of which the translation renders only those.

use super::clause::{Extent, Lost, is_owned, trimmed_span};
use crate::align::{Pair, leads};
use crate::document::{Side, Span};
use crate::finding::Severity;
use crate::lexicon::Lexicon;
use crate::text::{Chinese, English, is_han};

/// The segments of one side of a bead.
fn spans(pair: &Pair, side: Side) -> impl Iterator<Item = Span> {
    let (joints, text) = match side {
        Side::Source => (&pair.joints[0], &pair.source.text),
        Side::Target => (&pair.joints[1], &pair.target.text),
    };
    let ends = joints.iter().skip(1).copied().chain([text.len()]);
    joints.iter().zip(ends).map(|(start, end)| Span::new(*start, end))
}

/// The enumerators that the segments of one side of a bead begin with.
pub(super) fn leads_of(pair: &Pair, side: Side, lexicon: &Lexicon) -> Vec<Option<u32>> {
    let lead = |s: Span| match side {
        Side::Source => leads::chinese(&Chinese::new(&pair.source.text[s.start..s.end], lexicon)),
        Side::Target => leads::english(&English::new(&pair.target.text[s.start..s.end], lexicon)),
    };
    spans(pair, side).map(lead).collect()
}

/// Ideographs below which a segment may have been folded into another one.
const TELLING: usize = 8;
/// Score from which on a segment is reported, and what a unit above is worth. Of 1,600 segments in beads of several that were not left out nine (three
/// different ones) reach it, of 80 that were 12.
const LEAST: f32 = 2.0;
const SLOPE: f32 = 0.08;
/// How sure the bead must be: its corners are those of a finer alignment.
const SURE: f32 = 0.93;
/// Confidence of a segment whose enumerator the translation lacks while it has that of another of the bead. Of those that were not left
/// out there was none.
const SKIPPED_NUMBER: f32 = 0.8;

/// The segments of the source of a bead that has more of them than its translation has, and that nothing renders.
pub(super) fn lost(pair: &Pair, lexicon: &Lexicon) -> Vec<Lost> {
    let mut out = Vec::new();
    if pair.joints[0].len() < 2 || pair.joints[1].len() >= pair.joints[0].len() {
        return out;
    }
    let leads = [Side::Source, Side::Target].map(|side| leads_of(pair, side, lexicon));
    let says = |value: u32| (0..pair.en.len()).any(|k| pair.en.norm(k) == value.to_string());
    for (span, lead) in spans(pair, Side::Source).zip(&leads[0]) {
        let text = &pair.source.text[span.start..span.end];
        let skipped = lead.is_some_and(|v| leads[1].iter().any(Option::is_some) && !says(v));
        let confidence = if skipped && !leads[1].contains(lead) {
            SKIPPED_NUMBER
        } else if pair.certainty >= SURE
            && text.chars().filter(|c| is_han(*c)).count() >= TELLING
            && super::lone::ends_sentence(text)
        {
            match pair.unexplained(span, lexicon) {
                Some(score) if score >= LEAST => (0.5 + SLOPE * (score - LEAST)).min(SKIPPED_NUMBER),
                _ => continue,
            }
        } else {
            continue;
        };
        let Some(span) = trimmed_span(pair, Side::Source, span) else { continue };
        if !is_owned(pair, Side::Source, span) {
            out.push(Lost { span, extent: Extent::Sentence, severity: Severity::Major, confidence });
        }
    }
    // A bead of which nothing is left renders something else.
    if out.len() == pair.joints[0].len() { Vec::new() } else { out }
}
