//! From characters with places to lines, rows of tables and paragraphs.
//!
//! Characters are taken in the order they are drawn, which is the order of reading in what word processors and typesetters
//! write: columns one after the other, tables row by row.

use rustc_hash::FxHashSet;

use super::super::block::{Block, Cell, Kind, Paragraph};
use super::page::Glyph;
use crate::document::script::{Script, is_blank, is_han, is_wide_mark, script};
use crate::document::sentence_shape::is_finished;

/// A gap of this many times the size of the font parts words where it is no space already.
const WORD: f64 = 0.18;
/// A gap that parts the cells of a table or two columns.
const CELL: f64 = 1.6;
/// Baselines of one line differ by no more than this part of the size.
const BASELINE: f64 = 0.35;

/// A stretch of a line without wide gaps.
#[derive(Debug, Clone, Default)]
struct Part {
    text: String,
    x: f64,
    end: f64,
}

/// A line on a page.
#[derive(Debug, Clone, Default)]
struct Line {
    parts: Vec<Part>,
    y: f64,
    size: f64,
    /// Number in small raised digits that it begins with: that of a footnote.
    label: Option<String>,
    /// Such numbers inside it.
    pointers: Vec<String>,
}

impl Line {
    fn x(&self) -> f64 {
        self.parts.first().map_or(0.0, |p| p.x)
    }

    fn end(&self) -> f64 {
        self.parts.last().map_or(0.0, |p| p.end)
    }

    fn text(&self) -> &str {
        self.parts.first().map_or("", |p| &p.text)
    }

    /// Points that the first word takes, estimated by its share of the line.
    fn first_word(&self) -> f64 {
        let text = self.text();
        let all = text.chars().count().max(1) as f64;
        let word = match text.chars().next() {
            Some(c) if is_han(c) || is_wide_mark(c) => 1,
            _ => text.split(is_blank).next().map_or(1, |w| w.chars().count()),
        };
        (self.end() - self.x()) * word as f64 / all
    }
}

/// What is known of the whole document.
struct Whole {
    /// The size that most characters have, in points.
    body: f64,
    /// The distance of lines in a paragraph, in sizes of the font.
    leading: f64,
    /// Its words, for hyphens at line ends.
    known: FxHashSet<String>,
}

/// The blocks of a document.
pub(super) fn blocks(pages: Vec<Vec<Glyph>>) -> Vec<Block> {
    let pages: Vec<Vec<Line>> = pages.into_iter().map(lines).collect();
    let whole = Whole { body: usual_size(&pages), leading: leading(&pages), known: words(&pages) };
    let mut out = Vec::new();
    for page in pages {
        paragraphs(&split_cells(page, &whole), &whole, &mut out);
        out.push(Block::PageBreak);
    }
    out
}

