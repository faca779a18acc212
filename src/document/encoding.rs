//! From bytes to text: UTF-8, UTF-16, GB18030 and Big5, told apart by what the bytes say; never a silent replacement.
//!
//! A byte order mark stays in the decoded text, so that for UTF-8 an offset in the text is an offset in the file.

use std::sync::OnceLock;

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use rustc_hash::FxHashSet;

use super::script::{is_han, is_wide_mark};
use super::vocabulary::words;
use crate::error::{Error, Result};

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Its text, with its byte order mark if it has one.
    pub text: String,
    /// The name of its encoding.
    pub encoding: &'static str,
}

/// Share of the most frequent characters (data/zh/common.txt) below which a decoded text is no Chinese. Prose has .30 to .45;
/// GB18030 read as Big5, or the reverse, has under .05.
const LEAST_COMMON: f64 = 0.12;

/// Decodes a file, in the encoding called `label` if there is one, else in the one its bytes show.
///
/// # Errors
/// If the bytes are no text (the kind of file is named), if no such encoding is known, or if bytes cannot be decoded: the
/// error names line and byte, both counted from 1.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded> {
    if let Some(kind) = kind_of_binary(bytes) {
        return Err(kind.error());
    }
    if let Some(label) = label {
        return strictly(bytes, named(label, bytes)?);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return strictly(bytes, encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {}
        Ok(text) => return Ok(Decoded { text: text.to_owned(), encoding: "UTF-8" }),
        Err(_) if is_damaged_utf8(bytes) => return strictly(bytes, UTF_8),
        Err(_) => {}
    }
    if let Some(decoded) = utf16_without_mark(bytes) {
        return Ok(decoded);
    }
    if bytes.contains(&0) {
        return Err(Error::new(
            "is binary data, not text",
            "export it as plain text, or extract the text (run OCR on a scan first)",
        ));
    }
    legacy(bytes)
}

/// The encoding of that name; `utf-16` alone goes by the byte order mark.
fn named(label: &str, bytes: &[u8]) -> Result<&'static Encoding> {
    let bare = label.trim().to_ascii_lowercase();
    if bare == "utf-16" || bare == "utf16" {
        return Ok(if bytes.starts_with(&[0xFE, 0xFF]) { UTF_16BE } else { UTF_16LE });
    }
    let bare = match bare.as_str() {
        "utf16le" => "utf-16le",
        "utf16be" => "utf-16be",
        other => other,
    };
    Encoding::for_label(bare.as_bytes()).ok_or_else(|| {
        Error::new(
            format!("no encoding is called `{label}`"),
            "use utf-8, utf-16le, utf-16be, gb18030 or big5, or leave it out",
        )
    })
}

/// Decodes or says where that fails.
fn strictly(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut read = 0;
    loop {
        let (result, n) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += n;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 16),
            DecoderResult::Malformed(length, extra) => {
                let at = read.saturating_sub(usize::from(length) + usize::from(extra));
                return Err(Error::new(
                    format!("not valid {} at byte {}", encoding.name(), at + 1),
                    "save the file as UTF-8, or name its encoding with --encoding",
                )
                .line(text.matches('\n').count() + 1));
            }
        }
    }
    Ok(Decoded { text, encoding: encoding.name() })
}

/// Whether bytes that are no valid UTF-8 were meant to be: far more whole sequences than broken ones.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 3 && whole >= broken * 8
}

/// UTF-16 that has no byte order mark: an even number of bytes that read as Chinese or English in one byte order.
fn utf16_without_mark(bytes: &[u8]) -> Option<Decoded> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let plausible = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
        let all = text.chars().count();
        let usual = text.chars().filter(|c| is_usual(*c)).count();
        let rate = common_rate(&text).unwrap_or(1.0);
        (usual * 100 >= all * 95 && rate >= LEAST_COMMON && text.contains([' ', '\n', '。', '，', '、']))
            .then_some(Decoded { text, encoding: encoding.name() })
    };
    plausible(UTF_16LE).or_else(|| plausible(UTF_16BE))
}

fn is_usual(c: char) -> bool {
    c.is_ascii_graphic()
        || c.is_whitespace()
        || is_han(c)
        || is_wide_mark(c)
        || matches!(c as u32, 0xA0..=0x24F | 0x2010..=0x2044 | 0xFF00..=0xFFEF)
}

