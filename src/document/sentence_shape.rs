//! How a paragraph begins and ends: enough to tell whether it was broken off and whether another goes on with it.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::script::{is_blank, is_han};
use super::vocabulary::words;

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '」'
            | '』'
            | ')'
            | ']'
            | '）'
            | '］'
            | '】'
            | '〕'
            | '》'
            | '〉'
            | '＂'
            | '*'
    )
}

/// Whether the text ends as a sentence or a part of one does: with a stop, colon or semicolon, perhaps inside closing marks,
/// or with a closing bracket.
pub(super) fn is_finished(text: &str) -> bool {
    let text = text.trim_end_matches(is_blank);
    let bare = text.trim_end_matches(is_closer);
    let Some(last) = bare.chars().next_back() else { return true };
    let stop = matches!(
        last,
        '.' | '!' | '?' | ':' | ';' | '。' | '！' | '？' | '：' | '；' | '…' | '｡' | '．' | '⋯'
    );
    stop || text.ends_with([')', '）', ']', '］', '】', '》', '〉', '〕'])
}

/// Whether the text ends in the stop of a sentence, perhaps inside closing marks.
pub(super) fn is_stopped(text: &str) -> bool {
    text.trim_end_matches(|c| is_blank(c) || is_closer(c))
        .ends_with(['.', '!', '?', '。', '！', '？', '｡', '．'])
}

/// Whether the text is running text: it has a stop or semicolon, or commas enough.
pub(super) fn is_running(text: &str) -> bool {
    let length = weight(text);
    let stop = text.contains(['。', '；', '？', '！', '｡'])
        || text.as_bytes().windows(2).any(|w| matches!(w[0], b'.' | b';' | b'?' | b'!') && w[1] == b' ')
        || text.ends_with(['.', '?', '!']);
    let commas = text.chars().filter(|c| matches!(c, '，' | ',')).count();
    length >= 10 && (stop || commas > 0) || commas > 1 || length >= 60
}

/// Longest title or headline, in characters of Chinese.
const LONG: usize = 70;

/// Whether the text is prose beyond doubt: it has the stop of a sentence, or is too long for anything else.
pub(super) fn is_prose(text: &str) -> bool {
    let stop = text.contains(['。', '？', '！', '｡'])
        || text.as_bytes().windows(2).any(|w| matches!(w[0], b'.' | b'?' | b'!') && w[1] == b' ')
        || text.trim_end_matches(is_closer).ends_with(['.', '?', '!']);
    let length = weight(text);
    stop && length >= 12 || length >= LONG
}

/// Length in characters of Chinese, three letters counting as one.
pub(super) fn weight(text: &str) -> usize {
    let (mut han, mut other) = (0, 0);
    for c in text.chars() {
        if is_han(c) {
            han += 1;
        } else {
            other += 1;
        }
    }
    han + other / 3
}

/// Whether the text begins with a small letter, perhaps behind an opening mark.
pub(super) fn begins_lower(text: &str) -> bool {
    text.trim_start_matches(['"', '“', '\'', '‘', '(', '[']).starts_with(char::is_lowercase)
}

/// Whether the text begins with a mark that cannot open a sentence.
pub(super) fn begins_with_stop(text: &str) -> bool {
    text.starts_with([
        '，', '。', '、', '；', '：', '！', '？', '）', '》', '」', '』', ',', ';', '%', '％', '”',
    ])
}

/// Whether the text ends in a comma or an opening mark, or has one open: something must follow.
pub(super) fn is_left_open(text: &str) -> bool {
    let text = text.trim_end_matches(is_blank);
    text.ends_with(['，', '、', ',', '（', '(', '《', '“', '「', '—', '-', '〈'])
}

