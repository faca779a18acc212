//! Which cues of the two sides of a pair belong together: those that act on words which render each other; and which of these
//! contradict each other.

use super::{Anchor, Pair, Places};
use crate::extract::cue::Cue;
use crate::extract::{self, Mention};
use crate::finding::Severity;
use crate::lexicon::{Lexicon, table};

/// Two senses that contradict each other where they belong to the same thing.
#[derive(Debug, Clone, Copy)]
pub struct Contradiction<T> {
    /// What the source says.
    pub source: T,
    /// What the translation says.
    pub target: T,
    /// How grave that is.
    pub severity: Severity,
    /// How sure an editor would be of it if the two surely belong together, 0 to 1.
    pub confidence: f32,
}

/// The contradictions of a table with the columns source, target, severity, confidence.
#[derive(Debug, Clone)]
pub struct Contradictions<T>(Vec<Contradiction<T>>);

impl<T: Copy + PartialEq> Contradictions<T> {
    /// Reads the table; `sense` gives the meaning of a name. Rows with unknown names are passed over.
    pub fn new(text: &str, sense: impl Fn(&str) -> Option<T>) -> Self {
        let read = |r: Vec<&str>| {
            let [source, target, severity, confidence, ..] = r[..] else { return None };
            Some(Contradiction {
                source: sense(source)?,
                target: sense(target)?,
                severity: Severity::from_name(severity)?,
                confidence: confidence.parse().ok()?,
            })
        };
        Self(table::rows(text).filter_map(read).collect())
    }

    /// What is wrong with rendering `source` by `target`.
    pub fn get(&self, source: T, target: T) -> Option<&Contradiction<T>> {
        self.0.iter().find(|c| c.source == source && c.target == target)
    }
}

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
    /// For every cue of the source the one it is paired with, and for every one of the translation.
    of_zh: Vec<Option<usize>>,
    of_en: Vec<Option<usize>>,
}

/// Which cues surely render another one, which they do not contradict.
#[derive(Debug, Clone)]
pub struct Settled {
    zh: Vec<bool>,
    en: Vec<bool>,
    /// How many of either side do not.
    open: [usize; 2],
}

/// How strongly the words around two cues must render each other before they are compared.
const LEAST_TIE: f32 = 0.15;

/// Translations shorter than this, in tokens, with one cue on each side need no such tie.
const SHORT: usize = 32;

/// Where a cue stands.
pub fn place_of<T>(m: &Mention<Cue<T>>) -> Anchor {
    Anchor { cue: m.range.clone(), clause: m.value.clause.clone() }
}

impl<T: Copy + PartialEq> Cues<T> {
    /// Pairs the cues; `suits` says how well two senses go together, 0 to 1, `None` if they cannot be compared at all.
    pub fn new(
        pair: &Pair,
        zh: Vec<Mention<Cue<T>>>,
        en: Vec<Mention<Cue<T>>>,
        suits: impl Fn(T, T) -> Option<f32>,
        lexicon: &Lexicon,
    ) -> Self {
        let places =
            if zh.is_empty() && en.is_empty() { Places::default() } else { Places::new(pair, &[], lexicon) };
        let (zs, es): (Vec<_>, Vec<_>) =
            (zh.iter().map(place_of).collect(), en.iter().map(place_of).collect());
        let matched = places.pair_up(&zs, &es, |i, k| suits(zh[i].value.sense, en[k].value.sense));
        let (mut of_zh, mut of_en) = (vec![None; zh.len()], vec![None; en.len()]);
        for &(i, k, _) in &matched {
            (of_zh[i], of_en[k]) = (Some(k), Some(i));
        }
        Self { zh, en, places, matched, of_zh, of_en }
    }

    /// The cue of the translation that cue `i` of the source is paired with.
    pub fn partner_of(&self, i: usize) -> Option<usize> {
        self.of_zh[i]
    }

    /// The cue of the source that cue `k` of the translation is paired with.
    pub fn source_of(&self, k: usize) -> Option<usize> {
        self.of_en[k]
    }

    /// The cue of the translation that a cue of the source is paired with, and how strongly their neighbouring words are tied.
    pub fn partner(&self, i: usize) -> Option<(usize, f32)> {
        let k = self.of_zh[i]?;
        Some((k, self.places.shared(&place_of(&self.zh[i]), &place_of(&self.en[k]))))
    }

    /// Which cues surely render each other: those have nothing to do with others.
    pub fn settled(&self, known: &Contradictions<T>) -> Settled {
        let mut out =
            Settled { zh: vec![false; self.zh.len()], en: vec![false; self.en.len()], open: [0, 0] };
        for &(i, k, _) in &self.matched {
            let (z, e) = (&self.zh[i], &self.en[k]);
            if known.get(z.value.sense, e.value.sense).is_none()
                && self.places.shared(&place_of(z), &place_of(e)) >= LEAST_TIE
            {
                (out.zh[i], out.en[k]) = (true, true);
            }
        }
        let open = |side: &[bool]| side.iter().filter(|s| !**s).count();
        out.open = [open(&out.zh), open(&out.en)];
        out
    }

    /// The cue of the translation that contradicts a cue of the source, with how sure that is. `settled` are the cues that surely render
    /// others.
    pub fn contradicted(
        &self,
        pair: &Pair,
        i: usize,
        known: &Contradictions<T>,
        settled: &Settled,
    ) -> Option<(usize, Contradiction<T>)> {
        let z = &self.zh[i];
        let (k, tie) = self.partner(i)?;
        let e = &self.en[k];
        let mut found = *known.get(z.value.sense, e.value.sense)?;
        let agree = |source: T, target: T| known.get(source, target).is_none();
        // These two contradict each other, so that neither is settled.
        let open_zh = |o: usize| o != i && !settled.zh[o];
        let open_en = |o: usize| o != k && !settled.en[o];
        let alone = settled.open == [1, 1];
        if tie < LEAST_TIE && !(alone && pair.en.len() < SHORT) {
            return None;
        }
        // Another cue of the same clause that agrees with either of the two is likelier to be its rendering.
        let better = extract::beginning(&self.en, &e.value.clause)
            .any(|o| open_en(o) && agree(z.value.sense, self.en[o].value.sense))
            || extract::beginning(&self.zh, &z.value.clause)
                .any(|o| open_zh(o) && agree(self.zh[o].value.sense, e.value.sense));
        found.confidence *= (0.8 + 0.2 * tie.min(1.0)) * if better { 0.5 } else { 1.0 };
        Some((k, found))
    }
}
