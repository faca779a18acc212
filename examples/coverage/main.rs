//! Counts the tables of `data/coverage/` and says what they are worth.
//!
//! ```text
//! cargo run --release --example coverage -- [--write data/coverage] [--show N] [--test FILE]… FILE…
//! ```
//!
//! Each FILE holds correct translations of one kind, a JSON object `{"source": …, "target": …}` a line, in the order of the text. From
//! them trials are made at random (always the same): pairs as they are, neighbours joined, a sentence or a clause taken out of
//! either side or put in. The tables are counted on all FILEs but those after `--test`. What is printed is measured on
//! texts that had no part in either tables or weights: for each FILE both come from the others. `--show` prints the N correct
//! pairs that look most as if something were lost, with the stretch.
//!
//! The texts behind the tables that are shipped are named in data/README.md.

mod fit;
mod trials;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duikan::align::Pair;
use duikan::align::coverage::gaps::{self, Candidate, NAMES, Tables};
use duikan::align::coverage::{Class, GRADES, Unit, chinese_pieces, english_pieces};
use duikan::document::Side;
use duikan::lexicon::Lexicon;
use rayon::prelude::*;

use fit::{Sample, Weights, fit};
use trials::{Kind, Random, Row, Trial, trials};

type Error = Box<dyn std::error::Error>;

const SIDES: [Side; 2] = [Side::Source, Side::Target];
/// Times that a word must have been seen to have a row of its own.
const LEAST_SEEN: f64 = 5.0;
/// Sightings of its class that each word is given on top of its own, so that rare words keep near their class.
const PRIOR: f64 = 20.0;
/// Correct pairs flagged on one side, of 1000, at which recall is printed.
const ALARMS: [f64; 5] = [1.0, 1.5, 2.0, 3.5, 5.0];

struct Group {
    name: String,
    is_test: bool,
    trials: Vec<Trial>,
}

/// Sightings by [`gaps::Tied`], in rendered clauses and in lost ones.
type Counts = [[f64; 4]; 2];

/// Counts of one side by word and by class.
#[derive(Clone)]
struct Seen {
    words: BTreeMap<String, (Place, Counts)>,
    classes: Vec<Counts>,
}

impl Seen {
    fn new() -> Self {
        Self { words: BTreeMap::new(), classes: vec![Counts::default(); Class::ALL.len() * GRADES] }
    }
}

/// Position of a class in [`Class::ALL`], and the grade.
type Place = usize;

fn main() -> Result<(), Error> {
    let lexicon = Lexicon::embedded();
    let mut write = None;
    let mut show = 0;
    let mut groups = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(a) = arguments.next() {
        match a.as_str() {
            "--write" => write = Some(PathBuf::from(arguments.next().ok_or("--write FOLDER")?)),
            "--show" => show = arguments.next().ok_or("--show N")?.parse()?,
            "--test" => groups.push(read(&arguments.next().ok_or("--test FILE")?, true)?),
            file => groups.push(read(file, false)?),
        }
    }
    let seen: Vec<[Seen; 2]> = groups.iter().map(|g| count(g, lexicon)).collect();
    // Features of every trial of a group under tables that do not know the group.
    let measured: Vec<Vec<[Vec<Candidate>; 2]>> = (0..groups.len())
        .map(|g| {
            let tables = tables(&total(&groups, &seen, Some(g)), "", lexicon);
            groups[g].trials.par_iter().map(|t| candidates(t, &tables, lexicon)).collect()
        })
        .collect();
    let samples: Vec<[Vec<Sample>; 2]> =
        (0..groups.len()).map(|g| samples(&groups[g], &measured[g], lexicon)).collect();
    for (s, side) in SIDES.into_iter().enumerate() {
        let by_group: Vec<Weights> =
            (0..groups.len()).map(|g| weights(&groups, &samples, s, Some(g))).collect();
        report(&groups, &measured, side, &by_group);
        alarms(&groups, &measured, side, &by_group, show, lexicon);
    }
    if let Some(folder) = write {
        let all = total(&groups, &seen, None);
        let [zh, en] = [0, 1].map(|s| weights(&groups, &samples, s, None));
        save(&folder.join("zh.tsv"), &rows(&all[0]))?;
        save(&folder.join("en.tsv"), &rows(&all[1]))?;
        let mut text = format!("bias\t{:.4}\t{:.4}\n", zh.bias, en.bias);
        for (k, name) in NAMES.iter().enumerate() {
            writeln!(text, "{name}\t{:.5}\t{:.5}", zh.each[k], en.each[k])?;
        }
        save(&folder.join("weights.tsv"), &text)?;
    }
    Ok(())
}

