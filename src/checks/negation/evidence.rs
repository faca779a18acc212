//! What speaks for and against a negation being lost or added, weighed by `data/negation-evidence.tsv`.

use std::ops::Range;
use std::sync::OnceLock;

use super::clause_of;
use crate::align::coverage::{Class, Coverage, Reason};
use crate::align::negations::{Negations, place_of};
use crate::align::odds::{Facts, Odds, truth};
use crate::align::{Anchor, Pair};
use crate::checks::Context;
use crate::extract::Mention;
use crate::extract::degree;
use crate::extract::negation::{Force, Negation};

/// The weights of `data/negation-evidence.tsv`.
pub(super) fn odds() -> &'static Odds {
    static ODDS: OnceLock<Odds> = OnceLock::new();
    ODDS.get_or_init(|| Odds::new(include_str!("../../../data/negation-evidence.tsv")))
}

/// Whether a unit is more than one character, which may stand for anything.
fn is_solid(c: Class) -> bool {
    matches!(c, Class::Two | Class::Three | Class::Long | Class::Latin | Class::Number | Class::Unknown)
}

fn ties_of(c: &Coverage, unit: usize) -> impl Iterator<Item = (usize, Reason)> + '_ {
    let from = c.ties.partition_point(|t| (t.zh as usize) < unit);
    c.ties[from..].iter().take_while(move |t| t.zh as usize == unit).map(|t| (t.en as usize, t.reason))
}

fn is_spoken(e: &Mention<Negation>) -> bool {
    e.value.force.is_spoken() && !e.value.inside
}

/// How far behind a negation of the source its scope is looked at, in characters.
const SCOPE: usize = 12;

/// The facts about negation `i` of the source, which nothing matches.
pub(super) fn lost(cx: &Context, pair: &Pair, found: &Negations, i: usize) -> Facts {
    let z = &found.zh[i];
    let c = pair.coverage(cx.lexicon);
    let chars = pair.zh.chars();
    let cue = &chars[z.range.clone()];
    let head = z.value.head.clone();
    let has = |set: &str| cue.iter().any(|c| set.contains(*c));
    let joined: String = chars[z.range.start..head.end.max(z.range.end)].iter().collect();
    let units_in = |range: Range<usize>| {
        (0..c.zh.len()).filter(move |&u| c.zh[u].range.start < range.end && range.start < c.zh[u].range.end)
    };
    let head_ties: Vec<usize> = units_in(head.clone())
        .flat_map(|u| ties_of(c, u))
        .filter(|t| t.1 <= Reason::Kin)
        .map(|t| c.en[t.0].range.start)
        .collect();
    let is_head_tied =
        units_in(head.clone()).any(|u| is_solid(c.zh[u].class) && ties_of(c, u).any(|t| t.1 <= Reason::Kin));
    let stop = z.value.clause.end.min(z.range.end + SCOPE).max(z.range.end);
    let solid = |range: Range<usize>| -> Vec<usize> {
        let begins = |u: &usize| range.contains(&c.zh[*u].range.start) && is_solid(c.zh[*u].class);
        (0..c.zh.len()).filter(begins).collect()
    };
    let scope = solid(z.range.end..stop);
    let tied = scope.iter().filter(|&&u| ties_of(c, u).next().is_some()).count();
    let behind = Anchor { cue: z.range.clone(), clause: z.range.end..z.value.clause.end.max(z.range.end) };
    let links = found.places.around_chinese(&behind);
    let at = head_ties.first().copied().or(links.first().map(|l| l.1));
    let free: Vec<usize> = found.free_english().collect();
    let near = |fits: &dyn Fn(usize) -> bool| {
        at.is_some_and(|a| {
            found
                .en
                .iter()
                .enumerate()
                .any(|(k, e)| e.range.start < a + NEAR && a < e.range.end + NEAR && fits(k))
        })
    };
    let rival = at.is_some_and(|a| {
        found.matched.iter().any(|m| found.en[m.1].range.end + 3 > a && found.en[m.1].range.start < a + 1)
    });
    let explained = explained(c);
    let strange = explained.iter().zip(&c.en).filter(|(e, u)| !**e && u.class != Class::Number).count();
    vec![
        ("not", truth(cue == ['不'])),
        ("not+", truth(cue[0] == '不' && cue.len() > 1)),
        ("without", truth(has("无"))),
        ("have-not", truth(has("没"))),
        ("not-yet", truth(has("未"))),
        ("adverb", truth("并从绝决毫丝根尚永均皆都仍还".contains(cue[0]))),
        ("modal", truth(has("能会可得应要许准法让想愿"))),
        ("partial", truth(z.value.force == Force::Partial)),
        ("question", truth(z.value.question)),
        ("carries", truth(found.carries_on_chinese(pair, i))),
        ("doubles", truth(found.doubles(i))),
        ("hardly", truth(z.range.start >= 2 && pair.zh.has_at(z.range.start - 2, "几乎"))),
        ("bound", truth(super::BOUNDS.iter().any(|w| pair.zh.has_at(z.range.end, w)))),
        ("attributive", truth(chars.get(head.end) == Some(&'的'))),
        ("word", truth(cx.lexicon.entry(&joined).is_some())),
        ("head-tied", truth(is_head_tied)),
        ("scope", scope.len() as f32),
        ("scope-tied", tied as f32 / scope.len().max(1) as f32),
        ("clause", solid(z.value.clause.clone()).len() as f32),
        ("tie", links.first().map_or(0.0, |l| l.2).min(1.0)),
        ("untied", truth(links.is_empty())),
        ("negative-near", truth(near(&|k| free.contains(&k) && !is_spoken(&found.en[k])))),
        ("taken-near", truth(near(&|k| !free.contains(&k) && is_spoken(&found.en[k])))),
        ("free", (free.len() as f32).min(3.0)),
        ("free-spoken", truth(free.iter().any(|&k| is_spoken(&found.en[k])))),
        ("none", truth(found.en.is_empty())),
        ("rival", truth(rival)),
        ("strange", strange as f32),
        ("length", (pair.en.len().max(1) as f32).ln()),
    ]
}

