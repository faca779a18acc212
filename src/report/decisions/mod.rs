//! What reviewers wrote into earlier reports, read back so that a re-run never loses it.

mod saved;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{findings, table};
use crate::error::{Error, Result};
use crate::finding::Finding;
use saved::Table;

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
/// They stand in `findings.csv`, where an empty status is no decision, in `decisions.csv`, where a row with an empty status
/// takes one back, and perhaps in a file that a team shares, read like `decisions.csv`. Of two entries for one finding that of the
/// file written later wins, and what the other said is kept in the comment. What `findings.csv` says as the audit itself wrote it is no
/// entry of its own where another file has one.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    entries: BTreeMap<String, Entry>,
    /// The rows of the folder's `decisions.csv` as it stands.
    kept: Vec<(String, Entry)>,
    /// The rows of the shared file as it stands.
    shared: Vec<(String, Entry)>,
    /// Ids that the folder's own files speak of.
    own: BTreeSet<String>,
}

impl Decisions {
    /// Reads the decisions in the report folder `folder`, and those in the file `shared`; there are none in files that do not exist.
    ///
    /// The files may have been saved by a spreadsheet: parted by commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030, rows and
    /// columns in any order, some missing; what `findings.csv` lacks is taken from `findings.jsonl`, which nobody edits.
    ///
    /// # Errors
    /// If a file is there and cannot be understood.
    pub fn read(folder: Option<&Path>, shared: Option<&Path>) -> Result<Self> {
        let own = |name: &str, sparse| folder.map(|f| saved::read(&f.join(name), sparse)).transpose();
        let mut found = own(FINDINGS, false)?.flatten();
        let kept = own(DECISIONS, true)?.flatten();
        let shared = shared.map(|path| saved::read(path, true)).transpose()?.flatten();
        let rows = |table: &Option<Table>| table.as_ref().map(|t| t.rows.clone()).unwrap_or_default();
        let (kept_rows, shared_rows) = (rows(&kept), rows(&shared));
        if let (Some(found), Some(folder)) = (&mut found, folder) {
            let elsewhere: BTreeSet<&str> =
                kept_rows.iter().chain(&shared_rows).map(|(id, _)| id.as_str()).collect();
            let written = written(folder);
            complete(found, &written);
            found.rows.retain(|(id, e)| !elsewhere.contains(id.as_str()) || written.get(id) != Some(e));
        }
        let own = [&found, &kept].into_iter().flatten().flat_map(|t| &t.rows).map(|(id, _)| id.clone());
        let own = own.collect();
        let mut tables: Vec<Table> = [found, shared, kept].into_iter().flatten().collect();
        tables.sort_by_key(|t| t.modified);
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for (id, entry) in tables.into_iter().flat_map(|t| t.rows) {
            let merged = match entries.remove(&id) {
                Some(older) => entry.over(older),
                None => entry,
            };
            entries.insert(id, merged);
        }
        Ok(Self { entries, kept: kept_rows, shared: shared_rows, own })
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

    /// Status and comment of the finding of that id, if something was written about it.
    pub fn of(&self, id: &str) -> Option<(&str, &str)> {
        let entry = self.entries.get(id)?;
        Some((entry.status.as_deref().unwrap_or_default(), &entry.comment))
    }

    /// Every decision: id, status (perhaps empty) and comment, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.entries.iter().map(|(id, e)| (&id[..], e.status.as_deref().unwrap_or_default(), &e.comment[..]))
    }

    /// Decides on a finding, whatever was decided before. An empty status takes the decision back.
    ///
    /// # Errors
    /// If `status` is no status.
    pub fn set(&mut self, id: &str, status: &str, comment: &str) -> Result<()> {
        if !status.is_empty() && !STATUSES.contains(&status) {
            let remedy = format!("one of {}, or nothing", STATUSES.join(", "));
            return Err(Error::new(format!("`{status}` is no status"), remedy));
        }
        let entry = Entry { status: Some(status.to_owned()), comment: comment.to_owned() };
        for rows in [&mut self.kept, &mut self.shared] {
            if !rows.iter().any(|(known, _)| known == id) {
                rows.push((id.to_owned(), entry.clone()));
            }
        }
        self.own.insert(id.to_owned());
        self.entries.insert(id.to_owned(), entry);
        Ok(())
    }

    /// The content of `decisions.csv` with what was [`set`](Self::set), its other rows brought up to date.
    pub fn table(&self) -> Vec<u8> {
        self.rows(self.kept.iter().map(|(id, _)| id.as_str()))
    }

    /// The content of the shared file with what was [`set`](Self::set), its other rows brought up to date.
    pub fn shared_table(&self) -> Vec<u8> {
        self.rows(self.shared.iter().map(|(id, _)| id.as_str()))
    }

