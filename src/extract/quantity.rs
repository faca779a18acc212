//! How many of a thing are meant, and how often something happens: all, most, some, few; always, often, rarely.
//!
//! The words are `data/zh/quantity.tsv` and `data/en/quantity.tsv`. Counted quantities are [`super::number`].

use std::sync::OnceLock;

use super::Mention;
use super::cue::{Cue, CueTable, without_denied};
use super::negation::Negation;
use crate::text::{Chinese, English};

/// How many, or how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// 一切, *all*.
    All,
    /// 整个, *the whole*.
    Whole,
    /// 每, *each*.
    Each,
    /// 大多数, *most*.
    Most,
    /// 半数, *half*.
    Half,
    /// 许多, *many*.
    Many,
    /// 都, *both*.
    Both,
    /// 一些, *several*, *some*.
    Several,
    /// *A total of*.
    Total,
    /// 部分, *part of*, *some of*.
    Some,
    /// 少数, *a few*.
    Few,
    /// 唯一, *only*.
    Sole,
    /// *One of*.
    One,
    /// *None of*, *no*.
    NoneOf,
    /// 总是, *always*.
    Always,
    /// 经常, *often*.
    Often,
    /// 有时, *sometimes*.
    Sometimes,
    /// 偶尔, *rarely*.
    Rarely,
    /// 从不, *never*.
    Never,
}

impl Quantity {
    /// Every sense with its name in the tables.
    pub const ALL: [(Quantity, &'static str); 19] = [
        (Quantity::All, "all"),
        (Quantity::Whole, "whole"),
        (Quantity::Each, "each"),
        (Quantity::Most, "most"),
        (Quantity::Half, "half"),
        (Quantity::Many, "many"),
        (Quantity::Both, "both"),
        (Quantity::Several, "several"),
        (Quantity::Total, "total"),
        (Quantity::Some, "some"),
        (Quantity::Few, "few"),
        (Quantity::Sole, "sole"),
        (Quantity::One, "one"),
        (Quantity::NoneOf, "none-of"),
        (Quantity::Always, "always"),
        (Quantity::Often, "often"),
        (Quantity::Sometimes, "sometimes"),
        (Quantity::Rarely, "rarely"),
        (Quantity::Never, "never"),
    ];

    /// The sense of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(q, _)| *q)
    }

    /// Whether it says how often rather than how many.
    pub fn is_frequency(self) -> bool {
        matches!(self, Self::Always | Self::Often | Self::Sometimes | Self::Rarely | Self::Never)
    }
}

fn cues() -> &'static CueTable<Quantity> {
    static TABLE: OnceLock<CueTable<Quantity>> = OnceLock::new();
    TABLE.get_or_init(|| {
        CueTable::new(
            include_str!("../../data/zh/quantity.tsv"),
            include_str!("../../data/en/quantity.tsv"),
            Quantity::from_name,
        )
    })
}

/// The words of quantity of a Chinese text, in order, without those that are denied: 并非一切.
pub fn chinese<'a>(
    zh: &Chinese,
    negations: impl FnOnce() -> &'a [Mention<Negation>],
) -> Vec<Mention<Cue<Quantity>>> {
    let mut found = without_denied(cues().chinese(zh), negations);
    // 主要的部分 is a noun.
    found.retain(|m| {
        let counted = m.range.start > 0 && NOUN_BEFORE.contains(zh.chars()[m.range.start - 1]);
        m.value.sense != Quantity::Some || m.range.len() > 2 || !counted
    });
    // 有的 opens its clause: …, 有的创办了企业; elsewhere it is *that there are*.
    found.retain(|m| {
        let opens = m.range.start == m.value.clause.start || zh.chars()[m.range.start - 1] == '、';
        opens || !zh.has_at(m.range.start, "有的") || m.range.len() != 2
    });
    // 四十多个 is a number.
    found.retain(|m| {
        let before = m.range.start.checked_sub(1).map(|k| zh.chars()[k]);
        zh.chars()[m.range.start] != '多'
            || !before.is_some_and(|c| c.is_ascii_digit() || "十百千万亿".contains(c))
    });
    found
}

/// Characters behind which 部分 is a thing that is named, not a share of one.
const NOUN_BEFORE: &str = "的这此该各两个要他它本成同三四五六七八九十前后上下";

/// How far before *any* the negation stands that makes it *none*, in tokens.
const DENIED: usize = 12;

/// How far behind *both* its *and* may stand, in tokens.
const JOINED: usize = 10;

/// The words of quantity of an English text, in order.
pub fn english(en: &English) -> Vec<Mention<Cue<Quantity>>> {
    let mut found = cues().english(en);
    // *Not … any* is *none*.
    let denied = |m: &Mention<Cue<Quantity>>| {
        let before = m.range.start.saturating_sub(DENIED).max(m.value.clause.start)..m.range.start;
        before
            .into_iter()
            .any(|k| matches!(en.norm(k), "not" | "no" | "never" | "without" | "nor" | "hardly" | "neither"))
    };
    found.retain(|m| !en.norm(m.range.start).starts_with("any") || !denied(m));
    // *Both … and* only joins two things.
    let joins = |k: usize| (k + 2..k + JOINED).any(|n| en.norm(n) == "and");
    found.retain(|m| en.norm(m.range.start) != "both" || !joins(m.range.start));
    // *The most important* compares.
    found.retain(|m| en.norm(m.range.start) != "most" || m.range.len() > 1 || is_share(en, m.range.start));
    found
}

/// Whether *most* at `k` says how many: *most of them*, *most members*.
fn is_share(en: &English, k: usize) -> bool {
    let before = k.checked_sub(1).map_or("", |p| en.norm(p));
    let plural = |w: &str| w.len() > 3 && w.ends_with('s') && !w.ends_with("ous") && !w.ends_with("ss");
    let compares = matches!(
        before,
        "the"
            | "a"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "'s"
            | "as"
            | "at"
            | "second"
            | "two"
            | "three"
            | "five"
            | "four"
            | "ten"
            | "third"
            | "next"
    );
    en.norm(k + 1) == "of" || (!compares && (plural(en.norm(k + 1)) || plural(en.norm(k + 2))))
}
