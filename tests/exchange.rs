//! What goes to other programs: read back by duikan it is the same, and other implementations read it too.

use std::path::{Path, PathBuf};
use std::process::Command;

use duikan::audit::{Options, audit_document, audit_pairs};
use duikan::document::pairs::{self, Record};
use duikan::document::read_one;
use duikan::report::{AlignmentFormat, Exchange, Input, Report, Row, write_rows};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn report() -> Report {
    let path = root().join("data/examples/minutes.txt");
    let reading = read_one(&path, None).unwrap_or_else(|e| panic!("{e}"));
    let audited = audit_document(reading.document, &Options::default());
    let name = "minutes.txt".to_owned();
    Report {
        alignment: Row::of_document(&audited.document, &audited.alignment),
        findings: audited.findings,
        inputs: vec![Input::new(name.as_str(), "UTF-8", &std::fs::read(path).unwrap())],
        files: (name.clone(), name.clone()),
        name,
        ..Report::default()
    }
}

/// Two-sided pairs of a file as duikan reads it.
fn read(path: &Path) -> Vec<(String, String, String)> {
    let given = pairs::read(path, None).unwrap_or_else(|e| panic!("{e}"));
    let is_whole = |r: &Record| !r.source.is_empty() && !r.target.is_empty();
    given.records.into_iter().filter(is_whole).map(|r| (r.id, r.source, r.target)).collect()
}

#[test]
fn pairs_come_back_as_they_went() {
    let record = |id: &str, source: &str, target: &str| Record {
        id: id.into(),
        source: source.into(),
        target: target.into(),
        ..Record::default()
    };
    let records = [
        record("P1", "三人。", "Three people."),
        record("a b/\"ü\" <1>", "<b>&amp;</b> ]]> “引”", " leading, trailing \u{3000}"),
        record("7", "一\n二\t三", "one\r\ntwo\u{A0}three 😀"),
        record("P1", "𠀀", "-->"),
    ];
    let dir = tempfile::tempdir().unwrap();
    for (format, ending) in [(AlignmentFormat::Tmx, "tmx"), (AlignmentFormat::Xliff, "xlf")] {
        let path = dir.path().join(format!("p.{ending}"));
        let mut file = Vec::new();
        write_rows(&mut file, "a \"b\".txt", &Row::of_pairs(&records), format).unwrap();
        std::fs::write(&path, file).unwrap();
        let expected: Vec<_> =
            records.iter().map(|r| (r.id.clone(), r.source.clone(), r.target.clone())).collect();
        assert_eq!(read(&path), expected, "{ending}");
    }
}