/// GB18030 or Big5, whichever gives Chinese.
fn legacy(bytes: &[u8]) -> Result<Decoded> {
    let unknown = || {
        Error::new(
            "its encoding is not known: neither UTF-8, UTF-16, GB18030 nor Big5",
            "save the file as UTF-8, or name its encoding with --encoding",
        )
    };
    if is_single_byte_latin(bytes) {
        return Err(unknown());
    }
    let tried = [GB18030, BIG5].map(|e| strictly(bytes, e));
    let rate = |d: &Result<Decoded>| d.as_ref().ok().and_then(|d| common_rate(&d.text)).unwrap_or(0.0);
    let [gb, big5] = tried;
    let (best, other) = if rate(&big5) > rate(&gb) { (big5, gb) } else { (gb, big5) };
    if best.is_ok() && rate(&best) >= LEAST_COMMON {
        return best;
    }
    // Both fail, or one decodes to nonsense: the error of the one that is closer says where the bad byte is.
    let closest =
        [GB18030, BIG5].into_iter().map(|e| (decodable_rate(bytes, e), e)).max_by(|a, b| a.0.total_cmp(&b.0));
    match closest {
        Some((share, encoding)) if share >= LEAST_COMMON => strictly(bytes, encoding),
        _ => Err(if best.is_ok() || other.is_ok() { unknown() } else { best.err().unwrap_or_else(unknown) }),
    }
}

/// Share of frequent characters when bad bytes are passed over: tells a damaged file from one in another encoding.
fn decodable_rate(bytes: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lost = text.matches('\u{FFFD}').count();
    let han = text.chars().filter(|c| is_han(*c)).count();
    if lost * 10 > han { 0.0 } else { common_rate(&text).unwrap_or(0.0) }
}

/// Accented letters between plain ones, as a Western single-byte file has them: `Chargé d'affaires` in Windows-1252 would
/// read as an odd ideograph or two.
fn is_single_byte_latin(bytes: &[u8]) -> bool {
    let (mut alone, mut paired) = (0usize, 0usize);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| *b >= 0x80) {
        let run = rest[at..].iter().take_while(|b| **b >= 0x80).count();
        if run == 1 {
            alone += 1
        } else {
            paired += run / 2
        }
        rest = &rest[at + run..];
    }
    alone > paired * 4
}

/// Share of the ideographs that are among the most frequent; `None` if there are too few to tell.
fn common_rate(text: &str) -> Option<f64> {
    static COMMON: OnceLock<FxHashSet<char>> = OnceLock::new();
    let common =
        COMMON.get_or_init(|| words(include_str!("../../data/zh/common.txt")).flat_map(str::chars).collect());
    let (mut han, mut known) = (0usize, 0usize);
    for c in text.chars().filter(|c| is_han(*c)) {
        han += 1;
        known += usize::from(common.contains(&c));
    }
    (han > 0).then(|| known as f64 / han as f64)
}

/// A file that is not text, known by its first bytes.
struct Binary {
    kind: &'static str,
    remedy: &'static str,
}

impl Binary {
    fn error(&self) -> Error {
        Error::new(format!("is {}, not plain text", self.kind), self.remedy)
    }
}

