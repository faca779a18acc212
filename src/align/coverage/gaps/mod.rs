//! Stretches of one side that nothing on the other side seems to render, measured against what correct translations leave
//! unexplained.
//!
//! Every run of up to `LONGEST` pieces is a candidate. Each of its units is tied to the other side in one of four ways
//! ([`Tied`]); how much likelier that is in a lost clause than in a rendered one is known word by word (data/coverage/zh.tsv,
//! en.tsv). The sum, the lengths of both sides and what is left over on the other side make the score, a log-odds
//! (data/coverage/weights.tsv).

mod measure;
mod tables;
mod web;

use std::ops::Range;

use super::{Coverage, End, Piece, chinese_pieces, english_pieces};
use crate::align::Pair;
use crate::document::Side;
use crate::lexicon::Lexicon;
use crate::text::{Chinese, English};

use measure::{Measure, length};
use tables::Odds;
pub use tables::Tables;
pub use web::Tied;
use web::Web;

/// Characters of the source, and tokens of the translation, above which a text is not judged: the weights were fitted on sentences and
/// paragraphs, and in a longer text every word is explained somewhere.
pub const LONGEST_TEXT: usize = 2000;

/// Most pieces of one candidate.
const LONGEST: usize = 8;

/// Sum of a stretch's word odds below which it is no candidate: too much of it is explained. Of the clauses that score well, one
/// in a hundred lies below.
const LEAST_WORDS: f32 = 0.5;

/// Score below which a gap is not worth a look; a quarter of correct pairs have one above it.
pub const LEAST: f32 = 0.5;

/// Share of the words of correct translations that nothing explains.
const USUAL_BARE: f32 = 0.3;
/// Words with this share that the rest of a text is given on top of its own.
const PRIOR: f32 = 4.0;

/// Number of features of a [`Candidate`].
pub const FEATURES: usize = 23;

/// Names of the features, as in data/coverage/weights.tsv.
pub const NAMES: [&str; FEATURES] = [
    "words",
    "least",
    "length",
    "before",
    "after",
    "left",
    "leftrate",
    "only",
    "none",
    "contested",
    "weak",
    "sure",
    "size",
    "unexplained",
    "share",
    "sentence",
    "text",
    "mean",
    "room",
    "chance",
    "crowd",
    "faith",
    "spare",
];

/// A stretch with all that tells whether it was rendered.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Units it holds.
    pub units: Range<usize>,
    /// Folded characters or tokens, with the marks at the edges of its pieces.
    pub range: Range<usize>,
    /// Whether it is a sentence or several.
    pub is_sentence: bool,
    /// What is known of it, in the order of [`NAMES`].
    pub features: [f32; FEATURES],
}

/// A stretch that nothing seems to render.
#[derive(Debug, Clone)]
pub struct Gap {
    /// Folded characters or tokens, with the marks at the edges of its pieces.
    pub range: Range<usize>,
    /// Units it holds.
    pub units: Range<usize>,
    /// Log-odds that it was lost, at the share of lost clauses in the sample the weights were fitted on.
    pub score: f32,
    /// Whether it is a sentence or several.
    pub is_sentence: bool,
}

fn index(side: Side) -> usize {
    usize::from(side == Side::Target)
}

fn across(side: Side) -> Side {
    match side {
        Side::Source => Side::Target,
        Side::Target => Side::Source,
    }
}

/// How each unit of a stretch (units of `side`) is tied to the other side.
pub fn ties(pair: &Pair, side: Side, stretch: Range<usize>, lexicon: &Lexicon) -> Vec<Tied> {
    let web = Web::new(pair.coverage(lexicon), side);
    stretch.clone().map(|k| web.tied(k, &stretch)).collect()
}

/// Every candidate of one side. The whole text is none: a pair of which nothing is rendered is no pair.
pub fn candidates(pair: &Pair, side: Side, lexicon: &Lexicon, tables: &Tables) -> Vec<Candidate> {
    all(&pair.zh, &pair.en, pair.coverage(lexicon), side, tables)
}

