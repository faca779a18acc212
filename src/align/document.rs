//! A document's alignment: paragraph beads, and sentence beads inside each.

use std::ops::Range;

use rayon::prelude::*;

use super::{Bead, Corpus, Options, Progress};
use crate::document::{Document, Role, Segment, Side};
use crate::lexicon::Lexicon;
use crate::text::sentence;

/// A row of the alignment at paragraph level. Header, apparatus and elision segments stand alone.
#[derive(Debug, Clone)]
pub struct ParagraphBead {
    /// `P1`, `P2` … in reading order.
    pub id: String,
    /// Role of its first segment.
    pub role: Role,
    /// Indices into [`Document::source`].
    pub source: Vec<usize>,
    /// Indices into [`Document::target`].
    pub target: Vec<usize>,
    /// Log-score; 0 for what is not aligned.
    pub score: f32,
    /// Probability that the bead is right.
    pub confidence: f32,
    /// Whether the translation puts it elsewhere: [`Bead::is_crossing`].
    pub is_crossing: bool,
    /// The sentence beads, in order; at least one.
    pub sentences: Vec<SentenceBead>,
}

impl ParagraphBead {
    /// Which of the document's parts it belongs to.
    pub fn part(&self, document: &Document) -> usize {
        match (self.source.first(), self.target.first()) {
            (Some(k), _) => document.parts.partition_point(|p| p.source.end <= *k),
            (None, Some(k)) => document.parts.partition_point(|p| p.target.end <= *k),
            (None, None) => 0,
        }
    }
}

/// A row of the alignment at sentence level.
#[derive(Debug, Clone)]
pub struct SentenceBead {
    /// `P12.3`.
    pub id: String,
    /// Source sentences.
    pub source: Vec<Segment>,
    /// Target sentences.
    pub target: Vec<Segment>,
    /// Log-score.
    pub score: f32,
    /// Probability that the bead is right.
    pub confidence: f32,
    /// [`Bead::relatedness`].
    pub relatedness: f32,
    /// [`Bead::is_crossing`].
    pub is_crossing: bool,
}

/// The alignment of a document. Every segment of either side is in exactly one paragraph bead, every sentence in exactly one
/// sentence bead.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// Paragraph beads in reading order.
    pub beads: Vec<ParagraphBead>,
}

impl Alignment {
    /// The sentences of both sides that are aligned, and their beads.
    pub fn sentences(&self) -> (Vec<Segment>, Vec<Segment>, Vec<Bead>) {
        let (mut source, mut target, mut beads) = (Vec::new(), Vec::new(), Vec::new());
        for s in self.beads.iter().filter(|b| b.role.is_aligned()).flat_map(|b| &b.sentences) {
            let from = (source.len(), target.len());
            source.extend_from_slice(&s.source);
            target.extend_from_slice(&s.target);
            beads.push(Bead {
                confidence: s.confidence,
                relatedness: s.relatedness,
                is_crossing: s.is_crossing,
                ..Bead::new(from.0..source.len(), from.1..target.len(), s.score)
            });
        }
        (source, target, beads)
    }
}

/// `1-1`, `2-1`, `1-0` …
pub fn kind(source: usize, target: usize) -> String {
    format!("{source}-{target}")
}

/// Aligns a document: its paragraphs, then the sentences inside each paragraph bead.
pub fn align_document(document: &Document, lexicon: &Lexicon) -> Alignment {
    align_document_with(document, lexicon, None)
}

/// [`align_document`] that says how far it has come.
pub fn align_document_with(document: &Document, lexicon: &Lexicon, progress: Option<&Progress>) -> Alignment {
    let options = Options { progress, ..Options::default() };
    align_all(std::slice::from_ref(document), lexicon, &options).pop().unwrap_or_default()
}

