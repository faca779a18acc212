//! Lines of a stream, each answered.
#![no_main]

use duikan_fuzz::stream;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| stream(data));
