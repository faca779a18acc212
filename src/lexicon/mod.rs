//! The compiled Chinese-English dictionary, the folding of characters, and the tables of cues and names under `data/`.
//!
//! The dictionary is opened, not parsed: every part of the file is read in place, so opening costs nothing that grows with
//! its size. [`compile`] writes the file; its layout is described there.

pub mod compile;
pub mod prefix;
pub mod romanise;
pub mod stem;
pub mod table;
pub mod words;

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use fst::raw::CompiledAddr;

use crate::error::{Error, Result};

static EMBEDDED: &[u8] = include_bytes!("../../data/lexicon.bin");

/// First and one-past-last code point that folding covers: CJK Extension A and the Unified Ideographs.
pub(crate) const FOLD: Range<u32> = 0x3400..0xA000;

/// An entry of the dictionary: all CC-CEDICT lines with one folded form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// An English stem that some gloss of the dictionary has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StemId(pub u32);

/// One line of the dictionary: a reading and its senses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// Simplified form as in the dictionary.
    pub simplified: String,
    /// Pinyin with tone numbers, syllables parted by spaces; names begin with capitals: `Shan4`.
    pub pinyin: String,
    /// Glosses parted by `/`.
    pub glosses: String,
}

#[derive(Clone)]
struct Section {
    data: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.data[self.range.clone()]
    }
}

impl Section {
    fn u32(&self, index: usize) -> usize {
        let at = index * 4;
        self.as_ref().get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    }
}

/// A place in the automaton of entries: its node, and the sum of the outputs on the way there.
#[derive(Clone, Copy)]
struct Place {
    node: CompiledAddr,
    output: u64,
}

/// Where a character leads that entries begin with.
struct Begun {
    /// The entry that it is by itself.
    entry: Option<EntryId>,
    /// Where each second character leads, in order: most that follow in a text lead nowhere.
    next: Box<[(char, Place)]>,
}

/// How a character sounds.
#[derive(Clone)]
struct Spoken {
    syllables: String,
    readings: romanise::Readings,
}

/// The dictionary with the folding table.
pub struct Lexicon {
    /// Tells dictionaries apart that one process opens.
    serial: u64,
    about: String,
    fold: Section,
    keys: fst::Map<Section>,
    entry_offsets: Section,
    entries: Section,
    stems: fst::Map<Section>,
    stem_offsets: Section,
    stem_texts: Section,
    block_offsets: Section,
    blocks: Section,
    /// Where the characters below the end of [`FOLD`] lead that entries were looked for by.
    begun: Box<[OnceLock<Option<Begun>>]>,
    /// How the characters below the end of [`FOLD`] sound that were asked for.
    spoken: Box<[OnceLock<Box<Spoken>>]>,
    /// The blocks that were asked for, unpacked.
    unpacked: Box<[OnceLock<String>]>,
    /// For each entry what [`Lexicon::is_name`] gave; 0 if it was not asked for.
    names: Box<[AtomicU8]>,
}