/// Aligns documents that belong together, each as [`align_document`] would, but with the statistics of all and with the words
/// and names that all of them teach. Memory grows with their sum; a few tens of thousands of segments are plenty to learn from.
pub fn align_documents(documents: &[Document], lexicon: &Lexicon) -> Vec<Alignment> {
    align_all(documents, lexicon, &Options::default())
}

fn align_all(documents: &[Document], lexicon: &Lexicon, options: &Options) -> Vec<Alignment> {
    // Nothing is paired across the parts of a document.
    let sides: Vec<Sides> = documents.iter().flat_map(Sides::all).collect();
    let chosen: Vec<[Vec<usize>; 2]> = sides.iter().map(aligned_segments).collect();
    let (mut sources, mut targets, mut blocks) = (Vec::<&str>::new(), Vec::<&str>::new(), Vec::new());
    for (part, [source, target]) in sides.iter().zip(&chosen) {
        let (s, t) = (sources.len(), targets.len());
        sources.extend(source.iter().map(|k| part.source[*k].text.as_str()));
        targets.extend(target.iter().map(|k| part.target[*k].text.as_str()));
        blocks.push((s..sources.len(), t..targets.len()));
    }
    let mut beads = Corpus::new(&sources, &targets, lexicon, options).align_blocks(&blocks);
    for (beads, block) in beads.iter_mut().zip(&blocks) {
        for bead in beads {
            let within = |r: &Range<usize>, first: usize| r.start - first..r.end - first;
            bead.source = within(&bead.source, block.0.start);
            bead.target = within(&bead.target, block.1.start);
        }
    }
    let mut parts = sides.iter().zip(&chosen).zip(&beads);
    let mut rows: Vec<Vec<ParagraphBead>> = documents
        .iter()
        .map(|document| {
            let of = parts.by_ref().take(document.parts.len());
            of.flat_map(|((part, [s, t]), beads)| part.placed(in_reading_order(part, s, t, beads))).collect()
        })
        .collect();
    align_sentences(documents, &mut rows, lexicon, options);
    rows.into_iter()
        .map(|mut beads| {
            for (bead, n) in beads.iter_mut().zip(1..) {
                bead.id = format!("P{n}");
                for (s, k) in bead.sentences.iter_mut().zip(1..) {
                    s.id = format!("P{n}.{k}");
                }
            }
            Alignment { beads }
        })
        .collect()
}

/// The paragraphs of one part of a document.
struct Sides<'a> {
    source: &'a [Segment],
    target: &'a [Segment],
    /// Places of the first ones in the document.
    from: (usize, usize),
}

impl<'a> Sides<'a> {
    fn all(document: &'a Document) -> impl Iterator<Item = Self> {
        document.parts.iter().map(|part| Self {
            source: document.source.get(part.source.clone()).unwrap_or_default(),
            target: document.target.get(part.target.clone()).unwrap_or_default(),
            from: (part.source.start, part.target.start),
        })
    }

    /// Beads of the part with their places in the document.
    fn placed(&self, mut rows: Vec<ParagraphBead>) -> Vec<ParagraphBead> {
        for row in &mut rows {
            row.source.iter_mut().for_each(|k| *k += self.from.0);
            row.target.iter_mut().for_each(|k| *k += self.from.1);
        }
        rows
    }
}

/// The paragraphs of each side that take part in the alignment.
fn aligned_segments(document: &Sides) -> [Vec<usize>; 2] {
    // A remark in brackets is the translator's own, unless the source has remarks too.
    let has_notes = |side: &[Segment]| side.iter().any(|s| s.role == Role::Note);
    let notes = has_notes(document.source) && has_notes(document.target);
    let mark = translated_mark(document);
    let aligned = |side: &[Segment], mark: Option<usize>| -> Vec<usize> {
        let takes_part = |(k, s): &(usize, &Segment)| {
            s.role.is_aligned() && (notes || s.role != Role::Note) || Some(*k) == mark
        };
        side.iter().enumerate().filter(takes_part).map(|(k, _)| k).collect()
    };
    [aligned(document.source, mark.map(|m| m.0)), aligned(document.target, mark.map(|m| m.1))]
}

