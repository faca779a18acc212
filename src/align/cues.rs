//! Which cues of the two sides of a pair belong together: those that act on words which render each other.

use super::{Anchor, Pair, Places};
use crate::extract::Mention;
use crate::extract::cue::Cue;
use crate::lexicon::Lexicon;

/// The cues of both sides and which of them belong together.
#[derive(Debug, Clone)]
pub struct Cues<T> {
    /// Those of the source.
    pub zh: Vec<Mention<Cue<T>>>,
    /// Those of the translation.
    pub en: Vec<Mention<Cue<T>>>,
    /// The links of the pair.
    pub places: Places,
    /// Index in `zh`, index in `en`, how strongly tied; best first.
    pub matched: Vec<(usize, usize, f32)>,
}

/// Where a cue stands.
pub fn place_of<T>(m: &Mention<Cue<T>>) -> Anchor {
    Anchor { cue: m.range.clone(), clause: m.value.clause.clone() }
}

impl<T: Copy> Cues<T> {
    /// Pairs the cues; `suits` says how well two senses go together, 0 to 1. `None` if one side has no cue.
    pub fn new(
        pair: &Pair,
        zh: Vec<Mention<Cue<T>>>,
        en: Vec<Mention<Cue<T>>>,
        suits: impl Fn(T, T) -> f32,
        lexicon: &Lexicon,
    ) -> Option<Self> {
        if zh.is_empty() {
            return None;
        }
        let places = Places::new(pair, &[], lexicon);
        let (zs, es): (Vec<_>, Vec<_>) =
            (zh.iter().map(place_of).collect(), en.iter().map(place_of).collect());
        let tie = |i: usize, k: usize| Some(suits(zh[i].value.sense, en[k].value.sense));
        let matched = places.pair_up(&zs, &es, tie);
        Some(Self { zh, en, places, matched })
    }

    /// The cue of the translation that a cue of the source is paired with, and how strongly their neighbouring words are tied.
    pub fn partner(&self, i: usize) -> Option<(usize, f32)> {
        let &(_, k, _) = self.matched.iter().find(|m| m.0 == i)?;
        Some((k, self.places.shared(&place_of(&self.zh[i]), &place_of(&self.en[k]))))
    }
}
