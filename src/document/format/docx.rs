//! Word documents (Office Open XML).
//!
//! Kept: paragraphs, headings, tables by row, footnotes and endnotes behind the paragraph that points to them, text boxes, insertions
//! that are still tracked. Dropped: tracked deletions and the old place of what was moved, comments, headers and footers of pages,
//! field codes, phonetic guides, pictures. Numbers that Word counts itself stand before their paragraph; those of notes are not read.

use rustc_hash::{FxHashMap, FxHashSet};

use super::archive::Archive;
use super::block::{Block, Builder, Kind, Paragraph};
use super::numbering::Numbering;
use super::xml::{Element, Node, brief, walk};
use super::{Limits, resolve};
use crate::error::{Error, Result};

/// The blocks of a document.
pub(super) fn read(archive: &mut Archive, limits: &Limits) -> Result<Vec<Block>> {
    let main = main_part(archive, limits)?;
    let folder = main.rsplit_once('/').map_or("", |(f, _)| f).to_owned();
    let part = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let styles = archive.text(&part("styles.xml"))?;
    let headings = match &styles {
        Some(text) => headings(text, limits)?,
        None => FxHashSet::default(),
    };
    let numbering = match archive.text(&part("numbering.xml"))? {
        Some(text) => Numbering::read(&text, styles.as_deref(), limits)?,
        None => Numbering::default(),
    };
    let Some(text) = archive.text(&main)? else {
        return Err(Error::new(brief(&format!("its part {main} is missing")), "save the document again"));
    };
    let mut reader = Reader { numbering, ..Reader::new(&headings) };
    walk(&text, limits.depth, |node| reader.node(&node))?;
    let mut out = reader.out;
    for (file, name) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        let Some(text) = archive.text(&part(file))? else { continue };
        for (id, notes) in notes(&text, name, &headings, limits)? {
            out.note(format!("{name} {id}"), notes);
        }
    }
    Ok(out.finish())
}

