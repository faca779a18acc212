//! Dates and times of the translation that no calendar and no clock has: a slip of the pen in a figure.

use crate::align::Pair;
use crate::extract::date::names_month;
use crate::finding::{Draft, Message, Severity};
use crate::text::{English, Kind};

static IMPOSSIBLE: Message = Message {
    en: "There is no “{0}”: the translation's date or time is mistyped.",
    zh: "“{0}”不成日期或时刻：译文的数字有误。",
};
static FAR: Message = Message {
    en: "The translation speaks of the year {0}, which the source does not.",
    zh: "译文作“{0}”年，原文并无此年份。",
};

/// Years later than this are hardly ever spoken of.
const LATEST: u32 = 2100;

/// Reports impossible dates and times, unless the source has the figure as well.
pub(super) fn check(pair: &Pair, out: &mut Vec<Draft>) {
    let en = &pair.en;
    let mut at = 0;
    while at < en.len() {
        let (end, message) = match slip(en, at) {
            Some(found) => found,
            None => {
                at += 1;
                continue;
            }
        };
        let copied = (at..end)
            .filter(|&k| en.tokens()[k].kind == Kind::Number)
            .all(|k| pair.wider().zh.find(en.norm(k)).is_some());
        if !copied {
            let span = en.span(at..end);
            let text = en.original(at..end).to_owned();
            out.push(Draft::new(Severity::Major, 0.75, message, vec![text]).target(span));
        }
        at = end;
    }
}

/// A whole number in plain figures, with its number of digits.
fn whole(en: &English, at: usize) -> Option<(u32, usize)> {
    let norm = en.norm(at);
    let plain = norm.len() < 5 && !norm.is_empty() && norm.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| norm.parse().ok().map(|v| (v, norm.len()))).flatten()
}

fn slip(en: &English, at: usize) -> Option<(usize, &'static Message)> {
    let month = |k: usize| names_month(en, k);
    if month(at) {
        let (day, digits) = whole(en, at + 1)?;
        let suffix = en.is_joined(at + 2) && matches!(en.norm(at + 2), "st" | "nd" | "rd" | "th");
        let end = at + 2 + usize::from(suffix);
        // "In March 62 people died": a day is followed by a mark, a year, or nothing that is counted.
        let counts = !suffix && en.tokens().get(end).is_some_and(|t| t.kind == Kind::Word && !t.stop);
        if matches!(digits, 2 | 3)
            && day > 31
            && !counts
            && en.norm(end) != "%"
            && en.norm(at.wrapping_sub(1)) != "in"
        {
            return Some((end, &IMPOSSIBLE));
        }
        let (year, _) = whole(en, at + 1)?;
        return (digits == 4 && year > LATEST).then_some((at + 2, &FAR));
    }
    let (first, digits) = whole(en, at)?;
    let joined = |from: usize, to: usize| (from + 1..=to).all(|k| en.is_joined(k));
    // "19:90", "170:37:29", "12:0 pm"; a ratio or a verse has no half of the day behind it.
    if en.norm(at + 1) == ":" && joined(at, at + 2) {
        let (minute, two) = whole(en, at + 2)?;
        let seconds = en.norm(at + 3) == ":" && joined(at, at + 4);
        let half = matches!(en.norm(at + 3), "am" | "pm")
            || (matches!(en.norm(at + 3), "a" | "p") && en.norm(at + 5) == "m");
        let clock = seconds || half;
        let strange = (digits < 3 && first < 25 && two == 2 && minute > 59)
            || (clock && (first > 24 || minute > 59 || two != 2));
        return strange.then_some((at + 3, &IMPOSSIBLE));
    }
    match digits {
        // "90 January", "the 95th of May".
        2 | 3 if first > 31 => {
            let suffix = en.is_joined(at + 1) && matches!(en.norm(at + 1), "st" | "nd" | "rd" | "th");
            let next = at + 1 + usize::from(suffix);
            let next = next + usize::from(suffix && en.norm(next) == "of");
            let led = matches!(
                en.norm(at.wrapping_sub(1)),
                "on" | "by" | "until" | "since" | "from" | "before" | "after" | "the"
            );
            (month(next) && led).then_some((next + 1, &IMPOSSIBLE))
        }
        // "19:90".
        4 => {
            // "2020-70-26".
            let mark = en.norm(at + 1);
            if matches!(mark, "-" | "/") && en.norm(at + 3) == mark && joined(at, at + 4) {
                let ((month, _), (day, _)) = (whole(en, at + 2)?, whole(en, at + 4)?);
                let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
                let turned = (1..=12).contains(&day) && (1..=31).contains(&month);
                return (!fits && !turned && (1000..=LATEST).contains(&first))
                    .then_some((at + 5, &IMPOSSIBLE));
            }
            // "On 30 January 2200", "July 26th, 2060", "by 2320,".
            let before = |k: usize| en.norm(at.wrapping_sub(k));
            let comma = usize::from(before(1) == ",");
            let suffix = usize::from(matches!(before(1 + comma), "st" | "nd" | "rd" | "th"));
            let day = at
                .checked_sub(1 + comma + suffix)
                .and_then(|k| whole(en, k))
                .is_some_and(|(d, n)| n < 3 && d < 32);
            let dated =
                month(at.wrapping_sub(1 + comma)) || (day && month(at.wrapping_sub(2 + comma + suffix)));
            let ends = en.tokens().get(at + 1).is_none_or(|t| t.kind == Kind::Mark || t.stop)
                && en.norm(at + 1) != "-";
            let led = matches!(before(1), "in" | "by" | "until" | "since" | "through" | "during") && ends;
            (first > LATEST && (dated || led)).then_some((at + 1, &FAR))
        }
        _ => None,
    }
}
