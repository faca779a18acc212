//! Clauses: where one statement ends and the next begins, by marks and, in English, by the words that open a clause.

use std::ops::Range;

use super::{English, Kind};

/// Whether a folded Chinese character parts clauses.
pub fn parts_chinese(c: char) -> bool {
    matches!(
        c,
        ',' | '。'
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
            | '"'
            | '“'
            | '”'
            | '《'
            | '》'
            | '…'
            | '—'
            | '\n'
            | '['
            | ']'
    )
}

/// The clauses of a folded Chinese text, in order, without the marks between them.
pub fn chinese(chars: &[char]) -> Vec<Range<usize>> {
    between(chars.len(), chars.iter().enumerate().filter(|(_, c)| parts_chinese(**c)).map(|(i, _)| i))
}

/// Words that open a clause of their own.
const OPENERS: [&str; 18] = [
    "because", "although", "though", "while", "whereas", "if", "when", "unless", "until", "which", "who",
    "whom", "whose", "but", "since", "where", "whether", "after",
];

/// Whether the token at `k` parts clauses; the end of the text does.
pub fn parts_english(en: &English, k: usize) -> bool {
    let Some(t) = en.tokens().get(k) else { return true };
    match t.kind {
        Kind::Mark => match en.norm(k) {
            // Not the stop of *U.S.* or *3.5*.
            "." => !en.is_joined(k + 1) && k.checked_sub(1).is_none_or(|p| en.norm(p).len() > 1),
            mark => matches!(mark, "," | ";" | ":" | "!" | "?" | "—" | "(" | ")" | "\"" | "…" | "[" | "]"),
        },
        Kind::Word => OPENERS.contains(&en.norm(k)),
        _ => false,
    }
}

/// The clauses of an English text, in order, without the marks and words between them.
pub fn english(en: &English) -> Vec<Range<usize>> {
    between(en.len(), (0..en.len()).filter(|&k| parts_english(en, k)))
}

/// The clause that holds `at`; `at` alone if it stands between two.
pub fn around(clauses: &[Range<usize>], at: usize) -> Range<usize> {
    let k = clauses.partition_point(|c| c.end <= at);
    clauses.get(k).filter(|c| c.contains(&at)).cloned().unwrap_or(at..at + 1)
}

fn between(end: usize, marks: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for mark in marks.chain([end]) {
        if start < mark {
            out.push(start..mark);
        }
        start = mark + 1;
    }
    out
}
