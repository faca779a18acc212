//! What on one side of a pair something on the other side may render, word by word.
//!
//! [`Coverage`] cuts both sides into units (words with content, whole numbers, words in Latin letters) and ties each to the
//! units of the other side that may stand for it: by the dictionary, by sound, by value, by table. No choice is made among
//! several candidates; which of them is the likelier is for those who ask.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Links;
use crate::extract::name::Gazetteer;
use crate::extract::number::{self, Number};
use crate::lexicon::romanise::{Readings, Syllable, sounds_like, spellings};
use crate::lexicon::{Lexicon, StemId, stem};
use crate::text::{Chinese, English, Kind, is_han};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A dictionary word of the source, a word with content of the translation.
    Word,
    /// A number, whole.
    Number,
    /// A run of Latin letters in the source.
    Latin,
    /// A character of the source that begins no dictionary word.
    Unknown,
}

/// A stretch of one side that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Folded characters of the source, or tokens of the translation.
    pub range: Range<usize>,
    /// What it is.
    pub sort: Sort,
}

/// Why two units may render each other, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// They are the same number.
    Value,
    /// They are the same Latin word.
    Same,
    /// They are the same known name.
    Name,
    /// A gloss of the word has the stem.
    Gloss,
    /// The one spells the other's characters.
    Spelling,
    /// A gloss of the word begins as the token does: economic, economy.
    Kin,
    /// They sound alike.
    Sound,
}

/// A unit of the source and a unit of the translation that may render each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Index into [`Coverage::zh`].
    pub zh: u32,
    /// Index into [`Coverage::en`].
    pub en: u32,
    /// Why.
    pub reason: Reason,
}

/// The units of both sides and what ties them.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Units of the source, in order.
    pub zh: Vec<Unit>,
    /// Units of the translation, in order.
    pub en: Vec<Unit>,
    /// Ties by source unit and then by unit of the translation; for each two the surest reason.
    pub ties: Vec<Tie>,
}

/// Letters that the stems of two words of one family share at least.
const KIN: usize = 5;

/// Most words of one text that are compared by sound, each of which costs a pass over the source.
const MOST_SOUNDS: usize = 24;

/// Likeness from which on two names count as sounding alike, as in the check of names.
const ALIKE: f32 = 0.7;

impl Coverage {
    /// The units of two texts and what ties them.
    pub fn new(zh: &Chinese, en: &English, links: &Links, lexicon: &Lexicon) -> Self {
        let zh_numbers = number::chinese(zh, lexicon);
        let en_numbers = number::english(en);
        let mut c = Self {
            zh: chinese_units(
                zh,
                zh_numbers.iter().filter(|m| !m.value.is_trivial()).map(|m| m.range.clone()),
            ),
            en: english_units(
                en,
                en_numbers.iter().filter(|m| !m.value.is_trivial()).map(|m| m.range.clone()),
            ),
            ties: Vec::new(),
        };
        let at_zh = places(&c.zh, zh.chars().len());
        let at_en = places(&c.en, en.len());
        let mut b = Builder { zh, en, lexicon, at_zh: &at_zh, at_en: &at_en, ties: &mut c.ties };
        for l in links.all() {
            b.tie(l.start as usize..l.end as usize, l.token as usize..l.token as usize + 1, Reason::Gloss);
        }
        let values: Vec<(Range<usize>, &Number)> =
            zh_numbers.iter().map(|m| (m.range.clone(), &m.value)).collect();
        let others: Vec<(Range<usize>, &Number)> =
            en_numbers.iter().map(|m| (m.range.clone(), &m.value)).collect();
        b.numbers(&values, &others);
        b.latin(&c.zh);
        b.known_names();
        b.kin();
        b.spelled();
        b.by_sound();
        c.ties.sort_unstable();
        c.ties.dedup_by_key(|t| (t.zh, t.en));
        c
    }
}

/// For every character or token the unit that holds it.
fn places(units: &[Unit], len: usize) -> Vec<Option<u32>> {
    let mut out = vec![None; len];
    for (k, u) in units.iter().enumerate() {
        for place in &mut out[u.range.clone()] {
            *place = Some(k as u32);
        }
    }
    out
}

