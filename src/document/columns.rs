//! Two languages set side by side in plain text: the columns are taken apart, so that each is read down like any other text.
//!
//! What shows them is a gap in line after line (a tab, or two blanks or more) with Chinese on one side and English on the other, and that
//! the right part begins at one place. Nothing is assumed about which language stands left, or that both have as many lines.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Span;
use super::line::{Line, width};
use super::script::{Script, is_blank, is_han, is_wide_mark, script};
use super::sentence_shape::{is_finished, weight};
use super::split;

/// Lines with both languages side by side that show columns, at least.
const LEAST: usize = 3;
/// Gaps of a line that are looked at: a line with more is no text.
const GAPS: usize = 12;
/// Lines with both that are looked at to see where the right column begins.
const LINES: usize = 400;
/// Lines with one column only that may stand between two with both.
const LONE: usize = 60;
/// Columns that a paragraph may be indented by.
const INSET: usize = 8;

/// A run of blanks inside a line.
struct Gap {
    /// Bytes in the file.
    span: Span,
    /// Columns from the margin to its beginning and its end.
    columns: Range<usize>,
    tab: bool,
    /// Scripts on its left and right, if they are the two languages.
    scripts: Option<[Script; 2]>,
    /// Whether it shows by itself that it parts two languages.
    sure: bool,
}

/// Where the right column begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Gutter {
    /// Behind a tab.
    Tab,
    /// So many columns from the margin, where Chinese characters take two.
    At(usize),
    /// Behind two blanks or more, wherever these are.
    Anywhere,
}

/// Lines in columns, as far as their shape tells.
struct Region {
    lines: Range<usize>,
    gutter: Gutter,
    /// Those that have both languages.
    both: Vec<usize>,
    /// The half that they are a list in, if they are no columns.
    half: Option<Script>,
}

/// The lines with columns taken apart, the left one before the right one, and how many lines had both; `None` if there are no columns.
/// `told`: somebody says that there are, so that one line is proof enough.
pub(super) fn apart(lines: &[Line], text: &str, told: bool) -> Option<(Vec<Line>, usize)> {
    let gaps: Vec<Vec<Gap>> = lines.iter().map(|l| gaps(l, text)).collect();
    let sides = |k: usize| gaps[k].iter().filter(|g| g.sure).filter_map(|g| g.scripts);
    let both: Vec<usize> = (0..lines.len()).filter(|k| sides(*k).next().is_some()).collect();
    let least = if told { 1 } else { LEAST };
    if both.len() < least {
        return None;
    }
    let han_left = both.iter().filter(|k| sides(**k).any(|s| s[0] == Script::Han)).count();
    let left = if han_left * 2 >= both.len() { Script::Han } else { Script::Latin };
    let page = Page { lines, gaps: &gaps, text, left };
    let mut regions: Vec<Region> = Vec::new();
    // One sentence behind the other needs more lines to be more than a chance.
    let inline = |k: &&usize| gaps[**k].iter().all(|g| g.scripts.is_none() || g.columns.is_empty());
    let mut next = 0;
    let mut rest = &both[..];
    while let Some(&first) = rest.first() {
        let gutter = page.gutter(&rest[..rest.len().min(LINES)]);
        let region = page.region(first, gutter);
        // Headings are no sentences, and stand before the first.
        let heading = |k: &usize| lines[*k].is_empty() || page.gap(*k, gutter).is_some();
        let above = (next..first).rev().take_while(heading).filter(|k| !lines[*k].is_empty()).last();
        let region = above.unwrap_or(first)..region.end.max(first + 1);
        let shown = rest.partition_point(|k| *k < region.end);
        let all = region.clone().filter(|k| !lines[*k].is_empty()).count();
        let share = if rest[..shown].iter().filter(inline).count() * 2 > shown { 2 } else { 4 };
        next = region.end;
        if shown >= least && (told || shown * share >= all) {
            regions.push(Region { lines: region, gutter, both: rest[..shown].to_vec(), half: None });
        }
        rest = &rest[shown..];
    }
    if regions.is_empty() {
        return None;
    }
    if !told {
        page.find_lists(&mut regions);
    }
    let (mut out, mut next, mut count) = (Vec::new(), 0, 0);
    for region in regions {
        out.extend(lines[next..region.lines.start].iter().cloned());
        next = region.lines.end;
        let Some(script) = region.half else {
            count += region.both.len();
            page.take_apart(region.lines, region.gutter, &mut out);
            continue;
        };
        for (k, line) in region.lines.clone().zip(&lines[region.lines]) {
            let script = if region.both.contains(&k) { script } else { line.script };
            out.push(Line { script, ..line.clone() });
        }
    }
    out.extend(lines[next..].iter().cloned());
    Some((out, count))
}

