//! TBX, the exchange format of term bases (ISO 30042): TBX-Basic and TBX-Core, version 2 (`termEntry`, `langSet`, `tig`, `ntig`) and
//! version 3 (`conceptEntry`, `langSec`, `termSec`), values as attributes (DCA) or as elements (DCT).
//!
//! No entities but those that XML itself defines, no document type, nothing is fetched.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Entry, Status};
use crate::error::{Error, Result};

/// What the text of an element is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Nothing,
    Term,
    Status,
    Note,
}

/// Which side a language is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Chinese,
    English,
}

/// The concept that is being read.
#[derive(Debug, Default)]
struct Concept {
    line: usize,
    sources: Vec<(String, Status)>,
    targets: Vec<(String, Status)>,
    notes: Vec<String>,
}

impl Concept {
    fn entry(mut self) -> Option<Entry> {
        self.targets.sort_by_key(|(_, status)| *status);
        let pick = |terms: &[(String, Status)], is: fn(Status) -> bool| -> Vec<String> {
            terms.iter().filter(|(_, s)| is(*s)).map(|(t, _)| t.clone()).collect()
        };
        let entry = Entry {
            sources: pick(&self.sources, |s| s != Status::Candidate),
            targets: pick(&self.targets, |s| matches!(s, Status::Preferred | Status::Approved)),
            forbidden: pick(&self.targets, |s| s == Status::Forbidden),
            note: self.notes.join("; "),
            line: self.line,
        };
        // A concept that has only one of the languages, or only candidates, is nothing to complain of.
        let is_whole =
            !entry.sources.is_empty() && (!entry.targets.is_empty() || !entry.forbidden.is_empty());
        is_whole.then_some(entry)
    }
}

/// Where the reader stands.
#[derive(Default)]
struct State {
    concept: Concept,
    language: Option<Language>,
    term: String,
    status: Option<Status>,
    /// What the text of each open element is for.
    open: Vec<Use>,
    text: String,
    is_tbx: bool,
    entries: Vec<Entry>,
}

impl State {
    fn open(&mut self, e: &BytesStart, line: usize) -> std::result::Result<(), String> {
        let mut kind = String::new();
        let mut language = None;
        for attribute in e.attributes() {
            let attribute = attribute.map_err(|e| format!("not XML: {e}"))?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| format!("not XML: {e}"))?;
            match attribute.key.as_ref() {
                "type" => kind = value.into_owned(),
                "xml:lang" | "lang" => language = Some(value.to_lowercase()),
                _ => {}
            }
        }
        let name = e.local_name();
        let mut what = Use::Nothing;
        match name.as_ref() {
            "martif" | "tbx" => self.is_tbx = true,
            "termEntry" | "conceptEntry" => self.concept = Concept { line, ..Concept::default() },
            "langSet" | "langSec" => {
                self.language = match language.as_deref().and_then(|l| l.get(..2)) {
                    Some("zh") => Some(Language::Chinese),
                    Some("en") => Some(Language::English),
                    _ => None,
                };
            }
            "tig" | "ntig" | "termSec" => {
                self.term.clear();
                self.status = None;
            }
            "term" => what = Use::Term,
            "note" => what = Use::Note,
            "administrativeStatus" | "processStatus" => what = Use::Status,
            "termNote" | "descrip" | "admin" => {
                what = match kind.as_str() {
                    "administrativeStatus" | "processStatus" => Use::Status,
                    "usageNote" => Use::Note,
                    _ => Use::Nothing,
                }
            }
            "usageNote" => what = Use::Note,
            _ => {}
        }
        // Marks inside a term (`<hi>`) do not break it.
        if what != Use::Nothing {
            self.text.clear();
        }
        self.open.push(what);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.open.pop() {
            Some(Use::Term) => self.term = text,
            Some(Use::Status) => {
                let status = Status::of(&text);
                self.status = Some(self.status.map_or(status, |s| s.max(status)));
            }
            Some(Use::Note) if !text.is_empty() => self.concept.notes.push(text),
            _ => {}
        }
        match name {
            "tig" | "ntig" | "termSec" if !self.term.is_empty() => {
                let term = (std::mem::take(&mut self.term), self.status.unwrap_or(Status::Approved));
                match self.language {
                    Some(Language::Chinese) => self.concept.sources.push(term),
                    Some(Language::English) => self.concept.targets.push(term),
                    None => {}
                }
            }
            "langSet" | "langSec" => self.language = None,
            "termEntry" | "conceptEntry" => self.entries.extend(std::mem::take(&mut self.concept).entry()),
            _ => {}
        }
    }
}

/// Reads the concepts that have Chinese and English terms.
pub fn read(text: &str) -> Result<Vec<Entry>> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    loop {
        let line = lines.at(reader.buffer_position() as usize);
        let bad =
            |what: String, line: usize| Error::new(what, "export the term base as TBX again").line(line);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(e) => {
                let line = lines.at(reader.error_position() as usize);
                return Err(bad(format!("not XML: {e}"), line));
            }
        };
        match event {
            Event::Start(e) => state.open(&e, line).map_err(|what| bad(what, line))?,
            Event::Empty(e) => {
                state.open(&e, line).map_err(|what| bad(what, line))?;
                state.close(e.local_name().as_ref());
            }
            Event::End(e) => state.close(e.local_name().as_ref()),
            Event::Text(t) => state.text.push_str(&t.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(t) => state.text.push_str(&t.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(r) => {
                let name = r.xml_content(XmlVersion::Implicit1_0);
                let c = match r.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned),
                };
                let c = c.ok_or_else(|| bad(format!("unknown entity `&{name};`"), line))?;
                state.text.push_str(&c);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !state.open.is_empty() {
        return Err(Error::new(
            "not XML: the file ends inside an element",
            "export the term base as TBX again",
        )
        .line(lines.at(text.len())));
    }
    if !state.is_tbx {
        return Err(Error::new("no TBX file", "export the term base as TBX-Basic, or as CSV").line(1));
    }
    Ok(state.entries)
}

/// Counts lines as the reader goes on.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a byte that is not before the last one asked for.
    fn at(&mut self, byte: usize) -> usize {
        let byte = byte.clamp(self.at, self.text.len());
        self.line += self.text[self.at..byte].iter().filter(|b| **b == b'\n').count();
        self.at = byte;
        self.line
    }
}
