//! The tables of numerals, units and approximation of `data/`, loaded once.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Bound;
use crate::lexicon::prefix::Prefixes;
use crate::lexicon::{Lexicon, StemId, stem, table};

/// What a Chinese numeral character does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Glyph {
    /// A digit, 0 to 9.
    Digit(f64),
    /// 十 百 千.
    Unit(f64),
    /// 万 亿 兆.
    Myriad(f64),
    /// 廿 卅 卌.
    Tens(f64),
}

/// What an English number word does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Word {
    /// 0 to 9.
    Unit(f64),
    /// 10 to 19.
    Teen(f64),
    /// 20, 30 … 90.
    Ten(f64),
    /// hundred.
    Hundred,
    /// thousand, million …
    Thousand(f64),
    /// dozen, score.
    Dozen(f64),
    /// first, third …
    Ordinal(f64),
    /// half, quarter.
    Fraction(f64),
    /// twice, double …
    Times(f64),
    /// tripled, fourfold …
    Growth(f64),
    /// double, triple …
    Multiply(f64),
    /// halved.
    Share(f64),
    /// both, couple …
    Soft(f64),
    /// hundreds, several …
    Vague(f64, f64),
}

/// A row of data/units.tsv.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit(u16);

impl Unit {
    /// What it measures.
    pub fn dimension(self) -> &'static str {
        units().rows[usize::from(self.0)].0
    }

    /// The currency, if it is one: empty for the yuan.
    pub fn currency(self) -> Option<&'static str> {
        self.dimension().strip_prefix("money")
    }

    /// How an English text writes it after a number, if the table says so or the plural is regular.
    pub fn written(self, value: f64) -> Option<String> {
        let (words, plural) = units().written[usize::from(self.0)];
        let one = words.split_whitespace().find(|w| w.len() > 1)?.replace('_', " ");
        Some(match plural {
            _ if value == 1.0 || self.varied() => one,
            "" if one.ends_with(['r', 'e', 'd', 'n', 'h', 'k', 't', 'm']) => format!("{one}s"),
            "" => one,
            plural => plural.to_owned(),
        })
    }

    /// Its size in the base unit of its dimension.
    pub fn factor(self) -> f64 {
        units().rows[usize::from(self.0)].1
    }

    /// Whether its size differed with the time, the place and the trade, so that what is converted from it agrees roughly only.
    pub fn varied(self) -> bool {
        units().rows[usize::from(self.0)].2
    }
}

/// A value of a table: `1e4`, or `a..b`.
fn range(text: &str) -> Option<(f64, f64)> {
    match text.split_once("..") {
        Some((a, b)) => Some((a.parse().ok()?, b.parse().ok()?)),
        None => text.parse().ok().map(|v| (v, v)),
    }
}

struct Units {
    /// English words of each row, and the plural that is not regular.
    written: Vec<(&'static str, &'static str)>,
    rows: Vec<(&'static str, f64, bool)>,
    zh: Prefixes<Unit>,
    en: FxHashMap<&'static str, Unit>,
}

fn units() -> &'static Units {
    static UNITS: OnceLock<Units> = OnceLock::new();
    UNITS.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut units = Units {
            rows: Vec::new(),
            written: Vec::new(),
            zh: Prefixes::default(),
            en: FxHashMap::default(),
        };
        for row in table::rows(include_str!("../../../data/units.tsv")) {
            let (Some(dimension), Some(factor)) = (row.first(), row.get(1).and_then(|f| f.parse().ok()))
            else {
                continue;
            };
            let unit = Unit(units.rows.len() as u16);
            units.written.push((row.get(3).unwrap_or(&""), row.get(4).unwrap_or(&"")));
            units.rows.push((dimension, factor, row.get(4).is_some_and(|f| *f == "varied")));
            let zh = row.get(2).unwrap_or(&"").split_whitespace();
            units.zh.extend(zh.map(|w| (lexicon.fold_str(w).chars().collect(), unit)));
            for w in row.get(3).unwrap_or(&"").split_whitespace() {
                units.en.insert(w, unit);
            }
        }
        units
    })
}

/// The unit that stands at `at` in folded Chinese text, and where it ends.
pub(crate) fn zh_unit(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    units().zh.at(chars.get(at..)?).next().map(|(n, unit)| (*unit, at + n))
}

/// The unit of an English word in the singular or plural (several words joined by `_`).
pub(crate) fn en_unit(word: &str) -> Option<Unit> {
    let known = &units().en;
    known.get(word).or_else(|| known.get(word.strip_suffix('s')?)).copied()
}

