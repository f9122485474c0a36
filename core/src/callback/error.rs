//! Why a callback was refused, or a verifier not made.
//! Holds nothing of the body, the nonce, the signature or the secret.

use crate::error::{Error, InvalidInput, Problem};
use core::fmt;

/// Why a callback was refused. Reading and verifying end in this and in nothing else, whatever was sent.
///
/// ```
/// use zegoapi_core::{Callback, CallbackErrorKind};
///
/// let error = Callback::read(b"<xml/>").unwrap_err();
/// assert_eq!(error.kind(), CallbackErrorKind::Malformed);
/// assert_eq!(error.answer_status(), 400);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackError {
    kind: CallbackErrorKind,
    input: InvalidInput,
    age_s: Option<i64>,
}

/// The kind of a [`CallbackError`], with a name and a number that are the same in every language and never change.
///
/// ```
/// use zegoapi_core::CallbackErrorKind;
///
/// assert_eq!((CallbackErrorKind::TooOld.name(), CallbackErrorKind::TooOld.number()), ("TooOld", 7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum CallbackErrorKind {
    /// An argument of the verifier is out of bounds.
    InvalidInput = 1,
    /// The body is larger than any callback.
    TooLarge = 2,
    /// The body is neither JSON, nor percent-encoded JSON, nor a form; or a field stands in it twice.
    Malformed = 3,
    /// The event, the timestamp, the nonce or the signature is missing.
    MissingField = 4,
    /// The timestamp is neither 10 digits (seconds) nor 13 (milliseconds).
    BadTimestamp = 5,
    /// The signature is of none of the secrets.
    BadSignature = 6,
    /// The timestamp lies further back than the window allows.
    TooOld = 7,
    /// The timestamp lies further ahead than the window allows.
    TooNew = 8,
    /// The same timestamp and nonce came before, and were dealt with.
    Repeated = 9,
    /// The same timestamp and nonce came before, and are being dealt with.
    InProgress = 10,
    /// The memory of nonces could not be asked.
    MemoryUnavailable = 11,
}

impl CallbackErrorKind {
    /// Every kind, by number.
    pub const ALL: [Self; 11] = [
        Self::InvalidInput,
        Self::TooLarge,
        Self::Malformed,
        Self::MissingField,
        Self::BadTimestamp,
        Self::BadSignature,
        Self::TooOld,
        Self::TooNew,
        Self::Repeated,
        Self::InProgress,
        Self::MemoryUnavailable,
    ];

    /// The name that every language uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "InvalidInput",
            Self::TooLarge => "TooLarge",
            Self::Malformed => "Malformed",
            Self::MissingField => "MissingField",
            Self::BadTimestamp => "BadTimestamp",
            Self::BadSignature => "BadSignature",
            Self::TooOld => "TooOld",
            Self::TooNew => "TooNew",
            Self::Repeated => "Repeated",
            Self::InProgress => "InProgress",
            Self::MemoryUnavailable => "MemoryUnavailable",
        }
    }

    /// The number that C uses; 0 is success and no kind.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The HTTP status to answer with. The vendor takes any 2XX for an answer and sends everything else again, so
    /// a callback that was dealt with already gets 200, and one that may be dealt with later 503.
    pub const fn answer_status(self) -> u16 {
        match self {
            Self::Repeated => 200,
            Self::Malformed | Self::MissingField | Self::BadTimestamp => 400,
            Self::BadSignature | Self::TooOld | Self::TooNew => 401,
            Self::TooLarge => 413,
            Self::InvalidInput => 500,
            Self::InProgress | Self::MemoryUnavailable => 503,
        }
    }
}

impl CallbackError {
    /// An error about a body of `size` bytes.
    pub(super) const fn malformed(expected: &'static str, size: usize) -> Self {
        let input = InvalidInput::malformed("body", expected, size);
        Self::of(CallbackErrorKind::Malformed, input)
    }

    pub(super) const fn too_large(limit: usize, size: usize) -> Self {
        let input = InvalidInput::too_large("body", limit, size);
        Self::of(CallbackErrorKind::TooLarge, input)
    }

    pub(super) const fn missing(field: &'static str) -> Self {
        let input = InvalidInput::malformed(field, "there, as text or a number", 0);
        Self::of(CallbackErrorKind::MissingField, input)
    }

    pub(super) const fn bad_timestamp(size: usize) -> Self {
        let input = InvalidInput::malformed("timestamp", "10 digits of seconds or 13 of milliseconds", size);
        Self::of(CallbackErrorKind::BadTimestamp, input)
    }

