//! The `duikan` command: parses the arguments, calls, and maps the result to an exit status.

mod cli;

// A pair is read into many small pieces that live as long as it does: with this allocator a tenth more pairs are judged in a second
// than with the system's, and a stream by a third faster, for some 50 MB of memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
