//! Glossaries as tables, with commas or tabs.

use crate::error::{Error, Result};

use super::{Entry, Status};

/// A row of cells with the line where it begins.
type Row = (Vec<String>, usize);

/// CSV as in RFC 4180, parted by commas or, as spreadsheets of many countries save it, by semicolons or tabs.
pub fn comma_separated(text: &str) -> Result<Vec<Entry>> {
    // The reader counts a line that ends in CR LF only when the next one begins.
    let text = &text.replace("\r\n", "\n");
    let header = text.lines().next().unwrap_or_default();
    let count = |d: u8| header.bytes().filter(|b| *b == d).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| (count(*d), *d == b','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let bad = |e: csv::Error| {
        let line = e.position().map_or(1, |p| p.line() as usize);
        Error::new(e.to_string(), "save the table as CSV again").line(line)
    };
    let header: Vec<String> = reader.headers().map_err(bad)?.iter().map(str::to_owned).collect();
    let mut rows = vec![(header, 1)];
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let line = record.position().map_or(1, |p| p.line() as usize);
        rows.push((record.iter().map(str::to_owned).collect(), line));
    }
    entries(rows)
}

/// Lines with tabs. Cells are taken as they stand, but for the quotation marks that spreadsheets put around a whole cell.
pub fn tab_separated(text: &str) -> Result<Vec<Entry>> {
    let cell = |c: &str| match c.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => c.to_owned(),
    };
    let row = |l: &str| l.split('\t').map(cell).collect();
    entries(text.lines().zip(1..).map(|(l, n)| (row(l), n)).collect())
}

/// The columns that are read.
const COLUMNS: [&str; 5] = ["source", "target", "forbidden", "note", "status"];

fn entries(rows: Vec<Row>) -> Result<Vec<Entry>> {
    let mut rows = rows.into_iter().filter(|(cells, _)| cells.iter().any(|c| !c.trim().is_empty()));
    let Some((header, line)) = rows.next() else { return Ok(Vec::new()) };
    let names: Vec<String> = header.iter().map(|c| c.trim().to_lowercase()).collect();
    let at = COLUMNS.map(|name| names.iter().position(|n| n == name));
    for (name, at) in COLUMNS.iter().zip(at).take(2) {
        if at.is_none() {
            let remedy = "begin the file with the header source,target,forbidden,note,status (the last three may be left out)";
            return Err(Error::new(format!("no column `{name}`"), remedy).line(line));
        }
    }
    let mut out = Vec::new();
    for (cells, line) in rows {
        let [source, target, forbidden, note, status] =
            at.map(|k| k.and_then(|k| cells.get(k)).map_or("", |c| c.trim()));
        if source.starts_with('#') && target.is_empty() {
            continue;
        }
        let mut entry = Entry {
            sources: several(source),
            targets: several(target),
            forbidden: several(forbidden),
            note: note.split_whitespace().collect::<Vec<_>>().join(" "),
            line,
        };
        match Status::of(status) {
            Status::Candidate => continue,
            Status::Forbidden => entry.forbidden.append(&mut entry.targets),
            Status::Approved | Status::Preferred => {}
        }
        out.push(entry);
    }
    Ok(out)
}

/// The parts of a cell.
fn several(cell: &str) -> Vec<String> {
    cell.split(['|', ';', '；']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}
