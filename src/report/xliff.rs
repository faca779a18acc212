use std::collections::BTreeMap;
use std::io::{self, Write};

use super::model::{Level, Row, is_counted};
use super::xml::{attribute, escaped};
use crate::document::Span;
use crate::finding::{Finding, Severity};

/// Writes an alignment as XLIFF 2.1, with what was found as ITS 2.0 localization quality issues on the characters at issue.
///
/// A paragraph bead is a unit, its sentence beads are the unit's segments where they were judged one by one. One-sided beads are
/// left out unless something was found in them. Dismissed findings are issues that are not enabled.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(mut out: impl Write, document: &str, rows: &[Row], findings: &[Finding]) -> io::Result<()> {
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for f in findings {
        found.entry(&f.segment).or_default().push(f);
    }
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:its=\"http://www.w3.org/2005/11/its\" version=\"2.1\" \
         its:version=\"2.0\" srcLang=\"zh\" trgLang=\"en\">\n<file id=\"f1\" original=\"{}\" xml:space=\"preserve\">",
        attribute(document)
    )?;
    let mut at = 0;
    let mut marks = 0;
    let mut units = 0;
    while at < rows.len() {
        let row = &rows[at];
        at += 1;
        let inner = rows[at..]
            .iter()
            .take_while(|r| r.level == Level::Sentence && row.level == Level::Paragraph)
            .count();
        let sentences = &rows[at..at + inner];
        at += inner;
        // A paragraph of one sentence is judged as one, and so is one whose sentences are not sure to answer each other.
        let judged_whole = sentences.len() < 2 || found.contains_key(row.id.as_str());
        let segments = if judged_whole { std::slice::from_ref(row) } else { sentences };
        let shown: Vec<&Row> =
            segments.iter().filter(|r| r.is_two_sided() || found.contains_key(r.id.as_str())).collect();
        if shown.is_empty() {
            continue;
        }
        units += 1;
        let names = if is_token(&row.id) {
            format!("id=\"{}\"", row.id)
        } else {
            format!("id=\"u{units}\" name=\"{}\"", attribute(&row.id))
        };
        writeln!(out, "<unit {names}>")?;
        for r in shown {
            let id = if judged_whole { String::new() } else { format!(" id=\"{}\"", attribute(&r.id)) };
            let issues = found.get(r.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let source = marked(&r.source_text, issues, |f| f.spans.0, &mut marks);
            let whole = Span::new(0, r.target_text.len());
            // A finding without a place is one of the translation as a whole.
            let target = |f: &Finding| f.spans.1.or(f.spans.0.is_none().then_some(whole));
            let target = marked(&r.target_text, issues, target, &mut marks);
            writeln!(out, "<segment{id}><source>{source}</source><target>{target}</target></segment>")?;
        }
        writeln!(out, "</unit>")?;
    }
    writeln!(out, "</file>\n</xliff>")
}

/// Whether a text can be a name in XML (NMTOKEN, ASCII only).
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// 0 to 100, as ITS 2.0 counts.
fn severity(finding: &Finding) -> u32 {
    match finding.severity {
        Severity::Neutral => 0,
        Severity::Minor => 30,
        Severity::Major => 70,
        Severity::Critical => 100,
    }
}

/// A text with a mark around each quote. Marks may overlap, so that each has a beginning and an end of its own.
fn marked(
    text: &str,
    issues: &[&Finding],
    place: impl Fn(&Finding) -> Option<Span>,
    marks: &mut usize,
) -> String {
    // Ends come before beginnings at the same place.
    let mut edges: Vec<(usize, bool, usize, String)> = Vec::new();
    for f in issues {
        let Some(span) = place(f).filter(|s| text.get(s.start..s.end).is_some()) else { continue };
        *marks += 1;
        let mut comment = f.message.clone();
        if !f.suggestion.is_empty() {
            comment = format!("{comment} → {}", f.suggestion);
        }
        let enabled = if is_counted(f) { "yes" } else { "no" };
        let begin = format!(
            "<sm id=\"m{marks}\" type=\"its:generic\" its:locQualityIssueType=\"{}\" its:locQualityIssueComment=\"{}\" \
             its:locQualityIssueSeverity=\"{}\" its:locQualityIssueEnabled=\"{enabled}\"/>",
            attribute(f.its_type),
            attribute(&comment),
            severity(f),
        );
        edges.push((span.start, true, *marks, begin));
        edges.push((span.end, span.is_empty(), *marks, format!("<em startRef=\"m{marks}\"/>")));
    }
    edges.sort();
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (place, _, _, mark) in &edges {
        out.push_str(&escaped(&text[at..*place]));
        out.push_str(mark);
        at = *place;
    }
    out.push_str(&escaped(&text[at..]));
    out
}
