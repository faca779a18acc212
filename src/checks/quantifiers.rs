#![doc = include_str!("../../docs/checks/quantifiers.md")]

mod evidence;
mod sole;

use std::ops::Range;
use std::sync::OnceLock;

use sole::Sole;

use super::{Check, Context, steps};
use crate::align::Pair;
use crate::align::cues::{Contradictions, Cues, place_of};
use crate::align::odds::{Weighed, settles};
use crate::align::support::Ground;
use crate::document::Side;
use crate::extract::cue::Cue;
use crate::extract::phrase::Renderings;
use crate::extract::quantity::{self, Quantity};
use crate::extract::{self, Mention};
use crate::finding::{Draft, Message, Severity};
use crate::text::Kind;

/// The check.
pub const CHECK: Check = Check {
    id: "quantifiers",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/quantifiers.md"),
    pair: Some(pair),
    document: None,
};

static CHANGED: Message = Message {
    en: "The source says “{0}”, the translation “{1}”: not the same number or share of them.",
    zh: "原文说“{0}”，译文说“{1}”，所指的数量不同。",
};
static OFTEN: Message = Message {
    en: "The source says “{0}”, the translation “{1}”: not equally often.",
    zh: "原文说“{0}”，译文说“{1}”，频度不同。",
};
static UNCOUNTED: Message = Message {
    en: "The translation says “{0}”; nothing in the source says how many in that way.",
    zh: "译文说“{0}”，原文并没有这样的数量。",
};
static UNSAID: Message = Message {
    en: "The translation says “{0}”; nothing in the source says how often in that way.",
    zh: "译文说“{0}”，原文并没有这样的频度。",
};
static DROPPED: Message = Message {
    en: "“{0}” restricts what is said to a part; the translation (“{1}”) speaks of all.",
    zh: "“{0}”只指其中一部分，译文（“{1}”）却没有这一限制。",
};

static INSTEAD: Message = Message {
    en: "“{0}” says that this is all; the translation says “{1}”, as if it were one thing more.",
    zh: "“{0}”是说仅此而已，译文“{1}”却说成又一件事。",
};
static UNRESTRICTED: Message = Message {
    en: "“{0}” says that this is all; nothing in the translation does.",
    zh: "“{0}”是说仅此而已，译文没有这一限制。",
};
static ALONE: Message = Message {
    en: "“{0}” says that this alone comes to so much; “{1}” says that it is no more.",
    zh: "“{0}”是说单就这一处就有这么多，译文“{1}”却说只有这么多。",
};

static UNRENDERED: Message = Message {
    en: "“{0}” says how many; nothing in the translation does.",
    zh: "“{0}”说明了数量，译文中没有着落。",
};

fn shares() -> &'static Renderings {
    static TABLE: OnceLock<Renderings> = OnceLock::new();
    TABLE.get_or_init(|| Renderings::new(include_str!("../../data/shares.tsv")))
}

fn known() -> &'static Contradictions<Quantity> {
    static TABLE: OnceLock<Contradictions<Quantity>> = OnceLock::new();
    TABLE.get_or_init(|| Contradictions::new(include_str!("../../data/quantity.tsv"), Quantity::from_name))
}

fn suits(z: Quantity, e: Quantity) -> Option<f32> {
    if z.is_frequency() != e.is_frequency() {
        return None;
    }
    Some(match known().get(z, e) {
        Some(_) => 0.1,
        None if z == e => 0.5,
        None => 0.3,
    })
}

/// The words of quantity of both sides that are compared.
fn cues_of(cx: &Context, pair: &Pair) -> Cues<Quantity> {
    let zh = quantity::chinese(&pair.zh, || &pair.denials(cx.lexicon).zh);
    // *Not all* is the business of negation-scope.
    let mut en = quantity::english(&pair.en);
    en.retain(|e| pair.en.norm(e.range.start) != "not");
    Cues::new(pair, zh, en, suits, cx.lexicon)
}

