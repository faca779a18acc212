//! The program's own term base: a rendering that is known to be wrong, and none that is right.

use std::cell::OnceCell;
use std::ops::Range;

use super::elsewhere::is_explained;
use super::{holds, overlaps};
use crate::align::Pair;
use crate::checks::Context;
use crate::extract::number::{Kind, same};
use crate::finding::{Draft, Message};
use crate::glossary::{Found, Known, NUMBER, Phrase, Words, builtin};

static WRONG: Message = Message {
    en: "{0} is “{1}”; the translation says “{2}”. {3}",
    zh: "“{0}”应译为“{1}”，译文却作“{2}”。",
};

/// Judges the pair's terms but those in `claimed` characters.
pub fn check(cx: &Context, pair: &Pair, claimed: &[Range<usize>], out: &mut Vec<Draft>) {
    let base = builtin();
    let mut found = base.find(&pair.zh, cx.lexicon);
    if found.is_empty() {
        return;
    }
    let words = Words::new(&pair.en);
    found.retain(|f| !claimed.iter().any(|c| overlaps(c, &f.range)));
    let mut judged: Vec<usize> = Vec::new();
    for f in &found {
        if !judged.contains(&f.term) {
            judged.push(f.term);
            out.extend(judge(cx, pair, &words, &found, f.term));
        }
    }
}

fn places(all: &[Phrase], words: &Words) -> Vec<Range<usize>> {
    all.iter().flat_map(|p| p.find(words)).collect()
}

fn judge(cx: &Context, pair: &Pair, words: &Words, found: &[Found], term: usize) -> Option<Draft> {
    let base = builtin();
    let known = &base.terms()[term];
    let good = || known.approved().iter().chain(known.also());
    // Renderings of other terms of the family, with the term that each belongs to.
    let mut bad: Vec<(Range<usize>, Option<&Known>)> =
        places(known.wrong(), words).into_iter().map(|r| (r, None)).collect();
    for sibling in base.siblings(term) {
        bad.extend(places(sibling.approved(), words).into_iter().map(|r| (r, Some(sibling))));
    }
    let right: Vec<Range<usize>> = good().flat_map(|p| p.find(words)).collect();
    bad.retain(|(b, _)| !right.iter().any(|r| holds(r, b)));
    if bad.is_empty() {
        return None;
    }
    if let Some(draft) = numbered(cx, pair, found, term, &bad, &right) {
        return Some(draft);
    }
    // `general` inside `lieutenant general` renders another rank.
    if right.iter().any(|r| !bad.iter().any(|(b, _)| b.len() > r.len() && holds(b, r))) {
        return None;
    }
    // `primary and secondary schools` says `primary school`.
    let loosely = |p: &Phrase| p.find_loosely(words).is_some_and(|r| !bad.iter().any(|(b, _)| holds(b, &r)));
    if good().any(loosely) {
        return None;
    }
    let terms: Vec<Range<usize>> = found.iter().filter(|f| f.term == term).map(|f| f.range.clone()).collect();
    // The dictionary's 大使 in 大使馆 explains no ambassador either.
    let mut claimed = terms.clone();
    for f in found.iter().filter(|f| f.term != term && f.range.len() > 2) {
        claimed.extend([f.range.start..f.range.end - 1, f.range.start + 1..f.range.end]);
    }
    // What renders the other terms of the text, looked for once however often they come.
    let taken: OnceCell<Vec<Range<usize>>> = OnceCell::new();
    let others = || {
        let mut others: Vec<usize> = found.iter().map(|f| f.term).filter(|t| *t != term).collect();
        others.sort_unstable();
        others.dedup();
        let known = others.into_iter().map(|t| &base.terms()[t]);
        known.flat_map(|k| k.approved().iter().chain(k.also())).flat_map(|p| p.find(words)).collect()
    };
    let is_free = |(at, owner): &&(Range<usize>, Option<&Known>)| {
        let said = |k: &Known| {
            let folded = cx.lexicon.fold_str(&k.source);
            let len = folded.chars().count();
            // 大使 inside 大使馆 names no ambassador.
            let is_part =
                |at: &Range<usize>| found.iter().any(|f| f.range.len() > at.len() && holds(&f.range, at));
            pair.zh
                .find_all(&folded)
                .map(|at| at..at + len)
                .any(|at| !terms.iter().any(|t| holds(t, &at)) && !is_part(&at))
        };
        !owner.is_some_and(said)
            && !taken.get_or_init(others).iter().any(|r| holds(r, at))
            && !is_explained(cx, pair, &claimed, at.clone())
    };
    let (at, owner) = bad
        .iter()
        .filter(is_free)
        .max_by_key(|(at, owner)| (owner.is_none(), at.len(), std::cmp::Reverse(at.start)))?;
    let mut confidence: f32 = if owner.is_none() { 0.85 } else { 0.75 };
    if let Some(paragraph) = &pair.paragraph {
        let words = Words::new(&paragraph.en);
        if good().any(|p| !p.find(&words).is_empty()) {
            confidence -= 0.3;
        }
    }
    let place = terms.first()?.clone();
    // In a long segment a term may go unrendered, and its sibling render what the source implies: it was put for the term only
    // where the words around the two render each other.
    if owner.is_some() && pair.zh.chars().len() > LONG && !terms.iter().any(|t| stands_for(pair, t, at)) {
        confidence -= 0.3;
    }
    let best = known.approved().first().map(Phrase::text).unwrap_or_default();
    let arguments = vec![
        pair.zh.original(place.clone()).to_owned(),
        best.to_owned(),
        pair.en.original(at.clone()).to_owned(),
        known.why.to_owned(),
    ];
    Some(
        Draft::new(known.severity, confidence, &WRONG, arguments)
            .source(pair.zh.span(place))
            .target(pair.en.span(at.clone()))
            .suggest(best),
    )
}

