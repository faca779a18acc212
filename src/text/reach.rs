//! How far apart two places of one text are looked at together.
//!
//! A check may ask of each place what stands at every other: in a segment of some thousands of characters that is nothing. So that a
//! segment of any length costs linear time, places of a long one are looked at together only as far as [`FAR`] apart.

use std::ops::Range;

/// Characters of the source, or tokens of the translation, above which a text is long.
pub const LONG: usize = 4_000;

/// How far things of a long text are looked at together, in its characters or tokens.
pub const FAR: usize = 500;

/// How far things are looked at together in a text of `length`: [`FAR`] in a long one, else everywhere.
pub fn of(length: usize) -> usize {
    if length > LONG { FAR } else { length }
}

/// The part of a text of `length` that is looked at together with `place`.
pub fn around(place: &Range<usize>, length: usize) -> Range<usize> {
    let reach = of(length);
    place.start.saturating_sub(reach)..(place.end + reach).min(length)
}

/// The part of a text of `length` in which something is looked for that the other text, of `other`, has at `place`: about the same share of
/// it, twice as far to either side as inside one text, if either is long; else all of it.
pub fn across(place: usize, other: usize, length: usize) -> Range<usize> {
    if length.max(other) <= LONG {
        return 0..length;
    }
    let at = (place as f64 / other.max(1) as f64 * length as f64) as usize;
    at.saturating_sub(2 * FAR)..(at + 2 * FAR).min(length)
}
