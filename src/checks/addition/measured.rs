//! A measure put before a noun (a five-year agreement) whose source counts nothing.

use crate::align::Pair;
use crate::finding::{Draft, Message, Severity};
use crate::text::Chinese;

static MEASURED: Message = Message {
    en: "“{0}” gives a figure; the source gives none.",
    zh: "译文“{0}”带有数目，原文没有。",
};

/// Number words that begin such a measure. One and half may stand for an article or a middle.
const NUMBERS: [&str; 17] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "hundred",
];

/// Units that follow them, before a noun.
const UNITS: [&str; 16] = [
    "year", "month", "week", "day", "hour", "minute", "man", "member", "point", "story", "storey", "nation",
    "power", "mile", "page", "room",
];

/// Characters that count, and names of spans of time that a translation may spell out (学期, 周末长假).
const COUNTING: &str = "〇零二三四五六七八九十百千万几数多半季学假周旬叁伍陆柒捌玖拾廿卅参";
/// Those that count to two.
const BOTH: &str = "两双";

pub(super) fn check(pair: &Pair, out: &mut Vec<Draft>) {
    let counts = |zh: &Chinese, two: bool| {
        zh.chars().iter().any(|c| c.is_numeric() || COUNTING.contains(*c) || two && BOTH.contains(*c))
    };
    for k in 0..pair.en.len() {
        let en = &pair.en;
        let is_number = NUMBERS.contains(&en.norm(k)) || en.norm(k).bytes().all(|b| b.is_ascii_digit());
        let is_measure = is_number
            && en.norm(k + 1) == "-"
            && UNITS.contains(&en.norm(k + 2))
            && en.is_joined(k + 1)
            && en.is_joined(k + 2);
        // An age (a 30-year-old) is read by others.
        if !is_measure || en.norm(k + 3) == "-" {
            continue;
        }
        let two = matches!(en.norm(k), "two" | "2");
        if counts(&pair.zh, two) || counts(&pair.wider().zh, two) {
            continue;
        }
        let span = en.span(k..k + 3);
        if out.iter().any(|d| d.target.is_some_and(|t| t.overlaps(span))) {
            continue;
        }
        let quote = en.original(k..k + 3).to_owned();
        out.push(Draft::new(Severity::Major, 0.75, &MEASURED, vec![quote]).target(span));
    }
}
