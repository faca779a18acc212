//! Words that have a contrary, in either language: import and export, 增加 and 减少.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::Mention;
use crate::lexicon::prefix::Prefixes;
use crate::lexicon::{Lexicon, StemId, stem, table};
use crate::text::{Chinese, English, Kind, is_han};

/// One of two contrary ideas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Idea {
    /// Row of the tables.
    pub axis: usize,
    /// Which of the two.
    pub is_second: bool,
}

impl Idea {
    /// The other of the two.
    pub fn contrary(self) -> Idea {
        Idea { is_second: !self.is_second, ..self }
    }
}

/// An idea where a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    /// The idea.
    pub idea: Idea,
    /// Whether it is negated where it stands.
    pub is_negated: bool,
    /// Whether the word itself is in the table, not only its glosses.
    pub is_listed: bool,
}

/// How the dictionary says that a Chinese word names an idea.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gloss {
    /// One of its first glosses is an English word for the idea, and nothing else.
    Word,
    /// A gloss holds such a word among these others: 公安局, public security bureau.
    Phrase(Vec<String>),
}

/// What a row of data/antonyms.tsv says of its contraries as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flags {
    /// To take one for the other reverses a stance.
    pub is_stance: bool,
    /// Comparisons turn both ways.
    pub is_comparative: bool,
    /// Two parties see the same deal contrarily.
    pub is_reciprocal: bool,
}

/// The tables of contraries, ready for matching.
pub struct Contraries {
    flags: Vec<Flags>,
    /// English words in all their forms, phrases by their first token.
    forms: FxHashMap<String, Vec<Idea>>,
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, Idea)>>,
    /// Stems of English words, for the glosses of Chinese ones.
    stems: FxHashMap<StemId, Vec<(Idea, &'static str)>>,
    /// Chinese words, folded, by idea and back.
    words: Prefixes<Vec<Idea>>,
    listed: FxHashMap<Idea, Vec<String>>,
}

