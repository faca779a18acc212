//! The physical lines of a file and the marks in them that are no text: Markdown emphasis, headings, quotes, rules, escapes,
//! the brackets around an address.
//!
//! A line knows the stretches of the file that are its content; everything else in it is blank or mark.

use super::Span;
use super::script::{Script, is_blank, is_han, script};

/// A line of the file.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Number in the file, from 1.
    pub number: usize,
    /// Its content.
    pub text: String,
    /// Where the content stands in the file: in order, none empty, neither beginning nor ending the line with a blank.
    pub pieces: Vec<Span>,
    /// Script of the content.
    pub script: Script,
    /// Columns before the first character that is no blank; an ideographic space counts two.
    pub indent: usize,
    /// Columns from the first to the last character of the content.
    pub width: usize,
    /// A Markdown heading.
    pub heading: bool,
    /// All of it stands inside `**`.
    pub bold: bool,
    /// It begins inside `**` that an earlier line opened.
    pub in_bold: bool,
    /// It ends in two spaces or a backslash: Markdown for a line break that is meant.
    pub hard_break: bool,
    /// It has marks but no content: `---`.
    pub rule: bool,
    /// It belongs to a footnote or endnote.
    pub note: bool,
    /// A page begins with it or behind it.
    pub page: bool,
    /// It belongs to the metadata that a Markdown file begins with.
    pub metadata: bool,
}

impl Line {
    /// Whether there is nothing on the line to read.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Columns from the margin to the last character.
    pub fn reach(&self) -> usize {
        self.indent + self.width
    }

    fn new(number: usize) -> Self {
        Self {
            number,
            text: String::new(),
            pieces: Vec::new(),
            script: Script::Neutral,
            indent: 0,
            width: 0,
            heading: false,
            bold: false,
            in_bold: false,
            hard_break: false,
            rule: false,
            note: false,
            page: false,
            metadata: false,
        }
    }

    /// A line with nothing on it.
    pub fn empty(number: usize) -> Self {
        Self::new(number)
    }

    /// Makes `pieces` of the text the content.
    pub fn set(&mut self, text: &str, pieces: Vec<Span>) {
        self.text.clear();
        self.pieces = pieces;
        self.finish(text);
    }

    /// A line without marks: all of `span` is its content.
    pub fn plain(text: &str, span: Span, number: usize) -> Self {
        let mut line = Self::new(number);
        let raw = &text[span.start..span.end];
        let body = raw.trim_matches(is_blank);
        line.indent = width(&raw[..raw.len() - raw.trim_start_matches(is_blank).len()], true);
        if is_rule(body) {
            line.rule = true;
        } else if !body.is_empty() {
            line.pieces.push(span);
            line.finish(text);
        }
        line
    }
}

/// Columns of a character: two for everything that Chinese typesetting gives a full square.
fn columns(c: char, wide: bool) -> usize {
    match c {
        c if c.is_ascii() => 1,
        '\u{3000}' => 2,
        c if is_blank(c) => 0,
        c if is_han(c) || (c as u32) >= 0x3000 => 2,
        _ if wide => 2,
        _ => 1,
    }
}

/// The columns that a text takes; `wide` tells whether quotes and dashes are those of Chinese typesetting.
pub(super) fn width(text: &str, wide: bool) -> usize {
    text.chars().map(|c| columns(c, wide)).sum()
}

/// The byte ranges of the lines of a text without their ends (`\n`, `\r\n`, `\r`). A text that ends in a line end has no empty
/// line after it.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = at;
        match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'\r' | b'\n' => at += 1,
            _ => {
                at += 1;
                continue;
            }
        }
        out.push(Span::new(start, end));
        start = at;
    }
    if start < bytes.len() {
        out.push(Span::new(start, bytes.len()));
    }
    out
}

/// Ends a page in plain text.
const FORM_FEED: char = '\u{c}';

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let spans = spans(text);
    let mut out = Vec::with_capacity(spans.len());
    let blank = |s: &Span| text[s.start..s.end].chars().all(is_blank);
    let breaks = |s: &Span| text[s.start..s.end].contains(FORM_FEED);
    let mut first = 0;
    while first < spans.len() {
        if blank(&spans[first]) {
            out.push(Line { page: breaks(&spans[first]), ..Line::new(first + 1) });
            first += 1;
            continue;
        }
        let end = (first..spans.len()).find(|k| blank(&spans[*k])).unwrap_or(spans.len());
        block(text, &spans[first..end], first + 1, &mut out);
        first = end;
    }
    out
}

