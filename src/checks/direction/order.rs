//! Before and after, and contraries that changed places.

use std::ops::Range;

use super::Named;
use crate::align::Pair;
use crate::extract::Mention;
use crate::extract::contrary::Naming;
use crate::finding::{Draft, Message, Severity};
use crate::text::Kind;

static BEFORE_AFTER: Message = Message {
    en: "The source says {0}; “{1}” puts it the other way round in time.",
    zh: "原文说“{0}”，译文“{1}”先后颠倒。",
};
static PLACES: Message = Message {
    en: "{0} and {1} have changed places in the translation: “{2}”.",
    zh: "译文把“{0}”和“{1}”的位置对调了：“{2}”。",
};

pub(super) fn check(pair: &Pair, named: &Named, out: &mut Vec<Draft>) {
    before_after(pair, out);
    places(pair, named, out);
}

const BEFORE: ([&str; 3], [&str; 6]) =
    (["以前", "之前", "前夕"], ["before", "prior", "until", "earlier", "ahead", "ago"]);
const AFTER: ([&str; 3], [&str; 6]) =
    (["以后", "之后", "过后"], ["after", "following", "since", "later", "once", "upon"]);
/// Words that turn the order of two events: he came only after …, not until ….
const TURNING: [&str; 5] = ["only", "until", "not", "when", "by"];

/// Characters before 以前 and tokens after `after` that say what comes first.
const EVENT: (usize, usize) = (8, 5);

fn before_after(pair: &Pair, out: &mut Vec<Draft>) {
    let (zh, en) = (&pair.zh, &pair.en);
    let has_zh = |words: &[&str]| words.iter().any(|w| zh.find(w).is_some());
    let has_en = |words: &[&str]| (0..en.len()).any(|k| words.contains(&en.norm(k)));
    for (said, contrary, wrong) in [(&BEFORE, &AFTER, "after"), (&AFTER, &BEFORE, "before")] {
        if !has_zh(&said.0) || has_zh(&contrary.0) || has_en(&said.1) || has_en(&TURNING) {
            continue;
        }
        for at in said.0.iter().flat_map(|w| zh.find_all(w)) {
            let from = at.saturating_sub(EVENT.0);
            let start =
                (from..at).rev().find(|&k| "，。；、,;".contains(zh.chars()[k])).map_or(from, |k| k + 1);
            let event = start..at;
            let place = (0..en.len()).filter(|&k| en.norm(k) == wrong).find(|&k| {
                let near = k as u32 + 1..(k + 1 + EVENT.1) as u32;
                pair.links
                    .of_chars(event.clone())
                    .any(|l| l.start as usize >= start && near.contains(&l.token))
            });
            if let Some(k) = place {
                let (whole, end) = (start..at + 2, (k + 1 + EVENT.1).min(en.len()));
                let end = (k + 1..end).find(|&i| en.tokens()[i].kind == Kind::Mark).unwrap_or(end);
                let arguments = vec![zh.original(whole.clone()).to_owned(), en.original(k..end).to_owned()];
                let draft = Draft::new(Severity::Major, 0.75, &BEFORE_AFTER, arguments);
                out.push(draft.source(zh.span(whole)).target(en.span(k..end)));
                break;
            }
        }
    }
}

/// Two contraries that both sides name once, each beside what stands beside the other on the other side.
fn places(pair: &Pair, named: &Named, out: &mut Vec<Draft>) {
    let english = named.en();
    let is_told = |m: &Mention<Naming>| english.iter().any(|o| o.value.idea == m.value.idea.contrary());
    if !english.iter().any(is_told) {
        return;
    }
    let chinese = named.zh();
    for first in chinese.iter().filter(|m| !m.value.idea.is_second && m.value.is_listed) {
        let idea = first.value.idea;
        let one = |all: &[Mention<Naming>], idea| -> Option<Range<usize>> {
            let mut found = all.iter().filter(|m| m.value.idea == idea).map(|m| m.range.clone());
            found.next().filter(|_| found.next().is_none())
        };
        let all = (
            one(chinese, idea),
            one(chinese, idea.contrary()),
            one(english, idea),
            one(english, idea.contrary()),
        );
        let (Some(a), Some(b), Some(x), Some(y)) = all else { continue };
        // An exchange keeps the order of everything else, so that the contraries themselves come in another order.
        if (a.start < b.start) == (x.start < y.start) {
            continue;
        }
        let is_clear = |of_a: &Beside, of_b: &Beside| {
            of_a.other + of_b.other >= of_a.own + of_b.own + 2 && of_a.other.min(of_b.other) > 0
        };
        let sides = |part| (Beside::of(pair, &a, [&x, &y], part), Beside::of(pair, &b, [&y, &x], part));
        let (around, behind) = (sides(Part::Around), sides(Part::Behind));
        if is_clear(&around.0, &around.1) || is_clear(&behind.0, &behind.1) {
            let (source, target) =
                (a.start.min(b.start)..a.end.max(b.end), x.start.min(y.start)..x.end.max(y.end));
            let arguments = vec![
                pair.zh.original(a).to_owned(),
                pair.zh.original(b).to_owned(),
                pair.en.original(target.clone()).to_owned(),
            ];
            let draft = Draft::new(Severity::Major, 0.75, &PLACES, arguments);
            out.push(draft.source(pair.zh.span(source)).target(pair.en.span(target)));
        }
    }
}

/// Characters and tokens that count as beside.
const BESIDE: (usize, usize) = (4, 3);

/// How many words beside some characters, in their clause, are rendered beside their own rendering and not beside the
/// contrary's, and the reverse.
struct Beside {
    own: usize,
    other: usize,
}

/// What counts as beside: both sides, or only what follows, as the object of a verb does.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Around,
    Behind,
}

impl Beside {
    fn of(pair: &Pair, chars: &Range<usize>, [own, other]: [&Range<usize>; 2], part: Part) -> Beside {
        let mut around =
            around(pair.zh.chars().len(), chars, BESIDE.0, |k| "，。；：、,;:".contains(pair.zh.chars()[k]));
        if part == Part::Behind {
            around.start = chars.end.min(around.end);
        }
        let is_stop = |k: usize| {
            let joint = part == Part::Behind && matches!(pair.en.norm(k), "and" | "or" | "but");
            joint || matches!(pair.en.norm(k), "," | "." | ";" | ":")
        };
        let rendered = |tokens: &Range<usize>| -> Vec<u32> {
            let mut near = self::around(pair.en.len(), tokens, BESIDE.1, is_stop);
            if part == Part::Behind {
                near.start = tokens.end.min(near.end);
            }
            let mut words: Vec<u32> = pair
                .links
                .of_chars(around.clone())
                .filter(|l| near.contains(&(l.token as usize)) && !tokens.contains(&(l.token as usize)))
                .filter(|l| l.end as usize <= chars.start || l.start as usize >= chars.end)
                .map(|l| l.start)
                .collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let (mine, theirs) = (rendered(own), rendered(other));
        let only = |a: &[u32], b: &[u32]| a.iter().filter(|w| !b.contains(w)).count();
        Beside { own: only(&mine, &theirs), other: only(&theirs, &mine) }
    }
}

/// `reach` units on each side of a range, no further than the next stop.
fn around(len: usize, range: &Range<usize>, reach: usize, is_stop: impl Fn(usize) -> bool) -> Range<usize> {
    let from = range.start.saturating_sub(reach);
    let start = (from..range.start).rev().find(|&k| is_stop(k)).map_or(from, |k| k + 1);
    let to = (range.end + reach).min(len);
    start..(range.end..to).find(|&k| is_stop(k)).unwrap_or(to)
}
