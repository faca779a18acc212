//! Tables of pairs with the severities that a check should give them (`tests/pairs/*.tsv`).

use duikan::align::Pair;
use duikan::audit::{Options, check_pairs};
use duikan::checks::by_id;
use duikan::lexicon::table;

/// Runs one check over a table: severities parted by commas or `none`, source, target. Panics with every row that it judges otherwise.
pub fn judge(check: &str, rows: &'static str) {
    let options = Options { checks: vec![by_id(check).unwrap()], ..Options::default() };
    let mut wrong = Vec::new();
    for row in table::rows(rows) {
        let [wanted, source, target] = row[..] else { panic!("{row:?}") };
        let pair = Pair::of(&format!("{source}。"), &format!("{target}."), options.lexicon);
        let found = check_pairs("pairs", None, &[pair], false, &options);
        let mut got: Vec<&str> = found.iter().map(|f| f.severity.name()).collect();
        got.sort_unstable();
        let got = if got.is_empty() { "none".to_owned() } else { got.join(",") };
        if got != wanted {
            wrong.push(format!("{source} | {target}: wanted {wanted}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
