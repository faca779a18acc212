//! From pairs to findings: runs the checks, gives every draft its place, fingerprint and rank.

mod calibration;
mod folder;
mod names;
mod pairs;
mod parts;

pub use calibration::calibrate;
pub use folder::{audit_documents, guarded};
pub use names::{Rendering, renderings};
pub use pairs::{audit_pairs, audit_record};
use parts::Part;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::align::{Alignment, Pair, ParagraphBead, Progress, SentenceBead, align_document_with};
use crate::checks::{ALL, Check, Context, Whole};
use crate::document::{Document, Segment, Span};
use crate::finding::{Draft, Finding, Language, Severity};
use crate::glossary::Glossary;
use crate::lexicon::Lexicon;

/// Findings below this confidence are not shown unless asked for: the operating point of docs/evaluation.md.
pub const DEFAULT_CONFIDENCE: f32 = 0.5;

/// What to look for and how to say it.
pub struct Options<'a> {
    /// The dictionary.
    pub lexicon: &'a Lexicon,
    /// The checks to run.
    pub checks: Vec<&'static Check>,
    /// Findings below this confidence are dropped.
    pub min_confidence: f32,
    /// Other limits than that for some checks, by id.
    pub thresholds: BTreeMap<&'static str, f32>,
    /// The severity of all findings of some checks, by id, instead of their own.
    pub severities: BTreeMap<&'static str, Severity>,
    /// The user's terms.
    pub glossary: Glossary,
    /// Whether confidences are calibrated, or left as the checks gave them (to fit the calibration).
    pub calibrated: bool,
    /// Language of the messages.
    pub language: Language,
}

impl Default for Options<'static> {
    fn default() -> Self {
        Self {
            lexicon: Lexicon::embedded(),
            checks: ALL.to_vec(),
            min_confidence: DEFAULT_CONFIDENCE,
            thresholds: BTreeMap::new(),
            severities: BTreeMap::new(),
            glossary: Glossary::default(),
            calibrated: true,
            language: Language::English,
        }
    }
}

/// A document, its alignment and what was found.
pub struct Audited {
    /// What was read.
    pub document: Document,
    /// What renders what.
    pub alignment: Alignment,
    /// Discrepancies, in report order.
    pub findings: Vec<Finding>,
}

/// Aligns and checks a document.
pub fn audit_document(document: Document, options: &Options) -> Audited {
    audit_document_with(document, options, None)
}

/// [`audit_document`] that says how far the alignment has come.
pub fn audit_document_with(document: Document, options: &Options, progress: Option<&Progress>) -> Audited {
    let align = || align_document_with(&document, options.lexicon, progress);
    let (alignment, ()) = rayon::join(align, || load_tables(options));
    judged(document, alignment, options).0
}

/// Checks a document that is aligned. Gives its pairs, too.
fn judged(document: Document, alignment: Alignment, options: &Options) -> (Audited, Vec<Pair>) {
    let (mut pairs, mut parts) = (Vec::new(), Vec::new());
    for beads in alignment.beads.chunk_by(|a, b| a.part(&document) == b.part(&document)) {
        let from = pairs.len();
        pairs.extend(pairs_of(&document, beads, options.lexicon));
        parts.push(from..pairs.len());
    }
    let findings = rank(find(&document.name, Some(&document), &pairs, &parts, options));
    (Audited { document, alignment, findings }, pairs)
}

/// Has every check read its tables, which they do when they are first asked: time that the alignment leaves to another core, and that
/// several checks share.
fn load_tables(options: &Options) {
    // One sentence: nothing is aligned in it, which would set other checks to work on the same pair in the middle.
    let pair = Pair::of("王同志没有来。", "Comrade Wang did not come.", options.lexicon);
    let cx = Context { lexicon: options.lexicon, glossary: &options.glossary };
    let pairs = options.checks.par_iter().filter_map(|c| c.pair);
    pairs.for_each(|run| run(&cx, &pair, &mut Vec::new()));
}

/// Below this confidence a paragraph's sentence beads are not judged on their own: the paragraph bead is.
const SAFE_SENTENCES: f32 = 0.3;

