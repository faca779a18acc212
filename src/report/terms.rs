use std::path::Path;

use super::{folder, table};
use crate::align::Term;
use crate::error::{Error, Result};

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
    let name = path.file_name().ok_or_else(|| Error::new("is no file", "name a .csv file").at(path))?;
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder::write_together(parent, &[(&name.to_string_lossy(), table::file(COLUMNS, rows))])
}
