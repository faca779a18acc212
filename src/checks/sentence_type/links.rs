//! Clauses linked by another relation: a condition told as a ground, a concession as a cause.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::Context;
use crate::align::Pair;
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::{Lexicon, table};
use crate::text::{English, Kind};

static RELATION: Message = Message {
    en: "The source links the clauses by {0}; “{1}” gives them another relation.",
    zh: "原文以“{0}”连接分句，译文“{1}”改变了两者的关系。",
};

/// Relations of data/connectives.tsv.
struct Relation {
    words: Vec<String>,
    same: Vec<Vec<&'static str>>,
    other: Vec<Vec<&'static str>>,
    /// Words of the source that account for the other relation.
    excuses: Vec<String>,
}

fn relations(lexicon: &Lexicon) -> &'static [Relation] {
    static RELATIONS: OnceLock<Vec<Relation>> = OnceLock::new();
    RELATIONS.get_or_init(|| {
        let phrases = |cell: &'static str| cell.split(' ').map(|p| p.split('_').collect()).collect();
        let folded = |cell: &str| cell.split(' ').map(|w| lexicon.fold_str(w)).collect();
        table::rows(include_str!("../../../data/connectives.tsv"))
            .filter_map(|row| {
                let [words, same, other, excuses, ..] = row[..] else { return None };
                Some(Relation {
                    words: folded(words),
                    same: phrases(same),
                    other: phrases(other),
                    excuses: folded(excuses),
                })
            })
            .collect()
    })
}

fn place(en: &English, phrases: &[Vec<&str>]) -> Option<Range<usize>> {
    (0..en.len()).find_map(|k| {
        let said = |p: &&Vec<&str>| p.iter().enumerate().all(|(i, w)| en.norm(k + i) == *w);
        phrases.iter().find(said).map(|p| k..k + p.len())
    })
}

pub(super) fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for relation in relations(cx.lexicon) {
        let begins = |at: &usize| pair.zh.words().binary_search_by_key(&(*at as u32), |w| w.start).is_ok();
        let word =
            relation.words.iter().find_map(|w| Some((pair.zh.find_all(w).find(begins)?, w.chars().count())));
        let Some((at, len)) = word else { continue };
        if relation.excuses.iter().any(|w| pair.zh.find(w).is_some())
            || place(&pair.en, &relation.same).is_some()
            || place(&pair.wider().en, &relation.same).is_some()
        {
            continue;
        }
        // A row need not list what its own other words say: the first link that stands is the one at issue.
        let Some(said) = place(&pair.en, &relation.other) else { continue };
        // Since 1998, since version 1.2: a time, no ground.
        let dated = pair.en.tokens().get(said.end).is_some_and(|t| t.kind == Kind::Number || t.capital);
        if pair.en.norm(said.start) == "since" && (dated || pair.en.norm(said.end) == "then") {
            continue;
        }
        let arguments =
            vec![pair.zh.original(at..at + len).to_owned(), pair.en.original(said.clone()).to_owned()];
        let draft = Draft::new(Severity::Major, 0.75, &RELATION, arguments);
        out.push(draft.source(pair.zh.span(at..at + len)).target(pair.en.span(said)));
        return;
    }
}
