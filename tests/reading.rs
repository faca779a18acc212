//! Documents read as they are: what each line is, and which lines are one paragraph.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use duikan::document::{Document, Role, Segment, Side, parse_one, parse_two, read_lines, read_one, read_two};

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

/// The segments of a document as its expectation file has them: side, role, lines, text.
fn table(document: &Document) -> String {
    let mut out = String::from("side\trole\tlines\ttext\n");
    for (side, segments) in [("zh", &document.source), ("en", &document.target)] {
        for s in segments {
            let mut lines: Vec<usize> = s.pieces.iter().map(|p| p.line).collect();
            lines.dedup();
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            out.push_str(&format!("{side}\t{}\t{}\t{}\n", s.role.name(), lines.join(","), s.text));
        }
    }
    out
}

/// Each document of tests/documents gives the segments of its `segments.tsv`, which was read line by line by hand.
#[test]
fn documents_are_read_as_expected() {
    let folders = folders(&root().join("tests/documents"));
    assert!(!folders.is_empty());
    let mut wrong = Vec::new();
    for folder in folders {
        let got = table(&document(&folder));
        let expected = fs::read_to_string(folder.join("segments.tsv")).unwrap_or_default();
        if got != expected {
            let differing = got.lines().filter(|l| !expected.lines().any(|e| e == *l)).collect::<Vec<_>>();
            wrong.push(format!("{}:\n{}", folder.display(), differing.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

/// Says what a test could not look at, past the harness, which shows what tests print only if they fail.
fn absent(what: &str, folder: &Path, so: &str) {
    let message = format!("tests/reading.rs: there are no {what} in {}: {so}\n", folder.display());
    let _ = std::io::stderr().write_all(message.as_bytes());
}

#[test]
fn gold_blocks_have_their_roles() {
    let shared = root().parent().map(|p| p.join("shared/eval/documents")).unwrap_or_default();
    let folders = folders(&shared);
    if folders.is_empty() {
        absent("development documents", &shared, "nothing was checked");
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

/// What was read, in the order of the file; furniture keeps its lines.
fn blocks(document: &Document) -> Vec<Block> {
    let mut all: Vec<&Segment> = document.source.iter().chain(&document.target).collect();
    all.sort_by_key(|s| s.pieces.first().map_or(0, |p| p.span.start));
    let block = |s: &&Segment| {
        let mut text = s.text.clone();
        if s.role == Role::Apparatus {
            for w in s.pieces.windows(2).rev().filter(|w| w[0].line != w[1].line) {
                text.insert(w[1].at, '\n');
            }
        }
        Block { side: s.side, role: s.role, text }
    };
    all.iter().map(block).collect()
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
        match b.role {
            Role::Header => out.push_str(&format!("**{}**\n", b.text)),
            Role::Apparatus => out.push_str(&format!("{}\n", b.text)),
            _ => wrap(&b.text, b.side, width, &mut out),
        }
        out.push_str(&"\n".repeat(setting.blank));
    }
    out
}

/// Every layout of the same paragraphs gives the same paragraphs, and furniture stays furniture.
#[test]
fn layouts_are_read_alike() {
    let shared = root().parent().map(|p| p.join("shared")).unwrap_or_default();
    let development = shared.join("eval/documents");
    if folders(&development).is_empty() {
        absent("development documents", &development, "only the documents of this project were laid out");
    }
    let mut all: Vec<(String, Document)> = Vec::new();
    for folder in [root().join("tests/documents"), development] {
        for f in folders(&folder) {
            all.push((f.file_name().unwrap().to_string_lossy().into_owned(), document(&f)));
        }
    }
    let mut files: Vec<PathBuf> = fs::read_dir(shared.join("seeds"))
        .map(|d| d.filter_map(|e| e.ok().map(|e| e.path())).collect())
        .unwrap_or_default();
    if files.is_empty() {
        absent("founding documents", &shared.join("seeds"), "only the example was laid out");
    }
    files.push(root().join("data/examples/minutes.txt"));
    files.sort();
    for f in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        all.push((
            f.file_name().unwrap().to_string_lossy().into_owned(),
            read_one(f, None).unwrap().document,
        ));
    }
    let (mut right, mut total, mut lost, mut furniture) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for (name, document) in all {
        let base = blocks(&document);
        for setting in settings() {
            let text = set(&base, setting);
            let read = match parse_one(&name, &text) {
                Ok(d) => blocks(&d),
                Err(e) => panic!("{name} {setting:?}: {e}"),
            };
            for side in [Side::Source, Side::Target] {
                // A blank at the end of a Chinese line cannot be told from none.
                let of = |all: &[Block], aligned: bool| {
                    let kept = all.iter().filter(|b| b.side == side && b.role.is_aligned() == aligned);
                    kept.map(|b| b.text.replace([' ', '\n'], "")).collect::<Vec<_>>()
                };
                let (want, got) = (of(&base, true), of(&read, true));
                total += want.len();
                for w in &want {
                    if got.contains(w) {
                        right += 1;
                        continue;
                    }
                    let head: String = w.chars().take(12).collect();
                    let near = got.iter().find(|g| g.contains(&head)).cloned().unwrap_or_default();
                    wrong.push(format!("{name} {setting:?}:\n   {w}\n   {near}"));
                }
                // A running head is known by where it stands, which setting it anew changed.
                let kept = of(&base, false);
                for w in kept.iter().filter(|w| kept.iter().filter(|k| k == w).count() == 1) {
                    furniture += 1;
                    if got.contains(w) && !want.contains(w) {
                        lost += 1;
                        wrong.push(format!("{name} {setting:?}: furniture read as text:\n   {w}"));
                    }
                }
            }
        }
    }
    let show: Vec<String> = wrong.iter().step_by((wrong.len() / 60).max(1)).cloned().collect();
    eprintln!(
        "{right} of {total} paragraphs read alike, {lost} of {furniture} pieces of furniture read as text\n{}",
        show.join("\n")
    );
    assert!(right * 100 >= total * 98, "{right} of {total}");
    assert!(lost * 100 <= furniture * 2, "{lost} of {furniture}");
}

/// Every order of the languages, wrapped and not, with and without blank lines, whole and cut by page breaks.
fn settings() -> Vec<Setting> {
    let shapes = [
        ((0, 0), false, 1),
        ((0, 0), false, 0),
        ((56, 72), true, 1),
        ((40, 100), false, 1),
        ((64, 60), true, 0),
        ((0, 80), false, 2),
    ];
    let mut out = Vec::new();
    for order in [Order::ChineseFirst, Order::EnglishFirst, Order::Pages, Order::Paragraphs] {
        for (wrap, indent, blank) in shapes {
            out.extend([0, 3].map(|cut| Setting { order, wrap, indent, blank, cut }));
        }
    }
    out
}

/// Checks what every reading promises: pieces are in order, exact and inside the text, no character is in two segments, and
/// those in none are blanks and marks.
fn check_promises(text: &str, document: &Document) -> Result<(), String> {
    let mut covered: Vec<(usize, usize)> = Vec::new();
    for s in document.source.iter().chain(&document.target) {
        let mut at = 0;
        for p in &s.pieces {
            let file = text.get(p.span.start..p.span.end).ok_or("a piece is not in the text")?;
            if s.text.get(p.at..p.at + p.span.len()) != Some(file) || p.at < at || p.span.is_empty() {
                return Err(format!("piece {p:?} of {s:?} is not exact"));
            }
            if !s.text[at..p.at].trim().is_empty() {
                return Err(format!("{s:?} has characters that the file has not"));
            }
            // A lone carriage return ends a line too.
            let before = text[..p.span.start].replace("\r\n", "\n");
            if before.matches(['\n', '\r']).count() + 1 != p.line {
                return Err(format!("piece {p:?} is not in its line"));
            }
            at = p.at + p.span.len();
            covered.push((p.span.start, p.span.end));
        }
        if s.pieces.is_empty() || at != s.text.len() {
            return Err(format!("{s:?} has text without a place"));
        }
    }
    covered.sort_unstable();
    let mut at = 0;
    for (start, end) in covered.into_iter().chain([(text.len(), text.len())]) {
        if start < at {
            return Err("a character is in two segments".to_owned());
        }
        let left = text[at..start].chars().find(|c| {
            !(c.is_whitespace()
                || "*_#<>\\-=~─━—－＿＊═+\u{FEFF}\u{AD}".contains(*c)
                || ('\u{200B}'..='\u{200F}').contains(c)
                || *c == '\u{2060}')
        });
        if let Some(c) = left {
            return Err(format!("{c:?} is in no segment: {:?}", &text[at..start]));
        }
        at = end;
    }
    Ok(())
}

#[test]
fn documents_keep_every_character() {
    for folder in folders(&root().join("tests/documents")) {
        let one = folder.join("doc.txt");
        if one.exists() {
            check_promises(&fs::read_to_string(one).unwrap(), &document(&folder)).unwrap();
        }
    }
}

/// Lines that files of this kind are made of.
const LINES: [&str; 42] = [
    "",
    "",
    "",
    "  ",
    "\u{c}",
    "---",
    "— 1 —",
    "7",
    "[page 2]",
    "118-00000-01",
    "机密 文 4",
    "領二字第2758號",
    "1962. 8. 10.",
    "请二局、三局办",
    "外交部文件",
    "# 一份声明",
    "**Citation:**",
    "Original Language:",
    "Chinese",
    "Summary: a talk",
    "告",
    "新",
    "司",
    "徐：我们的声明是有事实根据的，你们为什么不看呢？这",
    "种态度是不能令人满意的。",
    "　　缩进的一段，没有说完",
    "一、第一条；",
    "抄送：外办（2）、公安",
    "领事司（2）、存档3分 共印61分",
    "1962年8月11日收到",
    "Xu: Our statement is based on facts, and lest it would",
    "cause damage, we stop *here*.",
    "[...]",
    "(1) inter-",
    "我们的声明是有事实根据的，      Our statement is based on facts,",
    "你们为什么不看呢？              why do you not look at it?",
    "                                lest it would",
    "第一条　甲方\tArticle 1. Party A",
    "\tshall deliver",
    "Title: A Statement",
    "Date: May 3, 1960",
    "Repository: Example Archive",
];

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(picks in proptest::collection::vec((0..LINES.len(), "[^\\x00<]{0,12}"), 0..40), ends in "(\n|\r\n|\n\n)") {
        let text: Vec<String> = picks.iter().map(|(k, tail)| format!("{}{}", LINES[*k], if tail.len() % 3 == 0 { tail } else { "" })).collect();
        let text = text.join(&ends);
        if let Ok(d) = parse_one("any", &text) {
            proptest::prop_assert_eq!(check_promises(&text, &d), Ok(()));
        }
        if let Ok(d) = parse_two("any", "徐：好。", &text) {
            let target = Document { source: Vec::new(), ..d };
            proptest::prop_assert_eq!(check_promises(&text, &target), Ok(()));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any.txt");
        fs::write(&path, &bytes).unwrap();
        let _ = read_one(&path, None);
        let _ = read_lines(&path, Side::Source, Some("gb18030"));
    }
}

/// Bad input is refused with one line that says what is wrong and what to do.
#[test]
fn what_cannot_be_audited_is_refused() {
    let chinese = "我们今天就谈到这里吧。\n\n照会我们收下，研究以后再答复。\n";
    let english = "Let us stop here for today.\n\nWe accept the note and will reply after studying it.\n";
    let both = format!("{chinese}\n{english}");
    let header = "Citation:\n\nA file\n\nOriginal Language:\n\nChinese\n";
    let without_han = |with: &str| {
        chinese
            .chars()
            .map(|c| if c as u32 > 0x3000 { with.to_owned() } else { c.to_string() })
            .collect::<String>()
    };
    let rows: [(String, &str); 8] = [
        (String::new(), "is empty"),
        (" \n\t\u{FEFF}\n".to_owned(), "is empty"),
        (chinese.to_owned(), "holds no English text"),
        (english.to_owned(), "holds no Chinese text"),
        (format!("{header}\n{english}"), "holds no Chinese text"),
        (format!("{english}\n{}", without_han("?")), "Chinese characters are lost"),
        (format!("{english}\n{}", without_han("\u{FFFD}")), "Chinese characters are lost"),
        (
            format!("{header}\n1962628\n\n611\n\n，，。\n\n6 26\n\n# \n\n{english}"),
            "Chinese characters are lost",
        ),
    ];
    for (text, what) in rows {
        let error = parse_one("doc", &text).expect_err(what).to_string();
        assert!(error.contains(what) && error.contains(": ") && !error.contains('\n'), "{text:?}: {error}");
    }
    assert!(parse_one("doc", &both).is_ok());
    for (source, target, what) in [
        (english, english, "holds no Chinese text"),
        (chinese, chinese, "holds no English text"),
        (chinese, "", "is empty"),
        (without_han("?").as_str(), english, "Chinese characters are lost"),
    ] {
        let error = parse_two("doc", source, target).expect_err(what).to_string();
        assert!(error.contains(what), "{error}");
    }
    // Named the other way round, they are taken as they must be meant.
    let swapped = parse_two("doc", english, chinese).unwrap();
    assert_eq!(swapped, parse_two("doc", chinese, english).unwrap());
}

#[test]
fn lines_stand_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lines.txt");
    fs::write(&path, "\u{FEFF}**a** \r\n\r\n— 1 —\n\n  b").unwrap();
    let lines = read_lines(&path, Side::Target, None).unwrap();
    let got: Vec<(&str, usize, usize)> =
        lines.iter().map(|s| (s.text.as_str(), s.line(), s.pieces[0].span.start)).collect();
    assert_eq!(got, [("**a** ", 1, 3), ("", 2, 11), ("— 1 —", 3, 13), ("", 4, 23), ("  b", 5, 24)]);
}

#[test]
fn encodings_give_the_same_document() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join("tests/documents/letter-interleaved/doc.txt")).unwrap();
    let expected = parse_one("doc.txt", &text).unwrap();
    let path = folder.path().join("doc.txt");
    let (bytes, _, lost) = encoding_rs::GB18030.encode(&text);
    assert!(!lost);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [bytes.into_owned(), utf16] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(read_one(&path, None).unwrap().document, expected);
    }
}
