//! The simulator's clock: right, wrong by an offset, or standing still.
//! What it judges by and what its `Date` header claims can differ.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The last second that a `Date` header can name (end of the year 9999).
const LAST_SECOND: i64 = 253_402_300_799;

/// How the simulator tells the time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Clock {
    /// Stands still at this Unix second; runs with the system when `None`.
    pub fixed: Option<i64>,
    /// Seconds added to the time that the `Date` header names.
    pub date_offset: i64,
    /// Seconds added to the time that timestamps are judged by.
    pub window_offset: i64,
}

impl Clock {
    fn base(&self) -> i64 {
        self.fixed.unwrap_or_else(system_seconds)
    }

    /// The time that timestamps are judged by.
    pub(crate) fn judged(&self) -> i64 {
        self.base().saturating_add(self.window_offset)
    }

    /// The `Date` header's value, with more seconds added to it.
    pub(crate) fn date_header(&self, more: i64) -> String {
        let offset = self.date_offset.saturating_add(more);
        let seconds = self.base().saturating_add(offset).clamp(0, LAST_SECOND);
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs()))
    }
}

fn system_seconds() -> i64 {
    i64::try_from(since_epoch().as_secs()).unwrap_or(i64::MAX)
}

/// The system's time since the epoch.
pub(crate) fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The same in milliseconds.
pub(crate) fn now_ms() -> u64 {
    u64::try_from(since_epoch().as_millis()).unwrap_or(u64::MAX)
}

/// The first of a row of ids of 19 digits, each two more than the one before. They are odd, so that
/// no 64-bit float holds them exactly and a client that reads them through one is always found out.
pub(crate) fn first_long_id() -> u64 {
    let nanos = u64::try_from(since_epoch().as_nanos()).unwrap_or_default() % 2_000_000_000_000_000_000;
    (3_000_000_000_000_000_000 + nanos) | 1
}
