//! What is denied and what is put in its place, exchanged: 不是习惯，而是上冻, *habit rather than frost*.

use std::ops::Range;

use crate::align::Pair;
use crate::document::Span;

/// Words that deny the first of two and those that put the second in its place (folded).
const FIRST: [&str; 6] = ["并不是", "不是", "并非", "不在于", "不在", "非"];
const SECOND: [&str; 3] = ["而是", "而在于", "而在"];
/// Words that deny the second of two.
const LATTER: [&str; 5] = ["而不是", "而并非", "而不在", "而绝非", "而非"];

/// Characters between the two, at most.
const REACH: usize = 30;

/// The contrast of the source and that of the translation, if they are the wrong way round.
pub(super) fn exchanged(pair: &Pair) -> Option<(Span, Span)> {
    let (whole, denied, put) = chinese(pair)?;
    let en = &pair.en;
    let (mark, length) = (0..en.len()).find_map(|k| {
        let two = |b: &str| en.norm(k + 1) == b;
        match en.norm(k) {
            "rather" if two("than") => Some((k, 2)),
            "instead" if two("of") => Some((k, 2)),
            "and" if two("not") => Some((k, 2)),
            _ => None,
        }
    })?;
    let ends = |k: usize| matches!(en.norm(k), "." | ";" | "!" | "?" | ":");
    let start = (0..mark).rev().find(|&k| ends(k)).map_or(0, |k| k + 1);
    let end = (mark..en.len()).find(|&k| ends(k)).unwrap_or(en.len());
    // A *not* before the mark has a contrast of its own.
    if (start..mark).any(|k| matches!(en.norm(k), "not" | "never" | "no" | "but")) {
        return None;
    }
    let tokens = |range: Range<usize>| -> Vec<usize> {
        let links = pair.links.of_chars(range.clone());
        let whole = links.filter(|l| {
            l.end - l.start > 1 && l.start as usize >= range.start && l.end as usize <= range.end
        });
        whole.map(|l| l.token as usize).filter(|k| (start..end).contains(k)).collect()
    };
    let (denied, put) = (tokens(denied), tokens(put));
    let most = |all: &[usize], side: Range<usize>| {
        all.iter().filter(|k| side.contains(k)).count() * 3 > all.len() * 2
            || (all.len() == 1 && side.contains(&all[0]))
    };
    let wrong = most(&denied, start..mark) && most(&put, mark + length..end);
    wrong.then(|| (pair.zh.span(whole), en.span(mark..mark + length)))
}

/// The contrast, what it denies and what it puts in its place.
fn chinese(pair: &Pair) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let zh = &pair.zh;
    let chars = zh.chars();
    let parts = |k: &usize| matches!(chars[*k], '。' | ';' | '!' | '?' | ':');
    let stop =
        |from: usize| (from..chars.len()).find(|k| parts(k) || chars[*k] == ',').unwrap_or(chars.len());
    for w in SECOND {
        for at in zh.find_all(w) {
            let from = at.saturating_sub(REACH);
            let first = FIRST.iter().find_map(|f| {
                let n = f.chars().count();
                (from..at).rev().find(|&k| zh.has_at(k, f) && !(k..at).any(|p| parts(&p))).map(|k| (k, k + n))
            });
            if let Some((open, begun)) = first {
                let end = at + w.chars().count();
                return Some((open..end, begun..at, end..stop(end)));
            }
        }
    }
    LATTER.iter().find_map(|w| {
        let at = zh.find(w)?;
        let start = (0..at).rev().find(|k| parts(k)).map_or(0, |k| k + 1).max(at.saturating_sub(REACH));
        let end = at + w.chars().count();
        Some((at..end, end..stop(end), start..at))
    })
}
