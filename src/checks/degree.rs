#![doc = include_str!("../../docs/checks/degree.md")]

use std::ops::Range;
use std::sync::OnceLock;

use super::{Check, Context, steps};
use crate::align::cues::{Contradictions, Cues, place_of};
use crate::align::{Link, Pair};
use crate::document::Span;
use crate::extract::Mention;
use crate::extract::cue::Cue;
use crate::extract::degree::{self, Degree};
use crate::extract::negation::{self, Negation};
use crate::extract::phrase::Renderings;
use crate::finding::{Draft, Message, Severity};
use crate::text::Kind;

/// The check.
pub const CHECK: Check = Check {
    id: "degree",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/degree.md"),
    pair: Some(pair),
    document: None,
};

static CHANGED: Message = Message {
    en: "The source says “{0}”, the translation “{1}”: not the same degree.",
    zh: "原文说“{0}”，译文说“{1}”，程度不同。",
};
static DROPPED: Message = Message {
    en: "“{0}” is not rendered: the translation says only “{1}”.",
    zh: "“{0}”没有译出，译文只说“{1}”。",
};
static ADDED: Message = Message {
    en: "The translation says “{0}”; nothing in the source gives that degree.",
    zh: "译文说“{0}”，原文并没有这样的程度。",
};

static STEP: Message = Message {
    en: "“{0}” is another step than “{1}”: the translation gives the stance or measure another strength.",
    zh: "“{0}”与“{1}”轻重不同，译文改变了立场或措施的分量。",
};

static UNSAID: Message = Message {
    en: "Nothing in the translation says “{0}”.",
    zh: "“{0}”在译文中没有着落，程度因此不同。",
};

fn stances() -> &'static Renderings {
    static TABLE: OnceLock<Renderings> = OnceLock::new();
    TABLE.get_or_init(|| Renderings::new(include_str!("../../data/stances.tsv")))
}

fn known() -> &'static Contradictions<Degree> {
    static TABLE: OnceLock<Contradictions<Degree>> = OnceLock::new();
    TABLE.get_or_init(|| Contradictions::new(include_str!("../../data/degree.tsv"), Degree::from_name))
}

fn suits(z: Degree, e: Degree) -> Option<f32> {
    Some(match known().get(z, e) {
        Some(_) => 0.1,
        None if z == e => 0.5,
        None => 0.3,
    })
}

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let mut found = Vec::new();
    compare(cx, pair, &mut found);
    steps::report(pair, stances(), (&STEP, 0.6), (&UNSAID, 0.6), &mut found);
    out.append(&mut found);
}

fn compare(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let cut = |text: &str, s: Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
    let (zh, en) = (degree::chinese(&pair.zh, || &pair.denials(cx.lexicon).zh), degree::english(&pair.en));
    if zh.is_empty() && en.is_empty() {
        return;
    }
    // A word with a meaning of its own that renders another word gives no degree: *great* for 大.
    let own = |e: &Mention<Cue<Degree>>| {
        let mut links = pair.links.of_token(e.range.start).iter().peekable();
        let meets =
            |l: &Link| zh.iter().any(|z| (l.start as usize) < z.range.end && z.range.start < l.end as usize);
        degree::is_content(&pair.en, e) && links.peek().is_some() && !links.any(meets)
    };
    // *Far more* compares only where the source does.
    let compares = zh.iter().any(|z| z.value.sense == Degree::More);
    let mut past = usize::MAX;
    let mut far = |e: &Mention<Cue<Degree>>| {
        let follows = e.range.start == past && e.value.sense == Degree::More;
        past = e.range.end;
        follows && !compares
    };
    let en = en.into_iter().filter(|e| !far(e) && !own(e)).collect();
    let cues = Cues::new(pair, zh, en, suits, cx.lexicon);
    let settled = cues.settled(known());
    for i in 0..cues.zh.len() {
        let z = &cues.zh[i];
        let changed =
            cues.contradicted(pair, i, known(), &settled).filter(|(k, _)| !is_own_word(pair, &cues, i, *k));
        if let Some((k, found)) = changed {
            let e = &cues.en[k];
            let args = vec![cut(pair.zh.text(), z.span), cut(pair.en.text(), e.span)];
            let sure = stands_alike(pair, &cues, i, k);
            let draft = Draft::new(found.severity, found.confidence * sure, &CHANGED, args);
            out.push(draft.source(z.span).target(e.span));
        } else if let Some((span, severity, confidence)) = dropped(pair, &cues, i) {
            let args = vec![cut(pair.zh.text(), z.span), cut(pair.en.text(), span)];
            out.push(Draft::new(severity, confidence, &DROPPED, args).source(z.span).target(span));
        }
    }
    for k in 0..cues.en.len() {
        if let Some((word, confidence)) = added(pair, &cues, k) {
            let span = cues.en[k].span;
            let args = vec![cut(pair.en.text(), span)];
            out.push(Draft::new(Severity::Minor, confidence, &ADDED, args).source(word).target(span));
        }
    }
}

