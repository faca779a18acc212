//! How far a long alignment has come, for those who wait for it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Work done and work expected, in source segments and passes over them. What is expected may grow while work goes on: the
/// sentences of a document are counted once its paragraphs are paired.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    expected: AtomicUsize,
}

impl Progress {
    pub(super) fn expect(&self, steps: usize) {
        self.expected.fetch_add(steps, Ordering::Relaxed);
    }

    pub(super) fn add(&self, steps: usize) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// Steps done and steps expected so far.
    pub fn state(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.expected.load(Ordering::Relaxed))
    }
}
