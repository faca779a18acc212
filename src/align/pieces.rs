//! Segments cut at inner punctuation, so that a finer alignment can vote on the boundaries of the coarser one.

use std::ops::Range;

use super::features::Texts;

/// Shortest piece, in characters: shorter ones stay with what follows.
const SHORTEST: (usize, usize) = (4, 15);

/// The pieces of a segment, in bytes: it is cut after stops, commas, colons and semicolons.
fn pieces(text: &str, source: bool) -> Vec<Range<usize>> {
    let shortest = if source { SHORTEST.0 } else { SHORTEST.1 };
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut count = 0;
    while let Some((at, c)) = chars.next() {
        count += 1;
        let next = chars.peek().map(|n| n.1);
        let stops = if source {
            matches!(c, '。' | '！' | '？' | '；' | '：' | '，' | '!' | '?' | ';')
                || matches!(c, ',' | ':' | '.') && !next.is_some_and(|n| n.is_ascii_digit())
        } else {
            matches!(c, '.' | '!' | '?' | ';' | ':' | ',' | '—')
                && next.is_none_or(|n| n.is_whitespace() || c == '—')
        };
        let closes = next.is_some_and(|n| matches!(n, '”' | '’' | '」' | '』' | '"' | '）' | ')' | '。'));
        if stops && !closes && count >= shortest {
            let end = at + c.len_utf8();
            out.push(start..end);
            start = end;
            count = 0;
        }
    }
    if count >= shortest || out.is_empty() {
        out.push(start..text.len());
    } else if let Some(last) = out.last_mut() {
        last.end = text.len();
    }
    out
}

/// The pieces of some segments of both sides.
pub(super) struct Pieces {
    /// The pieces, read.
    pub texts: Texts,
    /// Where the pieces of each source segment are, and of each target segment.
    pub source: Cuts,
    pub target: Cuts,
}

/// Which pieces each of a range of segments was cut into; ranges that follow one another may leave gaps between them.
pub(super) struct Cuts {
    /// The segments that were cut, ascending, and the end of each range of them.
    segments: Vec<usize>,
    /// For each of these the number of pieces before it.
    before: Vec<usize>,
}

impl Cuts {
    fn push(&mut self, segment: usize, before: usize) {
        if self.segments.last() != Some(&segment) {
            self.segments.push(segment);
            self.before.push(before);
        }
    }

    /// Number of pieces before a segment, or before the end of a range of segments.
    ///
    /// # Panics
    /// If it is neither.
    pub(super) fn before(&self, segment: usize) -> usize {
        self.before[self.segments.binary_search(&segment).expect("a segment that was cut")]
    }

    /// The segment before which there are that many pieces; at a gap between two ranges the end of the first.
    pub(super) fn segment(&self, before: usize) -> Option<usize> {
        let k = self.before.partition_point(|b| *b < before);
        (self.before.get(k) == Some(&before)).then(|| self.segments[k])
    }
}

impl Texts {
    /// The pieces of some blocks of segments.
    pub(super) fn pieces(&self, blocks: &[(Range<usize>, Range<usize>)]) -> Pieces {
        fn cut<T>(
            side: &[T],
            ranges: impl Iterator<Item = Range<usize>>,
            part: impl Fn(&T, &mut Vec<T>),
        ) -> (Vec<T>, Cuts) {
            let mut all = Vec::new();
            let mut cuts = Cuts { segments: Vec::new(), before: Vec::new() };
            for range in ranges {
                for k in range.clone() {
                    cuts.push(k, all.len());
                    part(&side[k], &mut all);
                }
                cuts.push(range.end, all.len());
            }
            (all, cuts)
        }
        let (source, source_cuts) = cut(&self.source, blocks.iter().map(|b| b.0.clone()), |t, all| {
            all.extend(pieces(t.text(), true).into_iter().map(|p| t.slice(p)));
        });
        let (target, target_cuts) = cut(&self.target, blocks.iter().map(|b| b.1.clone()), |t, all| {
            all.extend(pieces(t.text(), false).into_iter().map(|p| t.slice(p)));
        });
        Pieces { texts: Texts { source, target }, source: source_cuts, target: target_cuts }
    }
}
