//! Compiles the English word list `data/en/words.fst` from SCOWL, the Spell Checker Oriented Word Lists.
//!
//! ```text
//! cargo run --release --example words -- /usr/share/dict/scowl data/en/words.fst
//! ```
//!
//! Source: Debian package `scowl` 2020.12.07-2 (Kevin Atkinson, Copyright 2000-2011; free use, copying, change and
//! distribution with its notice kept: `/usr/share/doc/scowl/copyright`). Taken: the lists of American and British spelling
//! and their first variants up to size 70; the larger lists hold what no newspaper prints, and conditions of their own.

use std::collections::BTreeMap;
use std::path::Path;

use duikan::lexicon::words::{Rank, plain};

/// Spellings taken, by the first part of SCOWL's file names.
const SPELLINGS: [&str; 6] =
    ["english", "american", "british", "british_z", "variant_1", "british_variant_1"];
/// Largest size (SCOWL's number, the more the rarer) of words that count as common: they may correct a misspelling.
const COMMON: u32 = 35;
/// Largest size of ordinary words.
const KNOWN: u32 = 70;
/// Largest size of names and other words written with a capital.
const NAMES: u32 = 60;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        return Err("usage: words SCOWL_FOLDER OUTPUT".into());
    };
    let mut ranks: BTreeMap<String, Rank> = BTreeMap::new();
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        if let Some(names) = list_kind(&path) {
            let (names, size) = names;
            let rank = match (names, size) {
                (true, _) => Rank::Name,
                (false, ..=COMMON) => Rank::Common,
                (false, _) => Rank::Known,
            };
            for word in String::from_utf8(std::fs::read(&path)?)?.lines() {
                let word = plain(word);
                if !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()) {
                    let slot = ranks.entry(word).or_insert(rank);
                    *slot = (*slot).min(rank);
                }
            }
        }
    }
    let mut map = fst::MapBuilder::memory();
    for (word, rank) in &ranks {
        map.insert(word, *rank as u64)?;
    }
    std::fs::write(to, map.into_inner()?)?;
    Ok(())
}

/// Whether a file of SCOWL is one of those taken: whether it holds names, and its size.
fn list_kind(path: &Path) -> Option<(bool, u32)> {
    let size: u32 = path.extension()?.to_str()?.parse().ok()?;
    let (spelling, kind) = path.file_stem()?.to_str()?.split_once('-')?;
    let names = match kind {
        "words" => false,
        "upper" | "proper-names" => true,
        _ => return None,
    };
    (SPELLINGS.contains(&spelling) && size <= if names { NAMES } else { KNOWN }).then_some((names, size))
}
