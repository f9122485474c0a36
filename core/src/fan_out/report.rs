//! What became of each user of a fan-out, as values and as JSON lines that a later run can resume from.

use super::users::Users;
use crate::codes::{CodeFamily, CodeKind};
use crate::error::{Error, InvalidInput, NotSentCause};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What became of one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The server accepted the message for this user.
    Sent,
    /// The server refused it for this user, or for the whole call; nothing was delivered. 50003 stands for a
    /// user who is not online.
    Failed {
        /// The server's code.
        code: i32,
    },
    /// It may have been delivered.
    Unknown,
    /// Nothing went out for this user.
    NotTried,
}

impl Outcome {
    /// `"sent"`, `"failed"`, `"unknown"` or `"not_tried"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed { .. } => "failed",
            Self::Unknown => "unknown",
            Self::NotTried => "not_tried",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        match self {
            Self::Sent => 1,
            Self::Failed { .. } => 2,
            Self::Unknown => 3,
            Self::NotTried => 4,
        }
    }

    /// The server's code of a failed user.
    pub const fn code(self) -> Option<i32> {
        match self {
            Self::Failed { code } => Some(code),
            _ => None,
        }
    }

    /// Whether a resumed fan-out sends to this user: to whom nothing went out, and who failed for a reason that
    /// passes or that stopped the whole fan-out (a wrong secret, a room that does not exist yet). One who was not
    /// online is left alone, and so is one who may have got the message, unless duplicates are fine.
    pub fn resumed(self, duplicates_ok: bool) -> bool {
        match self {
            Self::Sent => false,
            Self::Failed { code } => may_be_mended(code),
            Self::Unknown => duplicates_ok,
            Self::NotTried => true,
        }
    }
}

/// How many users came to what; the numbers add up to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// All users, each counted once.
    pub total: usize,
    /// The server accepted the message for them.
    pub sent: usize,
    /// The server refused it for them.
    pub failed: usize,
    /// They may have got it.
    pub unknown: usize,
    /// A call to them is under way, or waits for its turn; in a report they count as unknown, or as not tried
    /// where no request may have reached the server.
    pub in_flight: usize,
    /// Nothing went out for them (yet).
    pub not_tried: usize,
}

/// What became of every user of a fan-out: each stands in it exactly once, in the order given.
#[derive(Clone, Debug)]
pub struct Report {
    pub(super) users: Arc<Users>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) repeated: usize,
    pub(super) stopped_by: Option<Error>,
}

impl Report {
    /// Every user with what became of it, in the order given.
    pub fn users(&self) -> impl Iterator<Item = (&str, Outcome)> {
        self.outcomes
            .iter()
            .enumerate()
            .map(|(user, outcome)| (self.users.id(user), *outcome))
    }

    /// How many users there are.
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether there are none; never so for a report of a fan-out.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// The numbers.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress {
            total: self.len(),
            ..Progress::default()
        };
        for outcome in &self.outcomes {
            *progress.place(*outcome) += 1;
        }
        progress
    }

    /// How many ids stood more than once in the list that was given, and were dropped.
    pub fn repeated(&self) -> usize {
        self.repeated
    }

    /// The error that ended the fan-out before its end, if one did.
    pub fn stopped_by(&self) -> Option<&Error> {
        self.stopped_by.as_ref()
    }

    /// The users that a resumed fan-out sends to.
    pub fn remaining(&self, duplicates_ok: bool) -> impl Iterator<Item = &str> {
        self.users()
            .filter(move |(_, outcome)| outcome.resumed(duplicates_ok))
            .map(|(id, _)| id)
    }
}

impl Progress {
    pub(super) fn place(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::Sent => &mut self.sent,
            Outcome::Failed { .. } => &mut self.failed,
            Outcome::Unknown => &mut self.unknown,
            Outcome::NotTried => &mut self.not_tried,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    user_id: Cow<'a, str>,
    #[serde(borrow)]
    outcome: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
}

/// One line of a report file, without its line break: `{"user_id":"u1","outcome":"failed","code":50003}`.
pub fn report_line(user_id: &str, outcome: Outcome) -> String {
    let line = Line {
        user_id: user_id.into(),
        outcome: outcome.name().into(),
        code: outcome.code(),
    };
    // A struct of text and numbers always has a JSON form.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads one line of a report file.
///
/// # Errors
///
/// `InvalidInput` for the field `report` when it is no such line, as the last one of a run that was cut off
/// may be.
pub fn parse_report_line(line: &str) -> Result<(String, Outcome), Error> {
    let malformed = || InvalidInput::malformed("report", "a line of a report", line.len());
    let read: Line<'_> = serde_json::from_str(line).map_err(|_| malformed())?;
    let outcome = match (&*read.outcome, read.code) {
        ("sent", None) => Outcome::Sent,
        ("failed", Some(code)) => Outcome::Failed { code },
        ("unknown", None) => Outcome::Unknown,
        ("not_tried", None) => Outcome::NotTried,
        _ => return Err(malformed().into()),
    };
    Ok((read.user_id.to_string(), outcome))
}

/// Whether an error of one call will meet every call after it, so that going on makes no sense.
pub(super) fn meets_every_call(error: &Error) -> bool {
    match error {
        Error::Api(e) => {
            matches!(e.code_kind(), CodeKind::Auth | CodeKind::Clock) || NO_ROOM.contains(&e.code())
        }
        Error::NotSent(e) => !matches!(
            e.cause(),
            NotSentCause::Pace | NotSentCause::Deadline | NotSentCause::Cancelled
        ),
        // Sizes were checked before the first call: what is left is a time that cannot be signed.
        Error::InvalidInput(_) => true,
        Error::Unknown(_) | Error::BadReply(_) => false,
    }
}

/// Whether the same message may be accepted for the same user later on.
fn may_be_mended(code: i32) -> bool {
    let kind = CodeFamily::Room.explain(code).map(|entry| entry.kind);
    kind.is_some_and(|kind| kind.retryable() || kind == CodeKind::Auth) || NO_ROOM.contains(&code)
}

/// The codes that stand for a room that does not exist.
const NO_ROOM: [i32; 3] = [104, 5024, 50001];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back() {
        for outcome in [
            Outcome::Sent,
            Outcome::Failed { code: 50003 },
            Outcome::Unknown,
            Outcome::NotTried,
        ] {
            let line = report_line("u\"1\n推", outcome);
            assert!(!line.contains('\n'));
            assert_eq!(
                parse_report_line(&line).unwrap(),
                ("u\"1\n推".to_string(), outcome)
            );
        }
        for bad in [
            "",
            "{",
            r#"{"user_id":"u1"}"#,
            r#"{"user_id":"u1","outcome":"failed"}"#,
            r#"{"user_id":"u1","outcome":"x"}"#,
        ] {
            assert!(parse_report_line(bad).is_err(), "{bad}");
        }
    }
}
