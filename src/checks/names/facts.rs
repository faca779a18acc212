//! The names of both sides of a pair, and which are accounted for.

use std::ops::Range;

use crate::align::Pair;
use crate::extract::Mention;
use crate::extract::name::{Found, Gazetteer, NameId, Person, Run, Use, persons, runs};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::Lexicon;
use crate::lexicon::romanise::{Readings, Spelling, fit, name_spellings, spellings, surname_at};
use crate::text::{Chinese, English};

/// What both sides of a pair name.
pub struct Facts<'a> {
    pub lexicon: &'a Lexicon,
    pub gazetteer: &'static Gazetteer,
    pub pair: &'a Pair,
    /// Known names of the source.
    pub zh_known: Vec<Found>,
    /// Known names of the translation.
    pub en_known: Vec<Found>,
    /// How the characters of the source are read.
    pub readings: Vec<Readings>,
    /// How the characters of the paragraph around it are read; empty if that is the source itself.
    wider_readings: Vec<Readings>,
    /// Personal names of the source.
    pub persons: Vec<Mention<Person>>,
    /// Capitalised names of the translation.
    pub runs: Vec<Run>,
    /// Names in Latin letters of Chinese persons or places.
    pub spelled: Vec<Spelled>,
}

/// Words of the translation that are spelled as Chinese syllables.
pub struct Spelled {
    /// Tokens.
    pub range: Range<usize>,
    /// The words' tokens.
    pub words: Vec<usize>,
    /// Ways to read them in the order written.
    pub ways: Vec<Spelling>,
    /// Ways to read them with the last word, the surname, put first.
    pub turned: Vec<Spelling>,
    /// The run they stand in.
    pub run: usize,
    /// Whether they are all of it.
    pub whole: bool,
    /// Characters of the source that fit exactly: the first such place in the source.
    pub place: Option<Range<usize>>,
    /// Whether some characters fit.
    pub explained: bool,
}

impl<'a> Facts<'a> {
    /// The names of a pair; `None` if there is nothing to compare.
    pub fn new(lexicon: &'a Lexicon, pair: &'a Pair) -> Option<Self> {
        let runs = runs(&pair.en);
        if runs.is_empty() {
            return None;
        }
        let gazetteer = Gazetteer::embedded();
        let mut facts = Self {
            lexicon,
            gazetteer,
            pair,
            zh_known: gazetteer.in_chinese(&pair.zh),
            en_known: gazetteer.in_english(&pair.en),
            persons: persons(&pair.zh, lexicon),
            readings: Vec::new(),
            wider_readings: Vec::new(),
            runs,
            spelled: Vec::new(),
        };
        let read = |zh: &Chinese| zh.chars().iter().map(|c| Readings::of(lexicon, *c)).collect();
        facts.readings = read(&pair.zh);
        if let Some(paragraph) = &pair.paragraph {
            facts.wider_readings = read(&paragraph.zh);
        }
        facts.spelled = facts.spell();
        Some(facts)
    }

    fn spell(&self) -> Vec<Spelled> {
        let en = &self.pair.en;
        let mut out = Vec::new();
        for (k, run) in self.runs.iter().enumerate() {
            let parse: Vec<bool> = run.words.iter().map(|&w| !spellings(en.norm(w)).is_empty()).collect();
            let mut i = 0;
            while i < run.words.len() {
                let mut j = i;
                while j < run.words.len() && parse[j] {
                    j += 1;
                }
                if j > i && j - i <= 4 {
                    out.extend(self.spelled(k, &run.words[i..j]));
                }
                i = j.max(i + 1);
            }
        }
        out
    }

