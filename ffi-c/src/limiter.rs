//! A limiter for one quota, for programs with an HTTP and retries of their own.

use crate::boundary::{Failure, free, get, give, guard, handle, lock, out};
use crate::error::zegoapi_error_t;
use crate::reports::handshake;
use crate::status::zegoapi_status_t;
use std::sync::Mutex;
use zegoapi_core::{Limiter, Permit, Quota, Ticket, Turn};

/// A limiter for one quota: no more calls in any of its windows than the server lets through, in the order of asking.
///
/// **Ask, send, tell when it was written, tell how it ended.** Times are milliseconds of one monotonic clock, the same for
/// all who share it; a time before an earlier one counts as the earlier one. Clients, and the calls and fan-outs that you
/// drive yourself, need none: their limiters live in the application.
///
/// Ownership: yours.
///
/// Threads: any number of threads may share it. No function of it waits for more than another one's moment.
/// Free it once, after the last use.
pub struct zegoapi_limiter_t {
    limiter: Mutex<Limiter>,
}

/// Makes a limiter for a quota.
///
/// @param calls How many calls in any window; 0 counts as 1.
/// @param window_ms The length of the window in milliseconds, 1000 for a quota by the second; 0 counts as 1.
/// @param[out] out_limiter The limiter; yours, free it with `zegoapi_limiter_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_new(
    calls: u32,
    window_ms: u32,
    out_limiter: *mut *mut zegoapi_limiter_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_limiter = unsafe { out(out_limiter, "out_limiter") }?;
        let limiter = Mutex::new(Limiter::new(Quota { calls, window_ms }));
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

/// May a call go out now? Allocates nothing when it succeeds, but for a queue that grows.
///
/// @param limiter The limiter.
/// @param turn What an earlier question of the same call put out as its turn; 0 for a new call.
/// @param now_ms The time.
/// @param by_ms When the call is over at the latest: it is forgotten then, even if nothing more is told of it.
/// @param[out] out_ticket A number to tell of the call by; 0 when it is to wait, and on failure.
/// @param[out] out_turn The call's place in the order of asking, to ask again with, also after a refusal by the quota; 0 on
///   failure.
/// @param[out] out_until_ms When it is to wait: when to ask again. Else 0.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, may it go or not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_ask(
    limiter: *mut zegoapi_limiter_t,
    turn: u64,
    now_ms: u64,
    by_ms: u64,
    out_ticket: *mut u64,
    out_turn: *mut u64,
    out_until_ms: *mut u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let outputs = unsafe {
            (
                out(out_ticket, "out_ticket"),
                out(out_turn, "out_turn"),
                out(out_until_ms, "out_until_ms"),
            )
        };
        let (out_ticket, out_turn, out_until_ms) = (outputs.0?, outputs.1?, outputs.2?);
        let turn = (turn != 0).then_some(Turn::from_number(turn));
        // SAFETY: this function's contract.
        let limiter = unsafe { handle(limiter, "limiter") }?;
        match lock(&limiter.limiter).ask(turn, now_ms, by_ms) {
            Permit::Go(ticket) => (*out_ticket, *out_turn) = (ticket.number(), ticket.turn().number()),
            Permit::Wait { turn, until_ms } => (*out_turn, *out_until_ms) = (turn.number(), until_ms),
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// A call that waits gives its turn up.
///
/// @param limiter The limiter.
/// @param turn The call's turn; one that was never given changes nothing.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_leave(
    limiter: *mut zegoapi_limiter_t,
    turn: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe {
        tell(limiter, out_error, |limiter| {
            limiter.leave(Turn::from_number(turn));
        })
    }
}

/// The last byte of a call's request was handed to the network: its way begins here. Without this the whole call counts
/// as its way, and fewer are let through.
///
/// @param limiter The limiter.
/// @param ticket The call's number; one that was never given changes nothing.
/// @param now_ms The time.
/// @param handshake_ms How long the handshake of its connection took, in milliseconds: the request is taken to arrive
///   within that time. `ZEGOAPI_HANDSHAKE_NOT_KNOWN` counts as half a second.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_written(
    limiter: *mut zegoapi_limiter_t,
    ticket: u64,
    now_ms: u64,
    handshake_ms: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe {
        tell(limiter, out_error, |limiter| {
            limiter.written(Ticket::from_number(ticket), now_ms, handshake(handshake_ms));
        })
    }
}

/// The call was answered, or nothing more can come of it: it has reached the server by now.
///
/// @param limiter The limiter.
/// @param ticket The call's number; one that was never given, or was told of already, changes nothing.
/// @param now_ms The time.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_finished(
    limiter: *mut zegoapi_limiter_t,
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

/// The call certainly did not reach the server: its place is free again.
///
/// @param limiter The limiter.
/// @param ticket The call's number; one that was never given, or was told of already, changes nothing.
/// @param now_ms The time.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_not_sent(
    limiter: *mut zegoapi_limiter_t,
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

/// The call was refused by the quota: the limiter pauses, and lets fewer through for a while. The call asks again with its
/// turn, and is before all who asked later.
///
/// @param limiter The limiter.
/// @param ticket The call's number; one that was never given changes nothing.
/// @param now_ms The time.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_refused(
    limiter: *mut zegoapi_limiter_t,
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

/// How many calls are let through in a window at present.
///
/// @param limiter The limiter, or NULL.
/// @return From 1 to the quota's number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_allowed(limiter: *const zegoapi_limiter_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(limiter, 0, |limiter| lock(&limiter.limiter).allowed()) }
}

/// How many calls wait for their turn.
///
/// @param limiter The limiter, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_limiter_waiting(limiter: *const zegoapi_limiter_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(limiter, 0, |limiter| lock(&limiter.limiter).waiting()) }
}

unsafe fn tell(
    limiter: *const zegoapi_limiter_t,
    out_error: *mut *mut zegoapi_error_t,
    tell: impl FnOnce(&mut Limiter),
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: the contract of the function that calls this.
        tell(&mut lock(&unsafe { handle(limiter, "limiter") }?.limiter));
        Ok::<(), Failure>(())
    };
    // SAFETY: the contract of the function that calls this.
    unsafe { guard(out_error, body) }
}
