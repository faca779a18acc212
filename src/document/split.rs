//! How a user overrules what was found out about a file that holds both languages: by which rule its lines belong to one language or the
//! other, and how many documents it holds.
//!
//! A rule that was given also settles what script alone gets wrong: Chinese that the translation quotes on a line of its own, an English
//! line inside the original. A rule that does not fit is an error, for whatever it made of the file would mislead.

use super::apparatus::{Kind, shape};
use super::line::Line;
use super::records::Division;
use super::script::Script;
use super::sentence_shape::weight;
use crate::error::{Error, Result};

/// By which rule lines belong to one language or the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// By the script of each.
    #[default]
    Detected,
    /// All the Chinese, then all the English.
    ChineseFirst,
    /// All the English, then all the Chinese.
    EnglishFirst,
    /// The second language begins at this line, 1-based.
    From(usize),
    /// Each page is in one language.
    Pages,
    /// What stands between blank lines is in one language.
    Paragraphs,
    /// Each line stands for itself.
    Lines,
    /// Side by side.
    Columns,
}

/// What a user says of a file that holds both languages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Split {
    /// By which rule lines belong to one language or the other.
    pub arrangement: Arrangement,
    /// Which documents the file may be divided into.
    pub division: Division,
}

/// One word of what a user says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Nothing: what is found holds.
    Auto,
    /// How the languages stand.
    Arrangement(Arrangement),
    /// How many documents there are.
    Division(Division),
}

impl Word {
    /// Every word with what it means.
    pub const ALL: [(&'static str, Word, &'static str); 9] = [
        ("auto", Word::Auto, "what the file shows"),
        (
            "chinese-first",
            Word::Arrangement(Arrangement::ChineseFirst),
            "all the Chinese, then all the English",
        ),
        (
            "english-first",
            Word::Arrangement(Arrangement::EnglishFirst),
            "all the English, then all the Chinese",
        ),
        ("pages", Word::Arrangement(Arrangement::Pages), "each page is in one language"),
        (
            "paragraphs",
            Word::Arrangement(Arrangement::Paragraphs),
            "what stands between blank lines is in one language",
        ),
        ("lines", Word::Arrangement(Arrangement::Lines), "each line stands for itself"),
        ("columns", Word::Arrangement(Arrangement::Columns), "side by side, parted by tabs or blanks"),
        ("documents", Word::Division(Division::EachHeader), "several documents, each with its header"),
        ("one-document", Word::Division(Division::One), "one document, whatever looks like a header"),
    ];

    /// The word, or the line (from 1) at which the second language begins.
    pub fn read(text: &str) -> Option<Word> {
        let text = text.trim();
        if let Ok(line) = text.parse::<usize>() {
            return (line > 0).then_some(Word::Arrangement(Arrangement::From(line)));
        }
        Self::ALL.iter().find(|(name, ..)| *name == text).map(|(_, word, _)| *word)
    }
}

impl Split {
    /// What several words say together.
    ///
    /// # Errors
    /// If two of them contradict each other.
    pub fn of(words: &[Word]) -> Result<Self> {
        let mut split = Self::default();
        let twice = |what: &str, remedy: &str| Err(Error::new(format!("--split names two {what}"), remedy));
        for word in words {
            match *word {
                Word::Auto => {}
                Word::Arrangement(a)
                    if split.arrangement == Arrangement::Detected || split.arrangement == a =>
                {
                    split.arrangement = a;
                }
                Word::Division(d) if split.division == Division::Detected || split.division == d => {
                    split.division = d
                }
                Word::Arrangement(_) => return twice("layouts", "name one"),
                Word::Division(_) => {
                    return twice("numbers of documents", "name `documents` or `one-document`");
                }
            }
        }
        if let (Arrangement::From(_), Division::EachHeader) = (split.arrangement, split.division) {
            return Err(Error::new("--split names one line, but several documents", "name one of the two"));
        }
        Ok(split)
    }

    /// Which documents to look for: a line at which the other language begins leaves room for one.
    pub(super) fn documents(self) -> Division {
        match self.arrangement {
            Arrangement::From(_) => Division::One,
            _ => self.division,
        }
    }

