//! Words written twice.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Fault, Slip, is_determiner, is_word, push, sentence_start};
use crate::extract::Mention;
use crate::lexicon::{table, words};
use crate::text::{English, Kind};

type Conditions = FxHashMap<&'static str, Vec<&'static str>>;

/// Words that may stand twice, with the conditions under which they may (data/en/doubled.tsv).
fn allowed() -> &'static Conditions {
    static ALLOWED: OnceLock<Conditions> = OnceLock::new();
    ALLOWED.get_or_init(|| {
        let mut out = Conditions::default();
        for row in table::rows(include_str!("../../../data/en/doubled.tsv")) {
            if let [word, condition, ..] = row[..] {
                out.entry(word).or_default().push(condition);
            }
        }
        out
    })
}

pub(super) fn find(en: &English, out: &mut Vec<Mention<Slip>>) {
    let mut at = 0;
    while at + 1 < en.len() {
        let mut end = at + 1;
        while is_same(en, at, end) {
            end += 1;
        }
        if end > at + 1 {
            if let Some(certainty) = certainty(en, at, end) {
                push(out, en, at..end, Fault::Doubled, en.original(at..at + 1), certainty);
                let echo = allowed().get(en.norm(at)).is_some_and(|c| c.contains(&"echo"));
                if let Some(last) = out.last_mut() {
                    last.value.may_echo = echo || en.tokens()[at].capital;
                }
            }
            at = end;
        } else {
            // Two words twice: `of the of the`.
            if at + 3 < en.len()
                && (at..at + 4).all(|k| is_word(en, k) && en.tokens()[k].stop)
                && en.norm(at) == en.norm(at + 2)
                && en.norm(at + 1) == en.norm(at + 3)
                && !en.tokens()[at..at + 4].iter().enumerate().any(|(k, _)| LINKS.contains(&en.norm(at + k)))
            {
                push(out, en, at..at + 4, Fault::Doubled, en.original(at..at + 2), 0.85);
                at += 3;
            }
            at += 1;
        }
    }
}

/// Words that link repetitions on purpose: over and over and over.
const LINKS: [&str; 6] = ["and", "or", "to", "by", "had", "that"];

fn is_same(en: &English, first: usize, other: usize) -> bool {
    let Some(t) = en.tokens().get(other) else { return false };
    t.kind == en.tokens()[first].kind
        && matches!(t.kind, Kind::Word | Kind::Number)
        && en.norm(first) == en.norm(other)
        // A short word in a compound (Jae-in in, stand-by by) is another word; a long one is not (low-risk risk).
        && (is_long_word(en, other) || !is_in_compound(en, first, other))
        && !en.is_joined(other)
        && !is_argument(en, first, other)
        && !en.text()[en.tokens()[other - 1].span.end..t.span.start].contains('\u{200b}')
}

/// Whether the words are a command and what it is given (`-name name`, `apparmor apparmor-utils`), or a word and the reference that a
/// program filled in (`section Section 4.5`).
fn is_argument(en: &English, first: usize, other: usize) -> bool {
    let hyphen = |k: usize| en.norm(k) == "-";
    let option = first > 0
        && en.is_joined(first)
        && hyphen(first - 1)
        && (first == 1 || !en.is_joined(first - 1) || hyphen(first - 2));
    let unknown = words::rank(en.norm(first)).is_none();
    let compound = unknown && en.is_joined(other + 1) && hyphen(other + 1);
    let (a, b) = (en.tokens()[first], en.tokens()[other]);
    let reference =
        !a.capital && b.capital && en.tokens().get(other + 1).is_some_and(|t| t.kind == Kind::Number);
    option || compound || reference
}

fn is_long_word(en: &English, i: usize) -> bool {
    let t = en.tokens()[i];
    t.kind == Kind::Word && !t.stop && en.norm(i).len() > 3
}

/// Whether a hyphen joins the first to what stands before it, or the other to what stands after it.
fn is_in_compound(en: &English, first: usize, other: usize) -> bool {
    let hyphen = |k: usize| en.norm(k) == "-";
    (en.is_joined(first) && hyphen(first - 1)) || (en.is_joined(other + 1) && hyphen(other + 1))
}

