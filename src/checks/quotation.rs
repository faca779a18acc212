use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Check, Context};
use crate::align::{Link, Pair};
use crate::extract::person;
use crate::extract::person::Person;
use crate::extract::quotation::{Marks, Quotations, Quoted, chinese, english};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::{Lexicon, table};
use crate::text::{Kind, is_han};

pub const CHECK: Check = Check {
    id: "quotation",
    category: "mistranslation",
    its_type: "mistranslation",
    page: include_str!("../../docs/checks/quotation.md"),
    pair: Some(pair),
    document: None,
};

static UNPAIRED: Message = Message {
    en: "A quotation mark or bracket at “{0}” has lost its partner; the source closes all of its own.",
    zh: "译文“{0}”处的引号或括号不成对，原文的都成对。",
};
static EXTENDED: Message = Message {
    en: "The source quotes only {0}; the translation also puts {1} (“{2}”) inside the quotation marks.",
    zh: "原文只引用“{0}”，译文把“{1}”（“{2}”）也放进了引号。",
};
static DENIED: Message = Message {
    en: "The quotation marks of “{0}” deny it recognition; the translation, without them or “so-called”, grants it.",
    zh: "原文给“{0}”加引号表示不予承认，译文去掉引号，等于承认。",
};
static ADDED: Message = Message {
    en: "The quotation marks round “{0}” cast a doubt that the source does not.",
    zh: "原文没有给“{0}”加引号，译文加引号，平添贬义。",
};
static LOST: Message = Message {
    en: "{0} is quoted; the translation has its words without quotation marks.",
    zh: "“{0}”是引语，译文有其词而无引号。",
};
static SPEECH: Message = Message {
    en: "{0} is quoted speech; the translation runs it on as the writer's own words.",
    zh: "“{0}”是引语，译文没有引号，成了作者自己的话。",
};
static TITLE: Message = Message {
    en: "{0} is the title of a work; the translation dissolves it into a description.",
    zh: "“{0}”是书名，译文把它化成了描述语。",
};
static BRACKET: Message = Message {
    en: "What stands in brackets, {0}, is missing from the translation.",
    zh: "括号里的“{0}”译文没有译出。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    let (source, target) = (chinese(&pair.zh), english(&pair.en));
    unpaired(pair, &source, &target, out);
    denied(cx, pair, &source, &target, out);
    extended(pair, &source, &target, out);
    speech(cx, pair, &source, &target, out);
    lost(cx, pair, &source, &target, out);
    titles(pair, &source, &target, out);
    brackets(cx, pair, &source, &target, out);
    added(cx, pair, &source, &target, out);
}

fn quotes(all: &Quotations) -> usize {
    all.of(Marks::Quotation).count()
}

fn unpaired(pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    // A quotation may go on in the next sentence: then the paragraph is in order.
    let wider = pair.wider();
    for (at, marks) in &target.single {
        let whole = (chinese(&wider.zh), english(&wider.en));
        let has = |q: &Quotations| q.held.iter().any(|h| h.marks == *marks);
        let in_order = whole.0.single.is_empty() && source.single.is_empty() && has(source);
        if !in_order || !whole.1.single.iter().any(|s| s.1 == *marks) {
            continue;
        }
        // Marks of code are copied, whatever they pair with.
        let straight = |text: &str| text.bytes().filter(|b| *b == b'"').count();
        if *marks == Marks::Quotation
            && straight(pair.zh.text()) == straight(pair.en.text())
            && straight(pair.zh.text()) > 0
        {
            continue;
        }
        let range = if *at + 1 < pair.en.len() { *at..at + 2 } else { at.saturating_sub(1)..at + 1 };
        let quote = pair.en.original(range.clone()).to_owned();
        let confidence = if is_open_elsewhere(pair, *at) || is_stray(pair, *at) { 0.4 } else { 0.7 };
        out.push(Draft::new(Severity::Minor, confidence, &UNPAIRED, vec![quote]).target(pair.en.span(range)));
    }
}

