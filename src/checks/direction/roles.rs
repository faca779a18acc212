//! Two parties whose roles the translation exchanges.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::Context;
use super::Named;
use crate::align::Pair;
use crate::extract::Mention;
use crate::extract::person::{self, Person};
use crate::extract::pinyin;
use crate::extract::role::{Dealing, Parties, dealings};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::{stem, table};
use crate::text::{Kind, is_han};

static EXCHANGED: Message = Message {
    en: "In the source it is {0}; the translation exchanges the two parties: “{1}”.",
    zh: "原文是“{0}”，译文把双方的位置颠倒了：“{1}”。",
};

pub(super) fn check(cx: &Context, pair: &Pair, named: &Named, out: &mut Vec<Draft>) {
    for dealing in dealings(&pair.zh, cx.lexicon) {
        let Some((at, confidence)) = exchanged(cx, pair, named, &dealing) else { continue };
        let whole = dealing.value.party.start.min(dealing.range.start)
            ..dealing.value.partner.end.max(dealing.range.end);
        let source = pair.zh.span(whole.clone());
        if out.iter().any(|d| d.source.is_some_and(|s| s.overlaps(source))) {
            continue;
        }
        let arguments =
            vec![pair.zh.original(whole).trim().to_owned(), pair.en.original(at.clone()).to_owned()];
        let draft = Draft::new(Severity::Major, confidence, &EXCHANGED, arguments);
        out.push(draft.source(source).target(pair.en.span(at)));
    }
}

/// Tokens after a preposition or a verb in which its object is named.
const OBJECT: usize = 5;

/// The tokens that give the party the partner's role, or the reverse, and how surely.
fn exchanged(
    cx: &Context,
    pair: &Pair,
    named: &Named,
    dealing: &Mention<Parties>,
) -> Option<(Range<usize>, f32)> {
    let Parties { dealing: kind, party, partner } = &dealing.value;
    let (one, other) = distinct(cx, pair, named, party, partner);
    let names = |tokens: &[usize], range: Range<usize>| tokens.iter().any(|t| range.contains(t));
    if other.is_empty() {
        return None;
    }
    let en = &pair.en;
    let after = |k: usize| object(pair, k);
    let find = |class: &'static str| (0..en.len()).filter(move |&k| is_form(class, en.norm(k)));
    let word = |w: &'static str| (0..en.len()).filter(move |&k| en.norm(k) == w);
    match kind {
        Dealing::Pass => {
            // Whether this passage turns the source round, and its end; `None` where it names neither party.
            let told = |from: usize| {
                let to = (from + 2..(from + 2 + OBJECT * 2).min(en.len()))
                    .find(|&k| matches!(en.norm(k), "to" | "into" | "towards" | "toward"))?;
                let (start, goal) = (from + 1..to, after(to));
                let turned = names(&other, start.clone()) && names(&one, goal.clone());
                let straight = names(&one, start) || names(&other, goal.clone());
                (turned || straight).then_some((turned && !straight, from..goal.end))
            };
            let all: Vec<_> = word("from").filter_map(told).collect();
            // Another passage of the sentence may tell it as the source does.
            let turned =
                all.iter().find(|(turned, _)| *turned).filter(|_| all.iter().all(|(turned, _)| *turned));
            turned.map(|(_, at)| (at.clone(), 0.85))
        }
        Dealing::Give => word("from")
            .filter(|&from| !is_parting(pair, from))
            .find_map(|from| {
                let giver = after(from);
                let begins = one.iter().any(|t| *t < from);
                (names(&other, giver.clone()) && !names(&one, giver.clone()) && begins)
                    .then_some((from..giver.end, 0.8))
            })
            .or_else(|| handed_back(pair, &one, &other)),
        Dealing::Take => find("lend").find_map(|verb| {
            let taker = after(if en.norm(verb + 1) == "to" { verb + 1 } else { verb });
            let subject = one.iter().any(|t| *t < verb) && !other.iter().any(|t| *t < verb);
            (subject && names(&other, taker.clone()) && !names(&one, taker.clone()))
                .then_some((verb..taker.end, 0.8))
        }),
        Dealing::Lose => find("beat").find_map(|verb| {
            let beaten = after(verb);
            let is_passive = en.norm(verb + 1) == "by"
                || verb
                    .checked_sub(1)
                    .is_some_and(|k| matches!(en.norm(k), "was" | "were" | "be" | "been" | "is" | "are"));
            let subject = one.iter().any(|t| *t < verb) && !other.iter().any(|t| *t < verb);
            (subject && !is_passive && names(&other, beaten.clone())).then_some((verb..beaten.end, 0.85))
        }),
        Dealing::Beat => word("to").find_map(|to| {
            let lost =
                to.checked_sub(1).is_some_and(|k| matches!(en.norm(k), "lost" | "lose" | "loses" | "losing"));
            let winner = after(to);
            (lost && names(&other, winner.clone()) && one.iter().any(|t| *t < to))
                .then_some((to - 1..winner.end, 0.85))
        }),
        Dealing::Address => {
            given_to_the_giver(pair, &one, &other).or_else(|| asked_of(pair, &one, &other)).or_else(|| {
                word("to").find_map(|to| {
                    let goal = after(to);
                    let verb = (to.saturating_sub(OBJECT * 2)..to).find(|&k| is_form("send", en.norm(k)))?;
                    let turned = find("turn").next().is_some() || word("from").next().is_some();
                    let subject = other.iter().any(|t| *t < verb) && !one.iter().any(|t| *t < to);
                    (subject && !turned && names(&one, goal.clone()) && !names(&other, goal.clone()))
                        .then_some((other.iter().copied().min().unwrap_or(verb)..goal.end, 0.8))
                })
            })
        }
    }
}