/// The words of quantity of the translation that are weighed, with the facts about each.
pub(super) fn weighed(cx: &Context, pair: &Pair) -> Vec<Weighed> {
    let cues = cues_of(cx, pair);
    let ground = Ground::new(pair, &cues, evidence::relate);
    let has_digits = pair.zh.chars().iter().any(char::is_ascii_digit);
    let weigh = |k: usize| {
        let e = &cues.en[k];
        let error = evidence::group(pair, &cues, k)?;
        let facts = evidence::facts(pair, &ground, e, k, has_digits);
        Some(Weighed { error, side: Side::Target, span: e.span, facts })
    };
    let mut out: Vec<Weighed> = (0..cues.en.len()).filter_map(weigh).collect();
    if let Some(sole) = Sole::new(pair, cx.lexicon) {
        out.extend((0..sole.words.len()).map(|i| Weighed {
            error: "sole",
            side: Side::Source,
            span: sole.words[i].span,
            facts: sole.facts(pair, i),
        }));
    }
    out
}

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let mut found = Vec::new();
    compare(cx, pair, &mut found);
    steps::report(pair, shares(), (&CHANGED, 0.62), (&UNRENDERED, 0.6), &mut found);
    out.append(&mut found);
}

fn compare(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    if let Some((source, target)) = alone(pair) {
        let args =
            vec![pair.zh.original(source.clone()).to_owned(), pair.en.original(target.clone()).to_owned()];
        let draft = Draft::new(Severity::Major, 0.7, &ALONE, args);
        out.push(draft.source(pair.zh.span(source)).target(pair.en.span(target)));
    }
    if let Some(sole) = Sole::new(pair, cx.lexicon) {
        out.extend((0..sole.words.len()).map(|i| unrestricted(pair, &sole, i)));
    }
    let cues = cues_of(cx, pair);
    let ground = Ground::new(pair, &cues, evidence::relate);
    let has_digits = pair.zh.chars().iter().any(char::is_ascii_digit);
    let mut judged = vec![None; cues.en.len()];
    for (k, judged) in judged.iter_mut().enumerate() {
        let Some(group) = evidence::group(pair, &cues, k) else { continue };
        let e = &cues.en[k];
        let confidence =
            evidence::odds().confidence(group, &evidence::facts(pair, &ground, e, k, has_digits));
        *judged = Some(confidence);
        out.push(match ground.contradicting(k) {
            Some(i) => changed(pair, &cues, i, k, Severity::Major, confidence),
            None => unsupported(pair, e, confidence),
        });
    }
    let settled = cues.settled(known());
    let counts = Counts::new(&cues);
    for i in 0..cues.zh.len() {
        let z = &cues.zh[i];
        if let Some((k, found)) = cues.contradicted(pair, i, known(), &settled) {
            // *Any* goes with 某 and 一些.
            let open = pair.en.norm(cues.en[k].range.start).starts_with("any")
                && matches!(z.value.sense, Quantity::Several | Quantity::Some);
            if !open && !judged[k].is_some_and(settles) {
                out.push(changed(pair, &cues, i, k, found.severity, found.confidence));
            }
        } else if let Some((token, confidence)) = dropped(pair, &cues, &counts, i) {
            let quote = pair.en.original(token..token + 1).to_owned();
            let args = vec![pair.zh.original(z.range.clone()).to_owned(), quote];
            let draft = Draft::new(Severity::Major, confidence, &DROPPED, args);
            out.push(draft.source(z.span).target(pair.en.tokens()[token].span));
        }
    }
}

/// A restriction that the translation does not make.
fn unrestricted(pair: &Pair, sole: &Sole, i: usize) -> Draft {
    let word = &sole.words[i];
    let confidence = evidence::odds().confidence("sole", &sole.facts(pair, i));
    let quote = pair.zh.original(word.range.clone()).to_owned();
    match sole.instead(i) {
        Some(k) => {
            let args = vec![quote, pair.en.original(k..k + 1).to_owned()];
            let draft = Draft::new(Severity::Major, confidence, &INSTEAD, args);
            draft.source(word.span).target(pair.en.span(k..k + 1))
        }
        None => Draft::new(Severity::Major, confidence, &UNRESTRICTED, vec![quote]).source(word.span),
    }
}

/// A word of quantity that nothing in the source gives.
fn unsupported(pair: &Pair, e: &Mention<Cue<Quantity>>, confidence: f32) -> Draft {
    let message = if e.value.sense.is_frequency() { &UNSAID } else { &UNCOUNTED };
    let args = vec![pair.en.original(e.range.clone()).to_owned()];
    Draft::new(Severity::Major, confidence, message, args).target(e.span)
}

