//! The model of what was read: files, segments with their place, and the role each plays.
//!
//! Nothing here interprets language. Offsets are bytes; a [`Segment`] can always say where in the file each of its
//! characters stood, however many page breaks, hard wraps or marks were taken out between them.
//!
//! Reading goes bytes → text ([`encoding`]), or blocks of a [`Format`] with marked structure → lines without marks → paragraphs → roles →
//! halves of broken sentences rejoined. Every character of the file that is neither blank nor a mark is in exactly one segment.

mod apparatus;
mod columns;
pub mod encoding;
pub mod folder;
mod format;
mod header;
mod interlinear;
mod join;
mod layout;
mod line;
mod margin;
pub mod pairs;
mod read;
mod records;
mod role;
mod script;
mod sentence_shape;
mod setting;
mod split;
pub mod stream;
mod unit;
mod vocabulary;

pub(crate) use format::xml;
pub use format::{Format, Limits};
pub use read::{
    Digest, How, Layout, Reading, file_name, lines_of, parse_one, parse_two, parse_two_within, read_lines,
    read_one, read_two,
};
pub use records::Division;
pub use script::is_han;
pub use split::{Arrangement, Split, Word};

/// A half-open byte range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range is empty.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether both ranges share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Which text a segment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The Chinese original.
    Source,
    /// The English translation.
    Target,
}

/// What a segment is in its document. Only [`Role::Body`], [`Role::Heading`] and [`Role::Note`] are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Metadata about the document (title, citation, summary …): compared, never aligned.
    Header,
    /// Running text.
    Body,
    /// A title or heading.
    Heading,
    /// An editor's or translator's remark (`[Illegible handwritten note]`), or a footnote.
    Note,
    /// Archive furniture: stamps, file numbers, page marks, routing notes, distribution lists.
    Apparatus,
    /// A mark that something was left out: `[...]`.
    Elision,
}

impl Role {
    /// Every role with its name in reports.
    pub const ALL: [(Role, &'static str); 6] = [
        (Role::Header, "header"),
        (Role::Body, "body"),
        (Role::Heading, "heading"),
        (Role::Note, "note"),
        (Role::Apparatus, "apparatus"),
        (Role::Elision, "elision"),
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(r, _)| *r == self).map_or("body", |(_, n)| n)
    }

    /// Whether segments of this role take part in the alignment.
    pub fn is_aligned(self) -> bool {
        matches!(self, Role::Body | Role::Heading | Role::Note)
    }
}

/// A stretch of a segment's text that stands in the file exactly so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Byte offset in the segment's text where the stretch begins.
    pub at: usize,
    /// Byte range in the file's decoded text (for UTF-8 files: in the file). Its length is the stretch's length.
    pub span: Span,
    /// Line in the file, 1-based.
    pub line: usize,
}

/// A paragraph or sentence of one side, or several of them joined.
///
/// `text` holds the original characters. Between two pieces it may hold a joiner (a space, in English) that the file does
/// not have. Invariant: pieces are in order, do not overlap, and `text[p.at..p.at + p.span.len()]` equals the file there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Which text it belongs to.
    pub side: Side,
    /// What it is in its document.
    pub role: Role,
    /// The original characters.
    pub text: String,
    /// Where they stood.
    pub pieces: Vec<Piece>,
}

impl Segment {
    /// A segment that is one unbroken stretch of its file, beginning at byte `offset` in line `line`.
    pub fn whole(side: Side, role: Role, text: impl Into<String>, offset: usize, line: usize) -> Self {
        let text = text.into();
        let span = Span::new(offset, offset + text.len());
        Self { side, role, text, pieces: vec![Piece { at: 0, span, line }] }
    }

    /// Line in the file (1-based) of the character at byte `offset` of the text.
    pub fn line_at(&self, offset: usize) -> usize {
        let k = self.pieces.partition_point(|p| p.at <= offset);
        self.pieces.get(k.saturating_sub(1)).map_or(0, |p| p.line)
    }

