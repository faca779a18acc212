//! Whether anything in the source supports a cue of the translation: what is said of how many, how often or how binding.

use std::cell::OnceCell;
use std::ops::Range;

use super::cues::{Cues, place_of};
use super::odds::{Facts, truth};
use super::{Anchor, Pair, Places, Shares};
use crate::extract::Mention;
use crate::extract::cue::Cue;

/// A clause of the source, in characters, and how firmly a place of the translation is tied to it.
pub type Tied = (Range<usize>, f32);

/// The clause of the source whose words render those about a place of the translation best, and how strongly. `clauses` are those of the
/// source.
pub fn tied_clause(clauses: &[Range<usize>], places: &Places, en: &Anchor) -> Option<Tied> {
    let links = places.around_english(en);
    let of = |word: &Range<usize>| clauses.partition_point(|c| c.end <= word.start);
    let mut ties: Vec<(usize, f32)> = links.iter().map(|(word, _, weight)| (of(word), *weight)).collect();
    ties.sort_by_key(|t| t.0);
    let sums = ties.chunk_by(|a, b| a.0 == b.0).map(|t| (t[0].0, t.iter().fold(0.0, |sum, t| sum + t.1)));
    let (best, sum) = sums.filter(|s| s.0 < clauses.len()).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (sum > 0.0).then(|| (clauses[best].clone(), sum))
}

/// What one sense of the source says of one of the translation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relation {
    /// They may render each other.
    Supports,
    /// They contradict each other.
    Contradicts,
    /// Neither.
    Apart,
}

/// How much else of the source lies between two clauses that a cue may have moved between, in characters.
const MARGIN: usize = 3;

/// How strongly the words around two cues render each other from which on the one may render the other.
const TIED: f32 = 0.3;

/// How far from its place in the translation a cue may stand in the source to be at about the same, as a share of the text.
const HERE: f32 = 0.12;

/// What the cues of the source say of all cues of the translation with one sense.
struct Stand<T> {
    sense: T,
    /// Cues of the source that support the sense, and those that contradict it, in order.
    supports: Vec<usize>,
    against: Vec<usize>,
    /// Cues of the translation that want some of that support, this sense's own among them.
    wanting: usize,
    /// Whether the sense itself wants it.
    wants: bool,
    /// Whether a sign of it stands anywhere in the source.
    signs: OnceCell<bool>,
    /// Whether some cue against it is rendered by nothing.
    open: OnceCell<bool>,
}

/// Which cues of the translation render a cue of the source.
#[derive(Clone, Copy, PartialEq)]
enum Renderers {
    None,
    One(usize),
    Many,
}

/// What is asked of the cues of a pair again and again, worked out once: so that the time does not grow with the square of their number.
pub struct Ground<'a, T> {
    pair: &'a Pair,
    cues: &'a Cues<T>,
    relate: fn(T, T) -> Relation,
    stands: Vec<Stand<T>>,
    tied: Vec<OnceCell<Option<Tied>>>,
    renderers: OnceCell<Vec<Renderers>>,
    /// Cues of the source by the only one of the translation that renders them, for which they are open.
    only: OnceCell<Vec<(usize, usize)>>,
}

