//! We, you and they; he and she; the former and the latter.

use std::ops::Range;

use super::super::Context;
use super::{GENDER, LATTER, PERSON, SWAPPED};
use crate::align::Pair;
use crate::extract::Mention;
use crate::extract::person::{Person, Reference, Use, chinese, clause, english};
use crate::finding::{Draft, Severity};
use crate::lexicon::romanise::sounds_as;
use crate::text::{Kind, is_han};

pub(super) fn check(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    latter(pair, out);
    let source = chinese(&pair.zh, cx.lexicon);
    if source.is_empty() {
        return;
    }
    let target = english(&pair.en, cx.lexicon);
    // The first that explains the difference is enough.
    if !swapped(pair, &source, &target, out)
        && !owners(pair, &source, &target, out)
        && !merged(pair, &source, &target, out)
    {
        persons(pair, &source, &target, out);
        others(pair, &source, &target, out);
    }
    gender(cx, pair, &source, &target, out);
}

fn has(all: &[Mention<Reference>], person: Person) -> bool {
    all.iter().any(|m| m.value.person == person)
}

/// Whether the source quotes speech that the translation reports without quotes, so that persons shift.
fn is_reported(pair: &Pair) -> bool {
    let quotes_zh = pair.zh.chars().iter().any(|c| "“”\"「」『』".contains(*c));
    let quotes_en = (0..pair.en.len()).any(|k| pair.en.norm(k) == "\"" || pair.en.norm(k) == "'");
    quotes_zh && !quotes_en
}

fn draft(pair: &Pair, confidence: f32, source: &Mention<Reference>, at: Range<usize>) -> Draft {
    let arguments =
        vec![pair.zh.original(source.range.clone()).to_owned(), pair.en.original(at.clone()).to_owned()];
    Draft::new(Severity::Major, confidence, &PERSON, arguments).source(source.span).target(pair.en.span(at))
}

/// One person throughout in the source, and only the other in the translation: 你们 rendered as we.
fn persons(pair: &Pair, source: &[Mention<Reference>], target: &[Mention<Reference>], out: &mut Vec<Draft>) {
    if is_reported(pair) {
        return;
    }
    for (is, other) in [(Person::First, Person::Second), (Person::Second, Person::First)] {
        // In thanks nobody is spoken to.
        let thanks = |m: &Mention<Reference>| m.range.start > 0 && pair.en.norm(m.range.start - 1) == "thank";
        if target.iter().filter(|m| m.value.person == other).all(thanks) {
            continue;
        }
        let clear = has(source, is) && !has(source, other) && !has(target, is) && has(target, other);
        let named = is == Person::Second
            && (0..pair.en.len()).any(|k| matches!(pair.en.norm(k), "excellency" | "sir" | "let"));
        if !clear || named || has(target, Person::Third) && !has(source, Person::Third) {
            continue;
        }
        let (Some(first), Some(wrong)) =
            (source.iter().find(|m| m.value.person == is), target.iter().find(|m| m.value.person == other))
        else {
            continue;
        };
        // 我们 and you both name people in general.
        let is_party = first.value.role == Use::Owner || pair.zh.folded(first.range.clone()).contains('方');
        let acts = clause(&pair.zh, first.range.start);
        let is_subject = pair
            .links
            .of_chars(first.range.end..acts.end.min(first.range.end + VERB))
            .filter(|l| l.start as usize >= first.range.end && l.end - l.start > 1)
            .any(|l| subject_of(pair, target, l.token as usize).is_some_and(|s| s.range == wrong.range));
        // Who is asked to come to 敝馆 is you; what is yours is not 敝馆.
        let is_owned = first.value.role != Use::Owner || wrong.value.role == Use::Owner;
        let confidence = match (is_party, is_subject) {
            (true, _) if !is_owned => 0.4,
            (true, _) => 0.75,
            (_, true) if is == Person::Second => 0.65,
            _ => 0.4,
        };
        out.push(draft(pair, confidence, first, wrong.range.clone()));
    }
}

