//! What shows in a translation that a negation may have been left out of it: *do form*, *is yet available*, *with and with*.

use crate::align::Pair;
use crate::text::{Kind, clause};

/// Places of a translation, in tokens, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Signs {
    /// *Do*, *does*, *did* that stress a verb, which hardly any text does.
    pub stressed: Vec<usize>,
    /// Words that only what is denied, asked or doubted has: *yet*, *any*, *nor*, *at all*.
    pub stranded: Vec<usize>,
    /// Modals that nothing denies.
    pub modals: Vec<usize>,
    /// *Always*, *everything*, *everybody*.
    pub total: Vec<usize>,
    /// *With* before a verb or another *and*: *with wearing a mask*, *with and with*.
    pub with: Vec<usize>,
    /// *Only* and *just* that a *but also* takes up.
    pub restricted: Vec<usize>,
}

/// Words behind *do* that it does not stress: what is done, or who does it in a question.
const DONE: [&str; 62] = [
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "my",
    "your",
    "his",
    "her",
    "its",
    "our",
    "their",
    "so",
    "what",
    "well",
    "better",
    "best",
    "good",
    "harm",
    "damage",
    "justice",
    "business",
    "work",
    "research",
    "things",
    "something",
    "anything",
    "nothing",
    "everything",
    "much",
    "more",
    "less",
    "little",
    "as",
    "and",
    "or",
    "but",
    "to",
    "in",
    "on",
    "at",
    "for",
    "with",
    "by",
    "not",
    "away",
    "all",
    "most",
    "some",
    "any",
    "no",
    "one",
    "homework",
];

/// Words before *do* of which it is the verb, or which turn it round.
const BEFORE_DO: [&str; 40] = [
    "to", "will", "would", "can", "could", "shall", "should", "must", "may", "might", "'ll", "'d", "not",
    "n't", "nor", "neither", "only", "so", "how", "what", "why", "when", "where", "who", "which", "whom",
    "than", "as", "never", "rarely", "seldom", "little", "better", "let", "help", "and", "or", "cannot",
    "did", "does",
];

const HAVE_OR_BE: [&str; 10] = ["is", "are", "was", "were", "has", "have", "had", "'s", "'ve", "'re"];

const MODALS: [&str; 9] = ["shall", "must", "may", "should", "can", "will", "would", "could", "might"];

/// Words that deny, ask or doubt, and so give *any*, *yet* and *nor* their place.
const LICENCES: [&str; 34] = [
    "not", "n't", "no", "never", "nor", "neither", "none", "nobody", "nothing", "nowhere", "without",
    "cannot", "if", "whether", "unless", "before", "than", "hardly", "rarely", "seldom", "few", "little",
    "too", "or", "ever", "only", "doubt", "deny", "refuse", "prevent", "avoid", "lack", "?", "when",
];

/// How far before such a word what gives it its place may stand, in tokens.
const LICENSED: usize = 24;

/// How far behind *only* the *but also* may stand that takes it up, in tokens.
const TAKEN_UP: usize = 40;

/// How far from the words that render what is denied a sign may stand, in tokens.
const REACH: usize = 14;

impl Signs {
    /// Whether anything shows that a negation is missing, whatever the source says.
    pub fn shows(&self) -> bool {
        !(self.stressed.is_empty() && self.stranded.is_empty() && self.with.is_empty())
    }

    /// The sign that a negation is missing nearest to token `at`, or the only one of the text.
    pub fn place(&self, at: Option<usize>) -> Option<usize> {
        let sure = || self.stressed.iter().chain(&self.stranded).chain(&self.with).copied();
        let only = || sure().next().filter(|_| sure().nth(1).is_none());
        let Some(at) = at else { return only() };
        let near = |k: &usize| k.abs_diff(at) < REACH;
        sure()
            .filter(near)
            .min_by_key(|k| k.abs_diff(at))
            .or_else(only)
            .or_else(|| self.total.iter().copied().filter(near).min_by_key(|k| k.abs_diff(at)))
    }

