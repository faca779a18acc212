//! Every check on one pair: the first line is the source, the rest the translation.
#![no_main]

use duikan_fuzz::{check, mutate_text};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate_text(data, size, max_size, seed)
});
