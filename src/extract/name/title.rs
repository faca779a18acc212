//! Titles and forms of address of data/names/titles.tsv.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{Lexicon, table};
use crate::text::English;

/// A title in both languages.
#[derive(Debug)]
pub struct Title {
    /// Its characters, folded.
    pub chars: Vec<char>,
    /// Whether it may stand before a name.
    pub before: bool,
    /// Whether it may stand after a name.
    pub after: bool,
    /// Its English renderings in lower case without accents, words and marks parted by blanks.
    pub english: Vec<String>,
}

struct Titles {
    all: Vec<Title>,
    first: FxHashMap<char, Vec<usize>>,
    last: FxHashMap<char, Vec<usize>>,
    english: FxHashMap<String, Vec<Vec<String>>>,
}

fn titles() -> &'static Titles {
    static TITLES: OnceLock<Titles> = OnceLock::new();
    TITLES.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let mut t = Titles {
            all: Vec::new(),
            first: FxHashMap::default(),
            last: FxHashMap::default(),
            english: FxHashMap::default(),
        };
        for row in table::rows(include_str!("../../../data/names/titles.tsv")) {
            let [zh, place, rest @ ..] = &row[..] else { continue };
            let chars: Vec<char> = lexicon.fold_str(zh).chars().collect();
            let (Some(&first), Some(&last)) = (chars.first(), chars.last()) else { continue };
            let mut english = Vec::new();
            for form in rest.first().into_iter().flat_map(|c| c.split(';')).map(str::trim) {
                let en = English::new(form, lexicon);
                let words: Vec<String> = (0..en.len()).map(|i| en.norm(i).to_owned()).collect();
                if let Some(head) = words.first() {
                    english.push(words.join(" "));
                    let list = t.english.entry(head.clone()).or_default();
                    if !list.contains(&words) {
                        list.push(words);
                    }
                }
            }
            let k = t.all.len();
            t.first.entry(first).or_default().push(k);
            t.last.entry(last).or_default().push(k);
            t.all.push(Title {
                before: matches!(*place, "before" | "both"),
                after: matches!(*place, "after" | "both"),
                chars,
                english,
            });
        }
        for list in t.first.values_mut().chain(t.last.values_mut()) {
            list.sort_by_key(|k| std::cmp::Reverse(t.all[*k].chars.len()));
        }
        for list in t.english.values_mut() {
            list.sort_by_key(|w| std::cmp::Reverse(w.len()));
        }
        t
    })
}

/// The longest title that may follow a name and that the characters (folded) begin with.
pub fn title_after(chars: &[char]) -> Option<&'static Title> {
    let t = titles();
    let list = t.first.get(chars.first()?)?;
    list.iter().map(|k| &t.all[*k]).find(|x| x.after && chars.starts_with(&x.chars))
}

/// The longest title that may precede a name and that the characters (folded) end with, a colon between or not.
pub fn title_before(chars: &[char]) -> Option<&'static Title> {
    let t = titles();
    let chars = match chars.split_last() {
        Some((':', rest)) => rest,
        _ => chars,
    };
    let list = t.last.get(chars.last()?)?;
    list.iter().map(|k| &t.all[*k]).find(|x| x.before && chars.ends_with(&x.chars))
}

/// Number of tokens of the longest English title at a token; the full stop of an abbreviation is part of it.
pub fn title_in_english(en: &English, at: usize) -> Option<usize> {
    if !en.tokens().get(at)?.capital {
        return None;
    }
    let list = titles().english.get(en.norm(at))?;
    let len = list.iter().find(|w| w.iter().enumerate().all(|(k, w)| en.norm(at + k) == w))?.len();
    Some(if en.norm(at + len) == "." && en.norm(at).len() < 5 { len + 1 } else { len })
}
