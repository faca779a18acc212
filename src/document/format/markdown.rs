//! What Markdown has beyond the marks that every text is freed of (emphasis, headings, quotes): tables, links, footnotes, remarks, code
//! fences. Everything keeps its place in the file.
//!
//! Kept: the cells of tables, the words of links, footnotes, the metadata before the text. Dropped: rules of tables, addresses of links, pictures, pointers to
//! footnotes, HTML remarks, tags of style, fences.

use super::super::Span;
use super::super::line::Line;
use super::super::script::{Script, is_blank, script};

/// Takes out what is no text, marks notes and parts the cells of tables in two languages. Whether there was anything.
pub(super) fn mark(text: &str, lines: &mut Vec<Line>) -> bool {
    let mut found = front_matter(text, lines);
    if !text.contains(['|', '[', '<', '`']) {
        return found;
    }
    let mut in_remark = false;
    let mut in_note = false;
    let mut after_blank = true;
    for line in lines.iter_mut() {
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        let mut cuts = cuts(text, line, &mut in_remark);
        let raw = &text[line.pieces[0].start..];
        if let Some(length) = definition(raw) {
            let start = line.pieces[0].start;
            cuts.push(Span::new(start, start + length));
            in_note = true;
        } else if after_blank && line.indent < 2 {
            in_note = false;
        }
        line.note = in_note;
        after_blank = false;
        found |= in_note || !cuts.is_empty();
        cut(text, line, cuts);
    }
    found | tables(text, lines)
}

/// Marks the metadata between two lines `---` at the top: fields with their values, as YAML sets them.
fn front_matter(text: &str, lines: &mut [Line]) -> bool {
    /// Lines of it, at most.
    const LONGEST: usize = 200;
    let mut inner = text.trim_start_matches('\u{FEFF}').lines().map(str::trim_end);
    if inner.next() != Some("---") {
        return false;
    }
    let is_field = |l: &str| {
        let key = l.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
        key.is_some_and(|(key, _)| {
            !key.is_empty() && !key.contains(['。', '，', '.', ',']) && key.len() <= 60
        })
    };
    let inner: Vec<&str> = inner.take(LONGEST).take_while(|l| !l.is_empty()).collect();
    let Some(end) = inner.iter().position(|l| matches!(*l, "---" | "...")) else { return false };
    let goes_on = |l: &str| l.starts_with([' ', '\t', '-', '#', ']', '}']);
    let found =
        inner[..end].iter().all(|l| is_field(l) || goes_on(l)) && inner[..end].iter().any(|l| is_field(l));
    if found {
        // The rules above and below, too.
        lines.iter_mut().take(end + 2).for_each(|l| (l.metadata, l.heading) = (true, false));
    }
    found
}

/// Takes stretches out of the content of a line.
fn cut(text: &str, line: &mut Line, mut cuts: Vec<Span>) {
    if cuts.is_empty() {
        return;
    }
    cuts.sort();
    let mut kept = Vec::new();
    let mut next = 0;
    for piece in &line.pieces {
        let mut from = piece.start;
        while next < cuts.len() && cuts[next].end <= piece.start {
            next += 1;
        }
        for c in cuts[next..].iter().take_while(|c| c.start < piece.end) {
            if c.start > from {
                kept.push(Span::new(from, c.start));
            }
            from = from.max(c.end.min(piece.end));
        }
        if from < piece.end {
            kept.push(Span::new(from, piece.end));
        }
    }
    line.set(text, kept);
}

