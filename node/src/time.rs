//! Times, numbers and random bytes as JavaScript tells them.

use zegoapi_client::{Clock, Error, Time, fill_random};

/// The time: where JavaScript tells none, for a virtual time of its own, that of the process.
pub(crate) fn time(monotonic_ms: Option<f64>, unix_ms: Option<f64>) -> Time {
    let system = Clock::new().now();
    Time {
        monotonic_ms: monotonic_ms.map_or(system.monotonic_ms, whole),
        unix_ms: unix_ms.map_or(system.unix_ms, signed),
    }
}

/// The system's Unix time in seconds.
pub(crate) fn system_s() -> i64 {
    Clock::new().now().unix_ms.div_euclid(1000)
}

/// A number that JavaScript has found to be whole and not negative.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates"
)]
pub(crate) fn whole(number: f64) -> u64 {
    number as u64
}

/// A number that JavaScript has found to be whole.
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
pub(crate) fn signed(number: f64) -> i64 {
    number as i64
}

/// A number for JavaScript. Those that cross are times, counts and the numbers of calls.
#[allow(clippy::cast_precision_loss, reason = "all of them are far below 2^53")]
pub(crate) fn number(number: u64) -> f64 {
    number as f64
}

/// The sixteen random bytes of a step: those given, for a test that repeats a run, or the system's.
pub(crate) fn random(given: Option<&[u8]>) -> Result<[u8; 16], Error> {
    let mut bytes = [0; 16];
    match given.and_then(|given| given.first_chunk::<16>()) {
        Some(given) => bytes = *given,
        None => fill_random(&mut bytes)?,
    }
    Ok(bytes)
}
