use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Check, Context};
use crate::align::Pair;
use crate::extract::leftover::{self, Setting};
use crate::extract::pinyin::Spelling;
use crate::extract::{Mention, pinyin};
use crate::finding::{Draft, Message, Severity};
use crate::lexicon::{Lexicon, stem, table, words};
use crate::text::{Kind, is_han};

pub const CHECK: Check = Check {
    id: "untranslated",
    category: "untranslated",
    its_type: "untranslated",
    page: include_str!("../../docs/checks/untranslated.md"),
    pair: Some(pair),
    document: None,
};

static HAN: Message = Message {
    en: "{0} is left in Chinese, which the readers of the translation cannot read.",
    zh: "译文留下汉字“{0}”未译，英文读者无法理解。",
};
static HAN_GLOSS: Message = Message {
    en: "{0} is left in Chinese; it means “{1}”.",
    zh: "译文留下汉字“{0}”未译，意为“{1}”。",
};
static PINYIN: Message = Message {
    en: "“{0}” only spells {1} in pinyin; the word can be translated.",
    zh: "“{0}”只是“{1}”的拼音，应当译出。",
};
static PINYIN_GLOSS: Message = Message {
    en: "“{0}” only spells {1} in pinyin; the word means “{2}”.",
    zh: "“{0}”只是“{1}”的拼音，应译为“{2}”。",
};
static EXONYM: Message = Message {
    en: "“{0}” only spells {1} in pinyin; its English name is “{2}”.",
    zh: "“{0}”只是“{1}”的拼音，英文名称是“{2}”。",
};

fn pair(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    han(cx, pair, out);
    spelled(cx, pair, out);
}

/// Tokens before and after a run of characters in which its reading or its rendering may stand.
const BESIDE: usize = 8;

fn han(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for run in leftover::runs(&pair.en) {
        let original = pair.en.original(run.range.clone());
        let folded: Vec<char> = cx.lexicon.fold_str(original).chars().filter(|c| is_han(*c)).collect();
        let beside = run.range.start.saturating_sub(BESIDE)..(run.range.end + BESIDE).min(pair.en.len());
        let confidence = match run.value {
            Setting::Discussed | Setting::Explained => continue,
            _ if is_romanised(cx, pair, &folded, beside.clone()) => continue,
            _ if is_discussed(pair, &folded) => continue,
            Setting::Bracketed if is_gloss(cx, pair, &folded, &run.range, beside) => continue,
            Setting::Bracketed => 0.75,
            Setting::Running => 0.95,
        };
        let key: String = folded.iter().collect();
        let severity = if folded.len() > 1 { Severity::Major } else { Severity::Minor };
        let mut draft = match rendering(cx.lexicon, &key) {
            Some(r) => {
                Draft::new(severity, confidence, &HAN_GLOSS, vec![original.to_owned(), r.text.clone()])
                    .suggest(r.text)
            }
            None => Draft::new(severity, confidence, &HAN, vec![original.to_owned()]),
        }
        .target(run.span);
        if let Some(at) = pair.zh.find(&key) {
            draft = draft.source(pair.zh.span(at..at + folded.len()));
        }
        out.push(draft);
    }
}

/// Whether the source speaks of a single character as such: in quotation marks of its own, with 字 in the sentence.
fn is_discussed(pair: &Pair, folded: &[char]) -> bool {
    let chars = pair.zh.chars();
    let [only] = folded else { return false };
    let quoted = |w: &[char]| "“「『‘\"".contains(w[0]) && w[1] == *only && "”」』’\"".contains(w[2]);
    chars.contains(&'字') && chars.windows(3).any(quoted)
}

