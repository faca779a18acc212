//! Pairs or documents as JSON Lines that come one after the other, without end perhaps: a bad line is an answer, not the end.

use std::io::{self, BufRead, BufReader, Read};

use super::Limits;
use super::pairs::{self, Record};
use crate::error::{Error, Result};

/// A line: its number, and the record on it.
pub type Line = (usize, Result<Record>);

/// Lines of JSON, read as they come. Empty lines are passed over; one that is too long is an error, and none of it is kept.
///
/// ```
/// use duikan::document::{Limits, stream::Stream};
/// let input = "{\"id\": 1, \"source\": \"三人\", \"target\": \"three people\"}\nnonsense\n";
/// let lines = Stream::new(input.as_bytes(), &Limits::default()).batch(usize::MAX)?;
/// assert!(lines[0].1.is_ok() && lines[1].1.is_err() && lines[1].0 == 2);
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Stream<R> {
    input: BufReader<R>,
    line: usize,
    /// Bytes of the longest line that is read.
    longest: u64,
}

impl<R: Read> Stream<R> {
    /// Reads from `input`, which must be UTF-8.
    pub fn new(input: R, limits: &Limits) -> Self {
        Self { input: BufReader::with_capacity(1 << 20, input), line: 0, longest: limits.line }
    }

    /// The lines that can be had without waiting for more input, at least one, and no more once they are `bytes` long; none at the
    /// end.
    ///
    /// # Errors
    /// If the input cannot be read; what was read before is lost.
    pub fn batch(&mut self, bytes: usize) -> io::Result<Vec<Line>> {
        let (mut found, mut length) = (Vec::new(), 0);
        while found.is_empty() || length < bytes {
            let Some((text, whole)) = self.next_line()? else { break };
            length += text.len();
            if !whole {
                let what = format!("is longer than {} MB", self.longest / Limits::MEGABYTE);
                let remedy = "cut the text into parts, or raise `line_mb` under [limits] in duikan.toml";
                found.push((self.line, Err(Error::new(what, remedy).line(self.line))));
            } else if !text.trim_ascii().is_empty() {
                found.push((self.line, pairs::record(&text, self.line)));
            }
            // Reading on without a whole line at hand might mean to wait for whoever writes the input.
            if !found.is_empty() && !self.input.buffer().contains(&b'\n') {
                break;
            }
        }
        Ok(found)
    }

    /// The next line, and whether it is whole: of one that is too long only its beginning.
    fn next_line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let mut text = Vec::new();
        let read = (&mut self.input).take(self.longest + 1).read_until(b'\n', &mut text)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        let whole = text.len() as u64 <= self.longest || text.ends_with(b"\n");
        if !whole {
            text = Vec::new();
            self.input.skip_until(b'\n')?;
        }
        Ok(Some((text, whole)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_not_the_end() {
        let good = b"{\"id\":1,\"source\":\"\",\"target\":\"\"}\n".as_slice();
        let blank = b" \n".repeat(4000);
        let mut stream =
            Stream::new(good.chain(&blank[..]).chain(good).chain(&blank[..]), &Limits::default());
        for expected in [vec![1], vec![4002], vec![]] {
            let lines: Vec<usize> = stream.batch(1000).unwrap().iter().map(|l| l.0).collect();
            assert_eq!(lines, expected);
        }
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let good = b"{\"id\":1,\"source\":\"\",\"target\":\"\"}\n".as_slice();
        let limits = Limits { line: 2 * Limits::MEGABYTE, ..Limits::default() };
        let input = good.chain(io::repeat(b'x').take(limits.line + 9)).chain(b"\n\n".as_slice()).chain(good);
        let mut stream = Stream::new(input, &limits);
        let mut lines = Vec::new();
        loop {
            let batch = stream.batch(1).unwrap();
            if batch.is_empty() {
                break;
            }
            lines.extend(batch);
        }
        let found: Vec<(usize, bool)> = lines.iter().map(|(n, r)| (*n, r.is_ok())).collect();
        assert_eq!(found, [(1, true), (2, false), (4, true)]);
        let said = lines[1].1.as_ref().unwrap_err().to_string();
        assert!(said.starts_with("is longer than 2 MB"), "{said}");
    }
}
