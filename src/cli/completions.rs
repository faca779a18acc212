use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use duikan::error::Result;

use super::output;

/// Print a completion script for a shell.
#[derive(clap::Args)]
pub struct Arguments {
    /// The shell.
    shell: clap_complete::Shell,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "duikan", &mut script);
    output::write(|out| out.write_all(&script))?;
    Ok(ExitCode::SUCCESS)
}
