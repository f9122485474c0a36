//! Times and random bytes as JavaScript tells them.

use zegoapi_client::Time;

/// A time of JavaScript's clocks: milliseconds that never go backwards, and Unix seconds.
pub(crate) fn time(monotonic_ms: f64, unix_s: f64) -> Time {
    Time { monotonic_ms: whole(monotonic_ms), unix_s: signed(unix_s) }
}

/// A whole number that is not negative; JavaScript has checked that it is one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
pub(crate) fn whole(number: f64) -> u64 {
    number as u64
}

#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn signed(number: f64) -> i64 {
    number as i64
}

/// A number for JavaScript. Those that cross are times and counts, far below 2^53.
#[allow(clippy::cast_precision_loss, reason = "times and counts are far below 2^53")]
pub(crate) fn number(number: u64) -> f64 {
    number as f64
}

/// The sixteen random bytes of a step. Fewer are filled up with zeros; JavaScript gives sixteen.
pub(crate) fn random(bytes: &[u8]) -> [u8; 16] {
    let mut random = [0; 16];
    let len = bytes.len().min(random.len());
    random[..len].copy_from_slice(&bytes[..len]);
    random
}
