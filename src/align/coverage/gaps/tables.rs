//! What correct translations leave unexplained, as data/coverage/ says.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::{Class, GRADES, Unit};
use super::{FEATURES, NAMES, index};
use crate::document::Side;
use crate::lexicon::{Lexicon, table};

/// How much likelier each [`super::Tied`] is in a lost clause than in a rendered one, as natural logarithms.
pub(super) type Odds = [f32; 4];

/// The word tables and the weights, for both sides.
#[derive(Debug, Default)]
pub struct Tables {
    words: [FxHashMap<u32, Odds>; 2],
    classes: [[[Odds; GRADES]; Class::ALL.len()]; 2],
    weights: [(f32, [f32; FEATURES]); 2],
}

impl Tables {
    /// Reads the tables from their text: words of the source, words of the translation, weights.
    pub fn parse(zh: &str, en: &str, weights: &str, lexicon: &Lexicon) -> Tables {
        let mut all = Tables::default();
        for (side, text) in [zh, en].into_iter().enumerate() {
            for row in table::rows(text) {
                let [word, odds @ ..] = &row[..] else { continue };
                // Hundredths, so that the table stays small.
                let odds: Vec<f32> =
                    odds.iter().filter_map(|x| x.parse::<f32>().ok()).map(|x| x / 100.0).collect();
                let Ok(odds) = Odds::try_from(odds) else { continue };
                if let Some(name) = word.strip_prefix('@') {
                    let (name, grade) = name.split_once('.').unwrap_or((name, "0"));
                    let grade: usize = grade.parse().unwrap_or(0);
                    if let Some(k) = Class::ALL.iter().position(|(_, n)| *n == name)
                        && grade < GRADES
                    {
                        all.classes[side][k][grade] = odds;
                    }
                    continue;
                }
                let id = match side {
                    0 => lexicon.entry(word).map(|e| e.0),
                    _ => lexicon.stem_id(word).map(|s| s.0),
                };
                if let Some(id) = id {
                    all.words[side].insert(id, odds);
                }
            }
        }
        for row in table::rows(weights) {
            let [name, zh, en] = row[..] else { continue };
            let (Ok(zh), Ok(en)) = (zh.parse::<f32>(), en.parse::<f32>()) else { continue };
            for (side, weight) in [zh, en].into_iter().enumerate() {
                match NAMES.iter().position(|n| *n == name) {
                    Some(k) => all.weights[side].1[k] = weight,
                    None => all.weights[side].0 = weight,
                }
            }
        }
        all
    }

    /// The tables inside the binary.
    pub fn embedded() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            Tables::parse(
                include_str!("../../../../data/coverage/zh.tsv"),
                include_str!("../../../../data/coverage/en.tsv"),
                include_str!("../../../../data/coverage/weights.tsv"),
                Lexicon::embedded(),
            )
        })
    }

    pub(super) fn odds(&self, side: Side, unit: &Unit) -> Odds {
        let k = index(side);
        let own = unit.word.and_then(|w| self.words[k].get(&w));
        own.copied().unwrap_or(self.classes[k][unit.class as usize][usize::from(unit.grade)])
    }

    pub(super) fn score(&self, side: Side, features: &[f32; FEATURES]) -> f32 {
        let (bias, weights) = &self.weights[index(side)];
        bias + features.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>()
    }
}
