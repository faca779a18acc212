use super::{Check, Context, Whole};
use crate::align::Pair;
use crate::extract::quotation::{self, Marks};
use crate::extract::slip::{Fault, Slip, slips};
use crate::extract::{Mention, pinyin};
use crate::finding::{Draft, Message, Severity};
use crate::text::{Chinese, English, Kind, is_han};

pub const CHECK: Check = Check {
    id: "target-language",
    category: "grammar",
    its_type: "grammar",
    page: include_str!("../../docs/checks/target-language.md"),
    pair: Some(pair),
    document: Some(document),
};

static DOUBLED: Message = Message { en: "“{0}” is written twice.", zh: "“{0}”重复。" };
static ARTICLE: Message = Message {
    en: "“{0}” has the wrong form of the article; write “{1}”.",
    zh: "“{0}”的不定冠词有误，应为“{1}”。",
};
static DETERMINERS: Message = Message {
    en: "“{0}”: two articles or possessives stand in a row, and one must go.",
    zh: "“{0}”：限定词重叠，应删去一个。",
};
static WORDING: Message = Message {
    en: "“{0}” is not English usage; write “{1}”.",
    zh: "“{0}”不合英语用法，应为“{1}”。",
};
static VERB_FORM: Message = Message {
    en: "“{0}”: the auxiliary does not take this form of the verb.",
    zh: "“{0}”：助动词后的动词形式有误。",
};
static RUN_TOGETHER: Message = Message {
    en: "“{0}”: two verbs are run together; a word is missing between them, or one is left over.",
    zh: "“{0}”：两个动词连写，或缺连接词，或有一个多余。",
};
static AGREEMENT: Message = Message {
    en: "“{0}”: verb and subject do not agree in number.",
    zh: "“{0}”：主谓的数不一致。",
};
static CONJUNCTION: Message = Message {
    en: "“{0}” repeats the conjunction that opens the sentence; English uses only one of the two.",
    zh: "“{0}”与句首连词重复，英语只用其一。",
};
static JOINED_DASH: Message = Message {
    en: "“{0}”: a hyphen stands where a dash must part two clauses.",
    zh: "“{0}”：此处应用破折号，不应用连字符。",
};
static SPACED_HYPHEN: Message = Message {
    en: "“{0}”: a hyphen stands for a dash.",
    zh: "“{0}”：以连字符代替了破折号。",
};
static FULL_WIDTH: Message = Message {
    en: "“{0}”: a Chinese mark stands in the English text; write “{1}”.",
    zh: "“{0}”：英文中误用全角标点，应为“{1}”。",
};
static FULL_WIDTH_MANY: Message = Message {
    en: "“{0}”: a Chinese mark stands in the English text, here for the first of {2} times; write “{1}”.",
    zh: "“{0}”：英文中误用全角标点，应为“{1}”；全文共 {2} 处，此为首处。",
};
static BRACKET: Message =
    Message { en: "“{0}”: the bracket has no partner.", zh: "“{0}”：括号不成对。" };
static MISSPELLING: Message = Message {
    en: "“{0}” is no English word; “{1}” was probably meant.",
    zh: "“{0}”拼写有误，似应为“{1}”。",
};
static UNKNOWN: Message = Message { en: "“{0}” is no English word.", zh: "“{0}”拼写有误。" };

/// Chinese marks are a habit of the typist, mended all at once: a document is told of the first, and how many there are.
fn document(_: &Context, whole: &Whole, out: &mut Vec<(usize, Draft)>) {
    let read = whole.pairs.iter().enumerate().filter(|(_, p)| is_read_in_document(p) && !p.is_foreign());
    let mut found = read.filter(|(_, p)| p.is_two_sided()).flat_map(|(k, pair)| {
        slips(&pair.en, |_| true)
            .into_iter()
            .filter(|s| s.value.fault == Fault::FullWidth)
            .map(move |s| (k, s))
    });
    let Some((k, first)) = found.next() else { return };
    let quote = whole.pairs[k].en.original(first.range.clone()).to_owned();
    let more = found.count();
    let mut arguments = vec![quote, first.value.correction.clone()];
    arguments.extend((more > 0).then(|| (more + 1).to_string()));
    let message = if more > 0 { &FULL_WIDTH_MANY } else { &FULL_WIDTH };
    let mut draft = Draft::new(Severity::Minor, first.value.certainty, message, arguments)
        .target(first.span)
        .suggest(first.value.correction);
    draft.category = Some(("typography", "typographical"));
    out.push((k, draft));
}

/// Whether a pair was found in a document rather than given as a pair.
fn is_read_in_document(pair: &Pair) -> bool {
    pair.certainty < 1.0
}

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    places(pair, out);
    let wider = &pair.wider().en;
    // A word in Latin letters that the source has too (cron, xdelta) was not misspelled by the translator.
    let copied = |word: &str| pair.wider().zh.find(word).is_some();
    let known = |word: &str| {
        copied(word)
            || (0..wider.len()).filter(|&k| wider.norm(k) == word).nth(1).is_some()
            || pinyin::is_reading(word, &pair.wider().zh, cx.lexicon)
    };
    for slip in slips(&pair.en, known) {
        if slip.value.fault == Fault::FullWidth && is_read_in_document(pair) {
            continue;
        }
        let Some(confidence) = confidence(cx, pair, &slip) else { continue };
        let quote = pair.en.original(slip.range.clone()).to_owned();
        let message = message(&slip.value);
        let argument = if slip.value.fault == Fault::Doubled { slip.value.correction.clone() } else { quote };
        let mut draft =
            Draft::new(Severity::Minor, confidence, message, vec![argument, slip.value.correction.clone()])
                .target(slip.span)
                .suggest(slip.value.correction);
        draft.category = match slip.value.fault {
            Fault::Misspelling => Some(("spelling", "misspelling")),
            Fault::JoinedDash | Fault::SpacedHyphen | Fault::FullWidth | Fault::Bracket => {
                Some(("typography", "typographical"))
            }
            Fault::Doubled => Some(("duplication", "duplication")),
            _ => None,
        };
        out.push(draft);
    }
}

