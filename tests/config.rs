//! What duikan.toml may say, and what it says when it is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use duikan::config::{Configuration, find, parse, read};
use duikan::document::Limits;
use duikan::finding::{Language, Severity};

#[track_caller]
fn error(text: &str, expected: &str) {
    let error = parse(text, Path::new("")).expect_err(text).at("duikan.toml").to_string();
    assert_eq!(error, format!("duikan.toml:{expected}"));
}

#[test]
fn everything_can_be_set() {
    let text = r#"
glossaries = ["a.csv", "sub/b.tbx"]
language = "zh"
[checks]
enable = ["numbers", "names"]
disable = ["names"]
min_confidence = 0.25
fail_on = "critical"
[severity]
numbers = "minor"
[thresholds]
numbers = 1
names = 0.75
[limits]
unpacked_mb = 64
depth = 32
paragraph = 5_000
pdf_seconds = 9
line_mb = 3
"#;
    let expected = Configuration {
        enable: vec!["numbers", "names"],
        disable: vec!["names"],
        min_confidence: Some(0.25),
        fail_on: Some(Severity::Critical),
        thresholds: [("names", 0.75), ("numbers", 1.0)].into(),
        severities: [("numbers", Severity::Minor)].into(),
        glossaries: vec![PathBuf::from("/project/a.csv"), PathBuf::from("/project/sub/b.tbx")],
        language: Some(Language::Chinese),
        limits: Limits {
            unpacked: 64 * Limits::MEGABYTE,
            depth: 32,
            paragraph: 5000,
            pdf_seconds: 9,
            line: 3 * Limits::MEGABYTE,
        },
    };
    assert_eq!(parse(text, Path::new("/project")).unwrap(), expected);
    assert_eq!(parse("", Path::new("")).unwrap(), Configuration::default());
    assert_eq!(
        parse("\u{feff}min_confidence = 0.5\r\nfail_on = 'minor'\r\n", Path::new("")).unwrap().fail_on,
        Some(Severity::Minor)
    );
}

#[test]
fn errors_name_line_and_near_name() {
    error("language = \"en\"\nlanguages = \"zh\"\n", "2: unknown key `languages`: did you mean `language`?");
    error(
        "zzz = 1\n",
        "1: unknown key `zzz`: known are checks, severity, thresholds, glossaries, language, min_confidence, fail_on, \
         limits",
    );
    error("[checks]\n\nenabled = []\n", "3: unknown key of [checks] `enabled`: did you mean `enable`?");
    error(
        "[checks]\ndisable = [\n  \"numbers\",\n  \"nubmers\",\n]\n",
        "4: unknown check `nubmers`: did you mean `numbers`?",
    );
    error("[severity]\nnames = \"majr\"\n", "2: unknown severity `majr`: did you mean `major`?");
    error("[thresholds]\nname = 0.5\n", "2: unknown check `name`: did you mean `names`?");
    error("[limits]\ndept = 3\n", "2: unknown key of [limits] `dept`: did you mean `depth`?");
    error(
        "[limits]\ndepth = 0\n",
        "2: `depth` is not a whole number from 1 to 65536: mend the value or take the line out",
    );
    error("language = \"de\"\n", "1: unknown language `de`: known are en, zh");
    error(
        "min_confidence = 50\n",
        "1: `min_confidence` is not a number from 0 to 1: mend the value or take the line out",
    );
    error(
        "min_confidence = nan\n",
        "1: `min_confidence` is not a number from 0 to 1: mend the value or take the line out",
    );
    error(
        "glossaries = \"a.csv\"\n",
        "1: `glossaries` is not a list of texts, as in [\"one\", \"two\"]: mend the value or take the line out",
    );
    error(
        "checks = 1\n",
        "1: `checks` is not a table: write [checks] on a line of its own: mend the value or take the line out",
    );
    let broken = parse("a = 1\nb = [1,\n", Path::new("")).unwrap_err().at("duikan.toml").to_string();
    assert!(broken.starts_with("duikan.toml:2: not TOML: ") && !broken.contains('\n'), "{broken}");
    let twice = parse("language = \"en\"\nlanguage = \"zh\"\n", Path::new(""))
        .unwrap_err()
        .at("duikan.toml")
        .to_string();
    assert!(twice.starts_with("duikan.toml:2: not TOML: "), "{twice}");
}

#[test]
fn any_text_is_read_without_panic() {
    for text in [
        "[",
        "=",
        "a",
        "\u{0}",
        "\"",
        "[[checks]]",
        "checks.enable.x = 1",
        "x = 1979-05-27",
        "[checks]\nenable = [[]]",
    ] {
        let _ = parse(text, Path::new("")).expect_err(text).to_string();
    }
}

#[test]
fn the_nearest_file_above_is_found() {
    let top = tempfile::tempdir().unwrap();
    let deep = top.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    fs::write(top.path().join("duikan.toml"), "language = \"zh\"\n").unwrap();
    assert_eq!(find(&deep), Some(top.path().join("duikan.toml")));
    fs::write(top.path().join("a/duikan.toml"), "glossaries = [\"t.csv\"]\n").unwrap();
    let near = find(&deep).unwrap();
    assert_eq!(near, top.path().join("a/duikan.toml"));
    assert_eq!(read(&near).unwrap().0.glossaries, [top.path().join("a/t.csv")]);
    fs::write(&near, b"language = \"\xff\"\n").unwrap();
    assert!(
        read(&near).unwrap_err().to_string().ends_with("duikan.toml:1: not UTF-8: save the file as UTF-8")
    );
}