/// Whether the mark closes what was said and the sentence goes on with who said it, in a segment that stands by itself: the quotation
/// may have begun in the segment before.
fn is_open_elsewhere(pair: &Pair, at: usize) -> bool {
    let en = &pair.en;
    let closes = at > 1
        && matches!(en.norm(at - 1), "," | "." | "!" | "?")
        && en.is_joined(at)
        && !en.is_joined(at + 1)
        && at + 1 < en.len();
    closes && pair.paragraph.is_none() && (at + 1..en.len()).take(SPEAKER).any(|k| is_speech(en.norm(k)))
}

/// Tokens behind a quotation in which the verb of speech stands.
const SPEAKER: usize = 8;

/// Whether the mark is one too many at the end of the segment, behind another that closes.
fn is_stray(pair: &Pair, at: usize) -> bool {
    at + 1 == pair.en.len() && at > 0 && matches!(pair.en.norm(at - 1), "\"" | "'" | ")")
}

/// The words of a class of data/zh/scare.tsv.
fn words(class: &str, lexicon: &Lexicon) -> &'static [String] {
    static WORDS: OnceLock<FxHashMap<&str, Vec<String>>> = OnceLock::new();
    let classes = WORDS.get_or_init(|| {
        table::rows(include_str!("../../data/zh/scare.tsv"))
            .filter_map(|row| {
                Some((*row.first()?, row.get(1)?.split(' ').map(|w| lexicon.fold_str(w)).collect()))
            })
            .collect()
    });
    classes.get(class).map_or(&[], Vec::as_slice)
}

/// Words with which English denies recognition without quotation marks.
const DENIALS: [&str; 16] = [
    "alleges",
    "allegedly",
    "call",
    "calls",
    "called",
    "styled",
    "alleged",
    "purported",
    "pretended",
    "puppet",
    "supposed",
    "bogus",
    "claimed",
    "proclaimed",
    "pseudo",
    "illegal",
];
/// Characters of the longest quotation that is a title or a term.
const LONGEST_TERM: usize = 8;
/// Characters before a quotation in which the power is named that claims the office.
const REGIME: usize = 6;

fn denied(cx: &Context, pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    let shown = quotes(target) > 0
        || !target.single.is_empty()
        || (0..pair.en.len()).any(|k| DENIALS.contains(&pair.en.norm(k)));
    if shown {
        return;
    }
    let zh = &pair.zh;
    for q in source.of(Marks::Quotation).filter(|q| q.inside.len() <= LONGEST_TERM) {
        let inside = zh.folded(q.inside.clone());
        let open = q.inside.start - 1;
        let is = |class: &str| words(class, cx.lexicon).contains(&inside);
        let called = words("calling", cx.lexicon)
            .iter()
            .any(|w| open.checked_sub(w.chars().count()).is_some_and(|k| zh.has_at(k, w)));
        let claimed = words("regime", cx.lexicon)
            .iter()
            .any(|w| (open.saturating_sub(REGIME)..open).any(|k| zh.has_at(k, w)));
        // 称为“解放者”: the label is theirs who give it.
        let labelled = !is_naming(pair)
            && words("label", cx.lexicon)
                .iter()
                .any(|w| open.checked_sub(w.chars().count()).is_some_and(|k| zh.has_at(k, w)));
        let confidence = match (is("act") || (is("office") && claimed), called || labelled) {
            (true, _) => 0.7,
            (false, true) => 0.6,
            _ => continue,
        };
        if links(pair, &q.inside).next().is_some() {
            let draft = Draft::new(
                Severity::Major,
                confidence,
                &DENIED,
                vec![zh.original(q.inside.clone()).to_owned()],
            );
            out.push(draft.source(zh.span(open..q.inside.end + 1)));
        }
    }
}

/// Words with which English gives a name or a label to something.
const NAMING_VERBS: [&str; 34] = [
    "name",
    "named",
    "names",
    "label",
    "labels",
    "labelled",
    "labeled",
    "labelling",
    "labeling",
    "dub",
    "dubbed",
    "term",
    "termed",
    "terms",
    "describe",
    "described",
    "describes",
    "describing",
    "refer",
    "refers",
    "referred",
    "referring",
    "known",
    "hail",
    "hailed",
    "hails",
    "calling",
    "as",
    "brand",
    "branded",
    "brands",
    "nicknamed",
    "style",
    "nickname",
];

