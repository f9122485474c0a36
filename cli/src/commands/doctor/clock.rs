//! Is this machine's clock right? The server's `Date` header tells.

use super::check::Check;
use super::probe::Probe;
use std::time::SystemTime;
use zegoapi_client::ErrorKind;

const NAME: &str = "clock";
/// Further off than this is no rounding and no slow network.
const WARN_SECONDS: u64 = 30;
/// Further off than this, the server refuses every call.
const FAIL_SECONDS: u64 = 600;

/// Compares this machine's time with the server's.
pub(super) fn check(probe: &Probe) -> Check {
    let Some(answer) = probe.answer() else {
        return Check::skipped(NAME, "no answer to read the server's time from");
    };
    match answer.date.as_deref().map(httpdate::parse_http_date) {
        Some(Ok(server)) => judge(offset(probe.when, server)),
        Some(Err(_)) => Check::warning(
            NAME,
            "the server's Date cannot be read",
            "compare the clock by hand",
        ),
        None => Check::warning(NAME, "the server sent no Date", "compare the clock by hand"),
    }
}

/// Seconds that `here` is ahead of `there`.
fn offset(here: SystemTime, there: SystemTime) -> i64 {
    let seconds = |span: std::time::Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    match here.duration_since(there) {
        Ok(ahead) => seconds(ahead),
        Err(behind) => -seconds(behind.duration()),
    }
}

fn judge(offset: i64) -> Check {
    let off = offset.unsigned_abs();
    let message = match offset {
        0 => "this machine's clock agrees with the server's".to_owned(),
        1.. => format!("this machine's clock is {off} s ahead of the server's"),
        _ => format!("this machine's clock is {off} s behind the server's"),
    };
    let check = if off > FAIL_SECONDS {
        let advice = "set this machine's clock; over 600 s the server refuses every call";
        Check::failed_as(ErrorKind::Api, NAME, message, advice)
    } else if off > WARN_SECONDS {
        let advice = "have this machine's clock kept right (NTP); over 600 s the server refuses every call";
        Check::warning(NAME, message, advice)
    } else {
        Check::ok(NAME, message)
    };
    check.with_offset(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn offsets_have_the_right_sign() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(offset(at(100), at(40)), 60);
        assert_eq!(offset(at(40), at(100)), -60);
    }

    #[test]
    fn the_bounds() {
        for (offset, status) in [
            (0, "ok"),
            (30, "ok"),
            (-30, "ok"),
            (31, "warning"),
            (-600, "warning"),
            (601, "failed"),
            (-601, "failed"),
        ] {
            assert!(judge(offset).text().starts_with(status), "{offset}");
        }
    }
}
