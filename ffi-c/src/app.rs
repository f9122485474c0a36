//! Who signs: the AppId, its ServerSecret, the environment, and the account's limits.

use crate::boundary::{Failure, Reason, flag, free, get, give, guard, handle, out, read, text, write};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::sync::RwLock;
use zegoapi_core::App;

/// The longest message content, in bytes. Default: 1024, as documented.
pub const ZEGOAPI_LIMIT_CONTENT_BYTES: u32 = 1;
/// The most users in one command. Default: 10, as documented.
pub const ZEGOAPI_LIMIT_TO_USERS: u32 = 2;
/// The longest URL, in bytes. Default: 65536.
pub const ZEGOAPI_LIMIT_URL_BYTES: u32 = 3;
/// The longest JSON body of a POST, in bytes. Default: 1048576.
pub const ZEGOAPI_LIMIT_BODY_BYTES: u32 = 4;

/// An application: AppId, ServerSecret, environment and limits.
///
/// The secret never prints, and is wiped from memory when the last handle that knows it is freed.
///
/// **Make one, and make everything from it**: its clients, dispatchers, fan-outs and the calls that you drive yourself
/// keep its rate limits together, in this process. Two applications of one AppId keep them apart, and exceed the quota.
///
/// Ownership: everything made from an application knows what it needs of it; free it when you like. Settings that
/// are changed later hold for what is made later; the clock's offset and the rate limits are shared by all.
///
/// Threads: any number of threads may use and change it at once. Free it once, after the last use.
pub struct zegoapi_app_t {
    app: RwLock<App>,
}

impl zegoapi_app_t {
    /// The application as it is set now.
    pub(crate) fn get(&self) -> App {
        read(&self.app).clone()
    }

    pub(crate) fn with<T>(&self, use_it: impl FnOnce(&App) -> T) -> T {
        use_it(&read(&self.app))
    }
}

/// Makes an application.
///
/// @param app_id The AppId, as the vendor's console shows it; not 0.
/// @param server_secret The ServerSecret; copied. Wipe your own copy.
/// @param[out] out_app The application; yours, free it with `zegoapi_app_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for an AppId of 0, and for a secret that is empty or holds
///   white space or control characters; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_new(
    app_id: u32,
    server_secret: zegoapi_str_t,
    out_app: *mut *mut zegoapi_app_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (out_app, server_secret) =
            unsafe { (out(out_app, "out_app")?, text(server_secret, "server_secret")?) };
        let app = RwLock::new(App::new(app_id, server_secret)?);
        give(out_app, zegoapi_app_t { app });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees an application.
///
/// @param app An application, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_free(app: *mut zegoapi_app_t) {
    // SAFETY: this function's contract.
    unsafe { free(app) };
}

/// Sets `IsTest`, which only projects created on or before 2021-11-16 need; left alone, it is not sent.
///
/// @param app The application.
/// @param is_test 0 for production, any other number for the test environment.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_set_is_test(
    app: *mut zegoapi_app_t,
    is_test: u32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let app = unsafe { handle(app, "app") }?;
        let mut app = write(&app.app);
        *app = app.clone().with_is_test(flag(u64::from(is_test)));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Sets one of the account's limits. Raise one only after the vendor's support has raised it for your account.
///
/// @param app The application.
/// @param limit `ZEGOAPI_LIMIT_...`.
/// @param value The limit, in the unit that its constant says.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a limit that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_set_limit(
    app: *mut zegoapi_app_t,
    limit: u32,
    value: usize,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let app = unsafe { handle(app, "app") }?;
        let mut app = write(&app.app);
        let mut limits = *app.limits();
        match limit {
            ZEGOAPI_LIMIT_CONTENT_BYTES => limits.content_bytes = value,
            ZEGOAPI_LIMIT_TO_USERS => limits.to_users = value,
            ZEGOAPI_LIMIT_URL_BYTES => limits.url_bytes = value,
            ZEGOAPI_LIMIT_BODY_BYTES => limits.body_bytes = value,
            _ => return Err(Failure::of(Reason::OutOfRange, "limit")),
        }
        *app = app.clone().with_limits(limits);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// One of the limits that requests of this application are held to.
