//! The furniture of Chinese papers.

use super::number::{date, has_date, is_numeral};
use super::{Kind, LONGEST, unbracketed};
use crate::document::script::{is_blank, is_han};
use crate::document::vocabulary::Vocabulary;

/// A squeezed line with what it is matched against.
struct Shape<'a> {
    words: &'static Vocabulary,
    s: &'a str,
    /// Its length in characters.
    count: usize,
}

/// Whether a line has a kind's shape.
type Test = fn(&Shape) -> bool;

/// What a Chinese line may be; `squeezed` is [`super::squeeze`]d.
pub(super) fn shape(text: &str, squeezed: &str) -> Option<Kind> {
    let shape = Shape { words: Vocabulary::chinese(), s: squeezed, count: squeezed.chars().count() };
    // Distribution lists may be long, the rest is short.
    if shape.is_distribution() {
        return Some(Kind::Distribution);
    }
    if shape.count > LONGEST / 2 || squeezed.ends_with(['。', '?', '!', ';', ',']) {
        return None;
    }
    if shape.is_label() {
        return Some(Kind::Imprint);
    }
    if squeezed.ends_with(':') {
        return None;
    }
    let kind =
        shape.class().or_else(|| is_signed_off(text).then_some(Kind::Class)).or_else(|| shape.register());
    if kind.is_some() || squeezed.contains([',', '。', ';', ':', '"', '“', '《', '?', '!']) {
        return kind;
    }
    let tests: [(Kind, Test); 7] = [
        (Kind::Imprint, |s| s.is_imprint()),
        (Kind::Seal, |s| s.is_seal()),
        (Kind::Archive, |s| s.is_archive()),
        (Kind::Date, |s| s.is_initialled()),
        (Kind::Routing, |s| s.is_routing()),
        (Kind::Letterhead, |s| s.is_letterhead()),
        (Kind::Issuer, |s| s.is_issuer()),
    ];
    tests.into_iter().find(|(_, is)| is(&shape)).map(|(kind, _)| kind)
}

