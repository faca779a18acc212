//! The word tables of reading (data/zh/apparatus.txt, data/en/apparatus.txt), loaded once.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The words of a table without columns: every line that is no comment, split at white space.
pub(super) fn words(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace)
}

/// One language's words of archive furniture, by kind and place (`class whole`).
pub(super) struct Vocabulary {
    lists: FxHashMap<(&'static str, &'static str), Vec<&'static str>>,
}

impl Vocabulary {
    /// The Chinese words.
    pub fn chinese() -> &'static Vocabulary {
        static TABLE: OnceLock<Vocabulary> = OnceLock::new();
        TABLE.get_or_init(|| Self::load(include_str!("../../data/zh/apparatus.txt"), char::is_whitespace))
    }

    /// The English words and phrases, lower case.
    pub fn english() -> &'static Vocabulary {
        static TABLE: OnceLock<Vocabulary> = OnceLock::new();
        TABLE.get_or_init(|| Self::load(include_str!("../../data/en/apparatus.txt"), |c| c == ';'))
    }

    fn load(text: &'static str, part: fn(char) -> bool) -> Self {
        let mut lists: FxHashMap<_, Vec<&'static str>> = FxHashMap::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t').map(str::trim);
            if let (Some(kind), Some(place), Some(forms)) = (cells.next(), cells.next(), cells.next()) {
                let list = lists.entry((kind, place)).or_default();
                list.extend(forms.split(part).map(str::trim).filter(|w| !w.is_empty()));
            }
        }
        // The longest first, so that the first that fits is the one meant.
        for list in lists.values_mut() {
            list.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
        }
        Self { lists }
    }

    /// The words of a kind at a place, longest first.
    pub fn list(&self, kind: &'static str, place: &'static str) -> &[&'static str] {
        self.lists.get(&(kind, place)).map_or(&[], Vec::as_slice)
    }

    /// The longest word of the list that `text` begins with.
    pub fn starts(&self, kind: &'static str, text: &str) -> Option<&'static str> {
        self.list(kind, "start").iter().find(|w| text.starts_with(**w)).copied()
    }

    /// The longest word of the list that `text` ends with.
    pub fn ends(&self, kind: &'static str, text: &str) -> Option<&'static str> {
        self.list(kind, "end").iter().find(|w| text.ends_with(**w)).copied()
    }

    /// Whether `text` holds a word of the list.
    pub fn holds(&self, kind: &'static str, text: &str) -> bool {
        self.list(kind, "in").iter().any(|w| text.contains(w))
    }
}
