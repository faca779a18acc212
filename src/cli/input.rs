//! Stands in for reading until it is there.

use std::path::Path;

use duikan::document::{Document, Role, Segment, Side};

/// Stub.
pub fn read_one(path: &Path, _encoding: Option<&str>) -> duikan::error::Result<Document> {
    let bytes = std::fs::read(path).map_err(|e| duikan::error::Error::io(path, "read", &e))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut d = Document {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        source: vec![],
        target: vec![],
    };
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let side = if line.chars().any(duikan::text::is_han) { Side::Source } else { Side::Target };
        if !line.trim().is_empty() {
            let s = Segment::whole(side, Role::Body, line.trim(), at, n + 1);
            if side == Side::Source { d.source.push(s) } else { d.target.push(s) }
        }
        at += line.len();
    }
    Ok(d)
}
/// Stub.
pub fn read_two(a: &Path, b: &Path, _encoding: Option<&str>) -> duikan::error::Result<Document> {
    let (x, y) = (read_one(a, _encoding)?, read_one(b, _encoding)?);
    Ok(Document { name: x.name, source: x.source, target: y.target })
}
/// Stub.
pub fn read_lines(
    a: &Path,
    b: &Path,
    _encoding: Option<&str>,
) -> duikan::error::Result<(Vec<Segment>, Vec<Segment>)> {
    let f = |p: &Path, side| -> duikan::error::Result<Vec<Segment>> {
        let bytes = std::fs::read(p).map_err(|e| duikan::error::Error::io(p, "read", &e))?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(text.lines().enumerate().map(|(n, l)| Segment::whole(side, Role::Body, l, 0, n + 1)).collect())
    };
    Ok((f(a, Side::Source)?, f(b, Side::Target)?))
}
