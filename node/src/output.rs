//! What JavaScript is told, as JSON in its own spelling. It becomes objects with one `JSON.parse`.

use serde::Serialize;
use zegoapi_client::{
    Error, Event, FailUser, GenericReply, JobReply, Method, Outcome, Progress, Reply, Report, Request,
    ReturnCode,
};

/// The text of a value. The values here are structs of text and numbers, which always have one.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct FailUserOut<'a> {
    uid: &'a str,
    code: i32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReplyOut<'a> {
    request_id: &'a str,
    message: &'a str,
    fail_users: Vec<FailUserOut<'a>>,
}

/// `data` is a text in the text: JavaScript's numbers would lose digits of what stands in it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GenericReplyOut<'a> {
    request_id: &'a str,
    message: &'a str,
    data_json: Option<&'a str>,
}

/// An error of any kind; what a kind does not have is left out.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorOut<'a> {
    kind: &'a str,
    text: String,
    delivery: &'a str,
    retryable: bool,
    advice: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fail_users: Option<Vec<FailUserOut<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_json: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<&'a str>,
}

fn error_out(error: &Error) -> ErrorOut<'_> {
    let common = ErrorOut {
        kind: error.kind().name(),
        text: error.to_string(),
        delivery: error.delivery().name(),
        retryable: error.retryable(),
        advice: error.advice(),
        ..ErrorOut::default()
    };
    match error {
        Error::InvalidInput(e) => ErrorOut {
            field: Some(e.field()),
            index: e.index(),
            problem: Some(e.problem().name()),
            limit: e.limit(),
            size: e.size(),
            ..common
        },
        Error::Api(e) => ErrorOut {
            api_code: Some(e.code()),
            code_kind: Some(e.code_kind().name()),
            meaning: Some(e.meaning()),
            api_message: Some(e.message()),
            request_id: Some(e.request_id()),
            http_status: Some(e.http_status()),
            fail_users: Some(fail_users(e.fail_users())),
            data_json: e.data(),
            ..common
        },
        Error::NotSent(e) => ErrorOut {
            reason: Some(e.cause().name()),
            detail: Some(e.detail()),
            ..common
        },
        Error::Unknown(e) => ErrorOut {
            reason: Some(e.cause().name()),
            detail: Some(e.detail()),
            ..common
        },
        Error::BadReply(e) => ErrorOut {
            http_status: Some(e.http_status()),
            problem: Some(e.problem()),
            excerpt: Some(e.excerpt()),
            ..common
        },
        _ => common,
    }
}

fn fail_users(users: &[FailUser]) -> Vec<FailUserOut<'_>> {
    users
        .iter()
        .map(|user| FailUserOut {
            uid: &user.uid,
            code: user.code,
        })
        .collect()
}

/// An error.
pub(crate) fn error(error: &Error) -> String {
    json(&error_out(error))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", untagged)]
enum AnyReply<'a> {
    Custom(ReplyOut<'a>),
    Generic(GenericReplyOut<'a>),
}

fn reply_out(reply: &JobReply) -> AnyReply<'_> {
    match reply {
        JobReply::Generic(GenericReply {
            request_id,
            message,
            data,
            ..
        }) => AnyReply::Generic(GenericReplyOut {
            request_id,
            message,
            data_json: data.as_deref(),
        }),
        JobReply::SendCustomCommand(Reply {
            request_id,
            message,
            fail_users: users,
            ..
        }) => AnyReply::Custom(ReplyOut {
            request_id,
            message,
            fail_users: fail_users(users),
        }),
        // No further kind of job is ever submitted from here.
        _ => AnyReply::Generic(GenericReplyOut {
            request_id: "",
            message: "",
            data_json: None,
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
    Reply(AnyReply<'a>),
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
        method: if request.method() == Method::Post {
            "POST"
        } else {
            "GET"
        },
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
        call: Option<u32>,
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
pub(crate) fn send(call: Option<u32>, signed: &Request, timeout_ms: u64) -> String {
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
    kind: &'a str,
    action: &'a str,
    try_number: u32,
    code: Option<i32>,
    duration_ms: u64,
}

/// An event of a call.
pub(crate) fn event(action: &str, event: &Event) -> String {
    json(&EventOut {
        kind: event.kind.name(),
        action,
        try_number: event.try_number,
        code: event.code,
        duration_ms: event.duration_ms,
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
struct UserOut<'a>(&'a str, &'a str, Option<i32>);

fn user_out((user, outcome): (&str, Outcome)) -> UserOut<'_> {
    // JavaScript's spelling.
    let name = if outcome == Outcome::NotTried {
        "notTried"
    } else {
        outcome.name()
    };
    UserOut(user, name, outcome.code())
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
struct ReturnCodeOut<'a> {
    code: i32,
    family: &'a str,
    kind: &'a str,
    retryable: bool,
    meaning: &'a str,
    advice: &'a str,
}

/// A return code, explained.
pub(crate) fn return_code(entry: &ReturnCode) -> String {
    json(&ReturnCodeOut {
        code: entry.code,
        family: entry.family.name(),
        kind: entry.kind.name(),
        retryable: entry.kind.retryable(),
        meaning: entry.meaning,
        advice: entry.advice,
    })
}