/// Whether `from` tells what somebody is sent away or kept from, and not who gave it.
fn is_parting(pair: &Pair, from: usize) -> bool {
    let before = |k: usize| from.checked_sub(k).map_or("", |k| pair.en.norm(k));
    before(1) == "away"
        || (1..=OBJECT).any(|k| {
            matches!(
                before(k),
                "keep"
                    | "kept"
                    | "keeps"
                    | "keeping"
                    | "withhold"
                    | "withheld"
                    | "hide"
                    | "hid"
                    | "hidden"
                    | "conceal"
                    | "concealed"
                    | "far"
                    | "free"
                    | "apart"
                    | "separate"
                    | "separated"
                    | "distinct"
            )
        })
}

/// `B returned the deposit to A` for A退还给B: the partner is the subject, and the party stands after `to`.
fn handed_back(pair: &Pair, one: &[usize], other: &[usize]) -> Option<(Range<usize>, f32)> {
    let en = &pair.en;
    (0..en.len()).filter(|&k| en.norm(k) == "to").find_map(|to| {
        let goal = object(pair, to);
        let verb = (to.saturating_sub(OBJECT * 2)..to).find(|&k| is_form("hand", en.norm(k)))?;
        let is_passive = verb
            .checked_sub(1)
            .is_some_and(|k| matches!(en.norm(k), "was" | "were" | "been" | "be" | "is" | "are" | "being"));
        let subject = other.iter().any(|t| *t < verb) && !one.iter().any(|t| *t < verb);
        let named = |tokens: &[usize]| tokens.iter().any(|t| goal.contains(t));
        (subject && !is_passive && named(one) && !named(other))
            .then_some((other.iter().copied().min().unwrap_or(verb)..goal.end, 0.8))
    })
}

/// `B made no demands of A` for A向B提出要求: the partner is the subject of what is put to the party.
fn asked_of(pair: &Pair, one: &[usize], other: &[usize]) -> Option<(Range<usize>, f32)> {
    let en = &pair.en;
    const PUT: [&str; 14] = [
        "demand",
        "demands",
        "request",
        "requests",
        "claim",
        "claims",
        "protest",
        "protests",
        "war",
        "complaint",
        "complaints",
        "representations",
        "questions",
        "conditions",
    ];
    (1..en.len())
        .filter(|&k| {
            matches!(en.norm(k), "of" | "on" | "with" | "against" | "to") && PUT.contains(&en.norm(k - 1))
        })
        .find_map(|k| {
            let goal = object(pair, k);
            let subject = other.iter().any(|t| *t < k) && !one.iter().any(|t| *t < k);
            let named = |tokens: &[usize]| tokens.iter().any(|t| goal.contains(t));
            let verb = (k.saturating_sub(OBJECT)..k).find(|&i| is_form("send", en.norm(i)))?;
            (subject && named(one) && !named(other)).then_some((verb..goal.end, 0.75))
        })
}