impl Lexicon {
    /// The dictionary inside the binary.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            Lexicon::open(Cow::Borrowed(EMBEDDED))
                .expect("the embedded dictionary is written by `duikan lexicon`")
        })
    }

    /// Opens a compiled dictionary.
    ///
    /// # Errors
    /// If the bytes are not a dictionary of this version.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Lexicon> {
        let bad = || {
            Error::new("not a duikan dictionary of this version", "compile it again with `duikan lexicon`")
        };
        let data = Arc::new(bytes);
        let magic = compile::MAGIC;
        if data.len() < magic.len() + compile::SECTIONS * 8 || &data[..magic.len()] != magic {
            return Err(bad());
        }
        let mut sections = Vec::with_capacity(compile::SECTIONS);
        for k in 0..compile::SECTIONS {
            let at = magic.len() + k * 8;
            let number =
                |at: usize| u32::from_le_bytes([data[at], data[at + 1], data[at + 2], data[at + 3]]) as usize;
            let range = number(at)..number(at).saturating_add(number(at + 4));
            if range.end > data.len() {
                return Err(bad());
            }
            sections.push(Section { data: Arc::clone(&data), range });
        }
        let [
            about,
            fold,
            keys,
            entry_offsets,
            entries,
            stems,
            stem_offsets,
            stem_texts,
            block_offsets,
            blocks,
        ] = <[Section; compile::SECTIONS]>::try_from(sections).map_err(|_| bad())?;
        if fold.as_ref().len() != FOLD.len() * 2 {
            return Err(bad());
        }
        let keys = fst::Map::new(keys).map_err(|_| bad())?;
        static OPENED: AtomicU64 = AtomicU64::new(0);
        Ok(Lexicon {
            serial: OPENED.fetch_add(1, Ordering::Relaxed),
            about: String::from_utf8_lossy(about.as_ref()).into_owned(),
            fold,
            names: (0..keys.len()).map(|_| AtomicU8::new(0)).collect(),
            keys,
            entry_offsets,
            entries,
            stems: fst::Map::new(stems).map_err(|_| bad())?,
            stem_offsets,
            stem_texts,
            unpacked: (0..block_offsets.range.len() / 4).map(|_| OnceLock::new()).collect(),
            block_offsets,
            blocks,
            begun: (0..FOLD.end).map(|_| OnceLock::new()).collect(),
            spoken: (0..FOLD.end).map(|_| OnceLock::new()).collect(),
        })
    }

    /// Source, version and counts of the dictionary, one `name: value` a line.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of stems; ids are below it.
    pub fn stem_count(&self) -> usize {
        self.stems.len()
    }

    /// The form of a character that all its traditional, simplified and variant forms share. Only for matching: 説, 說 and
    /// 说 give 说; 乾 (qián) gives 干 too.
    pub fn fold(&self, c: char) -> char {
        let code = c as u32;
        if !FOLD.contains(&code) {
            return c;
        }
        let at = (code - FOLD.start) as usize * 2;
        let b = &self.fold.as_ref()[at..at + 2];
        char::from_u32(u32::from(u16::from_le_bytes([b[0], b[1]]))).unwrap_or(c)
    }

    /// A text with every character folded; for table keys and tests (segments are folded with their offsets kept).
    pub fn fold_str(&self, text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        // Nothing to normalise in the common ideographs, of which most tables consist.
        let is_plain = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_ascii();
        if text.chars().all(is_plain) {
            return text.chars().map(|c| self.fold(c)).collect();
        }
        text.nfkc().map(|c| self.fold(c)).collect()
    }

    /// The entry of a folded word.
    pub fn entry(&self, folded: &str) -> Option<EntryId> {
        self.keys.get(folded).map(|v| EntryId(v as u32))
    }

    /// Calls `found(length in characters, entry)` for every entry that `chars` begins with, shortest first.
    pub fn prefixes(&self, chars: &[char], mut found: impl FnMut(usize, EntryId)) {
        let Some((&first, rest)) = chars.split_first() else { return };
        let rare;
        let known = match self.begun.get(first as usize) {
            Some(kept) => kept.get_or_init(|| self.begin(first)),
            None => {
                rare = self.begin(first);
                &rare
            }
        };
        let Some(known) = known else { return };
        if let Some(entry) = known.entry {
            found(1, entry);
        }
        let Some((second, rest)) = rest.split_first() else { return };
        let Ok(k) = known.next.binary_search_by_key(second, |n| n.0) else { return };
        let mut place = known.next[k].1;
        let mut rest = rest.iter();
        for length in 2.. {
            let node = self.keys.as_fst().node(place.node);
            if node.is_final() {
                found(length, EntryId((place.output + node.final_output().value()) as u32));
            }
            let Some(next) = rest.next().and_then(|c| self.step(place, *c)) else { return };
            place = next;
        }
    }

    /// Where a character leads from the beginning, and each one behind it.
    fn begin(&self, first: char) -> Option<Begun> {
        let fst = self.keys.as_fst();
        let place = self.step(Place { node: fst.root().addr(), output: 0 }, first)?;
        let node = fst.node(place.node);
        let output = node.final_output().value();
        let entry = node.is_final().then(|| EntryId((place.output + output) as u32));
        let mut next = Vec::new();
        self.follow(place, &mut Vec::with_capacity(4), &mut next);
        Some(Begun { entry, next: next.into() })
    }

    /// Where each character leads from a place, of which these bytes are read already.
    fn follow(&self, from: Place, bytes: &mut Vec<u8>, out: &mut Vec<(char, Place)>) {
        if let Some(c) = std::str::from_utf8(bytes).ok().and_then(|s| s.chars().next()) {
            out.push((c, from));
            return;
        }
        for t in self.keys.as_fst().node(from.node).transitions() {
            bytes.push(t.inp);
            self.follow(Place { node: t.addr, output: from.output + t.out.value() }, bytes, out);
            bytes.pop();
        }
    }

    /// Where a character leads from a place among the entries.
    fn step(&self, from: Place, c: char) -> Option<Place> {
        let fst = self.keys.as_fst();
        let mut buffer = [0u8; 4];
        c.encode_utf8(&mut buffer).bytes().try_fold(from, |place, byte| {
            let node = fst.node(place.node);
            let t = node.transition(node.find_input(byte)?);
            Some(Place { node: t.addr, output: place.output + t.out.value() })
        })
    }

    fn entry_bytes(&self, entry: EntryId) -> &[u8] {
        let (a, b) = (self.entry_offsets.u32(entry.0 as usize), self.entry_offsets.u32(entry.0 as usize + 1));
        self.entries.as_ref().get(a..b).unwrap_or_default()
    }

    /// The stems of an entry's short glosses, ascending.
    pub fn stems(&self, entry: EntryId) -> Stems<'_> {
        let mut bytes = self.entry_bytes(entry);
        let left = compile::read_varint(&mut bytes);
        Stems { bytes, left, last: 0 }
    }

    /// The readings of a folded character, each with its tone number, those of surnames and names with a capital: `dan1`, `Shan4`.
    /// Forms that are folded together share their readings.
    pub fn readings(&self, folded: char) -> impl Iterator<Item = &str> {
        let mut buffer = [0u8; 4];
        let entry = self.entry(folded.encode_utf8(&mut buffer));
        let rest = entry.map_or(&[][..], |e| {
            let mut stems = self.stems(e);
            while stems.next().is_some() {}
            stems.bytes
        });
        std::str::from_utf8(rest).unwrap_or_default().split_whitespace()
    }

    /// The syllables of [`Lexicon::readings`] as they are typed, each once, in lower case without tones, parted by spaces: `dan shan`.
    /// Those with `ü` have a form with each of `u`, `v` and `yu`.
    pub fn syllables(&self, folded: char) -> Cow<'_, str> {
        match self.spoken(folded) {
            Cow::Borrowed(spoken) => Cow::Borrowed(&spoken.syllables),
            Cow::Owned(spoken) => Cow::Owned(spoken.syllables),
        }
    }

    fn spoken(&self, folded: char) -> Cow<'_, Spoken> {
        let find = || {
            let bare = |r: &str| r.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
            let all: Vec<String> = self.readings(folded).map(bare).collect();
            let mut typed: Vec<String> = Vec::new();
            for syllable in &all {
                for u in ["u", "v", "yu"] {
                    let form = syllable.replace("u:", u);
                    if !typed.contains(&form) {
                        typed.push(form);
                    }
                }
            }
            let readings = romanise::Readings::new(all.iter().map(String::as_str));
            Spoken { syllables: typed.join(" "), readings }
        };
        match self.spoken.get(folded as usize) {
            Some(known) => Cow::Borrowed(known.get_or_init(|| find().into())),
            None => Cow::Owned(find()),
        }
    }

    /// The dictionary lines of an entry. They are kept compressed, since few are ever asked for; a block that was stays unpacked.
    pub fn senses(&self, entry: EntryId) -> Vec<Sense> {
        self.lines(entry)
            .map(|[simplified, pinyin, glosses]| Sense {
                simplified: simplified.to_owned(),
                pinyin: pinyin.to_owned(),
                glosses: glosses.to_owned(),
            })
            .collect()
    }

    /// Whether an entry has only names: every reading begins with a capital.
    pub fn is_name(&self, entry: EntryId) -> bool {
        const YES: u8 = 1;
        const NO: u8 = 2;
        let known = self.names.get(entry.0 as usize);
        if let Some(known @ (YES | NO)) = known.map(|k| k.load(Ordering::Relaxed)) {
            return known == YES;
        }
        let is_name =
            self.lines(entry).all(|[_, pinyin, _]| pinyin.starts_with(|c: char| c.is_ascii_uppercase()));
        if let Some(known) = known {
            known.store(if is_name { YES } else { NO }, Ordering::Relaxed);
        }
        is_name
    }

    /// Form, reading and glosses of the lines of an entry.
    fn lines(&self, entry: EntryId) -> impl Iterator<Item = [&str; 3]> {
        let block = entry.0 as usize / compile::BLOCK;
        let unpack = || {
            let range = self.block_offsets.u32(block)..self.block_offsets.u32(block + 1);
            let bytes = self.blocks.as_ref().get(range).unwrap_or_default();
            let text = miniz_oxide::inflate::decompress_to_vec(bytes).unwrap_or_default();
            String::from_utf8(text).unwrap_or_default()
        };
        let text = self.unpacked.get(block).map(|b| b.get_or_init(unpack).as_str()).unwrap_or_default();
        let lines = text.split('\x1d').nth(entry.0 as usize % compile::BLOCK).unwrap_or_default();
        lines.split('\x1e').filter_map(|line| {
            let mut parts = line.split('\x1f');
            Some([parts.next()?, parts.next()?, parts.next()?])
        })
    }

    /// Whether a lower-case word has no content of its own, and its stem if some gloss has it.
    pub(crate) fn word(&self, norm: &str) -> (bool, Option<StemId>) {
        thread_local! {
            static KNOWN: (Cell<u64>, stem::Memo<(bool, Option<StemId>)>) = Default::default();
        }
        KNOWN.with(|(serial, known)| {
            if serial.replace(self.serial) != self.serial {
                known.clear();
            }
            known.get(norm, |norm| {
                let stop = stem::is_stopword(norm);
                (stop, if stop { None } else { self.stem_id(&stem::stem(norm)) })
            })
        })
    }

    /// The id of a stem that some gloss has.
    pub fn stem_id(&self, stem: &str) -> Option<StemId> {
        self.stems.get(stem).map(|v| StemId(v as u32))
    }

    /// The text of a stem.
    pub fn stem_text(&self, stem: StemId) -> &str {
        let (a, b) = (self.stem_offsets.u32(stem.0 as usize), self.stem_offsets.u32(stem.0 as usize + 1));
        self.stem_texts.as_ref().get(a..b).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

/// The stems of an entry, decoded as they are asked for.
pub struct Stems<'a> {
    bytes: &'a [u8],
    left: u32,
    last: u32,
}

impl Iterator for Stems<'_> {
    type Item = StemId;

    fn next(&mut self) -> Option<StemId> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        self.last += compile::read_varint(&mut self.bytes);
        Some(StemId(self.last))
    }
}
