//! Paths as references in URIs (RFC 3986).

use std::fmt::Write;

/// A relative path with everything percent-encoded that a path in a URI cannot hold as it is.
pub fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(b));
        } else {
            // Writing to memory cannot fail.
            let _ = write!(out, "%{b:02X}");
        }
    }
    out
}
