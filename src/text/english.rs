use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::is_han;
use crate::document::Span;
use crate::lexicon::{Lexicon, StemId};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with inner apostrophes that are no clitic (`d'affaires`).
    Word,
    /// A clitic split off its word: `n't` (norm `not`), `'s`, `'re`, `'ll` …
    Clitic,
    /// Digits with inner commas and full stops (`30,000`, `1.37`). A unit written onto it (`28th`, `1960s`) is a word of its own
    /// that begins where the number ends.
    Number,
    /// One ideograph.
    Han,
    /// One character of punctuation; norm in ASCII where there is one (`"`, `'`, `-`; `—` for every long dash, `…`).
    Mark,
}

/// A word, number or mark of an English text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Byte range in the original text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Its stem, if it is a content word whose stem some gloss of the dictionary has.
    pub stem: Option<StemId>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it is a word without content of its own (data/en/stopwords.txt).
    pub stop: bool,
    norm: (u32, u32),
}

/// An English text cut into tokens: lower case, without accents, quotes and dashes made one.
///
/// ```
/// use duikan::{lexicon::Lexicon, text::English};
/// let en = English::new("I don’t think it cannot be done.", Lexicon::embedded());
/// let words: Vec<_> = (0..en.len()).map(|i| en.norm(i)).collect();
/// assert_eq!(words, ["i", "do", "not", "think", "it", "can", "not", "be", "done", "."]);
/// assert_eq!(en.original(2..3), "n’t");
/// ```
#[derive(Debug, Clone)]
pub struct English {
    text: String,
    norms: String,
    tokens: Vec<Token>,
}

/// Letters for clitics after an apostrophe.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

