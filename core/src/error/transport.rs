//! Failures on the way: certainly before the request was out, or after it may have been.
//! The transport that observed them makes these; `detail` must hold no URL and no credential.

use super::Error;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// The request certainly did not go out whole. Nothing was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSent {
    cause: NotSentCause,
    detail: String,
}

/// Why a request was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum NotSentCause {
    /// The host's name could not be resolved.
    Dns = 1,
    /// No connection could be made.
    Connect = 2,
    /// The server's certificate was refused, or the TLS handshake failed.
    Tls = 3,
    /// The proxy refused, or could not be used.
    Proxy = 4,
    /// The connection failed before the request was written whole.
    Write = 5,
    /// Time ran out before the request was written whole.
    Timeout = 6,
    /// The caller cancelled before anything was sent.
    Cancelled = 7,
    /// The operating system gave no random bytes or no time to sign with.
    System = 8,
    /// The limiter would make the call wait past its deadline, or at all although it is to fail fast.
    Pace = 9,
    /// The call's deadline passed before anything was sent.
    Deadline = 10,
}

impl NotSentCause {
    /// Every cause, by number.
    pub const ALL: [Self; 10] = [
        Self::Dns,
        Self::Connect,
        Self::Tls,
        Self::Proxy,
        Self::Write,
        Self::Timeout,
        Self::Cancelled,
        Self::System,
        Self::Pace,
        Self::Deadline,
    ];

    /// The name that every language uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dns => "Dns",
            Self::Connect => "Connect",
            Self::Tls => "Tls",
            Self::Proxy => "Proxy",
            Self::Write => "Write",
            Self::Timeout => "Timeout",
            Self::Cancelled => "Cancelled",
            Self::System => "System",
            Self::Pace => "Pace",
            Self::Deadline => "Deadline",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }

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
            Self::System => "check the system's clock and random source",
            Self::Pace => "slow down, give the call more time, or have the limit raised",
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
            Self::System => "the system gave no time or no random bytes",
            Self::Pace => "the pace would not let it go in time",
            Self::Deadline => "the deadline passed before sending",
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

/// The request went out, and no whole answer came back. It may have been delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    cause: UnknownCause,
    detail: String,
}

/// Why the outcome of a request is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum UnknownCause {
    /// No whole answer came in time.
    Timeout = 1,
    /// The connection was closed or reset before a whole answer came.
    Broken = 2,
    /// The caller cancelled after the request had gone out.
    Cancelled = 3,
}

impl UnknownCause {
    /// Every cause, by number.
    pub const ALL: [Self; 3] = [Self::Timeout, Self::Broken, Self::Cancelled];

    /// The name that every language uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timeout => "Timeout",
            Self::Broken => "Broken",
            Self::Cancelled => "Cancelled",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// Whether the same call may succeed when it is made again, at the risk of delivering twice.
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
        f.write_str("; not delivered")
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "outcome unknown: {}", self.cause.meaning())?;
        write_detail(f, &self.detail)?;
        f.write_str("; it may have been delivered")
    }
}

impl core::error::Error for NotSent {}
impl core::error::Error for Unknown {}