/// Whether more brackets open than close.
pub(super) fn has_open_bracket(text: &str) -> bool {
    let mut depth = 0i32;
    for c in text.chars() {
        match c {
            '（' | '(' | '《' | '［' | '[' => depth += 1,
            '）' | ')' | '》' | '］' | ']' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
}

/// Whether an English text ends in a word that needs another: `of`, `the`, `and`, `Mr.`
pub(super) fn ends_in_function_word(text: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let known = WORDS.get_or_init(|| words(include_str!("../../data/en/dangling.txt")).collect());
    let last = text.trim_end_matches(is_blank).rsplit(is_blank).next().unwrap_or_default();
    known.contains(last.to_lowercase().as_str())
}

/// Whether the text begins with the number of a list item, article or chapter, or a bullet.
pub(super) fn is_list_item(text: &str) -> bool {
    let numeral =
        |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百０１２３４５６７８９".contains(c);
    let ordinal = |c: char| numeral(c) || "甲乙丙丁戊己庚辛壬癸".contains(c);
    let head: String = text.chars().take(12).collect();
    let mut chars = head.chars();
    match chars.next() {
        Some('①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '•' | '●' | '·' | '§' | '㈠'..='㈩') => {
            return true;
        }
        Some('-' | '–' | '—') => return head.chars().nth(1).is_some_and(is_blank),
        _ => {}
    }
    if let Some(rest) = head.strip_prefix(['(', '（', '[', '〔']) {
        let inner = rest.trim_start_matches(|c: char| ordinal(c) || c.is_ascii_lowercase());
        let n = rest.chars().count() - inner.chars().count();
        return (1..=3).contains(&n) && inner.starts_with([')', '）', ']', '〕']);
    }
    if let Some(rest) = head.strip_prefix('第') {
        let after = rest.trim_start_matches(numeral);
        return after.len() < rest.len()
            && after.starts_with(['条', '條', '章', '节', '節', '款', '项', '項', '编', '編']);
    }
    let rest = head.trim_start_matches(ordinal);
    let n = head.chars().count() - rest.chars().count();
    if (1..=3).contains(&n) {
        let after = rest.chars().nth(1);
        return rest.starts_with(['、', '．', ')', '）']) && n <= 3
            || rest.starts_with('.') && !after.is_some_and(|c| c.is_ascii_digit());
    }
    let first = text.split(is_blank).next().unwrap_or_default();
    let number = text.split(is_blank).nth(1).unwrap_or_default().trim_end_matches(['.', ':', ',']);
    let numbered = !number.is_empty()
        && number.len() <= 6
        && number.bytes().all(|b| b.is_ascii_digit() || b"IVXLC".contains(&b));
    if matches!(
        first,
        "Article" | "Chapter" | "Section" | "Part" | "ARTICLE" | "CHAPTER" | "SECTION" | "PART"
    ) {
        return numbered;
    }
    let roman = first
        .strip_suffix(['.', ')'])
        .is_some_and(|r| !r.is_empty() && r.len() <= 5 && r.bytes().all(|b| b"IVXLC".contains(&b)));
    let letter = first.len() == 2 && first.ends_with(')') && first.as_bytes()[0].is_ascii_alphabetic();
    roman || letter
}

/// The speaker's label or field name that the text begins with: `徐：`, `Vice Minister Huang:`, `时间：`.
pub(super) fn label(text: &str) -> Option<&str> {
    /// Longest label, in characters of Chinese.
    const LONGEST: usize = 10;
    let end = text.char_indices().take(48).find(|(_, c)| matches!(c, '：' | ':'))?.0;
    let label = &text[..end];
    let fits = weight(label) <= LONGEST && !label.is_empty();
    let plain = label.chars().all(|c| {
        c.is_alphabetic()
            || is_blank(c)
            || matches!(c, '·' | '.' | '\'' | '’' | '-' | '[' | ']' | '(' | ')' | '（' | '）')
    });
    let latin = label.chars().any(|c| c.is_alphabetic() && !is_han(c));
    let capital =
        !latin || label.trim_start_matches('[').starts_with(|c: char| c.is_uppercase() || is_han(c));
    (fits && plain && capital).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        for t in [
            "完了。",
            "完了。”",
            "见附件）",
            "as follows:",
            "He said \"no.\"",
            "border crossings...\"",
            "通知：",
            "（一）；",
        ] {
            assert!(is_finished(t), "{t}");
        }
        for t in ["这", "发生，", "lest it would", "我们说“要求”", "the Soviet Union,"] {
            assert!(!is_finished(t), "{t}");
        }
    }

    #[test]
    fn list_items_and_labels() {
        for t in [
            "一、总则",
            "（二）对",
            "1．降价",
            "2. The quantity",
            "(3) That",
            "第十条 检定",
            "Article 5. New",
            "IV. Penalties",
            "a) one",
            "①甲",
            "- item",
        ] {
            assert!(is_list_item(t), "{t}");
        }
        for t in [
            "一九五八年",
            "1.5 million",
            "1958. In",
            "十分感谢",
            "第三，贵方",
            "I think",
            "A man",
            "方应提供",
            "—the people",
        ] {
            assert!(!is_list_item(t), "{t}");
        }
        assert_eq!(label("徐：好"), Some("徐"));
        assert_eq!(label("Vice Minister Huang: Yes"), Some("Vice Minister Huang"));
        assert_eq!(label("他说，今天：不行"), None);
        assert_eq!(label("the reason: none"), None);
    }
}