/// 我们认为 rendered as `they think`, in a source that knows no third person.
fn others(pair: &Pair, source: &[Mention<Reference>], target: &[Mention<Reference>], out: &mut Vec<Draft>) {
    let shifts = is_reported(pair) || has(source, Person::Third) || has(source, Person::Second);
    if shifts || has(target, Person::First) || has(target, Person::Second) {
        return;
    }
    let Some(first) = source.iter().find(|m| m.value.person == Person::First && m.value.role != Use::Owner)
    else {
        return;
    };
    let opens = clause(&pair.zh, first.range.start).start == first.range.start;
    let acts = first.range.end..clause(&pair.zh, first.range.start).end.min(first.range.end + VERB / 2);
    let wrong = pair
        .links
        .of_chars(acts.clone())
        .filter(|l| l.start as usize >= acts.start && l.end - l.start > 1)
        .find_map(|l| subject_of(pair, target, l.token as usize))
        .filter(|s| s.value.person == Person::Third && s.value.role == Use::Subject);
    if let Some(wrong) = wrong.filter(|_| opens) {
        out.push(draft(pair, 0.65, first, wrong.range.clone()));
    }
}

/// 贵国政府 with a possessive of the other party: our Government.
fn owners(
    pair: &Pair,
    source: &[Mention<Reference>],
    target: &[Mention<Reference>],
    out: &mut Vec<Draft>,
) -> bool {
    if is_reported(pair) {
        return false;
    }
    for owner in source.iter().filter(|m| m.value.role == Use::Owner && m.value.person != Person::Third) {
        let owned = owned_tokens(pair, owner);
        // 贵国 and 我国 in one sentence: your country is the other's.
        let shares = |o: &&Mention<Reference>| {
            o.value.role == Use::Owner
                && o.value.person != owner.value.person
                && owned_tokens(pair, o).iter().any(|t| owned.contains(t))
        };
        if source.iter().any(|o| shares(&o)) {
            continue;
        }
        let before = |t: usize| {
            target
                .iter()
                .find(|m| m.value.role == Use::Owner && m.range.start < t && t - m.range.start <= REACH)
        };
        let owners: Vec<&Mention<Reference>> = owned.iter().filter_map(|t| before(*t)).collect();
        let right = owners.iter().any(|m| m.value.person == owner.value.person);
        let wrong =
            owners.iter().find(|m| m.value.person != owner.value.person && m.value.person != Person::Third);
        if let (false, Some(wrong)) = (right, wrong) {
            let end = owned.iter().copied().find(|t| *t > wrong.range.start).unwrap_or(wrong.range.start);
            let confidence = if owned.len() > 2 { 0.55 } else { 0.8 };
            out.push(draft(pair, confidence, owner, wrong.range.start..end + 1));
            return true;
        }
    }
    false
}

/// 贵馆 and 敝馆 in one letter, of which the translation makes the same house twice: your Embassy … your Embassy.
fn merged(
    pair: &Pair,
    source: &[Mention<Reference>],
    target: &[Mention<Reference>],
    out: &mut Vec<Draft>,
) -> bool {
    let last = |m: &Mention<Reference>| pair.zh.chars()[m.range.end - 1];
    let of = |person: Person| {
        source.iter().filter(move |m| m.value.role == Use::Owner && m.value.person == person)
    };
    for (own, other) in [(Person::First, Person::Second), (Person::Second, Person::First)] {
        let Some(lost) = of(own).find(|m| of(other).any(|o| last(o) == last(m))) else { continue };
        let Some((_, names)) = BODIES.iter().find(|(c, _)| *c == last(lost)) else { continue };
        let owners = |noun: usize| -> Option<&Mention<Reference>> {
            target
                .iter()
                .rev()
                .find(|m| m.value.role == Use::Owner && m.range.start < noun && noun - m.range.start <= REACH)
        };
        let nouns: Vec<usize> = (0..pair.en.len()).filter(|&k| names.contains(&pair.en.norm(k))).collect();
        let persons: Vec<Option<&Mention<Reference>>> = nouns.iter().map(|k| owners(*k)).collect();
        let is = |person: Person| persons.iter().flatten().filter(move |m| m.value.person == person).count();
        let all_owned = persons.iter().all(Option::is_some);
        if all_owned && is(own) == 0 && is(other) > of(other).filter(|o| last(o) == last(lost)).count() {
            let Some((noun, Some(wrong))) = nouns.iter().zip(&persons).next_back() else { continue };
            out.push(draft(pair, 0.7, lost, wrong.range.start..noun + 1));
            return true;
        }
    }
    false
}

/// Tokens between a possessive and what it owns.
const REACH: usize = 2;

