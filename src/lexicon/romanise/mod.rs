//! Chinese characters in Latin letters: Hanyu Pinyin, Wade-Giles, the spellings of the postal map, and surnames in the spellings
//! of Hong Kong, Southeast Asia, Korea and Vietnam.
//!
//! Tones play no part: English texts do not write them. A spelling is read as slots, each a short list of syllables, since
//! print drops the apostrophes and diaereses on which Wade-Giles rests.

mod sound;
mod surname;

use std::rc::Rc;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon::stem::Memo;
use crate::lexicon::{Lexicon, table};

pub use sound::{begins_as, consonants, is_heard_in, sounds_as, sounds_like};
pub use surname::{Rank, Surname, is_surname, surname_at};

/// A syllable of Mandarin without tone, numbered in the order of data/names/syllables.tsv.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(pub u16);

impl Syllable {
    /// The syllable of that Hanyu Pinyin, without tone, `ü` or `u:` for the front vowel: `lü`.
    pub fn from_pinyin(pinyin: &str) -> Option<Self> {
        let tables = tables();
        if pinyin.contains("u:") {
            return tables.ids.get(pinyin.replace("u:", "ü").as_str()).copied();
        }
        tables.ids.get(pinyin).copied()
    }

    /// Its Hanyu Pinyin without tone.
    pub fn pinyin(self) -> &'static str {
        tables().pinyin.get(self.0 as usize).copied().unwrap_or_default()
    }
}

/// The system that a word is spelled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// Hanyu Pinyin.
    Pinyin,
    /// Wade-Giles or the postal map, with or without their marks.
    Older,
}

/// What one spelled syllable may stand for.
pub type Slot = &'static [Syllable];

/// One way to read a word (or a whole name) as syllables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The system.
    pub system: System,
    /// The syllables in order.
    pub slots: Vec<Slot>,
}

struct Tables {
    pinyin: Vec<&'static str>,
    ids: FxHashMap<&'static str, Syllable>,
    new: FxHashMap<String, Vec<Syllable>>,
    old: FxHashMap<String, Vec<Syllable>>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut t = Tables {
            pinyin: Vec::new(),
            ids: FxHashMap::default(),
            new: FxHashMap::default(),
            old: FxHashMap::default(),
        };
        for (k, row) in table::rows(include_str!("../../../data/names/syllables.tsv")).enumerate() {
            let id = Syllable(k as u16);
            let pinyin = row[0];
            t.pinyin.push(pinyin);
            t.ids.insert(pinyin, id);
            for form in [pinyin.replace('ü', "u"), pinyin.replace('ü', "v"), pinyin.replace('ü', "yu")] {
                if form != pinyin || !pinyin.contains('ü') {
                    add(&mut t.new, form, id);
                }
            }
            for form in row.iter().skip(1).flat_map(|cell| cell.split_whitespace()) {
                let form = form.replace(['ü'], "u").replace('ê', "e");
                add(&mut t.old, form.replace('\'', ""), id);
                add(&mut t.old, form, id);
            }
        }
        t
    })
}

fn add(map: &mut FxHashMap<String, Vec<Syllable>>, form: String, id: Syllable) {
    let ids = map.entry(form).or_default();
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// The longest spelled syllable, `ch'uang`, in bytes.
const LONGEST: usize = 7;

/// More syllables than this are no Chinese name.
const MOST_SYLLABLES: usize = 5;

/// More ways to read one word than this are not followed.
const MOST_SPELLINGS: usize = 8;

/// Every way to read `word` (lower case, without accents, as [`crate::text::English::norm`] gives it) as up to five
/// syllables of one system. Words that are not so spelled give nothing.
///
/// ```
/// use duikan::lexicon::romanise::{System, spellings};
/// let ways: Vec<String> = spellings("jichang").iter().filter(|s| s.system == System::Pinyin)
///     .map(|s| s.slots.iter().map(|slot| slot[0].pinyin()).collect::<Vec<_>>().join(" ")).collect();
/// assert_eq!(ways, ["ji chang"]);
/// assert!(spellings("table").is_empty());
/// ```
pub fn spellings(word: &str) -> Rc<[Spelling]> {
    thread_local! {
        static KNOWN: Memo<Rc<[Spelling]>> = Memo::default();
    }
    if word.len() > LONGEST * MOST_SYLLABLES || !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
        return Rc::default();
    }
    let find = |word: &str| {
        let mut out = Vec::new();
        for (system, map) in [(System::Pinyin, &tables().new), (System::Older, &tables().old)] {
            read(word.as_bytes(), system, map, &mut Vec::new(), &mut out);
        }
        out.into()
    };
    KNOWN.with(|known| known.get(word, find))
}

fn read(
    rest: &[u8],
    system: System,
    map: &'static FxHashMap<String, Vec<Syllable>>,
    slots: &mut Vec<Slot>,
    out: &mut Vec<Spelling>,
) {
    if rest.is_empty() {
        if !slots.is_empty() {
            out.push(Spelling { system, slots: slots.clone() });
        }
        return;
    }
    if slots.len() == MOST_SYLLABLES {
        return;
    }
    // In pinyin the apostrophe parts syllables; elsewhere it belongs to the consonant, or parts as well.
    let rest = if !slots.is_empty() && rest[0] == b'\'' { &rest[1..] } else { rest };
    for len in (1..=rest.len().min(LONGEST)).rev() {
        let form = std::str::from_utf8(&rest[..len]).unwrap_or_default();
        if out.len() < MOST_SPELLINGS
            && let Some(slot) = map.get(form)
        {
            slots.push(slot);
            read(&rest[len..], system, map, slots, out);
            slots.pop();
        }
    }
}

