//! How binding, possible or intended something is said to be: must, may, might, is willing, is entitled.
//!
//! The words are `data/zh/modality.tsv` and `data/en/modality.tsv`.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Mention;
use super::cue::{Cue, CueTable};
use crate::lexicon::table;
use crate::text::{Chinese, English, Kind, clause};

/// A sense of a modal word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// An obligation: 必须, *must*; 应 in law.
    Must,
    /// *Shall*: an obligation in law.
    Shall,
    /// Advice or a lesser duty: 应该, *should*.
    Ought,
    /// A permission, in English also a possibility: 可以, *may*.
    May,
    /// 得: in statutes a permission, in speech an obligation.
    Leave,
    /// An ability: 能, *can*.
    Can,
    /// A possibility: 可能, *might*, *perhaps*.
    Might,
    /// The future: 将, *will*.
    Will,
    /// A certainty: 必将, *certainly*.
    Surely,
    /// 愿意, *willing*.
    Willing,
    /// An intention: 拟, *plan to*.
    Plan,
    /// A suggestion: 可考虑, *could consider*.
    Consider,
    /// An appearance: 似乎, *seems*.
    Seems,
    /// 要: should, will, want to.
    Wish,
    /// A word that lets a possibility show: 会, 若, 疑.
    Hint,
    /// A prohibition: 不得, *must not*.
    Forbidden,
    /// No duty: 不必, *need not*.
    Needless,
    /// 不能, *cannot*, *failed to*.
    Unable,
    /// 不愿, *unwilling*.
    Unwilling,
    /// *Might not*.
    Doubtful,
    /// A right: 有权, *entitled to*.
    Entitled,
    /// A duty: 有义务, *obliged to*.
    Bound,
    /// No other choice: 只能, *can only*.
    Only,
}

impl Modality {
    /// Every sense with its name in the tables.
    pub const ALL: [(Modality, &'static str); 23] = [
        (Modality::Must, "must"),
        (Modality::Shall, "shall"),
        (Modality::Ought, "ought"),
        (Modality::May, "may"),
        (Modality::Leave, "leave"),
        (Modality::Can, "can"),
        (Modality::Might, "might"),
        (Modality::Will, "will"),
        (Modality::Surely, "surely"),
        (Modality::Willing, "willing"),
        (Modality::Plan, "plan"),
        (Modality::Consider, "consider"),
        (Modality::Seems, "seems"),
        (Modality::Wish, "wish"),
        (Modality::Hint, "hint"),
        (Modality::Forbidden, "forbidden"),
        (Modality::Needless, "needless"),
        (Modality::Unable, "unable"),
        (Modality::Unwilling, "unwilling"),
        (Modality::Doubtful, "doubtful"),
        (Modality::Entitled, "entitled"),
        (Modality::Bound, "bound"),
        (Modality::Only, "only"),
    ];

    /// The sense of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(m, _)| *m)
    }
}

/// What an English word can carry without being a modal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hedge {
    /// A possibility.
    Possible,
    /// A future.
    Future,
}

/// Whether some of these tokens carries a possibility or a future (`data/en/hedges.tsv`).
pub fn is_hedged(en: &English, mut tokens: Range<usize>, hedge: Hedge) -> bool {
    let (words, begins) = hedges();
    let fits = |h: &(bool, bool)| if hedge == Hedge::Possible { h.0 } else { h.1 };
    tokens.any(|k| {
        let norm = en.norm(k);
        words.get(norm).is_some_and(fits) || begins.iter().any(|(b, h)| norm.starts_with(b) && fits(h))
    })
}

type Hedges = (FxHashMap<&'static str, (bool, bool)>, Vec<(&'static str, (bool, bool))>);

fn hedges() -> &'static Hedges {
    static TABLE: OnceLock<Hedges> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (mut words, mut begins) = (FxHashMap::default(), Vec::new());
        for row in table::rows(include_str!("../../data/en/hedges.tsv")) {
            let [word, carries, ..] = row[..] else { continue };
            let value = (carries != "future", carries != "possible");
            match word.strip_suffix('*') {
                Some(begin) => begins.push((begin, value)),
                None => {
                    words.insert(word, value);
                }
            }
        }
        (words, begins)
    })
}

fn cues() -> &'static CueTable<Modality> {
    static TABLE: OnceLock<CueTable<Modality>> = OnceLock::new();
    TABLE.get_or_init(|| {
        CueTable::new(
            include_str!("../../data/zh/modality.tsv"),
            include_str!("../../data/en/modality.tsv"),
            Modality::from_name,
        )
    })
}

