//! What the server said to a command that it accepted.

use crate::boundary::{EMPTY, Texts, bytes, free, get, give, guard, handle, http_status, out};
use crate::command::zegoapi_command_t;
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::{Action, FailUser, JobReply};

/// The reply to an accepted command. **Accepted is not reached**: look at the failed users.
///
/// Ownership: one that came through an `out_reply` is yours, and texts borrowed from it are valid until
/// `zegoapi_reply_free`. One that came from a getter belongs to the handle that was asked.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_reply_t {
    texts: Texts,
    fail_users: Vec<i32>,
}

/// The places of the texts; the failed users' ids follow.
const REQUEST_ID: usize = 0;
const MESSAGE: usize = 1;
const DATA: usize = 2;
const FAIL_USERS: usize = 3;

impl zegoapi_reply_t {
    pub(crate) fn new(reply: &JobReply) -> Self {
        let none: &[FailUser] = &[];
        let (request_id, message, data, fail_users) = match reply {
            JobReply::SendCustomCommand(reply) => {
                (&*reply.request_id, &*reply.message, "", &*reply.fail_users)
            }
            JobReply::Generic(reply) => {
                let data = reply.data.as_deref().unwrap_or_default();
                (&*reply.request_id, &*reply.message, data, none)
            }
            // The core's actions are open to more; none can be made through this ABI.
            _ => ("", "", "", none),
        };
        let ids = fail_users.iter().map(|user| &*user.uid);
        Self {
            texts: Texts::of([request_id, message, data].into_iter().chain(ids)),
            fail_users: fail_users.iter().map(|user| user.code).collect(),
        }
    }
}

/// Reads what came back for a command that you sent with your own HTTP stack.
///
/// @param command The command that was sent.
/// @param http_status The HTTP status, 0 to 65535.
/// @param body The body as it came: any bytes, `data` may be NULL when there are none.
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
    out_reply: *mut *mut zegoapi_reply_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let parse = || {
        // SAFETY: this function's contract.
        let out_reply = unsafe { out(out_reply, "out_reply") }?;
        // SAFETY: this function's contract.
        let (command, body) = unsafe { (handle(command, "command")?, bytes(body, "body")?) };
        let http_status = self::http_status(http_status)?;
        let reply = command.with(|job| job.parse(http_status, body))?;
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
pub unsafe extern "C" fn zegoapi_reply_fail_user_code(reply: *const zegoapi_reply_t, index: usize) -> i32 {
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
