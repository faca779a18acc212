//! Zip archives, as office formats use them: parts are read by name, in memory, up to a limit. Nothing is ever written, so that no
//! name in an archive can lead anywhere.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::encoding::decode;
use super::Limits;
use super::xml::brief;
use crate::error::{Error, Result};

/// An archive being read.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    limits: Limits,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the table of contents.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self> {
        let damaged = |e: zip::result::ZipError| {
            Error::new(brief(&format!("its archive is damaged: {e}")), "save the document again")
        };
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        Ok(Self { zip, limits: *limits, left: limits.unpacked })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether the name of some part begins so.
    pub fn has_under(&self, prefix: &str) -> bool {
        self.zip.file_names().flatten().any(|n| n.starts_with(prefix))
    }

    /// The bytes of a part; `None` if there is none of that name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        if !self.has(name) {
            return Ok(None);
        }
        let damaged = |what: String| {
            Error::new(
                brief(&format!("its part {name} cannot be read: {what}")),
                "save the document again, without a password",
            )
        };
        let part = self.zip.by_name(name).map_err(|e| damaged(e.to_string()))?;
        let mut out = Vec::new();
        // What the archive says of its sizes may be untrue: only what comes out counts.
        part.take(self.left + 1).read_to_end(&mut out).map_err(|e| damaged(e.to_string()))?;
        if out.len() as u64 > self.left {
            let limit = self.limits.unpacked / Limits::MEGABYTE;
            return Err(Error::new(
                format!("unpacks to more than {limit} MB"),
                "raise `unpacked_mb` under [limits] in duikan.toml if the file is what it should be",
            ));
        }
        self.left -= out.len() as u64;
        Ok(Some(out))
    }

    /// A part as text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let decoded = decode(&bytes, None)?;
        Ok(Some(decoded.text.trim_start_matches('\u{FEFF}').to_owned()))
    }
}
