//! `duikan.toml`, and beads that are settled.
#![no_main]

use duikan_fuzz::settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| settings(data));