/// The lines of a page in the order they are drawn; inside a line, characters stand from left to right, whatever their order.
fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row.takes(&glyph) => row.add(glyph),
            _ if is_empty(&glyph) => {}
            _ => rows.push(Row { y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    rows.into_iter().map(line).collect()
}

fn is_empty(glyph: &Glyph) -> bool {
    glyph.text.chars().all(|c| is_blank(c) || c.is_control())
}

/// Characters drawn one after the other on one baseline.
struct Row {
    /// Baseline and size of its largest character.
    y: f64,
    size: f64,
    glyphs: Vec<Glyph>,
}

impl Row {
    fn takes(&self, glyph: &Glyph) -> bool {
        let (small, large) =
            if self.size < glyph.size { (self.size, glyph.size) } else { (glyph.size, self.size) };
        let apart = (glyph.y - self.y).abs();
        // Raised or lowered characters are smaller.
        apart < BASELINE * small || small < SMALL * large && apart < 0.7 * large
    }

    fn add(&mut self, glyph: Glyph) {
        if glyph.size > self.size && !is_empty(&glyph) {
            (self.y, self.size) = (glyph.y, glyph.size);
        }
        self.glyphs.push(glyph);
    }
}

/// Raised characters have less than this part of the size of the others.
const SMALL: f64 = 0.8;

fn line(mut row: Row) -> Line {
    row.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut out = Line { y: row.y, size: row.size, ..Line::default() };
    let mut last: Option<Glyph> = None;
    // Right end of the last raised number, to which more digits belong.
    let mut raised_end = f64::MIN;
    for glyph in row.glyphs {
        if let Some(before) = &last {
            // Bold without a bold font: everything is drawn twice.
            let near = |a: f64, b: f64| (a - b).abs() < 0.12 * glyph.size;
            if before.text == glyph.text
                && near(before.x, glyph.x)
                && near(before.y, glyph.y)
                && !is_empty(&glyph)
            {
                continue;
            }
        }
        let is_number = !glyph.text.is_empty() && glyph.text.bytes().all(|b| b.is_ascii_digit());
        let is_raised = glyph.size < SMALL * row.size && glyph.y - row.y > 0.12 * row.size;
        if is_number && is_raised {
            let goes_on = glyph.x - raised_end < 0.3 * glyph.size && glyph.x >= raised_end - 0.3 * glyph.size;
            let before = out.parts.last().map(|p| p.text.trim_end_matches(is_blank)).unwrap_or_default();
            let taken = match (out.parts.is_empty(), out.pointers.last_mut(), out.label.as_mut()) {
                (true, _, Some(label)) if goes_on => {
                    label.push_str(&glyph.text);
                    true
                }
                (true, ..) => {
                    out.label = Some(glyph.text.clone());
                    true
                }
                (false, Some(pointer), _) if goes_on => {
                    pointer.push_str(&glyph.text);
                    true
                }
                _ if takes_pointer(before) => {
                    out.pointers.push(glyph.text.clone());
                    true
                }
                _ => false,
            };
            if taken {
                raised_end = glyph.end;
                if let Some(p) = out.parts.last_mut() {
                    p.end = glyph.end;
                }
                last = Some(glyph);
                continue;
            }
        }
        push(&mut out, &glyph);
        last = Some(glyph);
    }
    out
}

/// Whether small raised digits behind a text are a pointer to a note, not an exponent: behind a stop, an ideograph or a word, not
/// behind a figure or a unit.
fn takes_pointer(text: &str) -> bool {
    let word = text.chars().rev().take_while(|c| c.is_ascii_alphabetic()).count();
    text.chars().next_back().is_some_and(|c| !c.is_ascii_digit() && (!c.is_ascii_alphabetic() || word > 2))
}

fn push(line: &mut Line, glyph: &Glyph) {
    let empty = is_empty(glyph);
    let Some(part) = line.parts.last_mut() else {
        if !empty {
            line.parts.push(Part { text: glyph.text.clone(), x: glyph.x, end: glyph.end });
        }
        return;
    };
    if empty {
        if !part.text.ends_with(is_blank) {
            part.text.push(if glyph.text.starts_with(IDEOGRAPHIC_SPACE) { IDEOGRAPHIC_SPACE } else { ' ' });
        }
        return;
    }
    let gap = glyph.x - part.end;
    // A bullet or a number stands far from what it counts.
    let is_bullet = is_list_mark(&part.text) && gap < 4.0 * line.size;
    if gap > CELL * line.size && !is_bullet {
        line.parts.push(Part { text: glyph.text.clone(), x: glyph.x, end: glyph.end });
        return;
    }
    let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_wide_mark(c));
    let sides = [wide(part.text.chars().next_back()), wide(glyph.text.chars().next())];
    let (least, space) = match sides {
        [true, true] => (0.8, IDEOGRAPHIC_SPACE),
        [false, false] => (WORD, ' '),
        // Typesetters set figures and Latin letters a quarter apart from ideographs.
        _ => (0.4, ' '),
    };
    if gap > least * glyph.size && !part.text.ends_with(is_blank) {
        part.text.push(space);
    }
    part.text.push_str(&glyph.text);
    part.end = part.end.max(glyph.end);
}

