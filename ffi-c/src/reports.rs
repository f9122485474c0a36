//! What a driver reports of a try, read from C's arguments: the same for a call and for a fan-out.

use crate::boundary::{Failure, Reason, bytes, text_or_lossy};
use crate::text::zegoapi_str_t;
use zegoapi_core::{Error, NotSent, NotSentCause, Unknown, UnknownCause};

/// Why an answer that the driver's HTTP would not take is no reply.
pub(crate) const NOT_TAKEN: &str = "an answer that was not taken whole";

/// The `Date` header; none where it is empty or no text. It comes from the server, so nothing in it is refused.
///
/// # Safety
///
/// As for `bytes`.
pub(crate) unsafe fn date<'a>(date: zegoapi_str_t) -> Result<Option<&'a str>, Failure> {
    // SAFETY: this function's contract.
    let date = unsafe { bytes(date, "date") }?;
    Ok(std::str::from_utf8(date).ok().filter(|date| !date.is_empty()))
}

/// A try that certainly did not go out.
///
/// # Safety
///
/// As for `bytes`.
pub(crate) unsafe fn not_sent(cause: u32, detail: zegoapi_str_t) -> Result<Error, Failure> {
    let known = NotSentCause::ALL
        .into_iter()
        .find(|known| known.number() == cause);
    let known = known.ok_or(Failure::of(Reason::OutOfRange, "cause"))?;
    // SAFETY: this function's contract.
    let detail = unsafe { text_or_lossy(detail, "detail") }?;
    Ok(NotSent::new(known, detail).into())
}

/// A try that went out, and of which no whole answer came.
///
/// # Safety
///
/// As for `bytes`.
pub(crate) unsafe fn unknown(cause: u32, detail: zegoapi_str_t) -> Result<Error, Failure> {
    let known = UnknownCause::ALL
        .into_iter()
        .find(|known| known.number() == cause);
    let known = known.ok_or(Failure::of(Reason::OutOfRange, "cause"))?;
    // SAFETY: this function's contract.
    let detail = unsafe { text_or_lossy(detail, "detail") }?;
    Ok(Unknown::new(known, detail).into())
}
