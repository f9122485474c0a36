//! What happens in a call, for logs, metrics and traces.

use crate::boundary::{Blank, EMPTY, Texts, free, get, out};
use crate::text::zegoapi_str_t;
use zegoapi_core::{CallOutcome, Event};

/// The call began.
pub const ZEGOAPI_EVENT_BEGIN: u32 = 1;
/// The limiter makes it wait for `zegoapi_event_duration_ms`.
pub const ZEGOAPI_EVENT_WAIT: u32 = 2;
/// A try is sent, with `zegoapi_event_duration_ms` to go by.
pub const ZEGOAPI_EVENT_TRY: u32 = 3;
/// The try failed, and another follows after `zegoapi_event_duration_ms` at the earliest.
pub const ZEGOAPI_EVENT_RETRY: u32 = 4;
/// The call ended after `zegoapi_event_duration_ms` in all.
pub const ZEGOAPI_EVENT_END: u32 = 5;

/// The server accepted it.
pub const ZEGOAPI_CALL_OUTCOME_ACCEPTED: u32 = 1;
/// The server refused it.
pub const ZEGOAPI_CALL_OUTCOME_REFUSED: u32 = 2;
/// It was certainly not sent.
pub const ZEGOAPI_CALL_OUTCOME_NOT_SENT: u32 = 3;
/// It was sent, and no whole answer came.
pub const ZEGOAPI_CALL_OUTCOME_UNKNOWN: u32 = 4;
/// An answer came that is no reply.
pub const ZEGOAPI_CALL_OUTCOME_BAD_REPLY: u32 = 5;
/// It was refused before any I/O.
pub const ZEGOAPI_CALL_OUTCOME_INVALID_INPUT: u32 = 6;

/// Something that happened in a call: names and numbers, the host and the server's request id; never an id of a user or a
/// room, content, or a URL.
///
/// Ownership: one that a function put out is yours, and texts borrowed from it are valid until `zegoapi_event_free`. One
/// that a callback is given is borrowed until the callback returns.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_event_t {
    call: u64,
    kind: u32,
    try_number: u32,
    duration_ms: u64,
    outcome: u32,
    code: Option<i64>,
    http_status: u16,
    texts: Texts,
}

const ACTION: usize = 0;
const HOST: usize = 1;
const REQUEST_ID: usize = 2;

impl zegoapi_event_t {
    pub(crate) fn new(event: &Event<'_>) -> Self {
        Self {
            call: event.call,
            kind: event.kind.number(),
            try_number: event.try_number,
            duration_ms: event.duration_ms,
            outcome: event.outcome.map_or(0, CallOutcome::number),
            code: event.code,
            http_status: event.http_status.unwrap_or_default(),
            texts: Texts::of([
                event.action,
                event.host,
                event.request_id.as_deref().unwrap_or_default(),
            ]),
        }
    }
}

/// Frees an event, and with it the texts that were borrowed from it.
///
/// @param event An event that is yours, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_free(event: *mut zegoapi_event_t) {
    // SAFETY: this function's contract.
    unsafe { free(event) };
}

/// The number of the call, which no other call of the application has.
///
/// @param event The event, or NULL.
/// @return The number, from 1; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_call(event: *const zegoapi_event_t) -> u64 {
    // SAFETY: this function's contract.
    unsafe { get(event, 0, |event| event.call) }
}

/// What happened.
///
/// @param event The event, or NULL.
/// @return `ZEGOAPI_EVENT_...`; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_kind(event: *const zegoapi_event_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(event, 0, |event| event.kind) }
}

/// The action's name.
///
/// @param event The event, or NULL.
/// @return The name, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_action(event: *const zegoapi_event_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(event, ACTION) }
}

/// The host that the call goes to.
///
/// @param event The event, or NULL.
/// @return The host, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_host(event: *const zegoapi_event_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(event, HOST) }
}

/// The number of the try that it belongs to.
///
/// @param event The event, or NULL.
/// @return The number, from 1; 0 for the begin, for the end of a call without tries, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_try_number(event: *const zegoapi_event_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(event, 0, |event| event.try_number) }
}

/// How long: of waiting, of delay before a retry, allowed for a try, or taken by the whole call.
///
/// @param event The event, or NULL.
/// @return Milliseconds; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_duration_ms(event: *const zegoapi_event_t) -> u64 {
    // SAFETY: this function's contract.
    unsafe { get(event, 0, |event| event.duration_ms) }
}

/// How the try or the call ended.
///
/// @param event The event, or NULL.
/// @return `ZEGOAPI_CALL_OUTCOME_...` with a retry and an end; 0 with every other kind, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_outcome(event: *const zegoapi_event_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(event, 0, |event| event.outcome) }
}

/// The server's code, with an outcome that one led to.
///
/// @param event The event, or NULL.
/// @param[out] out_code The code, which is 0 for an accepted call; 0 when there is none.
/// @return Whether there is one; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_code(event: *const zegoapi_event_t, out_code: *mut i64) -> bool {
    // SAFETY: this function's contract.
    let (code, out_code) = unsafe { (get(event, None, |event| event.code), out(out_code, "out_code")) };
    out_code.is_ok_and(|out_code| {
        *out_code = code.unwrap_or(i64::BLANK);
        code.is_some()
    })
}

/// The HTTP status, with an outcome that an answer led to.
///
/// @param event The event, or NULL.
/// @return The status; 0 when there is none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_http_status(event: *const zegoapi_event_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(event, 0, |event| u32::from(event.http_status)) }
}

/// The server's `RequestId`, with an outcome that came with one.
///
/// @param event The event, or NULL.
/// @return The id, borrowed; empty when there is none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_event_request_id(event: *const zegoapi_event_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(event, REQUEST_ID) }
}

unsafe fn text(event: *const zegoapi_event_t, place: usize) -> zegoapi_str_t {
    // SAFETY: the contract of the getter that calls this.
    unsafe { get(event, EMPTY, |event| event.texts.get(place)) }
}
