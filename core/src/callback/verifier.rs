//! Verifies what is signed of a callback, its age, and that it did not come before.
//! The body is not signed, so nothing here says anything of it.

use super::error::saturating;
use super::{CallbackError, CallbackErrorKind, CallbackStamp, Claim, NonceKey, NonceMemory};
use crate::error::InvalidInput;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const DEFAULT_WINDOW_S: u32 = 600;
/// A day: for those who take callbacks out of a queue without the time at which they were received.
const MAX_WINDOW_S: u32 = 86_400;

/// Verifies the **stamp** of callbacks: that whoever made timestamp and nonce knew the `CallbackSecret`, when that was,
/// and that the stamp did not come before. It cannot verify the body, which the vendor does not sign: a captured stamp
/// fits any body, until it is claimed or too old.
///
/// The `CallbackSecret` is not the ServerSecret. It is wiped from memory when the verifier is dropped.
///
/// ```
/// use zegoapi_core::{Callback, CallbackVerifier, RecentNonces};
///
/// let verifier = CallbackVerifier::new("b3ca7d8f1e2a4c5d9e0f")?.with_secret("the-one-before")?;
/// let mut memory = RecentNonces::default();
///
/// let body = br#"{"event":"room_login","appid":"1","timestamp":"1499676978","nonce":"350176",
///     "signature":"5b5d343e1517ac9729b1eef3150fd6a2a0ed1594","user_account":"rose"}"#;
/// let now = 1_499_676_980;
/// let callback = Callback::read(body)?;
/// let verified = verifier.verify_stamp(callback.stamp(), now, &mut memory)?;
/// assert_eq!((verified.secret_index(), verified.age_s()), (0, 2));
/// // Deal with the event; then commit, or release where that failed.
/// verified.commit(&mut memory);
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone)]
pub struct CallbackVerifier {
    secrets: Vec<Zeroizing<String>>,
    window_s: u32,
}

/// A stamp that was verified: with which secret, how old it is, and what it is remembered by.
///
/// ```
/// use zegoapi_core::{CallbackStamp, CallbackVerifier, RecentNonces};
///
/// let verifier = CallbackVerifier::new("secret")?;
/// let mut memory = RecentNonces::default();
/// let stamp = CallbackStamp::signed("secret", "1700000000", "1");
/// let verified = verifier.verify_stamp(&stamp, 1_700_000_000, &mut memory)?;
/// // The event could not be dealt with: the vendor's next try is taken.
/// verified.release(&mut memory);
/// assert!(verifier.verify_stamp(&stamp, 1_700_000_002, &mut memory).is_ok());
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "to be committed once the event was dealt with, or else released"]
pub struct VerifiedStamp {
    secret_index: usize,
    age_s: i64,
    key: NonceKey,
    until: i64,
}

impl CallbackVerifier {
    /// A verifier for one `CallbackSecret`, as the vendor's console shows it, and a window of 600 seconds.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](CallbackErrorKind::InvalidInput) when the secret is empty, or holds white space or control
    /// characters.
    pub fn new(secret: impl Into<String>) -> Result<Self, CallbackError> {
        let none = Self {
            secrets: Vec::new(),
            window_s: DEFAULT_WINDOW_S,
        };
        none.with_secret(secret)
    }

