//! Which numbers of the two sides say the same, and what is left over.

use rustc_hash::FxHashMap;

use super::values::{CALENDAR, alike, converted, dozen, heated, named, overlapping, rounded};
use crate::align::Pair;
use crate::checks::dates::Matching as Dates;
use crate::extract::Mention;
use crate::extract::date::Date;
use crate::extract::number::{Kind, Number, Weight, key, same};
use crate::lexicon::Lexicon;

/// More leftovers than this on a side are not compared one by one: tables and lists that the two sides order differently.
const MOST_LEFT: usize = 60;

/// The numbers of one side.
#[derive(Debug)]
pub(super) struct Side<'a> {
    /// All numbers, those inside dates too.
    pub numbers: &'a [Mention<Number>],
    /// For each number, whether it belongs to a date; `dates` judges it then.
    pub dated: Vec<bool>,
    /// Whether it may belong to a date.
    pub maybe_dated: Vec<bool>,
}

impl<'a> Side<'a> {
    /// `free` tells which dates have no match on the other side.
    fn new(numbers: &'a [Mention<Number>], dates: &[Mention<Date>], free: &[bool]) -> Self {
        let (mut dated, mut maybe_dated) = (vec![false; numbers.len()], vec![false; numbers.len()]);
        let mut first = 0;
        for (k, n) in numbers.iter().enumerate() {
            while dates.get(first).is_some_and(|d| d.range.end <= n.range.start) {
                first += 1;
            }
            let over =
                dates[first..].iter().zip(&free[first..]).take_while(|(d, _)| d.range.start < n.range.end);
            for (d, free) in over {
                // 十日 may be ten days, and "two years ago" is a number where the source has no 前年.
                dated[k] |= !free || !(d.value.weak || d.value.is_relative());
                maybe_dated[k] = true;
            }
        }
        Self { numbers, dated, maybe_dated }
    }

    fn value(&self, k: usize) -> &Number {
        &self.numbers[k].value
    }
}

/// Both sides of a pair with their matches.
#[derive(Debug)]
pub(super) struct Matching<'a> {
    pub zh: Side<'a>,
    pub en: Side<'a>,
    /// Pairs of indices that say the same.
    pub pairs: Vec<(usize, usize)>,
    /// Those of them that took a conversion, rounding or vagueness to match.
    pub loose: Vec<(usize, usize)>,
    /// Numbers of the source without a match, dates left out.
    pub missing: Vec<usize>,
    /// Numbers of the translation without a match, dates left out.
    pub extra: Vec<usize>,
    /// For each number of the source without a match, whether the translation has its value all the same.
    pub zh_echoes: Vec<bool>,
    /// The same for the translation.
    pub en_echoes: Vec<bool>,
}

impl<'a> Matching<'a> {
    /// Matches the numbers of a pair.
    pub(super) fn new(pair: &'a Pair, lexicon: &Lexicon) -> Self {
        let d = Dates::new(pair, lexicon);
        let zh = Side::new(d.zh_numbers, d.zh, &d.zh_free);
        let en = Side::new(d.en_numbers, d.en, &d.en_free);
        let mut m = Matcher {
            zh_free: zh.dated.iter().map(|d| !d).collect(),
            en_free: en.dated.iter().map(|d| !d).collect(),
            zh,
            en,
            pairs: Vec::new(),
        };
        m.equal();
        m.related(alike);
        let sure = m.pairs.len();
        m.related(|a, b| {
            converted(a, b) || dozen(a, b) || (a.is_vague() && b.is_vague() && overlapping(a, b))
        });
        if in_both_scales(pair) {
            m.related(heated);
        }
        m.sums();
        m.related(rounded);
        m.parts();
        m.related(named);
        m.vague();
        let loose = m.pairs[sure..].to_vec();
        let zh_echoes = m.echoes(&m.zh, &m.zh_free, &m.en, &m.en_free);
        let en_echoes = m.echoes(&m.en, &m.en_free, &m.zh, &m.zh_free);
        let left = |free: &[bool]| (0..free.len()).filter(|&k| free[k]).collect::<Vec<_>>();
        let (missing, extra) = (left(&m.zh_free), left(&m.en_free));
        Self { zh: m.zh, en: m.en, pairs: m.pairs, loose, missing, extra, zh_echoes, en_echoes }
    }
}

/// Whether one side measures heat in degrees Celsius and the other in degrees Fahrenheit.
fn in_both_scales(pair: &Pair) -> bool {
    let zh = |words: &[&str]| words.iter().any(|w| pair.zh.text().contains(w));
    let en = |words: &[&str]| words.iter().any(|w| pair.en.text().contains(w));
    (zh(&["摄氏", "攝氏", "℃", "°C"]) && en(&["Fahrenheit", "°F", "℉"]))
        || (zh(&["华氏", "華氏", "℉", "°F"]) && en(&["Celsius", "centigrade", "Centigrade", "°C", "℃"]))
}

struct Matcher<'a> {
    zh: Side<'a>,
    en: Side<'a>,
    zh_free: Vec<bool>,
    en_free: Vec<bool>,
    pairs: Vec<(usize, usize)>,
}

