//! The server said no: its code, what that means, what to do, and what to quote to support.

use super::Error;
use crate::codes::{CodeFamily, CodeKind, ReturnCode, advice, meaning};
use crate::reply::{Envelope, FailUser};
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The server answered with a `Code` other than 0. Nothing was delivered.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError {
    code: i32,
    entry: Option<&'static ReturnCode>,
    http_status: u16,
    request_id: String,
    message: String,
    fail_users: Vec<FailUser>,
    data: Option<String>,
}

impl ApiError {
    pub(crate) fn new(
        family: CodeFamily,
        http_status: u16,
        envelope: &Envelope<'_>,
        fail_users: Vec<FailUser>,
    ) -> Self {
        Self {
            code: envelope.code,
            entry: family.explain(envelope.code),
            http_status,
            request_id: envelope.request_id.to_string(),
            message: envelope.message.to_string(),
            fail_users,
            data: envelope.data.map(ToString::to_string),
        }
    }

    /// The server's `Code`.
    pub fn code(&self) -> i32 {
        self.code
    }

    /// What the code is about; [`CodeKind::Unlisted`] when no table of the action's family has it.
    pub fn code_kind(&self) -> CodeKind {
        self.entry.map_or(CodeKind::Unlisted, |entry| entry.kind)
    }

    /// What the code means.
    pub fn meaning(&self) -> &'static str {
        meaning(self.entry)
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        advice(self.entry)
    }

    /// The server's `Message`, text for people. Where it repeats the request, that part is `***`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The server's `RequestId`, every digit kept; empty when it gave none. Quote it to the vendor's support.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The HTTP status that the refusal came with, usually 200.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The users that a refusal named all the same, in `Data.FailUsers`; usually none.
    pub fn fail_users(&self) -> &[FailUser] {
        &self.fail_users
    }

    /// The refusal's `Data` as JSON text, when it carried any.
    pub fn data(&self) -> Option<&str> {
        self.data.as_deref()
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            message,
            request_id,
            ..
        } = self;
        let (kind, meaning, advice) = (self.code_kind().name(), self.meaning(), self.advice());
        write!(
            f,
            "refused by the server: code {code} ({kind}): {meaning}; {advice}; message {message:?}, "
        )?;
        write!(f, "request id {request_id:?}; not delivered")
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("code", &self.code)
            .field("code_kind", &self.code_kind())
            .field("http_status", &self.http_status)
            .field("request_id", &self.request_id)
            .field("message", &self.message)
            .field("fail_users", &self.fail_users)
            .field("data_bytes", &self.data.as_ref().map(String::len))
            .finish_non_exhaustive()
    }
}

impl core::error::Error for ApiError {}
