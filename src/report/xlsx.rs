use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::model::Report;
use crate::document::Span;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity};

/// The columns of the sheet with their widths in characters: what a reviewer reads first stands first.
const COLUMNS: [(&str, f64); 18] = [
    ("severity", 9.0),
    ("check", 16.0),
    ("message", 46.0),
    ("source_text", 46.0),
    ("target_text", 56.0),
    ("suggestion", 22.0),
    ("status", 11.0),
    ("comment", 26.0),
    ("confidence", 10.0),
    ("source_line", 8.0),
    ("target_line", 8.0),
    ("segment", 9.0),
    ("source_quote", 22.0),
    ("target_quote", 22.0),
    ("document", 22.0),
    ("category", 16.0),
    ("its_type", 18.0),
    ("id", 20.0),
];

/// Characters that a cell can hold (Excel's specification), less one for `…`.
const CELL: usize = 32_766;

/// Findings as a workbook with one sheet: numbers are numbers, the head is frozen and filters, texts are wrapped and show the quote in
/// bold, the severity has a colour.
///
/// # Errors
/// If there are more findings than a sheet has rows.
pub fn file(report: &Report) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    // No times: the same findings give the same bytes.
    if let Ok(fixed) = ExcelDateTime::from_ymd(2000, 1, 1) {
        book.set_properties(
            &DocProperties::new().set_title(&report.name).set_author("duikan").set_creation_datetime(&fixed),
        );
    }
    let written = sheet(book.add_worksheet(), &report.findings).and_then(|()| book.save_to_buffer());
    written.map_err(|e| Error::new(format!("cannot write a workbook: {e}"), "write csv or jsonl instead"))
}

fn sheet(sheet: &mut Worksheet, findings: &[Finding]) -> std::result::Result<(), XlsxError> {
    sheet.set_name("findings")?;
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0xE8_EC_F0))
        .set_border_bottom(FormatBorder::Thin);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new().set_bold().set_font_color(Color::RGB(0xB0_00_20));
    let ordinary = Format::new();
    let number = plain.clone().set_num_format("0.00");
    let whole = plain.clone().set_num_format("0");
    for (k, (name, width)) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(0, k, name, &head)?;
        sheet.set_column_width(k, width)?;
    }
    for (row, f) in (1u32..).zip(findings) {
        let mut text = |column: u16, text: &str| {
            sheet.write_string_with_format(row, column, cut(text), &plain).map(|_| ())
        };
        text(1, f.check)?;
        text(2, &f.message)?;
        text(5, &f.suggestion)?;
        text(6, &f.status)?;
        text(7, &f.comment)?;
        text(11, &f.segment)?;
        text(12, &f.source_quote)?;
        text(13, &f.target_quote)?;
        text(14, &f.document)?;
        text(15, f.category)?;
        text(16, f.its_type)?;
        text(17, &f.id)?;
        sheet.write_string_with_format(row, 0, f.severity.name(), &coloured(f.severity, &plain))?;
        sheet.write_number_with_format(row, 8, f.confidence, &number)?;
        for (column, line) in [(9, f.source_line), (10, f.target_line)] {
            if let Some(line) = line {
                sheet.write_number_with_format(row, column, line as f64, &whole)?;
            }
        }
        for (column, text, span) in [(3, &f.source_text, f.spans.0), (4, &f.target_text, f.spans.1)] {
            let text = cut(text);
            let parts = parts(text, span);
            let parts: Vec<(&Format, &str)> =
                parts.iter().map(|(is_quote, t)| (if *is_quote { &bold } else { &ordinary }, *t)).collect();
            match parts[..] {
                [] => {}
                // One format throughout is no rich text.
                [(format, text)] => {
                    let is_quote = std::ptr::eq(format, &bold);
                    let format = if is_quote { plain.clone().set_bold() } else { plain.clone() };
                    sheet.write_string_with_format(row, column, text, &format)?;
                }
                _ => {
                    sheet.write_rich_string_with_format(row, column, &parts, &plain)?;
                }
            }
        }
    }
    let last = u32::try_from(findings.len()).unwrap_or(u32::MAX);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    if last > 0 {
        let decisions = DataValidation::new().allow_list_strings(&["accepted", "dismissed", "fixed"])?;
        sheet.add_data_validation(1, 6, last, 6, &decisions)?;
    }
    sheet.set_landscape();
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn coloured(severity: Severity, plain: &Format) -> Format {
    // Dark text on light ground: contrast above 7 to 1.
    let (ground, text) = match severity {
        Severity::Critical => (0xF8_C9_CE, 0x6B_00_10),
        Severity::Major => (0xFC_E0_C0, 0x5C_2A_00),
        Severity::Minor => (0xFB_F3_C4, 0x4A_3B_00),
        Severity::Neutral => (0xE6_E9_ED, 0x30_38_40),
    };
    plain.clone().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(text))
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    text.char_indices().nth(CELL).map_or(text, |(at, _)| &text[..at])
}

/// The text before the quote, the quote, the text behind it; none of them empty.
fn parts(text: &str, span: Option<Span>) -> Vec<(bool, &str)> {
    let cut = span.and_then(|s| {
        Some([(false, text.get(..s.start)?), (true, text.get(s.start..s.end)?), (false, text.get(s.end..)?)])
    });
    let all = cut.unwrap_or([(false, text), (false, ""), (false, "")]);
    all.into_iter().filter(|(_, t)| !t.is_empty()).collect()
}
