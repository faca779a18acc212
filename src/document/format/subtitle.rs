//! Subtitles, SubRip (.srt) and WebVTT (.vtt): every cue is a paragraph. Numbers, times, positions and marks of style are dropped.

use super::super::line::spans;
use super::super::script::{Script, is_blank, is_han, script};
use super::block::{Block, Kind, Paragraph};

/// Whether a text is a file of subtitles: it begins with `WEBVTT`, or with a number and a time.
pub(super) fn is_subtitle(text: &str) -> bool {
    let mut lines = text.lines().map(|l| l.trim_matches(is_blank)).filter(|l| !l.is_empty());
    let Some(first) = lines.next() else { return false };
    if first == "WEBVTT" || first.starts_with("WEBVTT ") || first.starts_with("WEBVTT\t") {
        return true;
    }
    let is_number = !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit());
    is_time(first) || is_number && lines.next().is_some_and(is_time)
}

/// `00:01:02,500 --> 00:01:04,000`
fn is_time(line: &str) -> bool {
    let stamp = |s: &str| {
        let s = s.trim();
        s.contains(':')
            && s.len() <= 16
            && s.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b',' | b'.'))
    };
    line.split_once("-->")
        .is_some_and(|(from, to)| stamp(from) && to.trim().split([' ', '\t']).next().is_some_and(stamp))
}

/// The cues.
pub(super) fn read(text: &str) -> Vec<Block> {
    let lines: Vec<&str> =
        spans(text).into_iter().map(|s| text[s.start..s.end].trim_matches(is_blank)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    let mut aside = false;
    while at < lines.len() {
        // Style sheets and remarks run to the next empty line.
        if lines[at].is_empty() {
            aside = false;
        } else if ["NOTE", "STYLE", "REGION"].iter().any(|w| lines[at].split([' ', '\t']).next() == Some(w)) {
            aside = true;
        }
        if aside || !is_time(lines[at]) {
            at += 1;
            continue;
        }
        at += 1;
        let first = at;
        let mut said: Vec<(usize, String)> = Vec::new();
        while at < lines.len() && !is_time(lines[at]) {
            // A number before a time is the next cue's; a cue may have empty lines in it, where players stop reading.
            let number = lines[at].bytes().all(|b| b.is_ascii_digit())
                && lines.get(at + 1).is_some_and(|l| is_time(l));
            if lines[at].is_empty() || number && at > first {
                break;
            }
            said.push((at + 1, unmarked(lines[at])));
            at += 1;
        }
        cue(&said, &mut out);
    }
    out
}

/// Lines of one script are one paragraph, unless each is another speaker's.
fn cue(said: &[(usize, String)], out: &mut Vec<Block>) {
    let mut open: Option<Paragraph> = None;
    for (number, text) in said.iter().filter(|(_, t)| !t.chars().all(is_blank)) {
        let speaks = text.starts_with(['-', '–', '—', '－']);
        let same =
            open.as_ref().is_some_and(|p| script(&p.text) == script(text) || script(text) == Script::Neutral);
        match open.as_mut().filter(|_| same && !speaks) {
            Some(p) => {
                let wide = p.text.ends_with(is_han) || text.starts_with(is_han);
                if !wide {
                    p.text.push(' ');
                }
                p.text.push_str(text);
            }
            None => {
                out.extend(open.take().map(Block::Paragraph));
                open = Some(Paragraph { kind: Kind::Body, text: text.clone(), line: Some(*number) });
            }
        }
    }
    out.extend(open.map(Block::Paragraph));
}

/// The text without `<i>`, `<v Name>` and `{\an8}`.
fn unmarked(text: &str) -> String {
    /// Longest mark, in bytes.
    const MARK: usize = 200;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag =
            rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        let end = if tag { Some(b'>') } else { rest.starts_with("{\\").then_some(b'}') };
        let close = end.and_then(|end| rest.bytes().take(MARK).position(|b| b == end));
        match close {
            Some(end) => rest = &rest[end + 1..],
            None => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    for (entity, c) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        if out.contains(entity) {
            out = out.replace(entity, c);
        }
    }
    out
}
