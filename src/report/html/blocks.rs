//! The text of the page: beads side by side with their findings, folds of apparatus between them.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::marks::{Quote, Run, in_parts, runs};
use super::strip::Stretch;
use super::wording::Words;
use crate::document::{Role, Side, Span};
use crate::finding::Finding;
use crate::report::model::{Report, Row, places, sentences};

/// Characters of a fold's first lines that stand on its summary.
const PREVIEW: usize = 90;
/// Below this confidence a pairing is said to be uncertain.
const UNCERTAIN: f64 = 0.5;

/// Beads that follow one another: one bead to be read, or a run of apparatus or header lines without findings, which folds away.
#[derive(Debug, Default)]
pub struct Block {
    /// Whether it folds away.
    pub fold: bool,
    /// Role of its beads.
    pub role: &'static str,
    /// How it begins.
    pub preview: String,
    /// The beads.
    pub beads: Vec<Bead>,
}

/// A paragraph bead.
#[derive(Debug)]
pub struct Bead {
    /// Id of its element.
    pub anchor: String,
    /// What a screen reader calls it.
    pub label: String,
    /// Its length on the strip, which is 1000 long.
    pub size: String,
    /// Role, and whether a side is missing.
    pub class: String,
    /// Original and translation.
    pub sides: [Text; 2],
    /// Whether the pairing is uncertain.
    pub uncertain: bool,
    /// Whether the translation puts it elsewhere than the original.
    pub crossing: bool,
    /// Confidence of the pairing.
    pub confidence: String,
    /// Its findings, by place.
    pub notes: Vec<Note>,
}

/// One side of a bead.
#[derive(Debug)]
pub struct Text {
    /// `source` or `target`.
    pub name: &'static str,
    /// Its language.
    pub lang: &'static str,
    /// Its first line in the file, or nothing.
    pub line: String,
    /// What stands instead of a text that is not there; empty if it is there.
    pub gap: String,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// The sentences of one side that a sentence bead joins.
#[derive(Debug)]
pub struct Sentence {
    /// Number of the sentence bead in its bead, from 1.
    pub n: usize,
    /// Whether the other side has nothing for it.
    pub lone: bool,
    /// What comes after it.
    pub space: &'static str,
    /// Its text.
    pub runs: Vec<Run>,
}

/// What a finding quotes from one side, for readers who hear the page.
#[derive(Debug)]
pub struct Heard {
    /// Key of the side's name.
    pub side: &'static str,
    /// Its language.
    pub lang: &'static str,
    /// The characters at issue.
    pub text: String,
}

/// A finding.
#[derive(Debug)]
pub struct Note {
    /// Number on the page, from 1, in the order of the text.
    pub n: usize,
    /// The finding's id.
    pub id: String,
    /// Name of its severity.
    pub severity: &'static str,
    /// Id of its check.
    pub check: &'static str,
    /// Two decimals.
    pub confidence: String,
    /// `open`, `accepted`, `dismissed` or `fixed`.
    pub status: String,
    /// The reviewer's comment.
    pub comment: String,
    /// What it quotes.
    pub quotes: Vec<Heard>,
    /// What it says.
    pub message: String,
    /// A possible rendering, or nothing.
    pub suggestion: String,
    /// Numbers of the sentence beads its quotes lie in, parted by spaces.
    pub sentences: String,
}

/// The rows of one paragraph bead.
struct Unit<'a> {
    row: &'a Row,
    sentences: &'a [Row],
    /// Findings with the row they speak of: `None` for the paragraph, else the index of the sentence.
    findings: Vec<(Option<usize>, &'a Finding)>,
}

fn text_of(row: &Row, side: Side) -> &str {
    match side {
        Side::Source => &row.source_text,
        Side::Target => &row.target_text,
    }
}

fn span_of(finding: &Finding, side: Side) -> Option<Span> {
    match side {
        Side::Source => finding.spans.0,
        Side::Target => finding.spans.1,
    }
}

/// Quotes by sentence of one side: what [`runs`] wants.
type Quotes = BTreeMap<usize, Vec<Quote>>;

impl<'a> Unit<'a> {
    /// The texts of a side one after another, each with the number of its sentence bead, from 1.
    fn parts(&self, side: Side) -> Vec<(usize, &'a str)> {
        if self.sentences.is_empty() {
            return vec![(1, text_of(self.row, side))];
        }
        let texts = self.sentences.iter().zip(1..).map(|(r, n)| (n, text_of(r, side)));
        texts.filter(|(_, t)| !t.trim().is_empty()).collect()
    }

