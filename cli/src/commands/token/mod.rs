//! `zegoapi token`: makes and explains token04, the text by which a client logs in to a room.
//! The ServerSecret comes from the environment alone; a token that is read is never printed again.

mod make;
mod open;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use clap::{Args, Subcommand};

/// The arguments of `zegoapi token`.
#[derive(Debug, Args)]
pub(crate) struct TokenArgs {
    #[command(subcommand)]
    command: TokenCommand,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Makes a token for a user, and prints it
    Make(make::MakeArgs),
    /// Says whose a token is, when it ends and what it allows, or which mistake a text that is none makes
    Open(open::OpenArgs),
}

/// Makes a token, or explains one.
pub(crate) fn run(args: &TokenArgs, output: &mut Output) -> Result<Exit, Failure> {
    match &args.command {
        TokenCommand::Make(args) => make::run(args, output),
        TokenCommand::Open(args) => open::run(args, output),
    }
}