    /// Its words, parted by commas.
    pub fn describe(self) -> String {
        let named = Word::ALL.iter().filter(|(_, word, _)| match word {
            Word::Auto => false,
            Word::Arrangement(a) => *a == self.arrangement,
            Word::Division(d) => *d == self.division,
        });
        let line = match self.arrangement {
            Arrangement::From(line) => Some(line.to_string()),
            _ => None,
        };
        named.map(|(name, ..)| (*name).to_owned()).chain(line).collect::<Vec<_>>().join(",")
    }
}

/// Lines in the one language that stand by themselves in the middle of the half in the other, as quotations of the original do, with the
/// script of that half. None where the languages alternate.
pub(super) fn quoted(lines: &[Line], header: &[bool]) -> Vec<(usize, Script)> {
    /// Halves have at most one part in so many on the wrong side.
    const SHARE: usize = 12;
    /// Lines of the half that stand before and behind.
    const AROUND: usize = 3;
    /// Lines of a quotation.
    const LONGEST: usize = 4;
    let text: Vec<Script> = scripts(lines, header);
    let page = Page { lines, text: &text, found: "" };
    let less =
        [Script::Han, Script::Latin].map(|s| page.weight(0..lines.len(), s)).into_iter().min().unwrap_or(0);
    let orders = [[Script::Han, Script::Latin], [Script::Latin, Script::Han]];
    let Some((order, (cut, wrong))) =
        orders.map(|o| (o, page.best(o))).into_iter().min_by_key(|(_, (_, wrong))| *wrong)
    else {
        return Vec::new();
    };
    if wrong == 0 || wrong * SHARE > less {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (half, script) in [(0..cut, order[0]), (cut..lines.len(), order[1])] {
        let there: Vec<usize> = half.filter(|k| text[*k] != Script::Neutral).collect();
        let runs: Vec<&[usize]> = there.chunk_by(|a, b| text[*a] == text[*b]).collect();
        for window in runs.windows(3) {
            let [before, run, behind] = window else { continue };
            let furniture = |k: &usize| shape(&lines[*k].text).is_some();
            if text[run[0]] != script
                && run.len() <= LONGEST
                && before.len() >= AROUND
                && behind.len() >= AROUND
                && !run.iter().any(furniture)
            {
                out.extend(run.iter().map(|k| (*k, script)));
            }
        }
    }
    out
}

/// A file that holds one language, then the other.
pub(super) struct Halves {
    /// The languages, in order.
    pub scripts: [Script; 2],
    /// Place of the first line in the second.
    pub cut: usize,
    /// Characters of Chinese that the lesser one has.
    pub less: usize,
}

/// The halves of a file without the lines in `except`; `None` if too much stands on the wrong side.
pub(super) fn halves(lines: &[Line], except: &[bool]) -> Option<Halves> {
    let text = scripts(lines, except);
    let page = Page { lines, text: &text, found: "" };
    let less = [Script::Han, Script::Latin].map(|s| page.weight(0..lines.len(), s)).into_iter().min()?;
    let orders = [[Script::Han, Script::Latin], [Script::Latin, Script::Han]];
    let (scripts, (cut, wrong)) =
        orders.map(|o| (o, page.best(o))).into_iter().min_by_key(|(_, (_, wrong))| *wrong)?;
    (less > 0 && wrong * SHARE <= less).then_some(Halves { scripts, cut, less })
}

/// The script of the lines that are text.
fn scripts(lines: &[Line], header: &[bool]) -> Vec<Script> {
    let script =
        |(l, header): (&Line, &bool)| if *header || l.is_empty() { Script::Neutral } else { l.script };
    lines.iter().zip(header).map(script).collect()
}

/// A language of which more than one part in so many stands on the wrong side is not in that half.
const SHARE: usize = 4;

/// Lines that belong to one language by the rule.
struct Run {
    lines: std::ops::Range<usize>,
    script: Script,
}

/// Gives the lines the script that the rule says they have; those of metadata keep theirs. `found` says what the file looks like.
///
/// # Errors
/// If the rule does not fit.
pub(super) fn settle(lines: &mut Vec<Line>, header: &[bool], rule: Arrangement, found: &str) -> Result<()> {
    let text = scripts(lines, header);
    let page = Page { lines, text: &text, found };
    let runs = match rule {
        Arrangement::Detected | Arrangement::Columns => return Ok(()),
        Arrangement::ChineseFirst => page.halves([Script::Han, Script::Latin])?,
        Arrangement::EnglishFirst => page.halves([Script::Latin, Script::Han])?,
        Arrangement::From(line) => page.from(line)?,
        Arrangement::Pages => page.pages()?,
        Arrangement::Paragraphs => page.paragraphs()?,
        Arrangement::Lines => {
            page.check_lines()?;
            *lines = lines.iter().flat_map(|l| [l.clone(), Line::empty(l.number)]).collect();
            return Ok(());
        }
    };
    for run in runs {
        for k in run.lines.filter(|k| text[*k] != Script::Neutral) {
            lines[k].script = run.script;
        }
    }
    Ok(())
}

fn name(script: Script) -> &'static str {
    if script == Script::Han { "Chinese" } else { "English" }
}

