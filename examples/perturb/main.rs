//! The perturbation bench: what the audit finds of errors that were put into correct pairs.
//!
//! ```text
//! cargo run --release --example perturb [--most N] [--misses KIND N] [PAIRS.jsonl…]
//! ```
//!
//! Each file is a set of correct pairs (`id`, `source`, `target`, and `set` if it holds several); without a file the project's own,
//! `tests/pairs/correct.jsonl`. Per kind of error the table gives the pairs it was put into, how many of the errors some finding at the
//! default confidence points at, and how many the check whose business it is; then the pairs flagged as they stand. Nothing is random:
//! what is changed follows from the pair's id. `--most` bounds the pairs taken of each set for a kind (default 400), `--misses`
//! prints so many errors of a kind that nothing was reported for.

mod bench;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bench::{Score, Set, kinds, score};
use duikan::audit::Options;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<PathBuf> = Vec::new();
    let (mut most, mut misses) = (400, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--most" => most = arguments.next().ok_or("--most wants a number")?.parse()?,
            "--misses" => {
                let kind = arguments.next().ok_or("--misses wants a kind and a number")?;
                misses = Some((kind, arguments.next().ok_or("--misses wants a number")?.parse::<usize>()?));
            }
            _ => files.push(argument.into()),
        }
    }
    if files.is_empty() {
        files.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs/correct.jsonl"));
    }
    let options = Options::default();
    let mut total: Vec<Score> = kinds().iter().map(|_| Score::default()).collect();
    let mut sets = 0;
    for file in &files {
        for set in Set::read(file)? {
            sets += 1;
            head(&set, &options);
            for (kind, total) in kinds().iter().zip(&mut total) {
                if misses.as_ref().is_some_and(|(k, _)| k != kind.name) {
                    continue;
                }
                let s = score(&set, kind, most, &options);
                print(kind.name, &s);
                for miss in s.misses.iter().take(misses.as_ref().map_or(0, |(_, n)| *n)) {
                    println!("    {miss}");
                }
                total.injected += s.injected;
                total.any += s.any;
                total.right += s.right;
            }
        }
    }
    if sets > 1 {
        println!("all sets");
        for (kind, total) in kinds().iter().zip(&total) {
            print(kind.name, total);
        }
    }
    Ok(())
}

/// The set's name, its false alarms by check, and the table's head.
fn head(set: &Set, options: &Options) {
    let flagged = set.flagged(options);
    let mut by_check: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, findings) in &flagged {
        let checks: BTreeSet<&str> = findings.iter().map(|f| f.check).collect();
        for check in checks {
            *by_check.entry(check).or_default() += 1;
        }
    }
    let by_check: Vec<String> = by_check.iter().map(|(check, n)| format!("{check} {n}")).collect();
    let (all, wrong) = (set.records.len(), flagged.len());
    println!("{}: {all} pairs, {wrong} flagged as they stand ({})", set.name, by_check.join(", "));
    println!("  {:22}{:>6}{:>8}{:>8}", "kind", "n", "any", "right");
}

fn print(name: &str, s: &Score) {
    let share = |n: usize| match s.injected {
        0 => "–".to_owned(),
        all => format!("{:.2}", n as f64 / all as f64),
    };
    println!("  {name:22}{:>6}{:>8}{:>8}", s.injected, share(s.any), share(s.right));
}