/// Characters of a source from which on it is long.
const LONG: usize = 40;

/// Characters on each side of a term, and tokens on each side of a rendering, that are its surroundings.
const AROUND: (usize, usize) = (7, 6);

/// Whether words beside the term are rendered beside `at`.
fn stands_for(pair: &Pair, term: &Range<usize>, at: &Range<usize>) -> bool {
    let chars = term.start.saturating_sub(AROUND.0)..(term.end + AROUND.0).min(pair.zh.chars().len());
    let near = at.start.saturating_sub(AROUND.1)..at.end + AROUND.1;
    pair.links.of_chars(chars).any(|l| {
        let token = l.token as usize;
        let outside = l.end as usize <= term.start || l.start as usize >= term.end;
        outside && near.contains(&token) && !at.contains(&token) && l.end - l.start > 1
    })
}

/// `74th Division` for 第七十四军: the number itself stands before the wrong word, whatever else the sentence holds.
fn numbered(
    cx: &Context,
    pair: &Pair,
    found: &[Found],
    term: usize,
    bad: &[(Range<usize>, Option<&Known>)],
    right: &[Range<usize>],
) -> Option<Draft> {
    let known = &builtin().terms()[term];
    if !known.source.contains(NUMBER) {
        return None;
    }
    let numbers = pair.numbers(cx.lexicon);
    for place in found.iter().filter(|f| f.term == term) {
        let Some(number) = numbers.zh.iter().find(|n| {
            n.value.kind == Kind::Ordinal
                && place.range.start <= n.range.start
                && n.range.end <= place.range.end
        }) else {
            continue;
        };
        let before = |at: &Range<usize>| {
            numbers.en.iter().any(|n| n.range.end == at.start && same(n.value.low, number.value.low))
        };
        // 第七师 may be named beside 第七军.
        let again = numbers.zh.iter().filter(|n| same(n.value.low, number.value.low)).count() > 1;
        if again || right.iter().any(before) {
            continue;
        }
        if let Some((at, _)) = bad.iter().find(|(at, _)| before(at)) {
            let best = known.approved().first().map(Phrase::text).unwrap_or_default();
            let arguments = vec![
                pair.zh.original(place.range.clone()).to_owned(),
                best.to_owned(),
                pair.en.original(at.clone()).to_owned(),
                known.why.to_owned(),
            ];
            let draft = Draft::new(known.severity, 0.8, &WRONG, arguments);
            return Some(
                draft
                    .source(pair.zh.span(place.range.clone()))
                    .target(pair.en.span(at.clone()))
                    .suggest(best),
            );
        }
    }
    None
}