/// The stretches of a line that are no text.
fn cuts(text: &str, line: &Line, in_remark: &mut bool) -> Vec<Span> {
    /// Longest address or tag, in bytes.
    const LONGEST: usize = 2000;
    let (start, end) = (line.pieces[0].start, line.pieces[line.pieces.len() - 1].end);
    let whole = &text[start..end];
    let mut out = Vec::new();
    let mut at = 0;
    if whole.starts_with("```") || whole.starts_with("~~~") {
        return vec![Span::new(start, end)];
    }
    if whole.starts_with('[') && !whole.starts_with("[^") && is_link_definition(whole) {
        return vec![Span::new(start, end)];
    }
    let within = |from: usize, what: &str| {
        let mut to = whole.len().min(from + LONGEST);
        while !whole.is_char_boundary(to) {
            to -= 1;
        }
        whole[from..to].find(what).map(|n| from + n + what.len())
    };
    // Where the words of links begin that have not ended yet.
    let mut open: Vec<(usize, bool)> = Vec::new();
    while at < whole.len() {
        if *in_remark {
            let to = whole[at..].find("-->").map(|n| at + n + 3);
            *in_remark = to.is_none();
            out.push(Span::new(start + at, start + to.unwrap_or(whole.len())));
            at = to.unwrap_or(whole.len());
            continue;
        }
        let rest = &whole[at..];
        let bytes = rest.as_bytes();
        match bytes[0] {
            b'\\' => at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'<' if rest.starts_with("<!--") => *in_remark = true,
            b'<' if is_tag(rest) => match within(at, ">") {
                Some(to) => {
                    out.push(Span::new(start + at, start + to));
                    at = to;
                }
                None => at += 1,
            },
            b'[' if rest.starts_with("[^") => {
                match within(at, "]").filter(|to| is_note_name(&whole[at + 2..to - 1])) {
                    // What defines a note is no pointer to it.
                    Some(to) if at > 0 || !whole[to..].starts_with(':') => {
                        out.push(Span::new(start + at, start + to));
                        at = to;
                    }
                    _ => at += 2,
                }
            }
            b'!' if rest.starts_with("![") => {
                open.push((at, true));
                at += 2;
            }
            b'[' => {
                open.push((at, false));
                at += 1;
            }
            b']' => {
                let from = open.pop();
                let target = rest.starts_with("](").then(|| within(at, ")")).flatten();
                match (from, target.filter(|to| is_target(&whole[at + 2..to - 1]))) {
                    (Some((from, true)), Some(to)) => {
                        out.retain(|c| c.start < start + from);
                        out.push(Span::new(start + from, start + to));
                        at = to;
                    }
                    (Some((from, false)), Some(to)) => {
                        out.push(Span::new(start + from, start + from + 1));
                        out.push(Span::new(start + at, start + to));
                        at = to;
                    }
                    _ => at += 1,
                }
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.sort();
    out
}

/// `[1]: https://…`
fn is_link_definition(line: &str) -> bool {
    line.split_once("]: ").is_some_and(|(name, target)| {
        !name[1..].contains('[')
            && is_target(target.split(' ').next().unwrap_or_default())
            && target.contains("//")
    })
}

/// Whether what stands between the brackets of a link is an address: no blanks but before a title, and a dot, a slash or a mark.
fn is_target(target: &str) -> bool {
    let address = target.split([' ', '\t']).next().unwrap_or_default();
    !address.is_empty() && address.is_ascii() && address.contains(['.', '/', '#', ':'])
        || target.starts_with('<') && target.contains("//")
}

/// `1`, `note-a`: names of notes have no blanks.
fn is_note_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 60
        && !name.contains(|c: char| is_blank(c) || c == '[' || c == '^')
}

/// Length of the mark of a note that a line begins with: `[^1]: `.
fn definition(line: &str) -> Option<usize> {
    let line = line.lines().next()?;
    let inner = line.strip_prefix("[^")?;
    let end = inner.find("]:")?;
    is_note_name(&inner[..end]).then_some(2 + end + 2)
}

/// Whether an HTML tag begins here that is of style or a line break; others may be meant as text.
fn is_tag(rest: &str) -> bool {
    const TAGS: [&str; 18] = [
        "br", "b", "i", "u", "em", "strong", "sub", "sup", "span", "div", "p", "a", "center", "font",
        "small", "details", "summary", "mark",
    ];
    let name = rest[1..].trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
    TAGS.contains(&name[..end].to_ascii_lowercase().as_str()) && name[end..].starts_with(['>', ' ', '/'])
}

/// Whether a line parts the head of a table from its rows: `|---|:--:|`. Its number of columns.
fn delimiter(line: &str) -> Option<usize> {
    let line = line.trim_matches(is_blank);
    let cells: Vec<&str> = line.trim_start_matches('|').trim_end_matches('|').split('|').collect();
    let is_rule = |c: &&str| {
        let c = c.trim_matches(is_blank);
        let dashes = c.trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    };
    (line.contains('|') && cells.iter().all(is_rule)).then_some(cells.len())
}

/// Takes the rules out of tables, and parts their cells where they are in two languages.
fn tables(text: &str, lines: &mut Vec<Line>) -> bool {
    let raw = |l: &Line| match (l.pieces.first(), l.pieces.last()) {
        (Some(a), Some(b)) => &text[a.start..b.end],
        _ => "",
    };
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut found = false;
    let mut at = 0;
    while at < lines.len() {
        let columns = lines.get(at + 1).and_then(|l| delimiter(raw(l)));
        let Some(_) = columns.filter(|_| raw(&lines[at]).contains('|')) else {
            out.push(lines[at].clone());
            at += 1;
            continue;
        };
        found = true;
        let end = (at + 2..lines.len()).find(|k| !raw(&lines[*k]).contains('|')).unwrap_or(lines.len());
        let rows: Vec<(&Line, Vec<Span>)> =
            (at..end).filter(|k| *k != at + 1).map(|k| (&lines[k], cells(text, &lines[k]))).collect();
        let two_languages = is_bilingual(text, &rows);
        for (line, cells) in rows {
            if !two_languages {
                let mut row = line.clone();
                row.set(text, joined(text, &cells));
                row.hard_break = true;
                out.push(row);
                out.push(Line::empty(line.number));
                continue;
            }
            for cell in cells {
                let mut part = line.clone();
                part.set(text, vec![cell]);
                out.push(part);
                out.push(Line::empty(line.number));
            }
        }
        let mut rule = Line::empty(lines[at + 1].number);
        rule.rule = true;
        out.push(rule);
        at = end;
    }
    *lines = out;
    found
}

/// The cells of a row: stretches of the file between `|`, without blanks at their ends; empty ones are left out.
fn cells(text: &str, line: &Line) -> Vec<Span> {
    let (Some(a), Some(b)) = (line.pieces.first(), line.pieces.last()) else { return Vec::new() };
    let mut out = Vec::new();
    let mut from = a.start;
    let whole = &text[a.start..b.end];
    let ends =
        whole.match_indices('|').filter(|(at, _)| !whole[..*at].ends_with('\\')).map(|(at, _)| a.start + at);
    for end in ends.chain([b.end]) {
        let part = &text[from..end];
        let start = from + part.len() - part.trim_start_matches(is_blank).len();
        let cell = Span::new(start, (start + part.trim_matches(is_blank).len()).max(start));
        if !cell.is_empty() {
            out.push(cell);
        }
        from = (end + 1).min(b.end);
    }
    out
}

/// The cells as one line: each with the blank and the `|` before the next.
fn joined(text: &str, cells: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for (k, cell) in cells.iter().enumerate() {
        out.push(*cell);
        let Some(next) = cells.get(k + 1) else { break };
        if let Some(bar) = text[cell.end..next.start].find('|').map(|n| cell.end + n) {
            // As much of the gap as makes `a | b`.
            let before = text[cell.end..bar].chars().next_back().map_or(0, char::len_utf8);
            let after = text[bar + 1..next.start].chars().next().map_or(0, char::len_utf8);
            out.push(Span::new(bar - before, bar + 1 + after));
        }
    }
    out
}

fn is_bilingual(text: &str, rows: &[(&Line, Vec<Span>)]) -> bool {
    let columns = rows.iter().map(|r| r.1.len()).max().unwrap_or(0).min(16);
    let mostly = |column: usize, wanted: Script| {
        let scripts = rows.iter().filter_map(|r| r.1.get(column)).map(|c| script(&text[c.start..c.end]));
        let (mut yes, mut no) = (0, 0);
        scripts.for_each(|s| {
            if s == wanted {
                yes += 1
            } else if s != Script::Neutral {
                no += 1
            }
        });
        yes > 0 && yes > no * 3
    };
    (0..columns).any(|c| mostly(c, Script::Han)) && (0..columns).any(|c| mostly(c, Script::Latin))
}

#[cfg(test)]
mod tests {
    use super::super::super::line::lines;
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let mut all = lines(text);
        mark(text, &mut all);
        all.into_iter()
            .filter(|l| !l.is_empty())
            .map(|l| if l.note { format!("note: {}", l.text) } else { l.text })
            .collect()
    }

    #[test]
    fn marks_are_taken_out() {
        for (raw, expected) in [
            ("见[《条例》](https://a.example/1)第三条。[^1]", "见《条例》第三条。"),
            ("![map](a.png) the map", "the map"),
            ("[^a]: See above.", "note: See above."),
            ("one<br>two <b>three</b>", "onetwo three"),
            ("a <!-- not\nshown --> b", "a b"),
            ("[sic] and (note)", "[sic] and (note)"),
            ("[the seal](of the office)", "[the seal](of the office)"),
            ("[1]: https://a.example/1", ""),
            ("a < b, c > d", "a < b, c > d"),
        ] {
            assert_eq!(texts(raw).join(" "), expected, "{raw}");
        }
    }

    #[test]
    fn metadata_at_the_top_is_known_by_its_fields() {
        let count = |text: &str| {
            let mut all = lines(text);
            mark(text, &mut all);
            all.iter().filter(|l| l.metadata && !l.is_empty()).count()
        };
        for (text, expected) in [
            ("---\ntitle: 会谈\ndate: 1962-01-01\n---\n\n文", 2),
            ("\u{feff}---\r\ntags:\r\n- a\r\n- b\r\n# none\r\n...\r\nText", 5),
            ("---\n\nXu: Yes.\n\nLi: No.\n\n---\n", 0),
            ("---\nThe text begins, and goes on.\n---\n", 0),
            ("---\ntitle: 会谈\n\nText", 0),
            ("text\n---\ntitle: 会谈\n---\n", 0),
            ("---\n---\n", 0),
            ("---", 0),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn tables_lose_their_rules() {
        assert_eq!(
            texts("| 乡镇 |  任务   |\n|---|:--:|\n| 石桥 | 600 |\n\n文"),
            ["乡镇 | 任务", "石桥 | 600", "文"]
        );
        assert_eq!(
            texts("中文 | English\n--- | ---\n他来了。| He came.\n"),
            ["中文", "English", "他来了。", "He came."]
        );
        assert_eq!(texts("a | b\nc | d"), ["a | b", "c | d"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_breaks(text in "[a|\\-:\\[\\]()!^<>`1.b\\\\ \\n中]{0,60}") {
            let mut all = lines(&text);
            mark(&text, &mut all);
            for line in all {
                let mut at = 0;
                for p in &line.pieces {
                    proptest::prop_assert!(p.start >= at && p.end > p.start);
                    at = p.end;
                }
            }
        }
    }
}
