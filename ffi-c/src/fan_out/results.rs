//! What a fan-out tells when asked: how far it is, who was begun, what was settled, its events, its report.

use super::lines::zegoapi_digest_t;
use super::report::zegoapi_report_t;
use super::{spent, zegoapi_fanout_t, zegoapi_progress_t, zegoapi_user_callback_t};
use crate::boundary::{Texts, drive, get, give, give_some, guard, handle, lock, optional, out, value};
use crate::error::zegoapi_error_t;
use crate::event::zegoapi_event_t;
use crate::status::zegoapi_status_t;
use std::ffi::c_void;
use std::ptr;
use zegoapi_core::{FanOut, FanOutState, Outcome};

/// Calls are to be made.
pub const ZEGOAPI_FANOUT_STATE_RUNNING: u32 = 1;
/// No further call is begun; requests are out.
pub const ZEGOAPI_FANOUT_STATE_STOPPED: u32 = 2;
/// Every user is accounted for.
pub const ZEGOAPI_FANOUT_STATE_DONE: u32 = 3;

/// Users with what became of them, copied out so that nothing is locked while they are told.
pub(crate) type Told = (Texts, Vec<Outcome>);

/// The users of the call whose first request the last step said to send, as unknown.
pub(crate) fn begun(fan_out: &FanOut) -> Option<Told> {
    let ids: Vec<String> = fan_out.begun()?.map(ToOwned::to_owned).collect();
    let outcomes = vec![Outcome::Unknown; ids.len()];
    Some((Texts::of(ids.iter().map(String::as_str)), outcomes))
}

/// The users of the oldest call that was settled and not fetched.
pub(crate) fn settled(fan_out: &mut FanOut) -> Option<Told> {
    let (ids, outcomes): (Vec<String>, Vec<Outcome>) = fan_out
        .take_settled()?
        .map(|(id, outcome)| (id.to_owned(), outcome))
        .unzip();
    Some((Texts::of(ids.iter().map(String::as_str)), outcomes))
}

/// Tells each of them, and says how many they were.
///
/// # Safety
///
/// `callback` may be called with `user_data`.
pub(crate) unsafe fn tell(
    (ids, outcomes): &Told,
    callback: zegoapi_user_callback_t,
    user_data: *mut c_void,
) -> usize {
    let Some(callback) = callback else { return 0 };
    for (at, outcome) in outcomes.iter().enumerate() {
        let code = outcome.code().unwrap_or_default();
        // SAFETY: this function's contract.
        unsafe { callback(user_data, ids.get(at), outcome.number(), code) };
    }
    outcomes.len()
}

/// How far it is.
///
/// @param fanout The fan-out.
/// @param[out] out_progress The numbers; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_progress(
    fanout: *const zegoapi_fanout_t,
    out_progress: *mut zegoapi_progress_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_progress = unsafe { out(out_progress, "out_progress") }?;
        // SAFETY: this function's contract.
        let driven = lock(&unsafe { handle(fanout, "fanout") }?.driven);
        *out_progress = driven.as_ref().ok_or_else(spent)?.progress().into();
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Where the fan-out stands.
///
/// @param fanout The fan-out, or NULL.
/// @return `ZEGOAPI_FANOUT_STATE_...`; `ZEGOAPI_FANOUT_STATE_DONE` when a client has run it; 0 for NULL.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_state(fanout: *const zegoapi_fanout_t) -> u32 {
    let state = |fanout: &zegoapi_fanout_t| {
        let driven = lock(&fanout.driven);
        driven.as_ref().map_or(FanOutState::Done, FanOut::state).number()
    };
    // SAFETY: this function's contract.
    unsafe { get(fanout, 0, state) }
}

