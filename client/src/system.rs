//! What the core takes as arguments and the operating system has: the time and random bytes.

use rand::TryRng;
use rand::rngs::SysRng;
use std::time::{SystemTime, UNIX_EPOCH};
use zegoapi_core::{Error, NotSent, NotSentCause, Stamp};

/// A new stamp from the system's clock and random source. Asks the operating system each time, so that a
/// forked child never repeats its parent's nonces.
///
/// # Errors
///
/// [`Error::NotSent`] when the system gives no random bytes or its clock stands before 1970.
pub fn new_stamp() -> Result<Stamp, Error> {
    let mut bytes = [0; Stamp::RANDOM_LEN];
    let random = SysRng.try_fill_bytes(&mut bytes);
    random.map_err(|_| NotSent::new(NotSentCause::System, "no random bytes"))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_err(|_| NotSent::new(NotSentCause::System, "the clock stands before 1970"))?;
    let seconds = i64::try_from(now.as_secs());
    Stamp::from_random(
        bytes,
        seconds.map_err(|_| NotSent::new(NotSentCause::System, "the clock"))?,
    )
}

#[cfg(test)]
mod tests {
    use super::new_stamp;

    #[test]
    fn no_two_stamps_are_alike() {
        assert_ne!(new_stamp().unwrap(), new_stamp().unwrap());
    }
}