/// How surely the run of equal words `at..end` is a slip; `None` if it may be right.
fn certainty(en: &English, at: usize, end: usize) -> Option<f32> {
    let (word, token) = (en.norm(at), en.tokens()[at]);
    if token.kind == Kind::Number {
        return (word.len() > 1).then_some(0.6);
    }
    if word.len() == 1 && !matches!(word, "a" | "i") {
        return None;
    }
    if let Some(conditions) = allowed().get(word)
        && end == at + 2
        && conditions.iter().any(|c| holds(en, at, c))
    {
        return None;
    }
    let both_capital = token.capital && en.tokens()[end - 1].capital;
    match (both_capital, words::rank(word)) {
        // Names are repeated as they are: Roa Roa, Lang Lang. The check looks whether the source repeats too.
        (true, None | Some(words::Rank::Name)) => Some(0.55),
        (true, _) => Some(0.75),
        (false, _) if word.len() > 2 && words::rank(word).is_none() => Some(0.8),
        (false, _) => Some(0.93),
    }
}

fn holds(en: &English, at: usize, condition: &str) -> bool {
    let before = at.checked_sub(1).map_or("", |k| en.norm(k));
    match condition {
        "any" => true,
        "that" => takes_demonstrative(en, at + 2),
        "noun" => is_determiner(before) || en.tokens()[at].capital != en.tokens()[at + 1].capital,
        "clause" => (sentence_start(en, at)..at.saturating_sub(1)).any(|k| {
            QUESTION_WORDS.contains(&en.norm(k))
                && en.original(k..k + 1).chars().skip(1).all(char::is_lowercase)
                && (en.norm(k) == "what" || k == 0 || en.tokens()[k - 1].kind == Kind::Mark)
        }),
        "date" => {
            let next = en.tokens().get(at + 2);
            let dated = next.is_some_and(|t| t.kind == Kind::Number || t.capital);
            let opens = |k: usize| CLAUSE_OPENERS.contains(&en.norm(k));
            dated
                && !before.is_empty()
                && !before.ends_with("ed")
                && !TAKES_PREPOSITION.contains(&before)
                && (sentence_start(en, at).max(at.saturating_sub(NEAR))..at).any(opens)
        }
        "object" => {
            VERBS_OF_GIVING.contains(&before)
                || (sentence_start(en, at)..at).any(|k| OPENERS.contains(&en.norm(k)))
        }
        _ => condition.strip_prefix("after:").is_some_and(|w| before == w),
    }
}

/// Tokens back in which the clause begins whose preposition is left behind.
const NEAR: usize = 5;

/// Whether a demonstrative `that` may stand before token `i`: no subject, article or plural follows.
fn takes_demonstrative(en: &English, i: usize) -> bool {
    let next = en.norm(i);
    // `that that was so`, `that that contributes to it`: the demonstrative is the subject.
    let is_verb = matches!(next, "was" | "has" | "does") || {
        let object = en.norm(i + 1);
        is_determiner(object) || matches!(object, "to" | "it" | "them" | "us" | "him" | "that" | "well")
    };
    let is_plural = next.ends_with('s') && !is_verb && !["ss", "us", "is"].iter().any(|e| next.ends_with(e));
    let is_subject = is_determiner(next) || NO_NOUN_AFTER_THAT.contains(&next);
    is_word(en, i) && !is_subject && !is_plural && !en.tokens()[i].capital
}

const NO_NOUN_AFTER_THAT: [&str; 14] =
    ["he", "she", "they", "we", "it", "i", "you", "are", "were", "have", "there", "shall", "some", "all"];
const QUESTION_WORDS: [&str; 8] = ["what", "who", "where", "how", "why", "which", "whatever", "whoever"];
/// Words after which a preposition has its own object: born in, is in, results from.
const TAKES_PREPOSITION: [&str; 10] =
    ["born", "is", "was", "are", "were", "been", "be", "held", "built", "and"];
/// Words that open a relative or indirect clause, whose preposition may be left behind, and pronouns without an opener before them.
const CLAUSE_OPENERS: [&str; 12] =
    ["what", "who", "whom", "where", "which", "that", "they", "he", "she", "we", "themselves", "it"];
const VERBS_OF_GIVING: [&str; 14] = [
    "gave", "give", "giving", "gives", "given", "told", "tell", "telling", "sent", "send", "showed", "show",
    "brought", "offered",
];
const OPENERS: [&str; 8] = ["if", "when", "whenever", "because", "before", "after", "whether", "what"];