/// What tells this message from others: it stands in every line of a report on disk.
///
/// @param fanout The fan-out.
/// @param[out] out_digest The digest; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_digest(
    fanout: *const zegoapi_fanout_t,
    out_digest: *mut zegoapi_digest_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_digest = unsafe { out(out_digest, "out_digest") }?;
        // SAFETY: this function's contract.
        *out_digest = unsafe { handle(fanout, "fanout") }?.digest.into();
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Tells the users of the call whose first request the last step said to send, each as `ZEGOAPI_OUTCOME_UNKNOWN`; nobody
/// after any other step, one that sends a request again included.
///
/// For a report on disk that outlives this process whatever befalls it: write these users down before the request goes
/// out, and what became of them when `zegoapi_fanout_take_settled` tells. A later line of a user counts, so that one whose
/// call was under way at the end stays unknown, and a resumed run does not send to them twice.
///
/// @param fanout The fan-out, or NULL.
/// @param callback Is called once for each of these users, before this function returns, with nothing locked.
/// @param user_data Passed to `callback` as it is.
/// @return How many users were told of; 0 when there are none, when an argument but `user_data` is NULL, and while another
///   thread drives the fan-out.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_begun(
    fanout: *const zegoapi_fanout_t,
    callback: zegoapi_user_callback_t,
    user_data: *mut c_void,
) -> usize {
    let take = |fanout: &zegoapi_fanout_t| begun(drive(&fanout.driven, "fanout").ok()?.as_ref()?);
    // SAFETY: this function's contract.
    unsafe { tell_taken(fanout, callback, user_data, take) }
}

/// Tells what became of the users of the oldest call that has come to its end and was not told of. Ask as they come to
/// keep a report on disk.
///
/// @param fanout The fan-out, or NULL.
/// @param callback Is called once for each of these users, before this function returns, with nothing locked.
/// @param user_data Passed to `callback` as it is.
/// @return How many users were told of; 0 when there are none now, when an argument but `user_data` is NULL, and while
///   another thread drives the fan-out.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_take_settled(
    fanout: *mut zegoapi_fanout_t,
    callback: zegoapi_user_callback_t,
    user_data: *mut c_void,
) -> usize {
    let take = |fanout: &zegoapi_fanout_t| settled(drive(&fanout.driven, "fanout").ok()?.as_mut()?);
    // SAFETY: this function's contract.
    unsafe { tell_taken(fanout, callback, user_data, take) }
}

/// The next event of one of its calls, oldest first for each call.
///
/// @param fanout The fan-out, or NULL.
/// @return The event; yours, free it with `zegoapi_event_free`. NULL when there is none, for NULL, and while another thread
///   drives the fan-out.
///
/// Threads: one at a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_take_event(fanout: *mut zegoapi_fanout_t) -> *mut zegoapi_event_t {
    let take = |fanout: &zegoapi_fanout_t| {
        let mut driven = drive(&fanout.driven, "fanout").ok()?;
        let event = driven.as_mut()?.take_event()?;
        Some(zegoapi_event_t::new(&event))
    };
    // SAFETY: this function's contract.
    unsafe { get(fanout, ptr::null_mut(), |fanout| give_some(take(fanout))) }
}

/// The report as it stands. Users of calls that are under way count as unknown where a request may have reached the
/// server, and as not tried where none has.
///
/// @param fanout The fan-out.
/// @param[out] out_report The report; yours, free it with `zegoapi_report_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` out of order, when a client has run it;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any; waits for the driver's step to end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_fanout_report(
    fanout: *const zegoapi_fanout_t,
    out_report: *mut *mut zegoapi_report_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_report = unsafe { out(out_report, "out_report") }?;
        // SAFETY: this function's contract.
        let driven = lock(&unsafe { handle(fanout, "fanout") }?.driven);
        let report = driven.as_ref().ok_or_else(spent)?.report();
        give(out_report, zegoapi_report_t::new(&report));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

unsafe fn tell_taken(
    fanout: *const zegoapi_fanout_t,
    callback: zegoapi_user_callback_t,
    user_data: *mut c_void,
    take: impl FnOnce(&zegoapi_fanout_t) -> Option<Told>,
) -> usize {
    value(0, || {
        // Nothing is taken that nobody is told of.
        if callback.is_none() {
            return 0;
        }
        // SAFETY: the contract of the function that calls this.
        let told = unsafe { optional(fanout) }.and_then(take);
        // SAFETY: the contract of the function that calls this.
        told.map_or(0, |told| unsafe { tell(&told, callback, user_data) })
    })
}
