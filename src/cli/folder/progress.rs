//! How far the audit of a folder has come, on a terminal.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Steps of a document: read, aligned, judged and written.
const STEPS: u64 = 3;

/// A bar on standard error, if that is a terminal.
pub struct Progress {
    bar: ProgressBar,
    done: AtomicUsize,
    all: usize,
}

impl Progress {
    pub fn new(all: usize, quiet: bool) -> Self {
        let seen = !quiet && io::stderr().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(STEPS * all as u64), target);
        let template = "{bar:40} {percent:>3} % · {msg} · {elapsed} · {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        let progress = Self { bar, done: AtomicUsize::new(0), all };
        progress.tell(0);
        if seen {
            progress.bar.enable_steady_tick(Duration::from_millis(500));
        }
        progress
    }

    fn tell(&self, done: usize) {
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{done} of {} documents", self.all));
        }
    }

    /// Some documents have taken a step.
    pub fn step(&self, documents: usize) {
        self.bar.inc(documents as u64);
    }

    /// Some documents are done that have `left` steps before them.
    pub fn finish(&self, documents: usize, left: u64) {
        let done = self.done.fetch_add(documents, Ordering::Relaxed) + documents;
        self.tell(done);
        self.bar.inc(left * documents as u64);
    }

    /// Takes the bar away. Returns how many documents are done, and how many there are.
    pub fn close(&self) -> (usize, usize) {
        self.bar.finish_and_clear();
        (self.done.load(Ordering::Relaxed), self.all)
    }
}
