//! Web pages.
//!
//! Kept: paragraphs, headings, tables by row, notes behind the paragraph that points to them, line breaks. Dropped: scripts, styles,
//! menus (`nav`), what is hidden or struck out by `del`, phonetic guides, pictures, forms' choices.

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{HtmlString, Token, Tokenizer};

use super::super::script::{is_han, is_wide_mark};
use super::Limits;
use super::block::{Block, Builder, Kind};
use crate::error::{Error, Result};

/// The blocks of a page; lines are those of `text`.
pub(super) fn blocks(text: &str, limits: &Limits) -> Result<Vec<Block>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page =
        Page { out: Builder::default(), open: Vec::new(), dropped: 0, pre: 0, space: Space::None, line: 1 };
    let mut at = 0;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        let start = match &token {
            Token::StartTag(t) => t.span.start,
            Token::EndTag(t) => t.span.start,
            Token::String(t) => t.span.start,
            _ => continue,
        };
        let start = start.clamp(at, text.len());
        page.line += text.as_bytes()[at..start].iter().filter(|b| **b == b'\n').count();
        at = start;
        match token {
            Token::StartTag(tag) => page.start(&tag, limits)?,
            Token::EndTag(tag) => page.end(&tag.name),
            Token::String(string) => page.text(&String::from_utf8_lossy(&string.value)),
            _ => {}
        }
    }
    while !page.open.is_empty() {
        page.pop();
    }
    Ok(page.out.finish())
}

/// What an element that is kept track of does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Dropped,
    Heading,
    Preformatted,
    Note,
    Notes,
    Table,
    Row,
    Cell,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    None,
    Blank,
    /// White space with a line end, which is nothing between ideographs (CSS Text 3, 4.1.3).
    LineEnd,
}

struct Page {
    out: Builder,
    /// Open elements that matter, by name.
    open: Vec<(Vec<u8>, Part)>,
    dropped: usize,
    pre: usize,
    /// White space that has not been written yet.
    space: Space,
    line: usize,
}

const BLOCKS: [&[u8]; 42] = [
    b"p",
    b"div",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"main",
    b"aside",
    b"ul",
    b"ol",
    b"li",
    b"dl",
    b"dt",
    b"dd",
    b"blockquote",
    b"figure",
    b"figcaption",
    b"address",
    b"form",
    b"fieldset",
    b"legend",
    b"center",
    b"body",
    b"html",
    b"head",
    b"details",
    b"summary",
    b"caption",
    b"hr",
    b"thead",
    b"tbody",
    b"tfoot",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"pre",
    b"menu",
    b"dir",
    b"option",
];

const DROPPED: [&[u8]; 18] = [
    b"script",
    b"style",
    b"template",
    b"title",
    b"nav",
    b"svg",
    b"iframe",
    b"object",
    b"select",
    b"textarea",
    b"button",
    b"del",
    b"rt",
    b"rp",
    b"noscript",
    b"audio",
    b"video",
    b"canvas",
];

/// Elements that have no end tag.
const VOID: [&[u8]; 13] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source",
    b"track", b"wbr",
];

