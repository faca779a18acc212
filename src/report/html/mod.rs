//! `report.html`: the page that people read, one file that asks nobody for anything.
//!
//! Texts go into `templates/report.html` through a template engine that escapes them; `templates/report.css` and `report.js` stand inside the page.
//! The page's own security policy allows that style and that script, by their digests, and no request.

mod blocks;
mod marks;
mod strip;
mod wording;

use askama::Template;
use sha2::{Digest, Sha256};

use super::model::{Input, Level, Report, is_counted};
use super::summary::{by_check, by_severity};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use blocks::Block;
use strip::Strip;
use wording::Words;

/// The name of the page in a report folder.
pub const FILE: &str = "report.html";

static STYLE: &str = include_str!("../../../templates/report.css");
static SCRIPT: &str = include_str!("../../../templates/report.js");

/// What a filter offers.
struct Choice {
    key: &'static str,
    label: String,
    n: usize,
}

struct Counts {
    head: String,
    severities: Vec<Choice>,
    rest: Vec<String>,
}

struct Filters {
    severities: Vec<Choice>,
    checks: Vec<Choice>,
    statuses: Vec<Choice>,
    least: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    w: Words,
    policy: String,
    version: &'static str,
    name: &'a str,
    counts: Counts,
    inputs: &'a [Input],
    checks: String,
    min_confidence: String,
    dictionary: &'a str,
    filters: Filters,
    blocks: Vec<Block>,
    strip: Strip,
    style: &'static str,
    script: &'static str,
    words: String,
}

/// The page of a report. The same report gives the same bytes.
pub fn file(report: &Report) -> Vec<u8> {
    let w = Words::new(report.language);
    let (mut blocks, stretches) = blocks::blocks(report, &w);
    let strip = Strip::new(&stretches);
    for (bead, height) in blocks.iter_mut().flat_map(|b| &mut b.beads).zip(&strip.heights) {
        bead.size.clone_from(height);
    }
    let page = Page {
        w,
        policy: policy("'none'"),
        version: env!("CARGO_PKG_VERSION"),
        name: &report.name,
        counts: counts(report, &w),
        inputs: &report.inputs,
        checks: report.settings.checks.join(", "),
        min_confidence: format!("{:.2}", report.settings.min_confidence),
        dictionary: Lexicon::embedded().about().lines().next().unwrap_or_default(),
        filters: filters(report, &w),
        blocks,
        strip,
        style: STYLE,
        script: SCRIPT,
        words: w.json(),
    };
    // Nothing in it can fail to be written to a string.
    let mut page = page.render().unwrap_or_default();
    page.push('\n');
    page.into_bytes()
}

/// The page with which findings can be decided on: it may ask the server it came from, with `token`, and knows which
/// `report` it shows. `None` if it is not a page that this program wrote: its script would not run.
pub fn for_review(page: &str, token: &str, report: &str) -> Option<String> {
    let own = policy("'none'");
    let rest = page.strip_prefix("<!doctype html>\n<html ")?;
    if !rest.contains(&own) || !rest.contains(SCRIPT) || !rest.contains(STYLE) {
        return None;
    }
    let rest = rest.replacen(&own, &policy("'self'"), 1);
    Some(format!("<!doctype html>\n<html data-review=\"{token}\" data-report=\"{report}\" {rest}"))
}

/// A content security policy: this page's own style and script, and requests to `connect` only.
pub fn policy(connect: &str) -> String {
    let digest = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; connect-src {connect}; \
         base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    )
}

/// Base 64 as RFC 4648 has it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |b, byte| b << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for k in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * k) & 63) as usize];
            out.push(if k > chunk.len() { '=' } else { digit as char });
        }
    }
    out
}