/// `B granted A a loan` for A向B…: the partner is the subject, and the party the first object.
fn given_to_the_giver(pair: &Pair, one: &[usize], other: &[usize]) -> Option<(Range<usize>, f32)> {
    let en = &pair.en;
    (0..en.len()).filter(|&k| is_form("send", en.norm(k))).find_map(|verb| {
        let goal = object(pair, verb);
        let first = goal.start..(goal.start + 3).min(goal.end);
        let subject = other.iter().any(|t| *t < verb) && !one.iter().any(|t| *t < verb);
        let is_named = one.iter().any(|t| first.contains(t));
        let is_passive = verb
            .checked_sub(1)
            .is_some_and(|k| matches!(en.norm(k), "was" | "were" | "been" | "be" | "is" | "are"));
        (subject && is_named && !is_passive).then_some((verb..goal.end, 0.75))
    })
}

/// Whether the partner of the dealing that a Chinese word belongs to is the subject of an English word, so that the contrary
/// verb says the same (A buys from B, B sells to A); `None` if no dealing is marked.
pub(super) fn is_converse(
    cx: &Context,
    pair: &Pair,
    named: &Named,
    word: &Range<usize>,
    said: usize,
) -> Option<bool> {
    let all = dealings(&pair.zh, cx.lexicon);
    let near = |m: &&Mention<Parties>| {
        m.value.partner.start <= word.end
            && word.start <= m.value.partner.end + 4
            && m.value.dealing != Dealing::Pass
    };
    let dealing = all.iter().find(near)?;
    let (one, other) = distinct(cx, pair, named, &dealing.value.party, &dealing.value.partner);
    let before = |tokens: &[usize]| tokens.iter().any(|t| *t < said);
    match (before(&one), before(&other), one.is_empty()) {
        (true, false, _) => Some(false),
        (false, true, _) | (false, false, false) => Some(true),
        _ => None,
    }
}

/// The tokens in which the object of the preposition or verb `k` is named: no further than the next mark or preposition.
pub(in crate::checks) fn object(pair: &Pair, k: usize) -> Range<usize> {
    let en = &pair.en;
    let end = (k + 1..(k + 1 + OBJECT).min(en.len()))
        .find(|&i| {
            en.tokens()[i].kind == Kind::Mark && en.norm(i) != "'" && en.norm(i) != "-"
                || matches!(
                    en.norm(i),
                    "to" | "from" | "for" | "on" | "in" | "by" | "with" | "and" | "at" | "after" | "under"
                )
        })
        .unwrap_or((k + 1 + OBJECT).min(en.len()));
    (k + 1).min(en.len())..end.max((k + 1).min(en.len()))
}

