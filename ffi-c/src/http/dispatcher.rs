//! Sending for those who cannot block: a game's tick, an event loop.

use super::UserData;
use super::client::zegoapi_client_t;
use super::completion::zegoapi_completion_t;
use super::event_gate::EventOwner;
use super::gate::Gate;
use crate::boundary::{Failure, Reason, free, get, give, guard, handle, optional, out, value};
use crate::command::zegoapi_command_t;
use crate::error::zegoapi_error_t;
use crate::options::{Settings, Use, call_options, zegoapi_options_t};
use crate::status::zegoapi_status_t;
use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;
use zegoapi_client::{
    CallOptions, Dispatcher, DispatcherOptions, OnCompletion, PerProcess, RejectReason, Rejected,
};

/// A bounded queue with worker threads on top of a client. (Needs a library with HTTP.)
///
/// Submitting returns at once; completions are polled or called back. Each job is accounted for exactly once: as a
/// completion, polled or called back, or handed back by `zegoapi_dispatcher_shutdown`. No thread starts before the first
/// job. After a fork the child has an empty dispatcher of its own.
///
/// Ownership: yours; shut it down before you free it.
///
/// Threads: any number of threads may use it at once. All functions return at once, except `_wait`, `_shutdown` and, with
/// callbacks, `_free`. Free it once, after the last use.
pub struct zegoapi_dispatcher_t {
    pub(super) dispatcher: Dispatcher,
    defaults: CallOptions,
    /// A child never waits for callbacks of its parent.
    gate: PerProcess<Arc<Gate>>,
    /// The last field: events are told until the dispatcher itself is gone.
    _events: Arc<EventOwner>,
}

impl zegoapi_dispatcher_t {
    pub(super) fn gate(&self) -> &Arc<Gate> {
        self.gate.get(Arc::default)
    }
}

/// Is told what became of a job, on a worker thread, or on the thread that cancels, shuts down or frees. The completion is
/// yours: free it, here or later. It may come before the submission has returned. The function must return in the usual
/// way: no `longjmp`, no C++ exception.
pub type zegoapi_completion_callback_t =
    Option<unsafe extern "C" fn(user_data: *mut c_void, completion: *mut zegoapi_completion_t)>;

/// Makes a dispatcher that sends through a client.
///
/// @param client The client, which may be freed before the dispatcher.
/// @param options The dispatcher's options, or NULL for the defaults. Those of calls come from the client, or are given with
///   each job.
/// @param[out] out_dispatcher The dispatcher; yours, free it with `zegoapi_dispatcher_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_WRONG_OPTION` for options of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_new(
    client: *const zegoapi_client_t,
    options: *const zegoapi_options_t,
    out_dispatcher: *mut *mut zegoapi_dispatcher_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_dispatcher = unsafe { out(out_dispatcher, "out_dispatcher") }?;
        // SAFETY: this function's contract.
        let (client, options) = unsafe { (handle(client, "client")?, optional(options)) };
        let options = match options {
            Some(options) => options.used_for(Use::Dispatcher, Settings::of_dispatcher)?,
            None => DispatcherOptions::default(),
        };
        let dispatcher = zegoapi_dispatcher_t {
            dispatcher: Dispatcher::new(client.client.clone(), options),
            defaults: client.client.options(),
            gate: PerProcess::new(Arc::default()),
            _events: Arc::clone(&client.events),
        };
        give(out_dispatcher, dispatcher);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a dispatcher. What was not shut down is cancelled: callbacks hear of their jobs, and the connections of what is out
/// are closed; completions that were not fetched go with it. No callback comes after it has returned: it waits for those
/// that run, and for no answer. (Called from within one of its own callbacks it does not wait for that.)
///
/// @param dispatcher A dispatcher, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_free(dispatcher: *mut zegoapi_dispatcher_t) {
    let mut gate = None;
    // SAFETY: this function's contract.
    unsafe { get(dispatcher, (), |it| gate = Some(Arc::clone(it.gate()))) };
    // SAFETY: this function's contract.
    unsafe { free(dispatcher) };
    value((), || gate.iter().for_each(|gate| gate.wait()));
}

/// Queues a command, to be completed for `zegoapi_dispatcher_poll`. Returns at once; the job's time counts from here.
///
/// @param dispatcher The dispatcher.
/// @param command What to send; copied.
/// @param options The options of this call over those of the client, or NULL.
/// @param[out] out_id The job's number, from 1 on; 0 on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_QUEUE_FULL`; `ZEGOAPI_ERROR_CLOSED`; `ZEGOAPI_ERROR_NO_THREAD`;
///   `ZEGOAPI_ERROR_INVALID_INPUT` for a command over the application's limits; `ZEGOAPI_ERROR_WRONG_OPTION` for options
///   of other things; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_submit(
    dispatcher: *const zegoapi_dispatcher_t,
    command: *const zegoapi_command_t,
    options: *const zegoapi_options_t,
    out_id: *mut u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe { submit(dispatcher, command, options, out_id, out_error, |_| Ok(None)) }
}

