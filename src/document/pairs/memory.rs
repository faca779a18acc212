//! Translation memories and bilingual files: TMX 1.4, XLIFF 1.2 and 2.x.
//!
//! Codes inside a text (tags of the original document) are left out; what they enclose is text (`g`, `mrk`, `pc`, `hi`) or a code of the
//! original (`bpt`, `ept`, `ph`, `it`, `ut`, `x` …), which only a `sub` in it can make text of. No document type is read.

use super::super::Limits;
use super::super::format::xml::{Element, Node, walk};
use super::Record;
use crate::error::{Error, Result};

/// Which of the two texts a language is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Chinese,
    English,
    Other,
}

impl Language {
    fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        match tag.split(['-', '_']).next().unwrap_or_default() {
            "zh" | "cmn" | "yue" | "lzh" => Self::Chinese,
            "en" => Self::English,
            _ => Self::Other,
        }
    }
}

/// What an element inside a text does to what it encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    /// It is a code of the original document.
    Hidden,
    /// It is text.
    Shown,
}

/// A text being read: its words, and the codes that are open.
#[derive(Debug, Default)]
struct Text {
    out: String,
    codes: Vec<Code>,
}

impl Text {
    fn open(&mut self, e: &Element) {
        let code = match e.name.as_str() {
            "bpt" | "ept" | "ph" | "it" | "ut" | "x" | "bx" | "ex" | "sc" | "ec" | "sm" | "em" => {
                Code::Hidden
            }
            // A character that XML cannot hold.
            "cp" => {
                let hex = e.get("hex").and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32);
                self.out.extend(hex);
                Code::Hidden
            }
            // A code that stands for a line break is one.
            _ => Code::Shown,
        };
        if e.name == "x" && e.get("ctype") == Some("lb")
            || e.name == "ph" && e.get("subType") == Some("xlf:lb")
        {
            self.out.push('\n');
        }
        self.codes.push(code);
    }

    fn close(&mut self) {
        self.codes.pop();
    }

    fn push(&mut self, text: &str) {
        if !self.codes.contains(&Code::Hidden) {
            self.out.push_str(text);
        }
    }
}

/// Reads a translation memory. `name` is the name of the file.
///
/// # Errors
/// If it is not well-formed, or holds no unit with Chinese and English.
pub(super) fn tmx(text: &str, limits: &Limits) -> Result<Vec<Record>> {
    let mut out: Vec<Record> = Vec::new();
    let mut unit = Record::default();
    let mut sides: (Option<String>, Option<String>) = (None, None);
    let mut language = Language::Other;
    let mut segment: Option<Text> = None;
    let mut is_tmx = false;
    // A unit may name its document: `x-document` is ours, the others are those of tools in wide use.
    let mut property: Option<(bool, String)> = None;
    walk(text, limits.depth, |node| {
        match node {
            Node::Open(e) => match (segment.as_mut(), e.name.as_str()) {
                (Some(text), _) => text.open(e),
                (None, "tmx") => is_tmx = true,
                (None, "tu") => {
                    let id = e.get("tuid").map_or_else(|| (out.len() + 1).to_string(), str::to_owned);
                    unit = Record { id, line: e.line, ..Record::default() };
                    sides = (None, None);
                }
                (None, "tuv") => language = Language::of(e.get("lang").unwrap_or_default()),
                (None, "seg") => segment = Some(Text::default()),
                (None, "prop") => property = Some((e.get("type") == Some("x-document"), String::new())),
                _ => {}
            },
            Node::Close(name) => match (name, segment.as_mut()) {
                ("seg", Some(text)) if text.codes.is_empty() => {
                    let text = segment.take().unwrap_or_default().out;
                    let side = match language {
                        Language::Chinese => &mut sides.0,
                        Language::English => &mut sides.1,
                        Language::Other => return Ok(()),
                    };
                    side.get_or_insert(text);
                }
                (_, Some(text)) => text.close(),
                ("prop", None) => {
                    if let Some((true, text)) = property.take() {
                        unit.document = Some(text).filter(|t| !t.is_empty());
                    }
                }
                ("tu", None) => {
                    if let (Some(source), Some(target)) = (sides.0.take(), sides.1.take()) {
                        out.push(Record { source, target, ..std::mem::take(&mut unit) });
                    }
                }
                _ => {}
            },
            Node::Text(t) => {
                if let Some(text) = segment.as_mut() {
                    text.push(t);
                } else if let Some((true, text)) = property.as_mut() {
                    text.push_str(t);
                }
            }
        }
        Ok(())
    })?;
    if !is_tmx {
        return Err(Error::new("no TMX file", "export the translation memory as TMX 1.4").line(1));
    }
    Ok(out)
}

