//! Cutting a text where findings begin and end.

use crate::document::Span;
use crate::finding::Severity;

/// A quote of a finding in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// Bytes of the text.
    pub span: Span,
    /// Number of the finding on the page, from 1.
    pub finding: usize,
    /// Its severity.
    pub severity: Severity,
    /// Whether it is the last part of the quote (a quote may run over several sentences).
    pub is_last: bool,
}

/// A stretch of text that lies in the same quotes from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// The gravest severity of the quotes it lies in; empty outside quotes.
    pub class: &'static str,
    /// The numbers of their findings, parted by spaces.
    pub findings: String,
    /// The numbers of those whose quotes end with this run.
    pub ends: String,
}

/// The runs of `text`. Quotes that do not fit it, or hold nothing, are passed over.
pub fn runs(text: &str, quotes: &[Quote]) -> Vec<Run> {
    let fits = |q: &&Quote| text.get(q.span.start..q.span.end).is_some_and(|t| !t.is_empty());
    let quotes: Vec<&Quote> = quotes.iter().filter(fits).collect();
    let mut cuts: Vec<usize> = quotes.iter().flat_map(|q| [q.span.start, q.span.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let here = Span::new(cut[0], cut[1]);
            let over: Vec<&&Quote> = quotes.iter().filter(|q| q.span.overlaps(here)).collect();
            let list = |numbers: Vec<usize>| {
                let mut numbers = numbers;
                numbers.sort_unstable();
                numbers.dedup();
                numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
            };
            let ends = over.iter().filter(|q| q.is_last && q.span.end == here.end);
            Run {
                text: text[here.start..here.end].to_owned(),
                class: over.iter().map(|q| q.severity).max().map_or("", Severity::name),
                ends: list(ends.map(|q| q.finding).collect()),
                findings: list(over.iter().map(|q| q.finding).collect()),
            }
        })
        .collect()
}

/// Where `span` of `whole` lies in `parts`, texts that follow one another in it with any white space between them: the number of
/// each part with its bytes. Empty if the parts hold other characters than the whole.
pub fn in_parts(whole: &str, span: Span, parts: &[&str]) -> Vec<(usize, Span)> {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    if visible(whole) != parts.iter().map(|p| visible(p)).sum::<usize>() {
        return Vec::new();
    }
    let (Some(before), Some(quote)) = (whole.get(..span.start), whole.get(span.start..span.end)) else {
        return Vec::new();
    };
    let from = visible(before);
    let to = from + visible(quote);
    let mut passed = 0;
    let mut out = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let mut here: Option<Span> = None;
        for (at, c) in part.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            if (from..to).contains(&passed) {
                let c = Span::new(at, at + c.len_utf8());
                here = Some(here.map_or(c, |h| h.cover(c)));
            }
            passed += 1;
        }
        out.extend(here.map(|span| (n, span)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(start: usize, end: usize, finding: usize, severity: Severity) -> Quote {
        Quote { span: Span::new(start, end), finding, severity, is_last: true }
    }

    #[test]
    fn overlapping_quotes_part_the_text_and_lose_nothing() {
        let text = "我們不一定能在這一天";
        let quotes = [quote(6, 18, 1, Severity::Minor), quote(12, 24, 2, Severity::Critical)];
        let got = runs(text, &quotes);
        assert_eq!(got.iter().map(|r| &r.text[..]).collect::<String>(), text);
        let short: Vec<_> =
            got.iter().map(|r| (&r.text[..], r.class, &r.findings[..], &r.ends[..])).collect();
        assert_eq!(
            short,
            [
                ("我們", "", "", ""),
                ("不一", "minor", "1", ""),
                ("定能", "critical", "1 2", "1"),
                ("在這", "critical", "2", "2"),
                ("一天", "", "", "")
            ]
        );
    }

    #[test]
    fn quotes_that_do_not_fit_are_passed_over() {
        let text = "不是";
        for q in [
            quote(1, 3, 1, Severity::Minor),
            quote(3, 99, 1, Severity::Minor),
            quote(3, 3, 1, Severity::Minor),
        ] {
            assert_eq!(runs(text, &[q]).len(), 1);
        }
        assert!(runs("", &[]).is_empty());
    }

    #[test]
    fn a_quote_of_the_paragraph_is_found_in_its_sentences() {
        let whole = "One two.  Three four. Five";
        let parts = ["One two. ", "Three four.", "Five"];
        let start = whole.find("two").unwrap();
        let end = whole.find(" four").unwrap();
        let got = in_parts(whole, Span::new(start, end), &parts);
        let texts: Vec<_> = got.iter().map(|(n, s)| &parts[*n][s.start..s.end]).collect();
        assert_eq!(texts, ["two.", "Three"]);
        assert!(in_parts(whole, Span::new(0, 3), &parts[..2]).is_empty());
    }
}
