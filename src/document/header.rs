//! The metadata that archives put before a document: title, date, citation, summary, credits.
//!
//! It is known by its fields (data/en/apparatus.txt, rows `header`), wherever in the file it stands: at the top, or before
//! the English half. What stands before its first field, back to the top or to the other language, belongs to it.

use super::Role;
use super::line::Line;
use super::script::{Script, is_blank};
use super::sentence_shape::{is_finished, is_stopped, weight};
use super::unit::Unit;
use super::vocabulary::Vocabulary;

/// How much a field's name proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Weak,
    Fair,
    Strong,
}

/// A field of the metadata.
struct Field {
    unit: usize,
    /// In small letters.
    name: String,
    strength: Strength,
    /// The value stands behind the name, on the same line.
    inline: bool,
    /// The value may be a paragraph.
    long: bool,
}

/// Fields that stand together.
pub(super) struct Group {
    fields: Vec<Field>,
    /// Whether their names alone prove that they are metadata.
    pub proven: bool,
}

/// Most units that may stand between two fields: a value of several paragraphs.
const VALUE: usize = 3;

/// Units behind a summary that are looked at to see whether the text is still to come.
const FAR: usize = 100;

/// Length, in characters of Chinese, from which a line may have been broken off for want of room.
const FULL: usize = 15;

/// Most units that may stand before the first field: title, date, a line or two of the archive's.
pub(super) const LEAD: usize = 5;

/// Longest title, in characters of Chinese.
pub(super) const TITLE: usize = 120;

/// Longest value, in characters of Chinese, of a field that does not hold prose.
const SHORT_VALUE: usize = 25;

impl Group {
    /// Whether a field is another one of these. What stands before it is text if it cannot be a value; and if its name is there
    /// already, the metadata of something else begins.
    fn goes_on(&self, units: &[Unit], field: &Field) -> bool {
        let last = self.fields.last().expect("a group has fields");
        let beside = field.unit - last.unit <= if last.inline { 1 } else { 2 };
        units[last.unit].script == units[field.unit].script
            && last.reaches(units, field.unit)
            && (beside || self.fields.iter().all(|f| f.name != field.name))
    }

    /// The unit of the first field.
    pub fn first(&self) -> usize {
        self.fields[0].unit
    }

    /// One past the last unit of the metadata.
    pub fn end(&self, units: &[Unit]) -> usize {
        // Weak fields behind the last sure one are the document's own (`To:`, `Date:`).
        let sure = self.fields.iter().rposition(|f| f.strength > Strength::Weak);
        // Those of metadata that proves nothing follow each other.
        let next = |w: &[Field]| w[1].unit - w[0].unit <= if w[0].inline { 1 } else { 2 };
        let last = if self.proven {
            sure.unwrap_or(0)
        } else {
            self.fields.windows(2).take_while(|w| next(w)).count()
        };
        value_end(units, &self.fields[last])
    }

    /// Whether the two are metadata of one kind: they begin alike, or most of the shorter one's names are in both.
    pub fn is_like(&self, other: &Group) -> bool {
        let shared = self.fields.iter().filter(|f| other.fields.iter().any(|g| g.name == f.name)).count();
        let least = self.fields.len().min(other.fields.len());
        shared >= 2 && shared * 2 >= least
            || shared >= 1 && self.fields[0].name == other.fields[0].name && least == 1
    }
}

/// The groups of two or more fields, in order.
pub(super) fn groups(units: &[Unit]) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for (k, u) in units.iter().enumerate() {
        let Some(field) = field(k, u) else { continue };
        match out.last_mut() {
            Some(g) if g.goes_on(units, &field) => g.fields.push(field),
            _ => out.push(Group { fields: vec![field], proven: false }),
        }
    }
    out.retain(|g| g.fields.len() >= 2);
    for g in &mut out {
        let count = |s| g.fields.iter().filter(|f| f.strength == s).count();
        g.proven = count(Strength::Strong) >= 1 || count(Strength::Fair) >= 2;
    }
    out
}

impl Field {
    /// Whether all that stands between this field and the unit `next` may be its value.
    fn reaches(&self, units: &[Unit], next: usize) -> bool {
        let own = &units[self.unit];
        // A summary in several paragraphs begins with a sentence, and the text comes behind the metadata.
        let summary = || {
            let text = |u: &Unit| u.script == own.script && is_stopped(&u.text);
            self.long
                && self.strength == Strength::Fair
                && is_stopped(&own.text)
                && units[next + 1..].iter().take(FAR).any(text)
        };
        let brief = |u: &Unit| weight(&u.text) <= SHORT_VALUE && !is_finished(&u.text);
        next - self.unit <= VALUE + 1
            && (self.unit + 1..next).all(|k| {
                let u = &units[k];
                // The value itself; one in the other language is a name or a title, no text.
                let value = k == self.unit + 1 && !self.inline;
                if u.script != own.script && u.script != Script::Neutral {
                    return brief(u) && (value || u.block == own.block && units[next].block == own.block);
                }
                let before = &units[k - 1];
                let broken = u.block == before.block
                    && weight(&before.text) >= FULL
                    && !is_finished(&before.text)
                    && self.long;
                value
                    || self.long && !self.inline
                    || u.script == Script::Neutral
                    || u.kind.is_some()
                    || is_address(&u.text)
                    || brief(u)
                    || broken
                    || summary()
            })
    }
}

