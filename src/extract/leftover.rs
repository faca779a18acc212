//! Chinese characters that stand in an English text.

use std::ops::Range;

use crate::extract::Mention;
use crate::text::{English, Kind};

/// How an English text presents a run of Chinese characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Among the words of the sentence.
    Running,
    /// In brackets after a word: perhaps the original of that word.
    Bracketed,
    /// Before brackets that hold English: perhaps explained there.
    Explained,
    /// Named as characters or as a word: `the character 人`.
    Discussed,
}

/// Nouns that announce Chinese characters as characters or words: data/en/discussion.txt.
fn discussion_nouns() -> &'static [&'static str] {
    use std::sync::OnceLock;
    static NOUNS: OnceLock<Vec<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| {
        crate::lexicon::table::rows(include_str!("../../data/en/discussion.txt"))
            .flatten()
            .flat_map(str::split_whitespace)
            .collect()
    })
}

/// Words between a noun that announces characters and the characters: `the word for 人`.
const ANNOUNCEMENT: usize = 2;

/// The runs of Chinese characters in the text; numbers, punctuation and single Latin words between two characters that follow
/// each other without a space belong to the run.
pub fn runs(en: &English) -> Vec<Mention<Setting>> {
    let tokens = en.tokens();
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i].kind != Kind::Han {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while let Some(next) = next_han(en, end) {
            end = next + 1;
        }
        out.push(Mention { range: i..end, span: en.span(i..end), value: setting(en, i..end) });
        i = end;
    }
    out
}

/// The next ideograph, if only marks and joined numbers or words stand between.
fn next_han(en: &English, from: usize) -> Option<usize> {
    let tokens = en.tokens();
    let mut k = from;
    while k < tokens.len() {
        match tokens[k].kind {
            Kind::Han => return Some(k),
            Kind::Mark if !en.norm(k).is_ascii() => k += 1,
            Kind::Mark | Kind::Number if en.is_joined(k) && k + 1 < tokens.len() && en.is_joined(k + 1) => {
                k += 1
            }
            _ => return None,
        }
    }
    None
}

fn setting(en: &English, run: Range<usize>) -> Setting {
    let is_noun = |k: &usize| discussion_nouns().contains(&en.norm(*k));
    let is_word = |k: &usize| en.tokens()[*k].kind == Kind::Word;
    if (0..run.start).rev().filter(is_word).take(ANNOUNCEMENT).any(|k| is_noun(&k))
        || (run.end..en.len()).find(is_word).is_some_and(|k| k < run.end + 3 && is_noun(&k))
    {
        return Setting::Discussed;
    }
    let quote = |w: &str| matches!(w, "\"" | "'" | "《" | "「" | "》" | "」" | ",");
    let mut left = run.start;
    while left > 0 && quote(en.norm(left - 1)) {
        left -= 1;
    }
    let mut right = run.end;
    while quote(en.norm(right)) {
        right += 1;
    }
    if left > 0 && opens(en.norm(left - 1)) {
        Setting::Bracketed
    } else if opens(en.norm(right)) && has_words(en, right + 1) {
        Setting::Explained
    } else {
        Setting::Running
    }
}

/// Whether a word in lower case, no letter or two of an abbreviation, stands before the next bracket.
fn has_words(en: &English, from: usize) -> bool {
    (from..en.len())
        .take_while(|&k| !matches!(en.norm(k), ")" | "]"))
        .any(|k| en.tokens()[k].kind == Kind::Word && !en.tokens()[k].capital && en.norm(k).len() > 3)
}

fn opens(mark: &str) -> bool {
    matches!(mark, "(" | "[")
}
