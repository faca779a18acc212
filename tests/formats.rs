//! The formats documents come in: files that real programs made (tests/formats/make.py says how) give the same segments.

use std::fs;
use std::path::PathBuf;

use duikan::document::{Format, How, Limits, Reading, Role, Segment, read_one, read_two};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)
}

fn read(name: &str) -> Reading {
    read_one(&file(name), None).unwrap_or_else(|e| panic!("{e}"))
}

/// Role and text of every segment, notes last: some formats keep them there.
fn texts(segments: &[Segment]) -> Vec<String> {
    let mut out: Vec<(bool, String)> =
        segments.iter().map(|s| (s.role == Role::Note, format!("{}: {}", s.role.name(), s.text))).collect();
    out.sort_by_key(|(is_note, _)| *is_note);
    out.into_iter().map(|(_, text)| text).collect()
}

const ZH: [&str; 11] = [
    "heading: 春季造林工作会议纪要",
    "body: 会议由县林业局局长何秋平主持，二十三个乡镇的代表参加了会议。",
    "body: 何局长指出，今年全县计划造林四千二百亩，比去年增加百分之十五。",
    "body: 会议决定如下：",
    "body: 三月十五日以前完成育苗工作；",
    "body: 各乡镇不得擅自改变林地用途。",
    "body: 乡镇\t任务（亩）\t负责人",
    "body: 石桥\t600\t周立新",
    "body: 青溪\t450\t马国富",
    "body: 与会代表对上述决定没有提出不同意见。",
    "note: 另有两个乡镇因大雪未能派人参加。",
];

const EN: [&str; 11] = [
    "heading: Minutes of the Spring Afforestation Meeting",
    "body: The meeting was chaired by He Qiuping, director of the County Forestry Bureau, and attended by representatives of \
     twenty-three townships.",
    "body: Director He pointed out that the county plans to afforest 4,200 mu this year, an increase of fifteen percent over \
     last year.",
    "body: The meeting decided as follows:",
    "body: The growing of seedlings shall be completed before March 15;",
    "body: No township may change the use of forest land without authorisation.",
    "body: Township\tTask (mu)\tPerson in charge",
    "body: Shiqiao\t600\tZhou Lixin",
    "body: Qingxi\t450\tMa Guofu",
    "body: The representatives present raised no objection to the above decisions.",
    "note: Two further townships could not send anyone because of heavy snow.",
];

#[test]
fn every_program_gives_the_same_segments() {
    for (name, format) in [
        ("minutes.docx", Format::Docx),
        ("libreoffice.docx", Format::Docx),
        ("minutes.odt", Format::Odt),
        ("libreoffice.odt", Format::Odt),
        ("libreoffice.fodt", Format::Odt),
        ("minutes.epub", Format::Epub),
        ("minutes.html", Format::Html),
        ("libreoffice.html", Format::Html),
        ("minutes.pdf", Format::Pdf),
    ] {
        let reading = read(name);
        assert_eq!(reading.formats, [format], "{name}");
        assert_eq!(texts(&reading.document.source), ZH, "{name}");
        assert_eq!(texts(&reading.document.target), EN, "{name}");
    }
    let two = read_two(&file("zh.docx"), &file("en.docx"), None).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((texts(&two.document.source), texts(&two.document.target)), (texts_of(&ZH), texts_of(&EN)));
}

/// Markdown keeps the marks between cells and before list items: everything has its place in the file.
#[test]
fn markdown_keeps_its_places() {
    let reading = read("minutes.md");
    assert_eq!(reading.formats, [Format::Markdown]);
    let text = fs::read_to_string(file("minutes.md")).unwrap();
    for (side, expected) in [(&reading.document.source, ZH), (&reading.document.target, EN)] {
        let plain: Vec<String> =
            texts(side).iter().map(|t| t.replace(" | ", "\t").replace("body: - ", "body: ")).collect();
        assert_eq!(plain, expected);
        for segment in side {
            for p in &segment.pieces {
                assert_eq!(segment.text[p.at..p.at + p.span.len()], text[p.span.start..p.span.end]);
            }
        }
    }
}