/// The units that checks judge: sentence beads where all of a paragraph's are safe, else paragraph beads.
fn pairs_of(document: &Document, beads: &[ParagraphBead], lexicon: &Lexicon) -> Vec<Pair> {
    beads
        .par_iter()
        .flat_map_iter(|bead| {
            let collect =
                |side: &[Segment], of: &[usize]| of.iter().map(|k| side[*k].clone()).collect::<Vec<_>>();
            let pair = |id: &str, source: &[Segment], target: &[Segment], confidence: f32| {
                let mut p = Pair::joined(id, [source, target], lexicon);
                p.certainty = confidence;
                p
            };
            let whole = pair(
                &bead.id,
                &collect(&document.source, &bead.source),
                &collect(&document.target, &bead.target),
                bead.confidence,
            );
            let safe = bead.sentences.iter().all(|s| s.confidence >= SAFE_SENTENCES);
            if bead.sentences.len() < 2 || !safe || !whole.is_two_sided() {
                return vec![whole];
            }
            let around = if parts::is_long(&whole.source.text, &whole.target.text) {
                parts::windows(&bead.sentences, |source, target| {
                    let mut p = Pair::new(&bead.id, source, target, lexicon);
                    p.certainty = bead.confidence;
                    p
                })
            } else {
                let whole = Arc::new(whole);
                bead.sentences.iter().map(|_| Arc::clone(&whole)).collect()
            };
            let sentence = |(s, around): (&SentenceBead, Arc<Pair>)| {
                let mut p = pair(&s.id, &s.source, &s.target, s.confidence);
                p.paragraph = Some(around);
                p
            };
            bead.sentences.iter().zip(around).map(sentence).collect()
        })
        .collect()
}

/// Runs the checks over the pairs of one document, or over pairs that stand alone (`document` and document-level checks
/// left out when `whole` is false). Findings come in report order.
pub fn check_pairs(
    name: &str,
    document: Option<&Document>,
    pairs: &[Pair],
    whole: bool,
    options: &Options,
) -> Vec<Finding> {
    let all = 0..pairs.len();
    rank(find(name, document, pairs, if whole { std::slice::from_ref(&all) } else { &[] }, options))
}

