//! Errors and failed users as text for people and as JSON for programs.
//! The words are the library's; here they are only laid out.

use crate::output::Output;
use crate::terminal::{self, escape};
use serde::Serialize;
use zegoapi_client::{Delivery, Error, ErrorKind, FailUser, NotSentCause};

/// A named user who did not get the message.
#[derive(Debug, Serialize)]
pub(crate) struct FailUserReport<'a> {
    uid: &'a str,
    code: i32,
    meaning: &'static str,
    #[serde(skip)]
    advice: &'static str,
}

impl<'a> From<&'a FailUser> for FailUserReport<'a> {
    fn from(user: &'a FailUser) -> Self {
        Self {
            uid: &user.uid,
            code: user.code,
            meaning: user.meaning(),
            advice: user.advice(),
        }
    }
}

impl FailUserReport<'_> {
    /// One indented line.
    pub(crate) fn text(&self) -> String {
        let Self {
            uid,
            code,
            meaning,
            advice,
        } = self;
        format!("  {}: code {code}: {meaning}; {advice}", escape(uid))
    }
}

/// The failed users of a reply or of a refusal.
pub(crate) fn fail_users(users: &[FailUser]) -> Vec<FailUserReport<'_>> {
    users.iter().map(FailUserReport::from).collect()
}

/// An error as a JSON object; what an error of its kind does not have is left out.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ErrorReport<'a> {
    ok: bool,
    kind: &'static str,
    delivery: &'static str,
    retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    /// The line of a file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'static str>,
    advice: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fail_users: Vec<FailUserReport<'a>>,
}

impl<'a> From<&'a Error> for ErrorReport<'a> {
    fn from(error: &'a Error) -> Self {
        let mut report = Self {
            kind: error.kind().name(),
            delivery: error.delivery().name(),
            retryable: error.retryable(),
            advice: advice(error),
            message: error.to_string(),
            ..Self::default()
        };
        match error {
            Error::InvalidInput(e) => {
                report.field = Some(e.field());
                report.index = e.index();
                report.problem = Some(e.problem().name());
                report.limit = e.limit();
                report.size = e.size();
            }
            Error::Api(e) => {
                report.code = Some(e.code());
                report.code_kind = Some(e.code_kind().name());
                report.meaning = Some(e.meaning());
                e.message().clone_into(&mut report.message);
                report.request_id = Some(e.request_id());
                report.fail_users = fail_users(e.fail_users());
            }
            Error::NotSent(e) => report.cause = Some(e.cause().name()),
            Error::Unknown(e) => report.cause = Some(e.cause().name()),
            Error::BadReply(e) => {
                report.http_status = Some(e.http_status());
                report.excerpt = Some(e.excerpt());
            }
            _ => {}
        }
        report
    }
}

impl ErrorReport<'_> {
    /// Trouble of the command's own.
    pub(crate) fn internal(message: &str) -> Self {
        Self {
            kind: "Internal",
            delivery: Delivery::No.name(),
            advice: "see the message",
            message: message.to_owned(),
            ..Self::default()
        }
    }

    /// Somebody ended it before its end.
    pub(crate) fn interrupted() -> Self {
        Self {
            kind: ErrorKind::NotSent.name(),
            delivery: Delivery::No.name(),
            cause: Some(NotSentCause::Cancelled.name()),
            advice: "go on with --resume",
            message: "interrupted by a signal".to_owned(),
            ..Self::default()
        }
    }
}

/// What to do about an error. The library cannot know that this command reads its environment.
pub(crate) fn advice(error: &Error) -> &str {
    let field = match error {
        Error::InvalidInput(e) => e.field(),
        _ => "",
    };
    match field {
        "app_id" => "set the environment variable ZEGO_APP_ID to the application's number",
        "server_secret" => {
            "set the environment variable ZEGO_SERVER_SECRET to the application's ServerSecret"
        }
        _ => error.advice(),
    }
}

/// Says what went wrong.
pub(crate) fn error(error: &Error, output: &mut Output) {
    if output.is_json() {
        output.object(&ErrorReport::from(error));
    } else {
        error_text(error, output);
    }
}

/// Tells people what went wrong.
pub(crate) fn error_text(error: &Error, output: &mut Output) {
    output.aside(&format!("error: {}", escape(&error.to_string())));
    match error {
        // Its text holds the advice.
        Error::Api(refusal) => {
            for user in fail_users(refusal.fail_users()) {
                output.aside(&user.text());
            }
        }
        // "Correct the call" says no more than the text does.
        Error::InvalidInput(_) if advice(error) == error.advice() => {}
        _ => output.aside(&format!("  {}", escape(advice(error)))),
    }
}

/// What this command refuses by itself, in the library's shape.
#[derive(Debug, Default)]
pub(crate) struct Refusal {
    /// What was refused, if it has a name.
    pub(crate) field: Option<&'static str>,
    /// What is wrong with it, in one word.
    pub(crate) problem: &'static str,
    /// The same for people.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) advice: &'static str,
    /// The line of a file that it is about, counted from 1.
    pub(crate) line: Option<u64>,
}

/// Says what was refused.
pub(crate) fn refusal(refusal: &Refusal, output: &mut Output) {
    if !output.is_json() {
        output.aside(&format!("error: {}", terminal::escape_lines(&refusal.message)));
        return output.aside(&format!("  {}", refusal.advice));
    }
    output.object(&ErrorReport {
        kind: ErrorKind::InvalidInput.name(),
        delivery: Delivery::No.name(),
        field: refusal.field,
        problem: Some(refusal.problem),
        advice: refusal.advice,
        message: refusal.message.clone(),
        line: refusal.line,
        ..ErrorReport::default()
    });
}

/// Trouble of the command's own, which has nothing to do with any message.
pub(crate) fn internal(message: &str, output: &mut Output) {
    if output.is_json() {
        output.object(&ErrorReport::internal(message));
    } else {
        output.aside(&format!("error: {}", escape(message)));
    }
}
