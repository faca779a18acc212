use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_mangen::Man;
use duikan::error::Result;

use super::{output, usage};

/// Print a manual page, for `man`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The command whose page is printed; that of the program unless told.
    command: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut program = super::Arguments::command();
    program.build();
    let page = match &arguments.command {
        Some(name) => command(&program, name)?,
        None => &program,
    };
    let man = Man::new(page.clone()).source(format!("duikan {}", env!("CARGO_PKG_VERSION"))).manual("duikan");
    output::write(|out| {
        let mut roff = Vec::new();
        man.render(&mut roff)?;
        out.write_all(&roff)
    })?;
    Ok(ExitCode::SUCCESS)
}

fn command<'a>(program: &'a clap::Command, name: &str) -> Result<&'a clap::Command> {
    let known = || program.get_subcommands().map(clap::Command::get_name);
    program
        .find_subcommand(name)
        .ok_or_else(|| usage::unknown("command", name, known(), "`duikan --help` lists them"))
}
