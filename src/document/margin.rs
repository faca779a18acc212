//! Furniture that takes several lines to see: notes set one character a line, and heads that run over the pages.

use rustc_hash::FxHashMap;

use super::apparatus::{Kind, shape, squeeze};
use super::header;
use super::line::Line;
use super::script::{Script, is_han};
use super::sentence_shape::{is_finished, is_list_item, label, weight};

/// What each line's shape says, with marginal notes set one or two characters a line marked as such.
pub(super) fn kinds(lines: &[Line]) -> Vec<Option<Kind>> {
    let mut out: Vec<Option<Kind>> =
        lines.iter().map(|l| if l.is_empty() { None } else { shape(&l.text) }).collect();
    let shapes = out.clone();
    let narrow = |k: usize| {
        let l = &lines[k];
        let han = l.text.chars().filter(|c| is_han(*c)).count();
        let all = l.text.chars().count();
        let number = han == 0 && l.script == Script::Neutral && all <= 5;
        han == all && (1..=2).contains(&han)
            || number && !matches!(shapes[k], Some(Kind::Page | Kind::Number))
    };
    let mut k = 0;
    while k < lines.len() {
        if lines[k].is_empty() || !narrow(k) {
            k += 1;
            continue;
        }
        // Blank lines between the characters do not part a note.
        let (mut end, mut last) = (k, k);
        while end < lines.len()
            && (lines[end].is_empty() && !lines[end].rule && end - last <= 2 || narrow(end))
        {
            if !lines[end].is_empty() {
                last = end;
            }
            end += 1;
        }
        let run: Vec<usize> = (k..=last).filter(|i| !lines[*i].is_empty()).collect();
        let han = |i: &usize| lines[*i].script == Script::Han;
        let single = run.iter().filter(|i| han(i) && lines[**i].text.chars().count() == 1).count();
        let all = run.iter().filter(|i| han(i)).count();
        if run.len() >= 3 && all >= 2 && single * 3 >= all {
            for i in run {
                out[i] = Some(Kind::Vertical);
            }
        }
        k = last + 1;
    }
    mark_running_heads(lines, &mut out);
    out
}

/// Lines that come back on several pages, numbers aside. What bears it out is that they stand where a sentence broke off, or
/// beside page marks and file numbers; a heading that comes back does neither.
fn mark_running_heads(lines: &[Line], kinds: &mut [Option<Kind>]) {
    /// Longest running head, in characters of Chinese.
    const LONGEST: usize = 40;
    let key = |text: &str| -> String {
        squeeze(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect()
    };
    // The metadata says the document's title, and so does the document.
    let header = header::zone(lines);
    let there: Vec<usize> =
        (0..lines.len()).filter(|k| !lines[*k].is_empty() && !header.contains(k)).collect();
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, k) in there.iter().enumerate() {
        let text = lines[*k].text.as_str();
        let short = (2..=LONGEST).contains(&weight(text)) && lines[*k].script != Script::Neutral;
        if kinds[*k].is_none() && short && !is_finished(text) && !is_list_item(text) && label(text).is_none()
        {
            places.entry(key(text)).or_default().push(at);
        }
    }
    let opening = [Script::Han, Script::Latin].map(|s| there.iter().position(|k| lines[*k].script == s));
    let mut found = Vec::new();
    for list in places.values().filter(|l| l.len() >= 2) {
        let first = |at: usize| opening.contains(&Some(at));
        let broken = |at: usize| {
            let text = |k: &usize| kinds[*k].is_none() && lines[*k].script == lines[there[at]].script;
            let before = there[..at].iter().rev().take(4).find(|k| text(k)).map(|k| lines[*k].text.as_str());
            before.is_some_and(|t| {
                !is_finished(t) && weight(t) >= 8 && places.get(&key(t)).is_none_or(|p| p.len() < 2)
            })
        };
        let paged = |at: usize| {
            let page = |k: &usize| matches!(kinds[*k], Some(Kind::Page | Kind::Number));
            at > 0 && page(&there[at - 1]) || there.get(at + 1).is_some_and(page)
        };
        // A line of a title that is given twice has its neighbours with it.
        let near = |step: fn(usize) -> usize| {
            let line = |at: &usize| there.get(step(*at)).map(|k| key(&lines[*k].text));
            list.len() == 2 && line(&list[0]).is_some_and(|l| !l.is_empty() && Some(l) == line(&list[1]))
        };
        if near(|at| at.wrapping_sub(1)) || near(|at| at + 1) {
            continue;
        }
        let breaks = list.iter().filter(|at| broken(**at)).count();
        let borne = list.iter().filter(|at| broken(**at) || paged(**at) || first(**at)).count();
        let paged = list.iter().filter(|at| paged(**at) || first(**at)).count();
        // Two lines alike may be two turns of a dialogue: one of them must stand at a page's edge.
        let enough = breaks >= 1 && paged >= 1 || list.len() > 2 && (breaks >= 2 || paged >= 2);
        if enough && borne * 2 >= list.len() {
            found.extend(list.iter().map(|at| there[*at]));
        }
    }
    for k in found {
        kinds[k] = Some(Kind::Repeated);
    }
}
