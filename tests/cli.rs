//! The command line, tested by transcripts: `tests/cli/*.t`.
//!
//! A transcript is text in which commands and what they print are set in by two spaces, in the manner of cram:
//!
//! ```text
//! A file that is not there.
//!
//!   $ duikan audit nowhere.txt
//!   ! duikan: nowhere.txt: cannot read: no such file or folder: check the name and the folder
//!   [2]
//! ```
//!
//! `$ ` begins a command for `sh`, `> ` continues it; then its standard output, its standard error with `! ` before each line,
//! and its exit status in brackets unless that is 0. A line `...` stands for any lines. Each transcript runs in a fresh folder
//! that holds the files of `tests/cli/input` and of `data/examples`. The README shows the summary of the example document. `UPDATE=1
//! cargo test --test cli` writes what is printed now, there too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A command with what it is expected to print; `line` is where it stands.
struct Step {
    line: usize,
    command: String,
    expected: Vec<String>,
}

/// A transcript: remarks as they stand, and steps.
enum Part {
    Remark(String),
    Step(Step),
}

fn parse(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let last = parts.last_mut();
        match (line.strip_prefix("  "), last) {
            (Some(rest), _) if rest.starts_with("$ ") => {
                let command = rest[2..].to_owned();
                parts.push(Part::Step(Step { line: n + 1, command, expected: Vec::new() }));
            }
            (Some(rest), Some(Part::Step(step))) if rest.starts_with("> ") && step.expected.is_empty() => {
                step.command.push('\n');
                step.command.push_str(&rest[2..]);
            }
            (Some(rest), Some(Part::Step(step))) => step.expected.push(rest.to_owned()),
            _ => parts.push(Part::Remark(line.to_owned())),
        }
    }
    parts
}

fn run(command: &str, folder: &Path) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_duikan"));
    let mut paths = vec![program.parent().unwrap().to_path_buf()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let done = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env("LC_ALL", "C")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let lines = |bytes: &[u8], mark: &str| -> Vec<String> {
        String::from_utf8_lossy(bytes).lines().map(|l| format!("{mark}{}", l.trim_end())).collect()
    };
    let mut out = lines(&done.stdout, "");
    out.extend(lines(&done.stderr, "! "));
    if !done.status.success() {
        out.push(format!("[{}]", done.status.code().unwrap_or(-1)));
    }
    out
}

/// Whether lines are as expected, where `...` stands for any number of lines.
fn matches(expected: &[String], got: &[String]) -> bool {
    match expected.split_first() {
        None => got.is_empty(),
        Some((first, rest)) if first == "..." => (0..=got.len()).any(|k| matches(rest, &got[k..])),
        Some((first, rest)) => got.first() == Some(first) && matches(rest, &got[1..]),
    }
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn transcripts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<PathBuf> = fs::read_dir(root.join("tests/cli"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "t"))
        .collect();
    all.sort();
    assert!(!all.is_empty());
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in all {
        let folder = tempfile::tempdir().unwrap();
        copy_files(&root.join("tests/cli/input"), folder.path());
        copy_files(&root.join("data/examples"), folder.path());
        let mut now = String::new();
        for part in parse(&fs::read_to_string(&path).unwrap()) {
            let step = match part {
                Part::Remark(line) => {
                    now.push_str(&format!("{line}\n"));
                    continue;
                }
                Part::Step(step) => step,
            };
            let got = run(&step.command, folder.path());
            let as_expected = matches(&step.expected, &got);
            now.push_str(&format!("  $ {}\n", step.command.replace('\n', "\n  > ")));
            for line in if as_expected { &step.expected } else { &got } {
                now.push_str(&format!("  {line}\n"));
            }
            if !as_expected {
                let name = path.file_name().unwrap().to_string_lossy();
                let list = |lines: &[String]| lines.iter().map(|l| format!("    {l}\n")).collect::<String>();
                wrong.push(format!(
                    "{name}:{}: {}\n  expected:\n{}  got:\n{}",
                    step.line,
                    step.command,
                    list(&step.expected),
                    list(&got)
                ));
            }
        }
        if update {
            fs::write(&path, now).unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What stands before the summary in README.md, and after it.
const README_BLOCK: (&str, &str) = ("```\n$ duikan audit minutes.txt\n", "```\n");
/// Blocks of the summary that README.md shows: the counts and three findings.
const README_PARTS: usize = 4;

#[test]
fn readme_shows_the_summary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy_files(&root.join("data/examples"), folder.path());
    let printed = run("duikan audit minutes.txt", folder.path()).join("\n");
    let parts: Vec<&str> = printed.split("\n\n").take(README_PARTS).collect();
    let shown = format!("{}\n…\n", parts.join("\n\n"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let start = readme.find(README_BLOCK.0).unwrap() + README_BLOCK.0.len();
    let end = start + readme[start..].find(README_BLOCK.1).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root.join("README.md"), format!("{}{shown}{}", &readme[..start], &readme[end..])).unwrap();
    } else {
        assert_eq!(&readme[start..end], shown, "UPDATE=1 cargo test --test cli mends it");
    }
}