/// Whether the translation says that something is called so.
fn is_naming(pair: &Pair) -> bool {
    (0..pair.en.len()).any(|k| NAMING_VERBS.contains(&pair.en.norm(k)))
}

/// Links of whole words, of two characters or more, that lie in a range of characters.
fn links<'a>(pair: &'a Pair, range: &Range<usize>) -> impl Iterator<Item = &'a Link> + 'a {
    let range = range.clone();
    pair.links.of_chars(range.clone()).filter(move |l| {
        l.end - l.start > 1 && range.start <= l.start as usize && l.end as usize <= range.end
    })
}

/// The one quotation of the source, whose English holds words from outside it.
fn extended(pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    let one = |all: &Quotations| -> Option<Quoted> {
        let mut found = all.of(Marks::Quotation);
        found.next().filter(|_| found.next().is_none() && all.single.is_empty()).cloned()
    };
    let (Some(q), Some(e)) = (one(source), one(target)) else { return };
    let only_in = |token: u32, inside: bool| {
        pair.links.of_token(token as usize).iter().all(|l| q.inside.contains(&(l.start as usize)) == inside)
    };
    let held = links(pair, &q.inside).filter(|l| e.inside.contains(&(l.token as usize))).count();
    let after = q.inside.end..q.inside.end + NEXT;
    let before = q.inside.start.saturating_sub(NEXT)..q.inside.start;
    let stray = |side: &Range<usize>| -> Vec<&Link> {
        let mut found: Vec<&Link> = links(pair, side)
            .filter(|l| e.inside.contains(&(l.token as usize)) && only_in(l.token, false))
            .filter(|l| {
                links(pair, &(l.start as usize..l.end as usize))
                    .all(|o| e.inside.contains(&(o.token as usize)))
            })
            .collect();
        found.dedup_by_key(|l| l.token);
        found
    };
    let swallowed = [(after, true), (before, false)].into_iter().find_map(|(side, follows)| {
        let found = stray(&side);
        // What was swallowed ends or begins the English quotation.
        let edge = |l: &&Link| {
            let t = l.token as usize;
            if follows { t + 3 >= e.inside.end } else { t < e.inside.start + 3 }
        };
        (found.len() > 1 && found.iter().any(edge)).then(|| *found[0])
    });
    if let Some(first) = swallowed.filter(|_| held > 0) {
        let chars = first.start as usize..first.end as usize;
        let token = first.token as usize;
        let arguments = vec![
            pair.zh.original(q.inside.clone()).to_owned(),
            pair.zh.original(chars).to_owned(),
            pair.en.original(token..token + 1).to_owned(),
        ];
        let draft = Draft::new(Severity::Major, 0.65, &EXTENDED, arguments);
        out.push(draft.source(pair.zh.span(q.inside.clone())).target(pair.en.span(e.inside)));
    }
}

/// Characters beside a quotation whose rendering may have slipped into it.
const NEXT: usize = 12;

/// A quoted sentence in the first person that the translation says in the first person outside all quotation marks.
fn speech(cx: &Context, pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    let persons = person::chinese(&pair.zh, cx.lexicon);
    let first = |m: &&crate::extract::Mention<person::Reference>| m.value.person == Person::First;
    let outside = persons.iter().filter(first).any(|m| !source.holds(Marks::Quotation, m.range.start));
    let english = person::english(&pair.en, cx.lexicon);
    let own = english.iter().filter(first).find(|m| !target.holds(Marks::Quotation, m.range.start));
    let Some(own) = own else { return };
    if outside || !target.single.is_empty() || !source.single.is_empty() {
        return;
    }
    for q in source.of(Marks::Quotation) {
        let is_sentence = q.inside.end > 0 && "。！？!?".contains(pair.zh.chars()[q.inside.end - 1]);
        let has_first = persons.iter().filter(first).any(|m| q.inside.contains(&m.range.start));
        let quoted =
            links(pair, &q.inside).filter(|l| target.holds(Marks::Quotation, l.token as usize)).count();
        let rendered = links(pair, &q.inside).count();
        if is_sentence && has_first && quoted * 2 <= rendered && rendered > 0 {
            let quote = pair.zh.original(q.inside.clone()).to_owned();
            let draft = Draft::new(Severity::Minor, 0.6, &SPEECH, vec![quote]);
            out.push(draft.source(pair.zh.span(q.inside.start - 1..q.inside.end + 1)).target(own.span));
            return;
        }
    }
}