impl Matcher<'_> {
    fn take(&mut self, z: usize, e: usize) {
        self.zh_free[z] = false;
        self.en_free[e] = false;
        self.pairs.push((z, e));
    }

    /// Same kind and same value, in the order of the text.
    fn equal(&mut self) {
        let class = |n: &Number| match n.kind {
            Kind::Share => 1u8,
            Kind::Times => 2,
            Kind::Multiplied => 3,
            Kind::More => 4,
            Kind::Code => 5,
            Kind::Item => 6,
            _ => 0,
        };
        let label = |n: &Number| (class(n), key(n.low), key(n.high), n.unit.map(|u| key(u.factor())));
        for strictness in [2, 1, 0] {
            let of = |n: &Number| {
                let (a, b, c, u) = label(n);
                let bound = if strictness == 2 { n.bound.direction() } else { 0 };
                (a, b, c, if strictness > 0 { u } else { None }, bound)
            };
            let mut known: FxHashMap<_, Vec<usize>> = FxHashMap::default();
            for z in (0..self.zh.numbers.len()).rev().filter(|&z| self.zh_free[z]) {
                known.entry(of(self.zh.value(z))).or_default().push(z);
            }
            for e in 0..self.en.numbers.len() {
                if self.en_free[e]
                    && let Some(z) = known.get_mut(&of(self.en.value(e))).and_then(Vec::pop)
                {
                    self.take(z, e);
                }
            }
        }
    }

    /// A vague number and an exact one in it: 3,500 and "thousands". Where the vague side has firm numbers left, those are the
    /// likelier counterparts of an exact one, and only numbers that are vague themselves in the source take part.
    fn vague(&mut self) {
        let firm = |side: &Side, free: &[bool]| {
            (0..free.len())
                .any(|k| free[k] && side.value(k).weight == Weight::Firm && !side.value(k).is_vague())
        };
        let (zh, en) = (firm(&self.zh, &self.zh_free), firm(&self.en, &self.en_free));
        self.related(|a, b| {
            overlapping(a, b)
                && !(b.is_vague() && en && !a.is_vague())
                && !(a.is_vague() && zh && b.low < 10.0)
        });
    }

    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let left = |free: &[bool]| (0..free.len()).filter(|&k| free[k]).take(MOST_LEFT).collect();
        (left(&self.zh_free), left(&self.en_free))
    }

    /// Any two free numbers that `fits` holds for. A vague one takes all that lie in it.
    fn related(&mut self, fits: impl Fn(&Number, &Number) -> bool) {
        let (zs, es) = self.left();
        for &e in &es {
            for &z in &zs {
                let (a, b) = (self.zh.value(z), self.en.value(e));
                let open = self.zh_free[z] || (a.is_vague() && !b.is_vague());
                let open = open && (self.en_free[e] || (b.is_vague() && !a.is_vague() && self.zh_free[z]));
                if open && fits(a, b) {
                    self.take(z, e);
                }
            }
        }
    }

    /// 一年六个月 and "18 months": two numbers in a row, in falling units of one dimension, that the other side sums up.
    fn sums(&mut self) {
        let (zs, es) = self.left();
        for from_zh in [true, false] {
            let (left, others) = if from_zh { (&zs, &es) } else { (&es, &zs) };
            for &k in left {
                let side = if from_zh { &self.zh } else { &self.en };
                let Some(first) = k.checked_sub(1) else { continue };
                let (a, b) = (side.value(first), side.value(k));
                let apart = side.numbers[k].range.start.saturating_sub(side.numbers[first].range.end);
                let (Some(u), Some(v)) = (a.unit, b.unit) else { continue };
                if u.dimension() != v.dimension() || u.factor() <= v.factor() || apart > 1 {
                    continue;
                }
                let sum = a.low * u.factor() + b.low * v.factor();
                let found = others.iter().copied().find(|&o| {
                    let (n, free) = if from_zh {
                        (self.en.value(o), self.en_free[o])
                    } else {
                        (self.zh.value(o), self.zh_free[o])
                    };
                    let base = n.unit.filter(|w| w.dimension() == u.dimension()).and(n.in_base());
                    free && base.is_some_and(|x| (x - sum).abs() <= CALENDAR / 2.0 * sum)
                });
                if let Some(o) = found {
                    for k in [first, k] {
                        if from_zh { self.take(k, o) } else { self.take(o, k) }
                    }
                }
            }
        }
    }

    /// One in five and 每五人中一人: a share whose parts the other side names one by one.
    fn parts(&mut self) {
        let (zs, es) = self.left();
        for from_zh in [true, false] {
            let (shares, counts) = if from_zh { (&zs, &es) } else { (&es, &zs) };
            for &s in shares {
                let share = if from_zh { self.zh.value(s) } else { self.en.value(s) };
                let free = if from_zh { self.zh_free[s] } else { self.en_free[s] };
                let Some((a, b)) = share.parts.filter(|_| free && share.kind == Kind::Share) else {
                    continue;
                };
                let find = |v: f64| {
                    counts.iter().copied().find(|&k| {
                        let (n, free) = if from_zh {
                            (self.en.value(k), self.en_free[k])
                        } else {
                            (self.zh.value(k), self.zh_free[k])
                        };
                        free && n.kind != Kind::Share && same(n.low, v)
                    })
                };
                let (over, under) = (find(a), find(b));
                if let Some(under) = under
                    && (over.is_some() || a == 1.0)
                {
                    for k in over.into_iter().chain([under]) {
                        if from_zh { self.take(s, k) } else { self.take(k, s) }
                    }
                }
            }
        }
    }

    /// Numbers that the other side has once more, matched or inside a date, are no more than said again.
    fn echoes(&self, side: &Side, free: &[bool], other: &Side, other_free: &[bool]) -> Vec<bool> {
        let count = |s: &Side, v: f64| {
            s.numbers.iter().zip(&s.dated).filter(|(m, d)| **d && same(m.value.low, v)).count()
        };
        (0..side.numbers.len())
            .map(|k| {
                let n = side.value(k);
                free[k]
                    && (count(other, n.low) > count(side, n.low)
                        || other.numbers.iter().zip(other_free).zip(&other.dated).any(
                            |((m, free), dated)| {
                                let v = &m.value;
                                !free && !dated && (alike(n, v) || overlapping(n, v) || converted(n, v))
                            },
                        ))
            })
            .collect()
    }
}
