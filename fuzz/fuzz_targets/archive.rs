//! Word, OpenDocument and EPUB: the archive and the parts in it.
#![no_main]

use duikan_fuzz::{document, mutate_archive};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| document(data, &["docx"]));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate_archive(data, size, max_size, seed)
});
