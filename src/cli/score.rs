//! `duikan score`: an alignment against a gold one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use duikan::align::score::{Ids, read_beads, score};
use duikan::error::{Error, Result};

use super::output;

/// Compare two alignments: strict and lax precision, recall and F1, and those of one-sided beads.
#[derive(clap::Args)]
pub struct Arguments {
    /// The gold alignment, one bead a line: `[0,1]:[0]`.
    gold: PathBuf,
    /// The alignment to be judged, in the same form (`duikan align --format beads`).
    test: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let read = |path: &Path| -> Result<Vec<Ids>> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", &e))?;
        let beads = read_beads(&text).map_err(|e| e.at(path))?;
        if beads.is_empty() {
            return Err(Error::new("no beads in it", "write `[0,1]:[0]`, one bead a line").at(path));
        }
        Ok(beads)
    };
    let s = score(&read(&arguments.gold)?, &read(&arguments.test)?);
    let mut text = String::from("            precision  recall     F1\n");
    for (name, f) in [("strict", s.strict), ("lax", s.lax), ("one-sided", s.one_sided)] {
        text.push_str(&format!("{name:<10}  {:9.3}  {:6.3}  {:5.3}\n", f.precision, f.recall, f.f1()));
    }
    text.push_str(&format!("two-sided gold beads: {}\n", s.beads));
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
