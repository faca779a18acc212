use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Options, find, load_tables, rank};
use crate::align::Pair;
use crate::document::pairs::Record;
use crate::document::{Role, Segment, Side};
use crate::finding::Finding;

/// From so many pairs on all tables are read beforehand, on all cores: pairs that are judged side by side ask for the same ones at the
/// same time, so that all but one core would wait.
const MANY: usize = 50;

/// Pairs of one document, or one pair that belongs to none.
struct Group<'a> {
    document: Option<&'a str>,
    members: Vec<usize>,
}

/// Checks pairs that were given, all at once. `name` stands for the document of pairs that name none.
///
/// Each pair is judged by itself; pairs with the same `document` are also judged as a whole, wherever they stand. Findings come
/// in report order.
pub fn audit_pairs(name: &str, records: &[Record], options: &Options) -> Vec<Finding> {
    let mut groups: Vec<Group> = Vec::with_capacity(records.len());
    let mut of_document: FxHashMap<&str, usize> = FxHashMap::default();
    for (k, record) in records.iter().enumerate() {
        let document = record.document.as_deref();
        match document.and_then(|d| of_document.get(d)) {
            Some(&group) => groups[group].members.push(k),
            None => {
                of_document.extend(document.map(|d| (d, groups.len())));
                groups.push(Group { document, members: vec![k] });
            }
        }
    }
    if records.len() >= MANY {
        load_tables(options);
    }
    let mut findings: Vec<(usize, Finding)> = groups
        .par_iter()
        .flat_map_iter(|group| {
            let pairs: Vec<Pair> = group.members.par_iter().map(|k| pair(&records[*k], options)).collect();
            let name = group.document.unwrap_or(name);
            let all = 0..pairs.len();
            let wholes = if group.document.is_some() { std::slice::from_ref(&all) } else { &[] };
            find(name, None, &pairs, wholes, options).into_iter().map(|(k, f)| (group.members[k], f))
        })
        .collect();
    findings.sort_by_key(|(k, _)| *k);
    rank(findings)
}

/// Checks one pair by itself, whatever document it names. Findings come in report order; `name` is their document.
pub fn audit_record(name: &str, record: &Record, options: &Options) -> Vec<Finding> {
    rank(find(name, None, &[pair(record, options)], &[], options))
}

fn pair(record: &Record, options: &Options) -> Pair {
    let segment = |side, text: &str| Segment::whole(side, Role::Body, text, 0, record.line);
    let source = segment(Side::Source, &record.source);
    Pair::new(&record.id, source, segment(Side::Target, &record.target), options.lexicon)
}
