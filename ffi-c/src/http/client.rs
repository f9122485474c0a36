//! The blocking client.

use super::UserData;
use super::cancel::zegoapi_cancel_t;
use super::event_gate::EventOwner;
use crate::app::zegoapi_app_t;
use crate::boundary::{drive, free, give, guard, handle, list, optional, out, text};
use crate::command::zegoapi_command_t;
use crate::endpoint::zegoapi_endpoint_t;
use crate::error::zegoapi_error_t;
use crate::fan_out::report::zegoapi_report_t;
use crate::fan_out::results::{Told, begun, settled, tell};
use crate::fan_out::{spent, zegoapi_fanout_t, zegoapi_progress_t, zegoapi_user_callback_t};
use crate::options::{Use, call_options, fan_out_options, zegoapi_options_t};
use crate::reply::zegoapi_reply_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ffi::c_void;
use std::sync::Arc;
use zegoapi_client::{CallOptions, Cancel, Client, FanOut};

/// A blocking client for one application. (Needs a library with HTTP.)
///
/// Make one and share it: all its calls use the same connections. Every call is bounded by its time-out. The rate limits are
/// the application's, shared by all that is made from it. After a fork the child may go on using it, with connections and
/// rate limits of its own.
///
/// Ownership: yours; a dispatcher keeps what it needs of its client, which may be freed first.
///
/// Threads: any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_client_t {
    pub(crate) client: Client,
    pub(crate) events: Arc<EventOwner>,
}

/// Is told how far a fan-out is, whenever that changes, by one thread at a time, not always the same; be quick. The
/// numbers are borrowed until the function returns, which it must in the usual way: no `longjmp`, no C++ exception.
pub type zegoapi_progress_callback_t =
    Option<unsafe extern "C" fn(user_data: *mut c_void, progress: *const zegoapi_progress_t)>;

/// Makes a client. Opens no connection.
///
/// @param app Who signs.
/// @param endpoint Where requests go, or NULL for the product `rtc` at the unified host.
/// @param options The options of the client and of its calls, or NULL for the defaults.
/// @param[out] out_client The client; yours, free it with `zegoapi_client_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` when a time-out is 0, a number is over its limit, certificates or
///   keys cannot be read or do not belong together, or the proxy's URL (or that of the environment) is malformed;
///   `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things, and for the client's certificate and key partly as files and
///   partly as text; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_client_new(
    app: *const zegoapi_app_t,
    endpoint: *const zegoapi_endpoint_t,
    options: *const zegoapi_options_t,
    out_client: *mut *mut zegoapi_client_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_client = unsafe { out(out_client, "out_client") }?;
        // SAFETY: this function's contract.
        let events = Arc::new(EventOwner::default());
        // SAFETY: this function's contract.
        let mut builder = Client::builder(unsafe { handle(app, "app") }?.get());
        // SAFETY: this function's contract.
        let (endpoint, options) = unsafe { (optional(endpoint), optional(options)) };
        if let Some(endpoint) = endpoint {
            builder = builder.endpoint(endpoint.get().clone());
        }
        if let Some(options) = options {
            let defaults = CallOptions::default();
            builder = options.used_for(Use::Client, |settings| {
                settings.build(builder, defaults, events.gate())
            })??;
        }
        let client = builder.build()?;
        give(out_client, zegoapi_client_t { client, events });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a client. Its dispatchers go on.
///
/// @param client A client, or NULL.
///
/// Threads: any, once, after the last call has returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_client_free(client: *mut zegoapi_client_t) {
    // SAFETY: this function's contract.
    unsafe { free(client) };
}

/// Sends a command: in its turn, signed, tried again where that is safe. **Blocks** until it is over, within the call's
/// time-out.
///
/// @param client The client.
/// @param command What to send.
/// @param options The options of this call over those of the client, or NULL.
/// @param cancel A way for another thread to give it up at once, or NULL: it ends as not sent while nothing may have gone out,
///   else as unknown, and its connection is closed.
/// @param[out] out_reply The reply; yours, free it with `zegoapi_reply_free`. NULL on failure. Accepted is not
///   reached: look at its failed users.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`: accepted; `ZEGOAPI_ERROR_INVALID_INPUT`, `ZEGOAPI_ERROR_NOT_SENT`: not applied;
///   `ZEGOAPI_ERROR_API`: `zegoapi_error_applied` says; `ZEGOAPI_ERROR_UNKNOWN`, `ZEGOAPI_ERROR_BAD_REPLY`: it may have been
///   applied; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any, and any number at once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_client_send(
    client: *const zegoapi_client_t,
    command: *const zegoapi_command_t,
    options: *const zegoapi_options_t,
    cancel: *const zegoapi_cancel_t,
    out_reply: *mut *mut zegoapi_reply_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_reply = unsafe { out(out_reply, "out_reply") }?;
        // SAFETY: this function's contract.
        let (client, job) = unsafe {
            (
                &handle(client, "client")?.client,
                handle(command, "command")?.get(),
            )
        };
        // SAFETY: this function's contract.
        let (options, cancel) = unsafe { (call_options(options, client.options())?, or_none(cancel)) };
        let reply = client.send_with(job, options, &cancel)?;
        give(out_reply, zegoapi_reply_t::new(&reply));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Begins a fan-out by this client's application and endpoint, for `zegoapi_client_run`. Sends nothing yet.
