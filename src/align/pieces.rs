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

impl Texts {
    /// The texts cut into pieces, and for each segment of either side (and the end) the number of pieces before it. A book's texts
    /// weigh more than anything else kept of it, so each is dropped as it is cut.
    pub(super) fn into_pieces(self) -> (Texts, Vec<usize>, Vec<usize>) {
        fn cut<T>(side: Vec<T>, part: impl Fn(&T) -> Vec<T>) -> (Vec<T>, Vec<usize>) {
            let (mut all, mut starts) = (Vec::with_capacity(2 * side.len()), vec![0]);
            for text in side {
                all.extend(part(&text));
                starts.push(all.len());
            }
            (all, starts)
        }
        let (source, source_starts) =
            cut(self.source, |t| pieces(t.text(), true).into_iter().map(|p| t.slice(p)).collect());
        let (target, target_starts) =
            cut(self.target, |t| pieces(t.text(), false).into_iter().map(|p| t.slice(p)).collect());
        (Texts { source, target }, source_starts, target_starts)
    }
}
