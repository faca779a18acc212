//! What each ingredient of the alignment gives: strict F1 with all of them and with each left out, by set.
//!
//! `cargo run --release --example ablation [FOLDER…]`: folders hold `zh` and `en`, a segment a line, and `gold` beads; without any,
//! the sets shipped with the project. `--weights` instead moves every weight down and up by a fifth, chooses on all sets but one
//! genre what helps most, and shows what that does to the genre left out: whether a finer fit would carry over.

use std::path::{Path, PathBuf};

use duikan::align::score::{Ids, read_beads, score};
use duikan::align::{Options, Recipe, align_with};
use duikan::lexicon::Lexicon;
use rayon::prelude::*;

struct Set {
    name: String,
    source: Vec<String>,
    target: Vec<String>,
    gold: Vec<Ids>,
}

fn read(folder: &Path) -> Result<Set, String> {
    let text = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
    };
    let lines = |name: &str| text(name).map(|t| t.lines().map(str::to_owned).collect::<Vec<_>>());
    Ok(Set {
        name: folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        source: lines("zh")?,
        target: lines("en")?,
        gold: read_beads(&text("gold")?).map_err(|e| e.to_string())?,
    })
}

/// Strict F1 of each set.
fn measure(sets: &[Set], recipe: &Recipe) -> Vec<f64> {
    let options = Options { recipe: recipe.clone(), ..Options::default() };
    sets.par_iter()
        .map(|set| {
            let source: Vec<&str> = set.source.iter().map(String::as_str).collect();
            let target: Vec<&str> = set.target.iter().map(String::as_str).collect();
            let beads = align_with(&source, &target, Lexicon::embedded(), &options);
            let ids: Vec<Ids> =
                beads.iter().map(|b| (b.source.clone().collect(), b.target.clone().collect())).collect();
            score(&set.gold, &ids).strict.f1()
        })
        .collect()
}

fn mean(figures: &[f64]) -> f64 {
    figures.iter().sum::<f64>() / figures.len().max(1) as f64
}

