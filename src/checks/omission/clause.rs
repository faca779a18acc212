//! Sentences and clauses inside a pair of which nothing is rendered.

use std::ops::Range;
use std::sync::OnceLock;

use super::joined;
use crate::align::coverage::Coverage;
use crate::align::odds::{Odds, truth};
use crate::align::{Alone, Links, Pair, Part};
use crate::checks::Context;
use crate::document::{Side, Span};
use crate::finding::Severity;
use crate::lexicon::Lexicon;
use crate::text::{Kind, is_han};

/// A stretch of one side that the other does not render.
pub struct Lost {
    /// Its place without the marks at its edges.
    pub span: Span,
    /// What it is.
    pub extent: Extent,
    /// How grave it is.
    pub severity: Severity,
    /// How sure.
    pub confidence: f32,
}

/// How much was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The whole segment.
    Whole,
    /// One sentence or several.
    Sentence,
    /// Part of a sentence.
    Clause,
}

/// The score (source, translation) that in correct translations about one segment in 700 reaches on either side: it stands for even
/// odds that an editor agrees.
const EVEN: [f32; 2] = [2.9, 3.4];
/// What a unit of score above or below [`EVEN`] is worth.
const SLOPE: f32 = 0.6;
/// Units below which a stretch is a modifier, whose loss is minor.
const SHORT: usize = 3;

/// The stretches of one side of a two-sided pair that the other does not render.
pub fn lost(cx: &Context, pair: &Pair, side: Side) -> Vec<Lost> {
    if let Some(all) = nothing(pair, side) {
        return vec![all];
    }
    let mut out = gaps(cx, pair, pair.paragraph.as_deref(), side);
    // The sentences of a document are aligned already.
    if pair.paragraph.is_none() {
        inside(cx, pair, side, &mut out);
    }
    if side == Side::Source {
        joined::lost(pair, cx.lexicon).into_iter().for_each(|l| cover(&mut out, l));
    }
    out
}

/// Adds a sentence in place of its clauses, as sure as the surest of them.
fn cover(out: &mut Vec<Lost>, mut whole: Lost) {
    let overlaps = |l: &Lost| l.span.overlaps(whole.span);
    whole.confidence =
        out.iter().filter(|l| overlaps(l)).map(|l| l.confidence).fold(whole.confidence, f32::max);
    out.retain(|l| !overlaps(l));
    out.push(whole);
}

/// The gaps of a pair that stands in `wider`.
fn gaps(cx: &Context, pair: &Pair, wider: Option<&Pair>, side: Side) -> Vec<Lost> {
    let mut out = Vec::new();
    for gap in pair.gaps(side, cx.lexicon) {
        let Some(span) = trimmed(pair, side, &gap.range) else { continue };
        if is_owned(pair, side, span) {
            continue;
        }
        let even = EVEN[usize::from(side == Side::Target)];
        let mut confidence = 1.0 / (1.0 + (-SLOPE * (gap.score - even)).exp());
        let moved = wider.is_some_and(|w| elsewhere(cx, pair, w, side, &gap.units));
        if moved || (side == Side::Target && has_shorthand(pair)) {
            confidence *= 0.4;
        }
        let extent = if gap.is_sentence { Extent::Sentence } else { Extent::Clause };
        let severity = if extent == Extent::Clause && gap.units.len() <= SHORT {
            Severity::Minor
        } else {
            Severity::Major
        };
        out.push(Lost { span, extent, severity, confidence: confidence.min(0.95) });
    }
    out
}

/// Paired sentences from which on each is judged by itself, too: in so long a text something explains any word. And how sure their pairing must be.
const MANY: usize = 4;
const SURE: f32 = 0.9;

/// What is lost in or beside the sentences of a pair given whole.
fn inside(cx: &Context, pair: &Pair, side: Side, out: &mut Vec<Lost>) {
    skipped(pair, side, cx, out);
    if side == Side::Target {
        return;
    }
    let parts = pair.parts(cx.lexicon);
    if parts.iter().filter(|p| p.pair.is_two_sided()).count() < MANY {
        return;
    }
    let is_sure = |p: &&Part| p.pair.is_two_sided() && p.pair.certainty >= SURE;
    for part in parts.iter().filter(is_sure) {
        for mut l in gaps(cx, &part.pair, Some(pair), side) {
            l.span = Span::new(l.span.start + part.source.start, l.span.end + part.source.start);
            match out.iter_mut().find(|o| o.span.overlaps(l.span)) {
                Some(o) => o.confidence = o.confidence.max(l.confidence),
                None => out.push(l),
            }
        }
    }
}

