//! Tables as text: comma-, semicolon- or tab-separated, quoted as RFC 4180 says.

use super::super::script::is_blank;
use super::block::{Block, Kind, Paragraph, is_bilingual};

/// Rows that a table without a name that says so must have.
const ROWS: usize = 3;

/// The rows of a text. `named`: the file's name says that it is a table; otherwise it must lay two languages side by side in
/// rows of equally many cells.
pub(super) fn read(text: &str, named: bool) -> Option<Vec<Block>> {
    let (declared, text, skipped) = declared(text.trim_start_matches('\u{FEFF}'));
    if !named && !looks_even(text) {
        return None;
    }
    let delimiter = declared.or_else(|| delimiter(text))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines::new(text, skipped);
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.ok()?;
        let line = row.position().map(|p| lines.of_record(p.byte()));
        let cell = |text: &str| {
            let paragraph = |t: &str| Paragraph { kind: Kind::Body, text: t.to_owned(), line };
            text.split(['\n', '\r']).filter(|t| !t.chars().all(is_blank)).map(paragraph).collect::<Vec<_>>()
        };
        rows.push(row.iter().map(cell).collect::<Vec<_>>());
    }
    if !named && delimiter == b'\t' && is_wrapped(&rows) {
        return None;
    }
    let even = rows.windows(2).all(|w| w[0].len() == w[1].len()) && rows.first().is_some_and(|r| r.len() > 1);
    (named || even && rows.len() >= ROWS && is_bilingual(&rows)).then(|| vec![Block::Table(rows)])
}

/// The separator that the first line names and nothing else (`sep=;`, which spreadsheets write when told to), the text behind
/// that line, and the number of lines before it.
pub(in crate::document) fn declared(text: &str) -> (Option<u8>, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r');
    let bare = first.strip_prefix('"').and_then(|f| f.strip_suffix('"')).unwrap_or(first);
    match bare.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[d @ (b',' | b';' | b'\t' | b'|')]) => (Some(d), rest, 1),
        _ => (None, text, 0),
    }
}

/// Whether two columns hold wrapped text, a line of each in a row, and not statements.
fn is_wrapped(rows: &[Vec<Vec<Paragraph>>]) -> bool {
    let begins_lower = |row: &&Vec<Vec<Paragraph>>| {
        row.iter().flatten().any(|p| p.text.starts_with(|c: char| c.is_lowercase()))
    };
    rows.iter().all(|r| r.len() == 2) && rows.iter().filter(begins_lower).count() * 4 >= rows.len()
}

/// Whether the first lines all have the same number of one delimiter: prose has not.
fn looks_even(text: &str) -> bool {
    const FIRST: usize = 3;
    let lines = || text.lines().filter(|l| !l.trim().is_empty()).take(FIRST);
    [b'\t', b',', b';'].iter().any(|d| {
        let mut counts = lines().map(|l| l.bytes().filter(|b| b == d).count());
        counts.next().is_some_and(|n| n > 0 && counts.all(|m| m == n || m > n && text.contains('"')))
    }) && lines().count() == FIRST
}

/// The delimiter that the first row has most of outside quotation marks.
fn delimiter(text: &str) -> Option<u8> {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for b in text.bytes() {
        match b {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && counts.iter().any(|c| c.1 > 0) => break,
            _ if !quoted => counts.iter_mut().filter(|c| c.0 == b).for_each(|c| c.1 += 1),
            _ => {}
        }
    }
    let best = counts.iter().rev().max_by_key(|c| c.1)?;
    (best.1 > 0).then_some(best.0)
}

/// Counts the lines that records begin in. The reader itself counts from the line end before a record, wrongly where that is two bytes.
pub(in crate::document) struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    /// Counts in `text`, which so many lines of the file stand before.
    pub fn new(text: &'a str, before: usize) -> Self {
        Self { text: text.as_bytes(), at: 0, line: before + 1 }
    }

    /// The line, 1-based, of the record that begins at `byte` or behind line ends there; records come in order.
    pub fn of_record(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.at, self.text.len());
        let ends = self.text[byte..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        self.line += self.text[self.at..byte + ends].iter().filter(|b| **b == b'\n').count();
        self.at = byte + ends;
        self.line
    }
}
