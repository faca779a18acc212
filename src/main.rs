//! The `duikan` command: parses the arguments, calls, and maps the result to an exit status.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
