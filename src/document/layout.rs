//! From lines to paragraphs: which lines are one paragraph that was wrapped, and which stand for themselves.
//!
//! Nothing is assumed about the order of the languages: a paragraph ends where the script changes, at a blank line, before
//! and after furniture, and, in a file whose lines were wrapped, where a line is not full or the next one is indented.

use super::apparatus::{Kind, unbracketed};
use super::line::Line;
use super::margin::kinds;
use super::script::{Script, is_blank, is_han};
use super::sentence_shape::{begins_lower, is_finished, is_list_item, label};
use super::setting::{INDENT, Setting, first_word, setting};
use super::unit::Unit;
use super::{Piece, Role, Side};

/// The units of a file. `known` tells whether the document has a word.
pub(super) fn units(lines: &[Line], known: impl Fn(&str) -> bool + Copy) -> Vec<Unit> {
    let kinds = kinds(lines);
    let settings = [Script::Han, Script::Latin].map(|s| setting(lines, &kinds, s));
    let of = |s: Script| settings[usize::from(s == Script::Latin)];
    let mut out: Vec<Unit> = Vec::new();
    let mut block = 0;
    let mut last: Option<usize> = None;
    for (k, line) in lines.iter().enumerate() {
        if line.is_empty() {
            block += 1;
            last = None;
            continue;
        }
        // Digits and marks inside a paragraph go with it.
        let script = match (line.script, last) {
            (Script::Neutral, Some(p)) if kinds[k].is_none() => {
                out.last().map_or(lines[p].script, |u| u.script)
            }
            (s, _) => s,
        };
        let setting = of(script);
        let unit = Unit { first: k, ..begin(line, kinds[k], script, setting, block) };
        let same = last.is_some_and(|p| {
            let before = out.last().expect("the line before has a unit");
            before.script == script && goes_on(before, &lines[p], kinds[p], line, kinds[k], setting)
        });
        match out.last_mut() {
            Some(u) if same => u.append(&unit, known),
            _ => out.push(unit),
        }
        last = Some(k);
    }
    out
}

fn begin(line: &Line, kind: Option<Kind>, script: Script, setting: Setting, block: usize) -> Unit {
    let mut at = 0;
    let pieces = line
        .pieces
        .iter()
        .map(|&span| {
            let piece = Piece { at, span, line: line.number };
            at += span.len();
            piece
        })
        .collect();
    Unit {
        side: match script {
            Script::Han => Some(Side::Source),
            Script::Latin => Some(Side::Target),
            Script::Neutral => None,
        },
        role: match () {
            () if line.metadata => Role::Header,
            () if line.note => Role::Note,
            () => Role::Body,
        },
        kind: kind.filter(|_| !line.note && !line.metadata),
        script,
        text: line.text.clone(),
        pieces,
        heading: line.heading,
        bold: line.bold,
        indented: setting.indents.then_some(line.indent >= INDENT),
        full: setting.wrap.is_some_and(|w| line.reach() + w.slack.max(w.width / 10) >= w.width),
        block,
        first: 0,
    }
}

/// Whether a line goes on with the unit that ended on the line above it.
fn goes_on(
    before: &Unit,
    above: &Line,
    kind_above: Option<Kind>,
    line: &Line,
    kind: Option<Kind>,
    setting: Setting,
) -> bool {
    if line.metadata || above.metadata {
        return false;
    }
    match (kind_above, kind) {
        (Some(Kind::Vertical), Some(Kind::Vertical)) => return true,
        (Some(Kind::Distribution), None) => return is_list_of_offices(&line.text),
        (Some(Kind::Distribution), Some(Kind::Distribution)) => return label(&line.text).is_none(),
        (None, None) if before.kind == Some(Kind::Distribution) => return is_list_of_offices(&line.text),
        (None, Some(Kind::Distribution)) if before.kind == Some(Kind::Distribution) => {
            return label(&line.text).is_none();
        }
        (Some(_), _) => return false,
        // The last words of a wrapped paragraph may look like furniture; page marks and numbers interrupt even there.
        (None, Some(k)) => {
            let inside = before.full && !is_finished(&before.text) && !k.is_certain();
            if !inside {
                return false;
            }
        }
        (None, None) => {}
    }
    if line.note != above.note {
        return false;
    }
    if line.in_bold && before.bold {
        return true;
    }
    let finished = is_finished(&before.text);
    if line.heading || before.heading || finished && unbracketed(&line.text).is_some() {
        return false;
    }
    if let Some(wrap) = setting.wrap {
        let indented = if setting.indents { line.indent >= INDENT } else { line.indent > above.indent + 1 };
        if indented || !wrap.is_full(above, line) {
            return false;
        }
        // `(2)` at the beginning of a line stands there by chance if it would not have fitted on the line above.
        let stopped = before.text.ends_with(['.', '。', '!', '！', '?', '？']);
        let chance = !stopped && above.reach() + first_word(line, before.script) > wrap.width;
        let opens = label(&line.text).is_some() || is_list_item(&line.text) && !chance;
        if setting.indents {
            // Chapter headings are not indented.
            return !(stopped && line.text.starts_with('第') && is_list_item(&line.text));
        }
        return !is_field(&line.text) && (!finished || !opens);
    }
    before.script == Script::Latin && !above.hard_break && !finished && begins_lower(&line.text)
}

/// Whether a line begins with an English label in capitals, `Also Present: …`, which the middle of a sentence hardly ever does.
fn is_field(text: &str) -> bool {
    label(text).is_some_and(|l| {
        let words = l.split(is_blank).filter(|w| !matches!(*w, "of" | "the" | "and" | "by" | "in" | ""));
        words.clone().count() <= 3
            && words.into_iter().all(|w| w.starts_with(|c: char| c.is_uppercase()))
            && !text[l.len()..].trim_start_matches([':', '：']).trim_matches(is_blank).is_empty()
    })
}

/// Whether a line goes on with a distribution list: names parted by `、` or blanks, with numbers of copies, no sentence.
fn is_list_of_offices(text: &str) -> bool {
    let sentence = text.contains(['。', '，', '：', '；', ':']);
    !sentence
        && (text.contains(['、', '）', ')', '份'])
            || text.chars().count() <= 8
            || !text.chars().any(is_han) && !text.ends_with('.'))
}
