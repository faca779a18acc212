//! What stands on the head of a document: its classification and its file number.

use std::ops::Range;
use std::sync::OnceLock;

use crate::extract::Mention;
use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, English, Kind};

/// A classification or urgency mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The grades it stands for (data/apparatus.tsv); one for Chinese marks.
    pub grades: Vec<&'static str>,
    /// Its best rendering; empty for English marks.
    pub rendering: &'static str,
}

impl Mark {
    /// Whether both marks may stand for the same grade.
    pub fn agrees(&self, other: &Mark) -> bool {
        self.grades.iter().any(|g| other.grades.contains(g))
    }

    /// Whether both speak of secrecy, or both of urgency.
    pub fn is_comparable(&self, other: &Mark) -> bool {
        let urgency = |m: &Mark| m.grades.iter().any(|g| matches!(*g, "flash" | "urgent"));
        urgency(self) == urgency(other)
    }
}

/// A line of apparatus is at most so long: Chinese characters, English tokens.
const LINE: (usize, usize) = (30, 14);

struct Marks {
    zh: Vec<(String, Mark)>,
    en: Vec<(&'static str, Mark)>,
}

fn marks(lexicon: &Lexicon) -> &'static Marks {
    static MARKS: OnceLock<Marks> = OnceLock::new();
    MARKS.get_or_init(|| {
        let mut out = Marks { zh: Vec::new(), en: Vec::new() };
        for row in table::rows(include_str!("../../data/apparatus.tsv")) {
            let [language, mark, grades, rest @ ..] = row.as_slice() else { continue };
            let rendering = rest.first().copied().unwrap_or_default();
            let value = Mark { grades: grades.split(' ').collect(), rendering };
            if *language == "zh" {
                out.zh.push((lexicon.fold_str(mark), value));
            } else {
                out.en.push((mark, value));
            }
        }
        out
    })
}

/// The marks of a line that is nothing but marks, file number and date: `绝密 文411`. Nothing in running text.
pub fn marks_zh(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Mark>> {
    let chars = zh.chars();
    let mut out: Vec<Mention<Mark>> = Vec::new();
    if chars.len() > LINE.0 {
        return out;
    }
    let mut at = 0;
    while at < chars.len() {
        let longest = marks(lexicon).zh.iter().filter(|(m, _)| zh.has_at(at, m)).max_by_key(|(m, _)| m.len());
        if let Some((mark, value)) = longest {
            let range = at..at + mark.chars().count();
            at = range.end;
            out.push(Mention { span: zh.span(range.clone()), range, value: value.clone() });
        } else if !is_furniture(chars[at]) {
            return Vec::new();
        } else {
            at += 1;
        }
    }
    out
}

/// Characters that stand beside a mark in the same line: numbers, dates, words for file and copy.
fn is_furniture(c: char) -> bool {
    !c.is_alphabetic() || "密级文件总档字第号份年月日〇零一二三四五六七八九十百期分".contains(c)
}

/// The marks at the head or end of a short English line.
pub fn marks_en(en: &English, lexicon: &Lexicon) -> Vec<Mention<Mark>> {
    if en.len() > LINE.1 {
        return Vec::new();
    }
    let mut out: Vec<Mention<Mark>> = Vec::new();
    let mut at = 0;
    while at < en.len() {
        let longest = marks(lexicon).en.iter().filter(|(m, _)| en.has_at(at, m)).max_by_key(|(m, _)| m.len());
        let Some((mark, value)) = longest else {
            at += 1;
            continue;
        };
        let range = at..at + mark.split(' ').count();
        at = range.end;
        if stands_alone(en, &range) {
            out.push(Mention { span: en.span(range.clone()), range, value: value.clone() });
        }
    }
    out
}

/// Whether a mark is no adjective of the word after it: the line ends there, or a mark, number or word for a file follows.
fn stands_alone(en: &English, range: &Range<usize>) -> bool {
    let next = en.tokens().get(range.end);
    let starts = range.start == 0 || en.tokens()[range.start - 1].kind != Kind::Word;
    let follows = next.is_none_or(|t| t.kind != Kind::Word)
        || FILE_WORDS.contains(&en.norm(range.end))
        || next.is_some_and(|t| t.capital) && en.tokens()[range.start].capital;
    (starts || range.end == en.len()) && follows
}

const FILE_WORDS: [&str; 16] = [
    "file",
    "files",
    "document",
    "doc",
    "no",
    "number",
    "telegram",
    "cable",
    "report",
    "copy",
    "only",
    "letter",
    "paper",
    "wen",
    "dispatch",
    "reference",
];

/// The file numbers of a line: `文409`, `部欧五字第319号`, `文件409号`. Numbers in words of tens are not read.
pub fn file_numbers_zh(zh: &Chinese) -> Vec<Mention<String>> {
    let chars = zh.chars();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = (at..chars.len()).find(|&k| digit(chars[k]).is_none()).unwrap_or(chars.len());
        if end == at {
            at += 1;
            continue;
        }
        let before: String = chars[at.saturating_sub(3)..at].iter().collect();
        let introduced =
            ["字第", "文件", "文总", "文第", "文号"].iter().any(|w| before.trim_end().ends_with(w))
                || (before.trim_end().ends_with('文') && end - at >= 2);
        if introduced {
            let range = at..end;
            let value = chars[range.clone()].iter().filter_map(|c| digit(*c)).collect();
            out.push(Mention { span: zh.span(range.clone()), range, value });
        }
        at = end;
    }
    out
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '〇' | '零' => Some('0'),
        _ => {
            "一二三四五六七八九".chars().position(|d| d == c).and_then(|k| char::from_digit(k as u32 + 1, 10))
        }
    }
}

/// The file numbers of an English line: `File No. 409`, `Document 12`, `No. 319`.
pub fn file_numbers_en(en: &English) -> Vec<Mention<String>> {
    (1..en.len())
        .filter(|&k| en.tokens()[k].kind == Kind::Number)
        .filter(|&k| {
            let back = |n: usize| k.checked_sub(n).map_or("", |i| en.norm(i));
            let word = if matches!(back(1), "." | "#" | ":") { back(2) } else { back(1) };
            matches!(word, "no" | "nos" | "number" | "file" | "document" | "wen") || back(1) == "#"
        })
        .map(|k| {
            let value = en.norm(k).chars().filter(char::is_ascii_digit).collect();
            Mention { range: k..k + 1, span: en.span(k..k + 1), value }
        })
        .collect()
}
