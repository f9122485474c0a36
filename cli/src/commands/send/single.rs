//! `zegoapi send`: one message, and an honest word about what became of it.
//! Accepted is not reached: each named user who did not get it is told.

use crate::connection::ConnectionArgs;
use crate::exit::Exit;
use crate::message::MessageArgs;
use crate::output::Output;
use crate::report::{self, FailUserReport};
use crate::terminal::escape;
use clap::Args;
use serde::Serialize;
use zegoapi_client::{Error, Reply};

/// The arguments of `zegoapi send`.
#[derive(Debug, Args)]
pub(crate) struct SendArgs {
    #[command(flatten)]
    message: MessageArgs,
    #[command(flatten)]
    connection: ConnectionArgs,
}

#[derive(Debug, Serialize)]
struct Accepted<'a> {
    ok: bool,
    request_id: &'a str,
    message: &'a str,
    fail_users: Vec<FailUserReport<'a>>,
}

/// Sends, and says what the server said.
pub(crate) fn run(args: &SendArgs, output: &mut Output) -> Result<Exit, Error> {
    let app = args.connection.app()?;
    let command = args.message.command(app.limits())?;
    let reply = args.connection.client(app)?.send(&command)?;
    show(&reply, output);
    Ok(if reply.fail_users.is_empty() {
        Exit::Accepted
    } else {
        Exit::PartlyReached
    })
}

fn show(reply: &Reply, output: &mut Output) {
    let fail_users = report::fail_users(&reply.fail_users);
    if output.is_json() {
        return output.object(&Accepted {
            ok: true,
            request_id: &reply.request_id,
            message: &reply.message,
            fail_users,
        });
    }
    let missed = match fail_users.len() {
        0 => String::new(),
        count => format!(", but {count} of the named users did not get it"),
    };
    output.text(&format!(
        "accepted{missed}; request id {}",
        escape(&reply.request_id)
    ));
    for user in fail_users {
        output.text(&user.text());
    }
}
