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

mod call;
mod client;
mod delivery;
mod fan_out;
mod input;
mod limiter;
mod output;
mod time;

use napi_derive::napi;
use zegoapi_client::{CodeFamily, Error, NotSent, NotSentCause, UnknownCause};

/// The version that this binding was built from.
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Explains a return code, as JSON; nothing for a code that no table of the family lists.
#[napi(catch_unwind)]
pub fn explain(code: i32, family: String) -> Option<String> {
    let family = if family == CodeFamily::Gateway.name() {
        CodeFamily::Gateway
    } else {
        CodeFamily::Room
    };
    family.explain(code).map(output::return_code)
}

/// The error of a try that failed, as JSON: for the kinds `NotSent` and `Unknown`, by the name of the cause.
#[napi(catch_unwind)]
pub fn failure(kind: String, cause: String, detail: String) -> String {
    output::error(&input::failure(&kind, &cause, detail))
}

/// Every name that a `reason` of a `NotSent` and of an `Unknown` can have, as JSON.
#[napi(catch_unwind)]
pub fn reasons() -> String {
    output::json(&[
        NotSentCause::ALL.map(NotSentCause::name).to_vec(),
        UnknownCause::ALL.map(UnknownCause::name).to_vec(),
    ])
}

/// An error on its way to JavaScript, which reads its text.
fn thrown(error: &Error) -> napi::Error {
    napi::Error::new(napi::Status::GenericFailure, output::error(error))
}

/// The end of a job for which the system has no thread.
fn no_thread() -> Error {
    NotSent::new(NotSentCause::System, "no thread could be started").into()
}
