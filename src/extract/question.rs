//! Questions, rhetorical questions, guesses, wishes and requests.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::extract::Mention;
use crate::lexicon::{Lexicon, table, words};
use crate::text::{Chinese, English, Kind, Word};

/// What a Chinese clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Asks what the speaker wants to know.
    Question,
    /// Asks and thereby asserts: positively, or that it is not so.
    Rhetorical {
        /// Whether it asserts that the thing is so.
        asserts: bool,
    },
    /// Supposes that something may be so: 莫非.
    Guess,
    /// Asks indirectly: 我想知道.
    Inquiry,
    /// Wishes what is not so: 要是…就好了.
    Wish,
    /// Asks to do something: 请….
    Request,
}

/// The words of a class by their first character.
type Listed = FxHashMap<char, Vec<Vec<char>>>;

/// The words of all classes, and the characters with which any of them begins.
struct Words {
    classes: FxHashMap<&'static str, Listed>,
    firsts: FxHashSet<char>,
}

fn words_of(lexicon: &Lexicon) -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut classes: FxHashMap<&str, Listed> = FxHashMap::default();
        for row in table::rows(include_str!("../../data/zh/moods.tsv")) {
            let [class, words, ..] = row[..] else { continue };
            let of_class = classes.entry(class).or_default();
            for word in words.split(' ') {
                let chars: Vec<char> = lexicon.fold_str(word).chars().collect();
                of_class.entry(chars.first().copied().unwrap_or(' ')).or_default().push(chars);
            }
        }
        let firsts = classes.values().flat_map(|listed| listed.keys().copied()).collect();
        Words { classes, firsts }
    })
}

fn listed(class: &str, lexicon: &Lexicon) -> Option<&'static Listed> {
    words_of(lexicon).classes.get(class)
}

fn find_in(chars: &[char], class: &str, lexicon: &Lexicon) -> Option<Range<usize>> {
    let listed = listed(class, lexicon)?;
    (0..chars.len()).find_map(|at| {
        let words = listed.get(&chars[at])?;
        let longest = words.iter().filter(|w| chars[at..].starts_with(w)).map(Vec::len).max()?;
        Some(at..at + longest)
    })
}

/// Whether any word of the text may make a question of some clause, or a question mark stands in it.
pub fn may_ask(zh: &Chinese, lexicon: &Lexicon) -> bool {
    zh.chars().iter().any(|c| matches!(c, '?' | '？')) || find_in(zh.chars(), "asking", lexicon).is_some()
}

