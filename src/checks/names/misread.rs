//! A Chinese name whose spelling gives a character a reading that it has not.

use std::ops::Range;

use super::facts::{Facts, Spelled};
use crate::extract::name::{Evidence, faint_persons, persons, title_after, title_before};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{Rank, Readings, Spelling, System, fit, surname_at, write};

static MISREAD: Message = Message {
    en: "{0} is read {1}, but the translation writes “{2}”: {3} is not read “{4}”.",
    zh: "“{0}”应读作{1}，译文作“{2}”：“{3}”不读“{4}”。",
};
static SURNAME: Message = Message {
    en: "As a surname {3} is read “{1}”, but the translation writes “{2}” for {0}.",
    zh: "“{3}”作姓氏读“{1}”，译文把“{0}”写作“{2}”。",
};

/// Reports misreadings; gives the ranges of characters and of tokens that they are about.
pub fn check(facts: &Facts, out: &mut Vec<Draft>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut claimed = Vec::new();
    for name in &facts.spelled {
        let draft = match &name.place {
            // A single syllable is read somewhere in any text: only the person beside the title counts.
            _ if name.words.len() == 1 && name.ways.iter().all(|w| w.slots.len() == 1) => {
                titled_surname(facts, name)
            }
            Some(place) => surname_reading(facts, name, place),
            None if name.explained || !name.whole => None,
            None => full_name(facts, name),
        };
        if let Some((range, draft)) = draft {
            claimed.push((range, name.range.clone()));
            out.push(draft);
        }
    }
    claimed
}

type Found = Option<(Range<usize>, Draft)>;

/// A name whose characters fit, but only by a reading that its surname has as a word, not as a surname (单 dān).
fn surname_reading(facts: &Facts, name: &Spelled, place: &Range<usize>) -> Found {
    if name.words.len() < 2 || !(2..=4).contains(&place.len()) || !name.whole {
        return None;
    }
    let chars = facts.pair.zh.chars();
    let surname = surname_at(&chars[place.clone()]).filter(|s| s.len() == 1 && s.rank != Rank::Rare)?;
    let way = name
        .ways
        .iter()
        .find(|w| w.system == System::Pinyin && fits(facts, place, w) && w.slots.len() == place.len())?;
    let other_system = name.ways.iter().any(|w| w.system == System::Older && fits(facts, place, w));
    let written = facts.pair.en.norm(name.words[0]);
    let right = surname.readings.iter().any(|r| way.slots[0].iter().any(|s| r.first() == Some(s)));
    if right || other_system || surname.is_spelled(written) || way.slots[0].len() != 1 {
        return None;
    }
    if way.slots[0][0].pinyin() != written {
        return None;
    }
    let right = write(facts.lexicon, &chars[place.start..place.start + 1], 1);
    let draft = facts.draft(
        Severity::Minor,
        0.65,
        &SURNAME,
        place,
        &name.range,
        vec![
            facts.pair.zh.original(place.clone()).to_owned(),
            right,
            facts.pair.en.original(name.range.clone()).to_owned(),
            facts.pair.zh.original(place.start..place.start + 1).to_owned(),
        ],
    );
    Some((place.clone(), draft.suggest(write(facts.lexicon, &chars[place.clone()], 1))))
}

fn fits(facts: &Facts, place: &Range<usize>, way: &Spelling) -> bool {
    fit(&facts.sound().readings[place.clone()], way).is_some_and(|f| f.differs.is_none())
}

/// A full name all but one of whose characters fit.
fn full_name(facts: &Facts, name: &Spelled) -> Found {
    let zh = &facts.pair.zh;
    let chars = zh.chars();
    let mut best: Option<(f32, Range<usize>, &Spelling)> = None;
    for way in name.ways.iter().chain(&name.turned) {
        let n = way.slots.len();
        if !(2..=4).contains(&n) || name.words.len() > 3 {
            continue;
        }
        // All but one of the syllables fit: the first or the second does.
        let mut starts = facts.sound().starts(way, 0);
        starts.extend(facts.sound().starts(way, 1));
        starts.sort_unstable();
        starts.dedup();
        for range in starts.into_iter().map(|start| start..start + n) {
            let Some(f) = fit(&facts.sound().readings[range.clone()], way) else { continue };
            let Some(differs) = f.differs.filter(|_| f.agreeing + 1 == n) else { continue };
            let Some(likely) = likelihood(facts, name, &range, differs) else { continue };
            if best.as_ref().is_none_or(|b| likely > b.0) {
                best = Some((likely, range, way));
            }
        }
    }
    let (mut confidence, range, way) = best?;
    // What reads as Wade-Giles may as well be Cantonese or Korean, which no table spells out.
    if way.system == System::Older {
        confidence *= 0.5;
    }
    if way.system == System::Older && !name.ways.iter().all(|w| w.system == System::Older) {
        return None;
    }
    let differs = fit(&facts.sound().readings[range.clone()], way)?.differs?;
    // What the dictionary does not know the table of surnames may: 谌 Shen, 郗 Xi.
    let as_surname = surname_at(&chars[range.clone()])
        .filter(|s| differs == 0 && s.len() == 1)
        .is_some_and(|s| s.readings.iter().any(|r| r.iter().any(|r| way.slots[0].contains(r))));
    if as_surname {
        return None;
    }
    // Some other name of the translation is these characters' own.
    if facts
        .spelled
        .iter()
        .any(|o| o.place.as_ref().is_some_and(|p| p.start < range.end && range.start < p.end))
    {
        return None;
    }
    let surname = surname_at(&chars[range.clone()]).map_or(1, |s| s.len());
    let right = write(facts.lexicon, &chars[range.clone()], surname);
    let draft = facts.draft(
        Severity::Major,
        confidence,
        &MISREAD,
        &range,
        &name.range,
        vec![
            zh.original(range.clone()).to_owned(),
            right.clone(),
            facts.pair.en.original(name.range.clone()).to_owned(),
            zh.original(range.start + differs..range.start + differs + 1).to_owned(),
            way.slots[differs].first().map_or("", |s| s.pinyin()).to_owned(),
        ],
    );
    Some((range, draft.suggest(right)))
}

