//! The exit codes, and the text of `--help` about them.
//! A script reads from the code alone whether it may send again.

use std::process::ExitCode;
use zegoapi_client::ErrorKind;

/// How the command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The server accepted, and no named user was missed; or all is well.
    Accepted = 0,
    /// Trouble of the command's own, such as output that cannot be written.
    Internal = 1,
    /// The input or the arguments were refused; nothing was sent.
    Input = 2,
    /// The server refused; nothing was delivered.
    Refused = 3,
    /// Certainly not sent.
    NotSent = 4,
    /// Sent, with an unknown outcome.
    Unknown = 5,
    /// Accepted, and some named users did not get it.
    PartlyReached = 6,
}

/// Stands at the end of every `--help`.
pub(crate) const HELP: &str = "\
Exit codes:
  0  accepted, and every named user was reached (or: all is well)
  1  internal trouble, such as output that cannot be written
  2  the input or the arguments were refused; nothing was sent
  3  refused by the server; nothing was delivered
  4  not sent: no connection, TLS refused, time ran out before sending
  5  unknown outcome: it may have been delivered
  6  accepted, but some of the named users were not reached";

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidInput => Self::Input,
            ErrorKind::Api => Self::Refused,
            ErrorKind::NotSent => Self::NotSent,
            // A kind that is yet to come is taken for the one that asks for the most care.
            _ => Self::Unknown,
        }
    }
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
