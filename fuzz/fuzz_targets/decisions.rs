//! What a spreadsheet makes of the tables that reviewers fill.
#![no_main]

use duikan_fuzz::decisions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| decisions(data));
