//! `zegoapi send`: a message in one call, or to each user that a file names.
//! What the two share is here: the arguments, and the account's pace.

mod single;
mod to_file;

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
    #[arg(long, value_name = "FILE")]
    to_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Call")]
struct CallArgs {
    /// How many more tries may follow the first; 2 when left out, and 8 with --to-file
    #[arg(long, value_name = "COUNT")]
    retries: Option<u32>,
    /// Sends again also to those who may have got it, after a lost answer and with --resume
    #[arg(long)]
    duplicates_ok: bool,
    /// Does not wait when the pace would make it
    #[arg(long, conflicts_with = "to_file")]
    fail_fast: bool,
    /// Calls a second, for an account whose limit was raised; 100 when left out, 10 with --is-test true
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    calls_per_second: Option<u32>,
}

impl SendArgs {
    /// The application, with the rate of its account.
    fn app(&self) -> Result<App, Failure> {
        let app = self.connection.app()?;
        Ok(match self.call.calls_per_second {
            Some(calls) => app.with_calls_per_second(SendCustomCommand::NAME, calls)?,
            None => app,
        })
    }
}

/// Sends, and says what came of it.
pub(crate) fn run(args: &SendArgs, output: &mut Output) -> Result<Exit, Failure> {
    match &args.to.to_file {
        Some(file) => to_file::run(args, file, output),
        None => single::run(args, output),
    }
}
