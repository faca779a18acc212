//! What speaks for and against a word of quantity of the translation having nothing to render, weighed by
//! `data/quantity-evidence.tsv`.

use std::sync::OnceLock;

use super::known;
use crate::align::Pair;
use crate::align::cues::Cues;
use crate::align::odds::{Facts, Odds, truth};
use crate::align::support::{Ground, Relation};
use crate::extract::Mention;
use crate::extract::cue::Cue;
use crate::extract::quantity::Quantity;

/// The weights.
pub(super) fn odds() -> &'static Odds {
    static ODDS: OnceLock<Odds> = OnceLock::new();
    ODDS.get_or_init(|| Odds::new(include_str!("../../../data/quantity-evidence.tsv")))
}

/// The group of a word of quantity of the translation. Others are not weighed.
pub(super) fn group(pair: &Pair, cues: &Cues<Quantity>, k: usize) -> Option<&'static str> {
    use Quantity::{
        All, Always, Each, Few, Half, Most, NoneOf, Often, Rarely, Several, Some as Part, Sometimes,
    };
    let e = &cues.en[k];
    let word = pair.en.norm(e.range.start);
    Some(match e.value.sense {
        All | Each if matches!(word, "all" | "every" | "each") => "all",
        Several | Part | Half if matches!(word, "some" | "several" | "half" | "part") => "some",
        Few if !matches!(word, "little" | "individual" | "isolated") => "few",
        Most if matches!(word, "most" | "the" | "vast") => "most",
        NoneOf if word == "neither" => "none",
        Always | Often | Sometimes | Rarely if word != "at" && word != "constantly" => "often",
        _ => return None,
    })
}

/// How much of a whole a sense means, or how much of the time, in steps.
fn rank(q: Quantity) -> f32 {
    match q {
        Quantity::All
        | Quantity::Whole
        | Quantity::Each
        | Quantity::Both
        | Quantity::Total
        | Quantity::Always => 5.0,
        Quantity::Most => 4.0,
        Quantity::Many | Quantity::Often => 3.0,
        Quantity::Half => 2.5,
        Quantity::Several | Quantity::Some | Quantity::Sometimes => 2.0,
        Quantity::Few | Quantity::Rarely => 1.0,
        Quantity::Sole | Quantity::One => 0.5,
        Quantity::NoneOf | Quantity::Never => 0.0,
    }
}

/// What a sense of the source says of one of the translation.
pub(super) fn relate(z: Quantity, e: Quantity) -> Relation {
    // *Always kept silent* renders 从不谈论.
    if z.is_frequency() != e.is_frequency() || (z, e) == (Quantity::Never, Quantity::Always) {
        return Relation::Apart;
    }
    let apart = (rank(z) - rank(e)).abs();
    match known().get(z, e) {
        None if apart <= 1.5 => Relation::Supports,
        None if apart <= 3.0 => Relation::Apart,
        _ => Relation::Contradicts,
    }
}

/// Characters by which a quantity shows inside longer words.
fn signs(e: Quantity) -> &'static str {
    match e {
        Quantity::All | Quantity::Whole | Quantity::Each => "都全各每凡皆均所任整切总满共尽遍统通皆诸众",
        Quantity::Several | Quantity::Some | Quantity::Half => "些部某几数若干份有半点批",
        Quantity::Few => "少几寥罕鲜数两些",
        Quantity::Many => "多众广大量许繁重累屡诸数",
        Quantity::Most => "多大主最广",
        Quantity::NoneOf | Quantity::Never => "不没无未非",
        _ => "常总始终永一直时往经频屡偶每老都历向再多",
    }
}

/// Words behind which *all* only floats: *would all want*, *they all*.
const FLOATS: [&str; 18] = [
    "is", "are", "was", "were", "have", "had", "will", "would", "can", "should", "must", "we", "they", "you",
    "us", "them", "'re", "'ve",
];

/// Spans of time, of which *a few* is as good as some number.
const PERIODS: [&str; 12] = [
    "days", "weeks", "months", "years", "hours", "minutes", "seconds", "decades", "times", "words", "steps",
    "moments",
];

/// Translations shorter than this, in tokens, are headings and exclamations as often as sentences.
const SHORT: usize = 12;

/// The facts about word of quantity `k` of the translation; `has_digits`: whether the source has.
pub(super) fn facts(
    pair: &Pair,
    ground: &Ground<Quantity>,
    e: &Mention<Cue<Quantity>>,
    k: usize,
    has_digits: bool,
) -> Facts {
    let mut out = ground.facts(k, signs(e.value.sense));
    let word = pair.en.norm(e.range.start);
    let next = pair.en.norm(e.range.end);
    let plural = |w: &str| w.len() > 3 && w.ends_with('s') && !w.ends_with("ss");
    let number = pair.en.tokens().get(e.range.end).is_some_and(|t| t.kind == crate::text::Kind::Number);
    out.extend([
        ("some", truth(word == "some")),
        ("every", truth(word == "every")),
        ("each", truth(word == "each")),
        (
            "pronoun",
            truth(
                (e.range.end - 1..e.range.end + 2)
                    .any(|k| matches!(pair.en.norm(k), "us" | "them" | "you" | "this" | "its" | "it")),
            ),
        ),
        ("of", truth(next == "of" || pair.en.norm(e.range.end - 1) == "of")),
        ("plural", truth(plural(next) || plural(pair.en.norm(e.range.end + 1)))),
        ("number", truth(number)),
        (
            "article",
            truth(matches!(
                pair.en.norm(e.range.start.saturating_sub(1)),
                "a" | "the" | "this" | "that" | "an"
            )),
        ),
        ("mark", truth(matches!(next, "," | "." | ";" | ":" | ""))),
        ("always", truth(word == "always")),
        ("floats", truth(FLOATS.contains(&pair.en.norm(e.range.start.saturating_sub(1))))),
        (
            "needed",
            truth(matches!(
                next,
                "necessary" | "possible" | "other" | "others" | "relevant" | "available" | "non" | "over"
            )),
        ),
        ("such", truth(matches!(next, "such" | "new" | "more" | "kind" | "sort" | "time" | "point"))),
        ("period", truth(PERIODS.contains(&next))),
        ("minority", truth(word == "minority")),
        (
            "begins",
            truth(e.range.start == 0 || matches!(pair.en.norm(e.range.start - 1), "." | ";" | "," | "\"")),
        ),
        ("short", truth(pair.en.len() < SHORT)),
        ("number-zh", truth(has_digits)),
    ]);
    out
}
