//! Reading documents: from files or texts to the paragraphs of both sides.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashSet;
use sha2::{Digest as _, Sha256};

use super::encoding::decode;
use super::format::{self, Content, Extract, Format, Limits};
use super::layout::units;
use super::line::{Line, spans};
use super::records::{Division, Record, records};
use super::role::{Answers, mark_brackets, mark_side, settle_sides};
use super::script::{is_han, is_wide_mark};
use super::split::{self, Arrangement, Split};
use super::unit::Unit;
use super::{Document, Role, Segment, Side, columns, header, interlinear, join};
use crate::error::{Error, Result};

/// How the two languages stand in what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One file: all the Chinese, then all the English.
    ChineseFirst,
    /// One file: all the English, then all the Chinese.
    EnglishFirst,
    /// One file: the languages alternate, by page, paragraph or line.
    Alternating,
    /// One file: two columns.
    Columns,
    /// Two files, given in the right order.
    TwoFiles,
    /// Two files, given as translation and source: they were exchanged.
    Swapped,
}

impl Layout {
    /// What was found, in words for a note to the user.
    pub fn describe(self) -> &'static str {
        match self {
            Layout::ChineseFirst => "one file, Chinese first",
            Layout::EnglishFirst => "one file, English first",
            Layout::Alternating => "one file, Chinese and English alternating",
            Layout::Columns => "one file, two columns",
            Layout::TwoFiles => "two files",
            Layout::Swapped => "two files, the English one named first: taken the other way round",
        }
    }
}

/// A document with what was decided about its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// How the languages stand in it.
    pub layout: Layout,
    /// The encoding of each file, in the order of the arguments.
    pub encodings: Vec<&'static str>,
    /// The format of each file, in the same order.
    pub formats: Vec<Format>,
    /// What each file was when it was read, in the same order. A file may change, and a pipe can be read only once.
    pub digests: Vec<Digest>,
}

/// Length and digest of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Length in bytes.
    pub bytes: usize,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Digest {
    /// The digest of a file's content.
    pub fn of(content: &[u8]) -> Self {
        let sha256 = Sha256::digest(content).iter().map(|b| format!("{b:02x}")).collect();
        Self { bytes: content.len(), sha256 }
    }
}

/// How files are read. An encoding alone, `None` for the one that is detected, is a way to read with all else as usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct How<'a> {
    /// The encoding, if it is not to be detected.
    pub encoding: Option<&'a str>,
    /// How much a file may ask for.
    pub limits: Limits,
    /// What is said of a file that holds both languages.
    pub split: Split,
}

impl<'a> From<Option<&'a str>> for How<'a> {
    fn from(encoding: Option<&'a str>) -> Self {
        Self { encoding, ..Self::default() }
    }
}

/// Reads a file that holds both languages.
///
/// # Errors
/// If the file cannot be read, is empty, is of no known format, holds one language only, or has lost its Chinese characters.
pub fn read_one<'a>(path: &Path, how: impl Into<How<'a>>) -> Result<Reading> {
    let how = how.into();
    let (content, digest) = load(path, &how)?;
    let (document, layout) = one(&file_name(path), &content.extract, &how).map_err(|e| e.at(path))?;
    let (encodings, formats) = (vec![content.encoding], vec![content.format]);
    Ok(Reading { document, layout, encodings, formats, digests: vec![digest] })
}

/// Reads a source and its translation from two files.
///
/// If the first file is the English one and the second the Chinese one, they are exchanged and [`Reading::layout`] says so.
///
/// # Errors
/// As [`read_one`]; a file in the other language than its partner asks for is named.
pub fn read_two<'a>(source: &Path, target: &Path, how: impl Into<How<'a>>) -> Result<Reading> {
    let how = how.into();
    let ((zh, first), (en, second)) = (load(source, &how)?, load(target, &how)?);
    let name = format!("{} + {}", file_name(source), file_name(target));
    let (document, layout) = two(&name, (&zh.extract, &en.extract), Some((source, target)), &how)?;
    let (encodings, formats) = (vec![zh.encoding, en.encoding], vec![zh.format, en.format]);
    Ok(Reading { document, layout, encodings, formats, digests: vec![first, second] })
}

