//! The getters of an error. Each takes NULL, and then says what an error without that detail says.

use super::{
    ADVICE, DATA, DETAIL, EXCERPT, FAIL_USERS, FIELD, MEANING, MESSAGE, REQUEST_ID, TEXT, WHOLE,
    zegoapi_error_t,
};
use crate::boundary::{EMPTY, free, get, out};
use crate::status::{ZEGOAPI_OK, zegoapi_status_t};
use crate::text::zegoapi_str_t;

/// Frees an error that came through an `out_error`.
///
/// @param error An error that is yours, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_free(error: *mut zegoapi_error_t) {
    // SAFETY: this function's contract.
    unsafe { free(error) };
}

/// The status of the call that failed.
///
/// @param error The error, or NULL.
/// @return The status; `ZEGOAPI_OK` for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_status(error: *const zegoapi_error_t) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe { get(error, ZEGOAPI_OK, |error| error.status) }
}

/// Which of the core's five kinds it is.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_ERROR_INVALID_INPUT` to `ZEGOAPI_ERROR_BAD_REPLY`; 0 for what the boundary found wrong
///   (statuses from 101 on).
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_kind(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.kind) }
}

/// Whether the call may have taken effect all the same: the one question before it is made again. Decided by the code
/// where the server refused.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_APPLIED_NO` or `ZEGOAPI_APPLIED_UNKNOWN`; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_applied(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.applied) }
}

/// Whether the same call may succeed when it is made again. Look at `zegoapi_error_applied` before you do so.
///
/// @param error The error, or NULL.
/// @return `true` or `false`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_retryable(error: *const zegoapi_error_t) -> bool {
    // SAFETY: this function's contract.
    unsafe { get(error, false, |error| error.retryable) }
}

/// The server's `Code`.
///
/// @param error The error, or NULL.
/// @return The code, never 0; 0 when the server gave none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_code(error: *const zegoapi_error_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.code) }
}

/// What the server's code is about.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_CODE_KIND_...`; 0 when the server gave no code.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_code_kind(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.code_kind) }
}

/// The scope whose table explains the server's code.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_CODE_SCOPE_...`; 0 for a code that no table lists, and when the server gave none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_scope(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.scope) }
}

/// The HTTP status of the answer.
///
/// @param error The error, or NULL.
/// @return The status; 0 when there was no answer, or one that was no HTTP.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_http_status(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| u32::from(error.http_status)) }
}

/// What is wrong with the field of invalid input.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_PROBLEM_...`; 0 for every other kind.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_problem(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.problem) }
}

/// Why nothing was sent, or why the outcome is not known.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_NOT_SENT_...` or `ZEGOAPI_UNKNOWN_...`, by the kind; 0 for every other kind.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_cause(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.cause) }
}

/// Why a token was not made or not opened.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_TOKEN_ERROR_...`; 0 for an error about something else.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_token_kind(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.token_kind) }
}

/// Why a callback was refused, or a verifier not made.
///
/// @param error The error, or NULL.
/// @return `ZEGOAPI_CALLBACK_ERROR_...`; 0 for an error about something else.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_callback_kind(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.callback_kind) }
}

/// How old a callback was, where that is why it was refused.
///
/// @param error The error, or NULL.
/// @param[out] out_age_s Seconds, negative when it is from the future; 0 when its age is not why.
/// @return Whether it is; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_callback_age_s(
    error: *const zegoapi_error_t,
    out_age_s: *mut i64,
) -> bool {
    // SAFETY: this function's contract.
    let (age_s, out_age_s) = unsafe {
        (
            get(error, None, |error| error.callback_age_s),
            out(out_age_s, "out_age_s"),
        )
    };
    out_age_s.is_ok_and(|out_age_s| {
        *out_age_s = age_s.unwrap_or_default();
        age_s.is_some()
    })
}

/// The HTTP status to answer the vendor with, where a callback was refused. Any 2XX counts as an answer, and everything
/// else is sent again: so a callback that was dealt with already gets 200, and one that may be dealt with later 503.
///
/// @param error The error, or NULL.
/// @return The status; 0 for an error about something else.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_answer_status(error: *const zegoapi_error_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| u32::from(error.answer_status)) }
}

/// The whole error as one line of text, for logs.
///
/// @param error The error, or NULL.
/// @return The line; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_text(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, TEXT) }
}

/// What to do about it.
///
/// @param error The error, or NULL.
/// @return A sentence fragment; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_advice(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, ADVICE) }
}

