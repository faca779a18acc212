use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::checks;
use crate::error::Result;
use crate::finding::{Finding, Severity};
use crate::report::{Decisions, FILES};

/// Findings counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those not dismissed, by severity, mildest first.
    severities: [usize; Severity::ALL.len()],
    /// Those not dismissed, by check, in the order of [`checks::ALL`].
    checks: BTreeMap<usize, usize>,
    /// Those nobody has decided on.
    pub undecided: usize,
    /// Those a reviewer dismissed.
    pub dismissed: usize,
}

/// What is read of a line of `findings.jsonl`.
#[derive(serde::Deserialize)]
struct Stored {
    id: String,
    check: String,
    severity: String,
    status: String,
    comment: String,
}

impl Tally {
    /// Counts findings.
    pub fn of_findings(findings: &[Finding]) -> Self {
        let mut tally = Self::default();
        findings.iter().for_each(|f| tally.count(f.check, f.severity, &f.status));
        tally
    }

    /// Counts the findings of a report that stands in `folder`; `None` if there is none or not all of it, if it is no report of this version, or if a
    /// reviewer has decided something that it does not know yet, there or in the file `shared`.
    ///
    /// # Errors
    /// If the decisions cannot be read.
    pub fn of_report(folder: &Path, shared: Option<&Path>) -> Result<Option<Self>> {
        if !FILES.iter().all(|f| folder.join(f).is_file()) {
            return Ok(None);
        }
        let Ok(text) = fs::read_to_string(folder.join("findings.jsonl")) else { return Ok(None) };
        let decisions = Decisions::read(Some(folder), shared)?;
        let mut tally = Self::default();
        for line in text.lines() {
            let Ok(f) = serde_json::from_str::<Stored>(line) else { return Ok(None) };
            let decided = decisions.of(&f.id).unwrap_or_default();
            if decided != (f.status.as_str(), f.comment.as_str()) {
                return Ok(None);
            }
            let Some(severity) = Severity::from_name(&f.severity) else { return Ok(None) };
            tally.count(&f.check, severity, &f.status);
        }
        Ok(Some(tally))
    }

    fn count(&mut self, check: &str, severity: Severity, status: &str) {
        if status == "dismissed" {
            self.dismissed += 1;
            return;
        }
        self.undecided += usize::from(status.is_empty());
        self.severities[severity as usize] += 1;
        let rank = checks::ALL.iter().position(|c| c.id == check).unwrap_or(checks::ALL.len());
        *self.checks.entry(rank).or_default() += 1;
    }

    /// Adds other findings.
    pub fn add(&mut self, other: &Self) {
        for (a, b) in self.severities.iter_mut().zip(&other.severities) {
            *a += b;
        }
        for (check, n) in &other.checks {
            *self.checks.entry(*check).or_default() += n;
        }
        self.undecided += other.undecided;
        self.dismissed += other.dismissed;
    }

    /// Findings of that severity that are not dismissed.
    pub fn of(&self, severity: Severity) -> usize {
        self.severities[severity as usize]
    }

    /// Findings that are not dismissed.
    pub fn counted(&self) -> usize {
        self.severities.iter().sum()
    }

    /// Whether a finding that is not dismissed is at least so grave.
    pub fn has(&self, least: Severity) -> bool {
        self.severities[least as usize..].iter().any(|n| *n > 0)
    }

    /// Ids of the checks that found something, with the number of findings not dismissed.
    pub fn by_check(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.checks.iter().filter_map(|(k, n)| Some((checks::ALL.get(*k)?.id, *n)))
    }

    /// Greater for a document that needs a reviser more.
    pub(super) fn gravity(&self) -> impl Ord {
        let mut counts = self.severities;
        counts.reverse();
        counts
    }
}