static PLACE: Message = Message {
    en: "“{0}” lacks a preposition before the place; the source has {1}.",
    zh: "“{0}”在地点前缺介词，原文为“{1}”。",
};

/// Verbs of being somewhere, which need a preposition before the place.
const STAY: [&str; 14] = [
    "remain",
    "remains",
    "remained",
    "remaining",
    "stay",
    "stays",
    "stayed",
    "staying",
    "live",
    "lives",
    "lived",
    "living",
    "reside",
    "resided",
];

/// `remain the Soviet Union` where the source says 在苏联: the preposition was lost.
fn places(pair: &Pair, out: &mut Vec<Draft>) {
    let (zh, en) = (&pair.zh, &pair.en);
    for at in (0..en.len()).filter(|&k| STAY.contains(&en.norm(k))) {
        let start = at + 1 + usize::from(en.norm(at + 1) == "the");
        let is_name = |k: &usize| en.tokens().get(*k).is_some_and(|t| t.capital && t.kind == Kind::Word);
        let end = (start..).take_while(is_name).last().map_or(start, |k| k + 1);
        let ends = en.tokens().get(end).is_none_or(|t| t.kind == Kind::Mark && en.norm(end) != "-");
        if end == start || !ends {
            continue;
        }
        let place = (start..end)
            .flat_map(|k| pair.links.of_token(k))
            .find(|l| (l.start as usize).checked_sub(1).is_some_and(|k| zh.chars()[k] == '在'));
        if let Some(link) = place {
            let range = link.start as usize - 1..link.end as usize;
            let arguments = vec![en.original(at..end).to_owned(), zh.original(range.clone()).to_owned()];
            let suggestion = format!("{} in {}", en.original(at..at + 1), en.original(at + 1..end));
            let draft = Draft::new(Severity::Minor, 0.8, &PLACE, arguments).suggest(suggestion);
            out.push(draft.source(zh.span(range)).target(en.span(at..end)));
        }
    }
}

fn message(slip: &Slip) -> &'static Message {
    match slip.fault {
        Fault::Doubled => &DOUBLED,
        Fault::Article => &ARTICLE,
        Fault::Determiners => &DETERMINERS,
        Fault::Wording => &WORDING,
        Fault::VerbForm => &VERB_FORM,
        Fault::RunTogether => &RUN_TOGETHER,
        Fault::Agreement => &AGREEMENT,
        Fault::DoubleConjunction => &CONJUNCTION,
        Fault::JoinedDash => &JOINED_DASH,
        Fault::SpacedHyphen => &SPACED_HYPHEN,
        Fault::FullWidth => &FULL_WIDTH,
        Fault::Bracket => &BRACKET,
        Fault::Misspelling if slip.correction.is_empty() => &UNKNOWN,
        Fault::Misspelling => &MISSPELLING,
    }
}

/// What the source has to say about a slip: what it does too is none.
fn confidence(cx: &Context, pair: &Pair, slip: &Mention<Slip>) -> Option<f32> {
    let repeats = |zh: &Chinese| {
        let letters: String = slip.range.clone().flat_map(|k| pair.en.norm(k).chars()).collect();
        repeats(zh.chars()) || pinyin::spelled(&letters, zh, cx.lexicon).is_some()
    };
    match slip.value.fault {
        _ if slip.value.may_echo && repeats(&pair.zh) => None,
        // Brackets that the source has too are the matter of `quotation`.
        Fault::Bracket if has_brackets(&pair.zh) || !has_single(&pair.wider().en) => None,
        // Where the source only goes on, the hyphen is this text's way to print a dash.
        Fault::JoinedDash if !pair.zh.chars().iter().any(|c| ":—–-".contains(*c)) => {
            Some(slip.value.certainty - 0.4)
        }
        _ => Some(slip.value.certainty),
    }
}

/// Whether the source has a stretch of one to four characters, or a Latin word, twice in a row.
fn repeats(chars: &[char]) -> bool {
    let plain: Vec<char> = chars.iter().copied().filter(|c| c.is_alphabetic()).collect();
    let twice = |n: usize| {
        plain
            .windows(2 * n)
            .any(|w| is_han(w[0]) == is_han(w[n - 1]) && w[..n] == w[n..] && (n > 1 || is_han(w[0])))
    };
    (1..=4).any(twice)
}

fn has_brackets(zh: &Chinese) -> bool {
    let quotations = quotation::chinese(zh);
    quotations.of(Marks::Bracket).next().is_some() || !quotations.single.is_empty()
}

/// Whether a bracket of the text has no partner: one that goes on in the next sentence has it there.
fn has_single(en: &English) -> bool {
    quotation::english(en).single.iter().any(|s| s.1 == Marks::Bracket)
}
