//! PDF files; streams are unpacked, so that their content is reached.
#![no_main]

use duikan_fuzz::{mutate_pdf, pdf};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| pdf(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate_pdf(data, size, max_size, seed)
});
