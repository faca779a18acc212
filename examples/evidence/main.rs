//! Fits the weights of `data/*-evidence.tsv` and says what they are worth.
//!
//! ```text
//! cargo run --release --example evidence -- [--write data] [--show ERROR N] [--dump] [--test FILE]… FILE…
//! ```
//!
//! Each FILE holds correct pairs as the perturbation bench takes them (`id`, `source`, `target`, `set` if it holds several). The cues that
//! the checks weigh are read off the pairs as they stand, where they are right, and off the same pairs with the bench's errors put in,
//! where those that the error made are wrong. Of ten parts of the pairs each is judged by weights fitted on the other nine, and files
//! after `--test` by weights fitted on all the others; what is printed was so held back. `--show` prints N right cues that look most wrong
//! and N wrong ones that look most right; `--dump` prints every cue with its facts, a JSON object a line, and fits nothing.
//!
//! The sets behind the tables that are shipped are named in data/README.md.

mod fit;

#[allow(dead_code)]
#[path = "../perturb/bench/mod.rs"]
mod bench;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bench::{Set, edits, kinds};
use duikan::align::Pair;
use duikan::align::odds::{Odds, Weighed};
use duikan::checks::{Context, weighed};
use duikan::document::Side;
use duikan::glossary::Glossary;
use duikan::lexicon::Lexicon;
use rayon::prelude::*;

use fit::{Sample, Weights, fit};

type Error = Box<dyn std::error::Error>;

/// A table of weights: its file and what that holds, what it weighs, and the kinds of the bench that make such errors.
struct Table {
    file: &'static str,
    text: &'static str,
    errors: &'static [Kind],
    kinds: &'static [&'static str],
}

/// What a table weighs.
struct Kind {
    error: &'static str,
    /// How many right cues of 1,000 correct pairs may reach the line from which it is shown.
    alarms: f64,
    /// Weights set by hand for what the bench makes no errors of.
    set: &'static [(&'static str, f64)],
}

const fn kind(error: &'static str, alarms: f64) -> Kind {
    Kind { error, alarms, set: &[] }
}

const TABLES: [Table; 3] = [
    Table {
        file: "negation-evidence.tsv",
        text: include_str!("../../data/negation-evidence.tsv"),
        errors: &[
            kind("lost", 1.5),
            kind("muted", 0.3),
            Kind { error: "added", alarms: 2.1, set: &[("total", -1.2), ("partial", -0.8)] },
        ],
        kinds: &["negation-lost", "negation-added"],
    },
    Table {
        file: "modality-evidence.tsv",
        text: include_str!("../../data/modality-evidence.tsv"),
        errors: &[kind("open", 0.6), kind("must", 0.15), kind("should", 0.0)],
        kinds: &["modal", "modal-other"],
    },
    Table {
        file: "quantity-evidence.tsv",
        text: include_str!("../../data/quantity-evidence.tsv"),
        errors: &[
            kind("all", 0.2),
            kind("some", 0.0),
            kind("few", 0.2),
            kind("most", 0.3),
            kind("none", 0.15),
            kind("often", 0.3),
            kind("sole", 0.45),
        ],
        kinds: &["quantifier", "quantifier-other"],
    },
];

/// Parts of the pairs that are held back in turn.
const PARTS: u64 = 10;

/// Weights that move the odds by less than this where their fact moves by its deviation are left out.
const LEAST: f64 = 0.03;

/// A cue of a pair.
struct Cue {
    weighed: Weighed,
    wrong: bool,
    is_test: bool,
    set: String,
    id: String,
    /// Source and translation, the cue in marks.
    shown: String,
}

fn main() -> Result<(), Error> {
    let (mut write, mut show, mut dump) = (None, None, false);
    let mut files: Vec<(PathBuf, bool)> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(a) = arguments.next() {
        match a.as_str() {
            "--write" => write = Some(PathBuf::from(arguments.next().ok_or("--write FOLDER")?)),
            "--show" => {
                let error = arguments.next().ok_or("--show ERROR N")?;
                show = Some((error, arguments.next().ok_or("--show ERROR N")?.parse::<usize>()?));
            }
            "--dump" => dump = true,
            "--test" => files.push((arguments.next().ok_or("--test FILE")?.into(), true)),
            file => files.push((file.into(), false)),
        }
    }
    let (mut pairs, mut cues) = (0, Vec::new());
    for (file, is_test) in &files {
        for set in Set::read(file)? {
            pairs += if *is_test { 0 } else { set.records.len() };
            cues.extend(read(&set, *is_test));
        }
    }
    if dump {
        cues.iter().for_each(print);
        return Ok(());
    }
    for table in &TABLES {
        let mut text = String::new();
        for kind in table.errors {
            let error = kind.error;
            let of: Vec<&Cue> = cues.iter().filter(|c| c.weighed.error == error).collect();
            let Some((names, weights, scores)) = judge(&of, kind, pairs) else { continue };
            let odds = Odds::new(table.text);
            let shipped: Vec<f64> =
                of.iter().map(|c| f64::from(odds.weigh(error, &c.weighed.facts))).collect();
            report(error, &of, &shipped, &scores);
            if let Some((_, n)) = show.as_ref().filter(|s| s.0 == error) {
                extremes(&of, &scores, *n);
            }
            text += &rows(error, &names, &weights)?;
        }
        if let Some(folder) = &write {
            save(&folder.join(table.file), &text)?;
        }
    }
    Ok(())
}

