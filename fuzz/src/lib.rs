//! What the fuzz targets share: each target gives arbitrary bytes to one reader or to a part of the pipeline. Whatever comes of them is
//! a result or an error of one line, never a panic, a hang or an end of memory.

mod mutation;

pub use mutation::{mutate_archive, mutate_pdf, mutate_text};

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use duikan::align::score::read_beads;
use duikan::align::{self, Bead, terms};
use duikan::audit::{Options, audit_document, audit_pairs, audit_record};
use duikan::config;
use duikan::document::encoding::decode;
use duikan::document::pairs::{self, Record};
use duikan::document::stream::Stream;
use duikan::document::{How, Limits, parse_one, parse_two, read_one};
use duikan::error::Error;
use duikan::finding::Language;
use duikan::glossary::{self, Glossary};
use duikan::lexicon::Lexicon;
use duikan::report::{Decisions, Exchange, Input, Report, Row, Settings, write_folder};
use duikan::text::Chinese;

unsafe extern "C" {
    /// Has the C library call a function when the process exits (ISO C).
    fn atexit(call: extern "C" fn()) -> i32;
}

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// A folder of this process's own, in memory where the system has one there. It goes when the process ends; what one that was killed
/// or broken off left behind goes when the next one begins.
fn folder() -> &'static Path {
    const NAME: &str = "duikan-fuzz-";
    extern "C" fn remove() {
        if let Some(own) = FOLDER.get() {
            let _ = fs::remove_dir_all(own);
        }
    }
    FOLDER.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
        for left in fs::read_dir(&parent).into_iter().flatten().flatten() {
            let name = left.file_name();
            let process = name.to_str().and_then(|n| n.strip_prefix(NAME));
            if process
                .is_some_and(|p| Path::new("/proc/self").exists() && !Path::new("/proc").join(p).exists())
            {
                let _ = fs::remove_dir_all(left.path());
            }
        }
        let own = parent.join(format!("{NAME}{}", std::process::id()));
        fs::create_dir_all(&own).expect("a folder for the files to read");
        // SAFETY: `remove` is a function of this program without arguments, and neither unwinds nor calls `exit`.
        unsafe { atexit(remove) };
        own
    })
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::write(&path, bytes).expect("a file to read");
    path
}

/// Messages are one line: scripts read them so.
fn one_line(error: &Error) {
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text:?}");
}

fn how() -> How<'static> {
    How { limits: Limits { pdf_seconds: 4, ..Limits::default() }, ..How::default() }
}

/// Reads a document under names with each of these endings.
pub fn document(data: &[u8], endings: &[&str]) {
    for ending in endings {
        if let Err(e) = read_one(&file(&format!("x.{ending}"), data), how()) {
            one_line(&e);
        }
    }
}

/// Reads a PDF. What the library that takes it apart panics on is refused by design; a panic of our own is a defect.
pub fn pdf(data: &[u8]) {
    static HOOK: OnceLock<()> = OnceLock::new();
    HOOK.get_or_init(|| {
        // The first PDF sets the hook that keeps panics quiet.
        document(b"%PDF-1.5", &["pdf"]);
        std::panic::set_hook(Box::new(|info| {
            if info
                .location()
                .is_some_and(|l| !l.file().contains("/registry/src/") && !l.file().contains("/rustc/"))
            {
                eprintln!("{info}");
                std::process::abort();
            }
        }));
    });
    document(data, &["pdf"]);
}

/// Reads a file of pairs under names with each of these endings.
pub fn pairs(data: &[u8], endings: &[&str]) {
    for ending in endings {
        if let Err(e) = pairs::read(&file(&format!("x.{ending}"), data), how()) {
            one_line(&e);
        }
    }
}

/// Reads a glossary with every reader, and looks for its terms in a text.
pub fn glossary(data: &[u8]) {
    let lexicon = Lexicon::embedded();
    for ending in ["csv", "tsv", "tbx"] {
        match glossary::read(&file(&format!("x.{ending}"), data)) {
            Ok((entries, _)) => {
                let glossary = Glossary::new(&entries, lexicon);
                let text: String =
                    entries.iter().flat_map(|e| e.sources.iter().map(String::as_str)).collect();
                glossary.find(&Chinese::new(&text, lexicon), lexicon);
            }
            Err(e) => one_line(&e),
        }
    }
}

