//! Chinese phrases whose right and wrong renderings a table names, and where a pair of texts has them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, English};

/// An English phrase of a table: words parted by one space; the last may end in `*` and then stands for all words that begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<&'static str>,
    is_open: bool,
}

impl Phrase {
    /// The phrases of a cell, parted by commas.
    fn list(cell: &'static str) -> Vec<Phrase> {
        let read = |p: &'static str| {
            let (p, is_open) = p.strip_suffix('*').map_or((p, false), |p| (p, true));
            Phrase { words: p.split(' ').collect(), is_open }
        };
        cell.split(',').map(str::trim).filter(|p| !p.is_empty() && *p != "-").map(read).collect()
    }

    /// The tokens from `k` on, if they are this phrase.
    fn at(&self, en: &English, k: usize) -> Option<Range<usize>> {
        let last = self.words.len() - 1;
        let fits = |(i, w): (usize, &&str)| match en.norm(k + i) {
            norm if self.is_open && i == last => norm.starts_with(w),
            norm => norm == *w,
        };
        self.words.iter().enumerate().all(fits).then(|| k..k + self.words.len())
    }
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// English phrases that render the Chinese.
    pub right: Vec<Phrase>,
    /// English phrases that do not.
    pub wrong: Vec<Phrase>,
    /// Whether the absence of the right ones tells by itself (`-` among the wrong ones of the table).
    pub absence: bool,
}

/// The first of `phrases` in the text from token `from` on.
pub fn find(en: &English, phrases: &[Phrase], from: usize) -> Option<Range<usize>> {
    find_in(en, phrases, from..en.len())
}

/// The first of `phrases` that begins at one of these tokens.
pub fn find_in(en: &English, phrases: &[Phrase], mut within: Range<usize>) -> Option<Range<usize>> {
    within.find_map(|k| phrases.iter().find_map(|p| p.at(en, k)))
}

/// A table with the columns Chinese phrases (parted by `|`), right and wrong English phrases (parted by commas), or the latter alone.
#[derive(Debug, Clone)]
pub struct Renderings {
    rows: Vec<Row>,
    /// By first character, longest first: folded phrase and row.
    phrases: FxHashMap<char, Vec<(Vec<char>, usize)>>,
}

impl Renderings {
    /// Reads the table.
    pub fn new(text: &'static str) -> Self {
        let lexicon = Lexicon::embedded();
        let mut found = Self { rows: Vec::new(), phrases: FxHashMap::default() };
        for row in table::rows(text) {
            let (chinese, right, wrong) = match row[..] {
                [chinese, right, wrong, ..] => (chinese, right, wrong),
                [chinese, wrong] => (chinese, "", wrong),
                _ => continue,
            };
            for phrase in chinese.split('|') {
                let chars: Vec<char> = lexicon.fold_str(phrase).chars().collect();
                if let Some(&c) = chars.first() {
                    found.phrases.entry(c).or_default().push((chars, found.rows.len()));
                }
            }
            let absence = wrong.split(',').any(|p| p.trim() == "-");
            found.rows.push(Row { right: Phrase::list(right), wrong: Phrase::list(wrong), absence });
        }
        found.phrases.values_mut().for_each(|l| l.sort_by_key(|(c, _)| std::cmp::Reverse(c.len())));
        found
    }

    /// The longest phrase at each place where a word begins, with its rows. A phrase of up to three characters ends with a word.
    pub fn chinese(&self, zh: &Chinese) -> Vec<(Range<usize>, &Row)> {
        let mut out = Vec::new();
        let mut past = 0;
        for (k, w) in zh.words().iter().enumerate() {
            let start = w.start as usize;
            let Some(list) = self.phrases.get(&zh.chars()[start]).filter(|_| start >= past) else { continue };
            let whole = |length: usize| {
                let end = (start + length) as u32;
                // 禁止|吸烟 is one word of the dictionary.
                let joined = w.end >= end + 2
                    && zh.matches().iter().any(|m| m.start == end && m.start + m.len == w.end);
                length > 3 || joined || zh.words()[k..].iter().take(3).any(|w| w.end == end)
            };
            let fits = |(chars, _): &&(Vec<char>, usize)| {
                zh.chars()[start..].starts_with(chars) && whole(chars.len())
            };
            let Some(length) = list.iter().find(fits).map(|(c, _)| c.len()) else { continue };
            past = start + length;
            let rows = list.iter().filter(fits).filter(|(c, _)| c.len() == length);
            out.extend(rows.map(|(_, row)| (start..past, &self.rows[*row])));
        }
        out
    }
}