/// Whether the English word renders a Chinese word other than the one behind the degree: *disastrous* for 灾难性.
fn is_own_word(pair: &Pair, cues: &Cues<Degree>, i: usize, k: usize) -> bool {
    let (z, e) = (&cues.zh[i].range, &cues.en[k]);
    let is_near = |chars: &Range<usize>| chars.start < z.end + 3 && z.start < chars.end;
    degree::is_content(&pair.en, e) && cues.places.renders_other(&e.range, false, is_near)
}

/// How sure it is that two degrees belong to the same thing, by what they stand before.
fn stands_alike(pair: &Pair, cues: &Cues<Degree>, i: usize, k: usize) -> f32 {
    let (z, e) = (&cues.zh[i].range, &cues.en[k]);
    let behind = |token: usize| e.range.start <= token + 3 && token < e.range.end + 3;
    let links: Vec<_> = pair.links.of_chars(z.end..z.end + 2).filter(|l| l.end - l.start > 1).collect();
    if links.is_empty() {
        return if degree::is_content(&pair.en, e) { 0.8 } else { 1.0 };
    }
    if links.iter().any(|l| behind(l.token as usize)) { 1.0 } else { 0.7 }
}

/// How far from the word that it belongs to a degree may stand, in tokens.
const NEAR: usize = 6;

/// Translations longer than this, in tokens, are more than a sentence or two.
const LONG: usize = 100;

/// Translations shorter than this, in tokens, say what they say in one place.
const SHORT: usize = 20;

/// A degree whose word is rendered right behind it, with no degree of any kind near its rendering.
fn dropped(pair: &Pair, cues: &Cues<Degree>, i: usize) -> Option<(Span, Severity, f32)> {
    let z = &cues.zh[i];
    let (severity, confidence) = match z.value.sense {
        Degree::Slight | Degree::Almost => (Severity::Major, 0.6),
        Degree::Extreme => (Severity::Minor, 0.55),
        Degree::Strong if takes_stance(pair, z.range.end) => (Severity::Minor, 0.52),
        Degree::Strong => (Severity::Minor, 0.48),
        Degree::Most => (Severity::Major, 0.55),
        Degree::More => (Severity::Minor, 0.5),
        Degree::Full | Degree::Firm => (Severity::Minor, 0.35),
        Degree::Partly => (Severity::Major, 0.5),
        Degree::Fair | Degree::Filler => return None,
    };
    if cues.partner(i).is_some_and(|(k, _)| cues.en[k].value.sense == z.value.sense) {
        return None;
    }
    let span = |token: usize| pair.en.tokens()[token].span;
    // In a long text the word may be said elsewhere.
    let sure = confidence * (LONG as f32 / pair.en.len() as f32).min(1.0);
    let links = cues.places.around_chinese(&place_of(z));
    let whole = || 0..pair.en.len();
    let spoken = |m: &Mention<Negation>| m.value.force.is_spoken() && !m.value.inside;
    if z.value.sense == Degree::Almost {
        let says = cues.en.iter().any(|e| matches!(e.value.sense, Degree::Almost | Degree::Partly));
        let hedged = whole().any(|k| APPROXIMATE.contains(&pair.en.norm(k)));
        let token = links.iter().find(|l| l.0.start >= z.range.end && l.2 > 0.2).map(|l| l.1);
        let place = token.map(span).or((pair.en.len() < SHORT).then(|| pair.en.span(whole())))?;
        return (!says && !hedged).then_some((place, severity, sure));
    }
    let chars = pair.zh.chars();
    let start = (z.range.end..).find(|&k| !chars.get(k).is_some_and(|c| matches!(c, '的' | '地' | '得')))?;
    // Words that hold their own adjective are rendered with it: 最大, 略高.
    let own = z.range.end - z.range.start > 1 && !is_bare(z.value.sense, z.range.len());
    let from = if own { z.range.start + 1 } else { start };
    let tied = |l: &&(Range<usize>, usize, f32)| {
        (l.0.start == start || l.0.start == from) && (2..4).contains(&l.0.len()) && l.2 >= 0.4
    };
    let Some(token) = links.iter().find(tied).map(|l| l.1) else {
        // In a short text there is nowhere else to look.
        let bare = !cues.en.iter().any(|e| e.value.sense != Degree::Filler)
            && !whole().any(|k| grades(pair, k, 1, z.value.sense))
            && !negation::english(&pair.en).iter().any(spoken);
        let sure = sure - 0.05;
        return (bare && pair.en.len() < SHORT).then(|| (pair.en.span(whole()), severity, sure));
    };
    // A comparison may stand anywhere in its sentence: *even more will they*.
    let reach = if z.value.sense == Degree::More { pair.en.len() } else { NEAR };
    let near = token.saturating_sub(reach)..(token + reach + 1).min(pair.en.len());
    let says = |e: Degree| match z.value.sense {
        Degree::Most => matches!(e, Degree::Most | Degree::Extreme),
        Degree::More => !matches!(e, Degree::Strong | Degree::Filler | Degree::Firm),
        _ => true,
    };
    if cues.en.iter().any(|e| near.contains(&e.range.start) && says(e.value.sense))
        || near.clone().any(|k| grades(pair, k, k.abs_diff(token), z.value.sense))
    {
        return None;
    }
    // What is denied has no degree left: 并不十分满意 belongs to the negation.
    let denied = negation::english(&pair.en).iter().any(|m| near.contains(&m.range.start) && spoken(m));
    (!denied).then_some((span(token), severity, sure))
}

