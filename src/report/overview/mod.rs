//! What an audit of a folder found: a table and a page that lead to the reports of its documents.

mod page;
mod tally;

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use super::folder::write_together;
use super::names::{FILE as NAMES, Names};
use super::table::{self, defuse};
use crate::error::Result;
use crate::finding::{Language, Severity};
pub use tally::Tally;

/// The documents of a folder and what became of them.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// Name of the folder.
    pub name: String,
    /// One line a document, by name.
    pub lines: Vec<Line>,
    /// The names of all documents.
    pub names: Names,
}

/// A document of a folder.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name: the path from the folder.
    pub document: String,
    /// Its report's folder, from that of the overview.
    pub report: String,
    /// What was found, or why nothing could be.
    pub outcome: std::result::Result<Tally, String>,
}

/// The columns of `overview.csv`, in order.
pub const COLUMNS: [&str; 11] = [
    "document",
    "status",
    "findings",
    "critical",
    "major",
    "minor",
    "neutral",
    "undecided",
    "dismissed",
    "report",
    "error",
];

/// Writes `index.html`, `overview.csv` and `names.csv` into `folder`.
///
/// # Errors
/// If they cannot be written; then what was there before is still there, whole.
pub fn write(overview: &Overview, folder: &Path, language: Language) -> Result<()> {
    let files = [
        ("overview.csv", csv_file(overview)),
        (NAMES, overview.names.csv_file()),
        ("index.html", page::file(overview, language)),
    ];
    write_together(folder, &files)
}

fn csv_file(overview: &Overview) -> Vec<u8> {
    let row = |line: &Line| -> [String; COLUMNS.len()] {
        let (status, numbers, error) = match &line.outcome {
            Ok(t) => {
                let by = |s| t.of(s);
                let (minor, neutral) = (by(Severity::Minor), by(Severity::Neutral));
                let counts = [t.counted(), by(Severity::Critical), by(Severity::Major), minor, neutral];
                let numbers = [&counts[..], &[t.undecided, t.dismissed]].concat();
                ("done", numbers.iter().map(usize::to_string).collect(), String::new())
            }
            Err(e) => ("failed", vec![String::new(); 7], defuse(e).into_owned()),
        };
        let mut cells = vec![defuse(&line.document).into_owned(), status.to_owned()];
        cells.extend(numbers);
        let report = if line.outcome.is_ok() { defuse(&line.report).into_owned() } else { String::new() };
        cells.extend([report, error]);
        std::array::from_fn(|k| std::mem::take(&mut cells[k]))
    };
    table::file(COLUMNS, overview.lines.iter().map(|l| row(l).map(Cow::Owned)))
}

impl Overview {
    /// The documents that were audited, the gravest first.
    fn by_gravity(&self) -> Vec<(&Line, &Tally)> {
        let mut done: Vec<(&Line, &Tally)> =
            self.lines.iter().filter_map(|l| Some((l, l.outcome.as_ref().ok()?))).collect();
        done.sort_by(|a, b| b.1.gravity().cmp(&a.1.gravity()));
        done
    }

    /// The documents that could not be audited.
    fn failed(&self) -> impl Iterator<Item = (&Line, &str)> {
        self.lines.iter().filter_map(|l| Some((l, l.outcome.as_ref().err()?.as_str())))
    }

    /// All findings.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in self.lines.iter().filter_map(|l| l.outcome.as_ref().ok()) {
            total.add(tally);
        }
        total
    }

    /// A few lines for the terminal: counts, and the documents with the gravest findings. Control characters are left out.
    pub fn summary(&self) -> String {
        /// Documents that are named.
        const NAMED: usize = 5;
        let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let plain = |s: &str| -> String { s.chars().filter(|c| !c.is_control()).collect() };
        let severities = |t: &Tally| -> String {
            let some = Severity::ALL.iter().rev().map(|(s, name)| (t.of(*s), *name)).filter(|(n, _)| *n > 0);
            some.map(|(n, name)| format!("{n} {name}")).collect::<Vec<_>>().join(" · ")
        };
        let (total, failed) = (self.total(), self.failed().count());
        let mut out = format!(
            "{}: {} in {}",
            plain(&self.name),
            many(total.counted(), "finding"),
            many(self.lines.len() - failed, "document")
        );
        // Writing to a string cannot fail.
        if total.dismissed > 0 {
            let _ = write!(out, ", {} dismissed", total.dismissed);
        }
        if failed > 0 {
            let _ = write!(out, ", {failed} not read");
        }
        out.push('\n');
        if total.counted() > 0 {
            let checks: Vec<String> = total.by_check().map(|(id, n)| format!("{id} {n}")).collect();
            let _ = writeln!(out, "{}\n{}\n", severities(&total), checks.join(" · "));
        }
        for (line, tally) in self.by_gravity().into_iter().take(NAMED).filter(|(_, t)| t.counted() > 0) {
            let _ = writeln!(out, "  {}: {}", plain(&line.document), severities(tally));
        }
        out
    }
}
