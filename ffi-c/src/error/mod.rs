//! The detail of a failure, with a getter for everything that the core's one flat view of an error shows.

pub mod getters;
pub mod numbers;

use self::numbers::ZEGOAPI_PROBLEM_BUFFER_TOO_SMALL;
use crate::boundary::{Failure, Reason, Texts};
use crate::status::{ZEGOAPI_APPLIED_NO, ZEGOAPI_APPLIED_UNKNOWN, zegoapi_status_t};
use zegoapi_core::{
    CodeKind, CodeScope, Error, ErrorDetails, ErrorKind, NotSentCause, Problem, UnknownCause,
};

/// The detail of a failure. Its text, and every other text but `zegoapi_error_data` and `zegoapi_error_whole`, shows no
/// secret, no signature, no nonce and no message content.
///
/// Ownership: one that came through an `out_error` is yours: free it with `zegoapi_error_free`. One that came from
/// a getter belongs to the handle that was asked.
///
/// Threads: never changes; any number of threads may read it. Free it once, after the last of them.
pub struct zegoapi_error_t {
    status: zegoapi_status_t,
    kind: u32,
    applied: u32,
    retryable: bool,
    code: i64,
    code_kind: u32,
    scope: u32,
    http_status: u16,
    problem: u32,
    cause: u32,
    limit: Option<usize>,
    size: Option<usize>,
    index: Option<usize>,
    token_kind: u32,
    callback_kind: u32,
    callback_age_s: Option<i64>,
    answer_status: u16,
    texts: Texts,
    fail_users: Vec<i64>,
}

/// The places of the texts; the failed users' ids follow.
const TEXT: usize = 0;
const ADVICE: usize = 1;
const MEANING: usize = 2;
const MESSAGE: usize = 3;
const REQUEST_ID: usize = 4;
const FIELD: usize = 5;
const DETAIL: usize = 6;
const EXCERPT: usize = 7;
const DATA: usize = 8;
const WHOLE: usize = 9;
const FAIL_USERS: usize = 10;

impl zegoapi_error_t {
    #[cfg(feature = "http")]
    pub(crate) fn status(&self) -> zegoapi_status_t {
        self.status
    }

    pub(crate) fn new(failure: &Failure) -> Self {
        match failure {
            Failure::Core(error) => Self::of_core(error),
            Failure::Token(error) => Self {
                status: failure.status(),
                token_kind: error.kind().number(),
                ..Self::of_input(&error.clone().into(), failure.status(), &error.to_string())
            },
            Failure::Callback(error) => Self {
                status: failure.status(),
                callback_kind: error.kind().number(),
                callback_age_s: error.age_s(),
                answer_status: error.answer_status(),
                ..Self::of_input(&error.clone().into(), failure.status(), &error.to_string())
            },
            Failure::Boundary {
                reason,
                argument,
                index,
            } => Self::of_reason(failure.status(), *reason, argument, *index),
            Failure::WrongOption { option, place } => Self::of_boundary(
                failure.status(),
                &format!("options hold {option}, which means nothing for {place}"),
                "set it where it belongs; the header says of what each option is",
                "options",
            ),
            Failure::SmallBuffer { needed, size } => Self::of_small_buffer(failure.status(), *needed, *size),
        }
    }

    pub(crate) fn of_core(error: &Error) -> Self {
        Self::of_details(&error.details(), &error.to_string())
    }

    /// What tokens and callbacks say of a field, under a text and a status of their own.
    fn of_input(error: &Error, status: zegoapi_status_t, text: &str) -> Self {
        let details = error.details();
        let of_core = status == details.kind.number();
        Self {
            kind: if of_core { status } else { 0 },
            ..Self::of_details(&details, text)
        }
    }

    fn of_details(details: &ErrorDetails<'_>, text: &str) -> Self {
        let mut texts = [""; FAIL_USERS];
        texts[TEXT] = text;
        texts[ADVICE] = details.advice;
        texts[MEANING] = details.meaning.unwrap_or_default();
        texts[MESSAGE] = details.message.unwrap_or_default();
        texts[REQUEST_ID] = details.request_id.unwrap_or_default();
        texts[FIELD] = details.field.unwrap_or_default();
        texts[DETAIL] = details.detail.unwrap_or_default();
        texts[EXCERPT] = details.excerpt.unwrap_or_default();
        texts[DATA] = details.data.unwrap_or_default();
        texts[WHOLE] = details.whole.unwrap_or_default();
        let ids = details.fail_users.iter().map(|user| &*user.uid);
        Self {
            status: details.kind.number(),
            kind: details.kind.number(),
            applied: details.applied.number(),
            retryable: details.retryable,
            code: details.code.unwrap_or_default(),
            code_kind: number(details.code_kind, CodeKind::from_name, CodeKind::number),
            scope: number(details.scope, CodeScope::from_name, CodeScope::number),
            http_status: details.http_status.unwrap_or_default(),
            problem: number(details.problem, Problem::from_name, Problem::number),
            cause: if details.kind == ErrorKind::Unknown {
                number(details.cause, UnknownCause::from_name, UnknownCause::number)
            } else {
                number(details.cause, NotSentCause::from_name, NotSentCause::number)
            },
            limit: details.limit,
            size: details.size,
            index: details.index,
            token_kind: 0,
            callback_kind: 0,
            callback_age_s: None,
            answer_status: 0,
            texts: Texts::of(texts.into_iter().chain(ids)),
            fail_users: details.fail_users.iter().map(|user| user.code).collect(),
        }
    }

    /// What the boundary found wrong: no kind of the core's.
    fn of_boundary(status: zegoapi_status_t, text: &str, advice: &str, argument: &str) -> Self {
        let mut texts = [""; FAIL_USERS];
        (texts[TEXT], texts[ADVICE], texts[FIELD]) = (text, advice, argument);
        Self {
            status,
            kind: 0,
            applied: ZEGOAPI_APPLIED_NO,
            retryable: false,
            code: 0,
            code_kind: 0,
            scope: 0,
            http_status: 0,
            problem: 0,
            cause: 0,
            limit: None,
            size: None,
            index: None,
            token_kind: 0,
            callback_kind: 0,
            callback_age_s: None,
            answer_status: 0,
            texts: Texts::of(texts),
            fail_users: Vec::new(),
        }
    }

    fn of_reason(status: zegoapi_status_t, reason: Reason, argument: &str, index: Option<usize>) -> Self {
        let (problem, advice) = reason.texts();
        let place = index.map_or_else(String::new, |index| format!("[{index}]"));
        let text = format!("{argument}{place} {problem}");
        Self {
            index,
            retryable: reason.retryable(),
            // After a panic nobody knows how far things went.
            applied: match reason {
                Reason::Panic => ZEGOAPI_APPLIED_UNKNOWN,
                _ => ZEGOAPI_APPLIED_NO,
            },
            ..Self::of_boundary(status, &text, advice, argument)
        }
    }

    fn of_small_buffer(status: zegoapi_status_t, needed: usize, size: usize) -> Self {
        let text = format!("buffer has {size} bytes, {needed} needed");
        Self {
            problem: ZEGOAPI_PROBLEM_BUFFER_TOO_SMALL,
            limit: Some(needed),
            size: Some(size),
            ..Self::of_boundary(status, &text, "pass a larger buffer", "buffer")
        }
    }
}

/// The number of a name that the core has for it; 0 without a name.
fn number<T>(name: Option<&str>, find: fn(&str) -> Option<T>, number: fn(T) -> u32) -> u32 {
    name.and_then(find).map_or(0, number)
}
