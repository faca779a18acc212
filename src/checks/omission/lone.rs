//! Paragraphs and sentences that the alignment left without a partner.

use super::joined;
use crate::align::coverage::Coverage;
use crate::align::{Links, Pair};
use crate::checks::{Context, Whole};
use crate::document::{Role, Segment, Side, Span};
use crate::finding::Severity;
use crate::text::is_han;

/// A segment of one side that nothing on the other renders.
pub struct Missing {
    /// Index of its pair.
    pub pair: usize,
    /// Its text without the white space at its edges.
    pub span: Span,
    /// The first words of it, for the message.
    pub opening: String,
    /// Whether the paragraph around it has a partner.
    pub is_sentence: bool,
    /// How grave it is.
    pub severity: Severity,
    /// How sure.
    pub confidence: f32,
}

/// How many pairs away a partner may be whose text holds the lone segment's as well.
const REACH: usize = 2;

/// Every segment of `side` without partner, unless an elision mark owns up to it or a neighbour's partner renders it.
pub fn missing(cx: &Context, whole: &Whole, side: Side) -> Vec<Missing> {
    // Two texts that share nothing are no original and translation: what then has no partner says nothing.
    if !whole.pairs.iter().any(Pair::is_two_sided) {
        return Vec::new();
    }
    (0..whole.pairs.len()).filter_map(|k| judge(cx, whole, side, k)).collect()
}

fn own(pair: &Pair, side: Side) -> &Segment {
    match side {
        Side::Source => &pair.source,
        Side::Target => &pair.target,
    }
}

fn judge(cx: &Context, whole: &Whole, side: Side, k: usize) -> Option<Missing> {
    let pair = &whole.pairs[k];
    let segment = own(pair, side);
    if pair.is_two_sided() || segment.text.trim().is_empty() || !segment.role.is_aligned() {
        return None;
    }
    if side == Side::Target && (segment.role == Role::Note || is_remark(&segment.text)) {
        return None;
    }
    if side == Side::Source && is_elided(whole, k) {
        return None;
    }
    let words = size(pair, side);
    if words == 0 {
        return None;
    }
    let start = segment.text.len() - segment.text.trim_start().len();
    let span = Span::new(start, start + segment.text.trim().len());
    let short = segment.role == Role::Heading || words < SHORT && !ends_sentence(&segment.text);
    let merged = near(whole, k).map(|n| held(cx, pair, &whole.pairs[n], side)).fold(0.0, f32::max);
    let counted = side == Side::Source && is_counted(cx, whole, k);
    let sure = match short {
        false => 0.9,
        true if side == Side::Source && is_between_sure(whole, k, counted) => {
            if counted {
                0.8
            } else {
                0.6
            }
        }
        true => 0.45,
    };
    let merged = if counted { merged * COUNTED } else { merged };
    Some(Missing {
        pair: k,
        span,
        opening: opening(&segment.text, side),
        is_sentence: pair.paragraph.is_some(),
        severity: if short { Severity::Minor } else { Severity::Major },
        confidence: sure * (1.0 - merged),
    })
}

/// What the share that a neighbour holds still counts of a line whose number is missing.
const COUNTED: f32 = 0.4;

/// Whether a line of the source begins with a number that the translations beside it lack, though they have theirs.
fn is_counted(cx: &Context, whole: &Whole, k: usize) -> bool {
    let leads = |n: usize, side| joined::leads_of(&whole.pairs[n], side, cx.lexicon);
    let Some(own) = leads(k, Side::Source).first().copied().flatten() else {
        // A number of several places (5.1) says as much by itself.
        return is_decimal(&whole.pairs[k].source.text);
    };
    let beside = || near(whole, k).filter(|n| n.abs_diff(k) == 1);
    !beside().any(|n| leads(n, Side::Target).contains(&Some(own)))
}

/// Whether a text begins with a number of several places: 5.1, 1.2.3.
fn is_decimal(text: &str) -> bool {
    let number =
        text.trim_start().split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    number.split('.').filter(|part| !part.is_empty()).count() > 1
}

/// How sure the beads before and after a short line must be for it to be missing rather than rendered somewhere in them: beads of
/// one segment each whose corners a finer alignment confirms. A number needs less.
const SURE: [f32; 2] = [0.97, 0.93];