/// Letters of a sentence (ideographs in the source) below which it may be folded into another one.
const TELLING: [usize; 2] = [8, 24];

/// Whole sentences that the alignment of a pair given whole leaves without a partner. A sentence stands for its clauses.
fn skipped(pair: &Pair, side: Side, cx: &Context, out: &mut Vec<Lost>) {
    let (text, found) = match side {
        Side::Source => (&pair.source.text, omitted(pair, cx.lexicon)),
        Side::Target => (&pair.target.text, added(pair, cx.lexicon)),
    };
    for (span, confidence) in found {
        let letters = text[span.start..span.end].chars().filter(|c| c.is_alphanumeric()).count();
        if letters < TELLING[usize::from(side == Side::Target)] || is_owned(pair, side, span) {
            continue;
        }
        let whole = Lost { span, extent: Extent::Sentence, severity: Severity::Major, confidence };
        cover(out, whole);
    }
}

/// In 4,038 correct translations, 169 of them with several sentences on both sides, no such sentence was left over that others did not
/// find missing too; a free rendering may still fold one into its neighbours.
const SKIPPED: f32 = 0.7;

fn added(pair: &Pair, lexicon: &Lexicon) -> Vec<(Span, f32)> {
    let alone = pair.parts(lexicon).iter().filter(|p| p.source.is_empty());
    alone.map(|p| (p.target, SKIPPED)).collect()
}

/// Scores of a sentence beyond these say nothing more: among few neighbours a length may be anything.
const TELLING_SCORE: f32 = 6.0;

fn omitted(pair: &Pair, lexicon: &Lexicon) -> Vec<(Span, f32)> {
    static ODDS: OnceLock<Odds> = OnceLock::new();
    let odds = ODDS.get_or_init(|| Odds::new(include_str!("../../../data/omission-evidence.tsv")));
    let judge = |a: Alone| {
        let letters = pair.source.text[a.span.start..a.span.end].chars().count();
        let facts = vec![
            ("aligned", truth(a.level == 0)),
            ("level", a.level as f32),
            ("score", a.score.clamp(-TELLING_SCORE, TELLING_SCORE)),
            ("letters", (letters as f32).ln()),
        ];
        (a.span, odds.confidence("sentence", &facts))
    };
    pair.alone(lexicon).into_iter().map(judge).filter(|(_, confidence)| *confidence >= LEAST).collect()
}

/// Confidence of a sentence below which its clauses are judged instead.
const LEAST: f32 = 0.3;

/// The whole of one side, if the other has neither a word nor an elision mark.
fn nothing(pair: &Pair, side: Side) -> Option<Lost> {
    let (own, other, text) = match side {
        Side::Source => (han(pair), words(pair), &pair.target.text),
        Side::Target => {
            (words(pair), pair.zh.chars().iter().filter(|c| c.is_alphanumeric()).count(), &pair.source.text)
        }
    };
    if other > 0 || own < 2 || is_elision(text) {
        return None;
    }
    let whole = match side {
        Side::Source => 0..pair.zh.chars().len(),
        Side::Target => 0..pair.en.len(),
    };
    let span = trimmed(pair, side, &whole)?;
    Some(Lost { span, extent: Extent::Whole, severity: Severity::Major, confidence: 0.95 })
}

fn han(pair: &Pair) -> usize {
    pair.zh.chars().iter().filter(|c| is_han(**c)).count()
}

fn words(pair: &Pair) -> usize {
    pair.en.tokens().iter().filter(|t| t.kind != Kind::Mark).count()
}

fn is_elision(text: &str) -> bool {
    text.contains("...") || text.contains('…') || text.contains(". . .")
}

/// The bytes of a range without the marks and white space at its edges.
fn trimmed(pair: &Pair, side: Side, range: &Range<usize>) -> Option<Span> {
    let span = match side {
        Side::Source => pair.zh.span(range.clone()),
        Side::Target => pair.en.span(range.clone()),
    };
    trimmed_span(pair, side, span)
}

