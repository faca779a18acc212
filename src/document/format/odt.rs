//! OpenDocument texts, packed (.odt) or as one XML file (.fodt).
//!
//! Kept: paragraphs, headings, tables by row, footnotes and endnotes behind the paragraph they belong to, text boxes, insertions that
//! are still tracked. Dropped: tracked deletions, comments, headers and footers of pages, phonetic guides, pictures.

use super::Limits;
use super::block::{Block, Builder, Kind};
use super::xml::{Element, Node, walk};
use crate::error::Result;

/// Elements whose content is no text of the document as it stands now.
const DROPPED: [&str; 9] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "ruby-text",
    "styles",
    "automatic-styles",
    "master-styles",
    "scripts",
    "forms",
];

/// The blocks of `content.xml`, or of a whole document in one XML file.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Vec<Block>> {
    let mut out = Builder::default();
    let mut dropped = 0usize;
    // Paragraphs open inside one another: text between them is none.
    let mut open = 0usize;
    walk(text, limits.depth, |node| {
        match node {
            Node::Open(_) if dropped > 0 => dropped += 1,
            Node::Close(_) if dropped > 0 => dropped -= 1,
            Node::Open(e) if DROPPED.contains(&e.name.as_str()) => dropped = 1,
            Node::Open(e) => start(&mut out, &mut open, e),
            Node::Close(name) => end(&mut out, &mut open, name),
            Node::Text(t) if open > 0 && dropped == 0 => spaced(&mut out, t),
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(out.finish())
}

/// White space counts as one space, and as none at the beginning of a paragraph (OpenDocument 1.3 part 3, 6.1.2).
fn spaced(out: &mut Builder, text: &str) {
    for (k, part) in text.split([' ', '\t', '\r', '\n']).enumerate() {
        if k > 0 && !out.so_far().is_empty() && !out.so_far().ends_with([' ', '\n']) {
            out.text(" ", None);
        }
        out.text(part, None);
    }
}

fn start(out: &mut Builder, open: &mut usize, e: &Element) {
    /// Spaces that one element stands for, at most.
    const SPACES: usize = 256;
    match e.name.as_str() {
        "p" => *open += 1,
        "h" => {
            *open += 1;
            out.kind(Kind::Heading);
        }
        "s" => {
            let count = e.get("c").and_then(|c| c.parse().ok()).unwrap_or(1usize);
            out.text(&" ".repeat(count.min(SPACES)), None);
        }
        "tab" => out.text("\t", None),
        "line-break" => out.text("\n", None),
        "soft-page-break" => out.page_break(),
        "note" => out.begin_aside(Kind::Note, None),
        "text-box" => out.begin_aside(Kind::Body, None),
        "table" => out.begin_table(),
        "table-row" => out.begin_row(),
        "table-cell" => out.begin_cell(),
        _ => {}
    }
}

fn end(out: &mut Builder, open: &mut usize, name: &str) {
    match name {
        "p" | "h" => {
            *open = open.saturating_sub(1);
            out.end_paragraph();
        }
        "note" | "text-box" => out.end_aside(),
        "table-cell" => out.end_cell(),
        "table-row" => out.end_row(),
        "table" => out.end_table(),
        _ => {}
    }
}
