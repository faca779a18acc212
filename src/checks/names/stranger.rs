//! A person of the source whom nothing in the translation sounds like, beside a person of the translation whom nothing in the source
//! sounds like.

use std::ops::Range;

use super::facts::Facts;
use crate::extract::name::{Evidence, Sort, faint_persons, is_title_case, latin, transliterated};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::romanise::{consonants, sounds_like, write};
use crate::lexicon::words::{Rank, rank};
use crate::text::{Chinese, Kind, is_han};

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
}

/// In source texts of more characters than this, names are dropped and added for reasons of their own.
const LONG: usize = 150;

/// Reports persons put for others, apart from what is `claimed` and what stands in `out` from `reported` on.
pub fn check(
    facts: &Facts,
    claimed: &[(Range<usize>, Range<usize>)],
    reported: usize,
    out: &mut Vec<Draft>,
) {
    let mut strangers = strangers(facts);
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
        let Some(k) = (0..lost.len()).min_by(|&a, &b| away(&lost[a]).total_cmp(&away(&lost[b]))) else {
            return;
        };
        let l = lost.remove(k);
        // Many a foreigner has a Chinese name of his own choice, and Japanese names are read in Japanese.
        let adopted = if l.chinese && !stranger.chinese {
            if is_japanese(facts, &stranger.range) { 0.5 } else { 0.8 }
        } else {
            1.0
        };
        let confidence = 0.85 * l.sure * stranger.sure * long * adopted;
        let name = zh.original(l.range.clone()).to_owned();
        let args = vec![name, en.original(stranger.range.clone()).to_owned()];
        let mut draft =
            facts.draft(Severity::Major, confidence, &ANOTHER, &l.range, &stranger.range, args);
        if l.chinese {
            let surname = crate::lexicon::romanise::surname_at(&zh.chars()[l.range.clone()]);
            let right =
                write(facts.lexicon, &zh.chars()[l.range.clone()], surname.map_or(0, |s| s.len()));
            draft = draft.suggest(right);
        }
        out.push(draft);
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Persons of the translation none of whose words the source explains in any way.
fn strangers(facts: &Facts) -> Vec<Unmatched> {
    let en = &facts.pair.en;
    if is_title_case(en) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (k, run) in facts.runs.iter().enumerate() {
        let words: Vec<usize> = run.words.iter().copied().filter(|&w| en.norm(w).len() > 1).collect();
        if words.is_empty() || facts.copied(en, run.range.clone()) {
            continue;
        }
        let spelled: Vec<_> = facts.spelled.iter().filter(|s| s.run == k).collect();
        let known: Vec<_> =
            facts.en_known.iter().filter(|f| overlaps(&f.range, &run.range)).collect();
        let chinese = spelled.iter().any(|s| s.whole && s.is_person());
        let given = known.iter().any(|f| {
            f.range.start == words[0] && facts.gazetteer.known(f.ids[0]).sort == Sort::Person
        });
        let strange = |w: usize| !matches!(rank(en.norm(w)), Some(Rank::Common | Rank::Known));
        let sure = match (words.len(), run.title.is_some()) {
            (1, true) if strange(words[0]) => 0.9,
            (1, false) if strange(words[0]) && !run.opens && en.norm(words[0]).len() > 3 => 0.6,
            (1, _) => continue,
            (_, true) => 1.0,
            _ if chinese || given => 1.0,
            (2 | 3, false) if words.iter().all(|&w| strange(w)) => 0.85,
            _ => continue,
        };
        let place = known.iter().any(|f| {
            facts.gazetteer.known(f.ids[0]).sort != Sort::Person && f.range.len() >= run.range.len()
        });
        if place
            || known.iter().any(|f| facts.said(&f.ids))
            || spelled.iter().any(|s| s.explained)
            || words.iter().any(|&w| !facts.pair.links.of_token(w).is_empty())
        {
            continue;
        }
        let telling = words.iter().filter(|&&w| consonants(en.norm(w)) > 1).count();
        if (telling == 0 && !chinese) || (!chinese && words.iter().any(|&w| facts.may_sound(w))) {
            continue;
        }
        out.push(Unmatched { range: run.range.clone(), sure, chinese });
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
            out.push(Unmatched { range, sure, chinese });
        }
    };
    let known = |range: &Range<usize>| {
        facts.zh_known.iter().any(|f| overlaps(&f.range, range) && facts.rendered(&f.ids))
    };
    for range in latin(zh) {
        let en = &facts.pair.wider().en;
        let parts: Vec<String> = zh.folded(range.clone()).split([' ', '-']).map(str::to_owned).collect();
        let there = parts.iter().filter(|p| p.len() > 1).any(|p| (0..en.len()).any(|k| en.norm(k) == p));
        if !there && range.len() > 3 {
            add(range, if parts.len() > 1 { 1.0 } else { 0.75 }, false);
        }
    }
    for range in transliterated(zh, facts.lexicon) {
        if known(&range) || facts.sounds_anywhere(&range) {
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
            && !facts.sounds_anywhere(&f.range)
        {
            add(f.range.clone(), 0.9, false);
        }
    }
    for p in &facts.persons {
        let given = p.range.len() - p.value.surname;
        if known(&p.range) || facts.names_person(p) || facts.sounds_anywhere(&p.range) {
            continue;
        }
        let sure = match p.value.evidence {
            Evidence::Shape => 0.9,
            _ if given == 0 => 0.8,
            _ => 1.0,
        };
        add(p.range.clone(), sure, true);
    }
    let faint: Vec<_> = faint_persons(zh, facts.lexicon)
        .into_iter()
        .filter(|p| {
            !known(&p.range)
                && !facts.persons.iter().any(|o| overlaps(&o.range, &p.range))
                && !facts.spelled.iter().any(|s| s.place.as_ref().is_some_and(|r| overlaps(r, &p.range)))
                && !facts.names_person(p)
                && !facts.pair.links.of_chars(p.range.clone()).any(|l| l.end - l.start > 1)
        })
        .collect();
    for p in faint {
        add(p.range, 0.75, true);
    }
    out
}

/// Whether every word reads as Japanese does in Latin letters: consonant and vowel by turns, n alone closing a syllable.
fn is_japanese(facts: &Facts, tokens: &Range<usize>) -> bool {
    let en = &facts.pair.en;
    tokens.clone().filter(|&k| en.tokens()[k].kind == Kind::Word).all(|k| is_kana(en.norm(k)))
}

fn is_kana(word: &str) -> bool {
    let b = word.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'i' | b'u' | b'e' | b'o');
    let mut i = 0;
    while i < b.len() {
        let onset = b[i..].iter().take_while(|c| !vowel(**c)).count();
        let text = &word[i..i + onset];
        if i + onset == b.len() {
            return text == "n" || text.is_empty();
        }
        let text = text.strip_prefix('n').filter(|t| !t.is_empty() && *t != "y").unwrap_or(text);
        let text = match text.as_bytes() {
            [a, b, ..] if a == b => &text[1..],
            _ => text,
        };
        let fits = matches!(
            text,
            "" | "k" | "s" | "t" | "n" | "h" | "m" | "y" | "r" | "w" | "g" | "z" | "d" | "b" | "p" | "j" | "f"
                | "sh" | "ch" | "ts" | "ky" | "ny" | "hy" | "my" | "ry" | "gy" | "by" | "py"
        );
        if !fits {
            return false;
        }
        i += onset + 1;
    }
    true
}