fn read(file: &str, is_test: bool) -> Result<Group, Error> {
    let mut rows = Vec::new();
    for line in fs::read_to_string(file)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        rows.push(Row { source: text("source"), target: text("target") });
    }
    let name = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let trials = trials(&rows, &mut Random(7));
    Ok(Group { name, is_test, trials })
}

fn coverage_units(pair: &Pair, side: Side, lexicon: &Lexicon) -> Vec<Unit> {
    let coverage = pair.coverage(lexicon);
    if side == Side::Source { coverage.zh.clone() } else { coverage.en.clone() }
}

/// The units whose place lies in `range`, a range of characters or tokens.
fn inside(units: &[Unit], range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let at = |x| units.partition_point(|u| u.range.start < x);
    at(range.start)..at(range.end)
}

/// The units of the stretch that says too much.
fn lost_units(trial: &Trial, pair: &Pair, side: Side, units: &[Unit]) -> std::ops::Range<usize> {
    let start = |u: &Unit| match side {
        Side::Source => pair.zh.span(u.range.clone()).start,
        Side::Target => pair.en.span(u.range.clone()).start,
    };
    let at = |x| units.partition_point(|u| start(u) < x);
    at(trial.lost.start)..at(trial.lost.end)
}

fn word(pair: &Pair, side: Side, unit: &Unit, lexicon: &Lexicon) -> Option<String> {
    unit.word?;
    Some(match side {
        Side::Source => pair.zh.folded(unit.range.clone()),
        Side::Target => lexicon.stem_text(pair.en.tokens()[unit.range.start].stem?).to_owned(),
    })
}

fn count(group: &Group, lexicon: &Lexicon) -> [Seen; 2] {
    let mut out = [Seen::new(), Seen::new()];
    for t in &group.trials {
        for (s, side) in SIDES.into_iter().enumerate() {
            let lost = t.kind == Kind::Sentence(side) || t.kind == Kind::Foreign(side);
            if t.kind != Kind::Clean && !lost {
                continue;
            }
            let pair = Pair::of(&t.source, &t.target, lexicon);
            let units = coverage_units(&pair, side, lexicon);
            let stretches = if lost {
                vec![lost_units(t, &pair, side, &units)]
            } else {
                let pieces = if s == 0 { chinese_pieces(&pair.zh) } else { english_pieces(&pair.en) };
                pieces.iter().map(|p| inside(&units, &p.range)).collect()
            };
            for stretch in stretches {
                let tied = gaps::ties(&pair, side, stretch.clone(), lexicon);
                for (u, tied) in units[stretch].iter().zip(tied) {
                    let class = u.class as usize * GRADES + usize::from(u.grade);
                    out[s].classes[class][usize::from(lost)][tied as usize] += 1.0;
                    if let Some(w) = word(&pair, side, u, lexicon) {
                        let entry = out[s].words.entry(w).or_insert((class, Counts::default()));
                        entry.1[usize::from(lost)][tied as usize] += 1.0;
                    }
                }
            }
        }
    }
    out
}

/// The counts of all groups that are not for testing, without one of them.
fn total(groups: &[Group], seen: &[[Seen; 2]], without: Option<usize>) -> [Seen; 2] {
    let mut out = [Seen::new(), Seen::new()];
    for (g, seen) in seen.iter().enumerate() {
        if groups[g].is_test || without == Some(g) {
            continue;
        }
        for (all, one) in out.iter_mut().zip(seen) {
            for (a, b) in all.classes.iter_mut().zip(&one.classes) {
                add(a, b);
            }
            for (word, (class, counts)) in &one.words {
                add(&mut all.words.entry(word.clone()).or_insert((*class, Counts::default())).1, counts);
            }
        }
    }
    out
}