impl<'a, T: Copy + PartialEq> Ground<'a, T> {
    /// `relate` says what a sense of the source is to one of the translation.
    pub fn new(pair: &'a Pair, cues: &'a Cues<T>, relate: fn(T, T) -> Relation) -> Self {
        let mut senses: Vec<(T, usize)> = Vec::new();
        for e in &cues.en {
            match senses.iter_mut().find(|s| s.0 == e.value.sense) {
                Some(s) => s.1 += 1,
                None => senses.push((e.value.sense, 1)),
            }
        }
        let stand = |&(sense, _): &(T, usize)| {
            let that = |r: Relation| {
                let is = move |i: &usize| relate(cues.zh[*i].value.sense, sense) == r;
                (0..cues.zh.len()).filter(is).collect::<Vec<_>>()
            };
            let (supports, against) = (that(Relation::Supports), that(Relation::Contradicts));
            let mut given: Vec<T> = Vec::new();
            for &i in &supports {
                if !given.contains(&cues.zh[i].value.sense) {
                    given.push(cues.zh[i].value.sense);
                }
            }
            let wants = |other: T| given.iter().any(|z| relate(*z, other) == Relation::Supports);
            Stand {
                sense,
                wanting: senses.iter().filter(|s| wants(s.0)).map(|s| s.1).sum(),
                wants: wants(sense),
                supports,
                against,
                signs: OnceCell::new(),
                open: OnceCell::new(),
            }
        };
        Self {
            pair,
            cues,
            relate,
            stands: senses.iter().map(stand).collect(),
            tied: vec![OnceCell::new(); cues.en.len()],
            renderers: OnceCell::new(),
            only: OnceCell::new(),
        }
    }

    fn stand(&self, k: usize) -> &Stand<T> {
        let sense = self.cues.en[k].value.sense;
        self.stands.iter().find(|s| s.sense == sense).expect("every sense of the translation has its stand")
    }

    /// [`tied_clause`] of cue `k` of the translation.
    pub fn tied(&self, k: usize) -> Option<&Tied> {
        let find = || tied_clause(self.pair.clauses(), &self.cues.places, &place_of(&self.cues.en[k]));
        self.tied[k].get_or_init(find).as_ref()
    }

    /// The cues of the translation that may render each of the source.
    fn renderers(&self) -> &[Renderers] {
        self.renderers.get_or_init(|| {
            let cues = self.cues;
            let en: Vec<Anchor> = cues.en.iter().map(place_of).collect();
            let mut shares = Shares::new(&cues.places, &en);
            let render = |(i, z): (usize, &Mention<Cue<T>>)| {
                shares.read(&place_of(z));
                let partner = cues.partner_of(i);
                let supports =
                    |o: &usize| (self.relate)(z.value.sense, cues.en[*o].value.sense) == Relation::Supports;
                let tied = shares.tied().filter(|&o| shares.of(o) > TIED && Some(o) != partner);
                let mut all = tied.chain(partner).filter(supports);
                match (all.next(), all.next()) {
                    (None, _) => Renderers::None,
                    (Some(o), None) => Renderers::One(o),
                    _ => Renderers::Many,
                }
            };
            cues.zh.iter().enumerate().map(render).collect()
        })
    }

    /// Whether nothing in the translation renders cue `i` of the source, except what cue `k` does.
    fn is_open(&self, i: usize, k: usize) -> bool {
        match self.renderers()[i] {
            Renderers::None => true,
            Renderers::One(o) => o == k,
            Renderers::Many => false,
        }
    }

    /// Whether some cue against `k`, wherever it stands, is open.
    fn has_open(&self, stand: &Stand<T>, k: usize) -> bool {
        if stand.against.is_empty() {
            return false;
        }
        let renderers = self.renderers();
        let unrendered = || stand.against.iter().any(|i| renderers[*i] == Renderers::None);
        if *stand.open.get_or_init(unrendered) {
            return true;
        }
        let only = self.only.get_or_init(|| {
            let one = |(i, r): (usize, &Renderers)| match r {
                Renderers::One(o) => Some((*o, i)),
                _ => None,
            };
            let mut only: Vec<_> = renderers.iter().enumerate().filter_map(one).collect();
            only.sort_unstable();
            only
        });
        let from = only.partition_point(|o| o.0 < k);
        only[from..].iter().take_while(|o| o.0 == k).any(|o| stand.against.binary_search(&o.1).is_ok())
    }

    /// Whether one of some cues of the source, in order, stands at about the place of cue `k`, if both sides say things in the same order.
    fn some_here(&self, some: &[usize], k: usize) -> bool {
        let (all, tokens) = (self.pair.zh.chars().len() as f32, self.pair.en.len().max(1) as f32);
        let at = self.cues.en[k].range.start as f32 / tokens * all;
        let place = |i: &usize| self.cues.zh[*i].range.start as f32;
        let from = some.partition_point(|i| place(i) + HERE * all < at);
        some.get(from).is_some_and(|i| place(i) <= at + HERE * all)
    }

