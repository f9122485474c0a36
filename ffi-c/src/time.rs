//! The time as a driver tells it, and what it is to do next.

use crate::boundary::Blank;
use zegoapi_core::Time;

/// The time, as the driver of a call or a fan-out tells it. Passed by value; its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_time_t {
    /// Milliseconds of a monotonic clock: one clock for everything that is made from an application. Where a client of
    /// this library is made from it too, that clock is `zegoapi_clock_t`.
    pub monotonic_ms: u64,
    /// Unix time in milliseconds, for the request's timestamp, and for the sequence of actions that carry one.
    pub unix_ms: i64,
}

impl From<zegoapi_time_t> for Time {
    fn from(time: zegoapi_time_t) -> Self {
        Self {
            monotonic_ms: time.monotonic_ms,
            unix_ms: time.unix_ms,
        }
    }
}

impl Blank for zegoapi_time_t {
    const BLANK: Self = Self {
        monotonic_ms: 0,
        unix_ms: 0,
    };
}

/// Wait until the time given, and ask again. Asking earlier does no harm.
pub const ZEGOAPI_STEP_WAIT: u32 = 1;
/// Send the request once, within the milliseconds given, and report what came of it.
pub const ZEGOAPI_STEP_SEND: u32 = 2;
/// It is over: fetch the outcome.
pub const ZEGOAPI_STEP_DONE: u32 = 3;

/// In place of a handshake's milliseconds: how long it took is not known.
pub const ZEGOAPI_HANDSHAKE_NOT_KNOWN: u64 = u64::MAX;
