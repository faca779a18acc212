//! PDF files with a text layer.

use super::Limits;
use super::block::Extract;
use crate::error::{Error, Result};

/// Whether the bytes are a PDF; some writers put a few bytes before its mark.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

/// The text of a PDF.
pub(super) fn read(_bytes: &[u8], _limits: &Limits) -> Result<Extract> {
    Err(Error::new("is a PDF", "extract the text first (a scan needs OCR) and give that"))
}
