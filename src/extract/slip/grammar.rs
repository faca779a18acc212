//! Slips of grammar that a few words show.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{ARTICLES, Fault, MODALS, POSSESSIVES, Slip, is_determiner, is_word, push, sentence_start};
use crate::extract::Mention;
use crate::lexicon::{table, words};
use crate::text::{English, Kind};

pub(super) fn find(en: &English, out: &mut Vec<Mention<Slip>>) {
    for at in 0..en.len() {
        if is_word(en, at) {
            article(en, at, out);
            determiners(en, at, out);
            verb_form(en, at, out);
            run_together(en, at, out);
            conjunctions(en, at, out);
            possessive(en, at, out);
            gerund(en, at, out);
            comparative(en, at, out);
            owned(en, at, out);
            since(en, at, out);
            ago(en, at, out);
        }
    }
}

/// Classes of verb forms (data/en/verbs.tsv).
pub(super) fn verbs(class: &str, form: &str) -> bool {
    static VERBS: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
    let classes = VERBS.get_or_init(|| {
        let mut out: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/en/verbs.tsv")) {
            if let [class, forms, ..] = row[..] {
                for form in forms.split(' ') {
                    out.entry(form).or_default().push(class);
                }
            }
        }
        out
    });
    classes.get(form).is_some_and(|c| c.contains(&class))
}

/// Words that begin with a vowel letter but a consonant sound, and the reverse.
const CONSONANT_SOUNDS: [&str; 10] = ["one", "once", "uni", "use", "usa", "usu", "eu", "ewe", "uto", "unan"];
/// Beginnings of words whose h is silent; not `honey`, `hone`.
const SILENT_H: [&str; 5] = ["hour", "honest", "honour", "honor", "heir"];
const VOWEL_SOUNDS: [&str; 5] = ["hour", "hon", "heir", "herb", "x"];

fn article(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (word, next) = (en.norm(at), en.norm(at + 1));
    if !matches!(word, "a" | "an") {
        return;
    }
    let Some(token) = en.tokens().get(at + 1) else { return };
    let plain = is_word(en, at + 1)
        && !token.capital
        && next.len() > 2
        && words::rank(next) == Some(words::Rank::Common);
    if !plain || en.is_joined(at) || en.is_joined(at + 1) {
        return;
    }
    let vowel = next.starts_with(['a', 'e', 'i', 'o', 'u']);
    let begins = |with: &[&str]| with.iter().any(|p| next.starts_with(p));
    if word == "a" && SILENT_H.iter().any(|p| next.starts_with(p)) {
        push(out, en, at..at + 2, Fault::Article, format!("an {next}"), 0.85);
    } else if word == "a"
        && vowel
        && !begins(&CONSONANT_SOUNDS)
        && !(next.starts_with("ur") || next.starts_with("ut"))
    {
        push(out, en, at..at + 2, Fault::Article, format!("an {next}"), 0.75);
    } else if word == "an" && !vowel && !begins(&VOWEL_SOUNDS) && !next.starts_with('h') {
        push(out, en, at..at + 2, Fault::Article, format!("a {next}"), 0.85);
    }
}

fn determiners(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (word, next) = (en.norm(at), en.norm(at + 1));
    let second = POSSESSIVES[..7].contains(&next)
        || ARTICLES.contains(&next)
        || matches!(next, "this" | "these" | "those");
    let joined = en.is_joined(at + 2) && en.norm(at + 2) == "-";
    let capital = en.tokens().get(at + 1).is_some_and(|t| t.capital);
    if ARTICLES.contains(&word)
        && second
        && word != next
        && !joined
        && !capital
        && is_word(en, at + 2)
        && !en.tokens()[at].capital
    {
        // `the a` may name the letter, `the her` a pronoun in grammar; a noun follows a true slip.
        push(out, en, at..at + 2, Fault::Determiners, "", 0.75);
    }
}

/// Auxiliaries that take the base form, and those that take the participle.
const DO: [&str; 3] = ["do", "does", "did"];
const HAVE: [&str; 4] = ["have", "has", "had", "having"];