fn add(a: &mut Counts, b: &Counts) {
    for (a, b) in a.iter_mut().flatten().zip(b.iter().flatten()) {
        *a += b;
    }
}

fn share(counts: &[f64; 4], like: &[f64; 4], prior: f64) -> [f64; 4] {
    let sum: f64 = counts.iter().sum();
    [0, 1, 2, 3].map(|k| (counts[k] + prior * like[k]) / (sum + prior))
}

fn row(name: &str, [kept, lost]: [[f64; 4]; 2]) -> String {
    let cells = [0, 1, 2, 3].map(|k| format!("{:.0}", 100.0 * (lost[k] / kept[k]).ln()));
    format!("{name}\t{}\n", cells.join("\t"))
}

/// The rows of one side's table.
fn rows(seen: &Seen) -> String {
    let mut out = String::new();
    let classes: Vec<Counts> =
        seen.classes.iter().map(|both| both.map(|c| share(&c, &[0.25; 4], 4.0))).collect();
    for (k, (_, name)) in Class::ALL.iter().enumerate() {
        for grade in 0..GRADES {
            let place = k * GRADES + grade;
            if seen.classes[place].iter().flatten().sum::<f64>() > 0.0 {
                out += &row(&format!("@{name}.{grade}"), classes[place]);
            }
        }
    }
    for (word, (class, [kept, lost])) in &seen.words {
        if kept.iter().chain(lost).sum::<f64>() >= LEAST_SEEN {
            let [a, b] = classes[*class];
            // Lost clauses are fewer by half, and their words less varied in what befalls them.
            out += &row(word, [share(kept, &a, PRIOR), share(lost, &b, 2.0 * PRIOR)]);
        }
    }
    out
}

fn tables(seen: &[Seen; 2], weights: &str, lexicon: &Lexicon) -> Tables {
    Tables::parse(&rows(&seen[0]), &rows(&seen[1]), weights, lexicon)
}

fn candidates(trial: &Trial, tables: &Tables, lexicon: &Lexicon) -> [Vec<Candidate>; 2] {
    let pair = Pair::of(&trial.source, &trial.target, lexicon);
    SIDES.map(|side| gaps::candidates(&pair, side, lexicon, tables))
}

/// What the weights are fitted on: of clean pairs the candidates that look most lost, of the others the stretch that is.
fn samples(group: &Group, measured: &[[Vec<Candidate>; 2]], lexicon: &Lexicon) -> [Vec<Sample>; 2] {
    let mut random = Random(11);
    let mut out = [Vec::new(), Vec::new()];
    for (t, found) in group.trials.iter().zip(measured) {
        for (s, side) in SIDES.into_iter().enumerate() {
            let found = &found[s];
            if found.is_empty() {
                continue;
            }
            if matches!(t.kind, Kind::Clean | Kind::Joined) {
                let mut order: Vec<usize> = (0..found.len()).collect();
                let first = |k: usize| found[k].features[0] + found[k].features[2];
                order.sort_by(|a, b| first(*b).total_cmp(&first(*a)));
                order.truncate(2);
                order.push(random.below(found.len()));
                out[s].extend(order.into_iter().map(|k| (found[k].features, false)));
            } else if t.kind == Kind::Sentence(side) || t.kind == Kind::Foreign(side) {
                let pair = Pair::of(&t.source, &t.target, lexicon);
                let lost = lost_units(t, &pair, side, &coverage_units(&pair, side, lexicon));
                let near =
                    |c: &&Candidate| c.units.start.abs_diff(lost.start) + c.units.end.abs_diff(lost.end) < 2;
                out[s]
                    .extend(found.iter().find(near).filter(|_| !lost.is_empty()).map(|c| (c.features, true)));
            }
        }
    }
    out
}

