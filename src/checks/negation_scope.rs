#![doc = include_str!("../../docs/checks/negation-scope.md")]

mod because;
mod contrast;

use super::negation::{quote_chinese, quote_english};
use super::{Check, Context};
use crate::align::Pair;
use crate::document::Span;
use crate::extract::Mention;
use crate::extract::negation::{Force, Measure, Negation};
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

static GROUND: Message = Message {
    en: "The source denies the ground (“{0}”); the translation gives it as the ground (“{1}”) of what is denied.",
    zh: "原文否定的是原因（“{0}”），译文却把它说成否定的原因（“{1}”）。",
};
static EXCHANGED: Message = Message {
    en: "What the source denies and what it puts in its place (“{0}”) stand the wrong way round (“{1}”).",
    zh: "原文否定的与肯定的（“{0}”）在译文中（“{1}”）互换了。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let cut = |text: &str, s: Span| text.get(s.start..s.end).unwrap_or_default().to_owned();
    let found = [(&GROUND, because::exchanged(pair)), (&EXCHANGED, contrast::exchanged(pair))];
    for (message, place) in found {
        let Some((source, target)) = place else { continue };
        let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
        out.push(Draft::new(Severity::Critical, 0.7, message, args).source(source).target(target));
    }
    let Some(found) = pair.negations(cx.lexicon) else { return };
    for &(i, k, tie) in &found.matched {
        let (z, e) = (&found.zh[i], &found.en[k]);
        let Some((message, base)) = conflict(pair, z, e) else { continue };
        // 不太满意…很不满意: two of each side that were paired crosswise.
        let crossed = |&(o, p, _): &(usize, usize, f32)| {
            let other = conflict(pair, &found.zh[o], &found.en[p]);
            other.is_some_and(|(m, _)| !std::ptr::eq(m, message))
                && conflict(pair, z, &found.en[p]).is_none()
                && conflict(pair, &found.zh[o], e).is_none()
        };
        if found.matched.iter().any(crossed) {
            continue;
        }
        // 不但有违: what goes on is negative itself. *Not 75 but 135*: neither is it only so.
        let goes_on = |other: &Mention<Negation>| {
            other.value.force == Force::Word && (z.range.end..z.range.end + 3).contains(&other.range.start)
        };
        let counts = pair.zh.chars().get(z.range.end).is_some_and(char::is_ascii_digit);
        let corrects = || counts && (e.range.end..e.range.end + CORRECTED).any(|k| pair.en.norm(k) == "but");
        if z.value.force == Force::More && (found.zh.iter().any(goes_on) || corrects()) {
            continue;
        }
        let confidence = base * (0.7 + 0.3 * tie.min(1.0));
        let (source, target) = (quote_chinese(pair, z), quote_english(pair, e));
        let args = vec![cut(pair.zh.text(), source), cut(pair.en.text(), target)];
        out.push(Draft::new(Severity::Critical, confidence, message, args).source(source).target(target));
    }
}

/// How far behind *not* the *but* may stand that puts something else in its place, in tokens.
const CORRECTED: usize = 8;

/// Whether what is denied is a rate: 并非每年.
fn is_rate(pair: &Pair, z: &Mention<Negation>) -> bool {
    let chars = pair.zh.chars();
    let period = |o: &std::ops::Range<usize>| {
        chars[o.start] == '每' && chars.get(o.start + 1).is_some_and(|c| "年月日天周次时".contains(*c))
    };
    z.value.operator.as_ref().is_some_and(period)
}

/// Total, partial or plain, a negative word with a word of totality before it (完全站不住脚) counted as total.
fn extent(n: &Negation) -> Force {
    match n.force {
        Force::Word if n.operator.is_some() => Force::Total,
        force => force,
    }
}

/// Whether the clause speaks of a part before it denies: *some of them were not members*.
fn names_a_part(pair: &Pair, e: &Mention<Negation>) -> bool {
    (e.value.clause.start..e.range.start).any(|k| {
        matches!(
            pair.en.norm(k),
            "some" | "several" | "part" | "parts" | "few" | "certain" | "many" | "others"
        )
    })
}

/// Whether the word of totality stands before an object, behind the verb that is denied.
fn is_object(pair: &Pair, z: &Mention<Negation>) -> bool {
    let all = |at: usize| pair.zh.has_at(at, "所有") || pair.zh.has_at(at, "一切");
    z.value.operator.as_ref().is_some_and(|o| o.start > z.range.end + 1 && all(o.start))
}

/// What is wrong between two negations that render each other, and how sure that is where they surely do.
fn conflict(pair: &Pair, z: &Mention<Negation>, e: &Mention<Negation>) -> Option<(&'static Message, f32)> {
    use Measure::{Certainty, Degree, Intensity, Need};
    let (zm, em) = (z.value.measure, e.value.measure);
    let before = e.range.start.checked_sub(1).map_or("", |p| pair.en.norm(p));
    Some(match (extent(&z.value), extent(&e.value)) {
        (Force::Total, Force::Partial) => {
            // "All … not" is often meant as "none", though it says "not all".
            let ambiguous =
                !e.value.inside && e.value.operator.as_ref().is_some_and(|o| o.start < e.range.start);
            let any = e.value.operator.as_ref().is_some_and(|o| pair.en.norm(o.start).starts_with("any"));
            let base = match (zm, em) {
                _ if ambiguous && any => 0.8,
                // *Everybody … couldn't* is said of nobody.
                _ if ambiguous && matches!(before, "can" | "could") => 0.45,
                (Some(Degree | Intensity), Some(Intensity)) => 0.75,
                (_, Some(Intensity | Need)) => 0.4,
                _ if ambiguous => 0.6,
                _ => 0.8,
            };
            (&WEAKENED, base)
        }
        (Force::Partial, Force::Total) => {
            let base = match (zm, em) {
                (Some(Need), _) => 0.4,
                // 不同意所有这些方案 is said of none as well as of not all.
                (Some(Measure::Quantity), _) if is_object(pair, z) => 0.45,
                (Some(Intensity), Some(Measure::Quantity)) => 0.5,
                _ => 0.8,
            };
            (&SHARPENED, base)
        }
        (Force::Partial, Force::Deny) if names_a_part(pair, e) || is_rate(pair, z) => return None,
        (Force::Partial, Force::Deny) => {
            let base = match zm {
                Some(Need) if matches!(before, "must" | "shall" | "may") => 0.7,
                Some(Certainty) if matches!(before, "may" | "might" | "could") => return None,
                Some(Certainty) => 0.6,
                Some(Need | Intensity) | None => 0.3,
                Some(_) => 0.55,
            };
            (&SHARPENED, base)
        }
        (Force::More, Force::Deny | Force::Total) => (&NOT_ONLY, 0.72),
        (Force::Deny, Force::Partial) => (&WEAKENED, 0.3),
        _ => return None,
    })
}