impl Page {
    fn start(&mut self, tag: &StartTag<usize>, limits: &Limits) -> Result<()> {
        let name: &[u8] = &tag.name;
        if VOID.contains(&name) {
            if self.dropped == 0 {
                match name {
                    b"br" => self.line_break(),
                    b"hr" => self.end_block(),
                    _ => {}
                }
            }
            return Ok(());
        }
        // In XHTML `<td/>` is whole; in HTML the slash means nothing, but who writes it means that too.
        let is_whole = tag.self_closing;
        if self.dropped > 0 {
            let same = self.open.last().is_some_and(|(n, _)| n == name);
            // Some elements end without saying so, where another begins.
            let ended = match self.open.last().map(|(n, _)| n.as_slice()) {
                Some(b"p") => BLOCKS.contains(&name),
                Some(b"li" | b"a") => same,
                Some(b"rt" | b"rp") => matches!(name, b"rt" | b"rp"),
                _ => false,
            };
            if ended {
                self.pop();
                return self.start(tag, limits);
            }
            if same && !is_whole {
                self.push(name, Part::Dropped, limits)?;
            }
            return Ok(());
        }
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        let marks = Marks::of(tag);
        if let Some(target) = marks.points_to {
            self.out.point_to(target);
        }
        if DROPPED.contains(&name) || marks.dropped {
            return if is_whole { Ok(()) } else { self.push(name, Part::Dropped, limits) };
        }
        if is_whole {
            return Ok(());
        }
        match name {
            _ if marks.notes => self.push(name, Part::Notes, limits)?,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.out.kind(Kind::Heading);
                self.push(name, Part::Heading, limits)?;
            }
            b"pre" => {
                self.pre += 1;
                self.push(name, Part::Preformatted, limits)?;
            }
            b"table" => {
                self.out.begin_table();
                self.push(name, Part::Table, limits)?;
            }
            b"tr" if self.out.tables() > 0 => {
                self.close_inside(&[Part::Row, Part::Cell]);
                self.space = Space::None;
                self.out.begin_row();
                self.push(name, Part::Row, limits)?;
            }
            b"td" | b"th" if self.out.tables() > 0 => {
                self.close_inside(&[Part::Cell]);
                self.space = Space::None;
                self.out.begin_cell();
                self.push(name, Part::Cell, limits)?;
            }
            b"q" => self.text("“"),
            _ => {}
        }
        let inside_notes = self.open.iter().any(|(_, p)| *p == Part::Notes);
        if let Some(id) = marks.note.or_else(|| marks.id.filter(|_| inside_notes && name == b"li")) {
            self.end_block();
            self.out.begin_aside(Kind::Note, Some(id));
            self.push(name, Part::Note, limits)?;
        }
        Ok(())
    }

    fn push(&mut self, name: &[u8], part: Part, limits: &Limits) -> Result<()> {
        if self.open.len() >= limits.depth {
            let what = format!("more than {} elements inside one another", limits.depth);
            return Err(Error::new(what, "raise `depth` under [limits] in duikan.toml").line(self.line));
        }
        self.dropped += usize::from(part == Part::Dropped);
        self.open.push((name.to_vec(), part));
        Ok(())
    }

    /// Ends what a new row or cell ends without saying so, up to the table it stands in.
    fn close_inside(&mut self, parts: &[Part]) {
        while let Some((_, part)) = self.open.last() {
            let part = *part;
            let inside =
                self.open.iter().rev().take_while(|(_, p)| *p != Part::Table).any(|(_, p)| parts.contains(p));
            if part == Part::Table || !inside {
                return;
            }
            self.pop();
        }
    }

    fn end(&mut self, name: &HtmlString) {
        let name: &[u8] = name;
        if self.dropped > 0 {
            let last = self.open.last().map(|(n, _)| n.as_slice());
            let by_parent = name == b"ruby" && matches!(last, Some(b"rt" | b"rp"));
            if by_parent || last == Some(name) {
                self.pop();
            }
            return;
        }
        if name == b"q" {
            self.text("”");
        }
        // Table parts end only in their table; others may have lost their end tags.
        let fence = name != b"table";
        let found = self
            .open
            .iter()
            .rev()
            .take_while(|(n, p)| n == name || !(fence && *p == Part::Table))
            .position(|(n, _)| n == name);
        if let Some(above) = found {
            for _ in 0..=above {
                self.pop();
            }
        }
        if BLOCKS.contains(&name) {
            self.end_block();
        }
    }

    fn pop(&mut self) {
        let Some((_, part)) = self.open.pop() else { return };
        match part {
            Part::Dropped => self.dropped -= 1,
            Part::Preformatted => {
                self.end_block();
                self.pre -= 1;
            }
            Part::Heading => self.end_block(),
            Part::Note => {
                self.end_block();
                self.out.end_aside();
            }
            Part::Notes => {}
            Part::Table => {
                self.space = Space::None;
                self.out.end_table();
            }
            Part::Row => {
                self.space = Space::None;
                self.out.end_row();
            }
            Part::Cell => {
                self.space = Space::None;
                self.out.end_cell();
            }
        }
    }

    fn end_block(&mut self) {
        self.space = Space::None;
        self.out.end_paragraph();
        if self.open.last().is_some_and(|(_, p)| *p == Part::Heading) {
            self.out.kind(Kind::Heading);
        }
    }

    fn line_break(&mut self) {
        self.space = Space::None;
        self.out.text("\n", None);
    }

    fn text(&mut self, text: &str) {
        if self.dropped > 0 {
            return;
        }
        if self.pre > 0 {
            return self.out.text(text, Some(self.line));
        }
        let mut line = self.line;
        let mut rest = text;
        loop {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
            let word = rest.trim_start_matches(blank);
            let gap = &rest[..rest.len() - word.len()];
            if !gap.is_empty() {
                let ends = gap.contains('\n');
                line += gap.matches('\n').count();
                self.space = match self.space {
                    _ if ends => Space::LineEnd,
                    Space::None => Space::Blank,
                    before => before,
                };
            }
            let end = word.find(blank).unwrap_or(word.len());
            let Some(first) = word.chars().next() else { return };
            let wide = |c: char| is_han(c) || is_wide_mark(c);
            let space = std::mem::replace(&mut self.space, Space::None);
            if let Some(last) = self.out.so_far().chars().next_back() {
                let nothing = space == Space::None
                    || last == '\n'
                    || space == Space::LineEnd && wide(last) && wide(first);
                if !nothing {
                    self.out.text(" ", None);
                }
            }
            self.out.text(&word[..end], Some(line));
            rest = &word[end..];
        }
    }
}

