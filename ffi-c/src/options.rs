//! The options of calls, fan-outs, dispatchers and clients, by number: a new one is a new number, and no function
//! or struct changes for it.

use crate::boundary::{Failure, Reason, flag, free, get, give, guard, handle, optional, out, read, write};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use std::collections::BTreeMap;
use std::sync::RwLock;
use zegoapi_core::{CallOptions, FanOutOptions};

/// Of a call: how long the whole may take, in milliseconds, at least 1. Default: 10000; 60000 in a fan-out.
pub const ZEGOAPI_OPTION_TIMEOUT_MS: u32 = 1;
/// Of a call: how long one try may take at most, in milliseconds, at least 1. Default: what is left of the whole.
pub const ZEGOAPI_OPTION_TRY_TIMEOUT_MS: u32 = 2;
/// Of a call: how many more tries may follow one that failed; 0 means none. A refusal by a quota is no failure: the call
/// waits for its turn again. Default: 2; 8 in a fan-out.
pub const ZEGOAPI_OPTION_RETRIES: u32 = 3;
/// Of a call: the longest delay before the first retry, in milliseconds. Default: 200.
pub const ZEGOAPI_OPTION_BACKOFF_MS: u32 = 4;
/// Of a call: what the longest delay grows to, in milliseconds. Default: 5000.
pub const ZEGOAPI_OPTION_MAX_BACKOFF_MS: u32 = 5;
/// Of a call: not 0 sends again also what may have been applied and is not to be repeated, such as a message. Default: 0.
pub const ZEGOAPI_OPTION_DUPLICATES_OK: u32 = 6;
/// Of a call: not 0 ends it at once as not sent when the rate limit says to wait, and with the refusal when a quota
/// refuses. Default: 0, which waits. Fan-outs wait whatever it says.
pub const ZEGOAPI_OPTION_FAIL_FAST: u32 = 7;
/// Of a fan-out: how many calls may be under way at once. Default: 16.
pub const ZEGOAPI_OPTION_CONCURRENCY: u32 = 21;
/// Of a dispatcher: how many jobs it holds at most, from submission to fetched completion. Default: 1024.
pub const ZEGOAPI_OPTION_QUEUE_CAPACITY: u32 = 31;
/// Of a dispatcher: how many worker threads there are at most, which is how many
/// requests are out at once. They are started when needed. Default: 256.
pub const ZEGOAPI_OPTION_WORKERS: u32 = 32;
/// Of a dispatcher: how long a worker without work stays, in milliseconds. Default: 5000.
pub const ZEGOAPI_OPTION_WORKER_IDLE_MS: u32 = 33;
/// Of a client: how long a connection may take, with its proxy and its TLS handshake, in milliseconds, at least 1; always
/// within the whole call's time. Default: 3000.
pub const ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS: u32 = 41;
/// Of a client: the largest reply body that is read, in bytes. Default: 1048576, at most 1 GiB.
pub const ZEGOAPI_OPTION_MAX_REPLY_BYTES: u32 = 42;
/// Of a client: how many idle connections are kept for reuse. Default: 256, at most 65536.
pub const ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS: u32 = 43;
/// Of a client: not 0 goes through no proxy, whatever the environment says. Default: 0.
pub const ZEGOAPI_OPTION_NO_PROXY: u32 = 44;
/// Of a client: not 0 trusts the authorities that the operating system trusts, in place of the bundled web roots; not
/// together with `ZEGOAPI_OPTION_CA_FILE` or `ZEGOAPI_OPTION_CA_PEM`. Default: 0.
pub const ZEGOAPI_OPTION_SYSTEM_ROOTS: u32 = 45;
/// Of a client: after how long a connection is used no more, in milliseconds, so that a host that moves is followed; some
/// are left a little earlier. Default: 300000.
pub const ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS: u32 = 46;

/// Options. What is not set has the default of where it is used: of a call, a fan-out, a dispatcher or a client; and
/// in a call by a client, what the client was made with. NULL in place of options sets none.
///
/// An option that means nothing where it is used is refused there with `ZEGOAPI_ERROR_WRONG_OPTION`, and named: those of
/// calls are for calls, fan-outs and clients, each other one is for what its words say.
///
/// Ownership: what is made with options knows what it needs of them; free them when you like.
///
/// Threads: any number of threads may use and change them at once. Free them once, after the last use.
pub struct zegoapi_options_t {
    pub(crate) settings: RwLock<Settings>,
}

/// What options are used for, and which of them mean something there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Call,
    FanOut,
    #[cfg(feature = "http")]
    Dispatcher,
    #[cfg(feature = "http")]
    Client,
}