/// The part that holds the text: what the package's relations name as its document.
fn main_part(archive: &mut Archive, limits: &Limits) -> Result<String> {
    let mut found = None;
    if let Some(text) = archive.text("_rels/.rels")? {
        walk(&text, limits.depth, |node| {
            if let Node::Open(e) = node
                && e.get("Type").is_some_and(|t| t.ends_with("/officeDocument"))
            {
                found = e.get("Target").map(|t| resolve("", t));
            }
            Ok(())
        })?;
    }
    Ok(found.filter(|f| archive.has(f)).unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// Ids of the paragraph styles that are headings: by their built-in name, their outline level, or the style they are based on.
fn headings(text: &str, limits: &Limits) -> Result<FxHashSet<String>> {
    /// Styles that rest on one another, at most.
    const CHAIN: usize = 16;
    let mut own: FxHashSet<String> = FxHashSet::default();
    let mut based: FxHashMap<String, String> = FxHashMap::default();
    let mut id = String::new();
    walk(text, limits.depth, |node| {
        let Node::Open(e) = node else { return Ok(()) };
        match e.name.as_str() {
            "style" => id = e.get("styleId").unwrap_or_default().to_owned(),
            "name" => {
                let name = e.get("val").unwrap_or_default().to_lowercase();
                if name.starts_with("heading ") || name == "title" || name == "subtitle" {
                    own.insert(id.clone());
                }
            }
            "outlineLvl" if is_outline(e) => {
                own.insert(id.clone());
            }
            "basedOn" => {
                based.insert(id.clone(), e.get("val").unwrap_or_default().to_owned());
            }
            _ => {}
        }
        Ok(())
    })?;
    let rests = |style: &String| {
        let mut at = style;
        for _ in 0..CHAIN {
            match based.get(at) {
                Some(below) if own.contains(below) => return true,
                Some(below) => at = below,
                None => return false,
            }
        }
        false
    };
    let resting: Vec<String> = based.keys().filter(|s| rests(s)).cloned().collect();
    own.extend(resting);
    Ok(own)
}

/// Levels 0 to 8 are headings, 9 is body text.
fn is_outline(e: &Element) -> bool {
    e.get("val").is_some_and(|v| matches!(v.as_bytes(), [b'0'..=b'8']))
}

/// The paragraphs of each note, by its id.
fn notes(
    text: &str,
    name: &str,
    headings: &FxHashSet<String>,
    limits: &Limits,
) -> Result<Vec<(String, Vec<Paragraph>)>> {
    let mut out = Vec::new();
    let mut reader = Reader::new(headings);
    let mut id = None;
    walk(text, limits.depth, |node| {
        match &node {
            Node::Open(e) if e.name == name => {
                // Separators between text and notes are kept as notes with a type.
                id = e
                    .get("type")
                    .is_none_or(|t| t == "normal")
                    .then(|| e.get("id").unwrap_or_default().to_owned());
                reader = Reader::new(headings);
            }
            Node::Close(n) if *n == name => {
                let blocks = std::mem::replace(&mut reader, Reader::new(headings)).out.finish();
                if let Some(id) = id.take() {
                    out.push((id, paragraphs(blocks)));
                }
            }
            _ => reader.node(&node)?,
        }
        Ok(())
    })?;
    Ok(out)
}

fn paragraphs(blocks: Vec<Block>) -> Vec<Paragraph> {
    let all = blocks.into_iter().flat_map(|b| match b {
        Block::Paragraph(p) => vec![p],
        Block::Table(rows) => rows.into_iter().flatten().flatten().collect(),
        Block::PageBreak => Vec::new(),
    });
    all.map(|p| Paragraph { kind: Kind::Note, ..p }).collect()
}

/// Elements whose content is no text of the document as it stands now.
const DROPPED: [&str; 9] =
    ["del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt", "sectPr", "tblPr"];

struct Reader<'a> {
    out: Builder,
    headings: &'a FxHashSet<String>,
    /// Elements open inside dropped ones, the outermost of those included.
    dropped: usize,
    /// Inside the properties of a paragraph, a run, a row.
    properties: Vec<String>,
    in_text: bool,
    /// The mark at the end of the paragraph is deleted: the next one goes on with it.
    joins: bool,
    /// The paragraph goes on with one whose mark is deleted.
    joined: bool,
    deleted_row: bool,
    numbering: Numbering,
    /// Style, list and level that the paragraph names.
    named: [Option<String>; 3],
    /// The number of the paragraph, until its first text comes.
    number: Option<String>,
}

impl<'a> Reader<'a> {
    fn new(headings: &'a FxHashSet<String>) -> Self {
        Self {
            out: Builder::default(),
            headings,
            dropped: 0,
            properties: Vec::new(),
            in_text: false,
            joins: false,
            joined: false,
            deleted_row: false,
            numbering: Numbering::default(),
            named: Default::default(),
            number: None,
        }
    }

    fn node(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Open(_) if self.dropped > 0 => self.dropped += 1,
            Node::Close(_) if self.dropped > 0 => self.dropped -= 1,
            Node::Open(e) if !self.properties.is_empty() => {
                self.property(e);
                self.properties.push(e.name.clone());
            }
            Node::Close(_) if !self.properties.is_empty() => {
                let closed = self.properties.pop();
                if self.properties.is_empty() && closed.is_some_and(|name| name == "pPr") {
                    self.count();
                }
            }
            Node::Open(e) => self.open(e),
            Node::Close(name) => self.close(name),
            Node::Text(t) if self.in_text && self.dropped == 0 => {
                self.write_number();
                self.out.text(t, None);
            }
            Node::Text(_) => {}
        }
        Ok(())
    }

    /// Counts the paragraph whose properties are read. One whose mark is deleted is none: what is left of it has the properties of
    /// the next.
    fn count(&mut self) {
        let [style, list, level] = std::mem::take(&mut self.named);
        if self.joins {
            self.out.kind(Kind::Body);
        }
        if self.joins || self.deleted_row {
            return;
        }
        self.number = self.numbering.next(style.as_deref(), (list.as_deref(), level.as_deref()));
    }

    /// Puts the number before the paragraph's first text, that of one that it goes on with too.
    fn write_number(&mut self) {
        if let Some(number) = self.number.take()
            && (self.joined || self.out.so_far().trim().is_empty())
        {
            self.out.text_before(&format!("{number} "));
        }
    }

    fn property(&mut self, e: &Element) {
        let inside = |name: &str| self.properties.iter().any(|p| p == name);
        // What the paragraph was before a tracked change stands in its properties too.
        let own = inside("pPr") && !inside("pPrChange") && !inside("rPrChange");
        let slot = match e.name.as_str() {
            "pStyle" if own => Some(0),
            "numId" if own && inside("numPr") => Some(1),
            "ilvl" if own && inside("numPr") => Some(2),
            _ => None,
        };
        if let Some(slot) = slot {
            self.named[slot] = e.get("val").map(str::to_owned);
        }
        match e.name.as_str() {
            "pStyle" if own && e.get("val").is_some_and(|v| self.headings.contains(v)) => {
                self.out.kind(Kind::Heading)
            }
            "outlineLvl" if own && is_outline(e) => self.out.kind(Kind::Heading),
            "pageBreakBefore" if own && e.get("val").is_none_or(|v| v != "0" && v != "false") => {
                self.out.page_break();
            }
            "del" | "moveFrom" if own && inside("rPr") => self.joins = true,
            "del" if inside("trPr") => self.deleted_row = true,
            _ => {}
        }
    }

    fn open(&mut self, e: &Element) {
        match e.name.as_str() {
            name if DROPPED.contains(&name) => self.dropped = 1,
            "pPr" | "rPr" | "trPr" | "tcPr" => self.properties.push(e.name.clone()),
            "t" => self.in_text = true,
            "tab" => self.out.text("\t", None),
            "noBreakHyphen" => self.out.text("-", None),
            "br" if e.get("type") == Some("page") => self.out.page_break(),
            "br" | "cr" => self.out.text("\n", None),
            "tbl" => self.out.begin_table(),
            "tr" => self.out.begin_row(),
            "tc" => self.out.begin_cell(),
            "txbxContent" => {
                self.write_number();
                self.out.begin_aside(Kind::Body, None);
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = e.name.trim_end_matches("Reference");
                self.out.point_to(format!("{kind} {}", e.get("id").unwrap_or_default()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" if std::mem::take(&mut self.joins) => self.joined = true,
            "p" => {
                if self.joined {
                    self.write_number();
                }
                (self.number, self.joined) = (None, false);
                self.out.end_paragraph();
            }
            "txbxContent" => self.out.end_aside(),
            "tc" => self.out.end_cell(),
            "tr" if std::mem::take(&mut self.deleted_row) => self.out.drop_row(),
            "tr" => self.out.end_row(),
            "tbl" => self.out.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heading or body, and text, of the paragraphs of a body; the style `H` is a heading, the list 1 counts articles.
    fn paragraphs_of(body: &str) -> Vec<(Kind, String)> {
        let numbering = r#"<numbering><abstractNum abstractNumId="0"><lvl ilvl="0"><start val="1"/><numFmt val="chineseCounting"/>
            <lvlText val="第%1条"/></lvl></abstractNum><num numId="1"><abstractNumId val="0"/></num></numbering>"#;
        let limits = Limits::default();
        let headings: FxHashSet<String> = [String::from("H")].into_iter().collect();
        let numbering = Numbering::read(numbering, None, &limits).unwrap();
        let mut reader = Reader { numbering, ..Reader::new(&headings) };
        walk(&format!("<body>{body}</body>"), limits.depth, |node| reader.node(&node)).unwrap();
        let blocks = reader.out.finish().into_iter().flat_map(|b| match b {
            Block::Paragraph(p) => vec![p],
            Block::Table(rows) => rows.into_iter().flatten().flatten().collect(),
            Block::PageBreak => panic!("no page is broken"),
        });
        blocks.map(|p| (p.kind, p.text)).collect()
    }

    #[test]
    fn what_is_deleted_is_not_counted() {
        let item = |text: &str| {
            format!(r#"<p><pPr><numPr><ilvl val="0"/><numId val="1"/></numPr></pPr><r><t>{text}</t></r></p>"#)
        };
        let gone = |mark: &str, run: &str| {
            format!(
                r#"<p><pPr><numPr><ilvl val="0"/><numId val="1"/></numPr><rPr><{mark}/></rPr></pPr>{run}</p>"#
            )
        };
        let old = "<del><r><delText>旧</delText></r></del>";
        let moved = "<moveFrom><r><t>移</t></r></moveFrom>";
        let row = |mark: &str| format!("<tr><trPr>{mark}</trPr><tc>{}</tc></tr>", item("表"));
        let body = [
            item("甲"),
            gone("del", old),
            item("乙"),
            gone("moveFrom", moved),
            item("丙"),
            // Two articles made one.
            gone("del", "<r><t>丁，</t></r>"),
            item("戊"),
            format!("<tbl>{}{}</tbl>", row("<del/>"), row("")),
        ]
        .concat();
        let texts: Vec<String> = paragraphs_of(&body).into_iter().map(|p| p.1).collect();
        assert_eq!(texts, ["第一条 甲", "第二条 乙", "第三条 丙", "第四条 丁，戊", "第五条 表"]);
    }

    #[test]
    fn a_former_style_makes_no_heading() {
        let paragraph = |own: &str, old: &str| {
            format!("<p><pPr>{own}<pPrChange><pPr>{old}</pPr></pPrChange></pPr><r><t>甲</t></r></p>")
        };
        let heading = r#"<pStyle val="H"/><outlineLvl val="1"/><pageBreakBefore/>"#;
        let deleted = r#"<p><pPr><pStyle val="H"/><rPr><del/></rPr></pPr></p><p><r><t>甲</t></r></p>"#;
        for (body, kind) in [
            (paragraph("", heading), Kind::Body),
            (paragraph(r#"<pStyle val="H"/>"#, ""), Kind::Heading),
            (deleted.to_owned(), Kind::Body),
        ] {
            assert_eq!(paragraphs_of(&body), [(kind, "甲".to_owned())], "{body}");
        }
    }
}
