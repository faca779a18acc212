//! Hyphens that stand for dashes, brackets without partner.

use super::{Fault, Slip, is_word, push};
use crate::extract::Mention;
use crate::text::{English, Kind};

/// Words with which no English compound ends, so that a hyphen before them stands for a dash.
const CLAUSE_WORDS: [&str; 22] = [
    "the",
    "a",
    "an",
    "this",
    "these",
    "those",
    "his",
    "their",
    "our",
    "its",
    "he",
    "she",
    "we",
    "they",
    "which",
    "who",
    "but",
    "because",
    "however",
    "namely",
    "including",
    "there",
];

pub(super) fn find(en: &English, out: &mut Vec<Mention<Slip>>) {
    for k in 1..en.len() {
        if en.norm(k) != "-" || !is_word(en, k - 1) {
            continue;
        }
        let (left, right) = (en.is_joined(k), en.is_joined(k + 1));
        if left
            && right
            && is_word(en, k + 1)
            && CLAUSE_WORDS.contains(&en.norm(k + 1))
            && !en.tokens()[k + 1].capital
        {
            let ends = !(en.is_joined(k + 2) && matches!(en.norm(k + 2), "-" | "'" | "/"));
            let begins = !(en.is_joined(k - 1) && en.norm(k - 2) == "-");
            let long = en.norm(k - 1).len() > 3;
            if ends && begins && long && k + 2 < en.len() && is_word(en, k + 2) {
                push(out, en, k - 1..k + 2, Fault::JoinedDash, "", 0.85);
            }
        } else if !left
            && !right
            && is_word(en, k + 1)
            && !en.tokens()[k - 1].capital
            && !en.tokens()[k + 1].capital
        {
            push(out, en, k - 1..k + 2, Fault::SpacedHyphen, "", 0.4);
        }
    }
    brackets(en, out);
    full_width(en, out);
}

fn brackets(en: &English, out: &mut Vec<Mention<Slip>>) {
    let mut open: Vec<usize> = Vec::new();
    for k in 0..en.len() {
        if en.tokens()[k].kind != Kind::Mark {
            continue;
        }
        if matches!(en.norm(k), "(" | "[") {
            open.push(k);
        } else if matches!(en.norm(k), ")" | "]") {
            let has_partner = open.pop().is_some();
            if !has_partner && !is_list_mark(en, k) && !is_smiley(en, k) {
                push(out, en, k.saturating_sub(1)..k + 1, Fault::Bracket, "", 0.6);
            }
        }
    }
    for k in open {
        if !is_smiley(en, k + 1) {
            push(out, en, k..(k + 2).min(en.len()), Fault::Bracket, "", 0.6);
        }
    }
}

/// Whether a closing bracket only sets off the mark of a list item: `1)`, `a)`, `iv)`.
fn is_list_mark(en: &English, close: usize) -> bool {
    let Some(item) = close.checked_sub(1) else { return true };
    let first = item == 0 || en.tokens()[item - 1].kind == Kind::Mark;
    en.tokens()[item].kind == Kind::Number || (first && en.norm(item).len() <= 4)
}

/// Whether a bracket is the mouth of a face: `:)`.
fn is_smiley(en: &English, k: usize) -> bool {
    k > 0 && matches!(en.norm(k - 1), ":" | ";" | "-") && en.is_joined(k)
}

/// Chinese marks with the English ones that belong in their place.
const FULL_WIDTH: [(&str, &str); 7] =
    [("。", "."), ("，", ","), ("；", ";"), ("：", ":"), ("？", "?"), ("！", "!"), ("、", ",")];

/// A Chinese mark behind an English word.
fn full_width(en: &English, out: &mut Vec<Mention<Slip>>) {
    for k in 1..en.len() {
        let mark = FULL_WIDTH.iter().find(|m| m.0 == en.original(k..k + 1));
        let among = is_word(en, k - 1) && en.tokens().get(k + 1).is_none_or(|t| t.kind != Kind::Han);
        if let Some((_, meant)) = mark.filter(|_| among) {
            push(out, en, k - 1..k + 1, Fault::FullWidth, format!("{}{meant}", en.original(k - 1..k)), 0.85);
        }
    }
}
