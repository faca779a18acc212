//! One term of a document in several renderings.

use crate::checks::{Context, Whole};
use crate::finding::Draft;

/// Judges a document.
pub fn check(_cx: &Context, _whole: &Whole, _out: &mut Vec<(usize, Draft)>) {}
