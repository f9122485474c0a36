//! `zegoapi send`: a message in one call, or to each user that a file names.
//! What the two share is here: the arguments, and the account's pace.

mod single;
mod to_file;

use crate::call_args::CallArgs;
use crate::connection::ConnectionArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::message::MessageArgs;
use crate::output::Output;
use clap::Args;
use std::path::PathBuf;
use to_file::ToFileArgs;
use zegoapi_client::{App, SendCustomCommand};

/// The arguments of `zegoapi send`.
#[derive(Debug, Args)]
pub(crate) struct SendArgs {
    #[command(flatten)]
    message: MessageArgs,
    #[command(flatten)]
    to: ToArgs,
    #[command(flatten)]
    file: ToFileArgs,
    #[command(flatten)]
    call: CallArgs,
    #[command(flatten)]
    connection: ConnectionArgs,
}

/// Said in one of three ways, and never left out: nobody named does not mean everyone.
#[derive(Debug, Args)]
#[command(next_help_heading = "Recipients")]
#[group(required = true, multiple = false)]
struct ToArgs {
    /// User who gets it; may be repeated, up to 10 times
    #[arg(long, value_name = "USER")]
    to: Vec<String>,
    /// Everyone in the room gets it
    #[arg(long)]
    everyone: bool,
    /// Each user of this file gets it, one id to a line, any number of them; - reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "fail_fast")]
    to_file: Option<PathBuf>,
}

impl SendArgs {
    /// The application, with the rate of its account.
    fn app(&self) -> Result<App, Failure> {
        self.call.app(&self.connection, SendCustomCommand::NAME)
    }
}

/// Sends, and says what came of it.
pub(crate) fn run(args: &SendArgs, output: &mut Output) -> Result<Exit, Failure> {
    match &args.to.to_file {
        Some(file) => to_file::run(args, file, output),
        None => single::run(args, output),
    }
}