fn counts(report: &Report, w: &Words) -> Counts {
    let counted: Vec<&Finding> = report.findings.iter().filter(|f| is_counted(f)).collect();
    let rows = |level: Level| {
        let two_sided = |r: &&super::Row| r.level == level && r.role.is_aligned() && r.is_two_sided();
        report.alignment.iter().filter(two_sided).count()
    };
    let head = match counted.len() {
        0 => w.get("no_findings").to_owned(),
        1 => w.get("one_finding").to_owned(),
        n => w.fill("findings_in", &[&n.to_string()]),
    };
    let severities = by_severity(counted.iter().copied()).into_iter().filter(|(_, n)| *n > 0);
    let of = |key: &'static str, n: usize| (n > 0).then(|| w.fill(key, &[&n.to_string()]));
    let rest = [
        of("dismissed_of", report.findings.len() - counted.len()),
        of("pairs", rows(Level::Paragraph)),
        of("sentences", rows(Level::Sentence)),
    ];
    Counts {
        head,
        severities: severities
            .map(|(s, n)| Choice { key: s.name(), label: w.get(s.name()).to_owned(), n })
            .collect(),
        rest: rest.into_iter().flatten().collect(),
    }
}

fn filters(report: &Report, w: &Words) -> Filters {
    let all = || report.findings.iter();
    let choice = |key: &'static str, n: usize| Choice { key, label: w.get(key).to_owned(), n };
    let status = |key: &'static str| {
        let has = |f: &&Finding| f.status == key || key == "open" && f.status.is_empty();
        choice(key, all().filter(has).count())
    };
    let least = all().map(|f| f.confidence).fold(1.0, f64::min);
    Filters {
        severities: by_severity(all())
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(s, n)| choice(s.name(), n))
            .collect(),
        checks: by_check(all())
            .into_iter()
            .map(|(id, n)| Choice { key: id, label: id.to_owned(), n })
            .collect(),
        statuses: ["open", "accepted", "dismissed", "fixed"].map(status).into(),
        // Steps of the slider are twentieths.
        least: format!("{:.2}", (least * 20.0).floor() / 20.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, code) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(text.as_bytes()), code);
        }
    }

    #[test]
    fn style_and_script_cannot_end_their_elements() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }

    fn finding(n: usize, text: &str) -> Finding {
        Finding {
            id: format!("f{n}"),
            document: text.into(),
            segment: "1".into(),
            check: "numbers",
            category: "number",
            its_type: "numbers",
            severity: crate::finding::Severity::Major,
            confidence: 0.9,
            source_line: None,
            target_line: Some(1),
            source_quote: String::new(),
            target_quote: text.into(),
            message: text.into(),
            suggestion: text.into(),
            source_text: text.into(),
            target_text: text.into(),
            status: "accepted".into(),
            comment: text.into(),
            spans: (None, Some(crate::document::Span::new(0, text.len()))),
        }
    }

    #[test]
    fn texts_are_escaped_wherever_they_stand() {
        let text = "<img src=x onerror=alert(1)>\"'&</script><!--{{ name }}";
        let record = crate::document::pairs::Record {
            id: "1".into(),
            source: text.into(),
            target: text.into(),
            document: Some(text.into()),
            line: 1,
        };
        let report = Report {
            name: text.into(),
            files: (text.into(), text.into()),
            findings: vec![finding(1, text), finding(2, text)],
            alignment: super::super::Row::of_pairs(&[record]),
            inputs: vec![Input::new(text, "UTF-8", b"")],
            ..Report::default()
        };
        let page = String::from_utf8(file(&report)).unwrap();
        assert!(page.matches("&#60;img src=x").count() >= 10 || page.matches("&lt;img src=x").count() >= 10);
        assert!(!page.contains("<img") && !page.contains("onerror=alert(1)>"));
        assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
        assert_eq!(page.matches("<script").count(), 2);
        assert_eq!(page, String::from_utf8(file(&report)).unwrap());
    }

    #[test]
    fn a_report_of_nothing_is_a_page() {
        let page = String::from_utf8(file(&Report::default())).unwrap();
        assert!(page.contains("No findings") && page.ends_with("</html>\n"));
        assert!(for_review(&page, "t0", "r0").unwrap().contains("data-review=\"t0\" data-report=\"r0\""));
        assert!(for_review(&page.replace("'use strict'", "'use  strict'"), "t0", "r0").is_none());
    }
}
