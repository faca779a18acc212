mod links;

use std::ops::Range;

use super::{Check, Context};
use crate::align::{Link, Pair};
use crate::extract::Mention;
use crate::extract::question::{
    ASKING, Form, Mood, asks, begins_as_question, form, is_polite_request, may_ask, moods, sentences,
};
use crate::finding::{Draft, Message, Severity};

pub const CHECK: Check = Check {
    id: "sentence-type",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/sentence-type.md"),
    pair: Some(pair),
    document: None,
};

static TO_STATEMENT: Message = Message {
    en: "{0} is a question; the translation states it: “{1}”.",
    zh: "“{0}”是问句，译文成了陈述：“{1}”。",
};
static TO_QUESTION: Message = Message {
    en: "The source asks nothing here; the translation makes a question of it: “{0}”.",
    zh: "原文此处不是问句，译文成了问句：“{0}”。",
};
static FLIPPED_POSITIVE: Message = Message {
    en: "{0} is a rhetorical question and asserts that it is so; the translation says the contrary: “{1}”.",
    zh: "“{0}”是反问，表示肯定，译文“{1}”意思相反。",
};
static FLIPPED_NEGATIVE: Message = Message {
    en: "{0} is a rhetorical question and asserts that it is not so; the translation says the contrary: “{1}”.",
    zh: "“{0}”是反问，表示否定，译文“{1}”意思相反。",
};
static GUESS: Message = Message {
    en: "{0} only supposes; the translation asserts: “{1}”.",
    zh: "“{0}”只是揣测，译文成了断言：“{1}”。",
};
static INQUIRY: Message = Message {
    en: "{0} asks; the translation asserts: “{1}”.",
    zh: "“{0}”是询问，译文成了断言：“{1}”。",
};
static WISH: Message = Message {
    en: "{0} wishes what was not so; the translation states it as a fact: “{1}”.",
    zh: "“{0}”是与事实相反的愿望，译文成了事实：“{1}”。",
};
static REQUEST: Message = Message {
    en: "{0} is a request; the translation reports something done: “{1}”.",
    zh: "“{0}”是请求，译文成了叙述已做的事：“{1}”。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    links::check(cx, pair, out);
    let sentences = sentences(&pair.en);
    let moods = moods(&pair.zh, cx.lexicon);
    to_question(cx, pair, &sentences, out);
    let asked = in_order(pair, &moods, &sentences);
    for mood in &moods {
        let in_turn = asked.iter().find(|(at, _)| *at == mood.range.start).map(|(_, s)| s.clone());
        let Some(sentence) = in_turn.or_else(|| rendering(pair, mood, &sentences)) else { continue };
        let form = form(&pair.en, &sentence);
        if let Some((message, confidence)) = judge(pair, mood, &sentence, form) {
            let severity = match mood.value {
                Mood::Guess => Severity::Minor,
                _ => Severity::Major,
            };
            let arguments = vec![
                pair.zh.original(mood.range.clone()).trim().to_owned(),
                pair.en.original(sentence.clone()).trim().to_owned(),
            ];
            let draft = Draft::new(severity, confidence, message, arguments);
            out.push(draft.source(mood.span).target(pair.en.span(sentence)));
        }
    }
}

/// Where both sides ask as often, each question by its place and the sentence that asks it.
fn in_order(pair: &Pair, moods: &[Mention<Mood>], sentences: &[Range<usize>]) -> Vec<(usize, Range<usize>)> {
    let is_asked = |m: &&Mention<Mood>| {
        matches!(pair.zh.chars().get(m.range.end), Some('?' | '？')) && !m.range.is_empty()
    };
    let zh: Vec<usize> = moods.iter().filter(is_asked).map(|m| m.range.start).collect();
    let en: Vec<Range<usize>> = sentences.iter().filter(|s| asks(&pair.en, s)).cloned().collect();
    if zh.len() == en.len() { zh.into_iter().zip(en).collect() } else { Vec::new() }
}

