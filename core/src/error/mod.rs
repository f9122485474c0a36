//! The five kinds of error, the same in every language. Each answers its caller's one question:
//! may the message have been delivered?

mod api;
mod bad_reply;
mod invalid_input;
mod safe_text;
mod transport;

pub use api::ApiError;
pub use bad_reply::BadReply;
pub use invalid_input::{InvalidInput, Problem};
pub(crate) use safe_text::safe_message;
pub use transport::{NotSent, NotSentCause, Unknown, UnknownCause};

use crate::codes::CodeKind;
use alloc::boxed::Box;
use core::fmt;

/// Why a call did not succeed.
///
/// | kind | when | delivery |
/// |---|---|---|
/// | `InvalidInput` | refused before any I/O: names field, limit and size | no |
/// | `Api` | the server answered with a `Code` other than 0 | no |
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

/// The kind of an [`Error`], with a name and a number that are the same in every language and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum ErrorKind {
    /// Refused before any I/O.
    InvalidInput = 1,
    /// Refused by the server.
    Api = 2,
    /// Certainly not sent.
    NotSent = 3,
    /// Sent, and no whole answer came.
    Unknown = 4,
    /// An answer that is no reply.
    BadReply = 5,
}

impl ErrorKind {
    /// Every kind, by number.
    pub const ALL: [Self; 5] = [
        Self::InvalidInput,
        Self::Api,
        Self::NotSent,
        Self::Unknown,
        Self::BadReply,
    ];

    /// The name that every language uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "InvalidInput",
            Self::Api => "Api",
            Self::NotSent => "NotSent",
            Self::Unknown => "Unknown",
            Self::BadReply => "BadReply",
        }
    }

    /// The number that C uses; 0 is success and no kind.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// Whether a call that ended so may have delivered its message.
    pub const fn delivery(self) -> Delivery {
        match self {
            Self::InvalidInput | Self::Api | Self::NotSent => Delivery::No,
            Self::Unknown | Self::BadReply => Delivery::Unknown,
        }
    }
}

/// Whether a call that failed may have delivered its message all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum Delivery {
    /// Certainly not delivered: sending again cannot deliver twice.
    No = 1,
    /// Nobody here can tell: sending again may deliver twice.
    Unknown = 2,
}

impl Delivery {
    /// Both, by number.
    pub const ALL: [Self; 2] = [Self::No, Self::Unknown];

    /// `"no"` or `"unknown"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
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

    /// Whether the message may have been delivered.
    pub const fn delivery(&self) -> Delivery {
        self.kind().delivery()
    }

    /// Whether the same call may succeed when it is made again. Look at [`Error::delivery`] before doing so.
    pub fn retryable(&self) -> bool {
        match self {
            Self::InvalidInput(_) => false,
            Self::Api(e) => e.code_kind().retryable(),
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
    pub fn code(&self) -> Option<i32> {
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
            Self::Unknown(_) => "it may have been delivered: send again only if twice does no harm",
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
