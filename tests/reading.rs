//! Documents read as they are: what each line is, and which lines are one paragraph.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duikan::document::{Document, Role, Segment, Side, parse_one, read_one, read_two};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads the document in a folder: `doc.txt`, or `zh.txt` and `en.txt`.
fn document(folder: &Path) -> Document {
    let one = folder.join("doc.txt");
    let reading = if one.exists() {
        read_one(&one, None)
    } else {
        read_two(&folder.join("zh.txt"), &folder.join("en.txt"), None)
    };
    reading.unwrap_or_else(|e| panic!("{e}")).document
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(of)
        .map(|d| d.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.is_dir()).collect())
        .unwrap_or_default();
    out.sort();
    out
}

/// Per line, the place in `segments` of each segment that has a piece there.
fn by_line(segments: &[Segment]) -> BTreeMap<usize, Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (k, s) in segments.iter().enumerate() {
        for p in &s.pieces {
            let at = out.entry(p.line).or_default();
            if at.last() != Some(&k) {
                at.push(k);
            }
        }
    }
    out
}

#[derive(serde::Deserialize)]
struct Gold {
    kind: String,
    #[serde(default)]
    what: String,
    zh: Vec<String>,
    en: Vec<String>,
    zh_line: Vec<usize>,
    en_line: Vec<usize>,
}

