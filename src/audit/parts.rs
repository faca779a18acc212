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

/// Longer sentences are aligned in pieces, in characters.
const SENTENCE: usize = 60;

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
    let source = Pieces::new(zh, sentence::chinese(zh), SENTENCE * '字'.len_utf8(), parts_zh);
    let target = Pieces::new(en, sentence::english(en), SENTENCE * BYTES, |c| matches!(c, ',' | ';' | ':'));
    let beads = align(&source.texts(zh), &target.texts(en), lexicon);
    let mut begin = (0, 0);
    let stretches: Vec<(Span, Span)> = cuts(&beads, &source, &target)
        .into_iter()
        .map(|(s, t)| {
            // What lies between two pieces belongs to the one before.
            let end = (source.begin(s).unwrap_or(zh.len()), target.begin(t).unwrap_or(en.len()));
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

/// Where a pair is cut: how many pieces of either side stand before each end of a part, the last end among them. Beads that cross others
/// are not waited for.
fn cuts(beads: &[Bead], source: &Pieces, target: &Pieces) -> Vec<(usize, usize)> {
    let is_sure = |b: &Bead| b.is_two_sided() && !b.is_crossing && b.confidence >= SURE;
    let mut out = Vec::new();
    let (mut last, mut at) = ((0, 0), (0, 0));
    for (k, b) in beads.iter().enumerate() {
        at.0 = b.source.end.max(at.0);
        if !b.is_crossing {
            at.1 = b.target.end.max(at.1);
        }
        let Some(next) = beads.get(k + 1) else { break };
        let chars = source.bytes(last.0..at.0) / '字'.len_utf8();
        let length = chars.max(target.bytes(last.1..at.1) / BYTES);
        let is_safe = || is_sure(b) && is_sure(next) && source.closes(at.0) && target.closes(at.1);
        if length >= PART.end || (length >= PART.start && is_safe()) {
            out.push(at);
            last = at;
        }
    }
    out.push((source.spans.len(), target.spans.len()));
    out
}

/// The sentences of a text, long ones in pieces.
struct Pieces {
    spans: Vec<Span>,
    /// Whether each ends a sentence.
    closes: Vec<bool>,
}

impl Pieces {
    /// Sentences, those longer than `longest` bytes cut behind a mark that parts clauses, behind a space, or anywhere.
    fn new(text: &str, sentences: Vec<Span>, longest: usize, parts: impl Fn(char) -> bool) -> Self {
        let mut out = Self { spans: Vec::with_capacity(sentences.len()), closes: Vec::new() };
        for s in sentences {
            let mut start = s.start;
            while s.end - start > longest {
                let end = (start..=start + longest).rev().find(|at| text.is_char_boundary(*at));
                let window = &text[start..end.unwrap_or(s.end)];
                let behind = |fits: &dyn Fn(char) -> bool| {
                    window.char_indices().rev().find(|(_, c)| fits(*c)).map(|(at, c)| at + c.len_utf8())
                };
                let cut = behind(&parts).or_else(|| behind(&char::is_whitespace)).unwrap_or(window.len());
                out.spans.push(Span::new(start, start + cut));
                out.closes.push(false);
                start += cut;
            }
            out.spans.push(Span::new(start, s.end));
            out.closes.push(true);
        }
        out
    }

    fn texts<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.spans.iter().map(|s| &text[s.start..s.end]).collect()
    }

    /// Where piece `k` begins, if there is one.
    fn begin(&self, k: usize) -> Option<usize> {
        self.spans.get(k).map(|s| s.start)
    }

    /// Whether a sentence ends before piece `k`.
    fn closes(&self, k: usize) -> bool {
        k > 0 && self.closes[k - 1]
    }

    /// How long these pieces are together.
    fn bytes(&self, pieces: Range<usize>) -> usize {
        let (from, to) = (self.begin(pieces.start), pieces.end.checked_sub(1).map(|k| self.spans[k].end));
        from.zip(to).map_or(0, |(from, to)| to.saturating_sub(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of different content, so many that both sides are long, and the place of one among them.
    fn long(wrong: usize) -> (String, String) {
        let (mut source, mut target) = (String::new(), String::new());
        let towns = [("北京", "Beijing"), ("上海", "Shanghai"), ("广州", "Guangzhou"), ("天津", "Tianjin")];
        for k in 0..400 {
            let (zh, en) = towns[k * 7 % 4];
            let (people, said) = (1_200 + 13 * k, if k == wrong { 77_777 } else { 1_200 + 13 * k });
            source.push_str(&format!("{zh}的工厂今年有{people}名工人。"));
            target.push_str(&format!("This year the factory in {en} has {said} workers. "));
        }
        (source, target)
    }

    #[test]
    fn parts_hold_all_of_a_long_pair_in_order() {
        let lexicon = Lexicon::embedded();
        let (source, target) = long(usize::MAX);
        assert!(is_long(&source, &target));
        let pair = Pair::of(&source, &target, lexicon);
        let parts = parts(&pair, lexicon);
        assert!(parts.len() > 2);
        assert_eq!(parts.iter().map(|p| p.pair.source.text.as_str()).collect::<String>(), source);
        assert_eq!(parts.iter().map(|p| p.pair.target.text.as_str()).collect::<String>(), target);
        for p in &parts {
            assert!(source[p.source..].starts_with(&p.pair.source.text));
            assert!(target[p.target..].starts_with(&p.pair.target.text));
            assert!(p.pair.source.text.chars().count() <= PART.end + 2 * SENTENCE);
            assert_eq!(p.pair.source.text.matches('。').count(), p.pair.target.text.matches('.').count());
        }
    }

    #[test]
    fn a_text_without_marks_has_parts_too() {
        let lexicon = Lexicon::embedded();
        let pair = Pair::of(&"中国".repeat(5_000), &"China".repeat(5_000), lexicon);
        let parts = parts(&pair, lexicon);
        assert!(parts.len() > 2);
        assert_eq!(parts.iter().map(|p| p.pair.source.text.len()).sum::<usize>(), pair.source.text.len());
        assert_eq!(parts.iter().map(|p| p.pair.target.text.len()).sum::<usize>(), pair.target.text.len());
    }

    #[test]
    fn findings_of_a_part_have_their_place_in_the_whole() {
        let (source, target) = long(250);
        let options = crate::audit::Options::default();
        let pair = Pair::of(&source, &target, options.lexicon);
        let found = crate::audit::check_pairs("", None, &[pair], false, &options);
        let wrong = found.iter().find(|f| f.check == "numbers").expect("the wrong number is found");
        let (s, t) = (wrong.spans.0.expect("it has a place"), wrong.spans.1.expect("it has a place"));
        assert_eq!(&target[t.start..t.end], wrong.target_quote);
        assert_eq!(&source[s.start..s.end], wrong.source_quote);
        assert!(wrong.target_quote.contains("77777"), "{}", wrong.target_quote);
        assert!(wrong.source_quote.contains(&(1_200 + 13 * 250).to_string()), "{}", wrong.source_quote);
    }
}
