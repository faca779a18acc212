//! `duikan align`.
use std::path::PathBuf;
use std::process::ExitCode;

use duikan::error::{Error, Result};
use duikan::lexicon::Lexicon;

#[derive(clap::Args)]
pub struct Arguments {
    source: PathBuf,
    target: PathBuf,
    #[arg(long)]
    unit: Option<String>,
    #[arg(short, long)]
    format: Option<String>,
}

pub fn run(a: &Arguments) -> Result<ExitCode> {
    let read = |p: &PathBuf| std::fs::read_to_string(p).map_err(|e| Error::io(p, "read", &e));
    let (s, t) = (read(&a.source)?, read(&a.target)?);
    let (s, t): (Vec<&str>, Vec<&str>) = (s.lines().collect(), t.lines().collect());
    for b in duikan::align::align(&s, &t, Lexicon::embedded()) {
        println!("{:?}:{:?}", b.source.collect::<Vec<_>>(), b.target.collect::<Vec<_>>());
    }
    Ok(ExitCode::SUCCESS)
}
