//! Who is meant: persons of the talk, and relatives with the person they belong to.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::extract::Mention;
use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, English, Kind};

/// First, second or third person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// The one who speaks.
    First,
    /// The one spoken to.
    Second,
    /// Others.
    Third,
}

/// What a word for a person does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Acts or is: 我们, we.
    Subject,
    /// Is acted on: us. Chinese does not show it.
    Object,
    /// Either: 我方, you.
    Any,
    /// Owns: 贵国, your.
    Owner,
}

/// A word for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// Which person.
    pub person: Person,
    /// Whether it shows a woman (`Some(true)`) or a man.
    pub is_female: Option<bool>,
    /// What it does.
    pub role: Use,
}

/// A relative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// Whose relative the word itself says it is.
    pub owner: Option<Person>,
    /// English nouns that render it.
    pub nouns: Vec<&'static str>,
}

struct Tables {
    zh: FxHashMap<String, Reference>,
    /// The first characters of these words.
    zh_first: FxHashSet<char>,
    en: FxHashMap<&'static str, Reference>,
    /// By the first character.
    kin: FxHashMap<char, Vec<(String, Relative)>>,
    nouns: Vec<&'static str>,
}

fn person(cell: &str) -> Option<Person> {
    match cell {
        "1" => Some(Person::First),
        "2" => Some(Person::Second),
        "3" => Some(Person::Third),
        _ => None,
    }
}

fn tables(lexicon: &Lexicon) -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let reference = |row: &[&str]| -> Option<Reference> {
            let is_female = match *row.get(2)? {
                "m" => Some(false),
                "f" => Some(true),
                _ => None,
            };
            let role = match *row.get(3)? {
                "subject" => Use::Subject,
                "object" => Use::Object,
                "owner" => Use::Owner,
                _ => Use::Any,
            };
            Some(Reference { person: person(row.get(1)?)?, is_female, role })
        };
        let zh = table::rows(include_str!("../../data/zh/persons.tsv"))
            .filter_map(|row| Some((lexicon.fold_str(row.first()?), reference(&row)?)))
            .collect();
        let en = table::rows(include_str!("../../data/en/persons.tsv"))
            .filter_map(|row| Some((*row.first()?, reference(&row)?)))
            .collect();
        let kin: Vec<(String, Relative)> = table::rows(include_str!("../../data/zh/kin.tsv"))
            .filter_map(|row| {
                let [word, owner, nouns, ..] = row[..] else { return None };
                Some((
                    lexicon.fold_str(word),
                    Relative { owner: person(owner), nouns: nouns.split(',').collect() },
                ))
            })
            .collect();
        let mut nouns: Vec<&str> = kin.iter().flat_map(|(_, r)| r.nouns.iter().copied()).collect();
        nouns.retain(|n| {
            !matches!(*n, "in-law" | "lady" | "milk" | "eunuch" | "sun" | "relative" | "relation")
        });
        nouns.sort_unstable();
        nouns.dedup();
        let mut of_first: FxHashMap<char, Vec<(String, Relative)>> = FxHashMap::default();
        for (word, relative) in kin {
            of_first.entry(word.chars().next().unwrap_or(' ')).or_default().push((word, relative));
        }
        let first = |zh: &FxHashMap<String, Reference>| zh.keys().filter_map(|w| w.chars().next()).collect();
        Tables { zh_first: first(&zh), zh, en, kin: of_first, nouns }
    })
}

/// The words for persons in a Chinese text (data/zh/persons.tsv), by place. 其他 and 吉他 hold none; 我国 may stand for a country that
/// English names, so that its absence means nothing.
pub fn chinese(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Reference>> {
    let table = &tables(lexicon).zh;
    let chars = zh.chars();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !tables(lexicon).zh_first.contains(&chars[at]) {
            at += 1;
            continue;
        }
        let longest = (1..=LONGEST_ZH).rev().filter(|n| at + n <= chars.len()).find_map(|n| {
            let found = table.get(&zh.folded(at..at + n))?;
            Some((n, *found))
        });
        let Some((len, value)) = longest.filter(|_| !is_inside_word(zh, at)) else {
            at += 1;
            continue;
        };
        let range = at..at + len;
        at = range.end;
        out.push(Mention { span: zh.span(range.clone()), range, value });
    }
    out
}