fn kind_of_binary(bytes: &[u8]) -> Option<Binary> {
    const SCAN: &str = "run OCR on it first and give the recognised text";
    const EXTRACT: &str = "extract the text first (a scan needs OCR) and give that";
    const EXPORT: &str = "save it as plain text (UTF-8) first and give that";
    let found = |kind, remedy| Some(Binary { kind, remedy });
    let head = &bytes[..bytes.len().min(1024)];
    let holds = |needle: &[u8]| bytes[..bytes.len().min(1 << 16)].windows(needle.len()).any(|w| w == needle);
    match head {
        // Some writers put a few bytes before the mark.
        h if h[..h.len().min(32)].windows(5).any(|w| w == b"%PDF-") => found("a PDF", EXTRACT),
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'I', b'I', 0x2A, 0, ..]
        | [b'M', b'M', 0, 0x2A, ..]
        | [0, 0, 0, 0x0C, b'j', b'P', ..] => found("an image", SCAN),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => found("an image", SCAN),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => found("an image", SCAN),
        [b'A', b'T', b'&', b'T', b'F', b'O', b'R', b'M', ..] => found("a DjVu scan", EXTRACT),
        [b'P', b'K', 3, 4, ..] if holds(b"word/") => found("a Word document", EXPORT),
        [b'P', b'K', 3, 4, ..] if holds(b"xl/") => found("a spreadsheet", EXPORT),
        [b'P', b'K', 3, 4, ..] if holds(b"opendocument") => found("an OpenDocument file", EXPORT),
        [b'P', b'K', 3, 4, ..] if holds(b"epub") => found("an EPUB book", EXPORT),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => found("a zip archive", "unpack it and name the text file inside"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => found("an old Office document", EXPORT),
        [b'{', b'\\', b'r', b't', b'f', ..] => found("a rich text (RTF) document", EXPORT),
        [0x1F, 0x8B, ..]
        | [b'7', b'z', 0xBC, 0xAF, ..]
        | [b'R', b'a', b'r', b'!', ..]
        | [0xFD, b'7', b'z', b'X', b'Z', ..] => {
            found("a compressed archive", "unpack it and name the text file inside")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "徐：听了你们的声明后，我想谈几点个人意见。\nXu: I'd like to express a few personal views – “facts”.\n";
    const TRADITIONAL: &str = "茲制定本辦法，公布施行。檢定所得委託區公所代辦，但是不得收取費用。\nThese Measures are promulgated.\n";

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes, None).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        check(TEXT.as_bytes(), TEXT, "UTF-8");
        let marked = format!("\u{FEFF}{TEXT}");
        check(marked.as_bytes(), &marked, "UTF-8");
        for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
            check(&utf16(TEXT, big), TEXT, name);
            check(&utf16(&marked, big), &marked, name);
            check(&utf16(TRADITIONAL, big), TRADITIONAL, name);
        }
        for text in [TEXT, TRADITIONAL] {
            let (bytes, _, lost) = GB18030.encode(text);
            assert!(!lost);
            check(&bytes, text, "gb18030");
        }
        let (bytes, _, lost) = BIG5.encode(TRADITIONAL);
        assert!(!lost);
        check(&bytes, TRADITIONAL, "Big5");
        // A few lines are enough.
        check(&GB18030.encode("我们今天就谈到这里吧。").0, "我们今天就谈到这里吧。", "gb18030");
        check(&BIG5.encode("我們今天就談到這裡吧。").0, "我們今天就談到這裡吧。", "Big5");
    }

    #[test]
    fn an_encoding_can_be_named() {
        let (bytes, _, _) = GB18030.encode(TEXT);
        for label in ["gb18030", "GBK", "gb2312"] {
            assert_eq!(decode(&bytes, Some(label)).unwrap().text, TEXT, "{label}");
        }
        assert_eq!(decode(&utf16(TEXT, false), Some("utf-16")).unwrap().text, TEXT);
        assert_eq!(decode(&utf16("\u{FEFF}a", true), Some("UTF16")).unwrap().text, "\u{FEFF}a");
        assert_eq!(decode(b"Charg\xE9", Some("windows-1252")).unwrap().text, "Chargé");
    }

    #[test]
    fn what_cannot_be_decoded_is_named() {
        let mut damaged = TEXT.as_bytes().to_vec();
        let at = TEXT.find('X').unwrap();
        damaged[at] = 0xFF;
        let errors = [
            (decode(&damaged, None), format!("not valid UTF-8 at byte {}", at + 1)),
            (decode(b"caf\xE9 and d\xE9j\xE0 vu", None), "its encoding is not known".to_owned()),
            (decode(b"a\0b\0\x01\x02\xFF\xD0\0", None), "is binary data".to_owned()),
            (decode(b"%PDF-1.4 \xFF", None), "is a PDF".to_owned()),
            (decode(b"PK\x03\x04....word/document.xml", None), "is a Word document".to_owned()),
            (decode(b"\xFF\xD8\xFF\xE0..JFIF", None), "is an image".to_owned()),
            (decode(TEXT.as_bytes(), Some("klingon")), "no encoding is called `klingon`".to_owned()),
            (decode(TEXT.as_bytes(), Some("big5")), "not valid Big5".to_owned()),
        ];
        for (result, what) in errors {
            let error = result.expect_err(&what).to_string();
            assert!(error.contains(&what) && !error.contains('\n'), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..120)) {
            let _ = decode(&bytes, None);
            for label in ["utf-8", "utf-16be", "gb18030", "big5"] {
                let _ = decode(&bytes, Some(label));
            }
        }
    }
}