/// Reads a file for `align --unit line`: every line is one segment, exactly as it stands but for its line end; empty lines
/// too. Offsets are those of [`super::encoding::decode`]; a byte order mark is not part of the first line.
///
/// # Errors
/// If the file cannot be read or is not text.
pub fn read_lines(path: &Path, side: Side, encoding: Option<&str>) -> Result<Vec<Segment>> {
    let decoded = decode(&bytes(path)?, encoding).map_err(|e| e.at(path))?;
    Ok(lines_of(&decoded.text, side))
}

/// The segments of [`read_lines`] for a text.
pub fn lines_of(text: &str, side: Side) -> Vec<Segment> {
    spans(text)
        .into_iter()
        .enumerate()
        .map(|(k, span)| {
            let start =
                span.start + if k == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            Segment::whole(side, Role::Body, &text[start..span.end], start, k + 1)
        })
        .collect()
}

/// The document that [`read_one`] makes of a text.
///
/// # Errors
/// As [`read_one`].
pub fn parse_one(name: &str, text: &str) -> Result<Document> {
    one(name, &plain(text, &Limits::default())?, &How::default()).map(|(document, _)| document)
}

/// The document that [`read_two`] makes of two texts.
///
/// # Errors
/// As [`read_two`].
pub fn parse_two(name: &str, source: &str, target: &str) -> Result<Document> {
    parse_two_within(name, source, target, &Limits::default())
}

/// [`parse_two`] with other limits than usual.
///
/// # Errors
/// As [`parse_two`].
pub fn parse_two_within(name: &str, source: &str, target: &str, limits: &Limits) -> Result<Document> {
    two(name, (&plain(source, limits)?, &plain(target, limits)?), None, &How::default())
        .map(|(document, _)| document)
}

/// A text that stands in no file.
fn plain(text: &str, limits: &Limits) -> Result<Extract> {
    refuse_empty(text)?;
    Ok(format::from_text(text.to_owned(), "", limits)?.1)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    // Reading a folder fails with a different error on each system.
    if path.is_dir() {
        return Err(Error::new("cannot read: is a folder, not a file", "name a file").at(path));
    }
    std::fs::read(path).map_err(|e| Error::io(path, "read", &e))
}

fn load(path: &Path, how: &How) -> Result<(Content, Digest)> {
    let bytes = bytes(path)?;
    let content = format::read(&bytes, path, how.encoding, &how.limits).map_err(|e| e.at(path))?;
    refuse_empty(&content.extract.text).map_err(|e| e.at(path))?;
    Ok((content, Digest::of(&bytes)))
}

/// What a file is called in reports: its name without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

fn refuse_empty(text: &str) -> Result<()> {
    if text.chars().all(super::script::is_blank) {
        return Err(Error::new("is empty", "check that it is the right file"));
    }
    Ok(())
}

fn one(name: &str, extract: &Extract, how: &How) -> Result<(Document, Layout)> {
    let text = &extract.text;
    refuse_empty(text)?;
    refuse_lost(text)?;
    let counts = Counts::of(text);
    if counts.han == 0 {
        return Err(Error::new(
            "holds no Chinese text",
            "give the Chinese original too: duikan audit SOURCE TARGET",
        ));
    }
    let known = Words::of(text);
    let rule = how.split.arrangement;
    let columns = match rule {
        Arrangement::Detected => columns::apart(&extract.lines, text, false),
        Arrangement::Columns => Some(columns::apart(&extract.lines, text, true).ok_or_else(|| {
            let what = "has no line with Chinese and English side by side, parted by a tab or by two blanks";
            Error::new(what, "leave --split out, or name another layout")
        })?),
        _ => None,
    };
    let lines = columns.as_ref().map_or(&extract.lines[..], |(lines, _)| lines);
    let sorted = (rule == Arrangement::Detected).then(|| interlinear::apart(lines)).flatten();
    let lines = sorted.as_deref().unwrap_or(lines);
    let all = units(lines, |w| known.has(w));
    let records = records(&all, lines, how.split.documents());
    if how.split.division == Division::EachHeader && records.len() < 2 {
        let what = "holds one document only: there is no second header between texts in both languages";
        return Err(Error::new(
            what,
            "leave `documents` out of --split, or put `Title:` and `Date:` before each document",
        ));
    }
    let mut document = Document::new(name);
    let mut layouts = Vec::new();
    let mut whole = Some(all).filter(|_| records.len() == 1);
    for record in &records {
        // The units of a file that is one document are there already.
        let (mut lines, mut all): (Cow<[Line]>, Vec<Unit>) = match whole.take() {
            Some(all) => (Cow::Borrowed(lines), all),
            None => {
                let lines: Vec<Line> = record.take(lines).cloned().collect();
                let all = units(&lines, |w| known.has(w));
                (Cow::Owned(lines), all)
            }
        };
        header::mark(&mut all, &record.heads);
        if let Some(heads) = settle(&mut lines, &all, rule)? {
            all = units(&lines, |w| known.has(w));
            header::mark(&mut all, &heads);
        }
        layouts.push(add(&mut document, settled(all, None), &known));
    }
    if let Some(what) = missing(&document) {
        return Err(Error::new(
            format!("holds no {what} text"),
            "give both texts, as one file or as two: duikan audit SOURCE TARGET",
        ));
    }
    let same = layouts.windows(2).all(|w| w[0] == w[1]);
    let mut layout = layouts.first().copied().filter(|_| same).unwrap_or(Layout::Alternating);
    // Columns, and not just a list of names in both languages.
    if columns.is_some_and(|(_, both)| both * 4 >= extract.lines.iter().filter(|l| !l.is_empty()).count()) {
        layout = Layout::Columns;
    }
    Ok((document, layout))
}

