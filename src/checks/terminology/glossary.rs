//! The user's glossaries: an approved rendering missing, a forbidden one used, capitals lost.

use std::ops::Range;

use super::elsewhere::is_explained;
use super::holds;
use crate::align::Pair;
use crate::checks::Context;
use crate::finding::{Draft, Message, Severity};
use crate::glossary::{Found, Phrase, Term, Words};
use crate::text::{English, Kind};

static FORBIDDEN: Message = Message {
    en: "The glossary forbids “{2}” for {0}{3}; it approves “{1}”.",
    zh: "术语表规定“{0}”不得译作“{2}”{3}，应译为“{1}”。",
};
static ONLY_FORBIDDEN: Message = Message {
    en: "The glossary forbids “{2}” for {0}{3}.",
    zh: "术语表规定“{0}”不得译作“{2}”{3}。",
};
static OTHERWISE: Message = Message {
    en: "The glossary renders {0} as “{1}”{3}; the translation says “{2}”.",
    zh: "术语表规定“{0}”译为“{1}”{3}，译文却作“{2}”。",
};
static MISSING: Message = Message {
    en: "The glossary renders {0} as “{1}”{3}; the translation does not say so.",
    zh: "术语表规定“{0}”译为“{1}”{3}，译文中没有出现。",
};
static CAPITALS: Message = Message {
    en: "The glossary writes “{1}” for {0}{3}; the translation has “{2}”.",
    zh: "术语表规定“{0}”写作“{1}”{3}，译文却作“{2}”。",
};

/// Judges the pair's terms, and gives the characters of the source that a glossary speaks of.
pub fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) -> Vec<Range<usize>> {
    if cx.glossary.is_empty() {
        return Vec::new();
    }
    let found = cx.glossary.find(&pair.zh, cx.lexicon);
    if found.is_empty() {
        return Vec::new();
    }
    let words = Words::new(&pair.en);
    let mut terms: Vec<usize> = found.iter().map(|f| f.term).collect();
    terms.sort_unstable();
    terms.dedup();
    for term in terms {
        let places: Vec<Range<usize>> =
            found.iter().filter(|f| f.term == term).map(|f| f.range.clone()).collect();
        let case = Case { cx, pair, words: &words, found: &found, number: term, places };
        case.judge(out);
    }
    found.into_iter().map(|f| f.range).collect()
}

/// One term of a pair.
struct Case<'a> {
    cx: &'a Context<'a>,
    pair: &'a Pair,
    words: &'a Words<'a>,
    found: &'a [Found],
    number: usize,
    places: Vec<Range<usize>>,
}

