//! Archive furniture known by the shape of one line: page marks, file numbers, stamps, degrees of secrecy, routing notes,
//! letterheads, distribution lists, imprints.
//!
//! A shape says what a line may be; [`super::role`] decides by where it stands. Everything here hangs on form and on the
//! clerks' vocabulary (data/zh/apparatus.txt, data/en/apparatus.txt), never on a particular office or number.

use unicode_normalization::UnicodeNormalization;

use super::script::{Script, is_blank, is_han, script};
use super::vocabulary::Vocabulary;

/// What a piece of furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// Number of a page: `— 1 —`, `第一页`, `[page 2]`.
    Page,
    /// Number of a file or frame: `118-01767-01`.
    Number,
    /// A stamped date: `1962. 8. 10.`
    Date,
    /// Number under which the paper was received or filed: `領二字第2758號`.
    Register,
    /// Anything with a number: `某某第12号`.
    Numbered,
    /// A register number with words that only clerks use: `收文第0926号`.
    Received,
    /// Degree of secrecy or urgency, with or without a serial number: `机密 文 409`.
    Class,
    /// `請蘇歐司商辦`
    Routing,
    /// `外交部文件`
    Letterhead,
    /// `抄送：…`
    Distribution,
    /// `1962年8月12日印发`
    Imprint,
    /// The office that printed it.
    Issuer,
    /// `外交部开放档案`
    Archive,
    /// A seal in words.
    Seal,
    /// A marginal note set one or two characters a line.
    Vertical,
    /// The same line on several pages.
    Repeated,
    /// Something short among furniture that is none of the above.
    Stray,
}

impl Kind {
    /// Whether a line of this shape is furniture wherever it stands. The others need the place to bear it out.
    pub fn is_certain(self) -> bool {
        !matches!(
            self,
            Kind::Register | Kind::Numbered | Kind::Letterhead | Kind::Issuer | Kind::Seal | Kind::Date
        )
    }
}

/// The longest line that is looked at, in characters: furniture is short, and a bound keeps the tests cheap.
const LONGEST: usize = 80;

/// A line made ready for matching.
struct Shape {
    /// NFKC, lower case, without blanks.
    squeezed: String,
    chars: Vec<char>,
}

/// What the line may be.
pub(super) fn shape(text: &str) -> Option<Kind> {
    if text.chars().take(4 * LONGEST + 1).count() > 4 * LONGEST {
        return None;
    }
    let squeezed = squeeze(text);
    if squeezed.is_empty() {
        return None;
    }
    let shape = Shape { chars: squeezed.chars().collect(), squeezed };
    if shape.chars.len() <= LONGEST {
        if shape.is_page() {
            return Some(Kind::Page);
        }
        if shape.is_date() {
            return Some(Kind::Date);
        }
        if is_file_number(text) {
            return Some(Kind::Number);
        }
    }
    match script(text) {
        Script::Latin => english(text),
        _ => shape.chinese(),
    }
}

/// NFKC, lower case, without blanks.
pub(super) fn squeeze(text: &str) -> String {
    text.nfkc().filter(|c| !is_blank(*c)).flat_map(char::to_lowercase).collect()
}

/// The text without an outer pair of square (or lenticular, or tortoise-shell) brackets.
pub(super) fn unbracketed(text: &str) -> Option<&str> {
    let text = text.trim_matches(is_blank);
    let first = text.chars().next()?;
    let close = match first {
        '[' => ']',
        '［' => '］',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    };
    let inner = text.strip_prefix(first)?.strip_suffix(close)?;
    (!inner.contains([first, close])).then_some(inner)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '○'
        )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '─' | '‐' | '‒' | '~' | '·' | '•' | '∙')
}

