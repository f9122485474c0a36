//! Failures on the way: certainly before the request was out, or after it may have been.
//! The transport that observed them makes these; `detail` must hold no URL and no credential.

use super::{Applied, Error};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// The request certainly did not go out whole. Nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSent {
    cause: NotSentCause,
    detail: String,
}

named! {
    /// Why a request was not sent.
    pub enum NotSentCause {
        /// The host's name could not be resolved.
        Dns = 1, "dns";
        /// No connection could be made.
        Connect = 2, "connect";
        /// The server's certificate was refused, or the TLS handshake failed.
        Tls = 3, "tls";
        /// The proxy refused, or could not be used.
        Proxy = 4, "proxy";
        /// The connection failed before the request was written whole.
        Write = 5, "write";
        /// Time ran out before the request was written whole.
        Timeout = 6, "timeout";
        /// The caller cancelled before anything was sent.
        Cancelled = 7, "cancelled";
        /// The operating system gave no random bytes, no time to sign with, or no thread.
        System = 8, "system";
        /// The limiter did not let the call go before its deadline, or at once although it is to fail fast.
        RateLimit = 9, "rate_limit";
        /// No try could be begun before the call's deadline.
        Deadline = 10, "deadline";
    }
}

impl NotSentCause {
    /// Whether the same call may get through when it is made again. A refused certificate stays refused.
    pub const fn retryable(self) -> bool {
        !matches!(self, Self::Tls | Self::Cancelled)
    }

    pub(crate) const fn advice(self) -> &'static str {
        match self {
            Self::Dns => "check the host name and the resolver",
            Self::Connect => "check the network, the host and the port",
            Self::Tls => "check the clock, the CA file and what stands between here and the server",
            Self::Proxy => "check the proxy's address and credentials",
            Self::Write | Self::Timeout => "try again",
            Self::Cancelled => "nothing to do",
            Self::System => "check the system's clock, random source and limits",
            Self::RateLimit => "slow down, give the call more time, or have the limit raised",
            Self::Deadline => "give the call more time",
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::Dns => "the host's name could not be resolved",
            Self::Connect => "no connection",
            Self::Tls => "the TLS handshake failed",
            Self::Proxy => "the proxy could not be used",
            Self::Write => "the connection failed before the request was written",
            Self::Timeout => "time ran out before the request was written",
            Self::Cancelled => "cancelled before sending",
            Self::System => "the system gave no time, no random bytes or no thread",
            Self::RateLimit => "the limiter did not let it go in time",
            Self::Deadline => "no time was left to send it and get an answer",
        }
    }
}

impl NotSent {
    /// A failure before the request was out. `detail` is shown as it is: no URL, no credential, no content.
    pub fn new(cause: NotSentCause, detail: impl Into<String>) -> Self {
        Self {
            cause,
            detail: detail.into(),
        }
    }

    /// Why it was not sent.
    pub fn cause(&self) -> NotSentCause {
        self.cause
    }

    /// What the transport said; may be empty.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

/// The request went out, and no whole answer came back. It may have been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    cause: UnknownCause,
    detail: String,
}

named! {
    /// Why the outcome of a request is not known.
    pub enum UnknownCause {
        /// No whole answer came in time.
        Timeout = 1, "timeout";
        /// The connection was closed or reset before a whole answer came.
        Broken = 2, "broken";
        /// The caller cancelled after the request had gone out.
        Cancelled = 3, "cancelled";
    }
}

impl UnknownCause {
    /// Whether the same call may succeed when it is made again, at the risk of doing it twice.
    pub const fn retryable(self) -> bool {
        !matches!(self, Self::Cancelled)
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::Timeout => "no whole answer in time",
            Self::Broken => "the connection broke before a whole answer came",
            Self::Cancelled => "cancelled after sending",
        }
    }
}

impl Unknown {
    /// A failure after the request was out. `detail` is shown as it is: no URL, no credential, no content.
    pub fn new(cause: UnknownCause, detail: impl Into<String>) -> Self {
        Self {
            cause,
            detail: detail.into(),
        }
    }

    /// Why the outcome is not known.
    pub fn cause(&self) -> UnknownCause {
        self.cause
    }

    /// What the transport said; may be empty.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<NotSent> for Error {
    fn from(error: NotSent) -> Self {
        Self::NotSent(Box::new(error))
    }
}

impl From<Unknown> for Error {
    fn from(error: Unknown) -> Self {
        Self::Unknown(Box::new(error))
    }
}

/// ` (detail)`, or nothing.
fn write_detail(f: &mut fmt::Formatter<'_>, detail: &str) -> fmt::Result {
    if detail.is_empty() {
        Ok(())
    } else {
        write!(f, " ({detail})")
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not sent: {}", self.cause.meaning())?;
        write_detail(f, &self.detail)?;
        write!(f, "; {}", Applied::No.sentence())
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "outcome unknown: {}", self.cause.meaning())?;
        write_detail(f, &self.detail)?;
        write!(f, "; {}", Applied::Unknown.sentence())
    }
}

impl core::error::Error for NotSent {}
impl core::error::Error for Unknown {}