/// The sentence that renders most of a clause's words; in a text of one sentence, that.
fn rendering(pair: &Pair, mood: &Mention<Mood>, sentences: &[Range<usize>]) -> Option<Range<usize>> {
    if let [only] = sentences {
        return Some(only.clone());
    }
    let mut tokens: Vec<usize> = pair.links.of_chars(mood.range.clone()).map(|l| l.token as usize).collect();
    tokens.sort_unstable();
    tokens.dedup();
    let before = |at: usize| tokens.partition_point(|t| *t < at);
    let count = |s: &Range<usize>| before(s.end) - before(s.start);
    let best = sentences.iter().max_by_key(|s| (count(s), std::cmp::Reverse(s.start)))?;
    (count(best) > 0).then(|| best.clone())
}

fn judge(
    pair: &Pair,
    mood: &Mention<Mood>,
    sentence: &Range<usize>,
    form: Form,
) -> Option<(&'static Message, f32)> {
    let en = &pair.en;
    let has = |words: &[&str]| (0..en.len()).any(|k| words.contains(&en.norm(k)));
    let asks_anywhere = has(&["?"]);
    match mood.value {
        Mood::Rhetorical { asserts: true } => {
            let contrary = if form.asks {
                form.is_rhetorical && !form.has_negation
            } else {
                !form.is_rhetorical && is_denied(pair, mood, sentence)
            };
            contrary.then_some((&FLIPPED_POSITIVE, 0.75))
        }
        Mood::Rhetorical { asserts: false } => {
            let contrary = if form.asks {
                form.is_negative_question
                    || (form.is_rhetorical && form.has_negation && is_denied(pair, mood, sentence))
            } else {
                // An exclamation or a condition may carry the denial in other words.
                !form.has_negation
                    && !form.is_rhetorical
                    && !has(&["if", "rather", "instead", "only", "surely"])
                    || (!form.has_negation && has(&["surely"]))
                    || only_lexical(pair, sentence)
            };
            contrary.then_some((&FLIPPED_NEGATIVE, if form.asks { 0.6 } else { 0.7 }))
        }
        Mood::Question => {
            // What a semicolon parts may deny in its second half what the first does not.
            let denies = form.has_negation
                || (sentence.end > 0
                    && en.norm(sentence.end - 1) == ";"
                    && has(&["not", "no", "never", "nothing"]));
            let asked = asks_anywhere || has(&ASKING) || begins_as_question(en, sentence) || denies;
            (!asked || (!asks_anywhere && has(&["inform"]) && !has(&["whether", "ask", "question"])))
                .then_some((&TO_STATEMENT, 0.65))
        }
        Mood::Guess => {
            let hedged = asks_anywhere
                || has(&[
                    "may", "might", "could", "can", "perhaps", "maybe", "possibly", "probably", "must",
                    "seems", "seem", "seemed",
                ])
                || has(&[
                    "appear",
                    "appears",
                    "appeared",
                    "wonder",
                    "wondered",
                    "suspect",
                    "suppose",
                    "surely",
                    "if",
                    "likely",
                    "apparently",
                    "presumably",
                ]);
            (!hedged).then_some((&GUESS, 0.65))
        }
        Mood::Inquiry => {
            // `We ask you to note` asks nothing: what is not known must be put.
            let asks_for = (0..en.len()).any(|k| {
                matches!(en.norm(k), "ask" | "asks" | "asked" | "asking")
                    && !(k + 1..k + 4).any(|i| matches!(en.norm(i), "to" | "that"))
            });
            // 他问，能不能…: a modal alone reports no question, as it may ask one politely (would like to know).
            let reported = pair.zh.chars().get(mood.range.end.wrapping_sub(1)) == Some(&'问');
            let modals = ["would", "may", "might", "could"];
            let puts =
                |k: usize| INDIRECT.contains(&en.norm(k)) && !(reported && modals.contains(&en.norm(k)));
            let asked = asks_anywhere || (0..en.len()).any(puts) || asks_for;
            (!asked).then_some((&INQUIRY, 0.75))
        }
        Mood::Wish => {
            let unreal = asks_anywhere
                || has(&[
                    "if", "wish", "wishes", "wished", "would", "should", "ought", "regret", "pity", "had",
                    "better", "hope",
                ]);
            (!unreal || has(&["thing", "fortunately", "luckily"]) && !has(&["if", "wish", "would"]))
                .then_some((&WISH, 0.7))
        }
        Mood::Request => {
            let first = sentence.clone().find(|&k| en.tokens()[k].kind == crate::text::Kind::Word)?;
            let past = matches!(en.norm(first), "we" | "i" | "he" | "they" | "you")
                && matches!(en.norm(first + 1), "have" | "has" | "had" | "did");
            let asked = asks_anywhere
                || has(&ASKING)
                || has(&["asking", "requested", "urged", "invited", "ask", "wish", "call"]);
            // 请 behind a comma may be what somebody asked for once: 曾在会上，请委员会考虑….
            let opens = mood.range.start == 0
                || pair
                    .zh
                    .chars()
                    .get(mood.range.start - 1)
                    .is_some_and(|c| "。！？!?；;“「『\"".contains(*c));
            let told = opens && !has(&["pray", "beseech", "prithee"]) && is_told(pair, sentence, first);
            ((past && !asked) || (told && !asks_anywhere)).then_some((&REQUEST, 0.7))
        }
    }
}

