use std::io::Write;
use std::process::ExitCode;

use duikan::checks::{ALL, Check, by_id};
use duikan::error::Result;

use super::{output, usage};

/// List the checks, or print the page of one.
#[derive(clap::Args)]
pub struct Arguments {
    /// Id of a check: print its page.
    id: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let page = match &arguments.id {
        Some(id) => find(id)?.page.to_owned(),
        None => list(),
    };
    output::write(|out| out.write_all(page.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

/// The check of that id.
pub fn find(id: &str) -> Result<&'static Check> {
    let all = ALL.iter().map(|c| c.id);
    by_id(id).ok_or_else(|| usage::unknown("check", id, all, "`duikan checks` lists them"))
}

fn list() -> String {
    let width = ALL.iter().map(|c| c.id.len()).max().unwrap_or_default();
    ALL.iter().map(|c| format!("{:width$}  {}\n", c.id, c.first_sentence())).collect()
}
