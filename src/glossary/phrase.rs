//! An English term, and where a text says it.

use std::cell::OnceCell;
use std::ops::Range;

use crate::lexicon::{Lexicon, stem};
use crate::text::{English, Kind};

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing, or marks that may stand inside a term: hyphens, quotes, the full stops of abbreviations.
    None,
    /// A comma, a bracket or a dash.
    Part,
    /// The end of a sentence or of a clause.
    Sentence,
}

#[derive(Debug, Clone)]
struct Word {
    token: usize,
    gap: Gap,
    plain: String,
    lemma: String,
    stop: bool,
}

/// What words that are derived from one another share.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kin {
    stem: String,
    root: String,
}

impl Kin {
    fn new(plain: &str) -> Self {
        let stem = stem::stem(plain);
        let root = root(&stem).to_owned();
        Self { stem, root }
    }

    fn is_kin(&self, other: &Kin) -> bool {
        self.stem == other.stem || self.root == other.root
    }
}

/// The words of an English text as terms see them: without articles and possessive endings, British and American spellings made
/// one. Indices of [`Phrase`]'s results are tokens of the text.
pub struct Words<'a> {
    en: &'a English,
    words: Vec<Word>,
    kin: OnceCell<Vec<Kin>>,
    /// First byte and index of the words.
    by_first: OnceCell<Vec<(u8, u32)>>,
}

impl<'a> Words<'a> {
    /// The words of a text.
    pub fn new(en: &'a English) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(en.len());
        let mut gap = Gap::None;
        for (k, t) in en.tokens().iter().enumerate() {
            let norm = en.norm(k);
            match t.kind {
                Kind::Clitic if norm != "not" => {}
                Kind::Word if matches!(norm, "the" | "a" | "an") && !is_abbreviation(en, k) => {}
                Kind::Word | Kind::Number | Kind::Clitic => {
                    let plain = spelling(norm);
                    let lemma = lemma(&plain);
                    let stop = t.stop && t.kind != Kind::Number;
                    words.push(Word { token: k, gap, plain, lemma, stop });
                    gap = Gap::None;
                }
                Kind::Han => gap = gap.max(Gap::Part),
                Kind::Mark => gap = gap.max(mark(en, k, norm)),
            }
        }
        Self { en, words, kin: OnceCell::new(), by_first: OnceCell::new() }
    }

    /// The text.
    pub fn text(&self) -> &English {
        self.en
    }

    fn kin(&self) -> &[Kin] {
        self.kin.get_or_init(|| self.words.iter().map(|w| Kin::new(&w.plain)).collect())
    }

    /// The words that begin with a byte, in order.
    fn beginning(&self, byte: u8) -> impl Iterator<Item = usize> {
        let by_first = self.by_first.get_or_init(|| {
            let first = |(k, w): (usize, &Word)| Some((w.plain.bytes().next()?, k as u32));
            let mut all: Vec<(u8, u32)> = self.words.iter().enumerate().filter_map(first).collect();
            all.sort_unstable();
            all
        });
        let from = by_first.partition_point(|w| w.0 < byte);
        by_first[from..].iter().take_while(move |w| w.0 == byte).map(|w| w.1 as usize)
    }

    fn tokens(&self, words: Range<usize>) -> Range<usize> {
        self.words[words.start].token..self.words[words.end - 1].token + 1
    }
}

/// Whether a word of one letter belongs to an abbreviation: `a.i.`
fn is_abbreviation(en: &English, k: usize) -> bool {
    en.norm(k + 1) == "." && en.is_joined(k + 1) && en.is_joined(k + 2)
}

fn mark(en: &English, k: usize, norm: &str) -> Gap {
    match norm {
        "-" | "'" | "\"" | "·" => Gap::None,
        "." if en.is_joined(k + 1) || (k > 0 && en.norm(k - 1).chars().count() == 1) => Gap::None,
        "." | ";" | "?" | "!" | ":" => Gap::Sentence,
        _ => Gap::Part,
    }
}

/// A word with the differences between British and American spelling taken out. Only for comparing: `labour` gives `labor`,
/// `organize` gives `organise`, and so does nothing that an English reader would call a word.
fn spelling(word: &str) -> String {
    // Most words hold nothing that the two spell otherwise.
    let pairs = word.as_bytes().windows(2);
    let plain = !pairs.clone().any(|w| matches!(w, b"ae" | b"ou" | b"mm" | b"ll" | b"tr" | b"nc" | b"og"));
    if plain && !word.contains('z') {
        return word.to_owned();
    }
    let mut out = word.replace('z', "s").replace("aemia", "emia");
    if out.len() >= 6 {
        out = out.replace("our", "or");
    }
    for (from, to) in [("tre", "ter"), ("tres", "ters"), ("ence", "ense"), ("ences", "enses"), ("ogue", "og")]
    {
        if let Some(start) = out.strip_suffix(from) {
            return format!("{start}{to}");
        }
    }
    out.replace("programme", "program").replace("ll", "l")
}

