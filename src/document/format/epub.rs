//! EPUB books: their chapters in reading order, each read as a web page.

use rustc_hash::FxHashMap;

use super::archive::Archive;
use super::block::Block;
use super::xml::{Node, brief, walk};
use super::{Limits, html, resolve};
use crate::error::{Error, Result};

/// A file of the book.
#[derive(Default)]
struct Item {
    path: String,
    is_page: bool,
    /// The table of contents, which repeats the headings.
    is_contents: bool,
}

/// The blocks of all chapters.
pub(super) fn read(archive: &mut Archive, limits: &Limits) -> Result<Vec<Block>> {
    let missing = |what: &str| Error::new(brief(&format!("its {what} is missing")), "save the book again");
    let container =
        archive.text("META-INF/container.xml")?.ok_or_else(|| missing("META-INF/container.xml"))?;
    let mut package = None;
    walk(&container, limits.depth, |node| {
        if let Node::Open(e) = node
            && e.name == "rootfile"
            && package.is_none()
        {
            package = e.get("full-path").map(|p| resolve("", p));
        }
        Ok(())
    })?;
    let package = package.ok_or_else(|| missing("package file"))?;
    let text = archive.text(&package)?.ok_or_else(|| missing("package file"))?;
    let folder = package.rsplit_once('/').map_or("", |(f, _)| f);
    let mut items: FxHashMap<String, Item> = FxHashMap::default();
    let mut order = Vec::new();
    walk(&text, limits.depth, |node| {
        let Node::Open(e) = node else { return Ok(()) };
        match e.name.as_str() {
            "item" => {
                let kind = e.get("media-type").unwrap_or_default();
                let item = Item {
                    path: resolve(folder, e.get("href").unwrap_or_default()),
                    is_page: kind.contains("html"),
                    is_contents: e.get("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav")),
                };
                items.insert(e.get("id").unwrap_or_default().to_owned(), item);
            }
            "itemref" => order.push(e.get("idref").unwrap_or_default().to_owned()),
            _ => {}
        }
        Ok(())
    })?;
    if archive.has("META-INF/rights.xml") {
        return Err(Error::new("is a book under copy protection", "get a copy without, or its text"));
    }
    let mut blocks = Vec::new();
    // A book that names a chapter twice has it once.
    for id in order {
        let Some(item) = items.remove(&id).filter(|i| i.is_page && !i.is_contents) else { continue };
        let text = archive.text(&item.path)?.ok_or_else(|| missing(&format!("chapter {}", item.path)))?;
        blocks.extend(html::blocks(&text, limits)?);
        blocks.push(Block::PageBreak);
    }
    // Chapters have lines, the book has none.
    for block in &mut blocks {
        match block {
            Block::Paragraph(p) => p.line = None,
            Block::Table(rows) => rows.iter_mut().flatten().flatten().for_each(|p| p.line = None),
            Block::PageBreak => {}
        }
    }
    Ok(blocks)
}
