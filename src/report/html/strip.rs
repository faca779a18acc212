//! The strip beside the text: where in the document the findings lie.

use crate::finding::Severity;

/// The strip's length in its own units.
const LENGTH: f64 = 1000.0;
/// What a bead takes beside its characters: the room between paragraphs.
const GAP: f64 = 40.0;
/// What a folded bead takes.
const FOLDED: f64 = 6.0;

/// What the strip draws of one bead.
pub struct Stretch {
    /// Characters of its longer side; a Chinese character counts as two.
    pub size: usize,
    /// `fold` (apparatus), `lone` (one side is empty) or nothing.
    pub class: &'static str,
    /// Its findings: number on the page, severity, and how far into the bead they lie, 0 to 1.
    pub findings: Vec<(usize, Severity, f64)>,
}

/// A part of the strip that is no common text.
pub struct Band {
    /// `fold` or `lone`.
    pub class: &'static str,
    /// From the top.
    pub y: String,
    /// Height.
    pub height: String,
}

/// A finding on the strip.
pub struct Mark {
    /// Its severity.
    pub class: &'static str,
    /// From the left: graver findings reach further.
    pub x: u8,
    /// Width.
    pub width: u8,
    /// From the top.
    pub y: String,
    /// Number of the finding on the page.
    pub finding: usize,
}

/// The whole strip.
#[derive(Default)]
pub struct Strip {
    /// Bands, from the top.
    pub bands: Vec<Band>,
    /// Findings, mildest first, so that grave ones lie on top.
    pub marks: Vec<Mark>,
    /// The height of each stretch.
    pub heights: Vec<String>,
}

impl Strip {
    /// Lays stretches out from the top to the bottom. Folded ones take no room for their text.
    pub fn new(stretches: &[Stretch]) -> Self {
        // A document is far shorter than 2^52 characters.
        #[allow(clippy::cast_precision_loss)]
        let size = |s: &Stretch| if s.class == "fold" { FOLDED } else { s.size as f64 + GAP };
        let total: f64 = stretches.iter().map(size).sum::<f64>().max(1.0);
        let scale = LENGTH / total;
        let mut strip = Self::default();
        let mut marks: Vec<(Severity, Mark)> = Vec::new();
        let mut at = 0.0;
        for s in stretches {
            let height = size(s) * scale;
            if !s.class.is_empty() {
                let (y, height) = (format!("{at:.1}"), format!("{height:.1}"));
                strip.bands.push(Band { class: s.class, y, height });
            }
            for (finding, severity, into) in &s.findings {
                let y = (at + into * height).min(LENGTH - 4.0);
                let (x, width) = match severity {
                    Severity::Critical => (1, 14),
                    Severity::Major => (3, 12),
                    Severity::Minor | Severity::Neutral => (7, 8),
                };
                let mark = Mark { class: severity.name(), x, width, y: format!("{y:.1}"), finding: *finding };
                marks.push((*severity, mark));
            }
            strip.heights.push(format!("{height:.1}"));
            at += height;
        }
        marks.sort_by_key(|(severity, _)| *severity);
        strip.marks = marks.into_iter().map(|(_, m)| m).collect();
        strip
    }
}