/// Whether a word beside the run is its reading: `Li Guotai 李国泰`.
fn is_romanised(cx: &Context, pair: &Pair, folded: &[char], beside: Range<usize>) -> bool {
    let words: Vec<usize> = beside.filter(|&k| pair.en.tokens()[k].kind == Kind::Word).collect();
    // The given name alone stands for the whole: `another Ergou, 赵二狗`.
    let given = (folded.len() == 3).then(|| &folded[1..]);
    if given.is_some_and(|given| {
        words
            .iter()
            .any(|&k| pair.en.tokens()[k].capital && pinyin::spells(pair.en.norm(k), given, cx.lexicon))
    }) {
        return true;
    }
    (0..words.len()).any(|a| {
        let mut letters = String::new();
        words[a..].iter().take(folded.len().min(4)).any(|&k| {
            letters.extend(pair.en.norm(k).chars().filter(char::is_ascii_alphabetic));
            pinyin::spells(&letters, folded, cx.lexicon)
        })
    })
}

/// Whether characters in brackets are the original of what stands before them: of a name, or of words that their glosses hold.
fn is_gloss(cx: &Context, pair: &Pair, folded: &[char], run: &Range<usize>, beside: Range<usize>) -> bool {
    let last = (beside.start..run.start).rev().find(|&k| pair.en.tokens()[k].kind == Kind::Word);
    if last.is_some_and(|k| pair.en.tokens()[k].capital) {
        return true;
    }
    let stems: FxHashSet<_> = beside
        .filter(|k| !run.contains(k))
        .filter_map(|k| pair.en.tokens().get(k).and_then(|t| t.stem))
        .collect();
    let mut found = false;
    for at in 0..folded.len() {
        cx.lexicon.prefixes(&folded[at..], |len, entry| {
            if len > 1 || folded.len() == 1 {
                found |= cx.lexicon.stems(entry).any(|s| stems.contains(&s));
            }
        });
    }
    found
}

/// Unknown words of one segment that are looked up: each costs a pass over the source, and a text with more is no English.
const MOST_UNKNOWN: usize = 100;

fn spelled(cx: &Context, pair: &Pair, out: &mut Vec<Draft>) {
    for word in pinyin::spellings(&pair.en).into_iter().filter(is_unknown).take(MOST_UNKNOWN) {
        let letters = &word.value;
        let Some(place) = pinyin::spelled(letters, &pair.zh, cx.lexicon) else { continue };
        let Some((kind, meaning, confidence)) = judge(cx, pair, &word.range, &place, letters) else {
            continue;
        };
        let original = pair.zh.original(place.clone());
        let mut arguments = vec![pair.en.original(word.range.clone()).to_owned(), original.to_owned()];
        arguments.extend(meaning.clone());
        let draft = Draft::new(Severity::Minor, confidence, kind, arguments)
            .source(pair.zh.span(place))
            .target(word.span)
            .suggest(meaning.unwrap_or_default());
        out.push(draft);
    }
}

fn is_unknown(word: &Mention<Spelling>) -> bool {
    let letters = word.value.as_ref();
    letters.len() >= 4
        && (word.range.len() > 1 || words::rank(letters).is_none())
        && !loanwords().contains(letters)
        && !letters.strip_suffix('s').is_some_and(|w| loanwords().contains(w))
}

/// What to say about the token `at` that spells the characters of `place`; `None` if it may stay as it is.
fn judge(
    cx: &Context,
    pair: &Pair,
    at: &Range<usize>,
    place: &Range<usize>,
    letters: &str,
) -> Option<(&'static Message, Option<String>, f32)> {
    let (zh, en) = (&pair.zh, &pair.en);
    if is_explained(pair, at) || is_quoted(pair, place) {
        return None;
    }
    let key = zh.folded(place.clone());
    let parts: Option<Vec<&(&str, &str)>> = key.chars().map(|c| states().get(&c)).collect();
    let hyphenated = at.len() > 1;
    if hyphenated && let Some(parts) = parts {
        let last = parts.len() - 1;
        let name: Vec<&str> =
            parts.iter().enumerate().map(|(k, s)| if k == last { s.1 } else { s.0 }).collect();
        return Some((&EXONYM, Some(name.join("-")), 0.85));
    }
    let word = rendering(cx.lexicon, &key);
    if let Some(r) = &word {
        if squeezed(&r.glosses).contains(letters) {
            return None;
        }
        if r.is_name {
            // A name that is in pinyin itself (Diaoyu Islands) is none to set against pinyin.
            let first = r.text.split_whitespace().next().unwrap_or_default().to_lowercase();
            let is_other = r.is_foreign() && !letters.starts_with(&first);
            return is_other.then(|| (&EXONYM, Some(r.text.clone()), 0.8));
        }
    }
    // The stretch must be made of dictionary words, one of them of two characters, or be itself one.
    if word.is_none() && !is_compound(cx.lexicon, &zh.chars()[place.clone()]) {
        return None;
    }
    let capital = en.tokens()[at.start].capital;
    let confidence = if !capital {
        0.85
    } else if is_common_noun_place(pair, at, place) {
        0.6
    } else {
        return None;
    };
    Some(match word {
        Some(r) => (&PINYIN_GLOSS, Some(r.text), confidence),
        None => (&PINYIN, None, confidence),
    })
}

