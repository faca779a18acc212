use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

use duikan::error::{Error, Result};
use duikan::review::Review;

use super::output;

/// Show a report in the browser, to accept, dismiss and comment on its findings.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of the report.
    #[arg(value_name = "REPORT_DIR")]
    folder: PathBuf,
    /// Keep decisions in this file, which a team may share, instead of decisions.csv beside the report.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Port on 127.0.0.1 [default: a free one].
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open the page in the browser.
    #[arg(long, overrides_with = "no_open")]
    open: bool,
    /// Only print where it is (the default).
    #[arg(long)]
    no_open: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let review = Review::new(&arguments.folder, arguments.decisions.as_deref(), arguments.port)?;
    let review = Arc::new(review);
    let ending = Arc::clone(&review);
    ctrlc::set_handler(move || {
        let _saved = ending.hold();
        output::message("the review has ended; every decision is saved");
        std::process::exit(0);
    })
    .map_err(|e| Error::new(format!("cannot catch Ctrl-C: {e}"), "check the system"))?;
    let url = review.url();
    output::print(&format!("{url}\n"))?;
    let kept = arguments.decisions.clone().unwrap_or_else(|| arguments.folder.join("decisions.csv"));
    output::message(&format!("decisions are saved at once in {}; Ctrl-C ends the review", kept.display()));
    if arguments.open && !arguments.no_open && !open(&url) {
        output::message("note: no browser could be opened; open the address above");
    }
    review.serve();
    Ok(ExitCode::SUCCESS)
}

/// Asks the system to show a page.
fn open(url: &str) -> bool {
    let command: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["rundll32", "url.dll,FileProtocolHandler"]
    } else {
        &["xdg-open"]
    };
    let mut child = Command::new(command[0]);
    child.args(&command[1..]).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    child.spawn().is_ok()
}
