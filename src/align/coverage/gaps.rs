//! Stretches of one side that nothing on the other side seems to render, measured against what correct translations leave
//! unexplained.
//!
//! Every run of up to [`LONGEST`] pieces is a candidate. Each of its units is tied to the other side in one of four ways
//! ([`Tied`]); how much likelier that is in a lost clause than in a rendered one is known word by word (data/coverage/zh.tsv,
//! en.tsv). The sum, the lengths of both sides and what is left over on the other side make the score, a log-odds
//! (data/coverage/weights.tsv).

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Class, Coverage, End, Piece, Reason, Unit, chinese_pieces, english_pieces};
use crate::align::Pair;
use crate::document::Side;
use crate::lexicon::{Lexicon, table};

/// Most pieces of one candidate.
const LONGEST: usize = 6;

/// How a unit of a stretch is tied to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tied {
    /// Nothing on the other side may render it.
    No,
    /// All that may render it may as well render something outside the stretch.
    Contested,
    /// Something renders it, by likeness only (kin, sound).
    Weakly,
    /// Something renders it.
    Surely,
}

/// Number of features of a [`Candidate`].
pub const FEATURES: usize = 21;

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
];

/// A stretch with all that tells whether it was rendered.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Pieces it is made of.
    pub pieces: Range<usize>,
    /// Units it holds.
    pub units: Range<usize>,
    /// Folded characters or tokens.
    pub range: Range<usize>,
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
    /// Whether it is a sentence.
    pub is_sentence: bool,
}

/// How much likelier each [`Tied`] is in a lost clause than in a rendered one, as natural logarithms.
type Odds = [f32; 4];

/// What data/coverage/ says.
#[derive(Debug, Default)]
pub struct Tables {
    words: [FxHashMap<u32, Odds>; 2],
    classes: [[Odds; Class::ALL.len()]; 2],
    weights: [(f32, [f32; FEATURES]); 2],
}

impl Tables {
    /// Reads the tables from their text: words of the source, words of the translation, weights.
    pub fn parse(zh: &str, en: &str, weights: &str, lexicon: &Lexicon) -> Tables {
        let mut all = Tables::default();
        for (side, text) in [zh, en].into_iter().enumerate() {
            for row in table::rows(text) {
                let [word, odds @ ..] = &row[..] else { continue };
                // Hundredths, so that the table stays small.
                let odds: Vec<f32> =
                    odds.iter().filter_map(|x| x.parse::<f32>().ok()).map(|x| x / 100.0).collect();
                let Ok(odds) = Odds::try_from(odds) else { continue };
                if let Some(name) = word.strip_prefix('@') {
                    if let Some(k) = Class::ALL.iter().position(|(_, n)| *n == name) {
                        all.classes[side][k] = odds;
                    }
                    continue;
                }
                let id = match side {
                    0 => lexicon.entry(word).map(|e| e.0),
                    _ => lexicon.stem_id(word).map(|s| s.0),
                };
                if let Some(id) = id {
                    all.words[side].insert(id, odds);
                }
            }
        }
        for row in table::rows(weights) {
            let [name, zh, en] = row[..] else { continue };
            let (Ok(zh), Ok(en)) = (zh.parse::<f32>(), en.parse::<f32>()) else { continue };
            match NAMES.iter().position(|n| *n == name) {
                Some(k) => {
                    all.weights[0].1[k] = zh;
                    all.weights[1].1[k] = en;
                }
                None => {
                    all.weights[0].0 = zh;
                    all.weights[1].0 = en;
                }
            }
        }
        all
    }

    /// The tables inside the binary.
    pub fn embedded() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            Tables::parse(
                include_str!("../../../data/coverage/zh.tsv"),
                include_str!("../../../data/coverage/en.tsv"),
                include_str!("../../../data/coverage/weights.tsv"),
                Lexicon::embedded(),
            )
        })
    }

    fn odds(&self, side: Side, unit: &Unit) -> Odds {
        let k = index(side);
        let own = unit.word.and_then(|w| self.words[k].get(&w));
        own.copied().unwrap_or(self.classes[k][unit.class as usize])
    }
}

fn index(side: Side) -> usize {
    usize::from(side == Side::Target)
}

struct Text<'a> {
    pair: &'a Pair,
    side: Side,
}

impl<'a> Text<'a> {
    fn pieces(&self) -> Vec<Piece> {
        match self.side {
            Side::Source => chinese_pieces(&self.pair.zh),
            Side::Target => english_pieces(&self.pair.en),
        }
    }

