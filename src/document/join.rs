//! Rejoins paragraphs that a page break, or the furniture at it, cut in two.
//!
//! Conservative: two paragraphs wrongly made one spoil both, while halves left apart are joined by the aligner.

use rustc_hash::{FxHashMap, FxHashSet};

use super::apparatus::Kind;
use super::script::{Script, is_han};
use super::sentence_shape::{
    begins_lower, begins_with_stop, ends_in_function_word, has_open_bracket, is_finished, is_left_open,
    is_list_item, is_prose, is_running, label, weight,
};
use super::unit::Unit;
use super::{Role, Side};

/// Most units that may stand between two halves.
const BETWEEN: usize = 8;

/// Characters of Chinese that a wrapped line has at least.
const LINE: usize = 20;

/// Most halves that one paragraph is put together from: pages of a long speech. Joining rereads the whole paragraph.
const HALVES: usize = 60;

/// Joins the halves of one side's paragraphs; the second half is taken out of `units`' order by emptying its pieces.
pub(super) fn join(units: &mut [Unit], side: Side, known: impl Fn(&str) -> bool + Copy) {
    let order: Vec<usize> = (0..units.len()).filter(|k| units[*k].side == Some(side)).collect();
    let style = Style::of(units, &order);
    let (mut at, mut halves) = (0, 1);
    while at < order.len() {
        let next = second_half(units, &order, at, &style).filter(|_| halves < HALVES);
        match next {
            Some(b) => {
                for k in &order[at + 1..b] {
                    if units[*k].role == Role::Body && !units[*k].pieces.is_empty() {
                        units[*k].role = Role::Apparatus;
                        units[*k].kind = Some(Kind::Stray);
                    }
                }
                let second = units[order[b]].clone();
                units[order[at]].append(&second, known);
                units[order[at]].role = second.role;
                units[order[b]].pieces.clear();
                // The joined paragraph may itself go on over the next page.
                halves += 1;
            }
            None => (at, halves) = (at + 1, 1),
        }
    }
}

/// How the paragraphs of a side are written.
struct Style {
    /// Labels that more than one paragraph begins with: speakers, not the chance beginning of a second half.
    labels: FxHashSet<String>,
    /// Paragraphs often end without a stop, so that a missing one proves nothing.
    open: bool,
}

impl Style {
    fn of(units: &[Unit], order: &[usize]) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let (mut running, mut open) = (0, 0);
        for (at, k) in order.iter().enumerate() {
            let u = &units[*k];
            if let Some(l) = label(&u.text) {
                *counts.entry(l).or_default() += 1;
            }
            let next = order.get(at + 1).map(|k| &units[*k]);
            if u.role != Role::Body || !is_running(&u.text) || next.is_none_or(|n| n.role == Role::Apparatus)
            {
                continue;
            }
            running += 1;
            open += usize::from(!is_finished(&u.text));
        }
        let labels = counts.into_iter().filter(|(_, n)| *n > 1).map(|(l, _)| l.to_owned()).collect();
        // A scan of a few pages breaks a paragraph on each; those who write no stops leave out most of them.
        Self { labels, open: open >= 5 && open * 5 > running * 2 }
    }

    fn opens_paragraph(&self, text: &str) -> bool {
        is_list_item(text) || label(text).is_some_and(|l| self.labels.contains(l))
    }
}

/// Whether two paragraphs begin alike, as members of a list do: `Whereas …, Whereas …`.
fn is_parallel(a: &str, b: &str) -> bool {
    let head = |s: &str, n: usize| s.chars().take(n).collect::<String>();
    let word = |s: &str| s.split(' ').next().unwrap_or_default().to_owned();
    if a.starts_with(is_han) { head(a, 2) == head(b, 2) } else { word(a) == word(b) }
}

