//! What a call tells when asked: its outcome, its events, how far it is.

use super::zegoapi_call_t;
use crate::boundary::{drive, get, give, guard, handle, lock, out};
use crate::error::zegoapi_error_t;
use crate::reply::zegoapi_reply_t;
use crate::status::zegoapi_status_t;
use crate::time::{put_event, zegoapi_event_t};
use zegoapi_core::{Error, InvalidInput};

/// The outcome of a call that is over. Fetch it once.
///
/// @param call The call.
/// @param[out] out_reply The reply; yours, free it with `zegoapi_reply_free`. NULL on failure.
/// @param[out] out_error The detail of the call's failure (or of this function's), yours; may be NULL.
/// @return `ZEGOAPI_OK`: accepted; `ZEGOAPI_ERROR_INVALID_INPUT`, `ZEGOAPI_ERROR_API`, `ZEGOAPI_ERROR_NOT_SENT`,
///   `ZEGOAPI_ERROR_UNKNOWN` or `ZEGOAPI_ERROR_BAD_REPLY`: how the call failed; `ZEGOAPI_ERROR_INVALID_INPUT` with the
///   problem `ZEGOAPI_PROBLEM_OUT_OF_ORDER` before `ZEGOAPI_STEP_DONE` and when it was fetched already;
///   `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_take_outcome(
    call: *const zegoapi_call_t,
    out_reply: *mut *mut zegoapi_reply_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_reply = unsafe { out(out_reply, "out_reply") }?;
        // SAFETY: this function's contract.
        let call = unsafe { handle(call, "call") }?;
        let outcome = drive(&call.driven, "call")?.outcome.take();
        let none = || {
            let expected = "fetch the outcome after the step that says done, and once";
            Error::from(InvalidInput::out_of_order("call", expected))
        };
        let reply = outcome.ok_or_else(none)??;
        give(out_reply, zegoapi_reply_t::new(&reply));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// The next thing that happened, oldest first, for logs and metrics. Fetch events after each step; of those never
/// fetched the last eight are kept.
///
/// @param call The call, or NULL.
/// @param[out] out_event The event; zeros when there is none.
/// @return Whether there was one; `false` also when an argument is NULL, or while another thread drives the call.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_take_event(
    call: *const zegoapi_call_t,
    out_event: *mut zegoapi_event_t,
) -> bool {
    let take = |call: &zegoapi_call_t| drive(&call.driven, "call").ok()?.call.take_event();
    // SAFETY: this function's contract.
    unsafe { put_event(out_event, || get(call, None, take)) }
}

/// Whether the message may have been delivered by now: a request is out, or an earlier one ended without an answer.
/// Once the call is over, its outcome says.
///
/// @param call The call, or NULL.
/// @return `true` or `false`; `false` for NULL.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_may_be_delivered(call: *const zegoapi_call_t) -> bool {
    // SAFETY: this function's contract.
    unsafe { get(call, false, |call| lock(&call.driven).call.may_be_delivered()) }
}

/// How many tries were made so far.
///
/// @param call The call, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_tries(call: *const zegoapi_call_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(call, 0, |call| lock(&call.driven).call.tries()) }
}
