//! Bytes in any encoding.
#![no_main]

use duikan_fuzz::encoding;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| encoding(data));
