#![doc = include_str!("../../docs/checks/negation.md")]

use std::ops::Range;

use super::{Check, Context};
use crate::align::{Anchor, Pair, Places};
use crate::document::Span;
use crate::extract::Mention;
use crate::extract::negation::{self, Force, Measure, Negation};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::Lexicon;

/// The check.
pub const CHECK: Check = Check {
    id: "negation",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/negation.md"),
    pair: Some(pair),
    document: None,
};

static ADDED: Message = Message {
    en: "The translation denies this (“{1}”), but nothing in the source (“{0}”) does.",
    zh: "译文在此处作了否定（“{1}”），而原文（“{0}”）并无否定。",
};
static LOST: Message = Message {
    en: "The source denies this (“{0}”), but the translation (“{1}”) affirms it.",
    zh: "原文在此处是否定的（“{0}”），译文（“{1}”）却成了肯定。",
};
static MISSING: Message = Message {
    en: "The source denies this (“{0}”), but nothing in the translation denies anything.",
    zh: "原文在此处是否定的（“{0}”），译文中却没有任何否定。",
};
static UNDONE: Message = Message {
    en: "“{0}” affirms by two negations, but the translation (“{1}”) denies.",
    zh: "“{0}”是双重否定，表示肯定，译文（“{1}”）却作了否定。",
};

/// Words that make two negations of one: *not … without*.
const CONDITIONS: [&str; 4] = ["without", "unless", "until", "except"];

/// Words of negative sense that stand beside a negation as often as in its stead.
const BESIDE: [&str; 14] = [
    "without", "unless", "until", "till", "except", "before", "only", "too", "rather", "instead", "few", "little", "less", "yet",
];

/// The negations of both sides of a pair and which of them render each other.
pub(super) struct Reading {
    pub zh: Vec<Mention<Negation>>,
    pub en: Vec<Mention<Negation>>,
    pub places: Places,
    /// Index in `zh`, index in `en`, and how strongly tied.
    pub matched: Vec<(usize, usize, f32)>,
    /// Negative words of the source explained by negative words of the translation, and those of either side that are matched.
    used_zh: Vec<bool>,
    used_en: Vec<bool>,
    /// Negative words of the translation that render an affirmative word of the source.
    affirms: Vec<bool>,
}

pub(super) fn anchor(m: &Mention<Negation>) -> Anchor {
    Anchor { cue: m.range.clone(), clause: m.value.clause.clone() }
}

