#![doc = include_str!("../../docs/checks/negation.md")]

mod denials;
mod evidence;
mod litotes;
mod signs;

use std::cell::OnceCell;
use std::ops::Range;

use signs::Signs;

use super::steps::SHOWN;
use super::{Check, Context};
use crate::align::negations::{Negations, place_of};
use crate::align::odds::Weighed;
use crate::align::{Anchor, Pair};
use crate::document::{Side, Span};
use crate::extract::negation::{Force, Measure, Negation};
use crate::extract::{self, Mention};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::Lexicon;
use crate::text::Kind;

/// The check.
pub const CHECK: Check = Check {
    id: "negation",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/negation.md"),
    pair: Some(pair),
    document: None,
};

static ADDED: Message = Message {
    en: "The translation denies this (“{1}”), but nothing in the source (“{0}”) does.",
    zh: "译文在此处作了否定（“{1}”），而原文（“{0}”）并无否定。",
};
static LOST: Message = Message {
    en: "The source denies this (“{0}”), but the translation (“{1}”) affirms it.",
    zh: "原文在此处是否定的（“{0}”），译文（“{1}”）却成了肯定。",
};
static MISSING: Message = Message {
    en: "The source denies this (“{0}”), but nothing in the translation denies anything.",
    zh: "原文在此处是否定的（“{0}”），译文中却没有任何否定。",
};
static NOT_SAID: Message = Message {
    en: "The source denies this (“{0}”), but the translation does not.",
    zh: "原文在此处是否定的（“{0}”），译文却没有否定。",
};
static NARROWED_TO: Message = Message {
    en: "“{0}” says that there is more to it; the translation says “{1}”, as if that were all.",
    zh: "“{0}”表示不止于此，译文“{1}”却说仅此而已。",
};
static UNDONE: Message = Message {
    en: "“{0}” affirms by two negations, but the translation (“{1}”) denies.",
    zh: "“{0}”是双重否定，表示肯定，译文（“{1}”）却作了否定。",
};

static REVERSED: Message = Message {
    en: "“{1}” says the reverse of “{0}”, which holds a negation.",
    zh: "“{0}”含有否定，译文“{1}”意思正相反。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let mut found = Vec::new();
    compare(cx, pair, &mut found);
    for (source, target) in denials::undenied(pair) {
        if found.iter().any(|d| d.confidence >= SHOWN && d.source.is_some_and(|s| s.overlaps(source))) {
            continue;
        }
        let quote = || pair.zh.text().get(source.start..source.end).unwrap_or_default().to_owned();
        found.push(match target {
            Some(target) => draft(pair, &LOST, 0.7, source, target),
            None => Draft::new(Severity::Critical, 0.62, &MISSING, vec![quote()]).source(source),
        });
    }
    out.append(&mut found);
}

fn compare(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for (source, target) in litotes::reversed(pair) {
        out.push(draft(pair, &REVERSED, 0.7, source, target));
    }
    let Some(found) = pair.negations(cx.lexicon) else { return };
    let ground = OnceCell::new();
    let ground = || ground.get_or_init(|| evidence::Ground::new(cx, pair, found));
    for k in found.left_english() {
        out.extend(added(cx, pair, found, ground(), k));
    }
    let candidates = found.left_chinese().next().is_some() || found.muted_chinese().next().is_some();
    let doubtful = candidates.then(|| doubtful(cx, pair, found, ground()));
    for (i, error) in doubtful.into_iter().flatten() {
        let confidence = evidence::odds().confidence(error, &evidence::lost(cx, pair, found, ground(), i));
        out.push(lost(pair, found, &ground().signs, i, confidence));
    }
    for i in found.more_chinese() {
        out.extend(narrowed(pair, found, &ground().signs, i));
    }
    let first = out.len();
    for k in found.free_english() {
        out.extend(affixed(pair, found, k));
    }
    for &(i, k, tie) in &found.matched {
        out.extend(undone(pair, found, i, k, tie));
    }
    // In a text of many sentences a negation has many that it may render.
    let sure = (LONG as f32 / pair.en.len().max(1) as f32).min(1.0);
    out[first..].iter_mut().for_each(|d| d.confidence *= sure);
}