fn weights(groups: &[Group], samples: &[[Vec<Sample>; 2]], side: usize, without: Option<usize>) -> Weights {
    let chosen: Vec<Sample> = (0..groups.len())
        .filter(|g| !groups[*g].is_test && without != Some(*g))
        .flat_map(|g| samples[g][side].iter().copied())
        .collect();
    fit(&chosen)
}

/// Prints the share of trials flagged at several shares of correct pairs flagged.
fn report(groups: &[Group], measured: &[Vec<[Vec<Candidate>; 2]>], side: Side, weights: &[Weights]) {
    let s = usize::from(side == Side::Target);
    let other = SIDES[1 - s];
    let mut best: Vec<(usize, Kind, f64)> = Vec::new();
    for (g, group) in groups.iter().enumerate() {
        let w = weights[g];
        for (t, found) in group.trials.iter().zip(&measured[g]) {
            let top = found[s].iter().map(|c| w.score(&c.features)).fold(f64::NEG_INFINITY, f64::max);
            best.push((g, t.kind, top));
        }
    }
    let kinds = [Kind::Clean, Kind::Joined, Kind::Sentence(side), Kind::Foreign(side), Kind::Cut(other)];
    let shares = |least: f64, group: Option<usize>| {
        kinds
            .map(|kind| {
                let of: Vec<f64> = best
                    .iter()
                    .filter(|(g, k, _)| *k == kind && group.is_none_or(|x| x == *g))
                    .map(|x| x.2)
                    .collect();
                let found = of.iter().filter(|x| **x >= least).count();
                format!("{:7.1}", 100.0 * found as f64 / of.len().max(1) as f64)
            })
            .join(" ")
    };
    let mut clean: Vec<f64> = best.iter().filter(|x| x.1 == Kind::Clean).map(|x| x.2).collect();
    clean.sort_by(|a, b| b.total_cmp(a));
    println!(
        "{side:?}, flagged in 100:          score   clean  joined sentence  clause  clause cut from the other side"
    );
    for alarms in ALARMS {
        let least = clean[(clean.len() as f64 * alarms / 1000.0) as usize];
        println!("  {alarms:.1} clean pairs in 1000  {least:10.2} {}", shares(least, None));
    }
    let least = clean[(clean.len() as f64 * ALARMS[1] / 1000.0) as usize];
    for (g, group) in groups.iter().enumerate() {
        let name = format!("{}{}", group.name, if group.is_test { " (test)" } else { "" });
        println!("  {name:24} {least:10.2} {}", shares(least, Some(g)));
    }
}

/// Prints the correct pairs with the highest scores.
fn alarms(
    groups: &[Group],
    measured: &[Vec<[Vec<Candidate>; 2]>],
    side: Side,
    weights: &[Weights],
    most: usize,
    lexicon: &Lexicon,
) {
    let mut found: Vec<(f64, &str, &Trial, &Candidate)> = Vec::new();
    for (g, group) in groups.iter().enumerate() {
        for (t, all) in group.trials.iter().zip(&measured[g]).filter(|(t, _)| t.kind == Kind::Clean) {
            let scored = all[usize::from(side == Side::Target)].iter();
            let scored = scored.map(|c| (weights[g].score(&c.features), group.name.as_str(), t, c));
            found.extend(scored.max_by(|a, b| a.0.total_cmp(&b.0)));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (score, name, t, c) in found.into_iter().take(most) {
        let pair = Pair::of(&t.source, &t.target, lexicon);
        let quote = match side {
            Side::Source => pair.zh.original(c.range.clone()),
            Side::Target => {
                let span = pair.en.span(c.range.clone());
                &t.target[span.start..span.end]
            }
        };
        println!("{score:.2} {name} [{quote}] {} | {}", t.source, t.target);
    }
}

/// Writes a table below the comments that it has.
fn save(file: &Path, rows: &str) -> Result<(), Error> {
    let old = fs::read_to_string(file).unwrap_or_default();
    let mut text: String = old.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
    text += rows;
    Ok(fs::write(file, text)?)
}