/// Words right before a quotation that say that it is somebody's.
const SPEAKING: [&str; 36] = [
    "说",
    "道",
    "写",
    "问",
    "答",
    "喊",
    "曰",
    "云",
    "指出",
    "表示",
    "强调",
    "认为",
    "形容为",
    "形容",
    "描述为",
    "描述",
    "斥为",
    "视为",
    "喻为",
    "批评为",
    "宣称",
    "声称",
    "坦言",
    "直言",
    "透露",
    "告诉",
    "承认",
    "警告",
    "补充",
    "写着",
    "写有",
    "高呼",
    "回答",
    "提出",
    "主张",
    "辩称",
];

/// Whether the translation reports what was said instead of quoting it: `said that`, `said he would`.
fn is_indirect(pair: &Pair, cx: &Context) -> bool {
    let en = &pair.en;
    let english = person::english(en, cx.lexicon);
    let subject = |k: usize| {
        matches!(
            en.norm(k),
            "that" | "whether" | "if" | "to" | "how" | "why" | "what" | "who" | "the" | "there" | "not"
        ) || english.iter().any(|m| m.range.start == k && m.value.person == Person::Third)
    };
    (0..en.len()).any(|k| {
        is_speech(en.norm(k))
            && (subject(k + 1) || (subject(k + 2) && en.norm(k + 1) != "," && en.norm(k + 1) != ":"))
    })
}

/// Verbs that say who spoke or how (data/en/speech.txt, data/en/reporting.txt).
fn is_speech(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    WORDS
        .get_or_init(|| {
            let tables =
                [include_str!("../../data/en/speech.txt"), include_str!("../../data/en/reporting.txt")];
            tables.into_iter().flat_map(table::rows).flatten().flat_map(str::split_whitespace).collect()
        })
        .contains(&word)
}

/// A quotation whose words stand outside all quotation marks, though nothing turned it into reported speech.
fn lost(cx: &Context, pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    // A single mark that opens and is not closed is still a mark; after a colon English may leave them out.
    let en = &pair.en;
    let opens = (0..en.len()).any(|k| en.norm(k) == "'" && !en.is_joined(k) && en.is_joined(k + 1));
    let introduced = (0..en.len()).any(|k| en.norm(k) == ":");
    if !source.single.is_empty()
        || target.single.iter().any(|s| s.1 == Marks::Quotation)
        || opens
        || introduced
    {
        return;
    }
    let zh = &pair.zh;
    for q in source.of(Marks::Quotation) {
        let range = q.inside.start - 1..q.inside.end + 1;
        let span = zh.span(range.clone());
        let nested = source
            .of(Marks::Quotation)
            .any(|o| o.inside.start < q.inside.start && q.inside.end < o.inside.end);
        if nested
            || quotes(target) >= quotes(source)
            || out.iter().any(|d| d.source.is_some_and(|s| s.overlaps(span)))
        {
            continue;
        }
        let mut tokens: Vec<usize> = pair
            .links
            .of_chars(q.inside.clone())
            .filter(|l| q.inside.start <= l.start as usize && l.end as usize <= q.inside.end)
            .map(|l| l.token as usize)
            .collect();
        tokens.sort_unstable();
        tokens.dedup();
        if tokens.len() < 2 || tokens.iter().any(|t| target.holds(Marks::Quotation, *t)) {
            continue;
        }
        let chars = &zh.chars()[q.inside.clone()];
        let is_sentence = chars.last().is_some_and(|c| "。！？!?…".contains(*c));
        let has_clauses = chars.contains(&',') || chars.contains(&'，');
        let open =
            (0..q.inside.start - 1).rev().find(|&k| !":,，: ".contains(zh.chars()[k])).map_or(0, |k| k + 1);
        let is_spoken = SPEAKING.iter().any(|w| {
            let len = w.chars().count();
            open >= len && zh.has_at(open - len, w)
        });
        let lower = tokens.iter().filter(|t| !pair.en.tokens()[**t].capital).count() * 3 >= tokens.len() * 2;
        let confidence = match (is_sentence || has_clauses, is_spoken) {
            (true, _) if is_indirect(pair, cx) => continue,
            (true, true) => 0.75,
            (true, false) => 0.65,
            (false, true) if lower => 0.6,
            (false, false) if lower => 0.3,
            _ => continue,
        };
        let draft = Draft::new(Severity::Minor, confidence, &LOST, vec![zh.original(range).to_owned()]);
        out.push(draft.source(span).target(pair.en.span(tokens[0]..tokens[0] + 1)));
    }
}

