//! An answer that is no reply of this API: a gateway's page, cut-short JSON, another service's JSON.
//! Its beginning is kept as text that is safe to log, whatever the answer repeats of the request.

use super::Error;
use super::safe_text::safe_excerpt;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// An answer came that is no reply. What the real server did is not known: it may have done what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadReply {
    http_status: u16,
    problem: &'static str,
    excerpt: String,
}

/// How much of the answer is looked at.
const EXCERPT_BYTES: usize = 200;

impl BadReply {
    /// An answer under `http_status` (0 when there was not even a status line), why it is no reply, and its
    /// body. Only the beginning of `body` is kept, as safe text: control characters, query strings, long hex
    /// numbers and every word that also stands in one of the `private` texts are masked.
    pub fn new(http_status: u16, problem: &'static str, body: &[u8], private: &[&str]) -> Self {
        Self {
            http_status,
            problem,
            excerpt: safe_excerpt(body, EXCERPT_BYTES, private),
        }
    }

    /// The HTTP status; 0 when the answer was no HTTP.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// Why the answer is no reply.
    pub fn problem(&self) -> &str {
        self.problem
    }

    /// The first 200 bytes of the body as text that is safe to log.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// A server in trouble may recover; a wrong address stays wrong.
    pub(crate) fn retryable(&self) -> bool {
        Self::is_passing(self.http_status)
    }

    /// Whether a status stands for a condition that may pass.
    pub(super) const fn is_passing(http_status: u16) -> bool {
        matches!(http_status, 0 | 200..=299 | 408 | 429 | 500..)
    }
}

impl From<BadReply> for Error {
    fn from(error: BadReply) -> Self {
        Self::BadReply(Box::new(error))
    }
}

impl fmt::Display for BadReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            http_status,
            problem,
            excerpt,
        } = self;
        write!(
            f,
            "no reply of this API: HTTP status {http_status}, {problem}; {}; ",
            super::Applied::Unknown.sentence()
        )?;
        write!(f, "the answer begins {excerpt:?}")
    }
}

impl core::error::Error for BadReply {}
