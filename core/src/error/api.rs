//! The server said no: its code, what that means, what to do, and what to quote to support.

use super::{Applied, BadReply, Error};
use crate::action::Action;
use crate::codes::{CodeKind, ReturnCode, advice, meaning};
use crate::fail_user::FailUser;
use crate::reply::Envelope;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

/// The server answered with a `Code` that is a refusal. Whether the call took effect all the same is decided by what
/// the code means: see [`ApiError::applied`].
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError {
    code: i64,
    entry: Option<&'static ReturnCode>,
    http_status: u16,
    request_id: String,
    message: String,
    fail_users: Vec<FailUser>,
    applied: Applied,
    /// The whole reply, and where `Data` stands in it.
    whole: String,
    data: Option<Range<usize>>,
}

impl ApiError {
    pub(crate) fn new<A: Action + ?Sized>(
        action: &A,
        http_status: u16,
        envelope: &Envelope<'_>,
        fail_users: Vec<FailUser>,
    ) -> Self {
        let entry = action.code_scope().explain(envelope.code);
        Self {
            code: envelope.code,
            entry,
            http_status,
            request_id: envelope.request_id.to_string(),
            message: envelope.message.to_string(),
            applied: action.refusal_applied(entry, &fail_users),
            fail_users,
            whole: envelope.whole.to_string(),
            data: envelope.data.and_then(|data| place_of(data, envelope.whole)),
        }
    }

    /// The server's `Code`.
    pub fn code(&self) -> i64 {
        self.code
    }

    /// The table's entry for the code; `None` for a code that no table of the action's scope lists.
    pub fn entry(&self) -> Option<&'static ReturnCode> {
        self.entry
    }

    /// Whether the call may have taken effect although it was refused: not where the meaning of the code excludes it.
    pub const fn applied(&self) -> Applied {
        self.applied
    }

    /// Whether the same call may succeed when it is made again.
    pub(crate) fn retryable(&self) -> bool {
        // What no table lists may be a gateway's own JSON: then the status says.
        let unlisted_page = self.entry.is_none() && BadReply::is_passing(self.http_status);
        self.code_kind().retryable() || (unlisted_page && !(200..=299).contains(&self.http_status))
    }

    /// What the code is about; [`CodeKind::Unlisted`] when no table of the action's scope has it.
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
        self.data.clone().and_then(|place| self.whole.get(place))
    }

    /// The whole refusal as JSON text, for products that put their payload beside `Code`.
    pub fn whole(&self) -> &str {
        &self.whole
    }
}

/// Where a part of a text stands in it.
fn place_of(part: &str, whole: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let place = start..start.checked_add(part.len())?;
    (whole.get(place.clone())? == part).then_some(place)
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
        write!(f, "request id {request_id:?}; {}", self.applied.sentence())
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
            .field("applied", &self.applied)
            .field("whole_bytes", &self.whole.len())
            .finish_non_exhaustive()
    }
}

impl core::error::Error for ApiError {}