/// Has a rule decide which language the lines of a document are in, whose units are `all`; if it changes any of them, returns the lines
/// that the metadata begins in.
fn settle(lines: &mut Cow<[Line]>, all: &[Unit], rule: Arrangement) -> Result<Option<Vec<usize>>> {
    let before = lines.len();
    let mut header = vec![false; before];
    for (k, u) in all.iter().enumerate().filter(|(_, u)| u.role == Role::Header) {
        header[u.first..all.get(k + 1).map_or(before, |next| next.first)].fill(true);
    }
    match rule {
        Arrangement::Columns => return Ok(None),
        Arrangement::Detected => {
            let quoted = split::quoted(lines, &header);
            if quoted.is_empty() {
                return Ok(None);
            }
            for (k, script) in quoted {
                lines.to_mut()[k].script = script;
            }
        }
        _ => {
            let found = layout(&settled(all.to_vec(), None)).describe();
            split::settle(lines.to_mut(), &header, rule, found)?;
        }
    }
    // Lines may have been set apart.
    let spread = lines.len() / before.max(1);
    let starts = (0..before).filter(|k| header[*k] && (*k == 0 || !header[*k - 1]));
    Ok(Some(starts.map(|k| k * spread).collect()))
}

/// Adds the units of one document as a part.
fn add(document: &mut Document, mut all: Vec<Unit>, known: &Words) -> Layout {
    let answers =
        [Side::Target, Side::Source].map(|s| Answers::gather(all.iter().filter(|u| u.side == Some(s))));
    let layout = layout(&all);
    let source = finish(&mut all, Side::Source, &answers[0], known);
    let target = finish(&mut all, Side::Target, &answers[1], known);
    document.add(source, target);
    layout
}

