//! From lines to paragraphs: which lines are one paragraph that was wrapped, and which stand for themselves.
//!
//! Nothing is assumed about the order of the languages: a paragraph ends where the script changes, at a blank line, before
//! and after furniture, and, in a file whose lines were wrapped, where a line is not full or the next one is indented.

use super::apparatus::{Kind, shape};
use super::line::{Line, width};
use super::script::{Script, is_han};
use super::sentence_shape::{begins_lower, is_finished, is_list_item, label};
use super::{Piece, Role, Side, Span};

/// A paragraph, heading or piece of furniture on its way to becoming a segment.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Which text it belongs to; `None` until that is settled for lines that are in no script.
    pub side: Option<Side>,
    /// What it is.
    pub role: Role,
    /// What its shape says it is, if that is furniture.
    pub kind: Option<Kind>,
    /// Script of its text.
    pub script: Script,
    /// Its text: the lines' content, with a blank between English ones.
    pub text: String,
    /// Where the text stands in the file.
    pub pieces: Vec<Piece>,
    /// Markdown made it a heading.
    pub heading: bool,
    /// All of it was set bold.
    pub bold: bool,
    /// Whether its first line is indented as the paragraphs of its side are; `None` where they are not.
    pub indented: Option<bool>,
    /// Whether its last line fills the width that lines of its side are wrapped at.
    pub full: bool,
    /// Block of the file it stands in: units of one block have no blank line between them.
    pub block: usize,
}

impl Unit {
    /// Adds the text of another unit behind this one's, with a blank between English ones.
    pub fn append(&mut self, other: &Unit, known: impl Fn(&str) -> bool) {
        let joiner = joiner(&self.text, &other.text, self.script, known);
        match joiner {
            Joiner::Nothing => {}
            Joiner::Blank => self.text.push(' '),
            Joiner::DropHyphen => {
                self.text.pop();
                if let Some(p) = self.pieces.last_mut() {
                    p.span.end -= 1;
                }
            }
        }
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|p| Piece { at: p.at + shift, ..*p }));
        self.full = other.full;
    }
}

enum Joiner {
    Nothing,
    Blank,
    DropHyphen,
}

/// What stands between two lines of a paragraph. A hyphen at the end of a line is taken out only if the document has the
/// word without it somewhere.
fn joiner(a: &str, b: &str, script: Script, known: impl Fn(&str) -> bool) -> Joiner {
    let (Some(last), Some(first)) = (a.chars().next_back(), b.chars().next()) else { return Joiner::Nothing };
    if script == Script::Han {
        return if last.is_ascii_alphabetic() && first.is_ascii_alphabetic() {
            Joiner::Blank
        } else {
            Joiner::Nothing
        };
    }
    if is_han(last) && is_han(first) {
        return Joiner::Nothing;
    }
    let stem = a.strip_suffix('-').filter(|s| s.ends_with(char::is_alphabetic));
    match stem {
        Some(stem) if first.is_lowercase() => {
            let head = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let tail = b.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            if known(&format!("{head}{tail}").to_lowercase()) { Joiner::DropHyphen } else { Joiner::Nothing }
        }
        Some(_) => Joiner::Nothing,
        None if last == '—' || first == '—' => Joiner::Nothing,
        None => Joiner::Blank,
    }
}

/// How the lines of one script are set.
#[derive(Debug, Clone, Copy, Default)]
struct Setting {
    /// Columns that lines are wrapped at, if they are.
    wrap: Option<usize>,
    /// Whether a paragraph begins with an indented line.
    indents: bool,
}

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
        let unit = begin(line, kinds[k], script, setting, block);
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
        role: Role::Body,
        kind,
        script,
        text: line.text.clone(),
        pieces,
        heading: line.heading,
        bold: line.bold,
        indented: setting.indents.then_some(line.indent >= 2),
        full: setting.wrap.is_some_and(|w| line.width + slack(script, w) >= w),
        block,
    }
}

