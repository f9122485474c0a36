//! What came back over HTTP.

use std::fmt;
use zegoapi_core::{Action, Error};

/// What came back over HTTP, unread.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpReply {
    /// The HTTP status.
    pub status: u16,
    /// The `Date` header as it came.
    pub date: Option<String>,
    /// The body, cut off where it passes the transport's limit.
    pub body: Vec<u8>,
    /// Whether the body was cut off.
    pub too_large: bool,
}

impl HttpReply {
    /// Reads it as the reply to `action`.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] when the server refused, [`Error::BadReply`] when it is no reply.
    pub fn read<A: Action + ?Sized>(&self, action: &A) -> Result<A::Reply, Error> {
        self.check_whole(action)?;
        action.parse(self.status, &self.body)
    }

    /// Refuses a reply that was cut off.
    pub(crate) fn check_whole<A: Action + ?Sized>(&self, action: &A) -> Result<(), Error> {
        if self.too_large {
            Err(action.bad_reply(self.status, TOO_LARGE, &self.body))
        } else {
            Ok(())
        }
    }
}

/// Why a reply that was cut off is none.
pub(crate) const TOO_LARGE: &str = "a body over the size limit";

impl fmt::Debug for HttpReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may repeat parts of the request.
        f.debug_struct("HttpReply")
            .field("status", &self.status)
            .field("date", &self.date)
            .field("body_bytes", &self.body.len())
            .field("too_large", &self.too_large)
            .finish()
    }
}