#[test]
fn metadata_of_markdown_is_no_text() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("talk.md");
    let text = fs::read_to_string(file("minutes.md")).unwrap();
    let plain = read("minutes.md").document;
    fs::write(&path, format!("---\ntitle: The Minutes\ntags:\n  - trees\n---\n\n{text}")).unwrap();
    let document = read_one(&path, None).unwrap_or_else(|e| panic!("{e}")).document;
    let (header, body): (Vec<&Segment>, Vec<&Segment>) =
        document.target.iter().partition(|s| s.role == Role::Header);
    let header: Vec<&str> = header.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(header, ["title: The Minutes", "tags:", "- trees"]);
    let body: Vec<Segment> = body.into_iter().cloned().collect();
    assert_eq!((texts(&document.source), texts(&body)), (texts(&plain.source), texts(&plain.target)));
}

fn texts_of(all: &[&str]) -> Vec<String> {
    all.iter().map(|t| (*t).to_owned()).collect()
}

#[test]
fn the_name_does_not_decide() {
    let dir = tempfile::tempdir().unwrap();
    for (name, format) in [
        ("minutes.docx", Format::Docx),
        ("minutes.odt", Format::Odt),
        ("minutes.epub", Format::Epub),
        ("minutes.html", Format::Html),
        ("film.srt", Format::Subtitles),
        ("film.vtt", Format::Subtitles),
        ("pairs.csv", Format::Table),
    ] {
        let path = dir.path().join("document.txt");
        fs::copy(file(name), &path).unwrap();
        assert_eq!(
            read_one(&path, None).unwrap_or_else(|e| panic!("{name}: {e}")).formats,
            [format],
            "{name}"
        );
    }
}

#[test]
fn tracked_deletions_are_dropped_and_insertions_kept() {
    for name in ["tracked.docx", "tracked.odt"] {
        let document = read(name).document;
        assert_eq!(texts(&document.source), [ZH[0], ZH[2], ZH[9]], "{name}");
        assert_eq!(texts(&document.target), [EN[0], EN[2], EN[9]], "{name}");
    }
}

#[test]
fn two_languages_side_by_side() {
    for name in ["two-columns.docx", "two-columns.pdf", "pairs.csv", "film.srt", "film.vtt"] {
        let document = read(name).document;
        let (zh, en) = (texts(&document.source), texts(&document.target));
        let aligned = |all: &[String]| all.iter().filter(|t| !t.starts_with("apparatus")).count();
        assert_eq!(aligned(&zh), aligned(&en), "{name}");
        assert!(zh.iter().any(|t| t == ZH[2]) && en.iter().any(|t| t == EN[2]), "{name}: {zh:?}");
    }
}

#[test]
fn lines_are_those_of_the_file_or_of_the_text() {
    let line = |name: &str| {
        let document = read(name).document;
        document.target.iter().find(|s| s.text.starts_with("Director He")).map(Segment::line)
    };
    assert_eq!(line("minutes.docx"), Some(15));
    assert_eq!(line("film.srt"), Some(9));
    assert_eq!(line("pairs.csv"), Some(3));
    let html = fs::read_to_string(file("minutes.html")).unwrap();
    let at = html.lines().position(|l| l.starts_with("<p>Director He")).unwrap();
    assert_eq!(line("minutes.html"), Some(at + 1));
}

#[test]
fn a_page_may_be_wrong_about_its_encoding() {
    let page = "<html><meta charset=big5><p>与会代表对上述决定没有提出不同意见。</p><p>No objection was raised.</p></html>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(page);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("page.html");
    fs::write(&path, bytes).unwrap();
    let reading = read_one(&path, None).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((reading.encodings[0], reading.document.source[0].text.as_str()), ("gb18030", &ZH[9][6..]));
    // `--encoding` overrules what the bytes show.
    assert_eq!(read_one(&path, Some("big5")).unwrap_or_else(|e| panic!("{e}")).encodings, ["Big5"]);
}

#[test]
fn a_scan_is_refused_with_a_remedy() {
    let error = read_one(&file("scan.pdf"), None).unwrap_err().to_string();
    assert!(error.contains("is a PDF without text: pictures of pages: run OCR on it first"), "{error}");
}

#[test]
fn limits_are_kept() {
    let read = |limits: Limits| {
        let how = How { limits, ..How::default() };
        read_one(&file("minutes.docx"), how).map(|_| ()).map_err(|e| e.to_string())
    };
    let usual = Limits::default();
    assert_eq!(read(usual), Ok(()));
    for (limits, what) in [
        (Limits { unpacked: 2000, ..usual }, "unpacks to more than"),
        (Limits { depth: 3, ..usual }, "elements inside one another"),
        (Limits { paragraph: 50, ..usual }, "a paragraph of more than 50 characters"),
    ] {
        assert!(read(limits).unwrap_err().contains(what), "{what}");
    }
}
