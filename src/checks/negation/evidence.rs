//! What speaks for and against a negation being lost or added, weighed by `data/negation-evidence.tsv`.

use std::sync::OnceLock;

use super::clause_of;
use super::signs::Signs;
use crate::align::coverage::{Class, Coverage, Reason, units_beginning, units_on};
use crate::align::negations::{Negations, place_of};
use crate::align::odds::{Facts, Odds, truth};
use crate::align::{Anchor, Pair};
use crate::checks::Context;
use crate::extract::negation::{Force, Negation};
use crate::extract::{self, Mention, degree};

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

/// What is asked of a whole pair for each of its negations that nothing matches, worked out once.
pub(super) struct Ground {
    /// Which units of the translation something explains.
    explained: Vec<bool>,
    /// Units of either side that nothing explains, without numbers; of the source only those of more than one character.
    strange_zh: usize,
    strange_en: usize,
    /// For every unit of the source, and for their end, how many before it are of more than one character.
    solid: Vec<u32>,
    /// Negations of either side that nothing matches or explains, and whether one of them is spoken.
    free_zh: usize,
    free_en: usize,
    free_spoken_zh: bool,
    free_spoken_en: bool,
    /// Whether the source compares, and whether it speaks of all.
    superlative: bool,
    universal: bool,
    /// Spoken negations of the source less all, and less the spoken ones, of the translation.
    surplus: f32,
    deficit: f32,
    /// What shows in the translation that a negation was left out.
    pub(super) signs: Signs,
}

impl Ground {
    pub(super) fn new(cx: &Context, pair: &Pair, found: &Negations) -> Self {
        let c = pair.coverage(cx.lexicon);
        let (mut explained_zh, mut explained) = (vec![false; c.zh.len()], vec![false; c.en.len()]);
        for t in &c.ties {
            (explained_zh[t.zh as usize], explained[t.en as usize]) = (true, true);
        }
        let strange_zh = |(e, class): (&bool, Class)| !*e && is_solid(class) && class != Class::Number;
        let mut solid = vec![0];
        solid.extend(c.zh.iter().scan(0, |sum, u| {
            *sum += u32::from(is_solid(u.class));
            Some(*sum)
        }));
        let spoken = |z: &&Mention<Negation>| z.value.force.is_spoken() && z.value.force != Force::More;
        let spoken_zh = found.zh.iter().filter(spoken).count() as f32;
        let universal = ["人人", "一律", "所有", "任何", "凡", "每个", "皆", "都", "均"];
        Self {
            strange_zh: explained_zh
                .iter()
                .zip(c.zh.iter().map(|u| u.class))
                .filter(|x| strange_zh(*x))
                .count(),
            strange_en: explained.iter().zip(&c.en).filter(|(e, u)| !**e && u.class != Class::Number).count(),
            explained,
            solid,
            free_zh: found.free_chinese().count(),
            free_en: found.free_english().count(),
            free_spoken_zh: found.free_chinese().any(|i| found.zh[i].value.force.is_spoken()),
            free_spoken_en: found.free_english().any(|k| is_spoken(&found.en[k])),
            superlative: pair.zh.chars().iter().any(|c| "最竭尽极首更再比胜".contains(*c)),
            universal: universal.iter().any(|w| pair.zh.find(w).is_some()),
            surplus: spoken_zh - found.en.len() as f32,
            deficit: spoken_zh - found.en.iter().filter(|e| is_spoken(e)).count() as f32,
            signs: Signs::of(pair),
        }
    }
}

/// How far behind a negation of the source its scope is looked at, in characters.
const SCOPE: usize = 12;

/// How many tokens before the word that renders what is denied its verb or preposition stands.
const BEFORE: usize = 4;

/// How far from its place in the source a negative word of the translation may stand to be its rendering, as a share of the text.
const DRIFT: f32 = 0.15;

/// How far from the place of a negation a sign of its loss may stand, in tokens.
const SIGN: usize = 9;

/// Translations shorter than this, in tokens, are one clause or two, where every place is near every other.
const SHORT: usize = 20;

