//! Which negations of the two sides of a pair render each other.
//!
//! Spoken negations are paired with spoken ones first, then what is left with negative words and affixes; words of negative
//! sense that the dictionary ties to each other, or to an affirmative word of the other side, are set aside before.

use std::ops::Range;

use super::{Anchor, Pair, Places};
use crate::extract::negation::{self, Force, Measure, Negation};
use crate::extract::{self, Mention, Said};
use crate::lexicon::Lexicon;

/// Words that make two negations of one: *not … without*.
const CONDITIONS: [&str; 4] = ["without", "unless", "until", "except"];

/// Words of negative sense that stand beside a negation as often as in its stead.
const BESIDE: [&str; 14] = [
    "without", "unless", "until", "till", "except", "before", "only", "too", "rather", "instead", "few",
    "little", "less", "yet",
];

/// Negative words, by their beginnings, that render a plain negation wherever they stand.
const DIRECT: [&str; 15] = [
    "lack",
    "without",
    "fail",
    "unable",
    "absen",
    "avoid",
    "prevent",
    "declin",
    "refus",
    "reluctan",
    "unwilling",
    "instead",
    "rather",
    "unlikely",
    "little",
];

/// Words of the source whose object a translation may well say is *not* to be (folded): 防止放大, *ensure that it is not amplified*.
const PREVENTS: [&str; 12] =
    ["防止", "避免", "以免", "免得", "杜绝", "切忌", "谨防", "阻止", "制止", "禁止", "严禁", "以防"];

/// How far apart two negations of the source may stand that share a subject, in characters.
const ONE_SUBJECT: usize = 16;

/// How far from the place of a negation a negative word may stand that renders it, as a share of the text.
const STRAY: f32 = 0.35;

/// How far behind a negation of the translation what it denies is its own, in tokens.
const SCOPE: usize = 3;

/// How far from a negation of the translation the one stands that makes an affirmation of both, in tokens.
const SECOND: usize = 12;

/// How far from a negation of the translation one may stand that repeats it, in tokens.
const CARRIES: usize = 14;

/// Words that say that there is no other.
const SOLE: [&str; 5] = ["only", "solely", "alone", "merely", "just"];

/// Words of doubt or delay that carry no denial alone.
const IDLE: [&str; 3] = ["might", "may", "yet"];

/// The negations of both sides of a pair and which of them render each other.
#[derive(Debug, Clone)]
pub struct Negations {
    /// Those of the source.
    pub zh: Vec<Mention<Negation>>,
    /// Those of the translation.
    pub en: Vec<Mention<Negation>>,
    /// The links of the pair, those of negated words by their base included.
    pub places: Places,
    /// Index in `zh`, index in `en`, and how strongly tied.
    pub matched: Vec<(usize, usize, f32)>,
    /// Negative words of the source explained by negative words of the translation, and those of either side that are matched.
    used_zh: Vec<bool>,
    used_en: Vec<bool>,
    /// Negative words of the translation that render an affirmative word of the source.
    affirms: Vec<bool>,
    /// For every negation of the source the one of the translation that it is matched with, and which of the translation are matched.
    rendering: Vec<Option<usize>>,
    renders: Vec<bool>,
}

/// Where a negation stands.
pub fn place_of(m: &Mention<Negation>) -> Anchor {
    Anchor { cue: m.range.clone(), clause: m.value.clause.clone() }
}

impl Negations {
    /// Matches the negations of both sides; `None` if neither has one to render.
    pub(super) fn new(pair: &Pair, lexicon: &Lexicon) -> Option<Self> {
        let Said { zh, en } = pair.denials(lexicon);
        let speaks = |m: &Mention<Negation>| m.value.force != Force::Word;
        // A word that is written with a negation may be rendered by one that was left out.
        let written = |m: &Mention<Negation>| speaks(m) || !m.value.inside;
        if !zh.iter().any(written) && !en.iter().any(speaks) {
            return None;
        }
        let bases: Vec<_> = en
            .iter()
            .filter(|m| m.value.inside)
            .filter_map(|m| {
                let at = m.range.start;
                Some((at, lexicon.stem_id(negation::affix_base(pair.en.norm(at))?)?))
            })
            .collect();
        let places = Places::new(pair, &bases, lexicon);
        let mut found = Self {
            used_zh: vec![false; zh.len()],
            used_en: vec![false; en.len()],
            affirms: vec![false; en.len()],
            rendering: vec![None; zh.len()],
            renders: vec![false; en.len()],
            zh: zh.clone(),
            en: en.clone(),
            places,
            matched: Vec::new(),
        };
        found.explain_words(pair);
        found.match_negations(pair);
        for &(i, k, _) in &found.matched {
            found.rendering[i] = Some(k);
            found.renders[k] = true;
        }
        Some(found)
    }

