//! A country, place or person of the source that the translation does not name, beside one that the source does not name.

use std::ops::Range;

use super::facts::{Facts, overlaps};
use crate::extract::name::{NameId, Sort, faint_persons, is_given_name, is_title_case};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{System, is_heard_in, sounds_as, write};
use crate::text::English;

static REPLACED: Message = Message {
    en: "The source names {0} ({1}); the translation has “{2}”, which the source does not mention.",
    zh: "原文为“{0}”（{1}），译文却作“{2}”，原文并未提及。",
};

static NAMESAKE: Message = Message {
    en: "{0} is {1}; “{2}” is {3}.",
    zh: "“{0}”的通用译名是{1}，“{2}”是{3}。",
};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Country,
    Place,
    Person,
    Unknown,
}

struct Name {
    range: Range<usize>,
    kind: Kind,
    ids: Vec<NameId>,
    /// How sure it is that this is a name at all, and that the other side has it not.
    sure: f32,
}

/// In source texts of more characters than this, names are dropped and added for reasons of their own.
const LONG: usize = 150;

type Claimed = [(Range<usize>, Range<usize>)];

/// Reports names that were replaced by others, apart from what is `claimed` already.
pub fn check(facts: &Facts, claimed: &Claimed, out: &mut Vec<Draft>) {
    namesakes(facts, claimed, out);
    let extra = extra(facts, claimed);
    if extra.is_empty() {
        return;
    }
    let mut missing = missing(facts, claimed);
    if extra.iter().any(|n| n.kind == Kind::Person && n.ids.is_empty())
        && !missing.iter().any(|n| n.kind == Kind::Person)
    {
        // A full name that nothing explains makes even a faint trace of a person worth a look, if it is the only one.
        let mut faint = faint(facts, claimed);
        if faint.len() == 1 {
            missing.append(&mut faint);
        }
    }
    // More new names than lost ones: the translation rather spells out what the source only hints at.
    let count = |names: &[Name], person: bool| {
        names.iter().filter(|n| (n.kind == Kind::Person) == person && n.kind != Kind::Unknown).count() as f32
    };
    let excess = [false, true]
        .map(|person| (count(&missing, person) / count(&extra, person).max(1.0)).clamp(0.2, 1.0).sqrt());
    let long = if facts.pair.zh.chars().len() > LONG { 0.8 } else { 1.0 };
    // The likeliest partner is of the same kind, and then the next in order.
    for e in extra {
        let Some(k) =
            (0..missing.len()).filter(|&k| affinity(missing[k].kind, e.kind) > 0.0).max_by(|&a, &b| {
                let key = |k: usize| affinity(missing[k].kind, e.kind);
                key(a).total_cmp(&key(b)).then(b.cmp(&a))
            })
        else {
            continue;
        };
        let m = missing.remove(k);
        if m.ids.first().is_some_and(|id| facts.shares(*id, &e)) || is_surname_for_given(facts, &m, &e) {
            continue;
        }
        // Many a foreigner has a Chinese name of his own choice (麦理觉 for a McGregor).
        let adopted = if m.kind == Kind::Person && m.ids.is_empty() && !e.ids.is_empty() { 0.5 } else { 1.0 };
        let confidence = affinity(m.kind, e.kind)
            * adopted
            * m.sure
            * e.sure
            * long
            * excess[usize::from(e.kind == Kind::Person)];
        let zh = facts.pair.zh.original(m.range.clone()).to_owned();
        let right = match m.ids.first() {
            Some(id) => facts.gazetteer.known(*id).english.to_owned(),
            None => {
                write(facts.lexicon, &facts.pair.zh.chars()[m.range.clone()], surname_of(facts, &m.range))
            }
        };
        let en = facts.pair.en.original(e.range.clone()).to_owned();
        let severity = Severity::Major;
        out.push(
            facts
                .draft(severity, confidence, &REPLACED, &m.range, &e.range, vec![zh, right.clone(), en])
                .suggest(right),
        );
    }
}

/// Whether somebody called by his given name in the source (温斯顿) is called by title and surname in the translation (Mr. Lord).
fn is_surname_for_given(facts: &Facts, missing: &Name, extra: &Name) -> bool {
    let en = &facts.pair.en;
    let given = missing
        .ids
        .first()
        .is_some_and(|id| is_given_name(&facts.gazetteer.known(*id).english.to_lowercase()));
    let dot = extra.range.start.saturating_sub(1);
    let title = if en.norm(dot) == "." { dot.saturating_sub(1) } else { dot };
    given
        && missing.kind == Kind::Person
        && extra.range.start > 0
        && matches!(en.norm(title), "mr" | "mrs" | "ms" | "miss" | "dr" | "mister")
}

