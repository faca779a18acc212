//! The second pass's lexicon: which Chinese n-grams and English stems keep company in the beads of the first pass.

use rustc_hash::FxHashMap;

use super::Bead;
use super::features::Features;

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
    /// Chinese n-gram and stem, the best two n-grams of each stem.
    pub for_target: Vec<(Box<str>, String)>,
    /// Chinese n-gram and stem, the best two stems of each n-gram.
    pub for_source: Vec<(Box<str>, String)>,
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
    let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for b in &beads {
        collect(&features.grams, &b.source, &mut grams);
        collect(&features.words, &b.target, &mut words);
        for &g in &grams {
            let a = gram_count[g as usize];
            if a < TOGETHER {
                continue;
            }
            for &w in &words {
                let c = word_count[w as usize];
                // Dice is at most 2·min/(a+c).
                if c >= TOGETHER && 2.0 * f64::from(a.min(c)) >= DICE * f64::from(a + c) {
                    *together.entry((g, w)).or_insert(0) += 1;
                }
            }
        }
    }
    let mut found: Vec<Company> = Vec::new();
    for ((g, w), k) in together {
        let (a, c) = (f64::from(gram_count[g as usize]), f64::from(word_count[w as usize]));
        let k = f64::from(k);
        if k < f64::from(TOGETHER) || 2.0 * k / (a + c) < DICE {
            continue;
        }
        let (p, p1, p2) = (c / n, k / a, (c - k) / (n - a).max(1.0));
        let log = |k: f64, n: f64, p: f64| {
            let p = p.clamp(1e-9, 1.0 - 1e-9);
            k * p.ln() + (n - k) * (1.0 - p).ln()
        };
        let ratio = 2.0 * (log(k, a, p1) + log(c - k, n - a, p2) - log(k, a, p) - log(c - k, n - a, p));
        if p1 > p2 && ratio > LIKELIHOOD {
            let dice = (2.0 * k / (a + c)) as f32;
            found.push(Company { gram: g, word: w, ratio, dice, together: k as u32 });
        }
    }
    let texts = |c: &Company| (&features.gram_text[c.gram as usize], &features.word_text[c.word as usize]);
    found.sort_by(|x, y| y.ratio.total_cmp(&x.ratio).then_with(|| texts(x).cmp(&texts(y))));
    found
}

/// Learns from the beads of a first pass.
pub(super) fn learn(features: &Features, beads: &[Bead]) -> Learned {
    let mut learned = Learned::default();
    let (mut of_word, mut of_gram) = (FxHashMap::<u32, usize>::default(), FxHashMap::<u32, usize>::default());
    for Company { gram, word, .. } in company(features, beads) {
        let pair =
            || (features.gram_text[gram as usize].clone(), features.word_text[word as usize].to_string());
        let n = of_word.entry(word).or_insert(0);
        if *n < PARTNERS {
            *n += 1;
            learned.for_target.push(pair());
        }
        let n = of_gram.entry(gram).or_insert(0);
        if *n < PARTNERS {
            *n += 1;
            learned.for_source.push(pair());
        }
    }
    learned
}