/// A title whose words are rendered without one capital letter and outside quotation marks.
fn titles(pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    for q in source.of(Marks::Title).filter(|q| q.inside.len() >= 3) {
        let tokens: Vec<usize> = links(pair, &q.inside)
            .chain(pair.links.of_chars(q.inside.clone()).filter(|l| q.inside.contains(&(l.start as usize))))
            .map(|l| l.token as usize)
            .collect();
        let distinct = tokens.iter().any(|t| *t != tokens[0]);
        let lower = |t: &usize| !pair.en.tokens()[*t].capital && !target.holds(Marks::Quotation, *t);
        let has_name = (1..pair.en.len()).any(|k| {
            let t = pair.en.tokens()[k];
            t.capital && t.kind == Kind::Word && pair.en.norm(k) != "i" && pair.links.of_token(k).is_empty()
        });
        if distinct && tokens.iter().all(lower) && quotes(target) == 0 && !has_name {
            let range = q.inside.start - 1..q.inside.end + 1;
            let quote = pair.zh.original(range.clone()).to_owned();
            let first = tokens.iter().copied().min().unwrap_or(0);
            let last = tokens.iter().copied().max().unwrap_or(first);
            let draft = Draft::new(Severity::Major, 0.6, &TITLE, vec![quote]);
            out.push(draft.source(pair.zh.span(range)).target(pair.en.span(first..last + 1)));
        }
    }
}

/// Words with which English says what is left out or taken in.
const RESERVES: [&str; 16] = [
    "exclude",
    "excluded",
    "excludes",
    "excluding",
    "exclusive",
    "except",
    "not",
    "without",
    "net",
    "include",
    "included",
    "includes",
    "including",
    "inclusive",
    "separately",
    "extra",
];

/// Brackets of the source of whose words the translation renders none, in a translation without brackets: sure for those that
/// limit an amount or a duty, doubtful for glosses and asides.
fn brackets(cx: &Context, pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    turned(cx, pair, source, out);
    if target.of(Marks::Bracket).next().is_some() || !target.single.is_empty() {
        return;
    }
    for q in source.of(Marks::Bracket).filter(|q| (3..=16).contains(&q.inside.len())) {
        let range = q.inside.start - 1..q.inside.end + 1;
        let has = |w: &String| q.inside.clone().any(|k| pair.zh.has_at(k, w));
        let is_reserve = words("reserve", cx.lexicon).iter().any(has);
        let is_said = (0..pair.en.len()).any(|k| RESERVES.contains(&pair.en.norm(k)));
        let is_rendered = pair.links.of_chars(q.inside.clone()).next().is_some();
        let all_han = pair.zh.chars()[q.inside.clone()].iter().all(|c| is_han(*c));
        let confidence = match (is_reserve, is_rendered) {
            (true, _) if !is_said => 0.75,
            (false, false) if all_han => 0.35,
            _ => continue,
        };
        let quote = pair.zh.original(range.clone()).to_owned();
        let span = pair.zh.span(range.clone());
        if out.iter().any(|d| d.source == Some(span)) {
            continue;
        }
        let mut draft =
            Draft::new(Severity::Major, confidence, &BRACKET, vec![quote]).source(pair.zh.span(range));
        draft.category = Some(("omission", "omission"));
        out.push(draft);
    }
}

