//! The metadata that archives put before a document: title, date, citation, summary, credits.
//!
//! It is known by its fields (data/en/apparatus.txt, rows `header`), wherever in the file it stands: at the top, or before
//! the English half. What stands before its first field, back to the top or to the other language, belongs to it.

use super::layout::Unit;
use super::line::Line;
use super::script::{Script, is_blank};
use super::vocabulary::Vocabulary;
use super::{Role, sentence_shape::weight};

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
    strength: Strength,
    /// The value stands behind the name, on the same line.
    inline: bool,
    /// The value may be a paragraph.
    long: bool,
}

/// Most units that may stand between two fields: a value of several paragraphs.
const VALUE: usize = 3;

/// Most units that may stand before the first field: title, date, a line or two of the archive's.
const LEAD: usize = 5;

/// Longest value, in characters of Chinese, of a field that does not hold prose.
const SHORT_VALUE: usize = 25;

/// Gives the metadata its role.
pub(super) fn mark(units: &mut [Unit]) {
    let fields: Vec<Field> = units.iter().enumerate().filter_map(|(k, u)| field(k, u)).collect();
    let mut first = 0;
    while first < fields.len() {
        let mut last = first;
        while last + 1 < fields.len() && fields[last + 1].unit - fields[last].unit <= VALUE + 1 {
            last += 1;
        }
        let group = &fields[first..=last];
        let count = |s| group.iter().filter(|f| f.strength == s).count();
        if count(Strength::Strong) >= 1 && group.len() >= 2 || count(Strength::Fair) >= 2 {
            // Weak fields behind the last sure one are the document's own (`To:`, `Date:`).
            let sure = group.iter().rposition(|f| f.strength > Strength::Weak).unwrap_or(0);
            if let Some(start) = lead(units, group[0].unit) {
                let end = value_end(units, &group[sure]);
                for u in &mut units[start..end] {
                    u.role = Role::Header;
                    u.kind = None;
                }
            }
        }
        first = last + 1;
    }
}

fn field(unit: usize, u: &Unit) -> Option<Field> {
    let (strength, inline, long) = name(&u.text, u.bold || u.heading, u.script)?;
    Some(Field { unit, strength, inline, long })
}

/// The strength of the field whose name the text begins with, whether a value stands behind the name, and whether that may be
/// long. Without a colon it must be `set_off` in bold or as a heading.
fn name(text: &str, set_off: bool, script: Script) -> Option<(Strength, bool, bool)> {
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
    Some((strength, !rest.is_empty(), is("long")))
}

/// The lines that may be metadata, before it is known what the paragraphs are: from a little above the first sure field to the
/// last.
pub(super) fn zone(lines: &[Line]) -> std::ops::Range<usize> {
    /// Lines that title and date may take above the first field.
    const ABOVE: usize = 12;
    let sure = |l: &Line| {
        name(&l.text, l.bold || l.heading, l.script).is_some_and(|(strength, ..)| strength > Strength::Weak)
    };
    match (lines.iter().position(sure), lines.iter().rposition(sure)) {
        (Some(first), Some(last)) if last > first => first.saturating_sub(ABOVE)..last + 1,
        _ => 0..0,
    }
}

/// Where the metadata begins: at the top of the file, or where its language begins; `None` if too much stands before it.
fn lead(units: &[Unit], first: usize) -> Option<usize> {
    let script = units[first].script;
    let start = units[..first].iter().rposition(|u| u.script != script && u.script != Script::Neutral);
    let mut start = start.map_or(0, |k| k + 1);
    // Furniture between the languages is not metadata.
    while start < first && (units[start].script == Script::Neutral || units[start].kind.is_some()) {
        start += 1;
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
