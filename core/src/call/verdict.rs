//! What an unsuccessful try leads to: the whole policy of retries, in one place.

use super::CallOptions;
use crate::codes::CodeKind;
use crate::error::{Delivery, Error};
use crate::http_date::parse_http_date;
use crate::limiter::{Limiter, Ticket};

/// What to do after a try that did not succeed.
pub(super) enum Verdict {
    /// The call ends with this error.
    End,
    /// Another try, after a delay.
    Again { delay_ms: u64 },
    /// The timestamp was refused: correct the clock and try again at once, if the `Date` allows it.
    CorrectClock,
}

/// The quota of one room. It says nothing about the pace of the whole application.
const ROOM_LIMITED: i32 = 207;
/// A clock this close to the server's was right, whatever the server refused.
const CLOCK_WAS_RIGHT_S: u64 = 60;

/// `jitter` is random; the delay is drawn evenly between 0 and the longest (full jitter).
pub(super) fn of(error: &Error, options: &CallOptions, tries: u32, jitter: u64) -> Verdict {
    if error.code_kind() == Some(CodeKind::Clock) {
        return Verdict::CorrectClock;
    }
    let safe = !may_be_delivered(error) || options.duplicates_ok;
    if !safe || !error.retryable() || !tries_left(options, tries) {
        return Verdict::End;
    }
    // The limiter slows all calls down after a refusal by the quota; more delay would waste what is free.
    let doublings = if is_refused_by_quota(error) {
        0
    } else {
        tries.saturating_sub(1).min(63)
    };
    let longest = options
        .backoff_ms
        .saturating_mul(1 << doublings)
        .min(options.max_backoff_ms);
    Verdict::Again {
        delay_ms: jitter % longest.saturating_add(1),
    }
}

pub(super) fn tries_left(options: &CallOptions, tries: u32) -> bool {
    tries <= options.retries
}

pub(super) fn may_be_delivered(error: &Error) -> bool {
    error.delivery() == Delivery::Unknown
}

/// Tells the limiter how a try ended.
pub(super) fn tell(limiter: &mut Limiter, ticket: Ticket, now_ms: u64, error: &Error) {
    match error {
        Error::NotSent(_) => limiter.not_sent(ticket, now_ms),
        _ if is_refused_by_quota(error) => limiter.refused(ticket, now_ms),
        _ => limiter.finished(ticket, now_ms),
    }
}

/// Whether the application's quota refused it.
fn is_refused_by_quota(error: &Error) -> bool {
    error.code_kind() == Some(CodeKind::Limited) && error.code() != Some(ROOM_LIMITED)
}

/// How far the server's clock is ahead, by its `Date`; `None` when that cannot be read, or when the timestamp
/// that was refused agrees with it.
pub(super) fn clock_offset(date: &str, unix_s: i64, timestamp: i64) -> Option<i32> {
    let server = parse_http_date(date)?;
    if server.abs_diff(timestamp) <= CLOCK_WAS_RIGHT_S {
        return None;
    }
    i32::try_from(server.checked_sub(unix_s)?).ok()
}