pub(crate) struct Zh {
    glyphs: FxHashMap<char, Glyph>,
    /// Words with numerals that are none (`None`) or with a value of their own.
    words: Prefixes<Option<(f64, f64)>>,
    classifiers: Prefixes<()>,
    growth: Vec<String>,
    before: FxHashMap<Vec<char>, Bound>,
    after: Prefixes<Bound>,
    /// Words beside which tenths are counted in 分.
    chances: Vec<Vec<char>>,
}

pub(crate) fn zh() -> &'static Zh {
    static ZH: OnceLock<Zh> = OnceLock::new();
    ZH.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let fold = |w: &str| -> Vec<char> { lexicon.fold_str(w).chars().collect() };
        let mut zh = Zh {
            glyphs: FxHashMap::default(),
            words: Prefixes::default(),
            classifiers: Prefixes::default(),
            growth: Vec::new(),
            before: FxHashMap::default(),
            after: Prefixes::default(),
            chances: Vec::new(),
        };
        for row in table::rows(include_str!("../../../data/zh/numerals.tsv")) {
            let [chars, kind, value] = row[..] else { continue };
            let value: f64 = value.parse().unwrap_or(0.0);
            let glyph = match kind {
                "digit" => Glyph::Digit(value),
                "unit" => Glyph::Unit(value),
                "myriad" => Glyph::Myriad(value),
                _ => Glyph::Tens(value),
            };
            zh.glyphs.extend(fold(chars).into_iter().map(|c| (c, glyph)));
        }
        for row in table::rows(include_str!("../../../data/zh/numeral-words.tsv")) {
            let [word, value] = row[..] else { continue };
            zh.words.insert(&fold(word), range(value));
        }
        for row in table::rows(include_str!("../../../data/zh/classifiers.txt")) {
            let words = row.iter().flat_map(|r| r.split_whitespace());
            zh.classifiers.extend(words.map(|w| (fold(w), ())));
        }
        for row in table::rows(include_str!("../../../data/zh/growth.txt")) {
            zh.growth.extend(row.iter().flat_map(|r| r.split_whitespace()).map(|w| lexicon.fold_str(w)));
        }
        for row in table::rows(include_str!("../../../data/zh/approximation.tsv")) {
            let [place, bound, words] = row[..] else { continue };
            if place == "chance" {
                zh.chances.extend(words.split_whitespace().map(fold));
                continue;
            }
            let Some(bound) = Bound::from_name(bound) else { continue };
            let words = words.split_whitespace().map(|w| (fold(w), bound));
            if place == "before" { zh.before.extend(words) } else { zh.after.extend(words) }
        }
        zh
    })
}

/// Characters before a numeral among which a word that tells how it counts is looked for.
const NEAR: usize = 6;

/// Characters of the longest classifier that is looked for; longer ones are units.
const LONGEST_CLASSIFIER: usize = 3;

impl Zh {
    pub(crate) fn glyph(&self, c: char) -> Option<Glyph> {
        if c.is_ascii() { None } else { self.glyphs.get(&c).copied() }
    }

    /// The longest listed word at `at`: its end, and its value if it has one.
    pub(crate) fn word(&self, chars: &[char], at: usize) -> Option<(usize, Option<(f64, f64)>)> {
        self.words.at(chars.get(at..)?).next().map(|(n, value)| (at + n, *value))
    }

    /// The end of the longest classifier at `at`.
    pub(crate) fn classifier(&self, chars: &[char], at: usize) -> Option<usize> {
        let mut found = self.classifiers.at(chars.get(at..)?).map(|(n, ())| n);
        found.find(|n| *n <= LONGEST_CLASSIFIER).map(|n| at + n)
    }

    /// Whether a text ends in a word of growth.
    pub(crate) fn grows(&self, text: &str) -> bool {
        self.growth.iter().any(|g| text.ends_with(g.as_str()))
    }

    /// Whether a word of chance stands right after `end`, or a few characters before `at`.
    pub(crate) fn is_chance(&self, chars: &[char], at: usize, end: usize) -> bool {
        let before = &chars[at.saturating_sub(NEAR)..at];
        let after = &chars[end..];
        let after = after.strip_prefix(&['的']).unwrap_or(after);
        self.chances.iter().any(|w| after.starts_with(w) || before.windows(w.len()).any(|b| b == &w[..]))
    }

    /// The longest word of approximation that ends at `at`: its start and its bound.
    pub(crate) fn before(&self, chars: &[char], at: usize) -> Option<(usize, Bound)> {
        let most = 4.min(at);
        (1..=most).rev().find_map(|n| self.before.get(&chars[at - n..at]).map(|b| (at - n, *b)))
    }

