//! What each unit is in its document: where a shape stands decides what it is.
//!
//! The evidence is general: position before the first or after the last running text, between two halves of a sentence,
//! beside other furniture, repeated over pages, answered on the other side or not. When in doubt, a unit is body text: an
//! unpaired stamp costs a reader a glance, a lost paragraph costs him the audit.

use rustc_hash::FxHashSet;

use super::apparatus::{Kind, squeeze, unbracketed};
use super::header::is_address;
use super::script::{Script, is_blank, is_han};
use super::sentence_shape::{is_finished, is_list_item, is_prose, is_running, label, weight};
use super::unit::Unit;
use super::vocabulary::Vocabulary;
use super::{Role, Side};

/// Longest unit, in characters of Chinese, that can be furniture without a shape of its own.
const STRAY: usize = 24;

/// Longest heading, in characters of Chinese.
const HEADING: usize = 90;

/// Gives elision marks and editor's remarks their roles.
pub(super) fn mark_brackets(units: &mut [Unit]) {
    for u in units.iter_mut().filter(|u| u.role == Role::Body) {
        if is_elision(&u.text) {
            u.role = Role::Elision;
            u.kind = None;
        } else if u.kind.is_none() && is_remark(&u.text) {
            u.role = Role::Note;
        }
    }
}

/// Whether a text is nothing but a mark that something was left out.
pub(super) fn is_elision(text: &str) -> bool {
    /// `[Distribution list and printing information omitted]`
    const LONGEST: usize = 60;
    let dot = |c: char| matches!(c, '.' | '…' | '⋯' | '。' | '·' | '．') || is_blank(c);
    let text = text.trim_matches(is_blank);
    if weight(text) > LONGEST {
        return false;
    }
    let bare = text.trim_matches(dot);
    let inner = bare.trim_matches(['[', ']', '(', ')', '（', '）', '［', '］', '【', '】', '〔', '〕']);
    let bracketed = inner.len() < bare.len();
    if inner.chars().all(dot) {
        return text.contains(['…', '⋯']) || text.matches(['.', '。', '．', '·']).count() >= 3;
    }
    let dotted = bare.len() < text.len();
    let zh = Vocabulary::chinese();
    let lower = inner.to_lowercase();
    bracketed && weight(inner) <= 12 && inner.chars().any(is_han) && zh.holds("omitted", inner)
        || bracketed && Vocabulary::english().holds("omitted", &lower) && !inner.contains(". ")
        || dotted && zh.list("omitted", "in").contains(&inner)
}

fn is_remark(text: &str) -> bool {
    let worded = |s: &str| s.chars().any(char::is_alphabetic);
    unbracketed(text).is_some_and(worded)
        || Vocabulary::chinese()
            .starts("remark", text.trim_start_matches(['（', '(', '［', '[', '【']))
            .is_some_and(|w| {
                text.trim_start_matches(['（', '(', '［', '[', '【'])[w.len()..].starts_with(['：', ':'])
            })
        || Vocabulary::english()
            .starts("remark", text.to_lowercase().trim_start_matches(['[', '(', '*']))
            .is_some()
}

/// Settles the side of units that are in no script, in a file that holds both languages: that of their neighbours.
pub(super) fn settle_sides(units: &mut [Unit]) {
    let sure: Vec<Option<(Side, Role)>> = units.iter().map(|u| u.side.map(|s| (s, u.role))).collect();
    let mut next: Vec<Option<Side>> = vec![None; units.len()];
    let mut seen = None;
    for k in (0..units.len()).rev() {
        next[k] = seen;
        if let Some((s, r)) = sure[k]
            && r != Role::Header
        {
            seen = Some(s);
        }
    }
    let mut previous = None;
    for k in 0..units.len() {
        if let Some(p) = sure[k] {
            previous = Some(p);
            continue;
        }
        // A translator's own marks: what he left out, the page he is at.
        let bracketed = units[k].text.starts_with('[');
        units[k].side = Some(match (previous, next[k]) {
            (Some((Side::Target, r)), _) if bracketed && r != Role::Header => Side::Target,
            (_, Some(Side::Target) | None) if bracketed => Side::Target,
            (Some((_, Role::Header)), Some(n)) => n,
            (Some((a, _)), Some(b)) if a == b => a,
            (Some(_), Some(_)) => Side::Source,
            (Some((a, _)), None) => a,
            (None, Some(b)) => b,
            (None, None) => Side::Source,
        });
    }
}

/// Gives the furniture and the headings of one side their roles. `order` holds the side's units in reading order, `answers`
/// what the other side says.
pub(super) fn mark_side(units: &mut [Unit], order: &[usize], answers: &Answers) {
    let order: Vec<usize> = order.iter().copied().filter(|k| units[*k].role != Role::Header).collect();
    let mut side = Furniture::new(units, &order);
    side.certain();
    side.lists();
    side.uncertain(answers);
    side.strays();
    side.headings();
}

