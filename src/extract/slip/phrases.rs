//! Wordings of data/en/slips.tsv.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Fault, Slip, is_break, is_determiner, is_number, push};
use crate::extract::Mention;
use crate::lexicon::table;
use crate::text::English;

struct Row {
    /// Forms of each token after the first.
    rest: Vec<Vec<&'static str>>,
    follows: Vec<&'static str>,
    correction: &'static str,
    certainty: f32,
}

/// Rows by the forms of their first token.
fn rows() -> &'static FxHashMap<&'static str, Vec<Row>> {
    static ROWS: OnceLock<FxHashMap<&'static str, Vec<Row>>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut out: FxHashMap<&str, Vec<Row>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/en/slips.tsv")) {
            let [words, follows, correction, certainty, ..] = row[..] else { continue };
            let mut tokens = words.split(' ').map(|t| t.split('|').collect::<Vec<_>>());
            let Some(first) = tokens.next() else { continue };
            let rest: Vec<_> = tokens.collect();
            for form in first {
                out.entry(form).or_default().push(Row {
                    rest: rest.clone(),
                    follows: follows.split(',').collect(),
                    correction,
                    certainty: certainty.parse().unwrap_or(0.0),
                });
            }
        }
        out
    })
}

/// Words back in which a preposition that the verb lacks may stand: the parts of which it consists.
const FRONTED: usize = 8;

pub(super) fn find(en: &English, out: &mut Vec<Mention<Slip>>) {
    for at in 0..en.len() {
        for row in rows().get(en.norm(at)).into_iter().flatten() {
            let end = at + 1 + row.rest.len();
            let matched = row.rest.iter().enumerate().all(|(k, forms)| forms.contains(&en.norm(at + 1 + k)));
            if !matched || !row.follows.iter().any(|f| follows(en, end, f)) {
                continue;
            }
            let lost = row.correction.strip_prefix("% ").filter(|_| row.rest.is_empty());
            let fronted = lost.is_some_and(|p| (at.saturating_sub(FRONTED)..at).any(|k| en.norm(k) == p));
            if fronted {
                continue;
            }
            // What they are discussing about it: the object stands before the verb.
            let object = |k: usize| matches!(en.norm(k), "what" | "whatever" | "anything" | "nothing");
            if row.rest.last().is_some_and(|forms| forms.contains(&"about"))
                && (at.saturating_sub(FRONTED)..at).any(object)
            {
                continue;
            }
            let first = en.original(at..at + 1);
            let correction = row.correction.replace('%', first);
            push(out, en, at..end, Fault::Wording, correction, row.certainty);
        }
    }
}

fn follows(en: &English, at: usize, what: &str) -> bool {
    match what {
        "-" => true,
        "det" => is_determiner(en.norm(at)),
        "num" => is_number(en, at),
        "end" => is_break(en, at),
        "plain" => !matches!(en.norm(at), "'s" | "'" | "-"),
        _ => false,
    }
}
