//! The raw binding under the `zegoapi` package: types and conversions, no rules.
//! One text crosses the boundary each way; objects are made in JavaScript.

#![allow(
    missing_docs,
    missing_debug_implementations,
    unsafe_code,
    reason = "napi's macros write the boundary: items without comments, and code that Node calls by pointer"
)]
#![allow(clippy::needless_pass_by_value, reason = "what crosses the boundary is owned")]
#![allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "napi's macros hand over references to Copy types"
)]

mod app;
mod call;
mod callback;
mod client;
mod delivery;
mod errors;
mod fan_out;
mod input;
mod limiter;
mod made_up;
mod output;
mod time;
mod token;
mod token_form;

use napi_derive::napi;
use zegoapi_client::{
    CallOutcome, CallbackErrorKind, CallbackProduct, CallbackStamp, Claim, CodeKind, CodeScope, Error,
    InvalidInput, LimitedBy, MessageDigest, NotSent, NotSentCause, Problem, TokenErrorKind, TokenValidity,
    UnknownCause, parse_report_line, report_line,
};

/// The version that this binding was built from.
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Whether it was built without optimisation, as no package that is given away may be.
#[napi(catch_unwind)]
pub fn is_debug() -> bool {
    cfg!(debug_assertions)
}

/// Milliseconds of the clock that never goes backwards and by which calls, fan-outs and rate limits go.
#[napi(catch_unwind)]
pub fn now_ms() -> f64 {
    time::number(time::time(None, None).monotonic_ms)
}

/// Every entry of a return code, as JSON; with a scope, the one that explains it there.
#[napi(catch_unwind)]
pub fn explain(code: f64, scope: Option<String>) -> String {
    let code = time::signed(code);
    match scope.as_deref().and_then(input::scope) {
        Some(scope) => output::return_codes(scope.explain(code).into_iter()),
        None => output::return_codes(zegoapi_client::explain(code)),
    }
}

/// The error of a try that failed, as JSON: for the kinds `NotSent` and `Unknown`, by the name of the cause.
#[napi(catch_unwind)]
pub fn failure(kind: String, cause: String, detail: String) -> String {
    errors::error(&input::failure(&kind, &cause, detail))
}

/// The error of bad input that a test makes up, as JSON.
#[napi(catch_unwind)]
pub fn bad_input(told: String) -> napi::Result<String> {
    made_up::bad_input(&told)
}

/// The error that an answer is, as JSON; nothing for one that is none.
#[napi(catch_unwind)]
pub fn error_of_answer(told: String) -> napi::Result<Option<String>> {
    made_up::error_of_answer(&told)
}

/// Every name that the core has for something that programs compare, as JSON.
#[napi(catch_unwind)]
pub fn names() -> String {
    output::json(&serde_json::json!({
        "scope": CodeScope::ALL.map(CodeScope::name),
        "codeKind": CodeKind::ALL.map(CodeKind::name),
        "limitedBy": LimitedBy::ALL.map(LimitedBy::name),
        "problem": Problem::ALL.map(Problem::name),
        "notSent": NotSentCause::ALL.map(NotSentCause::name),
        "unknown": UnknownCause::ALL.map(UnknownCause::name),
        "outcome": CallOutcome::ALL.map(CallOutcome::name),
        "token": TokenErrorKind::ALL.map(TokenErrorKind::name),
        "tokenValidity": TokenValidity::ALL.map(TokenValidity::name),
        "callback": CallbackErrorKind::ALL.map(CallbackErrorKind::name),
        "callbackProduct": CallbackProduct::ALL.map(CallbackProduct::name),
        "claim": Claim::ALL.map(Claim::name),
    }))
}

/// The digest of a message.
#[napi(catch_unwind)]
pub fn message_digest(room_id: String, from_user_id: String, content: String) -> String {
    MessageDigest::of(&room_id, &from_user_id, &content).to_string()
}

/// A line of a report, without its line break.
#[napi(catch_unwind)]
pub fn write_report_line(
    digest: String,
    user_id: String,
    name: String,
    code: Option<f64>,
) -> napi::Result<String> {
    let digest: MessageDigest = digest.parse().map_err(|error| thrown(&error))?;
    let outcome = input::outcome(&name, code).map_err(|error| thrown(&error))?;
    Ok(report_line(digest, &user_id, outcome))
}

/// Reads a line of a report of this message: the user as JSON, or nothing for a blank line.
#[napi(catch_unwind)]
pub fn read_report_line(digest: String, line: String) -> napi::Result<Option<String>> {
    let digest: MessageDigest = digest.parse().map_err(|error| thrown(&error))?;
    let read = parse_report_line(digest, &line).map_err(|error| thrown(&error))?;
    Ok(read.map(|(user, outcome)| output::user(&user, outcome)))
}

/// Reads a callback, as JSON; of a product where that is known.
#[napi(catch_unwind)]
pub fn read_callback(body: &[u8], product: Option<String>) -> napi::Result<String> {
    callback::read(body, product.as_deref())
}

/// Signs timestamp and nonce as the vendor does, for tests of a receiver.
#[napi(catch_unwind)]
pub fn sign_callback(secret: String, timestamp: String, nonce: String) -> String {
    CallbackStamp::signed(&secret, timestamp, nonce)
        .signature()
        .to_owned()
}

/// A name that the caller chose, where it may stand in an error; empty for one that may be a secret in the wrong place.
#[napi(catch_unwind)]
pub fn shown_name(name: String) -> String {
    InvalidInput::unsuitable("", "")
        .of_parameter(&name)
        .field()
        .to_owned()
}

/// An error on its way to JavaScript, which reads its text.
fn thrown(error: &Error) -> napi::Error {
    napi::Error::new(napi::Status::GenericFailure, errors::error(error))
}

/// The end of a job for which the system has no thread.
fn no_thread() -> Error {
    NotSent::new(NotSentCause::System, "no thread could be started").into()
}