///
/// @param client The client.
/// @param room_id The room.
/// @param from_user_id The sender, who need not be in the room.
/// @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
/// @param user_ids The users: an array of `user_count` texts, copied. Repeated ids are dropped; the order is kept.
/// @param user_count How many, at least 1.
/// @param options The options of the fan-out and its calls, or NULL for the defaults. Those of the client do not count.
/// @param[out] out_fanout The fan-out; yours, free it with `zegoapi_fanout_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_fanout_new`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_new_by_client(
    client: *const zegoapi_client_t,
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
        let client = &unsafe { handle(client, "client") }?.client;
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
        let fan_out = client.fan_out(room_id, from_user_id, content, users, options)?;
        give(out_fanout, zegoapi_fanout_t::new(fan_out, client.app()));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Drives a fan-out to its end, on this thread and as many more as it has calls under way at once. **Blocks** until
/// every user is accounted for.
///
/// @param client The client, whose connections are used.
/// @param fanout The fan-out, which is spent afterwards: its report is all there is. Free it all the same.
/// @param cancel A way for another thread to stop it, or NULL. Nothing more is sent, the connections of what is out are closed,
///   and the report comes within half a second: of users whose request was out, it says that it is unknown.
/// @param on_user Is told of users, for a report on disk, by one thread at a time: as `ZEGOAPI_OUTCOME_UNKNOWN` before the
///   first request to them goes out, and again when it is known what became of them. The later one counts. May be NULL.
/// @param on_progress Is told how far it is; may be NULL.
/// @param user_data Passed to both as it is, on any of the threads.
/// @param[out] out_report The report; yours, free it with `zegoapi_report_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, whatever became of the users; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when it was run
///   already; `ZEGOAPI_ERROR_BUSY`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any; one at a time for a fan-out, any number at once for a client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_client_run(
    client: *const zegoapi_client_t,
    fanout: *mut zegoapi_fanout_t,
    cancel: *const zegoapi_cancel_t,
    on_user: zegoapi_user_callback_t,
    on_progress: zegoapi_progress_callback_t,
    user_data: *mut c_void,
    out_report: *mut *mut zegoapi_report_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let user_data = UserData(user_data);
    let body = || {
        // SAFETY: this function's contract.
        let out_report = unsafe { out(out_report, "out_report") }?;
        // SAFETY: this function's contract.
        let (client, fanout) = unsafe { (&handle(client, "client")?.client, handle(fanout, "fanout")?) };
        // SAFETY: this function's contract.
        let cancel = unsafe { or_none(cancel) };
        let it = drive(&fanout.driven, "fanout")?.take().ok_or_else(spent)?;
        let mut told = None;
        let watch = |fan_out: &mut FanOut| {
            let tell = |told: &Told| {
                // SAFETY: the caller's function, called as its type says.
                unsafe { tell(told, on_user, user_data.get()) };
            };
            if on_user.is_some() {
                begun(fan_out).iter().for_each(tell);
                while let Some(told) = settled(fan_out) {
                    tell(&told);
                }
            } else {
                // Nobody fetches these here; the report has them all.
                while fan_out.take_settled().is_some() {}
            }
            let now = fan_out.progress();
            if let Some(callback) = on_progress.filter(|_| told != Some(now)) {
                told = Some(now);
                let progress = zegoapi_progress_t::from(now);
                // SAFETY: the caller's function, called as its type says.
                unsafe { callback(user_data.get(), &raw const progress) };
            }
        };
        let report = client.run_fan_out(it, &cancel, watch);
        give(out_report, zegoapi_report_t::new(&report));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// The caller's way to cancel, or one that nobody else has.
///
/// # Safety
///
/// `cancel` is NULL or a living handle.
unsafe fn or_none(cancel: *const zegoapi_cancel_t) -> Cancel {
    // SAFETY: this function's contract.
    unsafe { optional(cancel) }.map_or_else(Cancel::new, |cancel| cancel.cancel.clone())
}