/// The cues of a set: those of its pairs as they stand, and those that the errors of the bench make.
fn read(set: &Set, is_test: bool) -> Vec<Cue> {
    let glossary = Glossary::default();
    let lexicon = Lexicon::embedded();
    let cx = Context { lexicon, glossary: &glossary };
    let cue = |k: usize, target: &str, weighed: Weighed, wrong: bool| {
        let record = &set.records[k];
        let mark = |text: &str, side: Side| {
            let s = weighed.span;
            match (side == weighed.side, text.get(..s.start), text.get(s.start..s.end), text.get(s.end..)) {
                (true, Some(a), Some(b), Some(c)) => format!("{a}⟦{b}⟧{c}"),
                _ => text.to_owned(),
            }
        };
        let shown = format!("{}\t{}", mark(&record.source, Side::Source), mark(target, Side::Target));
        Cue { weighed, wrong, is_test, set: set.name.clone(), id: record.id.clone(), shown }
    };
    let all = |k: usize, target: &str| weighed(&cx, &Pair::of(&set.records[k].source, target, lexicon));
    let key = |w: &Weighed| (w.error, w.side == Side::Target, w.span.start);
    let right: Vec<Vec<Weighed>> =
        (0..set.records.len()).into_par_iter().map(|k| all(k, &set.records[k].target)).collect();
    let mut out: Vec<Cue> = Vec::new();
    for table in &TABLES {
        for name in table.kinds {
            let Some(kind) = kinds().iter().find(|k| k.name == *name) else { continue };
            let made = edits(set, kind, usize::MAX);
            let found: Vec<Vec<Cue>> = made
                .par_iter()
                .map(|(k, edit)| {
                    let known: HashSet<_> = right[*k].iter().map(key).collect();
                    let made = |w: &Weighed| match w.side {
                        Side::Source => !known.contains(&key(w)),
                        Side::Target => {
                            w.span.start <= edit.changed.end + 1 && edit.changed.start <= w.span.end + 1
                        }
                    };
                    let of = |w: &Weighed| table.errors.iter().any(|e| e.error == w.error) && made(w);
                    // An error of one cue makes none of the other side: what it leaves there is as before.
                    let wrong = all(*k, &edit.target).into_iter().filter(of);
                    wrong.map(|w| cue(*k, &edit.target, w, true)).collect()
                })
                .collect();
            out.extend(found.into_iter().flatten());
        }
    }
    for (k, found) in right.into_iter().enumerate() {
        out.extend(found.into_iter().map(|w| cue(k, &set.records[k].target, w, false)));
    }
    out
}

/// The part of the pairs that a cue belongs to: FNV-1a of the pair's id.
fn part(cue: &Cue) -> u64 {
    cue.id.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
        % PARTS
}