    /// Where the quote of a finding lies on a side: sentence bead and bytes of its text.
    fn place(&self, row: Option<usize>, finding: &Finding, side: Side) -> Vec<(usize, Span)> {
        let Some(span) = span_of(finding, side) else { return Vec::new() };
        if let Some(k) = row {
            return vec![(k + 1, span)];
        }
        let parts = self.parts(side);
        let texts: Vec<&str> = parts.iter().map(|(_, t)| *t).collect();
        let found = in_parts(text_of(self.row, side), span, &texts);
        found.into_iter().map(|(k, span)| (parts[k].0, span)).collect()
    }

    /// How far into the bead a finding lies, 0 to 1.
    fn depth(&self, row: Option<usize>, finding: &Finding) -> f64 {
        let of = |side: Side| {
            let (n, span) = self.place(row, finding, side).first().copied()?;
            let parts = self.parts(side);
            let before: usize = parts.iter().filter(|(k, _)| *k < n).map(|(_, t)| t.len()).sum();
            let all: usize = parts.iter().map(|(_, t)| t.len()).sum();
            #[allow(clippy::cast_precision_loss)]
            Some((before + span.start) as f64 / all.max(1) as f64)
        };
        of(Side::Target).or_else(|| of(Side::Source)).unwrap_or_default()
    }

    fn size(&self) -> usize {
        self.row.source_text.width().max(self.row.target_text.width())
    }

    fn is_folded(&self) -> bool {
        matches!(self.row.role, Role::Apparatus | Role::Header) && self.findings.is_empty()
    }

    fn class(&self) -> &'static str {
        match (self.is_folded(), self.row.is_two_sided() || !self.row.role.is_aligned()) {
            (true, _) => "fold",
            (false, true) => "",
            (false, false) => "lone",
        }
    }
}

/// The rows by paragraph bead, with the findings of each.
fn units(report: &Report) -> Vec<Unit<'_>> {
    let rows = &report.alignment;
    let mut units: Vec<Unit> = Vec::new();
    let mut unit_of: Vec<(usize, Option<usize>)> = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        let sentences = sentences(rows, at);
        unit_of.push((units.len(), None));
        unit_of.extend((0..sentences.len()).map(|k| (units.len(), Some(k))));
        units.push(Unit { row: &rows[at], sentences, findings: Vec::new() });
        at += 1 + sentences.len();
    }
    for (f, row) in report.findings.iter().zip(places(rows, &report.findings)) {
        if let Some((unit, sentence)) = row.map(|row| unit_of[row]) {
            units[unit].findings.push((sentence, f));
        }
    }
    for unit in &mut units {
        let mut order: Vec<(f64, usize)> =
            unit.findings.iter().enumerate().map(|(n, (k, f))| (unit.depth(*k, f), n)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        unit.findings = order.iter().map(|(_, n)| unit.findings[*n]).collect();
    }
    units
}

/// The blocks of the page and the stretches of its strip.
pub fn blocks(report: &Report, words: &Words) -> (Vec<Block>, Vec<Stretch>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut stretches = Vec::new();
    let mut next = 1;
    for (n, unit) in units(report).iter().enumerate() {
        let numbers = next..next + unit.findings.len();
        next = numbers.end;
        let findings = unit.findings.iter().zip(numbers.clone());
        stretches.push(Stretch {
            size: unit.size(),
            class: unit.class(),
            findings: findings.map(|((k, f), number)| (number, f.severity, unit.depth(*k, f))).collect(),
        });
        let role = unit.row.role.name();
        let joins = unit.is_folded() && blocks.last().is_some_and(|b| b.fold && b.role == role);
        if !joins {
            blocks.push(Block { fold: unit.is_folded(), role, ..Block::default() });
        }
        let Some(block) = blocks.last_mut() else { continue };
        if block.fold && block.preview.chars().count() < PREVIEW {
            let text = [&unit.row.source_text, &unit.row.target_text].map(|t| t.trim());
            let sep = if block.preview.is_empty() { "" } else { " · " };
            let all = format!("{}{sep}{}", block.preview, text.concat());
            let mut short: String = all.chars().take(PREVIEW).collect();
            if short.len() < all.len() {
                short.push('…');
            }
            block.preview = short;
        }
        block.beads.push(bead(unit, n, numbers.start, words));
    }
    (blocks, stretches)
}