/// The clauses of a Chinese text that are no plain statements. The range is the clause, from the mark before it to its own end.
pub fn moods(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Mood>> {
    let chars = zh.chars();
    let mut out = Vec::new();
    let mut start = 0;
    for end in 0..=chars.len() {
        let stops = chars.get(end).is_none_or(|c| {
            matches!(
                c,
                '，' | '。'
                    | '；'
                    | '：'
                    | '！'
                    | '？'
                    | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '…'
                    | '“'
                    | '”'
                    | '"'
                    | '「'
                    | '」'
                    | '『'
                    | '』'
            )
        });
        if !stops {
            continue;
        }
        if start < end {
            // The mark in an address (guide?id=3, site.org/?lang=zh) asks nothing.
            let address = chars.get(end + 1).is_some_and(char::is_ascii_alphanumeric)
                && chars
                    .get(end.wrapping_sub(1))
                    .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-'));
            let asks = chars.get(end).is_some_and(|c| matches!(c, '?' | '？')) && !address;
            if let Some(mood) = mood(zh, start..end, asks, lexicon) {
                out.push(Mention { span: zh.span(start..end), range: start..end, value: mood });
            }
        }
        start = end + 1;
    }
    out
}

fn mood(zh: &Chinese, clause: Range<usize>, asks: bool, lexicon: &Lexicon) -> Option<Mood> {
    let chars = &zh.chars()[clause.clone()];
    let after = |r: &Range<usize>| clause.start + r.end..clause.end;
    // In most clauses no word of any class can begin.
    let is_open = chars.iter().any(|c| words_of(lexicon).firsts.contains(c));
    let find_in = |chars, class, lexicon| is_open.then(|| find_in(chars, class, lexicon)).flatten();
    if find_in(chars, "suggesting", lexicon).is_some() {
        return None;
    }
    if find_in(chars, "already", lexicon).is_some() {
        return Some(Mood::Rhetorical { asserts: true });
    }
    // 在哪里能找到 asks for a place, and 任何必要 holds no 何必.
    let is_other = |marker: &Range<usize>| {
        marker.start.checked_sub(1).is_some_and(|k| match chars[marker.start] {
            '哪' => matches!(chars[k], '在' | '从' | '到' | '往' | '去'),
            '何' => matches!(chars[k], '任' | '如' | '为' | '几'),
            _ => false,
        })
    };
    if let Some(marker) = find_in(chars, "rhetorical", lexicon).filter(|m| !is_other(m)) {
        // 谁不 holds the negation itself.
        let inside = chars[marker.end - 1] == '不';
        return match negations(zh, after(&marker), lexicon) + usize::from(inside) {
            0 => Some(Mood::Rhetorical { asserts: false }),
            1 => Some(Mood::Rhetorical { asserts: true }),
            _ => None,
        };
    }
    if let Some(at) = find_in(chars, "wishing", lexicon) {
        return ["要是", "如果", "若", "假如", "倘若"]
            .iter()
            .any(|w| zh.find_all(w).any(|k| k + 40 > clause.start && k < clause.start + at.start))
            .then_some(Mood::Wish);
    }
    if find_in(chars, "wondering", lexicon).is_some() {
        return Some(Mood::Guess);
    }
    if find_in(chars, "inquiring", lexicon).is_some() {
        return Some(Mood::Inquiry);
    }
    if asks_after(zh, clause.clone(), lexicon) {
        return Some(Mood::Inquiry);
    }
    let particle = chars.last().is_some_and(|c| matches!(c, '吗' | '么'));
    if particle && (asks || chars.len() > 3) {
        let not = zh.find_all("不是").find(|k| clause.contains(k));
        if let Some(not) = not {
            let rest = negations(zh, not + 2..clause.end, lexicon);
            return (rest == 0).then_some(Mood::Rhetorical { asserts: true });
        }
    }
    if asks {
        return Some(Mood::Question);
    }
    let first_word = || {
        let k = zh.words().binary_search_by_key(&(clause.start as u32), |w| w.start).ok()?;
        (zh.words()[k].end as usize == clause.start + 1).then_some(chars[0])
    };
    let opens = clause.start == 0 || !matches!(zh.chars()[clause.start - 1], ',' | '，' | '、');
    let is_request = match first_word() {
        Some('请') => true,
        // 让他们送来 orders; 让人吃惊的是 does not.
        Some('让' | '叫') => {
            opens
                && !matches!(chars.get(1), Some('人' | '我'))
                && !chars.windows(2).any(|w| w == ['的', '是'])
        }
        // 别忘了带来 forbids; 别说 and 别提 only stress.
        Some('别' | '勿' | '莫') => {
            opens && !matches!(chars.get(1), Some('说' | '提' | '看' | '人' | '是'))
        }
        _ => find_in(chars, "requesting", lexicon).is_some_and(|r| r.start == 0),
    };
    is_request.then_some(Mood::Request)
}

/// Whether a clause ends with a verb of asking and what is asked comes behind the next mark: 代表问，….
fn asks_after(zh: &Chinese, clause: Range<usize>, lexicon: &Lexicon) -> bool {
    let Some(mark) = zh.chars().get(clause.end) else { return false };
    let k = zh.words().partition_point(|w| (w.end as usize) < clause.end);
    let Some(last) = zh.words().get(k).filter(|w| w.end as usize == clause.end) else { return false };
    let word = &zh.chars()[last.start as usize..last.end as usize];
    let stop = (clause.end + 1..zh.chars().len())
        .find(|&k| matches!(zh.chars()[k], '。' | '!' | '！' | ';' | '；'))
        .unwrap_or(zh.chars().len());
    matches!(mark, ',' | '，')
        && clause.end - clause.start > 1
        && listed("asked", lexicon)
            .and_then(|words| words.get(word.first()?))
            .is_some_and(|words| words.iter().any(|w| w == word))
        && find_in(&zh.chars()[clause.end + 1..stop.max(clause.end + 1)], "asking", lexicon).is_some()
}

/// Negations that are words of their own, or begin a word of two characters (不能, 没有); those of idioms do not count.
fn negations(zh: &Chinese, range: Range<usize>, lexicon: &Lexicon) -> usize {
    let is_inner = |w: &Word| {
        let chars = &zh.chars()[w.start as usize..];
        listed("inner", lexicon)
            .and_then(|words| words.get(chars.first()?))
            .is_some_and(|words| words.iter().any(|w| chars.starts_with(w)))
    };
    zh.words()
        .iter()
        .filter(|w| range.contains(&(w.start as usize)) && w.end - w.start <= 2)
        .filter(|w| matches!(zh.chars()[w.start as usize], '不' | '没' | '未' | '无' | '非'))
        .filter(|w| !is_inner(w))
        .count()
}

/// How an English sentence puts its matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Whether it ends with a question mark.
    pub asks: bool,
    /// Whether it is a question that expects the contrary: how could, who would, why should.
    pub is_rhetorical: bool,
    /// Whether a negation stands in it, in any guise.
    pub has_negation: bool,
    /// Whether it begins with a negated auxiliary: isn't it, is it not.
    pub is_negative_question: bool,
}

/// The sentences of an English text as ranges of tokens.
pub fn sentences(en: &English) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for k in 0..en.len() {
        let ends = matches!(en.norm(k), "." | "!" | "?" | ";")
            && !(en.norm(k) == "."
                && en.is_joined(k + 1)
                && k + 1 < en.len()
                && en.tokens()[k + 1].kind != Kind::Mark);
        if ends {
            out.push(start..k + 1);
            start = k + 1;
        }
    }
    if start < en.len() {
        out.push(start..en.len());
    }
    out
}