fn verb_form(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let word = en.norm(at);
    let negated = en.norm(at + 1) == "not";
    let verb = at + 1 + usize::from(negated);
    let form = en.norm(verb);
    if !is_word(en, verb) || en.tokens()[verb].capital {
        return;
    }
    let before = at.checked_sub(1).map_or("", |k| en.norm(k));
    let is_noun = is_determiner(before) || en.tokens()[at].capital;
    let takes_base = MODALS.contains(&word) || (DO.contains(&word) && negated);
    let wrong = if takes_base {
        verbs("past", form) || (is_regular_past(form) && (negated || !is_determiner(en.norm(verb + 1))))
    } else {
        HAVE.contains(&word) && verbs("past", form)
    };
    if wrong && (negated || !is_noun) {
        let certainty = if negated || verbs("past", form) { 0.9 } else { 0.55 };
        push(out, en, at..verb + 1, Fault::VerbForm, "", certainty);
    }
}

/// Whether a form is the past of a regular verb and nothing else.
fn is_regular_past(form: &str) -> bool {
    if form.len() < 6 || form.ends_with("eed") {
        return false;
    }
    let base = form.strip_suffix("ed").filter(|b| words::rank(b) == Some(words::Rank::Common));
    let base_e = form.strip_suffix('d').filter(|b| words::rank(b) == Some(words::Rank::Common));
    base.is_some() || base_e.is_some()
}

fn run_together(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (word, next) = (en.norm(at), en.norm(at + 1));
    // `Send keep-alive packets`: the second is half of a compound.
    let compound = en.is_joined(at + 2) && en.norm(at + 2) == "-";
    if !is_word(en, at + 1) || compound {
        return;
    }
    if verbs("motion", word)
        && (verbs("past", next)
            || matches!(
                next,
                "laid" | "made" | "said" | "sent" | "held" | "met" | "paid" | "brought" | "put"
            ))
        && (is_determiner(en.norm(at + 2)) || matches!(en.norm(at + 2), "him" | "them" | "us" | "me" | "it"))
        && next != "said"
    {
        push(out, en, at..at + 2, Fault::RunTogether, "", 0.85);
        return;
    }
    if verbs("base", word) && verbs("base", next) && !verbs("light", word) {
        let mut k = at;
        // The auxiliary stands before, with no more than a pronoun or an adverb between.
        let introduced = (0..3).any(|_| {
            k = k.saturating_sub(1);
            MODALS.contains(&en.norm(k)) || DO.contains(&en.norm(k)) || en.norm(k) == "to"
        });
        if introduced && at > 0 {
            push(out, en, at..at + 2, Fault::RunTogether, "", 0.75);
        }
    }
}

/// Conjunctions of the first clause and what English does not add in the second.
const DOUBLED: [(&str, &str); 4] =
    [("although", "but"), ("though", "but"), ("because", "so"), ("because", "therefore")];

fn conjunctions(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let word = en.norm(at);
    if at + 2 >= en.len() || !DOUBLED.iter().any(|(a, _)| *a == word) {
        return;
    }
    let start = sentence_start(en, at);
    let opens = at == start
        || (at == start + 1 && (en.tokens()[start].kind == Kind::Mark || en.norm(start) == "even"));
    let Some(comma) = (at + 1..en.len()).find(|&k| {
        en.tokens()[k].kind == Kind::Mark && matches!(en.norm(k), "," | "." | ";" | ":" | "?" | "!")
    }) else {
        return;
    };
    let second = en.norm(comma + 1);
    let pair = DOUBLED.iter().any(|(a, b)| *a == word && *b == second);
    let third = en.norm(comma + 2);
    // `so` before an adjective is a degree, `but` before a preposition may mean except.
    let subject = is_determiner(third)
        || matches!(
            third,
            "it" | "he"
                | "she"
                | "they"
                | "we"
                | "i"
                | "you"
                | "there"
                | "not"
                | "still"
                | "also"
                | "in"
                | "at"
        )
        || en.tokens().get(comma + 2).is_some_and(|t| t.capital);
    if opens && en.norm(comma) == "," && pair && (subject || second == "but") && comma > at + 2 {
        push(out, en, comma + 1..comma + 2, Fault::DoubleConjunction, "", 0.85);
    }
}