/// The negations of the source that may be lost, each with what that would be: `lost` if nothing matches it, `muted` if only a word of
/// negative sense does, or it is such a word itself; then only something in the translation that shows it says that it may be.
fn doubtful<'a>(
    cx: &'a Context,
    pair: &'a Pair,
    found: &'a Negations,
    ground: &'a evidence::Ground,
) -> impl Iterator<Item = (usize, &'static str)> + 'a {
    let left = found.left_chinese().map(|i| (i, "lost"));
    let muted = found.muted_chinese().filter(|_| ground.signs.shows()).map(|i| (i, "muted"));
    left.chain(muted).filter(|(i, _)| {
        let z = &found.zh[*i];
        z.value.force != Force::More
            && !is_spelt(pair, z, cx.lexicon)
            && !prefers(pair, z)
            && !is_joined(pair, found, *i)
    })
}

/// Words of the translation that set one thing above the other, as 而非 does: *chose peace over war*.
const PREFERS: [&str; 6] = ["than", "over", "versus", "opposed", "instead", "rather"];

fn prefers(pair: &Pair, z: &Mention<Negation>) -> bool {
    let chars = &pair.zh.chars()[z.range.clone()];
    let contrasts = chars[0] == '而' || (z.range.start > 0 && pair.zh.chars()[z.range.start - 1] == '而');
    contrasts && (0..pair.en.len()).any(|k| PREFERS.contains(&pair.en.norm(k)))
}

/// How far before a negation another may stand that it is joined to, in characters.
const JOINED: usize = 8;

/// Whether a negation is joined to one that is matched, which then speaks for both: 不戴口罩或不遮挡.
fn is_joined(pair: &Pair, found: &Negations, i: usize) -> bool {
    let at = found.zh[i].range.start;
    let joins = at > 0 && matches!(pair.zh.chars()[at - 1], '或' | '、' | '与');
    let near = extract::beginning(&found.zh, &(at.saturating_sub(JOINED)..at));
    joins && near.into_iter().any(|o| !found.is_free_chinese(o))
}

/// The negations of either side that are weighed, with the facts about each.
pub(super) fn weighed(cx: &Context, pair: &Pair) -> Vec<Weighed> {
    let Some(found) = pair.negations(cx.lexicon) else { return Vec::new() };
    let ground = evidence::Ground::new(cx, pair, found);
    let lost = doubtful(cx, pair, found, &ground).map(|(i, error)| {
        let facts = evidence::lost(cx, pair, found, &ground, i);
        Weighed { error, side: Side::Source, span: found.zh[i].span, facts }
    });
    let added = found.left_english().filter(|&k| is_weighed_added(pair, &found.en[k])).map(|k| {
        let facts = evidence::added(cx, pair, found, &ground, k);
        Weighed { error: "added", side: Side::Target, span: found.en[k].span, facts }
    });
    lost.chain(added).collect()
}

fn is_weighed_added(pair: &Pair, e: &Mention<Negation>) -> bool {
    e.value.force != Force::More && !is_utmost(pair, e)
}

/// Words behind a negation that compare with what nothing exceeds.
const COMPARES: [&str; 6] = ["better", "more", "further", "greater", "worse", "less"];

/// *Can do no better than* and *cannot do more than our best* for what the source calls the best or all: 最好, 竭尽所能.
fn is_utmost(pair: &Pair, e: &Mention<Negation>) -> bool {
    let behind = e.range.end..e.range.end + 5;
    let compares = behind
        .clone()
        .any(|k| COMPARES.contains(&pair.en.norm(k)) && (k + 1..k + 4).any(|n| pair.en.norm(n) == "than"));
    compares && pair.zh.chars().iter().any(|c| "最竭尽极只惟唯仅".contains(*c))
}

/// Translations longer than this, in tokens, are more than two or three sentences.
const LONG: usize = 120;

/// Two negations of the source that affirm, rendered by a single one.
fn undone(pair: &Pair, found: &Negations, i: usize, k: usize, tie: f32) -> Option<Draft> {
    let (z, e) = (&found.zh[i], &found.en[k]);
    let hardly = matches!(pair.en.norm(e.range.start), "hardly" | "scarcely" | "rarely" | "seldom");
    if !(e.value.force.is_spoken() || hardly) || (e.value.inside && z.value.force != Force::Affirm) {
        return None;
    }
    // Where neither side denies anything else, the two belong together.
    let lone = found.zh.len() == 1 && found.en.len() == 1;
    let base = match z.value.force {
        Force::Affirm if lone && (hardly || e.value.force != Force::More) => 0.6,
        Force::Affirm if matches!(e.value.force, Force::Deny | Force::Total) => 0.48,
        Force::Affirm if e.value.measure == Some(Measure::Need) => 0.45,
        Force::Deny if e.value.force == Force::Deny && found.doubles(i) => 0.4,
        _ => return None,
    };
    let confidence = if found.is_double_english(pair, k) { 0.2 } else { base + 0.35 * tie.min(1.0) };
    Some(draft(pair, &UNDONE, confidence, quote_chinese(pair, z), quote_english(pair, e)))
}

fn draft(pair: &Pair, message: &'static Message, confidence: f32, source: Span, target: Span) -> Draft {
    let cut = |text: &str, s: Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
    let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
    Draft::new(Severity::Critical, confidence, message, args).source(source).target(target)
}

/// A negation with its word of totality and what it denies, unless that stands far off.
fn stretch(m: &Mention<Negation>, farthest: usize) -> Range<usize> {
    let mut range = m.range.clone();
    if let Some(op) = &m.value.operator {
        range = range.start.min(op.start)..range.end.max(op.end);
    }
    if !m.value.head.is_empty() && m.value.head.end <= range.end + farthest {
        range.end = range.end.max(m.value.head.end);
    }
    range
}

/// The place of a negation in the source, with what it denies.
pub(super) fn quote_chinese(pair: &Pair, m: &Mention<Negation>) -> Span {
    pair.zh.span(stretch(m, usize::MAX / 2))
}

/// The place of a negation in the translation, with what it denies.
pub(super) fn quote_english(pair: &Pair, m: &Mention<Negation>) -> Span {
    let mut range = stretch(m, 7);
    let tokens = pair.en.tokens();
    // *n't* is no word to quote.
    if range.start > 0 && tokens[range.start].kind == Kind::Clitic {
        range.start -= 1;
    }
    let after = |op: &Range<usize>| op.end == range.end && m.range.end <= op.start;
    if m.value.operator.as_ref().is_some_and(after)
        && let Some(head) = (range.end..tokens.len().min(range.end + 3)).find(|&k| !tokens[k].stop)
        && tokens[head].kind == Kind::Word
    {
        range.end = head + 1;
    }
    pair.en.span(range)
}

/// A negation of the translation that nothing in the source accounts for.
fn added(cx: &Context, pair: &Pair, found: &Negations, ground: &evidence::Ground, k: usize) -> Option<Draft> {
    let e = &found.en[k];
    if !is_weighed_added(pair, e) {
        return None;
    }
    let links = found.places.around_english(&place_of(e));
    let source = match links.first() {
        Some(best) => {
            let clause = clause_of(pair, best.0.start);
            let tied = links.iter().filter(|l| clause.contains(&l.0.start) && l.2 > best.2 * 0.3);
            tied.fold(best.0.clone(), |a, l| a.start.min(l.0.start)..a.end.max(l.0.end))
        }
        None => 0..pair.zh.chars().len(),
    };
    let confidence = evidence::odds().confidence("added", &evidence::added(cx, pair, found, ground, k));
    Some(draft(pair, &ADDED, confidence, pair.zh.span(source), quote_english(pair, e)))
}

/// Whether a negation has no verb of its own, but takes up the one before: *the advice they give, the advice they don't*.
fn is_elliptic(pair: &Pair, e: &Mention<Negation>) -> bool {
    let next = pair.en.norm(e.range.end);
    pair.en.tokens()[e.range.start].kind == Kind::Clitic
        && matches!(next, "" | "," | "." | ";" | "and" | "or" | "but" | "\"")
}

/// A negative affix on a word that renders an affirmative one of the source: *incapable* where it says 有能力.
fn affixed(pair: &Pair, found: &Negations, k: usize) -> Option<Draft> {
    let e = &found.en[k];
    let token = e.range.start;
    if pair.en.norm(token).ends_with("less")
        || !e.value.inside
        || e.value.force == Force::Word
        || e.range.len() != 1
        || !pair.links.of_token(token).is_empty()
    {
        return None;
    }
    let (word, _, weight) =
        found.places.around_english(&place_of(e)).into_iter().find(|l| l.1 == token && l.0.len() > 1)?;
    let clause = clause_of(pair, word.start);
    if !extract::on(&found.zh, &clause).is_empty() {
        return None;
    }
    let confidence = if weight >= 0.3 { 0.65 } else { 0.4 };
    Some(draft(pair, &ADDED, confidence, pair.zh.span(word), pair.en.span(e.range.clone())))
}

fn clause_of(pair: &Pair, at: usize) -> Range<usize> {
    let chars = pair.zh.chars();
    let parts = |c: char| matches!(c, ',' | '。' | ';' | ':' | '!' | '?');
    let start = chars[..at].iter().rposition(|&c| parts(c)).map_or(0, |k| k + 1);
    let end = chars[at..].iter().position(|&c| parts(c)).map_or(chars.len(), |k| at + k);
    start..end
}

/// A negation of the source whose predicate the translation affirms.
fn lost(pair: &Pair, found: &Negations, signs: &Signs, i: usize, confidence: f32) -> Draft {
    let z = &found.zh[i];
    let scope = Anchor { cue: z.range.clone(), clause: z.range.end..z.value.clause.end.max(z.range.end) };
    let links = found.places.around_chinese(&scope);
    let source = quote_chinese(pair, z);
    let best = links.first().cloned();
    // What shows that a word is missing shows where.
    if let Some(k) = signs.place(best.as_ref().map(|l| l.1)) {
        return draft(pair, &LOST, confidence, source, pair.en.span(k..(k + 2).min(pair.en.len())));
    }
    let Some((_, token, best)) = best.filter(|l| l.2 >= LEAST_TIE) else {
        let quote = pair.zh.original(stretch(z, usize::MAX / 2)).to_owned();
        let message = if found.en.is_empty() { &MISSING } else { &NOT_SAID };
        return Draft::new(Severity::Critical, confidence, message, vec![quote]).source(source);
    };
    let tied = links.iter().filter(|l| l.2 > best * 0.3 && l.1.abs_diff(token) < 10).map(|l| l.1);
    let (first, last) = tied.fold((token, token), |(a, b), t| (a.min(t), b.max(t)));
    draft(pair, &LOST, confidence, source, around(pair, first, last))
}

/// How strongly words behind a negation must be tied to the translation to say where it ought to stand there.
const LEAST_TIE: f32 = 0.3;

/// What the source says to be more than this, the translation to be only this.
fn narrowed(pair: &Pair, found: &Negations, signs: &Signs, i: usize) -> Option<Draft> {
    let z = &found.zh[i];
    let at = found.places.around_chinese(&place_of(z)).first().map(|l| l.1);
    let near = |k: &usize| at.is_none_or(|a| k.abs_diff(a) < NARROWED);
    let k = signs.restricted.iter().copied().filter(near).min_by_key(|k| at.map_or(*k, |a| k.abs_diff(a)))?;
    let source = pair.zh.span(z.range.clone());
    Some(draft(pair, &NARROWED_TO, 0.65, source, pair.en.span(k..k + 1)))
}

/// How far from the words that render what is more than that an *only* may stand, in tokens.
const NARROWED: usize = 20;

/// Words that make a bound of the number behind them (folded).
const BOUNDS: [&str; 10] = ["少于", "多于", "超过", "低于", "高于", "大于", "小于", "早于", "晚于", "逾"];

/// Words that a verb is said with: where one stands before the tokens, the reader should see it.
const AUXILIARIES: [&str; 30] = [
    "is", "are", "was", "were", "am", "be", "been", "has", "have", "had", "do", "does", "did", "can",
    "could", "will", "would", "shall", "should", "must", "may", "might", "always", "'s", "'re", "'ll", "'ve",
    "'d", "with", "need",
];

/// How far before the tokens such a word is looked for.
const VERB_REACH: usize = 10;

/// The tokens with what stands before them in their clause, as far as a reader needs to find the place.
fn around(pair: &Pair, first: usize, last: usize) -> Span {
    let stop = |k: usize| matches!(pair.en.norm(k), "," | "." | ";" | ":" | "\"" | "(" | ")");
    let opens = |from: usize| (from..first).rev().find(|&k| stop(k)).map_or(from, |k| k + 1);
    let near = opens(first.saturating_sub(4));
    let far = opens(first.saturating_sub(VERB_REACH));
    let is_verb = |k: &usize| AUXILIARIES.contains(&pair.en.norm(*k));
    let start = if (near..=last).any(|k| is_verb(&k)) {
        near
    } else {
        (far..near).rev().find(is_verb).unwrap_or(near)
    };
    pair.en.span(start..last + 1)
}

/// Whether the characters are part of a name that the translation spells by their sound: 不冻泉, *Budongquan*.
fn is_spelt(pair: &Pair, m: &Mention<Negation>, lexicon: &Lexicon) -> bool {
    let chars = pair.zh.chars();
    let sounds = |k: usize| -> Vec<&str> {
        chars.get(k).map_or(Vec::new(), |c| {
            lexicon.readings(*c).map(|r| r.trim_end_matches(|d: char| d.is_ascii_digit())).collect()
        })
    };
    let spelt = |a: usize| {
        sounds(a).iter().any(|first| {
            sounds(a + 1).iter().any(|second| {
                let sound = format!("{first}{second}").to_lowercase();
                let tokens = pair.en.tokens().iter().enumerate().filter(|(_, t)| t.capital);
                sound.len() >= 4 && tokens.into_iter().any(|(k, _)| pair.en.norm(k).contains(&sound))
            })
        })
    };
    spelt(m.range.start) || (m.range.start > 0 && spelt(m.range.start - 1))
}
