//! What makes each request unlike the one before: its nonce, its time and its sequence, filled in by the caller.

use crate::boundary::{Blank, guard, handle, out, text};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::{Error, Stamp};

/// The nonce, the time and the sequence of one request. **Make a new one for every request**, retries included.
///
/// A plain struct of the caller's: fill it with one of the functions below, or by hand. Its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_stamp_t {
    /// 16 lower-case hex characters, without a NUL.
    pub nonce: [u8; 16],
    /// Unix time in seconds.
    pub timestamp: i64,
    /// The `Sequence` of actions that carry one: larger with each request about one thing, such as a stream. 0 stands for
    /// the timestamp in milliseconds.
    pub sequence: i64,
}

impl zegoapi_stamp_t {
    fn new(stamp: &Stamp) -> Self {
        Self {
            nonce: *stamp.nonce(),
            timestamp: stamp.timestamp(),
            sequence: stamp.sequence(),
        }
    }

    /// Checked anew each time: the caller may have filled it by hand.
    pub(crate) fn get(&self) -> Result<Stamp, Error> {
        let nonce = std::str::from_utf8(&self.nonce).unwrap_or_default();
        let stamp = Stamp::new(nonce, self.timestamp)?;
        Ok(match self.sequence {
            0 => stamp,
            sequence => stamp.with_sequence(sequence),
        })
    }
}

impl Blank for zegoapi_stamp_t {
    const BLANK: Self = Self {
        nonce: [0; 16],
        timestamp: 0,
        sequence: 0,
    };
}

/// A stamp from 8 random bytes and the time.
///
/// @param random 8 bytes from a cryptographic source, which must not repeat after a fork.
/// @param timestamp Unix time in seconds.
/// @param[out] out_stamp The stamp; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a time before 1970; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_stamp_from_random(
    random: *const u8,
    timestamp: i64,
    out_stamp: *mut zegoapi_stamp_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_stamp = unsafe { out(out_stamp, "out_stamp") }?;
        // SAFETY: this function's contract; an array of bytes needs no alignment.
        let random = unsafe { handle(random.cast::<[u8; 8]>(), "random") }?;
        *out_stamp = zegoapi_stamp_t::new(&Stamp::from_random(*random, timestamp)?);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// A stamp from a nonce that is already text.
///
/// @param nonce 16 lower-case hex characters.
/// @param timestamp Unix time in seconds.
/// @param[out] out_stamp The stamp; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another nonce or a time before 1970;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_stamp_from_nonce(
    nonce: zegoapi_str_t,
    timestamp: i64,
    out_stamp: *mut zegoapi_stamp_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_stamp = unsafe { out(out_stamp, "out_stamp") }?;
        // SAFETY: this function's contract.
        let nonce = unsafe { text(nonce, "nonce") }?;
        *out_stamp = zegoapi_stamp_t::new(&Stamp::new(nonce, timestamp)?);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// A stamp from the system's clock and random bytes. (Needs a library with HTTP.)
///
/// @param[out] out_stamp The stamp; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_SENT` when the system gives no random bytes;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[cfg(feature = "http")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_stamp_now(
    out_stamp: *mut zegoapi_stamp_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_stamp = unsafe { out(out_stamp, "out_stamp") }?;
        *out_stamp = zegoapi_stamp_t::new(&zegoapi_client::new_stamp()?);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
