//! TBX, the exchange format of term bases (ISO 30042): TBX-Basic and TBX-Core, version 2 (`termEntry`, `langSet`, `tig`, `ntig`) and
//! version 3 (`conceptEntry`, `langSec`, `termSec`), values as attributes (DCA) or as elements (DCT).
//!
//! No entities but those that XML itself defines, no document type, nothing is fetched.

use super::{Entry, Status};
use crate::document::Limits;
use crate::document::xml::{self, Element, Node};
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
    fn open(&mut self, element: &Element) {
        let mut what = Use::Nothing;
        match element.name.as_str() {
            "martif" | "tbx" => self.is_tbx = true,
            "termEntry" | "conceptEntry" => {
                self.concept = Concept { line: element.line, ..Concept::default() }
            }
            "langSet" | "langSec" => {
                let language = element.get("lang").map(str::to_lowercase);
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
                what = match element.get("type") {
                    Some("administrativeStatus" | "processStatus") => Use::Status,
                    Some("usageNote") => Use::Note,
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
    let mut state = State::default();
    xml::walk(text, Limits::default().depth, |node| {
        match node {
            Node::Open(element) => state.open(element),
            Node::Close(name) => state.close(name),
            Node::Text(text) => state.text.push_str(text),
        }
        Ok(())
    })?;
    if !state.is_tbx {
        return Err(Error::new("no TBX file", "export the term base as TBX-Basic, or as CSV").line(1));
    }
    Ok(state.entries)
}