    /// First line of the segment, 1-based; 0 for an empty one.
    pub fn line(&self) -> usize {
        self.pieces.first().map_or(0, |p| p.line)
    }

    /// The byte range in the file that `span` of the text covers: from its first to its last character there.
    pub fn in_file(&self, span: Span) -> Span {
        let mut found: Option<Span> = None;
        for p in &self.pieces {
            let (a, b) = (span.start.max(p.at), span.end.min(p.at + p.span.len()));
            if a < b {
                let here = Span::new(p.span.start + (a - p.at), p.span.start + (b - p.at));
                found = Some(found.map_or(here, |f| f.cover(here)));
            }
        }
        found.unwrap_or_default()
    }

    /// The part `span` of this segment as a segment of its own.
    pub fn slice(&self, span: Span) -> Segment {
        let mut pieces = Vec::new();
        for p in &self.pieces {
            let (a, b) = (span.start.max(p.at), span.end.min(p.at + p.span.len()));
            if a < b {
                let start = p.span.start + (a - p.at);
                pieces.push(Piece {
                    at: a - span.start,
                    span: Span::new(start, start + (b - a)),
                    line: p.line,
                });
            }
        }
        Segment { side: self.side, role: self.role, text: self.text[span.start..span.end].to_owned(), pieces }
    }

    /// Whether a segment that follows in the same paragraph is set apart by a space.
    fn is_spaced(&self) -> bool {
        self.side == Side::Target && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace)
    }

    /// The byte of [`Segment::join`] at which the segment after these begins.
    pub fn joint(side: Side, segments: &[Segment]) -> usize {
        let before = Segment::join(side, segments);
        before.text.len() + usize::from(before.is_spaced())
    }

    /// Several segments of one side as one, with nothing between Chinese ones and a space between English ones.
    pub fn join(side: Side, segments: &[Segment]) -> Segment {
        let role = segments.first().map_or(Role::Body, |s| s.role);
        let mut out = Segment { side, role, text: String::new(), pieces: Vec::new() };
        for s in segments {
            if out.is_spaced() {
                out.text.push(' ');
            }
            let shift = out.text.len();
            out.text.push_str(&s.text);
            out.pieces.extend(s.pieces.iter().map(|p| Piece { at: p.at + shift, ..*p }));
        }
        out
    }
}

/// A document: the paragraphs of both sides in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name in reports: the file name, or both.
    pub name: String,
    /// Chinese paragraphs.
    pub source: Vec<Segment>,
    /// English paragraphs.
    pub target: Vec<Segment>,
    /// The documents that the file holds, in order: one, unless it holds several. Together they have all paragraphs of either
    /// side. Nothing is paired across them.
    pub parts: Vec<Part>,
}

/// One of the documents of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its places in [`Document::source`].
    pub source: std::ops::Range<usize>,
    /// Its places in [`Document::target`].
    pub target: std::ops::Range<usize>,
}

impl Document {
    /// A document without text.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), source: Vec::new(), target: Vec::new(), parts: Vec::new() }
    }

    /// The line that each part begins in, 1-based; 0 for one without text.
    pub fn starts(&self) -> Vec<usize> {
        let first = |side: &[Segment], of: &std::ops::Range<usize>| {
            side.get(of.clone()).and_then(|s| s.iter().map(Segment::line).filter(|l| *l > 0).min())
        };
        let start =
            |p: &Part| first(&self.source, &p.source).into_iter().chain(first(&self.target, &p.target)).min();
        self.parts.iter().map(|p| start(p).unwrap_or(0)).collect()
    }

    /// Adds a part.
    fn add(&mut self, source: Vec<Segment>, target: Vec<Segment>) {
        let from = (self.source.len(), self.target.len());
        self.source.extend(source);
        self.target.extend(target);
        self.parts.push(Part { source: from.0..self.source.len(), target: from.1..self.target.len() });
    }
}
