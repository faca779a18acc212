//! Correct pairs with sentences and clauses taken out and put in at known places.

use std::ops::Range;

use duikan::document::Side;
use duikan::text::is_han;

/// A pair of texts that render each other.
pub struct Row {
    pub source: String,
    pub target: String,
}

/// What was done to a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing.
    Clean,
    /// Two or three neighbours joined, nothing lost.
    Joined,
    /// Neighbours joined, of one of which only this side is left.
    Sentence(Side),
    /// A clause of another pair put into this side.
    Foreign(Side),
    /// A clause of this side taken out: what the other side says of it is too much, at an unknown place.
    Cut(Side),
}

/// A pair with what was done to it.
pub struct Trial {
    pub kind: Kind,
    pub source: String,
    pub target: String,
    /// Bytes of the side that says too much, where they are known.
    pub lost: Range<usize>,
}

/// A sequence of numbers that look random and are the same in every run (xorshift64*, Vigna 2016).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n.max(1)
    }
}

/// Han characters that a sentence or clause of the source must have to be taken out or put in.
const LEAST_HAN: [usize; 2] = [8, 4];
/// Words that a clause of the translation must have.
const LEAST_WORDS: usize = 4;
/// Most of a text that may be cut out.
const MOST: f32 = 0.7;

/// All trials of one kind of text.
pub fn trials(rows: &[Row], random: &mut Random) -> Vec<Trial> {
    let mut out = Vec::new();
    let whole = |kind, source: &str, target: &str, lost| Trial {
        kind,
        source: source.to_owned(),
        target: target.to_owned(),
        lost,
    };
    for (k, r) in rows.iter().enumerate() {
        out.push(whole(Kind::Clean, &r.source, &r.target, 0..0));
        let other = if random.below(2) == 0 { k + 1 } else { k + 2 + random.below(5) } % rows.len();
        for side in [Side::Source, Side::Target] {
            out.extend(foreign(r, &rows[other], side, random));
            out.extend(cut(r, side, random));
        }
    }
    let mut k = 0;
    while k + 2 <= rows.len() {
        let n = (2 + usize::from(random.below(3) == 0)).min(rows.len() - k);
        joined(&rows[k..k + n], random, &mut out);
        k += n;
    }
    out
}

fn text(row: &Row, side: Side) -> &str {
    if side == Side::Source { &row.source } else { &row.target }
}

fn size(text: &str, side: Side) -> usize {
    match side {
        Side::Source => text.chars().filter(|c| is_han(*c)).count(),
        Side::Target => text.split_whitespace().count(),
    }
}

/// Joins what is not empty, each with a mark at its end; gives the place of number `at`.
fn join(texts: &[&str], side: Side, at: usize) -> (String, Range<usize>) {
    let (stop, gap) = if side == Side::Source { ("。", "") } else { (".", " ") };
    let mut out = String::new();
    let mut place = 0..0;
    for (k, text) in texts.iter().map(|t| t.trim()).enumerate() {
        if !out.is_empty() {
            out.push_str(gap);
        }
        let start = out.len();
        out.push_str(text);
        if !text
            .trim_end_matches(['"', '”', '」', '』', ')', '）'])
            .ends_with(|c| ".!?;:。！？；：".contains(c))
        {
            out.push_str(stop);
        }
        if k == at {
            place = start..out.len();
        }
    }
    (out, place)
}

fn joined(rows: &[Row], random: &mut Random, out: &mut Vec<Trial>) {
    let sources: Vec<&str> = rows.iter().map(|r| r.source.as_str()).collect();
    let targets: Vec<&str> = rows.iter().map(|r| r.target.as_str()).collect();
    let at = random.below(rows.len());
    let (source, in_source) = join(&sources, Side::Source, at);
    let (target, in_target) = join(&targets, Side::Target, at);
    let without = |texts: &[&str], side| {
        let left: Vec<&str> = texts.iter().enumerate().filter(|(k, _)| *k != at).map(|(_, t)| *t).collect();
        join(&left, side, usize::MAX).0
    };
    if size(sources[at], Side::Source) >= LEAST_HAN[0]
        && rows.iter().all(|r| size(&r.source, Side::Source) >= 6)
    {
        out.push(Trial {
            kind: Kind::Sentence(Side::Source),
            source: source.clone(),
            target: without(&targets, Side::Target),
            lost: in_source,
        });
        out.push(Trial {
            kind: Kind::Sentence(Side::Target),
            source: without(&sources, Side::Source),
            target: target.clone(),
            lost: in_target,
        });
    }
    out.push(Trial { kind: Kind::Joined, source, target, lost: 0..0 });
}

/// The clauses of a text, with the marks that end them.
fn clauses(text: &str, side: Side) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        let ends = match side {
            Side::Source => "，；：。！？,;".contains(c),
            Side::Target => ",;:.!?—".contains(c) && text[end..].starts_with(' '),
        };
        if ends {
            out.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        out.push(start..text.len());
    }
    let least = if side == Side::Source { LEAST_HAN[1] } else { LEAST_WORDS };
    out.retain(|r| size(&text[r.clone()], side) >= least);
    out
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "，；：。！？、,;:.!?—".contains(c)
}

fn foreign(row: &Row, other: &Row, side: Side, random: &mut Random) -> Option<Trial> {
    let from = text(other, side);
    let found = clauses(from, side);
    let clause = from[found.get(random.below(found.len()))?.clone()].trim_matches(is_mark);
    let into = text(row, side);
    let comma = if side == Side::Source { "，" } else { ", " };
    let mut places: Vec<usize> = into.match_indices(comma).map(|(i, m)| i + m.len()).collect();
    if side == Side::Source {
        places.push(0);
    }
    let end = into.trim_end_matches(is_mark).len();
    places.push(end);
    let at = places[random.below(places.len())];
    let (mut changed, mut lost) = (into[..at].to_owned(), at..at + clause.len());
    if at == end {
        changed.push_str(comma);
        lost = at + comma.len()..at + comma.len() + clause.len();
    }
    changed.push_str(clause);
    if at != end {
        changed.push_str(comma);
    }
    changed.push_str(&into[at..]);
    let (source, target) = match side {
        Side::Source => (changed, row.target.clone()),
        Side::Target => (row.source.clone(), changed),
    };
    Some(Trial { kind: Kind::Foreign(side), source, target, lost })
}

fn cut(row: &Row, side: Side, random: &mut Random) -> Option<Trial> {
    let whole = text(row, side);
    let most = size(whole, side) as f32 * MOST;
    let mut found = clauses(whole, side);
    found.retain(|r| size(&whole[r.clone()], side) as f32 <= most);
    let clause = found.get(random.below(found.len()))?.clone();
    let mut left = whole[..clause.start].to_owned();
    if clause.end == whole.len() {
        left.truncate(left.trim_end_matches(is_mark).len());
        left.push(if side == Side::Source { '。' } else { '.' });
    } else {
        left.push_str(&whole[clause.end..]);
    }
    let (source, target) = match side {
        Side::Source => (left, row.target.clone()),
        Side::Target => (row.source.clone(), left.trim_start().to_owned()),
    };
    Some(Trial { kind: Kind::Cut(side), source, target, lost: 0..0 })
}
