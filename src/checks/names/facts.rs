//! The names of both sides of a pair, and which are accounted for.

use std::cell::OnceCell;
use std::ops::Range;

use crate::align::{Link, Pair};
use crate::extract::Mention;
use crate::extract::name::{Found, Gazetteer, NameId, Person, Run, Sort, Use, persons, runs};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::Lexicon;
use crate::lexicon::romanise::{
    Readings, Spelling, Syllable, System, fit, is_surname, name_spellings, spellings, surname_at,
};
use crate::text::{Chinese, English, Word};

/// What both sides of a pair name.
pub struct Facts<'a> {
    pub lexicon: &'a Lexicon,
    pub gazetteer: &'static Gazetteer,
    pub pair: &'a Pair,
    /// Known names of the source.
    pub zh_known: Vec<Found>,
    /// Known names of the translation.
    pub en_known: Vec<Found>,
    sound: OnceCell<Sound>,
    wider_sound: OnceCell<Sound>,
    /// Where characters of ASCII stand in the paragraph around the source.
    latin: OnceCell<Vec<usize>>,
    brief: OnceCell<Vec<Word>>,
    wider_brief: OnceCell<Vec<Word>>,
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
    /// Whether they are all of its name.
    pub whole: bool,
    /// Characters of the source that fit exactly: the first such place in the source.
    pub place: Option<Range<usize>>,
    /// Whether some characters fit.
    pub explained: bool,
}

