#![doc = include_str!("../../docs/checks/negation-scope.md")]

use super::negation::{Reading, quote_chinese, quote_english};
use super::{Check, Context};
use crate::align::Pair;
use crate::extract::negation::{Force, Measure};
use crate::finding::{Draft, Message, Severity};

/// The check.
pub const CHECK: Check = Check {
    id: "negation-scope",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/negation-scope.md"),
    pair: Some(pair),
    document: None,
};

static WEAKENED: Message = Message {
    en: "The source denies it altogether (“{0}”); the translation denies only that it is wholly so (“{1}”), which grants a part.",
    zh: "原文是全部否定（“{0}”），译文只否定了一部分（“{1}”），等于承认了其余部分。",
};
static SHARPENED: Message = Message {
    en: "The source denies only that it is wholly so (“{0}”); the translation denies it altogether (“{1}”).",
    zh: "原文只是部分否定（“{0}”），译文却全部否定了（“{1}”）。",
};
static NOT_ONLY: Message = Message {
    en: "The source says that it is not only so (“{0}”); the translation says that it is not so (“{1}”).",
    zh: "原文说的是“不仅如此”（“{0}”），译文却说“不是如此”（“{1}”）。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let Some(reading) = Reading::new(pair, cx.lexicon) else { return };
    for &(i, k, tie) in &reading.matched {
        let (z, e) = (&reading.zh[i], &reading.en[k]);
        let same = z.value.measure == e.value.measure;
        let (message, base) = match (z.value.force, e.value.force) {
            (Force::Total, Force::Partial) => (&WEAKENED, if same { 0.8 } else { 0.45 }),
            (Force::Partial, Force::Total) => {
                (&SHARPENED, if same || e.value.measure.is_none() { 0.8 } else { 0.6 })
            }
            (Force::Partial, Force::Deny) if !e.value.inside => match z.value.measure {
                Some(Measure::Need | Measure::Certainty) => (&SHARPENED, 0.5),
                _ => (&SHARPENED, 0.4),
            },
            (Force::More, Force::Deny | Force::Total) => (&NOT_ONLY, 0.72),
            (Force::Deny, Force::Partial) => (&WEAKENED, 0.3),
            _ => continue,
        };
        // "All … not" is commonly meant as "none", though it says "not all".
        let ambiguous = e.value.operator.as_ref().is_some_and(|o| o.start < e.range.start);
        let base = if ambiguous { base * 0.75 } else { base };
        let confidence = base * (0.7 + 0.3 * tie.min(1.0));
        let (source, target) = (quote_chinese(pair, z), quote_english(pair, e));
        let cut =
            |text: &str, s: crate::document::Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
        let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
        out.push(Draft::new(Severity::Critical, confidence, message, args).source(source).target(target));
    }
}
