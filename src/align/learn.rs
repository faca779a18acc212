//! The second pass's lexicon: which Chinese n-grams and English stems keep company in the beads of the first pass.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Bead;
use super::features::{Features, Lists};

/// Least Dice coefficient of a learned pair.
const DICE: f64 = 0.4;
/// Least log-likelihood ratio of a learned pair (χ² with one degree of freedom: 8 is p < 0.005).
const LIKELIHOOD: f64 = 8.0;
/// Partners kept for each word.
const PARTNERS: usize = 2;
/// Beads in which both must occur.
const TOGETHER: u32 = 2;

/// Pairs learned from beads: names and terms that no dictionary has.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// The best two n-grams of each stem.
    pub for_target: Vec<Lesson>,
    /// The best two stems of each n-gram.
    pub for_source: Vec<Lesson>,
}

/// A Chinese n-gram and a stem that render each other.
#[derive(Debug, Clone)]
pub(super) struct Lesson {
    pub gram: Box<str>,
    pub stem: Box<str>,
    /// Their ids in the features that the lesson was learned from.
    pub ids: (u32, u32),
}

/// An n-gram and a word that keep company.
pub(super) struct Company {
    pub gram: u32,
    pub word: u32,
    /// Log-likelihood ratio.
    ratio: f64,
    /// Dice coefficient.
    pub dice: f32,
    /// Beads that have both.
    pub together: u32,
}

/// Which n-grams and words keep company, the surest first. Linear in the text: only pairs whose counts allow the Dice coefficient
/// are counted.
pub(super) fn company(features: &Features, beads: &[Bead]) -> Vec<Company> {
    let beads: Vec<&Bead> = beads.iter().filter(|b| b.is_two_sided()).collect();
    let n = beads.len() as f64;
    let collect = |lists: &super::features::Lists, range: &std::ops::Range<usize>, out: &mut Vec<u32>| {
        out.clear();
        for k in range.clone() {
            out.extend_from_slice(lists.get(k));
        }
        out.sort_unstable();
        out.dedup();
    };
    let mut gram_count = vec![0u32; features.gram_text.len()];
    let mut word_count = vec![0u32; features.word_text.len()];
    let (mut grams, mut words) = (Vec::new(), Vec::new());
    for b in &beads {
        collect(&features.grams, &b.source, &mut grams);
        grams.iter().for_each(|g| gram_count[*g as usize] += 1);
        collect(&features.words, &b.target, &mut words);
        words.iter().for_each(|w| word_count[*w as usize] += 1);
    }
    // One n-gram after the other, so that the counts of its words fit into one array.
    let of_bead = Lists::of(beads.iter().map(|b| {
        collect(&features.words, &b.target, &mut words);
        words.iter().copied().filter(|w| word_count[*w as usize] >= TOGETHER).collect::<Vec<_>>()
    }));
    let with_gram = Lists::of(beads.iter().map(|b| {
        collect(&features.grams, &b.source, &mut grams);
        grams.iter().copied().filter(|g| gram_count[*g as usize] >= TOGETHER).collect::<Vec<_>>()
    }))
    .inverted(gram_count.len());
    let partners = |(count, met): &mut (Vec<u32>, Vec<u32>), gram: u32| -> Vec<Company> {
        met.clear();
        for &b in with_gram.get(gram as usize) {
            for &w in of_bead.get(b as usize) {
                if count[w as usize] == 0 {
                    met.push(w);
                }
                count[w as usize] += 1;
            }
        }
        let of_gram = f64::from(gram_count[gram as usize]);
        met.iter()
            .filter_map(|&word| {
                let together = std::mem::take(&mut count[word as usize]);
                let (k, a, c) = (f64::from(together), of_gram, f64::from(word_count[word as usize]));
                let dice = 2.0 * k / (a + c);
                if together < TOGETHER || dice < DICE || k / a <= (c - k) / (n - a).max(1.0) {
                    return None;
                }
                let ratio = likelihood_ratio(k, a, c, n);
                let found = Company { gram, word, ratio, dice: dice as f32, together };
                (ratio > LIKELIHOOD).then_some(found)
            })
            .collect()
    };
    let scratch = || (vec![0u32; word_count.len()], Vec::new());
    let mut found: Vec<Company> = (0..gram_count.len() as u32)
        .into_par_iter()
        .with_min_len(4096)
        .map_init(scratch, partners)
        .flatten_iter()
        .collect();
    let texts = |c: &Company| (&features.gram_text[c.gram as usize], &features.word_text[c.word as usize]);
    found.sort_by(|x, y| y.ratio.total_cmp(&x.ratio).then_with(|| texts(x).cmp(&texts(y))));
    found
}

/// Log-likelihood ratio (Dunning 1993) of two things, one in `a` and one in `c` of `n` beads, that are together in `k`.
fn likelihood_ratio(k: f64, a: f64, c: f64, n: f64) -> f64 {
    let (p, p1, p2) = (c / n, k / a, (c - k) / (n - a).max(1.0));
    let log = |k: f64, n: f64, p: f64| {
        let p = p.clamp(1e-9, 1.0 - 1e-9);
        k * p.ln() + (n - k) * (1.0 - p).ln()
    };
    2.0 * (log(k, a, p1) + log(c - k, n - a, p2) - log(k, a, p) - log(c - k, n - a, p))
}

/// Learns from the beads of a first pass.
pub(super) fn learn(features: &Features, beads: &[Bead]) -> Learned {
    let mut learned = Learned::default();
    let (mut of_word, mut of_gram) = (FxHashMap::<u32, usize>::default(), FxHashMap::<u32, usize>::default());
    for Company { gram, word, .. } in company(features, beads) {
        let lesson = || Lesson {
            gram: features.gram_text[gram as usize].clone(),
            stem: features.word_text[word as usize].clone(),
            ids: (gram, word),
        };
        let n = of_word.entry(word).or_insert(0);
        if *n < PARTNERS {
            *n += 1;
            learned.for_target.push(lesson());
        }
        let n = of_gram.entry(gram).or_insert(0);
        if *n < PARTNERS {
            *n += 1;
            learned.for_source.push(lesson());
        }
    }
    learned
}
