//! What a token says, once it is opened: for support, and for tests.
//! Only the holder of the ServerSecret can read it.

use super::envelope::Envelope;
use super::{Privileges, SECRET_LEN, TokenError, TokenErrorKind, cipher};
use crate::app::App;
use alloc::string::String;
use core::fmt;
use core::time::Duration;
use serde::Deserialize;
use zeroize::Zeroizing;

/// What a token says. `Debug` leaves out the payload and the nonce.
///
/// ```
/// use std::time::Duration;
/// use zegoapi_core::{App, NewToken, TokenStamp, TokenValidity};
///
/// let app = App::new(1234567890, "fa94dd0f974cf2e293728a526b028271")?;
/// let stamp = TokenStamp::from_random([7; TokenStamp::RANDOM_LEN], 1_700_000_000)?;
/// let contents = NewToken::new("user1", Duration::from_secs(60))?.make(&app, &stamp)?.open(&app)?;
/// assert_eq!((contents.ctime(), contents.expire()), (1_700_000_000, 1_700_000_060));
/// assert!(contents.is_of(&app) && contents.payload().is_empty() && contents.privileges().is_none());
/// assert_eq!(contents.validity(1_700_000_061, Duration::ZERO), TokenValidity::Expired);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct TokenContents {
    app_id: u32,
    user_id: String,
    nonce: i64,
    ctime: i64,
    expire: i64,
    #[serde(default)]
    payload: Option<String>,
}

/// Whether a token is valid at a time.
///
/// ```
/// assert_eq!(zegoapi_core::TokenValidity::Expired.name(), "expired");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum TokenValidity {
    /// It is.
    Valid = 1,
    /// It was made in the future: a clock is wrong, here or where it was made.
    NotYetValid = 2,
    /// It has expired.
    Expired = 3,
}

impl TokenValidity {
    /// All three, by number.
    pub const ALL: [Self; 3] = [Self::Valid, Self::NotYetValid, Self::Expired];

    /// The name that every language uses, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotYetValid => "not_yet_valid",
            Self::Expired => "expired",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }
}

impl TokenContents {
    pub(super) fn open(envelope: &Envelope, key: &[u8; SECRET_LEN]) -> Result<Self, TokenError> {
        let error = |kind| TokenError::about(kind, envelope.token_len);
        let mut bytes = Zeroizing::new(envelope.ciphertext.clone());
        let opened = cipher::decrypt(key, &envelope.iv, &mut bytes).filter(|claims| is_object(claims));
        let Some(claims) = opened else {
            let hex_decoded = opens_with_hex_decoded(envelope, key);
            let kind = if hex_decoded {
                TokenErrorKind::HexDecodedSecret
            } else {
                TokenErrorKind::OtherSecret
            };
            return Err(error(kind));
        };
        let contents: Self = serde_json::from_slice(claims).map_err(|_| error(TokenErrorKind::NotClaims))?;
        if contents.expire != envelope.expire {
            return Err(error(TokenErrorKind::ExpireMismatch));
        }
        Ok(contents)
    }

    /// The AppId that the token is of.
    pub fn app_id(&self) -> u32 {
        self.app_id
    }

    /// The user whom the token is for.
    pub fn user_id(&self) -> &str {
        &self.user_id
    }

    /// The random number of the token.
    pub fn nonce(&self) -> i64 {
        self.nonce
    }

    /// When the token was made, in Unix seconds.
    pub fn ctime(&self) -> i64 {
        self.ctime
    }

    /// When the token expires, in Unix seconds.
    pub fn expire(&self) -> i64 {
        self.expire
    }

    /// For how many seconds the token was made; negative when it expires before it begins.
    pub fn valid_for_s(&self) -> i64 {
        self.expire.saturating_sub(self.ctime)
    }

    /// The payload: JSON text, or empty in a basic token.
    pub fn payload(&self) -> &str {
        self.payload.as_deref().unwrap_or_default()
    }

    /// The privileges that the payload says, if any.
    pub fn privileges(&self) -> Option<Privileges> {
        Privileges::from_json(self.payload())
    }

    /// Whether the token is of this application.
    pub fn is_of(&self, app: &App) -> bool {
        self.app_id == app.app_id()
    }

    /// Whether the token is valid at `now`, in Unix seconds, where clocks may differ by `leeway`
    /// ([`Token::DEFAULT_LEEWAY`](super::Token::DEFAULT_LEEWAY) does for most).
    pub fn validity(&self, now: i64, leeway: Duration) -> TokenValidity {
        let leeway = i64::try_from(leeway.as_secs()).unwrap_or(i64::MAX);
        if now >= self.expire.saturating_add(leeway) {
            TokenValidity::Expired
        } else if now < self.ctime.saturating_sub(leeway) {
            TokenValidity::NotYetValid
        } else {
            TokenValidity::Valid
        }
    }
}

/// One wrong key in 256 leaves padding that looks right, so the claims must look like claims too.
fn is_object(claims: &[u8]) -> bool {
    let claims = claims.trim_ascii();
    claims.first() == Some(&b'{') && claims.last() == Some(&b'}') && core::str::from_utf8(claims).is_ok()
}

fn opens_with_hex_decoded(envelope: &Envelope, key: &[u8; SECRET_LEN]) -> bool {
    let mut decoded = Zeroizing::new([0; SECRET_LEN / 2]);
    if hex::decode_to_slice(key, &mut *decoded).is_err() {
        return false;
    }
    let mut bytes = Zeroizing::new(envelope.ciphertext.clone());
    cipher::decrypt_128(&decoded, &envelope.iv, &mut bytes).is_some_and(is_object)
}

impl fmt::Debug for TokenContents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenContents")
            .field("app_id", &self.app_id)
            .field("user_id", &self.user_id)
            .field("nonce", &"***")
            .field("ctime", &self.ctime)
            .field("expire", &self.expire)
            .field("payload", &format_args!("({} bytes)", self.payload().len()))
            .finish()
    }
}