/// Place in `order` of the unit that goes on where the one at `at` breaks off.
fn second_half(units: &[Unit], order: &[usize], at: usize, style: &Style) -> Option<usize> {
    let first = &units[order[at]];
    if !matches!(first.role, Role::Body | Role::Heading) || first.pieces.is_empty() {
        return None;
    }
    let mut furniture = false;
    let mut strays = false;
    for (b, k) in order.iter().enumerate().skip(at + 1).take(BETWEEN) {
        let second = &units[*k];
        if second.pieces.is_empty() {
            continue;
        }
        match second.role {
            Role::Apparatus => furniture = true,
            Role::Elision | Role::Note => {}
            Role::Header => return None,
            Role::Body | Role::Heading => {
                let crossed = b > at + 1;
                let joins = if first.script == Script::Latin {
                    english(first, second, furniture, crossed, style)
                } else {
                    let adjacent = *k == order[at] + 1 && first.block == second.block;
                    chinese(first, second, (furniture, adjacent), style)
                };
                if joins && (!strays || furniture) {
                    return Some(b);
                }
                // A scrap that furniture has beside it may itself be furniture.
                let scrap = second.role == Role::Body
                    && weight(&second.text) <= 4
                    && !is_finished(&second.text)
                    && label(&second.text).is_none();
                if !scrap || is_finished(&first.text) || !is_running(&first.text) {
                    return None;
                }
                strays = true;
            }
        }
    }
    None
}

/// Whether `second` goes on with `first`. Between them there is `furniture`, or they are `adjacent` lines without a blank one.
fn chinese(first: &Unit, second: &Unit, (furniture, adjacent): (bool, bool), style: &Style) -> bool {
    if first.role != Role::Body
        || second.role != Role::Body
        || second.script == Script::Latin
        || second.heading
    {
        return false;
    }
    let (a, b) = (first.text.as_str(), second.text.as_str());
    if second.indented == Some(true) || style.opens_paragraph(b) {
        return false;
    }
    if begins_with_stop(b) {
        return !is_finished(a) || has_open_bracket(a);
    }
    let goes_on = is_running(b) || b.ends_with(['。', '！', '？', '”', '」', '.']);
    // Where paragraphs are indented, one that is not goes on with what stands before it.
    if second.indented == Some(false)
        && first.indented.is_some()
        && first.full
        && is_running(a)
        && is_running(b)
    {
        return true;
    }
    if is_finished(a) || !goes_on || is_parallel(a, b) {
        return false;
    }
    // Recitals end in commas, each of them: `鉴于……，`.
    let comma = is_left_open(a) && (furniture || !is_left_open(b) && is_running(a));
    if has_open_bracket(a) && is_running(a) || comma {
        return true;
    }
    if style.open && !furniture {
        return false;
    }
    let spoken = label(a).is_some_and(|l| style.labels.contains(l));
    // Without furniture between them, both must be prose, the first no headline, and a label forbids: it may be a speaker
    // heard only once.
    if furniture {
        is_running(a) || spoken
    } else {
        let prose = is_prose(a) || adjacent && weight(a) >= LINE;
        is_running(a) && prose && is_running(b) && label(b).is_none()
    }
}

fn english(first: &Unit, second: &Unit, furniture: bool, crossed: bool, style: &Style) -> bool {
    let (a, b) = (first.text.as_str(), second.text.as_str());
    if second.script == Script::Han || second.heading || style.opens_paragraph(b) {
        return false;
    }
    let comma = a.ends_with([',', '-', '(', '“']) && (furniture || !b.ends_with(','));
    let dangling = ends_in_function_word(a) || comma;
    let long = weight(a) >= 12;
    if begins_lower(b) {
        // What follows a colon or semicolon may be a list; across a page mark it is not, for lists do not begin so.
        if is_finished(a) {
            return furniture && long && a.ends_with([':', ';']);
        }
        return if first.role == second.role { long || furniture || dangling } else { furniture || dangling };
    }
    if is_finished(a)
        || first.role != Role::Body
        || second.role != Role::Body
        || label(b).is_some()
        || is_parallel(a, b)
    {
        return false;
    }
    dangling && long && (is_running(b) || furniture)
        || furniture && crossed && is_running(a) && long && is_running(b)
}
