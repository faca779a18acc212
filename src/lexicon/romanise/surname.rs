use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Syllable;
use crate::lexicon::{Lexicon, table};

/// How far a surname's characters alone point to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A frequent surname that is seldom anything else (刘, 欧阳).
    Frequent,
    /// A frequent surname that is an everyday word as well (高, 时).
    Word,
    /// A rare one.
    Rare,
}

/// A surname of data/names/surnames.tsv.
#[derive(Debug, Clone)]
pub struct Surname {
    /// Its characters, folded.
    pub chars: Vec<char>,
    /// Its readings as a surname: 单 shan, not dan.
    pub readings: Vec<Vec<Syllable>>,
    /// How far it points to a person.
    pub rank: Rank,
    /// Spellings that are neither Hanyu Pinyin nor Wade-Giles, in lower case without hyphens.
    pub spellings: Vec<String>,
}

impl Surname {
    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Never: every surname has a character.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Whether the surname is spelled so outside Mandarin (lower case): 黄 `wong`.
    pub fn is_spelled(&self, word: &str) -> bool {
        self.spellings.iter().any(|s| s == word)
    }
}

fn table() -> &'static FxHashMap<char, Vec<Surname>> {
    static TABLE: OnceLock<FxHashMap<char, Vec<Surname>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut map: FxHashMap<char, Vec<Surname>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/names/surnames.tsv")) {
            let [chars, readings, rank, rest @ ..] = &row[..] else { continue };
            let chars: Vec<char> = lexicon.fold_str(chars).chars().collect();
            let Some(&first) = chars.first() else { continue };
            let readings = readings.split_whitespace().filter_map(|r| syllables(r, chars.len())).collect();
            let rank = match *rank {
                "f" => Rank::Frequent,
                "w" => Rank::Word,
                _ => Rank::Rare,
            };
            let spellings = rest
                .iter()
                .flat_map(|cell| cell.split_whitespace())
                .map(|s| s.to_lowercase().replace('-', ""))
                .collect();
            let list = map.entry(first).or_default();
            if !list.iter().any(|s| s.chars == chars) {
                list.push(Surname { chars, readings, rank, spellings });
            }
        }
        // A compound surname goes before its first character.
        for list in map.values_mut() {
            list.sort_by_key(|s| std::cmp::Reverse(s.len()));
        }
        map
    })
}

/// Cuts a table's reading (`ouyang`) into as many syllables as there are characters.
fn syllables(reading: &str, count: usize) -> Option<Vec<Syllable>> {
    if count == 1 {
        return Syllable::from_pinyin(reading).map(|s| vec![s]);
    }
    (1..reading.len()).filter(|&at| reading.is_char_boundary(at)).find_map(|at| {
        let head = Syllable::from_pinyin(&reading[..at])?;
        let mut all = vec![head];
        all.extend(syllables(&reading[at..], count - 1)?);
        Some(all)
    })
}

/// Whether some frequent surname of one character is read so.
pub fn is_surname(slot: super::Slot) -> bool {
    static READINGS: OnceLock<FxHashSet<Syllable>> = OnceLock::new();
    let readings = READINGS.get_or_init(|| {
        let frequent = table().values().flatten().filter(|s| s.rank != Rank::Rare && s.len() == 1);
        frequent.flat_map(|s| s.readings.iter().flatten().copied()).collect()
    });
    slot.iter().any(|s| readings.contains(s))
}

/// The longest surname that the characters (folded) begin with.
pub fn surname_at(chars: &[char]) -> Option<&'static Surname> {
    table().get(chars.first()?)?.iter().find(|s| chars.starts_with(&s.chars))
}
