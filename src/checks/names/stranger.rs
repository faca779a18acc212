//! A person of the source whom nothing in the translation sounds like, beside a person of the translation whom nothing in the source
//! sounds like.

use std::cell::OnceCell;
use std::ops::Range;

use super::facts::{Facts, overlaps};
use super::replaced::strange_places;
use super::voice::{Sounds, is_japanese, sounds};
use crate::extract::name::{
    Evidence, Found, Sort, faint_persons, is_given_name, is_title_case, latin, speakers, transliterated,
};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{consonants, surname_at, write};
use crate::lexicon::words::{Rank, rank};
use crate::text::is_han;

static ANOTHER: Message = Message {
    en: "The source speaks of {0}; the translation has “{1}”, a name that nothing in the source sounds like.",
    zh: "原文说的是“{0}”，译文却作“{1}”，原文中没有读音与之相近的名字。",
};

/// A name and how sure it is that this is a person whom the other side does not have.
struct Unmatched {
    range: Range<usize>,
    sure: f32,
    /// Whether it is a name of Chinese form, which no foreigner's is put for.
    chinese: bool,
    /// Whether it is known to be a place.
    place: bool,
    /// Whether it is known to be a person.
    person: bool,
}

/// In source texts of more characters than this, names are dropped and added for reasons of their own.
const LONG: usize = 150;

/// Reports persons put for others, apart from what is `claimed` and what stands in `out` from `reported` on.
pub fn check(facts: &Facts, claimed: &[(Range<usize>, Range<usize>)], reported: usize, out: &mut Vec<Draft>) {
    let mut strangers = strangers(facts);
    let places = strange_places(facts, claimed).into_iter();
    let places: Vec<_> = places.filter(|p| !strangers.iter().any(|s| overlaps(&s.range, p))).collect();
    strangers.extend(places.into_iter().map(|range| Unmatched {
        range,
        sure: 0.75,
        chinese: false,
        place: true,
        person: false,
    }));
    let (zh, en) = (&facts.pair.zh, &facts.pair.en);
    strangers.retain(|s| {
        let span = en.span(s.range.clone());
        !claimed.iter().any(|c| overlaps(&c.1, &s.range))
            && !out[reported..].iter().any(|d| {
                d.confidence >= 0.5 && d.target.is_some_and(|t| t.start < span.end && span.start < t.end)
            })
    });
    if strangers.is_empty() {
        return;
    }
    let mut lost = lost(facts, claimed);
    lost.retain(|l| {
        let span = zh.span(l.range.clone());
        !out[reported..].iter().any(|d| {
            d.confidence >= 0.5 && d.source.is_some_and(|s| s.start < span.end && span.start < s.end)
        })
    });
    let long = if zh.chars().len() > LONG { 0.9 } else { 1.0 };
    for stranger in strangers {
        // The likeliest partner stands at about the same place of its side.
        let place = stranger.range.start as f32 / en.len() as f32;
        let away = |l: &Unmatched| (l.range.start as f32 / zh.chars().len() as f32 - place).abs() - l.sure;
        let fits = |l: &Unmatched| !(stranger.place && (l.chinese || l.person));
        let Some(k) = (0..lost.len())
            .filter(|&k| fits(&lost[k]))
            .min_by(|&a, &b| away(&lost[a]).total_cmp(&away(&lost[b])))
        else {
            continue;
        };
        let l = lost.remove(k);
        // Many a foreigner has a Chinese name of his own choice, and Japanese names are read in Japanese.
        let may_be_chinese =
            l.chinese || (l.range.len() <= 3 && surname_at(&zh.chars()[l.range.clone()]).is_some());
        let adopted = if may_be_chinese && !stranger.chinese {
            // `MR RONALD ARCULLI:` answers to 夏佳理议员： at the head of the same speech.
            let label = l.range.start == 0 && stranger.range.start <= LABEL;
            let own = label || is_japanese(facts, &stranger.range) || facts.adopts(&stranger.range, &l.range);
            if own { 0.55 } else { 0.9 }
        } else {
            1.0
        };
        let confidence = 0.85 * l.sure * stranger.sure * long * adopted;
        let name = zh.original(l.range.clone()).to_owned();
        let args = vec![name, en.original(stranger.range.clone()).to_owned()];
        let mut draft = facts.draft(Severity::Major, confidence, &ANOTHER, &l.range, &stranger.range, args);
        if l.chinese {
            let surname = surname_at(&zh.chars()[l.range.clone()]);
            let right = write(facts.lexicon, &zh.chars()[l.range.clone()], surname.map_or(0, |s| s.len()));
            draft = draft.suggest(right);
        }
        // The same place may have been doubted already, for less.
        let mut at = 0;
        out.retain(|d| {
            at += 1;
            let same = d.target.zip(draft.target).is_some_and(|(a, b)| a.start < b.end && b.start < a.end);
            at <= reported || !same || d.confidence >= draft.confidence
        });
        out.push(draft);
    }
}

