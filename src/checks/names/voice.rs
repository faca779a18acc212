//! Names by sound: which foreign name of the source a name of the translation may be.

use std::ops::Range;

use super::facts::{Facts, overlaps};
use crate::extract::name::{Found, Sort, transliterated};
use crate::lexicon::Lexicon;
use crate::lexicon::romanise::{begins_as, consonants, sounds_as, sounds_like, surname_at};
use crate::text::{Chinese, Kind, is_han};

/// Whether every word reads as Japanese does in Latin letters: consonant and vowel by turns, n alone closing a syllable.
pub fn is_japanese(facts: &Facts, tokens: &Range<usize>) -> bool {
    let en = &facts.pair.en;
    tokens.clone().filter(|&k| en.tokens()[k].kind == Kind::Word).all(|k| is_kana(en.norm(k)))
}

fn is_kana(word: &str) -> bool {
    let b = word.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'i' | b'u' | b'e' | b'o');
    let mut i = 0;
    while i < b.len() {
        let onset = b[i..].iter().take_while(|c| !vowel(**c)).count();
        let text = &word[i..i + onset];
        if i + onset == b.len() {
            return text == "n" || text.is_empty();
        }
        let text = text.strip_prefix('n').filter(|t| !t.is_empty() && *t != "y").unwrap_or(text);
        let text = match text.as_bytes() {
            [a, b, ..] if a == b => &text[1..],
            _ => text,
        };
        let fits = matches!(
            text,
            "" | "k"
                | "s"
                | "t"
                | "n"
                | "h"
                | "m"
                | "y"
                | "r"
                | "w"
                | "g"
                | "z"
                | "d"
                | "b"
                | "p"
                | "j"
                | "f"
                | "sh"
                | "ch"
                | "ts"
                | "ky"
                | "ny"
                | "hy"
                | "my"
                | "ry"
                | "gy"
                | "by"
                | "py"
        );
        if !fits {
            return false;
        }
        i += onset + 1;
    }
    true
}

/// A name of the source that is written by sound, cut at its dots.
pub struct Sounds {
    range: Range<usize>,
    parts: Vec<Range<usize>>,
}

impl Sounds {
    /// The name that stands there.
    pub fn of(zh: &Chinese, range: Range<usize>) -> Self {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for k in range.clone().filter(|&k| is_han(zh.chars()[k])) {
            match parts.last_mut() {
                Some(last) if last.end == k => last.end += 1,
                _ => parts.push(k..k + 1),
            }
        }
        Self { range, parts }
    }

    /// Whether these words are, or hold, the name. A word of two consonants must agree in both, and proves nothing where another
    /// word follows that does not agree; longer ones must agree in most.
    fn is(&self, lexicon: &Lexicon, zh: &Chinese, words: &[&str]) -> bool {
        let chars = zh.chars();
        let like = |part: &[char], word: &str| {
            let least = match consonants(word) {
                0 | 1 => return false,
                2 => 0.95,
                3 => 0.8,
                _ => 0.7,
            };
            // The cut may have taken in a character too many.
            let trims: &[&[char]] = match part.len() {
                0..=3 => &[part],
                n => &[part, &part[1..], &part[..n - 1]],
            };
            trims.iter().any(|p| sounds_as(lexicon, p, word).is_some_and(|like| like >= least))
        };
        let last = words.len() - 1;
        // Who is called by a given name alone (汤米) may have all of it in the translation.
        let short = self.range.len() <= 2;
        let telling = |k: usize| k == last || short || consonants(words[k]) > 2;
        if self
            .parts
            .iter()
            .any(|p| (0..words.len()).any(|k| telling(k) && like(&chars[p.clone()], words[k])))
        {
            return true;
        }
        let all: Vec<char> = self.parts.iter().flat_map(|p| &chars[p.clone()]).copied().collect();
        words.len() > 1 && sounds_as(lexicon, &all, &words.concat()).is_some_and(|like| like >= 0.65)
    }
}