/// A spelling that the characters could have, but that is the established name of another place: 陕西, Shanxi.
fn namesakes(facts: &Facts, claimed: &Claimed, out: &mut Vec<Draft>) {
    for s in facts.spelled.iter().filter(|s| s.words.len() == 1) {
        let Some(place) = &s.place else { continue };
        let (Some(zh), Some(en)) =
            (facts.zh_known.iter().find(|f| f.range == *place), facts.claims().find(|f| f.range == s.range))
        else {
            continue;
        };
        if facts.rendered(&zh.ids)
            || facts.said(&en.ids)
            || claimed.iter().any(|c| overlaps(&c.1, &s.range))
            || facts.gazetteer.known(zh.ids[0]).sort != Sort::Place
            || facts.gazetteer.known(en.ids[0]).chinese.contains(facts.gazetteer.known(zh.ids[0]).chinese)
        {
            continue;
        }
        let right = facts.gazetteer.known(zh.ids[0]).english.to_owned();
        // Daqingshan for Daqing Mountain only spells out what kind of place it is.
        if right.contains(' ') {
            continue;
        }
        let args = vec![
            facts.pair.zh.original(place.clone()).to_owned(),
            right.clone(),
            facts.pair.en.original(s.range.clone()).to_owned(),
            facts.gazetteer.known(en.ids[0]).chinese.to_owned(),
        ];
        out.push(facts.draft(Severity::Major, 0.85, &NAMESAKE, place, &s.range, args).suggest(right));
    }
}

fn surname_of(facts: &Facts, range: &Range<usize>) -> usize {
    facts.persons.iter().find(|p| p.range == *range).map_or(0, |p| p.value.surname)
}

/// How likely a name of the one kind is to have been put for one of the other.
fn affinity(source: Kind, target: Kind) -> f32 {
    use Kind::{Country, Person, Place, Unknown};
    match (source, target) {
        (Country, Country) => 0.9,
        (Place, Place) => 0.85,
        (Country, Place) | (Place, Country) => 0.75,
        (Person, Person) => 0.85,
        (Person, Place | Country) | (Place | Country, Person) => 0.4,
        (Person, Unknown) => 0.5,
        (Country | Place, Unknown) => 0.4,
        (Unknown, _) => 0.0,
    }
}

fn kind(facts: &Facts, id: NameId) -> Kind {
    match facts.gazetteer.known(id).sort {
        Sort::Country => Kind::Country,
        Sort::Place => Kind::Place,
        Sort::Person => Kind::Person,
    }
}

/// Names of the source that nothing in the translation renders, each once.
fn missing(facts: &Facts, claimed: &Claimed) -> Vec<Name> {
    let zh = &facts.pair.zh;
    let mut out: Vec<Name> = Vec::new();
    for f in &facts.zh_known {
        let sort = kind(facts, f.ids[0]);
        if claimed.iter().any(|c| overlaps(&c.0, &f.range))
            || facts.is_home(&f.ids)
            || facts.rendered(&f.ids)
            || facts.linked_name(&f.range)
            || facts.spelled.iter().any(|s| s.place.as_ref().is_some_and(|p| overlaps(p, &f.range)))
            || (sort != Kind::Country
                && !facts.in_china(&f.ids)
                && facts.sounded(&f.range)
                && !(sort == Kind::Person && has_stranger(facts, &f.ids)))
            || facts.spelled_inside(&f.range)
            || facts.is_saint(&f.range)
            || out.iter().any(|o| o.ids == f.ids)
        {
            continue;
        }
        out.push(Name { range: f.range.clone(), kind: sort, ids: f.ids.clone(), sure: 1.0 });
    }
    for p in &facts.persons {
        let given = p.range.len() - p.value.surname;
        if given == 0
            || claimed.iter().any(|c| overlaps(&c.0, &p.range))
            || facts.zh_known.iter().any(|f| overlaps(&f.range, &p.range))
            || facts.names_person(p)
            || facts.sounded(&p.range)
            || out.iter().any(|o| zh.chars()[o.range.clone()] == zh.chars()[p.range.clone()])
        {
            continue;
        }
        let sure = if p.value.evidence == crate::extract::name::Evidence::Shape { 0.9 } else { 1.0 };
        out.push(Name { range: p.range.clone(), kind: Kind::Person, ids: Vec::new(), sure });
    }
    out
}

/// Whether the translation names in full another known person, whom the source does not name: what sounds alike is that one's name
/// (U Thant beside 吴努).
fn has_stranger(facts: &Facts, ids: &[NameId]) -> bool {
    facts.claims().any(|f| {
        f.range.len() > 1
            && kind(facts, f.ids[0]) == Kind::Person
            && !f.ids.iter().any(|id| ids.contains(id))
            && !facts.said(&f.ids)
    })
}