impl Shape {
    fn is_page(&self) -> bool {
        let bare = unbracketed(&self.squeezed);
        let bracketed = bare.is_some();
        let s = bare.unwrap_or(&self.squeezed);
        let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
        let numeral = |s: &str| !s.is_empty() && s.chars().count() <= 4 && s.chars().all(is_numeral);
        if s.len() <= 3 && digits(s) || bracketed && digits(s) {
            return true;
        }
        // — 1 —, ·7·, — 上 —
        let inner = s.trim_matches(is_dash);
        let dashes = s.len() - inner.len();
        if dashes >= 2 && s.starts_with(is_dash) && s.ends_with(is_dash) {
            let roman = !inner.is_empty() && inner.len() <= 6 && inner.bytes().all(|b| b"ivxlc".contains(&b));
            return numeral(inner) || roman || matches!(inner, "上" | "中" | "下");
        }
        // 第一页, 第3页共5页, 共5页, 3页
        for page in ['页', '頁'] {
            if let Some(rest) = s.strip_suffix(page) {
                let rest = rest.trim_start_matches(['第', '共', '(']);
                let ok = rest
                    .split(['页', '頁'])
                    .all(|p| numeral(p.trim_matches(['第', '共', ',', '/', '、', '(', ')'])));
                if ok {
                    return true;
                }
            }
        }
        let rest = ["page", "pages", "pp.", "p.", "pp", "p", "页", "頁", "第"]
            .iter()
            .find_map(|w| s.strip_prefix(w));
        let range = |s: &str| {
            let mut parts = 0;
            s.split(['-', '–', '/', '—']).all(|p| {
                parts += 1;
                digits(p)
            }) && parts <= 2
        };
        match rest {
            Some(rest) => {
                let rest = rest.trim_matches(['.', ':']);
                range(rest) || rest.split_once("of").is_some_and(|(a, b)| digits(a) && digits(b))
            }
            // 3 / 7
            None => s.contains('/') && s.len() <= 5 && range(s) && bracketed,
        }
    }

