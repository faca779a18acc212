//! Numbers as anchors: the plain values of each side.

use crate::text::{Chinese, English, Kind};

/// Values of a Chinese text.
pub(super) fn chinese(t: &Chinese) -> Vec<u64> {
    let mut out = Vec::new();
    let mut i = 0;
    let c = t.chars();
    while i < c.len() {
        if c[i].is_ascii_digit() {
            let mut v = 0u64;
            while i < c.len()
                && (c[i].is_ascii_digit() || (c[i] == ',' && i + 1 < c.len() && c[i + 1].is_ascii_digit()))
            {
                if c[i] != ',' {
                    v = v.wrapping_mul(10).wrapping_add(u64::from(c[i] as u32 - 48));
                }
                i += 1;
            }
            out.push(v);
        } else {
            i += 1;
        }
    }
    out
}

/// Values of an English text.
pub(super) fn english(t: &English) -> Vec<u64> {
    t.tokens()
        .iter()
        .enumerate()
        .filter(|(_, k)| k.kind == Kind::Number)
        .map(|(k, _)| {
            t.norm(k)
                .bytes()
                .filter(u8::is_ascii_digit)
                .fold(0u64, |v, b| v.wrapping_mul(10).wrapping_add(u64::from(b - 48)))
        })
        .collect()
}
