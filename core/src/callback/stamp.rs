//! What is signed of a callback: its timestamp and its nonce, together with the secret.
//! The signature is the SHA-1 of the three, sorted as text and joined with nothing between them.

use super::CallbackError;
use alloc::string::String;
use core::fmt;
use sha1::{Digest, Sha1};

pub(super) const SIGNATURE_BYTES: usize = 20;

/// The timestamp, the nonce and the signature of a callback, as text, as they were sent.
///
/// `Debug` leaves out the nonce and the signature.
///
/// ```
/// use zegoapi_core::CallbackStamp;
///
/// let stamp = CallbackStamp::signed("secret", "1470820198", "123412");
/// assert_eq!(stamp.signature(), "5bd59fd62953a8059fb7eaba95720f66d19e4517");
/// assert_eq!(stamp.unix_s()?, 1_470_820_198);
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CallbackStamp {
    timestamp: String,
    nonce: String,
    signature: String,
}

impl CallbackStamp {
    /// A stamp from its three parts. Of a number, give the digits that were sent.
    pub fn new(timestamp: impl Into<String>, nonce: impl Into<String>, signature: impl Into<String>) -> Self {
        Self {
            timestamp: timestamp.into(),
            nonce: nonce.into(),
            signature: signature.into(),
        }
    }

    /// A stamp that is signed with this `CallbackSecret`, as the vendor signs: for tests of one's own receiver.
    pub fn signed(secret: &str, timestamp: impl Into<String>, nonce: impl Into<String>) -> Self {
        let (timestamp, nonce) = (timestamp.into(), nonce.into());
        let mut text = [0; SIGNATURE_BYTES * 2];
        // Cannot fail: the buffer has twice the length of the digest.
        let _ = hex::encode_to_slice(digest(secret, &timestamp, &nonce), &mut text);
        let signature = text.iter().map(|byte| char::from(*byte)).collect();
        Self {
            timestamp,
            nonce,
            signature,
        }
    }

    /// The timestamp as it was sent.
    pub fn timestamp(&self) -> &str {
        &self.timestamp
    }

    /// The nonce as it was sent.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// The signature as it was sent.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// The timestamp in Unix seconds: 10 digits are seconds, 13 are milliseconds.
    ///
    /// # Errors
    ///
    /// [`BadTimestamp`](super::CallbackErrorKind::BadTimestamp) when it is neither.
    pub fn unix_s(&self) -> Result<i64, CallbackError> {
        let bytes = self.timestamp.as_bytes();
        // A leading zero would let one number be written in two lengths.
        let digits = bytes.iter().all(u8::is_ascii_digit) && bytes.first() != Some(&b'0');
        let number = self.timestamp.parse::<i64>().ok().filter(|_| digits);
        match (bytes.len(), number) {
            (10, Some(seconds)) => Ok(seconds),
            (13, Some(milliseconds)) => Ok(milliseconds / 1000),
            (size, _) => Err(CallbackError::bad_timestamp(size)),
        }
    }

    pub(super) fn expected(&self, secret: &str) -> [u8; SIGNATURE_BYTES] {
        digest(secret, &self.timestamp, &self.nonce)
    }

    /// The bytes of the signature; `None` when it is not 40 hex digits.
    pub(super) fn signature_bytes(&self) -> Option<[u8; SIGNATURE_BYTES]> {
        let mut bytes = [0; SIGNATURE_BYTES];
        hex::decode_to_slice(&self.signature, &mut bytes)
            .ok()
            .map(|()| bytes)
    }
}

fn digest(secret: &str, timestamp: &str, nonce: &str) -> [u8; SIGNATURE_BYTES] {
    let mut parts = [secret, timestamp, nonce];
    parts.sort_unstable();
    let mut sha1 = Sha1::new();
    for part in parts {
        sha1.update(part);
    }
    sha1.finalize().into()
}

impl fmt::Debug for CallbackStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.unix_s().ok();
        f.debug_struct("CallbackStamp")
            .field("unix_s", &time)
            .field("nonce", &"***")
            .field("signature", &"***")
            .finish()
    }
}