    /// `1962.8.10.`, `62.08.09`, `10/8`
    fn is_date(&self) -> bool {
        let s = self.squeezed.trim_start_matches('\'').trim_end_matches('.');
        let parts: Vec<&str> = s.split(['.', '/', '-', '·']).collect();
        if !parts.iter().all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit())) {
            return false;
        }
        let small = |p: &str| p.len() <= 2;
        match parts.as_slice() {
            [a, b] => small(a) && small(b) && s.contains('/'),
            [y, m, d] => small(m) && small(d) && y.len() != 3 || small(y) && small(m) && d.len() == 4,
            _ => false,
        }
    }

    fn chinese(&self) -> Option<Kind> {
        let words = Vocabulary::chinese();
        let s = self.squeezed.as_str();
        let count = self.chars.len();
        // Lists may be long, and a seal mark counts after anything short.
        if let Some(label) = words.starts("distribution", s)
            && s[label.len()..].starts_with(':')
        {
            return Some(Kind::Distribution);
        }
        if words.holds("distribution", s) && s.ends_with(['份', '分', ')']) {
            return Some(Kind::Distribution);
        }
        if s.ends_with(['。', '?', '!', ';', ':', ',']) || count > LONGEST / 2 {
            return None;
        }
        if let Some(label) = words.starts("imprint", s)
            && s[label.len()..].starts_with(':')
        {
            return Some(Kind::Imprint);
        }
        if let Some(kind) = self.class(words) {
            return Some(kind);
        }
        let plain = !s.contains([',', '。', ';', ':', '"', '“', '《', '?', '!']);
        if !plain {
            return None;
        }
        if let Some(word) = words.ends("imprint", s) {
            let rest = &s[..s.len() - word.len()];
            if has_date(rest) || word == "印" && words.ends("issuer", rest).is_some() {
                return Some(Kind::Imprint);
            }
        }
        if let Some(kind) = self.register(words) {
            return Some(kind);
        }
        if words.ends("seal", s).is_some()
            || words.ends("seal", &s.replace('(', "（").replace(')', "）")).is_some()
        {
            return Some(Kind::Seal);
        }
        if count <= 20 && words.ends("archive", s).is_some() && self.is_han_only() {
            return Some(Kind::Archive);
        }
        if count <= 30 && self.is_routing(words) {
            return Some(Kind::Routing);
        }
        if let Some(word) = words.ends("letterhead", s).filter(|_| count <= 20) {
            let office = &s[..s.len() - word.len()];
            if office.ends_with(['央', '区', '區', '军', '軍', '国', '國', '省', '市', '县', '縣'])
                || words.ends("office", office).is_some()
            {
                return Some(Kind::Letterhead);
            }
        }
        (count <= 16 && words.ends("issuer", s).is_some() && self.is_han_only()).then_some(Kind::Issuer)
    }

    fn is_han_only(&self) -> bool {
        self.chars.iter().all(|c| is_han(*c) || matches!(c, '(' | ')' | '·'))
    }

    /// Degrees of secrecy and handling, then perhaps a serial number: 机密文409, 特急机密; or 文总411.
    fn class(&self, words: &Vocabulary) -> Option<Kind> {
        let separators = |s: &str| {
            s.trim_start_matches(['、', '·', '★', '※', '*', '(', ')', '[', ']', '-', '.', ':']).len()
        };
        let mut rest = &self.squeezed[self.squeezed.len() - separators(&self.squeezed)..];
        let mut degrees = 0;
        while let Some(word) = words.list("class", "whole").iter().find(|w| rest.starts_with(**w)) {
            degrees += 1;
            rest = &rest[word.len()..];
            rest = &rest[rest.len() - separators(rest)..];
        }
        let mut serials = 0;
        while let Some(word) = words.list("class", "serial").iter().find(|w| rest.starts_with(**w)) {
            serials += usize::from(!matches!(*word, "第" | "号" | "號"));
            rest = &rest[word.len()..];
        }
        rest = rest.trim_start_matches(':');
        let number = rest.trim_end_matches(['号', '號', '年']);
        let numbered = !number.is_empty()
            && number.chars().count() <= 8
            && number.chars().all(|c| is_numeral(c) || c == '-');
        match (degrees, rest.is_empty()) {
            (1.., true) if serials == 0 => Some(Kind::Class),
            (1.., false) if numbered => Some(Kind::Class),
            (0, false) if serials > 0 && numbered && number.bytes().all(|b| b.is_ascii_digit()) => {
                Some(Kind::Number)
            }
            _ => None,
        }
    }

    /// A number under which the paper is known to an office: 領二字第2758號.
    fn register(&self, words: &Vocabulary) -> Option<Kind> {
        let s = self.squeezed.as_str();
        let number = s.trim_end_matches(['号', '號', ')']);
        let bare = number.trim_end_matches(is_numeral);
        if bare.len() == number.len() || self.chars.len() > 30 {
            return None;
        }
        let ordinal = bare.ends_with('第');
        let bare = bare.trim_end_matches('第');
        if words.holds("register", bare) && !bare.ends_with('令') {
            return Some(Kind::Received);
        }
        if bare.ends_with('字') || number.contains("字第") {
            return Some(Kind::Register);
        }
        (ordinal && s.len() > number.len()).then_some(Kind::Numbered)
    }

    /// Office names and a verb of handling, nothing else: 工商局、檢定所閱辦.
    fn is_routing(&self, words: &Vocabulary) -> bool {
        let s = self.squeezed.as_str();
        let Some(verb) = words.ends("routing", s) else { return false };
        let rest = s[..s.len() - verb.len()]
            .trim_end_matches(['并', '並', '即', '速', '一', '先', '及', '、', '会', '會', '分']);
        let start = words.starts("routing", rest);
        let named = rest[start.map_or(0, str::len)..].trim_matches('、');
        if named.is_empty()
            || !named.chars().all(|c| is_han(c) || matches!(c, '、' | '(' | ')') || c.is_ascii_digit())
        {
            return false;
        }
        let office = |s: &str| {
            let s = s.trim_end_matches(|c: char| c == ')' || c == '(' || is_numeral(c));
            words.ends("office", s).is_some() || words.list("office", "name").iter().any(|w| s.ends_with(w))
        };
        let mut parts = named.split('、');
        let last = parts.next_back().is_some_and(office);
        last && (start.is_some() || named.contains('、') || named.chars().count() <= 8)
    }
}