impl Contraries {
    /// The tables data/antonyms.tsv and data/en/antonyms.tsv.
    pub fn get(lexicon: &Lexicon) -> &'static Contraries {
        static CONTRARIES: OnceLock<Contraries> = OnceLock::new();
        CONTRARIES.get_or_init(|| Contraries::load(lexicon))
    }

    fn load(lexicon: &Lexicon) -> Contraries {
        let mut out = Contraries {
            flags: Vec::new(),
            forms: FxHashMap::default(),
            phrases: FxHashMap::default(),
            stems: FxHashMap::default(),
            words: Prefixes::default(),
            listed: FxHashMap::default(),
        };
        let own = table::rows(include_str!("../../data/antonyms.tsv"));
        let derived = table::rows(include_str!("../../data/en/antonyms.tsv"));
        for row in own.chain(derived) {
            let axis = out.flags.len();
            let flag = |c: char| row.get(4).is_some_and(|f| f.contains(c));
            out.flags.push(Flags {
                is_stance: flag('k'),
                is_comparative: flag('c'),
                is_reciprocal: flag('r'),
            });
            for (column, cell) in row.iter().take(4).enumerate() {
                let idea = Idea { axis, is_second: column % 2 == 1 };
                for word in cell.split_whitespace() {
                    if column < 2 {
                        out.english_word(word, idea, lexicon);
                        continue;
                    }
                    let folded = lexicon.fold_str(word.trim_start_matches('+'));
                    let chars: Vec<char> = folded.chars().collect();
                    if (word.starts_with('+') || chars.len() > 1)
                        && let Some(ideas) = out.words.entry(&chars)
                    {
                        ideas.push(idea);
                    }
                    out.listed.entry(idea).or_default().push(folded);
                }
            }
        }
        out
    }

    fn english_word(&mut self, word: &'static str, idea: Idea, lexicon: &Lexicon) {
        if word.contains('_') {
            let tokens: Vec<&str> = word.split('_').collect();
            self.phrases.entry(tokens[0]).or_default().push((tokens, idea));
            return;
        }
        let (word, forms) = match word.strip_prefix('=') {
            Some(only) => (only, vec![only.to_owned()]),
            None => (word, stem::forms(word)),
        };
        for form in forms {
            let ideas = self.forms.entry(form).or_default();
            if !ideas.contains(&idea) {
                ideas.push(idea);
            }
        }
        if let Some(stem) = lexicon.stem_id(&stem::stem(word)).filter(|_| !stem::is_stopword(word)) {
            let ideas = self.stems.entry(stem).or_default();
            if !ideas.contains(&(idea, word)) {
                ideas.push((idea, word));
            }
        }
    }

    /// What the table says of the contraries of an idea.
    pub fn flags(&self, idea: Idea) -> Flags {
        self.flags.get(idea.axis).copied().unwrap_or_default()
    }

    /// The ideas an English text names, by place.
    pub fn english(&self, en: &English) -> Vec<Mention<Naming>> {
        let mut out = Vec::new();
        for (k, token) in en.tokens().iter().enumerate() {
            if token.kind != Kind::Word {
                continue;
            }
            let mut push = |range: Range<usize>, idea: Idea| {
                let is_negated = is_negated_en(en, range.start);
                let value = Naming { idea, is_negated, is_listed: true };
                out.push(Mention { span: en.span(range.clone()), range, value });
            };
            // The next few years are several, not little more than none.
            let several = en.norm(k) == "few"
                && k.checked_sub(1).is_some_and(|b| {
                    matches!(
                        en.norm(b),
                        "a" | "the" | "next" | "last" | "past" | "first" | "these" | "those" | "every"
                    )
                });
            for idea in self.forms.get(en.norm(k)).into_iter().flatten().filter(|_| !several) {
                push(k..k + 1, *idea);
            }
            for (tokens, idea) in self.phrases.get(en.norm(k)).into_iter().flatten() {
                if tokens.iter().enumerate().all(|(i, t)| en.norm(k + i) == *t) {
                    push(k..k + tokens.len(), *idea);
                }
            }
        }
        out
    }

    /// The ideas that words of a Chinese text name, by place: words of the table, and words whose glosses hold an English word of
    /// one idea and none of its contrary.
    pub fn chinese(&self, zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Naming>> {
        let mut out = Vec::new();
        for word in zh.words() {
            let range = word.start as usize..word.end as usize;
            if !is_han(zh.chars()[range.start]) {
                continue;
            }
            // 河北岸 is cut as 河北 and 岸, but names the north bank.
            let side = range.end - 1..range.end + 1;
            if range.len() == 2
                && matches!(zh.chars()[side.start], '北' | '南' | '东' | '西')
                && matches!(zh.chars().get(range.end), Some('岸' | '麓' | '坡'))
            {
                let named = self.words.at(&zh.chars()[side.start..]).find(|(len, _)| *len == 2);
                for idea in named.into_iter().flat_map(|(_, ideas)| ideas) {
                    let value = Naming { idea: *idea, is_negated: false, is_listed: true };
                    out.push(Mention { span: zh.span(side.clone()), range: side.clone(), value });
                }
            }
            let listed = self.listed_at(zh, &range);
            let named = listed.map_or(range.clone(), |(end, _)| range.start..end);
            let listed = listed.map_or(&[][..], |(_, ideas)| ideas);
            let mut glossed: Vec<Idea> = Vec::new();
            if range.len() > 1
                && !matches!(zh.chars()[range.start], '不' | '无' | '非' | '未' | '没')
                && let Some(entry) = word.entry
            {
                glossed = lexicon
                    .stems(entry)
                    .filter_map(|s| self.stems.get(&s))
                    .flatten()
                    .map(|(i, _)| *i)
                    .collect();
            }
            if !glossed.is_empty() {
                glossed.sort_unstable();
                glossed.dedup();
                let all = glossed.clone();
                glossed.retain(|i| {
                    !all.contains(&i.contrary()) && !listed.contains(i) && !listed.contains(&i.contrary())
                });
            }
            if listed.is_empty() && glossed.is_empty() {
                continue;
            }
            let is_negated = is_negated_zh(zh, range.start);
            for (idea, is_listed) in
                listed.iter().map(|i| (*i, true)).chain(glossed.into_iter().map(|i| (i, false)))
            {
                let value = Naming { idea, is_negated, is_listed };
                let range = if is_listed { named.clone() } else { range.clone() };
                // 西 in 向西 names nothing more.
                let seen = out.iter().rev().take_while(|m: &&Mention<Naming>| m.range.end > range.start);
                if seen.into_iter().any(|m| m.value.idea == idea && m.range.end > range.start) {
                    continue;
                }
                out.push(Mention { span: zh.span(range.clone()), range, value });
            }
        }
        out
    }

    /// The longest word of the table that begins with a word of the text and ends in it or with one of the next (反对 in 反对票,
    /// 更多 in 更 + 多), and where it ends. A single character must be a word of its own.
    fn listed_at<'a>(&'a self, zh: &'a Chinese, word: &Range<usize>) -> Option<(usize, &'a [Idea])> {
        let found = self.words.at(&zh.chars()[word.start..]);
        found.map(|(len, ideas)| (word.start + len, ideas.as_slice())).find(|&(end, _)| {
            if end == word.start + 1 { word.len() == 1 } else { end <= word.end || is_word_end(zh, end) }
        })
    }

    /// How the dictionary says that a folded Chinese word names an idea; `None` if it does so only in passing.
    pub fn gloss(&self, folded: &str, idea: Idea, lexicon: &Lexicon) -> Option<Gloss> {
        let senses = lexicon.senses(lexicon.entry(folded)?);
        let names = |word: &str| self.forms.get(word).is_some_and(|ideas| ideas.contains(&idea));
        let mut phrase = None;
        for gloss in senses.iter().flat_map(|s| s.glosses.split(['/', ';']).take(FIRST_GLOSSES)) {
            let gloss = gloss.trim().to_lowercase();
            let bare = gloss.strip_prefix("to be ").or(gloss.strip_prefix("to ")).unwrap_or(&gloss);
            if names(bare) {
                return Some(Gloss::Word);
            }
            let words: Vec<&str> =
                bare.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
            if (2..=LONGEST_PHRASE).contains(&words.len()) && words.iter().any(|w| names(w)) {
                let others = words.iter().filter(|w| !names(w) && !stem::is_stopword(w));
                let others: Vec<String> = others.map(|w| stem::stem(w)).collect();
                phrase = phrase.or((!others.is_empty()).then_some(Gloss::Phrase(others)));
            }
        }
        phrase
    }

    /// Whether any word or character of the table for an idea stands anywhere in a Chinese text but inside `except`.
    pub fn may_name(&self, zh: &Chinese, idea: Idea, except: &Range<usize>) -> bool {
        let outside = |at: usize, w: &str| at < except.start || at + w.chars().count() > except.end;
        self.listed.get(&idea).into_iter().flatten().any(|w| zh.find_all(w).any(|at| outside(at, w)))
    }
}

