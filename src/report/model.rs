use crate::document::Role;
use crate::finding::Finding;

/// Everything a report says about one document, or about one file of pairs.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Name of the document or pairs file.
    pub name: String,
    /// Names of the files that source and target lines are counted in; the same name twice for one file.
    pub files: (String, String),
    /// Findings in report order.
    pub findings: Vec<Finding>,
    /// The alignment in reading order: each paragraph bead followed by its sentence beads.
    pub alignment: Vec<Row>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// What was asked for.
    pub settings: Settings,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Input {
    /// File name without folder, so that a report does not depend on where it is made.
    pub name: String,
    /// Length in bytes.
    pub bytes: usize,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Input {
    /// Describes a file of that name and content.
    pub fn new(name: impl Into<String>, content: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        let sha256 = Sha256::digest(content).iter().map(|b| format!("{b:02x}")).collect();
        Self { name: name.into(), bytes: content.len(), sha256 }
    }
}

/// The options that decide what a report holds.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Settings {
    /// Ids of the checks that ran.
    pub checks: Vec<&'static str>,
    /// Findings below this confidence were dropped.
    pub min_confidence: f32,
}

/// What a row of the alignment pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Paragraphs.
    Paragraph,
    /// Sentences of one paragraph bead.
    Sentence,
    /// Lines as they stand.
    Line,
}

impl Level {
    /// Every level with its name in tables.
    pub const ALL: [(Level, &'static str); 3] =
        [(Level::Paragraph, "paragraph"), (Level::Sentence, "sentence"), (Level::Line, "line")];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Which segments a bead joins, by their 0-based number on their side and level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bead {
    /// Source segments.
    pub source: Vec<usize>,
    /// Target segments.
    pub target: Vec<usize>,
}

/// A row of `alignment.csv`: one bead.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id: `P12` for a paragraph bead, `P12.3` for a sentence bead in it, or the id a pair was given.
    pub id: String,
    /// What it pairs.
    pub level: Level,
    /// Its segments; `kind` is their counts, as in `2-1`.
    pub bead: Bead,
    /// The part its segments play in the document.
    pub role: Role,
    /// The aligner's log-score; `None` where nothing was aligned.
    pub score: Option<f64>,
    /// How sure the pairing is, 0 to 1.
    pub confidence: f64,
    /// First line of the source side, 1-based; `None` if it is empty.
    pub source_line: Option<usize>,
    /// First line of the target side, 1-based; `None` if it is empty.
    pub target_line: Option<usize>,
    /// The source side.
    pub source_text: String,
    /// The target side.
    pub target_text: String,
}

impl Row {
    /// How many segments of the source stand against how many of the target: `1-1`, `2-1`, `1-0` …
    pub fn kind(&self) -> String {
        format!("{}-{}", self.bead.source.len(), self.bead.target.len())
    }
}

/// Whether a finding counts: all do but those a reviewer dismissed.
pub fn is_counted(finding: &Finding) -> bool {
    finding.status != "dismissed"
}
