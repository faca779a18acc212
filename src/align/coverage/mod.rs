//! What on one side of a pair something on the other side may render, word by word.
//!
//! [`Coverage`] cuts both sides into units (words with content, whole numbers, words in Latin letters) and ties each to the
//! units of the other side that may stand for it: by the dictionary, by sound, by value, by table. No choice is made among
//! several candidates; which of them is the likelier is for those who ask.

pub mod gaps;
mod pieces;
mod renderings;
mod ties;

use std::ops::Range;
use std::sync::OnceLock;

use super::Links;
use crate::extract::number::{self, Number};
use crate::extract::{Mention, Said};
use crate::lexicon::{EntryId, Lexicon};
use crate::text::{Chinese, English, Kind, is_han};

pub use pieces::{End, Piece, chinese as chinese_pieces, english as english_pieces};

/// What a unit is, as far as it tells how often translations leave such a unit unexplained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A Chinese dictionary word of one character.
    One,
    /// A Chinese dictionary word of two characters.
    Two,
    /// A Chinese dictionary word of three characters.
    Three,
    /// A longer Chinese dictionary word.
    Long,
    /// A character of the source that begins no dictionary word.
    Unknown,
    /// A run of Latin letters in the source.
    Latin,
    /// A number, whole.
    Number,
    /// An English word that begins with a capital.
    Capital,
    /// An English word whose stem no gloss of the dictionary has.
    Foreign,
    /// An English word of at most four letters.
    Short,
    /// Any other English word.
    Word,
}

impl Class {
    /// Every class with its name in data/coverage/.
    pub const ALL: [(Class, &'static str); 11] = [
        (Class::One, "one"),
        (Class::Two, "two"),
        (Class::Three, "three"),
        (Class::Long, "long"),
        (Class::Unknown, "unknown"),
        (Class::Latin, "latin"),
        (Class::Number, "number"),
        (Class::Capital, "capital"),
        (Class::Foreign, "foreign"),
        (Class::Short, "short"),
        (Class::Word, "word"),
    ];

    /// The name in data/coverage/.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A stretch of one side that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Folded characters of the source, or tokens of the translation.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
    /// How much the dictionary has to say of it, 0 to [`GRADES`] − 1: the more glosses a word has, and the more words are glossed by a
    /// stem, the less it stays unexplained in a correct translation.
    pub grade: u8,
    /// Number of its dictionary entry (source) or stem (translation); numbers and words without have none.
    pub word: Option<u32>,
}

/// Number of grades of a [`Unit`].
pub const GRADES: usize = 4;

impl Unit {
    fn new(range: Range<usize>, class: Class) -> Self {
        Self { range, class, grade: 0, word: None }
    }
}

/// Those of a side's units, which are in order, that stand on some of `places`.
pub fn units_on(units: &[Unit], places: &Range<usize>) -> Range<usize> {
    let from = units.partition_point(|u| u.range.end <= places.start);
    from..units.partition_point(|u| u.range.start < places.end).max(from)
}

/// Those that begin in `places`.
pub fn units_beginning(units: &[Unit], places: &Range<usize>) -> Range<usize> {
    let from = units.partition_point(|u| u.range.start < places.start);
    from..units.partition_point(|u| u.range.start < places.end).max(from)
}

/// Why two units may render each other, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// They are the same number.
    Value,
    /// They are the same Latin word.
    Same,
    /// They are the same known name.
    Name,
    /// A gloss of the word has the stem.
    Gloss,
    /// It is a usual rendering that no gloss has.
    Usage,
    /// The one spells the other's characters.
    Spelling,
    /// A gloss of the word begins as the token does: economic, economy.
    Kin,
    /// They sound alike.
    Sound,
}

/// A unit of the source and a unit of the translation that may render each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Index into [`Coverage::zh`].
    pub zh: u32,
    /// Index into [`Coverage::en`].
    pub en: u32,
    /// Why.
    pub reason: Reason,
}

/// The units of both sides and what ties them.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Units of the source, in order.
    pub zh: Vec<Unit>,
    /// Units of the translation, in order.
    pub en: Vec<Unit>,
    /// Ties by source unit and then by unit of the translation; for each two the surest reason.
    pub ties: Vec<Tie>,
}

impl Coverage {
    /// The units of two texts and what ties them.
    pub fn new(zh: &Chinese, en: &English, links: &Links, lexicon: &Lexicon) -> Self {
        let numbers = Said { zh: number::chinese(zh, lexicon), en: number::english(en) };
        let mut coverage = Self::quick(zh, en, links, &numbers, lexicon);
        coverage.complete(zh, en, lexicon);
        coverage
    }

    /// The units of two texts and the ties that cost little: dictionary, values, Latin words.
    pub(crate) fn quick(
        zh: &Chinese,
        en: &English,
        links: &Links,
        numbers: &Said<Number>,
        lexicon: &Lexicon,
    ) -> Self {
        let told = |all: &'_ [Mention<Number>]| -> Vec<Range<usize>> {
            all.iter().filter(|m| !m.value.is_trivial()).map(|m| m.range.clone()).collect()
        };
        let mut c = Self {
            zh: chinese_units(zh, told(&numbers.zh).into_iter(), lexicon),
            en: english_units(en, told(&numbers.en).into_iter()),
            ties: Vec::new(),
        };
        c.ties = ties::quick(zh, en, lexicon, links, &c, &numbers.zh, &numbers.en);
        c.sort();
        c
    }

    /// Adds the ties by names, spelling, sound and kinship of words.
    pub(crate) fn complete(&mut self, zh: &Chinese, en: &English, lexicon: &Lexicon) {
        self.ties = ties::complete(zh, en, lexicon, self);
        self.sort();
    }

    fn sort(&mut self) {
        self.ties.sort_unstable();
        self.ties.dedup_by_key(|t| (t.zh, t.en));
    }
}

