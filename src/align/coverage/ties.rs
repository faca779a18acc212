//! What ties the units of the two sides.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::renderings::Renderings;
use super::{Class, Coverage, Reason, Tie, Unit};
use crate::align::Links;
use crate::extract::Mention;
use crate::extract::date::{self, Date};
use crate::extract::name::Gazetteer;
use crate::extract::number::{self, Number};
use crate::lexicon::romanise::{Readings, Syllable, sounds_like, spellings};
use crate::lexicon::{Lexicon, StemId, stem};
use crate::text::{Chinese, English, Kind, Token, is_han};

/// Letters that the stems of two words of one family share at least.
const KIN: usize = 5;

/// Letters of a foreign name for which its transcription spends one character, at least.
const LETTERS_A_CHARACTER: usize = 2;

/// Most words of one text that are compared by sound, each of which costs a pass over the source.
const MOST_SOUNDS: usize = 24;

/// Likeness from which on two names count as sounding alike, as in the check of names.
const ALIKE: f32 = 0.7;

/// The ties that cost little, unsorted, some of them twice.
pub(super) fn quick(
    zh: &Chinese,
    en: &English,
    lexicon: &Lexicon,
    links: &Links,
    units: &Coverage,
    zh_numbers: &[Mention<Number>],
    en_numbers: &[Mention<Number>],
) -> Vec<Tie> {
    let at_zh = places(&units.zh, zh.chars().len());
    let at_en = places(&units.en, en.len());
    let mut b = Builder { zh, en, lexicon, at_zh: &at_zh, at_en: &at_en, ties: Vec::new() };
    for l in links.all() {
        b.tie(l.start as usize..l.end as usize, l.token as usize..l.token as usize + 1, Reason::Gloss);
    }
    b.usual();
    b.numbers(zh_numbers, en_numbers);
    b.latin(&units.zh);
    b.codes();
    b.ties
}

