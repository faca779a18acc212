//! The date in a document's header against the dates of the original.

use crate::checks::Whole;
use crate::document::Role;
use crate::extract::date::{self, Date};
use crate::finding::{Draft, Message, Severity};

static HEADER: Message = Message {
    en: "The header dates the document “{0}”; the original is dated “{1}” and nowhere has the header's date.",
    zh: "文件头所署日期为“{0}”，原文所署为“{1}”，原文别处也没有前一日期。",
};

/// Segments from the beginning and from the end of the original among which the date of the document stands.
const EDGE: usize = 5;
/// A paper may be filed under the day on which it was sent, recorded or received: dates so many days apart are both right.
const FILED: u8 = 4;

/// Year, month and day of a date that has them all.
fn full(date: &Date) -> Option<(i32, u8, u8)> {
    let sure = !date.weak && !date.lunar && !date.either_order;
    Some((date.year?, date.month?, date.day?)).filter(|_| sure)
}

/// Reports a header whose first date is nowhere in the original, if the original's own date differs from it in the year, the month
/// or the day alone.
pub fn check(whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let headers = whole.pairs.iter().enumerate().filter(|(_, p)| p.target.role == Role::Header);
    let first = headers.flat_map(|(k, p)| date::english(&p.en).into_iter().map(move |m| (k, m)));
    let Some((k, header, (year, month, day))) =
        first.filter_map(|(k, m)| full(&m.value).map(|d| (k, m, d))).next()
    else {
        return;
    };
    let texts: Vec<_> = whole.pairs.iter().filter(|p| !p.source.text.trim().is_empty()).collect();
    let mut own = None;
    for (n, pair) in texts.iter().enumerate() {
        for mention in date::chinese(&pair.zh) {
            let d = mention.value;
            if d.month == Some(month) && d.day == Some(day) && d.year.is_none_or(|y| y == year) {
                return;
            }
            let at_edge = n < EDGE || n + EDGE >= texts.len();
            if let Some((y, m, d)) = full(&d).filter(|_| at_edge && own.is_none()) {
                let differs = [y != year, m != month, d != day].iter().filter(|x| **x).count();
                let filed = d.abs_diff(day) <= FILED && y == year && m == month;
                own = (differs == 1 && !filed).then(|| pair.zh.original(mention.range.clone()).to_owned());
            }
        }
    }
    if let Some(own) = own {
        let pair = &whole.pairs[k];
        let args = vec![pair.en.original(header.range.clone()).to_owned(), own];
        out.push((k, Draft::new(Severity::Major, 0.7, &HEADER, args).target(header.span)));
    }
}
