//! What comes in: NULL, lengths, UTF-8 and ranges are checked before anything is looked at.

use super::{Failure, Reason};
use crate::text::zegoapi_str_t;
use std::borrow::Cow;
use std::slice;

/// A handle or struct that must be there.
///
/// # Safety
///
/// `pointer` is NULL, or valid for reading for `'a` while nobody writes to it.
pub(crate) unsafe fn handle<'a, T>(pointer: *const T, argument: &'static str) -> Result<&'a T, Failure> {
    // SAFETY: this function's contract.
    unsafe { pointer.as_ref() }.ok_or(Failure::of(Reason::Null, argument))
}

/// A handle that may be left out.
///
/// # Safety
///
/// As for [`handle`].
pub(crate) unsafe fn optional<'a, T>(pointer: *const T) -> Option<&'a T> {
    // SAFETY: this function's contract.
    unsafe { pointer.as_ref() }
}

/// Any bytes. NULL stands for none, if the length says none too.
///
/// # Safety
///
/// `bytes.data` is NULL, or valid for reading `bytes.len` bytes for `'a` while nobody writes to them.
pub(crate) unsafe fn bytes<'a>(bytes: zegoapi_str_t, argument: &'static str) -> Result<&'a [u8], Failure> {
    if bytes.len == 0 {
        return Ok(&[]);
    }
    if bytes.data.is_null() {
        return Err(Failure::of(Reason::Null, argument));
    }
    if isize::try_from(bytes.len).is_err() {
        return Err(Failure::of(Reason::OutOfRange, argument));
    }
    // SAFETY: not NULL, of a possible length, and valid by this function's contract.
    Ok(unsafe { slice::from_raw_parts(bytes.data.cast(), bytes.len) })
}

/// Text, which must be UTF-8.
///
/// # Safety
///
/// As for [`bytes`].
pub(crate) unsafe fn text<'a>(text: zegoapi_str_t, argument: &'static str) -> Result<&'a str, Failure> {
    // SAFETY: this function's contract.
    let bytes = unsafe { bytes(text, argument) }?;
    std::str::from_utf8(bytes).map_err(|_| Failure::of(Reason::NotUtf8, argument))
}

/// Text of somebody else's making: what is not UTF-8 in it is replaced, so that it never stops a report.
///
/// # Safety
///
/// As for [`bytes`].
pub(crate) unsafe fn text_or_lossy<'a>(
    text: zegoapi_str_t,
    argument: &'static str,
) -> Result<Cow<'a, str>, Failure> {
    // SAFETY: this function's contract.
    let bytes = unsafe { bytes(text, argument) }?;
    Ok(String::from_utf8_lossy(bytes))
}

/// A list of texts; the one that is wrong is named by its place. The names are those of the list and of its count.
///
/// # Safety
///
/// `items` is NULL, or valid for reading `count` items for `'a`, each as for [`bytes`].
pub(crate) unsafe fn list<'a>(
    items: *const zegoapi_str_t,
    count: usize,
    (argument, count_argument): (&'static str, &'static str),
) -> Result<Vec<&'a str>, Failure> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if items.is_null() {
        return Err(Failure::of(Reason::Null, argument));
    }
    let size = count.checked_mul(size_of::<zegoapi_str_t>());
    if size.is_none_or(|size| isize::try_from(size).is_err()) {
        return Err(Failure::of(Reason::OutOfRange, count_argument));
    }
    // SAFETY: not NULL, of a possible length, and valid by this function's contract.
    let items = unsafe { slice::from_raw_parts(items, count) };
    let at = |index: usize| {
        move |failure: Failure| match failure {
            Failure::Boundary { reason, argument, .. } => Failure::Boundary {
                reason,
                argument,
                index: Some(index),
            },
            other => other,
        }
    };
    // SAFETY: each item is valid by this function's contract.
    let texts = items
        .iter()
        .enumerate()
        .map(|(index, item)| unsafe { text(*item, argument) }.map_err(at(index)));
    texts.collect()
}

/// An HTTP status, which may be any number that HTTP can carry.
pub(crate) fn http_status(status: u32) -> Result<u16, Failure> {
    u16::try_from(status).map_err(|_| Failure::of(Reason::OutOfRange, "http_status"))
}

/// 0 is no, any other number is yes: no number is out of range.
pub(crate) fn flag(number: u64) -> bool {
    number != 0
}
