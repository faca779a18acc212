use std::ops::Range;

use rustc_hash::FxHashMap;

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
}

impl Links {
    /// Links of a pair of texts.
    pub fn new(zh: &Chinese, en: &English, lexicon: &Lexicon) -> Self {
        let mut tokens: FxHashMap<StemId, Vec<u32>> = FxHashMap::default();
        for (k, t) in en.tokens().iter().enumerate() {
            if let Some(stem) = t.stem {
                tokens.entry(stem).or_default().push(k as u32);
            }
        }
        let mut links: Vec<Link> = Vec::new();
        for m in zh.matches() {
            for stem in lexicon.stems(m.entry) {
                for &token in tokens.get(&stem).into_iter().flatten() {
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
        Self { links }
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

    /// The links of words that overlap a range of characters.
    pub fn of_chars(&self, range: Range<usize>) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |l| (l.start as usize) < range.end && range.start < l.end as usize)
    }
}
