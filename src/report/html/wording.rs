//! The words of the page in the language of the messages.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::finding::Language;
use crate::lexicon::table;

/// `data/report/wording.tsv`: key, English, Chinese.
static TABLE: &str = include_str!("../../../data/report/wording.tsv");

fn words() -> &'static BTreeMap<&'static str, [&'static str; 2]> {
    static WORDS: OnceLock<BTreeMap<&'static str, [&'static str; 2]>> = OnceLock::new();
    WORDS.get_or_init(|| {
        table::rows(TABLE)
            .filter_map(|row| match row[..] {
                [key, en, zh] => Some((key, [en, zh])),
                _ => None,
            })
            .collect()
    })
}

/// The words in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The language's code as in the `lang` attribute.
    pub lang: &'static str,
    column: usize,
}

impl Words {
    /// The words in `language`.
    pub fn new(language: Language) -> Self {
        match language {
            Language::English => Self { lang: "en", column: 0 },
            Language::Chinese => Self { lang: "zh", column: 1 },
        }
    }

    /// The words of that key; the key itself if the table lacks it.
    pub fn get<'a>(&self, key: &'a str) -> &'a str {
        words().get(key).map_or(key, |w| w[self.column])
    }

    /// The words of that key with `{0}`, `{1}` … filled in.
    pub fn fill(&self, key: &str, values: &[&str]) -> String {
        let mut out = self.get(key).to_owned();
        for (n, value) in values.iter().enumerate() {
            out = out.replace(&format!("{{{n}}}"), value);
        }
        out
    }

    /// All words as a JSON object that may stand inside a `script` element.
    pub fn json(&self) -> String {
        let all: BTreeMap<&str, &str> = words().iter().map(|(k, w)| (*k, w[self.column])).collect();
        // Strings as keys and values cannot fail; `<` would end the element.
        serde_json::to_string(&all).unwrap_or_default().replace('<', "\\u003c")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_both_languages_and_the_same_places() {
        for row in table::rows(TABLE) {
            let [key, en, zh] = row[..] else { panic!("{row:?}") };
            assert!(!en.is_empty() && !zh.is_empty(), "{key}");
            let places = |t: &str| (0..3).filter(|n| t.contains(&format!("{{{n}}}"))).collect::<Vec<_>>();
            assert_eq!(places(en), places(zh), "{key}");
        }
    }

    #[test]
    fn every_word_that_is_asked_for_is_there() {
        let asked =
            [include_str!("../../../templates/report.html"), include_str!("../../../templates/report.js")];
        for text in asked {
            for part in text.split("w.get(\"").chain(text.split("word('")).skip(1) {
                let key = part.split(['"', '\'']).next().unwrap_or_default();
                let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                assert!(!is_key || words().contains_key(key) || part.len() == text.len(), "{key}");
            }
        }
    }
}
