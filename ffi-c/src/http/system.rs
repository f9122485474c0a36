//! Time and random bytes from the system, for those who drive a call or a fan-out with their own HTTP.

use crate::boundary::{Failure, Reason, free, give, guard, handle, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::time::zegoapi_time_t;
use std::slice;
use zegoapi_client::{Clock, fill_random};

/// The system's clocks: a monotonic one, and Unix time. (Needs a library with HTTP.)
///
/// Ownership: yours.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_clock_t {
    clock: Clock,
}

/// Makes a clock. All clocks of a process show the same monotonic time, which is also that of the library's own clients.
///
/// @param[out] out_clock The clock; yours, free it with `zegoapi_clock_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_clock_new(
    out_clock: *mut *mut zegoapi_clock_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_clock = unsafe { out(out_clock, "out_clock") }?;
        give(out_clock, zegoapi_clock_t { clock: Clock::new() });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a clock.
///
/// @param clock A clock, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_clock_free(clock: *mut zegoapi_clock_t) {
    // SAFETY: this function's contract.
    unsafe { free(clock) };
}

/// The time.
///
/// @param clock The clock.
/// @param[out] out_time The time; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_clock_now(
    clock: *const zegoapi_clock_t,
    out_time: *mut zegoapi_time_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_time = unsafe { out(out_time, "out_time") }?;
        // SAFETY: this function's contract.
        let now = unsafe { handle(clock, "clock") }?.clock.now();
        (out_time.monotonic_ms, out_time.unix_ms) = (now.monotonic_ms, now.unix_ms);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Fills a buffer with random bytes from the system, each time anew: a forked child never repeats its parent's.
/// (Needs a library with HTTP.)
///
/// @param buffer Where the bytes go; may be NULL when `buffer_size` is 0.
/// @param buffer_size How many bytes; 8 make a nonce, 16 are for `zegoapi_call_next`.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_SENT` when the system gives none: do not send; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a size that no buffer can have.
///
/// Threads: any; the buffer is yours alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_random(
    buffer: *mut u8,
    buffer_size: usize,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        if buffer_size == 0 {
            return Ok(());
        }
        if buffer.is_null() {
            return Err(Failure::of(Reason::Null, "buffer"));
        }
        if isize::try_from(buffer_size).is_err() {
            return Err(Failure::of(Reason::OutOfRange, "buffer_size"));
        }
        // SAFETY: not NULL, of a possible size, and valid for writing by this function's contract.
        let bytes = unsafe { slice::from_raw_parts_mut(buffer, buffer_size) };
        Ok(fill_random(bytes)?)
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