/// Words in the glosses of names that have their home elsewhere, whatever else the glosses hold: Osaka prefecture, Japan.
const ABROAD: [&str; 6] = ["Japan", "Korea", "Vietnam", "Russia", "Soviet", "India"];

/// Words in the glosses of names that have a home in China; their pinyin is an accepted spelling.
const NATIVE: [&str; 22] = [
    "China",
    "Chinese",
    "PRC",
    "province",
    "Province",
    "county",
    "prefecture",
    "dynasty",
    "Dynasty",
    "district",
    "River",
    "river",
    "Mountain",
    "mountain",
    "Lake",
    "lake",
    "island",
    "Taiwan",
    "Buddh",
    "BC",
    "Hong Kong",
    "Confuci",
];

/// Whether the translation explains the word where it stands: in quotes, in brackets, or before or after brackets or `or`.
fn is_explained(pair: &Pair, at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).map_or("", |k| pair.en.norm(k));
    let after = pair.en.norm(at.end);
    matches!(before, "(" | "[" | "\"" | "'" | "called" | "termed" | "or" | "*" | "_")
        || matches!(after, "(" | "[" | "\"" | "—" | "or" | "*" | "_")
        || pair.en.tokens().get(at.end).is_some_and(|t| t.kind == Kind::Han)
}

/// Whether the source itself puts the word in quotation marks, as a word of a place or a trade that it is about to use: what it
/// holds out as a word, a translator keeps as one.
fn is_quoted(pair: &Pair, place: &Range<usize>) -> bool {
    let chars = pair.zh.chars();
    let opens = place.start > 0 && "“「『‘\"'".contains(chars[place.start - 1]);
    opens && chars.get(place.end).is_some_and(|c| "”」』’\"'".contains(*c))
}

/// Whether a capitalised spelling stands where English puts a common noun: after a determiner, not in a name of several words;
/// and the characters are not part of a longer name.
fn is_common_noun_place(pair: &Pair, at: &Range<usize>, place: &Range<usize>) -> bool {
    let (zh, en) = (&pair.zh, &pair.en);
    let Some(before) = at.start.checked_sub(1) else { return false };
    let determined = DETERMINERS.contains(&en.norm(before))
        || (before > 0 && DETERMINERS.contains(&en.norm(before - 1)) && !en.tokens()[before].capital);
    let follows_name = en.tokens().get(at.end).is_some_and(|t| t.capital && t.kind == Kind::Word);
    let next = zh.chars().get(place.end).copied().unwrap_or(' ');
    let previous = place.start.checked_sub(1).map_or(' ', |k| zh.chars()[k]);
    determined
        && !follows_name
        && !NAME_ENDINGS.contains(next)
        && !zh.chars()[place.clone()].last().is_some_and(|c| PLACE_ENDINGS.contains(*c))
        && !"“”\"「」『』《》〈〉·".contains(next)
        && !"“”\"「」『』《》〈〉·".contains(previous)
}

const DETERMINERS: [&str; 16] = [
    "the", "a", "an", "our", "your", "their", "his", "her", "its", "my", "this", "that", "these", "those",
    "each", "every",
];