/// The classification and file number of the source, if the translator rendered it (`机密 文 409`, "Confidential File No. 409"): the
/// first piece of English furniture that has words and a number, and the first piece of Chinese furniture with ideographs and the
/// same number; both before the first text.
fn translated_mark(document: &Sides) -> Option<(usize, usize)> {
    let before_text = |side: &[Segment]| side.iter().position(|s| s.role.is_aligned()).unwrap_or(0);
    let number = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let marks = |side: &'_ [Segment], says: fn(char) -> bool| -> Vec<(usize, String)> {
        side[..before_text(side)]
            .iter()
            .enumerate()
            .filter(|(_, s)| s.role == Role::Apparatus && s.text.chars().filter(|c| says(*c)).count() > 1)
            .map(|(k, s)| (k, number(&s.text)))
            .filter(|(_, n)| !n.is_empty())
            .collect()
    };
    let target = marks(document.target, |c| c.is_ascii_alphabetic());
    let source = marks(document.source, crate::text::is_han);
    target.iter().find_map(|(t, n)| source.iter().find(|(_, m)| m == n).map(|(s, _)| (*s, *t)))
}

/// Aligned beads with what is not aligned put back where it stood.
fn in_reading_order(
    document: &Sides,
    sources: &[usize],
    targets: &[usize],
    beads: &[Bead],
) -> Vec<ParagraphBead> {
    let mut rows = Vec::new();
    let row = |role, source: Vec<usize>, target: Vec<usize>, score, confidence| ParagraphBead {
        id: String::new(),
        role,
        source,
        target,
        score,
        confidence,
        is_crossing: false,
        sentences: Vec::new(),
    };
    let alone = |side: Side, k: usize| match side {
        Side::Source => row(document.source[k].role, vec![k], Vec::new(), 0.0, 1.0),
        Side::Target => row(document.target[k].role, Vec::new(), vec![k], 0.0, 1.0),
    };
    let (mut s, mut t) = (0, 0);
    let flush = |rows: &mut Vec<ParagraphBead>, s: &mut usize, t: &mut usize, to_s: usize, to_t: usize| {
        let left = |from: usize, to: usize, taken: &[usize]| -> Vec<usize> {
            (from..to).filter(|k| taken.binary_search(k).is_err()).collect()
        };
        let (source, target) = (left(*s, to_s, sources), left(*t, to_t, targets));
        // The header of a file stands before everything, whichever language it is in.
        let (header, rest): (Vec<usize>, Vec<usize>) =
            target.into_iter().partition(|k| document.target[*k].role == Role::Header);
        rows.extend(header.into_iter().map(|k| alone(Side::Target, k)));
        rows.extend(source.into_iter().map(|k| alone(Side::Source, k)));
        rows.extend(rest.into_iter().map(|k| alone(Side::Target, k)));
        *s = to_s.max(*s);
        *t = to_t.max(*t);
    };
    for bead in beads {
        let source: Vec<usize> = sources[bead.source.clone()].to_vec();
        let target: Vec<usize> = targets[bead.target.clone()].to_vec();
        let (from_s, from_t) = (source.first().copied().unwrap_or(s), target.first().copied().unwrap_or(t));
        // What stands before the partner of a crossing bead comes in its turn.
        flush(&mut rows, &mut s, &mut t, from_s, if bead.is_crossing { 0 } else { from_t });
        let role = source
            .first()
            .map(|k| document.source[*k].role)
            .or_else(|| target.first().map(|k| document.target[*k].role))
            .unwrap_or(Role::Body);
        // A mark that was translated is text.
        let role =
            if source.is_empty() || target.is_empty() || role.is_aligned() { role } else { Role::Heading };
        let row = row(role, source, target, bead.score, bead.confidence);
        rows.push(ParagraphBead { is_crossing: bead.is_crossing, ..row });
    }
    flush(&mut rows, &mut s, &mut t, document.source.len(), document.target.len());
    rows
}

