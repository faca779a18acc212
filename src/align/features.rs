//! What the segments of both sides hold that can explain one another, as interned ids.
//!
//! Evidence runs both ways. An English *unit* (a stem, a number, a class of punctuation) of a target segment is explained by
//! a source segment that holds a dictionary word with that stem in a gloss, a name so spelled, the same number …; a Chinese
//! unit (a word of the segmentation, a number, a class) of a source segment is explained by target segments likewise.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::grams::{self, Gram};
use super::learn::Learned;
use super::names::Spellings;
use super::recipe::Reliability;
use crate::extract::Mention;
use crate::extract::number::{self, Number};
use crate::lexicon::{Lexicon, StemId, stem};
use crate::text::{Chinese, English, Kind, is_han};

/// Lists of ids, one list a segment or unit, in one piece of memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    offsets: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub(super) fn new() -> Self {
        Self { offsets: vec![0], items: Vec::new() }
    }

    pub(super) fn of(lists: impl Iterator<Item = Vec<u32>>) -> Self {
        let mut out = Self::new();
        lists.for_each(|l| out.push(l));
        out
    }

    pub(super) fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.offsets.push(self.items.len() as u32);
    }

    pub(super) fn get(&self, k: usize) -> &[u32] {
        &self.items[self.offsets[k] as usize..self.offsets[k + 1] as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// For every id below `ids`, the lists that hold it, ascending.
    pub(super) fn inverted(&self, ids: usize) -> Lists {
        let mut offsets = vec![0u32; ids + 1];
        for &i in &self.items {
            offsets[i as usize + 1] += 1;
        }
        for k in 0..ids {
            offsets[k + 1] += offsets[k];
        }
        let mut items = vec![0; self.items.len()];
        let mut at = offsets.clone();
        for k in 0..self.len() {
            for &i in self.get(k) {
                items[at[i as usize] as usize] = k as u32;
                at[i as usize] += 1;
            }
        }
        Lists { offsets, items }
    }
}

/// One direction of evidence: the units of one side, and what the segments of the other side explain.
#[derive(Debug, Default)]
pub(super) struct Direction {
    /// Units of each segment of the explained side, each unit once.
    pub units: Lists,
    /// Units that each segment of the explaining side would explain, each once.
    pub explained: Lists,
    /// Reliability of each unit; 0 for one that nothing explains.
    pub reliability: Vec<f32>,
    /// Share of the explaining side's text (by length) that would explain each unit.
    pub share: Vec<f32>,
}

/// A side's segments, read.
pub(super) struct Texts {
    pub source: Vec<Chinese>,
    pub target: Vec<English>,
}

impl Texts {
    pub(super) fn new(source: &[&str], target: &[&str], lexicon: &Lexicon) -> Self {
        let (source, target) = rayon::join(
            || source.par_iter().with_min_len(16).map(|t| Chinese::new(t, lexicon)).collect(),
            || target.par_iter().with_min_len(16).map(|t| English::new(t, lexicon)).collect(),
        );
        Self { source, target }
    }
}

/// Interned features of both sides.
pub(super) struct Features {
    /// Length of each source segment in characters (those outside CJK count 0.4).
    pub source_len: Vec<f32>,
    /// Length of each target segment in characters.
    pub target_len: Vec<f32>,
    /// English units explained by source segments.
    pub to_target: Direction,
    /// Chinese units explained by target segments.
    pub to_source: Direction,
    /// Chinese n-grams (ids) of each source segment that occur at least twice, and their text; for learning.
    pub grams: Lists,
    pub gram_text: Vec<Box<str>>,
    /// Ids of Chinese words as units of `to_source`.
    word_ids: FxHashMap<Box<str>, u32>,
    /// English word units of each target segment, for learning, and their stems.
    pub words: Lists,
    pub word_text: Vec<Box<str>>,
    /// Whether each prefix of the side's segments ends inside quotation marks.
    pub source_quote: Vec<bool>,
    pub target_quote: Vec<bool>,
    /// How each segment ends.
    pub source_ending: Vec<super::marks::Ending>,
    pub target_ending: Vec<super::marks::Ending>,
    /// Which segments are page marks and the like.
    pub source_furniture: Vec<bool>,
    pub target_furniture: Vec<bool>,
}

/// Unit ids of one side. Word units come first, so that word ids index `word_text`.
#[derive(Default)]
struct Interner {
    ids: FxHashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Interner {
    fn id(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.texts.len() as u32;
        self.ids.insert(text.into(), id);
        self.texts.push(text.into());
        id
    }
}

/// Marks ids seen in the segment at hand without clearing between segments.
struct Seen {
    epoch: u32,
    at: Vec<u32>,
}

impl Seen {
    fn new(n: usize) -> Self {
        Self { epoch: 0, at: vec![0; n] }
    }
    fn next(&mut self) {
        self.epoch += 1;
    }
    fn first(&mut self, id: u32) -> bool {
        let slot = &mut self.at[id as usize];
        let first = *slot != self.epoch;
        *slot = self.epoch;
        first
    }
}

/// Values of the numbers of a text that are worth pairing by, as keys.
fn plain(numbers: &[Mention<Number>]) -> impl Iterator<Item = u64> {
    numbers.iter().filter(|n| !n.value.is_trivial()).map(|n| n.value.key())
}

/// Marks the key of an enumerator among the keys of numbers.
const LEAD: u64 = 1 << 63;

pub(super) const PUNCTUATION: usize = 9;

impl Features {
    pub(super) fn new(
        texts: &Texts,
        lexicon: &Lexicon,
        rho: &Reliability,
        learned: Option<&Learned>,
    ) -> Self {
        let source_len: Vec<f32> = texts.source.iter().map(length_of_source).collect();
        let target_len: Vec<f32> = texts.target.iter().map(|t| t.text().chars().count() as f32).collect();

        // English units: words, then numbers, then classes of punctuation.
        let mut interner = Interner::default();
        let mut of_norm: FxHashMap<&str, u32> = FxHashMap::default();
        // A map and no list: the dictionary has more stems than most texts have words.
        let mut of_stem: FxHashMap<StemId, u32> = FxHashMap::default();
        let mut words = Lists::new();
        let mut capitalised: FxHashMap<u32, &str> = FxHashMap::default();
        let mut list = Vec::new();
        for t in &texts.target {
            list.clear();
            for (k, token) in t.tokens().iter().enumerate() {
                if token.kind != Kind::Word || token.stop {
                    continue;
                }
                let norm = t.norm(k);
                let id = *of_norm.entry(norm).or_insert_with(|| match token.stem {
                    Some(s) => interner.id(lexicon.stem_text(s)),
                    None => interner.id(&stem::stem(norm)),
                });
                if let Some(stem) = token.stem {
                    of_stem.insert(stem, id);
                }
                if token.capital {
                    capitalised.entry(id).or_insert(norm);
                }
                list.push(id);
            }
            list.sort_unstable();
            list.dedup();
            words.push(list.iter().copied());
        }
        let word_count = interner.texts.len();
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let lead = |value: Option<u32>| value.map(|v| LEAD | u64::from(v));
        let target_numbers: Vec<Vec<u64>> = texts
            .target
            .iter()
            .map(|t| plain(&number::english(t)).chain(lead(super::leads::english(t))).collect())
            .collect();
        let source_numbers: Vec<Vec<u64>> = texts
            .source
            .iter()
            .map(|t| plain(&number::chinese(t, lexicon)).chain(lead(super::leads::chinese(t))).collect())
            .collect();
        for n in target_numbers.iter().flatten() {
            let next = (word_count + numbers.len()) as u32;
            numbers.entry(*n).or_insert(next);
        }
        let punctuation = (word_count + numbers.len()) as u32;
        let unit_count = punctuation as usize + PUNCTUATION;
        let target_marks: Vec<u16> = texts.target.iter().map(super::marks::english).collect();
        let source_marks: Vec<u16> = texts.source.iter().map(super::marks::chinese).collect();

        let mut to_target = Direction {
            units: Lists::new(),
            explained: Lists::new(),
            reliability: vec![rho.english; word_count],
            share: vec![0.0; unit_count],
        };
        to_target.reliability.resize(punctuation as usize, rho.number);
        to_target.reliability.resize(unit_count, rho.punctuation);
        for (j, ns) in target_numbers.iter().enumerate() {
            let marks =
                (0..PUNCTUATION as u32).filter(|m| target_marks[j] >> m & 1 == 1).map(|m| punctuation + m);
            let mut ns: Vec<u32> = ns.iter().map(|n| numbers[n]).collect();
            ns.sort_unstable();
            ns.dedup();
            to_target.units.push(words.get(j).iter().copied().chain(ns).chain(marks));
        }

        // What each source segment explains.
        let spellings = Spellings::new(
            capitalised.iter().map(|(id, norm)| (*norm, *id)),
            texts.source.iter().flat_map(|t| t.chars().iter().copied().filter(|c| is_han(*c))),
            lexicon,
        );
        let mut learned_of_gram: FxHashMap<Gram, Vec<u32>> = FxHashMap::default();
        if let Some(learned) = learned {
            for lesson in &learned.for_target {
                if let (Some(&id), Some(gram)) = (interner.ids.get(&lesson.stem), Gram::of(&lesson.gram)) {
                    learned_of_gram.entry(gram).or_default().push(id);
                    to_target.reliability[id as usize] = to_target.reliability[id as usize].max(rho.learned);
                }
            }
        }
        let mut of_entry: FxHashMap<u32, Box<[u32]>> = FxHashMap::default();
        let mut seen = Seen::new(unit_count);
        let mut names = Vec::new();
        let mut buffer = String::new();
        for (i, t) in texts.source.iter().enumerate() {
            seen.next();
            list.clear();
            for m in t.matches() {
                let units = of_entry.entry(m.entry.0).or_insert_with(|| {
                    lexicon.stems(m.entry).filter_map(|s| of_stem.get(&s).copied()).collect()
                });
                list.extend(units.iter().filter(|u| seen.first(**u)));
            }
            for word in latin(t) {
                if let Some(&id) = interner.ids.get(stem::stem(&word).as_str())
                    && seen.first(id)
                {
                    list.push(id);
                }
            }
            names.clear();
            spellings.spelled(t.chars(), &mut names);
            for &id in &names {
                to_target.reliability[id as usize] = to_target.reliability[id as usize].max(rho.name);
                if seen.first(id) {
                    list.push(id);
                }
            }
            if !learned_of_gram.is_empty() {
                grams::for_each(t.chars(), |gram| {
                    for &id in learned_of_gram.get(&gram).into_iter().flatten() {
                        if seen.first(id) {
                            list.push(id);
                        }
                    }
                });
            }
            for n in &source_numbers[i] {
                if let Some(&id) = numbers.get(n)
                    && seen.first(id)
                {
                    list.push(id);
                }
            }
            list.extend(
                (0..PUNCTUATION as u32).filter(|m| source_marks[i] >> m & 1 == 1).map(|m| punctuation + m),
            );
            to_target.explained.push(list.iter().copied());
        }
        to_target.weigh(&source_len);

        // Chinese units: words of the segmentation, then numbers, then punctuation.
        let mut zh = Interner::default();
        let mut entry_of: Vec<Option<crate::lexicon::EntryId>> = Vec::new();
        let mut zh_words = Lists::new();
        for t in &texts.source {
            list.clear();
            for w in t.words() {
                let chars = &t.chars()[w.start as usize..w.end as usize];
                if !is_han(chars[0]) {
                    continue;
                }
                buffer.clear();
                buffer.extend(chars);
                let id = zh.id(&buffer);
                if id as usize == entry_of.len() {
                    entry_of.push(w.entry);
                }
                list.push(id);
            }
            list.sort_unstable();
            list.dedup();
            zh_words.push(list.iter().copied());
        }
        let zh_word_count = zh.texts.len();
        let mut zh_numbers: FxHashMap<u64, u32> = FxHashMap::default();
        for n in source_numbers.iter().flatten() {
            let next = (zh_word_count + zh_numbers.len()) as u32;
            zh_numbers.entry(*n).or_insert(next);
        }
        let zh_punctuation = (zh_word_count + zh_numbers.len()) as u32;
        let zh_count = zh_punctuation as usize + PUNCTUATION;
        let mut to_source = Direction {
            units: Lists::new(),
            explained: Lists::new(),
            reliability: vec![rho.chinese; zh_word_count],
            share: vec![0.0; zh_count],
        };
        to_source.reliability.resize(zh_punctuation as usize, rho.number);
        to_source.reliability.resize(zh_count, rho.punctuation);
        for (i, ns) in source_numbers.iter().enumerate() {
            let marks =
                (0..PUNCTUATION as u32).filter(|m| source_marks[i] >> m & 1 == 1).map(|m| zh_punctuation + m);
            let mut ns: Vec<u32> = ns.iter().map(|n| zh_numbers[n]).collect();
            ns.sort_unstable();
            ns.dedup();
            to_source.units.push(zh_words.get(i).iter().copied().chain(ns).chain(marks));
        }
        // English unit → Chinese words that it explains.
        let mut by_stem: Vec<(u32, u32)> = Vec::new();
        for (id, entry) in entry_of.iter().enumerate() {
            let before = by_stem.len();
            let add = |e: crate::lexicon::EntryId, by_stem: &mut Vec<(u32, u32)>| {
                by_stem.extend(lexicon.stems(e).filter_map(|s| of_stem.get(&s)).map(|u| (*u, id as u32)));
            };
            if let Some(e) = entry {
                add(*e, &mut by_stem);
            }
            let chars: Vec<char> = zh.texts[id].chars().collect();
            if by_stem.len() == before && chars.len() > 2 {
                for pair in chars.windows(2) {
                    buffer.clear();
                    buffer.extend(pair);
                    if let Some(e) = lexicon.entry(&buffer) {
                        add(e, &mut by_stem);
                    }
                }
            }
            if by_stem.len() == before && chars.len() >= 2 {
                names.clear();
                spellings.whole(&chars, &mut names);
                by_stem.extend(names.iter().map(|n| (*n, id as u32)));
            }
        }
        if let Some(learned) = learned {
            for lesson in &learned.for_source {
                if let (Some(&z), Some(&e)) = (zh.ids.get(&lesson.gram), interner.ids.get(&lesson.stem)) {
                    by_stem.push((e, z));
                    to_source.reliability[z as usize] = rho.learned;
                }
            }
        }
        by_stem.sort_unstable();
        by_stem.dedup();
        let mut zh_of_en = Lists::new();
        let mut at = 0;
        for unit in 0..word_count as u32 {
            let from = at;
            while at < by_stem.len() && by_stem[at].0 == unit {
                at += 1;
            }
            zh_of_en.push(by_stem[from..at].iter().map(|p| p.1));
        }
        let mut seen = Seen::new(zh_count);
        for (j, ns) in target_numbers.iter().enumerate() {
            seen.next();
            list.clear();
            for &w in words.get(j) {
                list.extend(zh_of_en.get(w as usize).iter().filter(|z| seen.first(**z)));
            }
            for n in ns {
                if let Some(&id) = zh_numbers.get(n)
                    && seen.first(id)
                {
                    list.push(id);
                }
            }
            list.extend(
                (0..PUNCTUATION as u32).filter(|m| target_marks[j] >> m & 1 == 1).map(|m| zh_punctuation + m),
            );
            to_source.explained.push(list.iter().copied());
        }
        to_source.weigh(&target_len);

        let (grams, gram_text) =
            if learned.is_none() { grams::repeated(&texts.source) } else { (Lists::new(), Vec::new()) };
        Self {
            source_quote: super::marks::inside(texts.source.iter().map(Chinese::text)),
            target_quote: super::marks::inside(texts.target.iter().map(English::text)),
            source_furniture: texts.source.iter().map(|t| super::marks::is_furniture(t.text())).collect(),
            target_furniture: texts.target.iter().map(|t| super::marks::is_furniture(t.text())).collect(),
            source_ending: texts.source.iter().map(|t| super::marks::ending(t.text(), true)).collect(),
            target_ending: texts.target.iter().map(|t| super::marks::ending(t.text(), false)).collect(),
            source_len,
            target_len,
            to_target,
            to_source,
            grams,
            gram_text,
            word_ids: zh.ids,
            words,
            word_text: interner.texts.into_iter().take(word_count).collect(),
        }
    }
}

impl Features {
    /// The features of the same texts when what was learned from them is known too. The n-grams, which only learning asks for, are gone.
    pub(super) fn taught(mut self, learned: &Learned, rho: &Reliability) -> Self {
        let by = |lessons: &mut dyn Iterator<Item = (u32, u32)>| {
            let mut map: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
            lessons.for_each(|(from, to)| map.entry(from).or_default().push(to));
            map
        };
        let of_gram = by(&mut learned.for_target.iter().map(|l| l.ids));
        let of_word =
            by(&mut learned.for_source.iter().filter_map(|l| Some((l.ids.1, *self.word_ids.get(&l.gram)?))));
        self.to_target.teach(&self.grams, &of_gram, rho.learned);
        self.to_source.teach(&self.words, &of_word, rho.learned);
        self.to_target.weigh(&self.source_len);
        self.to_source.weigh(&self.target_len);
        (self.grams, self.gram_text) = (Lists::new(), Vec::new());
        self
    }
}

impl Direction {
    /// Lets every segment of the explaining side explain the units that what it holds (`held`) was learned to go with.
    fn teach(&mut self, held: &Lists, learned: &FxHashMap<u32, Vec<u32>>, reliability: f32) {
        for &u in learned.values().flatten() {
            let slot = &mut self.reliability[u as usize];
            *slot = slot.max(reliability);
        }
        let mut seen = Seen::new(self.share.len());
        let mut explained = Lists::new();
        let mut list: Vec<u32> = Vec::new();
        for k in 0..held.len() {
            list.clear();
            list.extend_from_slice(self.explained.get(k));
            let more = held.get(k).iter().filter_map(|h| learned.get(h)).flatten();
            seen.next();
            list.iter().for_each(|u| _ = seen.first(*u));
            list.extend(more.filter(|u| seen.first(**u)));
            explained.push(list.iter().copied());
        }
        self.explained = explained;
    }

    /// Fills in the shares, and clears the reliability of units that no segment explains.
    fn weigh(&mut self, lengths: &[f32]) {
        let total: f32 = lengths.iter().map(|l| l + 1.0).sum();
        let mut share = vec![0f64; self.share.len()];
        for (k, l) in lengths.iter().enumerate() {
            for &u in self.explained.get(k) {
                share[u as usize] += f64::from(l + 1.0);
            }
        }
        for (k, s) in share.into_iter().enumerate() {
            self.share[k] = (s / f64::from(total.max(1.0))) as f32;
            if self.share[k] == 0.0 {
                self.reliability[k] = 0.0;
            }
        }
    }
}

fn length_of_source(t: &Chinese) -> f32 {
    t.chars().iter().map(|c| if (*c as u32) > 0x2E80 { 1.0 } else { 0.4 }).sum()
}

/// Runs of two or more Latin letters in a Chinese text, lower case.
fn latin(t: &Chinese) -> impl Iterator<Item = String> {
    t.chars()
        .split(|c| !c.is_ascii_alphabetic())
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().collect::<String>())
        .collect::<Vec<_>>()
        .into_iter()
}
