use super::super::line::Line;
use crate::error::{Error, Result};

/// How much a document may ask for: a damaged or hostile file is an error rather than a machine that stands still. All can be
/// changed under `[limits]` in `duikan.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that the parts of one archive may unpack to, all together.
    pub unpacked: u64,
    /// Elements inside one another, in XML and HTML.
    pub depth: usize,
    /// Characters of one paragraph.
    pub paragraph: usize,
    /// Seconds that the text of a PDF may take.
    pub pdf_seconds: u64,
    /// Bytes of one line of a stream.
    pub line: u64,
}

impl Limits {
    /// Bytes of a megabyte.
    pub const MEGABYTE: u64 = 1 << 20;
}

impl Default for Limits {
    /// 256 MB, 256 elements, 50,000 characters, 60 seconds, 32 MB: far more than office documents have.
    fn default() -> Self {
        Self {
            unpacked: 256 * Self::MEGABYTE,
            depth: 256,
            paragraph: 50_000,
            pdf_seconds: 60,
            line: 32 * Self::MEGABYTE,
        }
    }
}

impl Limits {
    /// Refuses a paragraph that is too long; `line` is its place.
    pub(in crate::document) fn check_paragraph(&self, text: &str, line: usize) -> Result<()> {
        // A character has one byte at least.
        if text.len() <= self.paragraph || text.chars().count() <= self.paragraph {
            return Ok(());
        }
        Err(Error::new(
            format!("a paragraph of more than {} characters", self.paragraph),
            "check that it is text; raise `paragraph` under [limits] in duikan.toml if it is",
        )
        .line(line))
    }

    pub(super) fn check_lines(&self, lines: &[Line]) -> Result<()> {
        lines.iter().try_for_each(|l| self.check_paragraph(&l.text, l.number))
    }
}
