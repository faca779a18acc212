//! Who gives and who takes, who beats and who is beaten, in Chinese.

use std::ops::Range;
use std::sync::OnceLock;

use crate::extract::Mention;
use crate::lexicon::prefix::Prefixes;
use crate::lexicon::{Lexicon, table};
use crate::text::Chinese;

/// What passes between the two parties, seen from the one the clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dealing {
    /// It gives or hands something to the partner.
    Give,
    /// It takes or borrows something from the partner: 向银行借, 从该国进口.
    Take,
    /// It turns to the partner with something.
    Address,
    /// It is beaten by the partner.
    Lose,
    /// It beats the partner.
    Beat,
    /// Something goes from the party to the partner: 由北向南.
    Pass,
}

/// A dealing of two parties. The mention's range is the marking word's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parties {
    /// What passes between them.
    pub dealing: Dealing,
    /// Characters in which the party that the clause is about is named.
    pub party: Range<usize>,
    /// Characters in which the other is named.
    pub partner: Range<usize>,
}

/// Characters that a party's name may take up.
const LONGEST_PARTY: usize = 12;

/// The classes of data/zh/roles.tsv.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Give,
    Lose,
    Beat,
    Take,
    Address,
    Fetch,
    Say,
}

impl Class {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "give" => Self::Give,
            "lose" => Self::Lose,
            "beat" => Self::Beat,
            "take" => Self::Take,
            "address" => Self::Address,
            "fetch" => Self::Fetch,
            "say" => Self::Say,
            _ => return None,
        })
    }
}

/// Words of data/zh/roles.tsv with their classes.
fn words(lexicon: &Lexicon) -> &'static Prefixes<Vec<Class>> {
    static WORDS: OnceLock<Prefixes<Vec<Class>>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out: Prefixes<Vec<Class>> = Prefixes::default();
        for row in table::rows(include_str!("../../data/zh/roles.tsv")) {
            let [class, words, ..] = row[..] else { continue };
            let Some(class) = Class::from_name(class) else { continue };
            for word in words.split(' ') {
                let word: Vec<char> = lexicon.fold_str(word).chars().collect();
                out.entry(&word).into_iter().for_each(|classes| classes.push(class));
            }
        }
        out
    })
}

/// Length of the longest word of a class at `at`.
fn longest(zh: &Chinese, at: usize, class: Class, lexicon: &Lexicon) -> Option<usize> {
    let mut found = words(lexicon).at(zh.chars().get(at..)?);
    found.find(|(_, classes)| classes.contains(&class)).map(|(len, _)| len)
}

