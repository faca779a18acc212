//! The summary on the terminal: counts, then the gravest findings with both quotes. It fits one screen.

use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use super::changes::Changes;
use super::model::{Level, Report, is_counted};
use super::summary::{by_check, by_severity};
use crate::document::Span;
use crate::finding::{Finding, Severity};

/// Findings that are shown, at most.
const SHOWN: usize = 5;
/// Lines that a message takes, at most.
const MESSAGE_LINES: usize = 3;
/// Lines beside those of counts and findings: a blank one, two with the place of the report, and the prompt.
const OTHER_LINES: usize = 4;
/// Columns that texts are set in by.
const INDENT: usize = 4;

/// What is known of the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Lines.
    pub height: usize,
    /// Whether colours help to find one's way.
    pub colour: bool,
}

/// Colours; none of them does anything on a plain screen.
struct Palette {
    strong: Style,
    faint: Style,
    colour: bool,
}

impl Palette {
    fn new(colour: bool) -> Self {
        let plain = Style::new();
        if colour {
            Self { strong: plain.bold(), faint: plain.dimmed(), colour }
        } else {
            Self { strong: plain, faint: plain, colour }
        }
    }

    fn severity(&self, severity: Severity) -> Style {
        let colour = match severity {
            Severity::Critical => AnsiColor::Red,
            Severity::Major => AnsiColor::Magenta,
            Severity::Minor => AnsiColor::Yellow,
            Severity::Neutral => AnsiColor::Blue,
        };
        if self.colour { self.strong.fg_color(Some(colour.into())) } else { Style::new() }
    }
}

