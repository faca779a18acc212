//! Files of pairs: JSON Lines, CSV, tab-separated.
#![no_main]

use duikan_fuzz::pairs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| pairs(data, &["jsonl", "csv", "tsv"]));
