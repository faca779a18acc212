//! Segments cut at inner punctuation, so that a finer alignment can vote on the boundaries of the coarser one.

/// Shortest piece, in characters: shorter ones stay with what follows.
const SHORTEST: (usize, usize) = (4, 15);

/// The pieces of a segment: it is cut after stops, commas, colons and semicolons.
pub(super) fn pieces(text: &str, source: bool) -> Vec<&str> {
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
            out.push(&text[start..end]);
            start = end;
            count = 0;
        }
    }
    if count >= shortest || out.is_empty() {
        out.push(&text[start..]);
    } else if let Some(last) = out.last_mut() {
        let from = start - last.len();
        *last = &text[from..];
    }
    out
}