/// Reads a configuration, and beads.
pub fn settings(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Err(e) = config::parse(&text, Path::new("")) {
        one_line(&e);
    }
    if let Err(e) = read_beads(&text) {
        one_line(&e);
    }
}

/// Reads the tables that reviewers fill, and writes the decisions in them.
pub fn decisions(data: &[u8]) {
    for name in ["findings.csv", "decisions.csv"] {
        let path = file(name, data);
        let read = Decisions::read(Some(folder()), Some(&path));
        fs::remove_file(path).expect("the file that was written");
        match read {
            Ok(decisions) => drop((decisions.table(), decisions.file(&[]))),
            Err(e) => one_line(&e),
        }
    }
}

/// Decodes bytes, the encoding detected and named.
pub fn encoding(data: &[u8]) {
    for name in
        [None, Some("utf-8"), Some("gb18030"), Some("big5"), Some("utf-16le"), Some("utf-16be"), Some("x")]
    {
        if let Err(e) = decode(data, name) {
            one_line(&e);
        }
    }
}

fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| Options { min_confidence: 0.0, ..Options::default() })
}

/// Runs every check on one pair, alone and as a document: the first line is the source, the rest the translation.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (source, target) = text.split_once('\n').unwrap_or((&text, ""));
    let record = Record {
        id: "1".to_owned(),
        source: source.to_owned(),
        target: target.to_owned(),
        document: Some("d".to_owned()),
        line: 1,
    };
    for finding in audit_pairs("d", &[record], options()) {
        assert!((0.0..=1.0).contains(&finding.confidence));
        assert!(source.contains(&finding.source_quote) && target.contains(&finding.target_quote));
    }
}

/// Pairs lines: what comes before the first empty line is the source. Every line is in one bead.
pub fn align(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (source, target) = text.split_once("\n\n").unwrap_or((&text, ""));
    let (source, target): (Vec<&str>, Vec<&str>) = (source.lines().collect(), target.lines().collect());
    let lexicon = Lexicon::embedded();
    let beads = align::align(&source, &target, lexicon);
    let count = |side: fn(&Bead) -> usize| beads.iter().map(side).sum::<usize>();
    assert_eq!((count(|b| b.source.len()), count(|b| b.target.len())), (source.len(), target.len()));
    terms(&source, &target, &beads, lexicon);
}

/// Audits a document and writes its report: what comes before the first form feed is the source; without one it is a text that holds both
/// languages.
pub fn audit(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let document = match text.split_once('\u{c}') {
        Some((source, target)) => parse_two("x", source, target),
        None => parse_one("x", &text),
    };
    let audited = match document {
        Ok(document) => audit_document(document, options()),
        Err(e) => return one_line(&e),
    };
    let mut report = Report {
        alignment: Row::of_document(&audited.document, &audited.alignment),
        findings: audited.findings,
        inputs: vec![Input::new("x", "UTF-8", data)],
        files: ("x".to_owned(), "x".to_owned()),
        name: audited.document.name,
        settings: Settings::default(),
        language: Language::Chinese,
    };
    let forms = [Exchange::Xlsx, Exchange::Sarif, Exchange::Tmx, Exchange::Xliff];
    write_folder(&mut report, &folder().join("x.duikan"), None, &forms).expect("a report");
}

/// Reads lines of a stream and judges what they hold. Every line that is not blank is answered, in order.
pub fn stream(data: &[u8]) {
    let mut stream = Stream::new(data, &Limits::default());
    let mut expected = (1..).zip(data.split(|b| *b == b'\n')).filter(|(_, l)| !l.trim_ascii().is_empty());
    loop {
        let lines = stream.batch(1 << 10).expect("memory can be read");
        if lines.is_empty() {
            break;
        }
        for (line, record) in lines {
            assert_eq!(expected.next().map(|(number, _)| number), Some(line));
            match record {
                Ok(record) => drop(audit_record("x", &record, options())),
                Err(e) => one_line(&e),
            }
        }
    }
    assert_eq!(expected.next().map(|(number, _)| number), None);
}
