use std::collections::BTreeMap;

use crate::align::{Alignment, Bead as Aligned, kind};
use crate::document::pairs::Record;
use crate::document::{Document, Role, Segment, Side};
use crate::finding::{Finding, Language};

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
    /// Language of the messages, and of the page.
    pub language: Language,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Input {
    /// File name without folder, so that a report does not depend on where it is made.
    pub name: String,
    /// Length in bytes.
    pub bytes: usize,
    /// Name of its encoding.
    pub encoding: &'static str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Input {
    /// Describes a file of that name, encoding and content.
    pub fn new(name: impl Into<String>, encoding: &'static str, content: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        let sha256 = Sha256::digest(content).iter().map(|b| format!("{b:02x}")).collect();
        Self { name: name.into(), bytes: content.len(), encoding, sha256 }
    }
}

/// The options that decide what a report holds.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Settings {
    /// Ids of the checks that ran.
    pub checks: Vec<&'static str>,
    /// Findings below this confidence were dropped.
    pub min_confidence: f32,
    /// Other limits than that for some checks, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub thresholds: BTreeMap<&'static str, f32>,
    /// The severity that all findings of some checks were given, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub severities: BTreeMap<&'static str, &'static str>,
    /// What was said of how a file holds both languages; empty if nothing was.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub split: String,
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
    /// The document it belongs to, where a file of pairs names several.
    pub document: Option<String>,
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
    /// Whether the translation puts it elsewhere, so that it crosses other rows.
    pub is_crossing: bool,
}

impl Row {
    /// Whether both sides have segments.
    pub fn is_two_sided(&self) -> bool {
        !self.bead.source.is_empty() && !self.bead.target.is_empty()
    }

    /// How many segments of the source stand against how many of the target: `1-1`, `2-1`, `1-0` …
    pub fn kind(&self) -> String {
        kind(self.bead.source.len(), self.bead.target.len())
    }

    fn new(
        id: &str,
        level: Level,
        role: Role,
        sides: [(&[Segment], Vec<usize>); 2],
        score: Option<f32>,
        confidence: f32,
    ) -> Self {
        let [(source, source_ids), (target, target_ids)] = sides;
        let line = |side: &[Segment]| side.first().map(Segment::line).filter(|l| *l > 0);
        Self {
            id: id.to_owned(),
            level,
            bead: Bead { source: source_ids, target: target_ids },
            document: None,
            role,
            score: score.map(f64::from),
            confidence: f64::from(confidence),
            source_line: line(source),
            target_line: line(target),
            source_text: Segment::join(Side::Source, source).text,
            target_text: Segment::join(Side::Target, target).text,
            is_crossing: false,
        }
    }

    fn crossing(self, is_crossing: bool) -> Self {
        Self { is_crossing, ..self }
    }

    /// The rows of a document's alignment in reading order: each paragraph bead, then its sentence beads.
    pub fn of_document(document: &Document, alignment: &Alignment) -> Vec<Row> {
        let mut rows = Vec::new();
        let sentences = || alignment.beads.iter().flat_map(|b| &b.sentences);
        let sources = Numbers::of(sentences().flat_map(|s| &s.source));
        let targets = Numbers::of(sentences().flat_map(|s| &s.target));
        for bead in &alignment.beads {
            let pick = |side: &[Segment], ids: &[usize]| -> Vec<Segment> {
                ids.iter().filter_map(|k| side.get(*k)).cloned().collect()
            };
            let (source, target) =
                (pick(&document.source, &bead.source), pick(&document.target, &bead.target));
            let score = |s: f32| bead.role.is_aligned().then_some(s);
            let sides = [(&source[..], bead.source.clone()), (&target[..], bead.target.clone())];
            rows.push(
                Row::new(&bead.id, Level::Paragraph, bead.role, sides, score(bead.score), bead.confidence)
                    .crossing(bead.is_crossing),
            );
            for s in &bead.sentences {
                let ids = (sources.get(&s.source), targets.get(&s.target));
                let sides = [(&s.source[..], ids.0), (&s.target[..], ids.1)];
                let row = Row::new(&s.id, Level::Sentence, bead.role, sides, score(s.score), s.confidence);
                rows.push(row.crossing(s.is_crossing));
            }
        }
        rows
    }

