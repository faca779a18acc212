//! A document from its text to the files of the report: what comes before the first form feed is the source.
#![no_main]

use duikan_fuzz::{audit, mutate_text};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| audit(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate_text(data, size, max_size, seed)
});
