//! Terms: the user's glossaries, the program's own term base, and one term in several renderings.

mod builtin;
mod elsewhere;
mod glossary;
mod variation;

use std::ops::Range;

use super::{Check, Context};
use crate::align::Pair;
use crate::finding::Draft;

/// The check.
pub const CHECK: Check = Check {
    id: "terminology",
    category: "terminology",
    its_type: "terminology",
    page: include_str!("../../docs/checks/terminology.md"),
    pair: Some(pair),
    document: Some(variation::check),
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let claimed = glossary::check(cx, pair, out);
    builtin::check(cx, pair, &claimed, out);
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
