//! Who acts on whom: the agent and the object of one verb that change places.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::Context;
use super::super::direction::Named;
use super::super::direction::roles::{distinct, object};
use super::SWAPPED;
use crate::align::Pair;
use crate::extract::person::clause;
use crate::finding::{Draft, Severity};
use crate::lexicon::{Lexicon, stem, table};
use crate::text::Chinese;
use crate::text::clause::{around, english};

/// The rows of data/acts.tsv.
struct Acts {
    /// Chinese verbs with their row, the longest first.
    chinese: FxHashMap<char, Vec<(String, usize)>>,
    /// All forms of English verbs with their rows.
    english: FxHashMap<String, Vec<usize>>,
}

fn acts(lexicon: &Lexicon) -> &'static Acts {
    static ACTS: OnceLock<Acts> = OnceLock::new();
    ACTS.get_or_init(|| {
        let mut out = Acts { chinese: FxHashMap::default(), english: FxHashMap::default() };
        for (row, cells) in table::rows(include_str!("../../../data/acts.tsv")).enumerate() {
            let [chinese, english, ..] = cells[..] else { continue };
            for word in chinese.split(' ').map(|w| lexicon.fold_str(w)) {
                if let Some(first) = word.chars().next() {
                    out.chinese.entry(first).or_default().push((word, row));
                }
            }
            for form in english.split(' ').flat_map(stem::forms) {
                let rows = out.english.entry(form).or_default();
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        for words in out.chinese.values_mut() {
            words.sort_by_key(|(w, _)| std::cmp::Reverse(w.chars().count()));
        }
        out
    })
}

/// A verb of the source with the words beside it.
struct Act {
    row: usize,
    agent: Range<usize>,
    patient: Range<usize>,
}

/// Words that mark another order than agent, verb, object.
const MARKED: &str = "被遭受由给让叫把将向对跟同与和为替";
/// Characters in which the object of a verb is named.
const PATIENT: usize = 6;

fn find(zh: &Chinese, lexicon: &Lexicon) -> Vec<Act> {
    let acts = acts(lexicon);
    let mut out = Vec::new();
    for word in zh.words() {
        let (start, end) = (word.start as usize, word.end as usize);
        let Some(known) = acts.chinese.get(&zh.chars()[start]) else { continue };
        let folded = zh.folded(start..end);
        let Some((_, row)) = known.iter().find(|(w, _)| *w == folded) else { continue };
        let whole = clause(zh, start);
        let agent = whole.start..start;
        let to = whole.end.min(end + PATIENT);
        let stop = (end..to).find(|&k| "的了着过、".contains(zh.chars()[k])).unwrap_or(to);
        let skip = usize::from(end < to && "了过着".contains(zh.chars()[end]));
        let patient = end + skip..if skip > 0 { to } else { stop };
        let marked = zh.chars()[agent.clone()].iter().any(|c| MARKED.contains(*c));
        if !agent.is_empty() && !patient.is_empty() && !marked {
            out.push(Act { row: *row, agent, patient });
        }
    }
    out
}

/// Tokens before a verb in which its subject stands.
const SUBJECT: usize = 8;

pub(super) fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let found = find(&pair.zh, cx.lexicon);
    if found.is_empty() {
        return;
    }
    let named = Named::new(cx, pair);
    let clauses = english(&pair.en);
    let verbs: Vec<(usize, &Vec<usize>)> = (0..pair.en.len())
        .filter_map(|k| Some((k, acts(cx.lexicon).english.get(pair.en.norm(k))?)))
        .collect();
    for act in &found {
        // Of two such verbs of one meaning one cannot tell which is which.
        let mut same = verbs.iter().filter(|(_, rows)| rows.contains(&act.row));
        let (Some((verb, _)), None) = (same.next(), same.next()) else { continue };
        let verb = *verb;
        if found.iter().filter(|o| o.row == act.row).count() > 1
            || is_passive(pair, verb)
            || is_caused(pair, verb)
        {
            continue;
        }
        let (agent, patient) = distinct(cx, pair, &named, &act.agent, &act.patient);
        let subject = around(&clauses, verb).start.max(verb.saturating_sub(SUBJECT))..verb;
        let goal = object(pair, verb);
        let has = |tokens: &[usize], range: &Range<usize>| tokens.iter().any(|t| range.contains(t));
        let turned = has(&patient, &subject) && has(&agent, &goal);
        let straight = has(&agent, &subject) || has(&patient, &goal);
        if !turned || straight {
            continue;
        }
        let first = patient.iter().copied().filter(|t| subject.contains(t)).min().unwrap_or(verb);
        let last = agent.iter().copied().filter(|t| goal.contains(t)).max().unwrap_or(verb);
        let (span, quote) = (pair.zh.span(act.agent.start..act.patient.end), first..last + 1);
        if out.iter().any(|d| d.source.is_some_and(|s| s.overlaps(span)) && d.confidence >= 0.5) {
            continue;
        }
        let arguments = vec![
            pair.zh.original(act.agent.clone()).trim().to_owned(),
            pair.zh.original(act.patient.clone()).trim().to_owned(),
            pair.en.original(quote.clone()).to_owned(),
        ];
        let draft = Draft::new(Severity::Major, 0.75, &SWAPPED, arguments);
        out.push(draft.source(span).target(pair.en.span(quote)));
    }
}

/// Whether the verb depends on one that makes somebody act: `make the installer ask` has the agent between the two, and who makes it
/// elsewhere.
fn is_caused(pair: &Pair, verb: usize) -> bool {
    (verb.saturating_sub(CAUSE)..verb).any(|k| {
        matches!(pair.en.norm(k), "make" | "makes" | "made" | "making" | "let" | "lets" | "letting")
            && (k + 1..verb).any(|i| pair.en.norm(i) == "the")
    })
}

/// Tokens before a verb in which its causative stands.
const CAUSE: usize = 5;

/// Whether a verb stands in the passive, as a participle or as a noun.
fn is_passive(pair: &Pair, verb: usize) -> bool {
    let en = &pair.en;
    let before = |k: usize| verb.checked_sub(k).map_or("", |i| en.norm(i));
    let auxiliary = |w: &str| {
        matches!(w, "was" | "were" | "is" | "are" | "be" | "been" | "being" | "am" | "got" | "get" | "gets")
    };
    let by = (verb + 1..(verb + 4).min(en.len())).any(|k| en.norm(k) == "by");
    let noun = matches!(
        before(1),
        "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "of" | "this" | "that"
    );
    auxiliary(before(1))
        || (auxiliary(before(2)) && en.norm(verb - 1).ends_with("ly"))
        || before(1) == "not" && auxiliary(before(2))
        || by
        || noun
}