///
/// @param app The application, or NULL.
/// @param limit `ZEGOAPI_LIMIT_...`.
/// @return The limit in its unit; 0 for NULL, and for a limit that there is not.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_limit(app: *const zegoapi_app_t, limit: u32) -> usize {
    let read = |app: &zegoapi_app_t| {
        let limits = app.with(|app| *app.limits());
        match limit {
            ZEGOAPI_LIMIT_CONTENT_BYTES => limits.content_bytes,
            ZEGOAPI_LIMIT_TO_USERS => limits.to_users,
            ZEGOAPI_LIMIT_URL_BYTES => limits.url_bytes,
            ZEGOAPI_LIMIT_BODY_BYTES => limits.body_bytes,
            _ => 0,
        }
    };
    // SAFETY: this function's contract.
    unsafe { get(app, 0, read) }
}

/// Says how many calls a second of one action the account may make, where the vendor's support has raised the documented
/// number, or where this process is to use only a part of it. Holds for calls that are made later, by clients too that
/// are made later.
///
/// @param app The application.
/// @param action The action's name, such as `SendCustomCommand`.
/// @param calls How many calls in any second, at least 1.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for 0; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_set_calls_per_second(
    app: *mut zegoapi_app_t,
    action: zegoapi_str_t,
    calls: u32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (app, action) = unsafe { (handle(app, "app")?, text(action, "action")?) };
        let mut app = write(&app.app);
        *app = app.clone().with_calls_per_second(action, calls)?;
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// How many calls a second of one action were said with `zegoapi_app_set_calls_per_second`.
///
/// @param app The application, or NULL.
/// @param action The action's name.
/// @return The number; 0 where none was said and the documented one counts, for NULL, and for a name that is no text.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_calls_per_second(
    app: *const zegoapi_app_t,
    action: zegoapi_str_t,
) -> u32 {
    // SAFETY: this function's contract.
    let action = unsafe { text(action, "action") }.unwrap_or_default();
    let calls = |app: &zegoapi_app_t| app.with(|app| app.calls_per_second(action)).unwrap_or_default();
    // SAFETY: this function's contract.
    unsafe { get(app, 0, calls) }
}

/// The AppId.
///
/// @param app The application, or NULL.
/// @return The AppId; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_id(app: *const zegoapi_app_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(app, 0, |app| app.with(App::app_id)) }
}

/// `IsTest` as it is sent.
///
/// @param app The application, or NULL.
/// @return 1 for the test environment, 0 for production said outright, -1 when it is left out (and for NULL).
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_is_test(app: *const zegoapi_app_t) -> i32 {
    // SAFETY: this function's contract.
    unsafe { get(app, -1, |app| app.with(App::is_test).map_or(-1, i32::from)) }
}

/// How many seconds the server's clock is ahead of this machine's, as far as is known; 0 to begin with. Calls learn
/// it from the server's `Date` when the server refuses a timestamp, and keep it once a call is accepted with it.
///
/// @param app The application, or NULL.
/// @return Seconds; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_clock_offset_s(app: *const zegoapi_app_t) -> i32 {
    // SAFETY: this function's contract.
    unsafe { get(app, 0, |app| app.with(App::clock_offset_s)) }
}

/// Sets the clock's offset, for everything that was made and will be made from this application.
///
/// @param app The application.
/// @param seconds How many seconds the server's clock is ahead; negative when it is behind.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_app_set_clock_offset_s(
    app: *mut zegoapi_app_t,
    seconds: i32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        unsafe { handle(app, "app") }?.with(|app| app.set_clock_offset_s(seconds));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
