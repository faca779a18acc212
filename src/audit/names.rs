//! Which names a document has, and what it calls them in English: what a reviser of many documents wants to see side by side.

use std::ops::Range;

use crate::align::Pair;
use crate::extract::name::{Gazetteer, Run, Sort, Use, persons, runs, transliterated};
use crate::lexicon::Lexicon;
use crate::lexicon::romanise::{Readings, fit, name_spellings, sounds_as, surname_at};
use crate::text::{English, Kind};

/// A name of the source and what stands for it in the translation, both as they are written, with what makes them comparable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The name.
    pub source: String,
    /// Its characters folded.
    pub source_key: String,
    /// What stands for it.
    pub target: String,
    /// Its words in small letters, without hyphens and accents.
    pub target_key: String,
}

/// The names of pairs, in order, each time that it is plain what renders them: known places and persons, Chinese persons spelled in any
/// romanisation, and foreign names written by sound.
pub fn renderings(pairs: &[Pair], lexicon: &Lexicon) -> Vec<Rendering> {
    let mut out = Vec::new();
    for pair in pairs.iter().filter(|p| p.is_two_sided()) {
        let runs = runs(&pair.en);
        if !runs.is_empty() {
            of_pair(pair, &runs, lexicon, &mut out);
        }
    }
    out
}

/// Least likeness of sound of a foreign name and the word that renders it.
const ALIKE: f32 = 0.75;
/// How much less like it every other name must sound.
const APART: f32 = 0.15;
/// Characters of a foreign name, at least: fewer sound like anything.
const SOUNDS: usize = 3;
/// Words of a Chinese name (`Mao Tse tung`), at most.
const WORDS: usize = 4;

fn of_pair(pair: &Pair, runs: &[Run], lexicon: &Lexicon, out: &mut Vec<Rendering>) {
    let (zh, en) = (&pair.zh, &pair.en);
    let gazetteer = Gazetteer::embedded();
    let (known, there) = (gazetteer.in_chinese(zh), gazetteer.in_english(en));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut push = |chars: &Range<usize>, tokens: Range<usize>| {
        out.push(Rendering {
            source: zh.original(chars.clone()).to_owned(),
            source_key: zh.folded(chars.clone()),
            target: en.original(tokens.clone()).to_owned(),
            target_key: words(en, tokens),
        });
    };
    for f in &known {
        taken.push(f.range.clone());
        let id = f.ids[0];
        let same = known.iter().filter(|o| o.ids.iter().any(|i| f.ids.contains(i))).count();
        // A country has a short name and a long one, and which of them stands where is no slip.
        if gazetteer.known(id).sort == Sort::Country || same > 1 {
            continue;
        }
        let mut hits = there.iter().filter(|e| e.usage == Use::Name && e.ids.contains(&id));
        if let (Some(hit), None) = (hits.next(), hits.next()) {
            push(&f.range, hit.range.clone());
        }
    }
    let free = |range: &Range<usize>, taken: &[Range<usize>]| {
        taken.iter().all(|t| t.end <= range.start || range.end <= t.start)
    };
    for person in persons(zh, lexicon) {
        if person.range.len() > person.value.surname && free(&person.range, &taken) {
            taken.push(person.range.clone());
            let chars = &zh.chars()[person.range.clone()];
            if let Some(tokens) = only(runs.iter().flat_map(|r| spelled(chars, r, en, lexicon)), en) {
                push(&person.range, tokens);
            }
        }
    }
    for range in transliterated(zh, lexicon, SOUNDS) {
        let chars = &zh.chars()[range.clone()];
        if chars.iter().any(|c| !crate::text::is_han(*c)) || !free(&range, &taken) {
            continue;
        }
        if let Some(k) = heard(chars, runs, en, lexicon) {
            push(&range, k..k + 1);
        }
    }
}

/// The first of some candidates, if they are all the same words.
fn only(mut candidates: impl Iterator<Item = Range<usize>>, en: &English) -> Option<Range<usize>> {
    let first = candidates.next()?;
    let key = words(en, first.clone());
    candidates.all(|c| words(en, c) == key).then_some(first)
}

/// The word that sounds most like a foreign name, if no other does nearly as much.
fn heard(chars: &[char], runs: &[Run], en: &English, lexicon: &Lexicon) -> Option<usize> {
    let mut alike: Vec<(f32, usize)> = runs
        .iter()
        .flat_map(|r| &r.words)
        .filter(|&&k| !en.tokens()[k].stop)
        .filter_map(|&k| Some((sounds_as(lexicon, chars, en.norm(k))?, k)))
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let &(best, k) = alike.first().filter(|(like, _)| *like >= ALIKE)?;
    let rival = alike.iter().find(|(_, other)| en.norm(*other) != en.norm(k));
    rival.is_none_or(|(like, _)| *like <= best - APART).then_some(k)
}

/// The words of a run that spell the characters of a name, surname first or last.
fn spelled(chars: &[char], run: &Run, en: &English, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let readings: Vec<Readings> = chars.iter().map(|c| Readings::of(lexicon, *c)).collect();
    let fits = |words: &[&str]| {
        name_spellings(words.iter().copied()).iter().any(|way| {
            fit(&readings, way).is_some_and(|f| match f.differs {
                None => true,
                // A surname has spellings of its own.
                Some(0) => {
                    f.agreeing + 1 == chars.len()
                        && surname_at(chars).is_some_and(|s| s.len() == 1 && s.is_spelled(words[0]))
                }
                Some(_) => false,
            })
        })
    };
    let mut out = Vec::new();
    for from in 0..run.words.len() {
        for to in from + 1..=run.words.len().min(from + WORDS) {
            let part = &run.words[from..to];
            let mut norms: Vec<&str> = part.iter().map(|&k| en.norm(k)).collect();
            let straight = fits(&norms);
            norms.rotate_right(1);
            if straight || fits(&norms) {
                out.push(part[0]..part[part.len() - 1] + 1);
            }
        }
    }
    out
}

fn words(en: &English, tokens: Range<usize>) -> String {
    let all: Vec<&str> = tokens.filter(|&k| en.tokens()[k].kind == Kind::Word).map(|k| en.norm(k)).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_renders_them() {
        let lexicon = Lexicon::embedded();
        let pairs = [
            ("蒋介石到达南京。", "Chiang Kai-shek arrived in Nanking."),
            ("张少亭同志表示同意。", "Comrade Chang Shao-t'ing agreed."),
            ("伯特利就在那里。", "Bethel was there."),
            ("会议到此结束。", "The meeting ended here."),
        ]
        .map(|(zh, en)| Pair::of(zh, en, lexicon));
        let found: Vec<(String, String)> =
            renderings(&pairs, lexicon).into_iter().map(|r| (r.source, r.target)).collect();
        let expected = [
            ("蒋介石", "Chiang Kai-shek"),
            ("南京", "Nanking"),
            ("张少亭", "Chang Shao-t'ing"),
            ("伯特利", "Bethel"),
        ]
        .map(|(zh, en)| (zh.to_owned(), en.to_owned()));
        assert_eq!(found, expected);
    }
}
