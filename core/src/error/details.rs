//! All that an error knows, flat: the one view that every other language and the command are made from.

use super::{Applied, Error, ErrorKind};
use crate::fail_user::FailUser;

/// What an [`Error`] knows, each piece under one name; `None` or empty where its kind has none.
///
/// The names are the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetails<'a> {
    /// Which of the five kinds it is.
    pub kind: ErrorKind,
    /// Whether the call may have taken effect.
    pub applied: Applied,
    /// Whether the same call may succeed when it is made again.
    pub retryable: bool,
    /// What to do about it.
    pub advice: &'a str,
    /// `InvalidInput`: the field's name.
    pub field: Option<&'a str>,
    /// `InvalidInput`: the item's place in the list, counted from 0.
    pub index: Option<usize>,
    /// `InvalidInput`: what is wrong, such as `too_large`.
    pub problem: Option<&'static str>,
    /// `InvalidInput`: the limit that was missed, in bytes for text and items for lists.
    pub limit: Option<usize>,
    /// `InvalidInput`: the size that was given, in bytes for text and items for lists.
    pub size: Option<usize>,
    /// `NotSent`, `Unknown`: why, such as `dns`.
    pub cause: Option<&'static str>,
    /// `NotSent`, `Unknown`: what the transport said. `BadReply`: why the answer is no reply.
    pub detail: Option<&'a str>,
    /// `Api`: the server's `Code`.
    pub code: Option<i64>,
    /// `Api`: what the code is about, such as `limited`.
    pub code_kind: Option<&'static str>,
    /// `Api`: the scope whose table explains the code; `None` for a code that no table lists.
    pub scope: Option<&'static str>,
    /// `Api`: what the code means.
    pub meaning: Option<&'static str>,
    /// `Api`: the server's `Message`, safe to print.
    pub message: Option<&'a str>,
    /// `Api`: the server's `RequestId`.
    pub request_id: Option<&'a str>,
    /// `Api`, `BadReply`: the HTTP status; 0 when there was none.
    pub http_status: Option<u16>,
    /// `BadReply`: the beginning of the answer, safe to print.
    pub excerpt: Option<&'a str>,
    /// `Api`: the refusal's `Data` as JSON text. May repeat parts of the request.
    pub data: Option<&'a str>,
    /// `Api`: the whole refusal as JSON text. May repeat parts of the request.
    pub whole: Option<&'a str>,
    /// `Api`: the users that the refusal named.
    pub fail_users: &'a [FailUser],
}

impl Error {
    /// All that the error knows, flat.
    pub fn details(&self) -> ErrorDetails<'_> {
        let mut details = ErrorDetails {
            kind: self.kind(),
            applied: self.applied(),
            retryable: self.retryable(),
            advice: self.advice(),
            field: None,
            index: None,
            problem: None,
            limit: None,
            size: None,
            cause: None,
            detail: None,
            code: None,
            code_kind: None,
            scope: None,
            meaning: None,
            message: None,
            request_id: None,
            http_status: None,
            excerpt: None,
            data: None,
            whole: None,
            fail_users: &[],
        };
        details.fill(self);
        details
    }
}

impl<'a> ErrorDetails<'a> {
    fn fill(&mut self, error: &'a Error) {
        match error {
            Error::InvalidInput(e) => {
                self.field = Some(e.field());
                self.index = e.index();
                self.problem = Some(e.problem().name());
                (self.limit, self.size) = (e.limit(), e.size());
            }
            Error::Api(e) => {
                self.code = Some(e.code());
                self.code_kind = Some(e.code_kind().name());
                self.scope = e.entry().map(|entry| entry.scope.name());
                self.meaning = Some(e.meaning());
                self.message = Some(e.message());
                self.request_id = Some(e.request_id());
                self.http_status = Some(e.http_status());
                (self.data, self.whole) = (e.data(), Some(e.whole()));
                self.fail_users = e.fail_users();
            }
            Error::NotSent(e) => {
                self.cause = Some(e.cause().name());
                self.detail = Some(e.detail());
            }
            Error::Unknown(e) => {
                self.cause = Some(e.cause().name());
                self.detail = Some(e.detail());
            }
            Error::BadReply(e) => {
                self.detail = Some(e.problem());
                self.http_status = Some(e.http_status());
                self.excerpt = Some(e.excerpt());
            }
        }
    }
}