/// The facts about negation `i` of the source, which nothing matches.
pub(super) fn lost(cx: &Context, pair: &Pair, found: &Negations, ground: &Ground, i: usize) -> Facts {
    let z = &found.zh[i];
    let c = pair.coverage(cx.lexicon);
    let chars = pair.zh.chars();
    let cue = &chars[z.range.clone()];
    let head = z.value.head.clone();
    let has = |set: &str| cue.iter().any(|c| set.contains(*c));
    let joined: String = chars[z.range.start..head.end.max(z.range.end)].iter().collect();
    let head_tie = units_on(&c.zh, &head).flat_map(|u| ties_of(c, u)).find(|t| t.1 <= Reason::Kin);
    let is_head_tied =
        units_on(&c.zh, &head).any(|u| is_solid(c.zh[u].class) && ties_of(c, u).any(|t| t.1 <= Reason::Kin));
    let stop = z.value.clause.end.min(z.range.end + SCOPE).max(z.range.end);
    let scope = units_beginning(&c.zh, &(z.range.end..stop));
    let scope: Vec<usize> = scope.filter(|u| is_solid(c.zh[*u].class)).collect();
    let tied = scope.iter().filter(|&&u| ties_of(c, u).next().is_some()).count();
    let clause = units_beginning(&c.zh, &z.value.clause);
    let behind = Anchor { cue: z.range.clone(), clause: z.range.end..z.value.clause.end.max(z.range.end) };
    let links = found.places.around_chinese(&behind);
    let at = head_tie.map(|t| c.en[t.0].range.start).or(links.first().map(|l| l.1));
    let near = |fits: &dyn Fn(usize) -> bool| {
        at.is_some_and(|a| extract::on(&found.en, &(a.saturating_sub(NEAR)..a + NEAR)).any(fits))
    };
    let rival = at.is_some_and(|a| {
        extract::on(&found.en, &(a.saturating_sub(3)..a + 1)).any(|k| found.is_matched_english(k))
    });
    let here = pair.en.len() as f32 * (z.range.start as f32 / chars.len().max(1) as f32);
    let spread = pair.en.len() as f32 * DRIFT;
    let around = (here - spread).max(0.0) as usize..(here + spread) as usize + 1;
    let mut free_here = extract::beginning(&found.en, &around).filter(|&k| found.is_free_english(k));
    let ahead = |set: &[&str]| {
        at.is_some_and(|a| (a.saturating_sub(BEFORE)..a).any(|k| set.contains(&pair.en.norm(k))))
    };
    let shown = |signs: &[usize]| match at {
        Some(a) => {
            let from = signs.partition_point(|k| k + SIGN <= a);
            signs.get(from).is_some_and(|k| *k < a + 2)
        }
        None => pair.en.len() < SHORT && !signs.is_empty(),
    };
    let signs = &ground.signs;
    let same: &[&str] = if cue.ends_with(&['能']) || cue.ends_with(&['法']) || cue.ends_with(&['到']) {
        &["can", "could"]
    } else if has("得许准应要须") {
        &["shall", "may", "must", "should", "can"]
    } else if has("会") {
        &["will", "would"]
    } else {
        &[]
    };
    let binds = has("能会可得应要许准让须当") && !cue.ends_with(&['得']);
    vec![
        ("stressed", truth(!signs.stressed.is_empty())),
        ("stressed-near", truth(shown(&signs.stressed))),
        ("stranded", truth(!signs.stranded.is_empty())),
        ("stranded-near", truth(shown(&signs.stranded))),
        ("total", truth(shown(&signs.total))),
        ("with", truth(shown(&signs.with))),
        ("with-before", truth(ahead(&["with"]))),
        ("verb-before", truth(ahead(&super::AUXILIARIES))),
        ("modals", truth(binds && !signs.modals.is_empty())),
        ("modals-near", truth(binds && shown(&signs.modals))),
        ("modal-same", truth(same.iter().any(|w| signs.modals.iter().any(|k| pair.en.norm(*k) == *w)))),
        ("plain", truth(found.en.is_empty() && ground.strange_en <= 1)),
        ("free-here", truth(free_here.next().is_some())),
        ("surplus", ground.surplus.clamp(-3.0, 3.0)),
        ("deficit", ground.deficit.clamp(-2.0, 3.0)),
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
        ("clause", (ground.solid[clause.end] - ground.solid[clause.start]) as f32),
        ("tie", links.first().map_or(0.0, |l| l.2).min(1.0)),
        ("untied", truth(links.is_empty())),
        ("negative-near", truth(near(&|k| found.is_free_english(k) && !is_spoken(&found.en[k])))),
        ("taken-near", truth(near(&|k| !found.is_free_english(k) && is_spoken(&found.en[k])))),
        ("free", (ground.free_en as f32).min(3.0)),
        ("free-spoken", truth(ground.free_spoken_en)),
        ("none", truth(found.en.is_empty())),
        ("rival", truth(rival)),
        ("strange", ground.strange_en as f32),
        ("length", (pair.en.len().max(1) as f32).ln()),
    ]
}