fn bead(unit: &Unit, n: usize, first: usize, words: &Words) -> Bead {
    let row = unit.row;
    let side = |side: Side| {
        let (name, lang, line, missing) = match side {
            Side::Source => ("source", "zh", row.source_line, "no_source"),
            Side::Target => ("target", "en", row.target_line, "no_target"),
        };
        let mut quotes = Quotes::new();
        for ((k, f), number) in unit.findings.iter().zip(first..) {
            let places = unit.place(*k, f, side);
            let last = places.len();
            for (i, (sentence, span)) in places.into_iter().enumerate() {
                let quote = Quote { span, finding: number, severity: f.severity, is_last: i + 1 == last };
                quotes.entry(sentence).or_default().push(quote);
            }
        }
        let none = Vec::new();
        let is_there = !text_of(row, side).trim().is_empty();
        let sentences = unit.parts(side).into_iter().filter(|_| is_there).map(|(n, text)| Sentence {
            n,
            lone: row.is_two_sided() && unit.sentences.get(n - 1).is_some_and(|s| !s.is_two_sided()),
            space: if side == Side::Target { " " } else { "" },
            runs: runs(text, quotes.get(&n).unwrap_or(&none)),
        });
        // Apparatus has no other side to miss.
        let gap = if is_there {
            String::new()
        } else if row.role.is_aligned() {
            words.get(missing).to_owned()
        } else {
            "\u{a0}".to_owned()
        };
        let line = line.map(|l| l.to_string()).unwrap_or_default();
        Text { name, lang, line, gap, sentences: sentences.collect() }
    };
    let lines = match (row.source_line, row.target_line) {
        (Some(s), Some(t)) if s != t => words.fill("lines", &[&format!("{s} → {t}")]),
        (Some(l), _) | (None, Some(l)) => words.fill("line", &[&l.to_string()]),
        (None, None) => String::new(),
    };
    let mut class = format!("role-{}", row.role.name());
    if !row.is_two_sided() {
        class.push_str(" lone");
    }
    let notes = unit.findings.iter().zip(first..).map(|((k, f), number)| {
        let mut sentences: Vec<usize> =
            [Side::Source, Side::Target].iter().flat_map(|s| unit.place(*k, f, *s)).map(|(n, _)| n).collect();
        sentences.extend(k.map(|k| k + 1));
        sentences.sort_unstable();
        sentences.dedup();
        Note {
            n: number,
            id: f.id.clone(),
            severity: f.severity.name(),
            check: f.check,
            confidence: format!("{:.2}", f.confidence),
            status: if f.status.is_empty() { "open".to_owned() } else { f.status.clone() },
            comment: f.comment.clone(),
            quotes: [("source", "zh", &f.source_quote), ("target", "en", &f.target_quote)]
                .into_iter()
                .filter(|(_, _, text)| !text.is_empty())
                .map(|(side, lang, text)| Heard { side, lang, text: text.clone() })
                .collect(),
            message: f.message.clone(),
            suggestion: f.suggestion.clone(),
            sentences: sentences.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
        }
    });
    Bead {
        anchor: format!("b{}", n + 1),
        label: format!("{} {lines}", row.id).trim().to_owned(),
        size: String::new(),
        class,
        sides: [side(Side::Source), side(Side::Target)],
        uncertain: row.is_two_sided() && row.role.is_aligned() && row.confidence < UNCERTAIN,
        crossing: row.is_crossing,
        confidence: format!("{:.2}", row.confidence),
        notes: notes.collect(),
    }
}