impl Shape<'_> {
    fn ends(&self, kind: &'static str) -> bool {
        self.words.ends(kind, self.s).is_some()
    }

    fn is_han_only(&self) -> bool {
        self.s.chars().all(|c| is_han(c) || matches!(c, '(' | ')' | '·'))
    }

    /// `抄送：外办（2）`, `存档3份 共印61分`, `(共印60份)`
    fn is_distribution(&self) -> bool {
        if self.words.starts("distribution", self.s).is_some_and(|w| self.s[w.len()..].starts_with(':')) {
            return true;
        }
        let bare = self.s.trim_matches(['(', ')']);
        let Some(bare) = bare.strip_suffix(['份', '分']) else { return false };
        let number = bare.trim_end_matches(is_numeral);
        number.len() < bare.len()
            && (self.words.ends("copies", number).is_some() || self.words.holds("distribution", bare))
    }

    /// `拟稿：某`, `保存期限 永久`, `全宗号 118 案卷号 01767`
    fn is_label(&self) -> bool {
        let Some(label) = self.words.starts("imprint", self.s) else { return false };
        let mut rest = &self.s[label.len()..];
        if rest.starts_with(':') {
            return true;
        }
        let mut numbers = 0;
        loop {
            let after = rest.trim_start_matches(|c: char| is_numeral(c) || matches!(c, '-' | '.' | '/'));
            if after.len() == rest.len() {
                return false;
            }
            numbers += 1;
            rest = after;
            match self.words.starts("imprint", rest) {
                Some(label) => rest = &rest[label.len()..],
                None => return rest.trim_matches(['号', '號']).is_empty() && numbers > 0,
            }
        }
    }

    /// Degrees of secrecy and handling, then perhaps a serial number: 机密文409, 特急机密; or 文总411.
    fn class(&self) -> Option<Kind> {
        let separator = ['、', '·', '★', '※', '*', '(', ')', '[', ']', '-', '.', ':', ','];
        let mut rest = self.s.trim_start_matches(separator);
        let mut degrees = 0;
        while let Some(word) = self.words.list("class", "whole").iter().find(|w| rest.starts_with(**w)) {
            degrees += 1;
            rest = rest[word.len()..].trim_start_matches(separator);
        }
        let mut serials = 0;
        while let Some(word) = self.words.list("class", "serial").iter().find(|w| rest.starts_with(**w)) {
            serials += usize::from(!matches!(*word, "第" | "号" | "號"));
            rest = &rest[word.len()..];
        }
        let number = rest.trim_start_matches(':').trim_end_matches(')').trim_end_matches(['号', '號', '年']);
        let numbered = !number.is_empty()
            && number.chars().count() <= 8
            && number.chars().all(|c| is_numeral(c) || c == '-');
        match degrees {
            0 => (serials > 0 && numbered && number.bytes().all(|b| b.is_ascii_digit()))
                .then_some(Kind::Number),
            _ => (rest.is_empty() && serials == 0 || numbered).then_some(Kind::Class),
        }
    }

    /// A number under which the paper is known to an office: 領二字第2758號.
    fn register(&self) -> Option<Kind> {
        let number = self.s.trim_end_matches(['号', '號', ')']);
        let bare = number.trim_end_matches(is_numeral);
        if bare.len() == number.len() || self.count > 30 || bare.contains([',', '。', ';']) {
            return None;
        }
        let ordinal = bare.ends_with('第');
        let bare = bare.trim_end_matches('第').trim_end_matches(':');
        if self.words.holds("register", bare) {
            return Some(Kind::Received);
        }
        // （62）亚二字第123号, 外发（63）45号
        let year = bare.ends_with([')', ']', '〕', '】'])
            && bare.contains(['(', '[', '〔', '【'])
            && self.s.len() > number.len();
        if bare.ends_with('字') || number.contains("字第") || year {
            return Some(Kind::Register);
        }
        (ordinal && self.s.len() > number.len()).then_some(Kind::Numbered)
    }

    /// A date with what was done then, and perhaps by whom: 某办公厅1962年8月10日印发, 收62.8.10.
    fn is_imprint(&self) -> bool {
        if let Some(word) = self.words.ends("imprint", self.s) {
            let rest = &self.s[..self.s.len() - word.len()];
            if has_date(rest) || word == "印" && self.words.ends("issuer", rest).is_some() {
                return true;
            }
        }
        let verb =
            self.s.trim_end_matches(|c: char| is_numeral(c) || "年月日时時分点點上午下.:-/".contains(c));
        let done = self.words.list("imprint", "end").contains(&verb)
            || self.words.list("register", "in").contains(&verb);
        done && has_date(&self.s[verb.len()..])
    }

    /// `（印）`, `[外交部印章]`, `外交部印`
    fn is_seal(&self) -> bool {
        let wide = self.s.replace('(', "（").replace(')', "）");
        if self.ends("seal") || self.words.ends("seal", &wide).is_some() {
            return true;
        }
        let round = self.s.strip_prefix('(').and_then(|s| s.strip_suffix(')'));
        let inner = unbracketed(self.s).or(round);
        let sealed = |s: &str| s.ends_with(['印', '章']) && s.chars().count() <= 20;
        match inner {
            Some(inner) => sealed(inner),
            None => self
                .s
                .strip_suffix('印')
                .is_some_and(|o| self.words.ends("office", o).is_some() && self.count <= 20),
        }
    }

    fn is_archive(&self) -> bool {
        self.count <= 20 && self.ends("archive") && self.is_han_only()
    }

    /// A name and a date in digits: who saw the paper, and when.
    fn is_initialled(&self) -> bool {
        let name = self.s.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'));
        (1..=4).contains(&name.chars().count())
            && name.chars().all(is_han)
            && date(&self.s[name.len()..]).is_some()
    }

    /// Office names and a verb of handling, nothing else: 工商局、檢定所閱辦; or a verb of sending and an office: 转苏欧司.
    fn is_routing(&self) -> bool {
        if self.count > 30 {
            return false;
        }
        let joining = ['并', '並', '即', '速', '一', '先', '及', '、', '会', '會', '分'];
        let verb = self.words.ends("routing", self.s);
        let rest = self.s[..self.s.len() - verb.map_or(0, str::len)].trim_end_matches(joining);
        let start = self.words.starts("routing", rest);
        let named = rest[start.map_or(0, str::len)..].trim_matches('、');
        let length = named.chars().count();
        if !named.chars().all(|c| is_han(c) || matches!(c, '、' | '(' | ')') || c.is_ascii_digit()) {
            return false;
        }
        let last = named.split('、').next_back().unwrap_or_default();
        let last = last.trim_end_matches(|c: char| c == ')' || c == '(' || is_numeral(c));
        let office = self.words.ends("office", last).is_some()
            || self.words.list("office", "name").iter().any(|w| last.ends_with(w));
        match (start, verb) {
            (Some(_), Some(_)) => office,
            (None, Some(_)) => office && (named.contains('、') || length <= 8),
            (Some(_), None) => office && (2..=8).contains(&length),
            (None, None) => false,
        }
    }

    fn is_letterhead(&self) -> bool {
        let Some(word) = self.words.ends("letterhead", self.s).filter(|_| self.count <= 20) else {
            return false;
        };
        let office = &self.s[..self.s.len() - word.len()];
        office.ends_with(['央', '区', '區', '军', '軍', '国', '國', '省', '市', '县', '縣'])
            || self.words.ends("office", office).is_some()
    }

    fn is_issuer(&self) -> bool {
        self.count <= 16 && self.ends("issuer") && self.is_han_only()
    }
}

/// A note of having dealt with the paper and a name behind it: `已阅 周`.
fn is_signed_off(text: &str) -> bool {
    let mut words = text.split(is_blank).filter(|w| !w.is_empty());
    let (Some(note), Some(name), None) = (words.next(), words.next(), words.next()) else { return false };
    note.chars().count() >= 2
        && Vocabulary::chinese().list("class", "whole").contains(&note)
        && name.chars().count() <= 3
        && name.chars().all(is_han)
}
