//! Files of segments that are already paired: JSON Lines, CSV and TSV, translation memories (TMX) and bilingual files (XLIFF).

mod memory;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::format::table::{Lines, declared};
use super::{How, Limits};
use crate::error::{Error, Result};

/// One pair as it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Its id; need not be unique.
    pub id: String,
    /// The Chinese text.
    pub source: String,
    /// The English text.
    pub target: String,
    /// The document it belongs to, if the file says so; otherwise it stands alone.
    pub document: Option<String>,
    /// Line in the file where it begins, 1-based.
    pub line: usize,
}

impl Record {
    /// Refuses a text that is longer than a paragraph may be.
    ///
    /// # Errors
    /// If it is, with the line.
    pub fn check(&self, limits: &Limits) -> Result<()> {
        [&self.source, &self.target].into_iter().try_for_each(|t| limits.check_paragraph(t, self.line))
    }
}

/// What a pairs file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its pairs, in its order.
    pub records: Vec<Record>,
    /// The file as it stands.
    pub bytes: Vec<u8>,
    /// The name of its encoding.
    pub encoding: &'static str,
}

/// What a pairs file is, by the ending of its name.
const ENDINGS: [(&str, Kind); 8] = [
    ("jsonl", Kind::Jsonl),
    ("ndjson", Kind::Jsonl),
    ("csv", Kind::Csv),
    ("tsv", Kind::Tsv),
    ("tmx", Kind::Tmx),
    ("xlf", Kind::Xliff),
    ("xliff", Kind::Xliff),
    ("sdlxliff", Kind::Xliff),
];

#[derive(Clone, Copy)]
enum Kind {
    Jsonl,
    Csv,
    Tsv,
    Tmx,
    Xliff,
}

/// Reads a pairs file.
///
/// # Errors
/// If the file cannot be read, is of no known kind, holds no pairs, or has a line that is not a pair.
pub fn read<'a>(path: &Path, how: impl Into<How<'a>>) -> Result<Given> {
    let how = how.into();
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((_, kind)) = ENDINGS.iter().find(|(e, _)| *e == ending) else {
        let what = format!("not a kind of pairs file that is known: `.{ending}`");
        return Err(Error::new(what, "give a .jsonl, .csv, .tsv, .tmx or .xlf file").at(path));
    };
    let bytes = fs::read(path).map_err(|e| Error::io(path, "read", &e))?;
    let decoded = super::encoding::decode(&bytes, how.encoding).map_err(|e| e.at(path))?;
    let text = decoded.text.trim_start_matches('\u{feff}');
    let mut records = match kind {
        Kind::Jsonl => JsonLines::new(text.as_bytes()).collect::<Result<Vec<_>>>(),
        Kind::Csv => delimited(text),
        Kind::Tsv => tab_separated(text),
        Kind::Tmx => memory::tmx(text, &how.limits),
        Kind::Xliff => memory::xliff(text, &how.limits),
    }
    .map_err(|e| e.at(path))?;
    // These hold the segments of documents in their order, where the other kinds may hold anything.
    if matches!(kind, Kind::Tmx | Kind::Xliff) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        records.iter_mut().for_each(|r| {
            r.document.get_or_insert_with(|| name.clone().into_owned());
        });
    }
    records.iter().try_for_each(|r| r.check(&how.limits)).map_err(|e| e.at(path))?;
    if records.is_empty() {
        let what = match kind {
            Kind::Tmx | Kind::Xliff => "no pairs of Chinese and English in the file",
            _ => "no pairs in the file",
        };
        return Err(Error::new(what, "check that it is the right one").at(path));
    }
    Ok(Given { records, encoding: decoded.encoding, bytes })
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(serde_json::Number),
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        match name {
            Name::Text(text) => text,
            Name::Number(number) => number.to_string(),
        }
    }
}

#[derive(serde::Deserialize)]
struct Line {
    id: Name,
    source: String,
    target: String,
    #[serde(default)]
    document: Option<Name>,
}

/// Pairs as JSON Lines, read one by one: memory does not grow with the input. Empty lines are passed over.
///
/// ```
/// let input = "{\"id\": 7, \"source\": \"三人\", \"target\": \"three people\"}\n";
/// let all: Vec<_> = duikan::document::pairs::JsonLines::new(input.as_bytes()).collect::<Result<_, _>>()?;
/// assert_eq!((all[0].id.as_str(), all[0].line), ("7", 1));
/// # Ok::<(), duikan::error::Error>(())
/// ```
pub struct JsonLines<R> {
    input: BufReader<R>,
    buffer: Vec<u8>,
    line: usize,
}