fn align_sentences(
    documents: &[Document],
    rows: &mut [Vec<ParagraphBead>],
    lexicon: &Lexicon,
    options: &Options,
) {
    struct Block {
        document: usize,
        row: usize,
        source: Range<usize>,
        target: Range<usize>,
    }
    let (mut sources, mut targets, mut blocks) = (Vec::<Segment>::new(), Vec::<Segment>::new(), Vec::new());
    for (d, (document, rows)) in documents.iter().zip(rows.iter_mut()).enumerate() {
        for (n, row) in rows.iter_mut().enumerate() {
            if row.source.is_empty() || row.target.is_empty() {
                row.sentences = alone(document, row);
                continue;
            }
            let (s, t) = (sources.len(), targets.len());
            sources.extend(row.source.iter().flat_map(|k| sentences(document, Side::Source, *k)));
            targets.extend(row.target.iter().flat_map(|k| sentences(document, Side::Target, *k)));
            let (source, target) = (s..sources.len(), t..targets.len());
            blocks.push(Block { document: d, row: n, source, target });
        }
    }
    let source_texts: Vec<&str> = sources.iter().map(|s| s.text.as_str()).collect();
    let target_texts: Vec<&str> = targets.iter().map(|s| s.text.as_str()).collect();
    let corpus = Corpus::new(&source_texts, &target_texts, lexicon, options);
    let ranges: Vec<(Range<usize>, Range<usize>)> =
        blocks.iter().map(|b| (b.source.clone(), b.target.clone())).collect();
    let beads = corpus.align_blocks(&ranges);
    let made: Vec<Vec<SentenceBead>> = beads
        .par_iter()
        .map(|beads| {
            beads
                .iter()
                .map(|b| SentenceBead {
                    id: String::new(),
                    source: sources[b.source.clone()].to_vec(),
                    target: targets[b.target.clone()].to_vec(),
                    score: b.score,
                    confidence: b.confidence,
                    relatedness: b.relatedness,
                    is_crossing: b.is_crossing,
                })
                .collect()
        })
        .collect();
    for (block, sentences) in blocks.iter().zip(made) {
        rows[block.document][block.row].sentences = sentences;
    }
}

/// The sentences of a paragraph.
fn sentences(document: &Document, side: Side, paragraph: usize) -> Vec<Segment> {
    let (segment, spans) = match side {
        Side::Source => {
            let segment = &document.source[paragraph];
            (segment, sentence::chinese(&segment.text))
        }
        Side::Target => {
            let segment = &document.target[paragraph];
            (segment, sentence::english(&segment.text))
        }
    };
    spans.into_iter().map(|s| segment.slice(s)).collect()
}

/// A paragraph without a partner is one row a sentence if it is text, and stays whole if it is not.
fn alone(document: &Document, row: &ParagraphBead) -> Vec<SentenceBead> {
    let whole = |side: &[Segment], of: &[usize]| of.iter().map(|k| side[*k].clone()).collect::<Vec<_>>();
    let parts: Vec<(Vec<Segment>, Vec<Segment>)> = if row.role.is_aligned() {
        let source = row.source.iter().flat_map(|k| sentences(document, Side::Source, *k));
        let target = row.target.iter().flat_map(|k| sentences(document, Side::Target, *k));
        source.map(|s| (vec![s], Vec::new())).chain(target.map(|s| (Vec::new(), vec![s]))).collect()
    } else {
        vec![(whole(&document.source, &row.source), whole(&document.target, &row.target))]
    };
    let bead = |(source, target)| SentenceBead {
        id: String::new(),
        source,
        target,
        score: row.score,
        confidence: row.confidence,
        relatedness: 0.0,
        is_crossing: false,
    };
    parts.into_iter().map(bead).collect()
}
