//! Sentences, clauses, words and marks taken out, put in, or left as they were.

use std::ops::Range;

use super::digits::words;
use super::{Dice, Edit, Set};

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 14] =
    ["Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "St", "No", "vs", "Jr", "Sr", "Art", "Fig", "etc"];

/// The sentences of a translation, without the blanks between them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (k, (at, c)) in chars.iter().enumerate() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let mut j = k + 1;
        while chars.get(j).is_some_and(|(_, c)| matches!(c, '"' | '”' | '’' | ')' | '.')) {
            j += 1;
        }
        let blank = chars.get(j).is_some_and(|(_, c)| *c == ' ');
        let opens = chars.get(j + 1).is_some_and(|(_, c)| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
        let last = text[..*at].rsplit([' ', '.']).next().unwrap_or_default();
        let short = *c == '.' && (last.len() < 2 || ABBREVIATIONS.contains(&last));
        if blank && opens && !short {
            out.push(start..chars[j].0);
            start = chars[j + 1].0;
        }
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    out
}

/// A sentence of at least this many words says something of its own.
const FULL: usize = 4;

fn is_full(text: &str) -> bool {
    words(text).len() >= FULL
}

/// A whole sentence is missing.
pub fn dropped(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let (source, target) = (&set.records[k].source, &set.records[k].target);
    let all = sentences(target);
    if all.len() < 2 || source.matches(['。', '！', '？', '；']).count() < 2 {
        return None;
    }
    let full: Vec<usize> = (0..all.len()).filter(|&s| is_full(&target[all[s].clone()])).collect();
    let s = *dice.pick(&full)?;
    let at = match all.get(s + 1) {
        Some(next) => all[s].start..next.start,
        None => all[s - 1].end..all[s].end,
    };
    Edit::replace(target, at, "")
}

/// A sentence of another pair stands behind one of this.
pub fn inserted(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let other = &set.records[(k + 1 + dice.below(set.records.len().max(2) - 1)) % set.records.len()].target;
    let strangers: Vec<Range<usize>> = sentences(other)
        .into_iter()
        .filter(|s| is_full(&other[s.clone()]) && other[s.clone()].ends_with(['.', '?', '!']))
        .collect();
    let stranger = dice.pick(&strangers)?.clone();
    let own: Vec<Range<usize>> =
        sentences(target).into_iter().filter(|s| target[s.clone()].ends_with(['.', '?', '!'])).collect();
    let at = dice.pick(&own)?.end;
    Edit::replace(target, at..at, &format!(" {}", &other[stranger]))
}

/// A clause between commas is missing.
pub fn clause(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let mut all = Vec::new();
    for s in sentences(target) {
        let text = &target[s.clone()];
        let mut cuts: Vec<usize> = text.match_indices(", ").map(|(at, _)| s.start + at).collect();
        cuts.push(s.end - usize::from(text.ends_with(['.', '?', '!'])));
        for w in cuts.windows(2) {
            if is_full(target.get(w[0]..w[1])?) && is_full(&target[s.start..w[0]]) {
                all.push(w[0]..w[1]);
            }
        }
    }
    Edit::replace(target, dice.pick(&all)?.clone(), "")
}

/// A word stands twice.
pub fn doubled(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let target = &set.records[k].target;
    let all: Vec<Range<usize>> = words(target)
        .into_iter()
        .filter(|w| w.len() > 1 && target[w.clone()].starts_with(|c: char| c.is_ascii_lowercase()))
        .collect();
    let word = dice.pick(&all)?.clone();
    let twice = format!("{0} {0}", &target[word.clone()]);
    Edit::replace(target, word, &twice)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Characters of the source stand in the place of a word.
pub fn han(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let (source, target) = (&set.records[k].source, &set.records[k].target);
    if target.chars().any(is_han) {
        return None;
    }
    let chars: Vec<char> = source.chars().collect();
    let len = 2 + dice.below(2);
    let places: Vec<usize> = (0..(chars.len() + 1).saturating_sub(len))
        .filter(|&i| chars[i..i + len].iter().all(|c| is_han(*c)))
        .collect();
    let at = *dice.pick(&places)?;
    let all: Vec<Range<usize>> = words(target).into_iter().filter(|w| w.len() > 3).collect();
    let left: String = chars[at..at + len].iter().collect();
    Edit::replace(target, dice.pick(&all)?.clone(), &left)
}

/// A pair of quotation marks is missing, where the source has some as well.
pub fn quotation(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let (source, target) = (&set.records[k].source, &set.records[k].target);
    if !source.contains(['“', '「', '"', '『']) {
        return None;
    }
    let mut all: Vec<(Range<usize>, &str)> = Vec::new();
    for (open, close) in [("“", "”"), ("\"", "\"")] {
        let mut from = 0;
        while let Some(at) = target[from..].find(open).map(|p| from + p) {
            let inside = at + open.len();
            let Some(end) = target[inside..].find(close).map(|p| inside + p) else { break };
            all.push((at..end + close.len(), &target[inside..end]));
            from = end + close.len();
        }
    }
    let (at, inside) = dice.pick(&all)?.clone();
    Edit::replace(target, at, inside)
}

/// A question is a statement, or the reverse.
pub fn question(set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let (source, target) = (&set.records[k].source, &set.records[k].target);
    let all: Vec<usize> = sentences(target)
        .into_iter()
        .map(|s| s.end - 1)
        .filter(|&p| matches!((target.as_bytes()[p], source.contains('？')), (b'?', true) | (b'.', false)))
        .collect();
    let at = *dice.pick(&all)?;
    let with = if target.as_bytes()[at] == b'?' { "." } else { "?" };
    // The words belong to the mark.
    let from = sentences(target).into_iter().find(|s| s.end == at + 1).map_or(at, |s| s.start);
    Edit::replace(target, at..at + 1, with).map(|e| Edit { changed: from..at + 1, ..e })
}
