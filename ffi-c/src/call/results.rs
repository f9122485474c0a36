//! What a call tells when asked: its outcome, its events, how far it is.

use super::zegoapi_call_t;
use crate::boundary::{drive, get, give, give_some, guard, handle, lock, out};
use crate::error::zegoapi_error_t;
use crate::event::zegoapi_event_t;
use crate::reply::zegoapi_reply_t;
use crate::status::zegoapi_status_t;
use std::ptr;
use zegoapi_core::{CallState, Error, InvalidInput};

/// Nothing was asked yet.
pub const ZEGOAPI_CALL_STATE_NEW: u32 = 1;
/// It waits for a time, or for its turn.
pub const ZEGOAPI_CALL_STATE_WAITING: u32 = 2;
/// A request is out.
pub const ZEGOAPI_CALL_STATE_SENT: u32 = 3;
/// It is over, and nobody asked for its end yet.
pub const ZEGOAPI_CALL_STATE_ENDED: u32 = 4;
/// It is over, and that was told.
pub const ZEGOAPI_CALL_STATE_FETCHED: u32 = 5;

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
    call: *mut zegoapi_call_t,
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

/// The next thing that happened, oldest first, for logs, metrics and traces. Fetch events after each step; of those never
/// fetched the last eight are kept.
///
/// @param call The call, or NULL.
/// @return The event; yours, free it with `zegoapi_event_free`. NULL when there is none, for NULL, and while another thread
///   drives the call.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_take_event(call: *mut zegoapi_call_t) -> *mut zegoapi_event_t {
    let take = |call: &zegoapi_call_t| {
        let mut driven = drive(&call.driven, "call").ok()?;
        driven.call.take_event().map(|event| zegoapi_event_t::new(&event))
    };
    // SAFETY: this function's contract.
    unsafe { get(call, ptr::null_mut(), |call| give_some(take(call))) }
}

/// The call's number, which its events carry. No other call of the application has it.
///
/// @param call The call, or NULL.
/// @return The number, from 1; 0 for NULL.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_number(call: *const zegoapi_call_t) -> u64 {
    // SAFETY: this function's contract.
    unsafe { get(call, 0, |call| lock(&call.driven).call.number()) }
}

/// Where the call stands.
///
/// @param call The call, or NULL.
/// @return `ZEGOAPI_CALL_STATE_...`; 0 for NULL.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_state(call: *const zegoapi_call_t) -> u32 {
    let state = |call: &zegoapi_call_t| CallState::number(lock(&call.driven).call.state());
    // SAFETY: this function's contract.
    unsafe { get(call, 0, state) }
}

/// Whether the call may have taken effect by now: a request is out, or an earlier one ended without an answer. Once the
/// call is over, its outcome says.
///
/// @param call The call, or NULL.
/// @return `true` or `false`; `false` for NULL.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_call_may_be_applied(call: *const zegoapi_call_t) -> bool {
    // SAFETY: this function's contract.
    unsafe { get(call, false, |call| lock(&call.driven).call.may_be_applied()) }
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