    /// The longest word of approximation at `at`: its end and its bound.
    pub(crate) fn after(&self, chars: &[char], at: usize) -> Option<(usize, Bound)> {
        self.after.at(chars.get(at..)?).next().map(|(n, bound)| (at + n, *bound))
    }
}

pub(crate) struct En {
    words: FxHashMap<&'static str, Word>,
    /// Phrases by their first word (before) and, each longest first.
    before: FxHashMap<&'static str, Vec<(Vec<&'static str>, Bound)>>,
    after: FxHashMap<&'static str, Vec<(Vec<&'static str>, Bound)>>,
    /// Words near a number that may bound it upwards (true) or downwards.
    near: FxHashSet<(&'static str, bool)>,
    stems: FxHashSet<StemId>,
}

pub(crate) fn en() -> &'static En {
    static EN: OnceLock<En> = OnceLock::new();
    EN.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut en = En {
            words: FxHashMap::default(),
            before: FxHashMap::default(),
            after: FxHashMap::default(),
            near: FxHashSet::default(),
            stems: FxHashSet::default(),
        };
        for row in table::rows(include_str!("../../../data/en/numerals.tsv")) {
            let [word, kind, value] = row[..] else { continue };
            let Some((low, high)) = range(value) else { continue };
            let meaning = match kind {
                "unit" => Word::Unit(low),
                "teen" => Word::Teen(low),
                "ten" => Word::Ten(low),
                "hundred" => Word::Hundred,
                "thousand" => Word::Thousand(low),
                "dozen" => Word::Dozen(low),
                "ordinal" => Word::Ordinal(low),
                "fraction" => Word::Fraction(low),
                "times" => Word::Times(low),
                "growth" => Word::Growth(low),
                "multiply" => Word::Multiply(low),
                "share" => Word::Share(low),
                "soft" => Word::Soft(low),
                _ => Word::Vague(low, high),
            };
            en.words.insert(word, meaning);
            en.stems.extend(lexicon.stem_id(&stem::stem(word)));
        }
        for row in table::rows(include_str!("../../../data/en/approximation.tsv")) {
            let [place, bound, phrases] = row[..] else { continue };
            let Some(bound) = Bound::from_name(bound) else { continue };
            for phrase in phrases.split(',').map(str::trim) {
                if place == "near" {
                    en.near.insert((phrase, bound.direction() > 0));
                    continue;
                }
                let words: Vec<&str> = phrase.split(' ').collect();
                let (map, key) = if place == "before" {
                    (&mut en.before, words.last())
                } else {
                    (&mut en.after, words.first())
                };
                if let Some(key) = key {
                    map.entry(*key).or_default().push((words.clone(), bound));
                }
            }
        }
        for list in en.before.values_mut().chain(en.after.values_mut()) {
            list.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        }
        en
    })
}

/// The English number words.
pub(crate) fn number_words() -> impl Iterator<Item = &'static str> {
    en().words.keys().copied()
}

impl En {
    pub(crate) fn word(&self, norm: &str) -> Option<Word> {
        self.words.get(norm).copied()
    }

    /// Whether a gloss word with this stem is a number word.
    pub(crate) fn is_number_stem(&self, stem: StemId) -> bool {
        self.stems.contains(&stem)
    }

    /// Whether a word near a number may bound it in a direction.
    pub(crate) fn is_hint(&self, norm: &str, direction: i8) -> bool {
        self.near.contains(&(norm, direction > 0))
    }

    /// The longest phrase of approximation that ends before token `at`: its first token and bound.
    pub(crate) fn before(&self, text: &crate::text::English, at: usize) -> Option<(usize, Bound)> {
        let list = self.before.get(text.norm(at.checked_sub(1)?))?;
        list.iter().find_map(|(words, bound)| {
            let start = at.checked_sub(words.len())?;
            words.iter().enumerate().all(|(k, w)| text.norm(start + k) == *w).then_some((start, *bound))
        })
    }

    /// The longest phrase of approximation at token `at`: one past its last token and its bound.
    pub(crate) fn after(&self, text: &crate::text::English, at: usize) -> Option<(usize, Bound)> {
        let list = self.after.get(text.norm(at))?;
        list.iter().find_map(|(words, bound)| {
            words.iter().enumerate().all(|(k, w)| text.norm(at + k) == *w).then(|| (at + words.len(), *bound))
        })
    }
}
