//! The `zegoapi` command: sends messages, shows signed URLs, explains return codes, simulates, finds faults.
//! Rules and HTTP are the library's; what is here reads arguments, and says what came of them.

mod arguments;
mod commands;
mod connection;
mod credentials;
mod exit;
mod message;
mod output;
mod report;
mod terminal;

use crate::exit::Exit;
use crate::output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut output = Output::new(arguments::wants_json());
    let exit = match arguments::parse() {
        Ok(arguments) => commands::run(&arguments.command, &mut output).unwrap_or_else(|error| {
            report::error(&error, &mut output);
            Exit::from(error.kind())
        }),
        Err(error) => arguments::report(error, &mut output),
    };
    output.end(exit).into()
}
