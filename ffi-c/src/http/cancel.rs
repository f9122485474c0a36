//! A way to give up a blocking call, or to stop a fan-out, from another thread.

use crate::boundary::{free, get, give, guard, handle, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use zegoapi_client::{Cancel, Cancelled};

/// No request was out: nothing is sent any more.
pub const ZEGOAPI_CANCELLED_BEFORE_SENDING: u32 = 1;
/// A request was out: it may take effect. It is not sent again.
pub const ZEGOAPI_CANCELLED_WHILE_SENDING: u32 = 2;

/// Gives up a blocking call, or stops a fan-out, from another thread. Make a new one for each call.
///
/// Ownership: yours; free it when the call has returned.
///
/// Threads: any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_cancel_t {
    pub(crate) cancel: Cancel,
}

/// Makes a way to cancel.
///
/// @param[out] out_cancel The way to cancel; yours, free it with `zegoapi_cancel_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_cancel_new(
    out_cancel: *mut *mut zegoapi_cancel_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_cancel = unsafe { out(out_cancel, "out_cancel") }?;
        let cancel = Cancel::new();
        give(out_cancel, zegoapi_cancel_t { cancel });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a way to cancel. Cancels nothing.
///
/// @param cancel A way to cancel, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_cancel_free(cancel: *mut zegoapi_cancel_t) {
    // SAFETY: this function's contract.
    unsafe { free(cancel) };
}

/// Gives the call up. Returns at once: a wait ends, and a request that is out is not taken back; its call returns what
/// came of it.
///
/// @param cancel The way to cancel that the call was given.
/// @param[out] out_met `ZEGOAPI_CANCELLED_...`: what the cancellation met; 0 on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_cancel_now(
    cancel: *const zegoapi_cancel_t,
    out_met: *mut u32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_met = unsafe { out(out_met, "out_met") }?;
        // SAFETY: this function's contract.
        *out_met = match unsafe { handle(cancel, "cancel") }?.cancel.cancel() {
            Cancelled::BeforeSending => ZEGOAPI_CANCELLED_BEFORE_SENDING,
            Cancelled::WhileSending => ZEGOAPI_CANCELLED_WHILE_SENDING,
        };
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Whether it was cancelled.
///
/// @param cancel The way to cancel, or NULL.
/// @return `true` or `false`; `false` for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_cancel_is_cancelled(cancel: *const zegoapi_cancel_t) -> bool {
    // SAFETY: this function's contract.
    unsafe { get(cancel, false, |cancel| cancel.cancel.is_cancelled()) }
}
