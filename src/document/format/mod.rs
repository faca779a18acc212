//! The formats documents come in, told by what the file holds; a name counts only where the content leaves it open.
//!
//! A format with marked structure is read into blocks (paragraphs, headings, tables by row, notes, page breaks), and these into lines that go
//! the same way as those of plain text. Nothing here opens a file, follows a link or writes anything.

mod archive;
mod block;
mod docx;
mod epub;
mod html;
mod limits;
mod markdown;
mod numbering;
mod odt;
mod pdf;
mod subtitle;
pub(in crate::document) mod table;
pub(crate) mod xml;

pub use limits::Limits;

use std::path::Path;

use self::archive::Archive;
pub(in crate::document) use self::block::Extract;
use super::encoding::{Decoded, decode};
use super::line;
use super::script::is_blank;
use crate::error::{Error, Result};

/// What kind of file a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, with or without Markdown's marks.
    Text,
    /// Markdown with tables, links or footnotes.
    Markdown,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A book.
    Epub,
    /// Subtitles, SubRip or WebVTT.
    Subtitles,
    /// A table: comma-, semicolon- or tab-separated.
    Table,
    /// A PDF with a text layer.
    Pdf,
}

impl Format {
    /// Every format with its name for users.
    pub const ALL: [(Format, &'static str); 9] = [
        (Format::Text, "plain text"),
        (Format::Markdown, "Markdown"),
        (Format::Html, "a web page"),
        (Format::Docx, "a Word document"),
        (Format::Odt, "an OpenDocument text"),
        (Format::Epub, "an EPUB book"),
        (Format::Subtitles, "subtitles"),
        (Format::Table, "a table"),
        (Format::Pdf, "a PDF"),
    ];

    /// The name for users.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(f, _)| *f == self).map_or("plain text", |(_, n)| n)
    }

    /// Whether lines are counted in the file itself. In the other formats they are those of the extracted text, in which every
    /// paragraph and every table row that is no empty one is a line.
    pub fn has_lines(self) -> bool {
        !matches!(self, Format::Docx | Format::Odt | Format::Epub | Format::Pdf)
    }
}

/// A document as text.
pub(super) struct Content {
    /// What was read.
    pub format: Format,
    /// Name of the encoding of its text.
    pub encoding: &'static str,
    /// The text and its lines.
    pub extract: Extract,
}

/// Reads the bytes of a document called `name`.
///
/// # Errors
/// If they are of no kind that is known, damaged, or beyond a limit.
pub(super) fn read(bytes: &[u8], name: &Path, encoding: Option<&str>, limits: &Limits) -> Result<Content> {
    if let Some(packed) = packed(bytes, limits) {
        let (format, blocks) = packed?;
        let extract = Extract::of(&blocks, limits)?;
        return Ok(Content { format, encoding: "UTF-8", extract });
    }
    if pdf::is_pdf(bytes) {
        let extract = pdf::read(bytes, limits)?;
        return Ok(Content { format: Format::Pdf, encoding: "UTF-8", extract });
    }
    // What a page says of its encoding is often untrue: it is believed where the bytes alone do not tell.
    let declared = html::declared_encoding(bytes).filter(|_| encoding.is_none());
    let Decoded { text, encoding } =
        decode(bytes, encoding).or_else(|e| declared.map_or(Err(e), |name| decode(bytes, Some(name))))?;
    let ending = name.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let (format, extract) = from_text(text, &ending, limits)?;
    Ok(Content { format, encoding, extract })
}