/// How likely it is that these characters are the name, all of it but one character being read so.
fn likelihood(facts: &Facts, name: &Spelled, range: &Range<usize>, differs: usize) -> Option<f32> {
    let chars = facts.pair.zh.chars();
    let surname = surname_at(&chars[range.clone()])?;
    if surname.len() >= range.len() || range.len() - surname.len() > 2 {
        return None;
    }
    // The translation must be cut as a name is: surname, then given name.
    if name.words.len() < 2 {
        return None;
    }
    let person = facts.persons.iter().find(|p| p.range == *range);
    let titled = person.is_some_and(|p| p.value.evidence != Evidence::Shape) || beside_title(chars, range);
    let crosses = facts.pair.zh.words().iter().any(|w| {
        let (a, b) = (w.start as usize, w.end as usize);
        b - a > 1 && a < range.end && range.start < b && !(range.start <= a && b <= range.end)
    });
    let whole_word =
        facts.pair.zh.words().iter().any(|w| w.start as usize == range.start && w.end as usize == range.end);
    if crosses || (whole_word && !titled) {
        return None;
    }
    let base: f32 = match (range.len(), differs) {
        (3.., d) if d >= surname.len() => 0.85,
        (3.., _) => 0.8,
        (_, 0) if titled => 0.65,
        (_, _) if titled => 0.7,
        (_, 0) if surname.rank == Rank::Frequent => 0.55,
        (_, 0) => return None,
        (_, _) => 0.65,
    };
    let rank = match surname.rank {
        Rank::Frequent => 0.0,
        Rank::Word => 0.05,
        Rank::Rare => 0.1,
    };
    Some((base - if titled { 0.0 } else { rank } + if titled { 0.05 } else { 0.0 }).min(0.9))
}

fn beside_title(chars: &[char], range: &Range<usize>) -> bool {
    title_after(&chars[range.end..]).is_some_and(|t| t.chars.len() > 1)
        || title_before(&chars[..range.start]).is_some_and(|t| t.chars.len() > 1)
}

/// `Counsellor Yu` where the source has one counsellor, and none read so.
fn titled_surname(facts: &Facts, name: &Spelled) -> Found {
    let (zh, en) = (&facts.pair.zh, &facts.pair.en);
    let title = facts.runs[name.run].title.clone()?;
    if name.words.len() != 1 || !name.ways.iter().any(|w| w.system == System::Pinyin && w.slots.len() == 1) {
        return None;
    }
    let written = en.norm(name.words[0]);
    // Nobody in the source, or around it, is called so, in whatever reading.
    let wider = &facts.pair.wider().zh;
    let read_so = |at: usize| {
        let c = wider.chars()[at];
        let readings = Readings::of(facts.lexicon, c);
        name.ways.iter().any(|w| w.slots.len() == 1 && readings.meets(w.slots[0]))
            || surname_at(&[c]).is_some_and(|s| {
                s.is_spelled(written) || s.readings.iter().any(|r| r.len() == 1 && r[0].pinyin() == written)
            })
    };
    let called = persons(wider, facts.lexicon).into_iter().chain(faint_persons(wider, facts.lexicon));
    if called.map(|p| p.range.start).any(read_so)
        || (1..wider.chars().len())
            .any(|k| title_after(&wider.chars()[k..]).is_some_and(|t| t.chars.len() > 1) && read_so(k - 1))
    {
        return None;
    }
    let words: Vec<&str> = title.clone().map(|t| en.norm(t)).filter(|w| *w != ".").collect();
    let words = words.join(" ");
    let chars = zh.chars();
    let mut found: Option<Range<usize>> = None;
    for p in facts.persons.iter().filter(|p| p.value.evidence == Evidence::Title) {
        let beside = [title_after(&chars[p.range.end..]), title_before(&chars[..p.range.start])];
        if !beside.into_iter().flatten().any(|t| t.english.contains(&words)) {
            continue;
        }
        if facts.names_person(p) {
            continue;
        }
        let surname = p.range.start..p.range.start + p.value.surname;
        match &found {
            Some(f) if chars[f.clone()] != chars[surname.clone()] => return None,
            _ => found = Some(surname),
        }
    }
    let range = found?;
    let right = write(facts.lexicon, &chars[range.clone()], range.len());
    let draft = facts.draft(
        Severity::Major,
        0.75,
        &MISREAD,
        &range,
        &name.range,
        vec![
            zh.original(range.clone()).to_owned(),
            right.clone(),
            en.original(title.start..name.range.end).to_owned(),
            zh.original(range.clone()).to_owned(),
            written.to_owned(),
        ],
    );
    Some((range, draft.suggest(right)))
}
