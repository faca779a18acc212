//! What a number does in its clause, as far as the words around it say: whether something grew by it or to it, whether a span of time is
//! counted back or on, whether a temperature is below nought, a share is taken off a price.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::past_hyphen;
use crate::lexicon::prefix::Prefixes;
use crate::lexicon::{Lexicon, table};
use crate::text::{Chinese, English, Kind};

/// A scale of temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Degrees of Celsius.
    Celsius,
    /// Degrees of Fahrenheit.
    Fahrenheit,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// 户, "households".
    Households,
    /// 人, "people".
    People,
}

/// What the words around a number say. Absent where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// Whether a change ends at the number (to) instead of measuring it (by).
    pub to: Option<bool>,
    /// Whether a span of time is counted on (later) instead of back (ago).
    pub later: Option<bool>,
    /// Whether a temperature is below nought.
    pub cold: bool,
    /// The scale of a temperature.
    pub scale: Option<Scale>,
    /// Whether a share is taken off a price instead of being paid of it.
    pub off: Option<bool>,
    /// What is counted.
    pub counted: Option<Counted>,
}

/// Characters before a Chinese number among which a verb of change is looked for.
const VERB: usize = 12;

/// Tokens before an English number among which a verb of change is looked for.
const VERB_TOKENS: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Change,
    To,
    By,
    Between,
    Unclear,
    Ago,
    Later,
    Neither,
    Households,
    People,
}

struct Zh {
    /// Words after the number.
    after: Prefixes<Role>,
    /// Verbs of change and what may stand between them and the number.
    before: Prefixes<Role>,
    cold: Vec<Vec<char>>,
    scales: Vec<(Vec<char>, Scale)>,
}

fn zh() -> &'static Zh {
    static ZH: OnceLock<Zh> = OnceLock::new();
    ZH.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut zh = Zh {
            after: Prefixes::default(),
            before: Prefixes::default(),
            cold: Vec::new(),
            scales: Vec::new(),
        };
        for row in table::rows(include_str!("../../../data/zh/number-frames.tsv")) {
            let [role, words] = row[..] else { continue };
            for word in words.split_whitespace() {
                let chars: Vec<char> = lexicon.fold_str(word).chars().collect();
                match role {
                    "change" => zh.before.insert(&chars, Role::Change),
                    "to" => zh.before.insert(&chars, Role::To),
                    "by" => zh.before.insert(&chars, Role::By),
                    "between" => zh.before.insert(&chars, Role::Between),
                    "unclear" => zh.before.insert(&chars, Role::Unclear),
                    "ago" => zh.after.insert(&chars, Role::Ago),
                    "later" => zh.after.insert(&chars, Role::Later),
                    "neither" => zh.after.insert(&chars, Role::Neither),
                    "households" => zh.after.insert(&chars, Role::Households),
                    "people" => zh.after.insert(&chars, Role::People),
                    "cold" => zh.cold.push(chars),
                    "celsius" => zh.scales.push((chars, Scale::Celsius)),
                    _ => zh.scales.push((chars, Scale::Fahrenheit)),
                }
            }
        }
        zh
    })
}

/// What stands around the number at `range` of a Chinese text.
pub fn chinese_frame(text: &Chinese, range: &Range<usize>) -> Frame {
    let chars = text.chars();
    let zh = zh();
    let mut frame = Frame { to: change(chars, range.start), ..Frame::default() };
    let after = |at: usize| chars.get(at..).and_then(|c| zh.after.at(c).next().map(|(_, role)| *role));
    match after(range.end) {
        Some(Role::Ago) => frame.later = Some(false),
        Some(Role::Later) => frame.later = Some(true),
        _ => {}
    }
    // The classifier belongs to the number or stands right after it.
    frame.counted =
        [after(range.end), after(range.end.saturating_sub(1))].into_iter().find_map(|r| match r {
            Some(Role::Households) => Some(Counted::Households),
            Some(Role::People) => Some(Counted::People),
            _ => None,
        });
    let scale = |stretch: &[char]| {
        zh.scales.iter().find(|(w, _)| stretch.windows(w.len()).any(|s| s == &w[..])).map(|s| s.1)
    };
    let around = &chars[range.start.saturating_sub(4)..(range.end + 3).min(chars.len())];
    frame.scale = scale(around);
    let head = &chars[range.start.saturating_sub(5)..range.end];
    frame.cold = zh.cold.iter().any(|w| head.windows(w.len()).any(|s| s == &w[..]));
    frame
}

/// Whether a verb of change before `at` says to or by.
fn change(chars: &[char], at: usize) -> Option<bool> {
    let from = at.saturating_sub(VERB);
    for verb in (from..at).rev() {
        if matches!(chars[verb], '。' | ';' | '、' | ':') {
            return None;
        }
        let found = zh().before.at(&chars[verb..at]).find(|(_, role)| **role == Role::Change);
        let Some((len, _)) = found else { continue };
        // The longest way of reading what stands between, word by word.
        let (mut k, mut to) = (verb + len, None);
        while k < at {
            let next = zh().before.at(&chars[k..at]).find(|(_, role)| **role != Role::Change);
            let (len, role) = next?;
            match role {
                Role::To => to = Some(true),
                Role::By => to = to.or(Some(false)),
                Role::Unclear => return None,
                _ => {}
            }
            k += len;
        }
        return Some(to.unwrap_or(false));
    }
    None
}