/// Every dealing a text names, by place.
pub fn dealings(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Parties>> {
    let mut out = Vec::new();
    for at in 0..zh.chars().len() {
        let listed = words(lexicon).at(&zh.chars()[at..]).next().is_some();
        let marked =
            [(Class::Give, Dealing::Give), (Class::Lose, Dealing::Lose), (Class::Beat, Dealing::Beat)];
        for (class, dealing) in marked.into_iter().filter(|_| listed) {
            if let Some(len) = longest(zh, at, class, lexicon) {
                let marker = at..at + len;
                let value = Parties { dealing, party: before(zh, at), partner: after(zh, marker.end) };
                out.push(Mention { span: zh.span(marker.clone()), range: marker, value });
            }
        }
        match zh.chars()[at] {
            '向' => toward(zh, at, lexicon, &mut out),
            '对' => spoken(zh, at, lexicon, &mut out),
            '由' | '从' | '自' if !fetching(zh, at, lexicon, &mut out) => passing(zh, at, &mut out),
            _ => {}
        }
    }
    out.retain(|m| !m.value.party.is_empty() && !m.value.partner.is_empty());
    out
}

/// 向 with a partner and what is done.
fn toward(zh: &Chinese, at: usize, lexicon: &Lexicon, out: &mut Vec<Mention<Parties>>) {
    let end = clause_end(zh, at);
    for verb in at + 2..end {
        let found = [(Class::Take, Dealing::Take), (Class::Address, Dealing::Address)]
            .into_iter()
            .find_map(|(class, d)| Some((longest(zh, verb, class, lexicon)?, d)));
        if let Some((_, dealing)) = found {
            let value = Parties { dealing, party: before(zh, at), partner: at + 1..verb };
            out.push(Mention { span: zh.span(at..at + 1), range: at..at + 1, value });
            return;
        }
    }
}

/// 对 with the one spoken to and a verb of saying: 对大使说.
fn spoken(zh: &Chinese, at: usize, lexicon: &Lexicon, out: &mut Vec<Mention<Parties>>) {
    let alone = zh.words().binary_search_by_key(&(at as u32), |w| w.start);
    if !alone.is_ok_and(|k| zh.words()[k].end as usize == at + 1) {
        return;
    }
    let end = clause_end(zh, at);
    let verb = (at + 2..end).find(|&k| longest(zh, k, Class::Say, lexicon).is_some() && is_word_start(zh, k));
    if let Some(verb) = verb {
        // 对此事的解释 and 对我来说 have nobody spoken to.
        let inner = &zh.chars()[at + 1..verb];
        if !inner.contains(&'的') && inner.last() != Some(&'来') {
            let value = Parties { dealing: Dealing::Address, party: before(zh, at), partner: at + 1..verb };
            out.push(Mention { span: zh.span(at..at + 1), range: at..at + 1, value });
        }
    }
}

/// 从 with a partner and what is got from it.
fn fetching(zh: &Chinese, at: usize, lexicon: &Lexicon, out: &mut Vec<Mention<Parties>>) -> bool {
    if zh.chars()[at] != '从' {
        return false;
    }
    let end = clause_end(zh, at);
    let verb =
        (at + 2..end).find(|&k| longest(zh, k, Class::Fetch, lexicon).is_some() && is_word_start(zh, k));
    let Some(verb) = verb else { return false };
    let value = Parties { dealing: Dealing::Take, party: before(zh, at), partner: at + 1..verb };
    out.push(Mention { span: zh.span(at..at + 1), range: at..at + 1, value });
    true
}

fn is_word_start(zh: &Chinese, at: usize) -> bool {
    zh.words().binary_search_by_key(&(at as u32), |w| w.start).is_ok()
}

/// 由, 从 or 自 with a beginning, and 向, 到, 至, 给 with an end.
fn passing(zh: &Chinese, at: usize, out: &mut Vec<Mention<Parties>>) {
    let end = clause_end(zh, at);
    // 迁入, 调进 and 开赴 have their goal behind them like 到.
    let marks = |k: usize| match zh.chars()[k] {
        '向' | '往' | '到' | '至' | '给' | '赴' | '抵' => true,
        '入' | '进' => MOVING.contains(zh.chars()[k - 1]),
        _ => false,
    };
    let Some(mark) = (at + 2..end).find(|&k| marks(k)) else { return };
    // What is done may stand between: 由英国移交给印度.
    let value = Parties { dealing: Dealing::Pass, party: at + 1..mark, partner: after(zh, mark + 1) };
    out.push(Mention { span: zh.span(at..at + 1), range: at..at + 1, value });
}

/// Characters of moving before 入 and 进: what follows is the goal.
const MOVING: &str = "迁调运转流汇移搬开划编并注涌输驶飞";

/// Where the clause ends, or the stretch after `at` in which a party's name can lie.
fn clause_end(zh: &Chinese, at: usize) -> usize {
    let end = (at + LONGEST_PARTY).min(zh.chars().len());
    (at..end).find(|&k| is_break(zh.chars()[k])).unwrap_or(end)
}

fn is_break(c: char) -> bool {
    "，。；：！？,;:!?、（）()“”\"「」".contains(c)
}

/// Characters of the clause before `at`.
fn before(zh: &Chinese, at: usize) -> Range<usize> {
    let from = at.saturating_sub(LONGEST_PARTY * 2);
    let start = (from..at).rev().find(|&k| is_break(zh.chars()[k])).map_or(from, |k| k + 1);
    start..at
}

/// Characters of the clause after `at`.
fn after(zh: &Chinese, at: usize) -> Range<usize> {
    at..clause_end(zh, at)
}