/// Whether a squeezed text holds a date or a time of day: 1962年8月10日, 八月十日, 10时.
fn has_date(s: &str) -> bool {
    let chars: Vec<char> = s.chars().collect();
    chars.windows(2).any(|w| is_numeral(w[0]) && matches!(w[1], '日' | '时' | '時' | '月' | '号'))
        || chars
            .windows(5)
            .any(|w| w[0].is_ascii_digit() && w[1] == '.' && w[2].is_ascii_digit() && w[4].is_ascii_digit())
}

/// `118-01767-01`, `X0054-C-000317`, `FO 371/170692`, `090211040`: digits held together by hyphens, strokes or capital letters.
fn is_file_number(text: &str) -> bool {
    let text: String = text.nfkc().collect();
    let text = text.trim().trim_matches(['(', ')', '[', ']']);
    let (mut digits, mut capitals, mut joints, mut blanks) = (0, 0, 0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            'A'..='Z' => capitals += 1,
            '-' | '–' | '—' | '/' | '_' => joints += 1,
            '.' | ':' | '#' => {}
            ' ' => blanks += 1,
            _ => return false,
        }
    }
    let long = digits >= 5 && !text.ends_with('.') && text.ends_with(|c: char| c.is_ascii_digit());
    long && blanks <= 3
        && capitals <= 8
        && (joints >= 2 || capitals >= 1 && joints + blanks >= 1 || digits >= 7 && joints + blanks == 0)
}

/// The months, for imprints; a date beside them is digits.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn english(text: &str) -> Option<Kind> {
    let words = Vocabulary::english();
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let s = lower.trim_matches(is_blank);
    if words
        .starts("distribution", s)
        .is_some_and(|w| w.ends_with(':') || s[w.len()..].starts_with([':', ' ']))
    {
        return Some(Kind::Distribution);
    }
    if words.holds("distribution", s)
        && s.len() <= 120
        && s.contains(|c: char| c.is_ascii_digit())
        && !s.ends_with('.')
    {
        return Some(Kind::Distribution);
    }
    if s.len() > LONGEST || s.ends_with(['.', '?', '!', ';', ',']) {
        return None;
    }
    if let Some(kind) = english_class(s, words) {
        return Some(kind);
    }
    if let Some(word) = words.starts("imprint", s) {
        let rest = s[word.len()..].trim_start_matches([':', ' ']);
        let dated = rest.split([' ', ',', '.', '/', '-', ':']).filter(|t| !t.is_empty()).all(|t| {
            t.starts_with(|c: char| c.is_ascii_digit())
                || MONTHS.iter().any(|m| t.starts_with(m))
                || matches!(
                    t,
                    "on" | "at" | "in" | "of" | "the" | "hours" | "a" | "m" | "p" | "am" | "pm" | "o'clock"
                )
        });
        if dated && rest.contains(|c: char| c.is_ascii_digit()) {
            return Some(Kind::Imprint);
        }
    }
    if words.ends("seal", s).is_some() {
        return Some(Kind::Seal);
    }
    if words.starts("routing", s).is_some() {
        return Some(Kind::Routing);
    }
    if words.starts("letterhead", s).is_some() {
        return Some(Kind::Letterhead);
    }
    (words.holds("archive", s)).then_some(Kind::Archive)
}

