//! The options of calls, fan-outs, dispatchers and clients, by number: a new one is a new number, and no function
//! or struct changes for it.

use crate::boundary::{Failure, Reason, flag, free, get, give, guard, handle, optional, out, read, write};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use std::collections::BTreeMap;
use std::sync::RwLock;
use zegoapi_core::{CallOptions, FanOutOptions};

/// Of a call: how long the whole may take, in milliseconds. Default: 10000; 60000 in a fan-out.
pub const ZEGOAPI_OPTION_TIMEOUT_MS: u32 = 1;
/// Of a call: how long one try may take at most, in milliseconds. Default: what is left of the whole.
pub const ZEGOAPI_OPTION_TRY_TIMEOUT_MS: u32 = 2;
/// Of a call: how many more tries may follow the first; 0 means none. Default: 2; 8 in a fan-out.
pub const ZEGOAPI_OPTION_RETRIES: u32 = 3;
/// Of a call: the longest delay before the first retry, in milliseconds. Default: 200.
pub const ZEGOAPI_OPTION_BACKOFF_MS: u32 = 4;
/// Of a call: what the longest delay grows to, in milliseconds. Default: 5000.
pub const ZEGOAPI_OPTION_MAX_BACKOFF_MS: u32 = 5;
/// Of a call: not 0 sends again also what may have been delivered. Default: 0.
pub const ZEGOAPI_OPTION_DUPLICATES_OK: u32 = 6;
/// Of a call: not 0 ends it at once as not sent when the pace would make it wait. Default: 0, which waits.
pub const ZEGOAPI_OPTION_FAIL_FAST: u32 = 7;
/// Of a fan-out: how many calls may be under way at once. Default: 16.
pub const ZEGOAPI_OPTION_CONCURRENCY: u32 = 21;
/// Of a dispatcher: how many jobs it holds at most, from submission to fetched completion. Default: 1024.
pub const ZEGOAPI_OPTION_QUEUE_CAPACITY: u32 = 31;
/// Of a dispatcher: how many worker threads there are at most. Default: 32.
pub const ZEGOAPI_OPTION_WORKERS: u32 = 32;
/// Of a dispatcher: how long a worker without work stays, in milliseconds. Default: 5000.
pub const ZEGOAPI_OPTION_WORKER_IDLE_MS: u32 = 33;
/// Of a client: how long name resolution may take, and again the connection with its handshake, in milliseconds.
/// Default: 3000.
pub const ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS: u32 = 41;
/// Of a client: the largest reply body that is read, in bytes. Default: 1048576.
pub const ZEGOAPI_OPTION_MAX_REPLY_BYTES: u32 = 42;
/// Of a client: how many idle connections are kept for reuse. Default: 16.
pub const ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS: u32 = 43;
/// Of a client: not 0 goes through no proxy, whatever the environment says. Default: 0.
pub const ZEGOAPI_OPTION_NO_PROXY: u32 = 44;

/// Options. What is not set has the default of where it is used: of a call, a fan-out, a dispatcher or a client; and
/// in a call by a client, what the client was made with. NULL in place of options sets none.
///
/// Ownership: what is made with options knows what it needs of them; free them when you like.
///
/// Threads: any number of threads may use and change them at once. Free them once, after the last use.
pub struct zegoapi_options_t {
    pub(crate) settings: RwLock<Settings>,
}

/// What was set.
#[derive(Default)]
pub(crate) struct Settings {
    numbers: BTreeMap<u32, u64>,
    #[cfg(feature = "http")]
    pub(crate) texts: BTreeMap<u32, String>,
    #[cfg(feature = "http")]
    pub(crate) on_event: Option<crate::http::Listener>,
}

impl Settings {
    pub(crate) fn number(&self, option: u32) -> Option<u64> {
        self.numbers.get(&option).copied()
    }

    pub(crate) fn size(&self, option: u32) -> Option<usize> {
        // Checked when it was set.
        self.number(option)
            .and_then(|number| usize::try_from(number).ok())
    }

    /// What was set for a call, over its defaults.
    pub(crate) fn over(&self, defaults: CallOptions) -> CallOptions {
        let or = |option, default| self.number(option).unwrap_or(default);
        let retries = self.number(ZEGOAPI_OPTION_RETRIES);
        CallOptions {
            timeout_ms: or(ZEGOAPI_OPTION_TIMEOUT_MS, defaults.timeout_ms),
            try_timeout_ms: self
                .number(ZEGOAPI_OPTION_TRY_TIMEOUT_MS)
                .or(defaults.try_timeout_ms),
            retries: retries.map_or(defaults.retries, |retries| {
                u32::try_from(retries).unwrap_or(u32::MAX)
            }),
            backoff_ms: or(ZEGOAPI_OPTION_BACKOFF_MS, defaults.backoff_ms),
            max_backoff_ms: or(ZEGOAPI_OPTION_MAX_BACKOFF_MS, defaults.max_backoff_ms),
            duplicates_ok: flag(or(
                ZEGOAPI_OPTION_DUPLICATES_OK,
                u64::from(defaults.duplicates_ok),
            )),
            fail_fast: flag(or(ZEGOAPI_OPTION_FAIL_FAST, u64::from(defaults.fail_fast))),
        }
    }
}

