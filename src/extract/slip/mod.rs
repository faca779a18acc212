//! Slips of language in an English text: what a copy editor would mark without seeing the source.

mod agreement;
mod doubled;
mod grammar;
mod phrases;
mod punctuation;
mod spelling;

use std::ops::Range;

use crate::extract::Mention;
use crate::text::{English, Kind};

/// What kind of slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A word or two written twice.
    Doubled,
    /// `a` before a vowel, `an` before a consonant.
    Article,
    /// Two articles or possessives in a row.
    Determiners,
    /// A wording that is always a slip (data/en/slips.tsv).
    Wording,
    /// A verb form that the word before it does not take.
    VerbForm,
    /// Two verbs run together.
    RunTogether,
    /// A singular verb with a plural subject, or the reverse.
    Agreement,
    /// `although` and `but`, `because` and `so` in one sentence.
    DoubleConjunction,
    /// A hyphen that joins two clauses: `statement-the people`.
    JoinedDash,
    /// A hyphen between spaces that stands for a dash.
    SpacedHyphen,
    /// A Chinese mark among English words: 。 for a full stop.
    FullWidth,
    /// A bracket without its partner.
    Bracket,
    /// No English word, but one letter away from one.
    Misspelling,
}

/// A slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// Its kind.
    pub fault: Fault,
    /// What was probably meant; empty if that is not plain.
    pub correction: String,
    /// Whether it is none if the source repeats a word too.
    pub may_echo: bool,
    /// How surely it is a slip, 0 to 1, before the source is looked at.
    pub certainty: f32,
}

/// The slips of a text, by place.
pub fn slips(en: &English, known: impl Fn(&str) -> bool) -> Vec<Mention<Slip>> {
    let mut out = Vec::new();
    doubled::find(en, &mut out);
    phrases::find(en, &mut out);
    grammar::find(en, &mut out);
    agreement::find(en, &mut out);
    punctuation::find(en, &mut out);
    spelling::find(en, known, &mut out);
    out.sort_by_key(|m: &Mention<Slip>| (m.range.start, m.range.end));
    out
}

fn push(
    out: &mut Vec<Mention<Slip>>,
    en: &English,
    range: Range<usize>,
    fault: Fault,
    correction: impl Into<String>,
    certainty: f32,
) {
    let value = Slip { fault, correction: correction.into(), may_echo: false, certainty };
    out.push(Mention { span: en.span(range.clone()), range, value });
}

fn is_word(en: &English, i: usize) -> bool {
    en.tokens().get(i).is_some_and(|t| t.kind == Kind::Word)
}

/// Whether token `i` ends a clause or lies beyond the text.
fn is_break(en: &English, i: usize) -> bool {
    en.tokens().get(i).is_none_or(|t| t.kind == Kind::Mark && en.norm(i) != "-" && en.norm(i) != "'")
}

/// First token of the sentence that token `i` stands in.
fn sentence_start(en: &English, i: usize) -> usize {
    (0..i).rev().find(|&k| matches!(en.norm(k), "." | "!" | "?" | ";")).map_or(0, |k| k + 1)
}

const ARTICLES: [&str; 3] = ["the", "a", "an"];
const POSSESSIVES: [&str; 8] = ["his", "her", "its", "their", "our", "your", "my", "whose"];
const DEMONSTRATIVES: [&str; 4] = ["this", "that", "these", "those"];

fn is_determiner(word: &str) -> bool {
    ARTICLES.contains(&word) || POSSESSIVES.contains(&word) || DEMONSTRATIVES.contains(&word)
}

const MODALS: [&str; 9] = ["will", "would", "shall", "should", "can", "could", "may", "might", "must"];

/// Numbers in words, up to what is written out.
const NUMBER_WORDS: [&str; 24] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "several",
    "many",
];

fn is_number(en: &English, i: usize) -> bool {
    en.tokens().get(i).is_some_and(|t| t.kind == Kind::Number) || NUMBER_WORDS.contains(&en.norm(i))
}

/// Whether token `i` begins a clause: the text, or after a mark or a conjunction.
fn is_clause_start(en: &English, i: usize) -> bool {
    i == 0
        || en.tokens()[i - 1].kind == Kind::Mark
        || matches!(
            en.norm(i - 1),
            "and" | "but" | "because" | "as" | "when" | "while" | "although" | "though" | "since"
        )
}
