//! Puts errors into correct pairs and counts those that are found.

mod dice;
mod digits;
mod names;
mod sentences;
mod words;

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use duikan::audit::{Options, audit_pairs};
use duikan::document::pairs::{self, Record};
use duikan::finding::Finding;

use dice::Dice;
use names::Names;

/// A translation with one error in it.
pub struct Edit {
    /// The wrong translation.
    pub target: String,
    /// What was changed, in bytes of `target`; empty where something was taken out.
    pub changed: Range<usize>,
}

impl Edit {
    /// `target` with `with` in the place of the bytes `at`; `None` if that changes nothing.
    pub fn replace(target: &str, at: Range<usize>, with: &str) -> Option<Self> {
        if target.get(at.clone())? == with {
            return None;
        }
        let changed = at.start..at.start + with.len();
        Some(Self { target: format!("{}{with}{}", &target[..at.start], &target[at.end..]), changed })
    }
}

/// A kind of error.
pub struct Kind {
    /// Its name in the table.
    pub name: &'static str,
    /// The checks whose business it is.
    checks: &'static [&'static str],
    /// Puts such an error into a pair of the set; `None` if the pair permits none.
    make: fn(&Set, usize, &mut Dice) -> Option<Edit>,
}

/// Every kind, in the order of the table.
pub fn kinds() -> &'static [Kind] {
    const NUMBERS: &[&str] = &["numbers", "dates"];
    const NAMES: &[&str] = &["names", "name-consistency"];
    const NEGATION: &[&str] = &["negation", "negation-scope"];
    macro_rules! words {
        ($table:literal) => {
            |set, k, dice| words::swap($table, set, k, dice)
        };
    }
    static KINDS: &[Kind] = &[
        Kind { name: "digit", checks: NUMBERS, make: digits::digit },
        Kind { name: "order-of-magnitude", checks: NUMBERS, make: digits::magnitude },
        Kind { name: "transposed", checks: NUMBERS, make: digits::transposed },
        Kind { name: "date", checks: &["dates"], make: digits::date },
        Kind { name: "person-swapped", checks: NAMES, make: names::person },
        Kind { name: "person-misread", checks: NAMES, make: names::misread },
        Kind { name: "place-swapped", checks: NAMES, make: names::place },
        Kind { name: "negation-added", checks: NEGATION, make: words!("negation-added") },
        Kind { name: "negation-lost", checks: NEGATION, make: words!("negation-lost") },
        Kind { name: "scope", checks: NEGATION, make: words!("scope") },
        Kind { name: "quantifier", checks: &["quantifiers", "negation-scope"], make: words!("quantifier") },
        Kind { name: "modal", checks: &["modality"], make: words!("modal") },
        Kind {
            name: "quantifier-other",
            checks: &["quantifiers", "negation-scope"],
            make: words!("quantifier-other"),
        },
        Kind { name: "modal-other", checks: &["modality"], make: words!("modal-other") },
        Kind { name: "degree", checks: &["degree"], make: words!("degree") },
        Kind { name: "sentence-dropped", checks: &["omission"], make: sentences::dropped },
        Kind { name: "sentence-inserted", checks: &["addition"], make: sentences::inserted },
        Kind { name: "clause-dropped", checks: &["omission"], make: sentences::clause },
        Kind { name: "doubled-word", checks: &["target-language"], make: sentences::doubled },
        Kind { name: "han-left-over", checks: &["untranslated"], make: sentences::han },
        Kind { name: "direction", checks: &["direction"], make: words!("direction") },
        Kind { name: "pronoun", checks: &["reference"], make: words!("pronoun") },
        Kind { name: "quotation-lost", checks: &["quotation"], make: sentences::quotation },
        Kind { name: "question", checks: &["sentence-type"], make: sentences::question },
    ];
    KINDS
}

/// Correct pairs of one origin.
pub struct Set {
    /// What it is called.
    pub name: String,
    /// Its pairs.
    pub records: Vec<Record>,
    /// The names in each pair's translation.
    names: Names,
}

