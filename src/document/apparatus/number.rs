//! Numbers of pages and files, and dates in digits. Texts are squeezed: NFKC, lower case, without blanks.

use unicode_normalization::UnicodeNormalization;

use super::{Kind, unbracketed};

pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百○".contains(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '─' | '‐' | '‒' | '~' | '·' | '•' | '∙' | '・' | '‧')
}

fn is_digits(s: &str) -> bool {
    !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit())
}

fn is_short_numeral(s: &str) -> bool {
    !s.is_empty() && s.chars().count() <= 4 && s.chars().all(is_numeral)
}

/// `3`, `3-7`, `2/6`
fn is_range(s: &str) -> bool {
    let mut parts = s.split(['-', '–', '/', '—']);
    parts.clone().count() <= 2 && parts.all(is_digits)
}

/// A page mark: `— 1 —`, `7`, `[2]`, `第一页`, `Page 2 of 7`, `P.1-11`.
pub(super) fn page(squeezed: &str) -> Option<Kind> {
    let bare = unbracketed(squeezed).or_else(|| squeezed.strip_prefix('<')?.strip_suffix('>'));
    let bracketed = bare.is_some();
    let s = bare.unwrap_or(squeezed);
    let inner = s.trim_matches(is_dash);
    let dashed = s.starts_with(is_dash) && s.ends_with(is_dash) && inner.len() < s.len();
    let strokes = s.strip_prefix('/').and_then(|s| s.strip_suffix('/'));
    let plain = s.len() <= 3 && is_digits(s)
        || bracketed && (is_digits(s) || s.contains('/') && is_range(s))
        || bracketed && (s == "pagebreak" || is_worded(s.trim_start_matches("endof")))
        || strokes.is_some_and(is_digits);
    (plain || dashed && is_between_dashes(inner) || is_worded(inner)).then_some(Kind::Page)
}

/// What may stand between dashes: `— 1 —`, `· iv ·`, `— 上 —`.
fn is_between_dashes(inner: &str) -> bool {
    let roman = !inner.is_empty() && inner.len() <= 6 && inner.bytes().all(|b| b"ivxlc".contains(&b));
    is_short_numeral(inner) || roman || matches!(inner, "上" | "中" | "下")
}

/// `第一页`, `第3页共5页`, `page2of7`, `pp.3-7`, `pagetwo`
fn is_worded(s: &str) -> bool {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    for page in ['页', '頁'] {
        if let Some(rest) = s.strip_suffix(page) {
            let rest = rest.trim_start_matches(['第', '共', '(']);
            let part = |p: &str| is_short_numeral(p.trim_matches(['第', '共', ',', '/', '、', '(', ')']));
            if rest.split(['页', '頁']).all(part) {
                return true;
            }
        }
    }
    let Some(rest) =
        ["pages", "page", "pp.", "p.", "pp", "p", "页", "頁"].iter().find_map(|w| s.strip_prefix(w))
    else {
        return false;
    };
    let rest = rest.trim_matches(['.', ':']);
    is_range(rest)
        || WORDS.contains(&rest)
        || rest.split_once("of").is_some_and(|(a, b)| is_digits(a) && is_digits(b))
}

/// `1962.8.10.`, `62.08.09`, `10/8`
pub(super) fn date(squeezed: &str) -> Option<Kind> {
    let s = squeezed.trim_start_matches('\'').trim_end_matches('.');
    let parts: Vec<&str> = s.split(['.', '/', '-', '·']).collect();
    let small = |p: &str| p.len() <= 2;
    let dated = match parts.as_slice() {
        [a, b] => small(a) && small(b) && s.contains('/'),
        [y, m, d] => small(m) && small(d) && y.len() != 3 || small(y) && small(m) && d.len() == 4,
        _ => false,
    };
    (dated && parts.iter().all(|p| is_digits(p))).then_some(Kind::Date)
}

/// Whether a squeezed text holds a date or a time of day: 1962年8月10日, 八月十日, 10时, 62.8.10.
pub(super) fn has_date(s: &str) -> bool {
    let chars: Vec<char> = s.chars().collect();
    let digit = |c: char| c.is_ascii_digit();
    chars.windows(2).any(|w| is_numeral(w[0]) && matches!(w[1], '日' | '时' | '時' | '月' | '号'))
        || chars.windows(4).any(|w| digit(w[0]) && w[1] == '.' && digit(w[2]) && (w[3] == '.' || digit(w[3])))
}

/// `118-01767-01`, `X0054-C-000317`, `FO 371/170692`, `090211040`: digits held together by hyphens, strokes or capital letters.
pub(super) fn is_file_number(text: &str) -> bool {
    let text: String = text.nfkc().collect();
    let text = text.trim().trim_matches(['(', ')', '[', ']']);
    let (mut digits, mut capitals, mut joints, mut blanks) = (0, 0, 0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            'A'..='Z' => capitals += 1,
            '-' | '–' | '—' | '/' | '_' => joints += 1,
            '.' | ':' | '#' | '(' | ')' => {}
            ' ' => blanks += 1,
            _ => return false,
        }
    }
    let held = joints >= 2 || capitals >= 1 && joints + blanks >= 1 || digits >= 7 && joints + blanks == 0;
    held && digits >= 5 && blanks <= 3 && capitals <= 8 && text.ends_with(|c: char| c.is_ascii_digit())
}
