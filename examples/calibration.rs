//! How far the confidence of findings can be believed: fits the curve of data/calibration.tsv and shows a reliability table.
//!
//! `cargo run --release --example calibration CORRECT.jsonl LABELLED.jsonl`. The first file holds correct pairs
//! (`{id, source, target}`), the second pairs with a `label` (`error` or another word), and for errors the quotes at issue
//! (`source_zh`, `target_en`, `source_quote`, `target_quote`).
//!
//! Method: findings on correct pairs are false, findings that overlap an error's quotes are real. Both are counted by what the check
//! thought of them and scaled to whole documents, in which about one sentence pair in six has an error (`DENSITY`). The curve is
//! fitted on one half of either file (every other pair), the table made on the other half, then the other way round.

use std::process::ExitCode;

use duikan::align::Pair;
use duikan::audit::{Options, calibrate, check_pairs};
use duikan::finding::Finding;
use rayon::prelude::*;
use serde::Deserialize;

/// Errors for each sentence pair of a document: 46 in some 260 in the four development documents.
const DENSITY: f64 = 46.0 / 260.0;
/// Upper ends of the bins.
const BINS: [f64; 7] = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "source_zh")]
    source: String,
    #[serde(alias = "target_en")]
    target: String,
    #[serde(default)]
    label: String,
    source_quote: Option<String>,
    target_quote: Option<String>,
}

/// A finding by the half of the data it is from, and what was thought of it.
struct Case {
    half: usize,
    own: f64,
    real: bool,
}

fn read(path: &str) -> Result<Vec<Line>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(n, l)| serde_json::from_str(l).map_err(|e| format!("{path}:{}: {e}", n + 1)))
        .collect()
}

fn overlaps(quote: &str, gold: Option<&str>, least: usize) -> bool {
    let gold = gold.unwrap_or_default();
    if quote.is_empty() || gold.is_empty() {
        return false;
    }
    let chars: Vec<char> = quote.chars().collect();
    quote.contains(gold)
        || gold.contains(quote)
        || chars.windows(least).any(|w| gold.contains(&w.iter().collect::<String>()))
}

fn is_real(line: &Line, f: &Finding) -> bool {
    overlaps(&f.source_quote, line.source_quote.as_deref(), 2)
        || overlaps(&f.target_quote, line.target_quote.as_deref(), 6)
}

/// Findings of all pairs; of several that find the same error the surest counts.
fn cases(lines: &[Line]) -> Vec<Case> {
    let options = Options { min_confidence: 0.0, calibrated: false, ..Options::default() };
    lines
        .par_iter()
        .enumerate()
        .flat_map_iter(|(n, line)| {
            let pair = Pair::of(&line.source, &line.target, options.lexicon);
            let found = check_pairs("", None, std::slice::from_ref(&pair), false, &options);
            let own =
                |real: bool| found.iter().filter(move |f| is_real(line, f) == real).map(|f| f.confidence);
            let half = n % 2;
            let surest = own(true).fold(f64::NAN, f64::max);
            let mut out: Vec<Case> = own(false).map(|own| Case { half, own, real: false }).collect();
            if line.label == "error" {
                // What does not touch the error of a pair may be another one: it is not counted.
                out.clear();
                if surest.is_finite() {
                    out.push(Case { half, own: surest, real: true });
                }
            }
            out
        })
        .collect()
}

/// Real and false findings a document's sentence pair has in a bin.
fn rates(cases: &[&Case], errors: f64, correct: f64, inside: impl Fn(f64) -> bool) -> (f64, f64, usize) {
    let count = |real: bool| cases.iter().filter(|c| c.real == real && inside(c.own)).count();
    let (real, wrong) = (count(true), count(false));
    (real as f64 / errors.max(1.0) * DENSITY, wrong as f64 / correct.max(1.0), real + wrong)
}

fn run(correct: &str, labelled: &str) -> Result<(), String> {
    let (correct, labelled) = (read(correct)?, read(labelled)?);
    let errors = labelled.iter().filter(|l| l.label == "error").count() as f64;
    let right = correct.len() as f64 + labelled.len() as f64 - errors;
    let all: Vec<Case> = cases(&correct).into_iter().chain(cases(&labelled)).collect();
    println!(
        "share of findings that are real, at the density of whole documents, by what the check thought\n"
    );
    println!("{:>11} {:>10} {:>8} {:>10} {:>11}", "check", "findings", "fitted", "held back", "calibrated");
    let mut low = 0.0;
    for high in BINS {
        let inside = |own: f64| own >= low && own < high;
        let mut shares = Vec::new();
        for half in [0, 1] {
            let of: Vec<&Case> = all.iter().filter(|c| c.half == half).collect();
            let (real, wrong, _) = rates(&of, errors / 2.0, right / 2.0, inside);
            shares.push(real / (real + wrong));
        }
        let whole: Vec<&Case> = all.iter().collect();
        let (_, _, n) = rates(&whole, errors, right, inside);
        let own: Vec<f64> = all.iter().map(|c| c.own).filter(|o| inside(*o)).collect();
        let mean = own.iter().map(|o| f64::from(calibrate(*o as f32))).sum::<f64>() / own.len().max(1) as f64;
        println!(
            "{low:>4.1} – {:>4.1} {n:>10} {:>8.2} {:>10.2} {mean:>11.2}",
            high.min(1.0),
            shares[0],
            shares[1]
        );
        low = high;
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [correct, labelled] = &arguments[..] else {
        eprintln!("usage: calibration CORRECT.jsonl LABELLED.jsonl");
        return ExitCode::from(2);
    };
    match run(correct, labelled) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
