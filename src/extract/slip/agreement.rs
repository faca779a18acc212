//! Verbs that do not agree with their subject in number.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::grammar::verbs;
use super::{
    DEMONSTRATIVES, Fault, MODALS, NUMBER_WORDS, POSSESSIVES, Slip, is_clause_start, is_determiner, is_word,
    push,
};
use crate::extract::Mention;
use crate::lexicon::{table, words};
use crate::text::{English, Kind};

pub(super) fn find(en: &English, out: &mut Vec<Mention<Slip>>) {
    for at in 0..en.len() {
        if is_word(en, at) && !en.is_joined(at) {
            pronoun(en, at, out);
            noun(en, at, out);
            superlative(en, at, out);
            divided(en, at, out);
            every(en, at, out);
            far(en, at, out);
            numeral(en, at, out);
        }
    }
}

/// Whether a noun belongs to a class of data/en/number.tsv.
fn is(class: &str, word: &str) -> bool {
    static CLASSES: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let mut out: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/en/number.tsv")) {
            if let [class, words, ..] = row[..] {
                for word in words.split(' ') {
                    out.entry(word).or_default().push(class);
                }
            }
        }
        out
    });
    classes.get(word).is_some_and(|c| c.contains(&class))
}

/// Whether a word looks like a plural that takes a plural verb: in `s`, and no singular in `ss`, `us`, `is`.
fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "ws", "ics"].iter().any(|e| word.ends_with(e))
        && !is("single", word)
        && words::rank(word) == Some(words::Rank::Common)
}

/// Whether a word is a noun in the singular, as far as its form shows: it has a plural, and is no adjective by its ending.
fn is_singular(word: &str) -> bool {
    let adjective = [
        "ed", "ing", "ent", "ant", "able", "ible", "al", "ive", "ous", "ary", "ful", "ern", "ese", "ish",
        "er", "or",
    ];
    word.len() > 3
        && !word.ends_with('s')
        && !is("plural", word)
        && !adjective.iter().any(|e| word.ends_with(e))
        && words::rank(word) == Some(words::Rank::Common)
        && words::rank(&format!("{word}s")) == Some(words::Rank::Common)
}

/// they was, he have, they depends
fn pronoun(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (word, verb) = (en.norm(at), en.norm(at + 1));
    if !is_clause_start(en, at) || !is_word(en, at + 1) {
        return;
    }
    let wrong = match word {
        "they" | "we" => matches!(verb, "was" | "has" | "is" | "does"),
        "he" | "she" => matches!(verb, "have" | "are" | "do"),
        "it" => matches!(verb, "have" | "are"),
        "i" => matches!(verb, "has" | "is" | "does"),
        _ => false,
    };
    let plural = matches!(word, "they" | "we" | "i" | "you");
    let in_s = plural && verb.strip_suffix('s').is_some_and(|b| verbs("base", b));
    if wrong || in_s {
        push(out, en, at..at + 2, Fault::Agreement, "", if wrong { 0.85 } else { 0.75 });
    }
}

fn noun(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let verb = en.norm(at);
    if at < 2 || !is_word(en, at - 1) || en.tokens()[at - 1].capital || en.is_joined(at - 1) {
        return;
    }
    let (subject, head) = (en.norm(at - 1), at - 2);
    let determiner = en.norm(head);
    let begins = is_clause_start(en, head);
    let certainty = if matches!(verb, "has" | "is" | "was" | "does") && is_plural(subject) {
        if begins && DEMONSTRATIVES[2..].contains(&determiner) {
            Some(0.8)
        } else if begins
            && (determiner == "the" || POSSESSIVES.contains(&determiner))
            && !is("measure", subject)
        {
            Some(0.7)
        } else {
            is_counted(en, at).then_some(0.7)
        }
    } else if matches!(verb, "are" | "were" | "have") && DEMONSTRATIVES[2..].contains(&determiner) {
        (begins && is_singular(subject) && !MODALS.contains(&subject)).then_some(0.7)
    } else {
        None
    };
    if let Some(certainty) = certainty {
        push(out, en, at - 1..at + 1, Fault::Agreement, "", certainty);
    }
}

/// Tokens back in which the numeral stands that the subject begins with.
const SUBJECT: usize = 8;

/// three of the country's provinces has: a numeral begins the clause, and nothing else can be the subject.
fn is_counted(en: &English, at: usize) -> bool {
    let numeral = (at.saturating_sub(SUBJECT)..at).rev().find(|&k| NUMBER_WORDS.contains(&en.norm(k)));
    numeral.is_some_and(|k| {
        let between = k + 1..at;
        is_clause_start(en, k)
            && between.clone().all(|i| en.tokens()[i].kind != Kind::Mark || en.norm(i) == "'")
            && (en.norm(k + 1) == "of" || k + 2 == at)
            && !between.clone().any(|i| is("measure", en.norm(i)))
            && !between.clone().any(|i| matches!(en.norm(i), "which" | "that" | "in" | "on" | "to"))
    })
}

