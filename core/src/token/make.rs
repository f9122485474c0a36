//! Makes a token04: checks the sizes, writes the claims, encrypts them.
//! `app_id` stands first in the claims: the first block is the one that a changed IV rewrites without a trace.

use super::envelope::{self, MAX_CLAIMS_BYTES};
use super::{Privileges, Token, TokenError, TokenStamp, key};
use crate::app::App;
use alloc::string::String;
use core::fmt;
use core::time::Duration;
use serde::Serialize;
use serde::de::IgnoredAny;

/// The longest user id, in bytes.
const MAX_USER_ID_BYTES: usize = 256;
/// Ten years. More is a number of milliseconds.
const MAX_VALID_FOR_S: u64 = 3650 * 86_400;

/// What a token is to say: for whom, for how long, and with which payload.
///
/// ```
/// use std::time::Duration;
/// use zegoapi_core::{App, NewToken, Privileges, TokenStamp};
///
/// let app = App::new(1234567890, "fa94dd0f974cf2e293728a526b028271")?;
/// let stamp = TokenStamp::from_random([7; TokenStamp::RANDOM_LEN], 1_700_000_000)?;
/// let privileges = Privileges::in_room("demo")?.allow_login();
/// let token = NewToken::new("user1", Duration::from_secs(3600))?
///     .with_privileges(&privileges)
///     .make(&app, &stamp)?;
/// assert_eq!(token.expire(), 1_700_003_600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct NewToken {
    user_id: String,
    valid_for_s: u32,
    payload: String,
}

/// The claims in the order in which they are written.
#[derive(Serialize)]
struct Claims<'a> {
    app_id: u32,
    user_id: &'a str,
    nonce: i32,
    ctime: i64,
    expire: i64,
    payload: &'a str,
}

impl NewToken {
    /// A basic token, without payload: its user may log in to every room and publish there.
    ///
    /// A fraction of a second of `valid_for` is dropped. In-app chat (ZIM) accepts
    /// [`Token::ZIM_MAX_VALID_FOR`] at most.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](super::TokenErrorKind::InvalidInput) when `user_id` is empty or longer than 256 bytes, or when
    /// `valid_for` is below 1 second or above 10 years.
    pub fn new(user_id: impl Into<String>, valid_for: Duration) -> Result<Self, TokenError> {
        let user_id = user_id.into();
        match user_id.len() {
            0 => return Err(TokenError::too_small("user_id", 1, 0)),
            size if size > MAX_USER_ID_BYTES => {
                return Err(TokenError::too_large("user_id", MAX_USER_ID_BYTES, size));
            }
            _ => {}
        }
        let size = |seconds: u64| usize::try_from(seconds).unwrap_or(usize::MAX);
        let valid_for_s = match valid_for.as_secs() {
            0 => return Err(TokenError::too_small("valid_for", 1, 0)),
            seconds if seconds > MAX_VALID_FOR_S => {
                return Err(TokenError::too_large(
                    "valid_for",
                    size(MAX_VALID_FOR_S),
                    size(seconds),
                ));
            }
            seconds => u32::try_from(seconds).unwrap_or(u32::MAX),
        };
        let payload = String::new();
        Ok(Self {
            user_id,
            valid_for_s,
            payload,
        })
    }

    /// Restricts the token to these privileges.
    #[must_use]
    pub fn with_privileges(mut self, privileges: &Privileges) -> Self {
        self.payload = privileges.to_json();
        self
    }

    /// Sets a payload of one's own; empty for a basic token.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](super::TokenErrorKind::InvalidInput) when it is neither empty nor JSON: clients refuse such a
    /// token (error 1002075).
    pub fn with_payload(mut self, payload: impl Into<String>) -> Result<Self, TokenError> {
        self.payload = payload.into();
        if !self.payload.is_empty() && serde_json::from_str::<IgnoredAny>(&self.payload).is_err() {
            return Err(TokenError::malformed("payload", "JSON", self.payload.len()));
        }
        Ok(self)
    }

    /// Makes the token, with the application's AppId and ServerSecret.
    ///
    /// It is valid from the stamp's time on, corrected by what the application has learned of the server's clock
    /// ([`App::clock_offset_s`]).
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](super::TokenErrorKind::InvalidInput) when the ServerSecret has not exactly 32 bytes, or when
    /// the payload, with the escapes that JSON adds to it, does not fit into the 32,751 bytes of a token's claims.
    pub fn make(&self, app: &App, stamp: &TokenStamp) -> Result<Token, TokenError> {
        let key = key(app)?;
        let ctime = (stamp.now + i64::from(app.clock_offset_s())).max(0);
        let expire = ctime + i64::from(self.valid_for_s);
        let claims = Claims {
            app_id: app.app_id(),
            user_id: &self.user_id,
            nonce: stamp.nonce,
            ctime,
            expire,
            payload: &self.payload,
        };
        // Cannot fail: text and numbers all have a form in JSON.
        let claims = serde_json::to_vec(&claims).unwrap_or_default();
        let text =
            envelope::seal(&claims, expire, key, &stamp.iv).ok_or_else(|| self.too_large(claims.len()))?;
        Ok(Token { text, expire })
    }

    /// The payload as JSON writes it is what can be made shorter.
    fn too_large(&self, claims_len: usize) -> TokenError {
        let size = serde_json::to_vec(&self.payload).map_or(0, |text| text.len().saturating_sub(2));
        let others = claims_len.saturating_sub(size);
        TokenError::too_large("payload", MAX_CLAIMS_BYTES.saturating_sub(others), size)
    }
}

impl fmt::Debug for NewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewToken")
            .field("user_id", &self.user_id)
            .field("valid_for_s", &self.valid_for_s)
            .field("payload", &format_args!("({} bytes)", self.payload.len()))
            .finish()
    }
}
