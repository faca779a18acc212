//! How strongly, how nearly or how fully something is said to hold: slightly, extremely, almost, completely.
//!
//! The words are `data/zh/degree.tsv`, `data/en/degree.tsv` and, for words that hold a degree in themselves, `data/en/intense.txt`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Mention;
use super::cue::{Cue, CueTable, without_denied};
use super::negation::Negation;
use crate::lexicon::table;
use crate::text::{Chinese, English};

/// A degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Degree {
    /// 略, *slightly*.
    Slight,
    /// 比较, *fairly*.
    Fair,
    /// 很, *very*, which often mean nothing.
    Filler,
    /// 十分, *highly*.
    Strong,
    /// 显著, 坚决: a degree with a meaning of its own.
    Firm,
    /// 极其, *extremely*.
    Extreme,
    /// 更, *even more*.
    More,
    /// 最, *most*.
    Most,
    /// 几乎, *almost*.
    Almost,
    /// 完全, *completely*.
    Full,
    /// 部分地, *partly*.
    Partly,
}

impl Degree {
    /// Every degree with its name in the tables.
    pub const ALL: [(Degree, &'static str); 11] = [
        (Degree::Slight, "slight"),
        (Degree::Fair, "fair"),
        (Degree::Filler, "filler"),
        (Degree::Strong, "strong"),
        (Degree::Firm, "firm"),
        (Degree::Extreme, "extreme"),
        (Degree::More, "more"),
        (Degree::Most, "most"),
        (Degree::Almost, "almost"),
        (Degree::Full, "full"),
        (Degree::Partly, "partly"),
    ];

    /// The degree of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(d, _)| *d)
    }
}

const ENGLISH: &str = include_str!("../../data/en/degree.tsv");

fn cues() -> &'static CueTable<Degree> {
    static TABLE: OnceLock<CueTable<Degree>> = OnceLock::new();
    TABLE.get_or_init(|| CueTable::new(include_str!("../../data/zh/degree.tsv"), ENGLISH, Degree::from_name))
}

/// The words of degree of a Chinese text, in order. What is denied has no degree of its own: 不完全 is the business of
/// [`super::negation`].
pub fn chinese<'a>(
    zh: &Chinese,
    negations: impl FnOnce() -> &'a [Mention<Negation>],
) -> Vec<Mention<Cue<Degree>>> {
    let mut found = without_denied(cues().chinese(zh), negations);
    // 相当严重 gives one degree.
    let mut past = usize::MAX;
    found.retain(|m| {
        let graded = m.value.sense == Degree::Firm && m.range.start == past;
        past = m.range.end;
        !graded
    });
    found
}

/// The words of degree of an English text, in order.
pub fn english(en: &English) -> Vec<Mention<Cue<Degree>>> {
    let mut found = cues().english(en);
    // *Most of them* says how many.
    // *Extremely slight* gives one degree.
    let mut past = usize::MAX;
    found.retain(|m| {
        let graded = m.range.start == past && is_content(en, m);
        past = m.range.end;
        !graded
    });
    found.retain(|m| en.norm(m.range.start) != "most" || en.norm(m.range.end) != "of" || m.range.len() > 1);
    found
}

/// Whether a word of degree is as often the rendering of a word of its own: *disastrous*, *full*.
pub fn is_content(en: &English, m: &Mention<Cue<Degree>>) -> bool {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let content = |r: Vec<&'static str>| (r.get(2) == Some(&"content")).then(|| r[0]);
        table::rows(ENGLISH).filter_map(content).collect()
    });
    m.range.len() == 1 && words.contains(en.norm(m.range.start))
}

/// Whether a word holds a degree in itself, and whether that is a superlative: *furious*, *paramount*.
pub fn intensity(word: &str) -> Option<Degree> {
    type Begins = FxHashMap<&'static str, Vec<(&'static str, bool, Degree)>>;
    static WORDS: OnceLock<Begins> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = Begins::default();
        for w in
            table::rows(include_str!("../../data/en/intense.txt")).flatten().flat_map(str::split_whitespace)
        {
            let (word, degree) = w.strip_prefix('^').map_or((w, Degree::Extreme), |w| (w, Degree::Most));
            let (word, open) = word.strip_suffix('*').map_or((word, false), |w| (w, true));
            words.entry(first(word)).or_default().push((word, open, degree));
        }
        words
    });
    let fits = |w: &(&str, bool, Degree)| if w.1 { word.starts_with(w.0) } else { w.0 == word };
    let found = words.get(first(word))?.iter().filter(|w| fits(w)).map(|w| w.2);
    found.max_by_key(|d| *d == Degree::Most)
}

/// Whether a word is a comparative or superlative by its ending: *stronger*, *strongest*.
pub fn is_graded(word: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let list =
            table::rows(include_str!("../../data/en/graded.txt")).flatten().flat_map(str::split_whitespace);
        list.flat_map(|w| {
            let doubled = (w.len() == 3 && !w.ends_with('w') && !w.ends_with('y')).then(|| &w[w.len() - 1..]);
            let base = match w.strip_suffix('y') {
                Some(b) => format!("{b}i"),
                None => w.strip_suffix('e').unwrap_or(w).to_owned() + doubled.unwrap_or_default(),
            };
            ["er", "est"].map(|end| format!("{base}{end}"))
        })
        .collect()
    });
    words.contains(word)
}

/// What a word begins with, to find it by: its first two letters.
fn first(word: &str) -> &str {
    word.get(..2).unwrap_or(word)
}
