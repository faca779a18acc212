//! The command line: one file per command, no logic beyond arguments, files and exit status.

mod align;
mod audit;
mod lexicon;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use duikan::error::Result;

/// Pairs a Chinese original with its English translation and flags every place where the two say different things.
#[derive(Parser)]
#[command(version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Audit a translation.
    Audit(audit::Arguments),
    /// Align two texts.
    Align(align::Arguments),
    /// Compile a dictionary.
    Lexicon(lexicon::Arguments),
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done: Result<ExitCode> = match arguments.command {
        Command::Audit(a) => audit::run(&a),
        Command::Align(a) => align::run(&a),
        Command::Lexicon(a) => lexicon::run(&a),
    };
    done.unwrap_or_else(|error| {
        anstream::eprintln!("duikan: {error}");
        ExitCode::from(2)
    })
}