/// A piece of a text with what is known of it alone.
struct Part {
    range: Range<usize>,
    units: Range<usize>,
    length: f32,
    words: f32,
    ends_sentence: bool,
}

fn all(zh: &Chinese, en: &English, coverage: &Coverage, side: Side, tables: &Tables) -> Vec<Candidate> {
    let pieces = pieces(zh, en, side);
    let own = if side == Side::Source { &coverage.zh } else { &coverage.en };
    if pieces.len() < 2 || own.is_empty() {
        return Vec::new();
    }
    let web = Web::new(coverage, side);
    let odds: Vec<Odds> = own.iter().map(|u| tables.odds(side, u)).collect();
    let parts: Vec<Part> = pieces
        .into_iter()
        .map(|p| {
            let at = |x: usize| own.partition_point(|u| u.range.start < x);
            let units = at(p.range.start)..at(p.range.end);
            Part {
                words: units.clone().map(|k| odds[k][web.tied(k, &units) as usize]).sum(),
                length: length(zh, en, side, p.range.clone()),
                ends_sentence: p.end == End::Sentence,
                range: p.range,
                units,
            }
        })
        .collect();
    let stretches: Vec<Range<usize>> = (0..parts.len())
        .flat_map(|a| (a + 1..=parts.len().min(a + LONGEST)).map(move |b| a..b))
        // A longer stretch explains more of its own, so that the sum of its pieces is the most that it can have.
        .filter(|s| {
            s.len() < parts.len() && parts[s.clone()].iter().map(|p| p.words).sum::<f32>() >= LEAST_WORDS
        })
        .collect();
    if stretches.is_empty() {
        return Vec::new();
    }
    let view = View::new((zh, en), coverage, side, tables, (&parts, &odds, &web));
    stretches.into_iter().filter_map(|s| view.candidate(s)).filter(|c| c.features[0] >= LEAST_WORDS).collect()
}

fn pieces(zh: &Chinese, en: &English, side: Side) -> Vec<Piece> {
    if side == Side::Source { chinese_pieces(zh) } else { english_pieces(en) }
}

/// What [`Gap::score`] would be for the source's pieces that `range` (folded characters) holds, however much of them is explained.
pub(crate) fn score_of(pair: &Pair, range: &Range<usize>, lexicon: &Lexicon) -> Option<f32> {
    let (tables, side, coverage) = (Tables::embedded(), Side::Source, pair.coverage(lexicon));
    let own = &coverage.zh;
    let web = Web::new(coverage, side);
    let odds: Vec<Odds> = own.iter().map(|u| tables.odds(side, u)).collect();
    let parts: Vec<Part> = pieces(&pair.zh, &pair.en, side)
        .into_iter()
        .map(|p| {
            let at = |x: usize| own.partition_point(|u| u.range.start < x);
            Part {
                words: 0.0,
                length: length(&pair.zh, &pair.en, side, p.range.clone()),
                ends_sentence: p.end == End::Sentence,
                units: at(p.range.start)..at(p.range.end),
                range: p.range,
            }
        })
        .collect();
    let from = parts.partition_point(|p| p.range.end <= range.start);
    let to = parts.partition_point(|p| p.range.start < range.end);
    let view = View::new((&pair.zh, &pair.en), coverage, side, tables, (&parts, &odds, &web));
    let found = (from < to).then(|| view.candidate(from..to)).flatten()?;
    Some(tables.score(side, &found.features))
}

struct View<'a> {
    parts: &'a [Part],
    odds: &'a [Odds],
    web: &'a Web,
    /// What each unit of the other side is worth if it is left over.
    worth: Vec<f32>,
    /// The worth of all that is left over.
    left: f32,
    /// Units of this side that nothing explains.
    bare: usize,
    measure: Measure,
}

