//! The numbers that Word counts itself: `第一条`, `Article 1`, `(a)`. They are part of what a reader sees, and of what an audit compares.
//!
//! Read are the counting formats below, with levels and restarts, with what a list changes in its definition (`lvlOverride`), with
//! definitions that stand in a list style (`numStyleLink`), and with lists that a style has from the one it is based on. Bullets are
//! no numbers.

use std::array;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Limits;
use super::xml::{Element, Node, walk};
use crate::error::Result;

/// Levels of a list; the format has no more.
const LEVELS: usize = 9;
/// Characters of a level's pattern, at most: a number is short.
const PATTERN: usize = 40;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `第%1条`, `%1.%2`
    pattern: String,
    /// Every number in it is an Arabic one.
    legal: bool,
    /// It goes on counting whatever stands above it.
    goes_on: bool,
    /// The paragraph style that it numbers.
    style: String,
}

type Levels = [Level; LEVELS];

/// A list: its definition, the levels that begin anew in it, and those that it defines otherwise.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Box<Level>>; LEVELS],
}

/// The list of a style, its level if a style names one, and the style that names the list: it or one that it is based on.
#[derive(Debug, Clone, Default)]
struct OfStyle {
    list: String,
    level: Option<usize>,
    by: String,
}

/// What numbering.xml and the styles say, and how far each list has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: FxHashMap<String, Levels>,
    lists: FxHashMap<String, List>,
    styles: FxHashMap<String, OfStyle>,
    counts: FxHashMap<String, [Option<u32>; LEVELS]>,
    begun: FxHashSet<String>,
}

impl Numbering {
    /// Reads numbering.xml and styles.xml.
    ///
    /// # Errors
    /// If they are no XML, or deeper than the limit.
    pub fn read(numbering: &str, styles: Option<&str>, limits: &Limits) -> Result<Self> {
        let mut out = Self::default();
        let (mut definition, mut list): (Option<String>, Option<String>) = (None, None);
        let mut level = 0;
        // By list style: the definition that is its own. By definition: the list style that it is taken from.
        let (mut owned, mut linked) = (FxHashMap::default(), FxHashMap::default());
        walk(numbering, limits.depth, |node| {
            match node {
                Node::Open(e) => match e.name.as_str() {
                    "abstractNum" => {
                        definition = e.get("abstractNumId").map(str::to_owned);
                        out.definitions.extend(definition.clone().map(|d| (d, Levels::default())));
                    }
                    "num" => {
                        list = e.get("numId").map(str::to_owned);
                        out.lists.extend(list.clone().map(|l| (l, List::default())));
                    }
                    "lvl" | "lvlOverride" => {
                        level = level_of(e.get("ilvl")).unwrap_or(LEVELS);
                        let list = list.as_ref().and_then(|l| out.lists.get_mut(l));
                        if e.name == "lvl"
                            && let Some(own) = list.and_then(|l| l.levels.get_mut(level))
                        {
                            *own = Some(Box::default());
                        }
                    }
                    "styleLink" => owned.extend(definition.clone().map(|d| (value(e), d))),
                    "numStyleLink" => linked.extend(definition.clone().map(|d| (d, value(e)))),
                    "abstractNumId" => {
                        if let Some(list) = list.as_ref().and_then(|l| out.lists.get_mut(l)) {
                            list.definition = value(e);
                        }
                    }
                    "startOverride" => {
                        let list = list.as_ref().and_then(|l| out.lists.get_mut(l));
                        if let Some(start) = list.and_then(|l| l.starts.get_mut(level)) {
                            *start = value(e).parse().ok();
                        }
                    }
                    _ => {
                        let levels = definition.as_ref().and_then(|d| out.definitions.get_mut(d));
                        let list = list.as_ref().and_then(|l| out.lists.get_mut(l));
                        let own = list.and_then(|l| l.levels.get_mut(level)?.as_deref_mut());
                        if let Some(level) = own.or(levels.and_then(|l| l.get_mut(level))) {
                            level.set(e);
                        }
                    }
                },
                Node::Close("abstractNum") => definition = None,
                Node::Close("num") => list = None,
                _ => {}
            }
            Ok(())
        })?;
        if let Some(styles) = styles {
            out.read_styles(styles, limits)?;
        }
        let by_style = |out: &Self, style: &String| {
            let list = out.styles.get(style).and_then(|s| out.lists.get(&s.list));
            list.map(|l| l.definition.clone())
        };
        let found: FxHashMap<String, String> = linked
            .iter()
            .filter_map(|(d, style)| {
                Some((d.clone(), owned.get(style).cloned().or_else(|| by_style(&out, style))?))
            })
            .collect();
        for list in out.lists.values_mut() {
            if let Some(definition) = found.get(&list.definition) {
                list.definition.clone_from(definition);
            }
        }
        Ok(out)
    }