/// Gives the metadata its role. What stands at `heads` is metadata whatever its fields are called: the lines it begins in.
pub(super) fn mark(units: &mut [Unit], heads: &[usize]) {
    let mut floor = 0;
    for group in groups(units) {
        let above = floor.max(group.first().saturating_sub(LEAD))..=group.first();
        let known = above.rev().find(|k| heads.contains(&units[*k].first));
        if known.is_none() && !group.proven {
            continue;
        }
        let end = group.end(units);
        if let Some(start) = known.or_else(|| lead(units, floor, group.first(), end)) {
            for u in &mut units[start..end] {
                u.role = Role::Header;
                u.kind = None;
            }
            floor = end;
        }
    }
}

fn field(unit: usize, u: &Unit) -> Option<Field> {
    let (name, strength, inline, long) = name(&u.text, u.bold || u.heading, u.script)?;
    Some(Field { unit, name, strength, inline, long })
}

/// The name and the strength of the field that the text begins with, whether a value stands behind the name, and whether that may be
/// long. Without a colon it must be `set_off` in bold or as a heading.
fn name(text: &str, set_off: bool, script: Script) -> Option<(String, Strength, bool, bool)> {
    let end = text.char_indices().take(60).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at);
    let name = match end {
        Some(end) => &text[..end],
        None if set_off && text.len() <= 60 => text,
        None => return None,
    };
    let name = name.trim_matches(is_blank).to_lowercase();
    let words = if script == Script::Han { Vocabulary::chinese() } else { Vocabulary::english() };
    let is = |place| words.list("header", place).iter().any(|w| *w == name);
    let strength = match () {
        () if is("strong") => Strength::Strong,
        () if is("fair") => Strength::Fair,
        () if is("weak") => Strength::Weak,
        () => return None,
    };
    let rest = end.map_or("", |e| text[e..].trim_start_matches([':', '：']).trim_matches(is_blank));
    let long = is("long");
    Some((name, strength, !rest.is_empty(), long))
}

/// The lines that may be metadata, before it is known what the paragraphs are: from a little above the first sure field to the
/// last.
pub(super) fn zone(lines: &[Line]) -> std::ops::Range<usize> {
    /// Lines that title and date may take above the first field.
    const ABOVE: usize = 12;
    let sure = |l: &Line| {
        name(&l.text, l.bold || l.heading, l.script)
            .is_some_and(|(_, strength, ..)| strength > Strength::Weak)
    };
    match (lines.iter().position(sure), lines.iter().rposition(sure)) {
        (Some(first), Some(last)) if last > first => first.saturating_sub(ABOVE)..last + 1,
        _ => 0..0,
    }
}

/// Where the metadata begins whose first field is at `first`, and that ends before `end`: at the top of the file, behind other
/// metadata, where its language begins, or behind a sentence; `None` if too much stands before it. Sentences at the top may be
/// the archive's, if there are others later.
fn lead(units: &[Unit], floor: usize, first: usize, end: usize) -> Option<usize> {
    let script = units[first].script;
    let sentence = |text: &str| is_stopped(text) || weight(text) > TITLE;
    let text = |u: &Unit| u.script == script && !u.bold && !u.heading && sentence(&u.text);
    let start = units[..first].iter().rposition(|u| u.script != script && u.script != Script::Neutral);
    let mut start = start.map_or(0, |k| k + 1).max(floor);
    // Furniture between the languages is not metadata.
    while start < first && (units[start].script == Script::Neutral || units[start].kind.is_some()) {
        start += 1;
    }
    if start > 0 || !units[end..].iter().any(text) {
        start = units[start..first].iter().rposition(text).map_or(start, |k| start + k + 1);
    }
    (first - start <= LEAD).then_some(start)
}

/// One past the last unit of the metadata, whose last field is `field`.
fn value_end(units: &[Unit], field: &Field) -> usize {
    let mut end = field.unit + 1;
    let words = Vocabulary::english();
    let listed = |u: &Unit| {
        let lower = u.text.to_lowercase();
        words.list("header", "value").iter().any(|w| lower.starts_with(w)) && weight(&u.text) <= SHORT_VALUE
    };
    let script = units[field.unit].script;
    let fits = |u: &Unit| {
        u.script == script && (field.long || weight(&u.text) <= SHORT_VALUE) && u.role == Role::Body
    };
    let mut block = units[field.unit].block;
    if !field.inline
        && let Some(u) = units.get(end).filter(|u| fits(u))
    {
        block = u.block;
        end += 1;
    }
    while units.get(end).is_some_and(|u| listed(u) || u.block == block && is_address(&u.text)) {
        end += 1;
    }
    end
}

/// A web address and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        && !text.contains(is_blank)
}