/// Words with which English puts a question that it reports.
const INDIRECT: [&str; 43] = [
    "whether",
    "if",
    "when",
    "what",
    "how",
    "why",
    "who",
    "whom",
    "whose",
    "where",
    "which",
    "question",
    "questions",
    "questioned",
    "wonder",
    "wonders",
    "wondered",
    "wondering",
    "inquire",
    "inquired",
    "inquires",
    "inquiry",
    "inquiring",
    "enquire",
    "enquired",
    "enquiry",
    "enquiring",
    "query",
    "clarify",
    "know",
    "tell",
    "doubt",
    "explain",
    "would",
    "may",
    "might",
    "could",
    "please",
    "grateful",
    "curious",
    "interested",
    "learn",
    "hear",
];

/// Words with which English asks or orders that something be done.
const DIRECTING: [&str; 59] = [
    "must",
    "shall",
    "should",
    "will",
    "can",
    "need",
    "needs",
    "needed",
    "ought",
    "be",
    "requested",
    "requests",
    "requesting",
    "urged",
    "urge",
    "urges",
    "invited",
    "invite",
    "asking",
    "wish",
    "wishes",
    "call",
    "calls",
    "called",
    "order",
    "ordered",
    "orders",
    "instruct",
    "instructed",
    "instructs",
    "told",
    "tells",
    "direct",
    "directed",
    "made",
    "makes",
    "allow",
    "allowed",
    "allows",
    "lets",
    "letting",
    "leave",
    "left",
    "beg",
    "begs",
    "begged",
    "kindly",
    "require",
    "required",
    "requires",
    "recommend",
    "recommended",
    "advised",
    "advise",
    "caused",
    "enabled",
    "enables",
    "permitted",
    "insisted",
];

/// Whether the sentence begins with its subject and reports something done: `The counties checked`, `They have sent`.
fn is_told(pair: &Pair, sentence: &Range<usize>, first: usize) -> bool {
    let en = &pair.en;
    let is_subject = matches!(
        en.norm(first),
        "the"
            | "we"
            | "i"
            | "he"
            | "she"
            | "they"
            | "you"
            | "all"
            | "each"
            | "both"
            | "our"
            | "his"
            | "their"
            | "its"
    );
    let is_past = |k: usize| {
        let word = en.norm(k);
        let done = word.len() > 4 && word.ends_with("ed") || PAST.contains(&word);
        let follows = k.checked_sub(1).is_some_and(|b| {
            !matches!(
                en.norm(b),
                "the" | "a" | "an" | "of" | "by" | "is" | "are" | "was" | "were" | "all" | "and"
            )
        });
        let did_not = word == "did" && en.norm(k + 1) == "not";
        (did_not || done && follows) && !en.tokens()[k].capital
    };
    // A word of asking before the verb, or the verb itself, makes a request of it: `were requested`.
    let asks = |k: usize| ASKING.contains(&en.norm(k)) || DIRECTING.contains(&en.norm(k));
    let verb = (first + 1..sentence.end.min(first + SUBJECT)).find(|&k| is_past(k));
    is_subject && verb.is_some_and(|verb| !(first..=verb).any(asks))
}

/// Irregular past forms of verbs of doing.
const PAST: [&str; 26] = [
    "sent", "brought", "held", "met", "paid", "put", "gave", "took", "wrote", "came", "went", "began",
    "drew", "got", "found", "kept", "set", "built", "bought", "sold", "done", "given", "taken", "written",
    "drawn", "gone",
];