impl zegoapi_options_t {
    pub(crate) fn with<T>(&self, use_them: impl FnOnce(&Settings) -> T) -> T {
        use_them(&read(&self.settings))
    }
}

/// The options of a call, or the defaults where there are none.
///
/// # Safety
///
/// `options` is NULL or a living handle.
pub(crate) unsafe fn call_options(options: *const zegoapi_options_t, defaults: CallOptions) -> CallOptions {
    // SAFETY: this function's contract.
    let options = unsafe { optional(options) };
    options.map_or(defaults, |options| {
        options.with(|settings| settings.over(defaults))
    })
}

/// The options of a fan-out, or the defaults where there are none.
///
/// # Safety
///
/// `options` is NULL or a living handle.
pub(crate) unsafe fn fan_out_options(options: *const zegoapi_options_t) -> FanOutOptions {
    let defaults = FanOutOptions::default();
    // SAFETY: this function's contract.
    let options = unsafe { optional(options) };
    options.map_or(defaults, |options| {
        options.with(|settings| FanOutOptions {
            call: settings.over(defaults.call),
            concurrency: settings
                .size(ZEGOAPI_OPTION_CONCURRENCY)
                .unwrap_or(defaults.concurrency),
        })
    })
}

/// Makes options of which none is set.
///
/// @param[out] out_options The options; yours, free them with `zegoapi_options_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_options_new(
    out_options: *mut *mut zegoapi_options_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_options = unsafe { out(out_options, "out_options") }?;
        let settings = RwLock::default();
        give(out_options, zegoapi_options_t { settings });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees options.
///
/// @param options Options, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_options_free(options: *mut zegoapi_options_t) {
    // SAFETY: this function's contract.
    unsafe { free(options) };
}

/// Sets an option. A library without HTTP takes those of dispatchers and clients too, and has no use for them.
///
/// @param options The options; unchanged on failure.
/// @param option `ZEGOAPI_OPTION_...` that stands for a number.
/// @param number Its value, in the unit that its constant says.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for an option that there is not, or a value that it cannot have;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_options_set(
    options: *const zegoapi_options_t,
    option: u32,
    number: u64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let options = unsafe { handle(options, "options") }?;
        let most = largest(option).ok_or(Failure::of(Reason::OutOfRange, "option"))?;
        if number > most {
            return Err(Failure::of(Reason::OutOfRange, "number"));
        }
        write(&options.settings).numbers.insert(option, number);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// What an option was set to.
///
/// @param options The options, or NULL.
/// @param option `ZEGOAPI_OPTION_...` that stands for a number.
/// @param[out] out_number Its value; 0 when it was not set.
/// @return Whether it was set; `false` also when an argument is NULL, and for an option that there is not.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_options_number(
    options: *const zegoapi_options_t,
    option: u32,
    out_number: *mut u64,
) -> bool {
    let read = |options: &zegoapi_options_t| options.with(|settings| settings.number(option));
    // SAFETY: this function's contract.
    let (number, out_number) = unsafe { (get(options, None, read), out(out_number, "out_number")) };
    out_number.is_ok_and(|out_number| {
        *out_number = number.unwrap_or_default();
        number.is_some()
    })
}

/// The largest value of an option; `None` for one that there is not.
fn largest(option: u32) -> Option<u64> {
    let most = match option {
        ZEGOAPI_OPTION_RETRIES => u64::from(u32::MAX),
        ZEGOAPI_OPTION_CONCURRENCY
        | ZEGOAPI_OPTION_QUEUE_CAPACITY
        | ZEGOAPI_OPTION_WORKERS
        | ZEGOAPI_OPTION_MAX_REPLY_BYTES
        | ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS => u64::try_from(isize::MAX).unwrap_or(u64::MAX),
        ZEGOAPI_OPTION_TIMEOUT_MS
        | ZEGOAPI_OPTION_TRY_TIMEOUT_MS
        | ZEGOAPI_OPTION_BACKOFF_MS
        | ZEGOAPI_OPTION_MAX_BACKOFF_MS
        | ZEGOAPI_OPTION_DUPLICATES_OK
        | ZEGOAPI_OPTION_FAIL_FAST
        | ZEGOAPI_OPTION_WORKER_IDLE_MS
        | ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS
        | ZEGOAPI_OPTION_NO_PROXY => u64::MAX,
        _ => return None,
    };
    Some(most)
}