/// Tokens of a title before the name of who speaks.
const LABEL: usize = 2;

/// Whether a word has the form of a name and not of an abbreviation: one capital, four letters at least.
fn is_plain(word: &str) -> bool {
    word.chars().count() > 3 && !word.chars().skip(1).any(char::is_uppercase)
}

/// Persons of the translation none of whose words the source explains in any way.
fn strangers(facts: &Facts) -> Vec<Unmatched> {
    let (zh, en) = (&facts.pair.zh, &facts.pair.en);
    let heading = is_title_case(en);
    let names = OnceCell::new();
    let names = || names.get_or_init(|| sounds(facts, &facts.pair.wider().zh, 2));
    let strange = |w: usize| !matches!(rank(en.norm(w)), Some(Rank::Common | Rank::Known));
    let mut out = Vec::new();
    for (k, run) in facts.runs.iter().enumerate() {
        let words: Vec<usize> = run.words.iter().copied().filter(|&w| en.norm(w).len() > 1).collect();
        let spelled: Vec<_> = facts.spelled.iter().filter(|s| s.run == k).collect();
        // What stands before the name in its run is an office or a place (Detective Inspector, Venezuela).
        let person = spelled.iter().find(|s| s.whole && s.is_person() && !s.explained);
        let given = words.iter().position(|&w| is_given_name(en.norm(w))).filter(|&k| k + 1 < words.len());
        let words = match (person, given) {
            (Some(s), _) => s.words.clone(),
            (None, Some(k)) => words[k..].to_vec(),
            _ => words,
        };
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
        let range = first..last + 1;
        let (chinese, given) = (person.is_some(), given.is_some());
        if facts.copied(en, range.clone())
            || (heading && !(chinese || (given && words.len() == 2 && strange(last))))
        {
            continue;
        }
        let known: Vec<_> = facts.en_known.iter().filter(|f| overlaps(&f.range, &range)).collect();
        let title = run.title.is_some() && first == run.range.start;
        let given = given
            || known
                .iter()
                .any(|f| f.range.start == first && facts.gazetteer.known(f.ids[0]).sort == Sort::Person);
        let sure = match (words.len(), title) {
            (1, true) if strange(first) => 0.9,
            (1, false)
                if rank(en.norm(first)).is_none() && !run.opens && is_plain(en.original(range.clone())) =>
            {
                0.6
            }
            (1, _) => continue,
            (_, true) => 1.0,
            _ if chinese || given => 1.0,
            (2 | 3, false) if words.iter().all(|&w| strange(w)) => 0.85,
            _ => continue,
        };
        let place = known.iter().any(|f| {
            facts.gazetteer.known(f.ids[0]).sort != Sort::Person && f.range.len() >= range.len() && !title
        });
        // Emily Lau is 刘慧卿, though nothing spells the characters of her given name.
        let by_surname = facts.persons.iter().any(|p| {
            surname_at(&zh.chars()[p.range.clone()])
                .is_some_and(|s| words.iter().any(|&w| s.is_spelled(en.norm(w))))
        });
        if place
            || by_surname
            || known.iter().any(|f| facts.said(&f.ids))
            || spelled.iter().any(|s| s.explained && overlaps(&s.range, &range))
            || (!chinese && words.iter().any(|&w| !facts.pair.links.of_token(w).is_empty()))
        {
            continue;
        }
        let telling = words.iter().filter(|&&w| consonants(en.norm(w)) > 1).count();
        if !chinese && (telling == 0 || facts.heard_as(names(), &words)) {
            continue;
        }
        out.push(Unmatched { range, sure, chinese, place: false, person: false });
    }
    out
}