fn chinese_units(zh: &Chinese, numbers: impl Iterator<Item = Range<usize>>) -> Vec<Unit> {
    let chars = zh.chars();
    let mut numbers = numbers.peekable();
    let mut out: Vec<Unit> = Vec::new();
    let mut next = 0;
    for w in zh.words() {
        let (start, end) = (w.start as usize, w.end as usize);
        if start < next {
            continue;
        }
        while numbers.next_if(|n| n.end <= start).is_some() {}
        if let Some(n) = numbers.next_if(|n| n.start < end && n.end > start) {
            let range = n.start.max(next)..n.end;
            next = range.end;
            out.push(Unit { range, sort: Sort::Number });
            continue;
        }
        next = end;
        let c = chars[start];
        if w.entry.is_some() || is_han(c) {
            let sort = if w.entry.is_some() { Sort::Word } else { Sort::Unknown };
            out.push(Unit { range: start..end, sort });
        } else if c.is_alphanumeric() {
            match out.last_mut() {
                Some(u) if u.sort == Sort::Latin && u.range.end == start => u.range.end = end,
                _ => out.push(Unit { range: start..end, sort: Sort::Latin }),
            }
        }
    }
    out
}

fn english_units(en: &English, numbers: impl Iterator<Item = Range<usize>>) -> Vec<Unit> {
    let mut numbers = numbers.peekable();
    let mut out = Vec::new();
    let mut next = 0;
    for (k, t) in en.tokens().iter().enumerate() {
        if k < next {
            continue;
        }
        while numbers.next_if(|n| n.end <= k).is_some() {}
        if let Some(n) = numbers.next_if(|n| n.contains(&k)) {
            next = n.end;
            out.push(Unit { range: k..n.end, sort: Sort::Number });
        } else if t.kind == Kind::Number {
            out.push(Unit { range: k..k + 1, sort: Sort::Number });
        } else if t.kind == Kind::Word && !t.stop {
            out.push(Unit { range: k..k + 1, sort: Sort::Word });
        }
    }
    out
}

struct Builder<'a> {
    zh: &'a Chinese,
    en: &'a English,
    lexicon: &'a Lexicon,
    at_zh: &'a [Option<u32>],
    at_en: &'a [Option<u32>],
    ties: &'a mut Vec<Tie>,
}

