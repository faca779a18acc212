//! Exceptions, conditions and intervals, and words that say with what right or how surely, that nothing in the translation says.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::Context;
use crate::align::{Link, Pair};
use crate::extract::person::clause;
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, English};

static LIMIT: Message = Message {
    en: "Nothing in the translation says {0}; without that limit it says more than the source.",
    zh: "译文漏译“{0}”，少了这一限制，说得比原文宽。",
};

static CLAIM: Message = Message {
    en: "Nothing in the translation says {0}, on which it depends who did what and how surely.",
    zh: "译文漏译“{0}”，是谁之责、是否确实因此不同。",
};
static TONE: Message = Message {
    en: "The source judges with {0}; the translation only tells.",
    zh: "原文“{0}”带有评价，译文只是陈述。",
};

/// A row of data/charged.tsv.
struct Charged {
    /// Whether a fact depends on it, or only a judgement.
    is_claim: bool,
    limit: Limit,
}

fn charged(lexicon: &Lexicon) -> &'static [Charged] {
    static CHARGED: OnceLock<Vec<Charged>> = OnceLock::new();
    CHARGED.get_or_init(|| {
        table::rows(include_str!("../../../data/charged.tsv"))
            .filter_map(|row| {
                let [chinese, kind, words, ..] = row[..] else { return None };
                let opening = chinese.split(' ').map(|w| lexicon.fold_str(w)).collect();
                let words = words.split(' ').map(|w| w.split('_').collect()).collect();
                Some(Charged {
                    is_claim: kind == "claim",
                    limit: Limit { opening, closing: Vec::new(), words, weak: Vec::new(), denied: false },
                })
            })
            .collect()
    })
}

/// A row of data/limits.tsv.
struct Limit {
    opening: Vec<String>,
    closing: Vec<String>,
    words: Vec<Vec<&'static str>>,
    /// Words that say it only where something of what the limit holds is rendered.
    weak: Vec<Vec<&'static str>>,
    /// Whether the limit is one only before a negation: 除…外不.
    denied: bool,
}

fn limits(lexicon: &Lexicon) -> &'static [Limit] {
    static LIMITS: OnceLock<Vec<Limit>> = OnceLock::new();
    LIMITS.get_or_init(|| {
        let folded = |cell: &str| -> Vec<String> {
            cell.split(' ').filter(|w| *w != "-").map(|w| lexicon.fold_str(w)).collect()
        };
        table::rows(include_str!("../../../data/limits.tsv"))
            .filter_map(|row| {
                let [opening, closing, words, ..] = row[..] else { return None };
                let mut opening = folded(opening);
                // The longest word that fits counts: 除了 before 除.
                opening.sort_by_key(|w| std::cmp::Reverse(w.len()));
                let (weak, words): (Vec<_>, Vec<_>) = words.split(' ').partition(|w| w.starts_with('~'));
                let parts = |list: Vec<&'static str>| -> Vec<Vec<&'static str>> {
                    list.iter().map(|w| w.trim_start_matches('~').split('_').collect()).collect()
                };
                let denied = row.get(3) == Some(&"denied");
                Some(Limit {
                    opening,
                    closing: folded(closing),
                    words: parts(words),
                    weak: parts(weak),
                    denied,
                })
            })
            .collect()
    })
}

/// Characters of the longest limit that is one phrase.
const LONGEST: usize = 24;

pub(super) fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for limit in limits(cx.lexicon) {
        let Some(range) = find(&pair.zh, limit) else { continue };
        let said = |words: &[Vec<&str>]| is_said(&pair.en, words) || is_said(&pair.wider().en, words);
        let weak = said(&limit.weak) && (range.len() < LOADED || is_rendered(pair, &range));
        if said(&limit.words)
            || weak
            || pair.en.len() < SHORTEST
            || (limit.denied && !denies(pair, range.end))
        {
            continue;
        }
        let span = pair.zh.span(range.clone());
        if out.iter().any(|d| d.source.is_some_and(|s| s.overlaps(span)) && d.confidence >= SURE) {
            continue;
        }
        // A clause that was lost whole is the same finding, more surely.
        out.retain(|d| !d.source.is_some_and(|s| s.overlaps(span)));
        let quote = pair.zh.original(range).to_owned();
        out.push(Draft::new(Severity::Major, 0.75, &LIMIT, vec![quote]).source(span));
    }
}

