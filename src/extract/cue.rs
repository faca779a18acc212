//! Words that say how much, how many or how binding: read off either side by a table of cues.
//!
//! What the cues of a table mean is the business of [`super::degree`], [`super::modality`] and [`super::quantity`].

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Mention;
use super::negation::{Force, Negation};
use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, English, Kind, clause, is_han};

/// What a cue says, and where. Ranges are folded characters in Chinese, tokens in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue<T> {
    /// What it says.
    pub sense: T,
    /// The clause that it stands in.
    pub clause: Range<usize>,
}

/// Cues that begin alike, longest first, in characters or words.
type Rows<U, T> = Vec<(Vec<U>, Option<T>)>;

/// The cues of both languages with what they say; a cue without sense only keeps a shorter one from being read in it (应 in 应…邀请).
pub struct CueTable<T> {
    zh: FxHashMap<char, Rows<char, T>>,
    en: FxHashMap<&'static str, Rows<&'static str, T>>,
}

impl<T: Copy> CueTable<T> {
    /// Reads the two tables (columns: cue, sense, note); `sense` gives the meaning of a name, and none for `none`.
    pub fn new(zh: &'static str, en: &'static str, sense: impl Fn(&str) -> Option<T>) -> Self {
        let lexicon = Lexicon::embedded();
        let mut table = Self { zh: FxHashMap::default(), en: FxHashMap::default() };
        for row in table::rows(zh) {
            let [cue, name, ..] = row[..] else { continue };
            let chars: Vec<char> = lexicon.fold_str(cue).chars().collect();
            if let Some(&first) = chars.first() {
                table.zh.entry(first).or_default().push((chars, sense(name)));
            }
        }
        for row in table::rows(en) {
            let [cue, name, ..] = row[..] else { continue };
            let words: Vec<&str> = cue.split(' ').collect();
            table.en.entry(words[0]).or_default().push((words, sense(name)));
        }
        table.zh.values_mut().for_each(|l| l.sort_by_key(|(c, _)| std::cmp::Reverse(c.len())));
        table.en.values_mut().for_each(|l| l.sort_by_key(|(w, _)| std::cmp::Reverse(w.len())));
        table
    }

    /// The cues of a Chinese text, in order. A cue is read where a word of the segmentation begins, unless it is only part of
    /// that word.
    pub fn chinese(&self, zh: &Chinese) -> Vec<Mention<Cue<T>>> {
        let clauses = clause::chinese(zh.chars());
        let mut out = Vec::new();
        let mut past = 0;
        for (k, w) in zh.words().iter().enumerate() {
            let start = w.start as usize;
            if start < past {
                continue;
            }
            let rows = self.zh.get(&zh.chars()[start]).map_or(&[][..], Vec::as_slice);
            let begins = |cue: &[char]| zh.chars()[start..].starts_with(cue);
            // 部分|地区 is no 部分地.
            let ends = |cue: &[char]| {
                let end = (start + cue.len()) as u32;
                zh.words()[k..].iter().map(|w| w.end).take_while(|e| *e <= end).any(|e| e == end)
            };
            let whole = rows.iter().find(|(cue, _)| begins(cue) && ends(cue));
            let found = whole.or_else(|| rows.iter().find(|(cue, _)| begins(cue)));
            let whole = |cue: &[char]| start + cue.len() >= w.end as usize || parts(zh, k, cue.len());
            let Some((cue, sense)) = found.filter(|(cue, _)| whole(cue)) else {
                continue;
            };
            past = start + cue.len();
            if let Some(sense) = *sense {
                let range = start..past;
                let value = Cue { sense, clause: clause::around(&clauses, start) };
                out.push(Mention { span: zh.span(range.clone()), range, value });
            }
        }
        out
    }

    /// The cues of an English text, in order.
    pub fn english(&self, en: &English) -> Vec<Mention<Cue<T>>> {
        let clauses = clause::english(en);
        let mut out = Vec::new();
        let mut i = 0;
        while i < en.len() {
            let worded = matches!(en.tokens()[i].kind, Kind::Word | Kind::Clitic);
            let rows = self.en.get(en.norm(i)).filter(|_| worded).map_or(&[][..], Vec::as_slice);
            let fits = |words: &[&str]| words.iter().enumerate().all(|(k, w)| en.norm(i + k) == *w);
            let Some((words, sense)) = rows.iter().find(|(words, _)| fits(words)) else {
                i += 1;
                continue;
            };
            let range = i..i + words.len();
            i = range.end;
            if let Some(sense) = *sense {
                let mut clause = clause::around(&clauses, range.start);
                // *Shall, within a month, submit*: what follows the insertion belongs to it.
                if en.norm(range.end) == "," {
                    let behind = clauses.partition_point(|c| c.start <= range.end);
                    clause.end =
                        clauses.get(behind + 1).or(clauses.get(behind)).map_or(clause.end, |c| c.end);
                }
                let value = Cue { sense, clause };
                out.push(Mention { span: en.span(range.clone()), range, value });
            }
        }
        out
    }
}

/// Whether word `k`, which begins with a cue of `length` characters, is to be parted behind it: 应举|行 went wrong for 应|举行, and
/// 全体人员 is 全体|人员.
fn parts(zh: &Chinese, k: usize, length: usize) -> bool {
    let (w, start) = (zh.words()[k], zh.words()[k].start as usize);
    let is_word = |from: usize, to: usize| {
        zh.matches().binary_search_by_key(&(from as u32, (to - from) as u32), |m| (m.start, m.len)).is_ok()
    };
    if length >= 2 {
        return w.end as usize >= start + length + 2 && is_word(start + length, w.end as usize);
    }
    let next = zh.words().get(k + 1);
    length == 1
        && w.end - w.start == 2
        && next.is_some_and(|n| n.end - n.start == 1 && is_han(zh.chars()[n.start as usize]))
        && is_word(start + 1, start + 3)
}

/// The cues of a Chinese text that no negation acts on or makes its own: of 并不都是 and 不完全 the negation says it all. The negations
/// of the text are asked for where there are cues.
pub fn without_denied<'a, T>(
    mut found: Vec<Mention<Cue<T>>>,
    negations: impl FnOnce() -> &'a [Mention<Negation>],
) -> Vec<Mention<Cue<T>>> {
    if found.is_empty() {
        return found;
    }
    let negations = negations();
    let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    found.retain(|m| {
        let (at, clause) = (m.range.start, &m.value.clause);
        !negations.iter().any(|n| {
            let operates = n.value.operator.as_ref().is_some_and(|o| meet(o, &m.range));
            let behind = n.range.end <= at && at <= n.range.end + 3 && clause.contains(&n.range.start);
            let partly = meet(&n.range, &m.range) && (n.range.start < at || m.range.end < n.range.end);
            n.value.force != Force::Affirm && (operates || partly || (behind && n.value.force.is_spoken()))
        })
    });
    found
}
