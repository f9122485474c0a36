//! Errors and failed users as text for people and as JSON for programs.
//! The words are the library's; here they are only laid out.

use crate::failure::Refusal;
use crate::output::Output;
use crate::terminal::{self, escape};
use serde::Serialize;
use zegoapi_client::{Applied, Error, ErrorKind, FailUser, InvalidInput, NotSentCause};

/// A named user who did not get the message.
#[derive(Debug, Serialize)]
pub(crate) struct FailUserReport<'a> {
    uid: &'a str,
    code: i64,
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

/// An error as a JSON object, from the library's flat view of it; what an error of its kind does not have is left out.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ErrorReport<'a> {
    ok: bool,
    kind: &'static str,
    applied: &'static str,
    retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    /// The line of a file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'static str>,
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
    /// The whole refusal as text: for the commands that print whole replies, as it may repeat parts of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<&'a str>,
}

impl<'a> From<&'a Error> for ErrorReport<'a> {
    fn from(error: &'a Error) -> Self {
        let details = error.details();
        Self {
            ok: false,
            kind: details.kind.name(),
            applied: details.applied.name(),
            retryable: details.retryable,
            code: details.code,
            code_kind: details.code_kind,
            scope: details.scope,
            cause: details.cause,
            detail: details.detail.filter(|detail| !detail.is_empty()),
            field: details.field,
            index: details.index,
            line: None,
            problem: details.problem,
            limit: details.limit,
            size: details.size,
            http_status: details.http_status,
            excerpt: details.excerpt,
            meaning: details.meaning,
            advice: advice(error),
            // The server's own words where there are some.
            message: details
                .message
                .map_or_else(|| error.to_string(), ToOwned::to_owned),
            request_id: details.request_id,
            fail_users: fail_users(details.fail_users),
            whole: None,
        }
    }
}

impl<'a> From<&'a Refusal> for ErrorReport<'a> {
    fn from(refusal: &'a Refusal) -> Self {
        let input = refusal.input.as_deref();
        Self {
            kind: refusal.kind,
            applied: Applied::No.name(),
            field: input.map(InvalidInput::field),
            problem: Some(input.map_or("usage", |input| input.problem().name())),
            limit: input.and_then(InvalidInput::limit),
            size: input.and_then(InvalidInput::size),
            index: input.and_then(InvalidInput::index),
            line: refusal.line,
            advice: refusal.advice,
            message: refusal.message.clone(),
            ..Self::default()
        }
    }
}

impl<'a> ErrorReport<'a> {
    /// Trouble of the command's own.
    pub(crate) fn internal(message: &str) -> Self {
        Self {
            kind: "Internal",
            applied: Applied::No.name(),
            advice: "see the message",
            message: message.to_owned(),
            ..Self::default()
        }
    }

    /// Somebody ended it by a signal, before or after it may have been applied.
    pub(crate) fn interrupted(applied: Applied, message: &str, advice: &'a str) -> Self {
        let kind = match applied {
            Applied::No => ErrorKind::NotSent,
            _ => ErrorKind::Unknown,
        };
        Self {
            kind: kind.name(),
            applied: applied.name(),
            cause: Some(NotSentCause::Cancelled.name()),
            advice,
            message: message.to_owned(),
            ..Self::default()
        }
    }

    /// The same with the whole refusal.
    pub(crate) fn with_whole(mut self, error: &'a Error) -> Self {
        self.whole = error.details().whole;
        self
    }
}

/// What to do about an error. The library cannot know this command's options, and that it reads its environment.
pub(crate) fn advice(error: &Error) -> &str {
    let details = error.details();
    match (details.field, details.problem) {
        (Some("app_id"), _) => "set the environment variable ZEGO_APP_ID to the application's number",
        (Some("server_secret"), _) => {
            "set the environment variable ZEGO_SERVER_SECRET to the application's ServerSecret"
        }
        (Some("to"), Some("too_large")) if details.index.is_none() => {
            "send to any number of users with --to-file FILE, one id to a line"
        }
        _ => details.advice,
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
    let advice = advice(error);
    match error.kind() {
        // Its text holds the advice.
        ErrorKind::Api => {
            for user in fail_users(error.details().fail_users) {
                output.aside(&user.text());
            }
        }
        // "Correct the call" says no more than the text does.
        ErrorKind::InvalidInput if advice == error.advice() => {}
        _ => output.aside(&format!("  {}", escape(advice))),
    }
}

/// Says what was refused.
pub(crate) fn refusal(refusal: &Refusal, output: &mut Output) {
    if output.is_json() {
        return output.object(&ErrorReport::from(refusal));
    }
    output.aside(&format!("error: {}", terminal::escape_lines(&refusal.message)));
    if !refusal.advice.is_empty() {
        output.aside(&format!("  {}", refusal.advice));
    }
}

/// Says what is known of a call that a signal ended.
pub(crate) fn interrupted(applied: Applied, output: &mut Output) {
    let (text, advice) = match applied {
        Applied::No => ("interrupted: nothing was sent", "nothing to do"),
        _ => (
            "interrupted: the request was out; it may have been applied",
            "do it again only if twice does no harm",
        ),
    };
    if output.is_json() {
        output.object(&ErrorReport::interrupted(applied, text, advice));
    } else {
        output.aside(text);
    }
}

/// Trouble of the command's own, which has nothing to do with any message.
pub(crate) fn internal(message: &str, output: &mut Output) {
    if output.is_json() {
        output.object(&ErrorReport::internal(message));
    } else {
        output.aside(&format!("error: {}", escape(message)));
    }
}
