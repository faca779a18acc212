//! What a document with marked structure says, in reading order, before anything is judged: paragraphs, tables, page breaks.

use super::super::Span;
use super::super::line::Line;
use super::super::script::{Script, is_blank, script};
use super::Limits;
use crate::error::Result;

/// What a paragraph is by its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::document) enum Kind {
    /// Running text.
    #[default]
    Body,
    /// A heading or title.
    Heading,
    /// A footnote or endnote.
    Note,
}

/// One paragraph; `\n` in its text is a line break that is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::document) struct Paragraph {
    /// What it is by its mark.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Line of the file it begins in, 1-based; `None` if the file has no lines.
    pub line: Option<usize>,
}

/// A cell of a table.
pub(in crate::document) type Cell = Vec<Paragraph>;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document) enum Block {
    /// A paragraph, heading or note.
    Paragraph(Paragraph),
    /// A table, by rows.
    Table(Vec<Vec<Cell>>),
    /// A new page begins.
    PageBreak,
}

/// A document as text with the lines that were made of it.
#[derive(Debug, Clone, Default)]
pub(in crate::document) struct Extract {
    /// Every paragraph on a line of its own (a meant line break parts it into several), no empty lines.
    pub text: String,
    /// The lines, with an empty one wherever a block ends.
    pub lines: Vec<Line>,
    /// Lines of the text.
    count: usize,
}

impl Extract {
    /// The text and lines of blocks.
    ///
    /// # Errors
    /// If a paragraph is longer than the limit.
    pub fn of(blocks: &[Block], limits: &Limits) -> Result<Self> {
        let mut out = Self::default();
        for block in blocks {
            match block {
                Block::Paragraph(p) => out.paragraph(p, limits)?,
                Block::Table(rows) => out.table(rows, limits)?,
                Block::PageBreak => out.lines.push(Line { page: true, ..Line::empty(out.count) }),
            }
            out.gap();
        }
        Ok(out)
    }

    /// A text whose lines were made elsewhere.
    pub fn new(text: String, lines: Vec<Line>) -> Self {
        Self { text, lines, count: 0 }
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|l| !l.is_empty()) {
            self.lines.push(Line::empty(self.count));
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, limits: &Limits) -> Result<()> {
        limits.check_paragraph(&paragraph.text, paragraph.line.unwrap_or(self.count + 1))?;
        let parts: Vec<&str> = paragraph.text.split(['\n', '\r']).collect();
        for (k, part) in parts.iter().enumerate() {
            if part.chars().all(is_blank) {
                continue;
            }
            let number = paragraph.line.unwrap_or(self.count + 1);
            let span = Span::new(self.text.len(), self.text.len() + part.len());
            self.text.push_str(part);
            let mut line = Line::plain(&self.text, span, number);
            line.heading = paragraph.kind == Kind::Heading;
            line.note = paragraph.kind == Kind::Note;
            line.hard_break = k + 1 < parts.len();
            self.text.push('\n');
            self.lines.push(line);
            self.count += 1;
        }
        Ok(())
    }

    /// A row that is one statement becomes one line, its cells parted by tabs. In a table that lays two languages side by side,
    /// and in one used for layout, whose cells hold paragraphs, each paragraph of a cell stands for itself.
    fn table(&mut self, rows: &[Vec<Cell>], limits: &Limits) -> Result<()> {
        let two_languages = is_bilingual(rows);
        for row in rows {
            if two_languages || row.iter().any(|c| c.len() > 1 || c.iter().any(|p| p.text.contains('\n'))) {
                for p in row.iter().flatten() {
                    self.paragraph(p, limits)?;
                    self.gap();
                }
                continue;
            }
            let cells: Vec<&str> = row
                .iter()
                .flatten()
                .map(|p| p.text.trim_matches(is_blank))
                .filter(|t| !t.is_empty())
                .collect();
            let first = row.iter().flatten().next();
            let kind = if first.is_some_and(|p| p.kind == Kind::Note) { Kind::Note } else { Kind::Body };
            self.paragraph(
                &Paragraph { kind, text: cells.join("\t"), line: first.and_then(|p| p.line) },
                limits,
            )?;
            self.gap();
        }
        Ok(())
    }
}