/// What one side says that the other side's furniture may answer: its numbers and whether it speaks of a seal.
#[derive(Debug, Default)]
pub(super) struct Answers {
    numbers: FxHashSet<String>,
    seal: bool,
}

impl Answers {
    /// Gathers them from the short units of a side.
    pub fn gather<'a>(units: impl Iterator<Item = &'a Unit>) -> Self {
        let mut out = Self::default();
        for u in units.filter(|u| u.role != Role::Header && weight(&u.text) <= STRAY) {
            if is_number_named(&u.text) {
                out.numbers.extend(digits(&u.text));
            }
            out.seal |= u.kind == Some(Kind::Seal);
        }
        out
    }

    fn has_number(&self, text: &str) -> bool {
        digits(text).pop().is_some_and(|own| self.numbers.contains(&own))
    }
}

/// Whether an English text calls a number one: `Fu Gong No. 216`.
fn is_number_named(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| matches!(w, "no" | "nos" | "number" | "ref" | "reference"))
}

/// The numbers of a text, digit by digit, Chinese ones too: 府工字第二一六號 and No. 216 both give 216.
fn digits(text: &str) -> Vec<String> {
    let digit = |c: char| {
        let chinese = || "〇一二三四五六七八九".chars().position(|d| d == c);
        if c.is_ascii_digit() { Some(c) } else { char::from_digit(chinese()? as u32, 10) }
    };
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in squeeze(text).chars() {
        let digit = digit(c);
        if let Some(d) = digit {
            match out.last_mut().filter(|_| open) {
                Some(last) => last.push(d),
                None => out.push(d.to_string()),
            }
        }
        open = digit.is_some();
    }
    out
}

/// One side's units while the furniture among them is being told apart.
struct Furniture<'a> {
    units: &'a mut [Unit],
    order: &'a [usize],
    /// Places in `order` of the first and the last running text; equal and past the end if there is none.
    first: usize,
    last: usize,
    /// Place of the first unit that has no shape of furniture.
    title: usize,
}

impl<'a> Furniture<'a> {
    fn new(units: &'a mut [Unit], order: &'a [usize]) -> Self {
        let running = |k: &usize| {
            let u = &units[*k];
            u.role == Role::Body && u.kind.is_none() && is_prose(&u.text)
        };
        let first = order.iter().position(running).unwrap_or(order.len());
        let last = order.iter().rposition(running).unwrap_or(order.len());
        let plain = |k: &usize| units[*k].role == Role::Body && units[*k].kind.is_none();
        let title = order.iter().position(plain).unwrap_or(order.len());
        Self { units, order, first, last, title }
    }

    fn unit(&self, at: usize) -> &Unit {
        &self.units[self.order[at]]
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.unit(at).kind
    }

    fn is_furniture(&self, at: usize) -> bool {
        at < self.order.len() && self.unit(at).role == Role::Apparatus
    }

    fn beside_furniture(&self, at: usize) -> bool {
        at > 0 && self.is_furniture(at - 1) || self.is_furniture(at + 1)
    }

    fn set(&mut self, at: usize, kind: Kind) {
        let u = &mut self.units[self.order[at]];
        u.role = Role::Apparatus;
        u.kind = Some(kind);
    }

    /// Whether the text before `at`, past other furniture, breaks off inside a sentence.
    fn after_broken_text(&self, at: usize) -> bool {
        /// Most pieces of furniture that stand at one page break.
        const FURNITURE: usize = 12;
        (at.saturating_sub(FURNITURE)..at)
            .rev()
            .map(|k| self.unit(k))
            .find(|u| u.role == Role::Body)
            .is_some_and(|u| is_running(&u.text) && !is_finished(&u.text))
    }

    /// Whether `at` stands before the first or after the last running text.
    fn at_an_end(&self, at: usize) -> bool {
        at < self.first || at > self.last
    }

    /// Something short that is no sentence, no list item and nobody's words.
    fn is_stray(&self, at: usize) -> bool {
        let u = self.unit(at);
        u.role == Role::Body
            && weight(&u.text) <= STRAY
            && !is_finished(&u.text)
            && !is_list_item(&u.text)
            && label(&u.text).is_none()
            && !u.heading
    }

    fn certain(&mut self) {
        for at in 0..self.order.len() {
            let u = self.unit(at);
            if u.role != Role::Body {
                continue;
            }
            match u.kind {
                Some(k) if k.is_certain() => self.set(at, k),
                None if is_address(&u.text) => self.set(at, Kind::Repeated),
                _ => {}
            }
        }
    }

    /// Distribution lists that go on behind a blank line.
    fn lists(&mut self) {
        for at in 1..self.order.len() {
            let open =
                self.kind(at - 1) == Some(Kind::Distribution) && !self.unit(at - 1).text.contains("共印");
            let u = self.unit(at);
            let list = u.text.matches(['、', '（', '(']).count() >= 3 || u.text.contains("共印");
            if open && list && u.role == Role::Body && !u.text.contains(['。', '，', '：', ':']) {
                self.set(at, Kind::Distribution);
            }
        }
    }