/// Characters of the longest word in data/zh/persons.tsv.
const LONGEST_ZH: usize = 4;

/// Whether a word of the segmentation begins before `at` and goes on at it: 其他, 自我.
fn is_inside_word(zh: &Chinese, at: usize) -> bool {
    let k = zh.words().partition_point(|w| w.end as usize <= at);
    zh.words().get(k).is_some_and(|w| (w.start as usize) < at)
}

/// The words for persons in an English text (data/en/persons.tsv), by place; `US` is none.
pub fn english(en: &English, lexicon: &Lexicon) -> Vec<Mention<Reference>> {
    let table = &tables(lexicon).en;
    (0..en.len())
        .filter(|&k| en.tokens()[k].kind == Kind::Word)
        .filter(|&k| en.norm(k) == "i" || !is_upper(en.original(k..k + 1)))
        .filter_map(|k| {
            let value = *table.get(en.norm(k))?;
            Some(Mention { range: k..k + 1, span: en.span(k..k + 1), value })
        })
        .collect()
}

fn is_upper(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// The relatives of data/zh/kin.tsv in a Chinese text, by place; longer words win.
pub fn relatives(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Relative>> {
    let kin = &tables(lexicon).kin;
    let mut out = Vec::new();
    let mut at = 0;
    while at < zh.chars().len() {
        let longest = kin
            .get(&zh.chars()[at])
            .and_then(|words| words.iter().filter(|(w, _)| zh.has_at(at, w)).max_by_key(|(w, _)| w.len()));
        match longest {
            Some((word, value)) => {
                let range = at..at + word.chars().count();
                at = range.end;
                out.push(Mention { span: zh.span(range.clone()), range, value: value.clone() });
            }
            None => at += 1,
        }
    }
    out
}

/// Tokens back from a relative in which its owner stands: his dear old father.
const OWNER_REACH: usize = 3;

/// The English nouns for relatives, with the possessive before them; plurals count as their singular.
pub fn english_relatives(en: &English, lexicon: &Lexicon) -> Vec<Mention<(Option<Person>, &'static str)>> {
    let tables = tables(lexicon);
    let mut out = Vec::new();
    for k in 0..en.len() {
        let word = en.norm(k);
        let noun = tables.nouns.iter().find(|n| **n == word || word.strip_suffix('s') == Some(**n));
        let brethren = || tables.nouns.iter().find(|n| **n == "brother").filter(|_| word == "brethren");
        let Some(noun) = noun.or_else(brethren) else { continue };
        // `Sons in law` are no sons.
        let joined = usize::from(en.norm(k + 1) == "-");
        let in_law = en.norm(k + 1 + joined) == "in" && en.norm(k + 2 + 2 * joined) == "law";
        let noun = if in_law { &"in-law" } else { noun };
        let owner = (k.saturating_sub(OWNER_REACH)..k)
            .rev()
            .take_while(|&i| en.tokens()[i].kind == Kind::Word)
            .find_map(|i| tables.en.get(en.norm(i)).filter(|r| r.role == Use::Owner))
            .map(|r| r.person);
        out.push(Mention { range: k..k + 1, span: en.span(k..k + 1), value: (owner, *noun) });
    }
    out
}

/// The clause of a Chinese text that `at` stands in.
pub fn clause(zh: &Chinese, at: usize) -> Range<usize> {
    let is_break = |k: &usize| "，。；：！？,;:!?“”\"「」".contains(zh.chars()[*k]);
    let start = (0..at).rev().find(is_break).map_or(0, |k| k + 1);
    start..(at..zh.chars().len()).find(is_break).unwrap_or(zh.chars().len())
}
