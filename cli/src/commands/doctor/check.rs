//! One finding of the doctor's: what was looked at, how it stands, and what to do.

use crate::failure::Failure;
use crate::report;
use crate::terminal::escape;
use serde::Serialize;
use zegoapi_client::{Error, ErrorKind};

/// How a link of the chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ok,
    Warning,
    Failed,
    /// Could not be looked at, for something before it failed.
    Skipped,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct Check {
    name: &'static str,
    status: Status,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i64>,
    /// How far this machine's clock is ahead of the server's.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset_seconds: Option<i64>,
    #[serde(skip)]
    failure: Option<ErrorKind>,
}

impl Check {
    fn new(name: &'static str, status: Status, message: String) -> Self {
        Self {
            name,
            status,
            message,
            advice: None,
            kind: None,
            code: None,
            offset_seconds: None,
            failure: None,
        }
    }

    /// In good order.
    pub(super) fn ok(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(name, Status::Ok, message.into())
    }

    /// Calls may go through, and something is not as it should be.
    pub(super) fn warning(name: &'static str, message: impl Into<String>, advice: &str) -> Self {
        Self {
            advice: Some(advice.to_owned()),
            ..Self::new(name, Status::Warning, message.into())
        }
    }

    /// Could not be looked at.
    pub(super) fn skipped(name: &'static str, why: &str) -> Self {
        Self::new(name, Status::Skipped, why.to_owned())
    }

    /// No call goes through; the error says why.
    pub(super) fn failed(name: &'static str, error: &Error) -> Self {
        let check = Self::failed_as(error.kind(), name, error.to_string(), report::advice(error));
        Self {
            code: error.code(),
            ..check
        }
    }

    /// The same for a failure of any kind.
    pub(super) fn of_failure(name: &'static str, failure: &Failure) -> Self {
        match failure {
            Failure::Error(error) => Self::failed(name, error),
            Failure::Refused(refusal) => {
                let message = refusal.message.clone();
                Self::failed_as(ErrorKind::InvalidInput, name, message, refusal.advice)
            }
            Failure::Interrupted(_) => Self::skipped(name, "interrupted"),
        }
    }

    /// No call goes through, which shows as an error of this kind.
    pub(super) fn failed_as(kind: ErrorKind, name: &'static str, message: String, advice: &str) -> Self {
        Self {
            advice: Some(advice.to_owned()),
            kind: Some(kind.name()),
            failure: Some(kind),
            ..Self::new(name, Status::Failed, message)
        }
    }

    /// Adds how far this machine's clock is ahead.
    pub(super) fn with_offset(self, seconds: i64) -> Self {
        Self {
            offset_seconds: Some(seconds),
            ..self
        }
    }

    /// A failure that turned out not to matter becomes a warning.
    pub(super) fn no_worse_than_a_warning(self, why: &str) -> Self {
        if self.status == Status::Failed {
            Self::warning(self.name, self.message, why)
        } else {
            self
        }
    }

    /// The kind of error that calls end with, if this failed.
    pub(super) fn failure(&self) -> Option<ErrorKind> {
        self.failure
    }

    /// One line, and a second with what to do.
    pub(super) fn text(&self) -> String {
        let status = match self.status {
            Status::Ok => "ok",
            Status::Warning => "warning",
            Status::Failed => "failed",
            Status::Skipped => "skipped",
        };
        let line = format!("{status:<7}  {:<11}  {}", self.name, escape(&self.message));
        match &self.advice {
            Some(advice) => format!("{line}\n{:22}-> {}", "", escape(advice)),
            None => line,
        }
    }
}
