use std::io::{self, Write};

use super::model::Row;
use super::xml::{attribute, escaped};

/// Writes the two-sided beads as TMX 1.4b, source language Chinese: id, score and lines as properties of each unit.
///
/// Characters that XML 1.0 cannot hold are left out.
pub fn write(mut out: impl Write, rows: &[Row]) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
         <tmx version=\"1.4\">\n\
         <header creationtool=\"duikan\" creationtoolversion=\"{}\" segtype=\"block\" o-tmf=\"duikan\" adminlang=\"en\" srclang=\"zh\" \
         datatype=\"plaintext\"/>\n<body>",
        env!("CARGO_PKG_VERSION")
    )?;
    for row in rows.iter().filter(|r| r.is_two_sided()) {
        writeln!(out, "<tu tuid=\"{}\">", attribute(&row.id))?;
        writeln!(out, "<prop type=\"x-confidence\">{:.2}</prop>", row.confidence)?;
        if let Some(document) = &row.document {
            writeln!(out, "<prop type=\"x-document\">{}</prop>", escaped(document))?;
        }
        for (language, text) in [("zh", &row.source_text), ("en", &row.target_text)] {
            writeln!(out, "<tuv xml:lang=\"{language}\"><seg>{}</seg></tuv>", escaped(text))?;
        }
        writeln!(out, "</tu>")?;
    }
    writeln!(out, "</body>\n</tmx>")
}
