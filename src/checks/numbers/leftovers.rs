//! Numbers without a match: which was mistaken for which, and how sure that is.

use super::matching::Side;
use super::values::{digits, significant};
use super::{EXTRA, Judge, MAGNITUDE, MISSING, MOST_LEFT, TRANSPOSED, WRONG, wording};
use crate::extract::number::{Bound, Kind, Number, Weight, is_numeral, same};
use crate::extract::quotation::{self, Marks};
use crate::finding::{Draft, Severity};

/// How much two leftover numbers look like one number gone wrong.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    score: f32,
    magnitude: bool,
    transposed: bool,
    /// Whether the digits are nearly the same.
    close: bool,
}

impl Judge<'_> {
    /// Pairs what is left over with what it was most likely mistaken for, and reports the rest with little confidence.
    pub(super) fn leftovers(&self, mut missing: Vec<usize>, mut extra: Vec<usize>, out: &mut Vec<Draft>) {
        extra.retain(|&e| !self.in_word(e) && !self.is_brief_year(e) && !self.is_counted_up(e));
        // Whether one number alone is left on a side, echoes and possible dates aside.
        let is_lone = |left: &[usize], side: &Side, echoes: &[bool]| {
            let real: Vec<Weight> = left
                .iter()
                .filter(|&&k| !echoes[k] && !side.maybe_dated[k] && !side.numbers[k].value.is_vague())
                .map(|&k| side.numbers[k].value.weight)
                .collect();
            let firm = real.iter().filter(|w| **w == Weight::Firm).count();
            let any = left.iter().filter(|&&k| side.numbers[k].value.weight == Weight::Firm).count();
            firm == 1 || (firm == 0 && (real.len() == 1 || any == 1))
        };
        let lone = (
            is_lone(&missing, &self.m.zh, &self.m.zh_echoes),
            is_lone(&extra, &self.m.en, &self.m.en_echoes),
        );
        let all = (missing.clone(), extra.clone());
        let mut candidates = Vec::new();
        for &z in missing.iter().take(MOST_LEFT) {
            for &e in extra.iter().take(MOST_LEFT) {
                if let Some(mut l) = self.likeness(z, e) {
                    let item = self.zh(z).value.kind == Kind::Item;
                    l.score += if lone.0 && lone.1 && !item { 1.5 } else { 0.0 };
                    candidates.push((l, z, e));
                }
            }
        }
        self.second_thoughts(&missing, &extra, &mut candidates);
        candidates.sort_by(|a, b| b.0.score.total_cmp(&a.0.score).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (l, z, e) in candidates {
            let spoken_for = |k: usize, left: &[usize], all: &[usize]| all.contains(&k) && !left.contains(&k);
            if spoken_for(z, &missing, &all.0) || spoken_for(e, &extra, &all.1) {
                continue;
            }
            missing.retain(|&k| k != z);
            extra.retain(|&k| k != e);
            self.wrong(l, z, e, out);
        }
        for z in missing {
            let n = &self.zh(z).value;
            if self.m.zh_echoes[z] || n.kind == Kind::Item || n.weight < Weight::Firm || n.is_vague() {
                continue;
            }
            let confidence = one_sided(n) - if self.m.zh.maybe_dated[z] { 0.2 } else { 0.0 };
            let args = vec![self.zh_text(z), wording::value(n), wording::value_zh(n)];
            out.push(self.draft(Severity::Major, confidence.max(0.05), &MISSING, args, Some(z), None));
        }
        for e in extra {
            let n = &self.en(e).value;
            if self.m.en_echoes[e] || n.kind == Kind::Item || n.weight < Weight::Firm || n.is_vague() {
                continue;
            }
            let confidence = one_sided(n) - if self.m.en.maybe_dated[e] { 0.2 } else { 0.0 };
            out.push(self.draft(
                Severity::Major,
                confidence.max(0.05),
                &EXTRA,
                vec![self.en_text(e)],
                None,
                Some(e),
            ));
        }
    }

    /// A leftover that looks very much like a number which found a loose match only, or like the figure of a date which the
    /// other side does not have at all.
    fn second_thoughts(
        &self,
        missing: &[usize],
        extra: &[usize],
        candidates: &mut Vec<(Likeness, usize, usize)>,
    ) {
        let close = |z: usize, e: usize| {
            let (a, b) = (&self.zh(z).value, &self.en(e).value);
            let same_kind = (a.kind == Kind::Share) == (b.kind == Kind::Share)
                && a.kind != Kind::Code
                && b.kind != Kind::Code;
            let firm = a.weight == Weight::Firm && b.weight == Weight::Firm && !a.is_vague() && !b.is_vague();
            self.likeness(z, e).filter(|l| same_kind && firm && l.close)
        };
        let mut add = |z: usize, e: usize, less: f32| {
            if let Some(mut l) = close(z, e) {
                l.score -= less;
                candidates.push((l, z, e));
            }
        };
        for &(z, e) in self.m.loose.iter().take(MOST_LEFT) {
            extra.iter().take(MOST_LEFT).for_each(|&other| add(z, other, 1.0));
            missing.iter().take(MOST_LEFT).for_each(|&other| add(other, e, 1.0));
        }
        let said = |v: f64, side: &Side| side.numbers.iter().any(|n| same(n.value.low, v));
        for &e in extra.iter().take(MOST_LEFT) {
            for (z, n) in self.m.zh.numbers.iter().enumerate().take(4 * MOST_LEFT) {
                // Months have names in English.
                let month = self.pair.zh.chars().get(n.range.end) == Some(&'月')
                    || self.pair.zh.chars()[n.range.end - 1] == '月';
                if self.m.zh.dated[z] && !month && !said(n.value.low, &self.m.en) {
                    add(z, e, 0.0);
                }
            }
        }
    }

    /// Whether a word of the dictionary that contains a numeral explains the number: 三峡 and "Three Gorges".
    fn in_word(&self, e: usize) -> bool {
        let numeral = |k: usize| is_numeral(self.pair.zh.chars()[k]);
        self.en(e).range.clone().any(|token| {
            self.pair.links.of_token(token).iter().any(|l| {
                let word = l.start as usize..l.end as usize;
                word.len() > 1
                    && word.clone().any(numeral)
                    && !self.m.zh.numbers.iter().any(|n| n.range.start < word.end && word.start < n.range.end)
            })
        })
    }

    /// Whether the source gives the year in its last two numerals, as the names of events do: 九二共识, the 1992 Consensus.
    fn is_brief_year(&self, e: usize) -> bool {
        let n = &self.en(e).value;
        let year = n.low as i64;
        if !n.figures || n.low.fract() != 0.0 || !(1800..2100).contains(&year) {
            return false;
        }
        const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let last = [NUMERALS[(year / 10 % 10) as usize], NUMERALS[(year % 10) as usize]];
        self.pair.zh.chars().windows(2).any(|w| w == last)
    }

    /// Whether the number counts up those of a slogan in quotation marks: “三去一降一补”, the five priority tasks.
    fn is_counted_up(&self, e: usize) -> bool {
        let n = &self.en(e).value;
        let zh = &self.pair.zh;
        !n.figures
            && (3.0..20.0).contains(&n.low)
            && quotation::chinese(zh).of(Marks::Quotation).filter(|q| q.inside.len() <= SLOGAN).any(|q| {
                const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
                let value = |c: &char| match c {
                    '两' => Some(2),
                    c => NUMERALS.iter().position(|n| n == c),
                };
                let all: Vec<usize> = zh.chars()[q.inside.clone()].iter().filter_map(value).collect();
                all.len() > 1 && all.iter().sum::<usize>() as f64 == n.low
            })
    }

    fn likeness(&self, z: usize, e: usize) -> Option<Likeness> {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let code = |n: &Number| n.kind == Kind::Code;
        if code(a) && code(b) && a.label != b.label {
            return None;
        }
        let both_dated = self.m.zh.maybe_dated[z] && self.m.en.maybe_dated[e];
        if (a.kind == Kind::Item) != (b.kind == Kind::Item) || both_dated {
            return None;
        }
        // A vague number and an exact one are compared only if they are far apart.
        if a.is_vague() != b.is_vague()
            && !apart_decades(a, b)
            && a.low <= 1.2 * b.high
            && b.low <= 1.2 * a.high
        {
            return None;
        }
        let (mut x, mut y) = (digits(a.low), digits(b.low));
        let magnitude = x == y && !same(a.low, b.low);
        let near = edits(&x, &y);
        // The thirteenth is not mistaken for five years.
        if a.kind == Kind::Ordinal && b.unit.is_some() {
            return None;
        }
        // COVID-19 is no 16 million gone wrong.
        let far = a.low.max(b.low) >= 10.0 * a.low.min(b.low);
        if code(a) != code(b) && (near != 1 || x.len() < 2 || far) {
            return None;
        }
        x.sort_unstable();
        y.sort_unstable();
        let transposed = !magnitude && x == y && x.len() > 1;
        let mut score: f32 = match (magnitude || transposed, near) {
            (true, _) => 3.0,
            (_, 1) if x.len() > 1 => 2.0,
            (_, 2) if x.len() > 3 => 1.0,
            _ => 0.0,
        };
        let share = |n: &Number| {
            matches!(n.kind, Kind::Share) as u8
                + 2 * matches!(n.kind, Kind::Times | Kind::More | Kind::Multiplied) as u8
        };
        match (share(a), share(b)) {
            (0, 0) => {}
            (x, y) if x == y => score += 1.5,
            _ => score -= 1.0,
        }
        match (a.unit, b.unit) {
            (Some(u), Some(v)) if u == v => score += 1.5,
            (Some(u), Some(v)) if u.dimension() == v.dimension() => score += 0.5,
            (Some(_), Some(_)) => score -= 1.0,
            _ => {}
        }
        if self.linked(z, e) {
            score += 1.5;
        }
        if a.kind == Kind::Item {
            // In a document an item left out shifts all that follow: `items` reports the first alone.
            if self.pair.certainty < 1.0 {
                return None;
            }
            return Some(Likeness { score: 1.0, magnitude: false, transposed: false, close: false });
        }
        for n in [a, b] {
            score -= if is_firm(n) { 0.0 } else { 1.0 };
        }
        // 几千 is not "hundreds".
        let powers = a.is_vague() && b.is_vague() && is_firm(a) && is_firm(b);
        let magnitude = magnitude || powers;
        if powers {
            score += 2.0;
        }
        if self.m.zh.maybe_dated[z] || self.m.en.maybe_dated[e] {
            score -= 1.0;
        }
        if self.m.zh_echoes[z] {
            score -= 0.5;
        }
        if self.m.en_echoes[e] {
            score -= 2.0;
        }
        let close = magnitude || transposed || (near == 1 && x.len() > 1);
        Some(Likeness { score, magnitude, transposed, close })
    }

    /// Whether the words right after both numbers render each other.
    fn linked(&self, z: usize, e: usize) -> bool {
        let (a, b) = (&self.zh(z).range, &self.en(e).range);
        let (after, before) = (b.end..b.end + 3, b.start.saturating_sub(3)..b.start);
        after.chain(before).any(|token| {
            self.pair.links.of_token(token).iter().any(|l| {
                let (start, end) = (l.start as usize, l.end as usize);
                (start >= a.start && start <= a.end + 3) || (end <= a.start && end + 3 >= a.start)
            })
        })
    }

    fn wrong(&self, l: Likeness, z: usize, e: usize, out: &mut Vec<Draft>) {
        let (a, b) = (&self.zh(z).value, &self.en(e).value);
        let confidence = match l.score {
            s if s >= 3.0 => 0.88,
            s if s >= 2.0 => 0.78,
            s if s >= 1.0 => 0.65,
            s if s >= 0.0 => 0.45,
            _ => 0.25,
        };
        let firm = [a, b].iter().filter(|n| is_firm(n) || n.kind == Kind::Item).count();
        let bare = a.weight < Weight::Firm && a.kind == Kind::Cardinal && !self.linked(z, e);
        // 第二名 is not "third", whatever else the sentence says of first and second.
        let ranked = a.kind == Kind::Ordinal && b.kind == Kind::Ordinal && l.score >= -0.5;
        let firm = if ranked { firm.max(1) } else { firm };
        let confidence = if ranked { f32::max(confidence, 0.6) } else { confidence };
        let confidence = f32::min(confidence, [0.4, if bare && !ranked { 0.45 } else { 0.6 }, 1.0][firm]);
        let message = if l.magnitude {
            &MAGNITUDE
        } else if l.transposed {
            &TRANSPOSED
        } else {
            &WRONG
        };
        let args = vec![self.zh_text(z), wording::value(a), self.en_text(e), wording::value_zh(a)];
        // A year is written without its unit and without commas.
        let suggestion = if self.m.zh.dated[z] { String::new() } else { wording::suggestion(a, b) };
        let minor = (a.is_vague() && b.is_vague() && !l.magnitude) || a.kind == Kind::Item;
        let severity = if minor { Severity::Minor } else { Severity::Major };
        out.push(self.draft(severity, confidence, message, args, Some(z), Some(e)).suggest(suggestion));
    }
}

