//! What reviewers wrote into earlier reports, read back so that a re-run never loses it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::table;
use crate::error::{Error, Result};
use crate::finding::Finding;

/// The table of findings, in which reviewers fill `status` and `comment`.
pub const FINDINGS: &str = "findings.csv";
/// The table of decisions: `id,status,comment`.
pub const DECISIONS: &str = "decisions.csv";

/// The words `status` may hold; an empty one is a finding nobody has decided on.
const STATUSES: [&str; 3] = ["accepted", "dismissed", "fixed"];

/// What one file says about one finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    /// `None` if the file does not say; an empty status is a decision taken back.
    status: Option<String>,
    comment: String,
}

impl Entry {
    /// This entry, with what an older one says kept where it differs.
    fn over(self, older: Entry) -> Entry {
        let status = self.status.clone().or_else(|| older.status.clone());
        let same_status = older.status.as_deref().unwrap_or_default().is_empty() || older.status == status;
        if same_status && older.comment.contains(&self.comment) {
            return Entry { status, comment: older.comment };
        }
        let mut kept = Vec::new();
        if !same_status {
            kept.extend(older.status);
        }
        if !older.comment.is_empty() && !self.comment.contains(&older.comment) {
            kept.push(older.comment);
        }
        let note = if kept.is_empty() { String::new() } else { format!("[earlier: {}]", kept.join(": ")) };
        let comment = match (self.comment.is_empty(), note.is_empty() || self.comment.contains(&note)) {
            (_, true) => self.comment,
            (true, false) => note,
            (false, false) => format!("{} {note}", self.comment),
        };
        Entry { status, comment }
    }

    fn says_something(&self) -> bool {
        self.status.as_ref().is_some_and(|s| !s.is_empty()) || !self.comment.is_empty()
    }
}

/// The decisions of earlier runs in a report folder, by id of the finding.
///
/// They stand in `findings.csv`, where an empty status is no decision, and in `decisions.csv`, where a row with an empty status
/// takes one back. Of two entries for one finding that of the file written later wins, and what the other said is
/// kept in the comment.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    entries: BTreeMap<String, Entry>,
    /// The rows of `decisions.csv` as it stands.
    kept: Vec<(String, Entry)>,
}

impl Decisions {
    /// Reads the decisions in `folder`; there are none if it or its files do not exist.
    ///
    /// The files may have been saved by a spreadsheet: parted by commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030, rows and
    /// columns in any order, other columns missing.
    ///
    /// # Errors
    /// If a file is there and cannot be understood.
    pub fn read(folder: &Path) -> Result<Self> {
        let found = read_table(&folder.join(FINDINGS), false)?;
        let kept = read_table(&folder.join(DECISIONS), true)?;
        let (older, newer) = match (&found, &kept) {
            (Some(f), Some(d)) if f.modified > d.modified => (&kept, &found),
            _ => (&found, &kept),
        };
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for table in [older, newer].into_iter().flatten() {
            for (id, entry) in &table.rows {
                let merged = match entries.remove(id) {
                    Some(older) => entry.clone().over(older),
                    None => entry.clone(),
                };
                entries.insert(id.clone(), merged);
            }
        }
        Ok(Self { entries, kept: kept.map(|t| t.rows).unwrap_or_default() })
    }

    /// Puts status and comment into the findings that were decided on.
    pub fn apply(&self, findings: &mut [Finding]) {
        for f in findings {
            if let Some(entry) = self.entries.get(&f.id) {
                f.status = entry.status.clone().unwrap_or_default();
                f.comment.clone_from(&entry.comment);
            }
        }
    }

