//! `zegoapi callback`: signs and verifies the stamps of callbacks, the way the vendor does.
//! The `CallbackSecret` comes from the environment alone.

mod sign;
mod verify;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use clap::{Args, Subcommand};

/// The arguments of `zegoapi callback`.
#[derive(Debug, Args)]
pub(crate) struct CallbackArgs {
    #[command(subcommand)]
    command: CallbackCommand,
}

#[derive(Debug, Subcommand)]
enum CallbackCommand {
    /// Says what a callback is, and whether its timestamp and nonce are signed; its body never is
    Verify(verify::VerifyArgs),
    /// Signs a timestamp and a nonce as the vendor does, for tests of one's own receiver
    Sign(sign::SignArgs),
}

/// Verifies a callback, or signs one.
pub(crate) fn run(args: &CallbackArgs, output: &mut Output) -> Result<Exit, Failure> {
    match &args.command {
        CallbackCommand::Verify(args) => verify::run(args, output),
        CallbackCommand::Sign(args) => sign::run(args, output),
    }
}