impl Builder<'_> {
    fn tie(&mut self, chars: Range<usize>, tokens: Range<usize>, reason: Reason) {
        let mut last = None;
        for &zh in self.at_zh.get(chars).unwrap_or_default().iter().flatten() {
            if last == Some(zh) {
                continue;
            }
            last = Some(zh);
            let mut other = None;
            for &en in self.at_en.get(tokens.clone()).unwrap_or_default().iter().flatten() {
                if other != Some(en) {
                    self.ties.push(Tie { zh, en, reason });
                }
                other = Some(en);
            }
        }
    }

    fn numbers(&mut self, zh: &[(Range<usize>, &Number)], en: &[(Range<usize>, &Number)]) {
        let mut by_value: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (k, (_, n)) in en.iter().enumerate() {
            by_value.entry(n.key()).or_default().push(k);
            if n.high != n.low {
                by_value.entry(number::key(n.high)).or_default().push(k);
            }
        }
        for (range, n) in zh {
            // 30% is 0.3 and 30, and 三倍 may be "threefold" or "two times more".
            let mut values = vec![n.low, n.high, n.low * 100.0, n.low / 100.0];
            values.extend(n.parts.iter().flat_map(|p| [p.0, p.1]));
            for v in values {
                for &k in by_value.get(&number::key(v)).into_iter().flatten() {
                    self.tie(range.clone(), en[k].0.clone(), Reason::Value);
                }
            }
            if self.zh.chars().get(range.end) == Some(&'月') || self.zh.chars()[range.clone()].contains(&'月')
            {
                self.month(range.clone(), n.low);
            }
        }
    }

    fn month(&mut self, range: Range<usize>, value: f64) {
        const MONTHS: [&str; 12] =
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let Some(month) = (1..=12).find(|m| number::same(f64::from(*m), value)) else { return };
        for k in 0..self.en.len() {
            if self.en.tokens()[k].capital && self.en.norm(k).starts_with(MONTHS[month as usize - 1]) {
                self.tie(range.start..range.end + 1, k..k + 1, Reason::Value);
            }
        }
    }

    fn latin(&mut self, units: &[Unit]) {
        let mut words: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for u in units.iter().filter(|u| u.sort == Sort::Latin) {
            words.entry(self.zh.folded(u.range.clone())).or_default().push(u.range.start);
        }
        if words.is_empty() {
            return;
        }
        for k in 0..self.en.len() {
            for &at in words.get(self.en.norm(k)).into_iter().flatten() {
                self.tie(at..at + 1, k..k + 1, Reason::Same);
            }
        }
    }

    fn known_names(&mut self) {
        let gazetteer = Gazetteer::embedded();
        let english = gazetteer.in_english(self.en);
        if english.is_empty() {
            return;
        }
        for z in gazetteer.in_chinese(self.zh) {
            for e in english.iter().filter(|e| e.ids.iter().any(|id| z.ids.contains(id))) {
                self.tie(z.range.clone(), e.range.clone(), Reason::Name);
            }
        }
        for i in 0..self.zh.chars().len() {
            let countries = gazetteer.abbreviated(self.zh.chars()[i]);
            if !countries.is_empty() {
                for e in english.iter().filter(|e| e.ids.iter().any(|id| countries.contains(id))) {
                    self.tie(i..i + 1, e.range.clone(), Reason::Name);
                }
            }
        }
    }

    /// Words whose stem begins as a gloss does.
    fn kin(&mut self) {
        let mut tokens: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (k, t) in self.en.tokens().iter().enumerate() {
            if t.kind == Kind::Word && !t.stop {
                let stem = stem::stem(self.en.norm(k));
                if let Some(root) = stem.get(..KIN) {
                    tokens.entry(root.to_owned()).or_default().push(k);
                }
            }
        }
        if tokens.is_empty() {
            return;
        }
        let mut known: FxHashMap<StemId, bool> = FxHashMap::default();
        for m in self.zh.matches() {
            for id in self.lexicon.stems(m.entry) {
                if known.get(&id) == Some(&false) {
                    continue;
                }
                let found = self.lexicon.stem_text(id).get(..KIN).and_then(|root| tokens.get(root));
                known.insert(id, found.is_some());
                for &k in found.into_iter().flatten() {
                    self.tie(m.start as usize..(m.start + m.len) as usize, k..k + 1, Reason::Kin);
                }
            }
        }
    }

    /// Capitalised words that spell characters of the source.
    fn spelled(&mut self) {
        let readings: Vec<Readings> =
            self.zh.chars().iter().map(|c| Readings::of(self.lexicon, *c)).collect();
        let mut at: FxHashMap<Syllable, Vec<usize>> = FxHashMap::default();
        for (i, r) in readings.iter().enumerate() {
            for s in r.as_slice() {
                at.entry(*s).or_default().push(i);
            }
        }
        for (k, t) in self.en.tokens().iter().enumerate() {
            if !t.capital || t.kind != Kind::Word || t.stop {
                continue;
            }
            for way in spellings(self.en.norm(k)) {
                let Some(first) = way.slots.first() else { continue };
                for &i in first.iter().flat_map(|s| at.get(s).into_iter().flatten()) {
                    let end = i + way.slots.len();
                    if readings
                        .get(i..end)
                        .is_some_and(|r| r.iter().zip(&way.slots).all(|(r, slot)| r.meets(slot)))
                    {
                        self.tie(i..end, k..k + 1, Reason::Spelling);
                    }
                }
            }
        }
    }

    /// Capitalised words that nothing else explains and that sound like characters of the source.
    fn by_sound(&mut self) {
        let mut tied = vec![false; self.at_en.len()];
        let explained: rustc_hash::FxHashSet<u32> = self.ties.iter().map(|t| t.en).collect();
        for (k, unit) in self.at_en.iter().enumerate() {
            tied[k] = unit.is_some_and(|u| explained.contains(&u));
        }
        let open: Vec<usize> = (0..self.en.len())
            .filter(|&k| {
                let t = self.en.tokens()[k];
                t.capital && t.kind == Kind::Word && !t.stop && !tied[k] && t.span.len() > 3
            })
            .take(MOST_SOUNDS)
            .collect();
        for k in open {
            let (like, place) = sounds_like(self.lexicon, self.zh.chars(), self.en.norm(k));
            if like >= ALIKE && !place.is_empty() {
                self.tie(place, k..k + 1, Reason::Sound);
            }
        }
    }
}
