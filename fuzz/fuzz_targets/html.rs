//! Web pages.
#![no_main]

use duikan_fuzz::document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| document(data, &["html"]));