impl Use {
    const fn name(self) -> &'static str {
        match self {
            Self::Call => "a call",
            Self::FanOut => "a fan-out",
            #[cfg(feature = "http")]
            Self::Dispatcher => "a dispatcher",
            #[cfg(feature = "http")]
            Self::Client => "a client",
        }
    }

    /// Whether an option of this number means something here.
    const fn takes(self, option: u32) -> bool {
        let of_call = matches!(
            option,
            ZEGOAPI_OPTION_TIMEOUT_MS
                | ZEGOAPI_OPTION_TRY_TIMEOUT_MS
                | ZEGOAPI_OPTION_RETRIES
                | ZEGOAPI_OPTION_BACKOFF_MS
                | ZEGOAPI_OPTION_MAX_BACKOFF_MS
                | ZEGOAPI_OPTION_DUPLICATES_OK
                | ZEGOAPI_OPTION_FAIL_FAST
        );
        match self {
            Self::Call => of_call,
            Self::FanOut => of_call || option == ZEGOAPI_OPTION_CONCURRENCY,
            #[cfg(feature = "http")]
            Self::Dispatcher => matches!(
                option,
                ZEGOAPI_OPTION_QUEUE_CAPACITY | ZEGOAPI_OPTION_WORKERS | ZEGOAPI_OPTION_WORKER_IDLE_MS
            ),
            #[cfg(feature = "http")]
            Self::Client => {
                of_call
                    || matches!(
                        option,
                        ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS
                            | ZEGOAPI_OPTION_MAX_REPLY_BYTES
                            | ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS
                            | ZEGOAPI_OPTION_NO_PROXY
                            | ZEGOAPI_OPTION_SYSTEM_ROOTS
                            | ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS
                    )
                    || crate::http::options::text_name(option).is_some()
            }
        }
    }
}

/// What was set.
#[derive(Default)]
pub(crate) struct Settings {
    numbers: BTreeMap<u32, u64>,
    /// By their numbers; those that add may have several.
    #[cfg(feature = "http")]
    pub(crate) texts: BTreeMap<u32, Vec<String>>,
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

    /// The name of an option that was set and means nothing there.
    fn wrong_for(&self, place: Use) -> Option<&'static str> {
        #[cfg(feature = "http")]
        let texts = self.texts.keys();
        #[cfg(not(feature = "http"))]
        let texts = [].iter();
        let wrong = self
            .numbers
            .keys()
            .chain(texts)
            .find(|option| !place.takes(**option));
        #[cfg(feature = "http")]
        if wrong.is_none() && self.on_event.is_some() && place != Use::Client {
            return Some("on_event");
        }
        wrong.map(|option| name(*option))
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

    /// The settings, if all of them mean something here.
    pub(crate) fn used_for<T>(
        &self,
        place: Use,
        use_them: impl FnOnce(&Settings) -> T,
    ) -> Result<T, Failure> {
        let settings = read(&self.settings);
        match settings.wrong_for(place) {
            Some(option) => Err(Failure::WrongOption {
                option,
                place: place.name(),
            }),
            None => Ok(use_them(&settings)),
        }
    }
}

/// The options of a call, or the defaults where there are none.
///
/// # Safety
///
/// `options` is NULL or a living handle.
pub(crate) unsafe fn call_options(
    options: *const zegoapi_options_t,
    defaults: CallOptions,
) -> Result<CallOptions, Failure> {
    // SAFETY: this function's contract.
    let options = unsafe { optional(options) };
    options.map_or(Ok(defaults), |options| {
        options.used_for(Use::Call, |settings| settings.over(defaults))
    })
}

/// The options of a fan-out, or the defaults where there are none.
///
/// # Safety
///
/// `options` is NULL or a living handle.
pub(crate) unsafe fn fan_out_options(options: *const zegoapi_options_t) -> Result<FanOutOptions, Failure> {
    let defaults = FanOutOptions::default();
    // SAFETY: this function's contract.
    let options = unsafe { optional(options) };
    options.map_or(Ok(defaults), |options| {
        options.used_for(Use::FanOut, |settings| FanOutOptions {
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

/// Sets an option. A library without HTTP takes those of dispatchers and clients too, and refuses them where options are
/// used, for it has neither.
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
    options: *mut zegoapi_options_t,
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
        | ZEGOAPI_OPTION_NO_PROXY
        | ZEGOAPI_OPTION_SYSTEM_ROOTS
        | ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS => u64::MAX,
        _ => return None,
    };
    Some(most)
}

/// What an option is called where it is refused.
fn name(option: u32) -> &'static str {
    match option {
        ZEGOAPI_OPTION_TIMEOUT_MS => "timeout_ms",
        ZEGOAPI_OPTION_TRY_TIMEOUT_MS => "try_timeout_ms",
        ZEGOAPI_OPTION_RETRIES => "retries",
        ZEGOAPI_OPTION_BACKOFF_MS => "backoff_ms",
        ZEGOAPI_OPTION_MAX_BACKOFF_MS => "max_backoff_ms",
        ZEGOAPI_OPTION_DUPLICATES_OK => "duplicates_ok",
        ZEGOAPI_OPTION_FAIL_FAST => "fail_fast",
        ZEGOAPI_OPTION_CONCURRENCY => "concurrency",
        ZEGOAPI_OPTION_QUEUE_CAPACITY => "queue_capacity",
        ZEGOAPI_OPTION_WORKERS => "workers",
        ZEGOAPI_OPTION_WORKER_IDLE_MS => "worker_idle_ms",
        ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS => "connect_timeout_ms",
        ZEGOAPI_OPTION_MAX_REPLY_BYTES => "max_reply_bytes",
        ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS => "max_idle_connections",
        ZEGOAPI_OPTION_NO_PROXY => "no_proxy",
        ZEGOAPI_OPTION_SYSTEM_ROOTS => "system_roots",
        ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS => "max_connection_age_ms",
        #[cfg(feature = "http")]
        _ => crate::http::options::text_name(option).unwrap_or("an option"),
        #[cfg(not(feature = "http"))]
        _ => "an option",
    }
}
