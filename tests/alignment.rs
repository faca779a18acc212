//! Alignment: figures on the sets shipped with the project must not fall, the corridor must not cost quality, and whatever
//! the input, every segment is in exactly one bead.

use std::path::Path;

use duikan::align::score::{Ids, Score, read_beads, score};
use duikan::align::{Bead, Options, Search, align, align_with};
use duikan::lexicon::Lexicon;
use proptest::prelude::*;

/// Strict F1 that each set must reach: a hair below what was last measured (docs/evaluation.md).
const FLOORS: [(&str, f64); 10] = [
    ("court-statement", 0.97),
    ("government-report", 0.97),
    ("medical", 0.98),
    ("minutes", 0.97),
    ("novel-classical", 0.96),
    ("novel-modern", 0.95),
    ("scan-noisy", 0.90),
    ("speech", 0.98),
    ("statute", 0.98),
    ("technical", 0.98),
];

fn lines(path: &Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

fn ids(beads: &[Bead]) -> Vec<Ids> {
    beads.iter().map(|b| (b.source.clone().collect(), b.target.clone().collect())).collect()
}

fn measure(folder: &Path, search: Search) -> Score {
    let (source, target) = (lines(&folder.join("zh")), lines(&folder.join("en")));
    let strs = |l: &'_ [String]| -> Vec<String> { l.to_vec() };
    let (source, target) = (strs(&source), strs(&target));
    let beads = align_with(
        &source.iter().map(String::as_str).collect::<Vec<_>>(),
        &target.iter().map(String::as_str).collect::<Vec<_>>(),
        Lexicon::embedded(),
        &Options { search, ..Options::default() },
    );
    score(&read_beads(&std::fs::read_to_string(folder.join("gold")).unwrap()).unwrap(), &ids(&beads))
}

#[test]
fn figures_on_the_shipped_sets_do_not_fall() {
    let mut fallen = Vec::new();
    for (name, floor) in FLOORS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align").join(name);
        let f1 = measure(&folder, Search::Corridor).strict.f1();
        if f1 < floor {
            fallen.push(format!("{name}: strict F1 {f1:.3}, at least {floor} expected"));
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

/// The corridor is used from about 200 segments a side on, so the sets are laid end to end.
#[test]
fn the_corridor_finds_what_exact_search_finds() {
    let (mut source, mut target) = (Vec::new(), Vec::new());
    for (name, _) in FLOORS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align").join(name);
        source.extend(lines(&folder.join("zh")));
        target.extend(lines(&folder.join("en")));
    }
    let source: Vec<&str> = source.iter().map(String::as_str).collect();
    let target: Vec<&str> = target.iter().map(String::as_str).collect();
    let exact = align_with(
        &source,
        &target,
        Lexicon::embedded(),
        &Options { search: Search::Exact, ..Options::default() },
    );
    let corridor = align_with(&source, &target, Lexicon::embedded(), &Options::default());
    let agreement = score(&ids(&exact), &ids(&corridor)).strict.f1();
    assert!(agreement > 0.995, "corridor and exact search agree on {agreement:.4} of the beads");
}

#[test]
fn text_that_repeats_itself_is_aligned_along_the_diagonal() {
    let source = ["会议今天开始。", "代表们到了。", "天气很好。"].repeat(400);
    let target =
        ["The meeting begins today.", "The delegates have arrived.", "The weather is fine."].repeat(400);
    let beads = align(&source, &target, Lexicon::embedded());
    assert!(beads.iter().all(|b| b.source == b.target && b.source.len() == 1));
}

fn assert_covers(beads: &[Bead], source: usize, target: usize) {
    let (mut s, mut t) = (0, 0);
    let mut targets: Vec<usize> = Vec::new();
    for b in beads {
        assert!(b.source.start == s, "gap or overlap at {b:?}");
        assert!(b.is_crossing || b.target.start >= t, "out of order: {b:?}");
        assert!(b.source.len() + b.target.len() > 0, "empty bead");
        assert!((0.0..=1.0).contains(&b.confidence), "confidence of {b:?}");
        targets.extend(b.target.clone());
        s = b.source.end;
        t = if b.is_crossing { t } else { b.target.end };
    }
    targets.sort_unstable();
    assert_eq!(s, source);
    assert_eq!(targets, (0..target).collect::<Vec<_>>());
}

/// A block of paragraphs that the translation puts elsewhere is found there, and nothing else is taken for moved.
#[test]
fn moved_paragraphs_cross_the_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align/statute");
    let (source, target) = (lines(&folder.join("zh")), lines(&folder.join("en")));
    let gold = read_beads(&std::fs::read_to_string(folder.join("gold")).unwrap()).unwrap();
    let is_long = |b: &Ids| b.0.len() == 1 && b.1.len() == 1 && source[b.0[0]].chars().count() > 30;
    let k = (10..gold.len()).find(|k| is_long(&gold[*k]) && is_long(&gold[*k + 1])).unwrap();
    let moved: Vec<usize> = [&gold[k].1[..], &gold[k + 1].1[..]].concat();
    let mut order: Vec<usize> = (0..target.len()).filter(|t| !moved.contains(t)).collect();
    order.splice(2..2, moved.iter().copied());
    let source: Vec<&str> = source.iter().map(String::as_str).collect();
    let target: Vec<&str> = order.iter().map(|t| target[*t].as_str()).collect();
    let beads = align(&source, &target, Lexicon::embedded());
    let found: Vec<(usize, usize)> =
        beads.iter().filter(|b| b.is_crossing).map(|b| (b.source.start, order[b.target.start])).collect();
    assert_eq!(found, [(gold[k].0[0], moved[0]), (gold[k + 1].0[0], moved[1])]);
    assert_covers(&beads, source.len(), target.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_segment_is_in_exactly_one_bead(
        source in prop::collection::vec("[一二三大小中国人民\\PC。，]{0,12}", 0..30),
        target in prop::collection::vec("[a-zA-Z ,.\\PC0-9]{0,40}", 0..30),
    ) {
        let source: Vec<&str> = source.iter().map(String::as_str).collect();
        let target: Vec<&str> = target.iter().map(String::as_str).collect();
        let beads = align(&source, &target, Lexicon::embedded());
        assert_covers(&beads, source.len(), target.len());
        prop_assert_eq!(beads, align(&source, &target, Lexicon::embedded()));
    }
}