/// Persons of the source whom nothing in the translation renders.
fn lost(facts: &Facts, claimed: &[(Range<usize>, Range<usize>)]) -> Vec<Unmatched> {
    let zh = &facts.pair.zh;
    let mut out: Vec<Unmatched> = Vec::new();
    let mut add = |range: Range<usize>, sure: f32, chinese: bool| {
        let again = |o: &Unmatched| {
            overlaps(&o.range, &range) || zh.chars()[o.range.clone()] == zh.chars()[range.clone()]
        };
        if !claimed.iter().any(|c| overlaps(&c.0, &range)) && !out.iter().any(again) {
            let is_person = |f: &Found| facts.gazetteer.known(f.ids[0]).sort == Sort::Person;
            let person = facts.zh_known.iter().any(|f| overlaps(&f.range, &range) && is_person(f));
            out.push(Unmatched { range, sure, chinese, place: false, person });
        }
    };
    let known = |range: &Range<usize>| {
        facts.zh_known.iter().any(|f| overlaps(&f.range, range) && facts.rendered(&f.ids))
    };
    for range in latin(zh) {
        let en = &facts.pair.wider().en;
        let parts: Vec<String> = zh.folded(range.clone()).split([' ', '-']).map(str::to_owned).collect();
        let there = parts.iter().filter(|p| p.len() > 1).any(|p| (0..en.len()).any(|k| en.norm(k) == p))
            || en.text().contains(zh.original(range.clone()));
        // 总统(President) only glosses a word.
        let is_word = parts.iter().all(|p| rank(p) == Some(Rank::Common));
        if !there && !is_word && range.len() > 3 {
            add(range, if parts.len() > 1 { 1.0 } else { 0.75 }, false);
        }
    }
    for range in transliterated(zh, facts.lexicon, 3) {
        if known(&range) || facts.voiced(&Sounds::of(zh, range.clone())) || facts.spells_surname(&range) {
            continue;
        }
        let dotted = zh.chars()[range.clone()].iter().any(|c| !is_han(*c));
        let sure = match range.len() {
            _ if dotted => 1.0,
            3 => 0.8,
            _ => 0.9,
        };
        add(range, sure, false);
    }
    for f in &facts.zh_known {
        if facts.gazetteer.known(f.ids[0]).sort == Sort::Person
            && !facts.rendered(&f.ids)
            && !facts.voiced(&Sounds::of(zh, f.range.clone()))
        {
            add(f.range.clone(), 0.9, false);
        }
    }
    for p in &facts.persons {
        let given = p.range.len() - p.value.surname;
        // 佩罗先生 is Mr Perot, nobody of the surname 罗.
        let end_of_name = given == 0
            && transliterated(zh, facts.lexicon, 2)
                .iter()
                .any(|t| t.start < p.range.start && p.range.end <= t.end);
        if end_of_name || facts.zh_known.iter().any(|f| overlaps(&f.range, &p.range)) || facts.names_person(p)
        {
            continue;
        }
        let sure = match p.value.evidence {
            Evidence::Shape => 0.9,
            _ if given == 0 => 0.8,
            _ => 1.0,
        };
        add(p.range.clone(), sure, true);
    }
    // 岳桥判 beside 杨岳桥, whom the translation has, is nobody.
    let (mut faint, rendered): (Vec<_>, Vec<_>) = speakers(zh)
        .into_iter()
        .chain(faint_persons(zh, facts.lexicon))
        .partition(|p| !facts.names_person(p));
    faint.retain(|p| !rendered.iter().any(|r| overlaps(&r.range, &p.range)));
    let faint: Vec<_> = faint
        .into_iter()
        .filter(|p| {
            !facts.zh_known.iter().any(|f| overlaps(&f.range, &p.range))
                && !facts.persons.iter().any(|o| overlaps(&o.range, &p.range))
                && !facts.spelled.iter().any(|s| s.place.as_ref().is_some_and(|r| overlaps(r, &p.range)))
                // 汤米 is Tommy, nobody of the surname 汤.
                && !facts.voiced(&Sounds::of(zh, p.range.clone()))
                && !facts.pair.links.of_chars(p.range.clone()).any(|l| l.end - l.start > 1)
        })
        .collect();
    for p in faint {
        add(p.range, 0.75, true);
    }
    out
}