    fn read_styles(&mut self, text: &str, limits: &Limits) -> Result<()> {
        /// Styles that rest on one another, at most.
        const CHAIN: usize = 16;
        let (mut style, mut inside) = (String::new(), false);
        // What each style says itself, and what it is based on.
        let mut named: FxHashMap<String, (Option<String>, Option<usize>)> = FxHashMap::default();
        let mut based: FxHashMap<String, String> = FxHashMap::default();
        walk(text, limits.depth, |node| {
            match node {
                Node::Open(e) => match e.name.as_str() {
                    "style" => style = e.get("styleId").unwrap_or_default().to_owned(),
                    "basedOn" => drop(based.insert(style.clone(), value(e))),
                    "numPr" => {
                        inside = true;
                        named.insert(style.clone(), (None, None));
                    }
                    "numId" if inside => named.entry(style.clone()).or_default().0 = Some(value(e)),
                    "ilvl" if inside => named.entry(style.clone()).or_default().1 = level_of(e.get("val")),
                    _ => {}
                },
                Node::Close("numPr") => inside = false,
                _ => {}
            }
            Ok(())
        })?;
        for style in named.keys().chain(based.keys()) {
            let (mut at, mut level) = (style, None);
            for _ in 0..CHAIN {
                let own = named.get(at);
                level = level.or(own.and_then(|n| n.1));
                if let Some(list) = own.and_then(|n| n.0.clone()) {
                    self.styles.insert(style.clone(), OfStyle { list, level, by: at.clone() });
                    break;
                }
                let Some(below) = based.get(at) else { break };
                at = below;
            }
        }
        Ok(())
    }

    /// The number of the next paragraph in a style, if it has one. `own` is the list and level that the paragraph itself names.
    pub fn next(&mut self, style: Option<&str>, own: (Option<&str>, Option<&str>)) -> Option<String> {
        let by_style = style.and_then(|s| self.styles.get(s));
        let id = own.0.or(by_style.map(|s| s.list.as_str()))?.to_owned();
        let list = self.lists.get(&id)?;
        let defined = self.definitions.get(&list.definition)?;
        let levels: [&Level; LEVELS] = array::from_fn(|k| list.levels[k].as_deref().unwrap_or(&defined[k]));
        let numbered = |s: &str| levels.iter().position(|l| !l.style.is_empty() && l.style == s);
        let level = match own.1 {
            Some(level) => level_of(Some(level))?,
            None => by_style
                .and_then(|s| s.level)
                .or_else(|| style.and_then(numbered))
                .or_else(|| by_style.and_then(|s| numbered(&s.by)))
                .unwrap_or(0),
        };
        // Lists of one definition count on, but for what begins anew in one of them.
        let counts = self.counts.entry(list.definition.clone()).or_default();
        if self.begun.insert(id) {
            for (count, start) in counts.iter_mut().zip(&list.starts) {
                if start.is_some() {
                    *count = None;
                }
            }
        }
        let start = |k: usize| list.starts[k].unwrap_or(levels[k].start);
        counts[level] = Some(counts[level].map_or(start(level), |n| n.saturating_add(1)));
        for below in level + 1..LEVELS {
            if !levels[below].goes_on {
                counts[below] = None;
            }
        }
        let own = levels[level];
        if matches!(own.format.as_str(), "bullet" | "none") {
            return None;
        }
        let mut out = String::new();
        let mut chars = own.pattern.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|d| d.to_digit(10)).filter(|d| (1..=9).contains(d));
            match digit.filter(|_| c == '%') {
                Some(d) => {
                    chars.next();
                    let k = d as usize - 1;
                    let format = if own.legal { "decimal" } else { levels[k].format.as_str() };
                    out.push_str(&write(counts[k].unwrap_or_else(|| start(k)), format));
                }
                None => out.push(c),
            }
        }
        let out = out.trim().to_owned();
        out.chars().any(char::is_alphanumeric).then_some(out)
    }
}

