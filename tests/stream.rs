//! Streams run in constant memory: the most that the program ever holds is the same for many lines as for few.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Memory that may differ between a short stream and a long one, in megabytes: what is read ahead, and the size of what was judged. A
/// program that keeps what it reads must be seen, so that the long stream is several times as much longer than the short one.
const SLACK: u64 = 16;

/// What a stream of so many lines took: megabytes written to it, megabytes of memory at the most, seconds, lines of output.
struct Run {
    written: u64,
    megabytes: u64,
    seconds: f32,
    answers: usize,
}

/// Audits so many lines, each one of `lines` with an id of its own of so many characters: these cost memory and hardly any time.
fn run(option: &str, lines: &[(String, String)], count: usize, width: usize) -> Run {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_duikan"))
        .args(["audit", "--no-config", "--format", "jsonl", "--output", "-", option, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (answers, megabytes, written) = thread::scope(|scope| {
        let written = scope.spawn(|| {
            let (mut input, mut written) = (BufWriter::new(input), 0);
            for n in 0..count {
                let (source, target) = &lines[n % lines.len()];
                let id = format!("{n:0width$}");
                let line = serde_json::json!({"id": id, "source": source, "target": target}).to_string();
                writeln!(input, "{line}").unwrap();
                written += line.len() as u64 + 1;
            }
            written
        });
        let answers = scope.spawn(|| BufReader::new(output).lines().count());
        let mut most = 0;
        while !answers.is_finished() {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let kilobytes = text.lines().find_map(|l| l.strip_prefix("VmHWM:")?.split_whitespace().next());
            most = most.max(kilobytes.and_then(|k| k.parse::<u64>().ok()).unwrap_or(0));
            thread::sleep(Duration::from_millis(20));
        }
        (answers.join().unwrap(), most / 1024, written.join().unwrap() >> 20)
    });
    assert!(child.wait().unwrap().success());
    Run { written, megabytes, seconds: begun.elapsed().as_secs_f32(), answers }
}

/// Runs a short stream and a long one, twenty times as long unless the variable `named` says how long.
fn constant(option: &str, lines: &[(String, String)], short: usize, width: usize, named: &str) {
    let long = std::env::var(named).ok().and_then(|n| n.parse().ok()).unwrap_or(20 * short);
    let runs = [short, long].map(|count| {
        let run = run(option, lines, count, width);
        eprintln!(
            "{option}: {count} lines, {} MB, {} findings, {} MB at the most, {:.1} s",
            run.written, run.answers, run.megabytes, run.seconds
        );
        run
    });
    assert!(runs[0].answers > 0 && runs[1].answers > runs[0].answers);
    assert!(runs[1].written >= runs[0].written + 3 * SLACK, "too short to show anything");
    assert!(runs[0].megabytes > 0 && runs[1].megabytes < runs[0].megabytes + SLACK);
}

fn pairs() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs/correct.jsonl");
    let pair = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| value[key].as_str().unwrap().to_owned();
        (text("source"), text("target"))
    };
    let text = fs::read_to_string(path).unwrap();
    // Every second translation belongs to another original, so that there is something to report.
    let all: Vec<(String, String)> = text.lines().map(pair).collect();
    let wrong = |k: usize| if k.is_multiple_of(2) { k } else { (k + 7) % all.len() };
    (0..all.len()).map(|k| (all[k].0.clone(), all[wrong(k)].1.clone())).collect()
}

#[test]
fn pairs_take_constant_memory() {
    constant("--pairs", &pairs(), 3_000, 800, "DUIKAN_PAIRS");
}

#[test]
fn documents_take_constant_memory() {
    let pairs = pairs();
    let documents: Vec<(String, String)> = (0..40)
        .map(|n| {
            let part: Vec<&(String, String)> = (0..8).map(|k| &pairs[(n * 3 + k) % pairs.len()]).collect();
            let side =
                |f: fn(&(String, String)) -> &str| part.iter().map(|p| f(p)).collect::<Vec<_>>().join("\n\n");
            (side(|p| &p.0), side(|p| &p.1))
        })
        .collect();
    constant("--documents", &documents, 100, 30_000, "DUIKAN_DOCUMENTS");
}