impl English {
    /// Cuts `text` into tokens.
    pub fn new(text: &str, lexicon: &Lexicon) -> Self {
        let mut en = Self {
            text: text.to_owned(),
            norms: String::with_capacity(text.len()),
            tokens: Vec::with_capacity(text.len() / 5 + 4),
        };
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let byte = |k: usize| chars.get(k).map_or(text.len(), |c| c.0);
        let mut i = 0;
        while i < chars.len() {
            let c = chars[i].1;
            if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
                i += 1;
            } else if is_han(c) {
                en.push(Kind::Han, Span::new(byte(i), byte(i + 1)), &c.to_string());
                i += 1;
            } else if is_digit(c) {
                let mut j = i + 1;
                while j < chars.len()
                    && (is_digit(chars[j].1)
                        || (matches!(chars[j].1, ',' | '.' | '，')
                            && j + 1 < chars.len()
                            && is_digit(chars[j + 1].1)))
                {
                    j += 1;
                }
                let digits = &text[byte(i)..byte(j)];
                let norm: Cow<str> = if digits.is_ascii() { digits.into() } else { digits.nfkc().collect() };
                en.push(Kind::Number, Span::new(byte(i), byte(j)), &norm);
                i = j;
            } else if is_letter(c) {
                let mut j = i + 1;
                while j < chars.len()
                    && (is_letter(chars[j].1)
                        || is_combining_mark(chars[j].1)
                        || (is_apostrophe(chars[j].1) && j + 1 < chars.len() && is_letter(chars[j + 1].1)))
                {
                    j += 1;
                }
                en.word(Span::new(byte(i), byte(j)), lexicon);
                i = j;
            } else {
                let mut buffer = [0; 4];
                let norm: Cow<str> = match c {
                    '“' | '”' | '„' | '«' | '»' | '＂' => "\"".into(),
                    '‘' | '’' | '`' | '´' | '＇' => "'".into(),
                    '‐' | '‑' | '−' | '－' => "-".into(),
                    '–' | '—' | '―' | '─' => "—".into(),
                    '…' => "…".into(),
                    c if c.is_ascii() => (&*c.encode_utf8(&mut buffer)).into(),
                    c => std::iter::once(c).nfkc().collect(),
                };
                en.push(Kind::Mark, Span::new(byte(i), byte(i + 1)), &norm);
                i += 1;
            }
        }
        en
    }

    /// The tokens that lie in a range of bytes, as a text of their own, without looking anything up again.
    ///
    /// # Panics
    /// If the range does not lie on borders of characters inside the text.
    pub fn slice(&self, bytes: Range<usize>) -> Self {
        let from = self.tokens.partition_point(|t| t.span.start < bytes.start);
        let to = self.tokens.partition_point(|t| t.span.end <= bytes.end).max(from);
        let tokens = &self.tokens[from..to];
        let norms = tokens.first().map_or(0, |t| t.norm.0)..tokens.last().map_or(0, |t| t.norm.1);
        let moved = |t: &Token| Token {
            span: Span::new(t.span.start - bytes.start, t.span.end - bytes.start),
            norm: (t.norm.0 - norms.start, t.norm.1 - norms.start),
            ..*t
        };
        Self {
            text: self.text[bytes.clone()].to_owned(),
            norms: self.norms[norms.start as usize..norms.end as usize].to_owned(),
            tokens: tokens.iter().map(moved).collect(),
        }
    }

    /// A run of letters and apostrophes: split off the clitics, and `not` from `cannot`.
    fn word(&mut self, span: Span, lexicon: &Lexicon) {
        let raw = &self.text[span.start..span.end];
        if raw.bytes().all(|b| b.is_ascii_alphabetic()) && !raw.eq_ignore_ascii_case("cannot") {
            let start = self.norms.len();
            self.norms.push_str(raw);
            self.norms[start..].make_ascii_lowercase();
            let (stop, stem) = lexicon.word(&self.norms[start..]);
            let (capital, norm) =
                (raw.starts_with(char::is_uppercase), (start as u32, self.norms.len() as u32));
            self.tokens.push(Token { span, kind: Kind::Word, stem, capital, stop, norm });
            return;
        }
        let raw = raw.to_owned();
        let norm: String = raw
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .map(|c| if is_apostrophe(c) { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect();
        let split = |before: usize| -> usize {
            // Byte offset in `raw` of its character number `before`, counted from the end.
            raw.char_indices().rev().nth(before - 1).map_or(0, |(at, _)| at)
        };
        if norm == "cannot" {
            let at = span.start + split(3);
            self.push_word(Span::new(span.start, at), "can", lexicon);
            self.push(Kind::Clitic, Span::new(at, span.end), "not");
            return;
        }
        if let Some(base) = norm.strip_suffix("n't")
            && !base.is_empty()
        {
            let at = span.start + split(3);
            let base = match base {
                "wo" => "will",
                "sha" => "shall",
                "ca" => "can",
                "ai" => "is",
                b => b,
            };
            self.push_word(Span::new(span.start, at), base, lexicon);
            self.push(Kind::Clitic, Span::new(at, span.end), "not");
            return;
        }
        if let Some((base, clitic)) = norm.rsplit_once('\'')
            && !base.is_empty()
            && CLITICS.contains(&clitic)
        {
            let at = span.start + split(clitic.len() + 1);
            self.push_word(Span::new(span.start, at), base, lexicon);
            self.push(Kind::Clitic, Span::new(at, span.end), &norm[base.len()..]);
            return;
        }
        self.push_word(span, &norm, lexicon);
    }

    fn push(&mut self, kind: Kind, span: Span, norm: &str) {
        let (stop, stem) = (kind == Kind::Clitic, None);
        self.push_token(kind, span, norm, stop, stem);
    }

    fn push_word(&mut self, span: Span, norm: &str, lexicon: &Lexicon) {
        let (stop, stem) = lexicon.word(norm);
        self.push_token(Kind::Word, span, norm, stop, stem);
    }

    fn push_token(&mut self, kind: Kind, span: Span, norm: &str, stop: bool, stem: Option<StemId>) {
        let start = self.norms.len() as u32;
        self.norms.push_str(norm);
        let capital = self.text[span.start..].chars().next().is_some_and(char::is_uppercase);
        self.tokens.push(Token { span, kind, stem, capital, stop, norm: (start, self.norms.len() as u32) });
    }

    /// The original text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The matched form of token `i`; empty beyond the end.
    pub fn norm(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &self.norms[t.norm.0 as usize..t.norm.1 as usize])
    }

    /// Whether the tokens from `at` on have the matched forms `words` (parted by one space).
    pub fn has_at(&self, at: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(k, w)| self.norm(at + k) == w)
    }

    /// Byte range in the original text of a range of tokens. An empty range gives an empty span.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.tokens.get(range.start).map_or(self.text.len(), |t| t.span.start);
            return Span::new(at, at);
        }
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// The original characters of a range of tokens.
    pub fn original(&self, range: Range<usize>) -> &str {
        let span = self.span(range);
        &self.text[span.start..span.end]
    }

    /// Whether token `i` begins where the one before it ends.
    pub fn is_joined(&self, i: usize) -> bool {
        i > 0 && i < self.tokens.len() && self.tokens[i - 1].span.end == self.tokens[i].span.start
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}
