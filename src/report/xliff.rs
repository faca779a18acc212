use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::model::{Row, is_counted, places, sentences};
use super::xml::{attribute, escaped};
use crate::document::Span;
use crate::finding::{Finding, Severity};

/// Writes an alignment as XLIFF 2.1, with what was found as ITS 2.0 localization quality issues on the characters at issue.
///
/// A paragraph bead is a unit, its sentence beads are the unit's segments where they were judged one by one. One-sided beads are
/// left out unless something was found in them. A document of its own is a file of its own. Dismissed findings are issues that are not enabled.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(mut out: impl Write, document: &str, rows: &[Row], findings: &[Finding]) -> io::Result<()> {
    let mut found: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for (f, row) in findings.iter().zip(places(rows, findings)) {
        if let Some(row) = row {
            found.entry(row).or_default().push(f);
        }
    }
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:its=\"http://www.w3.org/2005/11/its\" version=\"2.1\" \
         its:version=\"2.0\" srcLang=\"zh\" trgLang=\"en\">"
    )?;
    // The ids that stand as they are; what is no name or stands there already gets a number of its own.
    let given: BTreeSet<&str> = rows.iter().map(|r| r.id.as_str()).filter(|id| is_token(id)).collect();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut files = Files::default();
    let mut next = 0;
    let mut marks = 0;
    let mut units = 0;
    while next < rows.len() {
        let at = next;
        let row = &rows[at];
        let sentences = sentences(rows, at);
        next += 1 + sentences.len();
        // A paragraph of one sentence is judged as one, and so is one whose sentences are not sure to answer each other.
        let judged_whole = sentences.len() < 2 || found.contains_key(&at);
        let segments = if judged_whole { at..at + 1 } else { at + 1..next };
        let shown: Vec<usize> =
            segments.filter(|k| rows[*k].is_two_sided() || found.contains_key(k)).collect();
        if shown.is_empty() {
            continue;
        }
        files.begin(&mut out, row.document.as_deref().unwrap_or(document))?;
        let names = if is_token(&row.id) && taken.insert(&row.id) {
            format!("id=\"{}\"", row.id)
        } else {
            units += 1;
            while given.contains(format!("u{units}").as_str()) {
                units += 1;
            }
            format!("id=\"u{units}\" name=\"{}\"", attribute(&row.id))
        };
        writeln!(out, "<unit {names}>")?;
        for k in shown {
            let r = &rows[k];
            let id = if judged_whole { String::new() } else { format!(" id=\"{}\"", attribute(&r.id)) };
            let issues = found.get(&k).map(Vec::as_slice).unwrap_or_default();
            let source = marked(&r.source_text, issues, |f| f.spans.0, &mut marks);
            let whole = Span::new(0, r.target_text.len());
            // A finding without a place is one of the translation as a whole.
            let target = |f: &Finding| f.spans.1.or(f.spans.0.is_none().then_some(whole));
            let target = marked(&r.target_text, issues, target, &mut marks);
            writeln!(out, "<segment{id}><source>{source}</source><target>{target}</target></segment>")?;
        }
        writeln!(out, "</unit>")?;
    }
    if taken.is_empty() && units == 0 {
        // There must be one, even of nothing.
        files.begin(&mut out, document)?;
    }
    writeln!(out, "</file>\n</xliff>")
}

/// The files that were begun.
#[derive(Default)]
struct Files<'a> {
    open: Option<&'a str>,
    count: usize,
}

impl<'a> Files<'a> {
    /// Begins the file of a document, if it is not the one that is open.
    fn begin(&mut self, out: &mut impl Write, document: &'a str) -> io::Result<()> {
        let before = self.open.replace(document);
        if before == Some(document) {
            return Ok(());
        }
        self.count += 1;
        let end = if before.is_some() { "</file>\n" } else { "" };
        let (n, name) = (self.count, attribute(document));
        writeln!(out, "{end}<file id=\"f{n}\" original=\"{name}\" xml:space=\"preserve\">")
    }
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
