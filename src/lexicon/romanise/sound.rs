//! Consonant skeletons: what a foreign name and its transliteration have in common.
//!
//! Chinese adds vowels to consonant clusters and knows neither r nor final consonants but n, so only the sequence of consonant
//! classes is compared: b/p/v, d/t, g/k, l/r, m/n, and all the sibilants count as alike.

use std::ops::Range;

use super::Readings;
use crate::lexicon::Lexicon;

/// Classes of consonants, each a letter: P (b p), F (f v w), T (d t), N (m n ng), L (l r), K (g k q), H, S (every sibilant).
type Skeleton = Vec<(u8, u32)>;

/// The skeleton of a Chinese text: classes with the index of their character.
fn of_chinese(lexicon: &Lexicon, chars: &[char]) -> Skeleton {
    let mut out = Vec::with_capacity(chars.len() * 2);
    let mut ended_in_n = false;
    for (at, c) in chars.iter().enumerate() {
        let readings = Readings::of(lexicon, *c);
        let Some(syllable) = readings.as_slice().first() else { continue };
        let text = syllable.pinyin();
        if text == "er" {
            out.push((b'L', at as u32));
            ended_in_n = false;
            continue;
        }
        let initial = match text.as_bytes()[0] {
            b'b' | b'p' => Some(b'P'),
            b'm' | b'n' => Some(b'N'),
            b'f' | b'w' => Some(b'F'),
            b'd' | b't' => Some(b'T'),
            b'l' | b'r' => Some(b'L'),
            b'g' | b'k' => Some(b'K'),
            b'h' => Some(b'H'),
            b'j' | b'q' | b'x' | b'z' | b'c' | b's' => Some(b'S'),
            _ => None,
        };
        // 汉娜 is Hanna, 汤姆 Tom: the n of one syllable goes on in the next.
        let doubled = text.starts_with(['n', 'm']) && ended_in_n;
        out.extend(initial.filter(|_| !doubled).map(|c| (c, at as u32)));
        ended_in_n = text.ends_with('n') || text.ends_with("ng");
        if ended_in_n {
            out.push((b'N', at as u32));
        }
    }
    out
}

/// The skeleton of an English word (lower case, without accents).
fn of_english(word: &str) -> Vec<u8> {
    let b = word.as_bytes();
    let mut out: Vec<u8> = Vec::with_capacity(b.len());
    let mut i = 0;
    while i < b.len() {
        let next = b.get(i + 1).copied().unwrap_or(b' ');
        let soft = matches!(next, b'e' | b'i' | b'y');
        let (class, step) = match b[i] {
            b'p' if next == b'h' => (b'F', 2),
            b's' | b'c' | b'z' | b't' | b'k' | b'g' if next == b'h' => match b[i] {
                b't' => (b'T', 2),
                b'k' => (b'K', 2),
                b'g' => (b'H', 2),
                _ => (b'S', 2),
            },
            b'n' if next == b'g' => (b'N', 2),
            b'b' | b'p' => (b'P', 1),
            b'f' | b'v' | b'w' => (b'F', 1),
            b'd' | b't' => (b'T', 1),
            b'm' | b'n' => (b'N', 1),
            b'l' | b'r' => (b'L', 1),
            b'c' | b'g' if soft => (b'S', 1),
            b'c' | b'g' | b'k' | b'q' => (b'K', 1),
            b'h' => (b'H', 1),
            b's' | b'z' | b'j' => (b'S', 1),
            b'x' => {
                out.push(b'K');
                (b'S', 1)
            }
            _ => (0, 1),
        };
        // A doubled letter is one consonant.
        if class != 0 && !(i > 0 && b[i - 1] == b[i]) {
            out.push(class);
        }
        i += step;
    }
    out
}

fn cost(a: u8, b: u8) -> f32 {
    if a == b {
        return 0.0;
    }
    let pair = if a < b { (a, b) } else { (b, a) };
    match pair {
        (b'F', b'P') | (b'F', b'H') | (b'H', b'K') => 0.3,
        (b'K', b'S') | (b'S', b'T') | (b'H', b'S') => 0.5,
        _ => 1.0,
    }
}

fn loss(class: u8) -> f32 {
    match class {
        b'H' => 0.3,
        b'L' | b'F' => 0.5,
        _ => 0.8,
    }
}

