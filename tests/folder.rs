//! Folders audited in full, in part, again, and until an interrupt.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// All files below a folder, with their content.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Documents made of the texts in tests/align, a part of one each.
fn make(folder: &Path, count: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align");
    let mut texts: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    texts.sort();
    fs::create_dir_all(folder.join("deep")).unwrap();
    for n in 0..count {
        let text = &texts[n % texts.len()];
        let part = |name: &str| -> String {
            let whole = fs::read_to_string(text.join(name)).unwrap();
            let lines: Vec<&str> = whole.lines().collect();
            let from = lines.len() * (n / texts.len() % 4) / 4;
            lines[from..(from + lines.len() / 4).min(lines.len())].join("\n\n")
        };
        let base = if n % 2 == 0 { folder.join(format!("d{n}")) } else { folder.join(format!("deep/d{n}")) };
        fs::write(base.with_extension("zh.txt"), format!("{}\n\n第{n}件。\n", part("zh"))).unwrap();
        fs::write(base.with_extension("en.txt"), format!("{}\n\nItem {n}.\n", part("en"))).unwrap();
    }
}

fn start(folder: &Path, output: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_duikan"))
        .arg("audit")
        .arg(folder)
        .args(["--no-config", "--output"])
        .arg(output)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Audits a folder to the end. Returns what was printed.
#[track_caller]
fn audit(folder: &Path, output: &Path, more: &[&str]) -> String {
    let done = start(folder, output, more).wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_result_does_not_depend_on_the_runs_before() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, output) = (dir.path().join("docs"), dir.path().join("out"));
    make(&folder, 20);
    audit(&folder, &output, &[]);
    let first = files(&output);
    assert!(audit(&folder, &output, &[]).contains("20 unchanged"));
    assert!(!audit(&folder, &output, &["--force"]).contains("unchanged"));
    assert!(files(&output) == first);

    // One changes, one goes, one comes.
    fs::write(folder.join("d4.en.txt"), "Nothing of the kind was said in 1999.\n").unwrap();
    for side in ["zh", "en"] {
        fs::remove_file(folder.join(format!("d2.{side}.txt"))).unwrap();
        fs::copy(folder.join(format!("d6.{side}.txt")), folder.join(format!("new.{side}.txt"))).unwrap();
    }
    audit(&folder, &output, &[]);
    let fresh = dir.path().join("fresh");
    audit(&folder, &fresh, &[]);
    // The report of the document that is gone stays: a reviewer may have written into it.
    let mut again = files(&output);
    again.retain(|path, _| !path.starts_with("d2.duikan"));
    assert!(again == files(&fresh));
    assert!(again.contains_key(Path::new("deep/d5.duikan/findings.csv")));
}

#[test]
fn an_interrupt_leaves_whole_reports_and_the_next_run_does_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, output) = (dir.path().join("docs"), dir.path().join("out"));
    make(&folder, 300);
    let child = start(&folder, &output, &[]);
    let begun = Instant::now();
    let reports = |output: &Path| {
        let all = files(output);
        all.keys().filter(|p| p.ends_with("summary.json")).count()
    };
    while reports(&output) == 0 && begun.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    // A fast machine may have been through before the interrupt came.
    if done.status.code() != Some(0) {
        assert_eq!(done.status.code(), Some(130), "{said}");
        assert!(said.contains("stopped: ") && said.contains("of 300 documents are done"), "{said}");
        assert!(!output.join("index.html").exists());
    }
    let left = files(&output);
    let unfinished = |p: &&PathBuf| {
        let name = p.file_name().unwrap().to_string_lossy();
        name.ends_with(".new") || name.ends_with(".old")
    };
    assert_eq!(left.keys().find(unfinished), None);
    for report in left.keys().filter(|p| p.ends_with("summary.json")) {
        for file in ["findings.csv", "findings.jsonl", "alignment.csv", "report.html"] {
            assert!(left.contains_key(&report.with_file_name(file)), "{report:?} without {file}");
        }
    }
    audit(&folder, &output, &[]);
    let fresh = dir.path().join("fresh");
    audit(&folder, &fresh, &[]);
    assert!(files(&output) == files(&fresh));
}