struct En {
    roles: FxHashMap<&'static str, FxHashSet<&'static str>>,
    phrases: Vec<(&'static str, Vec<&'static str>)>,
}

fn en() -> &'static En {
    static EN: OnceLock<En> = OnceLock::new();
    EN.get_or_init(|| {
        let mut en = En { roles: FxHashMap::default(), phrases: Vec::new() };
        for row in table::rows(include_str!("../../../data/en/number-frames.tsv")) {
            let [role, words] = row[..] else { continue };
            for phrase in words.split(',').map(str::trim) {
                if phrase.contains(' ') {
                    en.phrases.push((role, phrase.split(' ').collect()));
                } else {
                    en.roles.entry(role).or_default().insert(phrase);
                }
            }
        }
        en
    })
}

impl En {
    fn is(&self, role: &str, norm: &str) -> bool {
        self.roles.get(role).is_some_and(|words| words.contains(norm))
    }

    fn phrase(&self, role: &str, text: &English, at: usize) -> bool {
        let mut phrases = self.phrases.iter().filter(|p| p.0 == role);
        phrases.any(|(_, words)| words.iter().enumerate().all(|(k, w)| text.norm(at + k) == *w))
    }
}

/// What stands around the number at `range` of an English text.
pub fn english_frame(text: &English, range: &Range<usize>) -> Frame {
    let en = en();
    let mut frame = Frame { to: to_or_by(text, range), ..Frame::default() };
    let next = text.norm(range.end);
    let after = range.start > 0 && text.norm(range.start - 1) == "after";
    let bare =
        |word: &str| next == word && text.tokens().get(range.end + 1).is_none_or(|t| t.kind == Kind::Mark);
    frame.later = if en.is("ago", next) || bare("before") {
        Some(false)
    } else if en.is("later", next) || en.phrase("later", text, range.end) || after || next == "after" {
        // "Three years on end", "five days on Monday".
        (next != "on" || bare("on")).then_some(true)
    } else {
        None
    };
    let near = range.start.saturating_sub(3)..range.end + 4;
    let signed = range.start > 0
        && matches!(text.norm(range.start - 1), "-" | "−" | "–")
        && text.is_joined(range.start)
        && !text.is_joined(range.start - 1);
    frame.cold = signed || near.clone().any(|k| en.is("cold", text.norm(k)));
    let scales = range.start..range.end + 3;
    frame.scale = if scales.clone().any(|k| en.is("fahrenheit", text.norm(k))) {
        Some(Scale::Fahrenheit)
    } else if scales.clone().any(|k| en.is("celsius", text.norm(k))) {
        Some(Scale::Celsius)
    } else {
        None
    };
    let from = range.start.saturating_sub(3);
    frame.off = if en.phrase("of-price", text, range.end) {
        Some(false)
    } else if en.is("off", next)
        || en.is("off", text.norm(range.end + 1)) && text.norm(range.end + 1) != "less"
        || (from..range.start).any(|k| en.phrase("cut", text, k))
    {
        Some(true)
    } else {
        None
    };
    let noun = past_hyphen(text, range.end);
    frame.counted = [noun, noun + 1].into_iter().find_map(|k| {
        let word = text.norm(k);
        if en.is("households", word) {
            Some(Counted::Households)
        } else {
            en.is("people", word).then_some(Counted::People)
        }
    });
    frame
}

/// Whether a multiple at `range` is compared with something instead of being added to it: "one and a half times the figure of last year".
pub fn is_ratio(text: &English, range: &Range<usize>) -> bool {
    let from = range.start.saturating_sub(6);
    let grows = (from..range.start).any(|k| {
        let word = text.norm(k);
        matches!(word, "by" | "more" | "another")
            || (en().is("change", word) && text.norm(range.start - 1) != "to")
    });
    en().is("ratio", text.norm(range.end)) && !grows
}

/// Whether the translation speaks of households anywhere.
pub fn names_households(text: &English) -> bool {
    (0..text.len()).any(|k| en().is("households", text.norm(k)) || matches!(text.norm(k), "home" | "houses"))
}

fn to_or_by(text: &English, range: &Range<usize>) -> Option<bool> {
    let from = range.start.saturating_sub(6);
    // Words of approximation are passed over: "to as little as".
    let led = (from..range.start).rev().find(|&k| !en().is("skip", text.norm(k)));
    let said = led.and_then(|k| match text.norm(k) {
        "to" => Some((true, k)),
        "by" => Some((false, k)),
        _ => None,
    });
    let Some((to, k)) = said else {
        // "An increase of a third".
        return (range.start > 1
            && text.norm(range.start - 1) == "of"
            && en().is("noun", text.norm(range.start - 2)))
        .then_some(false);
    };
    // "By 5 to 10 per cent" is no "to".
    if to
        && k > 0
        && (text.tokens()[k - 1].kind == Kind::Number || matches!(text.norm(k - 1), "%" | "percent"))
    {
        let from = (k.saturating_sub(6)..k).any(|j| text.norm(j) == "from");
        if !from {
            return None;
        }
    }
    let verb = (k.saturating_sub(VERB_TOKENS)..k)
        .rev()
        .take_while(|&j| !matches!(text.norm(j), "." | ";" | ":"))
        .any(|j| en().is("change", text.norm(j)));
    verb.then_some(to)
}