/// A unit of an XLIFF file being read.
#[derive(Debug, Default)]
struct Unit {
    id: String,
    /// Segments of the unit so far: XLIFF 2.x.
    segments: usize,
    segment: Option<String>,
    line: usize,
    source: Option<String>,
    target: Option<String>,
}

/// Reads an XLIFF file. Each `file` of it is a document.
///
/// # Errors
/// If it is not well-formed, or its languages are not Chinese and English.
pub(super) fn xliff(text: &str, limits: &Limits) -> Result<Vec<Record>> {
    let mut reader = Xliff { line: 1, ..Xliff::default() };
    walk(text, limits.depth, |node| reader.node(&node))?;
    if !reader.is_xliff {
        return Err(Error::new("no XLIFF file", "export the pairs as XLIFF 1.2 or 2.x").line(1));
    }
    let mut out = reader.out;
    match reader.order {
        Some((Language::Chinese, Language::English)) => {}
        // The translation went the other way: what it means must be the same.
        Some((Language::English, Language::Chinese)) => {
            out.iter_mut().for_each(|r| std::mem::swap(&mut r.source, &mut r.target));
        }
        Some(_) => {
            return Err(Error::new(
                "is not between Chinese and English",
                "give a file from Chinese into English",
            )
            .line(reader.line));
        }
        None => {}
    }
    Ok(out)
}

#[derive(Default)]
struct Xliff {
    out: Vec<Record>,
    is_xliff: bool,
    /// Source and target language, and the line that says so.
    order: Option<(Language, Language)>,
    line: usize,
    /// Version 2: languages stand at the root, pairs in segments of units.
    is_second: bool,
    document: Option<String>,
    unit: Unit,
    text: Option<Text>,
    /// Elements open whose texts are no pairs: suggestions of a memory, notes, tags kept apart.
    aside: usize,
}