/// The lines of one block: emphasis opens and closes only inside it.
fn block(text: &str, spans: &[Span], number: usize, out: &mut Vec<Line>) {
    let whole = Span::new(spans[0].start, spans[spans.len() - 1].end);
    let (marks, bold) = emphasis(text, whole);
    let (mut mark, mut run) = (0, 0);
    for (k, span) in spans.iter().enumerate() {
        let mut line = Line::new(number + k);
        let raw = &text[span.start..span.end];
        let body = raw.trim_start_matches(is_blank);
        line.indent = width(&raw[..raw.len() - body.len()], true);
        line.page = raw.contains(FORM_FEED);
        let kept = body.trim_end_matches(is_blank);
        let tail = &body[kept.len()..];
        line.hard_break = tail.starts_with("  ") || kept.ends_with('\\') && !kept.ends_with("\\\\");
        if is_rule(kept) {
            line.rule = true;
            out.push(line);
            continue;
        }
        let start = span.start + (raw.len() - body.len());
        let end = start + kept.len() - usize::from(line.hard_break && kept.ends_with('\\'));
        let skip = prefix(kept, &mut line);
        let mut cut = Cut { line: &mut line, text, from: start + skip };
        let mut at = start + skip;
        let mut close = usize::MAX;
        while at < end {
            while mark < marks.len() && marks[mark].end <= at {
                mark += 1;
            }
            let rest = &text[at..end];
            let mut length = 0;
            if let Some(m) = marks.get(mark).filter(|m| m.start == at) {
                length = m.len().min(rest.len());
            } else if let Some(whole) = address(rest) {
                length = 1;
                close = at + whole - 1;
            } else if at == close || is_escape(rest) {
                length = 1;
            }
            if length > 0 {
                cut.to(at, at + length);
                at += length;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        cut.to(end, end);
        line.finish(text);
        while run < bold.len() && bold[run].end <= start {
            run += 1;
        }
        line.bold = bold.get(run).is_some_and(|b| {
            line.pieces.first().is_some_and(|p| p.start >= b.start)
                && line.pieces.last().is_some_and(|p| p.end <= b.end)
        });
        line.in_bold = bold
            .get(run)
            .is_some_and(|b| b.start < span.start && line.pieces.first().is_some_and(|p| p.start < b.end));
        out.push(line);
    }
}

/// Collects the content between marks.
struct Cut<'a> {
    line: &'a mut Line,
    text: &'a str,
    from: usize,
}

impl Cut<'_> {
    /// Ends a stretch of content at `at`; the next begins at `next`.
    fn to(&mut self, at: usize, next: usize) {
        if self.from < at && !self.text[self.from..at].is_empty() {
            self.line.pieces.push(Span::new(self.from, at));
        }
        self.from = next;
    }
}

