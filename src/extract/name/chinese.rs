use super::title::{title_after, title_before};
use crate::extract::Mention;
use crate::lexicon::Lexicon;
use crate::lexicon::romanise::{Rank, surname_at};
use crate::text::{Chinese, is_han};

/// What makes a run of characters a personal name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A frequent surname and two characters that form no words with their neighbours.
    Shape,
    /// A title or form of address beside it.
    Title,
    /// It opens a line and a colon follows.
    Label,
}

/// A Chinese personal name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Characters of the surname; the rest of the mention is the given name, which may be empty beside a title or as a label.
    pub surname: usize,
    /// What it is known by.
    pub evidence: Evidence,
}

/// Characters that no given name has: particles, pronouns, conjunctions, auxiliaries and the like.
const NEVER_GIVEN: &str = "的了着过吗呢吧啊在是有和与及同就把被对为从将向说者之于而并也都又这那不没其此个们等我你他她它您或但若如即所以因至到来去上下中前后内外里间时年月日号第几两些每各某本该让使给得地很太最更再还已曾正共只仅均须应可能会要想请叫做当任由经按据则却且乃兼称指问答讲谈见看说表示认为判获";

/// The personal names of a text, in order, none overlapping.
pub fn persons(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Person>> {
    let chars = zh.chars();
    let mut word_at = vec![(0u32, 0u32); chars.len()];
    for w in zh.words() {
        for slot in &mut word_at[w.start as usize..w.end as usize] {
            *slot = (w.start, w.end);
        }
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        match person_at(chars, &word_at, i, lexicon) {
            Some((end, person)) => {
                out.push(Mention { range: i..end, span: zh.span(i..end), value: person });
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// What may be a personal name, judged loosely: a frequent surname and one or two characters that form no word with what follows,
/// or a dictionary word that is a full name (鲁迅). For places where the other side already speaks of a person.
pub fn faint_persons(zh: &Chinese, lexicon: &Lexicon) -> Vec<Mention<Person>> {
    let (chars, words) = (zh.chars(), zh.words());
    let mut out = Vec::new();
    let mut push = |range: std::ops::Range<usize>, surname| {
        let person = Person { surname, evidence: Evidence::Shape };
        out.push(Mention { span: zh.span(range.clone()), range, value: person });
    };
    for (k, w) in words.iter().enumerate() {
        let (start, end) = (w.start as usize, w.end as usize);
        let Some(surname) = surname_at(&chars[start..]).filter(|s| s.rank == Rank::Frequent) else {
            continue;
        };
        let len = surname.len();
        if chars.get(end + 1) == Some(&'·')
            || chars.get(end + 2) == Some(&'·')
            || start > 0 && chars[start - 1] == '·'
        {
            continue;
        }
        if end - start > len {
            let full = end - start <= len + 2
                && w.entry.is_some_and(|e| lexicon.senses(e).iter().all(|s| is_full_name(&s.pinyin)));
            if full {
                push(start..end, len);
            }
            continue;
        }
        if end - start < len {
            continue;
        }
        let next = words.get(k + 1).map_or(0, |n| (n.end - n.start) as usize);
        let after = words.get(k + 2).map_or(0, |n| (n.end - n.start) as usize);
        let lone = |from: usize, to: usize| is_given(chars, from, to);
        if next == 2 && lone(end, end + 2) || next == 1 && after == 1 && lone(end, end + 2) {
            push(start..end + 2, len);
        } else if next == 1 && lone(end, end + 1) {
            push(start..end + 1, len);
        }
    }
    out
}

/// Verbs that say who speaks, right behind the name; Mandarin tells of it so in every news item.
const SPEECH: [&str; 22] = [
    "说", "表示", "介绍", "告诉", "坦言", "指出", "认为", "称", "强调", "透露", "回忆", "补充", "解释",
    "回答", "问道", "写道", "笑道", "感慨", "直言", "呼吁", "宣布", "回应",
];

/// What speaks and has the form of a name: any surname and one or two characters before a verb of speech, at the beginning of a clause or behind a
/// title. For places where the other side already speaks of a person.
pub fn speakers(zh: &Chinese) -> Vec<Mention<Person>> {
    let chars = zh.chars();
    let mut out = Vec::new();
    for i in 0..chars.len() {
        let opens = i == 0
            || !is_han(chars[i - 1])
            || title_before(&chars[..i]).is_some_and(|t| t.chars.len() > 1)
            || matches!(chars[i - 1], '员' | '长' | '人' | '师' | '者' | '家' | '任' | '授');
        let Some(surname) = surname_at(&chars[i..]).filter(|_| opens) else { continue };
        let speaks = |end: usize| SPEECH.iter().any(|v| zh.has_at(end, v));
        let from = i + surname.len();
        let end = [from + 2, from + 1].into_iter().find(|&end| is_given(chars, from, end) && speaks(end));
        if let Some(end) = end {
            let person = Person { surname: surname.len(), evidence: Evidence::Shape };
            out.push(Mention { range: i..end, span: zh.span(i..end), value: person });
        }
    }
    out
}

/// Whether a dictionary reading is that of surname and given name: `Lu3 Xun4`, `Mao2 Ze2 dong1`.
fn is_full_name(pinyin: &str) -> bool {
    let capitals: Vec<bool> =
        pinyin.split(' ').map(|s| s.starts_with(|c: char| c.is_ascii_uppercase())).collect();
    capitals.len() >= 2 && capitals[..2].iter().all(|c| *c) && capitals[2..].iter().all(|c| !*c)
}

fn person_at(chars: &[char], word_at: &[(u32, u32)], i: usize, lexicon: &Lexicon) -> Option<(usize, Person)> {
    let surname = surname_at(&chars[i..])?;
    let len = surname.len();
    let starts_line = i == 0 || matches!(chars[i - 1], '\n' | '。' | '(' | '"' | '“' | '」' | '”');
    let colon = |at: usize| chars.get(at) == Some(&':');
    if starts_line {
        for given in 0..=2 {
            let end = i + len + given;
            if colon(end) && is_given(chars, i + len, end) && (given > 0 || end == len + i) {
                // 是：, 时间： — a word of its own is no label.
                if given == 0 && surname.rank != Rank::Frequent && surname.rank != Rank::Word {
                    return None;
                }
                if given > 0 && word_at[i].1 as usize >= end && word_at[i].0 as usize == i {
                    return None;
                }
                return Some((end, Person { surname: len, evidence: Evidence::Label }));
            }
        }
    }
    let (start, word_end) = (word_at[i].0 as usize, word_at[i].1 as usize);
    if start < i {
        return None;
    }
    // A dictionary word that begins with the surname and is longer hides it, unless a title follows right behind the word.
    let inside_word = word_end > i + len;
    let before = title_before(&chars[..i]).is_some_and(|t| t.chars.len() > 1);
    let title_at = |end: usize| {
        title_after(chars.get(end..).unwrap_or_default()).is_some_and(|t| {
            t.chars.len() > 1 && !(end < chars.len() && (word_at[end].0 as usize) < end && inside_word)
        })
    };
    for given in [2, 1, 0] {
        let end = i + len + given;
        if !is_given(chars, i + len, end) || !title_at(end) {
            continue;
        }
        if inside_word && (word_end != end || given == 0) {
            continue;
        }
        if given == 0 && surname.rank == Rank::Rare && !is_surname_only(lexicon, chars[i]) {
            continue;
        }
        // 高级|代表, 时任|部长: a surname that is a word needs more than one title behind it.
        if given < 2 && surname.rank != Rank::Frequent && !before && given > 0 {
            continue;
        }
        return Some((end, Person { surname: len, evidence: Evidence::Title }));
    }
    if inside_word {
        return None;
    }
    let free = |from: usize, to: usize| (from..to).all(|k| word_at[k].1 - word_at[k].0 == 1);
    let pair = |from: usize| {
        from + 2 <= chars.len() && word_at[from].0 as usize == from && word_at[from].1 as usize == from + 2
    };
    let two = i + len + 2;
    if before && surname.rank != Rank::Rare {
        if is_given(chars, i + len, two) && (free(i + len, two) || pair(i + len)) {
            return Some((two, Person { surname: len, evidence: Evidence::Title }));
        }
        if is_given(chars, i + len, two - 1) && free(i + len, two - 1) {
            return Some((two - 1, Person { surname: len, evidence: Evidence::Title }));
        }
    }
    let shape = surname.rank == Rank::Frequent && is_given(chars, i + len, two) && free(i + len, two);
    shape.then_some((two, Person { surname: len, evidence: Evidence::Shape }))
}

/// Whether the character is a surname and little else, as far as the dictionary knows: no reading in small letters gives it a
/// common use. Rare characters such as 佘 and 邬 have none.
fn is_surname_only(lexicon: &Lexicon, c: char) -> bool {
    lexicon.readings(c).all(|r| r.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Characters that end names of places, bodies and offices, and no given name.
const NEVER_LAST: &str =
    "岛省市县区州村镇乡街路河湖国党军队部厂院校站局所馆会团社库寺庙桥店厅港司科处班组族人";

fn is_given(chars: &[char], from: usize, to: usize) -> bool {
    chars.get(from..to).is_some_and(|g| g.iter().all(|c| is_han(*c) && !NEVER_GIVEN.contains(*c)))
        && !(to > from && NEVER_LAST.contains(chars[to - 1]))
}