const IDEOGRAPHIC_SPACE: char = '\u{3000}';

/// Whether a text is nothing but the mark of a list item.
fn is_list_mark(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    text.chars().count() <= 4 && (text.starts_with(BULLETS) || text.ends_with(['.', ')', '、', '）']))
}

/// Marks of list items.
const BULLETS: [char; 9] = ['•', '·', '●', '○', '▪', '◦', '‣', '\u{F0B7}', '\u{F0A7}'];

/// The size that most characters have.
fn usual_size(pages: &[Vec<Line>]) -> f64 {
    let mut sizes: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for line in pages.iter().flatten() {
        *sizes.entry((line.size * 4.0) as i64).or_default() +=
            line.parts.iter().map(|p| p.text.len()).sum::<usize>();
    }
    sizes.iter().max_by_key(|s| s.1).map_or(10.0, |(size, _)| *size as f64 / 4.0)
}

/// The words of a document, for hyphens at line ends; gathered only if there are any.
fn words(pages: &[Vec<Line>]) -> FxHashSet<String> {
    let hyphenated = pages.iter().flatten().any(|l| l.parts.iter().any(|p| p.text.trim_end().ends_with('-')));
    let lines = pages.iter().flatten().filter(|_| hyphenated);
    lines
        .flat_map(|l| &l.parts)
        .flat_map(|p| p.text.split(|c: char| !c.is_alphabetic()))
        .filter(|w| w.len() > 3 && w.is_ascii())
        .map(str::to_lowercase)
        .collect()
}

/// The right end of the lines that begin where this one does, and how many come near it.
fn margin(page: &[Line], at: &Line) -> (f64, usize) {
    let like = |l: &&Line| {
        l.parts.len() == 1
            && (l.x() - at.x()).abs() < 3.0 * at.size
            && (l.size - at.size).abs() < 0.1 * at.size
    };
    let right = page.iter().filter(like).map(Line::end).fold(at.end(), f64::max);
    let near = page.iter().filter(like).filter(|l| right - l.end() < 2.0 * at.size).count();
    (right, near)
}

/// Parts the cells of a row whose last one goes on below: such a row is no single line.
fn split_cells(page: Vec<Line>, whole: &Whole) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(page.len());
    let mut page = page.into_iter().peekable();
    while let Some(mut line) = page.next() {
        let goes_on = page.peek().is_some_and(|next| {
            let step = line.y - next.y;
            let below = step > 0.3 * line.size && step <= 1.25 * whole.leading * line.size;
            let last = line.parts.last();
            line.parts.len() > 1
                && next.parts.len() == 1
                && below
                && last.is_some_and(|p| {
                    (p.x - next.x()).abs() < 0.6 * line.size && script(&p.text) == script(next.text())
                })
        });
        if !goes_on {
            out.push(line);
            continue;
        }
        for part in std::mem::take(&mut line.parts) {
            out.push(Line { parts: vec![part], y: line.y, size: line.size, ..Line::default() });
        }
        if let Some(last) = out.last_mut() {
            last.pointers = line.pointers;
        }
    }
    out
}

/// Lines of a page beyond which margins are not looked for: a page has not so many.
const LINES: usize = 1000;

