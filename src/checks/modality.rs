#![doc = include_str!("../../docs/checks/modality.md")]

mod evidence;
mod swept;

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use super::steps::{self, SHOWN};
use super::{Check, Context};
use crate::align::Pair;
use crate::align::cues::{Contradictions, Cues};
use crate::align::odds::{Weighed, settles};
use crate::align::support::Ground;
use crate::document::Side;
use crate::extract::Mention;
use crate::extract::cue::Cue;
use crate::extract::modality::{self, Hedge, Modality};
use crate::extract::phrase::Renderings;
use crate::finding::{Draft, Message, Severity};
use crate::text::clause;

/// The check.
pub const CHECK: Check = Check {
    id: "modality",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/modality.md"),
    pair: Some(pair),
    document: None,
};

static DROPPED: Message = Message {
    en: "“{0}” makes this a possibility; the translation states it as a fact.",
    zh: "“{0}”说的是一种可能，译文却说成了事实。",
};
static PAST: Message = Message {
    en: "“{0}” speaks of what is still to come; the translation (“{1}”) says that it has happened.",
    zh: "“{0}”说的是将要发生的事，译文（“{1}”）却说已经发生。",
};
static ADDED: Message = Message {
    en: "“{0}” leaves it open; nothing in the source does.",
    zh: "译文用“{0}”留有余地，原文却没有。",
};
static BINDS: Message = Message {
    en: "“{0}” makes this a duty; nothing in the source does.",
    zh: "译文用“{0}”说成应当如此，原文却没有。",
};
static CHANGED: Message = Message {
    en: "“{0}” says {2}; “{1}” says {3}.",
    zh: "“{0}”表示{4}，“{1}”却表示{5}。",
};

static STEP: Message = Message {
    en: "“{0}” binds or permits otherwise than “{1}”.",
    zh: "“{0}”与“{1}”的约束力或语气不同。",
};
static UNSAID: Message = Message {
    en: "“{0}” says how far this holds; nothing in the translation does.",
    zh: "“{0}”说明了这话的语气，译文中没有着落。",
};

fn acts() -> &'static Renderings {
    static TABLE: OnceLock<Renderings> = OnceLock::new();
    TABLE.get_or_init(|| Renderings::new(include_str!("../../data/binding.tsv")))
}

fn known() -> &'static Contradictions<Modality> {
    static TABLE: OnceLock<Contradictions<Modality>> = OnceLock::new();
    TABLE.get_or_init(|| Contradictions::new(include_str!("../../data/modality.tsv"), Modality::from_name))
}

/// What a sense says, in English and in Chinese.
fn words(m: Modality) -> (&'static str, &'static str) {
    match m {
        Modality::Must | Modality::Shall => ("that something is obligatory", "必须"),
        Modality::Ought => ("that something should be done", "应当"),
        Modality::May | Modality::Leave => ("that something is permitted or possible", "可以或可能"),
        Modality::Can => ("that something can be done", "能够"),
        Modality::Might => ("that something is possible", "可能"),
        Modality::Wish => ("that something should be done", "要"),
        Modality::Hint => ("that something is possible", "可能"),
        Modality::Will => ("that something will happen", "将要"),
        Modality::Surely => ("that something is certain", "必然"),
        Modality::Willing => ("that someone is willing", "愿意"),
        Modality::Plan => ("that something is intended", "打算"),
        Modality::Consider => ("that something may be considered", "可以考虑"),
        Modality::Seems => ("that something seems so", "似乎"),
        Modality::Forbidden => ("that something is forbidden", "禁止"),
        Modality::Needless => ("that something is not necessary", "不必"),
        Modality::Unable => ("that something cannot be done", "不能"),
        Modality::Unwilling => ("that someone does not want to", "不愿"),
        Modality::Doubtful => ("that something may not be so", "可能不"),
        Modality::Entitled => ("that someone has the right to", "有权"),
        Modality::Bound => ("that someone has the duty to", "有义务"),
        Modality::Only => ("that there is no other choice", "只能"),
    }
}

