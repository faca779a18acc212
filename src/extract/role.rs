//! Who gives and who takes, who beats and who is beaten, in Chinese.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::Mention;
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

/// Words of data/zh/roles.tsv by class.
fn words(lexicon: &Lexicon) -> &'static FxHashMap<&'static str, Vec<String>> {
    static WORDS: OnceLock<FxHashMap<&'static str, Vec<String>>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out: FxHashMap<&str, Vec<String>> = FxHashMap::default();
        for row in table::rows(include_str!("../../data/zh/roles.tsv")) {
            if let [class, words, ..] = row[..] {
                out.entry(class).or_default().extend(words.split(' ').map(|w| lexicon.fold_str(w)));
            }
        }
        out
    })
}

fn longest(zh: &Chinese, at: usize, class: &str, lexicon: &Lexicon) -> Option<usize> {
    let words = words(lexicon).get(class)?;
    words.iter().filter(|w| zh.has_at(at, w)).map(|w| w.chars().count()).max()
}

/// Every dealing a text names, by place.
pub fn dealings(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Parties>> {
    let mut out = Vec::new();
    for at in 0..zh.chars().len() {
        for (class, dealing) in [("give", Dealing::Give), ("lose", Dealing::Lose), ("beat", Dealing::Beat)] {
            if let Some(len) = longest(zh, at, class, lexicon) {
                let marker = at..at + len;
                let value = Parties { dealing, party: before(zh, at), partner: after(zh, marker.end) };
                out.push(Mention { span: zh.span(marker.clone()), range: marker, value });
            }
        }
        match zh.chars()[at] {
            '向' => toward(zh, at, lexicon, &mut out),
            '由' | '从' | '自' if !fetching(zh, at, lexicon, &mut out) => passing(zh, at, &mut out),
            _ => {}
        }
    }
    out.retain(|m| !m.value.party.is_empty() && !m.value.partner.is_empty());
    out
}

/// 向 with a partner and what is done.
fn toward(zh: &Chinese, at: usize, lexicon: &Lexicon, out: &mut Vec<Mention<Parties>>) {
    let end = clause_end(zh, at).min(at + LONGEST_PARTY);
    for verb in at + 2..end {
        let found = [("take", Dealing::Take), ("address", Dealing::Address)]
            .into_iter()
            .find_map(|(class, d)| Some((longest(zh, verb, class, lexicon)?, d)));
        if let Some((_, dealing)) = found {
            let value = Parties { dealing, party: before(zh, at), partner: at + 1..verb };
            out.push(Mention { span: zh.span(at..at + 1), range: at..at + 1, value });
            return;
        }
    }
}

/// 从 with a partner and what is got from it.
fn fetching(zh: &Chinese, at: usize, lexicon: &Lexicon, out: &mut Vec<Mention<Parties>>) -> bool {
    let end = clause_end(zh, at).min(at + LONGEST_PARTY);
    let verb = (at + 2..end).find(|&k| longest(zh, k, "fetch", lexicon).is_some() && is_word_start(zh, k));
    let Some(verb) = verb.filter(|_| zh.chars()[at] == '从') else { return false };
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
    let marks = |c: char| matches!(c, '向' | '往' | '到' | '至' | '给');
    let Some(mark) = (at + 2..end.min(at + LONGEST_PARTY)).find(|&k| marks(zh.chars()[k])) else { return };
    // What is done may stand between: 由英国移交给印度.
    let value = Parties { dealing: Dealing::Pass, party: at + 1..mark, partner: after(zh, mark + 1) };
    out.push(Mention { span: zh.span(at..at + 1), range: at..at + 1, value });
}

fn clause_end(zh: &Chinese, at: usize) -> usize {
    (at..zh.chars().len()).find(|&k| is_break(zh.chars()[k])).unwrap_or(zh.chars().len())
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
    at..clause_end(zh, at).min(at + LONGEST_PARTY)
}