    /// Length of a range: characters, of which other than Chinese ones count [`NARROW`]; letters in English.
    fn length(&self, range: Range<usize>) -> f32 {
        match self.side {
            Side::Source => self.pair.zh.chars()[range].iter().map(|c| width(*c)).sum(),
            Side::Target => self.pair.en.span(range).len() as f32,
        }
    }
}

/// What a character outside CJK counts towards the length of a Chinese text.
const NARROW: f32 = 0.4;

fn width(c: char) -> f32 {
    if c as u32 > 0x2E80 { 1.0 } else { NARROW }
}

/// How each unit of a stretch (units of `side`) is tied to the other side.
pub fn ties(pair: &Pair, side: Side, stretch: Range<usize>, lexicon: &Lexicon) -> Vec<Tied> {
    let web = Web::new(pair.coverage(lexicon), side);
    stretch.clone().map(|k| web.tied(k, &stretch)).collect()
}

/// Ties of both sides seen from one of them.
struct Web<'a> {
    own: &'a [Unit],
    other: &'a [Unit],
    /// For every unit of this side its ties: unit of the other side, whether by likeness only.
    ties: Vec<Vec<(u32, bool)>>,
    /// For every unit of the other side the units of this side that it may render.
    back: Vec<Vec<u32>>,
}

impl<'a> Web<'a> {
    fn new(coverage: &'a Coverage, side: Side) -> Self {
        let (own, other) = match side {
            Side::Source => (&coverage.zh, &coverage.en),
            Side::Target => (&coverage.en, &coverage.zh),
        };
        let mut web =
            Web { own, other, ties: vec![Vec::new(); own.len()], back: vec![Vec::new(); other.len()] };
        for t in &coverage.ties {
            let (a, b) = if side == Side::Source { (t.zh, t.en) } else { (t.en, t.zh) };
            web.ties[a as usize].push((b, matches!(t.reason, Reason::Kin | Reason::Sound)));
            web.back[b as usize].push(a);
        }
        web
    }

    fn tied(&self, unit: usize, stretch: &Range<usize>) -> Tied {
        let ties = &self.ties[unit];
        if ties.is_empty() {
            return Tied::No;
        }
        let mut rivals: Vec<u32> = Vec::new();
        for (e, _) in ties {
            for &z in &self.back[*e as usize] {
                if !stretch.contains(&(z as usize)) && !rivals.contains(&z) {
                    rivals.push(z);
                    if rivals.len() >= ties.len() {
                        return Tied::Contested;
                    }
                }
            }
        }
        if ties.iter().all(|(_, weak)| *weak) { Tied::Weakly } else { Tied::Surely }
    }
}

/// Every candidate of one side. The whole text is none: a pair of which nothing is rendered is no pair.
pub fn candidates(pair: &Pair, side: Side, lexicon: &Lexicon, tables: &Tables) -> Vec<Candidate> {
    let coverage = pair.coverage(lexicon);
    let text = Text { pair, side };
    let across = match side {
        Side::Source => Side::Target,
        Side::Target => Side::Source,
    };
    let web = Web::new(coverage, side);
    let pieces = text.pieces();
    let odds: Vec<Odds> = web.own.iter().map(|u| tables.odds(side, u)).collect();
    let worth: Vec<f32> = web.other.iter().map(|u| tables.odds(across, u)[0].max(0.0)).collect();
    let left: f32 = worth.iter().zip(&web.back).filter(|(_, b)| b.is_empty()).map(|(w, _)| w).sum();
    let bare: Vec<u32> = web
        .ties
        .iter()
        .scan(0, |n, t| {
            *n += u32::from(t.is_empty());
            Some(*n)
        })
        .collect();
    let bare_in = |r: &Range<usize>| {
        let at = |k: usize| k.checked_sub(1).map_or(0, |k| bare[k]);
        (at(r.end) - at(r.start)) as f32
    };
    let all = bare_in(&(0..web.own.len()));
    let spans: Vec<Range<usize>> = pieces
        .iter()
        .map(|p| {
            let at = |x: usize| web.own.partition_point(|u| u.range.start < x);
            at(p.range.start)..at(p.range.end)
        })
        .collect();
    let lengths: Vec<f32> = pieces.iter().map(|p| text.length(p.range.clone())).collect();
    let measure = Measure::new(pair, side);
    let mut out = Vec::new();
    for first in 0..pieces.len() {
        for last in first..pieces.len().min(first + LONGEST) {
            let units = spans[first].start..spans[last].end;
            if units.is_empty() || (first == 0 && last + 1 == pieces.len()) {
                continue;
            }
            let mut count = [0f32; 4];
            let (mut words, mut least) = (0.0, f32::INFINITY);
            let mut only = 0.0;
            let mut seen: Vec<u32> = Vec::new();
            for span in &spans[first..=last] {
                let mut sum = 0.0;
                for k in span.clone() {
                    let tied = web.tied(k, &units);
                    count[tied as usize] += 1.0;
                    sum += odds[k][tied as usize];
                    for &(e, _) in &web.ties[k] {
                        if !seen.contains(&e)
                            && web.back[e as usize].iter().all(|z| units.contains(&(*z as usize)))
                        {
                            seen.push(e);
                            only += worth[e as usize];
                        }
                    }
                }
                words += sum;
                if !span.is_empty() {
                    least = f32::min(least, sum);
                }
            }
            let size = units.len() as f32;
            let rest = web.own.len() as f32 - size;
            let length: f32 = lengths[first..=last].iter().sum();
            let (gain, before, after) = measure.without(length);
            let sentence =
                pieces[last].end == End::Sentence && (first == 0 || pieces[first - 1].end == End::Sentence);
            let features = [
                words,
                least,
                gain,
                before,
                after,
                left,
                left / (web.other.len() as f32 + 3.0),
                only,
                count[0],
                count[1],
                count[2],
                count[3],
                size.ln_1p(),
                (all - bare_in(&units)) / (rest + 2.0),
                length / measure.own.max(1.0),
                f32::from(u8::from(sentence)),
                measure.own.max(0.0).ln_1p(),
                words / (size + 1.0),
                ((left + only + 1.0) / (size + 1.0)).ln(),
                // The longer the other side, the more is explained by chance.
                count[3] * (web.other.len() as f32 + 1.0).ln(),
                count[1] * (web.other.len() as f32 + 1.0).ln(),
            ];
            let range = pieces[first].range.start..pieces[last].range.end;
            out.push(Candidate { pieces: first..last + 1, units, range, features });
        }
    }
    out
}

