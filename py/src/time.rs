//! The clock of everything in the process that is driven from Python, and its locks.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use zegoapi_client::{Clock, Time};

/// Nothing is half done when a holder panics, and none enters Python.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time given, where one is given, else the system's.
pub(crate) fn now(monotonic_ms: Option<u64>, unix_ms: Option<i64>) -> Time {
    static CLOCK: OnceLock<Clock> = OnceLock::new();
    let now = CLOCK.get_or_init(Clock::new).now();
    Time {
        monotonic_ms: monotonic_ms.unwrap_or(now.monotonic_ms),
        unix_ms: unix_ms.unwrap_or(now.unix_ms),
    }
}
