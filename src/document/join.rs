//! Rejoins paragraphs that a page break, or the furniture at it, cut in two.
//!
//! Conservative: two paragraphs wrongly made one spoil both, while halves left apart are joined by the aligner.

use rustc_hash::FxHashMap;

use super::apparatus::Kind;
use super::layout::Unit;
use super::script::Script;
use super::sentence_shape::{
    begins_lower, begins_with_stop, ends_in_function_word, has_open_bracket, is_finished, is_left_open,
    is_list_item, is_running, label, weight,
};
use super::{Role, Side};

/// Most units that may stand between two halves.
const BETWEEN: usize = 8;

/// Joins the halves of one side's paragraphs; the second half is taken out of `units`' order by emptying its pieces.
pub(super) fn join(units: &mut [Unit], side: Side, known: impl Fn(&str) -> bool + Copy) {
    let order: Vec<usize> = (0..units.len()).filter(|k| units[*k].side == Some(side)).collect();
    let labels = recurring_labels(units, &order);
    let mut at = 0;
    while at < order.len() {
        let next = second_half(units, &order, at, &labels);
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
                units[order[b]].pieces.clear();
                // The joined paragraph may itself go on over the next page.
            }
            None => at += 1,
        }
    }
}

/// Labels that more than one paragraph begins with: speakers, not the chance beginning of a second half.
fn recurring_labels(units: &[Unit], order: &[usize]) -> FxHashMap<String, usize> {
    let mut out: FxHashMap<String, usize> = FxHashMap::default();
    for k in order {
        if let Some(l) = label(&units[*k].text) {
            *out.entry(l.to_owned()).or_default() += 1;
        }
    }
    out.retain(|_, n| *n > 1);
    out
}

/// Place in `order` of the unit that goes on where the one at `at` breaks off.
fn second_half(
    units: &[Unit],
    order: &[usize],
    at: usize,
    labels: &FxHashMap<String, usize>,
) -> Option<usize> {
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
                    english(first, second, furniture, crossed, labels)
                } else {
                    chinese(first, second, furniture, labels)
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

fn opens_paragraph(text: &str, labels: &FxHashMap<String, usize>) -> bool {
    is_list_item(text) || label(text).is_some_and(|l| labels.contains_key(l))
}

fn chinese(first: &Unit, second: &Unit, furniture: bool, labels: &FxHashMap<String, usize>) -> bool {
    if first.role != Role::Body
        || second.role != Role::Body
        || second.script == Script::Latin
        || second.heading
    {
        return false;
    }
    let (a, b) = (first.text.as_str(), second.text.as_str());
    if second.indented == Some(true) || opens_paragraph(b, labels) {
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
    if is_finished(a) || !goes_on {
        return false;
    }
    if has_open_bracket(a) && is_running(a) || is_left_open(a) && (is_running(a) || furniture) {
        return true;
    }
    let spoken = label(a).is_some_and(|l| labels.contains_key(l));
    // Without furniture between them, both must be prose, and a label forbids: it may be a speaker heard only once.
    if furniture {
        is_running(a) || spoken
    } else {
        is_running(a) && weight(a) >= 20 && is_running(b) && label(b).is_none()
    }
}

fn english(
    first: &Unit,
    second: &Unit,
    furniture: bool,
    crossed: bool,
    labels: &FxHashMap<String, usize>,
) -> bool {
    let (a, b) = (first.text.as_str(), second.text.as_str());
    if second.script != Script::Latin && second.script != Script::Neutral
        || second.heading
        || first.role != second.role
    {
        return false;
    }
    if is_finished(a) || opens_paragraph(b, labels) {
        return false;
    }
    let long = weight(a) >= 12;
    if begins_lower(b) {
        return long || furniture || ends_in_function_word(a) || is_left_open(a);
    }
    if first.role != Role::Body || label(b).is_some() {
        return false;
    }
    let dangling = ends_in_function_word(a) || a.ends_with([',', '-', '(', '“']);
    dangling && long && (is_running(b) || furniture)
        || furniture && crossed && is_running(a) && long && is_running(b)
}
