//! `zegoapi doctor`: looks at each link of the chain that a message depends on, and says what to mend.
//! It goes on past a link that is broken, as far as it can; nothing is delivered.

mod check;
mod clock;
mod dns;
mod probe;
mod signature;

use crate::connection::ConnectionArgs;
use crate::credentials;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use check::Check;
use clap::Args;
use probe::Probe;
use serde::Serialize;
use zegoapi_client::{App, ClientBuilder};

/// The arguments of `zegoapi doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    connection: ConnectionArgs,
}

#[derive(Debug, Serialize)]
struct Diagnosis {
    ok: bool,
    checks: Vec<Check>,
}

/// Checks everything, and ends as the first failure says.
pub(crate) fn run(args: &DoctorArgs, output: &mut Output) -> Result<Exit, Failure> {
    let checks = examine(&args.connection)?;
    let failure = checks.iter().find_map(Check::failure);
    if output.is_json() {
        output.object(&Diagnosis {
            ok: failure.is_none(),
            checks,
        });
    } else {
        for check in &checks {
            output.text(&check.text());
        }
    }
    Ok(failure.map_or(Exit::Accepted, Exit::from))
}

fn examine(connection: &ConnectionArgs) -> Result<Vec<Check>, Failure> {
    let app = connection.app();
    let credentials = examine_credentials(&app);
    let known = app.is_ok();
    // Without credentials, the rest of the way can still be looked at.
    let client = connection.client(app.or_else(|_| stand_in())?)?;
    let patience = connection
        .connect_timeout
        .unwrap_or(ClientBuilder::DEFAULT_CONNECT_TIMEOUT);
    let dns = dns::check(client.endpoint(), patience);
    let probe = Probe::make(&client, connection.exchange_timeout())?;
    let reached = probe.connection(client.endpoint());
    let dns = if reached.failure().is_none() {
        dns.no_worse_than_a_warning("the connection works all the same: a proxy resolves names")
    } else {
        dns
    };
    let signature = if known {
        signature::check(&probe)
    } else {
        Check::skipped("signature", "without credentials there is none")
    };
    Ok(vec![credentials, dns, reached, clock::check(&probe), signature])
}

const CREDENTIALS: &str = "credentials";
/// The characters of a `ServerSecret`, and of the `AppSign` that is taken for one.
const SECRET_LEN: usize = 32;
const APP_SIGN_LEN: usize = 64;

fn examine_credentials(app: &Result<App, Failure>) -> Check {
    let app_id = match app {
        Ok(app) => app.app_id(),
        Err(failure) => return Check::of_failure(CREDENTIALS, failure),
    };
    match credentials::server_secret().map_or(0, |secret| secret.len()) {
        SECRET_LEN => Check::ok(
            CREDENTIALS,
            format!("AppId {app_id} and a ServerSecret are set and well-formed"),
        ),
        size => Check::warning(
            CREDENTIALS,
            format!("AppId {app_id} is set; the ServerSecret has {size} characters, and not {SECRET_LEN}"),
            if size == APP_SIGN_LEN {
                "64 are those of an AppSign: take the ServerSecret of the vendor's console"
            } else {
                "compare it with the vendor's console; no token can be made with it"
            },
        ),
    }
}

/// An application that no server knows: its call is refused, and shows the way there and the clock.
fn stand_in() -> Result<App, Failure> {
    Ok(App::new(u32::MAX, "none")?)
}