fn two(
    name: &str,
    extracts: (&Extract, &Extract),
    paths: Option<(&Path, &Path)>,
    how: &How,
) -> Result<(Document, Layout)> {
    let at = |e: Error, second: bool| match paths {
        Some((a, b)) => e.at(if second { b } else { a }),
        None => e,
    };
    let (zh, en) = (&extracts.0.text, &extracts.1.text);
    for (text, second) in [(zh, false), (en, true)] {
        refuse_empty(text).map_err(|e| at(e, second))?;
    }
    let (a, b) = (Counts::of(zh), Counts::of(en));
    if !a.is_chinese() && b.is_chinese() && a.letters > 0 {
        let (document, _) = two(name, (extracts.1, extracts.0), paths.map(|(a, b)| (b, a)), how)?;
        return Ok((document, Layout::Swapped));
    }
    refuse_lost(zh).map_err(|e| at(e, false))?;
    if a.han == 0 {
        return Err(at(
            Error::new("holds no Chinese text", "name the Chinese original first, then its translation"),
            false,
        ));
    }
    if b.letters == 0 || b.is_chinese() && a.is_chinese() && b.letters * 20 < b.han {
        return Err(at(
            Error::new("holds no English text", "name the Chinese original first, then its translation"),
            true,
        ));
    }
    let known = [Words::of(zh), Words::of(en)];
    let lines = [&extracts.0.lines, &extracts.1.lines];
    let found = [0, 1].map(|k| {
        let all = units(lines[k], |w| known[k].has(w));
        records(&all, lines[k], how.split.documents())
    });
    let of = |k: usize, record: Option<&Record>, side: Side| {
        let lines: Cow<[Line]> = match record {
            Some(record) => record.take(lines[k]).cloned().collect(),
            None => Cow::Borrowed(lines[k]),
        };
        let mut all = units(&lines, |w| known[k].has(w));
        header::mark(&mut all, record.map_or(&[], |r| &r.heads[..]));
        settled(all, Some(side))
    };
    if how.split.division == Division::EachHeader {
        let counts = [found[0].len(), found[1].len()];
        let alone = counts.iter().position(|n| *n < 2);
        if alone.is_some() || counts[0] != counts[1] {
            let what = match alone {
                Some(_) => "holds one document only: there is no second header".to_owned(),
                None => format!("holds {} documents, the other file {}", counts[1], counts[0]),
            };
            let remedy =
                "leave `documents` out of --split, or put `Title:` and `Date:` before each document in both";
            return Err(at(Error::new(what, remedy), alone != Some(0)));
        }
    }
    let mut document = Document::new(name);
    // As many documents in one file as in the other: each with its own translation.
    let several = found[0].len() == found[1].len() && found[0].len() > 1;
    let count = if several { found[0].len() } else { 1 };
    for n in 0..count {
        let record = |k: usize| found[k].get(n).filter(|_| several);
        let mut source = of(0, record(0), Side::Source);
        let mut target = of(1, record(1), Side::Target);
        let answers = [Answers::gather(target.iter()), Answers::gather(source.iter())];
        let source = finish(&mut source, Side::Source, &answers[0], &known[0]);
        let target = finish(&mut target, Side::Target, &answers[1], &known[1]);
        document.add(source, target);
    }
    if let Some(what) = missing(&document) {
        let remedy = "look whether all of it is metadata: Title:, Citation:, 题名：…";
        return Err(at(Error::new(format!("holds no {what} text"), remedy), what == ENGLISH));
    }
    Ok((document, Layout::TwoFiles))
}

const CHINESE: &str = "Chinese";
const ENGLISH: &str = "English";

/// Whether a file was refused because it holds one language only.
pub(super) fn lacks_language(error: &Error) -> bool {
    [CHINESE, ENGLISH].iter().any(|l| error.what() == format!("holds no {l} text"))
}

/// The language that nothing in a document is in but metadata and furniture.
fn missing(document: &Document) -> Option<&'static str> {
    let none = |segments: &[Segment]| !segments.iter().any(|s| s.role.is_aligned());
    let sides = [(&document.source, CHINESE), (&document.target, ENGLISH)];
    sides.into_iter().find(|(segments, _)| none(segments)).map(|(_, what)| what)
}

/// Units with brackets and sides settled. `side` is that of the whole file, if it holds one language.
fn settled(mut all: Vec<Unit>, side: Option<Side>) -> Vec<Unit> {
    mark_brackets(&mut all);
    match side {
        Some(side) => all.iter_mut().for_each(|u| u.side = Some(side)),
        None => settle_sides(&mut all),
    }
    all
}

/// The segments of one side, in reading order.
fn finish(all: &mut [Unit], side: Side, answers: &Answers, known: &Words) -> Vec<Segment> {
    let order: Vec<usize> = (0..all.len()).filter(|k| all[*k].side == Some(side)).collect();
    mark_side(all, &order, answers);
    join::join(all, side, |w| known.has(w));
    order
        .iter()
        .map(|k| &all[*k])
        .filter(|u| !u.pieces.is_empty())
        .map(|u| Segment { side, role: u.role, text: u.text.clone(), pieces: u.pieces.clone() })
        .collect()
}

