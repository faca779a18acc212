//! The names of many documents and what each is called: `names.csv`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::table::{self, defuse};
use crate::audit::Rendering;

/// The file in the folder of an overview.
pub const FILE: &str = "names.csv";
/// Its columns, in order.
const COLUMNS: [&str; 6] = ["source", "target", "times", "documents", "renderings", "first"];

/// A rendering of a name, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    source: String,
    target: String,
    times: usize,
    documents: usize,
    /// Name of the first document that has it.
    first: String,
}

/// What a name is called, among other things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// As it is written.
    pub target: String,
    /// How often.
    pub times: usize,
    /// Name of the first document that has it.
    pub first: String,
}

/// Names with their renderings, by the name's characters and the rendering's words. Memory grows with the names, not with the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, BTreeMap<String, Row>>);

impl Names {
    /// Adds the names of a document.
    pub fn add(&mut self, document: &str, renderings: &[Rendering]) {
        let mut own = Names::default();
        for r in renderings {
            let row = own.0.entry(r.source_key.clone()).or_default().entry(r.target_key.clone()).or_default();
            if row.times == 0 {
                let (source, target) = (r.source.clone(), r.target.clone());
                *row = Row { source, target, times: 0, documents: 1, first: document.to_owned() };
            }
            row.times += 1;
        }
        own.fold();
        self.merge(own);
    }

    /// Counts what a document calls a name in full and in part as one, so that it counts as one document.
    fn fold(&mut self) {
        for renderings in self.0.values_mut() {
            let mut keys: Vec<String> = renderings.keys().cloned().collect();
            keys.sort_by_key(|k| std::cmp::Reverse(words(k)));
            for (k, key) in keys.iter().enumerate() {
                let whole = keys[..k].iter().find(|w| renderings.contains_key(*w) && is_same_name(w, key));
                if let Some(whole) = whole
                    && let Some(part) = renderings.remove(key)
                    && let Some(row) = renderings.get_mut(whole)
                {
                    row.times += part.times;
                }
            }
        }
    }

    /// Adds the names of documents that come after these.
    pub fn merge(&mut self, later: Names) {
        for (name, renderings) in later.0 {
            let all = self.0.entry(name).or_default();
            for (key, row) in renderings {
                match all.get_mut(&key) {
                    Some(known) => {
                        known.times += row.times;
                        known.documents += row.documents;
                    }
                    None => drop(all.insert(key, row)),
                }
            }
        }
    }

    /// As lines that [`Names::from_lines`] reads.
    pub fn lines(&self) -> Vec<u8> {
        let mut out = String::new();
        for (name, renderings) in &self.0 {
            for (key, r) in renderings {
                let (times, documents) = (r.times.to_string(), r.documents.to_string());
                let cells = [name, key, &r.source, &r.target, &times, &documents, &r.first];
                let cells = cells.map(|c| c.replace(|c: char| c.is_control(), " "));
                out += &cells.join("\t");
                out.push('\n');
            }
        }
        out.into_bytes()
    }

    /// Reads what [`Names::lines`] wrote; `None` if it is damaged.
    pub fn from_lines(text: &str) -> Option<Self> {
        let mut names = Self::default();
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, key, source, target, times, documents, first] = cells[..] else { return None };
            let row = Row {
                source: source.to_owned(),
                target: target.to_owned(),
                times: times.parse().ok()?,
                documents: documents.parse().ok()?,
                first: first.to_owned(),
            };
            names.0.entry(name.to_owned()).or_default().insert(key.to_owned(), row);
        }
        Some(names)
    }

    /// The renderings of each name, the commonest first; a part of a commoner one (`Chou` beside `Chou En-lai`) and what is derived from it
    /// (`Tibetan` beside `Tibet`) count as that.
    fn ranked(&self) -> Vec<Vec<Row>> {
        let mut all: Vec<Vec<Row>> = Vec::new();
        for renderings in self.0.values() {
            let mut by_times: Vec<(&String, &Row)> = renderings.iter().collect();
            by_times.sort_by(|a, b| b.1.times.cmp(&a.1.times).then(a.0.cmp(b.0)));
            let mut rows: Vec<(&String, Row)> = Vec::new();
            for (key, row) in by_times {
                match rows.iter_mut().find(|(known, _)| is_same_name(known, key)) {
                    Some((known, whole)) => {
                        whole.times += row.times;
                        whole.documents += row.documents;
                        if words(key) > words(known) {
                            *known = key;
                            whole.target.clone_from(&row.target);
                        }
                    }
                    None => rows.push((key, row.clone())),
                }
            }
            all.push(rows.into_iter().map(|(_, row)| row).collect());
        }
        let times = |rows: &[Row]| rows.iter().map(|r| r.times).sum::<usize>();
        // What is called several names first, then by how often it occurs.
        all.sort_by(|a, b| {
            (b.len() > 1)
                .cmp(&(a.len() > 1))
                .then(times(b).cmp(&times(a)))
                .then(a[0].source.cmp(&b[0].source))
        });
        all
    }

    /// The names with several renderings, the commonest first: each with its renderings, the commonest first.
    pub fn several(&self) -> Vec<(String, Vec<Called>)> {
        let several = self.ranked().into_iter().take_while(|rows| rows.len() > 1);
        let called = |r: &Row| Called { target: r.target.clone(), times: r.times, first: r.first.clone() };
        several.map(|rows| (rows[0].source.clone(), rows.iter().map(called).collect())).collect()
    }

    /// `names.csv`.
    pub(super) fn csv_file(&self) -> Vec<u8> {
        let ranked = self.ranked();
        let all = ranked.iter().flat_map(|rows| rows.iter().map(move |r| (r, rows.len())));
        let rows = all.map(|(r, n)| {
            let number = |n: usize| Cow::Owned(n.to_string());
            let (source, target, first) = (defuse(&r.source), defuse(&r.target), defuse(&r.first));
            [source, target, number(r.times), number(r.documents), number(n), first]
        });
        table::file(COLUMNS, rows)
    }
}