/// How near a negation of the translation must stand to speak against a loss, in tokens.
const NEAR: usize = 8;

/// How far around a negation of the translation its words are looked at, in tokens.
const AROUND: usize = 7;

/// The facts about negation `k` of the translation, which nothing matches.
pub(super) fn added(cx: &Context, pair: &Pair, found: &Negations, ground: &Ground, k: usize) -> Facts {
    let e = &found.en[k];
    let c = pair.coverage(cx.lexicon);
    let behind = e.range.end..e.range.end + 4;
    let word = |set: &[&str]| behind.clone().any(|k| set.contains(&pair.en.norm(k)));
    let compares = behind.clone().any(|k| degree::is_graded(pair.en.norm(k)))
        || word(&["more", "better", "than", "less", "worse"]);
    let links = found.places.around_english(&place_of(e));
    let clause = links.first().map(|l| clause_of(pair, l.0.start));
    let free_near = clause.as_ref().is_some_and(|c| {
        let near = extract::beginning(&found.zh, &(c.start.saturating_sub(3)..c.end + 3));
        near.into_iter().any(|i| found.is_free_chinese(i) && found.zh[i].range.end <= c.end + 3)
    });
    let strength: f32 =
        links.iter().filter(|l| clause.as_ref().is_some_and(|c| c.contains(&l.0.start))).map(|l| l.2).sum();
    let head = units_on(&c.en, &e.value.head);
    let clause_en = &e.value.clause;
    let reach = e.range.start.saturating_sub(AROUND).max(clause_en.start)
        ..(e.range.end + AROUND + 1).min(clause_en.end);
    let window = units_beginning(&c.en, &reach);
    let tied = ground.explained[window.clone()].iter().filter(|e| **e).count();
    // *Not immune*, *never forget*: a second negative word that makes an affirmation of both.
    let double = extract::beginning(&found.en, &(e.range.end..e.range.end + 6))
        .any(|o| found.is_free_english(o) && o != k && !is_spoken(&found.en[o]));
    let norm = pair.en.norm(e.range.start);
    vec![
        ("total", truth(e.value.force == Force::Total)),
        ("partial", truth(e.value.force == Force::Partial)),
        ("question", truth(e.value.question)),
        ("carries", truth(found.carries_on(pair, k))),
        ("elliptic", truth(super::is_elliptic(pair, e))),
        ("superlative", truth(compares && ground.superlative)),
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
        ("universal", truth(e.value.force == Force::Total && ground.universal)),
        ("opens", truth(e.range.start <= e.value.clause.start + 1)),
        ("tie", links.first().map_or(0.0, |l| l.2).min(1.0)),
        ("strength", strength.min(2.0)),
        ("free", (ground.free_zh as f32).min(3.0)),
        ("free-near", truth(free_near)),
        ("free-spoken", truth(ground.free_spoken_zh)),
        ("none", truth(found.zh.is_empty())),
        ("headless", truth(head.is_empty())),
        ("window", window.len() as f32),
        ("window-tied", tied as f32 / window.len().max(1) as f32),
        ("strange", ground.strange_zh as f32),
        ("length", (pair.en.len().max(1) as f32).ln()),
    ]
}