    fn spelled(&self, run: usize, words: &[usize]) -> Option<Spelled> {
        let en = &self.pair.en;
        let norms: Vec<&str> = words.iter().map(|&w| en.norm(w)).collect();
        let ways = name_spellings(norms.iter().copied());
        let turned = match norms.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                name_spellings(std::iter::once(*last).chain(rest.iter().copied()))
            }
            _ => Vec::new(),
        };
        let range = *words.first()?..*words.last()? + 1;
        let mut place = None;
        let mut explained = false;
        for way in ways.iter().chain(&turned) {
            place = place.or_else(|| exact(self.pair.zh.chars(), &self.readings, way, norms[0]));
            let wider = self.pair.wider().zh.chars();
            explained |= place.is_some()
                || (!self.wider_readings.is_empty()
                    && exact(wider, &self.wider_readings, way, norms[0]).is_some());
        }
        let whole = words.len() == self.runs[run].words.len();
        Some(Spelled { range, words: words.to_vec(), ways, turned, run, whole, place, explained })
    }

    /// Whether something in the translation, or in the paragraph around it, renders one of these names or what belongs to it.
    pub fn rendered(&self, ids: &[NameId]) -> bool {
        let wider = self.pair.wider();
        let hit = |found: &[Found]| {
            found.iter().any(|f| f.ids.iter().any(|b| ids.iter().any(|a| self.gazetteer.related(*a, *b))))
        };
        hit(&self.en_known) || (self.pair.paragraph.is_some() && hit(&self.gazetteer.in_english(&wider.en)))
    }

    /// Whether something in the source, or in the paragraph around it, says one of these names or what belongs to it.
    pub fn said(&self, ids: &[NameId]) -> bool {
        let hit = |zh: &Chinese, found: &[Found]| {
            found.iter().any(|f| f.ids.iter().any(|b| ids.iter().any(|a| self.gazetteer.related(*a, *b))))
                || zh.words().iter().filter(|w| w.end - w.start == 1).any(|w| {
                    let brief = self.gazetteer.abbreviated(zh.chars()[w.start as usize]);
                    brief.iter().any(|b| ids.iter().any(|a| self.gazetteer.related(*a, *b)))
                })
        };
        let wider = &self.pair.wider().zh;
        hit(&self.pair.zh, &self.zh_known)
            || (self.pair.paragraph.is_some() && hit(wider, &self.gazetteer.in_chinese(wider)))
    }

    /// Whether the dictionary links the tokens to some word of the source.
    pub fn linked(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|t| !self.pair.links.of_token(t).is_empty())
    }

    /// Whether the tokens stand so, in Latin letters, in the source.
    pub fn copied(&self, en: &English, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|t| {
            let norm = en.norm(t);
            norm.len() > 1 && norm.is_ascii() && self.pair.wider().zh.find(norm).is_some()
        })
    }

    /// The names of this id's sort in the translation that only claim, metonyms left out.
    pub fn claims(&self) -> impl Iterator<Item = &Found> {
        self.en_known.iter().filter(|f| f.usage != Use::Metonym)
    }

    /// Whether some capitalised word of the translation may render the person: by surname in any spelling, by given name, by a known
    /// name, or through the dictionary.
    pub fn names_person(&self, person: &Mention<Person>) -> bool {
        let surname = person.range.start..person.range.start + person.value.surname;
        let given = surname.end..person.range.end;
        let en = &self.pair.wider().en;
        let chars = &self.pair.zh.chars()[person.range.clone()];
        if self.zh_known.iter().any(|f| {
            f.range.start < person.range.end && person.range.start < f.range.end && self.rendered(&f.ids)
        }) {
            return true;
        }
        let reads = |range: &Range<usize>, way: &Spelling| {
            !range.is_empty()
                && way.slots.len() >= range.len()
                && fit(
                    &self.readings[range.clone()],
                    &Spelling { system: way.system, slots: way.slots[..range.len()].to_vec() },
                )
                .is_some_and(|f| f.differs.is_none())
        };
        en.tokens().iter().enumerate().any(|(k, t)| {
            let inside_hyphens = k > 0 && en.norm(k - 1) == "-";
            if t.kind != crate::text::Kind::Word || !(t.capital || inside_hyphens) {
                return false;
            }
            let norm = en.norm(k);
            surname_at(chars).is_some_and(|s| s.is_spelled(norm))
                || spellings(norm).iter().any(|w| reads(&surname, w) || (given.len() > 1 && reads(&given, w)))
        })
    }

    /// A draft about characters and tokens of the pair.
    pub fn draft(
        &self,
        severity: Severity,
        confidence: f32,
        message: &'static Message,
        chars: &Range<usize>,
        tokens: &Range<usize>,
        args: Vec<String>,
    ) -> Draft {
        Draft::new(severity, confidence, message, args)
            .source(self.pair.zh.span(chars.clone()))
            .target(self.pair.en.span(tokens.clone()))
    }
}

/// The first place whose characters can be read as the spelling says; a surname may be spelled in any way that it is spelled in.
pub fn exact(
    chars: &[char],
    readings: &[Readings],
    way: &Spelling,
    first_word: &str,
) -> Option<Range<usize>> {
    let n = way.slots.len();
    (0..(chars.len() + 1).saturating_sub(n)).map(|i| i..i + n).find(|r| {
        match fit(&readings[r.clone()], way) {
            Some(f) if f.differs.is_none() => true,
            Some(f) if f.agreeing + 1 == n && n > 1 && f.differs == Some(0) => {
                surname_at(&chars[r.clone()]).is_some_and(|s| s.len() == 1 && s.is_spelled(first_word))
            }
            _ => false,
        }
    })
}
