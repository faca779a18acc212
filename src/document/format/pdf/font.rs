//! Fonts of a PDF: what the bytes of a string show, and how wide that is.

use encoding_rs::{BIG5, Encoding as Legacy, GBK, UTF_16BE};
use lopdf::{Dictionary, Document, Encoding, Object};
use rustc_hash::FxHashMap;

use super::cmap::Map;

/// A character or ligature that a string shows.
pub(super) struct Shown {
    /// Its text; `None` if the font does not say.
    pub text: Option<String>,
    /// Its width in thousandths of the font's size.
    pub width: f64,
    /// The single byte 32, which word spacing widens.
    pub is_space: bool,
}

/// A font.
pub(super) struct Font<'a> {
    map: Option<Map>,
    codes: Codes<'a>,
    widths: FxHashMap<u32, f64>,
    width: f64,
}

enum Codes<'a> {
    /// One byte, in an encoding of Latin letters.
    Narrow(Option<Encoding<'a>>),
    /// Two bytes that mean nothing by themselves.
    Wide,
    /// Two bytes of UTF-16.
    Unicode,
    /// One byte below 128, else two.
    Mixed(&'static Legacy),
}

impl<'a> Font<'a> {
    /// Reads a font; what is damaged in it is passed over.
    pub fn read(document: &'a Document, font: &'a Dictionary, limit: usize) -> Self {
        let map = stream(document, font, b"ToUnicode", limit).map(|bytes| Map::read(&bytes));
        let is_composite = name(document, font, b"Subtype").is_some_and(|n| n == b"Type0");
        if is_composite {
            return Self::composite(document, font, map);
        }
        let encoding = match &map {
            // The map says more, and reading both is dear.
            Some(_) => None,
            None => font.get_font_encoding_with_limit(document, limit).ok(),
        };
        let scale = array(document, font, b"FontMatrix")
            .and_then(|m| number(document, m.first()?))
            .map_or(1.0, |s| s * 1000.0);
        let first = font.get(b"FirstChar").ok().and_then(|o| number(document, o)).unwrap_or(0.0) as u32;
        let mut widths = FxHashMap::default();
        for (k, w) in (0..256u32).zip(array(document, font, b"Widths").unwrap_or_default()) {
            if let Some(w) = number(document, w) {
                widths.insert(first.saturating_add(k), w * scale);
            }
        }
        Self { map, codes: Codes::Narrow(encoding), widths, width: 500.0 }
    }

    fn composite(document: &'a Document, font: &'a Dictionary, map: Option<Map>) -> Self {
        /// Codes that have widths of their own, at most: all of two bytes.
        const CODES: usize = 1 << 16;
        let descendant = array(document, font, b"DescendantFonts")
            .and_then(|d| d.first())
            .and_then(|d| document.dereference(d).ok())
            .and_then(|(_, d)| d.as_dict().ok());
        let cmap = name(document, font, b"Encoding").unwrap_or_default();
        let starts = |prefixes: &[&str]| prefixes.iter().any(|p| cmap.starts_with(p.as_bytes()));
        let codes = if starts(&["UniGB-", "UniCNS-", "UniJIS-", "UniKS-"]) {
            Codes::Unicode
        } else if starts(&["GBK", "GB-EUC", "GBpc-EUC"]) {
            Codes::Mixed(GBK)
        } else if starts(&["ETen", "B5pc", "HKscs", "ETenms"]) {
            Codes::Mixed(BIG5)
        } else {
            Codes::Wide
        };
        let width = descendant.and_then(|d| number(document, d.get(b"DW").ok()?)).unwrap_or(1000.0);
        let mut widths = FxHashMap::default();
        // Widths go by the number of the glyph, which is the code only in identity encodings.
        if matches!(codes, Codes::Wide) {
            let mut rest = descendant.and_then(|d| array(document, d, b"W")).unwrap_or_default();
            while let [first, second, more @ ..] = rest {
                let Some(code) = number(document, first).map(|n| n as u32) else { break };
                let second = document.dereference(second).map_or(second, |(_, o)| o);
                if let Ok(list) = second.as_array() {
                    for (k, w) in (0u32..).zip(list).take(CODES) {
                        widths.extend(number(document, w).map(|w| (code.saturating_add(k), w)));
                    }
                    rest = more;
                } else if let ([w, more @ ..], Some(last)) = (more, number(document, second)) {
                    let last = (last as u32).min(code.saturating_add(CODES as u32));
                    if let Some(w) = number(document, w) {
                        widths.extend((code..=last).map(|c| (c, w)));
                    }
                    rest = more;
                } else {
                    break;
                }
                if widths.len() > 4 * CODES {
                    break;
                }
            }
        }
        Self { map, codes, widths, width }
    }

    /// What a string shows.
    pub fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            let length = match &self.codes {
                Codes::Narrow(_) => 1,
                Codes::Mixed(_) if *first < 0x80 => 1,
                Codes::Wide if self.map.as_ref().is_some_and(|m| m.is_narrow) => 1,
                _ => 2,
            };
            let (code, more) = rest.split_at(length.min(rest.len()));
            rest = more;
            let number = code.iter().fold(0u32, |n, b| n << 8 | u32::from(*b));
            let mapped = self.map.as_ref().and_then(|m| m.get(number));
            let text =
                mapped.or_else(|| self.decoded(code)).filter(|t| !t.contains('\u{FFFD}') && !t.is_empty());
            let usual = if matches!(self.codes, Codes::Mixed(_)) && code.len() == 1 {
                self.width / 2.0
            } else {
                self.width
            };
            let width = self.widths.get(&number).copied().unwrap_or(usual);
            out.push(Shown { text, width, is_space: code == b" " });
        }
        out
    }

    fn decoded(&self, code: &[u8]) -> Option<String> {
        match &self.codes {
            Codes::Narrow(encoding) => encoding.as_ref()?.bytes_to_string(code).ok(),
            Codes::Wide => None,
            Codes::Unicode => Some(UTF_16BE.decode_without_bom_handling(code).0.into_owned()),
            Codes::Mixed(encoding) => Some(encoding.decode_without_bom_handling(code).0.into_owned()),
        }
    }
}

/// A number, behind a reference or not.
pub(super) fn number(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)),
        _ => None,
    }
    .filter(|n| n.is_finite())
}

/// An array of a dictionary.
pub(super) fn array<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
    of.get_deref(key, document).ok()?.as_array().ok().map(Vec::as_slice)
}

/// A name in a dictionary.
pub(super) fn name<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    of.get_deref(key, document).ok()?.as_name().ok()
}

fn stream(document: &Document, of: &Dictionary, key: &[u8], limit: usize) -> Option<Vec<u8>> {
    let stream = of.get_deref(key, document).ok()?.as_stream().ok()?;
    stream.decompressed_content_with_limit(limit).ok().or_else(|| Some(stream.content.clone()))
}
