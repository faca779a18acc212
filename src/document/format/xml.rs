//! XML as office formats, translation memories and term bases use it: names without prefixes, no document type, no entities but the five that
//! XML itself defines, nothing fetched.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::{Error, Result};

/// The beginning of an element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its name without prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Line it stands in, 1-based.
    pub line: usize,
}

impl Element {
    /// The value of the attribute of that name; prefixes are left aside unless `name` has one.
    pub fn get(&self, name: &str) -> Option<&str> {
        let bare = |key: &str| key.rsplit(':').next().is_some_and(|k| k == name);
        self.attributes.iter().find(|(k, _)| k == name || bare(k)).map(|(_, v)| v.as_str())
    }
}

/// What is read of an XML file, in its order.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// An element begins; one that is empty ends at once.
    Open(&'a Element),
    /// The element of that name ends.
    Close(&'a str),
    /// Character data.
    Text(&'a str),
}

/// Reads a text, with no more than `depth` elements inside one another.
///
/// # Errors
/// With its line, if it is not well-formed, or nested deeper; or what `each` returns.
pub(crate) fn walk(text: &str, depth: usize, mut each: impl FnMut(Node) -> Result<()>) -> Result<()> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut open = 0usize;
    let damaged = |what: String| Error::new(brief(&what), "save or export the file again");
    loop {
        let line = lines.at(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(e) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                return Err(damaged(format!("not XML: {e}")).line(lines.at(at)));
            }
        };
        match event {
            Event::Start(e) => {
                open += 1;
                if open > depth {
                    let what = format!("more than {depth} elements inside one another");
                    return Err(Error::new(what, "raise `depth` under [limits] in duikan.toml").line(line));
                }
                each(Node::Open(&element(&e, line)?))?;
            }
            Event::Empty(e) => {
                let element = element(&e, line)?;
                each(Node::Open(&element))?;
                each(Node::Close(&element.name))?;
            }
            Event::End(e) => {
                open = open.saturating_sub(1);
                each(Node::Close(e.local_name().as_ref()))?;
            }
            Event::Text(t) => each(Node::Text(&t.xml_content(XmlVersion::Implicit1_0)))?,
            Event::CData(t) => each(Node::Text(&t.xml_content(XmlVersion::Implicit1_0)))?,
            Event::GeneralRef(r) => {
                let name = r.xml_content(XmlVersion::Implicit1_0);
                let c = match r.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned),
                };
                let c = c.ok_or_else(|| damaged(format!("unknown entity `&{name};`")).line(line))?;
                each(Node::Text(&c))?;
            }
            Event::Eof if open > 0 => {
                return Err(damaged("not XML: the file ends inside an element".to_owned()).line(line));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What a file made a library say, on one line and not too long.
pub(crate) fn brief(what: &str) -> String {
    const LONGEST: usize = 160;
    let mut out: String = what.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if what.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

fn element(e: &BytesStart, line: usize) -> Result<Element> {
    let bad = |what: String| {
        Error::new(brief(&format!("not XML: {what}")), "save or export the file again").line(line)
    };
    let mut attributes = Vec::new();
    for attribute in e.attributes() {
        let attribute = attribute.map_err(|e| bad(e.to_string()))?;
        let value =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| bad(e.to_string()))?.into_owned();
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Ok(Element { name: e.local_name().as_ref().to_owned(), attributes, line })
}

/// Counts lines as a reader goes on.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a byte that is not before the last one asked for.
    fn at(&mut self, byte: usize) -> usize {
        let byte = byte.clamp(self.at, self.text.len());
        self.line += self.text[self.at..byte].iter().filter(|b| **b == b'\n').count();
        self.at = byte;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Result<String> {
        let mut out = String::new();
        walk(text, 4, |node| {
            match node {
                Node::Open(e) => out.push_str(&format!("<{}{}>", e.name, e.get("id").unwrap_or_default())),
                Node::Close(name) => out.push_str(&format!("</{name}>")),
                Node::Text(t) => out.push_str(t),
            }
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn names_lose_their_prefixes() {
        assert_eq!(
            shape("<w:p w:id='7'><w:t>a &amp; &#x4E2D;</w:t><b/></w:p>").unwrap(),
            "<p7><t>a & 中</t><b></b></p>"
        );
    }

    #[test]
    fn entities_depth_and_damage_are_errors() {
        for (text, what) in [
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "unknown entity `&x;`"),
            ("<a><a><a><a><a/></a></a></a></a>", ""),
            ("<a><a><a><a><a></a></a></a></a></a>", "more than 4 elements"),
            ("<a>\n<b>", "ends inside an element"),
            ("<a>\n</b>", "not XML"),
        ] {
            match shape(text) {
                Ok(_) => assert_eq!(what, "", "{text}"),
                Err(e) => assert!(!what.is_empty() && e.to_string().contains(what), "{text}: {e}"),
            }
        }
    }
}