    /// Reads a translation.
    pub fn of(pair: &Pair) -> Self {
        let en = &pair.en;
        let mut signs = Self::default();
        let mut licence: Option<usize> = None;
        for k in 0..en.len() {
            let (word, next) = (en.norm(k), en.norm(k + 1));
            let before = k.checked_sub(1).map_or("", |p| en.norm(p));
            let free = licence.is_none_or(|l| k - l > LICENSED);
            match word {
                "do" | "does" | "did" if is_stressed(pair, k) => signs.stressed.push(k),
                "yet"
                    if HAVE_OR_BE.contains(&before) && !matches!(next, "to" | "another" | "a" | "again") =>
                {
                    signs.stranded.push(k);
                }
                "any" if free && (HAVE_OR_BE.contains(&before) || before == "with") => signs.stranded.push(k),
                "nor" | "anymore" | "whatsoever" if free => signs.stranded.push(k),
                "longer" if free && before == "any" => signs.stranded.push(k),
                "all" if free && before == "at" && !en.norm(k + 1).ends_with('s') => signs.stranded.push(k),
                "either" if free && clause::parts_english(en, k + 1) => signs.stranded.push(k),
                "always" | "everything" | "everybody" => signs.total.push(k),
                "with" if is_doing(pair, k + 1) || next == "and" => signs.with.push(k),
                _ if MODALS.contains(&word) && !matches!(next, "not" | "n't" | "never" | "no") => {
                    signs.modals.push(k);
                }
                "only" | "just" | "merely" | "simply" if !matches!(before, "not" | "n't") && free => {
                    signs.restricted.push(k);
                }
                _ => {}
            }
            if LICENCES.contains(&word) && word != "or" || matches!(word, "." | ";") {
                licence = (!matches!(word, "." | ";")).then_some(k);
            }
        }
        let also = |k: usize| {
            (k + 1..(k + TAKEN_UP).min(en.len()))
                .any(|n| en.norm(n) == "also" || (en.norm(n) == "but" && n > k + 1))
        };
        signs.restricted.retain(|&k| also(k));
        signs
    }
}

/// Words in *-ing* that are adjectives or nouns as often: *with underlying conditions*.
const NO_VERBS: [&str; 44] = [
    "underlying",
    "existing",
    "following",
    "remaining",
    "ongoing",
    "leading",
    "outstanding",
    "corresponding",
    "varying",
    "differing",
    "surrounding",
    "neighbouring",
    "neighboring",
    "participating",
    "developing",
    "emerging",
    "increasing",
    "growing",
    "rising",
    "declining",
    "changing",
    "living",
    "working",
    "everything",
    "anything",
    "something",
    "nothing",
    "meeting",
    "training",
    "funding",
    "building",
    "feeling",
    "meaning",
    "understanding",
    "morning",
    "evening",
    "missing",
    "leaving",
    "interesting",
    "exciting",
    "amazing",
    "lasting",
    "touring",
    "visiting",
];

/// Whether the word at `k` is a verb in *-ing*.
fn is_doing(pair: &Pair, k: usize) -> bool {
    let word = pair.en.norm(k);
    word.len() > 5
        && word.ends_with("ing")
        && !NO_VERBS.contains(&word)
        && pair.en.tokens().get(k).is_some_and(|t| !t.capital)
}

/// Whether *do* at `k` stresses the verb behind it.
fn is_stressed(pair: &Pair, k: usize) -> bool {
    let en = &pair.en;
    let adverb = en.norm(k + 1).ends_with("ly");
    let verb = if adverb { k + 2 } else { k + 1 };
    let Some(token) = en.tokens().get(verb) else { return false };
    let word = en.norm(verb);
    let before = k.checked_sub(1).map_or("", |p| en.norm(p));
    token.kind == Kind::Word
        && !DONE.contains(&word)
        && !["ing", "ed", "tion", "ness", "ment"].iter().any(|end| word.ends_with(end))
        && !BEFORE_DO.contains(&before)
        && (!token.capital || en.tokens()[k].capital)
        && k > 0
        && !asks(pair, k)
}

/// How far the end of a question is looked for, in tokens.
const QUESTION: usize = 60;

fn asks(pair: &Pair, k: usize) -> bool {
    let ends = (k..(k + QUESTION).min(pair.en.len())).map(|n| pair.en.norm(n));
    ends.into_iter().find(|n| matches!(*n, "." | "?" | "!" | ";")) == Some("?")
}