impl Level {
    fn set(&mut self, e: &Element) {
        match e.name.as_str() {
            "start" => self.start = value(e).parse().unwrap_or(1),
            "numFmt" => self.format = value(e),
            "lvlText" => self.pattern = value(e).chars().take(PATTERN).collect(),
            "isLgl" => self.legal = e.get("val").is_none_or(|v| v != "0" && v != "false"),
            "lvlRestart" => self.goes_on = value(e) == "0",
            "pStyle" => self.style = value(e),
            _ => {}
        }
    }
}

fn value(e: &Element) -> String {
    e.get("val").unwrap_or_default().to_owned()
}

fn level_of(text: Option<&str>) -> Option<usize> {
    text?.parse().ok().filter(|l| *l < LEVELS)
}

/// A number in one of Word's counting formats (ISO/IEC 29500-1, 17.18.59); in any other, as an Arabic number.
fn write(n: u32, format: &str) -> String {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => counted(n, "零一二三四五六七八九", ["", "十", "百", "千"]),
        "chineseLegalSimplified" => counted(n, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]),
        "ideographLegalTraditional" => counted(n, "零壹貳參肆伍陸柒捌玖", ["", "拾", "佰", "仟"]),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            let digit = |c: char| c.to_digit(10).and_then(|d| "〇一二三四五六七八九".chars().nth(d as usize));
            n.to_string().chars().filter_map(digit).collect()
        }
        "ideographTraditional" if (1..=10).contains(&n) => {
            STEMS.chars().nth(n as usize - 1).into_iter().collect()
        }
        "decimalFullWidth" => {
            n.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&n) => {
            char::from_u32('①' as u32 + n - 1).into_iter().collect()
        }
        "decimalZero" => format!("{n:02}"),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerLetter" => letters(n),
        _ => n.to_string(),
    }
}

/// A number below ten thousand in words; others digit by digit.
fn counted(n: u32, digits: &str, units: [&str; 4]) -> String {
    let digit = |d: u32| digits.chars().nth(d as usize).unwrap_or('零');
    if n == 0 || n > 9999 {
        return n.to_string().chars().filter_map(|c| c.to_digit(10)).map(digit).collect();
    }
    let (mut out, mut gap) = (String::new(), false);
    for (k, unit) in units.iter().enumerate().rev() {
        let d = n / 10u32.pow(k as u32) % 10;
        if d == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(digit(0));
        }
        // 十一, not 一十一.
        if !(k == 1 && d == 1 && out.is_empty()) {
            out.push(digit(d));
        }
        out.push_str(unit);
    }
    out
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