/// The lengths of the two sides and what translations make of them.
struct Measure {
    side: Side,
    own: f32,
    zh: f32,
    en: f32,
    usual: f32,
}

impl Measure {
    /// Logarithm of English letters for each Chinese character, by least squares over correct translations: modern prose spends
    /// characters on particles that classical prose and statutes do without, and Latin letters stand for themselves.
    const USUAL: [f32; 3] = [1.43, -1.56, -0.29];
    /// Particles and other small words of modern prose.
    const PARTICLES: &str = "的了们着这那是在就";

    fn new(pair: &Pair, side: Side) -> Self {
        let zh: f32 = pair.zh.chars().iter().map(|c| width(*c)).sum();
        let en = pair.en.span(0..pair.en.len()).len() as f32;
        let chars = pair.zh.chars();
        let han = chars.iter().filter(|c| crate::text::is_han(**c)).count().max(1) as f32;
        let particles = chars.iter().filter(|c| Self::PARTICLES.contains(**c)).count() as f32;
        let latin = chars.iter().filter(|c| c.is_ascii_alphanumeric()).count() as f32;
        let usual = Self::USUAL[0] + Self::USUAL[1] * particles / han + Self::USUAL[2] * latin / zh.max(1.0);
        Self { side, own: if side == Side::Source { zh } else { en }, zh, en, usual }
    }

    /// How much likelier the lengths become without a stretch of this length, and how far (in standard deviations) the side is
    /// too long before and after.
    fn without(&self, length: f32) -> (f32, f32, f32) {
        let (zh, en, sign) = match self.side {
            Side::Source => (self.zh - length, self.en, -1.0),
            Side::Target => (self.zh, self.en - length, 1.0),
        };
        let (a, x) = self.density(self.zh, self.en);
        let (b, y) = self.density(zh, en);
        (b - a, sign * x, sign * y)
    }

    fn density(&self, zh: f32, en: f32) -> (f32, f32) {
        let zh = zh.max(1.0);
        let variance = 0.04 + 1.2 / zh;
        let r = ((en.max(0.0) + 1.0) / (zh + 1.0)).ln() - self.usual;
        (-r * r / 2.0 / variance - 0.5 * variance.ln(), r / variance.sqrt())
    }
}

/// The stretches of one side that are likeliest lost, best first, none overlapping another, with a score of at least `least`.
pub fn gaps(pair: &Pair, side: Side, lexicon: &Lexicon, least: f32) -> Vec<Gap> {
    let tables = Tables::embedded();
    let (bias, weights) = &tables.weights[index(side)];
    let mut found: Vec<Gap> = candidates(pair, side, lexicon, tables)
        .into_iter()
        .map(|c| Gap {
            score: bias + c.features.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>(),
            is_sentence: c.features[15] > 0.0,
            range: c.range,
            units: c.units,
        })
        .filter(|g| g.score >= least)
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
