//! Names by their sound: which capitalised English words spell which characters.

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;

/// Longest name, in syllables, that is matched as one word.
const LONGEST_NAME: usize = 4;

/// Capitalised words of the target side by the syllables they spell in Hanyu Pinyin.
pub(super) struct Spellings {
    readings: FxHashMap<char, Box<[u16]>>,
    syllables: FxHashMap<String, u16>,
    words: FxHashMap<[u16; LONGEST_NAME], Vec<u32>>,
}

/// Toneless spelling of a reading: `Shan4` gives `shan`, `lu:4` gives `lu`.
fn toneless(reading: &str) -> String {
    reading.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

impl Spellings {
    /// Words (lower case) with their ids, among texts of which `chars` are all the characters.
    pub(super) fn new<'a>(
        words: impl Iterator<Item = (&'a str, u32)>,
        chars: impl Iterator<Item = char>,
        lexicon: &Lexicon,
    ) -> Self {
        let mut all = Self {
            readings: FxHashMap::default(),
            syllables: FxHashMap::default(),
            words: FxHashMap::default(),
        };
        for c in chars {
            let syllables = &mut all.syllables;
            all.readings.entry(c).or_insert_with(|| {
                let mut ids: Vec<u16> = lexicon
                    .readings(c)
                    .map(|r| {
                        let next = syllables.len() as u16;
                        *syllables.entry(toneless(r)).or_insert(next)
                    })
                    .collect();
                ids.sort_unstable();
                ids.dedup();
                ids.into()
            });
        }
        for (word, id) in words {
            if word.len() >= 2 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
                let word: String = word.chars().filter(|c| *c != '\'').collect();
                all.add(&word, id, &mut [u16::MAX; LONGEST_NAME], 0);
            }
        }
        all
    }

    fn add(&mut self, rest: &str, id: u32, path: &mut [u16; LONGEST_NAME], depth: usize) {
        if rest.is_empty() {
            self.words.entry(*path).or_default().push(id);
            return;
        }
        if depth == LONGEST_NAME {
            return;
        }
        for len in 1..=rest.len().min(6) {
            if let Some(&s) = self.syllables.get(&rest[..len]) {
                path[depth] = s;
                self.add(&rest[len..], id, path, depth + 1);
                path[depth] = u16::MAX;
            }
        }
    }

    /// Ids of the words that some run of `chars` spells, appended to `out`.
    pub(super) fn spelled(&self, chars: &[char], out: &mut Vec<u32>) {
        if self.words.is_empty() {
            return;
        }
        for i in 0..chars.len() {
            self.walk(&chars[i..], &mut [u16::MAX; LONGEST_NAME], 0, &mut |_, ids| out.extend(ids));
        }
    }

    /// Ids of the words that all of `chars` together spell, appended to `out`.
    pub(super) fn whole(&self, chars: &[char], out: &mut Vec<u32>) {
        if self.words.is_empty() || chars.len() > LONGEST_NAME {
            return;
        }
        self.walk(chars, &mut [u16::MAX; LONGEST_NAME], 0, &mut |n, ids| {
            if n == chars.len() {
                out.extend(ids);
            }
        });
    }

    fn readings(&self, c: char) -> &[u16] {
        self.readings.get(&c).map_or(&[], |r| r)
    }

    fn walk(
        &self,
        chars: &[char],
        path: &mut [u16; LONGEST_NAME],
        depth: usize,
        found: &mut impl FnMut(usize, &[u32]),
    ) {
        let Some(&first) = chars.first() else { return };
        if depth == LONGEST_NAME {
            return;
        }
        for &s in self.readings(first) {
            path[depth] = s;
            if let Some(ids) = self.words.get(path) {
                found(depth + 1, ids);
            }
            self.walk(&chars[1..], path, depth + 1, found);
            path[depth] = u16::MAX;
        }
    }
}
