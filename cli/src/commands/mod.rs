//! The commands, one file each. Each takes its arguments, writes what came of them, and says how to exit.

mod call;
mod callback;
mod doctor;
mod explain;
mod send;
#[cfg(feature = "simulate")]
mod simulate;
mod token;
mod url;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use clap::Subcommand;
use zegoapi_client::CodeScope;

pub(crate) use call::HELP as CALL_HELP;
pub(crate) use explain::outcomes_help;

/// What can be asked for.
#[derive(Debug, Subcommand)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) enum Command {
    /// Sends a message into a room, or to each user that a file names
    Send(send::SendArgs),
    /// Calls any action of the server API by its name, and prints the whole reply
    Call(call::CallActionArgs),
    /// Prints the signed URL of a message, or a curl command, without sending
    Url(url::UrlArgs),
    /// Says what a return code means and what to do about it
    Explain(explain::ExplainArgs),
    /// Makes and explains tokens (token04), by which clients log in to rooms
    Token(token::TokenArgs),
    /// Verifies and signs callbacks, which the vendor sends to a server of one's own
    Callback(callback::CallbackArgs),
    /// Runs the vendor's side on this machine, for tests and for work without an account
    #[cfg(feature = "simulate")]
    Simulate(zegoapi_simulator::Args),
    /// Checks credentials, name, connection, clock and signature, without delivering anything
    Doctor(doctor::DoctorArgs),
}

/// Does what is asked for.
pub(crate) fn run(command: &Command, output: &mut Output) -> Result<Exit, Failure> {
    match command {
        Command::Send(args) => send::run(args, output),
        Command::Call(args) => call::run(args, output),
        Command::Url(args) => url::run(args, output),
        Command::Token(args) => token::run(args, output),
        Command::Callback(args) => callback::run(args, output),
        Command::Explain(args) => explain::run(args, output),
        #[cfg(feature = "simulate")]
        Command::Simulate(args) => Ok(simulate::run(args, output)),
        Command::Doctor(args) => doctor::run(args, output),
    }
}

/// Reads the name of a scope.
fn scope(text: &str) -> Result<CodeScope, String> {
    CodeScope::from_name(text).ok_or_else(|| {
        let names = CodeScope::ALL.map(CodeScope::name);
        format!("one of {}", names.join(", "))
    })
}
