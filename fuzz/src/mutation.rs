//! Mutators that know how a format is packed: bytes changed in a packed part would mostly be refused by its sums.

use std::io::{Cursor, Read, Write};

use libfuzzer_sys::fuzzer_mutate;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// One mutation in so many is of the file as it stands.
const AS_IT_STANDS: u32 = 8;
/// Bytes that the parts of an archive may have together.
const UNPACKED: u64 = 1 << 20;

/// Changes a part of an archive.
pub fn mutate_archive(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    if seed % AS_IT_STANDS > 0
        && let Some(mut parts) = parts(&data[..size])
        && !parts.is_empty()
    {
        let count = parts.len();
        let content = &mut parts[(seed / AS_IT_STANDS) as usize % count].1;
        let (length, room) = (content.len(), content.len() + 256);
        content.resize(room, 0);
        let length = fuzzer_mutate(content, length, room);
        content.truncate(length);
        if let Some(bytes) = packed(&parts).filter(|b| b.len() <= max_size) {
            data[..bytes.len()].copy_from_slice(&bytes);
            return bytes.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
}

fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..archive.len())
        .map(|k| {
            let part = archive.by_index(k).ok()?;
            let name = part.name().ok()?.into_owned();
            let mut content = Vec::new();
            part.take(UNPACKED).read_to_end(&mut content).ok()?;
            Some((name, content))
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        out.start_file(name.as_str(), stored).ok()?;
        out.write_all(content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// Unpacks the streams of a PDF, then changes it.
pub fn mutate_pdf(data: &mut [u8], mut size: usize, max_size: usize, seed: u32) -> usize {
    let is_packed = data[..size].windows(11).any(|w| w == b"FlateDecode");
    if seed % AS_IT_STANDS > 0 && is_packed {
        // The library that takes PDF files apart may panic on a damaged one; the reader catches that, and so must this.
        let plain = std::thread::Builder::new().name("duikan-pdf".to_owned()).spawn({
            let bytes = data[..size].to_vec();
            move || {
                let mut document = lopdf::Document::load_mem(&bytes).ok()?;
                document.decompress();
                let mut out = Vec::new();
                document.save_to(&mut out).ok()?;
                Some(out)
            }
        });
        let plain = plain.ok().and_then(|t| t.join().ok().flatten());
        if let Some(plain) = plain.filter(|p| p.len() <= max_size) {
            data[..plain.len()].copy_from_slice(&plain);
            size = plain.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
}

/// Moves, doubles or takes out a stretch of whole characters, or changes bytes.
pub fn mutate_text(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let Ok(text) = std::str::from_utf8(&data[..size]) else { return fuzzer_mutate(data, size, max_size) };
    if seed % 3 == 0 || text.is_empty() {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut state = u64::from(seed) << 1 | 1;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n.max(1)
    };
    let mut chars: Vec<char> = text.chars().collect();
    let from = below(chars.len());
    let to = (from + 1 + below(24)).min(chars.len());
    match below(4) {
        0 => drop(chars.drain(from..to)),
        1 => {
            let part: Vec<char> = chars.drain(from..to).collect();
            let at = below(chars.len() + 1);
            chars.splice(at..at, part);
        }
        2 => {
            let part = chars[from..to].to_vec();
            let at = below(chars.len() + 1);
            chars.splice(at..at, part);
        }
        _ => {
            let part: Vec<char> = WORDS[below(WORDS.len())].chars().collect();
            chars.splice(from..to.min(from + below(3)), part);
        }
    }
    let out: String = chars.into_iter().collect();
    if out.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..out.len()].copy_from_slice(out.as_bytes());
    out.len()
}

/// What layouts, extractors and checks turn on.
const WORDS: [&str; 48] = [
    "不",
    "没有",
    "未必",
    "完全不",
    "不得不",
    "三分之一",
    "一九六二年六月",
    "２８日",
    "6.4万",
    "亿",
    "第十二条",
    "毛主席",
    "周恩来总理",
    "平壤",
    "“",
    "”",
    "《",
    "》",
    "（",
    "。",
    "，",
    "\u{3000}",
    "[...]",
    "（此处缺两页）",
    "not ",
    "n't ",
    "completely ",
    "must ",
    "1,000,000 ",
    "12th of June 1962",
    "per cent",
    "Premier Zhou ",
    "never",
    "\"",
    "'",
    "’",
    "—",
    "\n",
    "\n\n",
    "\u{c}",
    "- 3 -\n",
    "Page 3 of 4\n",
    "Comrade Wang: ",
    "王：",
    "# ",
    "| ",
    "\u{FEFF}",
    "e\u{301}\u{200B}",
];
