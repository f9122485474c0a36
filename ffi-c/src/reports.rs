//! What a driver reports of a try, read from C's arguments: the same for a call and for a fan-out.

use crate::boundary::{Failure, Reason, bytes, flag, http_status, text_or_lossy};
use crate::text::zegoapi_str_t;
use crate::time::ZEGOAPI_HANDSHAKE_NOT_KNOWN;
use zegoapi_core::{Answer, Error, NotSent, NotSentCause, Unknown, UnknownCause};

/// The time of a handshake, where it is known.
pub(crate) fn handshake(ms: u64) -> Option<u64> {
    (ms != ZEGOAPI_HANDSHAKE_NOT_KNOWN).then_some(ms)
}

/// An answer, in the one form that everything reads. The `Date` comes from the server, so that nothing in it is refused:
/// one that is empty or no text counts as none.
///
/// # Safety
///
/// As for `bytes`, of `date` and `body`.
pub(crate) unsafe fn answer<'a>(
    status: u32,
    date: zegoapi_str_t,
    body: zegoapi_str_t,
    whole: u32,
) -> Result<Answer<'a>, Failure> {
    // SAFETY: this function's contract.
    let (date, body) = unsafe { (bytes(date, "date")?, bytes(body, "body")?) };
    let mut answer = Answer::new(http_status(status)?, body);
    if let Some(date) = std::str::from_utf8(date).ok().filter(|date| !date.is_empty()) {
        answer = answer.with_date(date);
    }
    if !flag(u64::from(whole)) {
        answer = answer.cut_off();
    }
    Ok(answer)
}

/// A try that certainly did not go out.
///
/// # Safety
///
/// As for `bytes`.
pub(crate) unsafe fn not_sent(cause: u32, detail: zegoapi_str_t) -> Result<Error, Failure> {
    let known = NotSentCause::from_number(cause).ok_or(Failure::of(Reason::OutOfRange, "cause"))?;
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
    let known = UnknownCause::from_number(cause).ok_or(Failure::of(Reason::OutOfRange, "cause"))?;
    // SAFETY: this function's contract.
    let detail = unsafe { text_or_lossy(detail, "detail") }?;
    Ok(Unknown::new(known, detail).into())
}
