//! Glossaries, each read by every reader and then searched for.
#![no_main]

use duikan_fuzz::glossary;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| glossary(data));
