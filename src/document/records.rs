//! Several documents in one file: the records of an archive one after another, each with its metadata before it.
//!
//! A record begins where metadata stands behind text in both languages. Metadata given once for each language makes one
//! record, and so does each pair where all originals stand before all translations.

use std::ops::Range;

use super::Role;
use super::header::{self, Group, LEAD, TITLE};
use super::line::Line;
use super::script::{Script, is_blank};
use super::sentence_shape::{is_finished, is_prose, weight};
use super::unit::Unit;
use super::vocabulary::Vocabulary;

/// Which documents a file may be divided into.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Division {
    /// As many as are found.
    #[default]
    Detected,
    /// One, whatever is in it.
    One,
    /// One for each block of metadata that is like the first, whatever its fields are called.
    EachHeader,
}

/// One document of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Its lines: places among the lines of the file, in order. Two ranges if the translation stands apart from the original.
    pub lines: Vec<Range<usize>>,
    /// The lines, among its own, that its metadata begins in: once, or before either half.
    pub heads: Vec<usize>,
}

impl Record {
    /// The lines of it.
    pub fn take<'a>(&self, lines: &'a [Line]) -> impl Iterator<Item = &'a Line> {
        self.lines.clone().into_iter().flat_map(|r| &lines[r])
    }
}

/// A stretch of units from one block of metadata to the next.
struct Section {
    /// Place of its metadata among the groups; `None` before the first.
    group: Option<usize>,
    start: usize,
    holds: Holds,
}

/// The languages of the text in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    One(Script),
    Both,
}

/// The documents of a file, in order; together they have all lines.
pub(super) fn records(units: &[Unit], lines: &[Line], division: Division) -> Vec<Record> {
    let whole = || vec![Record { lines: std::iter::once(0..lines.len()).collect(), heads: Vec::new() }];
    if division == Division::One {
        return whole();
    }
    let groups = heads(units, division);
    if groups.is_empty() {
        return whole();
    }
    let sections = sections(units, lines, &groups);
    let documents = documents(&sections, &groups);
    if documents.len() < 2 {
        return whole();
    }
    let line = |k: usize| match sections.get(k) {
        Some(_) if k == 0 => 0,
        Some(s) => units[s.start].first,
        None => lines.len(),
    };
    documents
        .iter()
        .map(|members| {
            let (mut ranges, mut heads, mut length) = (Vec::<Range<usize>>::new(), Vec::new(), 0);
            for &k in members {
                let section = &sections[k];
                if section.group.is_some() {
                    heads.push(length + units[section.start].first - line(k));
                }
                length += line(k + 1) - line(k);
                match ranges.last_mut() {
                    Some(r) if r.end == line(k) => r.end = line(k + 1),
                    _ => ranges.push(line(k)..line(k + 1)),
                }
            }
            Record { lines: ranges, heads }
        })
        .collect()
}

/// The groups of fields that may be the metadata of a record.
fn heads(units: &[Unit], division: Division) -> Vec<Group> {
    let mut groups = header::groups(units);
    let script = |g: &Group| units[g.first()].script;
    if groups.iter().any(|g| g.proven) {
        let proven: Vec<usize> = (0..groups.len()).filter(|k| groups[*k].proven).collect();
        let like =
            |g: &Group| proven.iter().any(|k| g.is_like(&groups[*k]) && script(g) == script(&groups[*k]));
        let keep: Vec<bool> = groups.iter().map(|g| g.proven || like(g)).collect();
        let mut keep = keep.into_iter();
        groups.retain(|_| keep.next().unwrap_or(false));
        return groups;
    }
    // Names that prove nothing, unless the file opens with them and they come back. In minutes they are part of the text: then
    // they are there in both languages.
    let Some(first) = groups.first().filter(|g| g.first() <= LEAD) else { return Vec::new() };
    let script = script(first);
    let (mut same, mut other) = (vec![true], false);
    for g in &groups[1..] {
        other |= units[g.first()].script != script;
        same.push(g.is_like(first));
    }
    if other && division == Division::Detected {
        return Vec::new();
    }
    let mut same = same.into_iter();
    groups.retain(|_| same.next().unwrap_or(false));
    groups
}

fn sections(units: &[Unit], lines: &[Line], groups: &[Group]) -> Vec<Section> {
    let mut out: Vec<Section> = Vec::new();
    let mut floor = 0;
    // What stands before the first field at the top of the file: other records have as much there.
    let usual = if groups[0].first() <= LEAD { groups[0].first() } else { 0 };
    for (k, group) in groups.iter().enumerate() {
        let start =
            if k == 0 && group.first() <= LEAD { 0 } else { start(units, lines, group, floor, usual) };
        if k == 0 && start > 0 {
            out.push(Section { group: None, start: 0, holds: holds(&units[..start]) });
        }
        let next = groups.get(k + 1).map_or(units.len(), Group::first);
        floor = group.end(units).min(next);
        out.push(Section { group: Some(k), start, holds: Holds::Nothing });
        if k > 0 {
            let before = out.len() - 2;
            let from = out[before].group.map_or(0, |g| groups[g].end(units).min(start));
            out[before].holds = holds(&units[from.min(start)..start]);
        }
    }
    if let Some(last) = out.last_mut() {
        last.holds = holds(&units[floor..]);
    }
    out
}