/// The ties that `units` has, and the others; unsorted, some of them twice.
pub(super) fn complete(zh: &Chinese, en: &English, lexicon: &Lexicon, units: &Coverage) -> Vec<Tie> {
    let at_zh = places(&units.zh, zh.chars().len());
    let at_en = places(&units.en, en.len());
    let mut b = Builder { zh, en, lexicon, at_zh: &at_zh, at_en: &at_en, ties: units.ties.clone() };
    b.glossed();
    b.dates();
    b.known_names();
    b.kin();
    b.spelled();
    b.by_sound();
    b.ties
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

struct Builder<'a> {
    zh: &'a Chinese,
    en: &'a English,
    lexicon: &'a Lexicon,
    at_zh: &'a [Option<u32>],
    at_en: &'a [Option<u32>],
    ties: Vec<Tie>,
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

    /// Renderings that the dictionary does not have.
    fn usual(&mut self) {
        let stem = |(k, t): (usize, &Token)| t.stem.map(|s| (s, k));
        let mut tokens: Vec<(StemId, usize)> = self.en.tokens().iter().enumerate().filter_map(stem).collect();
        tokens.sort_unstable();
        let renderings = Renderings::embedded();
        for m in self.zh.matches() {
            for stem in renderings.of(m.entry) {
                let first = tokens.partition_point(|t| t.0 < *stem);
                for &(_, k) in tokens[first..].iter().take_while(|t| t.0 == *stem) {
                    self.tie(m.start as usize..(m.start + m.len) as usize, k..k + 1, Reason::Usage);
                }
            }
        }
    }

    fn numbers(&mut self, zh: &[Mention<Number>], en: &[Mention<Number>]) {
        let mut by_value: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (k, n) in en.iter().map(|m| &m.value).enumerate() {
            by_value.entry(n.key()).or_default().push(k);
            if n.high != n.low {
                by_value.entry(number::key(n.high)).or_default().push(k);
            }
        }
        for Mention { range, value: n, .. } in zh {
            // 30% is 0.3 and 30, and 三倍 may be "threefold" or "two times more".
            let mut values = vec![n.low, n.high, n.low * 100.0, n.low / 100.0];
            values.extend(n.parts.iter().flat_map(|p| [p.0, p.1]));
            for v in values {
                for &k in by_value.get(&number::key(v)).into_iter().flatten() {
                    self.tie(range.clone(), en[k].range.clone(), Reason::Value);
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
        for u in units.iter().filter(|u| u.class == Class::Latin) {
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

    /// Section numbers, addresses and versions (7.1.5, 192.168.0.0/24) that stand in both texts as they are.
    fn codes(&mut self) {
        let chars = self.zh.chars();
        let mut at = 0;
        while at < chars.len() {
            let run = chars[at..].iter().take_while(|c| c.is_ascii_graphic()).count();
            let code = &chars[at..at + run];
            let inside = code.get(1..run.saturating_sub(1)).unwrap_or_default();
            if code.iter().any(char::is_ascii_digit)
                && inside.iter().any(|c| matches!(c, '.' | '/' | ':' | '-'))
            {
                let written = self.zh.original(at..at + run).trim_end_matches('.');
                if let Some(start) = self.en.text().find(written) {
                    let end = start + written.len();
                    let tokens = self.en.tokens();
                    let first = tokens.partition_point(|t| t.span.end <= start);
                    let last = tokens.partition_point(|t| t.span.start < end);
                    self.tie(at..at + run, first..last, Reason::Same);
                }
            }
            at += run.max(1);
        }
    }

    /// Dates that agree.
    fn dates(&mut self) {
        let en = date::english(self.en);
        if en.is_empty() {
            return;
        }
        for z in date::chinese(self.zh) {
            let agrees = |e: &Date| {
                let clock = z.value.clock.is_some() && z.value.clock == e.clock;
                clock || z.value.keys().any(|k| e.keys().any(|l| k == l))
            };
            for e in en.iter().filter(|e| agrees(&e.value)) {
                self.tie(z.range.clone(), e.range.clone(), Reason::Value);
            }
        }
    }

    /// Foreign names whose own spelling stands behind them in brackets.
    fn glossed(&mut self) {
        let glosses = super::glosses(self.zh.chars());
        if glosses.is_empty() {
            return;
        }
        let mut words: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for k in 0..self.en.len() {
            words.entry(self.en.norm(k)).or_default().push(k);
        }
        for gloss in glosses {
            let text = self.zh.folded(gloss.clone());
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let end = gloss.start - 1;
            let name = self.zh.chars()[..end].iter().rev().take(letters.div_ceil(LETTERS_A_CHARACTER));
            let start = end - name.take_while(|c| is_han(**c) || matches!(c, '·' | '-' | '•' | ' ')).count();
            for word in text.split(|c: char| !c.is_alphanumeric()) {
                for &k in words.get(word).into_iter().flatten() {
                    self.tie(start..end, k..k + 1, Reason::Same);
                }
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
        let mut tokens: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (k, t) in self.en.tokens().iter().enumerate() {
            if t.kind == Kind::Word && !t.stop {
                let root = match t.stem {
                    Some(id) => root(self.lexicon.stem_text(id)),
                    None => root(&stem::stem(self.en.norm(k))),
                };
                if let Some(root) = root {
                    tokens.entry(root).or_default().push(k);
                }
            }
        }
        if tokens.is_empty() {
            return;
        }
        for m in self.zh.matches() {
            for id in self.lexicon.stems(m.entry) {
                let found = root(self.lexicon.stem_text(id)).and_then(|root| tokens.get(&root));
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
            for way in spellings(self.en.norm(k)).iter() {
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
        let explained: FxHashSet<u32> = self.ties.iter().map(|t| t.en).collect();
        let open: Vec<usize> = (0..self.en.len())
            .filter(|&k| {
                let t = self.en.tokens()[k];
                t.capital
                    && t.kind == Kind::Word
                    && !t.stop
                    && t.span.len() > 3
                    && !self.at_en[k].is_some_and(|u| explained.contains(&u))
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

/// The first [`KIN`] letters of a stem as a number.
fn root(stem: &str) -> Option<u64> {
    let letters = stem.as_bytes().get(..KIN)?;
    Some(letters.iter().fold(0, |n, b| n << 8 | u64::from(*b)))
}