/// A quantity that is another than the one it renders.
fn changed(
    pair: &Pair,
    cues: &Cues<Quantity>,
    i: usize,
    k: usize,
    severity: Severity,
    confidence: f32,
) -> Draft {
    let (z, e) = (&cues.zh[i], &cues.en[k]);
    let message = if z.value.sense.is_frequency() { &OFTEN } else { &CHANGED };
    let args =
        vec![pair.zh.original(z.range.clone()).to_owned(), pair.en.original(e.range.clone()).to_owned()];
    Draft::new(severity, confidence, message, args).source(z.span).target(e.span)
}

/// Words near the noun that restrict it in their own way.
const HEDGES: [&str; 24] = [
    "most",
    "majority",
    "portion",
    "share",
    "percentage",
    "percent",
    "fraction",
    "group",
    "groups",
    "other",
    "others",
    "one",
    "two",
    "three",
    "limited",
    "different",
    "more",
    "less",
    "not",
    "solely",
    "alone",
    "single",
    "minority",
    "partial",
];

/// How often each side says each sense.
struct Counts([Vec<usize>; 2]);

impl Counts {
    fn new(cues: &Cues<Quantity>) -> Self {
        let count = |side: &[Mention<Cue<Quantity>>]| {
            let mut out = vec![0; Quantity::ALL.len()];
            side.iter().for_each(|m| out[m.value.sense as usize] += 1);
            out
        };
        Self([count(&cues.zh), count(&cues.en)])
    }

    fn zh(&self, sense: Quantity) -> usize {
        self.0[0][sense as usize]
    }

    fn en(&self, sense: Quantity) -> usize {
        self.0[1][sense as usize]
    }
}

/// A part of something rendered as the whole: its noun is there, and nothing in its clause says how many. The token of the noun, and
/// how sure that is.
fn dropped(pair: &Pair, cues: &Cues<Quantity>, counts: &Counts, i: usize) -> Option<(usize, f32)> {
    let z = &cues.zh[i];
    if !matches!(
        z.value.sense,
        Quantity::Most | Quantity::Some | Quantity::Few | Quantity::Half | Quantity::Sole
    ) {
        return None;
    }
    if counts.en(z.value.sense) >= counts.zh(z.value.sense) {
        return None;
    }
    let chars = pair.zh.chars();
    let start = z.range.end + usize::from(chars.get(z.range.end) == Some(&'的'));
    let links = cues.places.around_chinese(&place_of(z));
    let (_, token, weight) = links.into_iter().find(|l| l.0.start == start && l.0.len() > 1)?;
    if weight < 0.3 {
        return None;
    }
    let near = token.saturating_sub(8)..(token + 9).min(pair.en.len());
    let counted = |k: usize| pair.en.tokens()[k].kind == Kind::Number || HEDGES.contains(&pair.en.norm(k));
    if near.clone().any(counted) || !extract::beginning(&cues.en, &near).is_empty() {
        return None;
    }
    Some((token, 0.5))
}

/// How far behind 仅 the 就 may stand that makes it *alone*, in characters.
const REACH: usize = 12;

/// 仅上海一地就有八万人, *in Shanghai alone*, rendered by an *only* that restricts the number.
fn alone(pair: &Pair) -> Option<(Range<usize>, Range<usize>)> {
    let chars = pair.zh.chars();
    let opens = |k: &usize| {
        let begins = *k == 0 || matches!(chars[*k - 1], ',' | '。' | ';' | ':' | '"' | '“' | '(');
        begins && (matches!(chars[*k], '仅' | '单' | '光'))
    };
    let start = (0..chars.len()).find(opens)?;
    let stop = (start + REACH).min(chars.len());
    let end = (start + 2..stop)
        .take_while(|&k| chars[k] != ',')
        .find(|&k| matches!(chars[k], '就' | '即' | '便'))?;
    let restricts = |k: &usize| {
        matches!(pair.en.norm(*k), "only" | "merely" | "just" | "barely")
            && (k + 1..k + 3).any(|n| pair.en.tokens().get(n).is_some_and(|t| t.kind == Kind::Number))
    };
    let only = (0..pair.en.len()).find(restricts)?;
    let said = (0..pair.en.len()).any(|k| matches!(pair.en.norm(k), "alone" | "solely"));
    (!said).then(|| (start..end + 1, only..only + 2))
}
