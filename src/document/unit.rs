//! A paragraph on its way from lines to segments.

use super::apparatus::Kind;
use super::script::{Script, is_han};
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
    /// Its first line's place among the lines.
    pub first: usize,
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

    /// The byte range in the file from its first to its last character.
    pub fn place(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(a), Some(b)) => Span::new(a.span.start, b.span.end),
            _ => Span::default(),
        }
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
