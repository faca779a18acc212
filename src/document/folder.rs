//! The documents of a folder: files that hold both languages, and pairs `NAME.zh.*` + `NAME.en.*`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::read::{How, Reading, lacks_language, read_one, read_two};
use super::split::Split;
use crate::error::{Error, Result};

/// Endings of files that may be documents; other files of a folder are passed over. Tables are, too: most of those that lie beside
/// documents are glossaries.
const ENDINGS: [&str; 13] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "docx", "odt", "epub", "srt", "vtt", "pdf"];
/// The ending of a report's name. Folders of that name are not searched.
pub const REPORT: &str = "duikan";

/// The files of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Files {
    /// Both languages in one file.
    One(PathBuf),
    /// The Chinese file and the English one.
    Two(PathBuf, PathBuf),
    /// A file whose name says that it holds one language, without a partner; perhaps it holds both.
    Half(PathBuf),
}

/// A document of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path from the folder, parted by `/`; of a pair without language and ending. No two of a folder are alike.
    pub name: String,
    /// Its files.
    pub files: Files,
}

impl Entry {
    /// The files, in the order in which they are read.
    pub fn paths(&self) -> Vec<&Path> {
        match &self.files {
            Files::One(path) | Files::Half(path) => vec![path],
            Files::Two(source, target) => vec![source, target],
        }
    }

    /// Reads the document, which gets the entry's name. [`How::split`] holds for files of both languages.
    ///
    /// # Errors
    /// As [`read_one`] and [`read_two`]; and if the file of a language has no partner.
    pub fn read(&self, how: How) -> Result<Reading> {
        let plain = How { split: Split::default(), ..how };
        let mut reading = match &self.files {
            Files::One(path) => read_one(path, how),
            Files::Two(source, target) => read_two(source, target, plain),
            Files::Half(path) => read_one(path, how).map_err(|e| match read_one(path, plain) {
                Err(found) if lacks_language(&found) => {
                    let remedy = "put NAME.zh.* and NAME.en.* side by side, each once";
                    Error::new("has no partner in the other language", remedy).at(path)
                }
                _ => e,
            }),
        }?;
        reading.document.name.clone_from(&self.name);
        Ok(reading)
    }
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// Its documents by name.
    pub entries: Vec<Entry>,
    /// Folders that could not be read.
    pub errors: Vec<Error>,
    /// Number of files that are no documents.
    pub passed_over: usize,
}

/// Finds the documents in `root` and in all folders below it, but not in `except`, where the reports go, in hidden ones, in reports by
/// their name, and in folders that are only linked to. The files of a report that lie among documents are none.
///
/// # Errors
/// If `root` cannot be read, holds no documents, or is `except`.
pub fn list(root: &Path, except: Option<&Path>) -> Result<Listing> {
    let except = except.and_then(|e| e.canonicalize().ok());
    if except.is_some() && root.canonicalize().ok() == except {
        let remedy = "name another folder with --output";
        return Err(Error::new("holds the documents: reports do not go among them", remedy).at(root));
    }
    let mut reports = false;
    let mut listing = Listing::default();
    let mut folders = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let (mut files, below) = match read_folder(&folder) {
            Ok(found) => found,
            Err(e) if prefix.is_empty() => return Err(e),
            Err(e) => {
                listing.errors.push(e);
                continue;
            }
        };
        let pages = pages_of_reports(&files);
        reports |= !pages.is_empty();
        files.retain(|f| !pages.iter().any(|page| f.as_os_str() == *page));
        for name in below {
            let path = folder.join(&name);
            let text = name.to_string_lossy();
            let report = path.extension().is_some_and(|e| e == REPORT);
            if text.starts_with('.') || report || except.is_some() && path.canonicalize().ok() == except {
                continue;
            }
            folders.push((path, format!("{prefix}{text}/")));
        }
        let count = files.len();
        files.retain(|f| is_document(f));
        listing.passed_over += count - files.len();
        listing.entries.extend(paired(&folder, &prefix, &files));
    }
    listing.entries.sort_by(|a, b| (&a.name, a.paths()).cmp(&(&b.name, b.paths())));
    let mut names = BTreeSet::new();
    for entry in &mut listing.entries {
        let plain = entry.name.clone();
        for n in 2.. {
            if names.insert(entry.name.clone()) {
                break;
            }
            entry.name = format!("{plain}-{n}");
        }
    }
    if listing.entries.is_empty() && listing.errors.is_empty() && reports {
        let remedy = "name the folder of the documents";
        return Err(Error::new("holds reports, not documents", remedy).at(root));
    }
    if listing.entries.is_empty() && listing.errors.is_empty() {
        let remedy = "put documents into it, or pairs NAME.zh.txt + NAME.en.txt";
        return Err(Error::new("holds no documents", remedy).at(root));
    }
    Ok(listing)
}