/// The base form of a word as far as its ending shows it: plurals, `-ed` and `-ing`.
fn lemma(word: &str) -> String {
    let base = strip(word);
    // `approve` and `approved` must come out the same.
    if base.len() >= 5 { base.strip_suffix('e').unwrap_or(&base).to_owned() } else { base }
}

fn strip(word: &str) -> String {
    let long = |rest: &str| rest.len() >= 3;
    for (ending, with) in
        [("ies", "y"), ("ied", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss")]
    {
        if let Some(rest) = word.strip_suffix(ending).filter(|r| r.len() >= 2) {
            return format!("{rest}{with}");
        }
    }
    if let Some(rest) = word.strip_suffix("men") {
        return format!("{rest}man");
    }
    for ending in ["ing", "ed"] {
        if let Some(rest) =
            word.strip_suffix(ending).filter(|r| long(r) && r.contains(['a', 'e', 'i', 'o', 'u', 'y']))
        {
            let mut last = rest.chars().rev();
            let doubled = last.next().is_some_and(|c| Some(c) == last.next() && !"sz".contains(c));
            return if doubled { rest[..rest.len() - 1].to_owned() } else { rest.to_owned() };
        }
    }
    match word.strip_suffix('s') {
        Some(rest) if long(rest) && !rest.ends_with(['s', 'u', 'i']) => rest.to_owned(),
        _ => word.to_owned(),
    }
}

/// Endings by which words of one family differ once they are stemmed, longest first. Those that name who acts and who is acted
/// upon (`mortgagor`, `mortgagee`) are not among them.
const DERIVED: [&str; 23] = [
    "ationari", "ationist", "ionari", "ation", "ition", "ional", "ment", "ship", "ance", "ence", "ent",
    "anc", "enc", "ion", "ist", "ism", "ari", "ous", "ur", "al", "ic", "at", "i",
];

/// What is left of a stem without the ending by which it is derived.
fn root(stem: &str) -> &str {
    DERIVED.iter().find_map(|e| stem.strip_suffix(e).filter(|r| r.len() >= 4)).unwrap_or(stem)
}

#[derive(Debug, Clone)]
struct Part {
    plain: String,
    lemma: String,
    kin: Kin,
    stop: bool,
    capital: bool,
}

/// An English term.
///
/// ```
/// use duikan::{glossary::{Phrase, Words}, lexicon::Lexicon, text::English};
/// let lexicon = Lexicon::embedded();
/// let text = English::new("The delegation's heads met the counterrevolutionaries.", lexicon);
/// let words = Words::new(&text);
/// assert_eq!(Phrase::new("counter-revolutionary", lexicon).find(&words), [6..7]);
/// assert!(Phrase::new("head of delegation", lexicon).find(&words).is_empty());
/// assert_eq!(Phrase::new("head of delegation", lexicon).find_loosely(&words), Some(1..4));
/// ```
#[derive(Debug, Clone)]
pub struct Phrase {
    text: String,
    parts: Vec<Part>,
}

/// Words that may stand between those of a term whose order is free: `head of the Chinese government delegation`.
const INSERTED: usize = 4;

impl Phrase {
    /// The term `text`.
    pub fn new(text: &str, lexicon: &Lexicon) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let en = English::new(&text, lexicon);
        let words = Words::new(&en);
        let parts = words
            .words
            .iter()
            .map(|w| Part {
                kin: Kin::new(&w.plain),
                plain: w.plain.clone(),
                lemma: w.lemma.clone(),
                stop: w.stop,
                capital: en.tokens()[w.token].capital,
            })
            .collect();
        Self { text, parts }
    }

    /// The term as it was written, with single spaces.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of words, without articles.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether it has no words: it is found nowhere.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// For each word, without articles, whether it is written with a capital.
    pub fn capitals(&self) -> impl Iterator<Item = bool> {
        self.parts.iter().map(|p| p.capital)
    }

    /// Every place where the term stands word for word, inflected or not, hyphenated, in two words or in one: token ranges.
    pub fn find(&self, words: &Words) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let Some(first) = self.parts.first().and_then(|p| p.plain.bytes().next()) else { return out };
        let mut past = 0;
        // Words that are the same, whole or in part, begin alike.
        for w in words.beginning(first) {
            if w >= past
                && let Some(end) = self.end_at(words, w)
            {
                out.push(words.tokens(w..end));
                past = end;
            }
        }
        out
    }

    /// One past the last word of the term if it stands at word `w`.
    fn end_at(&self, words: &Words, w: usize) -> Option<usize> {
        let text = &words.words;
        let (mut i, mut k) = (0, w);
        while i < self.parts.len() {
            let word = text.get(k)?;
            if k > w && word.gap != Gap::None {
                return None;
            }
            let part = &self.parts[i];
            let next = text.get(k + 1).filter(|n| n.gap == Gap::None);
            if part.lemma == word.lemma {
                (i, k) = (i + 1, k + 1);
            } else if let Some(second) = self.parts.get(i + 1)
                && word.plain.strip_prefix(&part.plain).is_some_and(|r| lemma(r) == second.lemma)
            {
                (i, k) = (i + 2, k + 1);
            } else if let Some(next) = next
                && part.plain.starts_with(&word.plain)
                && part.lemma == lemma(&format!("{}{}", word.plain, next.plain))
            {
                (i, k) = (i + 1, k + 2);
            } else {
                return None;
            }
        }
        (k > w).then_some(k)
    }

    /// The stems of its words that carry meaning.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.content().map(|p| p.kin.stem.as_str())
    }

    fn content(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|p| !p.stop)
    }

    /// A place where the term is said, if freely: with words derived from its words, in another order, with a few others
    /// between them, inside one sentence.
    pub fn find_loosely(&self, words: &Words) -> Option<Range<usize>> {
        let parts: Vec<&Part> = self.content().collect();
        if parts.is_empty() || parts.len() < 2 && self.parts.len() > 1 {
            return self.find(words).into_iter().next();
        }
        let kin = words.kin();
        let which = |k: usize| parts.iter().position(|p| p.kin.is_kin(&kin[k]));
        for start in 0..words.words.len() {
            let Some(first) = which(start) else { continue };
            let mut seen = vec![false; parts.len()];
            seen[first] = true;
            let mut left = parts.len() - 1;
            let last = (start + parts.len() + INSERTED).min(words.words.len());
            let mut k = start;
            while left > 0 {
                k += 1;
                if k >= last || words.words[k].gap == Gap::Sentence {
                    break;
                }
                // The same word may be needed twice.
                if let Some(p) = (0..parts.len()).find(|&p| !seen[p] && parts[p].kin.is_kin(&kin[k])) {
                    seen[p] = true;
                    left -= 1;
                }
            }
            if left == 0 {
                return Some(words.tokens(start..k + 1));
            }
        }
        self.find(words).into_iter().next()
    }

    /// What share of the words that carry the meaning, or their kin, the text has anywhere.
    pub fn share(&self, words: &Words) -> f32 {
        let parts: Vec<&Part> = self.content().collect();
        let has = |p: &&&Part| words.kin().iter().any(|k| k.is_kin(&p.kin));
        let found = parts.iter().filter(has).count();
        if parts.is_empty() { 0.0 } else { found as f32 / parts.len() as f32 }
    }

    /// The word that the others explain: the last one, or the one before `of`, `for`, `to` and the like.
    fn head(&self) -> Option<&Part> {
        let stop = self.parts.iter().position(|p| p.stop).unwrap_or(self.parts.len());
        self.parts[..stop].last().or_else(|| self.content().last())
    }

    /// Whether the text has a short form of the term: its head where it has several words, or its initials.
    pub fn is_shortened(&self, words: &Words) -> bool {
        let initials: String =
            self.content().filter(|p| p.capital).filter_map(|p| p.plain.chars().next()).collect();
        let has_initials = initials.len() > 1 && words.words.iter().any(|w| w.plain == spelling(&initials));
        let has_head = self.content().count() > 1
            && self.head().is_some_and(|h| words.kin().iter().any(|k| k.is_kin(&h.kin)));
        has_initials || has_head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn strictly(term: &str, text: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded();
        let en = English::new(text, lexicon);
        let found = Phrase::new(term, lexicon).find(&Words::new(&en));
        let found: Vec<&str> = found.into_iter().map(|r| en.original(r)).collect();
        assert_eq!(found, expected, "{term} in {text}");
    }

    #[track_caller]
    fn loosely(term: &str, text: &str, expected: Option<&str>) {
        let lexicon = Lexicon::embedded();
        let en = English::new(text, lexicon);
        let found = Phrase::new(term, lexicon).find_loosely(&Words::new(&en));
        assert_eq!(found.map(|r| en.original(r)), expected, "{term} in {text}");
    }

    #[test]
    fn inflection_spelling_and_joining() {
        strictly("note", "Two notes were handed over; he noted it.", &["notes"]);
        strictly(
            "counter-revolutionary",
            "a counter revolutionary and a counterrevolutionary",
            &["counter revolutionary", "counterrevolutionary"],
        );
        strictly("counterrevolutionary", "Counter-Revolutionaries", &["Counter-Revolutionaries"]);
        strictly("labour camp", "in the labor camps", &["labor camps"]);
        strictly("organise", "They organized it.", &["organized"]);
        strictly("chargé d'affaires a.i.", "the Charge d’Affaires a.i. came", &["Charge d’Affaires a.i"]);
        strictly("Central Committee", "the Committee, Central", &[]);
        strictly("armistice agreement", "an armistice. Agreement", &[]);
        strictly("approve", "approving what they approved", &["approving", "approved"]);
        strictly("spokesman", "two spokesmen", &["spokesmen"]);
    }

    #[test]
    fn free_order_and_derivation() {
        loosely("head of delegation", "the delegation head", Some("delegation head"));
        loosely(
            "head of delegation",
            "head of the Chinese government delegation",
            Some("head of the Chinese government delegation"),
        );
        loosely("ratification", "It was ratified.", Some("ratified"));
        loosely("counter-revolution", "a counterrevolutionary plot", None);
        loosely("People's Republic", "The people rose. The republic fell.", None);
    }
}