fn is_between_sure(whole: &Whole, k: usize, counted: bool) -> bool {
    let is_sure = |n: Option<usize>| {
        let pair = n.and_then(|n| whole.pairs.get(n));
        pair.is_some_and(|p| p.is_two_sided() && p.certainty >= SURE[usize::from(counted)])
    };
    is_sure(k.checked_sub(1)) && is_sure(Some(k + 1))
}

/// Words (source: characters by twos) below which a line without a full stop looks like a heading or furniture.
const SHORT: usize = 8;

fn size(pair: &Pair, side: Side) -> usize {
    match side {
        Side::Source => {
            let han = pair.zh.chars().iter().filter(|c| is_han(**c)).count();
            han.div_ceil(2)
        }
        Side::Target => pair.en.tokens().iter().filter(|t| t.kind == crate::text::Kind::Word).count(),
    }
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "”’\"'」』)）".contains(c))
        .ends_with(['。', '！', '？', '.', '!', '?', '；', ';'])
}

/// Whether the whole text is an editor's remark in square brackets.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['[', '［', '【']) && text.ends_with([']', '］', '】'])
}

/// Whether a mark in the translation owns up to what is left out here: an elision beside it in reading order, or at the edge of
/// the text before or after it.
fn is_elided(whole: &Whole, k: usize) -> bool {
    let mut at = k;
    while let Some(before) = at.checked_sub(1) {
        let p = &whole.pairs[before];
        if p.is_two_sided() {
            if ends_elided(&p.target.text) {
                return true;
            }
            break;
        }
        if p.target.role == Role::Elision && !p.target.text.trim().is_empty() {
            return true;
        }
        at = before;
    }
    for p in &whole.pairs[k + 1..] {
        if p.is_two_sided() {
            return starts_elided(&p.target.text);
        }
        if p.target.role == Role::Elision && !p.target.text.trim().is_empty() {
            return true;
        }
    }
    false
}

const DOTS: [&str; 8] = ["[...]", "[…]", "(...)", "(…)", "[. . .]", "[....]", "[……]", "……"];

fn ends_elided(text: &str) -> bool {
    DOTS.iter().any(|d| {
        text.trim_end().trim_end_matches('.').ends_with(d.trim_end_matches('.'))
            || text.trim_end().ends_with(d)
    })
}

fn starts_elided(text: &str) -> bool {
    DOTS.iter().any(|d| text.trim_start().starts_with(d))
}

/// The two-sided pairs beside pair `k`.
fn near(whole: &Whole, k: usize) -> impl Iterator<Item = usize> {
    let two = |n: &usize| whole.pairs[*n].is_two_sided();
    let before = (0..k).rev().filter(two).take(REACH);
    before.chain((k + 1..whole.pairs.len()).filter(two).take(REACH))
}

/// The share of a lone segment's words that a neighbour's other side holds over and above what its own side asks for, 0 to 1.
fn held(cx: &Context, lone: &Pair, neighbour: &Pair, side: Side) -> f32 {
    let own = Coverage::new(&neighbour.zh, &neighbour.en, &neighbour.links, cx.lexicon);
    let (zh, en) = match side {
        Side::Source => (&lone.zh, &neighbour.en),
        Side::Target => (&neighbour.zh, &lone.en),
    };
    let cross = Coverage::new(zh, en, &Links::new(zh, en, cx.lexicon), cx.lexicon);
    // Units of the neighbour's other side that its own side does not explain.
    let (len, units) = match side {
        Side::Source => (own.en.len(), cross.zh.len()),
        Side::Target => (own.zh.len(), cross.en.len()),
    };
    let mut claimed = vec![false; len];
    for t in &own.ties {
        claimed[if side == Side::Source { t.en } else { t.zh } as usize] = true;
    }
    let mut found = vec![false; units];
    for t in &cross.ties {
        let (mine, theirs) = if side == Side::Source { (t.zh, t.en) } else { (t.en, t.zh) };
        found[mine as usize] |= !claimed[theirs as usize];
    }
    found.iter().filter(|f| **f).count() as f32 / units.max(1) as f32
}

/// Characters of the source and of the translation that a message quotes.
const OPENING: [usize; 2] = [24, 72];

/// The first characters of a text, for a message.
pub fn opening(text: &str, side: Side) -> String {
    let most = OPENING[usize::from(side == Side::Target)];
    let text = text.trim();
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