/// Characters that make what stands before them a name: 跃进号, 红旗路, 果园村.
const NAME_ENDINGS: &str =
    "号牌路街巷村镇乡县市区省州旗桥河江山湖岛港寺庙宫殿坝沟湾岭塘峰厂店社报刊杯奖队级型式";
/// Characters with which the names of places, shops and halls end.
const PLACE_ENDINGS: &str =
    "路街巷村镇乡县市区省州桥河江山湖岛港寺庙宫殿坝沟湾岭塘峰关口洞泉滩堂斋轩阁楼园庄坊亭";

/// Whether characters are a chain of dictionary words of which one is no name and has two characters or more, or the characters
/// before 子 or 儿 are a word.
fn is_compound(lexicon: &Lexicon, chars: &[char]) -> bool {
    let mut at = 0;
    let mut common = false;
    while at < chars.len() {
        let mut longest = None;
        lexicon.prefixes(&chars[at..], |len, entry| longest = Some((len, entry)));
        let Some((len, entry)) = longest else { return false };
        let rest = &chars[at + len..];
        common |= len > 1 && !lexicon.senses(entry).iter().all(|s| s.pinyin.starts_with(char::is_uppercase));
        common |= chars.len() == 2 && rest == ['子'];
        at += len;
    }
    common
}

struct Rendering {
    /// The first gloss, without what stands in brackets.
    text: String,
    /// The glosses of all senses.
    glosses: String,
    /// Whether every sense is a name.
    is_name: bool,
}

/// How the dictionary renders a word.
fn rendering(lexicon: &Lexicon, folded: &str) -> Option<Rendering> {
    let senses = lexicon.senses(lexicon.entry(folded)?);
    let is_name = senses.iter().all(|s| s.pinyin.starts_with(char::is_uppercase));
    let sense = senses.iter().find(|s| is_name || !s.pinyin.starts_with(char::is_uppercase))?;
    let text = sense.glosses.split(['/', ';']).map(plain_gloss).find(|g| !g.is_empty())?;
    let glosses = senses.iter().map(|s| s.glosses.as_str()).collect::<Vec<_>>().join("/");
    Some(Rendering { text, glosses, is_name })
}

impl Rendering {
    /// Whether the word names something outside China by a name of its own: a few words, each with a capital.
    fn is_foreign(&self) -> bool {
        self.text.split_whitespace().count() <= 3
            && self.text.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
            && !self.glosses.chars().any(is_han)
            && (ABROAD.iter().any(|w| self.glosses.contains(w))
                || !NATIVE.iter().any(|w| self.glosses.contains(w)))
    }
}

/// A gloss without its remarks in brackets; empty for glosses that speak of the word.
fn plain_gloss(gloss: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in gloss.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth <= 0 => out.push(c),
            _ => {}
        }
    }
    let about =
        ["CL:", "see ", "variant of", "old variant", "surname ", "abbr. for", "also written", "classifier"];
    let text = out.split(',').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if about.iter().any(|a| out.trim_start().starts_with(a)) || stem::content_words(&text).is_empty() {
        return String::new();
    }
    text
}

/// The letters of a gloss, lower case, written together.
fn squeezed(gloss: &str) -> String {
    gloss.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

fn loanwords() -> &'static FxHashSet<&'static str> {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        table::rows(include_str!("../../data/en/loanwords.txt"))
            .flatten()
            .flat_map(str::split_whitespace)
            .collect()
    })
}

/// Characters that stand for states, with the first part and the adjective they give (data/zh/states.tsv).
fn states() -> &'static FxHashMap<char, (&'static str, &'static str)> {
    static STATES: OnceLock<FxHashMap<char, (&'static str, &'static str)>> = OnceLock::new();
    STATES.get_or_init(|| {
        table::rows(include_str!("../../data/zh/states.tsv"))
            .filter_map(|r| Some((r.first()?.chars().next()?, (*r.get(1)?, *r.get(2)?))))
            .collect()
    })
}
