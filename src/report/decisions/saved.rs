//! Tables of decisions as people save them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Entry, STATUSES};
use crate::error::{Error, Result};
use crate::report::table;

/// One table: when it was written, and what it says of each finding, in its order.
pub struct Table {
    /// When it was written last.
    pub modified: SystemTime,
    /// Id and entry.
    pub rows: Vec<(String, Entry)>,
    /// Ids of rows that say nothing, in a table that is not sparse.
    pub silent: BTreeSet<String>,
    /// Whether it has the column `status`, and the column `comment`.
    pub has: (bool, bool),
}

/// Reads one table; `None` if there is no such file. In a `sparse` one every row is a decision, even an empty one.
pub fn read(path: &Path, sparse: bool) -> Result<Option<Table>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound || !path.exists() => return Ok(None),
        Err(e) => return Err(Error::io(path, "read the decisions of the earlier report", &e)),
    };
    let modified = fs::metadata(path).and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let unreadable = |what: &str| {
        let remedy = "mend it, move it away, or choose another --output (nothing was overwritten)";
        Error::new(format!("cannot read the decisions of the earlier report: {what}"), remedy).at(path)
    };
    let text = decode(&bytes).ok_or_else(|| unreadable("not UTF-8, UTF-16 or GB18030"))?;
    // Excel writes the separator into a first line of its own when told to.
    let text = text.strip_prefix("sep=").map_or(text.as_str(), |t| t.split_once('\n').map_or("", |(_, t)| t));
    if text.trim().is_empty() {
        return Ok(Some(Table { modified, rows: Vec::new(), silent: BTreeSet::new(), has: (true, true) }));
    }
    let (mut reader, header) = [b',', b';', b'\t']
        .into_iter()
        .find_map(|d| open(text, d))
        .ok_or_else(|| unreadable("no column `id`"))?;
    let column = |name: &str| header.iter().position(|h| h == name);
    let (id, status, comment) = (column("id"), column("status"), column("comment"));
    let mut rows: Vec<(String, Entry)> = Vec::new();
    let mut silent = BTreeSet::new();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|e| unreadable(&e.to_string()))?;
        let cell = |k: Option<usize>| k.and_then(|k| record.get(k)).map(table::restore);
        let Some(id) = cell(id).map(str::trim).filter(|i| !i.is_empty()) else { continue };
        let entry = entry(cell(status), cell(comment), sparse);
        if !sparse && !entry.says_something() {
            silent.insert(id.to_owned());
            continue;
        }
        match place.get(id) {
            Some(&k) => {
                let older = std::mem::take(&mut rows[k].1);
                rows[k].1 = entry.over(older);
            }
            None => {
                place.insert(id.to_owned(), rows.len());
                rows.push((id.to_owned(), entry));
            }
        }
    }
    Ok(Some(Table { modified, rows, silent, has: (status.is_some(), comment.is_some()) }))
}

/// The text of a table as spreadsheets save it: UTF-8, UTF-16 or GB18030; `None` if it is none of them.
///
/// Unlike a document it may hold next to no Chinese by which to know its encoding.
fn decode(bytes: &[u8]) -> Option<String> {
    let fits = |e: &'static Encoding| {
        let (text, _, failed) = e.decode(bytes);
        (!failed).then(|| text.into_owned())
    };
    // In UTF-16, delimiters, line ends and ids have a zero byte, always at the same parity.
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).take(200).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        _ if Encoding::for_bom(bytes).is_some() => fits(UTF_8),
        (0, 0) => fits(UTF_8).or_else(|| fits(GB18030)),
        (a, b) if a > b => fits(UTF_16BE),
        _ => fits(UTF_16LE),
    }
}

/// A reader of the rows, if the first row has a column `id` when parted by `delimiter`.
fn open(text: &str, delimiter: u8) -> Option<(csv::Reader<&[u8]>, Vec<String>)> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().ok()?.iter().map(|h| h.trim().to_lowercase()).collect();
    header.iter().any(|h| h == "id").then_some((reader, header))
}

/// What a row says. A word that is no status is kept in the comment.
fn entry(status: Option<&str>, comment: Option<&str>, sparse: bool) -> Entry {
    let comment = comment.unwrap_or_default().to_owned();
    let Some(written) = status.map(str::trim) else { return Entry { status: None, comment } };
    let word = written.to_lowercase();
    if written.is_empty() {
        return Entry { status: sparse.then(String::new), comment };
    }
    if STATUSES.contains(&word.as_str()) {
        return Entry { status: Some(word), comment };
    }
    let note = format!("[status: {written}]");
    let comment = if comment.is_empty() { note } else { format!("{comment} {note}") };
    Entry { status: None, comment }
}