/// The names of the files in a folder and of the folders in it.
fn read_folder(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    let cannot = |e: std::io::Error| Error::io(folder, "read", &e);
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = PathBuf::from(entry.file_name());
        let kind = entry.file_type().map_err(cannot)?;
        if kind.is_dir() {
            folders.push(name);
        } else if kind.is_file() || folder.join(&name).is_file() {
            files.push(name);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

/// The file in a folder of reports that says what is done.
pub const DONE: &str = ".done.tsv";
/// The folder there that keeps the names of what is done, a file for each entry of [`DONE`].
pub const NAMES: &str = ".names";

/// Of the files of a report, or of a folder of reports, those that could be taken for documents. None if there is no report.
fn pages_of_reports(files: &[PathBuf]) -> Vec<&'static str> {
    let has = |name: &str| files.iter().any(|f| f.as_os_str() == name);
    let report = (has("findings.csv") && has("summary.json")).then_some("report.html");
    has(DONE).then_some("index.html").into_iter().chain(report).collect()
}

fn is_document(name: &Path) -> bool {
    let hidden = name.to_string_lossy().starts_with('.');
    let ending = |e: &OsStr| ENDINGS.iter().any(|known| e.eq_ignore_ascii_case(known));
    // What an editor or an office program keeps beside an open file is none.
    let lock = name.to_string_lossy().starts_with("~$");
    !hidden && !lock && name.extension().is_some_and(ending)
}

/// The name without language and ending, and whether the language is Chinese; `None` if the name gives no language.
fn language(name: &str) -> Option<(&str, bool)> {
    let (stem, _) = name.rsplit_once('.')?;
    let (base, mark) = stem.rsplit_once('.')?;
    let mark = mark.to_ascii_lowercase();
    match mark.split(['-', '_']).next() {
        _ if base.is_empty() => None,
        Some("zh" | "zho" | "chi") => Some((base, true)),
        Some("en" | "eng") => Some((base, false)),
        _ => None,
    }
}

/// The documents among the files of one folder.
fn paired(folder: &Path, prefix: &str, files: &[PathBuf]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut bases: BTreeMap<String, [Vec<&PathBuf>; 2]> = BTreeMap::new();
    for file in files {
        let name = file.to_string_lossy();
        match language(&name) {
            Some((base, chinese)) => {
                bases.entry(base.to_owned()).or_default()[usize::from(!chinese)].push(file);
            }
            None => {
                entries.push(Entry { name: format!("{prefix}{name}"), files: Files::One(folder.join(file)) });
            }
        }
    }
    for (base, [sources, mut targets]) in bases {
        let mut alone = Vec::new();
        for source in sources {
            // Of several translations the one in the same format.
            let same = targets.iter().position(|t| t.extension() == source.extension());
            match same.or((!targets.is_empty()).then_some(0)) {
                Some(k) => {
                    let files = Files::Two(folder.join(source), folder.join(targets.remove(k)));
                    entries.push(Entry { name: format!("{prefix}{base}"), files });
                }
                None => alone.push(source),
            }
        }
        for file in alone.into_iter().chain(targets) {
            let name = format!("{prefix}{}", file.to_string_lossy());
            entries.push(Entry { name, files: Files::Half(folder.join(file)) });
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::super::split::Word;
    use super::*;

    #[test]
    fn pairs_single_files_and_halves() {
        let dir = tempfile::tempdir().unwrap();
        for file in [
            "b.zh-Hant.txt",
            "b.EN.md",
            "both.txt",
            "sub/c.zh.txt",
            "sub/c.en.docx",
            "sub/c.en.txt",
            "sub/notes.json",
            "out/x.txt",
            ".git/x.txt",
            "x.duikan/x.txt",
            ".hidden.txt",
            "~$both.docx",
            "v1.2.txt",
            "terms.csv",
        ] {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"").unwrap();
        }
        let listing = list(dir.path(), Some(&dir.path().join("out"))).unwrap();
        let files: Vec<(&str, Vec<String>)> = listing
            .entries
            .iter()
            .map(|e| {
                let name = |p: &Path| p.strip_prefix(dir.path()).unwrap().to_string_lossy().into_owned();
                (e.name.as_str(), e.paths().into_iter().map(name).collect())
            })
            .collect();
        let strings = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            files,
            [
                ("b", strings(&["b.zh-Hant.txt", "b.EN.md"])),
                ("both.txt", strings(&["both.txt"])),
                ("sub/c", strings(&["sub/c.zh.txt", "sub/c.en.txt"])),
                ("sub/c.en.docx", strings(&["sub/c.en.docx"])),
                ("v1.2.txt", strings(&["v1.2.txt"])),
            ]
        );
        assert!(matches!(listing.entries[3].files, Files::Half(_)));
        assert_eq!(listing.passed_over, 4);
        assert!(list(&dir.path().join("x.duikan/none"), None).is_err());
    }

    #[test]
    fn reports_among_documents_are_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let put = |folder: &str, files: &[&str]| {
            let folder = dir.path().join(folder);
            fs::create_dir_all(&folder).unwrap();
            files.iter().for_each(|f| fs::write(folder.join(f), b"").unwrap());
        };
        let report = ["findings.csv", "summary.json", "report.html"];
        put("docs", &["a.txt", "index.html"]);
        put("docs/sub", &["b.txt"]);
        put("docs/sub", &report);
        put("docs/all", &[DONE, "index.html", "overview.csv"]);
        put("docs/all/a.txt.duikan", &report);
        put("reports", &report);
        let docs = dir.path().join("docs");
        let listing = list(&docs, None).unwrap();
        let names: Vec<&str> = listing.entries.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "index.html", "sub/b.txt"]);
        for (root, except, what) in [
            ("docs", "docs/sub/..", "reports do not go among them"),
            ("reports", "none", "holds reports, not documents"),
            ("docs/all", "none", "holds reports, not documents"),
        ] {
            let error = list(&dir.path().join(root), Some(&dir.path().join(except))).unwrap_err();
            assert!(error.to_string().contains(what), "{error}");
        }
    }

    #[test]
    fn what_keeps_a_half_from_being_read_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let read = |bytes: &[u8], split: Option<&str>| {
            let path = dir.path().join("a.zh.txt");
            fs::write(&path, bytes).unwrap();
            let words: Vec<Word> = split.iter().map(|w| Word::read(w).unwrap()).collect();
            let how = How { split: Split::of(&words).unwrap(), ..How::default() };
            let read = list(dir.path(), None).unwrap().entries[0].read(how);
            read.map(|_| ()).map_err(|e| e.to_string())
        };
        let both = "来了三个人。\n\nThree people came.\n".as_bytes();
        let chinese = "来了三个人，一个是U Thant。\n".as_bytes();
        assert_eq!(read(both, None), Ok(()));
        for (bytes, split, what) in [
            (chinese, None, "has no partner"),
            (chinese, Some("documents"), "has no partner"),
            (both, Some("english-first"), "is not English first"),
            (b"\xff\xff\x00\x81 \xff\xff", None, "is binary data"),
            (b" \n", None, "is empty"),
        ] {
            let error = read(bytes, split).unwrap_err();
            assert!(error.contains(what), "{error}");
        }
    }
}
