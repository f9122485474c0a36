//! Texts that several tables share, and those for a code that no table lists.

use super::ReturnCode;

pub(super) const ASK: &str = "ask the vendor's support and quote the request id";
pub(super) const AGAIN: &str = "try again";
pub(super) const AGAIN_OR_ASK: &str = "try again, or ask the vendor's support";
pub(super) const SLOW_DOWN: &str = "slow down, or have the limit raised";

/// What a code means, listed or not.
pub(crate) fn meaning(entry: Option<&'static ReturnCode>) -> &'static str {
    entry.map_or("a code that the published tables do not list", |entry| {
        entry.meaning
    })
}

/// What to do about a code, listed or not.
pub(crate) fn advice(entry: Option<&'static ReturnCode>) -> &'static str {
    entry.map_or(
        "read the server's message, or ask the vendor's support and quote the request id",
        |entry| entry.advice,
    )
}
