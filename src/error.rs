//! The one error type of the library: what went wrong, in which file, at which line, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A result of the library.
pub type Result<T> = std::result::Result<T, Error>;

/// Below this similarity (Jaro-Winkler) a word is no slip of the pen.
const NEAR: f64 = 0.75;

/// Those of the `known` words that someone who wrote `word` may have meant, the nearest first.
pub fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = word.to_lowercase();
    let mut near: Vec<(f64, &str)> =
        known.map(|k| (strsim::jaro_winkler(k, &lower), k)).filter(|(s, _)| *s >= NEAR).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().map(|(_, k)| k).collect()
}

/// Something that stops an audit or an alignment.
///
/// Every error names its file where there is one, its line where that is known, and carries a remedy. `Display` prints all
/// of it on one line: `minutes.txt:12: not valid UTF-8 at byte 481: save the file as UTF-8 …`.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    path: Option<PathBuf>,
    line: Option<usize>,
    what: String,
    remedy: String,
}

impl Error {
    /// An error with what went wrong and what the user can do about it.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self(Box::new(Inner { path: None, line: None, what: what.into(), remedy: remedy.into() }))
    }

    /// Names the file the error is about.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.0.path.get_or_insert_with(|| path.as_ref().to_path_buf());
        self
    }

    /// Names the line (1-based) the error is about.
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        self.0.line.get_or_insert(line);
        self
    }

    /// What went wrong, without file, line and remedy.
    pub(crate) fn what(&self) -> &str {
        &self.0.what
    }

    /// An input or output failure on `path`, in words a user understands.
    pub fn io(path: impl AsRef<Path>, doing: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        let (what, remedy) = match error.kind() {
            K::NotFound => ("no such file or folder".to_owned(), "check the name and the folder".to_owned()),
            K::PermissionDenied => {
                ("permission denied".to_owned(), "check the rights of the file and its folder".to_owned())
            }
            K::IsADirectory => ("is a folder, not a file".to_owned(), "name a file".to_owned()),
            K::NotADirectory => {
                ("a file stands where a folder is named".to_owned(), "check the name".to_owned())
            }
            K::InvalidData => ("not valid UTF-8".to_owned(), "save the file as UTF-8".to_owned()),
            _ => (error.to_string(), "check that the disk is there and has room".to_owned()),
        };
        Self::new(format!("cannot {doing}: {what}"), remedy).at(path)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.path {
            write!(f, "{}:", path.display())?;
            if let Some(line) = self.0.line {
                write!(f, "{line}:")?;
            }
            write!(f, " ")?;
        }
        write!(f, "{}", self.0.what)?;
        if !self.0.remedy.is_empty() {
            write!(f, ": {}", self.0.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
