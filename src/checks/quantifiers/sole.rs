//! A restriction of the source that the translation does not make: 只, 仅, *only*.

use std::ops::Range;

use crate::align::negations::place_of;
use crate::align::odds::{Facts, truth};
use crate::align::{Pair, Places};
use crate::extract::Mention;
use crate::extract::negation::{Force, Negation};
use crate::lexicon::Lexicon;
use crate::text::Kind;

/// Characters of which one stands in a word that restricts.
const SOLE: [char; 5] = ['只', '仅', '唯', '惟', '独'];

/// Characters with which 只 restricts nothing: 只要, 只管, 只见.
const IDLE: &str = "要管见怕恐顾因";

/// Words by which the translation restricts, and those that say as much in their own way.
const RESTRICTS: [&str; 38] = [
    "only",
    "just",
    "merely",
    "solely",
    "alone",
    "simply",
    "sole",
    "single",
    "exclusively",
    "exclusive",
    "purely",
    "mere",
    "unique",
    "uniquely",
    "but",
    "except",
    "unless",
    "until",
    "limited",
    "limit",
    "restricted",
    "confined",
    "barely",
    "hardly",
    "scarcely",
    "little",
    "few",
    "fewer",
    "less",
    "under",
    "below",
    "least",
    "most",
    "nothing",
    "none",
    "no",
    "without",
    "reserved",
];

/// Words that say that there is no other way.
const FORCED: [&str; 7] = ["must", "have", "has", "had", "choice", "forced", "cannot"];

/// Characters of the source that an *also* renders.
const ALSO: &str = "也还亦又均都并且同既兼";

/// How far from the place of a word that restricts its rendering may stand, in tokens.
const NEAR: usize = 12;

/// The words of the source that restrict, where the translation has fewer.
pub(super) struct Sole {
    /// In order.
    pub words: Vec<Mention<Negation>>,
    places: Places,
    /// Where the translation restricts, where it says *also*, and whether the source does.
    restricts: Vec<usize>,
    also: Vec<usize>,
    also_zh: usize,
}

impl Sole {
    /// Reads a pair; `None` if the translation restricts as often as the source.
    pub fn new(pair: &Pair, lexicon: &Lexicon) -> Option<Self> {
        let chars = pair.zh.chars();
        if !chars.iter().any(|c| SOLE.contains(c)) {
            return None;
        }
        let restricts = |m: &&Mention<Negation>| {
            m.value.force == Force::Word
                && m.value.inside
                && m.range.len() <= 3
                && chars[m.range.clone()].iter().any(|c| SOLE.contains(c))
                && !chars.get(m.range.end).is_some_and(|c| IDLE.contains(*c))
                && !chars[m.range.clone()].iter().any(|c| IDLE.contains(*c))
        };
        // 只得 and 只好 are *had to*.
        let forced = (0..pair.en.len()).any(|k| FORCED.contains(&pair.en.norm(k)));
        let restricts = |m: &&Mention<Negation>| {
            restricts(m)
                && !(forced && chars[m.range.clone()].iter().any(|c| matches!(c, '能' | '好' | '得')))
        };
        let words: Vec<_> = pair.denials(lexicon).zh.iter().filter(restricts).cloned().collect();
        if words.is_empty() {
            return None;
        }
        let (mut restricting, mut also) = (Vec::new(), Vec::new());
        let mut plain = 0;
        for k in 0..pair.en.len() {
            let word = pair.en.norm(k);
            if RESTRICTS.contains(&word) {
                plain += usize::from(RESTRICTS[..13].contains(&word));
                restricting.push(k);
            } else if word == "also" {
                also.push(k);
            }
        }
        (plain < words.len()).then(|| Self {
            words,
            places: Places::new(pair, &[], lexicon),
            restricts: restricting,
            also,
            also_zh: chars.iter().filter(|c| ALSO.contains(**c)).count(),
        })
    }

    /// The tokens that render what stands about a word of the source.
    pub fn target(&self, i: usize) -> Option<usize> {
        self.places.around_chinese(&place_of(&self.words[i])).first().map(|l| l.1)
    }

    /// Where an *also* stands that nothing in the source gives: it may have come in the place of *only*.
    pub fn instead(&self, i: usize) -> Option<usize> {
        let at = self.target(i);
        let near = |k: &&usize| at.is_none_or(|a| k.abs_diff(a) < 2 * NEAR);
        (self.also_zh == 0).then(|| self.also.iter().find(near).copied()).flatten()
    }

    /// The facts about word `i`.
    pub fn facts(&self, pair: &Pair, i: usize) -> Facts {
        let z = &self.words[i];
        let chars = pair.zh.chars();
        let word = &chars[z.range.clone()];
        let links = self.places.around_chinese(&place_of(z));
        let at = self.target(i);
        let around: Range<usize> = match at {
            Some(a) => a.saturating_sub(NEAR)..(a + NEAR).min(pair.en.len()),
            None => 0..pair.en.len(),
        };
        let near = |all: &[usize]| {
            let from = all.partition_point(|k| *k < around.start);
            all.get(from).is_some_and(|k| *k < around.end)
        };
        let counts = chars
            .get(z.range.end)
            .is_some_and(|c| c.is_ascii_digit() || "一两二三四五六七八九十几".contains(*c));
        let number = |k: usize| pair.en.tokens()[k].kind == Kind::Number;
        let forced = around.clone().any(|k| FORCED.contains(&pair.en.norm(k)));
        vec![
            ("none", truth(self.restricts.is_empty())),
            ("restricts-near", truth(near(&self.restricts))),
            ("also-instead", truth(self.instead(i).is_some())),
            ("also-near", truth(near(&self.also))),
            ("also-zh", truth(self.also_zh > 0)),
            ("can", truth(word.contains(&'能') || word.contains(&'好') || word.contains(&'得'))),
            ("have", truth(word.contains(&'有'))),
            ("is", truth(word.contains(&'是'))),
            ("single", truth(word == ['只'])),
            ("bare", truth(word.len() == 1)),
            ("unique", truth(word == ['唯', '一'] || word == ['惟', '一'])),
            ("counts", truth(counts)),
            ("number", truth(around.clone().any(number))),
            ("forced", truth(forced)),
            ("tie", links.first().map_or(0.0, |l| l.2).min(1.0)),
            ("untied", truth(links.is_empty())),
            ("words", (self.words.len() as f32).min(3.0)),
            ("length", (pair.en.len().max(1) as f32).ln()),
        ]
    }
}
