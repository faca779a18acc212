//! One-character names of countries that several share: 苏 in a text about Sudan is not the Soviet Union.

use rustc_hash::FxHashSet;

use crate::align::Pair;
use crate::checks::Whole;
use crate::extract::name::{Gazetteer, NameId, Sort, Use};
use crate::finding::{Draft, Message, Severity};

static SHARED: Message = Message {
    en: "{0} stands for {1} here, which the source names in full, not for {2}, which it never names; the translation has “{3}”.",
    zh: "原文通篇只提{1}，“{0}”应指{1}而非{2}，译文却作“{3}”。",
};

/// Characters behind an abbreviation that make it a party to talks or a people: 苏方, 印军.
const PARTY: &str = "方军国";

/// Reports abbreviations that the translation reads as a country which the source nowhere names, while it names another that they may
/// stand for.
pub fn check(whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let gazetteer = Gazetteer::embedded();
    let mut named: FxHashSet<NameId> = FxHashSet::default();
    for pair in whole.pairs {
        for found in gazetteer.in_chinese(&pair.zh) {
            named.extend(found.ids.iter().copied());
            // A place speaks of its country.
            named.extend(found.ids.iter().filter_map(|id| gazetteer.known(*id).country));
        }
    }
    for (k, pair) in whole.pairs.iter().enumerate().filter(|(_, p)| p.is_two_sided()) {
        out.extend(judge(gazetteer, pair, &named).map(|draft| (k, draft)));
    }
}

fn judge(gazetteer: &Gazetteer, pair: &Pair, named: &FxHashSet<NameId>) -> Option<Draft> {
    let chars = pair.zh.chars();
    let mut english = None;
    for at in 0..chars.len().saturating_sub(1) {
        if !PARTY.contains(chars[at + 1]) {
            continue;
        }
        let ids = gazetteer.abbreviated(chars[at]);
        let (meant, others): (Vec<NameId>, Vec<NameId>) =
            ids.iter().copied().partition(|id| named.contains(id));
        let ([meant], false) = (meant.as_slice(), others.is_empty()) else { continue };
        let found = english.get_or_insert_with(|| gazetteer.in_english(&pair.en));
        let country = |id: &NameId| gazetteer.known(*id).sort == Sort::Country;
        let right = found.iter().any(|f| f.ids.contains(meant));
        let wrong = found.iter().find(|f| {
            f.usage != Use::Metonym
                && f.ids.iter().all(country)
                && f.ids.iter().any(|id| others.contains(id))
                && !f.ids.iter().any(|id| named.contains(id))
        });
        let Some(wrong) = wrong.filter(|_| !right) else { continue };
        let other = *wrong.ids.iter().find(|id| others.contains(id))?;
        let args = vec![
            pair.zh.original(at..at + 2).to_owned(),
            gazetteer.known(*meant).chinese.to_owned(),
            gazetteer.known(other).chinese.to_owned(),
            pair.en.original(wrong.range.clone()).to_owned(),
        ];
        return Some(
            Draft::new(Severity::Major, 0.8, &SHARED, args)
                .source(pair.zh.span(at..at + 2))
                .target(pair.en.span(wrong.range.clone()))
                .suggest(gazetteer.known(*meant).english),
        );
    }
    None
}
