use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::coverage::Coverage;
use super::coverage::gaps::{self, Gap};
use super::negations::Negations;
use super::parts::{self, Alone, Part};
use super::{Links, Recipe};
use crate::document::{Role, Segment, Side, Span};
use crate::extract::Said;
use crate::extract::date::{self, Date};
use crate::extract::negation::{self, Negation};
use crate::extract::number::{self, Number};
use crate::lexicon::Lexicon;
use crate::text::{Chinese, English, clause, is_han};

/// A bead made ready for checking: both texts folded and cut, and what the dictionary says about their words.
///
/// One side may be empty (a one-sided bead).
#[derive(Debug, Clone)]
pub struct Pair {
    /// Given id, or `P12` for a paragraph bead and `P12.3` for a sentence bead in it.
    pub id: String,
    /// The source segments of the bead as one.
    pub source: Segment,
    /// The target segments of the bead as one.
    pub target: Segment,
    /// The source text.
    pub zh: Chinese,
    /// The target text.
    pub en: English,
    /// Which words may render each other.
    pub links: Links,
    /// How sure the alignment of this bead is, 0 to 1; 1 for pairs that were given.
    pub certainty: f32,
    /// Bytes of both texts at which the segments of the bead begin.
    pub joints: [Vec<usize>; 2],
    /// The paragraph bead that a sentence bead stands in.
    pub paragraph: Option<Arc<Pair>>,
    coverage: OnceLock<Coverage>,
    gaps: OnceLock<[Vec<Gap>; 2]>,
    parts: OnceLock<Vec<Part>>,
    numbers: OnceLock<Said<Number>>,
    dates: OnceLock<Said<Date>>,
    denials: OnceLock<Said<Negation>>,
    negations: OnceLock<Option<Negations>>,
    clauses: OnceLock<Vec<Range<usize>>>,
}

impl Pair {
    /// A pair of two joined segments.
    pub fn new(id: impl Into<String>, source: Segment, target: Segment, lexicon: &Lexicon) -> Self {
        let zh = Chinese::new(&source.text, lexicon);
        let en = English::new(&target.text, lexicon);
        let links = Links::new(&zh, &en, lexicon);
        Self {
            id: id.into(),
            source,
            target,
            zh,
            en,
            links,
            certainty: 1.0,
            joints: [vec![0], vec![0]],
            paragraph: None,
            coverage: OnceLock::new(),
            gaps: OnceLock::new(),
            parts: OnceLock::new(),
            numbers: OnceLock::new(),
            dates: OnceLock::new(),
            denials: OnceLock::new(),
            negations: OnceLock::new(),
            clauses: OnceLock::new(),
        }
    }

    /// A pair of several segments of both sides.
    pub fn joined(id: impl Into<String>, sides: [&[Segment]; 2], lexicon: &Lexicon) -> Self {
        let joints = [(Side::Source, sides[0]), (Side::Target, sides[1])]
            .map(|(side, own)| (0..own.len()).map(|k| Segment::joint(side, &own[..k])).collect());
        let whole = |side, own| Segment::join(side, own);
        let pair = Self::new(id, whole(Side::Source, sides[0]), whole(Side::Target, sides[1]), lexicon);
        Self { joints, ..pair }
    }

    /// How little of some bytes of the source the translation explains: [`Gap::score`], whatever else may be lost.
    pub fn unexplained(&self, span: Span, lexicon: &Lexicon) -> Option<f32> {
        let range = self.zh.index_at(span.start)..self.zh.index_at(span.end);
        gaps::score_of(self, &range, lexicon)
    }

    /// A pair of two texts that belong to no document (both at line 1).
    pub fn of(source: &str, target: &str, lexicon: &Lexicon) -> Self {
        let segment = |side, text: &str| Segment::whole(side, Role::Body, text, 0, 1);
        Self::new("", segment(Side::Source, source), segment(Side::Target, target), lexicon)
    }

    /// The paragraph bead that this pair stands in, or the pair itself.
    pub fn wider(&self) -> &Pair {
        self.paragraph.as_deref().unwrap_or(self)
    }

