//! Words that judge, put into a translation whose source does not judge.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::Context;
use crate::align::Pair;
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, Kind};

static LOADED: Message = Message {
    en: "“{0}” judges or explains what the source only tells.",
    zh: "译文添加了原文没有的评价或态度“{0}”。",
};

/// What accounts for a word.
#[derive(Default)]
struct Account {
    chinese: Vec<String>,
    /// Whether the word judges only before a noun: armed men, but not “armed with this”.
    is_attribute: bool,
}

/// Words of data/en/loaded.tsv with the Chinese that accounts for them.
fn words(lexicon: &Lexicon) -> &'static FxHashMap<&'static str, Account> {
    static WORDS: OnceLock<FxHashMap<&'static str, Account>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out: FxHashMap<&str, Account> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/en/loaded.tsv")) {
            if let [words, chinese, ref rest @ ..] = row[..] {
                let chinese: Vec<String> = chinese.split(' ').map(|c| lexicon.fold_str(c)).collect();
                for word in words.split(' ') {
                    let account = out.entry(word).or_default();
                    account.chinese.extend(chinese.iter().cloned());
                    account.is_attribute |= rest.contains(&"attribute");
                }
            }
        }
        out
    })
}

pub(super) fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for token in 0..pair.en.len() {
        let Some(account) = words(cx.lexicon).get(pair.en.norm(token)) else { continue };
        let next = pair.en.tokens().get(token + 1);
        if account.is_attribute && !next.is_some_and(|t| t.kind == Kind::Word && !t.stop) {
            continue;
        }
        let accounts = |zh: &Chinese| account.chinese.iter().any(|c| zh.find(c).is_some());
        if accounts(&pair.zh) || accounts(&pair.wider().zh) || !pair.links.of_token(token).is_empty() {
            continue;
        }
        let span = pair.en.span(token..token + 1);
        if out.iter().any(|d| d.target.is_some_and(|t| t.overlaps(span))) {
            continue;
        }
        let quote = pair.en.original(token..token + 1).to_owned();
        out.push(Draft::new(Severity::Minor, 0.7, &LOADED, vec![quote]).target(span));
    }
}
