//! How far the server's clock is ahead of this machine's: learned from a refused timestamp, kept only once a call was
//! accepted with it, and dropped when it stops working.

use crate::http_date::parse_http_date;
use core::sync::atomic::{AtomicI32, Ordering};

/// A timestamp this close to the server's `Date` was right, whatever the server refused.
const CLOCK_WAS_RIGHT_S: u64 = 60;
/// No clock is corrected by more. A machine further off has to set its clock; a `Date` further off is some proxy's.
const LARGEST_OFFSET_S: u64 = 86_400;

/// The offset that all calls of an application use.
#[derive(Debug, Default)]
pub(crate) struct ServerClock(AtomicI32);

impl ServerClock {
    pub(crate) fn offset_s(&self) -> i32 {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn set_offset_s(&self, seconds: i32) {
        self.0.store(seconds, Ordering::Relaxed);
    }

    /// An offset was refused: it is used no more, unless another call has replaced it meanwhile.
    pub(crate) fn drop_offset(&self, refused: i32) {
        let _ = self
            .0
            .compare_exchange(refused, 0, Ordering::Relaxed, Ordering::Relaxed);
    }
}

/// How far the server's clock is ahead, by the `Date` of its refusal; `None` when that cannot be read, lies too far
/// off, or agrees with the timestamp that was refused.
pub(crate) fn offset_by(date: &str, unix_s: i64, timestamp: i64) -> Option<i32> {
    let server = parse_http_date(date)?;
    let ahead = server.checked_sub(unix_s)?;
    let right = server.abs_diff(timestamp) <= CLOCK_WAS_RIGHT_S;
    if right || ahead.unsigned_abs() > LARGEST_OFFSET_S {
        return None;
    }
    i32::try_from(ahead).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Mon, 08 Mar 2021 07:02:23 GMT";
    const DATE_S: i64 = 1_615_186_943;

    #[test]
    fn an_offset_is_bounded() {
        assert_eq!(offset_by(DATE, DATE_S - 3600, DATE_S - 3600), Some(3600));
        assert_eq!(offset_by(DATE, DATE_S + 86_400, DATE_S + 86_400), Some(-86_400));
        assert_eq!(offset_by(DATE, DATE_S + 86_401, DATE_S + 86_401), None);
        assert_eq!(offset_by(DATE, DATE_S - 60, DATE_S - 60), None);
        assert_eq!(offset_by("soon", DATE_S, DATE_S), None);
        assert_eq!(offset_by(DATE, i64::MIN, 0), None);
    }

    #[test]
    fn what_another_call_has_learned_stays() {
        let clock = ServerClock::default();
        clock.set_offset_s(5);
        clock.drop_offset(4);
        assert_eq!(clock.offset_s(), 5);
        clock.drop_offset(5);
        assert_eq!(clock.offset_s(), 0);
    }
}
