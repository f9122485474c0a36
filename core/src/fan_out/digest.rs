//! What tells one message from another in a report on disk: a digest of room, sender and content.

use crate::error::{Error, InvalidInput};
use core::fmt;
use core::str::FromStr;
use md5::{Digest, Md5};

/// The length of the text in characters.
const LEN: usize = 16;

/// A digest of a message: 16 lower-case hex characters. Equal for the same room, sender and content.
///
/// It keeps a report of one message from being resumed with another. It is no secret, and no proof against somebody who
/// looks for two messages with one digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageDigest([u8; LEN]);

impl MessageDigest {
    /// The digest of a message.
    pub fn of(room_id: &str, from_user_id: &str, content: &str) -> Self {
        let mut digest = Md5::new();
        for text in [room_id, from_user_id, content] {
            // With its length, so that no two messages are joined to the same bytes.
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
        let mut hex = [0; LEN];
        // Cannot fail: the buffer has twice the length of the input.
        let _ = hex::encode_to_slice(&digest.finalize()[..LEN / 2], &mut hex);
        Self(hex)
    }

    /// The digest as text.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for MessageDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MessageDigest {
    type Err = Error;

    /// Reads the digest's text.
    fn from_str(text: &str) -> Result<Self, Error> {
        let hex = |b: &u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        let bytes = text.as_bytes().try_into().ok().map(Self);
        bytes.filter(|digest| digest.0.iter().all(hex)).ok_or_else(|| {
            InvalidInput::malformed("message", "16 lower-case hex characters", text.len()).into()
        })
    }
}
