//! Text as C sees it: a pointer and a length, both ways.

use std::ffi::{CStr, c_char};

/// Text: a pointer and a length in bytes.
///
/// Going in: UTF-8, which may hold NUL bytes and need not end in one; valid until the function returns, for
/// what is kept is copied. `data` may be NULL when `len` is 0.
///
/// Coming out: UTF-8 with a NUL after its last byte (so `printf("%s", text.data)` works wherever the text itself
/// holds none), `data` never NULL, borrowed from the handle that was asked and valid until that is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_str_t {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes there are, without a NUL at the end.
    pub len: usize,
}

/// Text from a NUL-terminated string, as C literals are.
///
/// @param text A NUL-terminated string, or NULL (such as `getenv` of a variable that is not set), which gives a
///   text that every function refuses with `ZEGOAPI_ERROR_NULL_ARGUMENT`.
/// @return The same bytes with their length, borrowed from `text`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_str(text: *const c_char) -> zegoapi_str_t {
    let len = if text.is_null() {
        // NULL with a length is refused everywhere; NULL without one would be empty text.
        usize::MAX
    } else {
        // SAFETY: not NULL, and NUL-terminated by this function's contract.
        unsafe { CStr::from_ptr(text) }.count_bytes()
    };
    zegoapi_str_t { data: text, len }
}