/// Characters of the longest slogan.
const SLOGAN: usize = 12;

/// Whether a number is hardly ever left out or put freely: figures, and hundreds and more however vague.
fn is_firm(n: &Number) -> bool {
    n.weight == Weight::Firm || (n.is_vague() && n.low >= 100.0)
}

/// Whether one is a decade of life or of a century ("forties") and the other an exact number outside it, as far as its bound goes.
fn apart_decades(a: &Number, b: &Number) -> bool {
    let (vague, exact) = if a.is_vague() { (a, b) } else { (b, a) };
    let decade = vague.high - vague.low == 9.0 && vague.low >= 20.0 && vague.low % 10.0 == 0.0;
    let reach = match exact.bound.direction() {
        1 => exact.low..=exact.low + 9.0,
        -1 => exact.low - 9.0..=exact.low,
        _ if exact.bound == Bound::Exact => exact.low..=exact.low,
        _ => exact.low - 5.0..=exact.low + 5.0,
    };
    decade && exact.low < 100.0 && (vague.high < *reach.start() || *reach.end() < vague.low)
}

/// How likely a number without any counterpart is an error rather than free rendering.
fn one_sided(n: &Number) -> f32 {
    if n.low == 1.0 {
        return 0.15;
    }
    match significant(n.low) {
        0..=1 => 0.25,
        2 => 0.35,
        _ => 0.45,
    }
}

/// Levenshtein distance of two digit strings, up to a few.
fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
