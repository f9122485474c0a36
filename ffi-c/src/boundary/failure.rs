//! Why an entry point did not do what was asked: an error of the core, or one of the boundary itself.

use crate::status::{
    ZEGOAPI_ERROR_BAD_CALLBACK, ZEGOAPI_ERROR_BAD_TOKEN, ZEGOAPI_ERROR_BUFFER_TOO_SMALL, ZEGOAPI_ERROR_BUSY,
    ZEGOAPI_ERROR_INVALID_INPUT, ZEGOAPI_ERROR_NOT_LISTED, ZEGOAPI_ERROR_NOT_UTF8,
    ZEGOAPI_ERROR_NULL_ARGUMENT, ZEGOAPI_ERROR_OUT_OF_RANGE, ZEGOAPI_ERROR_PANIC,
    ZEGOAPI_ERROR_WRONG_COMMAND, ZEGOAPI_ERROR_WRONG_OPTION, zegoapi_status_t,
};
#[cfg(feature = "http")]
use crate::status::{ZEGOAPI_ERROR_CLOSED, ZEGOAPI_ERROR_NO_THREAD, ZEGOAPI_ERROR_QUEUE_FULL};
use zegoapi_core::{CallbackError, CallbackErrorKind, Error, TokenError, TokenErrorKind};

pub(crate) enum Failure {
    Core(Error),
    Token(TokenError),
    Callback(CallbackError),
    Boundary {
        reason: Reason,
        /// The parameter's name in the header.
        argument: &'static str,
        /// The item of a list.
        index: Option<usize>,
    },
    /// An option means nothing where it is used.
    WrongOption {
        option: &'static str,
        /// What the options are used for.
        place: &'static str,
    },
    /// The caller's buffer does not hold what goes into it.
    SmallBuffer {
        /// The bytes that are needed, a NUL at the end included.
        needed: usize,
        size: usize,
    },
}

/// What only the boundary can find wrong.
#[derive(Clone, Copy)]
pub(crate) enum Reason {
    Null,
    NotUtf8,
    OutOfRange,
    NotListed,
    WrongCommand,
    Busy,
    Panic,
    #[cfg(feature = "http")]
    QueueFull,
    #[cfg(feature = "http")]
    Closed,
    #[cfg(feature = "http")]
    NoThread,
}

impl Failure {
    pub(crate) fn of(reason: Reason, argument: &'static str) -> Self {
        Self::Boundary {
            reason,
            argument,
            index: None,
        }
    }

    /// `len` is the length of the text that goes into a buffer of `size` bytes, with a NUL after it.
    pub(crate) fn small_buffer(len: usize, size: usize) -> Self {
        let needed = len.saturating_add(1);
        Self::SmallBuffer { needed, size }
    }

    pub(crate) fn status(&self) -> zegoapi_status_t {
        match self {
            Self::Core(error) => error.kind().number(),
            Self::Token(error) if error.kind() == TokenErrorKind::InvalidInput => ZEGOAPI_ERROR_INVALID_INPUT,
            Self::Token(_) => ZEGOAPI_ERROR_BAD_TOKEN,
            Self::Callback(error) if error.kind() == CallbackErrorKind::InvalidInput => {
                ZEGOAPI_ERROR_INVALID_INPUT
            }
            Self::Callback(_) => ZEGOAPI_ERROR_BAD_CALLBACK,
            Self::Boundary { reason, .. } => reason.status(),
            Self::WrongOption { .. } => ZEGOAPI_ERROR_WRONG_OPTION,
            Self::SmallBuffer { .. } => ZEGOAPI_ERROR_BUFFER_TOO_SMALL,
        }
    }
}

impl Reason {
    fn status(self) -> zegoapi_status_t {
        match self {
            Self::Null => ZEGOAPI_ERROR_NULL_ARGUMENT,
            Self::NotUtf8 => ZEGOAPI_ERROR_NOT_UTF8,
            Self::OutOfRange => ZEGOAPI_ERROR_OUT_OF_RANGE,
            Self::NotListed => ZEGOAPI_ERROR_NOT_LISTED,
            Self::WrongCommand => ZEGOAPI_ERROR_WRONG_COMMAND,
            Self::Busy => ZEGOAPI_ERROR_BUSY,
            Self::Panic => ZEGOAPI_ERROR_PANIC,
            #[cfg(feature = "http")]
            Self::QueueFull => ZEGOAPI_ERROR_QUEUE_FULL,
            #[cfg(feature = "http")]
            Self::Closed => ZEGOAPI_ERROR_CLOSED,
            #[cfg(feature = "http")]
            Self::NoThread => ZEGOAPI_ERROR_NO_THREAD,
        }
    }

    /// Whether the same call may succeed later on.
    pub(crate) fn retryable(self) -> bool {
        match self {
            Self::Busy => true,
            #[cfg(feature = "http")]
            Self::QueueFull | Self::NoThread => true,
            _ => false,
        }
    }

    /// What is wrong, after the parameter's name, and what to do about it.
    pub(crate) fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Null => ("is NULL", "pass a valid pointer"),
            Self::NotUtf8 => ("is not UTF-8", "pass text in UTF-8"),
            Self::OutOfRange => ("is out of range", "see the header for what may stand there"),
            Self::NotListed => ("is in no table", "ask the vendor about the code"),
            Self::WrongCommand => (
                "is a SendCustomCommand, which is complete as it is",
                "use zegoapi_command_new_get",
            ),
            Self::Busy => ("is in use by another thread", "let one thread at a time drive it"),
            Self::Panic => (
                "met a defect of this library",
                "report it; the handles that took part must only be freed",
            ),
            #[cfg(feature = "http")]
            Self::QueueFull => ("is full", "poll its completions, and submit again later"),
            #[cfg(feature = "http")]
            Self::Closed => ("was shut down", "submit to another one"),
            #[cfg(feature = "http")]
            Self::NoThread => ("got no thread from the system", "free some, and submit again"),
        }
    }
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<CallbackError> for Failure {
    fn from(error: CallbackError) -> Self {
        Self::Callback(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}
