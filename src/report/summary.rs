use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::model::{Input, Report, Settings};
use crate::checks;
use crate::finding::{Finding, Severity};
use crate::lexicon::Lexicon;

/// Names with counts, in the order given.
struct Counts(Vec<(String, usize)>);

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (name, n) in &self.0 {
            map.serialize_entry(name, n)?;
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Summary<'a> {
    duikan: &'static str,
    dictionary: Vec<&'a str>,
    document: &'a str,
    inputs: &'a [Input],
    options: &'a Settings,
    beads: BTreeMap<&'static str, BTreeMap<String, usize>>,
    findings: usize,
    by_severity: Counts,
    by_check: Counts,
    by_status: Counts,
}

/// Counts by severity, gravest first, all four of them.
pub fn by_severity<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(Severity, usize)> {
    let mut counts: Vec<(Severity, usize)> = Severity::ALL.iter().rev().map(|(s, _)| (*s, 0)).collect();
    for f in findings {
        for (s, n) in &mut counts {
            *n += usize::from(*s == f.severity);
        }
    }
    counts
}

/// Counts of the checks that found something, in the order of [`checks::ALL`].
pub fn by_check<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<(usize, &'static str), usize> = BTreeMap::new();
    for f in findings {
        let rank = checks::ALL.iter().position(|c| c.id == f.check).unwrap_or(usize::MAX);
        *counts.entry((rank, f.check)).or_default() += 1;
    }
    counts.into_iter().map(|((_, id), n)| (id, n)).collect()
}

/// `summary.json`: versions, inputs, options, counts of all rows. It has no time in it: the same input gives the same bytes.
pub fn json_file(report: &Report) -> Vec<u8> {
    let mut beads: BTreeMap<&'static str, BTreeMap<String, usize>> = BTreeMap::new();
    for row in &report.alignment {
        let key = if row.role.is_aligned() { row.kind() } else { row.role.name().to_owned() };
        *beads.entry(row.level.name()).or_default().entry(key).or_default() += 1;
    }
    let named =
        |c: Vec<(&'static str, usize)>| Counts(c.into_iter().map(|(n, k)| (n.to_owned(), k)).collect());
    let status = ["open", "accepted", "dismissed", "fixed"].map(|name| {
        let n = report
            .findings
            .iter()
            .filter(|f| f.status == name || f.status.is_empty() && name == "open")
            .count();
        (name, n)
    });
    let summary = Summary {
        duikan: env!("CARGO_PKG_VERSION"),
        dictionary: Lexicon::embedded().about().lines().collect(),
        document: &report.name,
        inputs: &report.inputs,
        options: &report.settings,
        beads,
        findings: report.findings.len(),
        by_severity: named(
            by_severity(report.findings.iter()).into_iter().map(|(s, n)| (s.name(), n)).collect(),
        ),
        by_check: named(by_check(report.findings.iter())),
        by_status: named(status.to_vec()),
    };
    let mut out = serde_json::to_vec_pretty(&summary).unwrap_or_default();
    out.push(b'\n');
    out
}