/// The tokens that render the one party and not the other, and the reverse: by the dictionary, by contraries (北, southward) and
/// by equal figures.
pub(in crate::checks) fn distinct(
    cx: &Context,
    pair: &Pair,
    named: &Named,
    one: &Range<usize>,
    other: &Range<usize>,
) -> (Vec<usize>, Vec<usize>) {
    let (chinese, english) = (named.zh(), named.en());
    let persons = (person::chinese(&pair.zh, cx.lexicon), person::english(&pair.en, cx.lexicon));
    let tokens = |range: &Range<usize>| -> Vec<usize> {
        let linked = pair
            .links
            .of_chars(range.clone())
            .filter(|l| range.start <= l.start as usize && l.end as usize <= range.end)
            // When it was is said beside who it was: 我国去年.
            .filter(|l| {
                let word = &pair.zh.chars()[l.start as usize..l.end as usize];
                is_han(word[0]) && !word.last().is_some_and(|c| "年月日天时早晚夜".contains(*c))
            })
            .map(|l| l.token as usize);
        let ideas = chinese.iter().filter(|m| range.contains(&m.range.start)).flat_map(|m| {
            english.iter().filter(|e| e.value.idea == m.value.idea).flat_map(|e| e.range.clone())
        });
        let digits: String = pair.zh.chars()[range.clone()].iter().collect();
        let figures =
            digits.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|d| !d.is_empty()).flat_map(|d| {
                (0..pair.en.len())
                    .filter(move |&k| pair.en.tokens()[k].kind == Kind::Number && pair.en.norm(k) == d)
            });
        let meant: Vec<Person> =
            persons.0.iter().filter(|m| range.contains(&m.range.start)).map(|m| m.value.person).collect();
        let pronouns = persons.1.iter().filter(|m| meant.contains(&m.value.person)).map(|m| m.range.start);
        let named =
            (0..pair.en.len()).filter(|&k| is_named(cx, pair, range, k) || is_lettered(pair, range, k));
        let mut all: Vec<usize> = linked.chain(ideas).chain(figures).chain(named).chain(pronouns).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (a, b) = (tokens(one), tokens(other));
    let without =
        |x: &[usize], y: &[usize]| x.iter().copied().filter(|t| y.binary_search(t).is_err()).collect();
    (without(&a, &b), without(&b, &a))
}

/// Whether a token is the letter by which English calls the 甲 or 乙 of the range.
fn is_lettered(pair: &Pair, range: &Range<usize>, token: usize) -> bool {
    let letter = match pair.en.original(token..token + 1) {
        "A" => '甲',
        "B" => '乙',
        "C" => '丙',
        "D" => '丁',
        _ => return false,
    };
    let follows_noun = token > 0 && pair.en.tokens()[token - 1].kind == Kind::Word;
    follows_noun && pair.zh.chars()[range.clone()].contains(&letter)
}

/// Whether a token with a capital spells characters of the range in pinyin, or is the adjective of a country they name.
fn is_named(cx: &Context, pair: &Pair, range: &Range<usize>, token: usize) -> bool {
    let t = pair.en.tokens()[token];
    if t.kind != Kind::Word || !t.capital {
        return false;
    }
    let letters: String = pair.en.norm(token).chars().filter(char::is_ascii_alphabetic).collect();
    let chars = &pair.zh.chars()[range.clone()];
    let spells = |from: usize| {
        is_han(chars[from])
            && pinyin::begins(&letters, chars[from], cx.lexicon)
            && chars[from..].len() >= 2
            && (2..=4.min(chars.len() - from))
                .any(|n| pinyin::spells(&letters, &chars[from..from + n], cx.lexicon))
    };
    if (0..chars.len()).any(spells) {
        return true;
    }
    demonyms()
        .get(pair.en.norm(token))
        .into_iter()
        .flatten()
        .filter_map(|c| cx.lexicon.stem_id(&stem::stem(c)))
        .any(|c| {
            pair.zh.matches().iter().any(|m| {
                let (start, end) = (m.start as usize, (m.start + m.len) as usize);
                range.start <= start
                    && end <= range.end
                    && m.len > 1
                    && cx.lexicon.stems(m.entry).any(|s| s == c)
            })
        })
}

/// Countries by their adjectives (data/en/demonyms.tsv).
fn demonyms() -> &'static FxHashMap<&'static str, Vec<&'static str>> {
    static DEMONYMS: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
    DEMONYMS.get_or_init(|| {
        let mut out: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/en/demonyms.tsv")) {
            if let [country, adjectives, ..] = row[..] {
                for adjective in adjectives.split(' ') {
                    out.entry(adjective).or_default().push(country);
                }
            }
        }
        out
    })
}

fn is_form(class: &str, word: &str) -> bool {
    static FORMS: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut out: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for row in table::rows(include_str!("../../../data/en/roles.tsv")) {
            if let [class, forms, ..] = row[..] {
                for form in forms.split(' ') {
                    out.entry(form).or_default().push(class);
                }
            }
        }
        out
    });
    forms.get(word).is_some_and(|c| c.contains(&class))
}
