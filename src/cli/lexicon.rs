//! `duikan lexicon`: compiles dictionaries.

use std::path::PathBuf;
use std::process::ExitCode;

use duikan::error::{Error, Result};
use duikan::lexicon::compile;

#[derive(clap::Args)]
pub struct Arguments {
    /// Dictionaries in the form of CC-CEDICT (cedict_ts.u8).
    #[arg(required = true)]
    dictionaries: Vec<PathBuf>,
    /// The compiled file.
    #[arg(short, long)]
    output: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut texts = Vec::new();
    for path in &arguments.dictionaries {
        texts.push(std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", &e))?);
    }
    let files: Vec<_> =
        arguments.dictionaries.iter().map(PathBuf::as_path).zip(texts.iter().map(String::as_str)).collect();
    let compiled = compile::compile(&files)?;
    std::fs::write(&arguments.output, compiled).map_err(|e| Error::io(&arguments.output, "write", &e))?;
    Ok(ExitCode::SUCCESS)
}
