//! Members of an enumeration that the translation passes over, and what an office no longer is.

use std::ops::Range;

use crate::align::Pair;
use crate::extract::name::{title_after, title_before};
use crate::finding::{Draft, Message, Severity};
use crate::text::{Kind, is_han};

static ITEM: Message = Message {
    en: "The translation leaves {0} out of the list.",
    zh: "译文在并列成分中漏译“{0}”。",
};
static FORMER: Message = Message {
    en: "{0} held the office before; the translation makes it the present one.",
    zh: "“{0}”是卸任者，译文成了现任。",
};

pub(super) fn check(pair: &Pair, out: &mut Vec<Draft>) {
    items(pair, out);
    former(pair, out);
}

/// Characters of the longest item whose loss is certain.
const LONGEST: usize = 8;

/// Characters of a text in which nothing is left out by mistake alone: longer ones are recast.
const LONG: usize = 150;

/// An item between two others whose renderings stand side by side.
fn items(pair: &Pair, out: &mut Vec<Draft>) {
    let chars = pair.zh.chars();
    if chars.len() > LONG {
        return;
    }
    let parts = |c: char| c == '、';
    let mut marks: Vec<usize> = (0..chars.len()).filter(|&k| parts(chars[k])).collect();
    let Some(&last) = marks.last() else { return };
    // The last two are joined by a word.
    let joined = pair.zh.words().iter().find(|w| {
        let (start, end) = (w.start as usize, w.end as usize);
        start > last + 1
            && start <= last + 1 + LONGEST
            && matches!(pair.zh.folded(start..end).as_str(), "和" | "与" | "及" | "以及" | "跟" | "或")
            && (last + 1..start).all(|k| is_han(chars[k]))
    });
    marks.extend(joined.map(|w| w.start as usize));
    let joint = joined.map_or(1, |w| (w.end - w.start) as usize);
    for k in 1..marks.len() {
        let item = marks[k - 1] + 1..marks[k];
        let plain = (2..=LONGEST).contains(&item.len()) && chars[item.clone()].iter().all(|c| is_han(*c));
        // Whole words, and no verb phrase that a preposition opens.
        let words = |at: usize| pair.zh.words().binary_search_by_key(&(at as u32), |w| w.start).is_ok();
        let opens = "把将对在向以为从被由给让使".contains(chars[item.start]);
        if !plain || opens || !words(item.start) || !tokens(pair, &item).is_empty() {
            continue;
        }
        let from = if k >= 2 { marks[k - 2] + 1 } else { phrase_before(pair, marks[k - 1]) };
        let step = if k + 1 == marks.len() { joint } else { 1 };
        let to = marks.get(k + 1).copied().unwrap_or_else(|| word_after(pair, marks[k] + step));
        let (before, after) = (tokens(pair, &(from..marks[k - 1])), tokens(pair, &(marks[k] + step..to)));
        let next = |b: usize| after.iter().copied().filter(|a| *a > b).min();
        let beside = before.iter().copied().find_map(|b| {
            let a = next(b)?;
            let between = b + 1..a;
            let mut light = between.clone().all(|t| is_light(pair, t));
            light &= between.clone().any(|t| matches!(pair.en.norm(t), "," | "and" | "or" | "&"));
            light.then_some(b..a + 1)
        });
        if let Some(place) = beside.filter(|p| !may_follow(pair, p.end)) {
            let quote = pair.zh.original(item.clone()).to_owned();
            let draft = Draft::new(Severity::Major, 0.7, &ITEM, vec![quote]);
            out.push(draft.source(pair.zh.span(item)).target(pair.en.span(place)));
        }
    }
}

/// Tokens after an item in which another one begins.
const NEXT: usize = 4;

/// Whether something that nothing explains is joined to the last of the items: the one that seems lost, moved there.
fn may_follow(pair: &Pair, at: usize) -> bool {
    let en = &pair.en;
    let joins = |k: usize| matches!(en.norm(k), "," | "and" | "or" | "&");
    let Some(mark) = (at..(at + NEXT).min(en.len())).find(|&k| joins(k)) else { return false };
    (mark + 1..(mark + 1 + NEXT).min(en.len())).any(|k| {
        let t = en.tokens()[k];
        t.kind == Kind::Word && !t.stop && pair.links.of_token(k).is_empty()
    })
}

/// Whether a token between two items holds no item of its own.
fn is_light(pair: &Pair, token: usize) -> bool {
    let t = pair.en.tokens()[token];
    t.kind == Kind::Mark && matches!(pair.en.norm(token), "," | "\"" | "&" | "-")
        || pair.en.norm(token) == "well"
        || (t.kind == Kind::Word && t.stop)
}

/// Tokens that render words within a range.
fn tokens(pair: &Pair, range: &Range<usize>) -> Vec<usize> {
    let mut out: Vec<usize> = pair
        .links
        .of_chars(range.clone())
        .filter(|l| range.start <= l.start as usize && l.end as usize <= range.end)
        .map(|l| l.token as usize)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Characters of the first item that may have been rendered behind its head: envoys of various countries.
const FIRST: usize = 4;

/// The start of the last words before a mark.
fn phrase_before(pair: &Pair, end: usize) -> usize {
    let chars = pair.zh.chars();
    let run = chars[..end].iter().rev().take_while(|c| is_han(**c)).count();
    let from = end - run.min(FIRST);
    let words = pair.zh.words();
    let first = words.partition_point(|w| (w.start as usize) < from);
    words.get(first).map_or(end, |w| w.start as usize).min(end)
}

fn word_after(pair: &Pair, start: usize) -> usize {
    pair.zh.words().iter().find(|w| w.start as usize >= start).map_or(start, |w| w.end as usize)
}

/// Words with which English says that somebody held an office before.
const BEFORE: [&str; 26] = [
    "former",
    "formerly",
    "ex",
    "late",
    "then",
    "previous",
    "previously",
    "past",
    "once",
    "onetime",
    "time",
    "old",
    "retired",
    "outgoing",
    "predecessor",
    "earlier",
    "sometime",
    "erstwhile",
    "been",
    "had",
    "served",
    "deposed",
    "ousted",
    "was",
    "were",
    "last",
];

/// 前总理 rendered as if he were in office.
fn former(pair: &Pair, out: &mut Vec<Draft>) {
    let chars = pair.zh.chars();
    let says = |en: &crate::text::English| (0..en.len()).any(|k| BEFORE.contains(&en.norm(k)));
    for at in 0..chars.len() {
        if chars[at] != '前' || (at > 0 && "之以从目日午生事先跟面提空史".contains(chars[at - 1]))
        {
            continue;
        }
        let rest = &chars[at + 1..];
        // A country or a ministry may stand between: 前外交次长.
        let title = (0..=4.min(rest.len())).find_map(|k| {
            let t = title_after(&rest[k..])?;
            (t.chars.len() > 1 && title_before(&t.chars).is_some() && rest[..k].iter().all(|c| is_han(*c)))
                .then_some(at..at + 1 + k + t.chars.len())
        });
        let is_word = pair.zh.words().binary_search_by_key(&(at as u32), |w| w.start).is_ok();
        let Some(range) = title.filter(|_| is_word) else { continue };
        if says(&pair.en) || says(&pair.wider().en) {
            continue;
        }
        let quote = pair.zh.original(range.clone()).to_owned();
        out.push(Draft::new(Severity::Major, 0.8, &FORMER, vec![quote]).source(pair.zh.span(range)));
        return;
    }
}