/// Last characters of words for one's own or the other's house, with what English calls it.
const BODIES: [(char, &[&str]); 16] = [
    ('馆', &["embassy", "legation", "consulate", "mission", "museum", "library"]),
    ('司', &["company", "firm", "corporation", "department"]),
    ('部', &["ministry", "department"]),
    ('校', &["school", "college", "university"]),
    ('院', &["hospital", "court", "academy", "institute", "yuan"]),
    ('厂', &["factory", "plant", "mill", "works"]),
    ('会', &["association", "committee", "society", "council", "commission"]),
    ('店', &["shop", "store"]),
    ('行', &["bank", "firm", "house"]),
    ('局', &["bureau", "office", "administration"]),
    ('省', &["province"]),
    ('县', &["county"]),
    ('社', &["agency", "press", "cooperative", "society"]),
    ('团', &["delegation", "regiment", "group"]),
    ('府', &["government", "residence", "home"]),
    ('方', &["side"]),
];

/// Tokens that render the word after an owner, or the end of the owner itself (军 in 我军).
fn owned_tokens(pair: &Pair, owner: &Mention<Reference>) -> Vec<usize> {
    let chars = owner.range.end - 1..owner.range.end + 4;
    let word = pair.zh.words().iter().find(|w| w.start as usize >= owner.range.end);
    let end = word.map_or(owner.range.end, |w| w.end as usize);
    let mut out: Vec<usize> = pair
        .links
        .of_chars(chars)
        .filter(|l| {
            // The word as a whole may have a rendering too: 拙作, work.
            let is_whole = l.start as usize == owner.range.start && l.end as usize == owner.range.end;
            is_whole || (l.start as usize > owner.range.start && l.end as usize <= end)
        })
        .map(|l| l.token as usize)
        .collect();
    // 我军: our troops, which no dictionary says of 军 alone.
    if pair.zh.chars()[owner.range.end - 1] == '军' {
        out.extend(
            (0..pair.en.len()).filter(|&k| {
                matches!(pair.en.norm(k), "troops" | "forces" | "army" | "soldiers" | "military")
            }),
        );
    }
    // What a body is called in letters: 敝馆, our Embassy.
    if let Some((_, names)) = BODIES.iter().find(|(c, _)| *c == pair.zh.chars()[owner.range.end - 1]) {
        out.extend((0..pair.en.len()).filter(|&k| names.contains(&pair.en.norm(k))));
    }
    if matches!(pair.zh.chars()[owner.range.end - 1], '国') {
        out.extend((0..pair.en.len()).filter(|&k| matches!(pair.en.norm(k), "country" | "nation")));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Two persons that act in each other's place: each verb of the one has the other's pronoun before it.
fn swapped(
    pair: &Pair,
    source: &[Mention<Reference>],
    target: &[Mention<Reference>],
    out: &mut Vec<Draft>,
) -> bool {
    if is_reported(pair) || target.len() < 2 {
        return false;
    }
    let found = acted_on(pair, source, target);
    let mut crossed: Vec<(&Mention<Reference>, &Mention<Reference>)> = Vec::new();
    for m in source.iter().filter(|m| m.value.role != Use::Owner && !is_joined(pair, m)) {
        let clause = clause(&pair.zh, m.range.start);
        let next = source.iter().map(|o| o.range.start).find(|s| *s >= m.range.end).unwrap_or(usize::MAX);
        let reach = m.range.end..clause.end.min(next).min(m.range.end + VERB);
        let mut agreed = false;
        let mut against = None;
        for link in pair
            .links
            .of_chars(reach.clone())
            .filter(|l| l.start as usize >= reach.start && l.end - l.start > 1)
        {
            if let Some(subject) = subject_of(pair, target, link.token as usize) {
                agreed |= subject.value.person == m.value.person;
                against = against.or((subject.value.person != m.value.person).then_some(subject));
            }
        }
        if agreed && found.is_none() {
            return false;
        }
        crossed.extend(against.map(|a| (m, a)));
    }
    let exchanged = crossed.iter().enumerate().find_map(|(i, (m, a))| {
        let (n, b) = crossed[i + 1..]
            .iter()
            .find(|(n, b)| n.value.person == a.value.person && b.value.person == m.value.person)?;
        Some((*m, *n, *a, *b))
    });
    let Some((m, n, a, b)) = found.or(exchanged) else { return false };
    let quote = a.range.start.min(b.range.start)..a.range.end.max(b.range.end);
    let arguments = vec![
        pair.zh.original(m.range.clone()).to_owned(),
        pair.zh.original(n.range.clone()).to_owned(),
        pair.en.original(quote.clone()).to_owned(),
    ];
    let draft = Draft::new(Severity::Major, 0.8, &SWAPPED, arguments);
    out.push(draft.source(m.span.cover(n.span)).target(pair.en.span(quote)));
    true
}

type Four<'a> =
    (&'a Mention<Reference>, &'a Mention<Reference>, &'a Mention<Reference>, &'a Mention<Reference>);

/// Characters after a subject in which its verb stands.
const VERB: usize = 12;

/// The pronoun that is the subject of a verb: the nearest subject before it in its clause.
fn subject_of<'a>(
    pair: &Pair,
    target: &'a [Mention<Reference>],
    verb: usize,
) -> Option<&'a Mention<Reference>> {
    let start = (0..verb)
        .rev()
        .find(|&k| matches!(pair.en.norm(k), "." | ";" | "," | ":" | "?" | "!"))
        .map_or(0, |k| k + 1);
    target
        .iter()
        .rev()
        .find(|m| (start..verb).contains(&m.range.start) && matches!(m.value.role, Use::Subject | Use::Any))
        .filter(|m| verb - m.range.start <= 6)
}