impl Spelled {
    /// Whether this has the form of a Chinese person's name in Hanyu Pinyin: a surname and one or two syllables, in either order.
    pub fn is_person(&self) -> bool {
        let fits = |w: &Spelling| {
            w.system == System::Pinyin && (2..=3).contains(&w.slots.len()) && is_surname(w.slots[0])
        };
        self.words.len() == 2 && (self.ways.iter().any(fits) || self.turned.iter().any(fits))
    }
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
            sound: OnceCell::new(),
            wider_sound: OnceCell::new(),
            latin: OnceCell::new(),
            brief: OnceCell::new(),
            wider_brief: OnceCell::new(),
            runs,
            spelled: Vec::new(),
        };
        // 阿里·优素福 is no place in Tibet.
        let dot = |k: usize| pair.zh.chars().get(k).is_some_and(|c| matches!(c, '·' | '•' | '・'));
        facts.zh_known.retain(|f| {
            gazetteer.known(f.ids[0]).sort == Sort::Person
                || !(dot(f.range.end) || f.range.start.checked_sub(1).is_some_and(dot))
        });
        facts.spelled = facts.spell();
        Some(facts)
    }

    /// How the source is read.
    pub fn sound(&self) -> &Sound {
        self.sound.get_or_init(|| Sound::new(self.lexicon, &self.pair.zh))
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
                if j > i {
                    self.cut(k, i, j, &mut out);
                }
                i = j.max(i + 1);
            }
        }
        out
    }

    /// Cuts words `from..to` of a run, all of them spelled as syllables, into names: what fits the source, longest first, and
    /// what lies between (`Yinchuan | Lu Jinhu`).
    fn cut(&self, run: usize, from: usize, to: usize, out: &mut Vec<Spelled>) {
        let words = &self.runs[run].words;
        let mut open = from;
        let mut i = from;
        while i < to {
            let fitting = (1..=(to - i).min(4)).rev().find_map(|len| {
                let name = self.spelled(run, &words[i..i + len])?;
                let long = len > 1 || (to - from == 1) || name.ways.iter().all(|w| w.slots.len() > 1);
                // A given name alone is not cut off its surname.
                (long && name.explained && (len > 1 || open == i)).then_some((len, name))
            });
            match fitting {
                Some((len, name)) => {
                    out.extend((open < i).then(|| self.spelled(run, &words[open..i])).flatten());
                    out.push(name);
                    i += len;
                    open = i;
                }
                None => i += 1,
            }
        }
        out.extend((open < to).then(|| self.spelled(run, &words[open..to])).flatten());
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
            place = place.or_else(|| exact(self.pair.zh.chars(), self.sound(), way, norms[0]));
            let in_wider = || {
                self.pair.paragraph.as_ref().is_some_and(|p| {
                    let sound = self.wider_sound.get_or_init(|| Sound::new(self.lexicon, &p.zh));
                    exact(p.zh.chars(), sound, way, norms[0]).is_some()
                })
            };
            explained = explained || place.is_some() || in_wider();
        }
        // Beside words of the dictionary (a body, an office) it is a name of its own; beside others it may be half of one.
        let run_words = &self.runs[run].words;
        // Hyphens join the syllables of one name, spelled in one way or not at all (Sing-tin).
        let hyphen = |k: usize| en.norm(k) == "-" && en.is_joined(k) && en.is_joined(k + 1);
        let cut = hyphen(range.end) || (range.start > 0 && hyphen(range.start - 1));
        let whole = words.len() == run_words.len()
            || (words.len() > 1
                && !cut
                && run_words
                    .iter()
                    .filter(|w| !words.contains(w))
                    .all(|&w| en.tokens()[w].stem.is_some() || !spellings(en.norm(w)).is_empty()));
        Some(Spelled { range, words: words.to_vec(), ways, turned, run, whole, place, explained })
    }

    /// Whether something in the translation, or in the paragraph around it, renders one of these names. What lies in a country, or
    /// stands for it, renders the country, unless the source has that itself (英国曼彻斯特).
    pub fn rendered(&self, ids: &[NameId]) -> bool {
        let own = |f: &Found| {
            self.zh_known.iter().any(|z| z.ids.iter().any(|id| f.ids.contains(id)))
                || self.copied(&self.pair.en, f.range.clone())
        };
        let hit = |found: &[Found], local: bool| {
            found.iter().any(|f| {
                let name = f.usage != Use::Metonym;
                (name && f.ids.iter().any(|id| ids.contains(id)))
                    || (f.ids.iter().any(|b| ids.iter().any(|a| self.gazetteer.renders(*b, *a)))
                        && !(local && own(f)))
            })
        };
        hit(&self.en_known, true)
            || self.pair.paragraph.as_ref().is_some_and(|p| hit(&self.gazetteer.in_english(&p.en), false))
    }

    /// Whether something in the source, or in the paragraph around it, accounts for one of these names.
    pub fn said(&self, ids: &[NameId]) -> bool {
        let hit = |zh: &Chinese, found: &[Found], brief: &OnceCell<Vec<Word>>| {
            found.iter().any(|f| f.ids.iter().any(|b| ids.iter().any(|a| self.gazetteer.accounts(*b, *a))))
                || brief.get_or_init(|| self.brief(zh)).iter().any(|w| self.abbreviates(zh, w, ids))
        };
        hit(&self.pair.zh, &self.zh_known, &self.brief)
            || self
                .pair
                .paragraph
                .as_ref()
                .is_some_and(|p| hit(&p.zh, &self.gazetteer.in_chinese(&p.zh), &self.wider_brief))
    }

    /// The words that hold the one-character abbreviation of any country.
    fn brief(&self, zh: &Chinese) -> Vec<Word> {
        let is_brief = |c: &char| !self.gazetteer.abbreviated(*c).is_empty();
        let words = zh.words().iter();
        words.filter(|w| zh.chars()[w.start as usize..w.end as usize].iter().any(is_brief)).copied().collect()
    }

    /// Whether a word is the one-character abbreviation of one of these countries, or holds it and means it (赴美).
    fn abbreviates(&self, zh: &Chinese, word: &Word, ids: &[NameId]) -> bool {
        let at = word.start as usize;
        let date = |at: usize| at > 0 && zh.chars()[at - 1].is_ascii_digit();
        match (word.end - word.start, word.entry) {
            (1, _) => !date(at) && self.gazetteer.abbreviated(zh.chars()[at]).iter().any(|b| ids.contains(b)),
            (2 | 3, Some(entry)) => (at..word.end as usize).any(|k| {
                let brief = self.gazetteer.abbreviated(zh.chars()[k]);
                brief.iter().any(|b| ids.contains(b) && self.gazetteer.glossed(self.lexicon, entry, *b))
            }),
            _ => false,
        }
    }

    /// Whether the dictionary links every word among the tokens that it knows to some word of the source. A link to a known name
    /// that is none of `ids` is the dictionary's error, not a rendering.
    pub fn linked(&self, tokens: Range<usize>, ids: &[NameId]) -> bool {
        let other = |l: &Link| {
            self.zh_known.iter().any(|f| {
                f.range.start <= l.start as usize
                    && l.end as usize <= f.range.end
                    && !ids.is_empty()
                    && !f.ids.iter().any(|id| ids.contains(id))
            })
        };
        let mut known = tokens.filter(|&t| self.pair.en.tokens()[t].stem.is_some()).peekable();
        known.peek().is_some() && known.all(|t| self.pair.links.of_token(t).iter().any(|l| !other(l)))
    }

    /// Whether the tokens stand so, in Latin letters, in the source.
    pub fn copied(&self, en: &English, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|t| {
            let norm = en.norm(t);
            let zh = &self.pair.wider().zh;
            let ascii = || (0..zh.chars().len()).filter(|&k| zh.chars()[k].is_ascii()).collect();
            let original = en.original(t..t + 1);
            if !original.is_ascii() {
                return self.pair.wider().zh.text().contains(original);
            }
            norm.len() > 1
                && norm.is_ascii()
                && self.latin.get_or_init(ascii).iter().any(|&k| zh.has_at(k, norm))
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
        // A word is the surname, the given name, or both in one: the "xi" of Xiaoping is no 习.
        let reads = |range: &Range<usize>, way: &Spelling| {
            !range.is_empty()
                && way.slots.len() == range.len()
                && fit(&self.sound().readings[range.clone()], way).is_some_and(|f| f.differs.is_none())
        };
        en.tokens().iter().enumerate().any(|(k, t)| {
            let inside_hyphens = k > 0 && en.norm(k - 1) == "-";
            if t.kind != crate::text::Kind::Word || !(t.capital || inside_hyphens) {
                return false;
            }
            let norm = en.norm(k);
            surname_at(chars).is_some_and(|s| s.is_spelled(norm))
                || spellings(norm).iter().any(|w| {
                    reads(&surname, w) || reads(&person.range, w) || (given.len() > 1 && reads(&given, w))
                })
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

/// Whether two ranges have something in common.
pub fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// How a Chinese text is read.
pub struct Sound {
    /// The readings of each character.
    pub readings: Vec<Readings>,
    /// Every syllable with the characters that may be read so.
    places: Vec<(Syllable, u32)>,
}

impl Sound {
    fn new(lexicon: &Lexicon, zh: &Chinese) -> Self {
        let readings: Vec<Readings> = zh.chars().iter().map(|c| Readings::of(lexicon, *c)).collect();
        let of_char =
            |(k, r): (usize, &Readings)| r.as_slice().iter().map(move |s| (*s, k as u32)).collect::<Vec<_>>();
        let mut places: Vec<(Syllable, u32)> = readings.iter().enumerate().flat_map(of_char).collect();
        places.sort_unstable();
        Self { readings, places }
    }

    /// Where stretches begin that a spelling may be read as, as far as its syllable number `k` tells, ascending.
    pub fn starts(&self, way: &Spelling, k: usize) -> Vec<usize> {
        let last = (self.readings.len() + 1).saturating_sub(way.slots.len());
        let mut out: Vec<usize> = Vec::new();
        for &syllable in way.slots.get(k).copied().unwrap_or_default() {
            let from = self.places.partition_point(|p| p.0 < syllable);
            let own = self.places[from..].iter().take_while(|p| p.0 == syllable);
            out.extend(own.filter_map(|p| (p.1 as usize).checked_sub(k)).filter(|start| *start < last));
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// The first place whose characters can be read as the spelling says; a surname may be spelled in any way that it is spelled in.
pub fn exact(chars: &[char], sound: &Sound, way: &Spelling, first_word: &str) -> Option<Range<usize>> {
    let n = way.slots.len();
    // The second syllable always fits where there is one.
    let mut ranges = sound.starts(way, 1.min(n.saturating_sub(1))).into_iter().map(|i| i..i + n);
    ranges.find(|r| match fit(&sound.readings[r.clone()], way) {
        Some(f) if f.differs.is_none() => true,
        Some(f) if f.agreeing + 1 == n && n > 1 && f.differs == Some(0) => {
            surname_at(&chars[r.clone()]).is_some_and(|s| s.len() == 1 && s.is_spelled(first_word))
        }
        _ => false,
    })
}
