//! Which library this is: its version, the version of its ABI, and what was built in.

use crate::text::zegoapi_str_t;

/// The version of the ABI that this header describes. A program that loads the library by hand compares it with
/// `zegoapi_abi_version()`; linked in the usual way, the library's file name sees to that.
pub const ZEGOAPI_ABI_VERSION: u32 = 1;

/// The version of the library's ABI. It grows when a program must be compiled again.
///
/// @return `ZEGOAPI_ABI_VERSION` of the header that the library was built with.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn zegoapi_abi_version() -> u32 {
    ZEGOAPI_ABI_VERSION
}

/// The library's version, such as `"0.1.0"`.
///
/// @return The version, for as long as the library is loaded.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn zegoapi_version() -> zegoapi_str_t {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    zegoapi_str_t {
        data: VERSION.as_ptr().cast(),
        len: VERSION.len() - 1,
    }
}

/// Whether the library was built with its own HTTP (client, dispatcher, clock, random bytes).
///
/// @return `true` or `false`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn zegoapi_has_http() -> bool {
    cfg!(feature = "http")
}