/// The gaps of a line.
fn gaps(line: &Line, text: &str) -> Vec<Gap> {
    let (Some(first), Some(last)) = (line.pieces.first(), line.pieces.last()) else { return Vec::new() };
    let range = Span::new(first.start, last.end);
    let raw = &text[range.start..range.end];
    if !raw.contains(['\t', '\u{3000}']) && !raw.contains("  ") {
        return sentence_end(raw, range.start).into_iter().collect();
    }
    let mut out: Vec<Gap> = Vec::new();
    let mut column = line.indent;
    let mut open: Option<(usize, usize, bool)> = None;
    for (at, c) in raw.char_indices() {
        if is_blank(c) {
            let run = open.get_or_insert((at, column, false));
            run.2 |= c == '\t';
            column += if c == '\t' { 8 - column % 8 } else { width(c.encode_utf8(&mut [0; 4]), true) };
            continue;
        }
        if let Some((from, start, tab)) = open.take().filter(|(_, start, tab)| *tab || column >= start + 2) {
            if out.len() == GAPS {
                return Vec::new();
            }
            let span = Span::new(range.start + from, range.start + at);
            out.push(Gap { span, columns: start..column, tab, scripts: None, sure: true });
        }
        column += width(c.encode_utf8(&mut [0; 4]), false);
    }
    for gap in &mut out {
        let (left, right) = (&text[range.start..gap.span.start], &text[gap.span.end..range.end]);
        // `Title:   声明` is a field and its value.
        let label = left.trim_end_matches(is_blank).ends_with([':', '：']);
        // The blank behind `第一条` is inside a text.
        let beside =
            [left.chars().rev().find(|c| c.is_alphabetic()), right.chars().find(|c| c.is_alphabetic())];
        let han = beside.map(|c| c.is_some_and(is_han));
        gap.scripts = match [script(left), script(right)] {
            s if label || han != s.map(|s| s == Script::Han) => None,
            s @ ([Script::Han, Script::Latin] | [Script::Latin, Script::Han]) => Some(s),
            _ => None,
        };
    }
    if out.iter().all(|g| g.scripts.is_none()) {
        out.extend(sentence_end(raw, range.start));
    }
    out
}

/// Where a text in one language is followed by its rendering in the other, if a line is no more than that; sure if it is a sentence.
/// `from` is the line's place in the file.
fn sentence_end(raw: &str, from: usize) -> Option<Gap> {
    /// Characters of Chinese that either part of a sentence and its rendering has, at least.
    const PART: usize = 4;
    let latin = |c: char| c.is_alphabetic() && !is_han(c);
    let first = raw.chars().find(|c| is_han(*c) || latin(*c))?;
    let chinese_first = is_han(first);
    // The place where the second script begins, and nothing of the first behind it.
    let at = if chinese_first {
        let last = raw.rfind(|c| is_han(c) || is_wide_mark(c))?;
        last + raw[last..].chars().next().map_or(0, char::len_utf8)
    } else {
        raw.find(is_han)?
    };
    let (left, right) = raw.split_at(at);
    let (before, after) = (left.trim_end_matches(is_blank), right.trim_start_matches(is_blank));
    let pure = match chinese_first {
        true => !before.chars().any(latin) && !after.chars().any(is_han),
        false => !before.chars().any(is_han) && !after.chars().any(latin),
    };
    if !pure || before.is_empty() || after.is_empty() {
        return None;
    }
    let sure = is_finished(before) && weight(before) >= PART && weight(after) >= PART;
    let scripts = if chinese_first { [Script::Han, Script::Latin] } else { [Script::Latin, Script::Han] };
    let span = Span::new(from + before.len(), from + raw.len() - after.len());
    Some(Gap { span, columns: 0..0, tab: false, scripts: Some(scripts), sure })
}

