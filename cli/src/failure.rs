//! Why a command came to nothing: an error of the library's, or something that this command refuses by itself.

use crate::exit::Exit;
use crate::output::Output;
use crate::report;
use zegoapi_client::{Applied, CallbackError, Error, ErrorKind, InvalidInput, TokenError};

/// Why a command came to nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library's word.
    Error(Error),
    /// This command's.
    Refused(Refusal),
    /// A signal ended it, before or after it may have been applied.
    Interrupted(Applied),
}

/// What was refused without the server, told in this command's own words.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// Its kind: `InvalidInput`, or which mistake a token or a callback has.
    pub(crate) kind: &'static str,
    /// Field, problem, limit and size; `None` for a command line that cannot be read.
    pub(crate) input: Option<Box<InvalidInput>>,
    /// The same for people.
    pub(crate) message: String,
    /// What to do about it; may be empty.
    pub(crate) advice: &'static str,
    /// The line of a file that it is about, counted from 1.
    pub(crate) line: Option<u64>,
}

impl Refusal {
    /// Something malformed.
    pub(crate) fn new(field: &'static str, message: impl Into<String>, advice: &'static str) -> Self {
        Self::about(InvalidInput::unsuitable(field, ""), message, advice)
    }

    /// Something with sizes.
    pub(crate) fn about(input: InvalidInput, message: impl Into<String>, advice: &'static str) -> Self {
        Self {
            input: Some(Box::new(input)),
            ..Self::usage(message, advice)
        }
    }

    /// A command line that cannot be read.
    pub(crate) fn usage(message: impl Into<String>, advice: &'static str) -> Self {
        Self {
            kind: ErrorKind::InvalidInput.name(),
            input: None,
            message: message.into(),
            advice,
            line: None,
        }
    }

    /// The same about a line of a file, counted from 1.
    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    fn of_kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }
}

impl Failure {
    /// Says why, and gives the exit code for it.
    pub(crate) fn tell(&self, output: &mut Output) -> Exit {
        match self {
            Self::Error(error) => {
                report::error(error, output);
                Exit::from(error)
            }
            Self::Refused(refusal) => {
                report::refusal(refusal, output);
                Exit::Input
            }
            Self::Interrupted(applied) => {
                report::interrupted(*applied, output);
                match applied {
                    Applied::No => Exit::NotSent,
                    _ => Exit::Unknown,
                }
            }
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<InvalidInput> for Failure {
    fn from(input: InvalidInput) -> Self {
        Self::Error(input.into())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        let advice = match error.invalid_input().field() {
            "server_secret" => {
                "set the environment variable ZEGO_SERVER_SECRET to the ServerSecret of 32 characters"
            }
            _ => "",
        };
        let refusal = Refusal::about(error.invalid_input().clone(), error.to_string(), advice);
        Self::Refused(refusal.of_kind(error.kind().name()))
    }
}

impl From<CallbackError> for Failure {
    fn from(error: CallbackError) -> Self {
        let advice = match error.invalid_input().field() {
            "callback_secret" => {
                "set the environment variable ZEGO_CALLBACK_SECRET to the project's CallbackSecret"
            }
            _ => "",
        };
        let refusal = Refusal::about(error.invalid_input().clone(), error.to_string(), advice);
        Self::Refused(refusal.of_kind(error.kind().name()))
    }
}