    /// The new content of `decisions.csv`, if it has to change because a decision's finding is not among `findings`.
    ///
    /// It keeps the rows it has, brought up to date, and adds the decisions that would be lost.
    pub fn file(&self, findings: &[Finding]) -> Option<Vec<u8>> {
        let live: BTreeSet<&str> = findings.iter().map(|f| f.id.as_str()).collect();
        let known: BTreeSet<&str> = self.kept.iter().map(|(id, _)| id.as_str()).collect();
        let lost: Vec<&str> = self
            .entries
            .iter()
            .filter(|(id, e)| e.says_something() && !live.contains(id.as_str()))
            .filter(|(id, e)| {
                !known.contains(id.as_str()) || !self.kept.iter().any(|(k, old)| k == *id && old == *e)
            })
            .map(|(id, _)| id.as_str())
            .collect();
        if lost.is_empty() {
            return None;
        }
        let mut done = BTreeSet::new();
        let ids = self.kept.iter().map(|(id, _)| id.as_str()).chain(lost);
        let rows = ids.filter(|id| done.insert(*id)).filter_map(|id| {
            let entry = self.entries.get(id)?;
            let status = entry.status.as_deref().unwrap_or_default();
            Some([table::defuse(id), table::defuse(status), table::defuse(&entry.comment)])
        });
        Some(table::file(["id", "status", "comment"], rows))
    }
}

struct Table {
    modified: SystemTime,
    rows: Vec<(String, Entry)>,
}

