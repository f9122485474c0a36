//! One call, driven by the caller over its own HTTP: its turn, retries and the clock are decided by the core.

pub mod results;

use crate::app::zegoapi_app_t;
use crate::boundary::{Failure, drive, free, give, guard, handle, out};
use crate::command::zegoapi_command_t;
use crate::endpoint::zegoapi_endpoint_t;
use crate::error::zegoapi_error_t;
use crate::options::{call_options, zegoapi_options_t};
use crate::reports;
use crate::request::zegoapi_request_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use crate::time::{ZEGOAPI_STEP_DONE, ZEGOAPI_STEP_SEND, ZEGOAPI_STEP_WAIT, zegoapi_time_t};
use std::sync::{Arc, Mutex};
use zegoapi_client::AppLimiters;
use zegoapi_core::{Call, CallOptions, Error, Job, JobReply, Limiters, Step};

/// One call with all that belongs to it: its turn, retries, the clock, one deadline. It does no I/O; you do.
///
/// **Ask, do, report, ask again**: `zegoapi_call_next` says what to do; after `ZEGOAPI_STEP_SEND` report once, with
/// `zegoapi_call_reply`, `_not_sent` or `_unknown`, then ask again; after `ZEGOAPI_STEP_DONE` fetch the outcome with
/// `zegoapi_call_take_outcome`. Who knows when the request was written reports that too, with `zegoapi_call_written`.
/// Anything else is refused with `ZEGOAPI_ERROR_INVALID_INPUT`, problem `ZEGOAPI_PROBLEM_OUT_OF_ORDER`, and changes
/// nothing. The rate limits are the application's, and everything shares them that is made from it.
///
/// Threads: one driver. Two threads in it at once is a mistake that the second one is told of
/// (`ZEGOAPI_ERROR_BUSY`), and no harm comes of it. It may move between threads. Free it once, after the last use.
pub struct zegoapi_call_t {
    driven: Mutex<Driven>,
    /// Locked for one question or report at a time; nothing of the caller's runs meanwhile.
    limiters: Arc<AppLimiters>,
}

struct Driven {
    call: Call<Job>,
    /// What the last step handed out, until it is fetched.
    outcome: Option<Result<JobReply, Error>>,
}

/// Begins a call; its deadline counts from here.
///
/// @param command What to send; the call keeps a copy.
/// @param app Who signs.
/// @param endpoint Where it goes.
/// @param options The call's options, or NULL for the defaults.
/// @param now The time.
/// @param[out] out_call The call; yours, free it with `zegoapi_call_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`. What is
///   wrong with the command, or a time-out of 0, is the call's outcome.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_new(
    command: *const zegoapi_command_t,
    app: *const zegoapi_app_t,
    endpoint: *const zegoapi_endpoint_t,
    options: *const zegoapi_options_t,
    now: zegoapi_time_t,
    out_call: *mut *mut zegoapi_call_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_call = unsafe { out(out_call, "out_call") }?;
        // SAFETY: this function's contract.
        let (command, app) = unsafe { (handle(command, "command")?.get(), handle(app, "app")?.get()) };
        // SAFETY: this function's contract.
        let endpoint = unsafe { handle(endpoint, "endpoint") }?.get().clone();
        // SAFETY: this function's contract.
        let options = unsafe { call_options(options, CallOptions::default()) }?;
        let limiters = AppLimiters::of(&app);
        let call = Call::new(command, app, endpoint, options, now.into());
        let driven = Mutex::new(Driven { call, outcome: None });
        give(out_call, zegoapi_call_t { driven, limiters });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a call. One that is not over is given up without a word: a request that is out may take effect.
///
/// @param call A call, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_free(call: *mut zegoapi_call_t) {
    // SAFETY: this function's contract.
    unsafe { free(call) };
}

