//! Documents read as they are: what each line is, and which lines are one paragraph.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duikan::document::{Document, Role, Segment, read_one, read_two};

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
