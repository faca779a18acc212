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
    wonders: OnceCell<bool>,
    aims: OnceCell<bool>,
    believes: OnceCell<bool>,
    hints: OnceCell<bool>,
    rules: OnceCell<bool>,
}

impl Source {
    fn asks(&self, pair: &Pair) -> bool {
        *self.asks.get_or_init(|| pair.zh.chars().contains(&'?'))
    }

    fn advises(&self, pair: &Pair) -> bool {
        *self.advises.get_or_init(|| ADVICE.iter().any(|w| pair.zh.find(w).is_some()))
    }

    fn wonders(&self, pair: &Pair) -> bool {
        *self.wonders.get_or_init(|| WONDER.iter().any(|w| pair.zh.find(w).is_some()))
    }

    fn aims(&self, pair: &Pair) -> bool {
        *self.aims.get_or_init(|| AIM.iter().any(|w| pair.zh.find(w).is_some()))
    }

    fn believes(&self, pair: &Pair) -> bool {
        *self.believes.get_or_init(|| BELIEF.iter().any(|w| pair.zh.find(w).is_some()))
    }

    /// Whether the source names a possibility: 存在…可能.
    fn hints(&self, pair: &Pair) -> bool {
        let names = |at: usize| {
            let next = pair.zh.chars().get(at + 2).copied();
            next.is_none_or(|c| matches!(c, ',' | '。' | ';' | '性' | '的' | '、' | '"'))
        };
        *self.hints.get_or_init(|| pair.zh.find_all("可能").any(names))
    }

    /// Whether the translation is worded as a rule.
    fn rules(&self, pair: &Pair) -> bool {
        *self.rules.get_or_init(|| (0..pair.en.len()).any(|k| pair.en.norm(k) == "shall"))
    }

    fn campaigns(&self, pair: &Pair) -> bool {
        *self.campaigns.get_or_init(|| CAMPAIGN.iter().any(|w| pair.zh.find(w).is_some()))
    }
}

/// The group of a modal of the translation by what it does: leave a thing open (`open`) or bind someone, in every case (`must`) or as a rule
/// (`should`). Others are not weighed.
pub(super) fn group(pair: &Pair, source: &Source, cues: &Cues<Modality>, k: usize) -> Option<&'static str> {
    let e = &cues.en[k];
    match (e.value.sense, pair.en.norm(e.range.start)) {
        (Modality::May | Modality::Might | Modality::Can, "may" | "might" | "could" | "can")
            if e.range.len() == 1 =>
        {
            Some("open")
        }
        (Modality::Must | Modality::Ought | Modality::Shall, word)
            if !is_condition(pair, source, e.range.start) =>
        {
            match word {
                "must" | "have" | "has" | "had" | "need" | "needs" | "required" => Some("must"),
                "should" => Some("should"),
                _ => None,
            }
        }
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
/// Words of the source that leave open whether something is so, and which English follows with *may* or *might* (folded).
const WONDER: [&str; 9] = ["是否", "能否", "会否", "与否", "不足为奇", "难怪", "有待", "看看", "险些"];
/// Words of purpose, which English may put as *that it may* (folded).
const AIM: [&str; 9] = ["以便", "免得", "以免", "好让", "为要", "叫我", "使我", "使他", "好叫"];
/// Verbs of thinking, saying and hoping whose clause English may well put with *may*, *could* or *should* (folded).
const BELIEF: [&str; 16] = [
    "认为", "相信", "希望", "盼望", "担心", "怀疑", "预期", "预计", "估计", "认可", "恐怕", "说明", "表明",
    "提示", "打算", "假设",
];
/// Verbs by which reports and programmes without subject say what is to be done (folded).
const CAMPAIGN: [&str; 26] = [
    "坚持", "推进", "加强", "加快", "深化", "强化", "落实", "注重", "推动", "坚守", "完善", "健全", "不断",
    "切实", "着力", "努力", "发挥", "引导", "聚焦", "打造", "提升", "弘扬", "尽量", "构建", "关注", "牢记",
];

/// Translations shorter than this, in tokens, are headings and exclamations as often as sentences.
const SHORT: usize = 12;

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
        ("wonders", truth(source.wonders(pair))),
        ("aims", truth(source.aims(pair))),
        ("believes", truth(source.believes(pair))),
        ("hints", truth(source.hints(pair))),
        ("rules", truth(source.rules(pair))),
        ("passive", truth(near(1, &["be"]))),
        (
            "polite",
            truth(near(1, &["say", "ask", "add", "hope", "admit", "confess", "suggest", "wish", "not"])),
        ),
        ("softened", truth(near(2, &["well", "also", "even", "best", "possible", "seem", "personally"]))),
        ("such", truth(ahead(3, &["as", "such", "whatever", "however"]))),
        ("stated", truth(ahead(2, &["that", "than"]) || ahead(5, &["that"]) && depends)),
        ("denied", truth(ahead(8, &["no", "not", "nor", "neither", "nothing", "nobody"]))),
        ("short", truth(pair.en.len() < SHORT)),
    ]);
    out
}