/// Glosses of a dictionary line that give the main senses of a word.
const FIRST_GLOSSES: usize = 3;
/// Words of a gloss that is one term.
const LONGEST_PHRASE: usize = 4;
/// Characters back in which a Chinese negation governs a word.
const REACH_ZH: usize = 3;
/// Tokens back in which an English negation governs a word.
const REACH_EN: usize = 4;

fn is_word_end(zh: &Chinese, at: usize) -> bool {
    at == zh.chars().len() || zh.words().binary_search_by_key(&(at as u32), |w| w.start).is_ok()
}

fn is_negated_zh(zh: &Chinese, at: usize) -> bool {
    let before = &zh.chars()[at.saturating_sub(REACH_ZH)..at];
    let count = before
        .iter()
        .rev()
        .take_while(|c| is_han(**c))
        .filter(|c| {
            matches!(
                c,
                '不' | '没'
                    | '无'
                    | '非'
                    | '未'
                    | '免'
                    | '勿'
                    | '莫'
                    | '别'
                    | '难'
                    | '止'
                    | '反'
                    | '避'
                    | '防'
                    | '拒'
            )
        })
        .count();
    // 不得不, 无不, 不能不 affirm.
    count == 1
}

fn is_negated_en(en: &English, at: usize) -> bool {
    (at.saturating_sub(REACH_EN)..at)
        .rev()
        .take_while(|&k| en.tokens()[k].kind != Kind::Mark || en.norm(k) == "-")
        .any(|k| NEGATIONS.contains(&en.norm(k)))
}

const NEGATIONS: [&str; 33] = [
    "not",
    "negative",
    "no",
    "never",
    "without",
    "neither",
    "nor",
    "none",
    "nobody",
    "nothing",
    "hardly",
    "rather",
    "instead",
    "fail",
    "failed",
    "fails",
    "refuse",
    "refused",
    "stop",
    "stopped",
    "cease",
    "ceased",
    "avoid",
    "avoided",
    "prevent",
    "prevented",
    "lack",
    "non",
    "anti",
    "less",
    "little",
    "few",
    "against",
];