static TURNED: Message = Message {
    en: "The bracket {0} says what the amount leaves out or takes in; “{1}” says the contrary.",
    zh: "括号“{0}”说明是否计算在内，译文“{1}”意思相反。",
};

/// What a bracket leaves out is taken in by the translation (水电费另计, including water), or the reverse.
fn turned(cx: &Context, pair: &Pair, source: &Quotations, out: &mut Vec<Draft>) {
    const OUT: [&str; 12] = [
        "exclude",
        "excluded",
        "excludes",
        "excluding",
        "exclusive",
        "except",
        "excepting",
        "without",
        "not",
        "net",
        "separately",
        "extra",
    ];
    const IN: [&str; 5] = ["include", "included", "includes", "including", "inclusive"];
    let en = &pair.en;
    let place = |words: &[&str]| (0..en.len()).find(|&k| words.contains(&en.norm(k)));
    for q in source.of(Marks::Bracket).filter(|q| (2..=16).contains(&q.inside.len())) {
        let has = |class: &str| {
            words(class, cx.lexicon).iter().any(|w| q.inside.clone().any(|k| pair.zh.has_at(k, w)))
        };
        // 不含 holds 含.
        let wrong = match (has("excluding"), has("including")) {
            (true, _) if place(&OUT).is_none() => place(&IN),
            (false, true) if place(&IN).is_none() => place(&OUT[..8]),
            _ => None,
        };
        // What the brackets do not say may be said of something else outside them.
        let elsewhere = |class: &str| {
            let outside = |k: usize| k + 1 < q.inside.start || k > q.inside.end;
            words(class, cx.lexicon).iter().any(|w| pair.zh.find_all(w).any(outside))
        };
        let Some(at) = wrong.filter(|_| !elsewhere("excluding") && !elsewhere("including")) else { continue };
        let range = q.inside.start - 1..q.inside.end + 1;
        let arguments = vec![pair.zh.original(range.clone()).to_owned(), en.original(at..at + 1).to_owned()];
        let draft = Draft::new(Severity::Major, 0.8, &TURNED, arguments);
        out.push(draft.source(pair.zh.span(range)).target(en.span(at..at + 1)));
        return;
    }
}

/// Verbs and nouns that bring a name or a word, which English may quote where Chinese does not.
const NAMING: [char; 12] = ['叫', '称', '名', '题', '曰', '谓', '说', '号', '为', '作', '词', '是'];

/// Quotation marks in lower case round a short phrase, in a translation of a source that quotes nothing.
fn added(cx: &Context, pair: &Pair, source: &Quotations, target: &Quotations, out: &mut Vec<Draft>) {
    if !source.held.is_empty()
        || !source.single.is_empty()
        || quotes(target) != 1
        || !target.single.is_empty()
    {
        return;
    }
    let Some(q) = target.of(Marks::Quotation).next() else { return };
    let tokens = &pair.en.tokens()[q.inside.clone()];
    let plain = tokens.len() <= 4 && tokens.iter().all(|t| t.kind == Kind::Word && !t.capital);
    let named = pair.zh.chars().iter().any(|c| NAMING.contains(c));
    let rendered = q.inside.clone().all(|t| pair.en.tokens()[t].stop || !pair.links.of_token(t).is_empty());
    if plain && !named && rendered && !tokens.is_empty() {
        let quote = pair.en.original(q.inside.clone()).to_owned();
        // Round a figure of speech or a term the marks only say that it is one.
        let esteemed = q
            .inside
            .clone()
            .flat_map(|t| pair.links.of_token(t))
            .any(|l| words("esteem", cx.lexicon).iter().any(|w| pair.zh.has_at(l.start as usize, w)));
        let confidence = if esteemed { 0.65 } else { 0.35 };
        out.push(
            Draft::new(Severity::Minor, confidence, &ADDED, vec![quote])
                .target(pair.en.span(q.inside.clone())),
        );
    }
}