    /// Shapes that could be text: what stands around them decides.
    fn uncertain(&mut self, answers: &Answers) {
        for at in 0..self.order.len() {
            let u = self.unit(at);
            let Some(kind) = u.kind.filter(|_| u.role == Role::Body) else { continue };
            let furniture = match kind {
                Kind::Register => self.is_register(at, answers),
                Kind::Received => {
                    let answered = answers.has_number(&self.unit(at).text);
                    self.is_dated(at) || !answered && (self.at_an_end(at) || self.beside_furniture(at))
                }
                Kind::Numbered => self.is_dated(at) || self.after_broken_text(at),
                Kind::Letterhead => at < self.first,
                Kind::Seal => !answers.seal,
                Kind::Routing | Kind::Archive => {
                    self.at_an_end(at) || self.beside_furniture(at) || self.after_broken_text(at)
                }
                Kind::Issuer => [at.wrapping_sub(1), at + 1].iter().any(|n| {
                    self.is_furniture(*n)
                        && matches!(self.kind(*n), Some(Kind::Imprint | Kind::Distribution | Kind::Archive))
                }),
                Kind::Date => {
                    at > 0 && self.is_furniture(at - 1)
                        || at < self.last && self.is_furniture(at + 1)
                        || self.after_broken_text(at)
                }
                _ => true,
            };
            if furniture {
                self.set(at, kind);
            }
        }
    }

    /// Whether a stamped date stands under the line.
    fn is_dated(&self, at: usize) -> bool {
        at + 1 < self.order.len() && self.kind(at + 1) == Some(Kind::Date)
    }

    /// A number of the form 府工字第216号 is the document's own if it is answered on the other side or follows the title; it
    /// is a stamp if a date stands under it or it stands inside the text.
    fn is_register(&self, at: usize, answers: &Answers) -> bool {
        if self.is_dated(at) || self.after_broken_text(at) {
            return true;
        }
        if answers.has_number(&self.unit(at).text) {
            return false;
        }
        at > self.first || at < self.title
    }

    /// Short lines without a shape among furniture: notes before the letterhead, offices in the imprint.
    fn strays(&mut self) {
        let masthead = (0..self.first.min(self.order.len())).rev().find(|at| {
            matches!(self.kind(*at), Some(Kind::Letterhead | Kind::Class)) && self.is_furniture(*at)
        });
        for at in 0..masthead.unwrap_or(0) {
            if self.is_stray(at) && !is_title(self.unit(at)) {
                self.set(at, Kind::Stray);
            }
        }
        for at in 1..self.order.len().saturating_sub(1) {
            if !self.is_stray(at) || !self.is_furniture(at - 1) || !self.is_furniture(at + 1) {
                continue;
            }
            let printed = |k: usize| {
                matches!(self.kind(k), Some(Kind::Imprint | Kind::Distribution | Kind::Archive | Kind::Stray))
            };
            let tail = at > self.last && (printed(at - 1) || printed(at + 1));
            if tail && !is_title(self.unit(at)) || self.after_broken_text(at) {
                self.set(at, Kind::Stray);
            }
        }
    }

    fn headings(&mut self) {
        for at in 0..self.order.len() {
            let u = self.unit(at);
            let open = u.role == Role::Body
                && matches!(u.kind, None | Some(Kind::Numbered))
                && weight(&u.text) <= HEADING
                && label(&u.text).is_none()
                && !(u.script == Script::Han && u.text.contains(['，', '；']))
                && !u.text.ends_with(['。', '.', '；', ';', '：', ':', '，', ',', '？', '?', '！', '!']);
            let titled =
                || u.script == Script::Han && weight(&u.text) <= 40 && !is_list_item(&u.text) && is_title(u);
            let heading = open && (at < self.first || u.heading || u.bold || is_chapter(&u.text) || titled());
            if heading {
                self.units[self.order[at]].role = Role::Heading;
            }
        }
    }
}

/// Whether a unit may be a document's title: set as one, or ending in what documents call themselves.
fn is_title(u: &Unit) -> bool {
    if u.heading {
        return true;
    }
    let words = Vocabulary::chinese();
    let text = squeeze(&u.text);
    let bare = text.split('(').next().unwrap_or_default();
    u.script != Script::Han || words.ends("title", bare).is_some() || words.starts("title", bare).is_some()
}

/// `第一章 总则`, `Chapter IV Penalties`
fn is_chapter(text: &str) -> bool {
    let numbered = is_list_item(text) && weight(text) <= 30;
    let chinese =
        text.starts_with('第') && text.chars().take(8).any(|c| matches!(c, '章' | '节' | '節' | '编' | '編'));
    let english = ["Chapter ", "CHAPTER ", "Part ", "PART ", "Section ", "SECTION "]
        .iter()
        .any(|w| text.starts_with(w));
    numbered && (chinese || english)
}