/// How often the languages change places.
fn layout(all: &[Unit]) -> Layout {
    let sides: Vec<(Side, usize)> = all
        .iter()
        .filter(|u| u.role.is_aligned() && u.kind.is_none())
        .filter_map(|u| u.side.map(|s| (s, u.place().start)))
        .collect();
    let changes = sides.windows(2).filter(|w| w[0].0 != w[1].0).count();
    match (changes, sides.first().map(|s| s.0)) {
        (0 | 1, Some(Side::Target)) => Layout::EnglishFirst,
        (0 | 1, _) => Layout::ChineseFirst,
        _ => Layout::Alternating,
    }
}

/// What a text is written with.
struct Counts {
    han: usize,
    letters: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let (mut han, mut letters) = (0, 0);
        for c in text.chars() {
            if is_han(c) {
                han += 1;
            } else if c.is_alphabetic() {
                letters += 1;
            }
        }
        Self { han, letters }
    }

    /// Whether most lines say more in Chinese than in English.
    fn is_chinese(&self) -> bool {
        self.han > 0 && self.han * 3 >= self.letters
    }
}

/// Refuses a text whose Chinese characters were lost on the way: replaced by question marks or U+FFFD, or dropped, so that of
/// a paragraph only its digits and Chinese punctuation are left (6月28日 became 628).
fn refuse_lost(text: &str) -> Result<()> {
    let lost = |what: String, line: usize| {
        Err(Error::new(
            format!("its Chinese characters are lost ({what})"),
            "export the original again as UTF-8, or extract the text from it again",
        )
        .line(line))
    };
    let counts = Counts::of(text);
    let replaced = text.matches('\u{FFFD}').count();
    if replaced >= 8 && replaced * 10 > counts.han {
        let at = text.find('\u{FFFD}').unwrap_or(0);
        return lost(format!("{replaced} replacement characters"), text[..at].matches('\n').count() + 1);
    }
    let (mut marked, mut first_marked) = (0, 0);
    let (mut bare, mut first_bare) = (0, 0);
    for (k, span) in spans(text).iter().enumerate() {
        let line = &text[span.start..span.end];
        let marks = runs_of_question_marks(line);
        if marks > 0 {
            marked += marks;
            first_marked = if first_marked == 0 { k + 1 } else { first_marked };
        }
        if is_drained(line) {
            bare += 1;
            first_bare = if first_bare == 0 { k + 1 } else { first_bare };
        }
    }
    if marked >= 12 && marked * 5 > counts.han {
        return lost(format!("{marked} question marks in their place"), first_marked);
    }
    // Three lines are more than the page marks of a short English file; five, if nothing claims a Chinese original.
    let claims = text.contains("Original Language") && text.contains("Chinese");
    if counts.han < 10 && bare >= if claims { 3 } else { 5 } {
        return lost(format!("{bare} lines of nothing but digits and punctuation"), first_bare);
    }
    Ok(())
}

/// Question marks in runs of three or more that are no emphasis behind a word, and their number.
fn runs_of_question_marks(line: &str) -> usize {
    line.split(|c| c != '?' && c != '？').map(|run| run.chars().count()).filter(|n| *n >= 3).sum()
}

/// A line that lost its words: Chinese prose without its ideographs is `，628，“”。` or `1962628`, a heading `#`. Page marks, file
/// numbers, written dates, elisions and rules have none to lose.
fn is_drained(line: &str) -> bool {
    let (mut digits, mut marks, mut others) = (0, 0, 0);
    for c in line.chars().filter(|c| !super::script::is_blank(*c)) {
        match c {
            c if c.is_alphabetic() => return false,
            c if c.is_ascii_digit() => digits += 1,
            c if is_wide_mark(c) || "“”‘’,;:\"?!()#".contains(c) => marks += 1,
            _ => others += 1,
        }
    }
    match (digits, marks, others) {
        (4.., 0, 0) | (0, 1.., 0) => true,
        (0, 0, _) => false,
        _ => super::apparatus::shape(line).is_none() && !super::role::is_elision(line),
    }
}

/// The words of a text, for taking hyphens at line ends out; gathered only if a line ends in one.
struct Words(FxHashSet<String>);

impl Words {
    fn of(text: &str) -> Self {
        let hyphenated = text.contains("-\n") || text.contains("-\r") || text.contains("- ");
        let words = hyphenated.then(|| {
            text.split(|c: char| !c.is_alphabetic())
                .filter(|w| w.len() > 3 && w.is_ascii())
                .map(str::to_lowercase)
        });
        Self(words.into_iter().flatten().collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}
