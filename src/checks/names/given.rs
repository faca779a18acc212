//! A surname of two characters cut in two, and a surname with somebody else's given name.

use std::ops::Range;

use super::facts::{Facts, Spelled, overlaps};
use crate::extract::Mention;
use crate::extract::name::{Evidence, Person};
use crate::extract::pinyin;
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{Readings, System, surname_at, write};
use crate::text::Kind;

static CUT: Message = Message {
    en: "{0} is one surname of two characters: {1}; the translation “{2}” cuts it in two.",
    zh: "“{0}”是复姓，全名作{1}；译文“{2}”把姓氏拆开了。",
};
static OTHER: Message = Message {
    en: "{0} is {1}; “{2}” has only the surname in common with it and is another person.",
    zh: "“{0}”应作{1}；译文“{2}”只有姓氏相同，成了另一个人。",
};

type Claimed = [(Range<usize>, Range<usize>)];

/// Reports both, apart from what is `claimed` already.
pub fn check(facts: &Facts, claimed: &Claimed, out: &mut Vec<Draft>) {
    let open: Vec<&Mention<Person>> = facts
        .persons
        .iter()
        .filter(|p| p.range.len() > p.value.surname && !claimed.iter().any(|c| overlaps(&c.0, &p.range)))
        .collect();
    for person in open {
        let found = cut_in_two(facts, person).or_else(|| other_given(facts, claimed, person));
        if let Some((message, confidence, at)) = found {
            let zh = &facts.pair.zh;
            let full = write(facts.lexicon, &zh.chars()[person.range.clone()], person.value.surname);
            let surname = person.range.start..person.range.start + person.value.surname;
            let named = if std::ptr::eq(message, &CUT) { surname } else { person.range.clone() };
            let arguments = vec![
                zh.original(named).to_owned(),
                full.clone(),
                facts.pair.en.original(at.clone()).to_owned(),
            ];
            let draft = facts.draft(Severity::Major, confidence, message, &person.range, &at, arguments);
            out.push(draft.suggest(full));
            return;
        }
    }
}

type Found = Option<(&'static Message, f32, Range<usize>)>;

/// `Shang Guanwenqing` for 上官文清.
fn cut_in_two(facts: &Facts, person: &Mention<Person>) -> Found {
    let en = &facts.pair.en;
    let chars = &facts.pair.zh.chars()[person.range.clone()];
    if person.value.surname != 2 || chars.len() < 3 {
        return None;
    }
    let is_name = |k: usize| en.tokens().get(k).is_some_and(|t| t.kind == Kind::Word && t.capital);
    let at = (0..en.len()).find(|&k| {
        is_name(k)
            && is_name(k + 1)
            && pinyin::spells(en.norm(k), &chars[..1], facts.lexicon)
            && pinyin::spells(en.norm(k + 1), &chars[1..], facts.lexicon)
    })?;
    Some((&CUT, 0.8, at..at + 2))
}

/// `Peng Zhen` for 彭德怀: a whole name of which nothing but the surname fits, where nothing else names the person.
fn other_given(facts: &Facts, claimed: &Claimed, person: &Mention<Person>) -> Found {
    let chars = &facts.pair.zh.chars()[person.range.clone()];
    let (surname, given) = chars.split_at(person.value.surname);
    let known = surname_at(chars).filter(|s| s.len() == surname.len() && surname.len() == 1)?;
    let wider = &facts.pair.wider().en;
    let is_said = |k: usize| {
        let word = wider.norm(k);
        wider.tokens()[k].kind == Kind::Word
            && (pinyin::spells(word, given, facts.lexicon) || pinyin::spells(word, chars, facts.lexicon))
    };
    let namesakes = facts.persons.iter().filter(|p| {
        let other = &facts.pair.zh.chars()[p.range.clone()];
        other.first() == chars.first() && other != chars
    });
    let rendered = facts.zh_known.iter().any(|f| overlaps(&f.range, &person.range) && facts.rendered(&f.ids));
    if rendered || namesakes.count() > 0 || (0..wider.len()).any(is_said) {
        return None;
    }
    let fits = |name: &&Spelled| {
        !name.explained
            && name.whole
            && name.words.len() == 2
            && name.is_person()
            && !claimed.iter().any(|c| overlaps(&c.1, &name.range))
            && known
                .readings
                .iter()
                .any(|r| r.len() == 1 && r[0].pinyin() == facts.pair.en.norm(name.words[0]))
            && name.ways.iter().any(|way| {
                // A syllable that fits makes it a slip of reading, which is another matter.
                way.system == System::Pinyin
                    && (2..=3).contains(&way.slots.len())
                    && way.slots[1..]
                        .iter()
                        .all(|slot| given.iter().all(|c| !Readings::of(facts.lexicon, *c).meets(slot)))
            })
    };
    let mut names = facts.spelled.iter().filter(fits);
    let (Some(name), None) = (names.next(), names.next()) else { return None };
    let confidence = if person.value.evidence == Evidence::Shape && given.len() == 1 { 0.45 } else { 0.75 };
    Some((&OTHER, confidence, name.range.clone()))
}