/// Every way to read several words (`mao`, `tse`, `tung`) as one name of one system.
pub fn name_spellings<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Spelling> {
    let mut out: Vec<Spelling> = Vec::new();
    for (k, word) in words.into_iter().enumerate() {
        let ways = spellings(word);
        if k == 0 {
            out = ways.to_vec();
            continue;
        }
        let mut joined = Vec::new();
        for a in &out {
            for b in ways.iter().filter(|b| b.system == a.system) {
                if joined.len() < MOST_SPELLINGS * 2 {
                    let slots = a.slots.iter().chain(&b.slots).copied().collect();
                    joined.push(Spelling { system: a.system, slots });
                }
            }
        }
        out = joined;
    }
    out
}

/// Readings of one character, without tones and repeats.
#[derive(Debug, Clone, Copy)]
pub struct Readings {
    list: [Syllable; 10],
    len: u8,
}

impl Readings {
    /// The readings of a folded character. Surname readings are among them.
    pub fn of(lexicon: &Lexicon, c: char) -> Self {
        lexicon.spoken(c).readings
    }

    /// Those of some syllables in Hanyu Pinyin without tones that are syllables of Mandarin.
    pub(super) fn new<'a>(syllables: impl Iterator<Item = &'a str>) -> Self {
        let mut out = Self { list: [Syllable(0); 10], len: 0 };
        for s in syllables.filter_map(Syllable::from_pinyin) {
            if (out.len as usize) < out.list.len() && !out.as_slice().contains(&s) {
                out.list[out.len as usize] = s;
                out.len += 1;
            }
        }
        out
    }

    /// The syllables.
    pub fn as_slice(&self) -> &[Syllable] {
        &self.list[..self.len as usize]
    }

    /// Whether the character may be read as one of the slot's syllables.
    pub fn meets(&self, slot: Slot) -> bool {
        self.as_slice().iter().any(|s| slot.contains(s))
    }
}

/// How characters and a spelling fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Characters that may be read as their slot says.
    pub agreeing: usize,
    /// The first that may not.
    pub differs: Option<usize>,
}

/// Lays the readings of characters and the slots of a spelling side by side; `None` if their numbers differ.
pub fn fit(readings: &[Readings], spelling: &Spelling) -> Option<Fit> {
    if readings.len() != spelling.slots.len() {
        return None;
    }
    let mut fit = Fit { agreeing: 0, differs: None };
    for (k, (r, slot)) in readings.iter().zip(&spelling.slots).enumerate() {
        if r.meets(slot) {
            fit.agreeing += 1;
        } else if fit.differs.is_none() {
            fit.differs = Some(k);
        }
    }
    Some(fit)
}

/// Whether the characters (folded) can be read as the words (lower case, without accents) say, in any system.
///
/// ```
/// use duikan::lexicon::{Lexicon, romanise::spells};
/// let lexicon = Lexicon::embedded();
/// assert!(spells(lexicon, &['毛', '泽', '东'], &["mao", "tse", "tung"]));
/// assert!(spells(lexicon, &['陈', '毅'], &["ch'en", "i"]));
/// assert!(!spells(lexicon, &['王', '薏', '卿'], &["wang", "gaoqing"]));
/// ```
pub fn spells(lexicon: &Lexicon, chars: &[char], words: &[&str]) -> bool {
    let readings: Vec<Readings> = chars.iter().map(|c| Readings::of(lexicon, *c)).collect();
    name_spellings(words.iter().copied())
        .iter()
        .any(|s| fit(&readings, s).is_some_and(|f| f.differs.is_none()))
}

/// The characters in Hanyu Pinyin as a name is written: surname readings first for the surname, `Wang Yiqing`, `Ouyang Xiu`.
/// `surname` characters are the surname; with 0 the whole is one word.
pub fn write(lexicon: &Lexicon, chars: &[char], surname: usize) -> String {
    let mut out = String::new();
    let (first, given) = chars.split_at(surname.min(chars.len()));
    if !first.is_empty() {
        match surname_at(first).filter(|s| s.len() == first.len()).and_then(|s| s.readings.first()) {
            Some(reading) => push_word(&mut out, reading.iter().copied()),
            None => push_word(&mut out, plain(lexicon, first)),
        }
    }
    push_word(&mut out, plain(lexicon, given));
    out
}

fn plain<'a>(lexicon: &'a Lexicon, chars: &'a [char]) -> impl Iterator<Item = Syllable> + 'a {
    // The dictionary lists capitalised readings first; a given name is rather read as the ordinary word is.
    chars.iter().filter_map(|c| {
        let lower = lexicon.readings(*c).find(|r| r.starts_with(|c: char| c.is_ascii_lowercase()));
        lower
            .and_then(|r| Syllable::from_pinyin(r.trim_end_matches(|c: char| c.is_ascii_digit())))
            .or_else(|| Readings::of(lexicon, *c).as_slice().first().copied())
    })
}

fn push_word(out: &mut String, syllables: impl Iterator<Item = Syllable>) {
    let mut first = true;
    for s in syllables {
        let text = s.pinyin();
        if first {
            if !out.is_empty() {
                out.push(' ');
            }
            let mut chars = text.chars();
            out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(chars.as_str());
        } else {
            if text.starts_with(['a', 'e', 'o']) {
                out.push('\'');
            }
            out.push_str(text);
        }
        first = false;
    }
}
