//! The checks and their pages are the same set, and every example table holds.

use std::collections::BTreeSet;
use std::path::Path;

use duikan::align::Pair;
use duikan::audit::{Options, check_pairs};
use duikan::checks::{ALL, Check};

const SECTIONS: [&str; 4] =
    ["## What it reports", "## Why it matters", "## Examples", "## Known misses and false alarms"];

/// Rows of the page's example table: source, target, expected severities. `<br>` in a cell parts the segments of a document.
fn examples(check: &Check) -> Vec<(Vec<String>, Vec<String>, Vec<String>)> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect()
    };
    let split = |cell: &str| cell.split("<br>").map(|s| s.trim().to_owned()).collect::<Vec<_>>();
    check
        .page
        .lines()
        .filter(|l| l.starts_with('|'))
        .map(cells)
        .filter(|c| c.len() == 3 && c[0] != "source" && !c[0].starts_with("--"))
        .map(|c| {
            let mut severities: Vec<String> = if c[2] == "none" {
                Vec::new()
            } else {
                c[2].split(',').map(|s| s.trim().to_owned()).collect()
            };
            severities.sort();
            (split(&c[0]), split(&c[1]), severities)
        })
        .collect()
}

#[test]
fn files_pages_and_slice_are_the_same_set() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = |dir: &str, ending: &str| -> BTreeSet<String> {
        std::fs::read_dir(root.join(dir))
            .unwrap()
            .filter_map(|e| {
                e.unwrap().file_name().into_string().unwrap().strip_suffix(ending).map(str::to_owned)
            })
            .filter(|n| n != "mod" && n != "README")
            .collect()
    };
    let ids: BTreeSet<String> = ALL.iter().map(|c| c.id.to_owned()).collect();
    assert_eq!(ids.len(), ALL.len(), "two checks share an id");
    assert_eq!(names("docs/checks", ".md"), ids);
    assert_eq!(names("src/checks", ".rs").iter().map(|n| n.replace('_', "-")).collect::<BTreeSet<_>>(), ids);
}

#[test]
fn pages_have_their_sections() {
    for check in ALL {
        assert!(check.page.starts_with(&format!("# {}\n", check.id)), "{}: first line", check.id);
        let mut at = 0;
        for section in SECTIONS {
            let here = check.page.find(&format!("\n{section}\n"));
            assert!(here.is_some_and(|h| h >= at), "{}: `{section}` is missing or out of order", check.id);
            at = here.unwrap_or(0);
        }
    }
}

#[test]
fn every_example_holds() {
    let options = Options::default();
    let mut wrong = Vec::new();
    for check in ALL {
        let rows = examples(check);
        assert!(rows.iter().any(|r| r.2.is_empty()), "{}: no example that stays silent", check.id);
        assert!(rows.iter().any(|r| !r.2.is_empty()), "{}: no example that fires", check.id);
        for (source, target, expected) in rows {
            let pairs: Vec<Pair> = source
                .iter()
                .zip(target.iter())
                .enumerate()
                .map(|(k, (s, t))| {
                    let mut p = Pair::of(s, t, options.lexicon);
                    p.id = k.to_string();
                    p
                })
                .collect();
            assert_eq!(source.len(), target.len(), "{}: `<br>` counts differ: {source:?}", check.id);
            let found = check_pairs("example", None, &pairs, true, &options);
            let mut got: Vec<String> =
                found.iter().filter(|f| f.check == check.id).map(|f| f.severity.name().to_owned()).collect();
            got.sort();
            if got != expected {
                wrong.push(format!(
                    "{}: {source:?} | {target:?}: expected {expected:?}, got {got:?}",
                    check.id
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
