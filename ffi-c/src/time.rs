//! The time as a driver tells it, and what happens in a call.

use crate::boundary::{Blank, out};
use zegoapi_core::{Event, Time};

/// The time, as the driver of a call or a fan-out tells it. Passed by value; its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_time_t {
    /// Milliseconds of a monotonic clock; the same clock for everything that shares a limiter.
    pub monotonic_ms: u64,
    /// Unix time in seconds, for the request's timestamp.
    pub unix_s: i64,
}

impl From<zegoapi_time_t> for Time {
    fn from(time: zegoapi_time_t) -> Self {
        Self {
            monotonic_ms: time.monotonic_ms,
            unix_s: time.unix_s,
        }
    }
}

impl Blank for zegoapi_time_t {
    const BLANK: Self = Self {
        monotonic_ms: 0,
        unix_s: 0,
    };
}

/// Wait until the time given, and ask again. Asking earlier does no harm.
pub const ZEGOAPI_STEP_WAIT: u32 = 1;
/// Send the request once, within the milliseconds given, and report what came of it.
pub const ZEGOAPI_STEP_SEND: u32 = 2;
/// It is over: fetch the outcome.
pub const ZEGOAPI_STEP_DONE: u32 = 3;

/// The call began.
pub const ZEGOAPI_EVENT_BEGIN: u32 = 1;
/// The limiter makes it wait for `duration_ms`.
pub const ZEGOAPI_EVENT_WAIT: u32 = 2;
/// A try is sent, with `duration_ms` to go by.
pub const ZEGOAPI_EVENT_TRY: u32 = 3;
/// The try failed, and another follows after `duration_ms`.
pub const ZEGOAPI_EVENT_RETRY: u32 = 4;
/// The call ended after `duration_ms` in all.
pub const ZEGOAPI_EVENT_END: u32 = 5;

/// Something that happened in a call, for logs and metrics: numbers only. Its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_event_t {
    /// `ZEGOAPI_EVENT_...`.
    pub kind: u32,
    /// The number of the try that it belongs to, from 1; 0 before the first.
    pub try_number: u32,
    /// The server's code, with a retry or an end that one led to.
    pub code: i32,
    /// 1 when `code` holds something, 0 when there was no code; a code of 0 is success.
    pub has_code: u32,
    /// Milliseconds: of waiting, of delay before a retry, allowed for a try, or taken by the whole call.
    pub duration_ms: u64,
}

impl zegoapi_event_t {
    pub(crate) fn new(event: &Event) -> Self {
        Self {
            kind: event.kind.number(),
            try_number: event.try_number,
            code: event.code.unwrap_or_default(),
            has_code: u32::from(event.code.is_some()),
            duration_ms: event.duration_ms,
        }
    }
}

impl Blank for zegoapi_event_t {
    const BLANK: Self = Self {
        kind: 0,
        try_number: 0,
        code: 0,
        has_code: 0,
        duration_ms: 0,
    };
}

/// Puts out the next event, if there is one and a place for it.
///
/// # Safety
///
/// `out_event` is NULL or valid for writing.
pub(crate) unsafe fn put_event(
    out_event: *mut zegoapi_event_t,
    take: impl FnOnce() -> Option<Event>,
) -> bool {
    // SAFETY: this function's contract. Nothing is taken that has no place.
    let Ok(out_event) = (unsafe { out(out_event, "out_event") }) else {
        return false;
    };
    take().is_some_and(|event| {
        *out_event = zegoapi_event_t::new(&event);
        true
    })
}