impl Reading {
    /// Reads both sides; `None` if neither speaks a negation.
    pub fn new(pair: &Pair, lexicon: &Lexicon) -> Option<Self> {
        let zh = negation::chinese(&pair.zh, lexicon);
        let en = negation::english(&pair.en);
        if zh.iter().chain(&en).all(|m| m.value.force == Force::Word) {
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
        let mut reading = Self {
            used_zh: vec![false; zh.len()],
            used_en: vec![false; en.len()],
            affirms: vec![false; en.len()],
            zh,
            en,
            places,
            matched: Vec::new(),
        };
        reading.explain_words();
        reading.match_negations(pair);
        Some(reading)
    }

    /// Words of negative sense that render each other say nothing about the negations beside them: *oppose* for 反对.
    fn explain_words(&mut self) {
        for (i, z) in self.zh.iter().enumerate() {
            if z.value.force != Force::Word {
                continue;
            }
            for (k, e) in self.en.iter().enumerate() {
                let negative = e.value.force == Force::Word || e.value.inside;
                if negative && !self.used_en[k] && self.places.linked(&z.range, &e.range) {
                    self.used_zh[i] = true;
                    self.used_en[k] = true;
                    break;
                }
            }
        }
        // A word of negative sense that renders an affirmative word of the other side has no negation to render.
        let negative_zh: Vec<Range<usize>> = self.zh.iter().map(|m| m.range.clone()).collect();
        let negative_en: Vec<Range<usize>> = self.en.iter().map(|m| m.range.clone()).collect();
        for (i, z) in self.zh.iter().enumerate() {
            if z.value.inside && self.places.renders_other(&z.range, true, &negative_en) {
                self.used_zh[i] = true;
            }
        }
        for (k, e) in self.en.iter().enumerate() {
            if e.value.force == Force::Word
                && e.value.inside
                && e.range.len() == 1
                && self.places.renders_other(&e.range, false, &negative_zh)
            {
                self.used_en[k] = true;
                self.affirms[k] = true;
            }
        }
    }

    /// Pairs the negations, spoken ones with spoken ones first, then what is left with negative words and affixes.
    fn match_negations(&mut self, pair: &Pair) {
        let zs: Vec<Anchor> = self.zh.iter().map(anchor).collect();
        let es: Vec<Anchor> = self.en.iter().map(anchor).collect();
        for round in 0..3 {
            let tie = |i: usize, k: usize| -> Option<f32> {
                let (z, e) = (&self.zh[i].value, &self.en[k].value);
                if self.used_zh[i] || self.used_en[k] {
                    return None;
                }
                if e.force == Force::Word && e.measure == Some(Measure::Time) && !is_not_yet(pair, &self.zh[i]) {
                    return None;
                }
                let soft = |n: &Negation| n.inside || n.force == Force::Word;
                match (round, soft(z), soft(e)) {
                    (0, false, false) => Some(match (z.force, e.force) {
                        (Force::More, Force::More) | (Force::Affirm, Force::Affirm) => 0.6,
                        (Force::More | Force::Affirm, _) | (_, Force::More | Force::Affirm) => 0.1,
                        _ => 0.4,
                    }),
                    (1, true, true) => (self.en[k].range.len() == 1
                        && !BESIDE.contains(&pair.en.norm(self.en[k].range.start))
                        && self.places.drift(&zs[i], &es[k]) < 0.25
                        && self.places.shared(&zs[i], &es[k]) >= 0.05)
                        .then_some(0.1),
                    (2, true, false) | (2, false, true) => {
                        // A word that is written with a negation needs less to tie it to one.
                        let written = if soft(z) { !z.inside } else { !e.inside };
                        let least = if written { 0.0 } else { 0.12 };
                        (self.places.shared(&zs[i], &es[k]) >= least).then_some(if written { 0.3 } else { 0.1 })
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
                let second = (0..self.en.len())
                    .filter(|&o| !self.used_en[o])
                    .min_by_key(|&o| self.en[o].range.start.abs_diff(at))
                    .filter(|&o| self.en[o].range.start.abs_diff(at) <= 12);
                if let Some(o) = second {
                    self.used_en[o] = true;
                }
            }
        }
    }

    /// Whether a negation of the source denies a word of negative sense that nothing renders: 不反对.
    fn doubles(&self, i: usize) -> bool {
        let z = &self.zh[i];
        self.zh.iter().enumerate().any(|(other, w)| {
            w.value.inside && !self.used_zh[other] && w.range.start == z.value.head.start && w.range.len() >= 2
        })
    }

    /// Spoken negations of the translation that no negation of the source matches.
    fn left_english(&self) -> impl Iterator<Item = usize> {
        (0..self.en.len())
            .filter(|&k| !self.used_en[k] && self.en[k].value.force.is_spoken() && !self.en[k].value.inside)
    }

    /// Whether a negation of the translation only repeats one that is matched: *no party and no individual*, *neither … nor*.
    fn carries_on(&self, pair: &Pair, k: usize) -> bool {
        let joined = |at: usize| at > 0 && matches!(pair.en.norm(at - 1), "and" | "or" | "," | "but");
        let at = self.en[k].range.start;
        self.matched.iter().any(|&(_, other, _)| {
            let o = self.en[other].range.start;
            o != at && o.abs_diff(at) <= 14 && joined(o.max(at)) && pair.en.norm(o) == pair.en.norm(at)
        })
    }

    /// Whether a negation of the source only repeats one that is matched: 打不垮、冲不散.
    fn carries_on_chinese(&self, pair: &Pair, i: usize) -> bool {
        let z = &self.zh[i].range;
        self.matched.iter().any(|&(other, _, _)| {
            let o = &self.zh[other].range;
            let between = o.end.min(z.end)..o.start.max(z.start);
            between.len() <= 6
                && pair.zh.chars()[between].iter().any(|c| matches!(c, '、' | ',' | '和' | '或'))
        })
    }

    /// Spoken negations of the source that no negation of the translation matches.
    fn left_chinese(&self) -> impl Iterator<Item = usize> {
        (0..self.zh.len()).filter(|&i| !self.used_zh[i] && self.zh[i].value.force.is_spoken())
    }
}

/// Whether a negation of the source says *not yet*: 未, 尚未, 还没有.
fn is_not_yet(pair: &Pair, m: &Mention<Negation>) -> bool {
    let from = m.range.start.saturating_sub(2).max(m.value.clause.start);
    pair.zh.chars()[from..m.range.end].iter().any(|c| matches!(c, '未' | '尚' | '还' | '仍'))
}

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let Some(reading) = Reading::new(pair, cx.lexicon) else { return };
    for k in reading.left_english() {
        out.extend(added(pair, &reading, k));
    }
    for i in reading.left_chinese() {
        out.extend(lost(cx, pair, &reading, i));
    }
    for &(i, k, tie) in &reading.matched {
        out.extend(undone(pair, &reading, i, k, tie));
    }
}

/// Two negations of the source that affirm, rendered by a single one.
fn undone(pair: &Pair, reading: &Reading, i: usize, k: usize, tie: f32) -> Option<Draft> {
    let (z, e) = (&reading.zh[i], &reading.en[k]);
    if e.value.inside || !e.value.force.is_spoken() {
        return None;
    }
    let confidence = match z.value.force {
        Force::Affirm if matches!(e.value.force, Force::Deny | Force::Total) => 0.45 + 0.35 * tie.min(1.0),
        Force::Affirm if e.value.measure == Some(Measure::Need) => 0.45 + 0.35 * tie.min(1.0),
        Force::Deny if e.value.force == Force::Deny && reading.doubles(i) => 0.4 + 0.35 * tie.min(1.0),
        _ => return None,
    };
    // Two negations of the translation may render two of the source: *not without reason*, *do not object*.
    let twice = reading.en.iter().enumerate().any(|(other, o)| {
        other != k
            && !reading.affirms[other]
            && (!reading.used_en[other]
                || CONDITIONS.contains(&pair.en.norm(o.range.start))
                || o.range.start <= e.range.end + 3)
            && e.value.clause.start <= o.range.start
            && o.range.start < e.value.clause.end.max(e.range.end + 10)
    });
    let confidence = if twice { 0.2 } else { confidence };
    Some(draft(pair, &UNDONE, confidence, quote_chinese(pair, z), quote_english(pair, e)))
}

fn draft(pair: &Pair, message: &'static Message, confidence: f32, source: Span, target: Span) -> Draft {
    let cut = |text: &str, s: Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
    let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
    Draft::new(Severity::Critical, confidence, message, args).source(source).target(target)
}

/// The negation with what it denies.
pub(super) fn quote_chinese(pair: &Pair, m: &Mention<Negation>) -> Span {
    let mut range = m.range.clone();
    if let Some(op) = &m.value.operator {
        range = range.start.min(op.start)..range.end.max(op.end);
    }
    if !m.value.head.is_empty() {
        range.end = range.end.max(m.value.head.end);
    }
    pair.zh.span(range)
}

/// The negation with what it denies, unless that stands far off.
pub(super) fn quote_english(pair: &Pair, m: &Mention<Negation>) -> Span {
    let mut range = m.range.clone();
    if let Some(op) = &m.value.operator {
        range = range.start.min(op.start)..range.end.max(op.end);
    }
    if !m.value.head.is_empty() && m.value.head.end < range.end + 8 {
        range.end = range.end.max(m.value.head.end);
    }
    pair.en.span(range)
}

/// A negation of the translation that nothing in the source accounts for.
fn added(pair: &Pair, reading: &Reading, k: usize) -> Option<Draft> {
    let e = &reading.en[k];
    if e.value.force == Force::More {
        return None;
    }
    let links = reading.places.around_english(&anchor(e));
    let place = links.first().map(|l| l.0.clone());
    let clause = place.as_ref().map(|p| clause_of(pair, p.start));
    let strength: f32 =
        links.iter().filter(|l| clause.as_ref().is_some_and(|c| c.contains(&l.0.start))).map(|l| l.2).sum();
    let free: Vec<&Mention<Negation>> =
        reading.zh.iter().enumerate().filter(|(i, _)| !reading.used_zh[*i]).map(|(_, z)| z).collect();
    let near = clause.as_ref().is_some_and(|c| {
        free.iter().any(|z| z.range.start + 2 >= c.start.saturating_sub(1) && z.range.end <= c.end + 3)
    });
    let mut confidence: f32 = match (free.is_empty(), near) {
        (true, _) => 0.85,
        (_, true) => 0.3,
        _ if strength > 0.3 => 0.6,
        _ => 0.4,
    };
    if strength == 0.0 {
        confidence *= 0.75;
    }
    if e.value.question {
        confidence *= 0.6;
    }
    if reading.carries_on(pair, k) {
        confidence *= 0.4;
    }
    if e.value.force == Force::Partial {
        confidence *= 0.6;
    }
    let source = pair.zh.span(clause.or(place).unwrap_or(0..pair.zh.chars().len()));
    Some(draft(pair, &ADDED, confidence, source, quote_english(pair, e)))
}

/// The tokens with what stands before them in their clause, as far as a reader needs to find the place.
fn around(pair: &Pair, first: usize, last: usize) -> Span {
    let stop = |k: usize| matches!(pair.en.norm(k), "," | "." | ";" | ":" | "\"" | "(" | ")");
    let start = (first.saturating_sub(4)..first).rev().find(|&k| stop(k)).map_or(first.saturating_sub(4), |k| k + 1);
    pair.en.span(start..last + 1)
}

/// A negation of the source whose words nothing ties to the translation, where the translation has no negation to spare.
fn unplaced(cx: &Context, pair: &Pair, reading: &Reading, i: usize) -> Option<Draft> {
    let z = &reading.zh[i];
    if is_spelt(pair, z, cx.lexicon) {
        return None;
    }
    let spare = reading.used_en.iter().any(|used| !used);
    let mut confidence = match (spare, reading.matched.is_empty()) {
        (true, _) => 0.2,
        (_, false) => 0.4,
        _ => 0.55,
    };
    if z.value.head.len() <= 1 && z.value.head.end >= z.value.clause.end {
        confidence *= 0.7;
    }
    if z.value.question || matches!(z.value.force, Force::Partial | Force::Word) || reading.carries_on_chinese(pair, i) {
        confidence *= 0.5;
    }
    let source = quote_chinese(pair, z);
    let args = vec![pair.zh.text().get(source.start..source.end).unwrap_or_default().to_owned()];
    Some(Draft::new(Severity::Critical, confidence, &MISSING, args).source(source))
}

/// Whether the characters are part of a name that the translation spells by their sound: 不冻泉, *Budongquan*.
fn is_spelt(pair: &Pair, m: &Mention<Negation>, lexicon: &Lexicon) -> bool {
    let chars = pair.zh.chars();
    let sounds = |k: usize| -> Vec<&str> {
        chars.get(k).map_or(Vec::new(), |c| {
            lexicon.readings(*c).map(|r| r.trim_end_matches(|d: char| d.is_ascii_digit())).collect()
        })
    };
    let spelt = |a: usize| {
        sounds(a).iter().any(|first| {
            sounds(a + 1).iter().any(|second| {
                let sound = format!("{first}{second}").to_lowercase();
                let tokens = pair.en.tokens().iter().enumerate().filter(|(_, t)| t.capital);
                sound.len() >= 4 && tokens.into_iter().any(|(k, _)| pair.en.norm(k).contains(&sound))
            })
        })
    };
    spelt(m.range.start) || (m.range.start > 0 && spelt(m.range.start - 1))
}

fn clause_of(pair: &Pair, at: usize) -> Range<usize> {
    let chars = pair.zh.chars();
    let parts = |c: char| matches!(c, ',' | '。' | ';' | ':' | '!' | '?');
    let start = chars[..at].iter().rposition(|&c| parts(c)).map_or(0, |k| k + 1);
    let end = chars[at..].iter().position(|&c| parts(c)).map_or(chars.len(), |k| at + k);
    start..end
}

/// A negation of the source whose predicate the translation affirms.
fn lost(cx: &Context, pair: &Pair, reading: &Reading, i: usize) -> Option<Draft> {
    let z = &reading.zh[i];
    if matches!(z.value.force, Force::More) {
        return None;
    }
    let scope = Anchor { cue: z.range.clone(), clause: z.range.end..z.value.clause.end.max(z.range.end) };
    let links = reading.places.around_chinese(&scope);
    let Some(best) = links.first() else { return unplaced(cx, pair, reading, i) };
    let head_linked = links.iter().any(|l| l.0.start < z.value.head.end && z.value.head.start < l.0.end);
    let token = best.1;
    let near: Vec<usize> =
        links.iter().filter(|l| l.2 > best.2 * 0.3 && l.1.abs_diff(token) < 10).map(|l| l.1).collect();
    let (first, last) =
        (near.iter().min().copied().unwrap_or(token), near.iter().max().copied().unwrap_or(token));
    let window = first.saturating_sub(8)..last + 9;
    let place = around(pair, first, last);
    let near = |e: &Mention<Negation>| e.range.start < window.end && window.start < e.range.end;
    let free = (0..reading.en.len()).filter(|&k| !reading.used_en[k]);
    let (mut free_near, mut free_far) = (false, false);
    for k in free {
        let e = &reading.en[k];
        if e.value.force == Force::Word && e.value.measure == Some(Measure::Time) && !is_not_yet(pair, z) {
            continue;
        }
        free_near |= near(e);
        free_far = true;
    }
    // A negation beside it that was taken by another one of the source, though it would suit this one nearly as well.
    let rival = reading.matched.iter().any(|&(other, k, _)| {
        let e = &reading.en[k];
        let own = reading.places.shared(&anchor(z), &anchor(e));
        let close = e.range.end + 3 > first && e.range.start <= last;
        near(e) && (close || own > 0.6 * reading.places.shared(&anchor(&reading.zh[other]), &anchor(e)))
    });
    let beside = reading.matched.iter().any(|&(_, k, _)| near(&reading.en[k]));
    let mut confidence: f32 = match (free_near, free_far, rival, beside) {
        (true, ..) => 0.2,
        (_, true, ..) => 0.5,
        (_, _, true, _) => 0.4,
        (_, _, _, true) => 0.6,
        _ => 0.8,
    };
    if reading.carries_on_chinese(pair, i) {
        confidence *= 0.4;
    }
    // Four-character phrases end in their negation: 高热不退.
    if z.value.head.len() <= 1 && z.value.head.end >= z.value.clause.end {
        confidence *= 0.7;
    }
    if is_spelt(pair, z, cx.lexicon) {
        return None;
    }
    if !head_linked {
        confidence *= 0.9;
    }
    if best.2 < 0.25 {
        confidence *= 0.6;
    }
    if z.value.question {
        confidence *= 0.5;
    }
    if z.value.force == Force::Partial {
        confidence *= if z.value.measure == Some(Measure::Intensity) { 0.5 } else { 0.8 };
    }
    Some(draft(pair, &LOST, confidence, quote_chinese(pair, z), place))
}
