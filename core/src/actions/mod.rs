//! What the API can be asked to do. One file per action; each carries its parameters, its rules and its reply.

mod generic;
mod job;
mod known;
mod params;
mod send_custom_command;

pub use generic::{GenericAction, GenericReply};
pub use job::{Job, JobReply};
pub use send_custom_command::{Recipients, SendCustomCommand, SendCustomCommandReply};

pub(crate) use send_custom_command::read_fail_users;
