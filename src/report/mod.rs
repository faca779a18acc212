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
mod summary;
mod table;
pub mod terminal;
mod terms;
mod tmx;

pub use alignment::{Format as AlignmentFormat, write_rows};
pub use decisions::Decisions;
pub use findings::{COLUMNS, Format as FindingsFormat, Writer as FindingsWriter};
pub use folder::write_together;
pub use model::{Bead, Input, Level, Report, Row, Settings, is_counted};
pub use terms::write_terms;

use std::path::Path;

use crate::error::Result;

/// Writes the whole report into `folder`, which is made if it is not there: `findings.csv`, `alignment.csv`, `findings.jsonl`,
/// `summary.json`, `report.html`. Status and comment of earlier runs are read back first and put into `report`; decisions whose finding is
/// gone go to `decisions.csv`.
///
/// # Errors
/// If the earlier report cannot be read or the new one cannot be written; then the earlier report is still there, whole.
pub fn write_folder(report: &mut Report, folder: &Path) -> Result<()> {
    let decisions = Decisions::read(folder)?;
    decisions.apply(&mut report.findings);
    let mut files = vec![
        (decisions::FINDINGS, findings::csv_file(&report.findings)),
        ("alignment.csv", alignment::csv_file(&report.alignment)),
        ("findings.jsonl", findings::jsonl_file(&report.findings)),
        ("summary.json", summary::json_file(report)),
        (html::FILE, html::file(report)),
    ];
    if let Some(kept) = decisions.file(&report.findings) {
        files.push((decisions::DECISIONS, kept));
    }
    write_together(folder, &files)
}
