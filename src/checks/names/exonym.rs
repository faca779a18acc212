//! A foreigner, or a Chinese with an established English name, whose characters are spelled in pinyin: Hu Zhiming for Ho Chi Minh.

use std::ops::Range;

use super::facts::{Facts, overlaps};
use crate::extract::name::Sort;
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::System;

static SPELLED: Message = Message {
    en: "“{0}” only spells {1} in pinyin; the name is known in English as “{2}”.",
    zh: "“{0}”只是“{1}”的拼音，通行的英文名是“{2}”。",
};

/// Letters of the shortest spelling that is told from a word.
const SHORTEST: usize = 4;

/// Similarity (Jaro-Winkler) from which on a name is another spelling of the established one: Hanna, Hannah.
const ANOTHER_SPELLING: f64 = 0.85;

/// Reports such spellings, apart from what is `claimed` already.
pub fn check(facts: &Facts, claimed: &[(Range<usize>, Range<usize>)], out: &mut Vec<Draft>) {
    for name in &facts.spelled {
        let Some(place) = &name.place else { continue };
        let letters: usize = name.words.iter().map(|&k| facts.pair.en.norm(k).len()).sum();
        let is_pinyin = name.ways.iter().any(|w| w.system == System::Pinyin && w.slots.len() == place.len());
        if letters < SHORTEST || !is_pinyin || !name.whole || place.len() < 2 {
            continue;
        }
        let Some(known) = facts.zh_known.iter().find(|f| f.range == *place) else { continue };
        let is_person = known.ids.iter().all(|id| facts.gazetteer.known(*id).sort == Sort::Person);
        if !is_person || facts.rendered(&known.ids) || claimed.iter().any(|c| overlaps(&c.0, place)) {
            continue;
        }
        let established = facts.gazetteer.known(known.ids[0]).english.to_owned();
        let written = facts.pair.en.original(name.range.clone()).to_owned();
        if strsim::jaro_winkler(&written.to_lowercase(), &established.to_lowercase()) >= ANOTHER_SPELLING {
            continue;
        }
        let arguments = vec![written, facts.pair.zh.original(place.clone()).to_owned(), established.clone()];
        let draft = facts.draft(Severity::Minor, 0.7, &SPELLED, place, &name.range, arguments);
        out.push(draft.suggest(established));
    }
}
