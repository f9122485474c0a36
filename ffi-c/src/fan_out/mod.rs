//! One message to any number of users, driven by the caller over its own HTTP.

pub mod drive;
pub mod lines;
pub mod report;
pub mod results;

use crate::app::zegoapi_app_t;
use crate::boundary::{Blank, Failure, drive, free, give, guard, handle, list, out, text};
use crate::endpoint::zegoapi_endpoint_t;
use crate::error::zegoapi_error_t;
use crate::options::{fan_out_options, zegoapi_options_t};
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use crate::time::zegoapi_time_t;
use std::ffi::c_void;
use std::sync::{Arc, Mutex};
use zegoapi_client::AppLimiters;
use zegoapi_core::{App, Error, FanOut, InvalidInput, MessageDigest, Progress};

/// The server accepted the message for this user.
pub const ZEGOAPI_OUTCOME_SENT: u32 = 1;
/// The server refused it for this user, or for the whole call; nothing was delivered, and there is a code.
pub const ZEGOAPI_OUTCOME_FAILED: u32 = 2;
/// It may have been delivered.
pub const ZEGOAPI_OUTCOME_UNKNOWN: u32 = 3;
/// Nothing went out for this user.
pub const ZEGOAPI_OUTCOME_NOT_TRIED: u32 = 4;

/// How many users came to what; the numbers after the first add up to it. Its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_progress_t {
    /// All users, each counted once.
    pub total: usize,
    /// The server accepted the message for them.
    pub sent: usize,
    /// The server refused it for them.
    pub failed: usize,
    /// They may have got it.
    pub unknown: usize,
    /// A call to them is under way, or waits for its turn; in a report they count as unknown, or as not tried where no
    /// request may have reached the server.
    pub in_flight: usize,
    /// Nothing went out for them (yet).
    pub not_tried: usize,
}

impl From<Progress> for zegoapi_progress_t {
    fn from(progress: Progress) -> Self {
        Self {
            total: progress.total,
            sent: progress.sent,
            failed: progress.failed,
            unknown: progress.unknown,
            in_flight: progress.in_flight,
            not_tried: progress.not_tried,
        }
    }
}

impl Blank for zegoapi_progress_t {
    const BLANK: Self = Self {
        total: 0,
        sent: 0,
        failed: 0,
        unknown: 0,
        in_flight: 0,
        not_tried: 0,
    };
}

/// Is told of one user. The id is borrowed until the function returns; `code` is the server's code of a failed user, and 0
/// for every other. It must return in the usual way: no `longjmp`, no C++ exception.
pub type zegoapi_user_callback_t =
    Option<unsafe extern "C" fn(user_data: *mut c_void, user_id: zegoapi_str_t, outcome: u32, code: i64)>;

/// One message to any number of users: calls of ten, each in its turn, several at once, and a report in which each user
/// stands exactly once. It does no I/O; you do, or a client does (`zegoapi_client_run`).
///
/// **Ask; do what is said; report each request that was sent, once, in any order; ask again.** Requests may be sent
/// concurrently: ask again while some are out. A report for a call that is not out is refused with
/// `ZEGOAPI_ERROR_INVALID_INPUT`, problem `ZEGOAPI_PROBLEM_OUT_OF_ORDER`, and changes nothing.
///
/// An error that would meet every further call (a wrong secret, a room that does not exist) ends it early, and so do three
/// calls in a row that end with the same refusal or the same page of a gateway: the rest is reported as not tried, with
/// the error in `zegoapi_report_stopped_by`. The rate limits are the application's.
///
/// Threads: one driver. Two threads in it at once is a mistake that the second one is told of
/// (`ZEGOAPI_ERROR_BUSY`), and no harm comes of it. It may move between threads. Free it once, after the last use.
pub struct zegoapi_fanout_t {
    /// Nothing once a client has run it.
    pub(crate) driven: Mutex<Option<FanOut>>,
    /// Locked for one question or report at a time; nothing of the caller's runs meanwhile.
    limiters: Arc<AppLimiters>,
    digest: MessageDigest,
}

impl zegoapi_fanout_t {
    pub(crate) fn new(fan_out: FanOut, app: &App) -> Self {
        Self {
            digest: fan_out.digest(),
            driven: Mutex::new(Some(fan_out)),
            limiters: AppLimiters::of(app),
        }
    }
}

/// What a fan-out that a client has run answers.
pub(crate) fn spent() -> Failure {
    let expected = "a client has run it; its report is all there is";
    Error::from(InvalidInput::out_of_order("fanout", expected)).into()
}

/// Begins a fan-out. Repeated ids are dropped; the order is kept.
///
/// @param app Who signs.
/// @param endpoint Where it goes.
/// @param room_id The room.
/// @param from_user_id The sender, who need not be in the room.
/// @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
/// @param user_ids The users: an array of `user_count` texts, copied.
/// @param user_count How many, at least 1.
/// @param options The options of the fan-out and its calls, or NULL for the defaults.
/// @param[out] out_fanout The fan-out; yours, free it with `zegoapi_fanout_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size, and an empty id by
///   its place; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count that no array can have.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_new(
    app: *const zegoapi_app_t,
    endpoint: *const zegoapi_endpoint_t,
    room_id: zegoapi_str_t,
    from_user_id: zegoapi_str_t,
    content: zegoapi_str_t,
    user_ids: *const zegoapi_str_t,
    user_count: usize,
    options: *const zegoapi_options_t,
    out_fanout: *mut *mut zegoapi_fanout_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_fanout = unsafe { out(out_fanout, "out_fanout") }?;
        // SAFETY: this function's contract.
        let app = unsafe { handle(app, "app") }?.get();
        // SAFETY: this function's contract.
        let endpoint = unsafe { handle(endpoint, "endpoint") }?.get().clone();
        // SAFETY: this function's contract.
        let (room_id, from_user_id, content, users) = unsafe {
            (
                text(room_id, "room_id")?,
                text(from_user_id, "from_user_id")?,
                text(content, "content")?,
                list(user_ids, user_count, ("user_ids", "user_count"))?,
            )
        };
        // SAFETY: this function's contract.
        let options = unsafe { fan_out_options(options) }?;
        let signer = app.clone();
        let fan_out = FanOut::new(signer, endpoint, room_id, from_user_id, content, users, options)?;
        give(out_fanout, zegoapi_fanout_t::new(fan_out, &app));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a fan-out. One that is not over is given up without a word: fetch its report first.
///
/// @param fanout A fan-out, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_free(fanout: *mut zegoapi_fanout_t) {
    // SAFETY: this function's contract.
    unsafe { free(fanout) };
}

/// Begins no further call, and sends nothing again. Requests that are out may still be reported; ask until it is
/// done, or fetch the report at once, in which they count as unknown.
///
/// @param fanout The fan-out.
/// @param now The time.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it; `ZEGOAPI_ERROR_BUSY`;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_stop(
    fanout: *mut zegoapi_fanout_t,
    now: zegoapi_time_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let fanout = unsafe { handle(fanout, "fanout") }?;
        let mut driven = drive(&fanout.driven, "fanout")?;
        let it = driven.as_mut().ok_or_else(spent)?;
        it.stop(&mut fanout.limiters.lock(), now.into());
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