/// What the attributes of an element say.
#[derive(Default)]
struct Marks {
    dropped: bool,
    /// The element is the text of a note, under this name.
    note: Option<String>,
    /// It holds notes.
    notes: bool,
    /// It is a pointer to the note of that name.
    points_to: Option<String>,
    id: Option<String>,
}

impl Marks {
    fn of(tag: &StartTag<usize>) -> Self {
        if tag.attributes.is_empty() {
            return Self::default();
        }
        let get =
            |name: &[u8]| tag.attributes.get(name).map(|v| String::from_utf8_lossy(&v.value).to_lowercase());
        let kinds: Vec<String> = [get(b"role"), get(b"epub:type"), get(b"class")]
            .into_iter()
            .flatten()
            .flat_map(|v| v.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let is = |names: &[&str]| kinds.iter().any(|k| names.contains(&k.as_str()));
        let href = get(b"href").unwrap_or_default();
        let target = href.rsplit_once('#').map(|(_, t)| t.to_owned());
        let mut id = get(b"id");
        let is_link = &**tag.name == b"a";
        // As word processors write them when they save as a web page.
        let points = is_link
            && (is(&["doc-noteref", "noteref", "footnote-ref", "sdfootnoteanc", "sdendnoteanc"])
                || href.starts_with("#_ftn") && !href.starts_with("#_ftnref")
                || href.starts_with("#_edn") && !href.starts_with("#_ednref"));
        let back = is_link
            && (is(&["doc-backlink", "footnote-back", "footnote-backref", "sdfootnotesym", "sdendnotesym"])
                || href.starts_with("#_ftnref")
                || href.starts_with("#_ednref"));
        let numbered = |prefix: &str| {
            id.as_deref()
                .and_then(|i| i.strip_prefix(prefix))
                .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        };
        let by_id = (&**tag.name == b"div"
            && ["ftn", "edn", "sdfootnote", "sdendnote"].iter().any(|p| numbered(p)))
        .then(|| id.clone().unwrap_or_default());
        let by_kind = is(&["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"])
            .then(|| id.clone().unwrap_or_default());
        // `#_ftn1` leads to `<a name="_ftn1">` inside `<div id="ftn1">`; `#sdfootnote1sym` likewise.
        let target = target.map(|t| t.trim_start_matches('_').trim_end_matches("sym").to_owned());
        let note = by_id.or(by_kind).filter(|_| !is_link);
        if note.is_some() {
            id = None;
        }
        Self {
            dropped: points
                || back
                || tag.attributes.contains_key(b"hidden".as_slice())
                || is(&["doc-pagebreak", "pagebreak"]),
            notes: note.is_none() && is(&["doc-endnotes", "footnotes", "endnotes", "rearnotes"]),
            note,
            points_to: target.filter(|_| points),
            id,
        }
    }
}

/// Whether a text is a web page. `named`: the file's name says so, and a tag at its beginning is enough.
pub(super) fn is_page(text: &str, named: bool) -> bool {
    /// Characters that are looked at.
    const HEAD: usize = 2000;
    let head: String = text.chars().take(HEAD).collect::<String>().to_lowercase();
    let mut rest = head.as_str();
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?xml") {
            rest.find("?>").map(|e| e + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|e| e + 3)
        } else {
            None
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => break,
        }
    }
    let begins = |tags: &[&str]| {
        tags.iter().any(|t| {
            rest.strip_prefix(t)
                .is_some_and(|r| r.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()))
        })
    };
    begins(&["<!doctype html", "<html", "<head", "<body", "<meta"])
        || begins(&["<p", "<div", "<table", "<h1", "<h2", "<article", "<section", "<ul", "<ol"])
            && head.contains("</")
        || named && rest.contains('<') && rest.contains("</")
}

/// The encoding that a page which is no UTF-8 names itself, if it is one of those that duikan reads.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static str> {
    /// Bytes in which the name must stand (HTML Standard, 13.2.3.2).
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    if !head.contains("<meta") && !head.contains("<?xml") || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let at = ["charset=", "encoding="].iter().filter_map(|k| head.find(k).map(|at| at + k.len())).min()?;
    let name = head[at..].trim_start_matches(['"', '\'', ' ']);
    let is = |names: &[&str]| names.iter().any(|n| name.starts_with(n));
    if is(&["gb2312", "gbk", "gb18030", "gb_2312"]) {
        Some("gb18030")
    } else if is(&["big5"]) {
        Some("big5")
    } else {
        None
    }
}
