//! What became of every user of a fan-out.

use super::zegoapi_progress_t;
use crate::boundary::{EMPTY, Texts, flag, free, get, guard, handle, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ptr;
use zegoapi_core::{Outcome, Progress, Report};

/// What became of every user: each stands in it exactly once, in the order given.
///
/// Ownership: yours; what is borrowed from it is valid until `zegoapi_report_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_report_t {
    ids: Texts,
    outcomes: Vec<Outcome>,
    progress: Progress,
    repeated: usize,
    stopped_by: Option<zegoapi_error_t>,
}

impl zegoapi_report_t {
    pub(crate) fn new(report: &Report) -> Self {
        Self {
            ids: Texts::of(report.users().map(|(id, _)| id)),
            outcomes: report.users().map(|(_, outcome)| outcome).collect(),
            progress: report.progress(),
            repeated: report.repeated(),
            stopped_by: report.stopped_by().map(zegoapi_error_t::of_core),
        }
    }
}

/// Frees a report, and with it what was borrowed from it.
///
/// @param report A report, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_free(report: *mut zegoapi_report_t) {
    // SAFETY: this function's contract.
    unsafe { free(report) };
}

/// How many users there are.
///
/// @param report The report, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_user_count(report: *const zegoapi_report_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(report, 0, |report| report.outcomes.len()) }
}

/// The id of a user.
///
/// @param report The report, or NULL.
/// @param index From 0 to one less than `zegoapi_report_user_count`.
/// @return The id, borrowed; empty when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_user_id(
    report: *const zegoapi_report_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(report, EMPTY, |report| report.ids.get(index)) }
}

/// What became of a user.
///
/// @param report The report, or NULL.
/// @param index From 0 to one less than `zegoapi_report_user_count`.
/// @return `ZEGOAPI_OUTCOME_...`; 0 when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_outcome(report: *const zegoapi_report_t, index: usize) -> u32 {
    // SAFETY: this function's contract.
    unsafe {
        get(report, 0, |report| {
            report.outcomes.get(index).map_or(0, |outcome| outcome.number())
        })
    }
}

/// Why a user failed.
///
/// @param report The report, or NULL.
/// @param index From 0 to one less than `zegoapi_report_user_count`.
/// @return The server's code, such as 50003; 0 for a user who did not fail, and when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_code(report: *const zegoapi_report_t, index: usize) -> i64 {
    let code = |report: &zegoapi_report_t| {
        let outcome = report.outcomes.get(index).copied();
        outcome.and_then(Outcome::code).unwrap_or_default()
    };
    // SAFETY: this function's contract.
    unsafe { get(report, 0, code) }
}

/// The numbers.
///
/// @param report The report.
/// @param[out] out_progress The numbers; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_progress(
    report: *const zegoapi_report_t,
    out_progress: *mut zegoapi_progress_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_progress = unsafe { out(out_progress, "out_progress") }?;
        // SAFETY: this function's contract.
        *out_progress = unsafe { handle(report, "report") }?.progress.into();
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// How many ids stood more than once in the list that was given, and were dropped.
///
/// @param report The report, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_repeated(report: *const zegoapi_report_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(report, 0, |report| report.repeated) }
}

/// The error that ended the fan-out before its end.
///
/// @param report The report, or NULL.
/// @return The error, borrowed: do not free it; NULL when there was none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_stopped_by(
    report: *const zegoapi_report_t,
) -> *const zegoapi_error_t {
    // SAFETY: this function's contract.
    unsafe {
        get(report, ptr::null(), |report| {
            report.stopped_by.as_ref().map_or(ptr::null(), ptr::from_ref)
        })
    }
}

/// The users that a resumed fan-out sends to: to whom nothing went out, and who failed for a reason that passes or that
/// stopped the whole fan-out. Pass them to `zegoapi_fanout_new`.
///
/// @param report The report, or NULL.
/// @param duplicates_ok Not 0 for those too who may have got the message already.
/// @param ids Where the ids go, borrowed from the report; may be NULL when `capacity` is 0.
/// @param capacity How many ids there is room for.
/// @return How many such users there are; only the first `capacity` of them are written. 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_remaining(
    report: *const zegoapi_report_t,
    duplicates_ok: u32,
    ids: *mut zegoapi_str_t,
    capacity: usize,
) -> usize {
    let remaining = |report: &zegoapi_report_t| {
        let duplicates_ok = flag(u64::from(duplicates_ok));
        let outcomes = report.outcomes.iter().enumerate();
        let mut count = 0;
        for (user, _) in outcomes.filter(|(_, outcome)| outcome.resumed(duplicates_ok)) {
            if count < capacity && !ids.is_null() {
                // SAFETY: not NULL, and valid for `capacity` items by the caller's contract.
                unsafe { ids.add(count).write(report.ids.get(user)) };
            }
            count += 1;
        }
        count
    };
    // SAFETY: this function's contract.
    unsafe { get(report, 0, remaining) }
}
