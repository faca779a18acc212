//! Compiles CC-CEDICT (and any dictionary in its form) into the file that [`super::Lexicon`] opens.
//!
//! Layout, all numbers little-endian: the magic, then ten pairs (offset, length) of `u32`, then the sections:
//! about (UTF-8 lines) · fold (a `u16` for each code point that folding covers) · keys (fst: folded word → entry) · entry
//! offsets (`u32`) · entries (varint count, ascending stem ids as varint differences, then for a single character its
//! readings parted by spaces) · stems (fst: stem → id) · stem offsets (`u32`) · stem texts · sense block offsets (`u32`) · sense
//! blocks (DEFLATE; the dictionary lines of 256 entries, entries parted by 1D, lines by 1E, `simplified 1F pinyin 1F glosses`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::error::{Error, Result};
use crate::lexicon::{FOLD, stem, table};

pub(crate) const MAGIC: &[u8; 8] = b"DUIKAN\x03\0";
pub(crate) const SECTIONS: usize = 10;
/// Entries in a compressed block of senses.
pub(crate) const BLOCK: usize = 256;

/// Glosses with more content words than this explain rather than translate, and give no stems (measured in the design).
const LONGEST_GLOSS: usize = 5;

/// Variant characters that CC-CEDICT does not list as such.
const VARIANTS: &str = include_str!("../../data/zh/variants.tsv");

struct Line<'a> {
    traditional: &'a str,
    simplified: &'a str,
    pinyin: &'a str,
    glosses: &'a str,
}

/// Compiles the dictionary texts of `files` (name and content) in the form `traditional simplified [pinyin] /gloss/gloss/`.
///
/// # Errors
/// If a line has not that form.
pub fn compile(files: &[(&Path, &str)]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    let mut about = String::new();
    for (path, text) in files {
        let before = lines.len();
        let mut date = "";
        for (n, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
            if let Some(comment) = line.strip_prefix('#') {
                date = comment.strip_prefix("! date=").unwrap_or(date);
                continue;
            }
            if line.trim().is_empty() {
                continue;
            }
            lines.push(parse(line).ok_or_else(|| {
                Error::new(
                    "not a dictionary line",
                    "write `traditional simplified [pin1 yin1] /gloss/gloss/`",
                )
                .at(path)
                .line(n + 1)
            })?);
        }
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        about.push_str(&format!("source: {name} {date} {} lines\n", lines.len() - before));
    }
    let fold = folding(&lines);
    let mut entries: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
    for line in &lines {
        for form in BTreeSet::from([line.traditional, line.simplified]) {
            let key: String =
                form.chars().flat_map(char::to_lowercase).map(|c| fold_char(&fold, c)).collect();
            let (stems, senses) = entries.entry(key).or_default();
            stems.extend(gloss_stems(line.glosses));
            let sense = format!("{}\x1f{}\x1f{}", line.simplified, line.pinyin, line.glosses);
            if !senses.contains(&sense) {
                senses.push(sense);
            }
        }
    }
    let stems: BTreeSet<&str> = entries.values().flat_map(|(s, _)| s.iter().map(String::as_str)).collect();
    let ids: BTreeMap<&str, u32> = stems.iter().copied().zip(0..).collect();
    about.push_str(&format!("entries: {}\nstems: {}\n", entries.len(), ids.len()));

    let (mut blob, mut offsets) = (Vec::new(), Vec::new());
    let mut keys = fst::MapBuilder::memory();
    for (n, (key, (stems, senses))) in entries.iter().enumerate() {
        keys.insert(key, n as u64).expect("a BTreeMap is sorted");
        offsets.extend((blob.len() as u32).to_le_bytes());
        let mut sorted: Vec<u32> = stems.iter().map(|s| ids[s.as_str()]).collect();
        sorted.sort_unstable();
        write_varint(&mut blob, sorted.len() as u32);
        let mut last = 0;
        for id in sorted {
            write_varint(&mut blob, id - last);
            last = id;
        }
        if key.chars().count() == 1 {
            let readings: BTreeSet<&str> = senses.iter().filter_map(|s| s.split('\x1f').nth(1)).collect();
            blob.extend(readings.into_iter().collect::<Vec<_>>().join(" ").bytes());
        }
    }
    offsets.extend((blob.len() as u32).to_le_bytes());
    let (mut stem_texts, mut stem_offsets) = (Vec::new(), Vec::new());
    let mut stem_keys = fst::MapBuilder::memory();
    for (stem, id) in &ids {
        stem_keys.insert(stem, u64::from(*id)).expect("a BTreeMap is sorted");
        stem_offsets.extend((stem_texts.len() as u32).to_le_bytes());
        stem_texts.extend(stem.bytes());
    }
    stem_offsets.extend((stem_texts.len() as u32).to_le_bytes());

    let all: Vec<String> = entries.values().map(|(_, senses)| senses.join("\x1e")).collect();
    let (mut blocks, mut block_offsets) = (Vec::new(), Vec::new());
    for block in all.chunks(BLOCK) {
        block_offsets.extend((blocks.len() as u32).to_le_bytes());
        blocks.extend(miniz_oxide::deflate::compress_to_vec(block.join("\x1d").as_bytes(), 9));
    }
    block_offsets.extend((blocks.len() as u32).to_le_bytes());

    let sections: [Vec<u8>; SECTIONS] = [
        about.into_bytes(),
        fold.iter().flat_map(|c| c.to_le_bytes()).collect(),
        keys.into_inner().expect("an fst in memory"),
        offsets,
        blob,
        stem_keys.into_inner().expect("an fst in memory"),
        stem_offsets,
        stem_texts,
        block_offsets,
        blocks,
    ];
    let mut out = MAGIC.to_vec();
    let mut at = MAGIC.len() + SECTIONS * 8;
    for s in &sections {
        out.extend((at as u32).to_le_bytes());
        out.extend((s.len() as u32).to_le_bytes());
        at += s.len();
    }
    for s in sections {
        out.extend(s);
    }
    Ok(out)
}