/// The modals of both sides that are compared.
fn cues_of(cx: &Context, pair: &Pair, zh: Vec<Mention<Cue<Modality>>>) -> Cues<Modality> {
    // What only lets a possibility show is no modal to compare.
    let zh = zh.into_iter().filter(|z| z.value.sense != Modality::Hint).collect();
    Cues::new(pair, zh, modality::english(&pair.en), suits, cx.lexicon)
}

/// The modals of a source.
fn source_of(pair: &Pair) -> Vec<Mention<Cue<Modality>>> {
    // 将 right behind another modal only marks an object: 不得将.
    without_object_markers(modality::chinese(&pair.zh))
}

/// The modals of the translation that are weighed, with the facts about each.
pub(super) fn weighed(cx: &Context, pair: &Pair) -> Vec<Weighed> {
    let cues = cues_of(cx, pair, source_of(pair));
    let ground = Ground::new(pair, &cues, evidence::relate);
    let source = evidence::Source::default();
    let weigh = |k: usize| {
        let e = &cues.en[k];
        let error = evidence::group(pair, &source, &cues, k)?;
        let facts = evidence::facts(pair, &source, &ground, e, k, depends(pair, e));
        Some(Weighed { error, side: Side::Target, span: e.span, facts })
    };
    (0..cues.en.len()).filter_map(weigh).collect()
}

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let mut found = Vec::new();
    compare(cx, pair, &mut found);
    steps::report(pair, acts(), (&STEP, 0.62), (&UNSAID, 0.6), &mut found);
    out.append(&mut found);
}

fn compare(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let zh = source_of(pair);
    let hedged = OnceCell::new();
    let is_hedged =
        || *hedged.get_or_init(|| modality::is_hedged(&pair.en, 0..pair.en.len(), Hedge::Possible));
    out.extend(zh.iter().filter_map(|z| dropped(pair, z, is_hedged)));
    let cues = cues_of(cx, pair, zh);
    let ground = Ground::new(pair, &cues, evidence::relate);
    let source = evidence::Source::default();
    let swept = swept::turned(pair, &cues);
    let mut judged = vec![None; cues.en.len()];
    for (k, judged) in judged.iter_mut().enumerate() {
        let Some(group) = evidence::group(pair, &source, &cues, k) else { continue };
        let e = &cues.en[k];
        let facts = evidence::facts(pair, &source, &ground, e, k, depends(pair, e));
        let confidence = evidence::odds().confidence(group, &facts);
        *judged = Some(confidence);
        let severity = |i: usize| {
            let row = known().get(cues.zh[i].value.sense, e.value.sense);
            row.map_or(Severity::Major, |c| c.severity)
        };
        out.push(match ground.contradicting(k) {
            Some(i) => {
                let z = &cues.zh[i];
                let apart = ground.tied(k).is_some_and(|(c, _)| !c.contains(&z.range.start));
                // 将 may as well mark an object, and what will be is often only likely.
                let marks = z.value.sense == Modality::Will;
                let most = if marks { LIKELY } else { 1.0 };
                let sure = (confidence * if apart { 0.75 } else { 1.0 }).min(most);
                changed(pair, &cues, i, k, severity(i), sure)
            }
            None => unsupported(pair, e, confidence),
        });
    }
    let archaic = OnceCell::new();
    let settled = cues.settled(known());
    for i in 0..cues.zh.len() {
        let Some((k, found)) = cues.contradicted(pair, i, known(), &settled) else { continue };
        if judged[k].is_some_and(settles) || swept == Some((i, k)) {
            continue;
        }
        // 将要 and 将须 bind as well.
        let binds = pair.zh.chars()[cues.zh[i].range.clone()].iter().any(|c| "要须需".contains(*c));
        if binds && matches!(cues.en[k].value.sense, Modality::Must | Modality::Ought | Modality::Shall) {
            continue;
        }
        // In old English *shall* is the future.
        if cues.en[k].value.sense == Modality::Shall && *archaic.get_or_init(|| is_archaic(pair)) {
            continue;
        }
        // A lone 将 may as well mark an object.
        let marks = cues.zh[i].value.sense == Modality::Will && cues.zh[i].range.len() == 1;
        let confidence = found.confidence * if marks { 0.8 } else { 1.0 };
        out.push(changed(pair, &cues, i, k, found.severity, confidence));
    }
    if let Some((i, k)) = swept.filter(|s| judged[s.1].is_none_or(|c| c < SHOWN)) {
        out.push(changed(pair, &cues, i, k, Severity::Major, SWEPT));
    }
}

