//! What speaks for and against a modal of the translation having nothing to render, weighed by `data/modality-evidence.tsv`.

use std::cell::OnceCell;
use std::sync::OnceLock;

use super::{known, likes};
use crate::align::Pair;
use crate::align::cues::Cues;
use crate::align::odds::{Facts, Odds, truth};
use crate::align::support::{Ground, Relation};
use crate::extract::Mention;
use crate::extract::cue::Cue;
use crate::extract::modality::Modality;

/// The weights.
pub(super) fn odds() -> &'static Odds {
    static ODDS: OnceLock<Odds> = OnceLock::new();
    ODDS.get_or_init(|| Odds::new(include_str!("../../../data/modality-evidence.tsv")))
}

/// What the whole source says, looked up once for all modals of the translation.
#[derive(Default)]
pub(super) struct Source {
    asks: OnceCell<bool>,
    advises: OnceCell<bool>,
    campaigns: OnceCell<bool>,
}

impl Source {
    fn asks(&self, pair: &Pair) -> bool {
        *self.asks.get_or_init(|| pair.zh.chars().contains(&'?'))
    }

    fn advises(&self, pair: &Pair) -> bool {
        *self.advises.get_or_init(|| ADVICE.iter().any(|w| pair.zh.find(w).is_some()))
    }

    fn campaigns(&self, pair: &Pair) -> bool {
        *self.campaigns.get_or_init(|| CAMPAIGN.iter().any(|w| pair.zh.find(w).is_some()))
    }
}

/// The group of a modal of the translation by what it does: leave a thing open or bind someone. Others are not weighed.
pub(super) fn group(pair: &Pair, source: &Source, cues: &Cues<Modality>, k: usize) -> Option<&'static str> {
    let e = &cues.en[k];
    match (e.value.sense, pair.en.norm(e.range.start)) {
        (Modality::May | Modality::Might | Modality::Can, "may" | "might" | "could" | "can")
            if e.range.len() == 1 =>
        {
            Some("open")
        }
        (
            Modality::Must | Modality::Ought | Modality::Shall,
            "must" | "should" | "shall" | "have" | "has" | "had" | "need" | "needs" | "required",
        ) if !is_condition(pair, source, e.range.start) => Some("bind"),
        _ => None,
    }
}

/// *Should it be so, …* and *should it be so?*
fn is_condition(pair: &Pair, source: &Source, k: usize) -> bool {
    let begins = k == 0 || matches!(pair.en.norm(k - 1), "." | ";" | ":" | "!" | "?" | "\"");
    pair.en.norm(k) == "should" && (begins || source.asks(pair))
}

/// What a modal sense of the source says of one of the translation.
pub(super) fn relate(z: Modality, e: Modality) -> Relation {
    use Modality::{
        Bound, Can, Consider, Doubtful, Entitled, Forbidden, Hint, Leave, May, Might, Must, Needless, Only,
        Ought, Plan, Seems, Shall, Surely, Unable, Unwilling, Will, Willing, Wish,
    };
    let binds = matches!(e, Must | Ought | Shall);
    // *It should work* is expected: 可能, 应该是.
    if likes(z, e) || (z, e) == (Might, Ought) {
        return Relation::Supports;
    }
    if e == Ought && matches!(z, May | Can | Will) {
        return Relation::Apart;
    }
    if known().get(z, e).is_some() {
        return Relation::Contradicts;
    }
    match (z, binds) {
        (
            Hint | Leave | Consider | Entitled | Seems | Doubtful | Unable | Forbidden | Willing | May | Can
            | Might,
            false,
        )
        | (Wish | Only | Needless | Forbidden | Bound | Surely | Leave, true) => Relation::Supports,
        (Must | Ought | Bound | Will | Surely, false)
        | (May | Can | Might | Will | Willing | Plan | Consider | Entitled | Seems | Unwilling, true) => {
            Relation::Contradicts
        }
        _ => Relation::Apart,
    }
}

/// Characters by which a possibility or a duty shows inside longer words.
const OPENING: &str = "得可能会许准或恐若如果想愿望便";
const BINDING: &str = "须应必需要务得该当宜只才责令勒迫";

/// Verbs of the source whose clause a translation may well put with *should* (folded).
const ADVICE: [&str; 22] = [
    "建议", "要求", "规定", "呼吁", "敦促", "提议", "主张", "同意", "说服", "确保", "命令", "责令", "希望",
    "盼望", "如何", "怎样", "提倡", "吩咐", "倡议", "决定", "有待", "宜",
];
/// Verbs by which reports and programmes without subject say what is to be done (folded).
const CAMPAIGN: [&str; 16] = [
    "坚持", "推进", "加强", "加快", "深化", "强化", "落实", "注重", "推动", "坚守", "完善", "健全", "不断",
    "切实", "着力", "努力",
];

/// The facts about modal `k` of the translation.
pub(super) fn facts(
    pair: &Pair,
    source: &Source,
    ground: &Ground<Modality>,
    e: &Mention<Cue<Modality>>,
    k: usize,
    depends: bool,
) -> Facts {
    let binds = matches!(e.value.sense, Modality::Must | Modality::Ought | Modality::Shall);
    let mut out = ground.facts(k, if binds { BINDING } else { OPENING });
    let word = pair.en.norm(e.range.start);
    let near =
        |d: usize, set: &[&str]| (e.range.end..e.range.end + d).any(|k| set.contains(&pair.en.norm(k)));
    let before = pair.en.norm(e.range.start.saturating_sub(1));
    let ahead = |reach: usize, set: &[&str]| {
        (e.range.start.saturating_sub(reach)..e.range.start).any(|k| set.contains(&pair.en.norm(k)))
    };
    let begins = e.range.start == 0 || matches!(before, "." | ";" | "\"" | ":" | "!" | "?");
    out.extend([
        ("might", truth(word == "might")),
        ("could", truth(word == "could")),
        ("can", truth(word == "can")),
        ("should", truth(matches!(word, "should" | "ought"))),
        ("shall", truth(word == "shall")),
        ("must", truth(word == "must")),
        ("depends", truth(depends)),
        ("perfect", truth(near(3, &["have"]))),
        ("it", truth(before == "it")),
        ("first", truth(matches!(before, "i" | "we" | "you"))),
        ("noun", truth(matches!(before, "the" | "a" | "this" | "that" | "'s" | "of" | "in" | "no"))),
        ("purpose", truth(ahead(4, &["that", "so", "lest"]))),
        ("asks-en", truth(ahead(6, &["how", "what", "why", "whether", "when", "where", "which", "whose"]))),
        ("begins", truth(begins)),
        ("advice", truth(source.advises(pair))),
        ("campaign", truth(source.campaigns(pair))),
        ("asks", truth(source.asks(pair))),
    ]);
    out
}