/// The findings of [`check_pairs`] by place, each with the index of its pair, without ordinals. `wholes` are the ranges of pairs that
/// are judged as a document: those of each one where a file holds several, for names, speakers and metadata are those of one.
fn find(
    name: &str,
    document: Option<&Document>,
    pairs: &[Pair],
    wholes: &[Range<usize>],
    options: &Options,
) -> Vec<(usize, Finding)> {
    let cx = Context { lexicon: options.lexicon, glossary: &options.glossary };
    let mut drafts: Vec<(usize, &'static Check, Draft)> = pairs
        .par_iter()
        .enumerate()
        .filter(|(_, p)| p.is_two_sided() && !p.is_foreign())
        .flat_map_iter(|(k, pair)| drafts(&cx, pair, options).into_iter().map(move |(c, d)| (k, c, d)))
        .collect();
    for range in wholes {
        let whole = Whole { document, pairs: &pairs[range.clone()] };
        for check in &options.checks {
            let mut out = Vec::new();
            if let Some(run) = check.document {
                run(&cx, &whole, &mut out);
            }
            drafts.extend(out.into_iter().map(|(k, d)| (range.start + k, *check, d)));
        }
    }
    if !wholes.is_empty() {
        pass_over_terms(&mut drafts, pairs);
    }
    drafts.retain_mut(|(_, check, draft)| {
        draft.severity = options.severities.get(check.id).copied().unwrap_or(draft.severity);
        if options.calibrated {
            draft.confidence = calibrate(draft.confidence);
        }
        draft.confidence >= options.thresholds.get(check.id).copied().unwrap_or(options.min_confidence)
    });
    let mut findings: Vec<(usize, Finding)> = drafts
        .into_iter()
        .map(|(k, check, d)| (k, finding(name, &pairs[k], check, &d, options.language)))
        .collect();
    findings.sort_by(|(a, x), (b, y)| {
        let place = |f: &Finding| (f.spans.0.map(|s| s.start), f.spans.1.map(|s| s.start));
        (a, place(x), x.check, &x.message).cmp(&(b, place(y), y.check, &y.message))
    });
    findings
}

/// What the checks find in one pair; in a long one part by part.
fn drafts(cx: &Context, pair: &Pair, options: &Options) -> Vec<(&'static Check, Draft)> {
    let judge = |pair: &Pair| {
        let mut all = Vec::new();
        for check in &options.checks {
            let mut out = Vec::new();
            if let Some(run) = check.pair {
                run(cx, pair, &mut out);
            }
            all.extend(out.into_iter().map(|d| (*check, d)));
        }
        all
    };
    if !parts::is_long(&pair.source.text, &pair.target.text) {
        return judge(pair);
    }
    let part = |part: &Part| {
        if !part.pair.is_two_sided() || part.pair.is_foreign() {
            return Vec::new();
        }
        let mut all = judge(&part.pair);
        for (_, draft) in &mut all {
            draft.source = draft.source.map(|s| part.in_source(s));
            draft.target = draft.target.map(|s| part.in_target(s));
        }
        all
    };
    parts::parts(pair, options.lexicon).par_iter().flat_map_iter(part).collect()
}

/// Times that a document writes a word that no list knows, from which on it is a term of its subject and no slip.
const TERM: usize = 3;

/// Takes back that a word is misspelled which the document writes so again and again.
fn pass_over_terms(drafts: &mut Vec<(usize, &'static Check, Draft)>, pairs: &[Pair]) {
    let word = |k: usize, draft: &Draft| {
        let span = draft.target.filter(|_| draft.category.is_some_and(|c| c.0 == "spelling"))?;
        pairs[k].target.text.get(span.start..span.end).map(str::to_lowercase)
    };
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    for (k, _, draft) in &*drafts {
        if let Some(word) = word(*k, draft) {
            *times.entry(word).or_default() += 1;
        }
    }
    drafts.retain(|(k, _, draft)| word(*k, draft).is_none_or(|word| times[&word] < TERM));
}

/// Puts findings, which come by place, in report order.
fn rank(mut findings: Vec<(usize, Finding)>) -> Vec<Finding> {
    // An identical repeat of a finding carries an ordinal, in the order of the text.
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for (_, f) in &mut findings {
        let n = seen.entry(f.id.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            f.id = format!("{}-{n}", f.id);
        }
    }
    let mut findings: Vec<Finding> = findings.into_iter().map(|(_, f)| f).collect();
    findings.sort_by(|x, y| y.severity.cmp(&x.severity).then(y.confidence.total_cmp(&x.confidence)));
    findings
}

fn finding(document: &str, pair: &Pair, check: &Check, draft: &Draft, language: Language) -> Finding {
    let cut = |text: &str, span: Option<Span>| {
        span.and_then(|s| text.get(s.start..s.end)).unwrap_or_default().to_owned()
    };
    let (category, its_type) = draft.category.unwrap_or((check.category, check.its_type));
    Finding {
        id: fingerprint(check.id, pair, draft),
        document: document.to_owned(),
        segment: pair.id.clone(),
        check: check.id,
        category,
        its_type,
        severity: draft.severity,
        confidence: (f64::from(draft.confidence.clamp(0.0, 1.0)) * 100.0).round() / 100.0,
        source_line: draft.source.map(|s| pair.source.line_at(s.start)),
        target_line: draft.target.map(|s| pair.target.line_at(s.start)),
        source_quote: cut(&pair.source.text, draft.source),
        target_quote: cut(&pair.target.text, draft.target),
        message: draft.message.fill(language, &draft.args),
        suggestion: draft.suggestion.clone(),
        source_text: pair.source.text.clone(),
        target_text: pair.target.text.clone(),
        status: String::new(),
        comment: String::new(),
        spans: (draft.source, draft.target),
    }
}

/// Characters of context on each side of a quote that go into a finding's fingerprint.
const FINGERPRINT_CONTEXT: usize = 12;

/// Check, quotes and a little context on each side, white space left out: edits elsewhere do not change it. It begins with a
/// letter, or a spreadsheet would take one in a thousand for a number (`12345678901234e5`) and round it.
fn fingerprint(check: &str, pair: &Pair, draft: &Draft) -> String {
    let mut hash = Sha256::new();
    hash.update(check.as_bytes());
    for (text, span) in [(&pair.source.text, draft.source), (&pair.target.text, draft.target)] {
        hash.update([0]);
        let Some(span) = span else { continue };
        let (Some(before), Some(quote), Some(after)) =
            (text.get(..span.start), text.get(span.start..span.end), text.get(span.end..))
        else {
            continue;
        };
        let visible = |c: &char| !c.is_whitespace();
        let mut left: Vec<char> = before.chars().rev().filter(visible).take(FINGERPRINT_CONTEXT).collect();
        left.reverse();
        let right = after.chars().filter(visible).take(FINGERPRINT_CONTEXT);
        let all: String = left
            .into_iter()
            .chain(['\u{1}'])
            .chain(quote.chars().filter(visible))
            .chain(['\u{1}'])
            .chain(right)
            .collect();
        hash.update(all.as_bytes());
    }
    std::iter::once("f".to_owned())
        .chain(hash.finalize().iter().take(8).map(|b| format!("{b:02x}")))
        .collect()
}