    /// The numbers of both sides; read, like all that follows, when they are first asked for, and kept: several checks ask.
    pub fn numbers(&self, lexicon: &Lexicon) -> &Said<Number> {
        let read = || Said { zh: number::chinese(&self.zh, lexicon), en: number::english(&self.en) };
        self.numbers.get_or_init(read)
    }

    /// The dates of both sides.
    pub fn dates(&self) -> &Said<Date> {
        self.dates.get_or_init(|| Said { zh: date::chinese(&self.zh), en: date::english(&self.en) })
    }

    /// The negations of both sides.
    pub fn denials(&self, lexicon: &Lexicon) -> &Said<Negation> {
        let read = || Said { zh: negation::chinese(&self.zh, lexicon), en: negation::english(&self.en) };
        self.denials.get_or_init(read)
    }

    /// The clauses of the source, in characters.
    pub fn clauses(&self) -> &[Range<usize>] {
        self.clauses.get_or_init(|| clause::chinese(self.zh.chars()))
    }

    /// Which negations of the two sides render each other; `None` if neither side speaks one.
    pub fn negations(&self, lexicon: &Lexicon) -> Option<&Negations> {
        self.negations.get_or_init(|| Negations::new(self, lexicon)).as_ref()
    }

    /// Which words of the one side may render which of the other.
    pub fn coverage(&self, lexicon: &Lexicon) -> &Coverage {
        self.coverage.get_or_init(|| {
            let numbers = self.numbers(lexicon);
            let mut coverage = Coverage::quick(&self.zh, &self.en, &self.links, numbers, lexicon);
            coverage.complete(&self.zh, &self.en, lexicon);
            coverage
        })
    }

    /// The stretches of one side that nothing on the other seems to render, likeliest first; worked out for both sides when they are
    /// first asked for.
    pub fn gaps(&self, side: Side, lexicon: &Lexicon) -> &[Gap] {
        let both = self.gaps.get_or_init(|| {
            if self.zh.chars().len() > gaps::LONGEST_TEXT || self.en.len() > gaps::LONGEST_TEXT {
                return Default::default();
            }
            let quick = Coverage::quick(&self.zh, &self.en, &self.links, self.numbers(lexicon), lexicon);
            if !gaps::is_plausible(&self.zh, &self.en, &quick) {
                return Default::default();
            }
            let coverage = self.coverage.get_or_init(|| {
                let mut coverage = quick;
                coverage.complete(&self.zh, &self.en, lexicon);
                coverage
            });
            [Side::Source, Side::Target].map(|side| gaps::gaps(&self.zh, &self.en, coverage, side))
        });
        &both[usize::from(side == Side::Target)]
    }

    /// What an alignment of the pair's own sentences makes of it, in order; nothing where a side has but one.
    pub fn parts(&self, lexicon: &Lexicon) -> &[Part] {
        self.parts.get_or_init(|| parts::parts(self, &Recipe::of_pair(), lexicon))
    }

    /// Sentences of the source that hardly anything in the translation of its neighbours explains; see [`Alone`].
    pub fn alone(&self, lexicon: &Lexicon) -> Vec<Alone> {
        parts::alone(self, lexicon)
    }

    /// Whether the source is hardly Chinese: the same text as the translation, or words in Latin letters with a stray Chinese one, as in
    /// a handbook that is translated in parts. There is nothing to compare then.
    pub fn is_foreign(&self) -> bool {
        is_foreign(&self.source.text) || self.source.text.trim() == self.target.text.trim()
    }

    /// Whether both sides have text.
    pub fn is_two_sided(&self) -> bool {
        !self.source.text.trim().is_empty() && !self.target.text.trim().is_empty()
    }
}

/// Latin words from which on a source may be called foreign; fewer may be a name or a formula.
const LATIN_WORDS: usize = 8;

/// Whether a source has at least eight words in Latin letters and not as many Chinese characters.
pub fn is_foreign(source: &str) -> bool {
    let mut han = 0;
    let mut words = 0;
    let mut inside = false;
    for c in source.chars() {
        han += usize::from(is_han(c));
        words += usize::from(c.is_ascii_alphabetic() && !inside);
        inside = c.is_ascii_alphabetic() || (inside && c == '\'');
    }
    words >= LATIN_WORDS && han < words
}