/// What may be a person in the source, judged loosely.
fn faint(facts: &Facts, claimed: &Claimed) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for p in faint_persons(&facts.pair.zh, facts.lexicon) {
        let chars = &facts.pair.zh.chars()[p.range.clone()];
        if claimed.iter().any(|c| overlaps(&c.0, &p.range))
            || facts.persons.iter().any(|o| overlaps(&o.range, &p.range))
            || facts.zh_known.iter().any(|f| overlaps(&f.range, &p.range))
            || facts.spelled.iter().any(|s| s.place.as_ref().is_some_and(|r| overlaps(r, &p.range)))
            || facts.names_person(&p)
            || facts.pair.links.of_chars(p.range.clone()).any(|l| l.end - l.start > 1)
            || out.iter().any(|o| facts.pair.zh.chars()[o.range.clone()] == *chars)
        {
            continue;
        }
        out.push(Name { range: p.range.clone(), kind: Kind::Person, ids: Vec::new(), sure: 0.75 });
    }
    out
}

/// Places of the translation that nothing in the source says.
pub fn strange_places(facts: &Facts, claimed: &Claimed) -> Vec<Range<usize>> {
    let place = |n: &Name| matches!(n.kind, Kind::Place | Kind::Country) && !n.ids.is_empty();
    extra(facts, claimed).into_iter().filter(place).map(|n| n.range).collect()
}

/// Names of the translation that nothing in the source says, each once.
fn extra(facts: &Facts, claimed: &Claimed) -> Vec<Name> {
    let en = &facts.pair.en;
    let mut out: Vec<Name> = Vec::new();
    let heading = is_title_case(en);
    for f in facts.claims() {
        let sort = kind(facts, f.ids[0]);
        // Part of a Chinese person's name (Tang, Wei) is no place.
        let part = facts.spelled.iter().any(|s| {
            s.whole && s.words.len() > 1 && s.range.len() > f.range.len() && overlaps(&s.range, &f.range)
        });
        if part
            || claimed.iter().any(|c| overlaps(&c.1, &f.range))
            || f.ids.iter().any(|id| facts.is_home(&[*id]))
            || facts.said(&f.ids)
            || facts.linked(f.range.clone(), &f.ids)
            || facts.copied(en, f.range.clone())
            || follows_saint(en, f.range.start)
            || facts.spelled.iter().any(|s| s.explained && overlaps(&s.range, &f.range))
            || (sort == Kind::Person && facts.heard(f.range.clone(), 0.8))
            || out.iter().any(|o| o.ids.iter().any(|id| f.ids.contains(id)))
        {
            continue;
        }
        out.push(Name { range: f.range.clone(), kind: sort, ids: f.ids.clone(), sure: 1.0 });
    }
    for s in &facts.spelled {
        let ways = s.ways.iter().filter(|w| w.system == System::Pinyin);
        let syllables = ways.map(|w| w.slots.len()).max().unwrap_or(0);
        let single = s.words.len() == 1;
        if s.explained
            || !s.whole
            || syllables < 2
            || (single && (heading || facts.runs[s.run].opens))
            || claimed.iter().any(|c| overlaps(&c.1, &s.range))
            || facts.en_known.iter().any(|f| f.range.start <= s.range.start && s.range.end <= f.range.end)
            || facts.linked(s.range.clone(), &[])
            || facts.copied(en, s.range.clone())
            || (single && facts.heard(s.range.clone(), 0.9))
        {
            continue;
        }
        let kind = match (single, s.is_person()) {
            (true, _) => Kind::Place,
            (false, true) => Kind::Person,
            (false, false) => continue,
        };
        out.push(Name { range: s.range.clone(), kind, ids: Vec::new(), sure: 1.0 });
    }
    if !heading {
        for r in &facts.runs {
            let unknown = r.words.iter().all(|&w| en.tokens()[w].stem.is_none() && en.norm(w).len() > 2)
                && !r.words.iter().any(|&w| en.original(w..w + 1).chars().skip(1).any(char::is_uppercase));
            if r.opens
                || !unknown
                || out.iter().any(|o| overlaps(&o.range, &r.range))
                || claimed.iter().any(|c| overlaps(&c.1, &r.range))
                || facts.en_known.iter().any(|f| overlaps(&f.range, &r.range))
                || facts.spelled.iter().any(|s| overlaps(&s.range, &r.range))
                || facts.copied(en, r.range.clone())
                || facts.heard(r.range.clone(), 0.8)
            {
                continue;
            }
            out.push(Name { range: r.range.clone(), kind: Kind::Unknown, ids: Vec::new(), sure: 1.0 });
        }
    }
    out.sort_by_key(|n| n.range.start);
    out
}

/// Words that many names of places share.
const GENERIC: [&str; 22] = [
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "saint",
    "city", "river", "lake", "mount", "port", "great", "island", "islands", "republic", "united", "kingdom",
    "states",
];

