//! The command line: one file per command, no logic beyond arguments, files and exit status.

mod align;
mod audit;
mod checks;
mod completions;
mod folder;
mod input;
mod interrupt;
mod lexicon;
mod man;
mod notes;
mod output;
mod progress;
mod review;
mod score;
mod settings;
mod split;
mod stream;
mod usage;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use duikan::error::Result;

/// Pairs a Chinese original with its English translation and flags every place where the two say different things.
#[derive(Parser)]
#[command(version, disable_help_subcommand = true, max_term_width = 110)]
#[command(after_help = "\
Exit status: 0 done; 1 findings at or above --fail-on; 2 wrong usage or unreadable input.
Example: duikan audit minutes.txt")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Audit(audit::Arguments),
    Align(align::Arguments),
    Review(review::Arguments),
    Score(score::Arguments),
    Checks(checks::Arguments),
    Lexicon(lexicon::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Exit status for findings at or above `--fail-on`.
const FOUND: u8 = 1;
/// Exit status for wrong usage and unreadable input.
const FAILED: u8 = 2;

/// Runs the command line.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::report(&error),
    };
    let done: Result<ExitCode> = match arguments.command {
        Command::Audit(a) => audit::run(&a),
        Command::Align(a) => align::run(&a),
        Command::Review(a) => review::run(&a),
        Command::Score(a) => score::run(&a),
        Command::Checks(a) => checks::run(&a),
        Command::Lexicon(a) => lexicon::run(&a),
        Command::Completions(a) => completions::run(&a),
        Command::Man(a) => man::run(&a),
    };
    done.unwrap_or_else(|error| {
        output::message(&error.to_string());
        ExitCode::from(FAILED)
    })
}
