//! The `zegoapi` command: sends messages, shows signed URLs, explains return codes, simulates, finds faults.
//! Rules and HTTP are the library's; what is here reads arguments, and says what came of them.

mod arguments;
mod call_args;
mod commands;
mod connection;
mod credentials;
mod exit;
mod failure;
mod input;
mod interrupt;
mod message;
mod output;
mod report;
mod signals;
mod terminal;
mod time;

use crate::output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut output = Output::new(arguments::wants_json());
    let exit = match arguments::parse() {
        Ok(arguments) => {
            let outcome = commands::run(&arguments.command, &mut output);
            outcome.unwrap_or_else(|failure| failure.tell(&mut output))
        }
        Err(error) => arguments::report(error, &mut output),
    };
    output.end(exit).into()
}