/// Reads decoded text. `ending` is that of the file's name, in small letters, or empty.
pub(super) fn from_text(text: String, ending: &str, limits: &Limits) -> Result<(Format, Extract)> {
    let shown = text.trim_start_matches(is_blank);
    if xml_root(shown).is_some_and(|root| root == "document") && shown.contains("opendocument") {
        return Ok((Format::Odt, Extract::of(&odt::read(shown, limits)?, limits)?));
    }
    if html::is_page(shown, matches!(ending, "html" | "htm" | "xhtml")) {
        return Ok((Format::Html, Extract::of(&html::blocks(&text, limits)?, limits)?));
    }
    if shown.starts_with("<?xml") {
        let remedy = "give TMX and XLIFF files with --pairs; save other documents as plain text";
        return Err(Error::new("is XML, not plain text", remedy));
    }
    if subtitle::is_subtitle(&text) {
        return Ok((Format::Subtitles, Extract::of(&subtitle::read(&text), limits)?));
    }
    if let Some(blocks) = table::read(&text, matches!(ending, "csv" | "tsv")) {
        return Ok((Format::Table, Extract::of(&blocks, limits)?));
    }
    let mut lines = line::lines(&text);
    let is_markdown = markdown::mark(&text, &mut lines);
    limits.check_lines(&lines)?;
    let format = if is_markdown || ending == "md" { Format::Markdown } else { Format::Text };
    Ok((format, Extract::new(text, lines)))
}

/// The document in an archive; `None` if the bytes are no archive.
fn packed(bytes: &[u8], limits: &Limits) -> Option<Result<(Format, Vec<block::Block>)>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    Some(Archive::open(bytes, limits).and_then(|mut archive| unpack(&mut archive, limits)))
}

fn unpack(archive: &mut Archive, limits: &Limits) -> Result<(Format, Vec<block::Block>)> {
    let kind = archive.text("mimetype").ok().flatten().unwrap_or_default();
    let kind = kind.trim();
    let other = |what: &str, remedy: &str| Err(Error::new(format!("is {what}"), remedy));
    if kind == "application/epub+zip" || archive.has("META-INF/container.xml") {
        return Ok((Format::Epub, epub::read(archive, limits)?));
    }
    if archive.has("xl/workbook.xml") || kind.ends_with("opendocument.spreadsheet") {
        return other("a spreadsheet", "save its sheet as CSV (UTF-8) and give that");
    }
    if archive.has("ppt/presentation.xml") || kind.ends_with("opendocument.presentation") {
        return other("a presentation", "save its text as plain text (UTF-8) and give that");
    }
    if kind.contains("opendocument") || archive.has("content.xml") {
        let Some(content) = archive.text("content.xml")? else {
            return other("a damaged OpenDocument text: content.xml is missing", "save the document again");
        };
        return Ok((Format::Odt, odt::read(&content, limits)?));
    }
    if archive.has("[Content_Types].xml") || archive.has_under("word/") {
        return Ok((Format::Docx, docx::read(archive, limits)?));
    }
    other("a zip archive, not a document", "unpack it and name the file inside")
}

/// Name of the outermost element of an XML text, without prefix.
fn xml_root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches(is_blank);
    loop {
        rest = rest.strip_prefix('<')?;
        let end = match rest.as_bytes().first()? {
            b'?' => rest.find("?>")? + 2,
            b'!' if rest.starts_with("!--") => rest.find("-->")? + 3,
            b'!' => rest.find('>')? + 1,
            _ => {
                let name = rest.split(|c: char| is_blank(c) || c == '>' || c == '/').next()?;
                return name.rsplit(':').next();
            }
        };
        rest = rest[end..].trim_start_matches(is_blank);
    }
}

/// The name of a part that another one names, from the folder of the latter: `../text/a%20b.xhtml#x` → `text/a b.xhtml`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let mut out: Vec<String> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                out.pop();
            }
            part => out.push(unescaped(part)),
        }
    }
    out.join("/")
}

/// `a%20b` → `a b`
fn unescaped(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(a), Some(b)) => {
                out.push((a * 16 + b) as u8);
                at += 3;
            }
            (b, ..) => {
                out.push(b);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_inside_archives_stay_inside() {
        for (folder, target, expected) in [
            ("OEBPS", "text/a%20b.xhtml#x", "OEBPS/text/a b.xhtml"),
            ("OEBPS/text", "../img/1.png", "OEBPS/img/1.png"),
            ("", "/word/document.xml", "word/document.xml"),
            ("a", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), expected);
        }
    }

    #[test]
    fn roots() {
        assert_eq!(
            xml_root("<?xml version='1.0'?>\n<!-- x --><!DOCTYPE a><o:document x='1'>"),
            Some("document")
        );
        assert_eq!(xml_root("text"), None);
    }
}