    /// Those of some cues of the source, in order, that stand in a clause or next to it.
    fn near<'s>(&'s self, some: &'s [usize], clause: &'s Range<usize>) -> impl Iterator<Item = usize> + 's {
        let range = |i: usize| &self.cues.zh[i].range;
        let from = some.partition_point(|i| range(*i).start + MARGIN < clause.start);
        let some = some[from..].iter().copied();
        some.take_while(move |i| range(*i).start <= clause.end + MARGIN)
            .filter(move |i| range(*i).end <= clause.end + MARGIN)
    }

    /// The cue of the source that contradicts cue `k` of the translation, if one is paired with it or stands in the clause that it renders.
    pub fn contradicting(&self, k: usize) -> Option<usize> {
        let against = &self.stand(k).against;
        let partner = self.cues.source_of(k).filter(|i| against.binary_search(i).is_ok());
        partner.or_else(|| {
            let (clause, _) = self.tied(k)?;
            let first = against.partition_point(|i| self.cues.zh[*i].range.start < clause.start);
            against.get(first).copied().filter(|i| clause.contains(&self.cues.zh[*i].range.start))
        })
    }

    /// The facts about cue `k` of the translation; `signs`, the same for all of a sense, are characters that may say as much inside longer
    /// words.
    pub fn facts(&self, k: usize, signs: &str) -> Facts {
        let (pair, cues) = (self.pair, self.cues);
        let e = &cues.en[k];
        let stand = self.stand(k);
        let tied = self.tied(k);
        let some_near = |some: &[usize], fits: &dyn Fn(usize) -> bool| {
            tied.is_some_and(|(clause, _)| self.near(some, clause).any(fits))
        };
        // Others of the translation that want the same support.
        let wanting = stand.wanting - usize::from(stand.wants);
        let partner = cues.source_of(k);
        let tie = |i: usize| cues.places.shared(&place_of(&cues.zh[i]), &place_of(e)).min(1.0);
        let contradicted = partner.filter(|i| stand.against.binary_search(i).is_ok());
        let supported = partner.filter(|i| stand.supports.binary_search(i).is_ok());
        let chars = pair.zh.chars();
        let sign = |c: &char| signs.contains(*c);
        let anywhere = *stand.signs.get_or_init(|| chars.iter().any(sign));
        vec![
            ("support-near", truth(some_near(&stand.supports, &|_| true))),
            ("support-none", truth(stand.supports.is_empty())),
            ("surplus", (stand.supports.len() as f32 - wanting as f32).clamp(-2.0, 3.0)),
            ("support-here", truth(self.some_here(&stand.supports, k))),
            ("against-here", truth(self.some_here(&stand.against, k))),
            ("signs-near", truth(tied.is_some_and(|(c, _)| chars[c.clone()].iter().any(sign)))),
            ("signs-none", truth(!anywhere)),
            ("against-near", truth(some_near(&stand.against, &|_| true))),
            ("against-open", truth(self.has_open(stand, k))),
            ("against-open-near", truth(some_near(&stand.against, &|i| self.is_open(i, k)))),
            ("against-none", truth(stand.against.is_empty())),
            ("contradicted", truth(contradicted.is_some())),
            ("contradicted-tie", contradicted.map_or(0.0, tie)),
            ("supported", truth(supported.is_some())),
            ("supported-tie", supported.map_or(0.0, tie)),
            ("tie", tied.map_or(0.0, |t| t.1.min(2.0))),
            ("untied", truth(tied.is_none())),
            ("others", (cues.en.len() as f32 - 1.0).min(4.0)),
            ("cues", (cues.zh.len() as f32).min(4.0)),
            ("length", (pair.en.len().max(1) as f32).ln()),
        ]
    }
}
