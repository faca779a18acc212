//! Rows of tables, and amounts of money: what only the rest of the document tells.

use std::ops::Range;

use super::matching::Matching;
use super::values::{Money, moneys};
use super::{Judge, MAGNITUDE, UNIT, judged};
use crate::align::Pair;
use crate::checks::{Context, Whole};
use crate::extract::number::{Kind, same};
use crate::finding::{Draft, Severity};

/// Segments before a table among which its head or caption stands.
const HEAD: usize = 4;

/// Words of the two languages by which heads give amounts in round units.
const ZH_SIZES: [&str; 6] = ["万", "萬", "亿", "億", "千", "百万"];
const EN_SIZES: [&str; 8] =
    ["thousand", "million", "billion", "hundred", "'000", "000s", "ten thousand", "lakh"];

/// Whether a pair is a row of a table: cells parted by wide gaps or bars, hardly any marks of sentences, numbers on both sides.
pub(super) fn is_row(pair: &Pair) -> bool {
    let cells = |text: &str| {
        let gaps = text.matches(['|', '\t', '\u{3000}']).count();
        gaps.max(text.matches("  ").count())
    };
    let prose = |text: &str| text.contains(['。', '；', ';', '！', '？']) || text.trim_end().ends_with('.');
    let (zh, en) = (pair.zh.text(), pair.en.text());
    cells(zh) >= 2 && cells(en) >= 2 && !prose(zh) && !prose(en)
}

/// Judges the rows of each table together: a column that is off by the same power of ten in every row is given in another unit if the
/// head says so.
pub(super) fn rows(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let in_table = |p: &Pair| p.is_two_sided() && p.certainty < 1.0 && is_row(p);
    let mut at = 0;
    while at < whole.pairs.len() {
        if !in_table(&whole.pairs[at]) {
            at += 1;
            continue;
        }
        let end = (at..whole.pairs.len())
            .find(|&k| whole.pairs[k].is_two_sided() && !in_table(&whole.pairs[k]))
            .unwrap_or(whole.pairs.len());
        table(cx, whole, at..end, out);
        at = end;
    }
}

/// A finding in the pair of that index; for an order of magnitude also the place of the number in its row and the ratio of the figures.
type Found = (usize, Draft, Option<(usize, f64)>);

fn table(cx: &Context, whole: &Whole, range: Range<usize>, out: &mut Vec<(usize, Draft)>) {
    let mut found: Vec<Found> = Vec::new();
    for k in range.clone().filter(|&k| whole.pairs[k].is_two_sided()) {
        let pair = &whole.pairs[k];
        let mut drafts = Vec::new();
        judged(cx, pair, &mut drafts);
        let m = Matching::new(pair, cx.lexicon);
        for d in drafts {
            let z = m.zh.numbers.iter().position(|n| Some(n.span) == d.source);
            let e = m.en.numbers.iter().position(|n| Some(n.span) == d.target);
            let cell = z.zip(e).filter(|_| std::ptr::eq(d.message, &MAGNITUDE));
            let cell = cell.map(|(z, e)| (z, m.en.numbers[e].value.low / m.zh.numbers[z].value.low));
            found.push((k, d, cell));
        }
    }
    let head = range.start.saturating_sub(HEAD)..range.end;
    let says = |words: &[&str], text: &str| words.iter().any(|w| text.contains(w));
    let sized = head.into_iter().any(|k| {
        let pair = &whole.pairs[k];
        says(&ZH_SIZES, pair.zh.text()) || says(&EN_SIZES, &pair.en.text().to_lowercase())
    });
    let cells: Vec<(usize, f64)> = found.iter().filter_map(|f| f.2).collect();
    for (k, draft, cell) in found {
        let again =
            cell.is_some_and(|(z, ratio)| cells.iter().filter(|c| c.0 == z && same(c.1, ratio)).count() > 1);
        if !(sized && again) {
            out.push((k, draft));
        }
    }
}

/// Amounts in 元 that the translation gives in dollars, where the document has yuan elsewhere.
pub(super) fn amounts(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let named = |p: &Pair| ["yuan", "RMB", "renminbi", "CNY"].iter().any(|w| p.en.text().contains(w));
    if !whole.pairs.iter().any(named) {
        return;
    }
    for (k, pair) in whole.pairs.iter().enumerate() {
        let dollars = pair.en.text().contains('$') || pair.en.text().contains("dollar");
        if !dollars
            || pair.certainty >= 1.0
            || !pair.is_two_sided()
            || !pair.zh.text().contains(['元', '圆', '块'])
        {
            continue;
        }
        let m = Matching::new(pair, cx.lexicon);
        let judge = Judge { pair, m: &m };
        for &(z, e) in &m.pairs {
            let (a, b) = (&m.zh.numbers[z].value, &m.en.numbers[e].value);
            let doubtful = a.unit.zip(b.unit).and_then(|(u, v)| moneys(u, v)) == Some(Money::Doubtful);
            if doubtful && a.kind == Kind::Cardinal && same(a.low, b.low) && !judge.is_abroad() {
                let args = vec![judge.zh_text(z), judge.en_text(e)];
                out.push((k, judge.draft(Severity::Major, 0.6, &UNIT, args, Some(z), Some(e))));
            }
        }
    }
}
