//! What the core takes as arguments and the operating system has: the time and random bytes.

use rand::TryRng;
use rand::rngs::SysRng;
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use zegoapi_core::{Error, NotSent, NotSentCause, Stamp, Time};

/// Random bytes from the operating system, each time anew, so that a forked child never repeats its parent's.
///
/// # Errors
///
/// [`Error::NotSent`] when the system gives none.
pub fn fill_random(bytes: &mut [u8]) -> Result<(), Error> {
    let filled = SysRng.try_fill_bytes(bytes);
    filled.map_err(|_| NotSent::new(NotSentCause::System, "no random bytes").into())
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    fill_random(&mut bytes).map(|()| bytes)
}

/// Unix time in milliseconds; 0 for a clock before 1970.
fn unix_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A new stamp from the system's clock and random source, for requests that are made by hand.
///
/// # Errors
///
/// [`Error::NotSent`] when the system gives no random bytes.
pub fn new_stamp() -> Result<Stamp, Error> {
    let unix_ms = unix_ms();
    let stamp = Stamp::from_random(random()?, unix_ms.div_euclid(1000))?;
    Ok(stamp.with_sequence(unix_ms))
}

/// A monotonic clock in milliseconds, together with Unix time: for who drives a [`Call`](zegoapi_core::Call) by hand.
///
/// All clocks of a process show the same time, for all that is made from one application shares its rate limits: clients
/// that were made at different times, and calls that are driven by hand.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
}

/// When the first clock was made. A forked child goes on from there.
static START: OnceLock<Instant> = OnceLock::new();

impl Clock {
    /// The clock. It begins at 0 when the first one of the process is made.
    #[expect(
        clippy::new_without_default,
        reason = "a default that reads a clock surprises"
    )]
    pub fn new() -> Self {
        Self {
            start: *START.get_or_init(Instant::now),
        }
    }

    /// The time.
    pub fn now(&self) -> Time {
        Time {
            monotonic_ms: millis(self.start.elapsed()),
            unix_ms: unix_ms(),
        }
    }

    /// The instant at which the clock shows this time.
    pub fn instant(&self, monotonic_ms: u64) -> Instant {
        let since_start = Duration::from_millis(monotonic_ms);
        // No driver waits for centuries; one that is told to looks again in an hour.
        self.start
            .checked_add(since_start)
            .unwrap_or_else(|| Instant::now() + Duration::from_secs(3600))
    }
}

/// The time so far from now; for a time that the system cannot count to, one that nobody lives to see.
pub(crate) fn after(duration: Duration) -> Instant {
    const A_CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);
    let now = Instant::now();
    now.checked_add(duration).unwrap_or(now + A_CENTURY)
}

/// Whole milliseconds.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Clock, after, new_stamp};
    use std::thread::sleep;
    use std::time::Duration;

    #[test]
    fn no_two_stamps_are_alike() {
        assert_ne!(new_stamp().unwrap(), new_stamp().unwrap());
    }

    #[test]
    fn clocks_that_are_made_at_different_times_show_the_same() {
        let before = Clock::new().now();
        sleep(Duration::from_millis(30));
        let after = Clock::new().now();
        assert!(after.monotonic_ms >= before.monotonic_ms + 30);
    }

    #[test]
    fn a_wait_without_end_is_a_wait() {
        assert!(after(Duration::MAX) > after(Duration::from_secs(1_000_000)));
    }
}
