//! What became of each user of a fan-out, as values and as JSON lines that a later run can resume from.

use super::digest::MessageDigest;
use super::users::Users;
use crate::actions::SendCustomCommand;
use crate::error::{Error, InvalidInput};
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
        code: i64,
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
    pub const fn code(self) -> Option<i64> {
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
            Self::Failed { code } => SendCustomCommand::may_be_mended(code),
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
    message: Cow<'a, str>,
    #[serde(borrow)]
    user_id: Cow<'a, str>,
    #[serde(borrow)]
    outcome: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<i64>,
}

/// One line of a report file, without its line break:
/// `{"message":"8c4d51c1a9b6e0f2","user_id":"u1","outcome":"failed","code":50003}`.
pub fn report_line(message: MessageDigest, user_id: &str, outcome: Outcome) -> String {
    let line = Line {
        message: message.as_str().into(),
        user_id: user_id.into(),
        outcome: outcome.name().into(),
        code: outcome.code(),
    };
    // A struct of text and numbers always has a JSON form.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Reads one line of a report file of this message: the user and what became of it; `None` for a line without text. A
/// byte order mark before it and white space around it are no part of it.
///
/// # Errors
///
/// `InvalidInput` for the field `report` when it is no such line, as the last one of a run that was cut off may be,
/// and for the field `message` when it is a line about another message.
pub fn parse_report_line(message: MessageDigest, line: &str) -> Result<Option<(String, Outcome)>, Error> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    let malformed = || InvalidInput::malformed("report", "a line of a report", line.len());
    // A derived reader would take a list for an object.
    if !line.starts_with('{') {
        return Err(malformed().into());
    }
    let read: Line<'_> = serde_json::from_str(line).map_err(|_| malformed())?;
    let outcome = match (&*read.outcome, read.code) {
        ("sent", None) => Outcome::Sent,
        ("failed", Some(code)) => Outcome::Failed { code },
        ("unknown", None) => Outcome::Unknown,
        ("not_tried", None) => Outcome::NotTried,
        _ => return Err(malformed().into()),
    };
    if read.message != message.as_str() {
        let expected = "the message that the report is about (another room, sender or content)";
        return Err(InvalidInput::unsuitable("message", expected).into());
    }
    Ok(Some((read.user_id.to_string(), outcome)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_for_their_own_message() {
        let message = MessageDigest::of("r", "s", "hi");
        for outcome in [
            Outcome::Sent,
            Outcome::Failed { code: 50003 },
            Outcome::Unknown,
            Outcome::NotTried,
        ] {
            let line = report_line(message, "u\"1\n推", outcome);
            assert!(!line.contains('\n'));
            let read = Some(("u\"1\n推".to_string(), outcome));
            assert_eq!(parse_report_line(message, &line).unwrap(), read);
            let marked = alloc::format!("\u{feff} {line}\r");
            assert_eq!(parse_report_line(message, &marked).unwrap(), read);
            for other in [
                MessageDigest::of("r2", "s", "hi"),
                MessageDigest::of("r", "sh", "i"),
                MessageDigest::of("r", "s", "ho"),
            ] {
                let Err(Error::InvalidInput(e)) = parse_report_line(other, &line) else {
                    panic!("a report of another message")
                };
                assert_eq!(e.field(), "message");
            }
        }
    }

    #[test]
    fn other_lines_are_refused_and_blank_ones_are_none() {
        let message = MessageDigest::of("r", "s", "hi");
        for blank in ["", " ", "\u{feff}", "\r"] {
            assert_eq!(parse_report_line(message, blank).unwrap(), None);
        }
        let start = alloc::format!(r#"{{"message":"{message}","user_id":"u1""#);
        for bad in [
            "{".to_string(),
            r#"{"user_id":"u1","outcome":"sent"}"#.to_string(),
            alloc::format!(r#"["{message}","u1","sent",null]"#),
            alloc::format!("{start}}}"),
            alloc::format!(r#"{start},"outcome":"failed"}}"#),
            alloc::format!(r#"{start},"outcome":"x"}}"#),
        ] {
            assert!(parse_report_line(message, &bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_digest_reads_back() {
        let digest = MessageDigest::of("r", "s", "hi");
        assert_eq!(digest.as_str().parse::<MessageDigest>().unwrap(), digest);
        for bad in ["", "8c4d51c1a9b6e0f", "8C4D51C1A9B6E0F2", "8c4d51c1a9b6e0fé"] {
            assert!(bad.parse::<MessageDigest>().is_err(), "{bad}");
        }
    }
}