/// Columns of the blanks behind the last tab.
fn inset(blanks: &str) -> usize {
    width(blanks.rsplit('\t').next().unwrap_or_default(), true)
}

/// Lines with their gaps, and the language of the left column.
struct Page<'a> {
    lines: &'a [Line],
    gaps: &'a [Vec<Gap>],
    text: &'a str,
    left: Script,
}

impl Page<'_> {
    fn right(&self) -> Script {
        if self.left == Script::Han { Script::Latin } else { Script::Han }
    }

    /// The blanks that a line begins with.
    fn before(&self, line: &Line) -> &str {
        let start = line.pieces.first().map_or(0, |p| p.start);
        let blanks = self.text[..start].trim_end_matches(|c| is_blank(c) && !matches!(c, '\n' | '\r'));
        &self.text[blanks.len()..start]
    }

    /// Finds the lists with words of both languages, names most often: they stand inside a file of two halves, and are a part of the
    /// half that they stand in.
    fn find_lists(&self, regions: &mut [Region]) {
        let mut inside = vec![false; self.lines.len()];
        regions.iter().flat_map(|r| &r.both).for_each(|k| inside[*k] = true);
        let Some(halves) = split::halves(self.lines, &inside) else { return };
        let listed = regions.iter().flat_map(|r| &r.both).map(|k| weight(&self.lines[*k].text));
        if listed.sum::<usize>() > halves.less {
            return;
        }
        for region in regions {
            let (Some(&first), Some(&last)) = (region.both.first(), region.both.last()) else { continue };
            let half = halves.scripts[usize::from(first >= halves.cut)];
            let is = |k: usize| !inside[k] && !self.lines[k].is_empty() && self.lines[k].script == half;
            let within = (0..first).rev().any(is) && (last + 1..self.lines.len()).any(is);
            let sides = region.both.iter().flat_map(|k| self.gaps[*k].iter().filter_map(|g| g.scripts));
            let (own, other): (Vec<Script>, Vec<Script>) = sides.map(|s| s[0]).partition(|s| *s == half);
            if within || own.len() > other.len() {
                region.half = Some(half);
            }
        }
    }

    /// The gaps between the two languages of a line, in the order in which they stand here.
    fn between(&self, k: usize) -> impl Iterator<Item = &Gap> {
        self.gaps[k].iter().filter(|g| g.scripts.is_some_and(|s| s[0] == self.left))
    }

    /// Where the right column begins in lines that have both.
    fn gutter(&self, near: &[usize]) -> Gutter {
        let tabs = near.iter().filter(|k| self.between(**k).any(|g| g.tab)).count();
        if tabs * 2 > near.len() {
            return Gutter::Tab;
        }
        let mut places: FxHashMap<usize, usize> = FxHashMap::default();
        for k in near {
            self.between(*k).for_each(|g| *places.entry(g.columns.end).or_default() += 1);
        }
        // Of a paragraph's lines one may be indented, and all others are not.
        places.remove(&0);
        let best = places.iter().max_by_key(|(column, n)| (**n, std::cmp::Reverse(**column)));
        match best {
            Some((&column, _)) => {
                let fits = |k: &&usize| self.between(**k).any(|g| Self::is_at(g, column));
                if near.iter().filter(fits).count() * 5 >= near.len() * 4 {
                    return Gutter::At(column);
                }
                Gutter::Anywhere
            }
            None => Gutter::Anywhere,
        }
    }

    fn is_at(gap: &Gap, column: usize) -> bool {
        gap.columns.start < column && (column..=column + INSET).contains(&gap.columns.end)
    }

    /// The gap at the gutter.
    fn gap(&self, k: usize, gutter: Gutter) -> Option<&Gap> {
        match gutter {
            Gutter::Tab => self.between(k).find(|g| g.tab).or_else(|| self.gaps[k].iter().find(|g| g.tab)),
            Gutter::At(column) => {
                let at = |g: &&Gap| Self::is_at(g, column);
                self.gaps[k].iter().find(|g| g.columns.end == column).or_else(|| self.between(k).find(at))
            }
            Gutter::Anywhere => self.between(k).max_by_key(|g| g.columns.len()),
        }
    }

    /// Whether a line without a gap at the gutter stands in the right column (`Some(true)`), in the left one, or across both.
    fn side(&self, k: usize, gutter: Gutter) -> Option<bool> {
        let line = &self.lines[k];
        match gutter {
            Gutter::At(column) if line.indent + 1 >= column => Some(true),
            Gutter::At(column) if line.reach() < column + 1 => Some(false),
            Gutter::At(_) => None,
            Gutter::Tab | Gutter::Anywhere => match line.script {
                Script::Neutral => Some(self.before(line).contains('\t')),
                s => Some(s == self.right()),
            },
        }
    }

    /// The lines in columns from `first` on: up to the last that has both, and what is left of the columns below it.
    fn region(&self, first: usize, gutter: Gutter) -> Range<usize> {
        let (mut end, mut blank) = (first, false);
        for k in first..self.lines.len() {
            if k > end + LONE {
                break;
            }
            if self.lines[k].is_empty() {
                blank = true;
                continue;
            }
            if self.gap(k, gutter).is_some() {
                (end, blank) = (k + 1, false);
                continue;
            }
            match self.side(k, gutter) {
                None => break,
                // Behind a blank line, what stands left may be text again.
                Some(right) if right && matches!(gutter, Gutter::At(_)) || !blank => end = k + 1,
                Some(_) => {}
            }
        }
        first..end
    }

    /// Adds the left parts of the lines, then the right ones.
    fn take_apart(&self, region: Range<usize>, gutter: Gutter, out: &mut Vec<Line>) {
        let text = self.text;
        let margin =
            region.clone().filter(|k| self.gap(*k, gutter).is_some()).map(|k| self.lines[k].indent).min();
        let margin = margin.unwrap_or(0);
        let number = self.lines[region.start].number;
        let mut columns = [Vec::new(), vec![Line::empty(number)]];
        let scripts = [self.left, self.right()];
        let mut add = |side: usize, mut line: Line| {
            // A name in the other script is no text of the other column.
            if line.script != Script::Neutral {
                line.script = scripts[side];
            }
            columns[side].push(line);
        };
        for k in region.clone() {
            let line = &self.lines[k];
            if line.is_empty() {
                add(0, line.clone());
                add(1, line.clone());
                continue;
            }
            let Some(gap) = self.gap(k, gutter) else {
                let right = self.side(k, gutter) == Some(true);
                let mut line = line.clone();
                line.indent = match gutter {
                    Gutter::At(column) if right => line.indent.saturating_sub(column),
                    Gutter::Tab if right => inset(self.before(&line)),
                    _ => line.indent.saturating_sub(margin),
                };
                add(usize::from(right), line);
                continue;
            };
            let clip = |from: usize, to: usize| -> Vec<Span> {
                let cut = line.pieces.iter().map(|p| (p.start.max(from), p.end.min(to)));
                cut.filter(|(a, b)| a < b).map(|(a, b)| Span::new(a, b)).collect()
            };
            let mut left = Line { hard_break: false, ..line.clone() };
            left.set(text, clip(0, gap.span.start));
            left.indent = line.indent.saturating_sub(margin);
            let mut right = Line { hard_break: false, ..line.clone() };
            right.set(text, clip(gap.span.end, usize::MAX));
            right.indent = match gutter {
                Gutter::At(column) => gap.columns.end.saturating_sub(column),
                Gutter::Tab => inset(&text[gap.span.start..gap.span.end]),
                Gutter::Anywhere => 0,
            };
            add(0, left);
            add(1, right);
        }
        let [left, right] = columns;
        out.extend(left);
        out.extend(right);
        out.push(Line::empty(number));
    }
}
