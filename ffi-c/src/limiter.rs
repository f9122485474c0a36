//! The pace of one application, for those who bring their own HTTP.

use crate::app::zegoapi_app_t;
use crate::boundary::{Failure, free, get, give, guard, handle, lock, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use std::sync::{Mutex, MutexGuard};
use zegoapi_core::{Limiter, Permit, Ticket};

/// The pace of one application: no more calls in any second than the server lets through.
///
/// **Ask, send, tell how it ended.** Times are milliseconds of one monotonic clock, the same for all who share it; a
/// time before an earlier one counts as the earlier one. A client has a limiter of its own inside.
///
/// Ownership: yours; free it when nothing that it was passed to is running.
///
/// Threads: any number of threads may share it. No function of it waits for more than another one's moment.
/// Free it once, after the last use.
pub struct zegoapi_limiter_t {
    limiter: Mutex<Limiter>,
}

impl zegoapi_limiter_t {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Limiter> {
        lock(&self.limiter)
    }
}

/// Makes a limiter for so many calls a second.
///
/// @param calls_per_second Calls a second; 0 counts as 1.
/// @param[out] out_limiter The limiter; yours, free it with `zegoapi_limiter_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_new(
    calls_per_second: u32,
    out_limiter: *mut *mut zegoapi_limiter_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_limiter = unsafe { out(out_limiter, "out_limiter") }?;
        let limiter = Mutex::new(Limiter::new(calls_per_second));
        give(out_limiter, zegoapi_limiter_t { limiter });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Makes a limiter for an application's calls a second.
///
/// @param app The application.
/// @param[out] out_limiter The limiter; yours, free it with `zegoapi_limiter_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_for_app(
    app: *const zegoapi_app_t,
    out_limiter: *mut *mut zegoapi_limiter_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_limiter = unsafe { out(out_limiter, "out_limiter") }?;
        // SAFETY: this function's contract.
        let limiter = Mutex::new(unsafe { handle(app, "app") }?.with(Limiter::for_app));
        give(out_limiter, zegoapi_limiter_t { limiter });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a limiter.
///
/// @param limiter A limiter, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_free(limiter: *mut zegoapi_limiter_t) {
    // SAFETY: this function's contract.
    unsafe { free(limiter) };
}

/// Asks whether a call may go out now. Allocates nothing.
///
/// @param limiter The limiter.
/// @param now_ms The time, in milliseconds of a monotonic clock.
/// @param[out] out_ticket Not 0: send now, and hand this ticket back. 0: wait.
/// @param[out] out_until_ms When to ask again, in milliseconds of the same clock; 0 with a ticket.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, with a ticket or without; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_ask(
    limiter: *const zegoapi_limiter_t,
    now_ms: u64,
    out_ticket: *mut u64,
    out_until_ms: *mut u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let outputs = unsafe { (out(out_ticket, "out_ticket"), out(out_until_ms, "out_until_ms")) };
        let (out_ticket, out_until_ms) = (outputs.0?, outputs.1?);
        // SAFETY: this function's contract.
        match unsafe { handle(limiter, "limiter") }?.lock().ask(now_ms) {
            Permit::Go(ticket) => *out_ticket = ticket.number(),
            Permit::WaitUntil(until_ms) => *out_until_ms = until_ms,
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Tells that a call was answered, or that nothing more can come of it.
///
/// @param limiter The limiter.
/// @param ticket The call's ticket. One that the limiter never gave, or got back already, has no effect.
/// @param now_ms The time, in milliseconds of the same clock.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_finished(
    limiter: *const zegoapi_limiter_t,
    ticket: u64,
    now_ms: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe {
        tell(limiter, out_error, |limiter| {
            limiter.finished(Ticket::from_number(ticket), now_ms);
        })
    }
}

/// Tells that a call certainly did not reach the server: its place is free again.
///
/// @param limiter The limiter.
/// @param ticket The call's ticket. One that the limiter never gave, or got back already, has no effect.
/// @param now_ms The time, in milliseconds of the same clock.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_not_sent(
    limiter: *const zegoapi_limiter_t,
    ticket: u64,
    now_ms: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe {
        tell(limiter, out_error, |limiter| {
            limiter.not_sent(Ticket::from_number(ticket), now_ms);
        })
    }
}

/// Tells that the application's quota refused a call (code 206): it pauses, and lets fewer through for a while.
///
/// @param limiter The limiter.
/// @param ticket The call's ticket.
/// @param now_ms The time, in milliseconds of the same clock.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_refused(
    limiter: *const zegoapi_limiter_t,
    ticket: u64,
    now_ms: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe {
        tell(limiter, out_error, |limiter| {
            limiter.refused(Ticket::from_number(ticket), now_ms);
        })
    }
}

/// How many calls it lets through in a second at present.
///
/// @param limiter The limiter, or NULL.
/// @return From 1 to its limit; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_calls_per_second(limiter: *const zegoapi_limiter_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(limiter, 0, |limiter| limiter.lock().calls_per_second()) }
}

unsafe fn tell(
    limiter: *const zegoapi_limiter_t,
    out_error: *mut *mut zegoapi_error_t,
    tell: impl FnOnce(&mut Limiter),
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: the contract of the function that calls this.
        tell(&mut unsafe { handle(limiter, "limiter") }?.lock());
        Ok::<(), Failure>(())
    };
    // SAFETY: the contract of the function that calls this.
    unsafe { guard(out_error, body) }
}
