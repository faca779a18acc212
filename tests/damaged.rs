//! Damaged input: documents, pairs files and glossaries of every format with bytes changed, cut out, doubled or put in. None may panic,
//! hang, or be read without an end; what comes of them is what they hold or an error of one line.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use duikan::document::{How, Limits, pairs, read_one};
use duikan::error::Result;
use duikan::{config, glossary};
use rayon::prelude::*;

/// Mutations of each file; raise it for a longer run: `DUIKAN_MUTATIONS=20000 cargo test --release --test damaged`.
const EACH: usize = 220;
/// One damaged document may take this long: it is smaller than 100 kB.
const LONGEST: Duration = Duration::from_secs(10);

/// Xorshift64*, so that a failure comes again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// What markup breaks on.
const PIECES: [&[u8]; 24] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"]]>",
    b"<!--",
    b"<![CDATA[",
    b"<table>",
    b"</table>",
    b"<tr><td>",
    b"<w:p>",
    b"</w:p>",
    b"&#x110000;",
    b"&lol;",
    b"\0",
    b"\xFF\xFE",
    b"|",
    b"[^1]:",
    b" -->\n",
    b"endstream",
    b" 0 R",
    b"99999999999",
    b"-1",
    b"\xE4\xB8",
];

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(8) {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(64)).min(bytes.len());
        match random.below(8) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, part);
            }
            4 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => bytes[at..end].fill(random.next() as u8),
            6 => {
                // A number becomes another.
                if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    bytes[at + digit] = b'0' + random.below(10) as u8;
                }
            }
            _ => bytes.truncate(at.max(16)),
        }
    }
}

/// The parts of an archive, to be damaged inside: damage to the archive itself is mostly seen by its sums.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    (0..archive.len())
        .map(|k| {
            let mut part = archive.by_index(k).unwrap();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        out.start_file(name.as_str(), stored).unwrap();
        std::io::Write::write_all(&mut out, content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The files of tests/formats, and what is made here, in `made`.
fn samples(made: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/formats");
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e != "py"))
        .collect();
    all.sort();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "三人").unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = made.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    all.push(write("book.xlsx", &book.save_to_buffer().unwrap()));
    all.push(write("terms.tsv", "source\ttarget\tforbidden\n渡口|津渡\tcrossing; ferry\tport\n".as_bytes()));
    let settings = "glossaries = [\"a.csv\"]\n[checks]\ndisable = [\"dates\"]\n[severity]\nnames = 'minor'\n[limits]\ndepth = 9\n";
    all.push(write("duikan.toml", settings.as_bytes()));
    all.push(root.join("tests/cli/input/pairs.jsonl"));
    all.push(root.join("data/examples/minutes.txt"));
    all
}

/// Reads a file as whatever its name allows. Returns how much was read.
fn read_any(path: &Path, ending: &str, how: How) -> Result<usize> {
    let pairs = || pairs::read(path, how).map(|g| g.records.len());
    let terms = || glossary::read(path).map(|g| g.0.len());
    let document = || read_one(path, how).map(|r| r.document.source.len());
    match ending {
        "tmx" | "xlf" | "xliff" | "jsonl" => pairs(),
        "tbx" => terms(),
        "toml" => config::read(path).map(|_| 1),
        "csv" | "tsv" => {
            let (_, _) = (document(), terms());
            pairs().or_else(|_| terms())
        }
        _ => document(),
    }
}

