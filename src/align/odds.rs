//! How far facts speak for an error: weights of a logistic regression, read from a table.

use crate::document::{Side, Span};
use crate::lexicon::table;

/// Facts by name; most are 0 or 1.
pub type Facts = Vec<(&'static str, f32)>;

/// The weights of a table with the columns error, fact, weight.
#[derive(Debug, Clone)]
pub struct Odds(Vec<(&'static str, &'static str, f32)>);

impl Odds {
    /// Reads the table. The fact `bias` is always 1.
    pub fn new(text: &'static str) -> Self {
        let read = |r: Vec<&'static str>| {
            let [error, fact, weight, ..] = r[..] else { return None };
            Some((error, fact, weight.parse().ok()?))
        };
        Self(table::rows(text).filter_map(read).collect())
    }

    /// The logarithm of the odds that the facts are those of such an error, up to a constant such that 0 is what is worth showing.
    pub fn weigh(&self, error: &str, facts: &Facts) -> f32 {
        let value = |name: &str| facts.iter().find(|f| f.0 == name).map_or(0.0, |f| f.1);
        let rows = self.0.iter().filter(|r| r.0 == error);
        rows.map(|(_, fact, weight)| weight * if *fact == "bias" { 1.0 } else { value(fact) }).sum()
    }

    /// Confidence for what [`Self::weigh`] says: one half at 0, at most .9.
    pub fn confidence(&self, error: &str, facts: &Facts) -> f32 {
        (1.0 / (1.0 + (-self.weigh(error, facts)).exp())).min(0.9)
    }
}

/// What the evidence says from here on is shown as it is.
const SHOWN: f32 = 0.5;

/// What the evidence says below this is no contradiction, even if the two words belong together.
const DENIED: f32 = 0.03;

/// Whether a confidence that comes from facts leaves nothing for a table of contradictions to say: it is shown, or denied.
pub fn settles(confidence: f32) -> bool {
    !(DENIED..SHOWN).contains(&confidence)
}

/// A cue of a pair about which the odds are asked.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// What it may be, as in the table of weights.
    pub error: &'static str,
    /// The side on which it stands.
    pub side: Side,
    /// Where it stands in the text of that side.
    pub span: Span,
    /// What is known about it.
    pub facts: Facts,
}

/// A fact that is there or not.
pub fn truth(x: bool) -> f32 {
    f32::from(u8::from(x))
}