impl<R: Read> JsonLines<R> {
    /// Reads from `input`, which must be UTF-8.
    pub fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 20, input), buffer: Vec::new(), line: 0 }
    }
}

/// The pair on a line of JSON Lines.
///
/// # Errors
/// If it is none.
pub(super) fn record(bytes: &[u8], number: usize) -> Result<Record> {
    let bad = |what: String| {
        let remedy = r#"write {"id": …, "source": "…", "target": "…"} on each line"#;
        Error::new(what, remedy).line(number)
    };
    let text = std::str::from_utf8(bytes).map_err(|_| bad("not UTF-8".to_owned()))?;
    let line: Line = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
        // serde_json counts lines of its own: there is but one.
        let what = e.to_string();
        let (what, column) = what.rsplit_once(" at line 1 column ").unwrap_or((&what, "1"));
        bad(if e.is_data() { what.to_owned() } else { format!("not JSON from column {column} on") })
    })?;
    Ok(Record {
        id: line.id.into(),
        source: line.source,
        target: line.target,
        document: line.document.map(String::from),
        line: number,
    })
}

impl<R: Read> Iterator for JsonLines<R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.buffer.clear();
            self.line += 1;
            match self.input.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) if self.buffer.trim_ascii().is_empty() => {}
                Ok(_) => return Some(record(&self.buffer, self.line)),
                Err(e) => {
                    let remedy = "check where the input comes from";
                    return Some(Err(Error::new(format!("cannot read: {e}"), remedy).line(self.line)));
                }
            }
        }
    }
}

/// Where the columns stand.
struct Columns {
    id: usize,
    source: usize,
    target: usize,
    document: Option<usize>,
}

impl Columns {
    /// Finds the columns in a header, which stands on that line.
    fn new<'a>(header: impl IntoIterator<Item = &'a str>, line: usize) -> Result<Self> {
        let names: Vec<String> = header.into_iter().map(|c| c.trim().to_lowercase()).collect();
        let at = |name: &str| names.iter().position(|c| c == name);
        let need = |name: &str| {
            at(name).ok_or_else(|| {
                let remedy = "begin the file with the header id,source,target";
                Error::new(format!("no column `{name}`"), remedy).line(line)
            })
        };
        Ok(Self {
            id: need("id")?,
            source: need("source")?,
            target: need("target")?,
            document: at("document"),
        })
    }

    fn record<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>, line: usize) -> Result<Record> {
        let need = |k: usize, name: &str| {
            cell(k).map(str::to_owned).ok_or_else(|| {
                let remedy = "give every row as many cells as the header";
                Error::new(format!("no `{name}` in this row"), remedy).line(line)
            })
        };
        Ok(Record {
            id: need(self.id, "id")?,
            source: need(self.source, "source")?,
            target: need(self.target, "target")?,
            document: self.document.and_then(cell).filter(|d| !d.is_empty()).map(str::to_owned),
            line,
        })
    }
}

/// CSV as in RFC 4180, parted by commas or, as spreadsheets of many countries save it, by semicolons or tabs.
fn delimited(text: &str) -> Result<Vec<Record>> {
    let (separator, text, skipped) = declared(text);
    let header = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| {
        // Of equals the last wins: commas are counted last by weighing them double.
        2 * header.bytes().filter(|b| b == d).count() + usize::from(*d == b',')
    });
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.or(delimiter).unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let bad = |e: &csv::Error| {
        let line = skipped + e.position().map_or(1, |p| p.line() as usize);
        Error::new(e.to_string(), "save the table as CSV again").line(line)
    };
    let columns = Columns::new(reader.headers().map_err(|e| bad(&e))?.iter(), skipped + 1)?;
    let mut lines = Lines::new(text, skipped);
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|e| bad(&e))?;
        let line = row.position().map_or(0, |p| lines.of_record(p.byte()));
        out.push(columns.record(|k| row.get(k), line)?);
    }
    Ok(out)
}