const AUXILIARIES: [&str; 22] = [
    "is", "are", "was", "were", "am", "do", "does", "did", "have", "has", "had", "will", "would", "shall",
    "should", "can", "could", "may", "might", "must", "need", "dare",
];
const NEGATIONS: [&str; 32] = [
    "not",
    "no",
    "never",
    "nobody",
    "none",
    "nothing",
    "nowhere",
    "neither",
    "nor",
    "without",
    "hardly",
    "scarcely",
    "impossible",
    "unable",
    "refuse",
    "refuses",
    "refused",
    "fail",
    "failed",
    "fails",
    "deny",
    "denies",
    "denied",
    "useless",
    "pointless",
    "needless",
    "unnecessary",
    "absurd",
    "far",
    "least",
    "little",
    "few",
];
/// Question words with the words after them that make a question expect its contrary.
const EXPECTING: [(&str, &[&str]); 6] = [
    ("how", &["could", "can", "dare", "would", "should", "possibly"]),
    ("who", &["would", "could", "can", "dares", "says", "said", "does"]),
    ("why", &["should", "must", "need", "bother", "would"]),
    ("what", &["use", "good", "point", "right"]),
    ("where", &["could", "can", "would"]),
    ("since", &["when"]),
];

/// Whether a sentence of an English text ends with a question mark, quotes and brackets aside.
pub fn asks(en: &English, sentence: &Range<usize>) -> bool {
    sentence.clone().rev().take(3).any(|k| en.norm(k) == "?")
}

/// The form of a sentence of an English text.
pub fn form(en: &English, sentence: &Range<usize>) -> Form {
    let norm = |k: usize| if sentence.contains(&k) { en.norm(k) } else { "" };
    let asks = asks(en, sentence);
    let is_rhetorical = sentence.clone().any(|k| {
        EXPECTING.iter().any(|(w, next)| norm(k) == *w && (1..4).any(|i| next.contains(&norm(k + i))))
    });
    let has_negation = sentence.clone().any(|k| NEGATIONS.contains(&norm(k)) || is_negative_word(norm(k)));
    let is_negative_question = asks
        && sentence.clone().any(|k| {
            AUXILIARIES.contains(&norm(k))
                && (k == sentence.start
                    || en.tokens()[k - 1].kind == Kind::Mark
                    || matches!(norm(k - 1), "then" | "and" | "but"))
                && (1..4).any(|i| norm(k + i) == "not")
        });
    Form { asks, is_rhetorical, has_negation, is_negative_question }
}

/// Whether a word is another with a negative prefix or ending: unreasonable, groundless.
fn is_negative_word(word: &str) -> bool {
    let base = ["un", "in", "im", "ir", "il", "dis", "non"].iter().find_map(|p| word.strip_prefix(p));
    word.len() > 6
        && (base.is_some_and(|b| b.len() > 4 && words::rank(b) == Some(words::Rank::Common))
            || word.strip_suffix("less").is_some_and(|b| words::rank(b) == Some(words::Rank::Common)))
}

/// Words with which English asks without a question mark, or asks somebody to do something.
pub const ASKING: [&str; 38] = [
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
    "ask",
    "asks",
    "asked",
    "asking",
    "question",
    "questions",
    "wonder",
    "wonders",
    "wondered",
    "inquire",
    "enquire",
    "know",
    "tell",
    "please",
    "grateful",
    "let",
    "explain",
    "request",
    "clarify",
    "doubt",
    "maybe",
    "perhaps",
    "hope",
    "may",
    "might",
    "would",
    "could",
];

/// Whether a sentence is a request in the form of a question: would members please rise?
pub fn is_polite_request(en: &English, sentence: &Range<usize>) -> bool {
    let is_polite = |k: usize| match en.norm(k) {
        "please" | "kindly" => true,
        "so" => matches!(en.norm(k + 1), "good" | "kind") && en.norm(k + 2) == "as",
        "good" | "kind" => en.norm(k + 1) == "enough",
        _ => false,
    };
    sentence.clone().any(is_polite)
        && sentence
            .clone()
            .any(|k| matches!(en.norm(k), "would" | "will" | "could" | "can" | "may" | "might"))
}

/// Whether a sentence begins as a question does: with an auxiliary and its subject, or a question word.
pub fn begins_as_question(en: &English, sentence: &Range<usize>) -> bool {
    let first = sentence.clone().find(|&k| en.tokens()[k].kind == Kind::Word);
    first.is_some_and(|k| AUXILIARIES.contains(&en.norm(k)) || ASKING.contains(&en.norm(k)))
        || sentence.clone().any(|k| {
            AUXILIARIES.contains(&en.norm(k))
                && matches!(en.norm(k + 1), "you" | "he" | "she" | "they" | "we" | "it" | "there")
        })
}
