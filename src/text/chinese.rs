use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::is_han;
use crate::document::Span;
use crate::lexicon::{EntryId, Lexicon};

/// A dictionary entry found in a text: `len` characters from character `start` of the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// First character.
    pub start: u32,
    /// Number of characters.
    pub len: u32,
    /// The entry.
    pub entry: EntryId,
}

/// A word of the longest-match segmentation; `entry` is `None` for a character that no entry begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Its entry.
    pub entry: Option<EntryId>,
}

/// The longest dictionary words that are looked for, in characters.
const LONGEST_WORD: usize = 12;

/// A Chinese text folded for matching: NFKC, simplified and variant forms shared, Latin in lower case, no white space beside
/// an ideograph. Indices are characters of [`Chinese::chars`].
///
/// ```
/// use duikan::{lexicon::Lexicon, text::Chinese};
/// let zh = Chinese::new("完全不能令人滿意的", Lexicon::embedded());
/// let at = zh.find("满意").unwrap();
/// assert_eq!(zh.original(at..at + 2), "滿意");
/// ```
#[derive(Debug, Clone)]
pub struct Chinese {
    text: String,
    chars: Vec<char>,
    starts: Vec<u32>,
    ends: Vec<u32>,
    matches: Vec<Match>,
    words: Vec<Word>,
}

impl Chinese {
    /// Folds and segments `text`.
    pub fn new(text: &str, lexicon: &Lexicon) -> Self {
        let mut zh = Self {
            text: text.to_owned(),
            chars: Vec::with_capacity(text.len() / 3 + 8),
            starts: Vec::with_capacity(text.len() / 3 + 8),
            ends: Vec::with_capacity(text.len() / 3 + 8),
            matches: Vec::new(),
            words: Vec::new(),
        };
        zh.fold(lexicon);
        // A little more than one entry begins at each character.
        zh.matches.reserve(zh.chars.len() + zh.chars.len() / 4);
        zh.words.reserve(zh.chars.len());
        zh.segment(lexicon);
        zh
    }

    /// The part of the text in a range of bytes, without looking anything up again. Entries and words that cross its borders are
    /// left out.
    ///
    /// # Panics
    /// If the range does not lie on borders of characters inside the text.
    pub fn slice(&self, bytes: Range<usize>) -> Self {
        let from = self.starts.partition_point(|s| (*s as usize) < bytes.start);
        let to = self.ends.partition_point(|e| *e as usize <= bytes.end).max(from);
        let offset = |list: &[u32]| list[from..to].iter().map(|at| at - bytes.start as u32).collect();
        let (first, last) = (from as u32, to as u32);
        let matches = &self.matches[self.matches.partition_point(|m| m.start < first)..];
        let words = &self.words[self.words.partition_point(|w| w.start < first)..];
        Self {
            text: self.text[bytes.clone()].to_owned(),
            chars: self.chars[from..to].to_vec(),
            starts: offset(&self.starts),
            ends: offset(&self.ends),
            matches: matches
                .iter()
                .take_while(|m| m.start < last)
                .filter(|m| m.start + m.len <= last)
                .map(|m| Match { start: m.start - first, ..*m })
                .collect(),
            words: words
                .iter()
                .take_while(|w| w.end <= last)
                .map(|w| Word { start: w.start - first, end: w.end - first, entry: w.entry })
                .collect(),
        }
    }

    fn fold(&mut self, lexicon: &Lexicon) {
        let mut previous_is_wide = true;
        let mut pending: Option<(u32, u32)> = None;
        for (at, c) in self.text.char_indices() {
            let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
            if c.is_whitespace() {
                if !previous_is_wide && pending.is_none() {
                    pending = Some((start, end));
                }
                continue;
            }
            let wide = !c.is_ascii();
            if let Some((s, e)) = pending.take()
                && !wide
            {
                self.chars.push(' ');
                self.starts.push(s);
                self.ends.push(e);
            }
            previous_is_wide = wide;
            let mut push = |c: char| {
                self.chars.push(lexicon.fold(c));
                self.starts.push(start);
                self.ends.push(end);
            };
            if c.is_ascii() {
                push(c.to_ascii_lowercase());
            } else if matches!(c as u32, 0x4E00..=0x9FFF | 0x3000..=0x3029) {
                push(c);
            } else {
                for folded in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                    push(folded);
                }
            }
        }
    }

    fn segment(&mut self, lexicon: &Lexicon) {
        let mut next_word = 0;
        for i in 0..self.chars.len() {
            let end = (i + LONGEST_WORD).min(self.chars.len());
            let first = self.matches.len();
            if is_han(self.chars[i]) {
                let matches = &mut self.matches;
                lexicon.prefixes(&self.chars[i..end], |len, entry| {
                    matches.push(Match { start: i as u32, len: len as u32, entry });
                });
            }
            if i == next_word {
                let longest = self.matches[first..].last();
                let len = longest.map_or(1, |m| m.len);
                self.words.push(Word {
                    start: i as u32,
                    end: i as u32 + len,
                    entry: longest.map(|m| m.entry),
                });
                next_word = i + len as usize;
            }
        }
    }

    /// The original text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Every dictionary entry in the text, at any place and of any length, by start and then by length.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// The longest-match segmentation; its words cover the text without gap.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Byte range in the original text of a range of folded characters. An empty range gives an empty span.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.starts.get(range.start).map_or(self.text.len(), |s| *s as usize);
            return Span::new(at, at);
        }
        Span::new(self.starts[range.start] as usize, self.ends[range.end - 1] as usize)
    }

    /// The original characters of a range of folded characters.
    pub fn original(&self, range: Range<usize>) -> &str {
        let span = self.span(range);
        &self.text[span.start..span.end]
    }

    /// The folded characters of a range as a string.
    pub fn folded(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }

    /// Whether the folded text has `word` (already folded) at character `at`.
    pub fn has_at(&self, at: usize, word: &str) -> bool {
        let mut rest = self.chars[at.min(self.chars.len())..].iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// The first place of `word` (already folded).
    pub fn find(&self, word: &str) -> Option<usize> {
        self.find_all(word).next()
    }

    /// Every place of `word` (already folded), overlapping ones too.
    pub fn find_all(&self, word: &str) -> impl Iterator<Item = usize> {
        let first = word.chars().next();
        (0..self.chars.len()).filter(move |&i| Some(self.chars[i]) == first && self.has_at(i, word))
    }

    /// The folded character that holds byte `offset` of the original text, or the next one.
    pub fn index_at(&self, offset: usize) -> usize {
        self.ends.partition_point(|e| *e as usize <= offset)
    }
}
