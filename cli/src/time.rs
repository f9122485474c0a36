//! Times for people, and the time of now.

use std::time::{Duration, UNIX_EPOCH};
use zegoapi_client::Clock;

/// The first second that has no date here: the year 10000.
const END_OF_DATES: u64 = 253_402_300_800;

/// Unix time in seconds.
pub(crate) fn now() -> i64 {
    Clock::new().now().unix_ms.div_euclid(1000)
}

/// A Unix time with its date, where it has one.
pub(crate) fn date(unix_s: i64) -> String {
    match u64::try_from(unix_s) {
        Ok(seconds) if seconds < END_OF_DATES => {
            let time = UNIX_EPOCH + Duration::from_secs(seconds);
            format!("{unix_s} ({})", httpdate::fmt_http_date(time))
        }
        _ => unix_s.to_string(),
    }
}

/// A number of seconds in the largest whole units that say it.
pub(crate) fn span(seconds: u64) -> String {
    for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "min")] {
        if seconds >= 2 * unit {
            return format!("{} {name}", seconds / unit);
        }
    }
    format!("{seconds} s")
}

#[cfg(test)]
mod tests {
    use super::{date, span};

    #[test]
    fn any_number_is_a_time() {
        assert_eq!(date(0), "0 (Thu, 01 Jan 1970 00:00:00 GMT)");
        assert_eq!(
            date(253_402_300_799),
            "253402300799 (Fri, 31 Dec 9999 23:59:59 GMT)"
        );
        for odd in [-1, 253_402_300_800, i64::MIN, i64::MAX] {
            assert_eq!(date(odd), odd.to_string());
        }
    }

    #[test]
    fn spans_are_short() {
        let spans = [0, 119, 120, 7199, 7200, 172_799, 172_800].map(span);
        assert_eq!(spans, ["0 s", "119 s", "2 min", "119 min", "2 h", "47 h", "2 d"]);
    }
}
