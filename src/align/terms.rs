//! A bilingual term list from an alignment: which Chinese expressions and English ones keep company, as they are written.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Bead;
use super::features::{Features, Texts};
use super::learn;
use super::recipe::Reliability;
use crate::lexicon::{Lexicon, stem};
use crate::text::{Chinese, English, Kind, is_han};

/// A pair of expressions that may be a term or a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The Chinese expression, as it is most often written.
    pub source: String,
    /// The English expression, as it is most often written.
    pub target: String,
    /// Dice coefficient of the two over the beads, 0 to 1.
    pub confidence: f32,
    /// Beads that have both.
    pub count: u32,
}

/// Least Dice coefficient of a term and each word of its rendering.
const DICE: f32 = 0.6;
/// Beads that must have both: of a name, and of other words.
const NAME_COUNT: u32 = 2;
const TERM_COUNT: u32 = 3;
/// Longest rendering, in words.
const LONGEST: usize = 6;

/// Terms of an alignment that the dictionary does not have, the surest first.
pub fn terms(source: &[&str], target: &[&str], beads: &[Bead], lexicon: &Lexicon) -> Vec<Term> {
    let texts = Texts::new(source, target, lexicon);
    let features = Features::new(&texts, lexicon, &Reliability::default(), None);
    let mut of_gram: FxHashMap<u32, Vec<(u32, f32, u32)>> = FxHashMap::default();
    for c in learn::company(&features, beads) {
        if c.dice >= DICE && features.gram_text[c.gram as usize].chars().count() > 1 {
            of_gram.entry(c.gram).or_default().push((c.word, c.dice, c.together));
        }
    }
    let mut grams: Vec<(u32, &str)> =
        of_gram.keys().map(|g| (*g, &*features.gram_text[*g as usize])).collect();
    grams.sort_by(|a, b| b.1.chars().count().cmp(&a.1.chars().count()).then(a.1.cmp(b.1)));

    let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (k, bead) in beads.iter().enumerate().filter(|(_, b)| b.is_two_sided()) {
        for i in bead.source.clone() {
            for g in features.grams.get(i).iter().filter(|g| of_gram.contains_key(g)) {
                let list = places.entry(*g).or_default();
                if list.last() != Some(&k) {
                    list.push(k);
                }
            }
        }
    }
    let mut found: Vec<Term> = Vec::new();
    let mut taken: Vec<(String, usize)> = Vec::new();
    for (gram, text) in grams {
        let words = &of_gram[&gram];
        let stems: Vec<&str> = words.iter().map(|w| &*features.word_text[w.0 as usize]).collect();
        let here = places.get(&gram).map_or(&[][..], |p| p);
        let source_texts = here.iter().flat_map(|k| texts.source[beads[*k].source.clone()].iter());
        let Some((folded, written)) = whole_expression(text, source_texts) else { continue };
        // A part of a longer term that occurs hardly more often is no term of its own.
        let part = |(longer, n): &(String, usize)| longer.contains(&folded) && here.len() * 4 <= n * 5;
        if taken.iter().any(part) || is_known(&folded, &stems, lexicon) {
            continue;
        }
        let target_texts = here.iter().flat_map(|k| texts.target[beads[*k].target.clone()].iter());
        let Some(rendering) = commonest(target_texts.filter_map(|t| rendering(t, &stems))) else { continue };
        let count = words.iter().map(|w| w.2).max().unwrap_or(0);
        let is_name = rendering.chars().next().is_some_and(char::is_uppercase);
        if count < if is_name { NAME_COUNT } else { TERM_COUNT } {
            continue;
        }
        let dice = words.iter().map(|w| w.1).fold(0.0, f32::max);
        taken.push((folded, here.len()));
        found.push(Term {
            source: written,
            target: rendering,
            // Company that was seen a few times only may be chance: one more bead without it would have halved the ratio.
            confidence: dice * count as f32 / (count as f32 + 1.0),
            count,
        });
    }
    found.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then(b.count.cmp(&a.count))
            .then_with(|| a.source.cmp(&b.source))
    });
    found
}

/// Longest term, in characters.
const LONGEST_TERM: usize = 12;

/// The whole expression that an n-gram is part of: widened while the same character stands beside it everywhere. Gives its
/// folded and its commonest written form; `None` if it mostly begins or ends inside a word of the dictionary.
fn whole_expression<'t>(gram: &str, texts: impl Iterator<Item = &'t Chinese>) -> Option<(String, String)> {
    let length = gram.chars().count();
    let mut occurrences: Vec<(&Chinese, Range<usize>)> =
        texts.flat_map(|t| t.find_all(gram).map(move |at| (t, at..at + length))).collect();
    let same =
        |chars: Vec<Option<char>>| chars[0].is_some_and(is_han) && chars.iter().all(|c| *c == chars[0]);
    while occurrences.first()?.1.len() < LONGEST_TERM {
        let before = |(t, r): &(&Chinese, Range<usize>)| Some(t.chars()[r.start.checked_sub(1)?]);
        let after = |(t, r): &(&Chinese, Range<usize>)| t.chars().get(r.end).copied();
        if same(occurrences.iter().map(before).collect()) {
            occurrences.iter_mut().for_each(|(_, r)| r.start -= 1);
        } else if same(occurrences.iter().map(after).collect()) {
            occurrences.iter_mut().for_each(|(_, r)| r.end += 1);
        } else {
            break;
        }
    }
    let at_words = |(t, r): &&(&Chinese, Range<usize>)| {
        let inside = |k: usize| t.words().iter().any(|w| (w.start as usize) < k && k < w.end as usize);
        !inside(r.start) && !inside(r.end)
    };
    if occurrences.iter().filter(at_words).count() * 2 <= occurrences.len() {
        return None;
    }
    let (text, range) = occurrences.first()?;
    let folded = text.folded(range.clone());
    Some((folded, commonest(occurrences.iter().map(|(t, r)| t.original(r.clone()).to_owned()))?))
}

/// Whether the dictionary renders the word so already.
fn is_known(text: &str, stems: &[&str], lexicon: &Lexicon) -> bool {
    lexicon.entry(text).is_some_and(|e| lexicon.stems(e).any(|s| stems.contains(&lexicon.stem_text(s))))
}

/// The shortest stretch of a text that has the most of the stems, as it is written.
fn rendering(text: &English, stems: &[&str]) -> Option<String> {
    let which: Vec<Option<usize>> = (0..text.len())
        .map(|k| {
            let token = text.tokens()[k];
            if token.kind != Kind::Word || token.stop {
                return None;
            }
            let stem = stem::stem(text.norm(k));
            stems.iter().position(|s| *s == stem)
        })
        .collect();
    let mut best: Option<(usize, usize, Range<usize>)> = None;
    for start in (0..which.len()).filter(|k| which[*k].is_some()) {
        let mut seen = vec![false; stems.len()];
        for (end, stem) in which.iter().enumerate().skip(start).take(LONGEST) {
            if text.tokens()[end].kind == Kind::Mark && text.norm(end) != "-" {
                break;
            }
            let Some(stem) = *stem else { continue };
            seen[stem] = true;
            let got = seen.iter().filter(|s| **s).count();
            let better = best.as_ref().is_none_or(|(g, length, _)| (got, *length) > (*g, end - start + 1));
            if better {
                best = Some((got, end - start + 1, start..end + 1));
            }
        }
    }
    best.map(|(_, _, range)| text.original(range).to_owned())
}

/// The commonest of some strings, the first in alphabet among equals.
fn commonest(strings: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for s in strings {
        *counts.entry(s).or_default() += 1;
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(s, _)| s)
}
