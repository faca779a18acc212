//! Files of pairs in XML: TMX and XLIFF.
#![no_main]

use duikan_fuzz::pairs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| pairs(data, &["tmx", "xlf"]));