/// one of the most important problem
fn superlative(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    if !en.has_at(at, "one of the most")
        || !is_word(en, at + 4)
        || en.tokens().get(at + 5).is_none_or(|t| t.capital)
    {
        return;
    }
    let noun = en.norm(at + 5);
    let ends = en.tokens().get(at + 6).is_none_or(|t| t.kind == Kind::Mark && en.norm(at + 6) != "-")
        || matches!(en.norm(at + 6), "in" | "of" | "that" | "which" | "for");
    if is_word(en, at + 5) && ends && is_singular(noun) && !en.is_joined(at + 5) {
        push(out, en, at + 5..at + 6, Fault::Agreement, format!("{noun}s"), 0.65);
    }
}

/// Nouns of a quantity or a body, whose verb goes by sense: a number of them are, the majority have.
const COLLECTIVE: [&str; 44] = [
    "number",
    "majority",
    "minority",
    "rest",
    "remainder",
    "half",
    "group",
    "team",
    "staff",
    "crew",
    "couple",
    "pair",
    "variety",
    "range",
    "series",
    "lot",
    "handful",
    "percentage",
    "proportion",
    "part",
    "portion",
    "quarter",
    "third",
    "total",
    "bulk",
    "host",
    "crowd",
    "class",
    "set",
    "kind",
    "sort",
    "type",
    "family",
    "government",
    "cabinet",
    "committee",
    "board",
    "public",
    "party",
    "side",
    "mass",
    "array",
    "plethora",
    "score",
];
/// Plural forms of verbs that are no nouns.
const PLURAL_VERBS: [&str; 14] = [
    "are", "were", "have", "depend", "consist", "belong", "remain", "become", "seem", "appear", "include",
    "contain", "exist", "differ",
];

/// `The member of the delegation were`, `The quality of the product depend`: a singular with a singular beside it, and a plural
/// verb.
fn divided(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (subject, of, second, other) = (en.norm(at + 1), en.norm(at + 2), en.norm(at + 3), en.norm(at + 4));
    let is_noun = |w: &str| {
        w.len() > 3
            && !w.ends_with('s')
            && !is("plural", w)
            && !COLLECTIVE.contains(&w)
            && words::rank(w) == Some(words::Rank::Common)
            && words::rank(&format!("{w}s")) == Some(words::Rank::Common)
    };
    let plain =
        |k: usize| is_word(en, k) && !en.is_joined(k) && !en.is_joined(k + 1) && !en.tokens()[k].capital;
    let is_subject = (en.norm(at) == "the" || POSSESSIVES.contains(&en.norm(at)))
        && is_clause_start(en, at)
        && is_noun(subject)
        && of == "of"
        && matches!(
            second,
            "the" | "this" | "that" | "his" | "her" | "its" | "our" | "their" | "my" | "your"
        )
        && is_noun(other);
    if is_subject && (at + 1..at + 6).all(plain) && PLURAL_VERBS.contains(&en.norm(at + 5)) {
        // `The spirit of the age have we forgotten` and questions do not begin like this; `have` before a subject does.
        let inverted = matches!(en.norm(at + 6), "i" | "we" | "they" | "you" | "he" | "she");
        if !inverted {
            push(out, en, at + 1..at + 6, Fault::Agreement, "", 0.8);
        }
    }
}

/// `every students`: a singular must follow.
fn every(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let plain = is_word(en, at + 1) && !en.is_joined(at + 2) && !en.tokens()[at + 1].capital;
    if en.norm(at) == "every" && plain && is_plural(en.norm(at + 1)) && !is("measure", en.norm(at + 1)) {
        push(out, en, at..at + 2, Fault::Agreement, "", 0.75);
    }
}

/// Prepositions with which a noun goes on: the differences between the two countries over the boundary.
const PREPOSITIONS: [&str; 20] = [
    "of",
    "between",
    "among",
    "over",
    "in",
    "on",
    "for",
    "with",
    "from",
    "about",
    "against",
    "at",
    "by",
    "under",
    "within",
    "into",
    "towards",
    "toward",
    "concerning",
    "regarding",
];
/// Verbs in the singular that may not follow a plural subject.
const SINGULAR_VERBS: [&str; 14] = [
    "is",
    "was",
    "has",
    "does",
    "remains",
    "seems",
    "appears",
    "becomes",
    "depends",
    "consists",
    "belongs",
    "exists",
    "continues",
    "differs",
];
/// Tokens of the longest subject that is followed to its verb.
const LONGEST_SUBJECT: usize = 16;

