//! Whether words of the translation render something else in the source than the term in question.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{holds, overlaps};
use crate::align::Pair;
use crate::checks::Context;
use crate::lexicon::table;
use crate::text::Kind;

/// Whether each word of `tokens` that carries meaning is explained by characters of the source outside `terms`: by the dictionary, or
/// by data/terms/senses.tsv.
pub fn is_explained(cx: &Context, pair: &Pair, terms: &[Range<usize>], tokens: Range<usize>) -> bool {
    // `Against` and `under` are no content words to the dictionary, but they carry a rendering's meaning.
    const LIGHT: [&str; 10] = ["the", "a", "an", "of", "to", "and", "for", "by", "in", "on"];
    let content: Vec<usize> = tokens
        .filter(|&k| pair.en.tokens()[k].kind == Kind::Word && !LIGHT.contains(&pair.en.norm(k)))
        .collect();
    !content.is_empty()
        && content.iter().all(|&k| by_dictionary(pair, terms, k) || by_sense(cx, pair, terms, k))
}

fn by_dictionary(pair: &Pair, terms: &[Range<usize>], token: usize) -> bool {
    pair.links.of_token(token).iter().any(|l| {
        let word = l.start as usize..l.end as usize;
        let is_word = word.len() > 1 || pair.zh.words().iter().any(|w| w.start == l.start && w.end == l.end);
        is_word && !terms.iter().any(|t| holds(t, &word))
    })
}

/// English words that stand for more than a term, with the Chinese that they may stand for then.
fn senses() -> &'static FxHashMap<&'static str, Vec<&'static str>> {
    static SENSES: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    SENSES.get_or_init(|| {
        table::rows(include_str!("../../../data/terms/senses.tsv"))
            .filter_map(|r| Some((*r.first()?, r.get(1)?.split('|').map(str::trim).collect())))
            .collect()
    })
}

fn by_sense(cx: &Context, pair: &Pair, terms: &[Range<usize>], token: usize) -> bool {
    let norm = pair.en.norm(token);
    let chinese = senses().get(norm).or_else(|| senses().get(norm.strip_suffix('s')?));
    chinese.into_iter().flatten().any(|c| {
        let folded = cx.lexicon.fold_str(c);
        let len = folded.chars().count();
        pair.zh.find_all(&folded).any(|at| !terms.iter().any(|t| overlaps(t, &(at..at + len))))
    })
}
