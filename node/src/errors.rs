//! Errors as JSON: the core's flat view of them, in JavaScript's spelling.

use crate::output::json;
use serde::Serialize;
use zegoapi_client::{CallbackError, Error, FailUser, TokenError};

/// A user of `failUsers`.
#[derive(Serialize)]
pub(crate) struct FailUserOut<'a> {
    uid: &'a str,
    code: i64,
}

/// What a kind does not have is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErrorOut<'a> {
    /// Stands first: by it JavaScript knows an error of ours.
    kind: &'a str,
    text: String,
    applied: &'a str,
    retryable: bool,
    advice: &'a str,
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
    cause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fail_users: Vec<FailUserOut<'a>>,
    /// Of a token's or a callback's error: what it is about, and which of its kinds it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age_s: Option<i64>,
}

pub(crate) fn error_out(error: &Error) -> ErrorOut<'_> {
    let details = error.details();
    ErrorOut {
        kind: details.kind.name(),
        text: error.to_string(),
        applied: details.applied.name(),
        retryable: details.retryable,
        advice: details.advice,
        field: details.field,
        index: details.index,
        problem: details.problem,
        limit: details.limit,
        size: details.size,
        cause: details.cause,
        detail: details.detail,
        code: details.code,
        code_kind: details.code_kind,
        scope: details.scope,
        meaning: details.meaning,
        message: details.message,
        request_id: details.request_id,
        http_status: details.http_status,
        excerpt: details.excerpt,
        data: details.data,
        whole: details.whole,
        fail_users: fail_users(details.fail_users),
        about: None,
        reason: None,
        answer_status: None,
        age_s: None,
    }
}

pub(crate) fn fail_users(users: &[FailUser]) -> Vec<FailUserOut<'_>> {
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

/// The error of a token, on its way to JavaScript.
pub(crate) fn thrown_token(error: &TokenError) -> napi::Error {
    let input = Error::from(error.clone());
    let told = ErrorOut {
        text: error.to_string(),
        about: Some("token"),
        reason: Some(error.kind().name()),
        ..error_out(&input)
    };
    napi::Error::new(napi::Status::GenericFailure, json(&told))
}

/// The error of a callback, on its way to JavaScript.
pub(crate) fn thrown_callback(error: &CallbackError) -> napi::Error {
    let input = Error::from(error.clone());
    let told = ErrorOut {
        text: error.to_string(),
        about: Some("callback"),
        reason: Some(error.kind().name()),
        answer_status: Some(error.answer_status()),
        age_s: error.age_s(),
        ..error_out(&input)
    };
    napi::Error::new(napi::Status::GenericFailure, json(&told))
}