/// `The differences between the two countries remains`: a noun that begins the clause, its attributes with their prepositions, and
/// a verb of the other number.
fn far(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let begins = matches!(en.norm(at), "the" | "these" | "those") || POSSESSIVES.contains(&en.norm(at));
    let opens = at == 0 || matches!(en.norm(at - 1), "." | ";" | "!" | "?" | "that");
    if !begins || !opens {
        return;
    }
    // The head is the last word before the first preposition.
    let Some(first) = (at + 2..(at + 5).min(en.len())).find(|&k| PREPOSITIONS.contains(&en.norm(k))) else {
        return;
    };
    let lower = |k: usize| is_word(en, k) && !en.tokens()[k].capital && !en.is_joined(k);
    let head = en.norm(first - 1);
    if !(at + 1..first).all(lower) {
        return;
    }
    let (plural, single) =
        (is_plural(head) && !is("measure", head), is_singular(head) && !COLLECTIVE.contains(&head));
    if !plural && !single {
        return;
    }
    let mut k = first;
    let end = (first + LONGEST_SUBJECT).min(en.len());
    while k < end {
        let word = en.norm(k);
        if !is_word(en, k) && word != "'" && word != "'s" {
            return;
        }
        let wrong = if plural { SINGULAR_VERBS.contains(&word) } else { PLURAL_VERBS[..3].contains(&word) };
        if wrong {
            // A noun must stand before the verb, and nothing behind it may be the subject.
            let noun =
                lower(k - 1) && !PREPOSITIONS.contains(&en.norm(k - 1)) && !is_determiner(en.norm(k - 1));
            let inverted =
                matches!(en.norm(k + 1), "i" | "we" | "they" | "you" | "he" | "she" | "it" | "there");
            // After `of the products`, `have` may be the verb of a clause without its pronoun.
            let attracted = plural && is_singular(en.norm(k - 1)) || single && is_plural(en.norm(k - 1));
            if noun && !inverted && attracted {
                push(out, en, k - 1..k + 1, Fault::Agreement, "", 0.7);
            }
            return;
        }
        // A second subject, a clause or another verb: what agrees is no longer plain.
        let own = is_determiner(word) && !(PREPOSITIONS.contains(&en.norm(k - 1)) || en.norm(k - 1) == "all");
        let stops = matches!(
            word,
            "that"
                | "which"
                | "who"
                | "whom"
                | "whose"
                | "what"
                | "where"
                | "when"
                | "why"
                | "how"
                | "whether"
                | "if"
                | "and"
                | "or"
                | "but"
                | "as"
                | "than"
                | "to"
                | "not"
                | "be"
                | "been"
                | "are"
                | "were"
                | "have"
                | "had"
                | "is"
                | "was"
                | "has"
                | "it"
                | "they"
                | "he"
                | "she"
                | "we"
                | "i"
                | "you"
                | "there"
                | "each"
                | "one"
                | "none"
                | "all"
        );
        if own || (stops && word != "all") || MODALS.contains(&word) || word.ends_with("ed") && k > first + 1
        {
            return;
        }
        k += 1;
    }
}

/// Nouns that have one form after a numeral, or name a size before another noun.
const UNCOUNTED: [&str; 34] = [
    "million", "billion", "trillion", "hundred", "thousand", "dozen", "score", "head", "foot", "stone",
    "gross", "pair", "yuan", "percent", "cent", "mile", "half", "quarter", "third", "fold", "point", "time",
    "part", "way", "deep", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "dollar",
    "pound",
];

/// `two country`, `three province were`: a numeral before a singular that ends its phrase.
fn numeral(en: &English, at: usize, out: &mut Vec<Mention<Slip>>) {
    let (word, noun) = (en.norm(at), en.norm(at + 1));
    if !NUMBER_WORDS.contains(&word) || en.is_joined(at) || en.is_joined(at + 1) || word == "many" {
        return;
    }
    let plain = is_word(en, at + 1) && !en.tokens()[at + 1].capital && !en.is_joined(at + 2);
    let ends = matches!(en.norm(at + 2), "were" | "are" | "have" | "which" | "who" | "agreed" | "signed")
        || en
            .tokens()
            .get(at + 2)
            .is_some_and(|t| t.kind == Kind::Mark && matches!(en.norm(at + 2), "." | ","));
    // `one or two member`, `size two`: a numeral behind a noun is its number.
    let numbered = at > 0
        && en.tokens()[at - 1].kind == Kind::Word
        && !matches!(
            en.norm(at - 1),
            "the"
                | "these"
                | "those"
                | "our"
                | "their"
                | "its"
                | "his"
                | "all"
                | "of"
                | "in"
                | "by"
                | "with"
                | "from"
                | "to"
                | "other"
                | "for"
                | "and"
                | "into"
                | "between"
                | "among"
                | "has"
                | "have"
                | "were"
                | "are"
        );
    if plain && ends && !numbered && noun.len() > 4 && is_singular(noun) && !UNCOUNTED.contains(&noun) {
        push(out, en, at..at + 2, Fault::Agreement, "", 0.7);
    }
}
