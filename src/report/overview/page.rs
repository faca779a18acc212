use askama::Template;

use super::super::uri::uri;
use super::{Overview, Tally};
use crate::document::folder::REPORT;
use crate::finding::{Language, Message, Severity};
use crate::report::Called;

static TITLE: Message = Message { en: "Audit of {0}", zh: "{0} 译文核查" };
static COUNTS: Message = Message { en: "{0} findings in {1} documents", zh: "{1} 份文件，{0} 处疑问" };
static FAILED: Message = Message { en: "Not audited: {0}", zh: "未核查：{0}" };
static DOCUMENT: Message = Message { en: "Document", zh: "文件" };
static SEVERITIES: [Message; 4] = [
    Message { en: "Neutral", zh: "提示" },
    Message { en: "Minor", zh: "轻微" },
    Message { en: "Major", zh: "重要" },
    Message { en: "Critical", zh: "严重" },
];
static UNDECIDED: Message = Message { en: "Undecided", zh: "未定" };
static DISMISSED: Message = Message { en: "Dismissed", zh: "驳回" };
static CHECK: Message = Message { en: "Check", zh: "检查" };
static FINDINGS: Message = Message { en: "Findings", zh: "疑问" };
static NAMES: Message = Message {
    en: "Names with several renderings: {0} (names.csv has all)",
    zh: "译法不一的名称：{0}（全部见 names.csv）",
};

/// Names that the page shows; the table beside it has all.
const NAMED: usize = 100;
/// Renderings of a name that it shows.
const RENDERINGS: usize = 8;

/// What `templates/overview.html` shows; the engine escapes every text.
#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    lang: &'static str,
    title: String,
    counts: String,
    failed_title: String,
    /// Documents that could not be audited, and why.
    failed: Vec<(String, String)>,
    headings: Vec<String>,
    rows: Vec<Row>,
    check_title: String,
    findings_title: String,
    checks: Vec<(&'static str, usize)>,
    names_title: String,
    names: Vec<Name>,
}

/// A name with several renderings.
struct Name {
    source: String,
    renderings: Vec<Rendering>,
}

struct Rendering {
    target: String,
    times: usize,
    /// The report of the first document that has it.
    link: String,
    document: String,
}

struct Row {
    link: String,
    document: String,
    numbers: Vec<Number>,
}

struct Number {
    value: usize,
    class: &'static str,
}

/// `index.html`: one file that asks nobody for anything.
pub(super) fn file(overview: &Overview, language: Language) -> Vec<u8> {
    let say = |message: &Message, args: &[String]| message.fill(language, args);
    let total = overview.total();
    let done = overview.by_gravity();
    let failed: Vec<(String, String)> =
        overview.failed().map(|(line, error)| (visible(&line.document), visible(error))).collect();
    let several = overview.names.several();
    let columns = SEVERITIES.iter().rev().chain([&UNDECIDED, &DISMISSED]);
    let page = Page {
        lang: if language == Language::Chinese { "zh-Hans" } else { "en" },
        title: say(&TITLE, &[visible(&overview.name)]),
        counts: say(&COUNTS, &[total.counted().to_string(), done.len().to_string()]),
        failed_title: say(&FAILED, &[failed.len().to_string()]),
        failed,
        headings: std::iter::once(&DOCUMENT).chain(columns).map(|m| say(m, &[])).collect(),
        rows: done
            .iter()
            .map(|(line, tally)| Row {
                link: format!("./{}/report.html", uri(&line.report)),
                document: visible(&line.document),
                numbers: numbers(tally),
            })
            .collect(),
        check_title: say(&CHECK, &[]),
        findings_title: say(&FINDINGS, &[]),
        checks: total.by_check().collect(),
        names_title: say(&NAMES, &[several.len().to_string()]),
        names: several
            .into_iter()
            .take(NAMED)
            .map(|(source, renderings)| Name {
                source: visible(&source),
                renderings: renderings
                    .into_iter()
                    .take(RENDERINGS)
                    .map(|Called { target, times, first }| Rendering {
                        target: visible(&target),
                        times,
                        link: format!("./{}/report.html", uri(&format!("{first}.{REPORT}"))),
                        document: visible(&first),
                    })
                    .collect(),
            })
            .collect(),
    };
    // Only a writer that fails makes rendering fail, and a string does not.
    page.render().unwrap_or_default().into_bytes()
}

fn numbers(tally: &Tally) -> Vec<Number> {
    let severities = Severity::ALL.iter().rev().map(|(s, _)| tally.of(*s));
    let classes = ["critical", "major", "", "", "", ""];
    let all = severities.chain([tally.undecided, tally.dismissed]).zip(classes);
    all.map(|(value, class)| Number { value, class: if value == 0 { "zero" } else { class } }).collect()
}

/// A name as a page can show it: control characters are made visible.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Line, Names};
    use super::*;

    #[test]
    fn names_can_do_nothing_to_the_page() {
        let name = "<img src=x onerror=alert(1)>\"'&\u{7}";
        let line =
            |outcome| Line { document: name.to_owned(), report: "javascript:a b%".to_owned(), outcome };
        let overview = Overview {
            name: name.to_owned(),
            names: Names::default(),
            lines: vec![line(Ok(Tally::default())), line(Err(name.to_owned()))],
        };
        let page = String::from_utf8(file(&overview, Language::English)).unwrap();
        assert!(!page.contains("<img") && !page.contains('\u{7}') && !page.contains("x onerror=alert(1)>"));
        assert!(page.contains("href=\"./javascript%3Aa%20b%25/report.html\""), "{page}");
    }
}
