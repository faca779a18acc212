//! PDF files with a text layer.
//!
//! A PDF says where characters stand, not what a word, a line or a paragraph is: [`page`] finds the characters, [`paragraph`] puts them
//! together by their places. Kept: paragraphs, headings (by size), rows of tables as far as they can be seen, notes at the foot of a
//! page. Dropped: running heads and page numbers where they are marked as such, pictures, forms, remarks.

mod cmap;
mod font;
mod page;
mod paragraph;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Once, mpsc};
use std::time::{Duration, Instant};

use lopdf::{Document, LoadOptions};

use super::Limits;
use super::block::{Block, Extract};
use crate::error::{Error, Result};

/// Whether the bytes are a PDF; some writers put a few bytes before its mark.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

/// Name of the thread that reads; what it cannot read is an error, and no message of a panic.
const THREAD: &str = "duikan-pdf";
/// Bytes of its stack: objects inside one another are read by recursion.
const STACK: usize = 64 << 20;

/// The text of a PDF.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Extract> {
    let late = || {
        let seconds = limits.pdf_seconds;
        Error::new(
            format!("the text of this PDF takes longer than {seconds} seconds"),
            "raise `pdf_seconds` under [limits] in duikan.toml, or extract the text first",
        )
    };
    quiet_panics();
    let (bytes, limits) = (bytes.to_vec(), *limits);
    let until = Instant::now() + Duration::from_secs(limits.pdf_seconds);
    let (send, receive) = mpsc::channel();
    let reader = move || {
        let read = catch_unwind(AssertUnwindSafe(|| blocks(&bytes, &limits, until)));
        let _ = send.send(read.unwrap_or_else(|_| Err(damaged())));
    };
    std::thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(reader)
        .map_err(|e| Error::new(format!("cannot be read: {e}"), "try again with fewer files at once"))?;
    match receive.recv_timeout(Duration::from_secs(limits.pdf_seconds + 1)) {
        Ok(blocks) => Extract::of(&blocks?, &limits),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(late()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(damaged()),
    }
}

fn damaged() -> Error {
    Error::new("is a damaged PDF", "open it in a viewer, save it again, or extract the text and give that")
}

/// Keeps panics in the reading thread from being printed; all others are printed as before.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(THREAD) {
                before(info);
            }
        }));
    });
}

fn blocks(bytes: &[u8], limits: &Limits, until: Instant) -> Result<Vec<Block>> {
    let unpacked = usize::try_from(limits.unpacked).unwrap_or(usize::MAX);
    let options = LoadOptions::with_max_decompressed_size(unpacked);
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| damaged())?;
    if document.is_encrypted() {
        return Err(Error::new(
            "is a PDF under a password",
            "save it without, or extract the text and give that",
        ));
    }
    let pages = document.get_pages();
    let mut reader = page::Reader::new(&document, limits, until);
    let mut all = Vec::with_capacity(pages.len());
    for id in pages.values() {
        all.push(reader.page(*id)?);
    }
    let shown: usize = all.iter().map(Vec::len).sum();
    if shown == 0 && reader.unknown == 0 || pages.is_empty() {
        return Err(Error::new(
            "is a PDF without text: pictures of pages",
            "run OCR on it first and give the recognised text",
        ));
    }
    // A few signs in a font of symbols are no loss.
    if reader.unknown * 5 > shown + reader.unknown {
        return Err(Error::new(
            "is a PDF whose fonts do not say which characters they show",
            "run OCR on it and give the recognised text",
        ));
    }
    Ok(paragraph::blocks(all))
}
