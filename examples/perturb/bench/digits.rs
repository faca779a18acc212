//! Wrong numbers and dates.

use std::ops::Range;

use super::{Dice, Edit, Set};

/// The numbers of a text in digits, with separators and decimals: `1,250.5`. Those that are part of a word (`COVID-19`, `H1N1`) do not count.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let b = text.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < b.len() {
        if !b[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < b.len()
            && (b[i].is_ascii_digit()
                || (matches!(b[i], b',' | b'.') && b.get(i + 1).is_some_and(u8::is_ascii_digit)))
        {
            i += 1;
        }
        let joined = |c: Option<&u8>| c.is_some_and(|c| c.is_ascii_alphabetic() || *c >= 0x80);
        let hyphen = start > 1 && b[start - 1] == b'-' && joined(b.get(start - 2));
        let word =
            start > 0 && joined(b.get(start - 1)) && !text[..start].ends_with(['£', '€', '¥', '–', '“']);
        if !hyphen && !word {
            out.push(start..i);
        }
    }
    out
}

/// One digit of a number is another.
pub fn digit(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let number = dice.pick(&numbers(target))?.clone();
    let places: Vec<usize> = number.clone().filter(|&p| target.as_bytes()[p].is_ascii_digit()).collect();
    let at = *dice.pick(&places)?;
    let old = target.as_bytes()[at] - b'0';
    let new = (old + 1 + dice.below(8) as u8) % 10;
    let new = if new == 0 && at == number.start { if old == 1 { 2 } else { 1 } } else { new };
    Edit::replace(target, at..at + 1, &new.to_string()).map(|e| Edit { changed: number, ..e })
}

/// Words of magnitude and what they are taken for.
const MAGNITUDES: [(&str, &str); 10] = [
    ("thousand", "million"),
    ("million", "billion"),
    ("billion", "million"),
    ("trillion", "billion"),
    ("hundred", "thousand"),
    ("thousands", "hundreds"),
    ("millions", "thousands"),
    ("hundreds", "thousands"),
    ("billions", "millions"),
    ("tens", "hundreds"),
];

/// Million for billion, or a number ten times too large or small.
pub fn magnitude(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let mut all: Vec<(Range<usize>, String)> = Vec::new();
    for word in words(target) {
        let lower = target[word.clone()].to_lowercase();
        all.extend(
            MAGNITUDES.iter().filter(|(m, _)| *m == lower).map(|(_, w)| (word.clone(), (*w).to_owned())),
        );
    }
    if all.is_empty() {
        for n in numbers(target) {
            let text = &target[n.clone()];
            let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
            if text.contains(['.', ',']) || text == "0" || year {
                continue;
            }
            all.push((n.clone(), format!("{text}0")));
            all.extend(text.strip_suffix('0').filter(|t| !t.is_empty()).map(|t| (n.clone(), t.to_owned())));
        }
    }
    let (at, with) = dice.pick(&all)?;
    Edit::replace(target, at.clone(), with)
}

/// Two digits side by side have changed places.
pub fn transposed(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let b = target.as_bytes();
    let mut all: Vec<(Range<usize>, usize)> = Vec::new();
    for n in numbers(target) {
        let pairs = (n.start..n.end - 1).filter(|&p| {
            b[p].is_ascii_digit()
                && b[p + 1].is_ascii_digit()
                && b[p] != b[p + 1]
                && !(p == n.start && b[p + 1] == b'0')
        });
        all.extend(pairs.map(|p| (n.clone(), p)));
    }
    let (number, p) = dice.pick(&all)?.clone();
    let with: String = target[p..p + 2].chars().rev().collect();
    Edit::replace(target, p..p + 2, &with).map(|e| Edit { changed: number, ..e })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Another month, weekday, day of the month or year.
pub fn date(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let words = words(target);
    let mut all: Vec<(Range<usize>, String)> = Vec::new();
    let numbers = numbers(target);
    for word in &words {
        let text = &target[word.clone()];
        for names in [&MONTHS[..], &WEEKDAYS[..]] {
            let Some(at) = names.iter().position(|n| *n == text) else { continue };
            // May and March are words as well: only beside a number are they months.
            let near = |n: &&Range<usize>| {
                (n.start >= word.end && n.start - word.end < 3)
                    || (n.end <= word.start && word.start - n.end < 7)
            };
            let number = numbers.iter().find(near);
            if names.len() == 12 && number.is_none() {
                continue;
            }
            let other = names[(at + 1 + dice.below(names.len() - 1)) % names.len()];
            all.push((word.clone(), other.to_owned()));
            if let Some(n) = number.filter(|_| names.len() == 12)
                && let Ok(day @ 1..=31) = target[n.clone()].parse::<usize>()
            {
                all.push((n.clone(), (1 + (day + dice.below(26)) % 28).to_string()));
            }
        }
    }
    for n in numbers {
        if let Ok(year @ 1900..=2030) = target[n.clone()].parse::<usize>()
            && n.len() == 4
        {
            all.push((n.clone(), (year - 1 - dice.below(9)).to_string()));
        }
    }
    let (at, with) = dice.pick(&all)?;
    Edit::replace(target, at.clone(), with)
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (inside(c), start) {
            (true, None) if c.is_alphabetic() => start = Some(at),
            (false, Some(from)) => {
                let end = from + text[from..at].trim_end_matches(['\'', '’']).len();
                out.push(from..end);
                start = None;
            }
            _ => {}
        }
    }
    out
}
