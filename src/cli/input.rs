//! What `align` reads: both files in the order of the arguments.

use std::path::Path;

use duikan::document::{self, Document, Layout, Segment, Side};
use duikan::error::{Error, Result};

/// A document that is two files in the order given.
///
/// # Errors
/// If they were named the other way round: beads in the other order would mislead whoever reads them.
pub fn read_in_order(source: &Path, target: &Path, encoding: Option<&str>) -> Result<Document> {
    let reading = document::read_two(source, target, encoding)?;
    if reading.layout == Layout::Swapped {
        let remedy = "name the Chinese original first, then its translation";
        return Err(Error::new("is English, and the other file is Chinese", remedy).at(source));
    }
    Ok(reading.document)
}

/// Both files line by line, whatever their language.
pub fn read_lines(
    source: &Path,
    target: &Path,
    encoding: Option<&str>,
) -> Result<(Vec<Segment>, Vec<Segment>)> {
    let read = |path, side| document::read_lines(path, side, encoding);
    Ok((read(source, Side::Source)?, read(target, Side::Target)?))
}
