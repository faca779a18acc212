//! What the commands read, and the notes that go with it.

use std::path::Path;

use duikan::document::{self, Document, Layout, Segment, Side};
use duikan::error::{Error, Result};

use super::output;

/// A document that is one file.
pub fn read_one(path: &Path, encoding: Option<&str>) -> Result<Document> {
    Ok(document::read_one(path, encoding)?.document)
}

/// A document that is two files, exchanged with a note if they were named the other way round.
pub fn read_two(source: &Path, target: &Path, encoding: Option<&str>, quiet: bool) -> Result<Document> {
    let reading = document::read_two(source, target, encoding)?;
    if reading.layout == Layout::Swapped && !quiet {
        output::message(&format!("note: {}", reading.layout.describe()));
    }
    Ok(reading.document)
}

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
