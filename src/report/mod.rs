//! The report: a folder of tables and a summary, the same rows for standard output, and what reviewers wrote into them.
//!
//! Nothing here judges a translation. Formats are pure functions from a [`Report`] to bytes, the same bytes for the same input;
//! only [`Decisions::read`], [`written`] and [`write_folder`] touch the file system.

mod alignment;
mod changes;
mod decisions;
mod findings;
mod folder;
mod html;
mod model;
mod names;
pub mod overview;
mod sarif;
mod summary;
mod table;
pub mod terminal;
mod terms;
mod tmx;
mod uri;
mod xliff;
mod xlsx;
mod xml;

pub use alignment::{Format as AlignmentFormat, write_rows};
pub use changes::Changes;
pub use decisions::{DECISIONS, Decisions};
pub use findings::{COLUMNS, Format as FindingsFormat, Writer as FindingsWriter, Written, written};
pub use folder::{write_one, write_together};
pub use html::{FILE as PAGE, for_review, policy};
pub use model::{Bead, Input, Level, Report, Row, Settings, is_counted};
pub use names::{Called, Names};
pub use terms::write_terms;

use std::io;
use std::path::Path;

use crate::error::Result;

/// A form in which a report goes to other programs, as one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// The findings as a workbook.
    Xlsx,
    /// The findings as SARIF 2.1.0.
    Sarif,
    /// The alignment as TMX 1.4b.
    Tmx,
    /// The alignment as XLIFF 2.1, with the findings as quality issues in it.
    Xliff,
}

impl Exchange {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Sarif, Self::Tmx, Self::Xliff];

    /// The name of its file in a report folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Exchange::Xlsx => "findings.xlsx",
            Exchange::Sarif => "findings.sarif",
            Exchange::Tmx => "alignment.tmx",
            Exchange::Xliff => "alignment.xlf",
        }
    }

    /// The file.
    ///
    /// # Errors
    /// If the form cannot hold so much.
    pub fn file(self, report: &Report) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        let written: io::Result<()> = match self {
            Exchange::Xlsx => return xlsx::file(report),
            Exchange::Sarif => return Ok(sarif::file(report)),
            Exchange::Tmx => tmx::write(&mut out, &judged(report)),
            Exchange::Xliff => xliff::write(&mut out, &report.name, &report.alignment, &report.findings),
        };
        // Writing to memory cannot fail.
        let _ = written;
        Ok(out)
    }
}

/// The beads that were judged: sentences where a paragraph has several, but the paragraph where something was found in it as a whole.
fn judged(report: &Report) -> Vec<Row> {
    let rows = &report.alignment[..];
    let found: std::collections::BTreeSet<usize> =
        model::places(rows, &report.findings).into_iter().flatten().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let sentences = model::sentences(rows, at);
        if sentences.len() < 2 || found.contains(&at) {
            out.push(row.clone());
        } else {
            out.extend_from_slice(sentences);
        }
        at += 1 + sentences.len();
    }
    out
}

/// The files of every report folder.
pub(crate) const FILES: [&str; 5] =
    [decisions::FINDINGS, "alignment.csv", findings::LINES, "summary.json", html::FILE];

/// Writes the whole report into `folder`, which is made if it is not there: `findings.csv`, `alignment.csv`, `findings.jsonl`,
/// `summary.json`, `report.html`, and the forms asked for besides or there already. Status and comment of earlier runs are read back first, from the
/// folder and from the file `shared`, and put into `report`; decisions whose finding is gone go to `decisions.csv`. Returns what
/// changed since the report that was there.
///
/// # Errors
/// If the earlier report cannot be read or the new one cannot be written; then the earlier report is still there, whole.
pub fn write_folder(
    report: &mut Report,
    folder: &Path,
    shared: Option<&Path>,
    more: &[Exchange],
) -> Result<Option<Changes>> {
    let decisions = Decisions::read(Some(folder), shared)?;
    let earlier = findings::written(folder);
    decisions.apply(&mut report.findings);
    let changes = folder.join(findings::LINES).is_file().then(|| Changes::new(&earlier, report));
    let mut files = vec![
        (decisions::FINDINGS, findings::csv_file(&report.findings)),
        ("alignment.csv", alignment::csv_file(&report.alignment)),
        (findings::LINES, findings::jsonl_file(&report.findings)),
        ("summary.json", summary::json_file(report)),
        (html::FILE, html::file(report)),
    ];
    // A form of an earlier run that was not asked for again would tell of another report than its neighbours.
    let there = |form: &Exchange| folder.join(form.file_name()).is_file();
    for form in Exchange::ALL.iter().filter(|f| more.contains(f) || there(f)) {
        files.push((form.file_name(), form.file(report)?));
    }
    if let Some(kept) = decisions.file(&report.findings) {
        files.push((decisions::DECISIONS, kept));
    }
    write_together(folder, &files)?;
    Ok(changes)
}