    /// Negations of the source that nothing matches or explains.
    pub fn free_chinese(&self) -> impl Iterator<Item = usize> {
        (0..self.zh.len()).filter(|&i| !self.used_zh[i])
    }

    /// Negations of the translation that nothing matches or explains.
    pub fn free_english(&self) -> impl Iterator<Item = usize> {
        (0..self.en.len()).filter(|&k| !self.used_en[k])
    }

    /// Whether nothing matches or explains a negation of the translation.
    pub fn is_free_english(&self, k: usize) -> bool {
        !self.used_en[k]
    }

    /// Whether nothing matches or explains a negation of the source.
    pub fn is_free_chinese(&self, i: usize) -> bool {
        !self.used_zh[i]
    }

    /// Whether a negation of the translation is matched with one of the source.
    pub fn is_matched_english(&self, k: usize) -> bool {
        self.renders[k]
    }

    /// Words of negative sense that render each other say nothing about the negations beside them: *oppose* for 反对.
    fn explain_words(&mut self, pair: &Pair) {
        for (i, z) in self.zh.iter().enumerate() {
            if z.value.force != Force::Word {
                continue;
            }
            let free = |k: &usize| {
                let e = &self.en[*k];
                (e.value.force == Force::Word || e.value.inside) && !self.used_en[*k]
            };
            let linked = self.places.rendering(&z.range).filter(|l| self.places.is_solid(&l.0));
            let negative = linked.flat_map(|l| extract::on(&self.en, &(l.1..l.1 + 1)));
            if let Some(k) = negative.filter(free).min() {
                self.used_zh[i] = true;
                self.used_en[k] = true;
            }
        }
        // 只 and 唯一 have *only* to themselves.
        let is_only = |k: &usize| !self.used_en[*k] && SOLE.contains(&pair.en.norm(self.en[*k].range.start));
        let onlys: Vec<usize> = (0..self.en.len()).filter(is_only).collect();
        let mut onlys = onlys.into_iter();
        for z in 0..self.zh.len() {
            let sole = |c: &char| matches!(c, '只' | '仅' | '唯' | '惟' | '独' | '才');
            let m = &self.zh[z];
            if self.used_zh[z]
                || m.value.force != Force::Word
                || !pair.zh.chars()[m.range.clone()].iter().any(sole)
            {
                continue;
            }
            if let Some(k) = onlys.next() {
                self.used_zh[z] = true;
                self.used_en[k] = true;
            }
        }
        // A negative affix on the rendering of what the source denies: 不清楚, *unclear*.
        for (i, z) in self.zh.iter().enumerate() {
            let denied = z.range.start..z.value.head.end.max(z.range.end);
            if z.value.inside || self.used_zh[i] {
                continue;
            }
            let affixed = |k: &usize| {
                let e = &self.en[*k];
                e.value.inside && e.value.force != Force::Word && !self.used_en[*k]
            };
            let linked = self.places.rendering(&denied).filter(|l| l.0.len() >= 2);
            let begun = linked.flat_map(|l| extract::beginning(&self.en, &(l.1..l.1 + 1)));
            if let Some(k) = begun.filter(affixed).min() {
                self.used_zh[i] = true;
                self.used_en[k] = true;
                self.matched.push((i, k, 0.5));
            }
        }
        // A word of negative sense that renders an affirmative word of the other side has no negation to render.
        let is_negative_zh = |chars: &Range<usize>| !extract::on(&self.zh, chars).is_empty();
        let scope = |m: &Mention<Negation>| match m.value.force.is_spoken() {
            true => m.range.start..m.range.end.max(m.value.head.end.min(m.range.end + SCOPE)),
            false => m.range.clone(),
        };
        let is_negative_en = |tokens: &Range<usize>| {
            let near = extract::on(&self.en, &(tokens.start.saturating_sub(SCOPE)..tokens.end));
            self.en[near].iter().map(scope).any(|s| s.start < tokens.end && tokens.start < s.end)
        };
        for (i, z) in self.zh.iter().enumerate() {
            let word = z.value.inside || (z.value.force == Force::Word && z.range.len() >= 2);
            if word && self.places.renders_other(&z.range, true, is_negative_en) {
                self.used_zh[i] = true;
            }
        }
        for (k, e) in self.en.iter().enumerate() {
            if e.value.force == Force::Word
                && e.value.inside
                && e.range.len() == 1
                && self.places.renders_other(&e.range, false, is_negative_zh)
            {
                self.used_en[k] = true;
                self.affirms[k] = true;
            }
        }
    }

