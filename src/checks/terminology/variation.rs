//! One term of a document in several renderings.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::overlaps;
use crate::align::Pair;
use crate::checks::{Context, Whole};
use crate::finding::{Draft, Message, Severity};
use crate::glossary::{Phrase, Words, builtin};
use crate::lexicon::{EntryId, Lexicon, StemId};

static VARIES: Message = Message {
    en: "{0} is “{1}” in {3} places of this document, but “{2}” here.",
    zh: "本文件中“{0}”有{3}处译作“{1}”，此处却作“{2}”。",
};

/// A term rendered in fewer pairs than this shows no habit.
const FEWEST: usize = 4;
/// What share of its renderings the usual one must have, in tenths.
const USUAL: usize = 8;
/// A rendering that stands this often is a habit of its own.
const HABIT: usize = 3;
/// Terms with more loose renderings than this are ordinary words too; those are not rendered in one way.
const MOST_LOOSE: usize = 4;
/// Dictionary words shorter than this have too many renderings to expect one.
const SHORTEST: u32 = 3;
/// An editor wants one rendering for a technical term …
const OF_TERM: f32 = 0.55;
/// … and may well have wanted two for a word that only the dictionary knows.
const OF_WORD: f32 = 0.4;

/// One place of a term and what it is rendered by.
struct Place {
    pair: usize,
    source: Range<usize>,
    target: Range<usize>,
    /// What tells one rendering from another: stems.
    key: String,
    confidence: f32,
}

/// Places by the term's folded characters.
type Places = BTreeMap<String, Vec<Place>>;

/// Judges a document.
pub fn check(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let mut places = Places::new();
    let mut names: FxHashMap<EntryId, bool> = FxHashMap::default();
    for (k, pair) in whole.pairs.iter().enumerate().filter(|(_, p)| p.is_two_sided()) {
        let taken = known(cx, k, pair, &mut places);
        words(cx.lexicon, k, pair, &taken, &mut names, &mut places);
    }
    for places in places.values() {
        judge(whole, places, out);
    }
}

/// Terms of the term base: which of their approved renderings stands there, if it is one. Gives the characters that are a term's.
fn known(cx: &Context, k: usize, pair: &Pair, places: &mut Places) -> Vec<Range<usize>> {
    let base = builtin();
    // The glossary's terms are judged one by one: it may approve several renderings.
    let mut taken: Vec<Range<usize>> =
        cx.glossary.find(&pair.zh, cx.lexicon).into_iter().map(|f| f.range).collect();
    let mut found = base.find(&pair.zh, cx.lexicon);
    found.retain(|f| !taken.iter().any(|t| overlaps(t, &f.range)));
    let english = Words::new(&pair.en);
    for f in &found {
        let term = &base.terms()[f.term];
        if term.also().len() > MOST_LOOSE {
            continue;
        }
        let place = |p: &Phrase| {
            Some((p.stems().collect::<Vec<_>>().join(" "), p.find(&english).into_iter().next()?))
        };
        let rendered: Vec<_> = term.approved().iter().filter_map(place).collect();
        if let [(key, target)] = &rendered[..] {
            let (key, source, target) = (key.clone(), f.range.clone(), target.clone());
            let place = Place { pair: k, source, target, key, confidence: OF_TERM };
            places.entry(pair.zh.folded(f.range.clone())).or_default().push(place);
        }
    }
    taken.extend(found.into_iter().map(|f| f.range));
    taken
}

/// Longer words of the dictionary: which of their glosses' words stands there.
fn words(
    lexicon: &Lexicon,
    k: usize,
    pair: &Pair,
    taken: &[Range<usize>],
    names: &mut FxHashMap<EntryId, bool>,
    places: &mut Places,
) {
    for word in pair.zh.words().iter().filter(|w| w.end - w.start >= SHORTEST) {
        let source = word.start as usize..word.end as usize;
        let Some(entry) = word.entry else { continue };
        let is_name = || lexicon.senses(entry).iter().all(|s| s.pinyin.starts_with(char::is_uppercase));
        if taken.iter().any(|t| overlaps(t, &source)) || *names.entry(entry).or_insert_with(is_name) {
            continue;
        }
        let mut tokens: Vec<usize> = pair
            .links
            .of_chars(source.clone())
            .filter(|l| l.start == word.start && l.end == word.end)
            .map(|l| l.token as usize)
            .collect();
        tokens.sort_unstable();
        tokens.dedup();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        // Words far apart are no one rendering.
        if last - first > tokens.len() {
            continue;
        }
        let stems: Vec<StemId> = tokens.iter().filter_map(|t| pair.en.tokens()[*t].stem).collect();
        let key = stems.into_iter().map(|s| lexicon.stem_text(s)).collect::<Vec<_>>().join(" ");
        let target = *first..last + 1;
        let term = pair.zh.folded(source.clone());
        places.entry(term).or_default().push(Place { pair: k, source, target, key, confidence: OF_WORD });
    }
}

fn judge(whole: &Whole, places: &[Place], out: &mut Vec<(usize, Draft)>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for p in places {
        *counts.entry(&p.key).or_default() += 1;
    }
    let Some((usual, n)) = counts.iter().max_by_key(|(_, n)| **n) else { return };
    if places.len() < FEWEST || n * 10 < places.len() * USUAL {
        return;
    }
    let Some(model) = places.iter().find(|p| p.key == **usual) else { return };
    // Renderings that share a word are one, said at greater or lesser length.
    let is_kin =
        |key: &str| key.split(' ').any(|w| usual.split(' ').any(|u| u.starts_with(w) || w.starts_with(u)));
    for p in places.iter().filter(|p| counts[p.key.as_str()] < HABIT && !is_kin(&p.key)) {
        let pair = &whole.pairs[p.pair];
        let of = |place: &Place| whole.pairs[place.pair].en.original(place.target.clone()).to_owned();
        let source = pair.zh.original(p.source.clone()).to_owned();
        let draft =
            Draft::new(Severity::Minor, p.confidence, &VARIES, vec![source, of(model), of(p), n.to_string()])
                .source(pair.zh.span(p.source.clone()))
                .target(pair.en.span(p.target.clone()))
                .suggest(of(model));
        out.push((p.pair, draft));
    }
}
