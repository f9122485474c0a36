//! Panics on purpose, so that a test can see them come back as statuses. Built with the feature `test-panic` alone,
//! and not in the header.

use crate::boundary::{guard, value};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;

/// Panics inside the guard of every function that returns a status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_test_panic(out_error: *mut *mut zegoapi_error_t) -> zegoapi_status_t {
    let nothing: &[u8] = &[];
    let place = std::hint::black_box(7);
    let body = || {
        std::hint::black_box(nothing[place]);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Panics inside the guard of every getter, whose default is 42 here.
#[unsafe(no_mangle)]
pub extern "C" fn zegoapi_test_panic_value() -> u32 {
    let nothing: &[u8] = &[];
    value(42, || u32::from(nothing[std::hint::black_box(7)]))
}