impl Set {
    /// The sets of a file: its pairs by the field `set`, or all of them under the file's name.
    pub fn read(file: &Path) -> Result<Vec<Self>, Box<dyn std::error::Error>> {
        #[derive(serde::Deserialize)]
        struct Origin {
            set: Option<String>,
        }
        let given = pairs::read(file, None)?;
        let text = std::fs::read_to_string(file)?;
        let lines: Vec<&str> = text.lines().collect();
        let mut sets: Vec<Self> = Vec::new();
        for record in given.records {
            let origin =
                lines.get(record.line.saturating_sub(1)).and_then(|l| serde_json::from_str::<Origin>(l).ok());
            let name = origin.and_then(|o| o.set).unwrap_or_else(|| {
                file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
            });
            match sets.iter_mut().find(|s| s.name == name) {
                Some(set) => set.records.push(record),
                None => sets.push(Self { name, records: vec![record], names: Names::default() }),
            }
        }
        for set in &mut sets {
            set.names = Names::of(&set.records);
        }
        Ok(sets)
    }

    /// The findings on the untouched pairs, by pair, those without any left out.
    pub fn flagged(&self, options: &Options) -> Vec<(usize, Vec<Finding>)> {
        by_pair(&self.records, options).into_iter().enumerate().filter(|(_, f)| !f.is_empty()).collect()
    }
}

/// What became of the errors of one kind in one set.
#[derive(Default)]
pub struct Score {
    /// Errors put in.
    pub injected: usize,
    /// Those that a finding points at which the untouched pair has not.
    pub any: usize,
    /// Those that such a finding of the right check points at.
    pub right: usize,
    /// The others, to be read.
    pub misses: Vec<String>,
}

/// The errors of one kind in at most `most` pairs of the set, evenly spread, each with the number of its pair.
pub fn edits(set: &Set, kind: &Kind, most: usize) -> Vec<(usize, Edit)> {
    let mut edits: Vec<(usize, Edit)> = (0..set.records.len())
        .filter_map(|k| {
            let mut dice = Dice::of(&set.records[k].id, kind.name);
            Some((k, (kind.make)(set, k, &mut dice)?))
        })
        .collect();
    let all = edits.len();
    if all > most {
        let mut at = 0;
        edits.retain(|_| {
            at += 1;
            (at * most) / all > ((at - 1) * most) / all
        });
    }
    edits
}

/// Puts errors of one kind into at most `most` pairs of the set and audits them.
pub fn score(set: &Set, kind: &Kind, most: usize, options: &Options) -> Score {
    let edits = edits(set, kind, most);
    let clean: Vec<Record> = edits.iter().map(|(k, _)| set.records[*k].clone()).collect();
    let wrong: Vec<Record> =
        edits.iter().map(|(k, e)| Record { target: e.target.clone(), ..set.records[*k].clone() }).collect();
    let (before, after) = (by_pair(&clean, options), by_pair(&wrong, options));
    let mut score = Score { injected: edits.len(), ..Score::default() };
    for (((k, edit), before), after) in edits.iter().zip(before).zip(after) {
        let known: HashSet<(&str, &str, &str)> =
            before.iter().map(|f| (f.check, &*f.source_quote, &*f.target_quote)).collect();
        let hits: Vec<&Finding> = after
            .iter()
            .filter(|f| !known.contains(&(f.check, &*f.source_quote, &*f.target_quote)))
            .filter(|f| points_at(f, edit))
            .collect();
        score.any += usize::from(!hits.is_empty());
        score.right += usize::from(hits.iter().any(|f| kind.checks.contains(&f.check)));
        if hits.is_empty() {
            let (t, c) = (&edit.target, &edit.changed);
            score.misses.push(format!(
                "{}\t{}\t{}⟦{}⟧{}",
                set.records[*k].id,
                set.records[*k].source,
                &t[..c.start],
                &t[c.clone()],
                &t[c.end..]
            ));
        }
    }
    score
}

/// Whether a finding points at the changed place: by its place in the translation, or, where it has none there or something was taken
/// out, by being new.
fn points_at(finding: &Finding, edit: &Edit) -> bool {
    match finding.spans.1 {
        Some(span) if !edit.changed.is_empty() => {
            span.start <= edit.changed.end + 1 && edit.changed.start <= span.end + 1
        }
        _ => true,
    }
}

fn by_pair(records: &[Record], options: &Options) -> Vec<Vec<Finding>> {
    // Ids need not be unique, so each pair goes by its number.
    let numbered: Vec<Record> = records
        .iter()
        .enumerate()
        .map(|(k, r)| Record { id: k.to_string(), document: None, ..r.clone() })
        .collect();
    let mut out: Vec<Vec<Finding>> = records.iter().map(|_| Vec::new()).collect();
    for finding in audit_pairs("bench", &numbered, options) {
        if let Some(of) = finding.segment.parse::<usize>().ok().and_then(|k| out.get_mut(k)) {
            of.push(finding);
        }
    }
    out
}
