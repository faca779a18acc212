use std::path::Path;

use super::{folder, table};
use crate::align::Term;
use crate::error::Result;

/// The columns of a term list, in order: those of a term base, with what speaks for each row.
const COLUMNS: [&str; 6] = ["source", "target", "status", "confidence", "count", "note"];

/// Writes learned terms as a term base whose rows are candidates until someone approves them.
///
/// # Errors
/// If the file cannot be written; then what was there before is still there.
pub fn write_terms(path: &Path, terms: &[Term]) -> Result<()> {
    let rows = terms.iter().map(|t| {
        [
            table::defuse(&t.source),
            table::defuse(&t.target),
            "candidate".into(),
            format!("{:.2}", t.confidence).into(),
            t.count.to_string().into(),
            "".into(),
        ]
    });
    folder::write_one(path, table::file(COLUMNS, rows))
}
