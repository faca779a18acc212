//! Source terms in a Chinese text, all of them in one pass.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::lexicon::EntryId;
use crate::text::Chinese;

/// In a source term, stands for a number: `第#团` (with this character for `#`) is found in 第三团 and in 第27团. It is no
/// character that a text has.
pub const NUMBER: char = '\u{E000}';

/// Dictionary words longer than this are not looked for around a term (as in [`Chinese`]).
const LONGEST_WORD: u32 = 12;

/// From this length on, a term is never the chance meeting of two words.
const UNMISTAKABLE: usize = 4;

/// A source term found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Index of the term.
    pub term: usize,
    /// Characters of the folded text.
    pub range: Range<usize>,
}

/// A prefix tree of folded source terms.
#[derive(Debug, Clone)]
pub struct Scanner {
    edges: FxHashMap<(u32, char), u32>,
    ends: Vec<Option<usize>>,
}

impl Default for Scanner {
    fn default() -> Self {
        Self { edges: FxHashMap::default(), ends: vec![None] }
    }
}

impl Scanner {
    /// Adds a folded source term; of two equal ones the first stays.
    pub fn insert(&mut self, folded: &str, term: usize) {
        let mut node = 0;
        for c in folded.chars() {
            let new = self.ends.len() as u32;
            node = *self.edges.entry((node, c)).or_insert(new);
            if node == new {
                self.ends.push(None);
            }
        }
        if node > 0 {
            self.ends[node as usize].get_or_insert(term);
        }
    }

    /// The terms in a text from left to right, of those that begin at one place the longest, none overlapping. A term that is only
    /// the chance meeting of two words, or that stands inside a longer dictionary word for which `is_same(term, word)` does not
    /// hold, is passed over.
    pub fn scan(&self, zh: &Chinese, is_same: impl Fn(usize, EntryId) -> bool) -> Vec<Found> {
        let chars = zh.chars();
        let mut out = Vec::new();
        // A numeral may be read as itself or as part of a number: both ways are followed.
        let mut paths: Vec<(u32, usize)> = Vec::new();
        let mut ends: Vec<(usize, usize)> = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            ends.clear();
            paths.push((0, i));
            let inside_number = i > 0 && is_numeral(chars[i]) && is_numeral(chars[i - 1]);
            while let Some((node, k)) = paths.pop() {
                ends.extend(self.ends[node as usize].map(|term| (k, term)));
                let Some(&c) = chars.get(k) else { continue };
                paths.extend(self.edges.get(&(node, c)).map(|next| (*next, k + 1)));
                if is_numeral(c)
                    && !(k == i && inside_number)
                    && let Some(next) = self.edges.get(&(node, NUMBER))
                {
                    let digits = chars[k..].iter().take_while(|c| is_numeral(**c)).count();
                    paths.push((*next, k + digits));
                }
            }
            ends.sort_unstable();
            let best = ends.iter().rev().find(|(end, term)| stands(zh, i..*end, |e| is_same(*term, e)));
            match best {
                Some(&(end, term)) => {
                    out.push(Found { term, range: i..end });
                    i = end;
                }
                None => i += 1,
            }
        }
        out
    }
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '〇'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '两'
    )
}

/// Whether characters stand in the text as a word or words.
fn stands(zh: &Chinese, range: Range<usize>, is_same: impl Fn(EntryId) -> bool) -> bool {
    let (start, end) = (range.start as u32, range.end as u32);
    let matches = zh.matches();
    let near = matches.partition_point(|m| m.start + LONGEST_WORD < end);
    let around = || matches[near..].iter().take_while(|m| m.start <= start);
    if around().any(|m| m.len > end - start && m.start + m.len >= end && !is_same(m.entry)) {
        return false;
    }
    if range.len() >= UNMISTAKABLE {
        return true;
    }
    // A word across the end takes the place of the term (卫生|部门, not 卫生部|门), unless what follows the term is a word that
    // reaches as far (被告|知道, not 被|告知|道).
    let from = |at: u32| {
        let first = matches.partition_point(|m| m.start < at);
        matches[first..].iter().take_while(move |m| m.start == at).filter(|m| m.len > 1)
    };
    let reaches = |at: u32, to: u32| from(at).any(|m| m.start + m.len >= to);
    let crosses_end =
        (start + 1..end).flat_map(from).any(|m| m.start + m.len > end && !reaches(end, m.start + m.len));
    // A word across the start only does so if the rest of the term is a word too: 人民|主张, but 该|国|外长.
    let words = zh.words();
    let crosses_start = words
        .get(words.partition_point(|w| w.end <= start))
        .is_some_and(|w| w.start < start && w.end < end && reaches(w.end, end));
    !crosses_end && !crosses_start
}
