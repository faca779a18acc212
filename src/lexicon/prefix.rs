//! Tables of Chinese words, looked up at a place of a text.

use rustc_hash::FxHashMap;

/// Words of a table by their first character: what begins at a place of a text takes one look-up.
///
/// ```
/// use duikan::lexicon::prefix::Prefixes;
/// let mut words = Prefixes::default();
/// words.extend([("增", 1), ("增加", 2), ("减少", 3)].map(|(w, v)| (w.chars().collect(), v)));
/// let text: Vec<char> = "增加了".chars().collect();
/// assert_eq!(words.at(&text).collect::<Vec<_>>(), [(2, &2), (1, &1)]);
/// assert_eq!(words.at(&text[1..]).next(), None);
/// ```
#[derive(Debug, Clone)]
pub struct Prefixes<T> {
    /// Words that begin alike, the longest first.
    by_first: FxHashMap<char, Vec<Row<T>>>,
}

impl<T> Default for Prefixes<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Prefixes<T> {
    /// The words that `chars` begins with, the longest first: their lengths and values.
    pub fn at<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (usize, &'a T)> {
        let list = chars.first().and_then(|c| self.by_first.get(c)).map_or(&[][..], Vec::as_slice);
        let second = chars.get(1).copied();
        // Most words that begin alike differ in the second character, for which the row need not be left.
        let may_be = move |r: &&Row<T>| r.second.is_none() || r.second == second;
        list.iter().filter(may_be).filter(|r| chars.starts_with(&r.word)).map(|r| (r.word.len(), &r.value))
    }

    /// The first characters of all words, in no order.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        self.by_first.keys().copied()
    }

    /// Adds a folded word; one that is there already takes the new value. The empty word is passed over.
    pub fn insert(&mut self, word: &[char], value: T) {
        match self.place(word) {
            Some((list, Ok(k))) => list[k].value = value,
            Some((list, Err(k))) => list.insert(k, Row::new(word, value)),
            None => {}
        }
    }

    /// The value of a folded word, which is added if it is not there yet; nothing for the empty word.
    pub fn entry(&mut self, word: &[char]) -> Option<&mut T>
    where
        T: Default,
    {
        let (list, place) = self.place(word)?;
        let k = place.unwrap_or_else(|k| {
            list.insert(k, Row::new(word, T::default()));
            k
        });
        Some(&mut list[k].value)
    }

    /// Words that begin as this one does, and where it stands among them or is to stand.
    fn place(&mut self, word: &[char]) -> Option<Slot<'_, T>> {
        let list = self.by_first.entry(*word.first()?).or_default();
        let place = match list.iter().position(|r| *r.word == *word) {
            Some(k) => Ok(k),
            None => Err(list.partition_point(|r| r.word.len() >= word.len())),
        };
        Some((list, place))
    }
}

/// A word with its value.
#[derive(Debug, Clone)]
struct Row<T> {
    second: Option<char>,
    word: Box<[char]>,
    value: T,
}

impl<T> Row<T> {
    fn new(word: &[char], value: T) -> Self {
        Self { second: word.get(1).copied(), word: word.into(), value }
    }
}

/// Words that begin alike, and the index of one among them: where it is, or where it is to stand.
type Slot<'a, T> = (&'a mut Vec<Row<T>>, Result<usize, usize>);

impl<T> Extend<(Vec<char>, T)> for Prefixes<T> {
    /// Adds folded words as [`Prefixes::insert`] does.
    fn extend<I: IntoIterator<Item = (Vec<char>, T)>>(&mut self, words: I) {
        words.into_iter().for_each(|(word, value)| self.insert(&word, value));
    }
}
