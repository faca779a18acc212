//! From lines to paragraphs: which lines are one paragraph that was wrapped, and which stand for themselves.
//!
//! Nothing is assumed about the order of the languages: a paragraph ends where the script changes, at a blank line, before
//! and after furniture, and, in a file whose lines were wrapped, where a line is not full or the next one is indented.

use rustc_hash::FxHashMap;

use super::apparatus::{Kind, shape, squeeze};
use super::line::{Line, width};
use super::script::{Script, is_blank, is_han};
use super::sentence_shape::{begins_lower, ends_in_function_word, is_finished, is_list_item, label, weight};
use super::{Piece, Role, Side, Span, header};

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

/// Columns that an indented line is set in by, at least.
const INDENT: usize = 2;

/// How the lines of one script are set.
#[derive(Debug, Clone, Copy, Default)]
struct Setting {
    /// How lines are wrapped, if they are.
    wrap: Option<Wrap>,
    /// Whether a paragraph begins with an indented line.
    indents: bool,
}

/// The width that lines are wrapped at.
#[derive(Debug, Clone, Copy)]
struct Wrap {
    /// Columns.
    width: usize,
    /// Columns that a full line may fall short by.
    slack: usize,
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
        indented: setting.indents.then_some(line.indent >= INDENT),
        full: setting.wrap.is_some_and(|w| line.reach() + w.slack.max(w.width / 10) >= w.width),
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
    mark_running_heads(lines, &mut out);
    out
}

/// Lines that come back on several pages, numbers aside. What bears it out is that they stand where a sentence broke off, or
/// beside page marks and file numbers; a heading that comes back does neither.
fn mark_running_heads(lines: &[Line], kinds: &mut [Option<Kind>]) {
    /// Longest running head, in characters of Chinese.
    const LONGEST: usize = 40;
    let key = |text: &str| -> String {
        squeeze(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect()
    };
    // The metadata says the document's title, and so does the document.
    let header = header::zone(lines);
    let there: Vec<usize> =
        (0..lines.len()).filter(|k| !lines[*k].is_empty() && !header.contains(k)).collect();
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, k) in there.iter().enumerate() {
        let text = lines[*k].text.as_str();
        let short = (2..=LONGEST).contains(&weight(text)) && lines[*k].script != Script::Neutral;
        if kinds[*k].is_none() && short && !is_finished(text) && !is_list_item(text) && label(text).is_none()
        {
            places.entry(key(text)).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for list in places.values().filter(|l| l.len() >= 2) {
        let first = |at: usize| !there[..at].iter().any(|k| lines[*k].script == lines[there[at]].script);
        let broken = |at: usize| {
            let text = |k: &usize| kinds[*k].is_none() && lines[*k].script == lines[there[at]].script;
            let before = there[..at].iter().rev().take(4).find(|k| text(k)).map(|k| lines[*k].text.as_str());
            before.is_some_and(|t| {
                !is_finished(t) && weight(t) >= 8 && places.get(&key(t)).is_none_or(|p| p.len() < 2)
            })
        };
        let paged = |at: usize| {
            let page = |k: &usize| matches!(kinds[*k], Some(Kind::Page | Kind::Number));
            at > 0 && page(&there[at - 1]) || there.get(at + 1).is_some_and(page)
        };
        // A line of a title that is given twice has its neighbours with it.
        let near = |step: fn(usize) -> usize| {
            let line = |at: &usize| there.get(step(*at)).map(|k| key(&lines[*k].text));
            list.len() == 2 && line(&list[0]).is_some_and(|l| !l.is_empty() && Some(l) == line(&list[1]))
        };
        if near(|at| at.wrapping_sub(1)) || near(|at| at + 1) {
            continue;
        }
        let breaks = list.iter().filter(|at| broken(**at)).count();
        let borne = list.iter().filter(|at| broken(**at) || paged(**at) || first(**at)).count();
        if (breaks >= 1 || list.len() >= 3) && borne * 2 >= list.len() && borne >= 2 {
            found.extend(list.iter().map(|at| there[*at]));
        }
    }
    for k in found {
        kinds[k] = Some(Kind::Repeated);
    }
}

/// Columns that the first word of a line would take behind another line.
fn first_word(line: &Line, script: Script) -> usize {
    match script {
        Script::Latin => 1 + line.text.split(' ').next().map_or(0, |w| width(w, false)),
        _ => 2,
    }
}

impl Wrap {
    /// Whether the next line's first word would not have fitted on this one.
    fn is_full(self, line: &Line, next: &Line) -> bool {
        line.reach() + first_word(next, line.script) + self.slack > self.width
    }
}

/// Finds out whether the lines of a script are wrapped, and at what width: nearly all that break off inside a sentence are as
/// wide as each other, and hardly any line is wider.
fn setting(lines: &[Line], kinds: &[Option<Kind>], script: Script) -> Setting {
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
    let flush = broken.iter().filter(|(_, next)| next.indent < INDENT).count();
    let indented = all().filter(|l| l.indent >= INDENT).count();
    Setting { wrap: Some(wrap), indents: indented >= 2 && flush * 5 >= broken.len() * 4 }
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
        let indented = if setting.indents { line.indent >= INDENT } else { line.indent > above.indent + 1 };
        if indented || !wrap.is_full(above, line) {
            return false;
        }
        // `(2)` at the beginning of a line stands there by chance if it would not have fitted on the line above.
        let stopped = before.text.ends_with(['.', '。', '!', '！', '?', '？']);
        let chance = !stopped && above.reach() + first_word(line, before.script) > wrap.width;
        let opens = label(&line.text).is_some() || is_list_item(&line.text) && !chance;
        return setting.indents || !is_field(&line.text) && (!finished || !opens);
    }
    before.script == Script::Latin && !above.hard_break && !finished && begins_lower(&line.text)
}

/// Whether a line begins with an English label in capitals, `Also Present: …`, which the middle of a sentence hardly ever does.
fn is_field(text: &str) -> bool {
    label(text).is_some_and(|l| {
        let words = l.split(is_blank).filter(|w| !matches!(*w, "of" | "the" | "and" | "by" | "in" | ""));
        words.clone().count() <= 3
            && words.into_iter().all(|w| w.starts_with(|c: char| c.is_uppercase()))
            && !text[l.len() + 1..].trim_matches(is_blank).is_empty()
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

/// The byte range in the file from the first to the last character of a unit.
pub(super) fn place(unit: &Unit) -> Span {
    match (unit.pieces.first(), unit.pieces.last()) {
        (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
        _ => Span::default(),
    }
}