    /// Pairs the negations, spoken ones with spoken ones first, then what is left with negative words and affixes.
    fn match_negations(&mut self, pair: &Pair) {
        let zs: Vec<Anchor> = self.zh.iter().map(place_of).collect();
        let es: Vec<Anchor> = self.en.iter().map(place_of).collect();
        // *Not until* renders 才 and 方.
        let conditional = |e: &Mention<Negation>| {
            let end = e.value.clause.end.max(e.range.end) + 2;
            (e.range.end..end).any(|k| CONDITIONS.contains(&pair.en.norm(k)))
        };
        for round in 0..4 {
            let tie = |i: usize, k: usize| -> Option<f32> {
                let (z, e) = (&self.zh[i].value, &self.en[k].value);
                if self.used_zh[i] || self.used_en[k] {
                    return None;
                }
                if e.force == Force::Word
                    && e.measure == Some(Measure::Time)
                    && !is_not_yet(pair, &self.zh[i])
                {
                    return None;
                }
                let soft = |n: &Negation| n.inside || n.force == Force::Word;
                // A degree that is not the whole denies only what is denied of the whole.
                if e.inside && e.force == Force::Partial && !soft(z) && z.force != Force::Partial {
                    return None;
                }
                if e.force == Force::Word
                    && !soft(z)
                    && IDLE.contains(&pair.en.norm(self.en[k].range.start))
                    && self.en[k].range.len() == 1
                {
                    return None;
                }
                match (round, soft(z), e.inside) {
                    (0, false, false) => Some(match (z.force, e.force) {
                        (Force::More, Force::More) | (Force::Affirm, Force::Affirm) => 0.6,
                        (Force::More | Force::Affirm, _) | (_, Force::More | Force::Affirm) => 0.1,
                        _ => 0.4,
                    }),
                    // A word that is written with a negation may well be rendered by one: 不足, *no longer suffice*.
                    (1, true, false) if !z.inside => Some(0.3),
                    (3, true, true) => (self.en[k].range.len() == 1
                        && !BESIDE.contains(&pair.en.norm(self.en[k].range.start))
                        && self.places.drift(&zs[i], &es[k]) < 0.25
                        && self.places.shared(&zs[i], &es[k]) >= 0.05)
                        .then_some(0.1),
                    (3, true, false) | (2, false, true) => {
                        // A word that is written with a negation needs less to tie it to one.
                        let written = if soft(z) { !z.inside } else { !e.inside };
                        let prevents = PREVENTS.iter().any(|w| pair.zh.has_at(self.zh[i].range.start, w));
                        let least = match (written || prevents, soft(z)) {
                            (true, _) => 0.0,
                            (false, false) if is_direct(pair, &self.en[k]) => 0.0,
                            // A negative word is seldom rendered by a plain *not*: only what stands close.
                            (false, true) if !conditional(&self.en[k]) => 0.25,
                            (false, _) => 0.12,
                        };
                        // Words of negative sense stand where what they render stands.
                        let strays = !soft(z)
                            && e.force == Force::Word
                            && !is_direct(pair, &self.en[k])
                            && self.places.drift(&zs[i], &es[k]) > STRAY;
                        (!strays && self.places.shared(&zs[i], &es[k]) >= least)
                            .then_some(if written || prevents { 0.3 } else { 0.1 })
                    }
                    _ => None,
                }
            };
            let matched: Vec<_> =
                self.places.pair_up(&zs, &es, tie).into_iter().filter(|m| m.2 > 0.0).collect();
            for &(i, k, _) in &matched {
                self.used_zh[i] = true;
                self.used_en[k] = true;
            }
            self.matched.extend(matched);
        }
        // Two negations that affirm may be rendered by two: 没有过不去的坎, *no difficulty that we cannot overcome*.
        for m in 0..self.matched.len() {
            let (i, k, _) = self.matched[m];
            if self.zh[i].value.force == Force::Affirm {
                let at = self.en[k].range.start;
                let near = at.saturating_sub(SECOND)..at + SECOND + 1;
                let second = extract::beginning(&self.en, &near)
                    .filter(|&o| !self.used_en[o])
                    .min_by_key(|&o| self.en[o].range.start.abs_diff(at));
                if let Some(o) = second {
                    self.used_en[o] = true;
                }
            }
        }
    }

    /// Negations of the source that only a word of negative sense or an affix matches, and words written with a negation that nothing
    /// matches or explains.
    pub fn muted_chinese(&self) -> impl Iterator<Item = usize> {
        let soft = |k: usize| self.en[k].value.inside || self.en[k].value.force == Force::Word;
        (0..self.zh.len()).filter(move |&i| {
            let z = &self.zh[i].value;
            let word = z.force == Force::Word && !z.inside && !self.used_zh[i];
            word || (z.force.is_spoken() && !z.inside && self.rendering[i].is_some_and(soft))
        })
    }

