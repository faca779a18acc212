//! `duikan audit`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use duikan::align::Pair;
use duikan::audit::{Options, check_pairs};
use duikan::error::{Error, Result};
use rayon::prelude::*;

#[derive(clap::Args)]
pub struct Arguments {
    /// Segments already paired.
    #[arg(long)]
    pairs: PathBuf,
    #[arg(short, long)]
    output: Option<String>,
    #[arg(short, long)]
    format: Option<String>,
    #[arg(long)]
    min_confidence: Option<f32>,
}

#[derive(serde::Deserialize)]
struct Record {
    id: String,
    source: String,
    target: String,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let path = &arguments.pairs;
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", &e))?;
    let options = Options {
        min_confidence: arguments.min_confidence.unwrap_or(duikan::audit::DEFAULT_CONFIDENCE),
        ..Options::default()
    };
    let lines: Vec<&str> = text.lines().collect();
    let found: Vec<String> = lines
        .par_iter()
        .map(|line| {
            let r: Record = serde_json::from_str(line).map_err(|e| Error::new(e.to_string(), "").at(path))?;
            let mut pair = Pair::of(&r.source, &r.target, options.lexicon);
            pair.id = r.id;
            let mut out = String::new();
            for f in check_pairs("pairs", None, &[pair], false, &options) {
                out.push_str(&serde_json::to_string(&f).unwrap_or_default());
                out.push('\n');
            }
            Ok(out)
        })
        .collect::<Result<_>>()?;
    let mut out = std::io::stdout().lock();
    for f in found {
        let _ = out.write_all(f.as_bytes());
    }
    Ok(ExitCode::SUCCESS)
}
