//! Remarks on what was read and how it was aligned, to standard error.

use std::path::PathBuf;

use duikan::align::is_foreign;
use duikan::document::Reading;
use duikan::report::{Level, Row};

use super::output;

/// Says which parts the translation puts elsewhere.
pub fn crossing(rows: &[Row], quiet: bool) {
    if quiet {
        return;
    }
    for run in rows.chunk_by(|a, b| a.is_crossing && b.is_crossing && a.level == b.level) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        if !first.is_crossing {
            continue;
        }
        let lines = |from: Option<usize>, to: Option<usize>| match (from, to) {
            (Some(a), Some(b)) if a != b => format!("lines {a} to {b}"),
            (Some(a), _) => format!("line {a}"),
            _ => "no line".to_owned(),
        };
        output::message(&format!(
            "note: {}: {} of the source, rendered out of order at {} of the translation",
            if first.id == last.id { first.id.clone() } else { format!("{} to {}", first.id, last.id) },
            lines(first.source_line, last.source_line),
            lines(first.target_line, last.target_line),
        ));
    }
}

/// Says how many paragraphs of the source were not compared because they are not Chinese.
pub fn foreign(rows: &[Row], quiet: bool) {
    let foreign =
        |row: &&Row| row.level == Level::Paragraph && row.is_two_sided() && is_foreign(&row.source_text);
    let mut rows = rows.iter().filter(foreign).peekable();
    let Some(line) = rows.peek().filter(|_| !quiet).and_then(|row| row.source_line) else { return };
    match rows.count() {
        1 => output::message(&format!("note: line {line} of the source is not Chinese and was not compared")),
        n => output::message(&format!(
            "note: {n} paragraphs of the source are not Chinese and were not compared, the first at line {line}"
        )),
    }
}

/// Says in which encoding a file was read where that was found by its bytes and is not UTF-8, and of which format it is where its
/// lines are not counted in the file; and how many documents a file holds.
pub fn reading(files: &[PathBuf], reading: &Reading, named: Option<&str>) {
    for ((path, encoding), format) in files.iter().zip(&reading.encodings).zip(&reading.formats) {
        if *encoding != "UTF-8" && named.is_none() {
            output::message(&format!("note: {}: read as {encoding}", path.display()));
        }
        if !format.has_lines() {
            let name = format.name();
            output::message(&format!("note: {}: {name}; lines are those of its text", path.display()));
        }
    }
    let starts = reading.document.starts();
    if let (Some(path), Some((last, others))) = (files.first(), starts.split_last())
        && !others.is_empty()
    {
        let others: Vec<String> = others.iter().take(LISTED).map(usize::to_string).collect();
        let more = if starts.len() > LISTED + 1 { " …" } else { "" };
        output::message(&format!(
            "note: {}: {} documents, each taken by itself; they begin at lines {}{more} and {last}",
            path.display(),
            starts.len(),
            others.join(", "),
        ));
    }
}

/// Documents of a file whose first lines are listed.
const LISTED: usize = 12;
