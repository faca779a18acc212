//! A ground that the source denies, given as the ground of what is denied: 没有因为病重就放下, *because he was ill he did not put it aside*.

use std::ops::Range;

use crate::align::Pair;
use crate::document::Span;
use crate::extract::negation;
use crate::text::Chinese;

/// What denies and the ground behind it, longest first (folded).
const DENIALS: [&str; 20] = [
    "并没有",
    "不应该",
    "不可以",
    "没有",
    "并未",
    "并不",
    "并非",
    "不是",
    "不会",
    "不能",
    "不应",
    "不得",
    "不该",
    "不要",
    "不可",
    "从不",
    "决不",
    "绝不",
    "没",
    "未",
];
const GROUNDS: [&str; 3] = ["因为", "由于", "因"];

/// Words that take the ground back or say that it hinders nothing.
const YET: [&str; 23] = [
    "just",
    "merely",
    "simply",
    "only",
    "solely",
    "alone",
    "despite",
    "although",
    "though",
    "even",
    "spite",
    "nevertheless",
    "nonetheless",
    "notwithstanding",
    "still",
    "regardless",
    "let",
    "allow",
    "stop",
    "prevent",
    "deter",
    "mean",
    "means",
];

/// The denied ground of the source and what the translation gives as the ground.
pub(super) fn exchanged(pair: &Pair) -> Option<(Span, Span)> {
    let ground = denied(&pair.zh)?;
    let en = &pair.en;
    let negations: Vec<_> =
        negation::english(en).into_iter().filter(|n| n.value.force.is_spoken() && !n.value.inside).collect();
    let ends = |k: usize| matches!(en.norm(k), "." | ";" | "!" | "?" | ":");
    let begins = |k: usize| k == 0 || ends(k - 1) || matches!(en.norm(k - 1), "\"" | "“" | "that");
    let cause = (0..en.len()).find(|&k| match en.norm(k) {
        "because" => true,
        "since" | "as" => begins(k),
        "owing" | "due" => en.norm(k + 1) == "to",
        _ => false,
    })?;
    let start = (0..cause).rev().find(|&k| ends(k)).map_or(0, |k| k + 1);
    let end = (cause..en.len()).find(|&k| ends(k)).unwrap_or(en.len());
    if (start..end).any(|k| YET.contains(&en.norm(k))) {
        return None;
    }
    let of_sentence = |range: Range<usize>| negations.iter().find(|n| range.contains(&n.range.start));
    let parted = |from: usize, to: usize| (from..to).any(|k| en.norm(k) == ",");
    // *Because …, he did not*, or *he did not …, because*.
    let wrong = match of_sentence(start..cause) {
        Some(n) => parted(n.range.end, cause),
        None => begins(cause) && of_sentence(cause..end).is_some(),
    };
    wrong.then(|| (pair.zh.span(ground), en.span(cause..cause + 1)))
}

fn denied(zh: &Chinese) -> Option<Range<usize>> {
    let starts = |at: usize| zh.words().binary_search_by_key(&(at as u32), |w| w.start).is_ok();
    DENIALS.iter().find_map(|w| {
        zh.find_all(w).find_map(|at| {
            let from = at + w.chars().count();
            let ground = GROUNDS.iter().find(|g| zh.has_at(from, g))?;
            let to = from + ground.chars().count();
            (starts(from) && starts(to) && !zh.has_at(to, "此") && !zh.has_at(to, "之")).then_some(at..to)
        })
    })
}
