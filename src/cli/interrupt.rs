//! Ctrl-C, and what asks a program to end in other ways: nothing is left half-written.

use std::process;
use std::sync::{OnceLock, RwLock, RwLockReadGuard};

/// Held by whoever writes files that belong together.
static WRITING: RwLock<()> = RwLock::new(());
/// What is done before the end.
static FAREWELL: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// Exit status of a program that an interrupt ended, as shells give it.
const INTERRUPTED: i32 = 130;

/// From now on an interrupt waits for what is being written, lets nothing more be written, does `farewell`, and ends the program.
pub fn guard(farewell: impl Fn() + Send + Sync + 'static) {
    if FAREWELL.set(Box::new(farewell)).is_err() {
        return;
    }
    // Where no handler can be set, the program ends as it would without one.
    let _ = ctrlc::set_handler(|| {
        let _nobody = WRITING.write();
        if let Some(farewell) = FAREWELL.get() {
            farewell();
        }
        process::exit(INTERRUPTED);
    });
}

/// While this is held the program does not end.
pub fn writing() -> RwLockReadGuard<'static, ()> {
    WRITING.read().unwrap_or_else(|e| e.into_inner())
}