    /// Negations of the source that deny that it is only so, and which no spoken one of the translation matches.
    pub fn more_chinese(&self) -> impl Iterator<Item = usize> {
        let spoken = |k: usize| self.en[k].value.force.is_spoken() && !self.en[k].value.inside;
        (0..self.zh.len())
            .filter(move |&i| self.zh[i].value.force == Force::More && !self.rendering[i].is_some_and(spoken))
    }

    /// Whether a negation of the source denies a word of negative sense that nothing renders: 不反对.
    pub fn doubles(&self, i: usize) -> bool {
        let z = &self.zh[i];
        let head = z.value.head.start;
        extract::beginning(&self.zh, &(head..head + 1)).any(|other| {
            let w = &self.zh[other];
            w.value.inside && !self.used_zh[other] && w.range.len() >= 2
        })
    }

    /// Whether the clause of a matched negation of the translation holds a second one that makes an affirmation of both: *not without
    /// reason*, *do not object*.
    pub fn is_double_english(&self, pair: &Pair, k: usize) -> bool {
        let e = &self.en[k];
        let end = e.value.clause.end.max(e.range.end + 10);
        extract::beginning(&self.en, &(e.value.clause.start..end)).any(|other| {
            let o = &self.en[other];
            other != k
                && !self.affirms[other]
                && (!self.used_en[other]
                    || CONDITIONS.contains(&pair.en.norm(o.range.start))
                    || o.range.start <= e.range.end + 3)
        })
    }

    /// Spoken negations of the translation that no negation of the source matches.
    pub fn left_english(&self) -> impl Iterator<Item = usize> {
        self.free_english().filter(|&k| self.en[k].value.force.is_spoken() && !self.en[k].value.inside)
    }

    /// Whether a negation of the translation only repeats one that is matched: *no party and no individual*, *neither … nor*.
    pub fn carries_on(&self, pair: &Pair, k: usize) -> bool {
        let joined = |at: usize| at > 0 && matches!(pair.en.norm(at - 1), "and" | "or" | "," | "but");
        let at = self.en[k].range.start;
        let correlates = |k: usize| matches!(pair.en.norm(k), "neither" | "nor");
        let near = at.saturating_sub(CARRIES)..at + CARRIES + 1;
        extract::beginning(&self.en, &near).filter(|other| self.renders[*other]).any(|other| {
            let o = self.en[other].range.start;
            o != at
                && ((correlates(o) && correlates(at))
                    || (joined(o.max(at)) && pair.en.norm(o) == pair.en.norm(at)))
        })
    }

    /// Whether a negation of the source only repeats one that is matched: 打不垮、冲不散.
    pub fn carries_on_chinese(&self, pair: &Pair, i: usize) -> bool {
        let z = &self.zh[i].range;
        // *None of these* has one negation for all that is said of them.
        let none = |other: usize| {
            let e = self.rendering[other].map(|k| &self.en[k].value);
            e.is_some_and(|e| e.force == Force::Total && e.measure == Some(Measure::Quantity))
        };
        let near = z.start.saturating_sub(ONE_SUBJECT)..z.start + ONE_SUBJECT + 1;
        if extract::beginning(&self.zh, &near).any(|other| other != i && none(other)) {
            return true;
        }
        let mut matched = (0..self.zh.len()).filter(|&other| other != i && self.rendering[other].is_some());
        matched.any(|other| {
            let o = &self.zh[other].range;
            let text = pair.zh.chars().get(o.end.min(z.end)..o.start.max(z.start)).unwrap_or_default();
            // 打不垮、冲不散、抢不走
            let items = text.iter().filter(|c| **c == '、').count();
            text.len() <= 6 * items.max(1)
                && (items > 0 || text.iter().any(|c| matches!(c, ',' | '和' | '或')))
        })
    }

    /// Spoken negations of the source that no negation of the translation matches.
    pub fn left_chinese(&self) -> impl Iterator<Item = usize> {
        self.free_chinese().filter(|&i| self.zh[i].value.force.is_spoken())
    }
}

fn is_direct(pair: &Pair, e: &Mention<Negation>) -> bool {
    DIRECT.iter().any(|w| pair.en.norm(e.range.start).starts_with(w))
}

/// Whether a negation of the source says *not yet*: 未, 尚未, 还没有.
pub fn is_not_yet(pair: &Pair, m: &Mention<Negation>) -> bool {
    let from = m.range.start.saturating_sub(2).max(m.value.clause.start);
    pair.zh.chars()[from..m.range.end].iter().any(|c| matches!(c, '未' | '尚' | '还' | '仍'))
}
