//! Any of the actions as one type, with texts of its own: what a queue holds, and what other languages do.

use super::{GenericAction, GenericReply, SendCustomCommand, SendCustomCommandReply};
use crate::action::{Action, Effect, Method, Rate};
use crate::codes::{CodeScope, ReturnCode};
use crate::error::{Applied, Error};
use crate::fail_user::FailUser;
use crate::limits::Limits;
use crate::product::Product;
use crate::reply::Envelope;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// One of the actions, with texts of its own: for queues, and for languages that know actions by handle.
///
/// The variants may be matched without a wildcard: a new one is a change that every caller is to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// A custom command.
    SendCustomCommand(SendCustomCommand<'static>),
    /// Any other action.
    Generic(GenericAction<'static>),
}

/// The reply to a [`Job`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobReply {
    /// To a custom command.
    SendCustomCommand(SendCustomCommandReply),
    /// To another action.
    Generic(GenericReply),
}

impl JobReply {
    /// The server's `Code`: 0, or another one that is an answer of the action's.
    pub fn code(&self) -> i64 {
        match self {
            Self::SendCustomCommand(_) => 0,
            Self::Generic(reply) => reply.code,
        }
    }

    /// The server's `RequestId`, every digit kept; empty when it gave none.
    pub fn request_id(&self) -> &str {
        match self {
            Self::SendCustomCommand(reply) => &reply.request_id,
            Self::Generic(reply) => &reply.request_id,
        }
    }

    /// The server's `Message`, usually `success`.
    pub fn message(&self) -> &str {
        match self {
            Self::SendCustomCommand(reply) => &reply.message,
            Self::Generic(reply) => &reply.message,
        }
    }

    /// `Data` as JSON text; `None` when it is missing or null, and for a reply that has been read into fields.
    pub fn data(&self) -> Option<&str> {
        match self {
            Self::SendCustomCommand(_) => None,
            Self::Generic(reply) => reply.data.as_deref(),
        }
    }

    /// The whole reply as JSON text.
    pub fn whole(&self) -> &str {
        match self {
            Self::SendCustomCommand(reply) => &reply.whole,
            Self::Generic(reply) => &reply.whole,
        }
    }

    /// The named users for whom it failed.
    pub fn fail_users(&self) -> &[FailUser] {
        match self {
            Self::SendCustomCommand(reply) => &reply.fail_users,
            Self::Generic(_) => &[],
        }
    }
}

impl From<SendCustomCommand<'_>> for Job {
    fn from(command: SendCustomCommand<'_>) -> Self {
        Self::SendCustomCommand(command.into_owned())
    }
}

impl From<GenericAction<'_>> for Job {
    fn from(action: GenericAction<'_>) -> Self {
        Self::Generic(action.into_owned())
    }
}

impl Action for Job {
    type Reply = JobReply;

    fn name(&self) -> &str {
        match self {
            Self::SendCustomCommand(action) => action.name(),
            Self::Generic(action) => action.name(),
        }
    }

    fn product(&self) -> Option<Product> {
        match self {
            Self::SendCustomCommand(action) => action.product(),
            Self::Generic(action) => action.product(),
        }
    }

    fn method(&self) -> Method {
        match self {
            Self::SendCustomCommand(action) => action.method(),
            Self::Generic(action) => action.method(),
        }
    }

    fn code_scope(&self) -> CodeScope {
        match self {
            Self::SendCustomCommand(action) => action.code_scope(),
            Self::Generic(action) => action.code_scope(),
        }
    }

    fn effect(&self) -> Effect {
        match self {
            Self::SendCustomCommand(action) => action.effect(),
            Self::Generic(action) => action.effect(),
        }
    }

    fn rate(&self) -> Rate {
        match self {
            Self::SendCustomCommand(action) => action.rate(),
            Self::Generic(action) => action.rate(),
        }
    }

    fn rate_room(&self) -> Option<&str> {
        match self {
            Self::SendCustomCommand(action) => action.rate_room(),
            Self::Generic(action) => action.rate_room(),
        }
    }

    fn rate_cost(&self) -> u32 {
        match self {
            Self::SendCustomCommand(action) => action.rate_cost(),
            Self::Generic(action) => action.rate_cost(),
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        match self {
            Self::SendCustomCommand(action) => action.check(limits),
            Self::Generic(action) => action.check(limits),
        }
    }

    fn visit_params(&self, sequence: i64, visit: &mut dyn FnMut(&str, &str)) {
        match self {
            Self::SendCustomCommand(action) => action.visit_params(sequence, visit),
            Self::Generic(action) => action.visit_params(sequence, visit),
        }
    }

    fn body(&self, sequence: i64) -> Option<Cow<'_, str>> {
        match self {
            Self::SendCustomCommand(action) => action.body(sequence),
            Self::Generic(action) => action.body(sequence),
        }
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::SendCustomCommand(action) => action.visit_private(visit),
            Self::Generic(action) => action.visit_private(visit),
        }
    }

    fn is_answer(&self, code: i64) -> bool {
        match self {
            Self::SendCustomCommand(action) => action.is_answer(code),
            Self::Generic(action) => action.is_answer(code),
        }
    }

    fn is_done_already(&self, code: i64) -> bool {
        match self {
            Self::SendCustomCommand(action) => action.is_done_already(code),
            Self::Generic(action) => action.is_done_already(code),
        }
    }

    fn read_fail_users(&self, envelope: &Envelope<'_>) -> Vec<FailUser> {
        match self {
            Self::SendCustomCommand(action) => action.read_fail_users(envelope),
            Self::Generic(action) => action.read_fail_users(envelope),
        }
    }

    fn refusal_applied(&self, entry: Option<&ReturnCode>, fail_users: &[FailUser]) -> Applied {
        match self {
            Self::SendCustomCommand(action) => action.refusal_applied(entry, fail_users),
            Self::Generic(action) => action.refusal_applied(entry, fail_users),
        }
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<JobReply> {
        match self {
            Self::SendCustomCommand(action) => action.read_reply(envelope).map(JobReply::SendCustomCommand),
            Self::Generic(action) => action.read_reply(envelope).map(JobReply::Generic),
        }
    }
}
