//! What goes out: every output is blank from the start, so that a failure leaves NULL or 0 and never what stood
//! there before.

use super::{Failure, Reason};
use std::ffi::c_char;
use std::ptr;

/// What an output is when there is nothing to put out.
pub(crate) trait Blank {
    const BLANK: Self;
}

impl<T> Blank for *mut T {
    const BLANK: Self = ptr::null_mut();
}

impl<T> Blank for *const T {
    const BLANK: Self = ptr::null();
}

impl Blank for u32 {
    const BLANK: Self = 0;
}

impl Blank for i32 {
    const BLANK: Self = 0;
}

impl Blank for i64 {
    const BLANK: Self = 0;
}

impl Blank for u64 {
    const BLANK: Self = 0;
}

impl Blank for f64 {
    const BLANK: Self = 0.0;
}

impl Blank for usize {
    const BLANK: Self = 0;
}

impl Blank for bool {
    const BLANK: Self = false;
}

/// An output, blank. Ask for all outputs before the first `?`, so that each is blank whatever else fails.
///
/// # Safety
///
/// `pointer` is NULL, or valid for writing for `'a`, and no other output is the same place.
pub(crate) unsafe fn out<'a, T: Blank>(
    pointer: *mut T,
    argument: &'static str,
) -> Result<&'a mut T, Failure> {
    if pointer.is_null() {
        return Err(Failure::of(Reason::Null, argument));
    }
    // SAFETY: not NULL and valid by this function's contract; written before a reference to it is made, for the
    // caller's variable need not be initialised.
    unsafe {
        pointer.write(T::BLANK);
        Ok(&mut *pointer)
    }
}

/// Hands a new handle to the caller.
pub(crate) fn give<T>(out: &mut *mut T, value: T) {
    *out = Box::into_raw(Box::new(value));
}

/// The same for what is returned and may be missing.
pub(crate) fn give_some<T>(value: Option<T>) -> *mut T {
    value.map_or(ptr::null_mut(), |value| Box::into_raw(Box::new(value)))
}

/// Copies text and a NUL into the caller's buffer, and says how long the text is either way.
///
/// # Safety
///
/// `buffer` is NULL, or valid for writing `size` bytes.
pub(crate) unsafe fn copy_out(
    text: &str,
    buffer: *mut c_char,
    size: usize,
    out_len: &mut usize,
) -> Result<(), Failure> {
    if buffer.is_null() && size > 0 {
        return Err(Failure::of(Reason::Null, "buffer"));
    }
    *out_len = text.len();
    if size <= text.len() {
        return Err(Failure::small_buffer(text.len(), size));
    }
    // SAFETY: the buffer is not NULL, as its size is not 0, and holds the text and one more byte.
    unsafe {
        ptr::copy_nonoverlapping(text.as_ptr().cast(), buffer, text.len());
        buffer.add(text.len()).write(0);
    }
    Ok(())
}