/// Whether a preposition stands before a person: 同我们, 向你们.
fn is_joined(pair: &Pair, m: &Mention<Reference>) -> bool {
    m.range.start.checked_sub(1).is_some_and(|k| "同跟和对向给与把被让叫".contains(pair.zh.chars()[k]))
}

/// 他们…同我们商量 against we … consulted them: subject and object of one verb exchanged.
fn acted_on<'a>(
    pair: &Pair,
    source: &'a [Mention<Reference>],
    target: &'a [Mention<Reference>],
) -> Option<Four<'a>> {
    source.windows(2).find_map(|w| {
        let [m, n] = w else { return None };
        let same_clause = clause(&pair.zh, m.range.start).contains(&n.range.start);
        if !same_clause || m.value.person == n.value.person || m.range.end + 1 >= n.range.start {
            return None;
        }
        // 他们同我们商量: the verb follows; 我们答复了你们: it stands between.
        let place =
            if is_joined(pair, n) { n.range.end..n.range.end + 6 } else { m.range.end..n.range.start };
        let verb = pair
            .links
            .of_chars(place.clone())
            .filter(|l| l.start as usize >= place.start && l.end as usize <= place.end && l.end - l.start > 1)
            .last()?
            .token as usize;
        let a = subject_of(pair, target, verb)?;
        let b = target
            .iter()
            .find(|t| t.range.start > verb && t.range.start <= verb + 3 && t.value.role != Use::Owner)?;
        (a.value.person == n.value.person && b.value.person == m.value.person && b.value.role != Use::Subject)
            .then_some((m, n, a, b))
    })
}

/// She where the source knows only men, he where it knows only women.
fn gender(
    cx: &Context,
    pair: &Pair,
    source: &[Mention<Reference>],
    target: &[Mention<Reference>],
    out: &mut Vec<Draft>,
) {
    let of = |all: &[Mention<Reference>], female: bool| all.iter().any(|m| m.value.is_female == Some(female));
    let women = pair.zh.chars().iter().any(|c| "女母妈妻妇姐妹娘姑婆妃后姨嫂奶婶".contains(*c));
    let men = [
        "男", "父", "爸", "丈夫", "姐夫", "妹夫", "弟", "兄", "哥", "叔", "伯", "爷", "公公", "外公", "老公",
        "儿子", "孙",
    ]
    .iter()
    .any(|w| pair.zh.find(w).is_some());
    for female in [true, false] {
        let explained = if female { women } else { men };
        if !of(target, female) || !of(source, !female) || of(source, female) || explained {
            continue;
        }
        let is_mixed = of(target, !female);
        let (Some(m), Some(wrong)) = (
            source.iter().find(|m| m.value.is_female == Some(!female) && !is_in_name(cx, pair, m)),
            target.iter().find(|m| m.value.is_female == Some(female)),
        ) else {
            continue;
        };
        let arguments = vec![
            pair.zh.original(m.range.clone()).to_owned(),
            pair.en.original(wrong.range.clone()).to_owned(),
        ];
        let count =
            |all: &[Mention<Reference>]| all.iter().filter(|m| m.value.is_female == Some(!female)).count();
        // An `him` or `his` may be somebody else's in a sentence about a woman.
        let subject = wrong.value.role == Use::Subject;
        let confidence = match (is_mixed, female || subject) {
            (false, true) => 0.8,
            // The translation has all the source's own persons as well: the other pronoun stands for somebody named.
            (true, true) if count(target) >= count(source) && has_other(pair, m) => 0.4,
            (true, true) if subject && m.value.role != Use::Owner => 0.55,
            _ => 0.4,
        };
        let draft = Draft::new(Severity::Major, confidence, &GENDER, arguments);
        out.push(draft.source(m.span).target(wrong.span));
    }
}

