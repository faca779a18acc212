//! One name in several spellings.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Check, Context, Whole};
use crate::document::Role;
use crate::extract::name::{Gazetteer, NameId, Sort, Use};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{System, spellings};
use crate::text::{Chinese, English, Kind, is_han};

/// The check.
pub const CHECK: Check = Check {
    id: "name-consistency",
    category: "entity",
    its_type: "inconsistent-entities",
    page: include_str!("../../docs/checks/name-consistency.md"),
    pair: None,
    document: Some(document),
};

static SPELLING: Message = Message {
    en: "“{0}” is spelled “{1}” elsewhere in the document ({2} times): probably one and the same name.",
    zh: "“{0}”在本文别处拼作“{1}”（{2}次），当为同一名称。",
};
static SEVERAL: Message = Message {
    en: "{0} is “{1}” here, but “{2}” elsewhere in the document.",
    zh: "“{0}”此处译作“{1}”，本文别处译作“{2}”。",
};

fn document(_: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    close_spellings(whole, out);
    several_names(whole, out);
}

/// A capitalised word that no dictionary knows: where it stands, and how often.
#[derive(Default)]
struct Word {
    places: Vec<(usize, usize)>,
    pairs: FxHashSet<usize>,
}

impl Word {
    /// How often it was written: a header repeats its title in the citation and the summary, and counts once.
    fn times(&self, whole: &Whole) -> usize {
        let header = |k: usize| whole.pairs[k].target.role == Role::Header;
        let body = self.places.iter().filter(|(k, _)| !header(*k)).count();
        body + usize::from(body < self.places.len())
    }
}

fn close_spellings(whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for (k, pair) in whole.pairs.iter().enumerate() {
        let en = &pair.en;
        for (i, t) in en.tokens().iter().enumerate() {
            let norm = en.norm(i);
            if t.kind != Kind::Word
                || !t.capital
                || t.stem.is_some()
                || t.stop
                || norm.chars().count() < SHORTEST
            {
                continue;
            }
            let word = words.entry(norm.to_owned()).or_default();
            word.places.push((k, i));
            word.pairs.insert(k);
        }
    }
    let all: Vec<(&String, &Word)> = words.iter().collect();
    let mut characters = None;
    // Names are few, and only those of one initial are compared.
    for (odd, w) in &all {
        let usual = all
            .iter()
            .filter(|(u, x)| {
                u.as_bytes()[0] == odd.as_bytes()[0]
                    && x.times(whole) >= 2
                    && x.times(whole) >= w.times(whole) * 2
                    && is_slip(odd, u)
                    && w.pairs.is_disjoint(&x.pairs)
            })
            .max_by_key(|(u, x)| (x.places.len(), std::cmp::Reverse(*u)));
        let Some((usual, x)) = usual else { continue };
        let (k, i) = w.places[0];
        let pair = &whole.pairs[k];
        // What the source writes so in Latin letters is another name.
        if pair.zh.find(odd).is_some()
            || characters.get_or_insert_with(|| Bigrams::of(whole)).tells_apart(whole, &x.pairs, k)
        {
            continue;
        }
        let usual_form = original(whole, x, usual);
        let header = pair.target.role == Role::Header;
        let confidence = match (x.places.len(), header) {
            (3.., true) => 0.85,
            (3.., false) => 0.8,
            _ => 0.6,
        };
        let args =
            vec![pair.en.original(i..i + 1).to_owned(), usual_form.clone(), x.places.len().to_string()];
        let draft = Draft::new(Severity::Minor, confidence, &SPELLING, args)
            .target(pair.en.span(i..i + 1))
            .suggest(usual_form);
        out.push((k, draft));
    }
}

/// In how many pairs of a document every two neighbouring Chinese characters stand.
struct Bigrams(FxHashMap<[char; 2], u32>);

impl Bigrams {
    fn of(whole: &Whole) -> Self {
        let mut count: FxHashMap<[char; 2], u32> = FxHashMap::default();
        for pair in whole.pairs {
            for bigram in bigrams(&pair.zh) {
                *count.entry(bigram).or_default() += 1;
            }
        }
        Self(count)
    }

    /// Whether the pairs of a name have characters in common, hardly met in other pairs, that this pair has not: then it is
    /// the name of someone else (Bilhan 辟罕, Bilhah 辟拉).
    fn tells_apart(&self, whole: &Whole, usual: &FxHashSet<usize>, odd: usize) -> bool {
        let here = bigrams(&whole.pairs[odd].zh);
        let mut of_name: FxHashMap<[char; 2], u32> = FxHashMap::default();
        let mut pairs: Vec<usize> =
            usual.iter().copied().filter(|&k| whole.pairs[k].is_two_sided()).collect();
        pairs.sort_unstable();
        pairs.truncate(SEEN);
        for &k in &pairs {
            for bigram in bigrams(&whole.pairs[k].zh) {
                *of_name.entry(bigram).or_default() += 1;
            }
        }
        let shared = pairs.len() as u32;
        let rare = usual.len() as u32 * 2;
        let mut own = of_name
            .iter()
            .filter(|(b, n)| **n * 5 >= shared * 4 && self.0.get(*b).is_some_and(|all| *all <= rare))
            .map(|(b, _)| b)
            .peekable();
        shared >= 2 && !here.is_empty() && own.peek().is_some() && !own.any(|b| here.contains(b))
    }
}

