//! What the API can be asked to do. One file per action; each carries its parameters, its rules and its reply.

mod generic;
mod job;
mod send_custom_command;

pub use generic::{GenericAction, GenericReply};
pub use job::{Job, JobReply};
pub use send_custom_command::{Recipients, SendCustomCommand};

use crate::app::App;
use crate::codes::CodeFamily;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::limits::Limits;
use crate::reply::{Envelope, bad_reply, parse};
use crate::request::{self, Request};
use crate::stamp::Stamp;

/// The HTTP method of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// All parameters stand in the query.
    #[default]
    Get,
    /// The common parameters stand in the query, the action's own in a JSON object in the body.
    Post,
}

impl Method {
    /// `"GET"` or `"POST"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One action of the server API: everything that signing, sending and reading need to know of it.
///
/// Implement it to give an action of your own types for its parameters and its reply; for a single call
/// of an action that has no type here, [`GenericAction`] is enough.
pub trait Action {
    /// What the server's acceptance is read into.
    type Reply;

    /// The value of the `Action` parameter, such as `SendCustomCommand`.
    fn name(&self) -> &str;

    /// GET, unless the action takes a JSON body.
    fn method(&self) -> Method {
        Method::Get
    }

    /// Which table explains the action's return codes.
    fn code_family(&self) -> CodeFamily {
        CodeFamily::Gateway
    }

    /// Refuses what the server would refuse for sure, under the limits of the account.
    fn check(&self, limits: &Limits) -> Result<(), Error>;

    /// Shows every parameter of the action's own, in the order of the URL, with its name and value before
    /// encoding. A list shows its name with `[]` once per item. Must show the same each time.
    fn visit_params(&self, visit: &mut dyn FnMut(&str, &str));

    /// The JSON object of a POST.
    fn body(&self) -> Option<&str> {
        None
    }

    /// Shows every text that must not appear in an error, whatever the server's answer repeats.
    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        self.visit_params(&mut |_, value| visit(value));
        if let Some(body) = self.body() {
            visit(body);
        }
    }

    /// Makes the reply of an accepted call; `None` when `Data` has another shape than the action's.
    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<Self::Reply>;

    /// Checks and signs the action, as a new [`Request`]. Allocates once for the URL (and once for a body).
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`], with the field, the limit and the size.
    fn prepare(&self, app: &App, endpoint: &Endpoint, stamp: &Stamp) -> Result<Request, Error> {
        request::prepare(self, app, endpoint, stamp)
    }

    /// Checks and signs the action, and writes the URL (ASCII) into `buffer`. Returns the number of bytes
    /// written. Allocates nothing. Method and body are [`Action::method`] and [`Action::body`].
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`]; when `buffer` is too small, its `limit()` says how many bytes are needed
    /// and nothing is written.
    fn prepare_into(
        &self,
        app: &App,
        endpoint: &Endpoint,
        stamp: &Stamp,
        buffer: &mut [u8],
    ) -> Result<usize, Error> {
        request::prepare_into(self, app, endpoint, stamp, buffer)
    }

    /// Reads what came back for the action: a status and a body. Never panics, whatever came.
    ///
    /// A success counts only under a 2xx status; a refusal counts under any.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] when the server refused, [`Error::BadReply`] when it is no reply.
    fn parse(&self, http_status: u16, body: &[u8]) -> Result<Self::Reply, Error> {
        parse(self, http_status, body)
    }

    /// The error for an answer that a transport would not take whole, such as one over its size limit.
    /// `problem` says why, and the beginning of `body` is kept as safe text.
    fn bad_reply(&self, http_status: u16, problem: &'static str, body: &[u8]) -> Error {
        bad_reply(self, http_status, problem, body)
    }
}

/// A borrowed action is the same action.
impl<A: Action + ?Sized> Action for &A {
    type Reply = A::Reply;

    fn name(&self) -> &str {
        (**self).name()
    }

    fn method(&self) -> Method {
        (**self).method()
    }

    fn code_family(&self) -> CodeFamily {
        (**self).code_family()
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        (**self).check(limits)
    }

    fn visit_params(&self, visit: &mut dyn FnMut(&str, &str)) {
        (**self).visit_params(visit);
    }

    fn body(&self) -> Option<&str> {
        (**self).body()
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        (**self).visit_private(visit);
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<Self::Reply> {
        (**self).read_reply(envelope)
    }
}