/// Whether 他 is a syllable of a name that the translation has: 他玛 is Tamar.
fn is_in_name(cx: &Context, pair: &Pair, m: &Mention<Reference>) -> bool {
    let (zh, en) = (&pair.zh, &pair.wider().en);
    let from = m.range.start.saturating_sub(NAME);
    let to = (m.range.end + NAME).min(zh.chars().len());
    (from..=m.range.start).any(|a| {
        (m.range.end..=to).filter(|b| b - a > 1 && b - a <= NAME + 1).any(|b| {
            let chars = &zh.chars()[a..b];
            chars.iter().all(|c| is_han(*c))
                && en.tokens().iter().enumerate().any(|(k, t)| {
                    t.capital
                        && !t.stop
                        && t.kind == Kind::Word
                        && sounds_as(cx.lexicon, chars, en.norm(k)).is_some_and(|like| like >= 0.8)
                })
        })
    })
}

/// Characters of a name on either side of one of its syllables.
const NAME: usize = 2;

/// Whether somebody else stands before the pronoun in its clause, whom the translation may take up in a pronoun of his own: the pronoun
/// is an object there. (Behind a verb of speech, a conjunction or a word of time it may be a subject.)
fn has_other(pair: &Pair, m: &Mention<Reference>) -> bool {
    const SUBJECT_AFTER: &str = "说称示认为道出时但而当如因果后前知信望调指诉是及和由的了,，：:";
    let before = m.range.start.checked_sub(1).map(|k| pair.zh.chars()[k]);
    clause(&pair.zh, m.range.start).start + NAME <= m.range.start
        && before.is_some_and(|c| is_han(c) && !SUBJECT_AFTER.contains(c))
}

/// 后者 and 前者: named as the other, or by the name of the other.
fn latter(pair: &Pair, out: &mut Vec<Draft>) {
    let (zh, en) = (&pair.zh, &pair.en);
    for (word, name, contrary) in [("后者", "latter", "former"), ("前者", "former", "latter")] {
        let Some(at) = zh.find(word) else { continue };
        let has = |w: &str| (0..en.len()).find(|&k| en.norm(k) == w);
        if has(name).is_some() || zh.find(if name == "latter" { "前者" } else { "后者" }).is_some() {
            continue;
        }
        let mut found = has(contrary);
        let mut confidence = 0.85;
        if found.is_none()
            && let Some((first, second)) = antecedents(pair, at)
        {
            let (meant, other) = if name == "latter" { (second, first) } else { (first, second) };
            let tokens = |r: &Range<usize>| -> Vec<usize> {
                pair.links
                    .of_chars(r.clone())
                    .filter(|l| r.start <= l.start as usize && l.end as usize <= r.end && l.end - l.start > 1)
                    .map(|l| l.token as usize)
                    .collect()
            };
            let (right, wrong) = (tokens(&meant), tokens(&other));
            // Both are named once before; who is named again is the one that was taken for it.
            if right.len() == 1 && wrong.len() == 2 && en.norm(wrong[0]) == en.norm(wrong[1]) {
                found = wrong.last().copied().filter(|w| *w > right[0]);
                confidence = 0.75;
            }
        }
        if let Some(k) = found {
            let range = at..at + 2;
            let quote = k.saturating_sub(usize::from(k > 0 && en.norm(k - 1) == "the"))..k + 1;
            let arguments = vec![
                zh.original(range.clone()).to_owned(),
                name.to_owned(),
                en.original(quote.clone()).to_owned(),
            ];
            let draft =
                Draft::new(Severity::Major, confidence, &LATTER, arguments).suggest(format!("the {name}"));
            out.push(draft.source(zh.span(range)).target(en.span(quote)));
        }
    }
}

/// The two that were named last before `at`: X和Y, 后者.
fn antecedents(pair: &Pair, at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let zh = &pair.zh;
    let is_mark = |k: &usize| "，。；,;".contains(zh.chars()[*k]);
    let end = (0..at).rev().find(is_mark)?;
    let start = (0..end).rev().find(is_mark).map_or(0, |k| k + 1);
    let link = (start..end).rev().find(|&k| "和与跟同及、".contains(zh.chars()[k]))?;
    let words = |range: Range<usize>| {
        zh.words().iter().filter(move |w| range.start <= w.start as usize && w.end as usize <= range.end)
    };
    let first = words(start..link).next_back()?;
    let second = words(link + 1..end).next()?;
    Some((first.start as usize..first.end as usize, second.start as usize..second.end as usize))
}