/// `a` … `z`, `aa`, `bb` …, as Word counts.
fn letters(n: u32) -> String {
    /// Letters of one number, at most.
    const LONGEST: u32 = 8;
    let times = n.saturating_sub(1) / 26 + 1;
    if n == 0 || times > LONGEST {
        return n.to_string();
    }
    let letter = char::from(b'a' + ((n - 1) % 26) as u8);
    std::iter::repeat_n(letter, times as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_formats() {
        for (n, format, expected) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "chineseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (2003, "chineseCountingThousand", "二千零三"),
            (105, "ideographDigital", "一〇五"),
            (3, "ideographTraditional", "丙"),
            (14, "upperRoman", "XIV"),
            (9, "lowerRoman", "ix"),
            (28, "lowerLetter", "bb"),
            (4, "decimalZero", "04"),
            (7, "unknown", "7"),
            (u32::MAX, "lowerLetter", "4294967295"),
            (u32::MAX, "chineseLegalSimplified", "肆贰玖肆玖陆柒贰玖伍"),
        ] {
            assert_eq!(write(n, format), expected, "{n} {format}");
        }
    }

    #[test]
    fn levels_restart_and_lists_go_on() {
        let numbering = r#"<w:numbering xmlns:w="w">
            <w:abstractNum w:abstractNumId="0">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Article"/><w:lvlText w:val="第%1条"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/></w:lvl>
              <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
              <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            <w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
          </w:numbering>"#;
        let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
        let mut n = Numbering::read(numbering, Some(styles), &Limits::default()).unwrap();
        let own = |id: &'static str, level: &'static str| (Some(id), Some(level));
        for (own, style, expected) in [
            (own("1", "0"), None, Some("第一条")),
            (own("1", "1"), None, Some("(1)")),
            (own("1", "1"), None, Some("(2)")),
            ((None, None), Some("Article"), Some("第二条")),
            (own("1", "1"), None, Some("(1)")),
            (own("1", "2"), None, Some("2.1.3")),
            (own("1", "3"), None, None),
            (own("3", "0"), None, Some("第三条")),
            (own("2", "0"), None, Some("第五条")),
            (own("2", "0"), None, Some("第六条")),
            (own("0", "0"), Some("Article"), None),
            (own("1", "12"), None, None),
            ((None, None), None, None),
        ] {
            assert_eq!(n.next(style, own).as_deref(), expected, "{own:?} {style:?}");
        }
    }

    #[test]
    fn lists_of_other_styles_and_definitions() {
        let level = |n: usize, format: &str, pattern: &str| {
            format!(
                r#"<lvl ilvl="{n}"><start val="1"/><numFmt val="{format}"/><lvlText val="{pattern}"/></lvl>"#
            )
        };
        let article = level(0, "chineseCounting", "第%1条");
        let numbering = format!(
            r#"<numbering>
            <abstractNum abstractNumId="0">{}{}</abstractNum>
            <abstractNum abstractNumId="1"><numStyleLink val="Linked"/></abstractNum>
            <abstractNum abstractNumId="2"><styleLink val="Linked"/>{article}{}</abstractNum>
            <abstractNum abstractNumId="3"><numStyleLink val="Other"/></abstractNum>
            <abstractNum abstractNumId="4">{}</abstractNum>
            <num numId="1"><abstractNumId val="0"/><lvlOverride ilvl="0">{article}</lvlOverride></num>
            <num numId="2"><abstractNumId val="1"/></num>
            <num numId="3"><abstractNumId val="2"/></num>
            <num numId="4"><abstractNumId val="3"/></num>
            <num numId="5"><abstractNumId val="4"/></num>
            </numbering>"#,
            level(0, "bullet", "-"),
            level(1, "decimal", "%1.%2"),
            level(1, "decimal", "(%2)"),
            level(0, "upperRoman", "%1."),
        );
        let styles = r#"<styles>
            <style styleId="Linked"><pPr><numPr><numId val="3"/></numPr></pPr></style>
            <style styleId="Other"><pPr><numPr><numId val="5"/></numPr></pPr></style>
            <style styleId="A"><pPr><numPr><numId val="3"/></numPr></pPr></style>
            <style styleId="B"><basedOn val="A"/></style>
            <style styleId="C"><basedOn val="B"/><pPr><numPr><ilvl val="1"/></numPr></pPr></style>
            <style styleId="D"><basedOn val="A"/><pPr><numPr><numId val="0"/></numPr></pPr></style>
            <style styleId="E"><basedOn val="F"/></style>
            <style styleId="F"><basedOn val="E"/></style>
            </styles>"#;
        let mut n = Numbering::read(&numbering, Some(styles), &Limits::default()).unwrap();
        let own = |id: &'static str, level: &'static str| (Some(id), Some(level));
        let none = (None, None);
        for (own, style, expected) in [
            (own("1", "0"), None, Some("第一条")),
            (own("1", "1"), None, Some("一.1")),
            (own("2", "0"), None, Some("第一条")),
            (none, Some("A"), Some("第二条")),
            (none, Some("B"), Some("第三条")),
            (none, Some("C"), Some("(1)")),
            (none, Some("D"), None),
            (none, Some("E"), None),
            (own("4", "0"), None, Some("I.")),
        ] {
            assert_eq!(n.next(style, own).as_deref(), expected, "{own:?} {style:?}");
        }
    }
}
