//! The figures and ingredients of the alignment, so that each can be left out and measured (`examples/ablation.rs`).

/// What an alignment goes by. The default is what is best on average over all genres of docs/evaluation.md.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// Weights of the bead score.
    pub weights: Weights,
    /// How much is believed of each kind of evidence.
    pub reliability: Reliability,
    /// Whether the second pass knows the words and names that the first one's beads teach.
    pub learns: bool,
    /// Whether the second pass takes over the first one's length ratio, habit of one-sided beads and quotation marks.
    pub adapts: bool,
    /// Whether an alignment of pieces of segments votes on the boundaries.
    pub votes: bool,
}

impl Recipe {
    /// The recipe for the few sentences of one pair, from which there is nothing to learn.
    pub(super) fn of_pair() -> Self {
        Self { learns: false, adapts: false, ..Self::default() }
    }
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            reliability: Reliability::default(),
            learns: true,
            adapts: true,
            votes: true,
        }
    }
}

/// The weights of the bead score. Source: the recipe measured in the design, unless noted.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Weight of the evidence for the target's units.
    pub to_target: f32,
    /// Weight of the evidence for the source's units.
    pub to_source: f32,
    /// Log-prior of a one-sided bead.
    pub one_sided: f32,
    /// Log-prior of a one-sided bead of a page mark.
    pub furniture: f32,
    /// What a page mark costs at each of its borders inside a bead.
    pub furniture_inside: f32,
    /// Weight of the evidence that a one-sided bead leaves unexplained.
    pub unexplained: f32,
    /// Variance of the log length ratio of long segments.
    pub variance_floor: f32,
    /// What the variance gains for short ones: `floor + slope / source length`.
    pub variance_slope: f32,
    /// Weight of the length term.
    pub length: f32,
    /// Weight of the agreement of endings where a bead closes.
    pub agreement: f32,
    /// Weight of endings inside a bead.
    pub inner: f32,
    /// Bonus of a corner that the finer alignment passes.
    pub vote: f32,
    /// Fall of the log-prior for each further segment of a long 1-n or n-1 bead.
    pub long_step: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            to_target: 0.3,
            to_source: 0.3,
            one_sided: -4.0,
            furniture: -0.7,
            furniture_inside: -2.0,
            unexplained: 1.0,
            variance_floor: 0.05,
            variance_slope: 1.2,
            length: 1.0,
            agreement: 0.7,
            inner: 0.5,
            vote: 2.5,
            long_step: 0.25,
        }
    }
}

impl Weights {
    /// Weights for pieces of segments.
    pub(super) fn of_pieces(&self) -> Self {
        Self { agreement: self.agreement * PIECE_AGREEMENT, ..self.clone() }
    }
}

/// Share of the weight of endings that pieces of segments keep: most end in a comma on both sides, which says little.
const PIECE_AGREEMENT: f32 = 3.0 / 7.0;

/// How likely it is that a unit of a translated segment is explained by its partner (ρ), by kind of evidence. Measured on
/// literary, parliamentary, medical and legal texts.
#[derive(Debug, Clone, Copy)]
pub struct Reliability {
    /// A content word of the translation, by the glosses of the source.
    pub english: f32,
    /// A word of the source, by the words of the translation.
    pub chinese: f32,
    /// A number or an enumerator.
    pub number: f32,
    /// A class of punctuation.
    pub punctuation: f32,
    /// A word that the first pass learned.
    pub learned: f32,
    /// A name, by its sound.
    pub name: f32,
}

impl Default for Reliability {
    fn default() -> Self {
        Self { english: 0.5, chinese: 0.4, number: 0.8, punctuation: 0.75, learned: 0.7, name: 0.6 }
    }
}