/// Stems in the glosses of a word, from which on it has the grades above 0.
const GLOSSES: [usize; GRADES - 1] = [3, 6, 12];
/// Words that a stem glosses, from which on it has the grades above 0.
const GLOSSED: [usize; GRADES - 1] = [8, 32, 128];

fn grade(count: usize, steps: [usize; GRADES - 1]) -> u8 {
    steps.into_iter().filter(|s| count >= *s).count() as u8
}

/// For every stem how many words of the dictionary it glosses.
fn glossed() -> &'static [u16] {
    static GLOSSED: OnceLock<Vec<u16>> = OnceLock::new();
    GLOSSED.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut out = vec![0u16; lexicon.stem_count()];
        for stem in (0..lexicon.len()).flat_map(|e| lexicon.stems(EntryId(e as u32))) {
            out[stem.0 as usize] = out[stem.0 as usize].saturating_add(1);
        }
        out
    })
}

fn chinese_units(zh: &Chinese, numbers: impl Iterator<Item = Range<usize>>, lexicon: &Lexicon) -> Vec<Unit> {
    let chars = zh.chars();
    let mut numbers = numbers.peekable();
    let glosses = glosses(chars);
    let mut out: Vec<Unit> = Vec::new();
    let mut next = 0;
    for w in zh.words() {
        let (start, end) = (w.start as usize, w.end as usize);
        if start < next || is_gloss(&glosses, start) {
            continue;
        }
        while numbers.next_if(|n| n.end <= start).is_some() {}
        if let Some(n) = numbers.next_if(|n| n.start < end && n.end > start) {
            let range = n.start.max(next)..n.end;
            next = range.end;
            out.push(Unit::new(range, Class::Number));
            continue;
        }
        next = end;
        let c = chars[start];
        let is_latin = chars[start..end].iter().all(char::is_ascii);
        if !is_latin && w.entry.is_some() || is_han(c) {
            let class = match end - start {
                _ if w.entry.is_none() => Class::Unknown,
                1 => Class::One,
                2 => Class::Two,
                3 => Class::Three,
                _ => Class::Long,
            };
            out.push(Unit {
                range: start..end,
                class,
                grade: w.entry.map_or(0, |e| grade(lexicon.stems(e).count(), GLOSSES)),
                word: w.entry.map(|e| e.0),
            });
        } else if c.is_alphanumeric() {
            match out.last_mut() {
                Some(u) if u.class == Class::Latin && u.range.end == start => u.range.end = end,
                // A lone letter is an initial or part of a longer name.
                _ if is_letter(chars, start) => {}
                _ => out.push(Unit::new(start..end, Class::Latin)),
            }
        }
    }
    out
}

fn is_letter(chars: &[char], at: usize) -> bool {
    let beside = [at.checked_sub(1), Some(at + 1)];
    !beside.into_iter().flatten().filter_map(|k| chars.get(k)).any(char::is_ascii_alphanumeric)
}

/// Brackets that hold Latin letters and not one Chinese character: the name or term before them in its own spelling, which a
/// translation need not repeat, or an address.
fn glosses(chars: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = None;
    let mut letters = false;
    for (i, &c) in chars.iter().enumerate() {
        match c {
            '(' | '[' | '〔' => (open, letters) = (Some(i + 1), false),
            ')' | ']' | '〕' => out.extend(open.take().filter(|_| letters).map(|a| a..i)),
            _ if is_han(c) => open = None,
            _ => letters |= c.is_alphabetic(),
        }
    }
    out
}

fn is_gloss(glosses: &[Range<usize>], at: usize) -> bool {
    let k = glosses.partition_point(|g| g.end <= at);
    glosses.get(k).is_some_and(|g| g.contains(&at))
}

fn english_units(en: &English, numbers: impl Iterator<Item = Range<usize>>) -> Vec<Unit> {
    let glossed = glossed();
    let mut numbers = numbers.peekable();
    let mut out = Vec::new();
    let mut next = 0;
    for (k, t) in en.tokens().iter().enumerate() {
        if k < next {
            continue;
        }
        while numbers.next_if(|n| n.end <= k).is_some() {}
        if let Some(n) = numbers.next_if(|n| n.contains(&k)) {
            next = n.end;
            out.push(Unit::new(k..n.end, Class::Number));
        } else if t.kind == Kind::Number {
            out.push(Unit::new(k..k + 1, Class::Number));
        } else if t.kind == Kind::Word && !t.stop {
            let class = match t {
                t if t.capital => Class::Capital,
                t if t.stem.is_none() => Class::Foreign,
                t if t.span.len() <= 4 => Class::Short,
                _ => Class::Word,
            };
            out.push(Unit {
                range: k..k + 1,
                class,
                grade: t.stem.map_or(0, |s| grade(usize::from(glossed[s.0 as usize]), GLOSSED)),
                word: t.stem.map(|s| s.0),
            });
        }
    }
    out
}