/// Whether a table lays Chinese and English side by side: one column is mostly the one, another mostly the other.
pub(super) fn is_bilingual(rows: &[Vec<Cell>]) -> bool {
    /// Columns that are looked at; a table with more is no text.
    const COLUMNS: usize = 64;
    let mut counts = [(0usize, 0usize); COLUMNS];
    for row in rows {
        for (count, cell) in counts.iter_mut().zip(row) {
            for p in cell {
                match script(&p.text) {
                    Script::Han => count.0 += 1,
                    Script::Latin => count.1 += 1,
                    Script::Neutral => {}
                }
            }
        }
    }
    // A heading or two may be in the other language.
    let mostly = |a: usize, b: usize| a > 0 && a > b * 3;
    counts.iter().any(|c| mostly(c.0, c.1)) && counts.iter().any(|c| mostly(c.1, c.0))
}

/// Puts blocks together from the events of a markup reader.
#[derive(Debug, Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    /// The paragraph being read, and those it interrupts: notes and text boxes stand inside paragraphs.
    current: Paragraph,
    outer: Vec<Outer>,
    /// The tables being read; only the outermost keeps its rows.
    tables: Vec<Table>,
    /// What belongs behind the paragraph or table being read.
    behind: Vec<Paragraph>,
    /// Notes by their name, to be put behind the blocks that point to them.
    notes: Vec<(String, Vec<Paragraph>)>,
    /// Pointers to notes: the number of blocks before the one that points.
    pointers: Vec<(usize, String)>,
}

/// What a note or text box interrupts.
#[derive(Debug)]
struct Outer {
    paragraph: Paragraph,
    kind: Kind,
    /// Name under which the note is kept, if it is placed by its pointer.
    name: Option<String>,
    gathered: Vec<Paragraph>,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Cell,
    /// Whether anything of it is open; text between cells is kept as a cell.
    in_cell: bool,
}

impl Builder {
    /// Adds to the paragraph, as it stands.
    pub fn text(&mut self, text: &str, line: Option<usize>) {
        if self.current.line.is_none() && !text.chars().all(is_blank) {
            self.current.line = line;
        }
        self.current.text.push_str(text);
    }

    /// Adds in front of the paragraph.
    pub fn text_before(&mut self, text: &str) {
        self.current.text.insert_str(0, text);
    }

    /// The text of the paragraph so far.
    pub fn so_far(&self) -> &str {
        &self.current.text
    }

    /// Says what the paragraph being read is.
    pub fn kind(&mut self, kind: Kind) {
        self.current.kind = kind;
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) {
        let mut done = std::mem::take(&mut self.current);
        if done.text.chars().all(is_blank) {
            return self.flush_behind();
        }
        if let Some(outer) = self.outer.last_mut() {
            if outer.kind == Kind::Note {
                done.kind = Kind::Note;
            }
            outer.gathered.push(done);
            return;
        }
        match self.tables.last_mut() {
            Some(table) => table.cell.push(done),
            None => self.blocks.push(Block::Paragraph(done)),
        }
        self.flush_behind();
    }

    fn flush_behind(&mut self) {
        if self.tables.is_empty() && self.outer.is_empty() {
            self.blocks.extend(std::mem::take(&mut self.behind).into_iter().map(Block::Paragraph));
        }
    }

    /// A note (or, as [`Kind::Body`], a text box) begins inside a paragraph. Named notes stand where they are pointed to.
    pub fn begin_aside(&mut self, kind: Kind, name: Option<String>) {
        let paragraph = std::mem::take(&mut self.current);
        self.outer.push(Outer { paragraph, kind, name, gathered: Vec::new() });
    }

