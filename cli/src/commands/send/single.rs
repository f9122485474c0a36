//! One message in one call, and an honest word about what became of it.
//! Accepted is not reached: each named user who did not get it is told.

use super::SendArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt;
use crate::message;
use crate::output::Output;
use crate::report::{self, FailUserReport};
use crate::terminal::escape;
use serde::Serialize;
use zegoapi_client::SendCustomCommandReply;

#[derive(Debug, Serialize)]
struct Accepted<'a> {
    ok: bool,
    request_id: &'a str,
    message: &'a str,
    fail_users: Vec<FailUserReport<'a>>,
}

/// Sends, and says what the server said.
pub(super) fn run(args: &SendArgs, output: &mut Output) -> Result<Exit, Failure> {
    let app = args.app()?;
    let recipients = message::recipients(args.to.everyone, &args.to.to)?;
    let command = args.message.command(recipients, app.limits())?;
    let client = args.call.apply(args.connection.builder(app)?).build()?;
    let reply = interrupt::call(&client, &command, output.is_json())?;
    show(&reply, output);
    Ok(if reply.fail_users.is_empty() {
        Exit::Accepted
    } else {
        Exit::PartlyReached
    })
}

fn show(reply: &SendCustomCommandReply, output: &mut Output) {
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