/// Endings that make an adjective or the name of a people of a place's name: `Tibetan`, `Burmese`, `Israeli`.
const DERIVED: [&str; 9] = ["n", "an", "ian", "ean", "ese", "ic", "ish", "i", "s"];

/// Whether two renderings, in small letters, are one name: all words of one are words of the other or derived from them.
fn is_same_name(a: &str, b: &str) -> bool {
    let (whole, part) = if words(a) < words(b) { (b, a) } else { (a, b) };
    part.split(' ').all(|p| whole.split(' ').any(|w| is_derived(p, w) || is_derived(w, p)))
}

/// Whether a word is another one, with an ending perhaps; a final vowel may go before it (`Burma`, `Burmese`).
fn is_derived(word: &str, from: &str) -> bool {
    let stem = from.strip_suffix(['a', 'e', 'o', 'y']).filter(|s| s.len() >= 3).unwrap_or(from);
    let ends = |stem: &str| word.strip_prefix(stem).is_some_and(|end| DERIVED.contains(&end));
    word == from || from.len() >= 3 && (ends(from) || ends(stem) && word.len() > from.len())
}

fn words(text: &str) -> usize {
    text.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendering(target: &str) -> Rendering {
        let (source, target) = ("蔣介石".to_owned(), target.to_owned());
        let target_key = target.to_lowercase().replace('-', " ");
        Rendering { source, source_key: "蒋介石".to_owned(), target, target_key }
    }

    #[test]
    fn several_renderings_come_first_and_parts_are_none() {
        let mut names = Names::default();
        names.add("a", &["Chiang Kai-shek", "Chiang Kai-shek", "Chiang"].map(rendering));
        let mut later = Names::default();
        later.add("b", &["Jiang Jieshi", "Chiang Kai-shek"].map(rendering));
        names.merge(later);
        let row = |target: &str, times, first: &str| Called {
            target: target.to_owned(),
            times,
            first: first.to_owned(),
        };
        let expected = vec![row("Chiang Kai-shek", 4, "a"), row("Jiang Jieshi", 1, "b")];
        assert_eq!(names.several(), [("蔣介石".to_owned(), expected)]);
        let lines = String::from_utf8(names.lines()).unwrap();
        assert_eq!(Names::from_lines(&lines), Some(names));
        assert_eq!(Names::from_lines("nonsense"), None);
    }

    #[test]
    fn forms_of_a_name_are_one_and_other_names_are_not() {
        for (a, b, one) in [
            ("chou", "chou en lai", true),
            ("tibet", "tibetan", true),
            ("burma", "burmese", true),
            ("china", "chinese", true),
            ("israel", "israelis", false),
            ("smirnov", "smirnova", false),
            ("smirnov", "smirno", false),
            ("chiang kai shek", "jiang jieshi", false),
            ("li", "lin", false),
        ] {
            assert_eq!((is_same_name(a, b), is_same_name(b, a)), (one, one), "{a} {b}");
        }
    }

    #[test]
    fn a_document_counts_once() {
        let mut names = Names::default();
        names.add("a", &["Chiang", "Chiang", "Chiang Kai-shek"].map(rendering));
        names.add("b", &["Chiang"].map(rendering));
        let table = String::from_utf8(names.csv_file()).unwrap();
        assert!(table.contains("蔣介石,Chiang Kai-shek,4,2,1,a"), "{table}");
    }
}
