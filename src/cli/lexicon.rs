use std::path::PathBuf;
use std::process::ExitCode;

use duikan::error::{Error, Result};
use duikan::lexicon::compile;
use duikan::report::write_one;

/// Compile dictionaries in the form of CC-CEDICT into data/lexicon.bin.
#[derive(clap::Args)]
pub struct Arguments {
    /// Dictionaries (cedict_ts.u8).
    #[arg(required = true)]
    dictionaries: Vec<PathBuf>,
    /// The compiled file.
    #[arg(short, long, value_name = "FILE")]
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
    write_one(&arguments.output, compiled)?;
    Ok(ExitCode::SUCCESS)
}
