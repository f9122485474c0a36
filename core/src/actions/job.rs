//! Any of the actions as one type, with texts of its own: what a queue holds, and what other languages do.

use super::{Action, GenericAction, GenericReply, Method, SendCustomCommand};
use crate::codes::CodeFamily;
use crate::error::Error;
use crate::limits::Limits;
use crate::reply::{Envelope, Reply};

/// One of the actions, with texts of its own: for queues, and for languages that know actions by handle.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Job {
    /// A custom command.
    SendCustomCommand(SendCustomCommand<'static>),
    /// Any other action.
    Generic(GenericAction<'static>),
}

/// The reply to a [`Job`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JobReply {
    /// To a custom command.
    SendCustomCommand(Reply),
    /// To another action.
    Generic(GenericReply),
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

    fn method(&self) -> Method {
        match self {
            Self::SendCustomCommand(action) => action.method(),
            Self::Generic(action) => action.method(),
        }
    }

    fn code_family(&self) -> CodeFamily {
        match self {
            Self::SendCustomCommand(action) => action.code_family(),
            Self::Generic(action) => action.code_family(),
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        match self {
            Self::SendCustomCommand(action) => action.check(limits),
            Self::Generic(action) => action.check(limits),
        }
    }

    fn visit_params(&self, visit: &mut dyn FnMut(&str, &str)) {
        match self {
            Self::SendCustomCommand(action) => action.visit_params(visit),
            Self::Generic(action) => action.visit_params(visit),
        }
    }

    fn body(&self) -> Option<&str> {
        match self {
            Self::SendCustomCommand(action) => action.body(),
            Self::Generic(action) => action.body(),
        }
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::SendCustomCommand(action) => action.visit_private(visit),
            Self::Generic(action) => action.visit_private(visit),
        }
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<JobReply> {
        match self {
            Self::SendCustomCommand(action) => action.read_reply(envelope).map(JobReply::SendCustomCommand),
            Self::Generic(action) => action.read_reply(envelope).map(JobReply::Generic),
        }
    }
}
