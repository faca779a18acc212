//! A progress bar on standard error while long work goes on, if that is a terminal.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use duikan::align::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);
/// Time between two looks at the work.
const TICK: Duration = Duration::from_millis(100);

/// Runs `work`, and shows how far it has come.
pub fn watch<T>(quiet: bool, work: impl FnOnce(Option<&Progress>) -> T) -> T {
    if quiet || !std::io::stderr().is_terminal() {
        return work(None);
    }
    let progress = &Progress::default();
    let (finished, wait) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let goes_on = |time| wait.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
            if !goes_on(PATIENCE) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("aligning {bar:40} {percent:>3} % {eta}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            loop {
                let (done, expected) = progress.state();
                bar.set_length(expected as u64);
                bar.set_position(done.min(expected) as u64);
                if !goes_on(TICK) {
                    break;
                }
            }
            bar.finish_and_clear();
        });
        let result = work(Some(progress));
        // The thread looks up at once, whether or not the message arrives.
        drop(finished);
        result
    })
}
