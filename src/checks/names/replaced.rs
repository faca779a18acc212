//! A country, place or person of the source that the translation does not name, beside one that the source does not name.

use std::ops::Range;

use super::facts::Facts;
use crate::extract::name::{NameId, Sort, is_title_case};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{System, sounds_like, write};

static REPLACED: Message = Message {
    en: "The source names {0} ({1}); the translation has “{2}”, which the source does not mention.",
    zh: "原文为“{0}”（{1}），译文却作“{2}”，原文并未提及。",
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

type Claimed = [(Range<usize>, Range<usize>)];

/// Reports names that were replaced by others, apart from what is `claimed` already.
pub fn check(facts: &Facts, claimed: &Claimed, out: &mut Vec<Draft>) {
    let extra = extra(facts, claimed);
    if extra.is_empty() {
        return;
    }
    let mut missing = missing(facts, claimed);
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
        let confidence = affinity(m.kind, e.kind) * m.sure * e.sure;
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
        (Person, Place | Country) | (Place | Country, Person) => 0.6,
        (_, Unknown) => 0.55,
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

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Names of the source that nothing in the translation renders, each once.
fn missing(facts: &Facts, claimed: &Claimed) -> Vec<Name> {
    let (zh, en) = (&facts.pair.zh, &facts.pair.en);
    let mut out: Vec<Name> = Vec::new();
    for f in &facts.zh_known {
        let sort = kind(facts, f.ids[0]);
        if claimed.iter().any(|c| overlaps(&c.0, &f.range))
            || facts.is_home(&f.ids)
            || facts.rendered(&f.ids)
            || facts.pair.links.of_chars(f.range.clone()).any(|l| en.tokens()[l.token as usize].capital)
            || facts.spelled.iter().any(|s| s.place.as_ref().is_some_and(|p| overlaps(p, &f.range)))
            || facts.sounded(&f.range)
            || facts.spelled_inside(&f.range)
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

/// Names of the translation that nothing in the source says, each once.
fn extra(facts: &Facts, claimed: &Claimed) -> Vec<Name> {
    let en = &facts.pair.en;
    let mut out: Vec<Name> = Vec::new();
    let heading = is_title_case(en);
    for f in facts.claims() {
        let sort = kind(facts, f.ids[0]);
        if claimed.iter().any(|c| overlaps(&c.1, &f.range))
            || f.ids.iter().any(|id| facts.is_home(&[*id]))
            || facts.said(&f.ids)
            || facts.linked(f.range.clone())
            || facts.copied(en, f.range.clone())
            || facts.spelled.iter().any(|s| s.explained && overlaps(&s.range, &f.range))
            || (sort != Kind::Country && facts.heard(f.range.clone()))
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
            || facts.en_known.iter().any(|f| overlaps(&f.range, &s.range))
            || facts.linked(s.range.clone())
            || facts.copied(en, s.range.clone())
            || facts.heard(s.range.clone())
        {
            continue;
        }
        let kind = if single { Kind::Place } else { Kind::Person };
        out.push(Name { range: s.range.clone(), kind, ids: Vec::new(), sure: 1.0 });
    }
    if !heading {
        for r in &facts.runs {
            let unknown = r.words.iter().all(|&w| en.tokens()[w].stem.is_none() && en.norm(w).len() > 2);
            if r.opens
                || !unknown
                || out.iter().any(|o| overlaps(&o.range, &r.range))
                || claimed.iter().any(|c| overlaps(&c.1, &r.range))
                || facts.en_known.iter().any(|f| overlaps(&f.range, &r.range))
                || facts.spelled.iter().any(|s| overlaps(&s.range, &r.range))
                || facts.copied(en, r.range.clone())
                || facts.heard(r.range.clone())
            {
                continue;
            }
            out.push(Name { range: r.range.clone(), kind: Kind::Unknown, ids: Vec::new(), sure: 1.0 });
        }
    }
    out.sort_by_key(|n| n.range.start);
    out
}

impl Facts<'_> {
    /// Whether this is China, which a translation may name or leave out wherever it likes.
    fn is_home(&self, ids: &[NameId]) -> bool {
        ids.iter().all(|id| self.gazetteer.known(*id).chinese == "中国")
    }

    /// Whether some capitalised word of the translation sounds like these characters of the source.
    fn sounded(&self, range: &Range<usize>) -> bool {
        let en = &self.pair.wider().en;
        let chars = &self.pair.zh.chars()[range.clone()];
        en.tokens().iter().enumerate().any(|(k, t)| {
            t.capital && !t.stop && t.kind == crate::text::Kind::Word && {
                let (like, place) = sounds_like(self.lexicon, chars, en.norm(k));
                like >= 0.6 && place.len() * 2 >= chars.len()
            }
        })
    }

    /// Whether some stretch of the source sounds like one of these words of the translation.
    fn heard(&self, tokens: Range<usize>) -> bool {
        let en = &self.pair.en;
        tokens.into_iter().any(|k| {
            let t = en.tokens()[k];
            t.kind == crate::text::Kind::Word
                && sounds_like(self.lexicon, self.pair.wider().zh.chars(), en.norm(k)).0 >= 0.75
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
                            &self.readings[range.start..range.start + w.slots.len()],
                            w,
                        )
                        .is_some_and(|f| f.differs.is_none())
                })
        })
    }
}
