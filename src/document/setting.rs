//! How the lines of a file are set: wrapped or not, at what width, paragraphs indented or not.

use super::apparatus::Kind;
use super::line::{Line, width};
use super::script::Script;
use super::sentence_shape::{begins_lower, ends_in_function_word, is_finished, label};

/// Columns that an indented line is set in by, at least.
pub(super) const INDENT: usize = 2;

/// How the lines of one script are set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    /// How lines are wrapped, if they are.
    pub wrap: Option<Wrap>,
    /// Whether a paragraph begins with an indented line.
    pub indents: bool,
}

/// The width that lines are wrapped at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    /// Columns.
    pub width: usize,
    /// Columns that a full line may fall short by.
    pub slack: usize,
}

/// Columns that the first word of a line would take behind another line.
pub(super) fn first_word(line: &Line, script: Script) -> usize {
    match script {
        Script::Latin => 1 + line.text.split(' ').next().map_or(0, |w| width(w, false)),
        _ => 2,
    }
}

impl Wrap {
    /// Whether the next line's first word would not have fitted on this one.
    pub fn is_full(self, line: &Line, next: &Line) -> bool {
        line.reach() + first_word(next, line.script) + self.slack > self.width
    }
}

/// Finds out whether the lines of a script are wrapped, and at what width: nearly all that break off inside a sentence are as
/// wide as each other, and hardly any line is wider.
pub(super) fn setting(lines: &[Line], kinds: &[Option<Kind>], script: Script) -> Setting {
    let text = |l: &Line, k: Option<Kind>| !l.is_empty() && l.script == script && k.is_none();
    let broken: Vec<(&Line, &Line)> = (1..lines.len())
        .filter(|k| text(&lines[k - 1], kinds[k - 1]) && text(&lines[*k], kinds[*k]))
        .map(|k| (&lines[k - 1], &lines[k]))
        .filter(|(l, next)| !is_finished(&l.text) && label(&next.text).is_none() && !next.heading)
        .collect();
    let Some(wrap) = wrap(&broken, script) else { return Setting::default() };
    let all = || lines.iter().zip(kinds).filter(|(l, k)| text(l, **k)).map(|(l, _)| l);
    let wider = all().filter(|l| l.reach() > wrap.width + wrap.width / 8).count();
    if wider * 8 > all().count() {
        return Setting::default();
    }
    // Where paragraphs are indented, lines that go on with a broken sentence are not.
    let long: Vec<_> = broken.iter().filter(|(l, _)| l.reach() * 2 >= wrap.width).collect();
    let flush = long.iter().filter(|(_, next)| next.indent < INDENT).count();
    let indented = all().filter(|l| l.indent >= INDENT).count();
    Setting { wrap: Some(wrap), indents: indented >= 2 && flush * 5 >= long.len() * 4 }
}

/// The width that lines breaking off inside a sentence show, if they show one.
fn wrap(broken: &[(&Line, &Line)], script: Script) -> Option<Wrap> {
    /// Narrower than any page; shorter lines are lists and labels.
    const NARROWEST: usize = 16;
    let mut widths: Vec<usize> = broken.iter().map(|(l, _)| l.reach()).collect();
    widths.sort_unstable();
    let widest = *widths.last()?;
    let usual = widths[widths.len() * 9 / 10];
    // Lines set exactly, with a square's play for Chinese stops that must not begin a line; then ragged ones.
    let exact = Wrap { width: widest, slack: if script == Script::Han { 2 } else { 0 } };
    let ragged = Wrap { width: usual, slack: (usual / 10).max(4) };
    for (wrap, share) in [(exact, 95), (ragged, 75)] {
        let long: Vec<_> = broken.iter().filter(|(l, _)| l.reach() * 2 >= wrap.width).collect();
        let full = long.iter().filter(|(l, next)| wrap.is_full(l, next)).count();
        let goes_on = |(l, next): &&&(&Line, &Line)| {
            begins_lower(&next.text) || l.text.ends_with(',') || ends_in_function_word(&l.text)
        };
        let prose = script == Script::Han || long.iter().filter(goes_on).count() * 5 >= long.len() * 2;
        if wrap.width >= NARROWEST && long.len() >= 2 && full * 100 >= long.len() * share && prose {
            return Some(wrap);
        }
    }
    None
}