    /// The new content of `decisions.csv`, if it has to change: a decision's finding is not among `findings`, or a newer decision stands
    /// in another file.
    ///
    /// It keeps the rows it has, brought up to date, and adds the decisions that would be lost.
    pub fn file(&self, findings: &[Finding]) -> Option<Vec<u8>> {
        let live: BTreeSet<&str> = findings.iter().map(|f| f.id.as_str()).collect();
        let known: BTreeSet<&str> = self.kept.iter().map(|(id, _)| id.as_str()).collect();
        let is_lost = |id: &str, e: &Entry| {
            e.says_something() && self.own.contains(id) && !live.contains(id) && !known.contains(id)
        };
        let lost: Vec<&str> =
            self.entries.iter().filter(|(id, e)| is_lost(id, e)).map(|(id, _)| id.as_str()).collect();
        let is_stale = self.kept.iter().any(|(id, old)| self.entries.get(id) != Some(old));
        let ids = self.kept.iter().map(|(id, _)| id.as_str());
        (is_stale || !lost.is_empty()).then(|| self.rows(ids.chain(lost)))
    }

    fn rows<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let rows = ids.filter_map(|id| {
            let entry = self.entries.get(id)?;
            let status = entry.status.clone().unwrap_or_default();
            Some([table::defuse(id), status.into(), table::defuse(&entry.comment)])
        });
        table::file(["id", "status", "comment"], rows)
    }
}

/// Puts in what a spreadsheet left out of the table: its columns `status` and `comment`, and rows that it has no longer. A cell that is there
/// and empty stays empty.
fn complete(table: &mut Table, written: &BTreeMap<String, Entry>) {
    let mut missing: BTreeMap<&str, &Entry> =
        written.iter().filter(|(_, e)| e.says_something()).map(|(id, e)| (id.as_str(), e)).collect();
    let (has_status, has_comment) = table.has;
    for (id, entry) in &mut table.rows {
        let Some(old) = missing.remove(id.as_str()) else { continue };
        if !has_status {
            entry.status.clone_from(&old.status);
        }
        if !has_comment {
            entry.comment.clone_from(&old.comment);
        }
    }
    for (id, old) in missing {
        let is_row = table.silent.contains(id);
        let kept = Entry {
            status: old.status.clone().filter(|_| !is_row || !has_status),
            comment: if is_row && has_comment { String::new() } else { old.comment.clone() },
        };
        if kept.says_something() {
            table.rows.push((id.to_owned(), kept));
        }
    }
}

/// What the last audit wrote as status and comment of each finding.
fn written(folder: &Path) -> BTreeMap<String, Entry> {
    let rows = findings::written(folder).into_iter().map(|w| {
        let status = (!w.status.is_empty()).then_some(w.status);
        (w.id, Entry { status, comment: w.comment })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::SystemTime;

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
        let decisions = Decisions::read(Some(dir.path()), None).unwrap();
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
    fn what_a_spreadsheet_left_out_is_not_lost() {
        let line = |id: &str| {
            let f = Finding { status: "dismissed".into(), comment: "no".into(), ..finding(id) };
            findings::jsonl_file(&[f])
        };
        let lines = [line("f1"), line("f2")].concat();
        let no = || pair("dismissed", "no");
        for (table, expected) in [
            ("id,comment\nf1,no\nf2,no\n", [no(), no()]),
            ("id,status\nf1,dismissed\nf2,dismissed\n", [no(), no()]),
            ("id,status,comment\nf1,dismissed,no\n", [no(), no()]),
            ("id\nf1\nf2\n", [no(), no()]),
            ("id,status,comment\nf1,,\nf2,fixed,no\n", [pair("", ""), pair("fixed", "no")]),
            ("id,status\nf1,\nf2,fixed\n", [pair("", "no"), pair("fixed", "no")]),
        ] {
            let files = [(findings::LINES, &lines[..]), (FINDINGS, table.as_bytes())];
            assert_eq!(after(&files, &["f1", "f2"]).0, expected, "{table}");
        }
    }

    #[test]
    fn a_table_without_ids_is_an_error() {
        for content in
            [b"PK\x03\x04\x14\0\0\0".as_slice(), b"status,comment\ndismissed,\n", b"\xff\xff\x00\x81"]
        {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join(FINDINGS), content).unwrap();
            let error = Decisions::read(Some(dir.path()), None).unwrap_err().to_string();
            assert!(
                error.contains("findings.csv: cannot read the decisions of the earlier report"),
                "{error}"
            );
            assert!(!error.contains('\n'), "{error}");
        }
    }
}
