//! Enumerators that segments begin with (`第十七条`, `（三）`, `2.`, `Article 17`, `IV.`, `(b)`): their value binds a segment to its
//! partner more surely than a number somewhere in it.

use crate::text::{Chinese, English, Kind};

/// Numbers above this are years or quantities, not enumerators.
const HIGHEST: u32 = 999;

/// Value of the enumerator that a Chinese text begins with.
pub(crate) fn chinese(t: &Chinese) -> Option<u32> {
    let c: Vec<char> = t.chars().iter().copied().filter(|c| !matches!(c, ' ' | '*' | '#')).take(12).collect();
    let mut i = 0;
    let open = matches!(c.first(), Some('(' | '〔' | '['));
    let ordinal = c.first() == Some(&'第');
    if open || ordinal {
        i = 1;
    }
    let (value, len) = numeral(&c[i..])?;
    i += len;
    let after = c.get(i).copied();
    let fits = if ordinal {
        matches!(
            after,
            Some('条' | '章' | '节' | '款' | '项' | '部' | '编' | '篇' | '回' | '卷' | '课' | '段')
        )
    } else if open {
        matches!(after, Some(')' | '〕' | ']'))
    } else {
        // `1.5` is a number, `1.` and `一、` enumerate.
        matches!(after, Some('、' | '.' | ')' | ':')) && !c.get(i + 1).is_some_and(char::is_ascii_digit)
            || after.is_none()
            || is_set_apart(t, len)
    };
    (fits && value <= HIGHEST).then_some(value)
}

/// Whether a text begins with a Chinese numeral of so many characters and a space: 四　省公營事業. Digits before a space may count what follows.
fn is_set_apart(t: &Chinese, len: usize) -> bool {
    t.chars().first().is_some_and(|c| !c.is_ascii())
        && t.chars().len() > len
        && t.text()[t.span(len - 1..len).end..].starts_with(char::is_whitespace)
}

/// Value and length of a numeral in digits, Chinese numerals, heavenly stems or a single Latin letter.
fn numeral(c: &[char]) -> Option<(u32, usize)> {
    let digits = c.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let value = c[..digits].iter().take(6).fold(0u32, |v, c| v * 10 + (*c as u32 - '0' as u32));
        return Some((value, digits));
    }
    let mut value = 0;
    let mut unit = 0;
    let mut len = 0;
    for &d in c {
        if let Some(v) = "〇一二三四五六七八九".chars().position(|x| x == d).or((d == '零').then_some(0))
        {
            unit = v as u32;
        } else if d == '十' {
            value += unit.max(1) * 10;
            unit = 0;
        } else if d == '百' {
            value += unit.max(1) * 100;
            unit = 0;
        } else {
            break;
        }
        len += 1;
    }
    if len > 0 {
        return Some((value + unit, len));
    }
    let first = *c.first()?;
    if let Some(v) = "甲乙丙丁戊己庚辛壬癸".chars().position(|x| x == first) {
        return Some((v as u32 + 1, 1));
    }
    (first.is_ascii_lowercase() && !c.get(1).is_some_and(char::is_ascii_alphabetic))
        .then(|| (first as u32 - 'a' as u32 + 1, 1))
}

/// Words that an English enumerator may begin with.
const PARTS: [&str; 9] =
    ["article", "chapter", "section", "part", "item", "paragraph", "book", "volume", "art"];

/// Value of the enumerator that an English text begins with.
pub(crate) fn english(t: &English) -> Option<u32> {
    let mut i = 0;
    while matches!(t.norm(i), "*" | "#" | "-" | "—") {
        i += 1;
    }
    let open = matches!(t.norm(i), "(" | "[");
    let part = PARTS.contains(&t.norm(i));
    if open || part {
        i += 1;
        if part && t.norm(i) == "." {
            i += 1;
        }
    }
    let word = t.norm(i);
    let token = t.tokens().get(i)?;
    let value = match token.kind {
        Kind::Number => word.trim_end_matches('.').parse().ok()?,
        Kind::Word if word.len() == 1 && !token.capital => {
            u32::from(word.as_bytes()[0].checked_sub(b'a')?) + 1
        }
        Kind::Word if token.capital || open => roman(word).or_else(|| spelled(word))?,
        _ => return None,
    };
    let after = t.norm(i + 1);
    let fits = part
        || (open && matches!(after, ")" | "]"))
        || (!open && matches!(after, "." | ")" | ":"))
        || t.len() == i + 1;
    (fits && value <= HIGHEST).then_some(value)
}

fn roman(word: &str) -> Option<u32> {
    let value = |b: u8| match b {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let digits: Option<Vec<u32>> = word.bytes().map(value).collect();
    let digits = digits.filter(|d| !d.is_empty())?;
    Some(digits.iter().enumerate().fold(0, |sum, (k, d)| {
        if digits.get(k + 1).is_some_and(|next| next > d) {
            sum.wrapping_sub(*d)
        } else {
            sum.wrapping_add(*d)
        }
    }))
}

fn spelled(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.iter().position(|w| *w == word).map(|k| k as u32 + 1)
}

/// Chapter marks are short; longer segments that begin like one are text.
const LONGEST_MARK: (usize, usize) = (40, 110);

/// The kind and number of the chapter that a Chinese segment heads.
pub(super) fn chinese_chapter(t: &Chinese) -> Option<(u8, u32)> {
    let c = t.chars();
    if c.len() > LONGEST_MARK.0 || c.first() != Some(&'第') {
        return None;
    }
    let (value, len) = numeral(c.get(1..)?)?;
    let kind = match c.get(1 + len)? {
        '章' | '回' => 0,
        '卷' | '部' | '编' | '篇' | '册' => 1,
        '幕' => 2,
        _ => return None,
    };
    // 第一部分 is a part of something, not a volume.
    (c.get(2 + len) != Some(&'分') || kind != 1).then_some((kind, value))
}

/// The kind and number of the chapter that an English segment heads.
pub(super) fn english_chapter(t: &English) -> Option<(u8, u32)> {
    if t.text().len() > LONGEST_MARK.1 || !t.tokens().first()?.capital {
        return None;
    }
    let kind = match t.norm(0) {
        "chapter" => 0,
        "book" | "part" | "volume" => 1,
        "act" => 2,
        _ => return None,
    };
    let word = t.norm(1);
    let value = match t.tokens().get(1)?.kind {
        Kind::Number => word.parse().ok()?,
        _ => roman(word).or_else(|| spelled(word))?,
    };
    Some((kind, value))
}
