//! What makes each request unlike the one before: its nonce and its time.
//! Both are arguments, so that a test or a replay is exact.

use crate::error::{Error, InvalidInput};
use core::fmt;

/// The `SignatureNonce`, `Timestamp` and `Sequence` of one request. **Make a new one for every request**, retries included.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    nonce: [u8; Stamp::NONCE_LEN],
    timestamp: i64,
    sequence: i64,
}

impl Stamp {
    /// The length of a nonce in characters.
    pub const NONCE_LEN: usize = 16;
    /// The number of random bytes behind a nonce.
    pub const RANDOM_LEN: usize = 8;

    /// A stamp from a nonce that is already text: 16 lower-case hex characters.
    ///
    /// `timestamp` is Unix time in **seconds**.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the nonce has another form or the time lies before 1970.
    pub fn new(nonce: &str, timestamp: i64) -> Result<Self, Error> {
        let malformed = || InvalidInput::malformed("nonce", "16 lower-case hex characters", nonce.len());
        let bytes: [u8; Self::NONCE_LEN] = nonce.as_bytes().try_into().map_err(|_| malformed())?;
        if !bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(malformed().into());
        }
        Self::checked(bytes, timestamp)
    }

    /// A stamp from 8 random bytes and the Unix time in **seconds**.
    ///
    /// The bytes must come from a cryptographic source, and must not repeat after a fork.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the time lies before 1970.
    pub fn from_random(bytes: [u8; Self::RANDOM_LEN], timestamp: i64) -> Result<Self, Error> {
        let mut nonce = [0; Self::NONCE_LEN];
        // Cannot fail: the buffer has twice the length of the input.
        let _ = hex::encode_to_slice(bytes, &mut nonce);
        Self::checked(nonce, timestamp)
    }

    fn checked(nonce: [u8; Self::NONCE_LEN], timestamp: i64) -> Result<Self, Error> {
        if timestamp < 0 {
            return Err(InvalidInput::malformed("timestamp", "Unix time in seconds, not negative", 0).into());
        }
        Ok(Self {
            nonce,
            timestamp,
            sequence: timestamp.saturating_mul(1000),
        })
    }

    /// The same stamp with another `Sequence`, for actions that carry one. Each request about one thing, such as a
    /// stream, needs a larger one than the request before. Without this it is the timestamp in milliseconds.
    #[must_use]
    pub const fn with_sequence(mut self, sequence: i64) -> Self {
        self.sequence = sequence;
        self
    }

    /// The `Sequence` of this stamp.
    pub const fn sequence(&self) -> i64 {
        self.sequence
    }

    /// The time of this stamp, in Unix seconds.
    pub fn timestamp(&self) -> i64 {
        self.timestamp
    }

    /// The nonce: 16 lower-case hex characters.
    pub fn nonce(&self) -> &[u8; Self::NONCE_LEN] {
        &self.nonce
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stamp")
            .field("nonce", &"***")
            .field("timestamp", &self.timestamp)
            .field("sequence", &self.sequence)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_become_lower_case_hex() {
        let stamp = Stamp::from_random([0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3], 7).unwrap();
        assert_eq!(stamp, Stamp::new("4fd24687296dd9f3", 7).unwrap());
    }

    #[test]
    fn refuses_a_nonce_of_another_form() {
        for nonce in [
            "",
            "4fd24687296dd9f",
            "4fd24687296dd9f33",
            "4FD24687296DD9F3",
            "4fd24687296dd9fg",
            "4fd24687296dd9é",
        ] {
            let Err(Error::InvalidInput(e)) = Stamp::new(nonce, 7) else {
                panic!("{nonce:?}")
            };
            assert_eq!((e.field(), e.size()), ("nonce", Some(nonce.len())));
        }
    }

    #[test]
    fn refuses_a_time_before_1970() {
        assert!(Stamp::new("4fd24687296dd9f3", -1).is_err());
        assert!(Stamp::new("4fd24687296dd9f3", 0).is_ok());
    }
}
