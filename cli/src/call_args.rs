//! How hard a call tries, and how often the account may make it: the options of every command that makes calls.

use crate::connection::ConnectionArgs;
use crate::failure::Failure;
use clap::Args;
use zegoapi_client::{App, ClientBuilder};

/// How hard a call tries.
#[derive(Debug, Args)]
#[command(next_help_heading = "Call")]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) struct CallArgs {
    /// How many more tries may follow one that failed; 2 when left out, and 8 for send --to-file
    #[arg(long, value_name = "COUNT")]
    pub(crate) retries: Option<u32>,
    /// Does it again also where it may have been applied: after a lost answer, and with --resume
    #[arg(long)]
    pub(crate) duplicates_ok: bool,
    /// Does not wait when the limiter would make it
    #[arg(long)]
    fail_fast: bool,
    /// Calls a second of this action, for an account whose limit was raised; the documented number when left out
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    calls_per_second: Option<u32>,
}

impl CallArgs {
    /// The application, with the account's rate of the action.
    pub(crate) fn app(&self, connection: &ConnectionArgs, action: &str) -> Result<App, Failure> {
        let app = connection.app()?;
        Ok(match self.calls_per_second {
            Some(calls) => app.with_calls_per_second(action, calls)?,
            None => app,
        })
    }

    /// A client whose calls try so hard.
    pub(crate) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        let builder = builder
            .duplicates_ok(self.duplicates_ok)
            .fail_fast(self.fail_fast);
        match self.retries {
            Some(retries) => builder.retries(retries),
            None => builder,
        }
    }
}
