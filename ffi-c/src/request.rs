//! A command made into a signed request, as a handle or in the caller's own buffer.

use crate::app::zegoapi_app_t;
use crate::boundary::{EMPTY, Failure, Reason, Texts, free, get, give, guard, handle, out};
use crate::command::zegoapi_command_t;
use crate::endpoint::zegoapi_endpoint_t;
use crate::error::zegoapi_error_t;
use crate::stamp::zegoapi_stamp_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ffi::c_char;
use std::slice;
use zegoapi_core::{Action, ActionExt, Error, Problem, Request};

/// A signed request, for any HTTP stack. Send it once: every try needs a new one.
///
/// **Its URL is a credential for ten minutes**: never log it; `zegoapi_request_masked` is for logs.
///
/// Ownership: yours; texts borrowed from it are valid until `zegoapi_request_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_request_t {
    texts: Texts,
}

const METHOD: usize = 0;
const URL: usize = 1;
const BODY: usize = 2;
const CONTENT_TYPE: usize = 3;
const MASKED: usize = 4;

impl zegoapi_request_t {
    pub(crate) fn new(request: &Request) -> Self {
        let texts = Texts::of([
            request.method().name(),
            request.url(),
            request.body().unwrap_or_default(),
            request.content_type().unwrap_or_default(),
            &request.to_string(),
        ]);
        Self { texts }
    }
}

/// Holds a command against an application's limits, without signing it.
///
/// @param command The command.
/// @param app The application.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_check(
    command: *const zegoapi_command_t,
    app: *const zegoapi_app_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (command, app) = unsafe { (handle(command, "command")?, handle(app, "app")?) };
        Ok(app.with(|app| command.with(|job| job.check(app.limits())))?)
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Makes a command into a signed request.
///
/// @param command The command.
/// @param app Who signs.
/// @param endpoint Where it goes.
/// @param stamp The nonce and the time, new for every request.
/// @param[out] out_request The request; yours, free it with `zegoapi_request_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_prepare(
    command: *const zegoapi_command_t,
    app: *const zegoapi_app_t,
    endpoint: *const zegoapi_endpoint_t,
    stamp: *const zegoapi_stamp_t,
    out_request: *mut *mut zegoapi_request_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_request = unsafe { out(out_request, "out_request") }?;
        // SAFETY: this function's contract.
        let (command, app) = unsafe { (handle(command, "command")?, handle(app, "app")?) };
        // SAFETY: this function's contract.
        let (endpoint, stamp) = unsafe { (handle(endpoint, "endpoint")?, handle(stamp, "stamp")?) };
        let stamp = stamp.get()?;
        let request = app.with(|app| command.with(|job| job.prepare(app, endpoint.get(), &stamp)))?;
        give(out_request, zegoapi_request_t::new(&request));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Makes a command into a signed URL in your own buffer. Allocates nothing when it succeeds.
///
/// A GET needs no more than the URL. A POST is sent with the JSON object that its command was made with, and
/// `Content-Type: application/json`.
///
/// @param command The command.
/// @param app Who signs.
/// @param endpoint Where it goes.
/// @param stamp The nonce and the time, new for every request.
/// @param buffer Where the URL (ASCII) and a NUL go; may be NULL when `buffer_size` is 0.
/// @param buffer_size How many bytes the buffer holds.
/// @param[out] out_len The URL's length in bytes, without the NUL; the buffer needs one byte more. Also set when the
///   buffer is too small, so that a first call with no buffer asks for the size; 0 on any other failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BUFFER_TOO_SMALL`, and nothing was written; `ZEGOAPI_ERROR_INVALID_INPUT`,
///   which names the field, the limit and the size; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a
///   size that no buffer can have.
///
/// Threads: any; the buffer is yours alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_write_url(
    command: *const zegoapi_command_t,
    app: *const zegoapi_app_t,
    endpoint: *const zegoapi_endpoint_t,
    stamp: *const zegoapi_stamp_t,
    buffer: *mut c_char,
    buffer_size: usize,
    out_len: *mut usize,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_len = unsafe { out(out_len, "out_len") }?;
        // SAFETY: this function's contract.
        let (command, app) = unsafe { (handle(command, "command")?, handle(app, "app")?) };
        // SAFETY: this function's contract.
        let (endpoint, stamp) = unsafe { (handle(endpoint, "endpoint")?, handle(stamp, "stamp")?) };
        // SAFETY: this function's contract.
        let buffer = unsafe { url_buffer(buffer, buffer_size) }?;
        let stamp = stamp.get()?;
        // The last byte is for the NUL.
        let room = buffer.len().saturating_sub(1);
        let url = &mut buffer[..room];
        let written = app.with(|app| command.with(|job| job.prepare_into(app, endpoint.get(), &stamp, url)));
        *out_len = match &written {
            Ok(len) => *len,
            Err(error) => needed(error).ok_or(error.clone())?,
        };
        match buffer.get_mut(*out_len) {
            Some(end) if written.is_ok() => {
                *end = 0;
                Ok(())
            }
            _ => Err(Failure::small_buffer(*out_len, buffer_size)),
        }
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a request, and with it the texts that were borrowed from it.
///
/// @param request A request, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_request_free(request: *mut zegoapi_request_t) {
    // SAFETY: this function's contract.
    unsafe { free(request) };
}

/// GET or POST.
///
/// @param request The request, or NULL.
/// @return `"GET"` or `"POST"`, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_request_method(request: *const zegoapi_request_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(request, METHOD) }
}

/// The signed URL, in ASCII. A credential: not for logs.
///
/// @param request The request, or NULL.
/// @return The URL, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_request_url(request: *const zegoapi_request_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(request, URL) }
}

/// The JSON body of a POST.
///
/// @param request The request, or NULL.
/// @return The body, borrowed; empty for a GET and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_request_body(request: *const zegoapi_request_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(request, BODY) }
}

/// The `Content-Type` to send with the body.
///
/// @param request The request, or NULL.
/// @return `"application/json"` for a POST, borrowed; empty for a GET and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_request_content_type(request: *const zegoapi_request_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(request, CONTENT_TYPE) }
}

/// Method and URL as one line for logs: signature, nonce and business parameters are `***`.
///
/// @param request The request, or NULL.
/// @return The line, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_request_masked(request: *const zegoapi_request_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(request, MASKED) }
}

unsafe fn text(request: *const zegoapi_request_t, place: usize) -> zegoapi_str_t {
    // SAFETY: the contract of the getter that calls this.
    unsafe { get(request, EMPTY, |request| request.texts.get(place)) }
}

/// The caller's buffer; empty when there is none.
///
/// # Safety
///
/// `buffer` is NULL, or valid for writing `size` bytes for `'a`, and nobody else uses them.
unsafe fn url_buffer<'a>(buffer: *mut c_char, size: usize) -> Result<&'a mut [u8], Failure> {
    if size == 0 {
        return Ok(&mut []);
    }
    if buffer.is_null() {
        return Err(Failure::of(Reason::Null, "buffer"));
    }
    if isize::try_from(size).is_err() {
        return Err(Failure::of(Reason::OutOfRange, "buffer_size"));
    }
    // SAFETY: not NULL, of a possible size, and valid by this function's contract. The bytes may be anything;
    // the caller's buffer is memory of its own, which reads as some bytes.
    Ok(unsafe { slice::from_raw_parts_mut(buffer.cast(), size) })
}

/// The URL's length, when the error says that the buffer is too small for it.
fn needed(error: &Error) -> Option<usize> {
    match error {
        Error::InvalidInput(e) if e.problem() == Problem::BufferTooSmall => e.limit(),
        _ => None,
    }
}
