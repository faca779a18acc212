//! Persons and places: misread, exchanged, replaced.

mod abbreviated;
mod exonym;
mod facts;
mod given;
mod misread;
mod replaced;
mod stranger;
mod swapped;
mod voice;

use facts::Facts;

use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::finding::Draft;

/// The check.
pub const CHECK: Check = Check {
    id: "names",
    category: "entity",
    its_type: "inconsistent-entities",
    page: include_str!("../../docs/checks/names.md"),
    pair: Some(pair),
    document: Some(document),
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let Some(facts) = Facts::new(cx.lexicon, pair) else { return };
    let before = out.len();
    let claimed = misread::check(&facts, out);
    exonym::check(&facts, &claimed, out);
    let read = out.len();
    given::check(&facts, &claimed, out);
    if out.len() == read {
        replaced::check(&facts, &claimed, out);
    }
    stranger::check(&facts, &claimed, before, out);
    if out.len() == before {
        swapped::check(&facts, out);
    }
}

fn document(_: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    abbreviated::check(whole, out);
}
