//! Errors that a check reports, and correct renderings that none reports.

use duikan::align::Pair;
use duikan::audit::{Options, check_pairs};
use duikan::lexicon::table;

#[test]
fn errors_are_told_from_renderings() {
    let options = Options::default();
    let mut wrong = Vec::new();
    for row in table::rows(include_str!("pairs/renderings.tsv")) {
        let [wanted, source, target, why] = row[..] else { panic!("{row:?}") };
        let pair = Pair::of(source, target, options.lexicon);
        let found = check_pairs("pairs", None, &[pair], false, &options);
        let got: Vec<&str> = found.iter().map(|f| f.check).collect();
        let right = if wanted == "none" { got.is_empty() } else { got.contains(&wanted) };
        if !right {
            wrong.push(format!("{source} | {target}: wanted {wanted}, got {got:?} ({why})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
