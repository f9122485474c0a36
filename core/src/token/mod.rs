//! token04, the text by which a client logs in to a room: made, opened and explained.
//! Random bytes and time are arguments; the ServerSecret comes from the [`App`].

mod cipher;
mod contents;
mod envelope;
mod error;
mod make;
mod privileges;
mod stamp;

pub use contents::{TokenContents, TokenValidity};
pub use error::{TokenError, TokenErrorKind};
pub use make::NewToken;
pub use privileges::Privileges;
pub use stamp::TokenStamp;

use crate::app::App;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;
use core::time::Duration;
use envelope::Envelope;

/// The bytes of the only ServerSecret that token04 can be made with.
const SECRET_LEN: usize = 32;

/// The secret as a key: its 32 bytes as they are, not decoded from hex.
fn key(app: &App) -> Result<&[u8; SECRET_LEN], TokenError> {
    let secret = app.server_secret().as_bytes();
    secret
        .try_into()
        .map_err(|_| TokenError::exact("server_secret", SECRET_LEN, secret.len()))
}

/// A token04. Whoever has it can log in as its user until it expires, so neither `Debug` nor `Display` shows it:
/// both print `04...(214 bytes)`. [`Token::as_str`] is the one way to the text.
///
/// Made by [`NewToken::make`], or read from text by [`Token::parse`].
///
/// ```
/// use std::time::Duration;
/// use zegoapi_core::{App, NewToken, Token, TokenStamp, TokenValidity};
///
/// let app = App::new(1234567890, "fa94dd0f974cf2e293728a526b028271")?;
/// let stamp = TokenStamp::from_random([7; TokenStamp::RANDOM_LEN], 1_700_000_000)?;
/// let token = NewToken::new("user1", Duration::from_secs(3600))?.make(&app, &stamp)?;
/// assert!(token.as_str().starts_with("04AAAA"));
/// assert!(format!("{token} {token:?}").starts_with("04...("));
///
/// let contents = Token::parse(token.as_str())?.open(&app)?;
/// assert_eq!(contents.user_id(), "user1");
/// assert_eq!(contents.validity(1_700_000_000, Duration::ZERO), TokenValidity::Valid);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    text: String,
    expire: i64,
}

impl Token {
    /// The longest time that in-app chat (ZIM) accepts a token for. Rooms have no maximum that is known.
    pub const ZIM_MAX_VALID_FOR: Duration = Duration::from_secs(24 * 86_400);
    /// How far clocks may differ before a token counts as expired or as not valid yet: 60 seconds.
    pub const DEFAULT_LEEWAY: Duration = Duration::from_secs(60);

    /// Reads a text's outer form, which needs no secret, and says which mistake it is where it is no token04.
    ///
    /// # Errors
    ///
    /// Each [`TokenErrorKind`] from [`Empty`](TokenErrorKind::Empty) to [`Malformed`](TokenErrorKind::Malformed).
    pub fn parse(text: impl Into<String>) -> Result<Self, TokenError> {
        let text = text.into();
        let expire = Envelope::read(&text)?.expire;
        Ok(Self { text, expire })
    }

    /// Decrypts the token with the application's ServerSecret and reads what it says.
    ///
    /// A token of another AppId opens too, where the secret is the same: see [`TokenContents::is_of`].
    /// An expired one opens as well: see [`TokenContents::validity`].
    ///
    /// The format has no authentication code: that a token opens does not prove that nobody changed it.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](TokenErrorKind::InvalidInput) when the application's secret has not 32 bytes, and each kind
    /// from [`OtherSecret`](TokenErrorKind::OtherSecret) on.
    pub fn open(&self, app: &App) -> Result<TokenContents, TokenError> {
        let key = key(app)?;
        let envelope = Envelope::read(&self.text)?;
        TokenContents::open(&envelope, key)
    }

    /// The token itself. It belongs in the answer to the client, and in no log.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The token itself, without a copy.
    pub fn into_string(self) -> String {
        self.text
    }

    /// When the token expires, in Unix seconds, as its outside says. Not encrypted: only [`Token::open`] checks it.
    pub fn expire(&self) -> i64 {
        self.expire
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        Self::parse(text)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "04...({} bytes)", self.text.len())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
