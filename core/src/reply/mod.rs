//! The last stage of a message's way: status and body in, a reply or one of two errors out.

mod envelope;
mod fail_users;
mod text;

pub use envelope::Envelope;
pub(crate) use envelope::{bad_reply, parse};
pub use fail_users::FailUser;
pub(crate) use fail_users::read_fail_users;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What the server said to an accepted [`SendCustomCommand`](crate::SendCustomCommand).
///
/// **Accepted is not reached**: look at [`Reply::fail_users`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The server's `RequestId`, every digit kept whatever JSON type it came as; empty when it gave none.
    pub request_id: String,
    /// The server's `Message`, usually `success`.
    pub message: String,
    /// The named users that did not get the message; empty when all did, and for a message to everyone.
    pub fail_users: Vec<FailUser>,
}

impl Reply {
    /// `None` when `Data` has another shape.
    pub(crate) fn read(envelope: &Envelope<'_>) -> Option<Self> {
        Some(Self {
            fail_users: read_fail_users(envelope.data).ok()?,
            request_id: envelope.request_id.to_string(),
            message: envelope.message.to_string(),
        })
    }
}
