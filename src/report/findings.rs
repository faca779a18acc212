use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use super::table::{self, defuse};
use crate::finding::Finding;

/// The file with one finding a line.
pub const LINES: &str = "findings.jsonl";

/// The columns of `findings.csv` and the fields of `findings.jsonl`, in order.
pub const COLUMNS: [&str; 18] = [
    "id",
    "document",
    "segment",
    "check",
    "category",
    "its_type",
    "severity",
    "confidence",
    "source_line",
    "target_line",
    "source_quote",
    "target_quote",
    "message",
    "suggestion",
    "source_text",
    "target_text",
    "status",
    "comment",
];

fn cells(f: &Finding) -> [Cow<'_, str>; COLUMNS.len()] {
    let line = |n: Option<usize>| n.map_or(Cow::Borrowed(""), |n| Cow::Owned(n.to_string()));
    [
        defuse(&f.id),
        defuse(&f.document),
        defuse(&f.segment),
        Cow::Borrowed(f.check),
        Cow::Borrowed(f.category),
        Cow::Borrowed(f.its_type),
        Cow::Borrowed(f.severity.name()),
        Cow::Owned(format!("{:.2}", f.confidence)),
        line(f.source_line),
        line(f.target_line),
        defuse(&f.source_quote),
        defuse(&f.target_quote),
        defuse(&f.message),
        defuse(&f.suggestion),
        defuse(&f.source_text),
        defuse(&f.target_text),
        defuse(&f.status),
        defuse(&f.comment),
    ]
}

/// `findings.csv`.
pub fn csv_file(findings: &[Finding]) -> Vec<u8> {
    table::file(COLUMNS, findings.iter().map(cells))
}

/// `findings.jsonl`.
pub fn jsonl_file(findings: &[Finding]) -> Vec<u8> {
    let mut out = Vec::new();
    for f in findings {
        json_line(&mut out, f);
    }
    out
}

/// What an earlier audit wrote of a finding.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Written {
    /// The finding's fingerprint.
    pub id: String,
    /// The check that made it.
    pub check: String,
    /// Its confidence.
    pub confidence: f64,
    /// The decision at that time.
    pub status: String,
    /// The comment at that time.
    pub comment: String,
}

/// What the last audit wrote into `findings.jsonl` of a report folder, which nobody edits; nothing if it is not there.
pub fn written(folder: &Path) -> Vec<Written> {
    let text = std::fs::read_to_string(folder.join(LINES)).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn json_line(out: &mut Vec<u8>, finding: &Finding) {
    // Writing strings and numbers to memory cannot fail.
    let _ = serde_json::to_writer(&mut *out, finding);
    out.push(b'\n');
}

/// How findings are written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// The columns of `findings.csv`, without BOM.
    #[default]
    Csv,
    /// The lines of `findings.jsonl`.
    Jsonl,
}

/// Writes findings as they come.
pub struct Writer<W: Write> {
    out: W,
    format: Format,
}

impl<W: Write> Writer<W> {
    /// Begins the output: for CSV, its header.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn new(mut out: W, format: Format) -> io::Result<Self> {
        if format == Format::Csv {
            let mut header = table::writer(&mut out);
            header.write_record(COLUMNS)?;
            header.flush()?;
        }
        Ok(Self { out, format })
    }

    /// Writes some findings and sends them off.
    ///
    /// # Errors
    /// If the output cannot be written to.
    pub fn write(&mut self, findings: &[Finding]) -> io::Result<()> {
        self.add(findings)?;
        self.flush()
    }

    /// Writes some findings, which may not go off at once.
    ///
    /// # Errors
    /// If the output cannot be written to.
    pub fn add(&mut self, findings: &[Finding]) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        match self.format {
            Format::Csv => {
                let mut rows = table::writer(&mut self.out);
                for f in findings {
                    rows.write_record(cells(f).iter().map(|c| c.as_bytes()))?;
                }
                rows.flush()
            }
            Format::Jsonl => self.out.write_all(&jsonl_file(findings)),
        }
    }

    /// Answers a line of input, numbered from 1, that could not be audited: `{"line":7,"id":"x","error":"…"}`. Returns whether it did:
    /// a table has no place for that.
    ///
    /// # Errors
    /// If the output cannot be written to.
    pub fn add_error(&mut self, line: usize, id: Option<&str>, error: &str) -> io::Result<bool> {
        #[derive(serde::Serialize)]
        struct Failure<'a> {
            line: usize,
            #[serde(skip_serializing_if = "Option::is_none")]
            id: Option<&'a str>,
            error: &'a str,
        }
        if self.format == Format::Csv {
            return Ok(false);
        }
        serde_json::to_writer(&mut self.out, &Failure { line, id, error })?;
        self.out.write_all(b"\n")?;
        Ok(true)
    }

    /// Sends off what was written.
    ///
    /// # Errors
    /// If the output cannot be written to.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn columns_are_the_fields_of_a_finding() {
        let f = Finding {
            id: "f0".into(),
            document: "a.txt".into(),
            segment: "P1".into(),
            check: "numbers",
            category: "number",
            its_type: "numbers",
            severity: Severity::Major,
            confidence: 0.9,
            source_line: Some(3),
            target_line: None,
            source_quote: "-5".into(),
            target_quote: "a\r\nb".into(),
            message: "m".into(),
            suggestion: String::new(),
            source_text: "=1".into(),
            target_text: "\"x\", y".into(),
            status: String::new(),
            comment: String::new(),
            spans: (None, None),
        };
        let json = String::from_utf8(jsonl_file(std::slice::from_ref(&f))).unwrap();
        let mut last = 0;
        for c in COLUMNS {
            let at = json.find(&format!("\"{c}\":")).unwrap();
            assert!(at >= last, "{c}");
            last = at;
        }
        assert_eq!(json.matches("\":").count(), COLUMNS.len());
        let csv = String::from_utf8(csv_file(&[f])).unwrap();
        assert_eq!(csv.lines().nth(1).unwrap(), "f0,a.txt,P1,numbers,number,numbers,major,0.90,3,,'-5,\"a");
        assert!(csv.ends_with("b\",m,,'=1,\"\"\"x\"\", y\",,\r\n"), "{csv}");
    }
}