/// Words of an English in which *shall* only speaks of the future.
const ARCHAIC: [&str; 14] = [
    "thou", "thee", "thy", "thine", "ye", "unto", "hath", "doth", "saith", "shalt", "liveth", "yea",
    "behold", "lest",
];

fn is_archaic(pair: &Pair) -> bool {
    let ends = |w: &str| w.len() > 4 && w.ends_with("eth") && !matches!(w, "teeth" | "seventieth");
    (0..pair.en.len()).any(|k| ARCHAIC.contains(&pair.en.norm(k)) || ends(pair.en.norm(k)))
}
/// How sure it is that a modal was changed where no other of its kind stands on the other side.
const SWEPT: f32 = 0.62;

/// At most so sure is it that a future was made a possibility.
const LIKELY: f32 = 0.62;

/// A modal that says something else than the one it renders.
fn changed(
    pair: &Pair,
    cues: &Cues<Modality>,
    i: usize,
    k: usize,
    severity: Severity,
    confidence: f32,
) -> Draft {
    let (z, e) = (&cues.zh[i], &cues.en[k]);
    let ((en_z, zh_z), (en_e, zh_e)) = (words(z.value.sense), words(e.value.sense));
    let args = vec![
        pair.zh.original(z.range.clone()).to_owned(),
        pair.en.original(e.range.clone()).to_owned(),
        en_z.to_owned(),
        en_e.to_owned(),
        zh_z.to_owned(),
        zh_e.to_owned(),
    ];
    Draft::new(severity, confidence, &CHANGED, args).source(z.span).target(e.span)
}

/// A modal that nothing in the source gives.
fn unsupported(pair: &Pair, e: &Mention<Cue<Modality>>, confidence: f32) -> Draft {
    let binds = matches!(e.value.sense, Modality::Must | Modality::Ought | Modality::Shall);
    let message = if binds { &BINDS } else { &ADDED };
    let args = vec![pair.en.original(e.range.clone()).to_owned()];
    Draft::new(Severity::Major, confidence, message, args).target(e.span)
}

/// How well two senses go together, for pairing.
fn suits(z: Modality, e: Modality) -> Option<f32> {
    Some(match known().get(z, e) {
        Some(_) => 0.1,
        None if likes(z, e) => 0.4,
        None => 0.2,
    })
}

fn without_object_markers(mut zh: Vec<Mention<Cue<Modality>>>) -> Vec<Mention<Cue<Modality>>> {
    let mut past = usize::MAX;
    zh.retain(|z| {
        let follows = z.range.start == past && z.range.len() == 1 && z.value.sense == Modality::Will;
        past = z.range.end;
        !follows
    });
    zh
}

