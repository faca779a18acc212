//! Standard output and standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use duikan::error::{Error, Result};
use duikan::report::terminal::Screen;

/// Columns and lines of a summary that does not go to a terminal.
const PAGE: (usize, usize) = (100, 48);
/// Lines longer than this are hard to read.
const WIDEST: usize = 120;

/// Writes results to standard output. A reader that went away has read enough: that is no error.
pub fn write(results: impl FnOnce(&mut BufWriter<StdoutLock>) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = results(&mut out).and_then(|()| out.flush());
    if done.is_err() {
        // What is left in the buffer would only fail once more.
        let _ = out.into_parts();
    }
    match done {
        Err(e) if !is_closed(&e) => Err(failed(&e)),
        _ => Ok(()),
    }
}

/// Whether a write failed because nobody reads any more.
pub fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Standard output cannot be written to.
pub fn failed(error: &io::Error) -> Error {
    Error::new(format!("standard output: cannot write: {error}"), "check that the disk has room")
}

/// Writes a coloured text, plain where colours are not wanted.
pub fn print(text: &str) -> Result<()> {
    let choice = AutoStream::choice(&io::stdout());
    write(|out| {
        if choice == ColorChoice::Never {
            out.write_all(anstream::adapter::strip_str(text).to_string().as_bytes())
        } else {
            out.write_all(text.as_bytes())
        }
    })
}

/// One line to standard error, whatever becomes of it.
pub fn message(text: &str) {
    let _ = writeln!(io::stderr(), "duikan: {text}");
}

/// The size of the terminal, or of a page where there is none.
pub fn screen() -> Screen {
    let colour = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let size = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let (width, height) = size.map_or(PAGE, |(w, h)| (usize::from(w.0).min(WIDEST), usize::from(h.0)));
    Screen { width, height, colour }
}