#[test]
fn documents_of_pairs_come_back_and_each_finding_marks_its_own_pair() {
    let record = |document: &str, source: &str, target: &str| Record {
        id: "1".into(),
        source: source.into(),
        target: target.into(),
        document: Some(document.into()),
        ..Record::default()
    };
    let records = [
        record("a", "他买了五本书。", "He bought five books."),
        record("b", "他买了三本书。", "He bought five books."),
        record("b", "他买了七本书。", "He bought seven books."),
    ];
    let report = Report {
        findings: audit_pairs("p", &records, &Options::default()),
        alignment: Row::of_pairs(&records),
        name: "p".into(),
        ..Report::default()
    };
    assert_eq!(report.findings.len(), 1);
    let dir = tempfile::tempdir().unwrap();
    for form in [Exchange::Tmx, Exchange::Xliff] {
        let file = form.file(&report).unwrap();
        let path = dir.path().join(form.file_name());
        std::fs::write(&path, &file).unwrap();
        let back = pairs::read(&path, None).unwrap_or_else(|e| panic!("{e}")).records;
        let of = |r: &Record| (r.document.clone(), r.id.clone(), r.source.clone());
        assert_eq!(back.iter().map(of).collect::<Vec<_>>(), records.iter().map(of).collect::<Vec<_>>());
        if form == Exchange::Xliff {
            let text = String::from_utf8(file).unwrap();
            let marked: Vec<&str> = text.lines().filter(|l| l.contains("<sm ")).collect();
            assert_eq!(marked.len(), 1);
            assert!(marked[0].contains(">三<em") || marked[0].contains(">三本<em"), "{}", marked[0]);
            let mut ids: Vec<&str> = text.match_indices("<unit id=").map(|(k, _)| &text[k..k + 14]).collect();
            ids.dedup();
            assert_eq!(ids.len(), 3, "{text}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_pair_comes_back(source in "[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\u{FFFE}\u{FFFF}]{1,20}", target in "[<>&\"'\\]a \\n\\r\\t-]{1,20}") {
        let dir = tempfile::tempdir().unwrap();
        let records = [Record { id: "1".into(), source, target, ..Record::default() }];
        for (format, ending) in [(AlignmentFormat::Tmx, "tmx"), (AlignmentFormat::Xliff, "xlf")] {
            let mut file = Vec::new();
            let rows = Row::of_pairs(&records);
            if !rows[0].is_two_sided() {
                return Ok(());
            }
            write_rows(&mut file, "a", &rows, format).unwrap();
            let path = dir.path().join(format!("p.{ending}"));
            std::fs::write(&path, file).unwrap();
            let back = pairs::read(&path, None).unwrap_or_else(|e| panic!("{e}")).records;
            proptest::prop_assert_eq!((&back[0].source, &back[0].target), (&records[0].source, &records[0].target));
        }
    }
}

/// A Python that has the libraries that read what duikan writes: `DUIKAN_PYTHON`, the one that `.ci/run` sets up, or the system's.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("DUIKAN_PYTHON").map(PathBuf::from);
    let all = named.into_iter().chain([root().join("target/python/bin/python"), PathBuf::from("python3")]);
    all.into_iter().find(|python| {
        let done =
            Command::new(python).args(["-c", "import openpyxl, sarif, translate.storage.xliff2"]).output();
        done.is_ok_and(|d| d.status.success())
    })
}

#[derive(serde::Deserialize)]
struct Seen {
    tmx: Vec<(String, String)>,
    xliff: Vec<(String, String)>,
    rows: Vec<SeenRow>,
    frozen: String,
    filter: bool,
    sarif: usize,
}

#[derive(serde::Deserialize)]
struct SeenRow {
    id: String,
    severity: String,
    confidence: f64,
    is_number: bool,
    source_bold: String,
    target_bold: String,
    wrapped: bool,
    colour: String,
}

#[test]
fn other_programs_read_what_is_written() {
    let report = report();
    assert!(report.findings.len() > 5);
    let dir = tempfile::tempdir().unwrap();
    for form in [Exchange::Xlsx, Exchange::Sarif, Exchange::Tmx, Exchange::Xliff] {
        let file = form.file(&report).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(form.file(&report).unwrap(), file, "the same report gives the same bytes");
        std::fs::write(dir.path().join(form.file_name()), file).unwrap();
    }
    let tmx = read(&dir.path().join("alignment.tmx"));
    assert_eq!(read(&dir.path().join("alignment.xlf")), tmx);
    let Some(python) = python() else {
        eprintln!(
            "no Python with openpyxl, sarif-tools and translate-toolkit: files NOT CHECKED by other implementations"
        );
        return;
    };
    let done =
        Command::new(python).arg(root().join("tests/exchange/check.py")).arg(dir.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let seen: Seen = serde_json::from_slice(&done.stdout).unwrap();
    let texts: Vec<_> = tmx.iter().map(|(_, s, t)| (s.clone(), t.clone())).collect();
    assert_eq!(seen.tmx, texts);
    let whole: Vec<_> = seen.xliff.into_iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).collect();
    assert_eq!(whole, texts);
    assert_eq!((seen.frozen.as_str(), seen.filter, seen.sarif), ("A2", true, report.findings.len()));
    assert_eq!(seen.rows.len(), report.findings.len());
    for (row, f) in seen.rows.iter().zip(&report.findings) {
        assert_eq!((row.id.as_str(), row.severity.as_str()), (f.id.as_str(), f.severity.name()));
        assert!(row.is_number && row.wrapped && (row.confidence - f.confidence).abs() < 1e-9);
        assert_eq!((&row.source_bold, &row.target_bold), (&f.source_quote, &f.target_quote));
        assert_ne!(row.colour, "00000000");
    }
}
