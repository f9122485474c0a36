//! Driving a fan-out: ask, and report.

use super::{spent, zegoapi_fanout_t};
use crate::boundary::{Failure, drive, give, guard, handle, out};
use crate::error::zegoapi_error_t;
use crate::reports;
use crate::request::zegoapi_request_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use crate::time::{ZEGOAPI_STEP_DONE, ZEGOAPI_STEP_SEND, ZEGOAPI_STEP_WAIT, zegoapi_time_t};
use zegoapi_core::{FanOut, FanOutStep, Limiters};

/// Says what to do next.
///
/// @param fanout The fan-out.
/// @param now The time.
/// @param random 16 bytes, fresh each time, from a cryptographic source that does not repeat after a fork.
/// @param[out] out_step `ZEGOAPI_STEP_...`; 0 on failure.
/// @param[out] out_ms To wait: until when at the latest, in milliseconds of the monotonic clock, or after the next
///   report, whichever is first; `UINT64_MAX` when only a report leads on. To send: how long the try may take, in
///   milliseconds. Else 0.
/// @param[out] out_call To send: the number to report under, which is that of the call in its events. Else 0.
/// @param[out] out_request To send: the request, signed for this try alone; yours, free it with
///   `zegoapi_request_free`. Else NULL.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it; `ZEGOAPI_ERROR_BUSY`;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_next(
    fanout: *mut zegoapi_fanout_t,
    now: zegoapi_time_t,
    random: *const u8,
    out_step: *mut u32,
    out_ms: *mut u64,
    out_call: *mut u64,
    out_request: *mut *mut zegoapi_request_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let outputs = unsafe {
            (
                out(out_step, "out_step"),
                out(out_ms, "out_ms"),
                out(out_call, "out_call"),
                out(out_request, "out_request"),
            )
        };
        let (out_step, out_ms, out_call, out_request) = (outputs.0?, outputs.1?, outputs.2?, outputs.3?);
        // SAFETY: this function's contract; an array of bytes needs no alignment.
        let random = unsafe { handle(random.cast::<[u8; 16]>(), "random") }?;
        // SAFETY: this function's contract.
        let fanout = unsafe { handle(fanout, "fanout") }?;
        let mut driven = drive(&fanout.driven, "fanout")?;
        let it = driven.as_mut().ok_or_else(spent)?;
        let step = it.next(&mut fanout.limiters.lock(), now.into(), random);
        match step {
            FanOutStep::Send {
                call,
                request,
                timeout_ms,
            } => {
                (*out_step, *out_ms, *out_call) = (ZEGOAPI_STEP_SEND, timeout_ms, call);
                give(out_request, zegoapi_request_t::new(&request));
            }
            FanOutStep::Wait { until_ms } => {
                (*out_step, *out_ms) = (ZEGOAPI_STEP_WAIT, until_ms.unwrap_or(u64::MAX));
            }
            FanOutStep::Done => *out_step = ZEGOAPI_STEP_DONE,
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Reports that the last byte of a request was handed to the network. Optional, as for `zegoapi_call_written`.
///
/// @param fanout The fan-out.
/// @param call The number that came with the request.
/// @param now The time.
/// @param handshake_ms How long the handshake of the request's connection took, in milliseconds;
///   `ZEGOAPI_HANDSHAKE_NOT_KNOWN` where you cannot tell.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request of that number is out, it was reported
///   already, or a client has run the fan-out; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_written(
    fanout: *mut zegoapi_fanout_t,
    call: u64,
    now: zegoapi_time_t,
    handshake_ms: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |fan_out: &mut FanOut, limiters: &mut Limiters| {
        let handshake_ms = reports::handshake(handshake_ms);
        Ok(fan_out.written(call, limiters, now.into(), handshake_ms)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(fanout, out_error, report) }
}

/// Reports an answer to a request that is out.
///
/// @param fanout The fan-out.
/// @param call The number that came with the request.
/// @param now The time.
/// @param http_status The HTTP status, 0 to 65535; 0 for an answer that is no HTTP.
/// @param date The answer's `Date` header as it came; empty when there was none.
/// @param body The body as it came, or the part of it that was read: any bytes, `data` may be NULL when there are none.
/// @param whole Whether that is the whole body: 0 when it was cut off, such as at a size limit of yours.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, whatever the answer was; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when no request of that
///   number is out or a client has run it; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a status or a length that cannot be;
///   `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_reply(
    fanout: *mut zegoapi_fanout_t,
    call: u64,
    now: zegoapi_time_t,
    http_status: u32,
    date: zegoapi_str_t,
    body: zegoapi_str_t,
    whole: u32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |fan_out: &mut FanOut, limiters: &mut Limiters| {
        // SAFETY: this function's contract.
        let answer = unsafe { reports::answer(http_status, date, body, whole) }?;
        Ok(fan_out.reply(call, limiters, now.into(), &answer)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(fanout, out_error, report) }
}

/// Reports that a request certainly did not go out whole. If you are not sure, it is `zegoapi_fanout_unknown`.
///
/// @param fanout The fan-out.
/// @param call The number that came with the request.
/// @param now The time.
/// @param cause `ZEGOAPI_NOT_SENT_...`.
/// @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, as for `zegoapi_fanout_reply`;
///   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a cause that there is not; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_not_sent(
    fanout: *mut zegoapi_fanout_t,
    call: u64,
    now: zegoapi_time_t,
    cause: u32,
    detail: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |fan_out: &mut FanOut, limiters: &mut Limiters| {
        // SAFETY: this function's contract.
        let error = unsafe { reports::not_sent(cause, detail) }?;
        Ok(fan_out.failed(call, limiters, now.into(), error)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(fanout, out_error, report) }
}

/// Reports that a request went out, or may have, and that no whole answer came.
///
/// @param fanout The fan-out.
/// @param call The number that came with the request.
/// @param now The time.
/// @param cause `ZEGOAPI_UNKNOWN_...`.
/// @param detail What your HTTP stack said, for the error's text; may be empty. No URL, no credential.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_fanout_not_sent`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_unknown(
    fanout: *mut zegoapi_fanout_t,
    call: u64,
    now: zegoapi_time_t,
    cause: u32,
    detail: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let report = |fan_out: &mut FanOut, limiters: &mut Limiters| {
        // SAFETY: this function's contract.
        let error = unsafe { reports::unknown(cause, detail) }?;
        Ok(fan_out.failed(call, limiters, now.into(), error)?)
    };
    // SAFETY: this function's contract.
    unsafe { with(fanout, out_error, report) }
}

unsafe fn with(
    fanout: *const zegoapi_fanout_t,
    out_error: *mut *mut zegoapi_error_t,
    act: impl FnOnce(&mut FanOut, &mut Limiters) -> Result<(), Failure>,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: the contract of the function that calls this.
        let fanout = unsafe { handle(fanout, "fanout") }?;
        let mut driven = drive(&fanout.driven, "fanout")?;
        act(driven.as_mut().ok_or_else(spent)?, &mut fanout.limiters.lock())
    };
    // SAFETY: the contract of the function that calls this.
    unsafe { guard(out_error, body) }
}