    pub(super) const fn bad_signature(size: usize) -> Self {
        let input = InvalidInput::malformed("signature", "of any of the secrets", size);
        Self::of(CallbackErrorKind::BadSignature, input)
    }

    pub(super) const fn outside_window(age_s: i64, window_s: u32) -> Self {
        let kind = if age_s > 0 {
            CallbackErrorKind::TooOld
        } else {
            CallbackErrorKind::TooNew
        };
        let input = InvalidInput::too_large("timestamp", window_s as usize, saturating(age_s.unsigned_abs()));
        Self {
            kind,
            input,
            age_s: Some(age_s),
        }
    }

    pub(super) const fn claimed(kind: CallbackErrorKind) -> Self {
        Self::of(kind, InvalidInput::malformed("nonce", "one that is new", 0))
    }

    pub(super) const fn input(input: InvalidInput) -> Self {
        Self::of(CallbackErrorKind::InvalidInput, input)
    }

    const fn of(kind: CallbackErrorKind, input: InvalidInput) -> Self {
        Self {
            kind,
            input,
            age_s: None,
        }
    }

    /// What is wrong.
    pub const fn kind(&self) -> CallbackErrorKind {
        self.kind
    }

    /// The HTTP status to answer with; see [`CallbackErrorKind::answer_status`].
    pub const fn answer_status(&self) -> u16 {
        self.kind.answer_status()
    }

    /// The same as an [`InvalidInput`]: field, problem, limit and size.
    pub const fn invalid_input(&self) -> &InvalidInput {
        &self.input
    }

    /// How old the callback was, in seconds, where that is why it was refused; negative when it is from the future.
    pub const fn age_s(&self) -> Option<i64> {
        self.age_s
    }
}

/// As much of a number as a size can hold.
pub(super) const fn saturating(number: u64) -> usize {
    if number > usize::MAX as u64 {
        usize::MAX
    } else {
        #[expect(clippy::cast_possible_truncation, reason = "compared above")]
        let size = number as usize;
        size
    }
}

impl From<CallbackError> for Error {
    fn from(error: CallbackError) -> Self {
        error.input.into()
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, size) = (self.input.field(), self.input.size().unwrap_or_default());
        let limit = self.input.limit().unwrap_or_default();
        match self.kind {
            CallbackErrorKind::InvalidInput => fmt_argument(f, &self.input),
            CallbackErrorKind::TooLarge => write!(f, "callback refused: its body is {size} bytes, at most {limit} allowed"),
            CallbackErrorKind::Malformed => {
                write!(f, "callback refused: its body ({size} bytes) is neither JSON nor a form with each field once")
            }
            CallbackErrorKind::MissingField => write!(f, "callback refused: it has no {field}"),
            CallbackErrorKind::BadTimestamp => {
                write!(f, "callback refused: its timestamp ({size} bytes) is neither 10 digits of seconds nor 13 of milliseconds")
            }
            CallbackErrorKind::BadSignature => {
                f.write_str("callback refused: its signature is of none of the CallbackSecrets (which are not the ServerSecret)")
            }
            CallbackErrorKind::TooOld => {
                write!(f, "callback refused: it is {size} s old, at most {limit} allowed (is this machine's clock right?)")
            }
            CallbackErrorKind::TooNew => {
                write!(f, "callback refused: it is {size} s ahead, at most {limit} allowed (is this machine's clock right?)")
            }
            CallbackErrorKind::Repeated => f.write_str("callback refused: it came before and was dealt with"),
            CallbackErrorKind::InProgress => f.write_str("callback refused: it came before and is being dealt with"),
            CallbackErrorKind::MemoryUnavailable => {
                f.write_str("callback refused: the memory of nonces could not be asked")
            }
        }
    }
}

fn fmt_argument(f: &mut fmt::Formatter<'_>, input: &InvalidInput) -> fmt::Result {
    let (field, size) = (input.field(), input.size().unwrap_or_default());
    let limit = input.limit().unwrap_or_default();
    let unit = if field == "window" { "seconds" } else { "bytes" };
    match input.problem() {
        Problem::TooSmall => write!(
            f,
            "invalid input: {field} is {size} {unit}, at least {limit} needed"
        ),
        Problem::TooLarge => write!(
            f,
            "invalid input: {field} is {size} {unit}, at most {limit} allowed"
        ),
        _ => write!(
            f,
            "invalid input: {field} ({size} {unit}) holds white space or control characters"
        ),
    }
}

impl core::error::Error for CallbackError {}