/// Lines, and the script of those that are text.
struct Page<'a> {
    lines: &'a [Line],
    text: &'a [Script],
    found: &'a str,
}

impl Page<'_> {
    fn misfit(&self, what: impl Into<String>, k: usize) -> Error {
        let remedy = format!("leave --split out (found: {}), or name another layout", self.found);
        Error::new(what, remedy).line(self.lines.get(k).map_or(1, |l| l.number))
    }

    /// How much of some lines is in a script.
    fn weight(&self, lines: impl Iterator<Item = usize>, script: Script) -> usize {
        lines.filter(|k| self.text[*k] == script).map(|k| weight(&self.lines[k].text)).sum()
    }

    /// The lines before and from `cut` on, in these scripts.
    ///
    /// # Errors
    /// If too much stands on the wrong side.
    fn cut(&self, cut: usize, scripts: [Script; 2], what: impl Fn(usize) -> String) -> Result<Vec<Run>> {
        let all = self.lines.len();
        let wrong = self.weight(0..cut, scripts[1]) + self.weight(cut..all, scripts[0]);
        let less = scripts.map(|s| self.weight(0..all, s)).into_iter().min().unwrap_or(0);
        if wrong * SHARE > less {
            let is_wrong = |k: &usize| self.text[*k] == scripts[usize::from(*k < cut)];
            let first = (0..all).find(is_wrong).unwrap_or(cut);
            return Err(self.misfit(what(first), first));
        }
        Ok(vec![Run { lines: 0..cut, script: scripts[0] }, Run { lines: cut..all, script: scripts[1] }])
    }

    /// Where the second language begins, so that least stands on the wrong side, and how much that is.
    fn best(&self, scripts: [Script; 2]) -> (usize, usize) {
        let mut wrong = self.weight(0..self.lines.len(), scripts[0]);
        let (mut best, mut least) = (0, wrong);
        for k in 0..self.lines.len() {
            let here = weight(&self.lines[k].text);
            match self.text[k] {
                s if s == scripts[0] => wrong -= here,
                s if s == scripts[1] => wrong += here,
                _ => {}
            }
            // What is in no script goes with what stands before it.
            if wrong <= least {
                (best, least) = (k + 1, wrong);
            }
        }
        (best, least)
    }

    fn halves(&self, scripts: [Script; 2]) -> Result<Vec<Run>> {
        let best = self.best(scripts).0;
        let [first, second] = scripts.map(name);
        self.cut(best, scripts, |k| {
            let here = match self.text[k] == scripts[0] {
                true => format!("{first} stands here, behind {second}"),
                false => format!("{second} stands here, before {first}"),
            };
            format!("is not {first} first: {here}")
        })
    }

    fn from(&self, line: usize) -> Result<Vec<Run>> {
        let last = self.lines.iter().map(|l| l.number).max().unwrap_or(0);
        if line > last {
            let remedy = "name the line at which the second language begins";
            return Err(Error::new(format!("has only {last} lines, not {line}"), remedy));
        }
        let cut = self.lines.partition_point(|l| l.number < line);
        let holds = |lines: std::ops::Range<usize>| {
            let [han, latin] = [Script::Han, Script::Latin].map(|s| self.weight(lines.clone(), s));
            (han + latin > 0).then_some(if han > latin { Script::Han } else { Script::Latin })
        };
        let remedy = "name the line at which the second language begins";
        let none = |which: &str| Err(Error::new(format!("has no text {which} this line"), remedy).line(line));
        let Some(first) = holds(0..cut) else { return none("before") };
        let Some(second) = holds(cut..self.lines.len()) else { return none("from") };
        if first == second {
            let what = format!("is {} before and after this line", name(first));
            return Err(Error::new(what, remedy).line(line));
        }
        self.cut(cut, [first, second], |k| {
            let side = name(if k < cut { first } else { second });
            format!(
                "this line is {}, but the {side} was to stand here by `--split {line}`",
                name(self.text[k])
            )
        })
    }

    /// Runs between the lines that `begins` names, each in the language most of it is in.
    fn runs(&self, begins: impl Fn(usize) -> bool, what: &str) -> Result<Vec<Run>> {
        /// Text in the other language that is no more than a quotation, in characters of Chinese.
        const QUOTED: usize = 8;
        let mut runs: Vec<Run> = Vec::new();
        for k in 0..self.lines.len() {
            match runs.last_mut() {
                Some(run) if !begins(k) => run.lines.end = k + 1,
                _ => runs.push(Run { lines: k..k + 1, script: Script::Neutral }),
            }
        }
        for run in &mut runs {
            let [han, latin] = [Script::Han, Script::Latin].map(|s| self.weight(run.lines.clone(), s));
            run.script = if han > latin { Script::Han } else { Script::Latin };
            let less = han.min(latin);
            if less > QUOTED && less * 3 > han.max(latin) {
                let other = |k: &usize| self.text[*k] != Script::Neutral && self.text[*k] != run.script;
                let first = run.lines.clone().find(other).unwrap_or(run.lines.start);
                let from = run.lines.clone().find(|k| !self.lines[*k].is_empty()).unwrap_or(first);
                let from = self.lines[from].number;
                return Err(
                    self.misfit(format!("the {what} that begins at line {from} holds both languages"), first)
                );
            }
        }
        Ok(runs)
    }

    fn pages(&self) -> Result<Vec<Run>> {
        let breaks = |k: usize| self.lines[k].page;
        let marks: Vec<bool> =
            self.lines.iter().map(|l| !l.is_empty() && shape(&l.text) == Some(Kind::Page)).collect();
        match ((0..self.lines.len()).any(breaks), marks.contains(&true)) {
            (true, _) => self.runs(breaks, "page"),
            (_, true) => self.runs(|k| marks[k], "page"),
            _ => Err(self.misfit("has no page breaks and no page numbers", 0)),
        }
    }

    fn paragraphs(&self) -> Result<Vec<Run>> {
        let runs = self.runs(|k| self.lines[k].is_empty(), "paragraph")?;
        if runs.iter().filter(|r| r.lines.clone().any(|k| self.text[k] != Script::Neutral)).count() < 2 {
            return Err(self.misfit("has no blank lines between paragraphs", 0));
        }
        Ok(runs)
    }

    /// # Errors
    /// If the languages do not alternate.
    fn check_lines(&self) -> Result<()> {
        let there: Vec<usize> = (0..self.lines.len()).filter(|k| self.text[*k] != Script::Neutral).collect();
        let alike = |a: &usize, b: &usize| self.text[*a] == self.text[*b];
        let runs = there.chunk_by(alike).count();
        if runs * 3 < there.len()
            && let Some(longest) = there.chunk_by(alike).min_by_key(|r| std::cmp::Reverse(r.len()))
            && let (Some(&first), Some(&last)) = (longest.first(), longest.last())
        {
            let (from, to) = (self.lines[first].number, self.lines[last].number);
            let what =
                format!("lines {from} to {to} are all {}: they do not alternate", name(self.text[first]));
            return Err(self.misfit(what, first));
        }
        Ok(())
    }
}