impl Facts<'_> {
    /// Whether the word of the translation sounds like some name of the source, or like a stretch of it that is no ordinary word.
    fn may_sound(&self, token: usize) -> bool {
        let word = self.pair.en.norm(token);
        let least = match consonants(word) {
            0 | 1 => return false,
            2 => 0.95,
            _ => 0.7,
        };
        let zh = &self.pair.wider().zh;
        stretches(zh).into_iter().any(|r| sounds_like(self.lexicon, &zh.chars()[r], word).0 >= least)
    }

    /// Whether some capitalised word of the translation sounds like these characters or a part of them.
    fn sounds_anywhere(&self, range: &Range<usize>) -> bool {
        let en = &self.pair.wider().en;
        let chars = &self.pair.zh.chars()[range.clone()];
        en.tokens().iter().enumerate().any(|(k, t)| {
            let word = en.norm(k);
            let least = match consonants(word) {
                0 | 1 => return false,
                2 => 0.95,
                3 => 0.75,
                _ => 0.6,
            };
            t.capital
                && !t.stop
                && t.kind == Kind::Word
                && sounds_like(self.lexicon, chars, word).0 >= least
        })
    }
}

/// Stretches of characters that are no dictionary words of two or more, where names are.
fn stretches(zh: &Chinese) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for w in zh.words() {
        let (start, end) = (w.start as usize, w.end as usize);
        if end - start == 1 && !is_han(zh.chars()[start]) {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => out.push(start..end),
        }
    }
    out
}
