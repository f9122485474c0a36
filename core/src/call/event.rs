//! What happens in a call, for logs, metrics and traces: few names and numbers, the host and the server's request
//! id; never an id of a user or room, content or a URL.

use crate::error::Error;

use crate::parse::Accepted;
use alloc::borrow::ToOwned;
use alloc::string::String;

named! {
    /// What happened.
    pub enum EventKind {
        /// The call began.
        Begin = 1, "begin";
        /// The limiter makes it wait for `duration_ms`.
        Wait = 2, "wait";
        /// A try is sent, with `duration_ms` to go by.
        Try = 3, "try";
        /// The try failed, and another follows after `duration_ms` at the earliest.
        Retry = 4, "retry";
        /// The call ended after `duration_ms` in all.
        End = 5, "end";
    }

    /// How a call, or one try of it, ended.
    pub enum CallOutcome {
        /// The server accepted it.
        Accepted = 1, "accepted";
        /// The server refused it.
        Refused = 2, "refused";
        /// It was certainly not sent.
        NotSent = 3, "not_sent";
        /// It was sent, and no whole answer came.
        Unknown = 4, "unknown";
        /// An answer came that is no reply.
        BadReply = 5, "bad_reply";
        /// It was refused before any I/O.
        InvalidInput = 6, "invalid_input";
    }
}

impl CallOutcome {
    /// How a call ended that ended with this error.
    pub const fn of(error: &Error) -> Self {
        match error {
            Error::InvalidInput(_) => Self::InvalidInput,
            Error::Api(_) => Self::Refused,
            Error::NotSent(_) => Self::NotSent,
            Error::Unknown(_) => Self::Unknown,
            Error::BadReply(_) => Self::BadReply,
        }
    }
}

/// Something that happened in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The number of the call, from 1; no other call of the application has it.
    pub call: u64,
    /// The action's name.
    pub action: &'a str,
    /// The host that the call goes to.
    pub host: &'a str,
    /// What happened.
    pub kind: EventKind,
    /// The number of the try that it belongs to, from 1; 0 for the begin, and for the end of a call without tries.
    pub try_number: u32,
    /// Milliseconds: of waiting, of delay before a retry, allowed for a try, or taken by the whole call.
    pub duration_ms: u64,
    /// With [`EventKind::Retry`] and [`EventKind::End`]: how the try or the call ended.
    pub outcome: Option<CallOutcome>,
    /// With an outcome: the server's code, when it gave one; 0 for an accepted call.
    pub code: Option<i64>,
    /// With an outcome: the HTTP status, when an answer came.
    pub http_status: Option<u16>,
    /// With an outcome: the server's `RequestId`, when it gave one.
    pub request_id: Option<String>,
}

/// An [`Event`] with texts of its own, for whoever hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedEvent {
    action: String,
    host: String,
    event: Event<'static>,
}

impl Event<'_> {
    /// The same event with texts of its own.
    pub fn to_owned_event(&self) -> OwnedEvent {
        OwnedEvent {
            action: self.action.to_owned(),
            host: self.host.to_owned(),
            event: Event {
                action: "",
                host: "",
                ..self.clone()
            },
        }
    }
}

impl OwnedEvent {
    /// The event.
    pub fn event(&self) -> Event<'_> {
        Event {
            action: &self.action,
            host: &self.host,
            ..self.event.clone()
        }
    }
}

/// An event as a call keeps it: what all of its events share is left out.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    kind: EventKind,
    try_number: u32,
    duration_ms: u64,
    end: Option<End>,
}

/// How a try or a call ended.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(crate) outcome: CallOutcome,
    pub(crate) code: Option<i64>,
    pub(crate) http_status: Option<u16>,
    pub(crate) request_id: Option<String>,
}

impl End {
    pub(crate) fn accepted(accepted: Accepted, http_status: u16) -> Self {
        Self {
            outcome: CallOutcome::Accepted,
            code: Some(accepted.code),
            http_status: Some(http_status),
            request_id: accepted.request_id,
        }
    }

    pub(crate) fn of(error: &Error) -> Self {
        let details = error.details();
        Self {
            outcome: CallOutcome::of(error),
            code: details.code,
            http_status: details.http_status.filter(|status| *status != 0),
            request_id: details
                .request_id
                .filter(|id| !id.is_empty())
                .map(ToOwned::to_owned),
        }
    }
}

impl Kept {
    pub(crate) const fn new(kind: EventKind, try_number: u32, duration_ms: u64, end: Option<End>) -> Self {
        Self {
            kind,
            try_number,
            duration_ms,
            end,
        }
    }

    pub(crate) fn with<'a>(self, call: u64, action: &'a str, host: &'a str) -> Event<'a> {
        let (outcome, code, http_status, request_id) = match self.end {
            Some(end) => (Some(end.outcome), end.code, end.http_status, end.request_id),
            None => (None, None, None, None),
        };
        Event {
            call,
            action,
            host,
            kind: self.kind,
            try_number: self.try_number,
            duration_ms: self.duration_ms,
            outcome,
            code,
            http_status,
            request_id,
        }
    }
}

/// The most events that are kept for a driver that fetches none.
const KEPT: usize = 8;

/// The events that were not fetched yet, without allocating.
#[derive(Debug, Default)]
pub(super) struct Events {
    kept: [Option<Kept>; KEPT],
    first: usize,
    len: usize,
}

impl Events {
    pub(super) fn push(&mut self, event: Kept) {
        if self.len == KEPT {
            self.pop();
        }
        let place = (self.first + self.len) % KEPT;
        self.kept[place] = Some(event);
        self.len += 1;
    }

    pub(super) fn pop(&mut self) -> Option<Kept> {
        let event = self.kept[self.first].take()?;
        self.first = (self.first + 1) % KEPT;
        self.len -= 1;
        Some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_eight_are_kept_in_order() {
        let mut events = Events::default();
        for n in 0..11 {
            events.push(Kept::new(EventKind::Try, n, 0, None));
        }
        let numbers: std::vec::Vec<u32> = core::iter::from_fn(|| events.pop())
            .map(|event| event.try_number)
            .collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7, 8, 9, 10]);
        assert!(events.pop().is_none());
    }
}