/// Tab-separated lines. Most such files quote nothing; spreadsheets quote cells as in CSV. A file is taken for the latter if every
/// cell with a quotation mark in it is quoted correctly.
fn tab_separated(text: &str) -> Result<Vec<Record>> {
    let quoted = |cell: &str| -> Option<String> {
        let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
        let plain = inner.replace("\"\"", "\u{0}");
        (!plain.contains('"')).then(|| plain.replace('\u{0}', "\""))
    };
    let is_quoted = text.lines().flat_map(|l| l.split('\t')).all(|c| !c.contains('"') || quoted(c).is_some());
    let (_, text, skipped) = declared(text);
    let mut lines = text.lines().zip(skipped + 1..).filter(|(l, _)| !l.trim().is_empty());
    let Some((header, number)) = lines.next() else { return Ok(Vec::new()) };
    let columns = Columns::new(header.split('\t').map(|c| c.trim_matches('"')), number)?;
    lines
        .map(|(line, number)| {
            let cells: Vec<String> = line
                .split('\t')
                .map(|c| quoted(c).filter(|_| is_quoted).unwrap_or_else(|| c.to_owned()))
                .collect();
            columns.record(|k| cells.get(k).map(String::as_str), number)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(id: &str, source: &str, target: &str, document: Option<&str>, line: usize) -> Record {
        let document = document.map(str::to_owned);
        Record { id: id.into(), source: source.into(), target: target.into(), document, line }
    }

    #[test]
    fn json_lines() {
        let text = "\u{feff}{\"id\":1,\"source\":\"a\",\"target\":\"b\",\"note\":3}\r\n\n\
                    {\"target\":\"d\",\"document\":\"x\",\"source\":\"c\",\"id\":\"1\"}";
        let all: Vec<_> = JsonLines::new(text.as_bytes()).collect::<Result<_>>().unwrap();
        assert_eq!(all, [given("1", "a", "b", None, 1), given("1", "c", "d", Some("x"), 3)]);
    }

    #[test]
    fn errors_name_the_line() {
        for (text, what) in [
            ("\n{\"id\":1}", "missing field `source`"),
            ("\n{\"id\":1,\"source\":\"a\"", "EOF while parsing"),
            ("\n{\"id\":null,\"source\":\"a\",\"target\":\"\"}", "id"),
            ("\n[]", "expected"),
        ] {
            let error =
                JsonLines::new(text.as_bytes()).next().unwrap().unwrap_err().at("p.jsonl").to_string();
            assert!(error.starts_with("p.jsonl:2: ") && !error.contains('\n'), "{error} for {what}");
        }
        let error = delimited("id,source,target\n1,a,b\n2,c\n").unwrap_err().at("p.csv").to_string();
        assert!(error.starts_with("p.csv:3: no `target` in this row"), "{error}");
        let error = delimited("id,source\n").unwrap_err().at("p.csv").to_string();
        assert!(error.starts_with("p.csv:1: no column `target`"), "{error}");
    }

    #[test]
    fn tables() {
        let rows = [given("1", "a,\"b\"", "c", None, 2), given("2", "d\ne", "f", Some("x"), 3)];
        for d in [",", ";"] {
            let text = "document;target;id;source\n;c;1;\"a,\"\"b\"\"\"\nx;f;2;\"d\ne\"\n".replace(';', d);
            assert_eq!(delimited(&text).unwrap(), rows);
            let text = text.replace('\n', "\r\n").replace("d\r\ne", "d\ne");
            assert_eq!(delimited(&text).unwrap(), rows);
        }
    }

    #[test]
    fn a_line_may_name_the_separator() {
        let rows = [given("1", "a,b", "c", None, 3)];
        assert_eq!(delimited("sep=;\nid;source;target\n1;a,b;c\n").unwrap(), rows);
        assert_eq!(delimited("\"sep=;\"\r\nid;source;target\r\n1;a,b;c\r\n").unwrap(), rows);
        assert_eq!(tab_separated("sep=\t\nid\tsource\ttarget\n1\ta,b\tc\n").unwrap(), rows);
        let error = delimited("sep=;\nid;source;target\n1;a;b\n2;c\n").unwrap_err().at("p.csv").to_string();
        assert!(error.starts_with("p.csv:4: no `target` in this row"), "{error}");
    }

    #[test]
    fn tabs_with_and_without_quoting() {
        let plain = "id\tsource\ttarget\n1\t他说\t\"Yes,\" he said.\n2\t好\t\"Good.\"\n";
        let rows = tab_separated(plain).unwrap();
        assert_eq!((rows[0].target.as_str(), rows[1].target.as_str()), ("\"Yes,\" he said.", "\"Good.\""));
        let quoted = "id\tsource\ttarget\n1\t他说\t\"\"\"Yes,\"\" he said.\"\n2\t好\t\"Good, yes.\"\n";
        let rows = tab_separated(quoted).unwrap();
        assert_eq!((rows[0].target.as_str(), rows[1].target.as_str()), ("\"Yes,\" he said.", "Good, yes."));
    }
}
