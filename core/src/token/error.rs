//! Why a token was not made or not opened: one kind for each mistake that people make.
//! Told by field, limit and size, never by a value.

use crate::error::{Error, InvalidInput, Problem};
use core::fmt;

/// Why a token was not made or not opened. Holds nothing of the token, the secret or the payload.
///
/// ```
/// use zegoapi_core::{Token, TokenErrorKind};
///
/// let error = Token::parse("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln").unwrap_err();
/// assert_eq!(error.kind(), TokenErrorKind::Jwt);
/// assert_eq!(error.to_string(), "no token04: it is a JWT; a token04 begins with 04AAAA");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenError {
    kind: TokenErrorKind,
    input: InvalidInput,
}

/// The kind of a [`TokenError`], with a name and a number that are the same in every language and never change.
///
/// ```
/// use zegoapi_core::TokenErrorKind;
///
/// assert_eq!((TokenErrorKind::Token03.name(), TokenErrorKind::Token03.number()), ("Token03", 4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum TokenErrorKind {
    /// An argument of the maker, or the application's secret, is out of bounds.
    InvalidInput = 1,
    /// There is no text.
    Empty = 2,
    /// It is a JSON Web Token.
    Jwt = 3,
    /// It is a token03, the format before this one.
    Token03 = 4,
    /// It is no token of any format known here.
    NotToken04 = 5,
    /// What follows `04` holds characters that base64 has not: white space, a character of the URL-safe alphabet,
    /// or percent-encoding.
    NotBase64 = 6,
    /// Its end is missing.
    CutShort = 7,
    /// The sizes written in it contradict each other.
    Malformed = 8,
    /// It was made with another ServerSecret, or was damaged.
    OtherSecret = 9,
    /// It was made with the secret's 16 bytes decoded from hex, in place of its 32 characters.
    HexDecodedSecret = 10,
    /// It opens, and does not hold what a token04 holds.
    NotClaims = 11,
    /// The expiry on its outside is another than the one inside: it was changed after it was made.
    ExpireMismatch = 12,
}

impl TokenErrorKind {
    /// Every kind, by number.
    pub const ALL: [Self; 12] = [
        Self::InvalidInput,
        Self::Empty,
        Self::Jwt,
        Self::Token03,
        Self::NotToken04,
        Self::NotBase64,
        Self::CutShort,
        Self::Malformed,
        Self::OtherSecret,
        Self::HexDecodedSecret,
        Self::NotClaims,
        Self::ExpireMismatch,
    ];

    /// The name that every language uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "InvalidInput",
            Self::Empty => "Empty",
            Self::Jwt => "Jwt",
            Self::Token03 => "Token03",
            Self::NotToken04 => "NotToken04",
            Self::NotBase64 => "NotBase64",
            Self::CutShort => "CutShort",
            Self::Malformed => "Malformed",
            Self::OtherSecret => "OtherSecret",
            Self::HexDecodedSecret => "HexDecodedSecret",
            Self::NotClaims => "NotClaims",
            Self::ExpireMismatch => "ExpireMismatch",
        }
    }

    /// The number that C uses; 0 is success and no kind.
    pub const fn number(self) -> u32 {
        self as u32
    }

    const fn text(self) -> &'static str {
        match self {
            Self::InvalidInput => "an argument is out of bounds",
            Self::Empty => "no token04: the text is empty",
            Self::Jwt => "no token04: it is a JWT; a token04 begins with 04AAAA",
            Self::Token03 => {
                "no token04: it is a token03, which rooms no longer use; a token04 begins with 04AAAA"
            }
            Self::NotToken04 => "no token04: it does not begin with 04AAAA",
            Self::NotBase64 => {
                "no token04: what follows 04 is no base64 (white space, URL-safe base64 or percent-encoding?)"
            }
            Self::CutShort => "no token04: its end is missing",
            Self::Malformed => "no token04: the sizes in it contradict each other",
            Self::OtherSecret => "the token was made with another ServerSecret, or was damaged",
            Self::HexDecodedSecret => {
                "the token was made with the ServerSecret decoded from hex: the key is its 32 characters as they are"
            }
            Self::NotClaims => "the token opens, and does not hold the claims of a token04",
            Self::ExpireMismatch => "the token's expiry outside is not the one inside: it was changed",
        }
    }
}

impl TokenError {
    /// An error about a token of `size` bytes.
    pub(super) const fn about(kind: TokenErrorKind, size: usize) -> Self {
        let input = InvalidInput::malformed("token", "a token04 that this ServerSecret opens", size);
        Self { kind, input }
    }

    pub(super) const fn too_small(field: &'static str, limit: usize, size: usize) -> Self {
        Self::input(InvalidInput::too_small(field, limit, size))
    }

    pub(super) const fn too_large(field: &'static str, limit: usize, size: usize) -> Self {
        Self::input(InvalidInput::too_large(field, limit, size))
    }

    pub(super) const fn exact(field: &'static str, len: usize, size: usize) -> Self {
        if size < len {
            Self::too_small(field, len, size)
        } else {
            Self::too_large(field, len, size)
        }
    }

    pub(super) const fn malformed(field: &'static str, expected: &'static str, size: usize) -> Self {
        Self::input(InvalidInput::malformed(field, expected, size))
    }

    pub(super) fn at(mut self, index: usize) -> Self {
        self.input = self.input.at(index);
        self
    }

    const fn input(input: InvalidInput) -> Self {
        let kind = TokenErrorKind::InvalidInput;
        Self { kind, input }
    }

    /// Which mistake it is.
    pub const fn kind(&self) -> TokenErrorKind {
        self.kind
    }

    /// The same as an [`InvalidInput`]: field, problem, limit and size. The field is `token` for all kinds but
    /// [`TokenErrorKind::InvalidInput`].
    pub const fn invalid_input(&self) -> &InvalidInput {
        &self.input
    }
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        error.input.into()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind != TokenErrorKind::InvalidInput {
            return f.write_str(self.kind.text());
        }
        let input = &self.input;
        write!(f, "invalid input: {}", input.field())?;
        if let Some(index) = input.index() {
            write!(f, "[{index}]")?;
        }
        let (limit, size) = (
            input.limit().unwrap_or_default(),
            input.size().unwrap_or_default(),
        );
        let unit = unit(input.field());
        match (input.field(), input.problem()) {
            ("server_secret", _) => {
                write!(f, " is {size} bytes, exactly {limit} needed")?;
                if size == 64 {
                    f.write_str(" (64 is the length of an AppSign)")
                } else {
                    Ok(())
                }
            }
            ("valid_for", Problem::TooLarge) => {
                write!(
                    f,
                    " is {size}{unit}, at most {limit} allowed (were they milliseconds?)"
                )
            }
            ("now", _) => f.write_str(" is no time in Unix seconds (were they milliseconds?)"),
            (_, Problem::TooSmall) => write!(f, " is {size}{unit}, at least {limit} needed"),
            (_, Problem::TooLarge) => write!(f, " is {size}{unit}, at most {limit} allowed"),
            _ => write!(f, " ({size}{unit}) has not the expected form"),
        }
    }
}

fn unit(field: &str) -> &'static str {
    match field {
        "valid_for" => " seconds",
        _ => " bytes",
    }
}

impl core::error::Error for TokenError {}
