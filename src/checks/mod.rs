//! The checks: each one file, one documentation page under `docs/checks/`, and one line in [`ALL`].
//!
//! A check compares mentions of the two sides of a pair, or looks at a document as a whole. It makes [`Draft`]s; where they
//! stand in the file, their fingerprint and their order are not its concern.

mod addition;
mod apparatus;
mod dates;
mod degree;
mod direction;
mod modality;
mod name_consistency;
mod names;
mod negation;
mod negation_scope;
mod numbers;
mod omission;
mod quantifiers;
mod quotation;
mod reference;
mod sentence_type;
mod speaker;
mod steps;
mod target_language;
mod terminology;
mod untranslated;

use crate::align::Pair;
use crate::align::odds::Weighed;
use crate::document::Document;
use crate::finding::Draft;
use crate::glossary::Glossary;
use crate::lexicon::Lexicon;

/// What every check may ask.
pub struct Context<'a> {
    /// The dictionary.
    pub lexicon: &'a Lexicon,
    /// The user's terms.
    pub glossary: &'a Glossary,
}

/// A document as a whole, after alignment; of a file that holds several, one of them.
pub struct Whole<'a> {
    /// What was read, the whole file; `None` for pairs that share a `document` field.
    pub document: Option<&'a Document>,
    /// The units that checks judge, in source order, one-sided ones too: sentence beads where they are safe, else paragraph
    /// beads; header, apparatus and elision segments as one-sided pairs with their role.
    pub pairs: &'a [Pair],
}

/// Judges one two-sided pair.
pub type PairCheck = fn(&Context, &Pair, &mut Vec<Draft>);

/// Judges a document; each draft belongs to the pair of that index in [`Whole::pairs`].
pub type DocumentCheck = fn(&Context, &Whole, &mut Vec<(usize, Draft)>);

/// A check: its identity, its page and its functions.
pub struct Check {
    /// Its id: the same word in file, page, configuration and report.
    pub id: &'static str,
    /// MQM category of its findings, unless a draft says otherwise.
    pub category: &'static str,
    /// ITS 2.0 locQualityIssueType of its findings, unless a draft says otherwise.
    pub its_type: &'static str,
    /// Its documentation page, Markdown; the first line is `# id`, the first paragraph says what it reports.
    pub page: &'static str,
    /// What it does for each two-sided pair.
    pub pair: Option<PairCheck>,
    /// What it does for a document as a whole.
    pub document: Option<DocumentCheck>,
}

impl Check {
    /// The first paragraph of its page, on one line.
    pub fn paragraph(&self) -> String {
        let lines = self.page.lines().map(str::trim).skip_while(|l| l.is_empty() || l.starts_with('#'));
        lines.take_while(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The first sentence of that.
    pub fn first_sentence(&self) -> String {
        let mut text = self.paragraph();
        if let Some(end) = text.find(". ") {
            text.truncate(end + 1);
        }
        text
    }
}

/// Every check, in the order of reports' legends.
pub static ALL: &[&Check] = &[
    &negation_scope::CHECK,
    &negation::CHECK,
    &numbers::CHECK,
    &dates::CHECK,
    &names::CHECK,
    &name_consistency::CHECK,
    &speaker::CHECK,
    &quantifiers::CHECK,
    &modality::CHECK,
    &degree::CHECK,
    &direction::CHECK,
    &reference::CHECK,
    &terminology::CHECK,
    &omission::CHECK,
    &addition::CHECK,
    &quotation::CHECK,
    &sentence_type::CHECK,
    &untranslated::CHECK,
    &apparatus::CHECK,
    &target_language::CHECK,
];

/// The check of that id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    ALL.iter().find(|c| c.id == id).copied()
}

/// The cues of a pair that are weighed by tables of odds (`data/*-evidence.tsv`), with the facts about each.
pub fn weighed(cx: &Context, pair: &Pair) -> Vec<Weighed> {
    let mut out = negation::weighed(cx, pair);
    out.extend(modality::weighed(cx, pair));
    out.extend(quantifiers::weighed(cx, pair));
    out
}
