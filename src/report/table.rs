//! Cells and tables as spreadsheets read them.

use std::borrow::Cow;

/// What every CSV file of a report begins with, so that spreadsheets take it for UTF-8.
pub const BOM: &str = "\u{feff}";

/// Characters that make a spreadsheet run a cell as a formula when it begins with one: OWASP's list for "CSV injection",
/// full-width forms included, because spreadsheets of East Asian locales take them for the ASCII ones.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether `cell` begins with a formula character, apostrophes before it left aside.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// The cell with a leading `'` if a spreadsheet would run it.
///
/// A text that has apostrophes of its own before a formula character gains one too, so that [`restore`] is exact.
pub fn defuse(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`defuse`].
pub fn restore(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(cell) => rest,
        _ => cell,
    }
}

/// A CSV writer with the line ends of RFC 4180.
pub fn writer<W: std::io::Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// A whole CSV file: BOM, header, rows. Cells are written as they are.
pub fn file<'a, const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [Cow<'a, str>; N]>,
) -> Vec<u8> {
    let mut out = writer(BOM.as_bytes().to_vec());
    // Writing to memory cannot fail, and every row has the header's length.
    let _ = out.write_record(header);
    for row in rows {
        let _ = out.write_record(row.iter().map(|c| c.as_bytes()));
    }
    out.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defusing_is_exact() {
        for cell in ["", "text", "'quoted'", "=1+1", "'=1+1", "''-5", "-", "\tx", "＝A1", "don't", "'", "a=b"]
        {
            let safe = defuse(cell);
            assert!(!safe.starts_with(FORMULA), "{cell:?}");
            assert_eq!(restore(&safe), cell, "{cell:?}");
        }
    }
}