impl<'a> View<'a> {
    fn new(
        (zh, en): (&Chinese, &English),
        coverage: &Coverage,
        side: Side,
        tables: &Tables,
        (parts, odds, web): (&'a [Part], &'a [Odds], &'a Web),
    ) -> Self {
        let other = if side == Side::Source { &coverage.en } else { &coverage.zh };
        let worth: Vec<f32> = other.iter().map(|u| tables.odds(across(side), u)[0].max(0.0)).collect();
        let left = (0..worth.len()).filter(|k| web.is_left(*k)).map(|k| worth[k]).sum();
        let bare = (0..odds.len()).filter(|k| web.is_bare(*k)).count();
        Self { parts, odds, web, worth, left, bare, measure: Measure::new(zh, en, side) }
    }

    fn candidate(&self, stretch: Range<usize>) -> Option<Candidate> {
        let parts = &self.parts[stretch.clone()];
        let (first, last) = (parts.first()?, parts.last()?);
        let units = first.units.start..last.units.end;
        if units.is_empty() {
            return None;
        }
        let mut count = [0f32; 4];
        let (mut words, mut least, mut only) = (0.0, f32::INFINITY, 0.0);
        for part in parts.iter().filter(|p| !p.units.is_empty()) {
            let mut sum = 0.0;
            for k in part.units.clone() {
                let tied = self.web.tied(k, &units);
                count[tied as usize] += 1.0;
                sum += self.odds[k][tied as usize];
                let inside = self.web.first_tied(k).filter(|(_, last)| *last < units.end);
                only += inside.map(|(e, _)| self.worth[e]).sum::<f32>();
            }
            words += sum;
            least = f32::min(least, sum);
        }
        let size = units.len() as f32;
        let others = (self.web.across() as f32 + 1.0).ln();
        let rest = (self.odds.len() - units.len()) as f32;
        let rate = (self.bare as f32 - count[0] + PRIOR * USUAL_BARE) / (rest + PRIOR);
        let length: f32 = parts.iter().map(|p| p.length).sum();
        let (gain, before, after) = self.measure.without(length);
        let opens = stretch.start == 0 || self.parts[stretch.start - 1].ends_sentence;
        let is_sentence = opens && last.ends_sentence;
        let features = [
            words,
            least,
            gain,
            before,
            after,
            self.left,
            self.left / (self.web.across() as f32 + 3.0),
            only,
            count[0],
            count[1],
            count[2],
            count[3],
            size.ln_1p(),
            (self.bare as f32 - count[0]) / (rest + 2.0),
            length / self.measure.own().max(1.0),
            f32::from(u8::from(is_sentence)),
            self.measure.own().ln_1p(),
            words / (size + 1.0),
            ((self.left + only + 1.0) / (size + 1.0)).ln(),
            // The longer the other side, the more of it explains something by chance.
            count[3] * others,
            count[1] * others,
            // What is unexplained says the more, the better the rest is explained.
            count[0] * (USUAL_BARE / rate).ln(),
            count[0] * ((self.left + only + 1.0) / (count[0] + 1.0)).ln(),
        ];
        Some(Candidate { range: first.range.start..last.range.end, units, is_sentence, features })
    }
}

/// Whether ties that were found with little effort leave anything that more effort might show to be lost.
pub(crate) fn is_plausible(zh: &Chinese, en: &English, coverage: &Coverage) -> bool {
    let tables = Tables::embedded();
    [Side::Source, Side::Target].into_iter().any(|side| {
        all(zh, en, coverage, side, tables).iter().any(|c| tables.score(side, &c.features) >= LEAST)
    })
}

/// The stretches of one side that are likeliest lost, best first, none overlapping another, with a score of at least [`LEAST`].
pub(crate) fn gaps(zh: &Chinese, en: &English, coverage: &Coverage, side: Side) -> Vec<Gap> {
    let tables = Tables::embedded();
    let mut found: Vec<Gap> = all(zh, en, coverage, side, tables)
        .into_iter()
        .map(|c| Gap {
            score: tables.score(side, &c.features),
            is_sentence: c.is_sentence,
            range: c.range,
            units: c.units,
        })
        .filter(|g| g.score >= LEAST)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.range.start.cmp(&b.range.start)));
    let mut out: Vec<Gap> = Vec::new();
    for g in found {
        if !out.iter().any(|o| o.range.start < g.range.end && g.range.start < o.range.end) {
            out.push(g);
        }
    }
    out
}
