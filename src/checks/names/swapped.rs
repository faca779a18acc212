//! Two names that changed places: A did what B did.

use super::facts::Facts;
use crate::finding::Draft;

/// Reports names that changed places.
pub fn check(_facts: &Facts, _out: &mut Vec<Draft>) {}
