//! Where something said on one side is said on the other: evidence from the links of the words around it.

use std::ops::Range;

use super::Pair;
use super::links::{ByPlace, of_stem};
use crate::lexicon::{Lexicon, StemId};

/// Something with a place: its own words and the clause they stand in. Characters in Chinese, tokens in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its own words.
    pub cue: Range<usize>,
    /// The clause around them.
    pub clause: Range<usize>,
}

impl Anchor {
    /// How much a unit at `at` says about where this is: 1 right behind the cue, falling to both sides, 0 outside the clause.
    /// `half` is the distance behind the cue at which the weight is a half.
    fn weight(&self, at: usize, half: f32) -> f32 {
        if !self.clause.contains(&at) {
            return 0.0;
        }
        if at >= self.cue.end {
            1.0 / (1.0 + (at - self.cue.end) as f32 / half)
        } else if at < self.cue.start {
            0.7 / (1.0 + (self.cue.start - at) as f32 / half)
        } else {
            1.0
        }
    }
}

/// Distance, in characters, at which a Chinese word says half as much about a place as the next one.
const HALF_CHINESE: f32 = 5.0;
/// The same in English tokens.
const HALF_ENGLISH: f32 = 4.0;

/// The links of a pair, each weighted by how few other words could explain the same token or be explained by the same word.
#[derive(Debug, Clone, Default)]
pub struct Places {
    links: Vec<(Range<usize>, usize, f32)>,
    by_place: ByPlace,
    /// Where words of one character begin.
    words: Vec<bool>,
    chars: usize,
    tokens: usize,
}

impl Places {
    /// Weighs the links of `pair`; `also` are further stems that tokens may be linked by, such as the base of a negated word.
    pub fn new(pair: &Pair, also: &[(usize, StemId)], lexicon: &Lexicon) -> Self {
        let mut links: Vec<(Range<usize>, usize)> =
            pair.links.all().iter().map(|l| (l.start as usize..l.end as usize, l.token as usize)).collect();
        if !also.is_empty() {
            let mut also: Vec<(StemId, u32)> = also.iter().map(|a| (a.1, a.0 as u32)).collect();
            also.sort_unstable();
            for m in pair.zh.matches() {
                let range = m.start as usize..(m.start + m.len) as usize;
                for stem in lexicon.stems(m.entry) {
                    links.extend(of_stem(&also, stem, None).iter().map(|a| (range.clone(), a.1 as usize)));
                }
            }
        }
        links.sort_by_key(|l| (l.1, l.0.start, l.0.end));
        links.dedup();
        let (chars, tokens) = (pair.zh.chars().len(), pair.en.len());
        let mut of_token = vec![0u32; tokens];
        let mut of_char = vec![0u32; chars];
        for (range, token) in &links {
            of_token[*token] += 1;
            of_char[range.start] += 1;
        }
        // A character that is no word here ties little: 行 in 进行.
        let mut words = vec![false; chars];
        for w in pair.zh.words() {
            words[w.start as usize] = w.end == w.start + 1;
        }
        let own = |at: usize| if words[at] { 0.6 } else { 0.2 };
        let links = links
            .into_iter()
            .map(|(range, token)| {
                let rare = 1.0 / (of_token[token] as f32 * (of_char[range.start] as f32).sqrt());
                let weight = rare * if range.len() > 1 { 1.0 } else { own(range.start) };
                (range, token, weight)
            })
            .collect();
        let links: Vec<(Range<usize>, usize, f32)> = links;
        let by_place = ByPlace::new(links.iter().map(|l| (l.0.start as u32, l.0.end as u32)));
        Self { links, by_place, words, chars, tokens }
    }

    /// How strongly the links tie a Chinese place to an English one: 0 not at all, about 1 if their neighbouring words render each other.
    pub fn shared(&self, zh: &Anchor, en: &Anchor) -> f32 {
        self.of_tokens(&en.clause)
            .iter()
            .map(|(range, token, weight)| {
                weight * zh.weight(range.start, HALF_CHINESE) * en.weight(*token, HALF_ENGLISH)
            })
            .sum()
    }

    /// The links of some tokens: Chinese range, token, weight.
    pub fn of_tokens(&self, tokens: &Range<usize>) -> &[(Range<usize>, usize, f32)] {
        let a = self.links.partition_point(|l| l.1 < tokens.start);
        let b = self.links.partition_point(|l| l.1 < tokens.end);
        &self.links[a..b.max(a)]
    }

    /// The links of the words that overlap `chars`: Chinese range, token, weight.
    pub fn rendering(&self, chars: &Range<usize>) -> impl Iterator<Item = &(Range<usize>, usize, f32)> {
        let (start, end) = (chars.start, chars.end);
        let near = self.by_place.near(chars).map(|k| &self.links[k]);
        near.filter(move |l| l.0.start < end && start < l.0.end)
    }

    /// Whether characters that a link stands on are a word, not a character that is only part of one.
    pub fn is_solid(&self, chars: &Range<usize>) -> bool {
        chars.len() > 1 || self.words[chars.start]
    }

    /// Whether the words at `range` render something of the other side, and nothing of which `but` holds.
    pub fn renders_other(
        &self,
        range: &Range<usize>,
        chinese: bool,
        but: impl Fn(&Range<usize>) -> bool,
    ) -> bool {
        let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let mut other = false;
        let near = if chinese { Some(self.by_place.near(range)) } else { None };
        let own = if chinese { &[] } else { self.of_tokens(range) };
        for (chars, token, _) in near.into_iter().flatten().map(|k| &self.links[k]).chain(own) {
            let token = *token..*token + 1;
            let (own, far) = if chinese { (chars, &token) } else { (&token, chars) };
            if overlaps(own, range) && chars.len() >= 2 {
                if but(far) {
                    return false;
                }
                other = true;
            }
        }
        other
    }

