//! The five kinds of error, the same in every language. Each answers its caller's one question:
//! did it take effect?

mod api;
mod bad_reply;
mod details;
mod invalid_input;
mod safe_text;
mod transport;

pub use api::ApiError;
pub use bad_reply::BadReply;
pub use details::ErrorDetails;
pub use invalid_input::{InvalidInput, Problem};
pub(crate) use safe_text::{safe_message, safe_request_id};
pub use transport::{NotSent, NotSentCause, Unknown, UnknownCause};

use crate::codes::CodeKind;
use alloc::boxed::Box;
use core::fmt;

/// Why a call did not succeed.
///
/// | kind | when | applied |
/// |---|---|---|
/// | `InvalidInput` | refused before any I/O: names field, limit and size | no |
/// | `Api` | the server answered with a `Code` that is a refusal | by the code |
/// | `NotSent` | no connection, TLS refused, request not written whole, deadline or cancel before sending | no |
/// | `Unknown` | the request went out and no whole answer came back | unknown |
/// | `BadReply` | an answer came that is no reply of this API | unknown |
///
/// Neither `Display` nor `Debug` shows a secret, a signature, a nonce or message content.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Refused before any I/O.
    InvalidInput(Box<InvalidInput>),
    /// Refused by the server.
    Api(Box<ApiError>),
    /// Certainly not sent.
    NotSent(Box<NotSent>),
    /// Sent, and no whole answer came.
    Unknown(Box<Unknown>),
    /// An answer that is no reply.
    BadReply(Box<BadReply>),
}

named! {
    /// The kind of an [`Error`], with a name and a number that are the same in every language and never change.
    /// 0 is success and no kind.
    pub enum ErrorKind {
        /// Refused before any I/O.
        InvalidInput = 1, "InvalidInput";
        /// Refused by the server.
        Api = 2, "Api";
        /// Certainly not sent.
        NotSent = 3, "NotSent";
        /// Sent, and no whole answer came.
        Unknown = 4, "Unknown";
        /// An answer that is no reply.
        BadReply = 5, "BadReply";
    }
}

named! {
    /// Whether a call that failed may have taken effect all the same.
    pub enum Applied {
        /// Certainly not: the message was not delivered, the user not kicked.
        No = 1, "no";
        /// Nobody here can tell: to do it again may do it twice.
        Unknown = 2, "unknown";
    }
}

impl Applied {
    /// The same as the end of an error's text.
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::No => "not applied",
            Self::Unknown => "it may have been applied",
        }
    }
}

impl Error {
    /// Which of the five kinds this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidInput(_) => ErrorKind::InvalidInput,
            Self::Api(_) => ErrorKind::Api,
            Self::NotSent(_) => ErrorKind::NotSent,
            Self::Unknown(_) => ErrorKind::Unknown,
            Self::BadReply(_) => ErrorKind::BadReply,
        }
    }

    /// Whether the call may have taken effect.
    pub fn applied(&self) -> Applied {
        match self {
            Self::InvalidInput(_) | Self::NotSent(_) => Applied::No,
            Self::Api(e) => e.applied(),
            Self::Unknown(_) | Self::BadReply(_) => Applied::Unknown,
        }
    }

    /// Whether the same call may succeed when it is made again. Look at [`Error::applied`] before doing so.
    pub fn retryable(&self) -> bool {
        match self {
            Self::InvalidInput(_) => false,
            Self::Api(e) => e.retryable(),
            Self::NotSent(e) => e.cause().retryable(),
            Self::Unknown(e) => e.cause().retryable(),
            Self::BadReply(e) => e.retryable(),
        }
    }

    /// What the server's code is about, when the server gave one.
    pub fn code_kind(&self) -> Option<CodeKind> {
        match self {
            Self::Api(e) => Some(e.code_kind()),
            _ => None,
        }
    }

    /// The server's code, when it gave one.
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Api(e) => Some(e.code()),
            _ => None,
        }
    }

    /// What to do about it, in one sentence fragment.
    pub fn advice(&self) -> &str {
        match self {
            Self::InvalidInput(_) => "correct the call",
            Self::Api(e) => e.advice(),
            Self::NotSent(e) => e.cause().advice(),
            Self::Unknown(_) => {
                "it may have been applied: do it again only if twice does no harm, as where receivers know a message by an id in it"
            }
            Self::BadReply(_) => "check the endpoint, proxies and gateways on the way",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidInput(e) => e.fmt(f),
            Self::Api(e) => e.fmt(f),
            Self::NotSent(e) => e.fmt(f),
            Self::Unknown(e) => e.fmt(f),
            Self::BadReply(e) => e.fmt(f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The variants' own Debug already names the kind.
        match self {
            Self::InvalidInput(e) => fmt::Debug::fmt(e, f),
            Self::Api(e) => fmt::Debug::fmt(e, f),
            Self::NotSent(e) => fmt::Debug::fmt(e, f),
            Self::Unknown(e) => fmt::Debug::fmt(e, f),
            Self::BadReply(e) => fmt::Debug::fmt(e, f),
        }
    }
}

impl core::error::Error for Error {}
