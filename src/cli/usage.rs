//! Wrong usage, said in one line.

use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind;
use duikan::error::{Error, near};

use super::{FAILED, output};

/// Prints what clap has to say: help and version as they are, an error as one line that names the remedy.
pub fn report(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            match output::print(&error.render().ansi().to_string()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    output::message(&error.to_string());
                    ExitCode::from(FAILED)
                }
            }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(FAILED)
        }
        _ => {
            let command =
                std::env::args_os().nth(1).and_then(|a| a.into_string().ok()).filter(|a| is_command(a));
            output::message(&one_line(&error.render().to_string(), command.as_deref()));
            ExitCode::from(FAILED)
        }
    }
}

fn is_command(word: &str) -> bool {
    super::Arguments::command().get_subcommands().any(|c| c.get_name() == word)
}

/// clap's message without its usage block: what is wrong, its tip, and where to read more.
fn one_line(rendered: &str, command: Option<&str>) -> String {
    let mut what = String::new();
    for line in rendered.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if line.starts_with("Usage: ") || line.starts_with("For more information") {
            break;
        }
        let part = line.strip_prefix("error: ").or_else(|| line.strip_prefix("tip: ")).unwrap_or(line);
        if !what.is_empty() {
            what.push_str(if line.starts_with("tip: ") { ": " } else { " " });
        }
        what.push_str(part);
    }
    let command = command.map_or(String::new(), |c| format!("{c} "));
    format!("{what}: see `duikan {command}--help`")
}

/// A word that is none of `known`: an error with the nearest of them.
pub fn unknown<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str>, remedy: &str) -> Error {
    let names: Vec<String> = near(word, known).iter().take(2).map(|k| format!("`{k}`")).collect();
    let remedy = if names.is_empty() {
        remedy.to_owned()
    } else {
        format!("did you mean {}? {remedy}", names.join(" or "))
    };
    Error::new(format!("unknown {what} `{word}`"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_clap_become_one_line() {
        let rendered = "error: unexpected argument '--fromat' found\n\n  tip: a similar argument exists: '--format'\n\n\
                        Usage: duikan audit --format <FORMAT> [FILES]...\n\nFor more information, try '--help'.\n";
        assert_eq!(
            one_line(rendered, Some("audit")),
            "unexpected argument '--fromat' found: a similar argument exists: '--format': see `duikan audit --help`"
        );
    }
}