    /// Adds another secret: the one before, or the next one, while they are being changed.
    ///
    /// # Errors
    ///
    /// As [`CallbackVerifier::new`].
    pub fn with_secret(mut self, secret: impl Into<String>) -> Result<Self, CallbackError> {
        let secret = Zeroizing::new(secret.into());
        if secret.is_empty() {
            return Err(CallbackError::input(InvalidInput::too_small(
                "callback_secret",
                1,
                0,
            )));
        }
        if secret.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let expected = "text without white space or control characters (a newline from a file?)";
            let input = InvalidInput::malformed("callback_secret", expected, secret.len());
            return Err(CallbackError::input(input));
        }
        self.secrets.push(secret);
        Ok(self)
    }

    /// Sets how far a timestamp may lie back or ahead, in whole seconds. The vendor's last try comes 62 seconds after
    /// its first, so the 600 of the default leave room for clocks that differ.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](CallbackErrorKind::InvalidInput) when it is below 1 second or above 1 day.
    pub fn with_window(mut self, window: Duration) -> Result<Self, CallbackError> {
        let size = saturating(window.as_secs());
        self.window_s = match u32::try_from(window.as_secs()) {
            Ok(0) => return Err(CallbackError::input(InvalidInput::too_small("window", 1, 0))),
            Ok(seconds) if seconds <= MAX_WINDOW_S => seconds,
            _ => {
                return Err(CallbackError::input(InvalidInput::too_large(
                    "window",
                    MAX_WINDOW_S as usize,
                    size,
                )));
            }
        };
        Ok(self)
    }

    /// Verifies a stamp's signature and age, and claims it in the memory. `now` is Unix time in seconds: the time at
    /// which the callback was received, where it waited in a queue since.
    ///
    /// # Errors
    ///
    /// Each [`CallbackErrorKind`] from `BadTimestamp` on; [`CallbackError::answer_status`] says what to answer.
    pub fn verify_stamp<M: NonceMemory + ?Sized>(
        &self,
        stamp: &CallbackStamp,
        now: i64,
        memory: &mut M,
    ) -> Result<VerifiedStamp, CallbackError> {
        let verified = self.check_stamp(stamp, now)?;
        match memory.claim(verified.key, now, verified.until) {
            Claim::New => Ok(verified),
            Claim::InProgress => Err(CallbackError::claimed(CallbackErrorKind::InProgress)),
            Claim::Done => Err(CallbackError::claimed(CallbackErrorKind::Repeated)),
            Claim::Unavailable => Err(CallbackError::claimed(CallbackErrorKind::MemoryUnavailable)),
        }
    }

    /// Verifies a stamp's signature and age alone, for those whose memory is elsewhere, such as behind an `await`:
    /// claim [`VerifiedStamp::key`] there, until [`VerifiedStamp::until`]. **Without a claim it may be a repeat.**
    ///
    /// # Errors
    ///
    /// `BadTimestamp`, `BadSignature`, `TooOld` and `TooNew`.
    pub fn check_stamp(&self, stamp: &CallbackStamp, now: i64) -> Result<VerifiedStamp, CallbackError> {
        let time = stamp.unix_s()?;
        let bad = CallbackError::bad_signature(stamp.signature().len());
        let signature = stamp.signature_bytes().ok_or_else(|| bad.clone())?;
        let mut secret_index = None;
        // All of them are compared, so that the time taken does not tell which one it was.
        for (index, secret) in self.secrets.iter().enumerate() {
            if bool::from(stamp.expected(secret).ct_eq(&signature)) {
                secret_index = secret_index.or(Some(index));
            }
        }
        let secret_index = secret_index.ok_or(bad)?;
        let age_s = now.saturating_sub(time);
        if age_s.unsigned_abs() > u64::from(self.window_s) {
            return Err(CallbackError::outside_window(age_s, self.window_s));
        }
        let until = time + i64::from(self.window_s);
        Ok(VerifiedStamp {
            secret_index,
            age_s,
            key: NonceKey::of(signature),
            until,
        })
    }
}

impl VerifiedStamp {
    /// Which secret it was signed with: 0 for the verifier's first, 1 for the one added next.
    pub fn secret_index(&self) -> usize {
        self.secret_index
    }

    /// How old it is, in seconds; negative when the sender's clock is ahead.
    pub fn age_s(&self) -> i64 {
        self.age_s
    }

    /// What it is remembered by.
    pub fn key(&self) -> NonceKey {
        self.key
    }

    /// Until when it must be remembered, in Unix seconds; after that it is too old.
    pub fn until(&self) -> i64 {
        self.until
    }

    /// The event was dealt with: a repeat is refused from now on.
    pub fn commit<M: NonceMemory + ?Sized>(self, memory: &mut M) {
        memory.commit(self.key);
    }

    /// The event was not dealt with: the vendor's next try is taken.
    pub fn release<M: NonceMemory + ?Sized>(self, memory: &mut M) {
        memory.release(self.key);
    }
}

impl fmt::Debug for CallbackVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackVerifier")
            .field("secrets", &format_args!("*** ({})", self.secrets.len()))
            .field("window_s", &self.window_s)
            .finish()
    }
}
