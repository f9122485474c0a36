//! Does the server take the signature? Only an answer from behind the gateway proves it.

use super::check::Check;
use super::probe::Probe;
use zegoapi_client::{ApiError, CodeScope, Error};

const NAME: &str = "signature";
/// The gateway's code for an action that the product does not have.
const ACTION_NOT_SUPPORTED: i64 = 100_000_007;

/// Judges by the answer to the probe.
pub(super) fn check(probe: &Probe) -> Check {
    match probe.reply() {
        Ok(_) => Check::ok(NAME, "accepted"),
        Err(Error::Api(refusal)) => judge(refusal.as_ref()),
        Err(Error::NotSent(_)) => Check::skipped(NAME, "nothing was sent"),
        Err(error) => Check::failed(NAME, &error),
    }
}

/// A refusal by the room service comes after the gateway let the call through.
fn judge(refusal: &ApiError) -> Check {
    let said = format!("code {}: {}", refusal.code(), refusal.meaning());
    match refusal.entry().map(|entry| entry.scope) {
        Some(CodeScope::Gateway) if refusal.code() != ACTION_NOT_SUPPORTED => {
            Check::failed(NAME, &refusal.clone().into())
        }
        Some(CodeScope::Gateway) => {
            Check::warning(NAME, format!("not refused, but {said}"), "check the product")
        }
        Some(_) => Check::ok(NAME, format!("accepted (the room service then said {said})")),
        None => Check::warning(NAME, format!("not refused, but {said}"), refusal.advice()),
    }
}
