//! No panic leaves this library: each entry point runs its body in here, and a panic becomes a status.

use super::{Failure, Reason, optional};
use crate::error::zegoapi_error_t;
use crate::status::{ZEGOAPI_ERROR_PANIC, ZEGOAPI_OK, zegoapi_status_t};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

/// Runs the body of an entry point that returns a status. `out_error` may be NULL; it is set to NULL first, and
/// to the detail of a failure at the end.
///
/// # Safety
///
/// `out_error` is NULL or valid for writing a pointer.
pub(crate) unsafe fn guard(
    out_error: *mut *mut zegoapi_error_t,
    body: impl FnOnce() -> Result<(), Failure>,
) -> zegoapi_status_t {
    if !out_error.is_null() {
        // SAFETY: not NULL, and valid by this function's contract.
        unsafe { out_error.write(ptr::null_mut()) };
    }
    let outcome =
        catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(Failure::of(Reason::Panic, "zegoapi")));
    let Err(failure) = outcome else {
        return ZEGOAPI_OK;
    };
    let status = failure.status();
    if out_error.is_null() {
        return status;
    }
    let detail = catch_unwind(AssertUnwindSafe(|| {
        Box::into_raw(Box::new(zegoapi_error_t::new(&failure)))
    }));
    match detail {
        Ok(error) => {
            // SAFETY: not NULL, and valid by this function's contract.
            unsafe { out_error.write(error) };
            status
        }
        Err(_) => ZEGOAPI_ERROR_PANIC,
    }
}

/// Runs the body of an entry point that returns a value, and returns `default` if it panics.
pub(crate) fn value<T>(default: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(default)
}

/// Runs the body of a getter; one that is given NULL, or panics, returns `default`.
///
/// # Safety
///
/// `handle` is NULL, or a living handle.
pub(crate) unsafe fn get<H, T: Copy>(handle: *const H, default: T, get: impl FnOnce(&H) -> T) -> T {
    value(default, || {
        // SAFETY: this function's contract.
        unsafe { optional(handle) }.map_or(default, get)
    })
}

/// Frees a handle; NULL is fine.
///
/// # Safety
///
/// `handle` is NULL, or came from [`super::give`] and was not freed.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        value((), || {
            // SAFETY: made by `Box::into_raw` in `give`, and freed once by this function's contract.
            drop(unsafe { Box::from_raw(handle) });
        });
    }
}