/// Words for stances and feelings, whose degree is chosen with care (folded).
const STANCES: [&str; 24] = [
    "关切", "关注", "重视", "不满", "遗憾", "感谢", "愤慨", "震惊", "欢迎", "担忧", "担心", "赞赏", "高兴",
    "满意", "反对", "痛心", "钦佩", "同情", "支持", "赞成", "抱歉", "愿意", "珍视", "不安",
];

/// Whether a stance or a feeling stands at `at`: 十分关切.
fn takes_stance(pair: &Pair, at: usize) -> bool {
    let chars = pair.zh.chars();
    let at = at + usize::from(matches!(chars.get(at), Some('地' | '之' | '表')));
    STANCES.iter().any(|w| pair.zh.has_at(at, w))
}

/// Whether a Chinese word of that sense and length is a mere degree, without an adjective of its own.
fn is_bare(sense: Degree, length: usize) -> bool {
    !matches!(sense, Degree::Most | Degree::Slight) || length < 2
}

/// Words of a translation that say of a number or a negation that it is not quite so.
const APPROXIMATE: [&str; 12] = [
    "near",
    "barely",
    "hardly",
    "scarcely",
    "few",
    "little",
    "rarely",
    "seldom",
    "approximately",
    "about",
    "close",
    "most",
];

/// Words that make what they stand beside a small one.
const SMALL: [&str; 14] = [
    "some", "little", "few", "bit", "certain", "small", "minor", "tad", "touch", "edge", "edged", "inch",
    "dip", "dipped",
];

/// Whether a token grades what stands `distance` tokens away as `sense` does, without being a word of degree: *-er*, *-est*, *badly*.
fn grades(pair: &Pair, k: usize, distance: usize, sense: Degree) -> bool {
    let norm = pair.en.norm(k);
    let holds = degree::intensity(norm);
    let adverb = (1..=2).contains(&distance) && norm.len() > 4 && norm.ends_with("ly");
    pair.en.tokens()[k].kind == Kind::Word
        && (degree::is_graded(norm)
            || match sense {
                Degree::Most => holds == Some(Degree::Most),
                Degree::Slight => adverb || holds.is_some() || SMALL.contains(&norm),
                _ => adverb || holds.is_some(),
            })
}

/// A degree of the translation whose word renders one that has none.
fn added(pair: &Pair, cues: &Cues<Degree>, k: usize) -> Option<(Span, f32)> {
    let e = &cues.en[k];
    let base = match e.value.sense {
        Degree::Extreme => 0.52,
        Degree::Slight | Degree::Partly | Degree::Almost | Degree::Full => 0.45,
        _ => return None,
    };
    // *Not entirely* is the business of negation-scope.
    let denied = pair.en.norm(e.range.start) == "not";
    if denied || degree::is_content(&pair.en, e) || !pair.links.of_token(e.range.start).is_empty() {
        return None;
    }
    let links = cues.places.around_english(&place_of(e));
    let (word, _, weight) = links.into_iter().find(|l| l.1 == e.range.end && l.0.len() > 1)?;
    let near: Range<usize> = word.start.saturating_sub(8)..word.end + 6;
    if weight < 0.4 || cues.zh.iter().any(|z| near.contains(&z.range.start)) {
        return None;
    }
    Some((pair.zh.span(word), base))
}
