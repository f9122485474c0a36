//! What an unsuccessful try leads to: the whole policy of retries, in one place.

use super::CallOptions;
use crate::action::Effect;
use crate::codes::{CodeKind, LimitedBy};
use crate::error::{Applied, Error};

/// What to do after a try that did not succeed.
pub(super) enum Verdict {
    /// The call ends with this error.
    End,
    /// Another try, after a delay.
    Again { delay_ms: u64 },
    /// A quota refused it: it waits for its turn again, for as long as the call has time.
    InTurn { by: LimitedBy },
    /// The timestamp was refused: correct the clock and try again at once, if there is something to correct.
    CorrectClock,
}

/// The least delay after a refusal by a quota that no limiter here keeps.
const QUOTA_DELAY_MS: u64 = 100;

/// `jitter` is random; the delay is drawn evenly between 0 and the longest (full jitter).
pub(super) fn of(
    error: &Error,
    effect: Effect,
    options: &CallOptions,
    failures: u32,
    jitter: u64,
) -> Verdict {
    if error.code_kind() == Some(CodeKind::Clock) {
        return Verdict::CorrectClock;
    }
    if let Some(by) = limited_by(error) {
        return if options.fail_fast {
            Verdict::End
        } else {
            Verdict::InTurn { by }
        };
    }
    let safe = !may_be_applied(error) || effect.may_repeat() || options.duplicates_ok;
    if !safe || !error.retryable() || failures > options.retries {
        return Verdict::End;
    }
    Verdict::Again {
        delay_ms: delay_ms(options, failures, jitter),
    }
}

/// The delay after so many failures, at least one.
fn delay_ms(options: &CallOptions, failures: u32, jitter: u64) -> u64 {
    let doublings = failures.saturating_sub(1).min(63);
    let longest = options
        .backoff_ms
        .saturating_mul(1 << doublings)
        .min(options.max_backoff_ms);
    jitter % longest.saturating_add(1)
}

/// The same after a refusal by a quota that no limiter here keeps.
pub(super) fn quota_delay_ms(options: &CallOptions, refusals: u32, jitter: u64) -> u64 {
    delay_ms(options, refusals, jitter).max(QUOTA_DELAY_MS)
}

pub(super) fn may_be_applied(error: &Error) -> bool {
    error.applied() == Applied::Unknown
}

/// Whose quota refused it.
pub(super) fn limited_by(error: &Error) -> Option<LimitedBy> {
    match error {
        Error::Api(error) => error.entry()?.limited_by,
        _ => None,
    }
}
