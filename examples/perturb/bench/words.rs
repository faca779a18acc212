//! Words and phrases that are put for others, from the table beside this file.

use super::digits;
use super::{Dice, Edit, Set};

/// Puts one phrase of the table for another. In the phrases `*` stands for one word, which is kept; an error that the source rules out,
/// since it lacks what the table asks for, is not made.
pub fn swap(kind: &str, set: &Set, k: usize, dice: &mut Dice) -> Option<Edit> {
    let record = &set.records[k];
    let target = &record.target;
    let words = digits::words(target);
    let rows: Vec<(&str, &str, &str)> = include_str!("words.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let mut cells = l.split('\t');
            (cells.next()? == kind)
                .then(|| Some((cells.next()?, cells.next()?, cells.next().unwrap_or_default())))?
        })
        .collect();
    let places = dice.shuffled((0..words.len()).collect());
    for at in places {
        for (from, to, needs) in &rows {
            if !needs.is_empty() && !needs.split(' ').any(|n| record.source.contains(n)) {
                continue;
            }
            let pattern: Vec<&str> = from.split(' ').collect();
            let Some(found) = words.get(at..at + pattern.len()) else { continue };
            let joined = found.windows(2).all(|w| target[w[0].end..w[1].start].trim().is_empty());
            let word = |k: usize| &target[found[k].clone()];
            let fits = (0..pattern.len()).all(|k| pattern[k] == "*" || word(k).to_lowercase() == pattern[k]);
            if !joined || !fits {
                continue;
            }
            let kept = pattern.iter().position(|p| *p == "*").map(word).unwrap_or_default();
            let mut with = to.replace('*', kept);
            if word(0).starts_with(char::is_uppercase) {
                with = with[..1].to_uppercase() + &with[1..];
            }
            return Edit::replace(target, found[0].start..found[pattern.len() - 1].end, &with);
        }
    }
    None
}