/// The modal words of a Chinese text, in order.
pub fn chinese(zh: &Chinese) -> Vec<Mention<Cue<Modality>>> {
    let mut found = cues().chinese(zh);
    // Spoken, 得 obliges: 您得尊重它.
    let spoken = |at: usize| at > 0 && "你您我咱们他她就还总都又".contains(zh.chars()[at - 1]);
    found.retain(|m| m.value.sense != Modality::Leave || !spoken(m.range.start));
    // 许可 with 或 before it: 规定或许可证.
    found.retain(|m| {
        let (at, chars) = (m.range.start, zh.chars());
        let licence =
            zh.has_at(at, "或许可") && chars.get(at + 3).is_some_and(|c| "证权费书制协函的".contains(*c));
        !licence
    });
    // 并不|得 is 并|不得.
    found.retain(|m| {
        m.value.sense != Modality::Leave || m.range.start == 0 || zh.chars()[m.range.start - 1] != '不'
    });
    // 主席得宣布休会: in statutes, between a subject and a verb of two characters.
    let words = zh.words();
    for m in found.iter_mut().filter(|m| m.value.sense == Modality::Leave) {
        let at = words.partition_point(|w| (w.start as usize) < m.range.start);
        let long = |k: usize| words.get(k).filter(|w| w.end - w.start >= 2);
        let subject = at.checked_sub(1).and_then(long).map(|w| zh.folded(w.start as usize..w.end as usize));
        if subject.is_some_and(|s| !ADVERBS.contains(&s.as_str())) && long(at + 1).is_some() {
            m.value.sense = Modality::Entitled;
        }
    }
    // 应政府邀请: at somebody's bidding.
    found.retain(|m| m.range.len() != 1 || zh.chars()[m.range.start] != '应' || !is_bidden(zh, m.range.end));
    // What is not needed binds nobody: 不再需要; 可能 at the end of its clause is a noun.
    let denied = |at: usize| {
        (at.saturating_sub(2)..at).any(|k| matches!(zh.chars()[k], '不' | '无' | '毋' | '没' | '未' | '勿'))
    };
    found.retain(|m| match m.value.sense {
        Modality::Must | Modality::Ought => {
            matches!(zh.chars()[m.range.start], '不' | '非') || !denied(m.range.start)
        }
        _ => true,
    });
    for m in &mut found {
        if m.value.sense == Modality::Might && m.range.len() == 2 && m.range.end >= m.value.clause.end {
            m.value.sense = Modality::Hint;
        }
    }
    found
}

/// Adverbs before a 得 that obliges.
const ADVERBS: [&str; 24] = [
    "迟早",
    "早晚",
    "至少",
    "一定",
    "恐怕",
    "大概",
    "看来",
    "多半",
    "总归",
    "到底",
    "有时",
    "首先",
    "必须",
    "非要",
    "只好",
    "起码",
    "终究",
    "毕竟",
    "说不定",
    "现在",
    "今天",
    "明天",
    "以后",
    "将来",
];

/// How far behind 应 the bidding stands, in characters.
const BIDDEN: usize = 14;

/// Whether the words from `from` on end in a bidding that 应 answers.
fn is_bidden(zh: &Chinese, from: usize) -> bool {
    let chars = zh.chars();
    let stop = (from..chars.len().min(from + BIDDEN)).find(|&k| clause::parts_chinese(chars[k]));
    (from..stop.unwrap_or(chars.len().min(from + BIDDEN))).any(|k| {
        ["邀请", "请求", "之邀", "之请", "申请", "的要求", "之要求", "之约"].iter().any(|w| zh.has_at(k, w))
    })
}

/// The modal words of an English text, in order.
pub fn english(en: &English) -> Vec<Mention<Cue<Modality>>> {
    let mut found = cues().english(en);
    // The month.
    let begins = |k: usize| k == 0 || matches!(en.norm(k - 1), "." | "!" | "?" | ":" | "\"");
    found.retain(|m| {
        let (k, t) = (m.range.start, en.tokens()[m.range.start]);
        en.norm(k) != "may"
            || !t.capital
            || (begins(k) && en.tokens().get(k + 1).is_none_or(|n| n.kind != Kind::Number))
    });
    // *Your needs*, *what you need.*
    let noun = |k: usize| {
        let before = k.checked_sub(1).map_or("", |p| en.norm(p));
        matches!(
            before,
            "your"
                | "their"
                | "the"
                | "our"
                | "its"
                | "his"
                | "her"
                | "my"
                | "'s"
                | "of"
                | "special"
                | "a"
                | "no"
                | "these"
                | "those"
        ) || en.tokens().get(k + 1).is_none_or(|t| t.kind == Kind::Mark)
    };
    found.retain(|m| {
        m.range.len() != 1 || !matches!(en.norm(m.range.start), "need" | "needs") || !noun(m.range.start)
    });
    // *Obliged to consider* does not only suggest.
    let mut past = usize::MAX;
    found.retain(|m| {
        let follows = m.value.sense == Modality::Consider && m.range.start == past;
        past = m.range.end;
        !follows
    });
    // *Will be obliged to* says no more of the future than *is obliged to*.
    let mut next = usize::MAX;
    let mut kept: Vec<bool> = Vec::with_capacity(found.len());
    for m in found.iter().rev() {
        kept.push(m.value.sense != Modality::Will || next.saturating_sub(m.range.end) > 1);
        next = m.range.start;
    }
    let mut kept = kept.into_iter().rev();
    found.retain(|_| kept.next().unwrap_or(true));
    found
}
