//! Who speaks: the label of a speech in minutes against the label in the translation.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::extract::name::{title_after, title_in_english};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::Lexicon;
use crate::lexicon::romanise::{
    Readings, Spelling, System, is_surname, name_spellings, sounds_as, spellings, surname_at, write,
};
use crate::text::{Kind, is_han};

/// The check.
pub const CHECK: Check = Check {
    id: "speaker",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/speaker.md"),
    pair: Some(pair),
    document: Some(document),
};

static READING: Message = Message {
    en: "In the source {0} speaks ({1}); the translation gives the speech to “{2}”.",
    zh: "原文发言人是“{0}”（{1}），译文作“{2}”。",
};
static USUAL: Message = Message {
    en: "In the source {0} speaks, elsewhere “{1}”; here the translation gives the speech to “{2}”, which elsewhere stands for {3}.",
    zh: "原文发言人是“{0}”，别处译作“{1}”，此处作“{2}”，而后者别处指{3}。",
};

/// A label without its title: characters or tokens.
struct Labels {
    zh: Range<usize>,
    en: Range<usize>,
}

/// The longest label, in characters and in tokens.
const LONGEST: (usize, usize) = (12, 9);

fn labels(pair: &Pair) -> Option<Labels> {
    let chars = pair.zh.chars();
    let end = chars.iter().take(LONGEST.0).position(|c| *c == ':')?;
    if end == 0 || !chars[..end].iter().all(|c| is_han(*c) || *c == '·') {
        return None;
    }
    let name =
        (1..end).find(|&k| title_after(&chars[k..]).is_some_and(|t| k + t.chars.len() == end)).unwrap_or(end);
    let en = &pair.en;
    let colon = (0..en.len().min(LONGEST.1)).find(|&k| en.norm(k) == ":")?;
    let mut start = 0;
    while start < colon {
        if let Some(len) = title_in_english(en, start) {
            start += len;
        } else if en.tokens()[start].kind == Kind::Mark {
            start += 1;
        } else {
            break;
        }
    }
    let mut stop = start;
    while stop < colon && (en.tokens()[stop].capital || (stop > start && en.norm(stop) == "-")) {
        stop += 1;
    }
    (stop == colon && stop > start).then_some(Labels { zh: 0..name, en: start..stop })
}

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let Some(labels) = labels(pair) else { return };
    if !misfits(cx.lexicon, pair, &labels) {
        return;
    }
    let chars = &pair.zh.chars()[labels.zh.clone()];
    let surname = surname_at(chars).map_or(1, |s| s.len());
    let right = write(cx.lexicon, chars, surname);
    let args = vec![
        pair.zh.original(labels.zh.clone()).to_owned(),
        right.clone(),
        pair.en.original(labels.en.clone()).to_owned(),
    ];
    out.push(
        Draft::new(Severity::Major, 0.8, &READING, args)
            .source(pair.zh.span(labels.zh))
            .target(pair.en.span(labels.en))
            .suggest(right),
    );
}

/// Whether a Chinese surname stands on the one side and another Chinese surname, in Hanyu Pinyin, on the other.
fn misfits(lexicon: &Lexicon, pair: &Pair, labels: &Labels) -> bool {
    let chars = &pair.zh.chars()[labels.zh.clone()];
    let Some(surname) = surname_at(chars) else { return false };
    // 时间：, 地点： are headings of a form; 问： and 答： are speakers without a name.
    let word = pair.zh.words().first().map_or(0, |w| w.end as usize);
    if chars.len() > surname.len() + 2 || (word > surname.len() && word >= chars.len()) {
        return false;
    }
    let en = &pair.en;
    let words: Vec<&str> =
        labels.en.clone().filter(|&k| en.tokens()[k].kind == Kind::Word).map(|k| en.norm(k)).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return false };
    let ways = name_spellings(words.iter().copied());
    if ways.is_empty() || surname.is_spelled(first) || surname.is_spelled(last) {
        return false;
    }
    let readings: Vec<Readings> = chars.iter().map(|c| Readings::of(lexicon, *c)).collect();
    let read_so = |w: &Spelling| {
        let first = w.slots.first().is_some_and(|slot| readings[0].meets(slot));
        let last = w.slots.last().is_some_and(|slot| readings[0].meets(slot));
        first || last
    };
    // A label of one character may stand for a foreigner (鲍 for 鲍阿杜), whose name is no surname in pinyin: a surname is one
    // syllable, and the given name a word of its own.
    let chinese = spellings(first).iter().any(|w| {
        w.system == System::Pinyin && is_surname(w.slots[0]) && (w.slots.len() == 1 || is_compound(w))
    });
    chinese
        && first.len() > 1
        && words.len() <= 3
        && !ways.iter().any(read_so)
        && sounds_as(lexicon, chars, first).is_none_or(|like| like < 0.6)
}

/// Whether two syllables are those of a compound surname (Ouyang).
fn is_compound(w: &Spelling) -> bool {
    w.slots.len() == 2
        && COMPOUND
            .iter()
            .any(|c| w.slots.iter().flat_map(|s| s.first()).map(|s| s.pinyin()).eq(c.iter().copied()))
}

/// The compound surnames that are still frequent.
const COMPOUND: [[&str; 2]; 5] =
    [["ou", "yang"], ["si", "tu"], ["shang", "guan"], ["zhu", "ge"], ["si", "ma"]];

fn document(cx: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let mut seen: Vec<(usize, String, String, Labels)> = Vec::new();
    for (k, pair) in whole.pairs.iter().enumerate() {
        if let Some(l) = labels(pair) {
            seen.push((k, pair.zh.folded(l.zh.clone()), pair.en.original(l.en.clone()).to_owned(), l));
        }
    }
    let mut by_zh: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut by_en: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (_, zh, en, _) in &seen {
        *by_zh.entry(zh).or_default().entry(en).or_insert(0) += 1;
        *by_en.entry(en).or_default().entry(zh).or_insert(0) += 1;
    }
    for (k, zh, en, labels) in &seen {
        let Some((usual, often)) = most(&by_zh[zh.as_str()]) else { continue };
        let Some((owner, owned)) = most(&by_en[en.as_str()]) else { continue };
        let pair = &whole.pairs[*k];
        if usual == en || owner == zh || often < 2 || owned < 2 || misfits(cx.lexicon, pair, labels) {
            continue;
        }
        let args = vec![
            pair.zh.original(labels.zh.clone()).to_owned(),
            usual.to_owned(),
            en.clone(),
            owner.to_owned(),
        ];
        let draft = Draft::new(Severity::Major, 0.85, &USUAL, args)
            .source(pair.zh.span(labels.zh.clone()))
            .target(pair.en.span(labels.en.clone()))
            .suggest(usual);
        out.push((*k, draft));
    }
}

/// The most frequent key, if it makes up at least three quarters of all.
fn most<'a>(counts: &BTreeMap<&'a str, usize>) -> Option<(&'a str, usize)> {
    let all: usize = counts.values().sum();
    let (key, n) = counts.iter().max_by_key(|(_, n)| **n)?;
    (n * 4 >= all * 3).then_some((*key, *n))
}
