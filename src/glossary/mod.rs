//! Term bases: reading them, finding their terms in a Chinese text and their renderings in an English one.
//!
//! Whether a text ought to have a rendering is not decided here.

mod builtin;
mod phrase;
mod scan;
mod table;
mod tbx;

use std::path::Path;

pub use builtin::{Builtin, Known, builtin};
pub use phrase::{Phrase, Words};
pub use scan::{Found, NUMBER, Scanner};

use rustc_hash::FxHashMap;

use crate::document::encoding;
use crate::error::{Error, Result};
use crate::lexicon::{EntryId, Lexicon};
use crate::text::{Chinese, is_han};

/// One entry of a term base as it was read; candidates are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Ways to write the source term.
    pub sources: Vec<String>,
    /// Approved renderings, the preferred one first.
    pub targets: Vec<String>,
    /// Renderings that must not be used.
    pub forbidden: Vec<String>,
    /// What a translator should know.
    pub note: String,
    /// Line in the file, 1-based.
    pub line: usize,
}

/// What a term base says of a term or a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Preferred,
    Approved,
    Forbidden,
    Candidate,
}

impl Status {
    /// The status that a word stands for, in tables or in TBX (`supersededTerm-admn-sts`). Words of one's own stand for approval.
    fn of(word: &str) -> Self {
        let word: String = word.to_lowercase().replace("-admn-sts", "").split_whitespace().collect();
        match word.strip_suffix("term").unwrap_or(&word) {
            "preferred" => Self::Preferred,
            "candidate" | "proposed" | "unprocessed" => Self::Candidate,
            "forbidden" | "deprecated" | "superseded" | "obsolete" | "rejected" => Self::Forbidden,
            _ => Self::Approved,
        }
    }
}

/// Reads a file of one format.
type Reader = fn(&str) -> Result<Vec<Entry>>;

/// Endings of file names and the readers of such files.
const READERS: [(&str, Reader); 3] =
    [("csv", table::comma_separated), ("tsv", table::tab_separated), ("tbx", tbx::read)];

/// Reads a term base, .csv, .tsv or .tbx, and gives the file's bytes too (for a digest).
///
/// Tables have a header with `source`, `target`, and optionally `forbidden`, `note` and `status`, in any order; several renderings
/// in a cell are parted by `|` or `;`. TBX: TBX-Basic and TBX-Core, versions 2 and 3; languages zh* and en*. Entries with the
/// status `candidate` are left out; renderings that are deprecated or superseded are forbidden.
///
/// # Errors
/// If the file cannot be read, is of no known kind, or has an entry that makes no sense; with its line.
pub fn read(path: &Path) -> Result<(Vec<Entry>, Vec<u8>)> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((_, reader)) = READERS.iter().find(|(e, _)| *e == ending) else {
        let what = format!("not a kind of glossary that is known: `.{ending}`");
        return Err(Error::new(what, "give a .csv, .tsv or .tbx file").at(path));
    };
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read", &e))?;
    let text = encoding::decode(&bytes, None).map_err(|e| e.at(path))?.text;
    let entries = reader(text.trim_start_matches('\u{feff}')).map_err(|e| e.at(path))?;
    for entry in &entries {
        sensible(entry).map_err(|e| e.line(entry.line).at(path))?;
    }
    Ok((entries, bytes))
}

fn sensible(entry: &Entry) -> Result<()> {
    let han = |texts: &[String]| texts.iter().any(|t| t.chars().any(is_han));
    if entry.sources.is_empty() {
        return Err(Error::new("an entry without source term", "fill it in or take the row out"));
    }
    if han(&entry.targets) && !han(&entry.sources) {
        return Err(Error::new(
            "the source term is English and the target Chinese",
            "exchange the names of the two columns",
        ));
    }
    if entry.targets.is_empty() && entry.forbidden.is_empty() {
        let what = format!("no rendering of {}", entry.sources[0]);
        return Err(Error::new(what, "fill in the target, or give the row the status `candidate`"));
    }
    Ok(())
}

