//! The detail of a failure, with a getter for everything that the core knows of it.

pub mod getters;
pub mod numbers;

use crate::boundary::{Failure, Reason, Texts};
use crate::status::{ZEGOAPI_DELIVERY_NO, ZEGOAPI_DELIVERY_UNKNOWN, zegoapi_status_t};
use zegoapi_core::{Error, FailUser};

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
    pub(crate) fn new(failure: &Failure) -> Self {
        match failure {
            Failure::Core(error) => Self::of_core(error, failure.status()),
            Failure::Boundary {
                reason,
                argument,
                index,
            } => Self::of_boundary(*reason, argument, *index, failure.status()),
        }
    }

    pub(crate) fn of_core(error: &Error, status: zegoapi_status_t) -> Self {
        let mut texts = [""; FAIL_USERS];
        let text = error.to_string();
        (texts[TEXT], texts[ADVICE]) = (&text, error.advice());
        let mut fail_users: &[FailUser] = &[];
        let mut this = Self {
            status,
            kind: error.kind().number(),
            delivery: error.delivery().number(),
            retryable: error.retryable(),
            code: error.code().unwrap_or_default(),
            code_kind: error.code_kind().map_or(0, |kind| kind.number()),
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
        this.texts = Texts::of(
            texts
                .into_iter()
                .chain(fail_users.iter().map(|user| &*user.uid)),
        );
        this.fail_users = fail_users.iter().map(|user| user.code).collect();
        this
    }

    fn of_boundary(
        reason: Reason,
        argument: &str,
        index: Option<usize>,
        status: zegoapi_status_t,
    ) -> Self {
        let (problem, advice) = reason.texts();
        let place = index.map_or_else(String::new, |index| format!("[{index}]"));
        let mut texts = [""; FAIL_USERS];
        let text = format!("{argument}{place} {problem}");
        (texts[TEXT], texts[ADVICE], texts[FIELD]) = (&text, advice, argument);
        // After a panic nobody knows how far things went.
        let delivery = match reason {
            Reason::Panic => ZEGOAPI_DELIVERY_UNKNOWN,
            _ => ZEGOAPI_DELIVERY_NO,
        };
        Self {
            status,
            kind: 0,
            delivery,
            retryable: reason.retryable(),
            code: 0,
            code_kind: 0,
            http_status: 0,
            problem: 0,
            cause: 0,
            limit: None,
            size: None,
            index,
            texts: Texts::of(texts),
            fail_users: Vec::new(),
        }
    }
}