#[test]
fn gold_blocks_have_their_roles() {
    let shared = root().parent().map(|p| p.join("shared/eval/documents")).unwrap_or_default();
    let folders = folders(&shared);
    if folders.is_empty() {
        eprintln!("no development documents beside this project: nothing checked");
    }
    let mut wrong = Vec::new();
    for folder in folders {
        let document = document(&folder);
        let gold = fs::read_to_string(folder.join("gold_beads.jsonl")).unwrap();
        for line in gold.lines() {
            let g: Gold = serde_json::from_str(line).unwrap();
            for (segments, texts, lines) in
                [(&document.source, &g.zh, &g.zh_line), (&document.target, &g.en, &g.en_line)]
            {
                let at = by_line(segments);
                let mut halves = Vec::new();
                for (text, line) in texts.iter().zip(lines) {
                    let Some(found) = at.get(line) else {
                        wrong.push(format!("{}: line {line} is in no segment: {text}", folder.display()));
                        continue;
                    };
                    let role = segments[found[0]].role;
                    let expected = match (g.kind.as_str(), g.what.as_str()) {
                        ("apparatus", "header") => role == Role::Header,
                        ("apparatus", "ellipsis") => role == Role::Elision,
                        ("apparatus", _) => role == Role::Apparatus,
                        _ => role.is_aligned(),
                    };
                    if !expected {
                        wrong.push(format!(
                            "{}:{line}: {} {} read as {}: {text}",
                            folder.display(),
                            g.kind,
                            g.what,
                            role.name()
                        ));
                    }
                    halves.push(found[0]);
                }
                // A paragraph of the gold that is broken inside a sentence is one segment.
                for w in halves.windows(2) {
                    let first = &segments[w[0]].text;
                    let broken = !first.ends_with(['。', '；', '：', '.', ';', ':'])
                        && segments[w[0]].role == Role::Body;
                    if w[0] != w[1] && broken {
                        wrong.push(format!(
                            "{}: not joined: …{}",
                            folder.display(),
                            &first[first.floor_char_boundary(first.len().saturating_sub(30))..]
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A paragraph as another layout is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    side: Side,
    role: Role,
    text: String,
}

/// What was read, in the order of the file, furniture by line so that it can be set again.
fn blocks(document: &Document) -> Vec<Block> {
    let mut all: Vec<&Segment> = document.source.iter().chain(&document.target).collect();
    all.sort_by_key(|s| s.pieces.first().map_or(0, |p| p.span.start));
    let mut out = Vec::new();
    for s in all {
        let together = s.role != Role::Apparatus;
        let mut last = 0;
        for p in &s.pieces {
            let text = &s.text[p.at..p.at + p.span.len()];
            match out.last_mut() {
                Some(Block { text: t, .. }) if last > 0 && (together || last == p.line) => {
                    let joined = s.text[..p.at].ends_with(' ') && !t.ends_with(' ');
                    if joined {
                        t.push(' ');
                    }
                    t.push_str(text);
                }
                _ => out.push(Block { side: s.side, role: s.role, text: text.to_owned() }),
            }
            last = p.line;
        }
    }
    out
}

/// How a file is set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    order: Order,
    /// Columns of Chinese and English lines; 0 is not wrapped.
    wrap: (usize, usize),
    /// Chinese paragraphs begin with two full-width blanks.
    indent: bool,
    /// Blank lines between paragraphs.
    blank: usize,
    /// Every so many paragraphs are cut by a page break.
    cut: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    ChineseFirst,
    EnglishFirst,
    Pages,
    Paragraphs,
}

fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

fn wrap(text: &str, side: Side, width: usize, out: &mut String) {
    if width == 0 {
        out.push_str(text);
        out.push('\n');
        return;
    }
    let mut at = 0;
    if side == Side::Target {
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if at > 0 && at + 1 + length > width {
                out.push('\n');
                at = 0;
            } else if at > 0 {
                out.push(' ');
                at += 1;
            }
            out.push_str(word);
            at += length;
        }
    } else {
        for c in text.chars() {
            // No line begins with a stop.
            if at + columns(c) > width && !"，。、；：？！）”》」".contains(c) {
                out.push('\n');
                at = 0;
            }
            out.push(c);
            at += columns(c);
        }
    }
    out.push('\n');
}

/// Sets blocks anew; what should be read of the result is the blocks, by side.
fn set(blocks: &[Block], setting: Setting) -> String {
    let side = |s: Side| {
        blocks.iter().filter(move |b| b.side == s && b.role != Role::Header).cloned().collect::<Vec<_>>()
    };
    let (zh, en) = (side(Side::Source), side(Side::Target));
    let header = blocks.iter().filter(|b| b.role == Role::Header).cloned();
    let chunk = match setting.order {
        Order::Paragraphs => 1,
        Order::Pages => 5,
        _ => usize::MAX,
    };
    let mut order: Vec<Block> = header.collect();
    let (mut a, mut b) = (zh.into_iter().peekable(), en.into_iter().peekable());
    while a.peek().is_some() || b.peek().is_some() {
        let (mut x, mut y): (Vec<_>, Vec<_>) =
            (a.by_ref().take(chunk).collect(), b.by_ref().take(chunk).collect());
        if setting.order == Order::EnglishFirst {
            order.append(&mut y);
        }
        order.append(&mut x);
        order.append(&mut y);
    }
    let mut out = String::new();
    let mut page = 1;
    let mut running = 0;
    for b in order {
        let width = if b.side == Side::Source { setting.wrap.0 } else { setting.wrap.1 };
        let prose =
            b.role == Role::Body && b.text.chars().count() > if b.side == Side::Source { 60 } else { 180 };
        if b.role == Role::Body && b.side == Side::Source && setting.indent {
            out.push_str("　　");
        }
        running += usize::from(prose);
        if prose && setting.cut > 0 && running % setting.cut == 0 {
            let middle = b.text.chars().count() / 2;
            let at = b.text.char_indices().nth(middle).unwrap().0;
            // Inside a sentence, between words.
            let at = at
                + b.text[at..]
                    .find(|c: char| {
                        if b.side == Side::Source {
                            !"，。；：、“”（）？！".contains(c)
                        } else {
                            c == ' '
                        }
                    })
                    .unwrap_or(0);
            let before =
                b.text[..at].trim_end_matches(['，', '。', '；', '：', '”', '）', '？', '！', '.', ',', ';']);
            if b.text[at..].trim_start().starts_with(|c: char| c.is_lowercase() || c as u32 > 0x3000)
                && before.len() == at
            {
                wrap(before, b.side, width, &mut out);
                let mark =
                    if b.side == Side::Source { format!("— {page} —") } else { format!("[{page}]") };
                out.push_str(&format!("\n{mark}\n\n"));
                page += 1;
                wrap(b.text[at..].trim(), b.side, width, &mut out);
                out.push_str(&"\n".repeat(setting.blank));
                continue;
            }
        }
        wrap(&b.text, b.side, width, &mut out);
        out.push_str(&"\n".repeat(setting.blank));
    }
    out
}

/// Every layout of the same paragraphs gives the same paragraphs.
#[test]
fn layouts_are_read_alike() {
    let shared = root().parent().map(|p| p.join("shared/eval/documents")).unwrap_or_default();
    let mut all = folders(&root().join("tests/documents"));
    all.extend(folders(&shared));
    let (mut right, mut total) = (0, 0);
    let mut wrong = Vec::new();
    for folder in all {
        let base = blocks(&document(&folder));
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for order in [Order::ChineseFirst, Order::EnglishFirst, Order::Pages, Order::Paragraphs] {
            for (wrap, indent, blank) in [
                ((0, 0), false, 1),
                ((0, 0), false, 0),
                ((56, 72), true, 1),
                ((40, 100), false, 1),
                ((64, 60), true, 0),
                ((0, 80), false, 2),
            ] {
                for cut in [0, 3] {
                    let setting = Setting { order, wrap, indent, blank, cut };
                    let text = set(&base, setting);
                    let read = match parse_one(&name, &text) {
                        Ok(d) => blocks(&d),
                        Err(e) => panic!("{name} {setting:?}: {e}"),
                    };
                    for side in [Side::Source, Side::Target] {
                        let of = |all: &[Block]| {
                            all.iter()
                                .filter(|b| b.side == side && b.role.is_aligned())
                                .map(|b| b.text.clone())
                                .collect::<Vec<_>>()
                        };
                        let (want, got) = (of(&base), of(&read));
                        total += want.len();
                        for w in &want {
                            if got.contains(w) {
                                right += 1;
                            } else {
                                let head: String = w.chars().take(12).collect();
                                let near =
                                    got.iter().find(|g| g.contains(&head)).cloned().unwrap_or_default();
                                wrong.push(format!("{name} {setting:?}:\n   {w}\n   {near}"));
                            }
                        }
                    }
                }
            }
        }
    }
    let show = wrong.iter().step_by((wrong.len() / 40).max(1)).cloned().collect::<Vec<_>>().join("\n");
    eprintln!("{right} of {total} paragraphs read alike\n{show}");
    assert!(right * 100 >= total * 98, "{right} of {total}");
}