/// A source term with everything that is said of it.
#[derive(Debug, Clone)]
pub struct Term {
    /// As written where it was first read.
    pub source: String,
    /// Approved renderings, the preferred one first.
    pub targets: Vec<Phrase>,
    /// Renderings that must not be used.
    pub forbidden: Vec<Phrase>,
    /// Notes.
    pub note: String,
}

/// Terms made ready for matching.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    scanner: Scanner,
    sentence_case: bool,
}

impl Glossary {
    /// Makes entries ready; those of one source term become one. A rendering that one entry approves is not forbidden by
    /// another.
    pub fn new<'a>(entries: impl IntoIterator<Item = &'a Entry>, lexicon: &Lexicon) -> Self {
        let mut glossary = Self::default();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for entry in entries {
            for source in &entry.sources {
                let folded = fold(source, lexicon);
                if folded.is_empty() {
                    continue;
                }
                let term = *known.entry(folded).or_insert_with_key(|folded| {
                    glossary.scanner.insert(folded, glossary.terms.len());
                    glossary.terms.push(Term {
                        source: source.clone(),
                        targets: Vec::new(),
                        forbidden: Vec::new(),
                        note: String::new(),
                    });
                    glossary.terms.len() - 1
                });
                glossary.terms[term].add(entry, lexicon);
            }
        }
        for term in &mut glossary.terms {
            let approved: Vec<String> = term.targets.iter().map(|t| t.text().to_lowercase()).collect();
            term.forbidden.retain(|f| !approved.contains(&f.text().to_lowercase()));
        }
        let first = |t: &Term| t.targets.first().and_then(|p| p.capitals().next());
        let capitals: Vec<bool> = glossary.terms.iter().filter_map(first).collect();
        glossary.sentence_case = capitals.iter().filter(|c| **c).count() * 3 > capitals.len() * 2;
        glossary
    }

    /// The terms, in the order in which they were first read.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether there are no terms.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether nearly every target begins with a capital: then a first capital says nothing about a term.
    pub fn is_in_sentence_case(&self) -> bool {
        self.sentence_case
    }

    /// The source terms in a text, none overlapping. A term inside a longer dictionary word counts only if the dictionary renders
    /// that word like the term (公社 in 人民公社).
    pub fn find(&self, zh: &Chinese, lexicon: &Lexicon) -> Vec<Found> {
        self.scanner
            .scan(zh, |term, word| self.terms[term].targets.iter().any(|t| is_rendered(word, t, lexicon)))
    }
}

impl Term {
    fn add(&mut self, entry: &Entry, lexicon: &Lexicon) {
        for (texts, phrases) in [(&entry.targets, &mut self.targets), (&entry.forbidden, &mut self.forbidden)]
        {
            for text in texts {
                let phrase = Phrase::new(text, lexicon);
                if !phrase.is_empty() && phrases.iter().all(|p| p.text() != phrase.text()) {
                    phrases.push(phrase);
                }
            }
        }
        if !entry.note.is_empty() && !self.note.contains(&entry.note) {
            if !self.note.is_empty() {
                self.note.push_str("; ");
            }
            self.note.push_str(&entry.note);
        }
    }
}

/// A source term folded as texts are.
pub fn fold(term: &str, lexicon: &Lexicon) -> String {
    Chinese::new(term.trim(), lexicon).chars().iter().collect()
}

/// Whether some gloss of a dictionary word has every word of a rendering that carries meaning.
pub fn is_rendered(word: EntryId, rendering: &Phrase, lexicon: &Lexicon) -> bool {
    let stems: Vec<&str> = lexicon.stems(word).map(|s| lexicon.stem_text(s)).collect();
    let mut wanted = rendering.stems().peekable();
    wanted.peek().is_some() && wanted.all(|s| stems.contains(&s))
}
