//! Names put for others, and names misread.

use std::collections::BTreeSet;
use std::ops::Range;

use duikan::document::pairs::Record;
use duikan::lexicon::Lexicon;
use duikan::lexicon::romanise::{spellings, spells, surname_at};
use duikan::lexicon::words::{Rank, plain, rank};

use super::digits::words;
use super::{Dice, Edit, Set};

/// The persons and places of a set. They are found without the audit's own tables: by lists of given names, of titles and of
/// places beside this file, and by the sound of Chinese characters.
#[derive(Default)]
pub struct Names {
    /// Names of persons in each translation.
    of: Vec<Vec<Person>>,
    /// All names of persons, each once.
    persons: Vec<String>,
}

struct Person {
    at: Range<usize>,
    /// Whether it is spelled in Hanyu Pinyin, surname first.
    chinese: bool,
}

fn list(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace)
}

impl Names {
    /// The names of the pairs.
    pub fn of(records: &[Record]) -> Self {
        let given: BTreeSet<&str> = list(include_str!("given-names.txt")).collect();
        let titles: BTreeSet<&str> = list(include_str!("titles.txt")).collect();
        let of: Vec<Vec<Person>> = records.iter().map(|r| persons(r, &given, &titles)).collect();
        let mut persons = BTreeSet::new();
        for (record, names) in records.iter().zip(&of) {
            persons.extend(names.iter().map(|n| record.target[n.at.clone()].to_owned()));
        }
        Self { of, persons: persons.into_iter().collect() }
    }
}

fn is_capital(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.chars().skip(1).any(char::is_lowercase)
}

/// Whether the word is none of the language's own, as `Consul` in `General Consul` is.
fn is_surname(word: &str) -> bool {
    !matches!(rank(&plain(word)), Some(Rank::Common | Rank::Known))
}

fn persons(record: &Record, given: &BTreeSet<&str>, titles: &BTreeSet<&str>) -> Vec<Person> {
    let target = &record.target;
    let mut words = words(target);
    for word in &mut words {
        word.end = word.start + target[word.clone()].trim_end_matches("'s").trim_end_matches("’s").len();
    }
    let lexicon = Lexicon::embedded();
    let source: Vec<char> = lexicon.fold_str(&record.source).chars().collect();
    let text = |k: usize| &target[words[k].clone()];
    let beside = |k: usize| words.get(k + 1).is_some_and(|w| &target[words[k].end..w.start] == " ");
    let mut out = Vec::new();
    let mut k = 0;
    while k < words.len() {
        let full = beside(k) && is_capital(text(k)) && is_capital(text(k + 1));
        let at = words[k].start..words.get(k + 1).map_or(0, |w| w.end);
        if full && is_chinese_name(lexicon, &source, text(k), text(k + 1)) {
            out.push(Person { at, chinese: true });
            k += 2;
        } else if full && given.contains(text(k)) && !titles.contains(text(k + 1)) {
            let mut last = k + 1;
            while beside(last)
                && is_capital(text(last + 1))
                && !titles.contains(text(last + 1))
                && last < k + 3
            {
                last += 1;
            }
            out.push(Person { at: words[k].start..words[last].end, chinese: false });
            k = last + 1;
        } else if full
            && titles.contains(text(k))
            && is_surname(text(k + 1))
            && !given.contains(text(k + 1))
            && !(beside(k + 1) && is_capital(text(k + 2)))
        {
            out.push(Person { at: words[k + 1].clone(), chinese: false });
            k += 2;
        } else {
            k += 1;
        }
    }
    out
}

/// Whether two words spell a surname and a given name that stand in the source.
fn is_chinese_name(lexicon: &Lexicon, source: &[char], surname: &str, given: &str) -> bool {
    let words = [surname.to_lowercase(), given.to_lowercase()];
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let n: usize = words.iter().filter_map(|w| spellings(w).first().map(|s| s.slots.len())).sum();
    (2..=4).contains(&n)
        && words.iter().all(|w| !spellings(w).is_empty())
        && source.windows(n).any(|w| surname_at(w).is_some() && spells(lexicon, w, &words))
}

