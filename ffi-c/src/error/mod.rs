//! The detail of a failure, with a getter for everything that the core knows of it.

pub mod getters;
pub mod numbers;

use self::numbers::ZEGOAPI_PROBLEM_BUFFER_TOO_SMALL;
use crate::boundary::{Failure, Reason, Texts};
use crate::status::{ZEGOAPI_DELIVERY_NO, ZEGOAPI_DELIVERY_UNKNOWN, zegoapi_status_t};
use zegoapi_core::{CodeKind, Error, FailUser};

/// The detail of a failure. Neither its text nor any other shows a secret, a signature, a nonce or message content.
///
/// Ownership: one that came through an `out_error` is yours: free it with `zegoapi_error_free`. One that came from
/// a getter belongs to the handle that was asked.
///
/// Threads: never changes; any number of threads may read it. Free it once, after the last of them.
pub struct zegoapi_error_t {
    status: zegoapi_status_t,
    kind: u32,
    delivery: u32,
    retryable: bool,
    code: i32,
    code_kind: u32,
    http_status: u16,
    problem: u32,
    cause: u32,
    limit: Option<usize>,
    size: Option<usize>,
    index: Option<usize>,
    texts: Texts,
    fail_users: Vec<i32>,
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
const FAIL_USERS: usize = 9;

impl zegoapi_error_t {
    #[cfg(feature = "http")]
    pub(crate) fn status(&self) -> zegoapi_status_t {
        self.status
    }

    pub(crate) fn new(failure: &Failure) -> Self {
        match failure {
            Failure::Core(error) => Self::of_core(error),
            Failure::Boundary {
                reason,
                argument,
                index,
            } => Self::of_reason(failure.status(), *reason, argument, *index),
            Failure::SmallBuffer { needed, size } => Self::of_small_buffer(failure.status(), *needed, *size),
        }
    }

    pub(crate) fn of_core(error: &Error) -> Self {
        let mut texts = [""; FAIL_USERS];
        let text = error.to_string();
        (texts[TEXT], texts[ADVICE]) = (&text, error.advice());
        let mut fail_users: &[FailUser] = &[];
        let mut this = Self {
            status: error.kind().number(),
            kind: error.kind().number(),
            delivery: error.delivery().number(),
            retryable: error.retryable(),
            code: error.code().unwrap_or_default(),
            code_kind: error.code_kind().map_or(0, CodeKind::number),
            http_status: 0,
            problem: 0,
            cause: 0,
            limit: None,
            size: None,
            index: None,
            texts: Texts::default(),
            fail_users: Vec::new(),
        };
        match error {
            Error::InvalidInput(e) => {
                this.problem = e.problem().number();
                (this.limit, this.size, this.index) = (e.limit(), e.size(), e.index());
                texts[FIELD] = e.field();
            }
            Error::Api(e) => {
                this.http_status = e.http_status();
                (texts[MEANING], texts[MESSAGE], texts[REQUEST_ID]) =
                    (e.meaning(), e.message(), e.request_id());
                texts[DATA] = e.data().unwrap_or_default();
                fail_users = e.fail_users();
            }
            Error::NotSent(e) => {
                this.cause = e.cause().number();
                texts[DETAIL] = e.detail();
            }
            Error::Unknown(e) => {
                this.cause = e.cause().number();
                texts[DETAIL] = e.detail();
            }
            Error::BadReply(e) => {
                this.http_status = e.http_status();
                (texts[DETAIL], texts[EXCERPT]) = (e.problem(), e.excerpt());
            }
            // The core's kinds are open to more; status, text, delivery and advice tell of those.
            _ => {}
        }
        this.texts = Texts::of(texts.into_iter().chain(fail_users.iter().map(|user| &*user.uid)));
        this.fail_users = fail_users.iter().map(|user| user.code).collect();
        this
    }

    /// What the boundary found wrong: no kind of the core's.
    fn of_boundary(status: zegoapi_status_t, text: &str, advice: &str, argument: &str) -> Self {
        let mut texts = [""; FAIL_USERS];
        (texts[TEXT], texts[ADVICE], texts[FIELD]) = (text, advice, argument);
        Self {
            status,
            kind: 0,
            delivery: ZEGOAPI_DELIVERY_NO,
            retryable: false,
            code: 0,
            code_kind: 0,
            http_status: 0,
            problem: 0,
            cause: 0,
            limit: None,
            size: None,
            index: None,
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
            delivery: match reason {
                Reason::Panic => ZEGOAPI_DELIVERY_UNKNOWN,
                _ => ZEGOAPI_DELIVERY_NO,
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