    /// The rows of an alignment of lines as they stand; their numbers are those of the lines, from 0.
    pub fn of_lines(source: &[Segment], target: &[Segment], beads: &[Aligned]) -> Vec<Row> {
        let ids = |range: &std::ops::Range<usize>| range.clone().collect::<Vec<_>>();
        beads
            .iter()
            .zip(1..)
            .map(|(b, n)| {
                let sides = [
                    (source.get(b.source.clone()).unwrap_or_default(), ids(&b.source)),
                    (target.get(b.target.clone()).unwrap_or_default(), ids(&b.target)),
                ];
                Row::new(&format!("L{n}"), Level::Line, Role::Body, sides, Some(b.score), b.confidence)
                    .crossing(b.is_crossing)
            })
            .collect()
    }

    /// One row for each pair that was given, certain as it is.
    pub fn of_pairs(records: &[Record]) -> Vec<Row> {
        let mut next = (0, 0);
        let side = |text: &str, next: &mut usize, line: usize| {
            let ids = if text.trim().is_empty() { Vec::new() } else { vec![*next] };
            *next += ids.len();
            let line = (!ids.is_empty()).then_some(line);
            (ids, line)
        };
        records
            .iter()
            .map(|r| {
                let (source, source_line) = side(&r.source, &mut next.0, r.line);
                let (target, target_line) = side(&r.target, &mut next.1, r.line);
                Row {
                    id: r.id.clone(),
                    level: Level::Paragraph,
                    bead: Bead { source, target },
                    document: r.document.clone(),
                    role: Role::Body,
                    score: None,
                    confidence: 1.0,
                    source_line,
                    target_line,
                    source_text: r.source.clone(),
                    target_text: r.target.clone(),
                    is_crossing: false,
                }
            })
            .collect()
    }
}

/// The sentence beads of the paragraph bead in row `at`.
pub(super) fn sentences(rows: &[Row], at: usize) -> &[Row] {
    let inner = rows[at + 1..].iter();
    let count =
        inner.take_while(|r| r.level == Level::Sentence && rows[at].level == Level::Paragraph).count();
    &rows[at + 1..=at + count]
}

/// The row of each finding, `None` if it has none. Given pairs may share an id; then document, text and line tell them apart.
pub(super) fn places(rows: &[Row], findings: &[Finding]) -> Vec<Option<usize>> {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (k, row) in rows.iter().enumerate() {
        by_id.entry(&row.id).or_default().push(k);
    }
    let place = |f: &Finding| {
        let fits = |k: usize| {
            let row = &rows[k];
            (
                row.source_text == f.source_text && row.target_text == f.target_text,
                row.document.as_ref().is_none_or(|d| *d == f.document),
                f.source_line == row.source_line || f.target_line == row.target_line,
            )
        };
        let same = by_id.get(f.segment.as_str())?.iter().copied();
        // Of several that fit alike the first.
        same.rev().max_by_key(|k| fits(*k))
    };
    findings.iter().map(place).collect()
}

/// Numbers of the sentences of a side by their place in the file, since crossing beads stand out of order.
struct Numbers(Vec<usize>);

impl Numbers {
    fn of<'a>(sentences: impl Iterator<Item = &'a Segment>) -> Self {
        let mut places: Vec<usize> = sentences.map(place).collect();
        places.sort_unstable();
        Self(places)
    }

    fn get(&self, sentences: &[Segment]) -> Vec<usize> {
        sentences.iter().map(|s| self.0.partition_point(|p| *p < place(s))).collect()
    }
}

fn place(sentence: &Segment) -> usize {
    sentence.pieces.first().map_or(0, |p| p.span.start)
}

/// Whether a finding counts: all do but those a reviewer dismissed.
pub fn is_counted(finding: &Finding) -> bool {
    finding.status != "dismissed"
}