/// Names of the facts, weights fitted on all cues that are no test, and what each cue scores by weights that do not know it; all
/// such that so many right cues reach 0.
fn judge(cues: &[&Cue], kind: &Kind, pairs: usize) -> Option<(Vec<&'static str>, Weights, Vec<f64>)> {
    let names: Vec<&'static str> = cues.first()?.weighed.facts.iter().map(|f| f.0).collect();
    let given = |name: &str| kind.set.iter().find(|s| s.0 == name).map(|s| s.1);
    let sample = |c: &&Cue| {
        let facts = &c.weighed.facts;
        let free = facts.iter().map(|f| if given(f.0).is_some() { 0.0 } else { f64::from(f.1) });
        let offset = facts.iter().filter_map(|f| Some(given(f.0)? * f64::from(f.1))).sum();
        Sample { x: free.collect(), offset, wrong: c.wrong }
    };
    let samples: Vec<Sample> = cues.iter().map(sample).collect();
    let known = |fits: &dyn Fn(&Cue) -> bool| -> Vec<&Sample> {
        cues.iter().zip(&samples).filter(|(c, _)| !c.is_test && fits(c)).map(|(_, s)| s).collect()
    };
    let mut all = fit(&known(&|_| true));
    let parts: Vec<Weights> = (0..PARTS).into_par_iter().map(|p| fit(&known(&|c| part(c) != p))).collect();
    let mut scores: Vec<f64> = cues
        .iter()
        .zip(&samples)
        .map(|(c, s)| s.offset + if c.is_test { &all } else { &parts[part(c) as usize] }.score(&s.x))
        .collect();
    // Right above the first that may not reach it, by weights that do not know it and by those that are written.
    let first = (kind.alarms * pairs as f64 / 1000.0) as usize;
    let line = |score: &dyn Fn(usize) -> f64| {
        let right = (0..cues.len()).filter(|&k| !cues[k].is_test && !cues[k].wrong);
        let mut right: Vec<f64> = right.map(score).collect();
        right.sort_by(|a, b| b.total_cmp(a));
        right.get(first).or(right.last()).map_or(0.0, |s| s + 0.01)
    };
    let line = line(&|k| scores[k]).max(line(&|k| samples[k].offset + all.score(&samples[k].x)));
    all.bias -= line;
    for (k, name) in names.iter().enumerate() {
        if let Some(weight) = given(name) {
            (all.each[k], all.standard[k]) = (weight, f64::INFINITY);
        }
    }
    scores.iter_mut().for_each(|s| *s -= line);
    Some((names, all, scores))
}

/// Prints how many wrong cues and how many right ones reach the line, by set: with the weights that are shipped, and held back.
fn report(error: &str, cues: &[&Cue], shipped: &[f64], scores: &[f64]) {
    let mut sets: Vec<&str> = Vec::new();
    for c in cues {
        if !sets.contains(&c.set.as_str()) {
            sets.push(&c.set);
        }
    }
    println!("{error:24}   wrong   found   right flagged | shipped: found flagged");
    for set in sets.into_iter().map(Some).chain([None]) {
        let count = |wrong: bool, scores: Option<&[f64]>| {
            let here = |c: &Cue| c.wrong == wrong && set.is_none_or(|s| c.set == s);
            (0..cues.len()).filter(|&k| here(cues[k]) && scores.is_none_or(|s| s[k] >= 0.0)).count()
        };
        println!(
            "  {:22}{:>8}{:>8}{:>8}{:>8} |         {:>6}{:>8}",
            set.unwrap_or("all"),
            count(true, None),
            count(true, Some(scores)),
            count(false, None),
            count(false, Some(scores)),
            count(true, Some(shipped)),
            count(false, Some(shipped))
        );
    }
}

/// Prints the right cues that look most wrong, and the wrong ones that look most right.
fn extremes(cues: &[&Cue], scores: &[f64], most: usize) {
    let mut order: Vec<usize> = (0..cues.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    for &k in order.iter().filter(|k| !cues[**k].wrong).take(most) {
        println!("right {:.2} {}\t{}", scores[k], cues[k].id, cues[k].shown);
    }
    for &k in order.iter().rev().filter(|k| cues[**k].wrong).take(most) {
        println!("wrong {:.2} {}\t{}", scores[k], cues[k].id, cues[k].shown);
    }
}

fn print(c: &Cue) {
    let facts: serde_json::Map<String, serde_json::Value> =
        c.weighed.facts.iter().map(|(n, x)| ((*n).to_owned(), serde_json::json!(x))).collect();
    let line = serde_json::json!({
        "error": c.weighed.error, "wrong": c.wrong, "set": c.set, "id": c.id, "shown": c.shown, "facts": facts
    });
    println!("{line}");
}

/// The rows of one error: the constant, then the facts, most telling first.
fn rows(error: &str, names: &[&str], weights: &Weights) -> Result<String, Error> {
    let mut order: Vec<usize> = (0..names.len()).filter(|&k| weights.standard[k].abs() >= LEAST).collect();
    order.sort_by(|a, b| weights.standard[*b].abs().total_cmp(&weights.standard[*a].abs()));
    let mut text = format!("{error}\tbias\t{:.2}\n", weights.bias);
    for k in order {
        writeln!(text, "{error}\t{}\t{:.2}", names[k], weights.each[k])?;
    }
    Ok(text)
}

/// Writes a table below the comments that it has.
fn save(file: &Path, rows: &str) -> Result<(), Error> {
    let old = fs::read_to_string(file).unwrap_or_default();
    let mut text: String = old.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
    text += rows;
    Ok(fs::write(file, text)?)
}