/// `Top Secret`, `Confidential File No. 409`
fn english_class(s: &str, words: &Vocabulary) -> Option<Kind> {
    let separators = |s: &str| {
        s.trim_start_matches([' ', ',', '/', '-', '–', '—', '(', ')', '[', ']', '.', ':', '*', ';', '|'])
            .len()
    };
    let word_end = |s: &str, n: usize| !s[n..].starts_with(char::is_alphanumeric);
    let mut rest = &s[s.len() - separators(s)..];
    let mut degrees = 0;
    while let Some(w) =
        words.list("class", "whole").iter().find(|w| rest.starts_with(**w) && word_end(rest, w.len()))
    {
        degrees += 1;
        rest = &rest[w.len()..];
        rest = &rest[rest.len() - separators(rest)..];
    }
    while let Some(w) =
        words.list("class", "serial").iter().find(|w| rest.starts_with(**w) && word_end(rest, w.len()))
    {
        rest = &rest[w.len()..];
        rest = &rest[rest.len() - separators(rest)..];
    }
    let numbered = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ' '));
    (degrees > 0 && numbered).then_some(Kind::Class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        use Kind::*;
        let rows: [(&str, Option<Kind>); 75] = [
            ("— 1 —", Some(Page)),
            ("－ 12 －", Some(Page)),
            ("— 上 —", Some(Page)),
            ("7", Some(Page)),
            ("１２", Some(Page)),
            ("[2]", Some(Page)),
            ("[page 2]", Some(Page)),
            ("Page 2", Some(Page)),
            ("page 2 of 7", Some(Page)),
            ("第一页", Some(Page)),
            ("第 3 頁 共 5 頁", Some(Page)),
            ("P.1-11", Some(Page)),
            ("pp. 3–7", Some(Page)),
            ("1962", None),
            ("(2)", None),
            ("一", None),
            ("118-01767-01", Some(Number)),
            ("X0054-C-000317", Some(Number)),
            ("PRC FMA 204-00123-05", Some(Number)),
            ("FO 371/170692", Some(Number)),
            ("090211040", Some(Number)),
            ("1,234,567", None),
            ("3.14", None),
            ("1950-1955", None),
            ("62.08.09", Some(Date)),
            ("1962. 8. 10.", Some(Date)),
            ("19 62.8.13.", Some(Date)),
            ("10/8", Some(Date)),
            ("領二字第2758號", Some(Register)),
            ("領 = 字第 2762 号", Some(Register)),
            ("府工字第二一六號", Some(Register)),
            ("（58）部欧五字第319号", Some(Register)),
            ("成收字第 1187 号", Some(Received)),
            ("收电 第4471号", Some(Received)),
            ("某市人民政府辦公廳收文 第 0926 號", Some(Received)),
            ("外交部令第5号", Some(Numbered)),
            ("机密 文 409", Some(Class)),
            ("絕密 文411", Some(Class)),
            ("特急 机密", Some(Class)),
            ("急件 已發", Some(Class)),
            ("秘密", Some(Class)),
            ("文总 411", Some(Number)),
            ("機密會議的情況", None),
            ("請蘇歐司、領事司商辦", Some(Routing)),
            ("工商局、檢定所閱辦", Some(Routing)),
            ("请办公厅阅", Some(Routing)),
            ("请王副部长批示", Some(Routing)),
            ("关于派团访问的请示", None),
            ("请批示", None),
            ("外交部文件", Some(Letterhead)),
            ("中共某省委员会文件", Some(Letterhead)),
            ("第一次会谈的文件", None),
            ("抄送：外办（2）、公安", Some(Distribution)),
            ("领事司（2）、大使、存档3分 共印61分", Some(Distribution)),
            ("某市人民政府辦公廳印 共印三百份", Some(Distribution)),
            ("1962年8月11日收到", Some(Imprint)),
            ("外交部办公厅机要处 1965年4月26日10时译出 11时30分印发", Some(Imprint)),
            ("核稿：李某", Some(Imprint)),
            ("记录：李某", None),
            ("外交部办公厅", Some(Issuer)),
            ("外交部开放档案", Some(Archive)),
            ("中华人民共和国外交部（印）", Some(Seal)),
            ("中华人民共和国外交部", None),
            ("驻苏丹大使馆", None),
            ("一九五八年九月二十三日于北京", None),
            ("Confidential File No. 409", Some(Class)),
            ("TOP SECRET", Some(Class)),
            ("Secret negotiations continued", None),
            ("cc: Ministry of Defence", Some(Distribution)),
            ("Received on 9 August 1962", Some(Imprint)),
            ("Received your cable No. 5 of 3 May", None),
            ("To the Ministry of Foreign Affairs:", None),
            ("Ministry of Foreign Affairs (Seal)", Some(Seal)),
            ("No. (58) Bu Ou Wu 319", None),
            ("Chapter I General Provisions", None),
        ];
        for (text, kind) in rows {
            assert_eq!(shape(text), kind, "{text}");
        }
    }
}
