use std::fmt::Write;

use super::{Overview, Tally};
use crate::finding::{Language, Message, Severity};

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

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;margin:1rem 0}\
th,td{padding:.25rem .75rem;border-bottom:1px solid #8884;text-align:right;font-variant-numeric:tabular-nums}\
th:first-child,td:first-child{text-align:left;overflow-wrap:anywhere}\
thead th{position:sticky;top:0;background:Canvas}\
.c{color:#c62828;font-weight:600}.m{color:#8e24aa}.z{opacity:.4}\
@media(prefers-color-scheme:dark){.c{color:#ff8a80}.m{color:#e1a6f0}}";

/// `index.html`: one file that asks nobody for anything.
pub(super) fn file(overview: &Overview, language: Language) -> Vec<u8> {
    let say = |message: &Message, args: &[String]| message.fill(language, args);
    let total = overview.total();
    let done = overview.by_gravity();
    let failed: Vec<_> = overview.failed().collect();
    let title = escaped(&say(&TITLE, std::slice::from_ref(&overview.name)));
    let code = if language == Language::Chinese { "zh-Hans" } else { "en" };
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(&say(&COUNTS, &[total.counted().to_string(), done.len().to_string()]))
    );
    if !failed.is_empty() {
        let _ = writeln!(out, "<h2>{}</h2>\n<ul>", escaped(&say(&FAILED, &[failed.len().to_string()])));
        for (line, error) in failed {
            let _ = writeln!(out, "<li>{}: {}</li>", escaped(&line.document), escaped(error));
        }
        out.push_str("</ul>\n");
    }
    if !done.is_empty() {
        let _ = write!(out, "<table>\n<thead><tr><th scope=\"col\">{}</th>", say(&DOCUMENT, &[]));
        for message in SEVERITIES.iter().rev().chain([&UNDECIDED, &DISMISSED]) {
            let _ = write!(out, "<th scope=\"col\">{}</th>", say(message, &[]));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (line, tally) in done {
            let _ = writeln!(
                out,
                "<tr><td><a href=\"{}/report.html\">{}</a></td>{}</tr>",
                link(&line.report),
                escaped(&line.document),
                numbers(tally)
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
    if total.counted() > 0 {
        let _ = write!(
            out,
            "<table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
            say(&CHECK, &[]),
            say(&FINDINGS, &[])
        );
        for (id, n) in total.by_check() {
            let _ = writeln!(out, "<tr><td>{id}</td><td>{n}</td></tr>");
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn numbers(tally: &Tally) -> String {
    let severities = Severity::ALL.iter().rev().map(|(s, _)| tally.of(*s));
    let classes = ["c", "m", "", "", "", ""];
    let all = severities.chain([tally.undecided, tally.dismissed]).zip(classes);
    all.map(|(n, class)| format!("<td class=\"{}\">{n}</td>", if n == 0 { "z" } else { class })).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A relative path as an address: it can neither leave its attribute nor be taken for a scheme.
fn link(path: &str) -> String {
    let mut out = "./".to_owned();
    for b in path.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => out.push(char::from(b)),
            _ => {
                let _ = write!(out, "%{b:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Line;
    use super::*;

    #[test]
    fn names_can_do_nothing_to_the_page() {
        let name = "<img src=x onerror=alert(1)>\"'&\u{7}";
        let line =
            |outcome| Line { document: name.to_owned(), report: "javascript:a b%".to_owned(), outcome };
        let overview = Overview {
            name: name.to_owned(),
            lines: vec![line(Ok(Tally::default())), line(Err(name.to_owned()))],
        };
        let page = String::from_utf8(file(&overview, Language::English)).unwrap();
        assert!(!page.contains("<img") && !page.contains('\u{7}') && !page.contains("x onerror=alert(1)>"));
        assert!(page.contains("href=\"./javascript%3Aa%20b%25/report.html\""), "{page}");
    }
}