/// Reads one table; `None` if there is no such file. In a `sparse` one every row is a decision, even an empty one.
fn read_table(path: &Path, sparse: bool) -> Result<Option<Table>> {
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
        return Ok(Some(Table { modified, rows: Vec::new() }));
    }
    let (mut reader, header) = [b',', b';', b'\t']
        .into_iter()
        .find_map(|d| open(text, d))
        .ok_or_else(|| unreadable("no column `id`"))?;
    let column = |name: &str| header.iter().position(|h| h == name);
    let (id, status, comment) = (column("id"), column("status"), column("comment"));
    let mut rows: Vec<(String, Entry)> = Vec::new();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|e| unreadable(&e.to_string()))?;
        let cell = |k: Option<usize>| k.and_then(|k| record.get(k)).map(table::restore);
        let Some(id) = cell(id).map(str::trim).filter(|i| !i.is_empty()) else { continue };
        let entry = entry(cell(status), cell(comment), sparse);
        if !sparse && !entry.says_something() {
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
    Ok(Some(Table { modified, rows }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn finding(id: &str) -> Finding {
        Finding {
            id: id.into(),
            document: String::new(),
            segment: String::new(),
            check: "numbers",
            category: "number",
            its_type: "numbers",
            severity: Severity::Major,
            confidence: 0.9,
            source_line: None,
            target_line: None,
            source_quote: String::new(),
            target_quote: String::new(),
            message: String::new(),
            suggestion: String::new(),
            source_text: String::new(),
            target_text: String::new(),
            status: String::new(),
            comment: String::new(),
            spans: (None, None),
        }
    }

    /// Status and comment of `ids` in a folder with these files, each written a second after the one before.
    #[track_caller]
    fn after(files: &[(&str, &[u8])], ids: &[&str]) -> (Vec<(String, String)>, Option<String>) {
        let dir = tempfile::tempdir().unwrap();
        for (k, (name, content)) in files.iter().enumerate() {
            let path = dir.path().join(name);
            fs::write(&path, content).unwrap();
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000 + k as u64);
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        }
        let decisions = Decisions::read(dir.path()).unwrap();
        let mut findings: Vec<Finding> = ids.iter().map(|id| finding(id)).collect();
        decisions.apply(&mut findings);
        let kept = decisions.file(&findings).map(|b| String::from_utf8(b).unwrap());
        (findings.into_iter().map(|f| (f.status, f.comment)).collect(), kept)
    }

    fn pair(status: &str, comment: &str) -> (String, String) {
        (status.into(), comment.into())
    }

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        let text = "comment;severity;status;id\r\n\"a; \"\"b\"\"\r\nc\";major;Dismissed ;f1\r\n'=1;x;;f2\r\n";
        let wide = |order: fn(u16) -> [u8; 2], bom: &[u8]| -> Vec<u8> {
            bom.iter().copied().chain(text.replace(';', "\t").encode_utf16().flat_map(order)).collect()
        };
        let gb = encoding_rs::GB18030.encode("id,status,comment\nf1,fixed,已改正\n").0.into_owned();
        for content in [
            text.as_bytes().to_vec(),
            ["\u{feff}sep=;\r\n", text].concat().into_bytes(),
            wide(u16::to_le_bytes, b"\xff\xfe"),
            wide(u16::to_be_bytes, b"\xfe\xff"),
        ] {
            let (got, kept) = after(&[(FINDINGS, &content)], &["f1", "f2"]);
            let comment = if content.contains(&b'\t') { "a\t \"b\"\r\nc" } else { "a; \"b\"\r\nc" };
            assert_eq!(got, [pair("dismissed", comment), pair("", "=1")]);
            assert_eq!(kept, None);
        }
        assert_eq!(after(&[(FINDINGS, &gb)], &["f1"]).0, [pair("fixed", "已改正")]);
    }

    #[test]
    fn the_newer_entry_wins_and_the_other_is_kept() {
        let f = b"id,status,comment\nf1,accepted,page 3\n".as_slice();
        let d = b"id,status,comment\nf1,dismissed,\n".as_slice();
        assert_eq!(
            after(&[(FINDINGS, f), (DECISIONS, d)], &["f1"]).0,
            [pair("dismissed", "[earlier: accepted: page 3]")]
        );
        assert_eq!(
            after(&[(DECISIONS, d), (FINDINGS, f)], &["f1"]).0,
            [pair("accepted", "page 3 [earlier: dismissed]")]
        );
        // Once kept, not kept again.
        let again = b"id,status,comment\nf1,accepted,page 3 [earlier: dismissed]\n".as_slice();
        assert_eq!(
            after(&[(DECISIONS, d), (FINDINGS, again)], &["f1"]).0,
            [pair("accepted", "page 3 [earlier: dismissed]")]
        );
    }

    #[test]
    fn an_empty_cell_takes_nothing_back_but_a_row_of_decisions_does() {
        let d = b"id,status,comment\nf1,dismissed,no\n".as_slice();
        let f = b"id,status,comment\nf1,,\n".as_slice();
        assert_eq!(after(&[(DECISIONS, d), (FINDINGS, f)], &["f1"]).0, [pair("dismissed", "no")]);
        let taken_back = b"id,status,comment\nf1,,\n".as_slice();
        let f = b"id,status,comment\nf1,dismissed,\n".as_slice();
        assert_eq!(
            after(&[(FINDINGS, f), (DECISIONS, taken_back)], &["f1"]).0,
            [pair("", "[earlier: dismissed]")]
        );
    }

    #[test]
    fn decisions_without_a_finding_are_kept() {
        let d = b"id,status,comment\nf7,fixed,x\nf1,accepted,\n".as_slice();
        let f = b"id,status,comment\nf1,dismissed,\nf9,,=later\nf8,,\n".as_slice();
        let (got, kept) = after(&[(DECISIONS, d), (FINDINGS, f)], &["f1"]);
        assert_eq!(got, [pair("dismissed", "[earlier: accepted]")]);
        assert_eq!(
            kept.unwrap(),
            "\u{feff}id,status,comment\r\nf7,fixed,x\r\nf1,dismissed,[earlier: accepted]\r\nf9,,'=later\r\n"
        );
        assert_eq!(after(&[(DECISIONS, d)], &[]).1, None);
    }

    #[test]
    fn an_unknown_status_is_kept_in_the_comment() {
        let f = b"id,status,comment\nf1,ask Li,\n".as_slice();
        assert_eq!(after(&[(FINDINGS, f)], &["f1"]).0, [pair("", "[status: ask Li]")]);
    }

    #[test]
    fn a_table_without_ids_is_an_error() {
        for content in
            [b"PK\x03\x04\x14\0\0\0".as_slice(), b"status,comment\ndismissed,\n", b"\xff\xff\x00\x81"]
        {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join(FINDINGS), content).unwrap();
            let error = Decisions::read(dir.path()).unwrap_err().to_string();
            assert!(
                error.contains("findings.csv: cannot read the decisions of the earlier report"),
                "{error}"
            );
            assert!(!error.contains('\n'), "{error}");
        }
    }
}
