//! The report on the desk: its page, and the decisions as they stand in the files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::report::{DECISIONS, Decisions, PAGE, for_review, write_one, written};

/// Bytes that a comment may have.
const COMMENT: usize = 20_000;

/// A decision as the page sends it and gets it.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Change {
    id: String,
    status: String,
    comment: String,
}

#[derive(serde::Serialize)]
struct State<'a> {
    version: &'a str,
    report: &'a str,
    decisions: Vec<Change>,
}

/// A report folder under review.
pub struct Desk {
    folder: PathBuf,
    shared: Option<PathBuf>,
}

impl Desk {
    /// Takes up the report in `folder`; decisions go to `shared` if it is named.
    ///
    /// # Errors
    /// If there is no report of this program, or its decisions cannot be read.
    pub fn new(folder: &Path, shared: Option<&Path>) -> Result<Self> {
        let desk = Self { folder: folder.to_owned(), shared: shared.map(Path::to_owned) };
        desk.page("")?;
        desk.read()?;
        Ok(desk)
    }

    /// The page, for whoever has the token.
    pub fn page(&self, token: &str) -> Result<String> {
        let path = self.folder.join(PAGE);
        let bytes = fs::read(&path).map_err(|e| {
            if self.folder.is_dir() && e.kind() == std::io::ErrorKind::NotFound {
                Error::new("there is no report in this folder", "name one that `duikan audit` wrote")
                    .at(&self.folder)
            } else {
                Error::io(&path, "read", &e)
            }
        })?;
        let own = std::str::from_utf8(&bytes).ok().and_then(|page| for_review(page, token, &digest(&bytes)));
        own.ok_or_else(|| {
            Error::new("not a page of this version of duikan", "audit again into the same folder").at(&path)
        })
    }

    /// All decisions, if they are others than those of the version `since`.
    pub fn state(&self, since: &str) -> Result<Option<Vec<u8>>> {
        let state = self.describe(&self.read()?);
        Ok((state.0 != since).then_some(state.1))
    }

    /// Takes decisions, saves them all, and returns how things stand then.
    ///
    /// # Errors
    /// If one is no decision on a finding of this report, or they cannot be saved. Then none is.
    pub fn save(&self, changes: &[Change]) -> Result<Vec<u8>> {
        let known: BTreeSet<String> = written(&self.folder).into_iter().map(|w| w.id).collect();
        let mut decisions = self.read()?;
        for c in changes {
            if !known.contains(&c.id) {
                let remedy = "reload the page: the report was made anew";
                return Err(Error::new(format!("no finding `{}` in this report", c.id), remedy));
            }
            if c.comment.len() > COMMENT {
                return Err(Error::new("the comment is too long", "keep it shorter"));
            }
            decisions.set(&c.id, &c.status, &c.comment)?;
        }
        match &self.shared {
            Some(path) => write_one(path, decisions.shared_table())?,
            None => write_one(&self.folder.join(DECISIONS), decisions.table())?,
        }
        Ok(self.describe(&self.read()?).1)
    }

    fn read(&self) -> Result<Decisions> {
        Decisions::read(Some(&self.folder), self.shared.as_deref())
    }

    /// The version of these decisions, and the message that tells them.
    fn describe(&self, decisions: &Decisions) -> (String, Vec<u8>) {
        let all: Vec<Change> = decisions
            .iter()
            .map(|(id, status, comment)| Change {
                id: id.into(),
                status: status.into(),
                comment: comment.into(),
            })
            .collect();
        let report = fs::read(self.folder.join(PAGE)).map(|b| digest(&b)).unwrap_or_default();
        let text = |version: &str, decisions: Vec<Change>| {
            // Strings cannot fail to become JSON.
            serde_json::to_vec(&State { version, report: &report, decisions }).unwrap_or_default()
        };
        let version = digest(&serde_json::to_vec(&(&all, &report)).unwrap_or_default());
        let message = text(&version, all);
        (version, message)
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect()
}