/// How near a negation of the translation must stand to speak against a loss, in tokens.
const NEAR: usize = 8;

/// Which units of the translation something explains.
fn explained(c: &Coverage) -> Vec<bool> {
    let mut out = vec![false; c.en.len()];
    c.ties.iter().for_each(|t| out[t.en as usize] = true);
    out
}

/// How far around a negation of the translation its words are looked at, in tokens.
const AROUND: usize = 7;

/// The facts about negation `k` of the translation, which nothing matches.
pub(super) fn added(cx: &Context, pair: &Pair, found: &Negations, k: usize) -> Facts {
    let e = &found.en[k];
    let c = pair.coverage(cx.lexicon);
    let behind = e.range.end..e.range.end + 4;
    let word = |set: &[&str]| behind.clone().any(|k| set.contains(&pair.en.norm(k)));
    let compares = behind.clone().any(|k| degree::is_graded(pair.en.norm(k)))
        || word(&["more", "better", "than", "less", "worse"]);
    let superlative = pair.zh.chars().iter().any(|c| "最竭尽极首更再比胜".contains(*c));
    let links = found.places.around_english(&place_of(e));
    let clause = links.first().map(|l| clause_of(pair, l.0.start));
    let in_clause = |range: &Range<usize>| {
        clause.as_ref().is_some_and(|c| range.start + 3 >= c.start && range.end <= c.end + 3)
    };
    let strength: f32 =
        links.iter().filter(|l| clause.as_ref().is_some_and(|c| c.contains(&l.0.start))).map(|l| l.2).sum();
    let free: Vec<&Mention<Negation>> = found.free_chinese().map(|i| &found.zh[i]).collect();
    let head = e.value.head.clone();
    let unit = (0..c.en.len()).find(|&u| c.en[u].range.start < head.end && head.start < c.en[u].range.end);
    let explained_en = explained(c);
    let mut explained_zh = vec![false; c.zh.len()];
    c.ties.iter().for_each(|t| explained_zh[t.zh as usize] = true);
    let reach = e.range.start.saturating_sub(AROUND)..e.range.end + AROUND + 1;
    let window: Vec<usize> = (0..c.en.len())
        .filter(|&u| reach.contains(&c.en[u].range.start) && e.value.clause.contains(&c.en[u].range.start))
        .collect();
    let tied = window.iter().filter(|&&u| explained_en[u]).count();
    let strange = (0..c.zh.len())
        .filter(|&u| !explained_zh[u] && is_solid(c.zh[u].class) && c.zh[u].class != Class::Number)
        .count();
    // *Not immune*, *never forget*: a second negative word that makes an affirmation of both.
    let double = found.free_english().any(|o| {
        let other = &found.en[o];
        o != k && !is_spoken(other) && other.range.start >= e.range.end && other.range.start < e.range.end + 6
    });
    let norm = pair.en.norm(e.range.start);
    let universal = ["人人", "一律", "所有", "任何", "凡", "每个", "皆", "都", "均"];
    vec![
        ("total", truth(e.value.force == Force::Total)),
        ("partial", truth(e.value.force == Force::Partial)),
        ("question", truth(e.value.question)),
        ("carries", truth(found.carries_on(pair, k))),
        ("elliptic", truth(super::is_elliptic(pair, e))),
        ("superlative", truth(compares && superlative)),
        ("compares", truth(compares)),
        ("answer", truth(norm == "no" && pair.en.norm(e.range.end) == ",")),
        (
            "limits",
            truth(word(&[
                "only", "just", "until", "unless", "without", "but", "till", "simply", "merely", "below",
                "exceed",
            ])),
        ),
        ("double", truth(double)),
        (
            "universal",
            truth(e.value.force == Force::Total && universal.iter().any(|w| pair.zh.find(w).is_some())),
        ),
        ("opens", truth(e.range.start <= e.value.clause.start + 1)),
        ("tie", links.first().map_or(0.0, |l| l.2).min(1.0)),
        ("strength", strength.min(2.0)),
        ("free", (free.len() as f32).min(3.0)),
        ("free-near", truth(free.iter().any(|z| in_clause(&z.range)))),
        ("free-spoken", truth(free.iter().any(|z| z.value.force.is_spoken()))),
        ("none", truth(found.zh.is_empty())),
        ("headless", truth(unit.is_none())),
        ("window", window.len() as f32),
        ("window-tied", tied as f32 / window.len().max(1) as f32),
        ("strange", strange as f32),
        ("length", (pair.en.len().max(1) as f32).ln()),
    ]
}