/// What each line's shape says, with marginal notes set one or two characters a line marked as such.
fn kinds(lines: &[Line]) -> Vec<Option<Kind>> {
    let mut out: Vec<Option<Kind>> =
        lines.iter().map(|l| if l.is_empty() { None } else { shape(&l.text) }).collect();
    let shapes = out.clone();
    let narrow = |k: usize| {
        let l = &lines[k];
        let han = l.text.chars().filter(|c| is_han(*c)).count();
        let all = l.text.chars().count();
        let number = han == 0 && l.script == Script::Neutral && all <= 5;
        han == all && (1..=2).contains(&han)
            || number && !matches!(shapes[k], Some(Kind::Page | Kind::Number))
    };
    let mut k = 0;
    while k < lines.len() {
        if lines[k].is_empty() || !narrow(k) {
            k += 1;
            continue;
        }
        // Blank lines between the characters do not part a note.
        let (mut end, mut last) = (k, k);
        while end < lines.len()
            && (lines[end].is_empty() && !lines[end].rule && end - last <= 2 || narrow(end))
        {
            if !lines[end].is_empty() {
                last = end;
            }
            end += 1;
        }
        let run: Vec<usize> = (k..=last).filter(|i| !lines[*i].is_empty()).collect();
        let han = |i: &usize| lines[*i].script == Script::Han;
        let single = run.iter().filter(|i| han(i) && lines[**i].text.chars().count() == 1).count();
        let all = run.iter().filter(|i| han(i)).count();
        if run.len() >= 3 && all >= 2 && single * 3 >= all {
            for i in run {
                out[i] = Some(Kind::Vertical);
            }
        }
        k = last + 1;
    }
    out
}

/// Columns that a full line may fall short of the width by: a word or mark that did not fit, or ragged setting.
fn slack(script: Script, wrap: usize) -> usize {
    if script == Script::Latin { (wrap / 10).max(2) } else { (wrap / 12).max(4) }
}

/// Whether the next line's first word would not have fitted on this one.
fn is_full(line: &Line, next: &Line, script: Script, wrap: usize) -> bool {
    let word = match script {
        Script::Latin => 1 + next.text.split(' ').next().map_or(0, |w| width(w, false)),
        _ => 2,
    };
    line.width + word + slack(script, wrap) > wrap
}

/// Finds out whether lines of a script are wrapped, and at what width: most lines that have a line below them in their block
/// come close to the widest, and break off inside a sentence.
fn setting(lines: &[Line], kinds: &[Option<Kind>], script: Script) -> Setting {
    /// Share of the lines that must be full, and of those, broken off.
    const SHARE: f64 = 0.6;
    let pairs: Vec<(&Line, &Line)> = lines
        .windows(2)
        .zip(kinds.windows(2))
        .filter(|(l, k)| {
            l.iter().all(|l| !l.is_empty() && l.script == script) && k.iter().all(Option::is_none)
        })
        .map(|(l, _)| (&l[0], &l[1]))
        .collect();
    if pairs.len() < 2 {
        return Setting::default();
    }
    let mut widths: Vec<usize> = pairs.iter().map(|(l, _)| l.width).collect();
    widths.sort_unstable();
    let wrap = widths[(widths.len() * 9 / 10).min(widths.len() - 1)];
    let full = pairs.iter().filter(|(l, next)| is_full(l, next, script, wrap)).count();
    let broken = pairs
        .iter()
        .filter(|(l, next)| {
            !is_finished(&l.text)
                && (script == Script::Han || begins_lower(&next.text))
                && label(&next.text).is_none()
        })
        .count();
    let n = pairs.len() as f64;
    if wrap < 16 || (full as f64) < SHARE * n || (broken as f64) < SHARE * SHARE * n {
        return Setting::default();
    }
    let text = lines.iter().filter(|l| !l.is_empty() && l.script == script);
    let (indented, all) = text.fold((0, 0), |(i, n), l| (i + usize::from(l.indent >= 2), n + 1));
    Setting { wrap: Some(wrap), indents: indented >= 2 && indented * 5 <= all * 3 }
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
    if line.in_bold && before.bold {
        return true;
    }
    if line.heading || before.heading {
        return false;
    }
    let finished = is_finished(&before.text);
    if let Some(wrap) = setting.wrap {
        let indented = if setting.indents { line.indent >= 2 } else { line.indent > above.indent + 1 };
        if indented || !is_full(above, line, before.script, wrap) {
            return false;
        }
        let opens = is_list_item(&line.text) || label(&line.text).is_some();
        return setting.indents || !finished || !opens;
    }
    before.script == Script::Latin && !above.hard_break && !finished && begins_lower(&line.text)
}

/// Whether a line goes on with a distribution list: names parted by `、` or blanks, with numbers of copies, no sentence.
fn is_list_of_offices(text: &str) -> bool {
    let sentence = text.contains(['。', '，', '：', '；', ':']);
    !sentence
        && (text.contains(['、', '）', ')', '份'])
            || text.chars().count() <= 8
            || !text.chars().any(is_han) && !text.ends_with('.'))
}

/// The byte range in the file from the first to the last character of a unit.
pub(super) fn place(unit: &Unit) -> Span {
    match (unit.pieces.first(), unit.pieces.last()) {
        (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
        _ => Span::default(),
    }
}
