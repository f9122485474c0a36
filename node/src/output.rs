//! What JavaScript is told, as JSON in its own spelling. It becomes objects with one `JSON.parse`.

use crate::errors::{ErrorOut, FailUserOut, error_out, fail_users};
use serde::Serialize;
use zegoapi_client::{Error, Event, JobReply, Outcome, Progress, Report, Request, ReturnCode};

/// The text of a value. The values here are structs of text and numbers, which always have one.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CustomReplyOut<'a> {
    request_id: &'a str,
    message: &'a str,
    fail_users: Vec<FailUserOut<'a>>,
    whole: &'a str,
}

/// `data` is a text in the text: JavaScript's numbers would lose digits of what stands in it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GenericReplyOut<'a> {
    code: i64,
    request_id: &'a str,
    message: &'a str,
    data_json: Option<&'a str>,
    whole: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ReplyOut<'a> {
    Custom(CustomReplyOut<'a>),
    Generic(GenericReplyOut<'a>),
}

fn reply_out(reply: &JobReply) -> ReplyOut<'_> {
    let (request_id, message, whole) = (reply.request_id(), reply.message(), reply.whole());
    match reply {
        JobReply::SendCustomCommand(_) => ReplyOut::Custom(CustomReplyOut {
            request_id,
            message,
            fail_users: fail_users(reply.fail_users()),
            whole,
        }),
        JobReply::Generic(_) => ReplyOut::Generic(GenericReplyOut {
            code: reply.code(),
            request_id,
            message,
            data_json: reply.data(),
            whole,
        }),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    clippy::large_enum_variant,
    reason = "it lives for the time of one serialisation"
)]
enum OutcomeOut<'a> {
    Reply(ReplyOut<'a>),
    Error(ErrorOut<'a>),
}

fn outcome_out(outcome: &Result<JobReply, Error>) -> OutcomeOut<'_> {
    match outcome {
        Ok(reply) => OutcomeOut::Reply(reply_out(reply)),
        Err(error) => OutcomeOut::Error(error_out(error)),
    }
}

/// A reply.
pub(crate) fn reply(reply: &JobReply) -> String {
    json(&reply_out(reply))
}

/// `{"reply":..}` or `{"error":..}`.
pub(crate) fn outcome(outcome: &Result<JobReply, Error>) -> String {
    json(&outcome_out(outcome))
}

/// A signed request. `masked` is what of it may be shown.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequestOut<'a> {
    method: &'static str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
    masked: String,
}

/// A signed request.
pub(crate) fn request(request: &Request) -> RequestOut<'_> {
    RequestOut {
        method: request.method().name(),
        url: request.url(),
        body: request.body(),
        content_type: request.content_type(),
        masked: request.to_string(),
    }
}

/// What is to be done next.
#[derive(Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[allow(
    clippy::large_enum_variant,
    reason = "it lives for the time of one serialisation"
)]
enum StepOut<'a> {
    Wait {
        until_ms: Option<u64>,
    },
    Send {
        #[serde(skip_serializing_if = "Option::is_none")]
        call: Option<u64>,
        request: RequestOut<'a>,
        timeout_ms: u64,
    },
    Done(Option<OutcomeOut<'a>>),
}

/// The step `Wait`; without a time, only a report leads on.
pub(crate) fn wait(until_ms: Option<u64>) -> String {
    json(&StepOut::Wait { until_ms })
}

/// The step `Send`, of the call of that number.
pub(crate) fn send(call: Option<u64>, signed: &Request, timeout_ms: u64) -> String {
    json(&StepOut::Send {
        call,
        request: request(signed),
        timeout_ms,
    })
}

/// The step `Done`, with the outcome of a call.
pub(crate) fn done(outcome: Option<&Result<JobReply, Error>>) -> String {
    json(&StepOut::Done(outcome.map(outcome_out)))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventOut<'a> {
    call: u64,
    action: &'a str,
    host: &'a str,
    kind: &'a str,
    try_number: u32,
    duration_ms: u64,
    outcome: Option<&'a str>,
    code: Option<i64>,
    http_status: Option<u16>,
    request_id: Option<&'a str>,
}

/// An event of a call.
pub(crate) fn event(event: &Event<'_>) -> String {
    json(&EventOut {
        call: event.call,
        action: event.action,
        host: event.host,
        kind: event.kind.name(),
        try_number: event.try_number,
        duration_ms: event.duration_ms,
        outcome: event.outcome.map(zegoapi_client::CallOutcome::name),
        code: event.code,
        http_status: event.http_status,
        request_id: event.request_id.as_deref(),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProgressOut {
    total: usize,
    sent: usize,
    failed: usize,
    unknown: usize,
    in_flight: usize,
    not_tried: usize,
}

fn progress_out(progress: Progress) -> ProgressOut {
    ProgressOut {
        total: progress.total,
        sent: progress.sent,
        failed: progress.failed,
        unknown: progress.unknown,
        in_flight: progress.in_flight,
        not_tried: progress.not_tried,
    }
}

/// How far a fan-out is.
pub(crate) fn progress(progress: Progress) -> String {
    json(&progress_out(progress))
}

/// A user of a fan-out, what became of it, and the code of a failure.
#[derive(Serialize)]
struct UserOut<'a>(&'a str, &'a str, Option<i64>);

fn user_out((user, outcome): (&str, Outcome)) -> UserOut<'_> {
    UserOut(user, outcome.name(), outcome.code())
}

/// One user with what became of it.
pub(crate) fn user(user: &str, outcome: Outcome) -> String {
    json(&user_out((user, outcome)))
}

/// Users with what became of each.
pub(crate) fn users<'a>(users: impl Iterator<Item = (&'a str, Outcome)>) -> String {
    json(&users.map(user_out).collect::<Vec<_>>())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportOut<'a> {
    progress: ProgressOut,
    users: Vec<UserOut<'a>>,
    repeated: usize,
    stopped_by: Option<ErrorOut<'a>>,
    remaining: Vec<&'a str>,
    remaining_with_duplicates: Vec<&'a str>,
}

/// The report of a fan-out.
pub(crate) fn report(report: &Report) -> String {
    json(&ReportOut {
        progress: progress_out(report.progress()),
        users: report.users().map(user_out).collect(),
        repeated: report.repeated(),
        stopped_by: report.stopped_by().map(error_out),
        remaining: report.remaining(false).collect(),
        remaining_with_duplicates: report.remaining(true).collect(),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReturnCodeOut<'a> {
    code: i64,
    scope: &'a str,
    kind: &'a str,
    limited_by: Option<&'a str>,
    retryable: bool,
    meaning: &'a str,
    advice: &'a str,
}

/// The entries of a return code, explained.
pub(crate) fn return_codes(entries: impl Iterator<Item = &'static ReturnCode>) -> String {
    let explained = entries.map(|entry| ReturnCodeOut {
        code: entry.code,
        scope: entry.scope.name(),
        kind: entry.kind.name(),
        limited_by: entry.limited_by.map(zegoapi_client::LimitedBy::name),
        retryable: entry.kind.retryable(),
        meaning: entry.meaning,
        advice: entry.advice,
    });
    json(&explained.collect::<Vec<_>>())
}
