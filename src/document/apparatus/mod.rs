//! Archive furniture known by the shape of one line: page marks, file numbers, stamps, degrees of secrecy, routing notes,
//! letterheads, distribution lists, imprints.
//!
//! A shape says what a line may be; [`super::role`] decides by where it stands. Everything here hangs on form and on the
//! clerks' vocabulary (data/zh/apparatus.txt, data/en/apparatus.txt), never on a particular office or number.

mod chinese;
mod english;
mod number;

use unicode_normalization::UnicodeNormalization;

use super::script::{Script, is_blank, script};

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
    /// A register number with words that only clerks use: `收文第0926号`.
    Received,
    /// Anything with a number: `某某第12号`.
    Numbered,
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
        use Kind::*;
        matches!(self, Page | Number | Class | Distribution | Imprint | Vertical | Repeated | Stray)
    }
}

/// The longest line that is looked at, in characters: furniture is short, and a bound keeps the tests cheap. Distribution
/// lists are longer.
const LONGEST: usize = 80;

/// What the line may be.
pub(super) fn shape(text: &str) -> Option<Kind> {
    if text.chars().take(4 * LONGEST + 1).count() > 4 * LONGEST {
        return None;
    }
    let squeezed = squeeze(text);
    if squeezed.is_empty() {
        return None;
    }
    if squeezed.chars().count() <= LONGEST {
        let number = number::page(&squeezed)
            .or_else(|| number::date(&squeezed))
            .or_else(|| number::is_file_number(text).then_some(Kind::Number));
        if number.is_some() {
            return number;
        }
    }
    match script(text) {
        Script::Latin => english::shape(text),
        _ => chinese::shape(text, &squeezed),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        use Kind::*;
        let rows: &[(&str, Option<Kind>)] = &[
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
            ("急，密", Some(Class)),
            ("已阅 周", Some(Class)),
            ("密切 联系", None),
            ("陈某 8/10", Some(Date)),
            ("转苏欧司", Some(Routing)),
            ("亚非司存", Some(Routing)),
            ("（62）亚二字第123号", Some(Register)),
            ("收文日期 1963.5.2", Some(Imprint)),
            ("收 62.8.10", Some(Imprint)),
            ("全宗号 118 案卷号 01767", Some(Imprint)),
            ("保存期限：永久", Some(Imprint)),
            ("打印 60 份", Some(Distribution)),
            ("订购机器六十份", None),
            ("[外交部印章]", Some(Seal)),
            ("・4・", Some(Page)),
            ("- 第 7 页 -", Some(Page)),
            ("[end of page 1]", Some(Page)),
            ("1962年8月10日", None),
            ("CC CPSU to the CC CCP", None),
            ("File number: 118-01767-01", Some(Number)),
            ("Printed by the General Office on 12 August 1962", Some(Archive)),
        ];
        for (text, kind) in rows {
            assert_eq!(shape(text), *kind, "{text}");
        }
    }
}