impl Xliff {
    fn node(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Open(_) if self.aside > 0 => self.aside += 1,
            Node::Close(_) if self.aside > 0 => self.aside -= 1,
            Node::Text(_) if self.aside > 0 => {}
            Node::Open(e) => self.open(e),
            Node::Close(name) => self.close(name),
            Node::Text(t) => {
                if let Some(text) = self.text.as_mut() {
                    text.push(t);
                }
            }
        }
        Ok(())
    }

    fn languages(&mut self, e: &Element, source: &str, target: &str) {
        if self.order.is_none()
            && let (Some(s), Some(t)) = (e.get(source), e.get(target))
        {
            self.order = Some((Language::of(s), Language::of(t)));
            self.line = e.line;
        }
    }

    fn open(&mut self, e: &Element) {
        if let Some(text) = self.text.as_mut() {
            return text.open(e);
        }
        match e.name.as_str() {
            "xliff" => {
                self.is_xliff = true;
                self.is_second = e.get("version").is_some_and(|v| v.starts_with('2'));
                self.languages(e, "srcLang", "trgLang");
            }
            "file" => {
                self.languages(e, "source-language", "target-language");
                let name = if self.is_second { e.get("original").or(e.get("id")) } else { e.get("original") };
                self.document = name.filter(|n| !n.is_empty()).map(str::to_owned);
            }
            "alt-trans" | "seg-source" | "notes" | "note" | "originalData" | "matches" | "glossary"
            | "header" | "skeleton" | "metadata" | "changeTrack" | "ignorable" | "locQualityIssues" => {
                self.aside = 1
            }
            "trans-unit" | "unit" => {
                // A name is what its maker called it, an id what XML allows.
                let id = e
                    .get("resname")
                    .filter(|_| !self.is_second)
                    .or(e.get("name").filter(|_| self.is_second))
                    .or(e.get("id"));
                self.unit = Unit { id: id.unwrap_or_default().to_owned(), line: e.line, ..Unit::default() };
            }
            "segment" => {
                self.unit.segments += 1;
                self.unit.segment = e.get("id").map(str::to_owned);
                self.unit.line = e.line;
            }
            "source" | "target" => self.text = Some(Text::default()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match (name, self.text.as_mut()) {
            ("source" | "target", Some(text)) if text.codes.is_empty() => {
                let text = self.text.take().unwrap_or_default().out;
                let side = if name == "source" { &mut self.unit.source } else { &mut self.unit.target };
                *side = Some(text);
            }
            (_, Some(text)) => text.close(),
            ("segment", None) => self.pair(true),
            ("trans-unit", None) => self.pair(false),
            _ => {}
        }
    }

    /// A pair is whole. What has no translation yet is none.
    fn pair(&mut self, is_segment: bool) {
        let unit = &mut self.unit;
        let (source, target) = (unit.source.take(), unit.target.take());
        let (Some(source), Some(target)) = (source, target) else { return };
        // The segments of one unit have names only where they have been given some.
        let id = match &unit.segment {
            Some(segment) if is_segment => segment.clone(),
            None if is_segment && unit.segments > 1 => format!("{}.{}", unit.id, unit.segments),
            _ => unit.id.clone(),
        };
        let document = self.document.clone();
        self.out.push(Record { id, source, target, document, line: unit.line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(records: &[Record]) -> Vec<(&str, &str, &str, Option<&str>)> {
        records
            .iter()
            .map(|r| (r.id.as_str(), r.source.as_str(), r.target.as_str(), r.document.as_deref()))
            .collect()
    }

    #[test]
    fn memories() {
        let text = "<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'><header srclang='*all*'/><body>\n\
            <tu tuid='7'><prop type='x-document'>a.txt</prop><tuv xml:lang='EN-GB'><seg>Three <bpt i='1'>&lt;b></bpt>people<ept i='1'>&lt;/b>\
            </ept>.</seg></tuv><tuv xml:lang='zh-Hans'><seg>三<hi>人</hi>。</seg></tuv></tu>\n\
            <tu><tuv lang='fr'><seg>x</seg></tuv><tuv lang='zh'><seg>y</seg></tuv></tu></body></tmx>";
        let read = tmx(text, &Limits::default()).unwrap();
        assert_eq!(pairs(&read), [("7", "三人。", "Three people.", Some("a.txt"))]);
        assert_eq!(read[0].line, 2);
    }

    #[test]
    fn bilingual_files_of_both_versions() {
        let first = "<xliff version='1.2'><file original='a.docx' source-language='zh-CN' target-language='en'><header><note>n</note></header>\
            <body><trans-unit id='1'><source>他<g id='1'>来</g>了。<x id='2'/></source><seg-source><mrk>x</mrk></seg-source>\
            <target>He <ph id='3'>&lt;br/></ph>came.</target><alt-trans><source>q</source><target>q</target></alt-trans></trans-unit>\
            <trans-unit id='2'><source>没有</source></trans-unit></body></file></xliff>";
        assert_eq!(
            pairs(&xliff(first, &Limits::default()).unwrap()),
            [("1", "他来了。", "He came.", Some("a.docx"))]
        );
        let second = "<xliff version='2.1' srcLang='en' trgLang='zh'><file id='f' original='b.txt'><unit id='u'><originalData><data id='d'>&lt;b>\
            </data></originalData><segment><source>A <pc id='1'>b</pc></source><target>甲<ph id='2'/>乙</target></segment>\
            <ignorable><source> </source></ignorable><segment id='s2'><source>C</source><target>丙</target></segment></unit></file></xliff>";
        let read = xliff(second, &Limits::default()).unwrap();
        assert_eq!(pairs(&read), [("u", "甲乙", "A b", Some("b.txt")), ("s2", "丙", "C", Some("b.txt"))]);
        let other = "<xliff version='1.2'><file source-language='de' target-language='en'/></xliff>";
        assert!(xliff(other, &Limits::default()).is_err());
    }
}
