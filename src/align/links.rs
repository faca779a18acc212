use std::ops::Range;

use crate::lexicon::{Lexicon, StemId};
use crate::text::{Chinese, English};

/// A dictionary word of the Chinese text one of whose glosses has the stem of an English token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// First character of the word (index into [`Chinese::chars`]).
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// The token (index into [`English::tokens`]).
    pub token: u32,
}

/// Everything the dictionary says about which words of a pair may render each other: no choice is made among several
/// candidates, but a word inside a longer one that explains the same token is left out.
#[derive(Debug, Clone, Default)]
pub struct Links {
    links: Vec<Link>,
    by_place: ByPlace,
}

/// Index of things that stand on characters, so that those near a place are found without going through all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct ByPlace {
    /// First character and index; none where there are so few that going through them costs less.
    starts: Vec<(u32, u32)>,
    count: usize,
    longest: u32,
}

/// So many things are gone through one by one.
const FEW: usize = 256;

impl ByPlace {
    /// The index of things that stand on these characters.
    pub(super) fn new(ranges: impl ExactSizeIterator<Item = (u32, u32)>) -> Self {
        let mut out = Self { count: ranges.len(), ..Self::default() };
        if out.count > FEW {
            for (k, (start, end)) in ranges.enumerate() {
                out.longest = out.longest.max(end - start);
                out.starts.push((start, k as u32));
            }
            out.starts.sort_unstable();
        }
        out
    }

    /// Indices, ascending, among which are those of all things that overlap a range.
    pub(super) fn near(&self, range: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
        let few = if self.starts.is_empty() { 0..self.count } else { 0..0 };
        let from = self.starts.partition_point(|s| (s.0 + self.longest) as usize <= range.start);
        let to = self.starts.partition_point(|s| (s.0 as usize) < range.end).max(from);
        let mut many: Vec<u32> = self.starts[from..to].iter().map(|s| s.1).collect();
        many.sort_unstable();
        few.chain(many.into_iter().map(|k| k as usize))
    }
}

/// Where more tokens than this have a stem, as in a segment of thousands of words, a Chinese word is linked only with so many of them, those
/// at about its own place: all with all would be the square of them.
const MANY: usize = 16;

/// The [`MANY`] tokens, all of one stem and in order, around a place.
fn nearest(tokens: &[(StemId, u32)], place: f32) -> &[(StemId, u32)] {
    let at = tokens.partition_point(|t| (t.1 as f32) < place);
    let from = at.saturating_sub(MANY / 2).min(tokens.len() - MANY);
    &tokens[from..from + MANY]
}

/// The tokens of a stem among `tokens`, which are sorted; if `near` is given, only [`MANY`] around that place.
pub(super) fn of_stem(tokens: &[(StemId, u32)], stem: StemId, near: Option<f32>) -> &[(StemId, u32)] {
    let from = tokens.partition_point(|t| t.0 < stem);
    let all = &tokens[from..from + tokens[from..].partition_point(|t| t.0 == stem)];
    match near {
        Some(place) if all.len() > MANY => nearest(all, place),
        _ => all,
    }
}

impl Links {
    /// Links of a pair of texts.
    pub fn new(zh: &Chinese, en: &English, lexicon: &Lexicon) -> Self {
        let stemmed = en.tokens().iter().enumerate().filter_map(|(k, t)| Some((t.stem?, k as u32)));
        let mut tokens: Vec<(StemId, u32)> = stemmed.collect();
        tokens.sort_unstable();
        // Nearly all stems of the glosses have no token, which their last bits tell of most.
        let mut ends = [0u64; 64];
        let bit = |stem: StemId| ((stem.0 / 64 % 64) as usize, 1u64 << (stem.0 % 64));
        for (stem, _) in &tokens {
            let (word, bit) = bit(*stem);
            ends[word] |= bit;
        }
        let scale = en.len() as f32 / zh.chars().len().max(1) as f32;
        let mut links: Vec<Link> = Vec::new();
        for m in zh.matches() {
            for stem in lexicon.stems(m.entry) {
                let (word, bit) = bit(stem);
                if ends[word] & bit == 0 {
                    continue;
                }
                for &(_, token) in of_stem(&tokens, stem, Some(m.start as f32 * scale)) {
                    links.push(Link { start: m.start, end: m.start + m.len, token });
                }
            }
        }
        links.sort_unstable_by_key(|l| (l.token, l.start, std::cmp::Reverse(l.end)));
        let mut reach = (u32::MAX, 0);
        links.retain(|l| {
            let inside = reach.0 == l.token && l.end <= reach.1;
            if !inside {
                reach = (l.token, l.end);
            }
            !inside
        });
        let by_place = ByPlace::new(links.iter().map(|l| (l.start, l.end)));
        Self { links, by_place }
    }

    /// All links, by token and then by place.
    pub fn all(&self) -> &[Link] {
        &self.links
    }

    /// The links of one token.
    pub fn of_token(&self, token: usize) -> &[Link] {
        let a = self.links.partition_point(|l| (l.token as usize) < token);
        let b = self.links.partition_point(|l| l.token as usize <= token);
        &self.links[a..b]
    }

    /// The links of words that overlap a range of characters, in the order of [`Links::all`].
    pub fn of_chars(&self, range: Range<usize>) -> impl Iterator<Item = &Link> {
        let near = self.by_place.near(&range).map(|k| &self.links[k]);
        near.filter(move |l| (l.start as usize) < range.end && range.start < l.end as usize)
    }
}