    /// How far apart two places are if both sides say things in the same order: 0 to 1.
    pub fn drift(&self, zh: &Anchor, en: &Anchor) -> f32 {
        let at = |cue: &Range<usize>, all: usize| (cue.start + cue.end) as f32 / 2.0 / all.max(1) as f32;
        (at(&zh.cue, self.chars) - at(&en.cue, self.tokens)).abs()
    }

    /// The links of the tokens around an English place: Chinese range, token, weight; heaviest first.
    pub fn around_english(&self, en: &Anchor) -> Vec<(Range<usize>, usize, f32)> {
        let weigh = |l: &(Range<usize>, usize, f32)| l.2 * en.weight(l.1, HALF_ENGLISH);
        sorted(self.of_tokens(&en.clause).iter().map(|l| (l.0.clone(), l.1, weigh(l))))
    }

    /// The links of the words around a Chinese place: Chinese range, token, weight; heaviest first.
    pub fn around_chinese(&self, zh: &Anchor) -> Vec<(Range<usize>, usize, f32)> {
        let weigh = |l: &(Range<usize>, usize, f32)| l.2 * zh.weight(l.0.start, HALF_CHINESE);
        let near = self.by_place.near(&zh.clause).map(|k| &self.links[k]);
        sorted(near.map(|l| (l.0.clone(), l.1, weigh(l))))
    }

    /// Pairs places of the two sides one to one, best tied first; `ties` says how well two may go together beyond their links.
    /// Returns index, index and tie.
    pub fn pair_up(
        &self,
        zh: &[Anchor],
        en: &[Anchor],
        ties: impl Fn(usize, usize) -> Option<f32>,
    ) -> Vec<(usize, usize, f32)> {
        let mut shares = Shares::new(self, en);
        let mut all = Vec::new();
        for (i, z) in zh.iter().enumerate() {
            shares.read(z);
            for (k, e) in en.iter().enumerate() {
                if let Some(bonus) = ties(i, k) {
                    all.push((i, k, shares.of(k) + bonus - 0.5 * self.drift(z, e)));
                }
            }
        }
        all.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        let (mut used_zh, mut used_en) = (vec![false; zh.len()], vec![false; en.len()]);
        all.retain(|&(i, k, _)| {
            let free = !used_zh[i] && !used_en[k];
            if free {
                used_zh[i] = true;
                used_en[k] = true;
            }
            free
        });
        all
    }
}

/// How strongly one place of the source is tied to each of those of the translation, found through the links of its clause.
pub struct Shares<'a> {
    places: &'a Places,
    en: &'a [Anchor],
    /// The clauses of the translation by their beginnings, with the index of the place, and the furthest end of those up to each.
    clauses: Vec<(Range<usize>, usize)>,
    ends: Vec<usize>,
    shared: Vec<f32>,
    tied: Vec<usize>,
}

impl<'a> Shares<'a> {
    /// Makes ready for asking about places of the source.
    pub fn new(places: &'a Places, en: &'a [Anchor]) -> Self {
        let mut clauses: Vec<(Range<usize>, usize)> = en.iter().map(|e| e.clause.clone()).zip(0..).collect();
        clauses.sort_unstable_by_key(|(c, k)| (c.start, *k));
        let furthest = |end: &mut usize, (c, _): &(Range<usize>, usize)| {
            *end = c.end.max(*end);
            Some(*end)
        };
        let ends = clauses.iter().scan(0, furthest).collect();
        Self { places, en, clauses, ends, shared: vec![0.0; en.len()], tied: Vec::new() }
    }

    /// Finds the ties of a place of the source; what was read before is forgotten.
    pub fn read(&mut self, z: &Anchor) {
        for k in self.tied.drain(..) {
            self.shared[k] = 0.0;
        }
        let near = self.places.by_place.near(&z.clause).map(|l| &self.places.links[l]);
        for (range, token, weight) in near.filter(|l| z.clause.contains(&l.0.start)) {
            let first = self.clauses.partition_point(|(c, _)| c.start <= *token);
            let holding = (0..first).rev().take_while(|&c| self.ends[c] > *token).map(|c| &self.clauses[c]);
            for &(_, k) in holding.filter(|(c, _)| c.contains(token)) {
                if self.shared[k] == 0.0 {
                    self.tied.push(k);
                }
                self.shared[k] +=
                    weight * z.weight(range.start, HALF_CHINESE) * self.en[k].weight(*token, HALF_ENGLISH);
            }
        }
    }

    /// How strongly the place is tied to place `k` of the translation, as [`Places::shared`].
    pub fn of(&self, k: usize) -> f32 {
        self.shared[k]
    }

    /// The places of the translation that links tie it to, in no order.
    pub fn tied(&self) -> impl Iterator<Item = usize> + '_ {
        self.tied.iter().copied()
    }
}

fn sorted(links: impl Iterator<Item = (Range<usize>, usize, f32)>) -> Vec<(Range<usize>, usize, f32)> {
    let mut out: Vec<_> = links.filter(|l| l.2 > 0.0).collect();
    out.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0.start, a.1).cmp(&(b.0.start, b.1))));
    out
}
