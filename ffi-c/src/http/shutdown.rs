//! The end of a dispatcher, and the jobs that it hands back.

use super::dispatcher::zegoapi_dispatcher_t;
use crate::boundary::{Failure, Reason, free, get, give, guard, handle, lock, out};
use crate::command::zegoapi_command_t;
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use std::sync::Mutex;
use std::time::Duration;
use zegoapi_client::Job;

/// Jobs that a dispatcher did not send, handed back by its shutdown.
///
/// Ownership: yours.
///
/// Threads: any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_unsent_t {
    ids: Vec<u64>,
    /// Each until it is taken.
    jobs: Mutex<Vec<Option<Job>>>,
}

/// Takes no more jobs, and **blocks** until those that it has are done, for at most so long. Then ends the others at once:
/// what was not sent is handed back, what is out completes as unknown and its connection is closed. Completions can still
/// be polled afterwards; no callback comes after it has returned: it waits for those that run. (Called from within one of
/// the dispatcher's own callbacks, it does not wait for those.)
///
/// @param dispatcher The dispatcher.
/// @param timeout_ms How long to wait for jobs at most, in milliseconds.
/// @param[out] out_unsent The jobs that were not sent; yours, free it with `zegoapi_unsent_free`. A second shutdown
///   hands back none. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_shutdown(
    dispatcher: *const zegoapi_dispatcher_t,
    timeout_ms: u64,
    out_unsent: *mut *mut zegoapi_unsent_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_unsent = unsafe { out(out_unsent, "out_unsent") }?;
        // SAFETY: this function's contract.
        let it = unsafe { handle(dispatcher, "dispatcher") }?;
        let unsent = it.dispatcher.shutdown(Duration::from_millis(timeout_ms));
        it.gate().wait();
        let (ids, jobs): (Vec<u64>, Vec<Option<Job>>) =
            unsent.into_iter().map(|(id, job)| (id, Some(job))).unzip();
        let jobs = Mutex::new(jobs);
        give(out_unsent, zegoapi_unsent_t { ids, jobs });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees the list of jobs that were not sent, with those that were not taken from it.
///
/// @param unsent The list, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_unsent_free(unsent: *mut zegoapi_unsent_t) {
    // SAFETY: this function's contract.
    unsafe { free(unsent) };
}

/// How many jobs were not sent.
///
/// @param unsent The list, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_unsent_count(unsent: *const zegoapi_unsent_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(unsent, 0, |unsent| unsent.ids.len()) }
}

/// The number that a job got when it was submitted.
///
/// @param unsent The list, or NULL.
/// @param index From 0 to one less than `zegoapi_unsent_count`.
/// @return The number; 0 when there is no such job.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_unsent_id(unsent: *const zegoapi_unsent_t, index: usize) -> u64 {
    // SAFETY: this function's contract.
    unsafe {
        get(unsent, 0, |unsent| {
            unsent.ids.get(index).copied().unwrap_or_default()
        })
    }
}

/// Takes the command of a job, to send it by other means.
///
/// @param unsent The list.
/// @param index From 0 to one less than `zegoapi_unsent_count`.
/// @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` when there is no such job, or its command was taken already;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_unsent_take_command(
    unsent: *const zegoapi_unsent_t,
    index: usize,
    out_command: *mut *mut zegoapi_command_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_command = unsafe { out(out_command, "out_command") }?;
        // SAFETY: this function's contract.
        let mut jobs = lock(&unsafe { handle(unsent, "unsent") }?.jobs);
        let job = jobs.get_mut(index).and_then(Option::take);
        let job = job.ok_or(Failure::of(Reason::OutOfRange, "index"))?;
        give(out_command, zegoapi_command_t::new(job));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