/// Words that decide who is to blame, or that judge, and that the translation drops.
pub(super) fn check_charged(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    if pair.en.len() < SHORTEST {
        return;
    }
    for Charged { is_claim, limit } in charged(cx.lexicon) {
        let Some(range) = find(&pair.zh, limit) else { continue };
        let is_whole = |l: &Link| l.start as usize == range.start && l.end as usize == range.end;
        let is_linked = pair.links.of_chars(range.clone()).any(is_whole);
        if is_linked
            || is_cut(&pair.zh, &range)
            || is_said(&pair.en, &limit.words)
            || is_said(&pair.wider().en, &limit.words)
        {
            continue;
        }
        let span = pair.zh.span(range.clone());
        if out.iter().any(|d| d.source.is_some_and(|s| s.overlaps(span))) {
            continue;
        }
        let quote = pair.zh.original(range).to_owned();
        let (severity, message) =
            if *is_claim { (Severity::Major, &CLAIM) } else { (Severity::Minor, &TONE) };
        out.push(Draft::new(severity, 0.7, message, vec![quote]).source(span));
    }
}

/// Whether another word of the dictionary begins or ends inside the range: 无理 in 无理由.
fn is_cut(zh: &Chinese, range: &Range<usize>) -> bool {
    zh.matches().iter().any(|m| {
        let (start, end) = (m.start as usize, (m.start + m.len) as usize);
        start > range.start && start < range.end && end > range.end
            || start < range.start && end > range.start && end < range.end
    })
}

/// Confidence of a finding that needs no other on the same words.
const SURE: f32 = 0.75;
/// Tokens below which a translation is a heading, which may say less.
const SHORTEST: usize = 5;

fn find(zh: &Chinese, limit: &Limit) -> Option<Range<usize>> {
    let is_start = |at: usize| zh.words().binary_search_by_key(&(at as u32), |w| w.start).is_ok();
    limit.opening.iter().find_map(|opening| {
        zh.find_all(opening).filter(|at| is_start(*at)).find_map(|at| {
            let begun = at + opening.chars().count();
            if limit.closing.is_empty() {
                return Some(at..begun);
            }
            let end = clause(zh, at).end.min(at + LONGEST);
            (begun + 1..end).find_map(|k| {
                let close = limit.closing.iter().filter(|w| zh.has_at(k, w)).max_by_key(|w| w.len())?;
                let stop = k + close.chars().count();
                let is_end = is_start(stop) || stop == zh.chars().len();
                (stop <= end && is_start(k) && is_end).then_some(at..stop)
            })
        })
    })
}

/// Characters from which on a limit holds words of its own: 在这种情况下 has none.
const LOADED: usize = 8;

/// Whether the words of the limit are rendered, or half of them.
fn is_rendered(pair: &Pair, range: &Range<usize>) -> bool {
    let inner = range.start + 1..range.end.saturating_sub(3);
    let words = pair.zh.words().iter().filter(|w| {
        w.end - w.start > 1 && inner.contains(&(w.start as usize)) && (w.end as usize) <= inner.end
    });
    let tied = |w: &&crate::text::Word| {
        pair.links.of_chars(w.start as usize..w.end as usize).any(|l| l.end - l.start > 1)
    };
    let (all, rendered) = (words.clone().count(), words.filter(tied).count());
    all == 0 || rendered * 2 >= all
}

/// How far behind a limit the negation stands that it is an exception to, in characters.
const BEHIND: usize = 14;

fn denies(pair: &Pair, from: usize) -> bool {
    let chars = pair.zh.chars();
    let end = (from..chars.len().min(from + BEHIND)).find(|&k| matches!(chars[k], '。' | ';' | '!' | '?'));
    let behind = from..end.unwrap_or(chars.len().min(from + BEHIND));
    chars[behind].iter().any(|c| matches!(c, '不' | '没' | '未' | '无' | '勿' | '毋'))
}

fn is_said(en: &English, words: &[Vec<&str>]) -> bool {
    let fits = |word: &str, norm: &str| match word.strip_suffix('*') {
        Some(stem) => norm.starts_with(stem),
        None if word.starts_with('*') => norm.ends_with(&word[1..]),
        None => norm == word || norm.eq_ignore_ascii_case(word),
    };
    (0..en.len()).any(|k| {
        words
            .iter()
            .any(|phrase| phrase.iter().enumerate().all(|(i, w)| fits(&w.to_lowercase(), en.norm(k + i))))
    })
}