/// Tokens from the beginning of a sentence in which its verb stands.
const SUBJECT: usize = 8;

/// Whether a negation governs a word that renders part of the clause: it stands up to three tokens before it, or is its object
/// (sent nobody).
fn is_denied(pair: &Pair, mood: &Mention<Mood>, sentence: &Range<usize>) -> bool {
    let is_word = |l: &&Link| {
        let k = pair.zh.words().partition_point(|w| w.start < l.start);
        l.end - l.start > 1 || pair.zh.words().get(k).is_some_and(|w| w.start == l.start && w.end == l.end)
    };
    pair.links
        .of_chars(mood.range.clone())
        .filter(is_word)
        .filter(|l| sentence.contains(&(l.token as usize)))
        .any(|l| {
            let t = l.token as usize;
            let before = t.saturating_sub(3).max(sentence.start)..t;
            let after = t + 1..(t + 3).min(sentence.end);
            before.clone().any(|k| matches!(pair.en.norm(k), "not" | "never" | "no" | "neither"))
                || after.clone().any(|k| matches!(pair.en.norm(k), "nobody" | "nothing" | "none" | "no"))
        })
}

/// Whether the only negation of a sentence is `nothing` or the like as an object: stand by and do nothing.
fn only_lexical(pair: &Pair, sentence: &Range<usize>) -> bool {
    let en = &pair.en;
    let negations: Vec<usize> = sentence
        .clone()
        .filter(|&k| matches!(en.norm(k), "not" | "no" | "never" | "nothing" | "without" | "none" | "nobody"))
        .collect();
    let [only] = negations[..] else { return false };
    en.norm(only) == "nothing" && matches!(en.norm(only.saturating_sub(1)), "do" | "doing" | "say" | "saying")
}

/// A question mark in the translation of a text that has neither question mark nor question word.
fn to_question(cx: &Context, pair: &Pair, sentences: &[Range<usize>], out: &mut Vec<Draft>) {
    let asked = |s: &&Range<usize>| asks(&pair.en, s) && !is_polite_request(&pair.en, s);
    if let Some(s) = sentences.iter().find(asked) {
        if may_ask(&pair.zh, cx.lexicon) || may_ask(&pair.wider().zh, cx.lexicon) && pair.certainty < 0.8 {
            return;
        }
        if is_heading(pair, s) || is_tag(pair, s) {
            return;
        }
        let quote = pair.en.original(s.clone()).trim().to_owned();
        out.push(Draft::new(Severity::Major, 0.8, &TO_QUESTION, vec![quote]).target(pair.en.span(s.clone())));
    }
}

/// Whether a heading that names its matter is put as a question, as English headings are: 新功能, What's New?
fn is_heading(pair: &Pair, sentence: &Range<usize>) -> bool {
    const WORDS: [&str; 9] = ["what", "what's", "how", "why", "who", "where", "when", "which", "whose"];
    let is_sentence = pair
        .zh
        .chars()
        .iter()
        .rev()
        .find(|c| !c.is_whitespace())
        .is_some_and(|c| "。．.！!…”」』".contains(*c));
    let opens = |k: &usize| WORDS.contains(&pair.en.norm(*k));
    !is_sentence && pair.zh.chars().len() <= HEADING && sentence.clone().take(OPENING).any(|k| opens(&k))
}

/// Characters of the longest heading, and tokens of a number before its first word.
const HEADING: usize = 30;
const OPENING: usize = 4;

/// Whether only a tag asks, behind a statement: "…, don't they?"
fn is_tag(pair: &Pair, sentence: &Range<usize>) -> bool {
    let en = &pair.en;
    let Some(mark) = sentence.clone().rev().find(|&k| en.norm(k) == "?") else { return false };
    let word = |back: usize| mark.checked_sub(back).map_or("", |k| en.norm(k));
    matches!(word(1), "it" | "they" | "he" | "she" | "we" | "you" | "i" | "there" | "not")
        && (2..=6).any(|back| word(back) == ",")
        && mark - sentence.start > TAG
}

/// Tokens of the shortest statement with a tag.
const TAG: usize = 7;