fn paragraphs(page: &[Line], whole: &Whole, out: &mut Vec<Block>) {
    let Whole { body, leading, known } = whole;
    let pointers: FxHashSet<&str> = page.iter().flat_map(|l| l.pointers.iter().map(String::as_str)).collect();
    let mut open: Option<(Paragraph, &Line)> = None;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for line in page {
        let texts: Vec<&str> =
            line.parts.iter().map(|p| p.text.trim_matches(is_blank)).filter(|t| !t.is_empty()).collect();
        let Some(first) = texts.first() else { continue };
        if texts.len() > 1 {
            out.extend(open.take().map(|(p, _)| Block::Paragraph(p)));
            rows.push(texts.iter().map(|t| vec![paragraph(t, Kind::Body)]).collect());
            continue;
        }
        if !rows.is_empty() {
            out.push(Block::Table(std::mem::take(&mut rows)));
        }
        let is_note = line.label.as_deref().is_some_and(|l| pointers.contains(l))
            || line.label.is_some() && line.size < 0.95 * *body;
        if let Some((paragraph, before)) = open.as_mut()
            && !is_note
            && follows(page, before, line, *leading)
        {
            join(&mut paragraph.text, first, known);
            *before = line;
            continue;
        }
        out.extend(open.take().map(|(p, _)| Block::Paragraph(p)));
        let kind = if is_note {
            Kind::Note
        } else if line.size > 1.15 * *body {
            Kind::Heading
        } else {
            Kind::Body
        };
        open = Some((paragraph(first, kind), line));
    }
    out.extend(open.map(|(p, _)| Block::Paragraph(p)));
    if !rows.is_empty() {
        out.push(Block::Table(rows));
    }
}

fn paragraph(text: &str, kind: Kind) -> Paragraph {
    let text = text.trim_start_matches(BULLETS).trim_start_matches(is_blank);
    Paragraph { kind, text: text.to_owned(), line: None }
}

/// The distance between lines of one paragraph, in sizes of the font: nearly the smallest there is, for paragraphs may stand further
/// apart than their lines.
fn leading(pages: &[Vec<Line>]) -> f64 {
    let mut gaps: Vec<f64> = pages
        .iter()
        .flat_map(|p| p.windows(2))
        .filter(|w| (w[0].size - w[1].size).abs() < 0.1 * w[0].size)
        .map(|w| (w[0].y - w[1].y) / w[0].size)
        .filter(|g| (0.9..4.0).contains(g))
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 20).copied().unwrap_or(1.5)
}

/// Whether a line goes on with the paragraph of the line before it.
fn follows(page: &[Line], before: &Line, line: &Line, leading: f64) -> bool {
    let size = before.size;
    let step = before.y - line.y;
    let one_script = match (script(before.text()), script(line.text())) {
        (Script::Neutral, _) | (_, Script::Neutral) => true,
        (a, b) => a == b,
    };
    if !one_script || (before.size - line.size).abs() > 0.1 * size || line.label.is_some() {
        return false;
    }
    if step <= 0.3 * size || step > 1.25 * leading * size {
        return false;
    }
    let indent = line.x() - before.x();
    if indent > 0.8 * size && page.len() < LINES && !is_hanging(page, before, line) {
        return false;
    }
    if page.len() >= LINES {
        return !is_finished(before.text());
    }
    let (right, near) = margin(page, if indent < 0.0 { line } else { before });
    let full = before.end() + 1.2 * line.first_word() + 0.5 * size > right;
    full && (near > 1 || !is_finished(before.text()))
}

/// Whether the lines after the first of a list item are set in.
fn is_hanging(page: &[Line], before: &Line, line: &Line) -> bool {
    let bullet = before.text().starts_with(BULLETS)
        || before.text().starts_with(['–', '-'])
        || before
            .text()
            .split(is_blank)
            .next()
            .is_some_and(|w| w.ends_with(['.', ')', '、', '）']) && w.chars().count() <= 5);
    bullet && line.x() - before.x() < 4.0 * before.size && page.len() < LINES
}

/// Adds a line to a paragraph, as a typesetter parted them.
fn join(text: &mut String, line: &str, known: &FxHashSet<String>) {
    let (Some(last), Some(first)) = (text.chars().next_back(), line.chars().next()) else {
        text.push_str(line);
        return;
    };
    let wide = |c: char| is_han(c) || is_wide_mark(c);
    if last == '\u{AD}' {
        text.pop();
    } else if last == '-' && first.is_lowercase() {
        let head = text[..text.len() - 1].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let tail = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if known.contains(&format!("{head}{tail}").to_lowercase()) {
            text.pop();
        }
    } else if !wide(last) && !wide(first) && last != '-' && last != '—' {
        text.push(' ');
    }
    text.push_str(line);
}
