use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::model::{Report, is_counted};
use super::uri::uri;
use crate::checks::ALL;
use crate::finding::{Finding, Severity};

/// Findings as SARIF 2.1.0 (OASIS), for the tools that show what programs find in code.
///
/// The place of a result is that in the translation, or in the source where the translation has none; the other side is a related
/// place. A dismissed finding is suppressed.
pub fn file(report: &Report) -> Vec<u8> {
    let ids: BTreeMap<&str, usize> = ALL.iter().enumerate().map(|(k, c)| (c.id, k)).collect();
    let rules: Vec<Value> = ALL
        .iter()
        .map(|c| {
            json!({
                "id": c.id,
                "shortDescription": { "text": c.first_sentence() },
                "fullDescription": { "text": c.paragraph() },
                "help": { "text": c.page, "markdown": c.page },
                "properties": { "category": c.category, "itsType": c.its_type },
            })
        })
        .collect();
    let results: Vec<Value> = report.findings.iter().map(|f| result(f, report, &ids)).collect();
    let artifacts: Vec<Value> = report
        .inputs
        .iter()
        .map(|i| {
            json!({
                "location": { "uri": uri(&i.name) },
                "length": i.bytes,
                "encoding": i.encoding,
                "hashes": { "sha-256": i.sha256 },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "duikan", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }],
    });
    let mut out = serde_json::to_vec_pretty(&log).unwrap_or_default();
    out.push(b'\n');
    out
}

fn result(f: &Finding, report: &Report, ids: &BTreeMap<&str, usize>) -> Value {
    let level = match f.severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Neutral => "note",
    };
    let place = |file: &str, line: Option<usize>, quote: &str, side: &str| {
        line.map(|line| {
            let mut region = json!({ "startLine": line.max(1) });
            if !quote.is_empty() {
                region["snippet"] = json!({ "text": quote });
            }
            json!({
                "message": { "text": side },
                "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": region },
            })
        })
    };
    let target = place(&report.files.1, f.target_line, &f.target_quote, "translation");
    let source = place(&report.files.0, f.source_line, &f.source_quote, "source");
    let (locations, related): (Vec<Value>, Vec<Value>) = match (target, source) {
        (Some(t), s) => (vec![t], s.into_iter().collect()),
        (None, s) => (s.into_iter().collect(), Vec::new()),
    };
    let mut out = json!({
        "ruleId": f.check,
        "level": level,
        "message": { "text": f.message },
        "locations": locations,
        "relatedLocations": related,
        "partialFingerprints": { "duikan/v1": f.id },
        "rank": (f.confidence * 100.0).round(),
        "properties": {
            "document": f.document,
            "segment": f.segment,
            "severity": f.severity.name(),
            "category": f.category,
            "itsType": f.its_type,
            "confidence": f.confidence,
            "suggestion": f.suggestion,
            "sourceText": f.source_text,
            "targetText": f.target_text,
            "status": f.status,
            "comment": f.comment,
        },
    });
    if let Some(index) = ids.get(f.check) {
        out["ruleIndex"] = json!(index);
    }
    if !is_counted(f) {
        out["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": f.comment }]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_references() {
        assert_eq!(uri("纪要 a.txt"), "%E7%BA%AA%E8%A6%81%20a.txt");
    }
}