/// What the server's code means.
///
/// @param error The error, or NULL.
/// @return A sentence fragment; empty when the server gave no code.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_meaning(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, MEANING) }
}

/// The server's `Message`. Where it repeats private parts of the request, they are `***`.
///
/// @param error The error, or NULL.
/// @return The message; empty when the server gave none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_message(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, MESSAGE) }
}

/// The server's `RequestId`, every digit kept. Quote it to the vendor's support.
///
/// @param error The error, or NULL.
/// @return The id; empty when the server gave none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_request_id(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, REQUEST_ID) }
}

/// The field that is wrong, in snake case (`room_id`, `content`, `to`, ...), the name of the parameter, or the argument.
///
/// @param error The error, or NULL.
/// @return The name; empty for every other kind.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_field(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, FIELD) }
}

/// What the transport said, or why an answer is no reply.
///
/// @param error The error, or NULL.
/// @return The detail; empty when there is none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_detail(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, DETAIL) }
}

/// The first 200 bytes of an answer that is no reply, as text that is safe to log.
///
/// @param error The error, or NULL.
/// @return The excerpt; empty for every other kind.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_excerpt(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, EXCERPT) }
}

/// The `Data` of a refusal, as JSON text. May repeat parts of the request: not for logs.
///
/// @param error The error, or NULL.
/// @return The text; empty when it carried none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_data(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, DATA) }
}

/// The whole refusal, as JSON text: also what a product puts beside `Code`. May repeat parts of the request: not for
/// logs.
///
/// @param error The error, or NULL.
/// @return The text; empty when the server did not refuse.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_whole(error: *const zegoapi_error_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, WHOLE) }
}

/// The limit that was missed.
///
/// @param error The error, or NULL.
/// @param[out] out_limit Bytes for text, items for lists; for a buffer that is too small the bytes that are needed; 0 when there is none.
/// @return Whether the error has one; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_limit(error: *const zegoapi_error_t, out_limit: *mut usize) -> bool {
    // SAFETY: this function's contract.
    unsafe { number(error, out_limit, |error| error.limit) }
}

/// The size that was given.
///
/// @param error The error, or NULL.
/// @param[out] out_size Bytes for text, items for lists; 0 when there is none.
/// @return Whether the error has one; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_size(error: *const zegoapi_error_t, out_size: *mut usize) -> bool {
    // SAFETY: this function's contract.
    unsafe { number(error, out_size, |error| error.size) }
}

/// The item of a list that is wrong.
///
/// @param error The error, or NULL.
/// @param[out] out_index Its place, counted from 0; 0 when there is none.
/// @return Whether the error has one; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_index(error: *const zegoapi_error_t, out_index: *mut usize) -> bool {
    // SAFETY: this function's contract.
    unsafe { number(error, out_index, |error| error.index) }
}

/// How many users a refusal named as those for whom it failed; usually none.
///
/// @param error The error, or NULL.
/// @return The number.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_fail_user_count(error: *const zegoapi_error_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(error, 0, |error| error.fail_users.len()) }
}

/// The id of a user that a refusal named.
///
/// @param error The error, or NULL.
/// @param index From 0 to one less than `zegoapi_error_fail_user_count`.
/// @return The id, borrowed; empty when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_fail_user_id(
    error: *const zegoapi_error_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(error, FAIL_USERS.saturating_add(index)) }
}

/// Why that user did not get the message.
///
/// @param error The error, or NULL.
/// @param index From 0 to one less than `zegoapi_error_fail_user_count`.
/// @return The code, such as 50003; 0 when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_error_fail_user_code(error: *const zegoapi_error_t, index: usize) -> i64 {
    // SAFETY: this function's contract.
    // SAFETY: this function's contract.
    unsafe {
        get(error, 0, |error| {
            error.fail_users.get(index).copied().unwrap_or_default()
        })
    }
}

unsafe fn text(error: *const zegoapi_error_t, place: usize) -> zegoapi_str_t {
    // SAFETY: the contract of the getter that calls this.
    unsafe { get(error, EMPTY, |error| error.texts.get(place)) }
}

unsafe fn number(
    error: *const zegoapi_error_t,
    out_number: *mut usize,
    read: impl FnOnce(&zegoapi_error_t) -> Option<usize>,
) -> bool {
    // SAFETY: the contract of the getter that calls this.
    let (number, out_number) = unsafe { (get(error, None, read), out(out_number, "out_number")) };
    out_number.is_ok_and(|out_number| {
        *out_number = number.unwrap_or_default();
        number.is_some()
    })
}
