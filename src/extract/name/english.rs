use std::ops::Range;

use super::title::title_in_english;
use crate::text::{English, Kind};

/// A capitalised name in an English text: `Zhang Hanfu`, `T. V. Soong`, `Mao Tse-tung`, `Ludwig van Beethoven`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Tokens of the name, without title.
    pub range: Range<usize>,
    /// Its words (tokens of letters); hyphens, full stops and apostrophes are left out.
    pub words: Vec<usize>,
    /// Tokens of the title right before it.
    pub title: Option<Range<usize>>,
    /// Whether it begins a sentence, so that its first capital may mean nothing.
    pub opens: bool,
}

/// Small words inside names.
const PARTICLES: [&str; 15] =
    ["de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "el"];

/// Whether token `i` begins a sentence, a line, a quotation or what follows a colon.
fn opens(en: &English, i: usize) -> bool {
    let mut k = i;
    while k > 0 && matches!(en.norm(k - 1), "\"" | "'" | "(" | "[" | "—" | "-" | "*" | "#") {
        k -= 1;
    }
    k == 0
        || matches!(en.norm(k - 1), "." | "!" | "?" | ":" | ";" | "…")
        || en.text()[en.tokens()[k - 1].span.end..en.tokens()[k].span.start].contains('\n')
}

/// The capitalised names of a text, in order.
pub fn runs(en: &English) -> Vec<Run> {
    let mut out = Vec::new();
    let mut i = 0;
    let is_name =
        |k: usize| en.tokens().get(k).is_some_and(|t| t.kind == Kind::Word && t.capital && en.norm(k) != "i");
    while i < en.len() {
        if !is_name(i) {
            i += 1;
            continue;
        }
        let start = i;
        let mut title = None;
        while let Some(len) = title_in_english(en, i) {
            title = Some(i..i + len);
            i += len;
        }
        if title.is_some() && !is_name(i) {
            continue;
        }
        let opening = opens(en, start) && title.is_none();
        if opening && en.tokens()[i].stop && en.norm(i) != "he" && en.norm(i) != "she" {
            i += 1;
            continue;
        }
        let first = i;
        let mut words = vec![i];
        i += 1;
        loop {
            if is_name(i) && title_in_english(en, i).is_none() {
                words.push(i);
                i += 1;
            } else if en.norm(i) == "-" && en.is_joined(i) && en.is_joined(i + 1) && word(en, i + 1) {
                words.push(i + 1);
                i += 2;
            } else if en.norm(i) == "." && en.norm(i - 1).len() == 1 && is_name(i + 1) {
                i += 1;
            } else if PARTICLES.contains(&en.norm(i)) && is_name(i + 1) {
                words.extend([i, i + 1]);
                i += 2;
            } else {
                break;
            }
        }
        out.push(Run { range: first..i, words, title, opens: opening });
    }
    out
}

fn word(en: &English, i: usize) -> bool {
    en.tokens().get(i).is_some_and(|t| t.kind == Kind::Word)
}

/// Whether most long words are capitalised, as in a heading: then capitals tell nothing.
pub fn is_title_case(en: &English) -> bool {
    let (mut capital, mut all) = (0, 0);
    for t in en.tokens().iter().filter(|t| t.kind == Kind::Word && t.span.len() > 3) {
        all += 1;
        capital += usize::from(t.capital);
    }
    all >= 3 && capital * 10 > all * 6
}
