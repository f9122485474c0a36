//! What became of a job of a dispatcher.

use crate::boundary::{Failure, free, get};
use crate::error::zegoapi_error_t;
use crate::reply::zegoapi_reply_t;
use crate::status::{ZEGOAPI_OK, zegoapi_status_t};
use std::ptr;
use zegoapi_client::Completion;

/// What became of a job: its number, and a reply or an error.
///
/// Ownership: yours; the reply and the error are borrowed from it until `zegoapi_completion_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_completion_t {
    id: u64,
    outcome: Result<zegoapi_reply_t, zegoapi_error_t>,
}

impl zegoapi_completion_t {
    pub(crate) fn new(completion: &Completion) -> Self {
        let outcome = match &completion.outcome {
            Ok(reply) => Ok(zegoapi_reply_t::new(reply)),
            Err(error) => Err(zegoapi_error_t::new(&Failure::Core(error.clone()))),
        };
        Self {
            id: completion.id,
            outcome,
        }
    }
}

/// Frees a completion, and with it what was borrowed from it.
///
/// @param completion A completion, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_completion_free(completion: *mut zegoapi_completion_t) {
    // SAFETY: this function's contract.
    unsafe { free(completion) };
}

/// The number that the job got when it was submitted.
///
/// @param completion The completion, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_completion_id(completion: *const zegoapi_completion_t) -> u64 {
    // SAFETY: this function's contract.
    unsafe { get(completion, 0, |completion| completion.id) }
}

/// How the job's call ended.
///
/// @param completion The completion, or NULL.
/// @return As `zegoapi_client_send`; `ZEGOAPI_OK` also for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_completion_status(
    completion: *const zegoapi_completion_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe {
        get(completion, ZEGOAPI_OK, |it| {
            it.outcome
                .as_ref()
                .err()
                .map_or(ZEGOAPI_OK, zegoapi_error_t::status)
        })
    }
}

/// The reply of a job that was accepted.
///
/// @param completion The completion, or NULL.
/// @return The reply, borrowed: do not free it; NULL when the job failed.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_completion_reply(
    completion: *const zegoapi_completion_t,
) -> *const zegoapi_reply_t {
    // SAFETY: this function's contract.
    unsafe {
        get(completion, ptr::null(), |it| {
            it.outcome.as_ref().map_or(ptr::null(), ptr::from_ref)
        })
    }
}

/// The error of a job that failed.
///
/// @param completion The completion, or NULL.
/// @return The error, borrowed: do not free it; NULL when the job was accepted.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_completion_error(
    completion: *const zegoapi_completion_t,
) -> *const zegoapi_error_t {
    // SAFETY: this function's contract.
    unsafe {
        get(completion, ptr::null(), |it| {
            it.outcome.as_ref().err().map_or(ptr::null(), ptr::from_ref)
        })
    }
}
