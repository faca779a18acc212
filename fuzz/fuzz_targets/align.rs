//! Lines of any language, paired: what comes before the first empty line is the source.
#![no_main]

use duikan_fuzz::{align, mutate_text};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| align(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate_text(data, size, max_size, seed)
});
