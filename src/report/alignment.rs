use std::borrow::Cow;
use std::io::{self, Write};

use super::model::Row;
use super::table::{self, defuse};

/// The columns of `alignment.csv`, in order.
const COLUMNS: [&str; 10] = [
    "bead",
    "level",
    "kind",
    "role",
    "score",
    "confidence",
    "source_line",
    "target_line",
    "source_text",
    "target_text",
];

/// How an alignment is written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// The columns of `alignment.csv`, without BOM.
    #[default]
    Csv,
    /// The same columns parted by tabs, nothing quoted; tabs and line ends inside a cell become spaces.
    Tsv,
    /// `[0,1]:[0]` a line, 0-based numbers of the segments, as Vecalign and Bertalign print.
    Beads,
    /// The same fields as JSON, one object a line.
    Jsonl,
    /// TMX 1.4b: the two-sided beads.
    Tmx,
    /// XLIFF 2.1: the two-sided beads.
    Xliff,
}

fn cells(row: &Row) -> [Cow<'_, str>; COLUMNS.len()] {
    let line = |n: Option<usize>| n.map_or(Cow::Borrowed(""), |n| Cow::Owned(n.to_string()));
    [
        Cow::Borrowed(row.id.as_str()),
        Cow::Borrowed(row.level.name()),
        Cow::Owned(row.kind()),
        Cow::Borrowed(row.role.name()),
        row.score.map_or(Cow::Borrowed(""), |s| Cow::Owned(format!("{s:.3}"))),
        Cow::Owned(format!("{:.2}", row.confidence)),
        line(row.source_line),
        line(row.target_line),
        Cow::Borrowed(row.source_text.as_str()),
        Cow::Borrowed(row.target_text.as_str()),
    ]
}

/// The cells with those that hold text made safe; a negative score is a number, not a formula.
fn safe_cells(row: &Row) -> [Cow<'_, str>; COLUMNS.len()] {
    let mut cells = cells(row);
    cells[0] = defuse(&row.id);
    cells[8] = defuse(&row.source_text);
    cells[9] = defuse(&row.target_text);
    cells
}

/// `alignment.csv`.
pub fn csv_file(rows: &[Row]) -> Vec<u8> {
    table::file(COLUMNS, rows.iter().map(safe_cells))
}

/// Writes the alignment of a document called `name`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_rows(mut out: impl Write, name: &str, rows: &[Row], format: Format) -> io::Result<()> {
    match format {
        Format::Csv => {
            let mut table = table::writer(&mut out);
            table.write_record(COLUMNS)?;
            for row in rows {
                table.write_record(safe_cells(row).iter().map(|c| c.as_bytes()))?;
            }
            table.flush()?;
        }
        Format::Tsv => {
            writeln!(out, "{}", COLUMNS.join("\t"))?;
            for row in rows {
                let plain = cells(row).map(|c| c.replace("\r\n", " ").replace(['\t', '\n', '\r'], " "));
                writeln!(out, "{}", plain.join("\t"))?;
            }
        }
        Format::Beads => {
            for row in rows {
                let ids = |ids: &[usize]| ids.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
                writeln!(out, "[{}]:[{}]", ids(&row.bead.source), ids(&row.bead.target))?;
            }
        }
        Format::Jsonl => {
            for row in rows {
                writeln!(out, "{}", serde_json::to_string(&Line::from(row)).unwrap_or_default())?;
            }
        }
        Format::Tmx => super::tmx::write(&mut out, rows)?,
        Format::Xliff => super::xliff::write(&mut out, name, rows, &[])?,
    }
    out.flush()
}

#[derive(serde::Serialize)]
struct Line<'a> {
    bead: &'a str,
    level: &'static str,
    kind: String,
    role: &'static str,
    score: Option<f64>,
    confidence: f64,
    source_line: Option<usize>,
    target_line: Option<usize>,
    source_text: &'a str,
    target_text: &'a str,
    /// Only where it holds.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    crossing: bool,
}

impl<'a> From<&'a Row> for Line<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            bead: &row.id,
            level: row.level.name(),
            kind: row.kind(),
            role: row.role.name(),
            score: row.score.map(|s| (s * 1000.0).round() / 1000.0),
            confidence: (row.confidence * 100.0).round() / 100.0,
            source_line: row.source_line,
            target_line: row.target_line,
            source_text: &row.source_text,
            target_text: &row.target_text,
            crossing: row.is_crossing,
        }
    }
}