#[test]
fn damaged_documents_are_read_or_refused() {
    let each = std::env::var("DUIKAN_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(EACH);
    let dir = tempfile::tempdir().unwrap();
    let read = AtomicUsize::new(0);
    let jobs: Vec<(usize, PathBuf)> = samples(dir.path()).into_iter().enumerate().collect();
    assert!(jobs.len() > 20);
    let how = How { limits: Limits { pdf_seconds: 5, ..Limits::default() }, ..How::default() };
    jobs.par_iter().for_each(|(k, sample)| {
        let whole = fs::read(sample).unwrap();
        let ending = sample.extension().unwrap().to_string_lossy().into_owned();
        let inner = parts(&whole);
        let path = dir.path().join(format!("{k}.{ending}"));
        for n in 0..each {
            let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ ((*k as u64) << 32 | n as u64));
            let mut bytes = whole.clone();
            if inner.is_empty() || n % 4 == 0 {
                mutate(&mut bytes, &mut random);
            } else {
                let mut inner = inner.clone();
                let xml: Vec<usize> = (0..inner.len())
                    .filter(|p| inner[*p].0.contains("ml") || inner[*p].0.ends_with(".rels"))
                    .collect();
                let part = xml[random.below(xml.len())];
                mutate(&mut inner[part].1, &mut random);
                bytes = packed(&inner);
            }
            fs::write(&path, &bytes).unwrap();
            let start = Instant::now();
            let result = std::panic::catch_unwind(|| read_any(&path, &ending, how));
            let took = start.elapsed();
            let keep = || {
                let kept = std::env::temp_dir().join(format!("duikan-damaged-{k}-{n}.{ending}"));
                fs::write(&kept, &bytes).unwrap();
                kept
            };
            match result {
                Err(_) => panic!("{} {n}: panic, kept as {}", sample.display(), keep().display()),
                Ok(_) if took > LONGEST => {
                    panic!("{} {n}: {took:?}, kept as {}", sample.display(), keep().display())
                }
                Ok(Ok(_)) => drop(read.fetch_add(1, Ordering::Relaxed)),
                Ok(Err(e)) => assert!(!e.to_string().contains('\n'), "{e}"),
            }
        }
    });
    let (read, all) = (read.into_inner(), each * jobs.len());
    eprintln!("{all} damaged files: {read} read, {} refused", all - read);
    // The test would be idle if nothing were read or everything.
    assert!(read > all / 10 && read < all);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_or_refused(
        head in proptest::sample::select(vec![
            &b""[..], b"%PDF-1.5\n", b"PK\x03\x04", b"<html>", b"<?xml version='1.0'?><office:document opendocument>", b"WEBVTT\n\n", b"1\n00:00:01,000 --> 00:00:02,000\n",
            b"a,b\n", b"| a | b |\n|---|---|\n",
        ]),
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
        text in "[<>/a-z &;=\"|\\[\\]中文\\n,\\t%-]{0,200}",
    ) {
        let dir = tempfile::tempdir().unwrap();
        for body in [&bytes[..], text.as_bytes()] {
            let path = dir.path().join("x.html");
            fs::write(&path, [head, body].concat()).unwrap();
            let _ = read_one(&path, None);
            for ending in ["tmx", "xlf", "csv", "tsv", "jsonl"] {
                let path = dir.path().join(format!("x.{ending}"));
                fs::write(&path, [head, body].concat()).unwrap();
                let _ = pairs::read(&path, None);
                let _ = read_one(&path, None);
            }
        }
    }
}

/// An archive of a few kilobytes that unpacks to gigabytes, markup nested without end, and entities that name each other.
#[test]
fn bombs_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..300 {
        std::io::Write::write_all(&mut archive, &vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let deep_html = format!("<html>{}", "<table><tr><td>".repeat(100_000));
    let deep_xml = format!("<?xml version='1.0'?><x:document opendocument='1'>{}", "<a>".repeat(100_000));
    let entities = "<?xml version='1.0'?><!DOCTYPE tmx [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><tmx><body><tu><tuv xml:lang='zh'>\
                    <seg>&b;</seg></tuv></tu></body></tmx>";
    for (path, what) in [
        (write("bomb.docx", &bomb), "unpacks to more than 256 MB"),
        (write("deep.html", deep_html.as_bytes()), "more than 256 elements inside one another"),
        (write("deep.fodt", deep_xml.as_bytes()), "more than 256 elements inside one another"),
    ] {
        let error = read_one(&path, None).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
    let error = pairs::read(&write("e.tmx", entities.as_bytes()), None).unwrap_err().to_string();
    assert!(error.contains("unknown entity `&b;`"), "{error}");
}
