//! The plain-text tables under `data/`: one row a line, columns parted by tabs, `#` begins a comment line.

/// The rows of a table. Empty lines and lines that begin with `#` are passed over; cells are trimmed.
///
/// ```
/// let rows: Vec<_> = duikan::lexicon::table::rows("# word\tvalue\n两\t2\n").collect();
/// assert_eq!(rows, [vec!["两", "2"]]);
/// ```
pub fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .map(|l| l.trim_end_matches('\r'))
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').map(str::trim).collect())
}