/// `it's` before a noun with its own verb: it's equipment still needs.
fn possessive(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    if en.norm(at) != "it" || en.norm(at + 1) != "'s" {
        return;
    }
    let noun = at + 2;
    if !is_word(en, noun) || en.tokens()[noun].stop || NO_NOUN.contains(&en.norm(noun)) {
        return;
    }
    let adverb = usize::from(matches!(
        en.norm(noun + 1),
        "still" | "also" | "now" | "already" | "never" | "always" | "only"
    ));
    let verb = en.norm(noun + 1 + adverb);
    let finite = [
        "is", "was", "are", "were", "has", "have", "had", "will", "would", "must", "should", "can", "could",
        "may", "does", "did", "needs", "remains", "remained", "became", "becomes",
    ];
    if finite.contains(&verb) {
        push(out, en, at..at + 2, Fault::Wording, "its", 0.75);
    }
}

/// Words after `it's` that are no noun although content words.
const NO_NOUN: [&str; 14] = [
    "true",
    "clear",
    "because",
    "possible",
    "likely",
    "obvious",
    "said",
    "time",
    "sure",
    "people",
    "never",
    "always",
    "important",
    "good",
];

/// Words after which `to` is a preposition: looked forward to, objected to.
const BEFORE_TO: [&str; 12] = [
    "forward",
    "object",
    "objects",
    "objected",
    "objecting",
    "accustomed",
    "opposed",
    "devoted",
    "dedicated",
    "averse",
    "objection",
    "objections",
];

/// `look forward to receive you`: the preposition takes the form in -ing.
fn gerund(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    if !BEFORE_TO.contains(&en.norm(at)) || en.norm(at + 1) != "to" {
        return;
    }
    let looks = at > 0 && matches!(en.norm(at - 1), "look" | "looks" | "looked" | "looking");
    let verb = en.norm(at + 2);
    let after = en.norm(at + 3);
    // `looking forward to work this week`: the verb must have an object.
    let object =
        is_determiner(after) || matches!(after, "you" | "him" | "them" | "us" | "me" | "it" | "from");
    // What has an object and no ending is a verb in its base form.
    let base = is_word(en, at + 2)
        && !en.tokens()[at + 2].stop
        && !en.tokens()[at + 2].capital
        && !["ing", "ly", "s", "ed"].iter().any(|e| verb.ends_with(e))
        && !matches!(verb, "both" | "such" | "half" | "all" | "even" | "just" | "what")
        && words::rank(verb) == Some(words::Rank::Common);
    if (en.norm(at) != "forward" || looks) && base && object && en.norm(at + 1) == "to" {
        push(out, en, at..at + 3, Fault::VerbForm, "", 0.75);
    }
}

/// Adjectives and adverbs that are compared by their endings and by nothing else.
const COMPARED: [&str; 40] = [
    "short", "long", "tall", "high", "low", "big", "small", "large", "wide", "strong", "weak", "fast",
    "slow", "old", "young", "early", "late", "near", "cheap", "rich", "poor", "hard", "easy", "happy",
    "heavy", "light", "deep", "great", "safe", "simple", "clear", "close", "hot", "cold", "warm", "cool",
    "soft", "thick", "thin", "bright",
];

/// `much more shorter than`, `the most largest`: compared twice.
fn comparative(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (word, next) = (en.norm(at), en.norm(at + 1));
    let ending = match word {
        "more" => "er",
        "most" => "est",
        _ => return,
    };
    let stem = next.strip_suffix(ending).unwrap_or_default();
    let is = |base: &str| {
        let doubled =
            stem.len() == base.len() + 1 && stem.starts_with(base) && stem.ends_with(&base[base.len() - 1..]);
        stem == base
            || doubled
            || base.strip_suffix('e') == Some(stem)
            || base.strip_suffix('y').is_some_and(|b| stem.strip_suffix('i') == Some(b))
    };
    // `more younger people`: more of them. What is compared has `than` behind it, or is the only one.
    let compared = (ending == "er" && en.norm(at + 2) == "than")
        || (ending == "est" && at > 0 && en.norm(at - 1) == "the");
    if compared && COMPARED.iter().any(|b| is(b)) {
        push(out, en, at..at + 2, Fault::Wording, next, 0.9);
    }
}