fn parse(line: &str) -> Option<Line<'_>> {
    let (traditional, rest) = line.split_once(' ')?;
    let (simplified, rest) = rest.split_once(' ')?;
    let (pinyin, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let glosses = rest.trim().strip_prefix('/')?.strip_suffix('/')?;
    Some(Line { traditional, simplified, pinyin, glosses })
}

fn fold_char(fold: &[u16], c: char) -> char {
    let code = c as u32;
    if FOLD.contains(&code) {
        char::from_u32(u32::from(fold[(code - FOLD.start) as usize])).unwrap_or(c)
    } else {
        c
    }
}

/// Every character's shared form: its most frequent simplified form in the dictionary, for variants that of the character
/// they stand for.
fn folding(lines: &[Line]) -> Vec<u16> {
    let mut counts: BTreeMap<char, BTreeMap<char, usize>> = BTreeMap::new();
    let mut step: BTreeMap<char, char> = BTreeMap::new();
    for line in lines {
        if line.traditional.chars().count() != line.simplified.chars().count() {
            continue;
        }
        for (t, s) in line.traditional.chars().zip(line.simplified.chars()) {
            if t != s {
                *counts.entry(t).or_default().entry(s).or_default() += 1;
            }
        }
    }
    // A single character all of whose senses say that it is a variant of one other character.
    let mut variants: BTreeMap<char, Option<char>> = BTreeMap::new();
    for line in lines {
        let mut chars = line.simplified.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { continue };
        for gloss in line.glosses.split('/') {
            let other = ["variant of ", "old variant of ", "archaic variant of ", "Japanese variant of "]
                .iter()
                .find_map(|p| gloss.strip_prefix(p))
                .and_then(|g| g.split('[').next())
                .and_then(|g| g.rsplit('|').next())
                .filter(|g| g.chars().count() == 1)
                .and_then(|g| g.chars().next());
            let slot = variants.entry(c).or_insert(other);
            if *slot != other {
                *slot = None;
            }
        }
    }
    step.extend(variants.into_iter().filter_map(|(c, other)| Some((c, other?))));
    for (t, forms) in counts {
        let best = forms.iter().max_by_key(|(s, n)| (**n, std::cmp::Reverse(**s)));
        step.extend(best.map(|(s, _)| (t, *s)));
    }
    for row in table::rows(VARIANTS) {
        if let [from, to, ..] = row[..] {
            step.extend(from.chars().map(|c| (c, to.chars().next().unwrap_or(c))));
        }
    }
    FOLD.map(|code| {
        let Some(mut c) = char::from_u32(code) else { return code as u16 };
        let mut seen = vec![c];
        while let Some(&next) = step.get(&c) {
            if !FOLD.contains(&(next as u32)) || seen.contains(&next) {
                break;
            }
            seen.push(next);
            c = next;
        }
        // On a circle of variants all end at its smallest character.
        if step.get(&c).is_some_and(|n| seen.contains(n)) {
            let from = seen.iter().position(|x| Some(x) == step.get(&c)).unwrap_or(0);
            c = seen[from..].iter().copied().min().unwrap_or(c);
        }
        c as u16
    })
    .collect()
}

/// Glosses that speak of the word rather than translate it.
const ABOUT_THE_WORD: [&str; 11] = [
    "variant of ",
    "old variant of ",
    "archaic variant of ",
    "Japanese variant of ",
    "erhua variant of ",
    "see ",
    "see also ",
    "surname ",
    "CL:",
    "abbr. for ",
    "also written ",
];

fn gloss_stems(glosses: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for gloss in glosses.split(['/', ';']) {
        let gloss = gloss.trim();
        if ABOUT_THE_WORD.iter().any(|p| gloss.starts_with(p)) {
            continue;
        }
        let mut plain = String::new();
        let mut depth = 0;
        for c in gloss.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ if depth <= 0 => plain.push(c),
                _ => {}
            }
        }
        let words = stem::content_words(&plain);
        if words.len() <= LONGEST_GLOSS {
            out.extend(words.into_iter().map(|w| stem::stem(&w)));
        }
    }
    out
}

fn write_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Reads one varint off the front; a truncated one gives what there is.
pub(crate) fn read_varint(bytes: &mut &[u8]) -> u32 {
    let (mut n, mut shift) = (0u32, 0);
    while let Some((&b, rest)) = bytes.split_first() {
        *bytes = rest;
        n |= u32::from(b & 0x7f).checked_shl(shift).unwrap_or(0);
        if b < 0x80 {
            break;
        }
        shift += 7;
    }
    n
}
