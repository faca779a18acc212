//! The example document of the README: every planted discrepancy is found, and hardly anything else.

use std::path::Path;

use duikan::audit::{Options, audit_document};
use duikan::document::read_one;
use duikan::finding::{Finding, Severity};
use duikan::lexicon::table::rows;

/// Findings that may be reported beside the planted ones.
const OTHERS: usize = 2;

fn overlap(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a))
}

#[test]
fn planted_discrepancies_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples");
    let document = read_one(&folder.join("minutes.txt"), None).unwrap().document;
    let found = audit_document(document, &Options::default()).findings;
    let planted = std::fs::read_to_string(folder.join("minutes.findings.tsv")).unwrap();
    let mut missed = Vec::new();
    let mut used = vec![false; found.len()];
    for row in rows(&planted) {
        let [check, severity, source, target, why] = row[..] else { panic!("{row:?}: not five columns") };
        let severity = Severity::from_name(severity).unwrap();
        let hit = |f: &Finding| {
            f.check == check
                && f.severity >= severity
                && (overlap(&f.source_quote, source) || overlap(&f.target_quote, target))
        };
        let mut any = false;
        for (f, used) in found.iter().zip(&mut used) {
            let hit = hit(f);
            any |= hit;
            *used |= hit;
        }
        if !any {
            missed.push(format!("missed: {check} | {source} | {target} | {why}"));
        }
    }
    let others: Vec<String> = found
        .iter()
        .zip(&used)
        .filter(|(_, used)| !**used)
        .map(|(f, _)| format!("other: {} | {} | {} | {}", f.check, f.source_quote, f.target_quote, f.message))
        .collect();
    assert!(missed.is_empty() && others.len() <= OTHERS, "\n{}\n{}", missed.join("\n"), others.join("\n"));
}