/// The summary of `report`, which was written to `folder`; `changes` is what changed since the report before it.
///
/// Dismissed findings are not counted and not shown. Control characters of the texts are left out. It fits the screen if that has
/// some twenty lines; the gravest finding is shown in any case.
pub fn summary(report: &Report, folder: &Path, changes: Option<Changes>, screen: Screen) -> String {
    let palette = Palette::new(screen.colour);
    let mut out = String::new();
    let counted: Vec<&Finding> = report.findings.iter().filter(|f| is_counted(f)).collect();
    // Writing to a string cannot fail.
    let _ = counts(&mut out, report, &counted, &palette, screen.width);
    if let Some(p) = changes {
        let line = format!(
            "since the last report: {} new · {} no longer found · {} still open",
            p.new, p.gone, p.still_open
        );
        let _ = writeln!(out, "{line}");
    }
    let mut left = screen.height.saturating_sub(OTHER_LINES + out.lines().count());
    let mut shown = 0;
    for f in counted.iter().take(SHOWN) {
        let mut one = String::new();
        let _ = finding(&mut one, report, f, &palette, screen.width);
        let lines = one.lines().count();
        if shown > 0 && lines > left {
            break;
        }
        left = left.saturating_sub(lines);
        shown += 1;
        out.push_str(&one);
    }
    let more = counted.len().saturating_sub(shown);
    let more = if more > 0 { format!("{more} more in ") } else { "Report: ".to_owned() };
    let _ = write!(out, "\n{more}{}\n", folder.join(super::PAGE).display());
    if !counted.is_empty() {
        let _ = writeln!(out, "Decide on them: duikan review {}", quoted(folder));
    }
    out
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

fn counts(
    out: &mut String,
    report: &Report,
    counted: &[&Finding],
    palette: &Palette,
    width: usize,
) -> std::fmt::Result {
    let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let rows = |level: Level| {
        report
            .alignment
            .iter()
            .filter(|r| r.level == level && r.role.is_aligned() && r.is_two_sided())
            .count()
    };
    let dismissed = report.findings.len() - counted.len();
    let mut head = many(counted.len(), "finding");
    let _ = match (rows(Level::Paragraph), rows(Level::Sentence)) {
        (pairs, 0) => write!(head, " in {}", many(pairs, "pair")),
        (paragraphs, sentences) => write!(
            head,
            " in {} with {}",
            many(paragraphs, "paragraph pair"),
            many(sentences, "sentence pair")
        ),
    };
    if dismissed > 0 {
        let _ = write!(head, ", {dismissed} dismissed");
    }
    let strong = palette.strong;
    writeln!(out, "{strong}{}{strong:#}: {head}", visible(&report.name))?;
    let severities = by_severity(counted.iter().copied())
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(s, n)| {
            let style = palette.severity(s);
            format!("{style}{n} {}{style:#}", s.name())
        })
        .collect::<Vec<_>>();
    if !severities.is_empty() {
        writeln!(out, "{}", severities.join(" · "))?;
        let checks: Vec<String> =
            by_check(counted.iter().copied()).into_iter().map(|(id, n)| format!("{id} {n}")).collect();
        for line in wrap(&checks.join(" · "), width, usize::MAX) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn finding(
    out: &mut String,
    report: &Report,
    f: &Finding,
    palette: &Palette,
    width: usize,
) -> std::fmt::Result {
    let (severity, strong, faint) = (palette.severity(f.severity), palette.strong, palette.faint);
    writeln!(
        out,
        "\n{severity}{}{severity:#} {strong}{}{strong:#} {faint}{} confidence {:.2}{faint:#}",
        f.severity.name(),
        f.check,
        place(report, f),
        f.confidence
    )?;
    let room = width.saturating_sub(INDENT).max(20);
    for line in wrap(&visible(&f.message), room, MESSAGE_LINES) {
        writeln!(out, "{:INDENT$}{line}", "")?;
    }
    for (text, span) in [(&f.source_text, f.spans.0), (&f.target_text, f.spans.1)] {
        if !text.is_empty() {
            let (line, under) = context(text, span, room);
            match under {
                Some((before, wide)) => {
                    writeln!(out, "{:INDENT$}{line}", "")?;
                    writeln!(out, "{:INDENT$}{:before$}{severity}{}{severity:#}", "", "", "^".repeat(wide))?;
                }
                None => writeln!(out, "{:INDENT$}{faint}{line}{faint:#}", "")?,
            }
        }
    }
    Ok(())
}

/// `minutes.txt:61 → 102`, or with both names for two files; just the lines there are.
fn place(report: &Report, f: &Finding) -> String {
    let (source, target) = &report.files;
    match (f.source_line, f.target_line) {
        (Some(s), Some(t)) if source == target && s == t => format!("{}:{s}", visible(source)),
        (Some(s), Some(t)) if source == target => format!("{}:{s} → {t}", visible(source)),
        (Some(s), Some(t)) => format!("{}:{s} → {}:{t}", visible(source), visible(target)),
        (Some(s), None) => format!("{}:{s}", visible(source)),
        (None, Some(t)) => format!("{}:{t}", visible(target)),
        (None, None) => visible(source),
    }
}

/// Columns of a character; ambiguous ones are narrow.
fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

fn columns_of(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The text on one line: white space as single spaces, no control characters (a document must not steer the terminal).
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !c.is_control() && !is_bidirectional_control(c) {
            out.push(c);
        }
    }
    out
}

/// Invisible characters that reorder what stands around them.
fn is_bidirectional_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first characters of `text` that fit `room` columns.
fn head(text: &str, room: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += columns(*c);
        used > room
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// The last characters of `text` that fit `room` columns.
fn tail(text: &str, room: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().rev().find(|(_, c)| {
        used += columns(*c);
        used > room
    });
    &text[start.map_or(0, |(at, c)| at + c.len_utf8())..]
}

/// The quote with as much of the text around it as `room` columns hold, and where carets go under it: columns before them, and how
/// many. Without a quote, how the text begins.
fn context(text: &str, span: Option<Span>, room: usize) -> (String, Option<(usize, usize)>) {
    let parts =
        span.and_then(|s| Some((text.get(..s.start)?, text.get(s.start..s.end)?, text.get(s.end..)?)));
    let Some((before, quote, after)) = parts else {
        let all = visible(text.trim());
        let is_short = columns_of(&all) <= room;
        let line = if is_short { all } else { format!("{}…", head(&all, room.saturating_sub(1))) };
        return (line, None);
    };
    let (before, mut quote, after) = (visible(before), visible(quote), visible(after));
    let (before, after) = (before.trim_start(), after.trim_end());
    // Dots at both ends.
    let room = room.saturating_sub(2);
    if columns_of(&quote) > room {
        let half = room / 2;
        quote = format!("{}…{}", head(&quote, half), tail(&quote, half.saturating_sub(1)));
    }
    let left = room.saturating_sub(columns_of(&quote));
    let (wanted_before, wanted_after) = (columns_of(before), columns_of(after));
    // Each side gets half, and what the other does not need.
    let give_before = wanted_before.min((left / 2).max(left.saturating_sub(wanted_after)));
    let cut_before = tail(before, give_before);
    let cut_after = head(after, left.saturating_sub(give_before));
    let dots = |cut: &str, whole: &str| if cut.len() < whole.len() { "…" } else { "" };
    let start = format!("{}{cut_before}", dots(cut_before, before));
    let under = (columns_of(&start), columns_of(&quote).max(1));
    (format!("{start}{quote}{cut_after}{}", dots(cut_after, after)), Some(under))
}

/// The text in lines of `room` columns, broken at spaces and beside wide characters; what does not fit `most` lines is cut.
fn wrap(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let fits = head(rest, room.max(2));
        if fits.len() == rest.len() {
            lines.push(rest.to_owned());
            break;
        }
        if lines.len() + 1 == most {
            lines.push(format!("{}…", head(rest, room.saturating_sub(1)).trim_end()));
            break;
        }
        let beside = |at: usize| {
            let before = fits[..at].chars().next_back();
            let after = rest[at..].chars().next();
            after == Some(' ')
                || before.is_some_and(|c| columns(c) == 2) && after.is_some_and(|c| columns(c) == 2)
        };
        let cut =
            (1..=fits.len()).rev().find(|at| fits.is_char_boundary(*at) && beside(*at)).unwrap_or(fits.len());
        lines.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_to_their_columns() {
        let text = "徐：听了苏联政府声明的初步译文后，我想谈几点个人意见。我认为声明是完全不能令人满意的。两国从来就有惯例。";
        let start = text.find("完全").unwrap();
        let span = Span::new(start, start + "完全不能令人满意的".len());
        for room in 10..120 {
            let (line, under) = context(text, Some(span), room);
            let (before, wide) = under.unwrap();
            assert!(columns_of(&line) <= room.max(12), "{room}: {line}");
            assert!(before + wide <= columns_of(&line), "{room}: {line}");
        }
        let (line, under) = context(text, Some(span), 40);
        assert_eq!(line, "…认为声明是完全不能令人满意的。两国从来…");
        assert_eq!(under, Some((columns_of("…认为声明是"), 18)));
        assert_eq!(
            context("a\u{1b}[31mb\r\nc", Some(Span::new(0, 1)), 40),
            ("a[31mb c".to_owned(), Some((0, 1)))
        );
        assert_eq!(context("no quote", None, 40), ("no quote".to_owned(), None));
    }

    #[test]
    fn a_summary_fits_the_screen() {
        use crate::audit::{Options, audit_pairs};
        use crate::document::pairs::Record;
        let record = |n: usize| Record {
            id: n.to_string(),
            source: format!("那次洪水淹没了四千二百三十户人家，造成的损失达一亿二千万元，第{n}区最重。")
                .repeat(4),
            target: "The flood inundated 4,320 households and caused losses of 12 million yuan. ".repeat(4),
            document: None,
            line: n,
        };
        let records: Vec<Record> = (1..9).map(record).collect();
        let findings = audit_pairs("pairs.jsonl", &records, &Options::default());
        assert!(findings.len() > 4);
        let files = ("pairs.jsonl".to_owned(), "pairs.jsonl".to_owned());
        let report = Report { name: "pairs.jsonl".into(), files, findings, ..Report::default() };
        let changes = Some(Changes { new: 1, gone: 2, still_open: 3 });
        for (width, height) in [(80, 24), (40, 30), (100, 48), (120, 60), (20, 10)] {
            for colour in [false, true] {
                let text = summary(&report, Path::new("a folder"), changes, Screen { width, height, colour });
                assert_eq!(text.contains('\u{1b}'), colour);
                let text = anstream::adapter::strip_str(&text).to_string();
                assert!(text.lines().count() < height.max(18), "{width}×{height}:\n{text}");
                let lines: Vec<&str> = text.lines().collect();
                assert!(
                    lines.iter().filter(|l| l.starts_with("    ")).all(|l| columns_of(l) <= width.max(24)),
                    "{width}:\n{text}"
                );
                assert!(text.contains("^^^^"));
            }
        }
    }

    #[test]
    fn messages_are_wrapped() {
        assert_eq!(wrap("one two three", 8, 9), ["one two", "three"]);
        assert_eq!(wrap("one two three", 8, 1), ["one two…"]);
        assert_eq!(wrap("說明說明說明", 5, 9), ["說明", "說明", "說明"]);
        assert_eq!(wrap("", 5, 9), [""; 0]);
    }
}
