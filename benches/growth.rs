//! How time and memory grow with the text: `cargo bench --bench growth`, or with other sizes `cargo bench --bench growth -- 40000 160000`.
//!
//! Two texts, each made of the sets in `tests/align` again and again in a shuffled order: *numbered*, in which every eighth
//! pair has a number of its own, so that there are certain points, and *repeating*, in which nothing is unique. Each size runs
//! in a process of its own, so that its highest memory is its own.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use duikan::align::align;
use duikan::align::score::read_beads;
use duikan::lexicon::Lexicon;

/// Segments a side.
const SIZES: [usize; 3] = [10_000, 20_000, 40_000];
/// Every so many pairs of the numbered text have a number of their own.
const NUMBERED: usize = 8;

type Text = (Vec<String>, Vec<String>);

fn text(size: usize, numbered: bool) -> Text {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align");
    let mut folders: Vec<_> =
        std::fs::read_dir(root).expect("the sets are shipped").flatten().map(|e| e.path()).collect();
    folders.sort();
    let mut beads: Vec<Text> = Vec::new();
    for folder in folders {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a set has all files");
        let (source, target) = (read("zh"), read("en"));
        let (source, target): (Vec<&str>, Vec<&str>) = (source.lines().collect(), target.lines().collect());
        for (s, t) in read_beads(&read("gold")).expect("gold beads can be read") {
            let of = |side: &[&str], ids: &[usize]| ids.iter().map(|k| side[*k].to_owned()).collect();
            beads.push((of(&source, &s), of(&target, &t)));
        }
    }
    let mut out: Text = Default::default();
    let (mut state, mut pair) = (1u64, 0usize);
    while out.0.len() < size {
        // Knuth's multiplier for linear congruential generators (MMIX).
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (mut source, mut target) = beads[(state >> 33) as usize % beads.len()].clone();
        pair += 1;
        if numbered && pair.is_multiple_of(NUMBERED) {
            let number = 10_000 + pair;
            if let (Some(s), Some(t)) = (source.last_mut(), target.last_mut()) {
                s.push_str(&format!("（第{number}号）"));
                t.push_str(&format!(" (No. {number})"));
            }
        }
        out.0.append(&mut source);
        out.1.append(&mut target);
    }
    out
}

/// Most memory the process has had, in kilobytes; 0 where the system does not say.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn one(size: usize, numbered: bool) {
    let (source, target) = text(size, numbered);
    let strs = |side: &'static [String]| side.iter().map(String::as_str).collect::<Vec<_>>();
    let (source, target) = (strs(source.leak()), strs(target.leak()));
    let start = Instant::now();
    let beads = align(&source, &target, Lexicon::embedded());
    println!("{} {} {}", start.elapsed().as_millis(), peak(), beads.len());
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    // `cargo test --benches` only wants to know that it runs.
    if arguments.iter().any(|a| a == "--test") {
        return;
    }
    if let [flag, kind, size] = &arguments[..]
        && flag == "--one"
    {
        one(size.parse().unwrap_or(1), kind == "numbered");
        return;
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let program = std::env::current_exe().expect("the bench knows where it is");
    println!("{:10} {:>9} {:>9} {:>9} {:>16}", "text", "segments", "seconds", "memory", "time a doubling");
    for kind in ["numbered", "repeating"] {
        let mut before: Option<(usize, f64)> = None;
        for &size in &sizes {
            let run = Command::new(&program).args(["--one", kind, &size.to_string()]).output();
            let out = run.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
            let figures: Vec<f64> = out.split_whitespace().filter_map(|f| f.parse().ok()).collect();
            let [milliseconds, kilobytes, _] = figures[..] else {
                eprintln!("error: {kind} {size}: the run failed");
                std::process::exit(1);
            };
            let seconds = milliseconds / 1000.0;
            let growth = before.map_or_else(String::new, |(n, t)| {
                let doublings = (size as f64 / n as f64).log2();
                format!("{:.2}×", (seconds / t).powf(1.0 / doublings))
            });
            println!("{kind:10} {size:>9} {seconds:>9.2} {:>6.0} MB {growth:>16}", kilobytes / 1000.0);
            before = Some((size, seconds));
        }
    }
}