/// So many pairs of a name show what they have in common.
const SEEN: usize = 16;

fn bigrams(zh: &Chinese) -> FxHashSet<[char; 2]> {
    zh.chars().windows(2).filter(|w| w.iter().all(|c| is_han(*c))).map(|w| [w[0], w[1]]).collect()
}

/// Shorter words differ by a letter or two too easily.
const SHORTEST: usize = 5;

fn original(whole: &Whole, word: &Word, norm: &str) -> String {
    let at = word.places.first();
    at.map_or_else(|| norm.to_owned(), |(k, i)| whole.pairs[*k].en.original(*i..*i + 1).to_owned())
}

/// Endings that make an adjective, a plural or the name of a people of a name.
const ENDINGS: [&str; 20] = [
    "s", "es", "n", "an", "ian", "ean", "i", "ese", "ish", "ite", "er", "ist", "ic", "a", "ya", "ia", "o",
    "ism", "in", "y",
];

/// Whether one word is a slip of the pen for the other: a letter or two left out, added, changed or exchanged, and neither an inflected
/// form of the other nor two Chinese names that differ in a sound.
fn is_slip(odd: &str, usual: &str) -> bool {
    let least = odd.len().min(usual.len());
    let allowed = if least >= 7 { 2 } else { 1 };
    let distance = strsim::damerau_levenshtein(odd, usual);
    if distance == 0 || distance > allowed {
        return false;
    }
    let shared = odd.bytes().zip(usual.bytes()).take_while(|(a, b)| a == b).count();
    if !odd.is_char_boundary(shared) || !usual.is_char_boundary(shared) {
        return false;
    }
    let (a, b) = (&odd[shared..], &usual[shared..]);
    let ending = |e: &str| e.is_empty() || ENDINGS.contains(&e);
    if ending(a) && ending(b) {
        return false;
    }
    let pinyin = |w: &str| spellings(w).iter().any(|s| s.system == System::Pinyin);
    !(pinyin(odd) && pinyin(usual))
}

/// A pair, and characters and tokens in it.
type Place = (usize, Range<usize>, Range<usize>);

/// Names of places and persons that the tables know in several spellings: each use with the Chinese form it renders.
fn several_names(whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let gazetteer = Gazetteer::embedded();
    let mut uses: BTreeMap<(String, NameId), BTreeMap<String, Vec<Place>>> = BTreeMap::new();
    for (k, pair) in whole.pairs.iter().enumerate() {
        if !pair.is_two_sided() {
            continue;
        }
        let (zh, en) = (gazetteer.in_chinese(&pair.zh), gazetteer.in_english(&pair.en));
        for f in &zh {
            let id = f.ids[0];
            if gazetteer.known(id).sort == Sort::Country
                || zh.iter().filter(|o| o.ids.iter().any(|i| f.ids.contains(i))).count() != 1
            {
                continue;
            }
            let mut there = en.iter().filter(|e| e.usage == Use::Name && e.ids.contains(&id));
            if let (Some(e), None) = (there.next(), there.next()) {
                let form = key(&pair.en, &e.range);
                let uses = uses.entry((pair.zh.folded(f.range.clone()), id)).or_default();
                uses.entry(form).or_default().push((k, f.range.clone(), e.range.clone()));
            }
        }
    }
    for ((_, _), forms) in uses {
        let Some((usual, most)) = forms.iter().max_by_key(|(f, u)| (u.len(), std::cmp::Reverse(*f))) else {
            continue;
        };
        for (form, places) in forms.iter().filter(|(f, _)| *f != usual) {
            let part = form
                .split(' ')
                .any(|w| usual.split(' ').any(|v| v == w || v.starts_with(w) || w.starts_with(v)));
            let (k, zh, en) = &places[0];
            let pair = &whole.pairs[*k];
            if part || form.len() < 4 || usual.len() < 4 {
                continue;
            }
            let confidence = if most.len() > places.len() { 0.6 } else { 0.45 };
            let other = whole.pairs[most[0].0].en.original(most[0].2.clone()).to_owned();
            let args = vec![
                pair.zh.original(zh.clone()).to_owned(),
                pair.en.original(en.clone()).to_owned(),
                other.clone(),
            ];
            let draft = Draft::new(Severity::Minor, confidence, &SEVERAL, args)
                .source(pair.zh.span(zh.clone()))
                .target(pair.en.span(en.clone()))
                .suggest(other);
            out.push((*k, draft));
        }
    }
}

fn key(en: &English, range: &Range<usize>) -> String {
    let words: Vec<&str> =
        range.clone().filter(|&k| en.tokens()[k].kind == Kind::Word).map(|k| en.norm(k)).collect();
    words.join(" ")
}