impl Line {
    /// Takes blanks off both ends of the content and fills in what follows from it.
    fn finish(&mut self, text: &str) {
        while let Some(p) = self.pieces.first_mut() {
            let part = &text[p.start..p.end];
            p.start += part.len() - part.trim_start_matches(is_blank).len();
            if !p.is_empty() {
                break;
            }
            self.pieces.remove(0);
        }
        while let Some(p) = self.pieces.last_mut() {
            let part = &text[p.start..p.end];
            p.end -= part.len() - part.trim_end_matches(is_blank).len();
            if !p.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        for p in &self.pieces {
            self.text.push_str(&text[p.start..p.end]);
        }
        self.script = script(&self.text);
        self.width = width(&self.text, self.script == Script::Han);
        self.rule = self.pieces.is_empty();
    }
}

/// A line of three or more of one drawn character and nothing else.
fn is_rule(line: &str) -> bool {
    let mut chars = line.chars().filter(|c| !is_blank(*c));
    let Some(first) = chars.next() else { return false };
    matches!(first, '-' | '*' | '_' | '=' | '~' | '─' | '━' | '—' | '－' | '＿' | '＊' | '═')
        && chars.clone().count() >= 2
        && chars.all(|c| c == first)
}

/// Length of the heading, quote or bullet marks that a line begins with.
fn prefix(line: &str, out: &mut Line) -> usize {
    let mut rest = line;
    while let Some(r) = rest.strip_prefix('>') {
        rest = r.trim_start_matches(is_blank);
    }
    let hashes = rest.bytes().take_while(|b| *b == b'#').count();
    let after = &rest[hashes..];
    if (1..=6).contains(&hashes) && after.chars().next().is_some_and(|c| is_blank(c) || is_han(c) || c == '*')
    {
        out.heading = true;
        rest = after.trim_start_matches(is_blank);
    } else if let Some(r) = rest.strip_prefix("* ").or_else(|| rest.strip_prefix("+ ")) {
        rest = r.trim_start_matches(is_blank);
    }
    line.len() - rest.len()
}

/// Whether a backslash stands before punctuation that it keeps from being a mark.
fn is_escape(rest: &str) -> bool {
    rest.starts_with('\\') && rest[1..].starts_with(|c: char| c.is_ascii_punctuation())
}

/// Length of the address between brackets that `rest` begins with, brackets included: `<https://…>`.
fn address(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let known = ["http://", "https://", "www.", "mailto:"].iter().any(|m| inner.starts_with(m));
    let end = inner.find(|c| is_blank(c) || c == '<' || c == '>')?;
    (known && inner[end..].starts_with('>')).then_some(end + 2)
}

/// The emphasis marks of a block, in order, and the stretches that stand inside two or more `*`.
///
/// Follows CommonMark's flanking rules, with one liberty: `**` beside ideographs counts as a mark although Chinese sets no
/// spaces there. A single `*` or `_` counts only with its partner.
fn emphasis(text: &str, block: Span) -> (Vec<Span>, Vec<Span>) {
    let part = &text[block.start..block.end];
    let mut marks = Vec::new();
    let mut bold = Vec::new();
    // The last unmatched opening run of each kind and length.
    let mut open: [[Option<Span>; 4]; 2] = Default::default();
    let mut previous = ' ';
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c != '*' && c != '_' || previous == '\\' {
            previous = if previous == '\\' && c == '\\' { ' ' } else { c };
            continue;
        }
        let before = previous;
        let mut length = 1;
        while chars.peek().is_some_and(|p| p.1 == c) {
            chars.next();
            length += 1;
        }
        previous = c;
        let after = chars.peek().map_or(' ', |p| p.1);
        if length > 3 {
            continue;
        }
        let punctuation = |c: char| !c.is_alphanumeric() && !is_blank(c);
        let (mut left, mut right) = (!is_blank(after), !is_blank(before));
        if left && right {
            let (p, q) = (punctuation(before), punctuation(after));
            let outside = length >= 2 && c == '*';
            (left, right) = (outside || !q || p, outside || !p || q);
            if c == '_' {
                (left, right) = (left && (!right || p), right && (!left || q));
            }
            if before.is_ascii_digit() && after.is_ascii_digit() {
                continue;
            }
        }
        let run = Span::new(block.start + at, block.start + at + length);
        let slots = &mut open[usize::from(c == '_')];
        let mut close = |slot: &mut Option<Span>, run: Span| {
            let Some(o) = slot.take() else { return false };
            if c == '*' && length >= 2 {
                bold.push(Span::new(o.end, run.start));
            }
            marks.push(o);
            true
        };
        // `*a **b***` closes two at once.
        let closed = right
            && (close(&mut slots[length], run)
                || length == 3 && (close(&mut slots[2], run) | close(&mut slots[1], run)));
        match closed {
            true => marks.push(run),
            false if left => slots[length] = Some(run),
            false if length == 2 && c == '*' && right => marks.push(run),
            false => {}
        }
    }
    marks.extend(open[0][2]);
    marks.sort();
    bold.sort();
    (marks, bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        lines(text).into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn marks_are_left_out() {
        let rows = [
            ("**Citation:**", "Citation:"),
            ("# 外交部文件", "外交部文件"),
            ("<https://a.example/1>", "https://a.example/1"),
            ("the *Haifeng*, chartered", "the Haifeng, chartered"),
            ("这是**重要**内容", "这是重要内容"),
            ("\\[...\\]", "[...]"),
            ("3*4*5 and x * y", "3*4*5 and x * y"),
            ("snake_case_name", "snake_case_name"),
            ("> quoted", "quoted"),
            ("　　正文  ", "正文"),
            ("a < b > c", "a < b > c"),
            ("**the freighter *Gudrun Holm***", "the freighter Gudrun Holm"),
            ("* item", "item"),
            ("#1 of 2", "#1 of 2"),
        ];
        for (raw, text) in rows {
            assert_eq!(texts(raw), [text], "{raw}");
        }
        assert!(lines("---")[0].rule && lines("* * *")[0].rule && !lines("— 1 —")[0].rule);
    }

    #[test]
    fn bold_runs_over_lines() {
        let l = lines("**Minutes of a Talk\nwith somebody**\nplain");
        assert_eq!(
            l.iter().map(|l| (l.bold, l.in_bold)).collect::<Vec<_>>(),
            [(true, false), (true, true), (false, false)]
        );
    }

    #[test]
    fn line_ends_of_every_kind() {
        assert_eq!(texts("a\r\nb\rc\n\nd\n"), ["a", "b", "c", "", "d"]);
        assert_eq!(texts("\u{FEFF}a"), ["a"]);
    }

    proptest::proptest! {
        #[test]
        fn only_blanks_and_marks_are_left_out(text in "[a1*_#<>\\\\ \\n　中。\\-]{0,40}|.{0,40}") {
            let mut at = 0;
            let left_out = |part: &str| part.chars().all(|c| is_blank(c) || "*_#<>\\-=~─━—－＿＊═+".contains(c));
            for line in lines(&text) {
                for p in &line.pieces {
                    proptest::prop_assert!(p.start >= at && left_out(&text[at..p.start]), "{:?}", &text[at..p.start]);
                    at = p.end;
                }
                proptest::prop_assert!(line.text.is_empty() || line.text.trim_matches(is_blank).len() == line.text.len());
            }
            proptest::prop_assert!(left_out(&text[at..]));
        }
    }
}
