//! The exit codes, and the text of `--help` about them.
//! A script reads from the code alone whether it may send again.

use std::process::ExitCode;
use zegoapi_client::{Applied, Error, ErrorKind};

/// How the command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The server accepted, and no named user was missed; or all is well.
    Accepted = 0,
    /// Trouble of the command's own, such as output that cannot be written.
    Internal = 1,
    /// The input or the arguments were refused; nothing was sent.
    Input = 2,
    /// The server refused; it was not applied.
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
  3  refused by the server; not applied
  4  not sent: no connection, TLS refused, time ran out before sending
  5  unknown outcome: it may have been applied (also a refusal with a code that does not exclude it)
  6  accepted, but some of the named users were not reached";

/// Stands at the end of the help of `send`.
pub(crate) fn send_help() -> String {
    format!("{HELP}\n\n{TO_FILE_HELP}")
}

const TO_FILE_HELP: &str = "\
With --to-file:
  0  everybody was sent to, by this run and those that it resumes
  1  the report could not be written: nothing was begun after that
  2  refused, nothing was sent; also a report that exists, or a report to resume that is of another message
  3, 4  stopped by a refusal or for want of a connection; the report says who had been sent to before
  4  also: nobody was sent to, as time ran out, or it was interrupted before
  5  the end was reached, or it was interrupted, and some users may or may not have got it
  6  the same, and all outcomes are known, but some users failed or were not tried

SIGINT (Ctrl-C) or SIGTERM ends it in good order: no call is begun, those that are out are waited for, for
--timeout at most, and the report is completed. A second one ends it at once. Either way, and after a crash, the
same command with --resume REPORT goes on: with those who were not tried, or failed for a reason that passes.
Nobody is sent to twice, unless --duplicates-ok says that those may be who are unknown.

A report has a line for each user, with the digest of the message:
{\"message\":\"8c4d...\",\"user_id\":\"u1\",\"outcome\":\"failed\",\"code\":50003}, with sent, failed, unknown or not_tried.
Before a call goes out its users are written down as unknown: the last line of a user counts.

Every day, from a timer: --report \"$(date +%F).jsonl\" keeps a report for each day. --replace-report keeps one: it takes
the place of a report of another message, and of one that leaves nobody of the users file to be resumed with; any other
file stays, and nothing is sent.

SIGINT or SIGTERM during a single call: it ends at once, with 4 while the request is not out, and else with 5.";

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidInput => Self::Input,
            ErrorKind::Api => Self::Refused,
            ErrorKind::NotSent => Self::NotSent,
            // Also a kind that is yet to come: this one asks for the most care.
            _ => Self::Unknown,
        }
    }
}

impl From<&Error> for Exit {
    fn from(error: &Error) -> Self {
        match (error.kind(), error.applied()) {
            // Whether it may be sent again is what scripts ask.
            (ErrorKind::Api, Applied::Unknown) => Self::Unknown,
            (kind, _) => Self::from(kind),
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