/// How much two whole names sound alike, 0 to 1; `None` if either has fewer than two consonants, which prove nothing.
///
/// ```
/// use duikan::lexicon::{Lexicon, romanise::sounds_as};
/// let like = |zh: &str, en: &str| sounds_as(Lexicon::embedded(), &zh.chars().collect::<Vec<_>>(), en).unwrap_or(0.0);
/// assert!(like("梅晓滋夫", "mesyatsev") > 0.7);
/// assert!(like("梅晓滋夫", "gromyko") < 0.5);
/// ```
pub fn sounds_as(lexicon: &Lexicon, chars: &[char], word: &str) -> Option<f32> {
    let (zh, en) = (of_chinese(lexicon, chars), of_english(word));
    if zh.len() < 2 || en.len() < 2 {
        return None;
    }
    let mut row: Vec<f32> = vec![0.0];
    for (z, _) in &zh {
        row.push(row[row.len() - 1] + loss(*z));
    }
    for &e in &en {
        let mut next = vec![row[0] + loss(e)];
        for (j, (z, _)) in zh.iter().enumerate() {
            next.push((row[j] + cost(e, *z)).min(row[j + 1] + loss(e)).min(next[j] + loss(*z)));
        }
        row = next;
    }
    Some((1.0 - row[zh.len()] / zh.len().max(en.len()) as f32).max(0.0))
}

/// How well some stretch of a Chinese text sounds like an English word, 0 to 1, and the characters it stands on. Words with
/// fewer than two consonants sound like anything, and give 1 with an empty stretch.
///
/// ```
/// use duikan::lexicon::{Lexicon, romanise::sounds_like};
/// let chars: Vec<char> = "大使梅晓滋夫谈话".chars().collect();
/// let (like, range) = sounds_like(Lexicon::embedded(), &chars, "mesyatsev");
/// assert!(like > 0.7 && range == (2..6), "{like} {range:?}");
/// ```
pub fn sounds_like(lexicon: &Lexicon, chars: &[char], word: &str) -> (f32, Range<usize>) {
    let en = of_english(word);
    if en.len() < 2 {
        return (1.0, 0..0);
    }
    let zh = of_chinese(lexicon, chars);
    // The whole word against any stretch of the text: costs and where the stretch began, row by row.
    let mut row: Vec<(f32, usize)> = (0..=zh.len()).map(|j| (0.0, j)).collect();
    for &e in &en {
        let mut next = Vec::with_capacity(row.len());
        next.push((row[0].0 + loss(e), row[0].1));
        for (j, &(z, _)) in zh.iter().enumerate() {
            let mut best = (row[j].0 + cost(e, z), row[j].1);
            let drop_en = (row[j + 1].0 + loss(e), row[j + 1].1);
            let drop_zh = (next[j].0 + loss(z), next[j].1);
            for other in [drop_en, drop_zh] {
                // Of stretches that sound as good the shortest is meant.
                if other.0 < best.0 || other.0 <= best.0 && other.1 > best.1 {
                    best = other;
                }
            }
            next.push(best);
        }
        row = next;
    }
    let Some((end, (total, start))) = row.into_iter().enumerate().min_by(|a, b| a.1.0.total_cmp(&b.1.0))
    else {
        return (0.0, 0..0);
    };
    let like = (1.0 - total / en.len() as f32).max(0.0);
    let at = |k: usize| zh.get(k).map_or(chars.len(), |z| z.1 as usize);
    if start >= end { (like, 0..0) } else { (like, at(start)..(zh[end - 1].1 as usize + 1)) }
}

/// How well some stretch of a Chinese text sounds like a whole English word, 0 to 1; `None` if the word has fewer than three
/// consonants, which are found anywhere.
pub fn is_heard_in(lexicon: &Lexicon, chars: &[char], word: &str) -> Option<f32> {
    (of_english(word).len() > 2).then(|| sounds_like(lexicon, chars, word).0)
}

/// Number of consonants of an English word (lower case, without accents), as they sound: with fewer than two it is like anything.
pub fn consonants(word: &str) -> usize {
    of_english(word).len()
}

/// Whether the characters and the English word begin with consonants of one class.
pub fn begins_as(lexicon: &Lexicon, chars: &[char], word: &str) -> bool {
    let (zh, en) = (of_chinese(lexicon, chars), of_english(word));
    matches!((zh.first(), en.first()), (Some((a, _)), Some(b)) if cost(*a, *b) < 0.5)
}