/// The unit that a record begins with whose first field is that of `group`; nothing before `floor` belongs to it.
fn start(units: &[Unit], lines: &[Line], group: &Group, floor: usize, usual: usize) -> usize {
    let head = group.first();
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let said: String =
        units[head..group.end(units)].iter().map(|u| letters(&u.text)).collect::<Vec<String>>().concat();
    let short = |u: &Unit| weight(&u.text) <= TITLE && (u.bold || u.heading || !is_prose(&u.text));
    // A rule parts records.
    let ruled = |k: usize| lines[..units[k].first].iter().rev().take_while(|l| l.is_empty()).any(|l| l.rule);
    for k in (floor.max(head.saturating_sub(LEAD))..=head).rev() {
        if k < head && !short(&units[k]) {
            break;
        }
        if ruled(k) {
            return k;
        }
    }
    let opens = |k: usize| {
        let u = &units[k];
        let own: String = letters(&u.text);
        short(u)
            && (u.script == units[head].script || u.script == Script::Neutral && is_dated(&u.text))
            && (u.bold
                || u.heading
                || own.chars().count() >= 6 && said.contains(&own)
                || is_dated(&u.text)
                || is_counted(&u.text)
                || head - k <= usual && !is_finished(&u.text) && u.kind.is_none())
    };
    let mut start = head;
    while start > floor && head - start < LEAD && opens(start - 1) {
        start -= 1;
    }
    start
}

/// A date and nothing else, or nearly: `August 10, 1962`.
fn is_dated(text: &str) -> bool {
    let year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|d| d.len() == 4 && (d.starts_with('1') || d.starts_with('2')));
    year && weight(text) <= 12 && !is_finished(text)
}

/// `Document 2`, `文件三`, `Record 4 of 9`
fn is_counted(text: &str) -> bool {
    let lower = text.to_lowercase();
    let number = |rest: &str| {
        let rest = rest.trim_start_matches(|c: char| is_blank(c) || matches!(c, '.' | '#' | '№'));
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    };
    let counted = |words: &[&str]| words.iter().any(|w| lower.strip_prefix(w).is_some_and(number));
    weight(text) <= 12
        && (counted(Vocabulary::english().list("header", "record"))
            || counted(Vocabulary::chinese().list("header", "record")))
}

/// The languages of some units.
fn holds(units: &[Unit]) -> Holds {
    /// A language that has less than one part in so many of a section, or less than so many characters, is not one of its own.
    const SHARE: usize = 12;
    const LEAST: usize = 20;
    let (mut han, mut latin) = (0, 0);
    for u in units.iter().filter(|u| u.kind.is_none() && u.role != Role::Header) {
        match u.script {
            Script::Han => han += weight(&u.text),
            Script::Latin => latin += weight(&u.text),
            Script::Neutral => {}
        }
    }
    let (less, more) = (han.min(latin), han.max(latin));
    match () {
        () if more == 0 => Holds::Nothing,
        // A record may be one short line in each language.
        () if less * SHARE >= more && (less >= LEAST || less * 3 >= more) => Holds::Both,
        () if han > latin => Holds::One(Script::Han),
        () => Holds::One(Script::Latin),
    }
}

/// The sections of each document, in the order of the file.
fn documents(sections: &[Section], groups: &[Group]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    // Metadata without text behind it belongs to what comes next.
    let mut empty: Vec<usize> = Vec::new();
    let mut run: Vec<(Vec<usize>, Script)> = Vec::new();
    for (k, section) in sections.iter().enumerate() {
        match section.holds {
            Holds::Nothing => empty.push(k),
            Holds::One(script) => {
                run.push((std::mem::take(&mut empty).into_iter().chain([k]).collect(), script));
            }
            Holds::Both => {
                flush(&mut run, sections, groups, &mut out);
                out.push(std::mem::take(&mut empty).into_iter().chain([k]).collect());
            }
        }
    }
    flush(&mut run, sections, groups, &mut out);
    match out.last_mut() {
        Some(last) => last.extend(empty),
        None => out.push(empty),
    }
    for members in &mut out {
        members.sort_unstable();
    }
    out.sort();
    out
}

/// Makes documents of sections that hold one language each.
fn flush(
    run: &mut Vec<(Vec<usize>, Script)>,
    sections: &[Section],
    groups: &[Group],
    out: &mut Vec<Vec<usize>>,
) {
    let run = std::mem::take(run);
    let half = run.len() / 2;
    let apart = run.len().is_multiple_of(2)
        && run.first().zip(run.last()).is_some_and(|(a, b)| {
            a.1 != b.1 && run[..half].iter().all(|r| r.1 == a.1) && run[half..].iter().all(|r| r.1 == b.1)
        });
    if apart {
        let (originals, translations) = run.split_at(half);
        out.extend(originals.iter().zip(translations).map(|(a, b)| [&a.0[..], &b.0[..]].concat()));
        return;
    }
    let mut at = 0;
    while at < run.len() {
        if let Some(next) = run.get(at + 1).filter(|n| n.1 != run[at].1) {
            out.push([&run[at].0[..], &next.0[..]].concat());
            at += 2;
            continue;
        }
        // Without a translation beside it, only metadata like that of others makes it a document.
        let own = sections[run[at].0[0]].group;
        let like = own.is_some_and(|g| (0..groups.len()).any(|o| o != g && groups[o].is_like(&groups[g])));
        match out.last_mut() {
            Some(last) if !like => last.extend(&run[at].0),
            _ => out.push(run[at].0.clone()),
        }
        at += 1;
    }
}