/// `has amended it's articles`: a verb or the start of a phrase before, and a plural noun behind, leave no `it is`.
fn owned(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    if en.norm(at) != "it" || en.norm(at + 1) != "'s" || at == 0 || !is_word(en, at + 2) {
        return;
    }
    let (before, noun) = (en.norm(at - 1), en.norm(at + 2));
    let reports = matches!(
        before,
        "believed"
            | "said"
            | "stated"
            | "claimed"
            | "argued"
            | "agreed"
            | "decided"
            | "insisted"
            | "announced"
            | "added"
            | "noted"
            | "replied"
            | "suggested"
            | "hoped"
            | "feared"
            | "realized"
            | "realised"
            | "admitted"
            | "proved"
            | "showed"
            | "indicated"
            | "stressed"
            | "explained"
            | "reported"
            | "maintained"
            | "remarked"
            | "declared"
            | "asserted"
            | "complained"
            | "confirmed"
            | "conceded"
    );
    let acts = before.len() > 4 && before.ends_with("ed") && !reports;
    let plural = noun.len() > 4
        && noun.ends_with('s')
        && !noun.ends_with("ss")
        && words::rank(noun) == Some(words::Rank::Common)
        && words::rank(&noun[..noun.len() - 1]) == Some(words::Rank::Common)
        && !matches!(
            noun,
            "always" | "years" | "months" | "weeks" | "days" | "hours" | "times" | "perhaps" | "politics"
        );
    if acts && plural {
        push(out, en, at..at + 2, Fault::Wording, "its", 0.85);
    }
}

/// Verbs of staying or going on, whose present with `since` is a slip: he lives here since 1965.
const LASTING: [&str; 26] = [
    "lives", "works", "serves", "stays", "knows", "exists", "resides", "studies", "teaches", "belongs",
    "owns", "operates", "holds", "live", "work", "serve", "stay", "know", "exist", "reside", "study",
    "teach", "belong", "own", "operate", "hold",
];
/// Tokens between such a verb and `since`.
const SPELL: usize = 9;

fn since(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    if !LASTING.contains(&en.norm(at)) || at == 0 {
        return;
    }
    let before = en.norm(at - 1);
    let subject = matches!(before, "he" | "she" | "it" | "they" | "we" | "i" | "you" | "who")
        || (en.norm(at).ends_with('s') && is_word(en, at - 1) && !en.tokens()[at - 1].stop);
    let clause = (at + 1..(at + SPELL).min(en.len())).take_while(|&k| en.tokens()[k].kind != Kind::Mark);
    let Some(word) = clause.into_iter().find(|&k| en.norm(k) == "since") else { return };
    let dated =
        en.tokens().get(word + 1).is_some_and(|t| t.kind == Kind::Number && en.norm(word + 1).len() == 4)
            || matches!(en.norm(word + 1), "childhood" | "last" | "then");
    let other = (sentence_start(en, at)..word).any(|k| {
        matches!(
            en.norm(k),
            "have" | "has" | "had" | "did" | "to" | "will" | "would" | "most" | "first" | "only" | "record"
        ) || en.norm(k).ends_with("est")
    });
    let is_verb =
        subject && (matches!(before, "he" | "she" | "they" | "we" | "i" | "who") || en.norm(at) != "works");
    if dated && is_verb && !other {
        push(out, en, at..at + 1, Fault::VerbForm, "", 0.75);
    }
}

/// `has arrived yesterday`: the perfect does not go with a past time.
fn ago(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let have = at + 1;
    if !matches!(en.norm(at), "has" | "have") || !is_word(en, have) {
        return;
    }
    let participle = have + usize::from(matches!(en.norm(have), "not" | "already" | "also"));
    let form = en.norm(participle);
    let done = form.len() > 4 && form.ends_with("ed")
        || matches!(
            form,
            "gone" | "come" | "made" | "sent" | "met" | "held" | "left" | "taken" | "given" | "said" | "told"
        );
    let clause = (participle + 1..(participle + SPELL).min(en.len()))
        .take_while(|&k| en.tokens()[k].kind != Kind::Mark)
        .take_while(|&k| {
            !matches!(
                en.norm(k),
                "since"
                    | "until"
                    | "till"
                    | "from"
                    | "after"
                    | "before"
                    | "than"
                    | "that"
                    | "which"
                    | "who"
                    | "by"
                    | "and"
                    | "what"
                    | "as"
                    | "to"
                    | "of"
            )
        });
    let past = clause.into_iter().find(|&k| en.norm(k) == "yesterday");
    if let Some(k) = past.filter(|_| done) {
        push(out, en, at..k + 1, Fault::VerbForm, "", 0.7);
    }
}