/// Names by sound in the source.
pub fn sounds(facts: &Facts, zh: &Chinese, fewest: usize) -> Vec<Sounds> {
    let person = |f: &Found| facts.gazetteer.known(f.ids[0]).sort == Sort::Person;
    let known = facts.gazetteer.in_chinese(zh).into_iter().filter(person).map(|f| f.range);
    let mut out: Vec<Sounds> =
        transliterated(zh, facts.lexicon, fewest).into_iter().map(|range| Sounds::of(zh, range)).collect();
    for range in known {
        if !out.iter().any(|s| overlaps(&s.range, &range)) {
            out.push(Sounds::of(zh, range));
        }
    }
    out
}

/// How much a given name of own choice must sound like the end of the surname.
const TAIL: f32 = 0.8;

impl Facts<'_> {
    /// Whether the words of a run sound like some name of the source, or, taken together, like any stretch of it.
    pub fn heard_as(&self, names: &[Sounds], words: &[usize]) -> bool {
        let norms: Vec<&str> = words.iter().map(|&w| self.pair.en.norm(w)).collect();
        let zh = &self.pair.wider().zh;
        let all = norms.concat();
        names.iter().any(|n| n.is(self.lexicon, zh, &norms))
            || (consonants(&all) > 4 && sounds_like(self.lexicon, zh.chars(), &all).0 >= 0.85)
    }

    /// Whether some capitalised words of the translation are, or hold, this name.
    pub fn voiced(&self, name: &Sounds) -> bool {
        let en = &self.pair.wider().en;
        // What the dictionary ties to other words of the source is no name (Medical School).
        let alone = self.pair.paragraph.is_none();
        let tied = |k: usize| {
            alone
                && self
                    .pair
                    .links
                    .of_token(k)
                    .iter()
                    .any(|l| l.end as usize <= name.range.start || name.range.end <= l.start as usize)
        };
        let word = |k: usize| {
            let t = en.tokens()[k];
            t.kind == Kind::Word && t.capital && !t.stop && !tied(k)
        };
        let zh = &self.pair.zh;
        let mut k = 0;
        while k < en.len() {
            if !word(k) {
                k += 1;
                continue;
            }
            let start = k;
            while k < en.len() && (word(k) || matches!(en.norm(k), "-" | ".")) {
                k += 1;
            }
            let words: Vec<&str> = (start..k).filter(|&k| word(k)).map(|k| en.norm(k)).collect();
            if words.iter().any(|w| name.is(self.lexicon, zh, &[w]))
                || words.windows(2).any(|w| name.is(self.lexicon, zh, w))
            {
                return true;
            }
        }
        false
    }

    /// Whether the characters begin with a surname that some capitalised word of the translation spells: 叶锡安, Simon Ip.
    pub fn spells_surname(&self, name: &Range<usize>) -> bool {
        let en = &self.pair.wider().en;
        surname_at(&self.pair.zh.chars()[name.clone()]).is_some_and(|s| {
            s.len() < name.len()
                && en.tokens().iter().enumerate().any(|(k, t)| t.capital && s.is_spelled(en.norm(k)))
        })
    }

    /// Whether the last word of the run begins as the surname does, or ends as the given name does: a foreigner's Chinese name of his
    /// own choice (麦理觉, McGregor; 夏佳理, Arculli).
    pub fn adopts(&self, run: &Range<usize>, person: &Range<usize>) -> bool {
        let en = &self.pair.en;
        let chars = &self.pair.zh.chars()[person.clone()];
        let Some(last) = run.clone().rev().find(|&k| en.tokens()[k].kind == Kind::Word) else { return false };
        let word = en.norm(last);
        let tails = word.char_indices().map(|(at, _)| &word[at..]).skip(1).filter(|t| t.len() > 3);
        begins_as(self.lexicon, &chars[..1], word)
            || (chars.len() == 3
                && tails
                    .filter(|t| consonants(t) > 1)
                    .any(|tail| sounds_as(self.lexicon, &chars[1..], tail).is_some_and(|like| like >= TAIL)))
    }
}
