use std::collections::BTreeSet;

use super::findings::Written;
use super::model::{Report, is_counted};

/// What changed since the last report in the same folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changes {
    /// Findings that were not there.
    pub new: usize,
    /// Findings that are there no longer, though their checks ran again: fixed, or the place was rewritten.
    pub gone: usize,
    /// Findings that were there, are there and are not dismissed.
    pub still_open: usize,
}

impl Changes {
    /// Compares a report with what the one before it held. Dismissed findings do not count, nor do those that the options of
    /// this report leave out.
    pub fn new(earlier: &[Written], report: &Report) -> Self {
        let before: BTreeSet<&str> = earlier.iter().map(|w| w.id.as_str()).collect();
        let now: BTreeSet<&str> = report.findings.iter().map(|f| f.id.as_str()).collect();
        let asked = |w: &&Written| {
            let settings = &report.settings;
            let limit = settings.thresholds.get(w.check.as_str()).unwrap_or(&settings.min_confidence);
            settings.checks.iter().any(|c| *c == w.check)
                && w.confidence >= f64::from(*limit) - 1e-6
                && w.status != "dismissed"
        };
        let counted = || report.findings.iter().filter(|f| is_counted(f));
        let still_open = counted().filter(|f| before.contains(f.id.as_str())).count();
        Self {
            new: counted().count() - still_open,
            gone: earlier.iter().filter(asked).filter(|w| !now.contains(w.id.as_str())).count(),
            still_open,
        }
    }
}