/// Says what to do next.
///
/// @param call The call.
/// @param now The time.
/// @param random 16 bytes, fresh each time, from a cryptographic source that does not repeat after a fork.
/// @param[out] out_step `ZEGOAPI_STEP_...`; 0 on failure.
/// @param[out] out_ms To wait: until when, in milliseconds of the monotonic clock. To send: how long the try may take,
///   in milliseconds. Else 0.
/// @param[out] out_request To send: the request, signed for this try alone; yours, free it with
///   `zegoapi_request_free`. Else NULL.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order: while a request is out that was not reported, and
///   after `ZEGOAPI_STEP_DONE`; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_next(
    call: *mut zegoapi_call_t,
    now: zegoapi_time_t,
    random: *const u8,
    out_step: *mut u32,
    out_ms: *mut u64,
    out_request: *mut *mut zegoapi_request_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let outputs = unsafe {
            (
                out(out_step, "out_step"),
                out(out_ms, "out_ms"),
                out(out_request, "out_request"),
            )
        };
        let (out_step, out_ms, out_request) = (outputs.0?, outputs.1?, outputs.2?);
        // SAFETY: this function's contract; an array of bytes needs no alignment.
        let random = unsafe { handle(random.cast::<[u8; 16]>(), "random") }?;
        // SAFETY: this function's contract.
        let call = unsafe { handle(call, "call") }?;
        let mut driven = drive(&call.driven, "call")?;
        let step = driven.call.next(&mut call.limiters.lock(), now.into(), random)?;
        match step {
            Step::Wait { until_ms } => (*out_step, *out_ms) = (ZEGOAPI_STEP_WAIT, until_ms),
            Step::Send { request, timeout_ms } => {
                (*out_step, *out_ms) = (ZEGOAPI_STEP_SEND, timeout_ms);
                give(out_request, zegoapi_request_t::new(&request));
            }
            Step::Done(outcome) => {
                driven.outcome = Some(outcome);
                *out_step = ZEGOAPI_STEP_DONE;
            }
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Reports that the last byte of the request was handed to the network. Optional: without it the limiter has to take the
/// whole try for the request's way, and lets fewer calls through.
///
/// @param call The call.
/// @param now The time.
/// @param handshake_ms How long the handshake of the request's connection took, in milliseconds: the request arrives within
///   that time. `ZEGOAPI_HANDSHAKE_NOT_KNOWN` where you cannot tell.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request is out or this one was reported already;
///   `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_written(
    call: *mut zegoapi_call_t,
    now: zegoapi_time_t,
    handshake_ms: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |driven: &mut Driven, limiters: &mut Limiters| {
        let handshake_ms = reports::handshake(handshake_ms);
        Ok(driven.call.written(limiters, now.into(), handshake_ms)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(call, out_error, report) }
}

/// Reports an answer to the request that is out.
///
/// @param call The call.
/// @param now The time.
/// @param http_status The HTTP status, 0 to 65535; 0 for an answer that is no HTTP.
/// @param date The answer's `Date` header as it came; empty when there was none.
/// @param body The body as it came, or the part of it that was read: any bytes, `data` may be NULL when there are none.
/// @param whole Whether that is the whole body: 0 when it was cut off, such as at a size limit of yours.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, whatever the answer was: ask again; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request
///   is out; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a status or a length that cannot be; `ZEGOAPI_ERROR_BUSY`;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_reply(
    call: *mut zegoapi_call_t,
    now: zegoapi_time_t,
    http_status: u32,
    date: zegoapi_str_t,
    body: zegoapi_str_t,
    whole: u32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |driven: &mut Driven, limiters: &mut Limiters| {
        // SAFETY: this function's contract.
        let answer = unsafe { reports::answer(http_status, date, body, whole) }?;
        Ok(driven.call.reply(limiters, now.into(), &answer)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(call, out_error, report) }
}

/// Reports that the request certainly did not go out whole. If you are not sure, it is `zegoapi_call_unknown`.
///
/// @param call The call.
/// @param now The time.
/// @param cause `ZEGOAPI_NOT_SENT_...`.
/// @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`: ask again; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request is out;
///   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a cause that there is not; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_not_sent(
    call: *mut zegoapi_call_t,
    now: zegoapi_time_t,
    cause: u32,
    detail: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |driven: &mut Driven, limiters: &mut Limiters| {
        // SAFETY: this function's contract.
        let error = unsafe { reports::not_sent(cause, detail) }?;
        Ok(driven.call.failed(limiters, now.into(), error)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(call, out_error, report) }
}

/// Reports that the request went out, or may have, and that no whole answer came.
///
/// @param call The call.
/// @param now The time.
/// @param cause `ZEGOAPI_UNKNOWN_...`.
/// @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_call_not_sent`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_unknown(
    call: *mut zegoapi_call_t,
    now: zegoapi_time_t,
    cause: u32,
    detail: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |driven: &mut Driven, limiters: &mut Limiters| {
        // SAFETY: this function's contract.
        let error = unsafe { reports::unknown(cause, detail) }?;
        Ok(driven.call.failed(limiters, now.into(), error)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(call, out_error, report) }
}

/// Gives the call up: ask once more for its end. While it waits it ends as not sent (or as what an earlier try left
/// unknown); with a request out, as unknown, and you drop the try; after its end nothing changes.
///
/// @param call The call.
/// @param now The time.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_cancel(
    call: *mut zegoapi_call_t,
    now: zegoapi_time_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let cancel = |driven: &mut Driven, limiters: &mut Limiters| {
        driven.call.cancel(limiters, now.into());
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { with(call, out_error, cancel) }
}

unsafe fn with(
    call: *const zegoapi_call_t,
    out_error: *mut *mut zegoapi_error_t,
    act: impl FnOnce(&mut Driven, &mut Limiters) -> Result<(), Failure>,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: the contract of the function that calls this.
        let call = unsafe { handle(call, "call") }?;
        let mut driven = drive(&call.driven, "call")?;
        act(&mut driven, &mut call.limiters.lock())
    };
    // SAFETY: the contract of the function that calls this.
    unsafe { guard(out_error, body) }
}