type Change = (&'static str, fn(&mut Recipe));

const INGREDIENTS: [Change; 14] = [
    ("all", |_| {}),
    ("no length", |r| r.weights.length = 0.0),
    ("no glosses for the translation's words", |r| r.reliability.english = 0.0),
    ("no glosses for the source's words", |r| r.reliability.chinese = 0.0),
    ("no dictionary", |r| (r.reliability.english, r.reliability.chinese) = (0.0, 0.0)),
    ("no numbers and enumerators", |r| r.reliability.number = 0.0),
    ("no names by sound", |r| r.reliability.name = 0.0),
    ("no punctuation", |r| r.reliability.punctuation = 0.0),
    ("no agreement of endings", |r| (r.weights.agreement, r.weights.inner) = (0.0, 0.0)),
    ("no page marks", |r| (r.weights.furniture, r.weights.furniture_inside) = (r.weights.one_sided, 0.0)),
    ("no learning", |r| r.learns = false),
    ("no adaptation", |r| r.adapts = false),
    ("no votes of pieces", |r| r.votes = false),
    ("nothing but length and type", |r| {
        (r.learns, r.votes) = (false, false);
        (r.weights.agreement, r.weights.inner) = (0.0, 0.0);
        r.weights.to_source = 0.0;
        r.weights.to_target = 0.0;
    }),
];

type Weight = (&'static str, fn(&mut Recipe) -> &mut f32);

const WEIGHTS: [Weight; 15] = [
    ("to_target", |r| &mut r.weights.to_target),
    ("to_source", |r| &mut r.weights.to_source),
    ("one_sided", |r| &mut r.weights.one_sided),
    ("unexplained", |r| &mut r.weights.unexplained),
    ("variance_floor", |r| &mut r.weights.variance_floor),
    ("variance_slope", |r| &mut r.weights.variance_slope),
    ("length", |r| &mut r.weights.length),
    ("agreement", |r| &mut r.weights.agreement),
    ("inner", |r| &mut r.weights.inner),
    ("vote", |r| &mut r.weights.vote),
    ("english", |r| &mut r.reliability.english),
    ("chinese", |r| &mut r.reliability.chinese),
    ("number", |r| &mut r.reliability.number),
    ("punctuation", |r| &mut r.reliability.punctuation),
    ("learned", |r| &mut r.reliability.learned),
];

fn ablations(sets: &[Set]) {
    let mut rows: Vec<(&str, Vec<f64>)> = Vec::new();
    for (name, change) in INGREDIENTS {
        let mut recipe = Recipe::default();
        change(&mut recipe);
        rows.push((name, measure(sets, &recipe)));
    }
    println!("{:40} {:>6}  {}", "strict F1", "mean", names(sets));
    for (name, figures) in &rows {
        let cells: Vec<String> = figures.iter().map(|f| format!("{f:>9.3}")).collect();
        println!("{name:40} {:>6.3}  {}", mean(figures), cells.join(" "));
    }
}

fn names(sets: &[Set]) -> String {
    let short = |n: &str| n.chars().take(9).collect::<String>();
    sets.iter().map(|s| format!("{:>9}", short(&s.name))).collect::<Vec<_>>().join(" ")
}

/// The genre of a set: its name up to a hyphen, so that `novel-modern` and `novel-classical` are left out together.
fn genre(name: &str) -> &str {
    name.split('-').next().unwrap_or(name)
}

fn leave_one_genre_out(sets: &[Set]) {
    let base = measure(sets, &Recipe::default());
    let mut steps: Vec<(String, Vec<f64>)> = Vec::new();
    for (name, weight) in WEIGHTS {
        for factor in [0.8, 1.25] {
            let mut recipe = Recipe::default();
            let slot = weight(&mut recipe);
            *slot *= factor;
            if matches!(name, "english" | "chinese" | "number" | "punctuation" | "learned") {
                *slot = slot.min(0.95);
            }
            let figures = measure(sets, &recipe);
            println!(
                "{name:16} × {factor:<5} mean {:.4} ({:+.4})",
                mean(&figures),
                mean(&figures) - mean(&base)
            );
            steps.push((format!("{name} × {factor}"), figures));
        }
    }
    let mut genres: Vec<&str> = sets.iter().map(|s| genre(&s.name)).collect();
    genres.dedup();
    println!("\n{:16} {:24} {:>10} {:>10}", "left out", "best step on the others", "gain there", "gain here");
    let mut carried = Vec::new();
    for left in genres {
        let gain = |figures: &[f64], here: bool| {
            let of: Vec<f64> = (0..sets.len())
                .filter(|k| (genre(&sets[*k].name) == left) == here)
                .map(|k| figures[k] - base[k])
                .collect();
            mean(&of)
        };
        let best = steps.iter().max_by(|a, b| gain(&a.1, false).total_cmp(&gain(&b.1, false)));
        if let Some((name, figures)) = best {
            carried.push(gain(figures, true));
            println!("{left:16} {name:24} {:>+10.4} {:>+10.4}", gain(figures, false), gain(figures, true));
        }
    }
    println!("mean strict F1 {:.4}; mean gain on genres left out {:+.4}", mean(&base), mean(&carried));
}

fn main() -> std::process::ExitCode {
    let (flags, folders): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let mut folders: Vec<PathBuf> = folders.into_iter().map(PathBuf::from).collect();
    if folders.is_empty() {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align");
        let entries = std::fs::read_dir(&shipped).into_iter().flatten().flatten();
        folders = entries.map(|e| e.path()).filter(|p| p.is_dir()).collect();
        folders.sort();
    }
    let sets: Result<Vec<Set>, String> = folders.iter().map(|f| read(f)).collect();
    match sets {
        Err(message) => {
            eprintln!("error: {message}");
            std::process::ExitCode::from(2)
        }
        Ok(sets) => {
            if flags.iter().any(|f| f == "--weights") {
                leave_one_genre_out(&sets);
            } else {
                ablations(&sets);
            }
            std::process::ExitCode::SUCCESS
        }
    }
}