    /// It ends; the paragraph goes on.
    pub fn end_aside(&mut self) {
        if self.outer.is_empty() {
            return;
        }
        self.end_paragraph();
        if let Some(outer) = self.outer.pop() {
            self.current = outer.paragraph;
            match outer.name {
                Some(name) => self.notes.push((name, outer.gathered)),
                None => self.behind.extend(outer.gathered),
            }
        }
    }

    /// The text points to a note.
    pub fn point_to(&mut self, name: impl Into<String>) {
        self.pointers.push((self.blocks.len(), name.into()));
    }

    /// A table begins.
    pub fn begin_table(&mut self) {
        self.end_paragraph();
        self.tables.push(Table::default());
    }

    /// A row begins.
    pub fn begin_row(&mut self) {
        self.end_row();
    }

    /// A row ends.
    pub fn end_row(&mut self) {
        self.end_cell();
        if let Some(t) = self.tables.last_mut()
            && !t.row.is_empty()
        {
            let row = std::mem::take(&mut t.row);
            t.rows.push(row);
        }
    }

    /// The row being read is left out.
    pub fn drop_row(&mut self) {
        self.end_row();
        if let Some(t) = self.tables.last_mut() {
            t.rows.pop();
        }
    }

    /// A cell begins.
    pub fn begin_cell(&mut self) {
        self.end_cell();
        if let Some(t) = self.tables.last_mut() {
            t.in_cell = true;
        }
    }

    /// A cell ends.
    pub fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(t) = self.tables.last_mut()
            && (t.in_cell || !t.cell.is_empty())
        {
            let cell = std::mem::take(&mut t.cell);
            t.row.push(cell);
            t.in_cell = false;
        }
    }

    /// A table ends. What a table inside a cell holds becomes paragraphs of that cell.
    pub fn end_table(&mut self) {
        self.end_row();
        let Some(table) = self.tables.pop() else { return };
        match self.tables.last_mut() {
            Some(outer) => outer.cell.extend(table.rows.into_iter().flatten().flatten()),
            None if table.rows.is_empty() => {}
            None => self.blocks.push(Block::Table(table.rows)),
        }
        self.flush_behind();
    }

    /// Tables that are open.
    pub fn tables(&self) -> usize {
        self.tables.len()
    }

    /// A new page begins.
    pub fn page_break(&mut self) {
        if self.tables.is_empty() && self.outer.is_empty() {
            self.blocks.push(Block::PageBreak);
        }
    }

    /// Names a note that stands elsewhere in the file.
    pub fn note(&mut self, name: impl Into<String>, paragraphs: Vec<Paragraph>) {
        self.notes.push((name.into(), paragraphs));
    }

    /// The blocks, each note behind the block that first points to it and those that nothing points to at the end.
    pub fn finish(mut self) -> Vec<Block> {
        while !self.outer.is_empty() {
            self.end_aside();
        }
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_paragraph();
        let mut place: rustc_hash::FxHashMap<&str, usize> = rustc_hash::FxHashMap::default();
        for (block, name) in &self.pointers {
            place.entry(name).or_insert(*block);
        }
        let mut at: Vec<(usize, Vec<Paragraph>)> = self
            .notes
            .iter_mut()
            .map(|(name, paragraphs)| {
                let block = place.get(name.as_str()).map_or(usize::MAX, |b| b + 1);
                (block, std::mem::take(paragraphs))
            })
            .collect();
        at.sort_by_key(|(block, _)| *block);
        let mut out = Vec::with_capacity(self.blocks.len() + at.len());
        let mut at = at.into_iter().peekable();
        for (k, block) in self.blocks.into_iter().enumerate() {
            while let Some((_, notes)) = at.next_if(|(b, _)| *b <= k) {
                out.extend(notes.into_iter().map(Block::Paragraph));
            }
            out.push(block);
        }
        out.extend(at.flat_map(|(_, notes)| notes).map(Block::Paragraph));
        out
    }
}
