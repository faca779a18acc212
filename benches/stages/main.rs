//! Time of each stage: `cargo bench`. For comparison between changes on one machine, not an absolute figure.
//!
//! `cargo bench --bench stages -- long [TEXT …]` tells how the time of each check grows with the length of one segment: see [`long`].

mod long;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use duikan::align::{Links, Pair, align, align_document};
use duikan::audit::{Options, check_pairs};
use duikan::document::read_one;
use duikan::lexicon::Lexicon;
use duikan::text::{Chinese, English};

/// How long each measurement lasts, about.
const LONG_ENOUGH: Duration = Duration::from_millis(800);
/// Measurements of each stage; the fastest is printed, as the one least disturbed.
const ROUNDS: u32 = 5;

/// Runs `work`, which does `units` of something, for a while and prints the time of one unit.
fn measure(name: &str, units: usize, unit: &str, mut work: impl FnMut()) {
    work();
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let (start, mut runs) = (Instant::now(), 0u32);
        while start.elapsed() < LONG_ENOUGH / ROUNDS {
            work();
            runs += 1;
        }
        best = best.min(start.elapsed().as_secs_f64() / f64::from(runs) / units as f64);
    }
    println!("{name:32} {:10.1} µs a {unit} {:12.0} a second", best * 1e6, 1.0 / best);
}

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    let quick = std::env::args().any(|a| a == "--test");
    let lexicon = Lexicon::embedded();
    let options = Options::default();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples/minutes.txt");
    let document = read_one(&path, None).expect("the example can be read").document;
    let alignment = align_document(&document, lexicon);
    let texts: Vec<(String, String)> = alignment
        .beads
        .iter()
        .flat_map(|b| &b.sentences)
        .filter_map(|s| Some((s.source.first()?.text.clone(), s.target.first()?.text.clone())))
        .collect();
    if quick {
        return;
    }
    if std::env::args().any(|a| a == "long") {
        let chosen: Vec<String> = std::env::args().skip_while(|a| a != "long").skip(1).collect();
        long::print(&texts, &chosen, lexicon);
        return;
    }
    let n = texts.len();
    measure("fold and segment Chinese", n, "sentence", || {
        for (s, _) in &texts {
            black_box(Chinese::new(s, lexicon));
        }
    });
    measure("cut English into tokens", n, "sentence", || {
        for (_, t) in &texts {
            black_box(English::new(t, lexicon));
        }
    });
    let read: Vec<(Chinese, English)> =
        texts.iter().map(|(s, t)| (Chinese::new(s, lexicon), English::new(t, lexicon))).collect();
    measure("link words", n, "pair", || {
        for (zh, en) in &read {
            black_box(Links::new(zh, en, lexicon));
        }
    });
    let pairs: Vec<Pair> = texts.iter().map(|(s, t)| Pair::of(s, t, lexicon)).collect();
    for check in &options.checks {
        let only = Options { checks: vec![*check], ..Options::default() };
        measure(&format!("check {}", check.id), n, "pair", || {
            for pair in &pairs {
                black_box(check_pairs("", None, std::slice::from_ref(pair), false, &only));
            }
        });
    }
    measure("all of it, on all cores", n, "pair", || {
        let pairs: Vec<Pair> = texts.iter().map(|(s, t)| Pair::of(s, t, lexicon)).collect();
        black_box(check_pairs("", None, &pairs, false, &options));
    });
    for times in [1, 4, 16] {
        let repeat = |k: usize| -> Vec<&str> {
            let side = texts.iter().map(|(s, t)| if k == 0 { s.as_str() } else { t.as_str() });
            side.cycle().take(n * times).collect()
        };
        let (source, target) = (repeat(0), repeat(1));
        measure(&format!("align {} sentences", source.len()), source.len(), "sentence", || {
            black_box(align(&source, &target, lexicon));
        });
    }
}
