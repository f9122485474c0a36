//! Times and random bytes as JavaScript tells them.

use zegoapi_client::{Error, Time, fill_random};

/// A time of JavaScript's clocks: milliseconds that never go backwards, and Unix seconds.
pub(crate) fn time(monotonic_ms: f64, unix_s: f64) -> Time {
    Time {
        monotonic_ms: whole(monotonic_ms),
        unix_s: signed(unix_s),
    }
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

#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn signed(number: f64) -> i64 {
    number as i64
}

/// A number for JavaScript. Those that cross are times and counts.
#[allow(clippy::cast_precision_loss, reason = "times and counts are far below 2^53")]
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