fn follows_saint(en: &English, at: usize) -> bool {
    let k = at.saturating_sub(if at > 1 && matches!(en.norm(at - 1), "-" | ".") { 2 } else { 1 });
    matches!(en.norm(k), "saint" | "st" | "san" | "santa" | "sainte")
}

impl Facts<'_> {
    /// Whether this is China, which a translation may name or leave out wherever it likes.
    pub fn is_home(&self, ids: &[NameId]) -> bool {
        ids.iter().all(|id| self.gazetteer.known(*id).chinese == "中国")
    }

    /// Whether these are places in China, whose names are spelled, not transliterated.
    fn in_china(&self, ids: &[NameId]) -> bool {
        ids.iter().all(|id| self.gazetteer.known(*id).country.is_some_and(|c| self.is_home(&[c])))
    }

    /// Whether a name of the source and one of the translation have a telling word in common (Jordan River, Jordan), or one Chinese
    /// name holds the other (西佛吉尼亚, where the tables know 佛吉尼亚 only).
    fn shares(&self, zh: NameId, name: &Name) -> bool {
        let en = &self.pair.en;
        let known = self.gazetteer.known(zh);
        let words: Vec<String> = known.english.to_lowercase().split([' ', '-']).map(str::to_owned).collect();
        let telling = |w: &str| w.len() > 3 && !GENERIC.contains(&w);
        let common = name.range.clone().any(|k| telling(en.norm(k)) && words.iter().any(|w| w == en.norm(k)));
        let held = name.ids.first().is_some_and(|id| {
            let other = self.gazetteer.known(*id).chinese;
            other.contains(known.chinese) || known.chinese.contains(other)
        });
        common || held
    }

    /// Whether a saint's name (圣保罗) meets a saint of the translation, whom many languages spell in their own way.
    fn is_saint(&self, range: &Range<usize>) -> bool {
        let en = &self.pair.en;
        self.pair.zh.chars()[range.start] == '圣'
            && (0..en.len())
                .any(|k| matches!(en.norm(k), "saint" | "st" | "san" | "santa" | "santo" | "sao" | "sankt"))
    }

    /// Whether the dictionary links the characters to a capitalised word that is not part of another known name.
    fn linked_name(&self, range: &Range<usize>) -> bool {
        self.pair.links.of_chars(range.clone()).any(|l| {
            let k = l.token as usize;
            (l.start as usize) <= range.start
                && range.end <= l.end as usize
                && self.pair.en.tokens()[k].capital
                && !self.en_known.iter().any(|f| f.range.contains(&k))
        })
    }

    /// Whether the dictionary or the tables know what the token renders, or that it is spelled for other characters.
    fn is_taken(&self, token: usize) -> bool {
        !self.pair.links.of_token(token).is_empty()
            || self.en_known.iter().any(|f| f.range.contains(&token))
            || self
                .spelled
                .iter()
                .any(|s| s.range.contains(&token) && (s.explained || (s.whole && s.words.len() > 1)))
    }

    /// Whether some capitalised word of the translation sounds like these characters of the source.
    fn sounded(&self, range: &Range<usize>) -> bool {
        let en = &self.pair.wider().en;
        let chars = &self.pair.zh.chars()[range.clone()];
        en.tokens().iter().enumerate().any(|(k, t)| {
            t.capital
                && !t.stop
                && t.kind == crate::text::Kind::Word
                && (self.pair.paragraph.is_some() || !self.is_taken(k))
                && sounds_as(self.lexicon, chars, en.norm(k)).is_some_and(|like| like >= 0.65)
        })
    }

    /// Whether some stretch of the source sounds like one of these words of the translation.
    fn heard(&self, tokens: Range<usize>, least: f32) -> bool {
        let en = &self.pair.en;
        tokens.into_iter().any(|k| {
            let t = en.tokens()[k];
            t.kind == crate::text::Kind::Word
                && is_heard_in(self.lexicon, self.pair.wider().zh.chars(), en.norm(k))
                    .is_none_or(|like| like >= least)
        })
    }

    /// Whether some word of the translation, capitalised or joined by a hyphen, is spelled as these characters.
    fn spelled_inside(&self, range: &Range<usize>) -> bool {
        let en = &self.pair.wider().en;
        en.tokens().iter().enumerate().any(|(k, t)| {
            t.capital
                && t.kind == crate::text::Kind::Word
                && crate::lexicon::romanise::spellings(en.norm(k)).iter().any(|w| {
                    w.slots.len() >= 2
                        && w.slots.len() <= range.len()
                        && crate::lexicon::romanise::fit(
                            &self.sound().readings[range.start..range.start + w.slots.len()],
                            w,
                        )
                        .is_some_and(|f| f.differs.is_none())
                })
        })
    }
}
