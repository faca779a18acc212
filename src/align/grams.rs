//! Runs of one to four ideographs, from which the second pass learns names and terms.

use rustc_hash::FxHashMap;

use super::features::Lists;
use crate::text::{Chinese, is_han};

/// Longest run that is learned, in characters.
const LONGEST: usize = 4;

/// A run of one to four ideographs of the Basic Multilingual Plane, sixteen bits each, the last one lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Gram(u64);

impl Gram {
    /// The run that a text consists of, if it is one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut gram = Gram(0);
        for (k, c) in text.chars().enumerate() {
            if k == LONGEST || !may_hold(c) {
                return None;
            }
            gram.0 = gram.0 << 16 | u64::from(c as u32);
        }
        (gram.0 != 0).then_some(gram)
    }

    fn text(self) -> Box<str> {
        (0..LONGEST)
            .rev()
            .filter_map(|k| char::from_u32((self.0 >> (16 * k)) as u32 & 0xFFFF).filter(|c| *c != '\0'))
            .collect::<String>()
            .into()
    }

    /// Two places in a table of `mask + 1` bits.
    fn places(self, mask: u64) -> [u64; 2] {
        // Multipliers of xxHash64.
        let mix = |m: u64| {
            let h = (self.0 ^ self.0 >> 31).wrapping_mul(m);
            (h ^ h >> 29) & mask
        };
        [mix(0x9E37_79B1_85EB_CA87), mix(0xC2B2_AE3D_27D4_EB4F)]
    }
}

fn may_hold(c: char) -> bool {
    is_han(c) && (c as u32) < 0x1_0000
}

/// Calls `found` for every run.
pub(super) fn for_each(chars: &[char], mut found: impl FnMut(Gram)) {
    for i in 0..chars.len() {
        let mut gram = Gram(0);
        for &c in chars[i..].iter().take(LONGEST).take_while(|c| may_hold(**c)) {
            gram.0 = gram.0 << 16 | u64::from(c as u32);
            found(gram);
        }
    }
}

/// Bits of the tables that tell whether a run was met before, for each character of the text; with four runs a character, at most
/// one in twenty that stand once are taken for more.
const BITS: usize = 32;

/// The runs that occur in at least two texts, numbered: those of each text, and what each is.
///
/// Most runs of a book occur once and would fill the memory; a first look at the text only notes in a table of bits
/// (a Bloom filter) which may be met again, and only those are counted.
pub(super) fn repeated(texts: &[Chinese]) -> (Lists, Vec<Box<str>>) {
    let size = (texts.iter().map(|t| t.chars().len()).sum::<usize>() * BITS).next_power_of_two().max(64);
    let mask = size as u64 - 1;
    let (mut met, mut again) = (vec![0u64; size / 64], vec![0u64; size / 64]);
    let has = |table: &[u64], gram: Gram| {
        gram.places(mask).iter().all(|p| table[(p / 64) as usize] >> (p % 64) & 1 == 1)
    };
    let set = |table: &mut [u64], gram: Gram| {
        gram.places(mask).iter().for_each(|p| table[(p / 64) as usize] |= 1 << (p % 64));
    };
    for t in texts {
        for_each(t.chars(), |g| if has(&met, g) { set(&mut again, g) } else { set(&mut met, g) });
    }
    drop(met);
    let mut ids: FxHashMap<Gram, u32> = FxHashMap::default();
    let mut grams: Vec<Gram> = Vec::new();
    let mut count: Vec<u32> = Vec::new();
    let mut all = Lists::new();
    let mut list = Vec::new();
    for t in texts {
        list.clear();
        for_each(t.chars(), |g| {
            if has(&again, g) {
                list.push(*ids.entry(g).or_insert_with(|| {
                    grams.push(g);
                    grams.len() as u32 - 1
                }));
            }
        });
        list.sort_unstable();
        list.dedup();
        count.resize(grams.len(), 0);
        list.iter().for_each(|g| count[*g as usize] += 1);
        all.push(list.iter().copied());
    }
    // Numbered anew without those that stood in one text only.
    let mut next = 0;
    let number: Vec<u32> = count
        .iter()
        .map(|n| {
            next += u32::from(*n > 1);
            if *n > 1 { next - 1 } else { u32::MAX }
        })
        .collect();
    let mut kept = Lists::new();
    for k in 0..all.len() {
        kept.push(all.get(k).iter().map(|g| number[*g as usize]).filter(|g| *g != u32::MAX));
    }
    let texts = grams.iter().zip(&count).filter(|(_, n)| **n > 1).map(|(g, _)| g.text()).collect();
    (kept, texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn only_runs_of_two_texts_are_kept() {
        let texts: Vec<Chinese> = ["我见山。山高", "见山水", "高, 山"]
            .iter()
            .map(|t| Chinese::new(t, Lexicon::embedded()))
            .collect();
        let (lists, runs) = repeated(&texts);
        let of = |k: usize| {
            let mut of: Vec<&str> = lists.get(k).iter().map(|g| &*runs[*g as usize]).collect();
            of.sort_unstable();
            of
        };
        assert_eq!(of(0), ["山", "见", "见山", "高"]);
        assert_eq!(of(1), ["山", "见", "见山"]);
        assert_eq!(of(2), ["山", "高"]);
    }

    #[test]
    fn a_run_is_what_it_was_made_of() {
        assert_eq!(&*Gram::of("山水").unwrap().text(), "山水");
        assert_eq!(Gram::of("山水山水山"), None);
        assert_eq!(Gram::of("山a"), None);
        assert_eq!(Gram::of(""), None);
    }
}
