//! The furniture of English translations.

use unicode_normalization::UnicodeNormalization;

use super::number::is_file_number;
use super::{Kind, LONGEST};
use crate::document::script::is_blank;
use crate::document::vocabulary::Vocabulary;

/// The months, for imprints; a date beside them is digits.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What an English line may be.
pub(super) fn shape(text: &str) -> Option<Kind> {
    let words = Vocabulary::english();
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let s = lower.trim_matches(is_blank);
    if words.starts("distribution", s).is_some_and(|w| w.ends_with(':') || s[w.len()..].starts_with(':')) {
        return Some(Kind::Distribution);
    }
    if words.holds("distribution", s)
        && s.len() <= 120
        && s.contains(|c: char| c.is_ascii_digit())
        && !s.ends_with('.')
    {
        return Some(Kind::Distribution);
    }
    // Printed by the General Office of the Ministry of Foreign Affairs on 12 August 1962
    if s.len() > 2 * LONGEST || s.ends_with(['.', '?', '!', ';', ',', ':']) {
        return None;
    }
    if let Some(word) = words.starts("imprint", s) {
        let rest = s[word.len()..].trim_start_matches([':', ' ']);
        if rest.contains(|c: char| c.is_ascii_digit()) {
            if rest.split([' ', ',', '.', '/', '-', ':']).filter(|t| !t.is_empty()).all(is_of_date) {
                return Some(Kind::Imprint);
            }
            let last = rest.rsplit([' ', ',']).next().unwrap_or_default();
            if last.len() >= 4 && last.bytes().all(|b| b.is_ascii_digit()) {
                return Some(Kind::Archive);
            }
        }
    }
    if s.len() > LONGEST {
        return None;
    }
    if let Some(word) = words.starts("number", s)
        && is_file_number(text[text.len().min(word.len())..].trim_start_matches([':', '.', ' ']))
    {
        return Some(Kind::Number);
    }
    let contextual = [
        ("seal", Kind::Seal),
        ("routing", Kind::Routing),
        ("letterhead", Kind::Letterhead),
        ("archive", Kind::Archive),
    ];
    class(s, words).or_else(|| {
        contextual
            .into_iter()
            .find(|(name, kind)| {
                let ends = words.ends(name, s).is_some()
                    && (*kind != Kind::Letterhead || words.holds("office", s) && s.split(' ').count() <= 9);
                words.starts(name, s).is_some() || ends || words.holds(name, s)
            })
            .map(|(_, kind)| kind)
    })
}

/// A word of a date or a time of day.
fn is_of_date(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || MONTHS.iter().any(|m| word.starts_with(m))
        || matches!(
            word,
            "on" | "at" | "in" | "of" | "the" | "hours" | "a" | "m" | "p" | "am" | "pm" | "o'clock"
        )
}

/// `Top Secret`, `Confidential File No. 409`
fn class(s: &str, words: &Vocabulary) -> Option<Kind> {
    let separator = [' ', ',', '/', '-', '–', '—', '(', ')', '[', ']', '.', ':', '*', ';', '|'];
    let word_end = |s: &str, n: usize| !s[n..].starts_with(char::is_alphanumeric);
    let mut rest = s.trim_start_matches(separator);
    let mut degrees = 0;
    let mut take = |list: &[&str]| {
        let word = list.iter().find(|w| rest.starts_with(**w) && word_end(rest, w.len()));
        rest = word.map_or(rest, |w| rest[w.len()..].trim_start_matches(separator));
        word.is_some()
    };
    while take(words.list("class", "whole")) {
        degrees += 1;
    }
    while take(words.list("class", "serial")) {}
    let numbered = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' '));
    (degrees > 0 && numbered).then_some(Kind::Class)
}
