//! Clauses: the pieces into which punctuation and conjunctions cut a text.

use std::ops::Range;

use crate::text::{Chinese, English, Kind};

/// What ends a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A full stop, question or exclamation mark, semicolon, ellipsis, or the end of the text.
    Sentence,
    /// Any other mark.
    Mark,
    /// No mark: the next piece begins with a conjunction.
    Word,
}

/// A stretch of a text between two places where a clause may end; pieces cover the text without gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Folded characters or tokens, with the mark that ends it.
    pub range: Range<usize>,
    /// What ends it.
    pub end: End,
}

/// The pieces of a Chinese text. Enumerations (、) are cut, too; marks inside numbers do not cut.
pub fn chinese(zh: &Chinese) -> Vec<Piece> {
    let chars = zh.chars();
    let mut out = Pieces::default();
    let mut words = zh.words().iter().peekable();
    for (i, &c) in chars.iter().enumerate() {
        while words.next_if(|w| (w.end as usize) <= i).is_some() {}
        let is_word = words.peek().is_some_and(|w| w.start as usize == i && w.end - w.start == 1);
        if is_word && i >= out.begin + LEAST_HAN && HEADS.contains(&c) {
            out.cut(i, End::Word, false);
        }
        let before = i.checked_sub(1).map(|k| chars[k]);
        let after = chars.get(i + 1).copied();
        let digits = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        let content = c.is_alphanumeric();
        match c {
            '。' | '!' | '?' | ';' | '…' => out.cut(i + 1, End::Sentence, content),
            ',' | ':' if !digits => out.cut(i + 1, End::Mark, content),
            '.' if !digits && before.is_some() && !after.is_some_and(char::is_alphanumeric) => {
                out.cut(i + 1, End::Sentence, content);
            }
            '、' | ')' | ']' | '」' | '』' | '”' | '〕' | '》' => out.cut(i + 1, End::Mark, content),
            '—' if before == Some('—') => out.cut(i + 1, End::Mark, content),
            '(' | '[' | '「' | '『' | '“' | '〔' | '《' => {
                out.cut(i, End::Mark, content);
                out.seen(content);
            }
            _ => out.seen(content),
        }
    }
    out.finish(chars.len())
}

/// Characters that a piece must have before a preposition may end it.
const LEAST_HAN: usize = 4;

/// Prepositions and conjunctions that may begin a phrase of its own.
const HEADS: [char; 14] =
    ['在', '因', '由', '为', '以', '并', '而', '但', '从', '对', '与', '和', '及', '或'];

/// Words that may begin a clause or a phrase of its own.
const OPENERS: [&str; 38] = [
    "and",
    "but",
    "because",
    "while",
    "whereas",
    "although",
    "though",
    "if",
    "unless",
    "until",
    "when",
    "whenever",
    "where",
    "which",
    "who",
    "whom",
    "whose",
    "after",
    "before",
    "since",
    "so",
    "that",
    "as",
    "or",
    "nor",
    "than",
    "by",
    "with",
    "without",
    "including",
    "according",
    "owing",
    "despite",
    "during",
    "through",
    "pending",
    "following",
    "regarding",
];

/// Tokens that a piece must have before a conjunction may end it.
const LEAST: usize = 3;

/// The pieces of an English text.
pub fn english(en: &English) -> Vec<Piece> {
    let mut out = Pieces::default();
    for (i, t) in en.tokens().iter().enumerate() {
        let word = en.norm(i);
        let content = t.kind != Kind::Mark;
        if content {
            if t.kind == Kind::Word && i >= out.begin + LEAST && OPENERS.contains(&word) {
                out.cut(i, End::Word, false);
            }
            out.seen(true);
            continue;
        }
        match word {
            "." if en.is_joined(i + 1) && en.tokens()[i + 1].kind != Kind::Mark => out.seen(false),
            "." | "!" | "?" | ";" | "…" => out.cut(i + 1, End::Sentence, false),
            "," | ":" | "—" | ")" | "]" => out.cut(i + 1, End::Mark, false),
            "(" | "[" => out.cut(i, End::Mark, false),
            _ => out.seen(false),
        }
    }
    out.finish(en.len())
}

#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
    begin: usize,
    /// Whether the open piece has any letter or digit.
    content: bool,
}

impl Pieces {
    fn seen(&mut self, content: bool) {
        self.content |= content;
    }

    /// Ends the open piece before `at`; one without content belongs to the piece before it.
    fn cut(&mut self, at: usize, end: End, content: bool) {
        self.content |= content;
        if at <= self.begin {
            return;
        }
        match self.list.last_mut() {
            Some(last) if !self.content => {
                last.range.end = at;
                if end == End::Sentence || last.end == End::Word {
                    last.end = end;
                }
            }
            _ => self.list.push(Piece { range: self.begin..at, end }),
        }
        self.begin = at;
        self.content = false;
    }

    fn finish(mut self, len: usize) -> Vec<Piece> {
        self.cut(len, End::Sentence, false);
        if let Some(last) = self.list.last_mut() {
            last.end = End::Sentence;
        }
        self.list
    }
}