/// A possibility stated as a fact, or a future as a past: nothing in the whole translation carries either.
fn dropped(pair: &Pair, z: &Mention<Cue<Modality>>, is_hedged: impl Fn() -> bool) -> Option<Draft> {
    let quote = || pair.zh.original(z.range.clone()).to_owned();
    match z.value.sense {
        Modality::Might if !is_hedged() => {
            let args = vec![quote()];
            Some(Draft::new(Severity::Major, 0.65, &DROPPED, args).source(z.span))
        }
        // A lone 将 may as well mark an object.
        Modality::Will | Modality::Plan if z.range.len() > 1 || z.value.sense == Modality::Plan => {
            let links = pair.links.of_chars(z.range.end..z.value.clause.end.min(z.range.end + 14));
            let whole = links.filter(|l| l.end - l.start > 1);
            let linked = whole.map(|l| l.token as usize).find(|&k| is_past(pair, k));
            let done =
                |k: usize| k > 0 && matches!(pair.en.norm(k - 1), "has" | "have" | "had") && is_past(pair, k);
            let may_be = pair.en.len() < SHORT && z.value.sense == Modality::Plan;
            let alone = || (0..pair.en.len()).find(|&k| may_be && done(k));
            let verb = linked.or_else(alone)?;
            if modality::is_hedged(&pair.en, sentence(pair, verb), Hedge::Future) {
                return None;
            }
            let span = pair.en.tokens()[verb].span;
            let args = vec![quote(), pair.en.original(verb..verb + 1).to_owned()];
            Some(Draft::new(Severity::Major, 0.55, &PAST, args).source(z.span).target(span))
        }
        _ => None,
    }
}

/// Translations shorter than this, in tokens, have one verb that the source's can be.
const SHORT: usize = 40;

/// The tokens of the English sentence that holds token `k`.
fn sentence(pair: &Pair, k: usize) -> Range<usize> {
    let ends = |&i: &usize| matches!(pair.en.norm(i), "." | "!" | "?") && clause::parts_english(&pair.en, i);
    let start = (0..k).rev().find(ends).map_or(0, |i| i + 1);
    start..(k..pair.en.len()).find(ends).unwrap_or(pair.en.len())
}

/// Whether a verb stands in the past or the perfect.
fn is_past(pair: &Pair, k: usize) -> bool {
    let norm = pair.en.norm(k);
    norm.ends_with("ed")
        && norm.len() > 4
        && !matches!(
            pair.en.norm(k.saturating_sub(1)),
            "to" | "be" | "is" | "are" | "a" | "an" | "the" | "already"
        )
}

/// Words that open a clause that depends on another.
const SUBORDINATE: [&str; 17] = [
    "before", "that", "if", "whether", "where", "who", "which", "so", "lest", "as", "when", "until",
    "unless", "than", "why", "how", "whatever",
];

/// How far before a modal such a word may stand, in tokens.
const DEPENDS: usize = 6;

/// Whether a modal stands in a clause that depends on another and takes its *may* from it: *before it may be used*, *that it may be worse*.
fn depends(pair: &Pair, e: &Mention<Cue<Modality>>) -> bool {
    (e.value.clause.start.min(e.range.start)..e.range.start)
        .chain(e.range.start.saturating_sub(DEPENDS)..e.range.start)
        .any(|k| SUBORDINATE.contains(&pair.en.norm(k)))
}

/// Senses that commonly render each other.
fn likes(z: Modality, e: Modality) -> bool {
    use Modality::{
        Bound, Can, Consider, Forbidden, Hint, May, Might, Must, Only, Ought, Plan, Shall, Unable, Will,
        Willing, Wish,
    };
    z == e
        || matches!(
            (z, e),
            (Must, Shall | Ought | Bound)
                | (Ought, Must | Shall)
                | (May, Can | Might)
                | (Can, May)
                | (Might, May | Can)
                | (Wish, Must | Ought | Will | Shall | Willing)
                | (Hint, May | Might | Will | Can)
                | (Will, Plan | Shall)
                | (Plan, Will)
                | (Forbidden, Unable)
                | (Unable, Forbidden)
                | (Consider, May | Can | Might)
                | (Only, Must | Can)
                | (Bound, Must | Shall | Ought)
        )
}
