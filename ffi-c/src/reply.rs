//! What the server said to a command that it accepted.

use crate::boundary::{EMPTY, Texts, free, get, give, guard, handle, out};
use crate::command::zegoapi_command_t;
use crate::error::zegoapi_error_t;
use crate::reports;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::{ActionExt, JobReply};

/// The reply to an accepted command. **Accepted is not reached**: look at the failed users.
///
/// Ownership: one that came through an `out_reply` is yours, and texts borrowed from it are valid until
/// `zegoapi_reply_free`. One that came from a getter belongs to the handle that was asked.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_reply_t {
    code: i64,
    texts: Texts,
    fail_users: Vec<i64>,
}

/// The places of the texts; the failed users' ids follow.
const REQUEST_ID: usize = 0;
const MESSAGE: usize = 1;
const DATA: usize = 2;
const WHOLE: usize = 3;
const FAIL_USERS: usize = 4;

impl zegoapi_reply_t {
    pub(crate) fn new(reply: &JobReply) -> Self {
        let texts = [
            reply.request_id(),
            reply.message(),
            reply.data().unwrap_or_default(),
            reply.whole(),
        ];
        let fail_users = reply.fail_users();
        let ids = fail_users.iter().map(|user| &*user.uid);
        Self {
            code: reply.code(),
            texts: Texts::of(texts.into_iter().chain(ids)),
            fail_users: fail_users.iter().map(|user| user.code).collect(),
        }
    }
}

/// Reads what came back for a command that you sent with your own HTTP stack.
///
/// @param command The command that was sent.
/// @param http_status The HTTP status, 0 to 65535.
/// @param body The body as it came: any bytes, `data` may be NULL when there are none.
/// @param whole Whether that is the whole body: 0 when it was cut off, such as at a size limit of yours.
/// @param[out] out_reply The reply; yours, free it with `zegoapi_reply_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`: accepted; `ZEGOAPI_ERROR_API`: refused; `ZEGOAPI_ERROR_BAD_REPLY`: no reply of the API;
///   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a status or a length that cannot be; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_parse(
    command: *const zegoapi_command_t,
    http_status: u32,
    body: zegoapi_str_t,
    whole: u32,
    out_reply: *mut *mut zegoapi_reply_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let parse = || {
        // SAFETY: this function's contract.
        let out_reply = unsafe { out(out_reply, "out_reply") }?;
        // SAFETY: this function's contract.
        let command = unsafe { handle(command, "command") }?;
        // SAFETY: this function's contract.
        let answer = unsafe { reports::answer(http_status, EMPTY, body, whole) }?;
        let reply = command.with(|job| job.parse(&answer))?;
        give(out_reply, zegoapi_reply_t::new(&reply));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, parse) }
}

/// Frees a reply, and with it the texts that were borrowed from it.
///
/// @param reply A reply that is yours, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_free(reply: *mut zegoapi_reply_t) {
    // SAFETY: this function's contract.
    unsafe { free(reply) };
}

/// The server's `Code`.
///
/// @param reply The reply, or NULL.
/// @return 0, or another code that is an answer of the action's and no refusal; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_code(reply: *const zegoapi_reply_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(reply, 0, |reply| reply.code) }
}

/// The server's `RequestId`, every digit kept whatever JSON type it came as.
///
/// @param reply The reply, or NULL.
/// @return The id, borrowed; empty when the server gave none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_request_id(reply: *const zegoapi_reply_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(reply, REQUEST_ID) }
}

/// The server's `Message`, usually `success`.
///
/// @param reply The reply, or NULL.
/// @return The message, borrowed; empty when the server gave none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_message(reply: *const zegoapi_reply_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(reply, MESSAGE) }
}

/// `Data` as JSON text, for commands that are no SendCustomCommand.
///
/// @param reply The reply, or NULL.
/// @return The text, borrowed; empty when it is missing or null, and for a SendCustomCommand.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_data(reply: *const zegoapi_reply_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(reply, DATA) }
}

/// The whole reply as JSON text, for products that put their payload beside `Code`. There, a code of 0 may mean that at
/// least one item worked: look at the lists of errors in it.
///
/// @param reply The reply, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_whole(reply: *const zegoapi_reply_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(reply, WHOLE) }
}

/// How many of the named users did not get the message.
///
/// @param reply The reply, or NULL.
/// @return The number; 0 when all did, for a message to everyone, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_fail_user_count(reply: *const zegoapi_reply_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(reply, 0, |reply| reply.fail_users.len()) }
}

/// The id of a user who did not get the message.
///
/// @param reply The reply, or NULL.
/// @param index From 0 to one less than `zegoapi_reply_fail_user_count`.
/// @return The id, borrowed; empty when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_fail_user_id(
    reply: *const zegoapi_reply_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(reply, FAIL_USERS.saturating_add(index)) }
}

/// Why that user did not get it.
///
/// @param reply The reply, or NULL.
/// @param index From 0 to one less than `zegoapi_reply_fail_user_count`.
/// @return The code: 50003 for a user who is not online; 0 when there is no such user.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_reply_fail_user_code(reply: *const zegoapi_reply_t, index: usize) -> i64 {
    // SAFETY: this function's contract.
    unsafe {
        get(reply, 0, |reply| {
            reply.fail_users.get(index).copied().unwrap_or_default()
        })
    }
}

unsafe fn text(reply: *const zegoapi_reply_t, place: usize) -> zegoapi_str_t {
    // SAFETY: the contract of the getter that calls this.
    unsafe { get(reply, EMPTY, |reply| reply.texts.get(place)) }
}
