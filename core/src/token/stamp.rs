//! What makes each token unlike the one before: its IV, its nonce and its time.
//! All are arguments, so that a test is exact and the core draws no random number.

use super::TokenError;
use core::fmt;

/// The first second that is taken for milliseconds: the year 5138.
const FIRST_IMPLAUSIBLE_SECOND: i64 = 100_000_000_000;

/// The IV, the nonce and the time of one token. **Make a new one for every token.**
///
/// ```
/// use zegoapi_core::TokenStamp;
///
/// // 20 bytes of the system's random source, and the Unix time in seconds.
/// let stamp = TokenStamp::from_random([7; TokenStamp::RANDOM_LEN], 1_700_000_000)?;
/// assert_eq!(stamp.now(), 1_700_000_000);
/// assert!(TokenStamp::from_random([7; 20], 1_700_000_000_000).is_err(), "milliseconds");
/// # Ok::<(), zegoapi_core::TokenError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenStamp {
    pub(super) iv: [u8; TokenStamp::IV_LEN],
    pub(super) nonce: i32,
    pub(super) now: i64,
}

impl TokenStamp {
    /// The bytes of an IV.
    pub const IV_LEN: usize = 16;
    /// The random bytes behind an IV and a nonce.
    pub const RANDOM_LEN: usize = Self::IV_LEN + size_of::<i32>();

    /// A stamp from an IV of random bytes, a nonce of any value, and the Unix time in **seconds**.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](super::TokenErrorKind::InvalidInput) when the time lies before 1970 or is so large that it
    /// must be milliseconds.
    pub const fn new(iv: [u8; Self::IV_LEN], nonce: i32, now: i64) -> Result<Self, TokenError> {
        if now < 0 || now >= FIRST_IMPLAUSIBLE_SECOND {
            return Err(TokenError::malformed("now", "Unix time in seconds", 0));
        }
        Ok(Self { iv, nonce, now })
    }

    /// A stamp from 20 random bytes and the Unix time in **seconds**. The nonce comes out between 0 and 2^31 - 1,
    /// the range that most of the vendor's own makers use.
    ///
    /// The bytes must come from a cryptographic source, and must not repeat after a fork.
    ///
    /// # Errors
    ///
    /// As [`TokenStamp::new`].
    pub fn from_random(bytes: [u8; Self::RANDOM_LEN], now: i64) -> Result<Self, TokenError> {
        let [iv @ .., a, b, c, d] = bytes;
        Self::new(iv, i32::from_be_bytes([a & 0x7f, b, c, d]), now)
    }

    /// The time of this stamp, in Unix seconds.
    pub const fn now(&self) -> i64 {
        self.now
    }
}

impl fmt::Debug for TokenStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenStamp")
            .field("iv", &"***")
            .field("nonce", &"***")
            .field("now", &self.now)
            .finish()
    }
}