/// Queues a command, to be completed by a callback. Returns at once; the job's time counts from here.
///
/// @param dispatcher The dispatcher.
/// @param command What to send; copied.
/// @param options The options of this call over those of the client, or NULL.
/// @param callback Is called exactly once, perhaps before this function returns; never, if this function fails or
///   `zegoapi_dispatcher_shutdown` hands the job back.
/// @param user_data Passed to `callback` as it is, on any thread.
/// @param[out] out_id The job's number, from 1 on; 0 on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_dispatcher_submit`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_submit_with_callback(
    dispatcher: *const zegoapi_dispatcher_t,
    command: *const zegoapi_command_t,
    options: *const zegoapi_options_t,
    callback: zegoapi_completion_callback_t,
    user_data: *mut c_void,
    out_id: *mut u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let user_data = UserData(user_data);
    let wrap = |gate: &Arc<Gate>| {
        let callback = callback.ok_or(Failure::of(Reason::Null, "callback"))?;
        let outstanding = gate.announce();
        let call: OnCompletion = Box::new(move |completion| {
            let completion = Box::into_raw(Box::new(zegoapi_completion_t::new(&completion)));
            // SAFETY: the caller's function, called as its type says.
            outstanding.run(|| unsafe { callback(user_data.get(), completion) });
        });
        Ok(Some(call))
    };
    // SAFETY: this function's contract.
    unsafe { submit(dispatcher, command, options, out_id, out_error, wrap) }
}

/// The oldest completion that was not fetched and has no callback. Returns at once.
///
/// @param dispatcher The dispatcher.
/// @param[out] out_completion The completion; yours, free it with `zegoapi_completion_free`. NULL when there is none
///   now, and on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, with a completion or without; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_poll(
    dispatcher: *const zegoapi_dispatcher_t,
    out_completion: *mut *mut zegoapi_completion_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe { fetch(dispatcher, None, out_completion, out_error) }
}

/// Waits for a completion. **Blocks** for at most the time given.
///
/// @param dispatcher The dispatcher.
/// @param timeout_ms How long to wait at most, in milliseconds.
/// @param[out] out_completion The completion; yours, free it with `zegoapi_completion_free`. NULL when none came in
///   time, and on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, with a completion or without; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_wait(
    dispatcher: *const zegoapi_dispatcher_t,
    timeout_ms: u64,
    out_completion: *mut *mut zegoapi_completion_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe { fetch(dispatcher, Some(timeout_ms), out_completion, out_error) }
}

/// Gives a job up: one that was not sent completes as not sent, one that is out as unknown, both with the cause
/// "cancelled", before this returns. The connection of one that is out is closed.
///
/// @param dispatcher The dispatcher.
/// @param id The job's number.
/// @param[out] out_cancelled Whether there was something to give up; `false` for a job that is complete already or that
///   there never was, and on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_cancel(
    dispatcher: *const zegoapi_dispatcher_t,
    id: u64,
    out_cancelled: *mut bool,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_cancelled = unsafe { out(out_cancelled, "out_cancelled") }?;
        // SAFETY: this function's contract.
        *out_cancelled = unsafe { handle(dispatcher, "dispatcher") }?.dispatcher.cancel(id);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// How many jobs are queued or under way.
///
/// @param dispatcher The dispatcher, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_pending(dispatcher: *const zegoapi_dispatcher_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(dispatcher, 0, |it| it.dispatcher.pending()) }
}

/// How many worker threads there are at present.
///
/// @param dispatcher The dispatcher, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_dispatcher_workers(dispatcher: *const zegoapi_dispatcher_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(dispatcher, 0, |it| it.dispatcher.workers()) }
}

/// What both ways to submit share.
///
/// # Safety
///
/// That of the function that calls this.
unsafe fn submit(
    dispatcher: *const zegoapi_dispatcher_t,
    command: *const zegoapi_command_t,
    options: *const zegoapi_options_t,
    out_id: *mut u64,
    out_error: *mut *mut zegoapi_error_t,
    callback: impl FnOnce(&Arc<Gate>) -> Result<Option<OnCompletion>, Failure>,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_id = unsafe { out(out_id, "out_id") }?;
        // SAFETY: this function's contract.
        let (it, job) = unsafe {
            (
                handle(dispatcher, "dispatcher")?,
                handle(command, "command")?.get(),
            )
        };
        // SAFETY: this function's contract.
        let options = unsafe { call_options(options, it.defaults) }?;
        let submitted = it.dispatcher.submit_with(job, options, callback(it.gate())?);
        *out_id = submitted.map_err(rejected)?;
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

fn rejected(rejected: Rejected) -> Failure {
    match rejected.reason {
        RejectReason::InvalidInput(error) => error.into(),
        RejectReason::Closed => Failure::of(Reason::Closed, "dispatcher"),
        RejectReason::NoThread => Failure::of(Reason::NoThread, "dispatcher"),
        // The client's reasons are open to more; whatever it is, the job was not taken now.
        _ => Failure::of(Reason::QueueFull, "dispatcher"),
    }
}

/// What poll and wait share.
///
/// # Safety
///
/// That of the function that calls this.
unsafe fn fetch(
    dispatcher: *const zegoapi_dispatcher_t,
    timeout_ms: Option<u64>,
    out_completion: *mut *mut zegoapi_completion_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_completion = unsafe { out(out_completion, "out_completion") }?;
        // SAFETY: this function's contract.
        let dispatcher = &unsafe { handle(dispatcher, "dispatcher") }?.dispatcher;
        let completion = match timeout_ms {
            Some(timeout_ms) => dispatcher.wait(Duration::from_millis(timeout_ms)),
            None => dispatcher.poll(),
        };
        if let Some(completion) = completion {
            give(out_completion, zegoapi_completion_t::new(&completion));
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
