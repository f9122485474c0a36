//! Every status, with its number written out. 1 to 5 are the core's kinds of error; from 101 on stands what only
//! the boundary can find wrong.

use crate::text::zegoapi_str_t;
use std::ffi::CStr;

/// What came of a call: 0 is success, anything else is not. Numbers never change their meaning; treat one that
/// you do not know as a failure.
pub type zegoapi_status_t = u32;

/// Done.
pub const ZEGOAPI_OK: zegoapi_status_t = 0;
/// Refused before any I/O; the error says which field, limit and size. Not applied.
pub const ZEGOAPI_ERROR_INVALID_INPUT: zegoapi_status_t = 1;
/// The server answered with a code that is a refusal. By the code; ask `zegoapi_error_applied`.
pub const ZEGOAPI_ERROR_API: zegoapi_status_t = 2;
/// Certainly not sent: no connection, TLS refused, rate limit or deadline, cancelled before sending. Not applied.
pub const ZEGOAPI_ERROR_NOT_SENT: zegoapi_status_t = 3;
/// Sent, and no whole answer came. It may have been applied.
pub const ZEGOAPI_ERROR_UNKNOWN: zegoapi_status_t = 4;
/// An answer came that is no reply of the API. It may have been applied.
pub const ZEGOAPI_ERROR_BAD_REPLY: zegoapi_status_t = 5;
/// A pointer that must point somewhere is NULL. Nothing was done.
pub const ZEGOAPI_ERROR_NULL_ARGUMENT: zegoapi_status_t = 101;
/// A text is not UTF-8. Nothing was done.
pub const ZEGOAPI_ERROR_NOT_UTF8: zegoapi_status_t = 102;
/// A number or a length is none that may stand there. Nothing was done.
pub const ZEGOAPI_ERROR_OUT_OF_RANGE: zegoapi_status_t = 103;
/// The buffer is too small; nothing was written to it, and the length that is needed was.
pub const ZEGOAPI_ERROR_BUFFER_TOO_SMALL: zegoapi_status_t = 104;
/// No table lists the code.
pub const ZEGOAPI_ERROR_NOT_LISTED: zegoapi_status_t = 105;
/// The function is for another kind of command. Nothing was done.
pub const ZEGOAPI_ERROR_WRONG_COMMAND: zegoapi_status_t = 106;
/// Another thread is driving this call or fan-out right now. Nothing was done.
pub const ZEGOAPI_ERROR_BUSY: zegoapi_status_t = 107;
/// A defect of this library. What was done is not known; free the handles that took part and do no more with them.
pub const ZEGOAPI_ERROR_PANIC: zegoapi_status_t = 108;
/// The dispatcher holds as many jobs as it may. Nothing was done.
pub const ZEGOAPI_ERROR_QUEUE_FULL: zegoapi_status_t = 109;
/// The dispatcher was shut down. Nothing was done.
pub const ZEGOAPI_ERROR_CLOSED: zegoapi_status_t = 110;
/// The system gave no thread to the dispatcher, and it has none. Nothing was done.
pub const ZEGOAPI_ERROR_NO_THREAD: zegoapi_status_t = 111;
/// An option was set that means nothing where the options are used; the text names it. Nothing was done.
pub const ZEGOAPI_ERROR_WRONG_OPTION: zegoapi_status_t = 112;
/// A text is no token04 that this ServerSecret opens; `zegoapi_error_token_kind` says why.
pub const ZEGOAPI_ERROR_BAD_TOKEN: zegoapi_status_t = 113;
/// A callback was refused; `zegoapi_error_callback_kind` says why, and `zegoapi_error_answer_status` what to answer.
pub const ZEGOAPI_ERROR_BAD_CALLBACK: zegoapi_status_t = 114;

/// A failed call certainly did not take effect: the message was not delivered, the user not kicked.
pub const ZEGOAPI_APPLIED_NO: u32 = 1;
/// Nobody here can tell whether a failed call took effect: to make it again may do it twice.
pub const ZEGOAPI_APPLIED_UNKNOWN: u32 = 2;

/// The name of a status, for logs and metrics: `"Ok"`, `"InvalidInput"`, `"NotSent"`, ...
///
/// @param status Any number.
/// @return The name, for as long as the library is loaded; empty for a number that is no status.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn zegoapi_status_name(status: zegoapi_status_t) -> zegoapi_str_t {
    let name = name(status);
    zegoapi_str_t {
        data: name.as_ptr(),
        len: name.count_bytes(),
    }
}

fn name(status: zegoapi_status_t) -> &'static CStr {
    match status {
        ZEGOAPI_OK => c"Ok",
        ZEGOAPI_ERROR_INVALID_INPUT => c"InvalidInput",
        ZEGOAPI_ERROR_API => c"Api",
        ZEGOAPI_ERROR_NOT_SENT => c"NotSent",
        ZEGOAPI_ERROR_UNKNOWN => c"Unknown",
        ZEGOAPI_ERROR_BAD_REPLY => c"BadReply",
        ZEGOAPI_ERROR_NULL_ARGUMENT => c"NullArgument",
        ZEGOAPI_ERROR_NOT_UTF8 => c"NotUtf8",
        ZEGOAPI_ERROR_OUT_OF_RANGE => c"OutOfRange",
        ZEGOAPI_ERROR_BUFFER_TOO_SMALL => c"BufferTooSmall",
        ZEGOAPI_ERROR_NOT_LISTED => c"NotListed",
        ZEGOAPI_ERROR_WRONG_COMMAND => c"WrongCommand",
        ZEGOAPI_ERROR_BUSY => c"Busy",
        ZEGOAPI_ERROR_PANIC => c"Panic",
        ZEGOAPI_ERROR_QUEUE_FULL => c"QueueFull",
        ZEGOAPI_ERROR_CLOSED => c"Closed",
        ZEGOAPI_ERROR_NO_THREAD => c"NoThread",
        ZEGOAPI_ERROR_WRONG_OPTION => c"WrongOption",
        ZEGOAPI_ERROR_BAD_TOKEN => c"BadToken",
        ZEGOAPI_ERROR_BAD_CALLBACK => c"BadCallback",
        _ => c"",
    }
}