/// A person is another of the same set, wherever the name stands.
pub fn person(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let name = dice.pick(&set.names.of[k])?;
    let old = &target[name.at.clone()];
    // A full name for a full name; none of whose words the translation has already.
    let parts = |n: &str| n.split(' ').count() > 1;
    let others: Vec<&String> = set
        .names
        .persons
        .iter()
        .filter(|o| parts(o) == parts(old) && !o.split(' ').any(|w| target.contains(w)))
        .collect();
    everywhere(target, name.at.clone(), dice.pick(&others)?)
}

/// Puts `with` for a name wherever it stands; the first place counts as changed.
fn everywhere(target: &str, at: Range<usize>, with: &str) -> Option<Edit> {
    let old = target.get(at)?;
    let first = target.find(old)?;
    Some(Edit { target: target.replace(old, with), changed: first..first + with.len() })
}

/// Syllables that are heard or written for one another, both ways.
const NEAR: [(&str, &str); 14] = [
    ("in", "ing"),
    ("en", "eng"),
    ("an", "ang"),
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("n", "l"),
    ("l", "r"),
    ("q", "x"),
    ("j", "q"),
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("f", "h"),
];
const SYLLABLES: [&str; 24] = [
    "gao", "wei", "ming", "hua", "jun", "xin", "bo", "ning", "yu", "chao", "feng", "lan", "qi", "tao",
    "jing", "dong", "mei", "hong", "long", "shan", "zhi", "kang", "ting", "rong",
];

/// One syllable of a Chinese person's name is another: one that sounds or looks alike, or any.
pub fn misread(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let names: Vec<&Person> = set.names.of[k].iter().filter(|n| n.chinese).collect();
    let name = dice.pick(&names)?;
    let (surname, given) = target[name.at.clone()].split_once(' ')?;
    let lower = given.to_lowercase();
    let lexicon = Lexicon::embedded();
    let ways = spellings(&lower);
    let way = ways.iter().next()?;
    let syllables: Vec<&str> = way.slots.iter().map(|s| s[0].pinyin()).collect();
    if syllables.concat() != lower.replace('\'', "") {
        return None;
    }
    let at = dice.below(syllables.len());
    let near = NEAR.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).filter_map(|(a, b)| {
        let old = syllables[at];
        if a.len() == 1 || a.ends_with('h') || a == "z" || a == "c" || a == "s" {
            old.strip_prefix(a).filter(|r| !r.starts_with('h')).map(|r| format!("{b}{r}"))
        } else {
            old.strip_suffix(a).map(|r| format!("{r}{b}"))
        }
    });
    let mut near: Vec<String> = near.filter(|s| spellings(s).iter().any(|w| w.slots.len() == 1)).collect();
    let far = (*dice.pick(&SYLLABLES)?).to_owned();
    near.push(far.clone());
    let new = if dice.below(2) == 0 { far } else { dice.pick(&near)?.clone() };
    let mut changed: Vec<&str> = syllables.clone();
    changed[at] = &new;
    let joined = changed.concat();
    let wrong = format!("{surname} {}{}", joined[..1].to_uppercase(), &joined[1..]);
    // Another reading of the same characters is no error.
    let source: Vec<char> = lexicon.fold_str(&set.records[k].source).chars().collect();
    let (a, b) = wrong.split_once(' ')?;
    if is_chinese_name(lexicon, &source, a, b) {
        return None;
    }
    everywhere(target, name.at.clone(), &wrong)
}

/// A place is another of the list, of the same sort, wherever the name stands.
pub fn place(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let record = &set.records[k];
    let rows: Vec<Vec<&str>> = include_str!("places.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
        .filter(|r: &Vec<&str>| r.len() == 3)
        .collect();
    let stands = |name: &str| {
        record.target.match_indices(name).map(|(at, _)| at..at + name.len()).find(|r| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(record.target[..r.start].chars().next_back())
                && !letter(record.target[r.end..].chars().next())
        })
    };
    let here: Vec<(usize, Range<usize>)> = rows
        .iter()
        .enumerate()
        .filter(|(_, r)| record.source.contains(r[1]))
        .filter_map(|(n, r)| Some((n, stands(r[2])?)))
        .collect();
    let (row, at) = dice.pick(&here)?.clone();
    let others: Vec<&Vec<&str>> = rows
        .iter()
        .filter(|r| r[0] == rows[row][0] && !record.source.contains(r[1]) && !record.target.contains(r[2]))
        .collect();
    everywhere(&record.target, at, dice.pick(&others)?[2])
}
