//! The report: a folder of tables and a summary, the same rows for standard output, and what reviewers wrote into them.
//!
//! Nothing here judges a translation. Formats are pure functions from a [`Report`] to bytes, the same bytes for the same input;
//! only [`Decisions::read`] and [`write_folder`] touch the file system.

mod alignment;
mod decisions;
mod findings;
mod folder;
mod html;
mod model;
mod progress;
mod summary;
mod table;
pub mod terminal;
mod terms;
mod tmx;

pub use alignment::{Format as AlignmentFormat, write_rows};
pub use decisions::{DECISIONS, Decisions};
pub use findings::{COLUMNS, Format as FindingsFormat, Writer as FindingsWriter, Written, written};
pub use folder::write_together;
pub use html::{FILE as PAGE, for_review, policy};
pub use model::{Bead, Input, Level, Report, Row, Settings, is_counted};
pub use progress::Progress;
pub use terms::write_terms;

use std::path::Path;

use crate::error::Result;

/// Writes the whole report into `folder`, which is made if it is not there: `findings.csv`, `alignment.csv`, `findings.jsonl`,
/// `summary.json`, `report.html`. Status and comment of earlier runs are read back first, from the folder and from the file `shared`, and
/// put into `report`; decisions whose finding is gone go to `decisions.csv`. Returns what changed since the report that was there.
///
/// # Errors
/// If the earlier report cannot be read or the new one cannot be written; then the earlier report is still there, whole.
pub fn write_folder(report: &mut Report, folder: &Path, shared: Option<&Path>) -> Result<Option<Progress>> {
    let decisions = Decisions::read(folder, shared)?;
    let earlier = findings::written(folder);
    decisions.apply(&mut report.findings);
    let progress = folder.join(findings::LINES).is_file().then(|| Progress::new(&earlier, report));
    let mut files = vec![
        (decisions::FINDINGS, findings::csv_file(&report.findings)),
        ("alignment.csv", alignment::csv_file(&report.alignment)),
        (findings::LINES, findings::jsonl_file(&report.findings)),
        ("summary.json", summary::json_file(report)),
        (html::FILE, html::file(report)),
    ];
    if let Some(kept) = decisions.file(&report.findings) {
        files.push((decisions::DECISIONS, kept));
    }
    write_together(folder, &files)?;
    Ok(progress)
}