impl Case<'_> {
    fn term(&self) -> &Term {
        &self.cx.glossary.terms()[self.number]
    }

    fn judge(&self, out: &mut Vec<Draft>) {
        let term = self.term();
        let approved = merged(term.targets.iter().flat_map(|p| p.find(self.words)).collect());
        let before = out.len();
        for phrase in &term.forbidden {
            for at in phrase.find(self.words) {
                if !approved.iter().any(|a| holds(a, &at)) {
                    out.push(self.forbidden(at, approved.len()));
                }
            }
        }
        if out.len() > before || term.targets.is_empty() {
            return;
        }
        if approved.is_empty() {
            out.extend(self.missing());
        } else {
            out.extend(self.capitals());
        }
    }

    fn draft(
        &self,
        severity: Severity,
        confidence: f32,
        message: &'static Message,
        at: Option<Range<usize>>,
    ) -> Draft {
        let term = self.term();
        let target = term.targets.first().map(Phrase::text).unwrap_or_default();
        let quote = at.clone().map_or("", |at| self.pair.en.original(at));
        let note = if term.note.is_empty() { String::new() } else { format!(" ({})", term.note) };
        let source = self.pair.zh.original(self.places[0].clone());
        let arguments = vec![source.to_owned(), target.to_owned(), quote.to_owned(), note];
        let mut draft = Draft::new(severity, confidence, message, arguments)
            .source(self.pair.zh.span(self.places[0].clone()))
            .suggest(target);
        draft.target = at.map(|at| self.pair.en.span(at));
        draft
    }

    fn forbidden(&self, at: Range<usize>, approved: usize) -> Draft {
        let others = |f: &&Found| f.term != self.number;
        let is_approved_elsewhere = self.found.iter().filter(others).any(|f| {
            let targets = &self.cx.glossary.terms()[f.term].targets;
            targets.iter().flat_map(|t| t.find(self.words)).any(|r| holds(&r, &at))
        });
        let confidence = if is_approved_elsewhere {
            0.2
        } else if approved < self.places.len() {
            if is_explained(self.cx, self.pair, &self.places, at.clone()) { 0.6 } else { 0.95 }
        } else if is_explained(self.cx, self.pair, &self.places, at.clone()) {
            0.3
        } else {
            0.6
        };
        let message = if self.term().targets.is_empty() { &ONLY_FORBIDDEN } else { &FORBIDDEN };
        self.draft(Severity::Major, confidence, message, Some(at))
    }

    fn missing(&self) -> Option<Draft> {
        let targets = &self.term().targets;
        if targets.iter().any(|t| t.find_loosely(self.words).is_some()) {
            return None;
        }
        // Where the rest of the paragraph has the term often enough, it has moved to another sentence; where it has it at all,
        // this sentence may speak of it by a short name or a pronoun.
        let mut said_before = false;
        if let Some(paragraph) = &self.pair.paragraph {
            let words = Words::new(&paragraph.en);
            let said: usize = targets.iter().map(|t| t.find(&words).len()).max().unwrap_or(0);
            let wanted = self
                .cx
                .glossary
                .find(&paragraph.zh, self.cx.lexicon)
                .iter()
                .filter(|f| f.term == self.number)
                .count();
            if said >= wanted.max(1) {
                return None;
            }
            said_before = said > 0;
        }
        let shortened = targets.iter().any(|t| t.is_shortened(self.words));
        let share = targets.iter().map(|t| t.share(self.words)).fold(0.0, f32::max);
        let instead = rendered_as(self.pair, &self.places[0]);
        let confidence = match (said_before, shortened, &instead) {
            (true, true, _) => return None,
            (true, _, _) => 0.3,
            (_, true, _) => 0.4,
            (_, _, Some(_)) => 0.75,
            (_, _, None) => 0.55,
        };
        let severity = if share > 0.0 { Severity::Minor } else { Severity::Major };
        let message = if instead.is_some() { &OTHERWISE } else { &MISSING };
        Some(self.draft(severity, confidence * self.pair.certainty.max(0.6), message, instead))
    }

    /// A rendering that the glossary writes with capitals and the text without.
    fn capitals(&self) -> Option<Draft> {
        let sentence_case = self.cx.glossary.is_in_sentence_case();
        let mut worst = None;
        for target in &self.term().targets {
            let wanted: Vec<bool> =
                target.capitals().enumerate().map(|(k, c)| c && (k > 0 || !sentence_case)).collect();
            for at in target.find(self.words) {
                if !wanted.contains(&true) || is_capitalised(&self.pair.en, at.clone(), &wanted) {
                    return None;
                }
                if !is_generic(&self.pair.en, &at) {
                    worst.get_or_insert(at);
                }
            }
        }
        worst.map(|at| self.draft(Severity::Minor, 0.6, &CAPITALS, Some(at)))
    }
}

/// Ranges without those that overlap one before them; sorted.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut end = 0;
    ranges.retain(|r| {
        let free = r.start >= end;
        end = end.max(r.end);
        free
    });
    ranges
}

/// Whether the words that are wanted with a capital have one. Words that are written together or apart otherwise than in the glossary
/// are not compared.
fn is_capitalised(en: &English, at: Range<usize>, wanted: &[bool]) -> bool {
    let words: Vec<usize> = at
        .filter(|&k| en.tokens()[k].kind == Kind::Word && !matches!(en.norm(k), "the" | "a" | "an"))
        .collect();
    words.len() != wanted.len() || words.iter().zip(wanted).all(|(&k, w)| !w || en.tokens()[k].capital)
}

/// Whether a rendering is used of any such thing, not of the one that has the name: `a central committee`, `central committees`.
fn is_generic(en: &English, at: &Range<usize>) -> bool {
    const ANY: [&str; 12] =
        ["a", "an", "any", "each", "every", "no", "some", "such", "other", "another", "several", "both"];
    let before = at.start.checked_sub(1).map_or("", |k| en.norm(k));
    ANY.contains(&before) || en.norm(at.end - 1).ends_with('s')
}

/// The words of the translation that the dictionary gives for characters of the source and for no others.
pub fn rendered_as(pair: &Pair, place: &Range<usize>) -> Option<Range<usize>> {
    /// Tokens that may stand between two words of one rendering.
    const APART: usize = 2;
    let mut tokens: Vec<usize> = pair
        .links
        .of_chars(place.clone())
        .filter(|l| l.end - l.start > 1 || place.len() == 1)
        .map(|l| l.token as usize)
        .filter(|&t| pair.links.of_token(t).iter().all(|l| holds(place, &(l.start as usize..l.end as usize))))
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    let mut best: Option<Range<usize>> = None;
    let mut k = 0;
    while k < tokens.len() {
        let start = k;
        while k + 1 < tokens.len() && tokens[k + 1] - tokens[k] <= APART {
            k += 1;
        }
        let range = tokens[start]..tokens[k] + 1;
        if best.as_ref().is_none_or(|b| b.len() < range.len()) {
            best = Some(range);
        }
        k += 1;
    }
    best
}