pub(super) fn trimmed_span(pair: &Pair, side: Side, span: Span) -> Option<Span> {
    let text = if side == Side::Source { &pair.source.text } else { &pair.target.text };
    let part = text.get(span.start..span.end)?;
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '％' | '℃' | '°');
    let start = span.start + part.len() - part.trim_start_matches(is_edge).len();
    let end = start + part.trim_matches(is_edge).len();
    let quote = text.get(start..end).filter(|q| !q.is_empty())?;
    // A quotation that the stretch closes or opens belongs to it whole.
    let before = text[..start].chars().next_back().filter(|c| has_alone(quote, *c, false));
    let after = text[end..].chars().next().filter(|c| has_alone(quote, *c, true));
    Some(Span::new(start - before.map_or(0, char::len_utf8), end + after.map_or(0, char::len_utf8)))
}

/// Marks that come in pairs.
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('（', '）'),
    ('(', ')'),
    ('[', ']'),
    ('【', '】'),
];

/// Whether `mark` (a closing one if `closes`, else an opening one) is the partner of one that stands alone in `text`.
fn has_alone(text: &str, mark: char, closes: bool) -> bool {
    PAIRS.iter().any(|&(open, close)| {
        let (opened, closed) = (text.matches(open).count(), text.matches(close).count());
        if closes { mark == close && opened > closed } else { mark == open && closed > opened }
    })
}

/// Longest term in quotation marks that counts as shorthand, in characters.
const SHORTHAND: usize = 12;

/// Whether the source has a term in quotation marks that counts what it does not name (“四风”, “双随机、一公开”): a translation
/// spells out what is counted.
fn has_shorthand(pair: &Pair) -> bool {
    let chars = pair.zh.chars();
    chars.iter().enumerate().filter(|(_, c)| matches!(c, '“' | '「' | '『' | '"')).any(|(k, _)| {
        let term = chars[k + 1..].iter().take(SHORTHAND).take_while(|c| is_han(**c) || **c == '、');
        let closed = |n: usize| chars.get(k + 1 + n).is_some_and(|c| matches!(c, '”' | '」' | '』' | '"'));
        let n = term.clone().count();
        n > 1 && closed(n) && term.clone().any(|c| "一二两三四五六七八九十百双".contains(*c))
    })
}

/// Whether the translation owns up to the gap: an elision mark of its own, or brackets around what was added.
pub(super) fn is_owned(pair: &Pair, side: Side, span: Span) -> bool {
    let text = &pair.target.text;
    if is_markup(pair, side, span) {
        return true;
    }
    match side {
        Side::Source => ["[...", "[…", "[. .", "(...", "(…"].iter().any(|mark| text.contains(mark)),
        Side::Target => {
            let before = text.get(..span.start).unwrap_or_default();
            let after = text.get(span.end..).unwrap_or_default();
            let is_inside = |open: char, close: char| {
                before.rfind(open) > before.rfind(close)
                    && after.find(close).is_some_and(|b| after.find(open).is_none_or(|a| b < a))
            };
            is_inside('[', ']') || is_inside('(', ')')
        }
    }
}

/// Whether the stretch is copied rather than translated (a number, an address, a name in Latin letters that stands on the
/// other side too), or lies in the address of a link.
fn is_markup(pair: &Pair, side: Side, span: Span) -> bool {
    let (own, other) = match side {
        Side::Source => (&pair.source.text, &pair.target.text),
        Side::Target => (&pair.target.text, &pair.source.text),
    };
    let (Some(quote), Some(before)) = (own.get(span.start..span.end), own.get(..span.start)) else {
        return false;
    };
    let copied = !quote.chars().any(is_han) && other.contains(quote);
    copied || before.rfind("](") > before.rfind(')') || quote.contains("](")
}

/// Whether the paragraph around the pair renders in a neighbouring sentence what this pair does not.
fn elsewhere(cx: &Context, pair: &Pair, wider: &Pair, side: Side, units: &Range<usize>) -> bool {
    let (zh, en) = match side {
        Side::Source => (&pair.zh, &wider.en),
        Side::Target => (&wider.zh, &pair.en),
    };
    let cross = Coverage::new(zh, en, &Links::new(zh, en, cx.lexicon), cx.lexicon);
    let share = |c: &Coverage| {
        let mut tied: Vec<u32> = c
            .ties
            .iter()
            .map(|t| if side == Side::Source { t.zh } else { t.en })
            .filter(|k| units.contains(&(*k as usize)))
            .collect();
        tied.dedup();
        tied.sort_unstable();
        tied.dedup();
        tied.len() as f32 / units.len().max(1) as f32
    };
    share(&cross) - share(pair.coverage(cx.lexicon)) >= MOVED
}

/// Share of a stretch's words that a neighbour must explain, over and above its own partner, for the stretch to have moved there.
const MOVED: f32 = 0.35;
