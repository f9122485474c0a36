//! The one call that the doctor makes: it counts the users of a room that nobody made, and so changes nothing.
//! What becomes of it shows the connection, the clock and the signature.

use super::check::Check;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime};
use zegoapi_client::{ActionExt, Answer, Client, Endpoint, Error, GenericAction, GenericReply};

/// A call that was made, and what came of it.
#[derive(Debug)]
pub(super) struct Probe {
    action: GenericAction<'static>,
    outcome: Result<Answer<'static>, Error>,
    /// This machine's time half-way between request and answer.
    pub(super) when: SystemTime,
}

impl Probe {
    /// Makes the call.
    pub(super) fn make(client: &Client, timeout: Duration) -> Result<Self, Error> {
        let action = GenericAction::new_get("DescribeUserNum")?.with_list("RoomId", [room_id()])?;
        let start = SystemTime::now();
        let outcome = zegoapi_client::new_stamp()
            .and_then(|stamp| action.prepare(client.app(), client.endpoint(), &stamp))
            .and_then(|request| client.transport().exchange_within(&request, timeout));
        // A clock that was set back meanwhile took no time.
        let took = start.elapsed().unwrap_or_default();
        Ok(Self {
            action,
            outcome,
            when: start + took / 2,
        })
    }

    /// Was there a connection? Any answer, even a wrong one, came over one.
    pub(super) fn connection(&self, endpoint: &Endpoint) -> Check {
        let (host, port) = (endpoint.host(), endpoint.port());
        match &self.outcome {
            Err(error @ (Error::NotSent(_) | Error::InvalidInput(_))) => Check::failed("connection", error),
            _ if endpoint.is_https() => Check::ok("connection", format!("TCP and TLS with {host}:{port}")),
            _ => Check::ok("connection", format!("TCP with {host}:{port}, plain http")),
        }
    }

    /// The answer over HTTP, if there was one.
    pub(super) fn answer(&self) -> Option<&Answer<'static>> {
        self.outcome.as_ref().ok()
    }

    /// The answer as the action reads it.
    pub(super) fn reply(&self) -> Result<GenericReply, Error> {
        match &self.outcome {
            Ok(answer) => self.action.parse(answer),
            Err(error) => Err(error.clone()),
        }
    }
}

/// A room id that nobody uses. It need not be secret, only new.
fn room_id() -> String {
    format!(
        "zegoapi-doctor-{:016x}",
        RandomState::new().build_hasher().finish()
    )
}
