//! The lines of a report on disk, each bound to its message by a digest.

use crate::boundary::{Blank, Failure, Reason, copy_out, guard, out, text};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ffi::c_char;
use zegoapi_core::{MessageDigest, Outcome, parse_report_line, report_line};

/// A digest of a message: 16 lower-case hex characters and a NUL. Equal for the same room, sender and content. It is no
/// secret, and no proof against somebody who looks for two messages with one digest. Its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_digest_t {
    /// The text, NUL-terminated.
    pub text: [c_char; 17],
}

impl Blank for zegoapi_digest_t {
    const BLANK: Self = Self { text: [0; 17] };
}

impl From<MessageDigest> for zegoapi_digest_t {
    fn from(digest: MessageDigest) -> Self {
        let mut this = Self::BLANK;
        for (place, byte) in this.text.iter_mut().zip(digest.as_str().bytes()) {
            *place = byte.cast_signed() as c_char;
        }
        this
    }
}

/// The digest of a message, for a run that resumes from a report on disk.
///
/// @param room_id The room.
/// @param from_user_id The sender.
/// @param content The message.
/// @param[out] out_digest The digest; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_message_digest(
    room_id: zegoapi_str_t,
    from_user_id: zegoapi_str_t,
    content: zegoapi_str_t,
    out_digest: *mut zegoapi_digest_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_digest = unsafe { out(out_digest, "out_digest") }?;
        // SAFETY: this function's contract.
        let (room_id, from_user_id, content) = unsafe {
            (
                text(room_id, "room_id")?,
                text(from_user_id, "from_user_id")?,
                text(content, "content")?,
            )
        };
        *out_digest = MessageDigest::of(room_id, from_user_id, content).into();
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Writes one line of a report on disk, without its line break:
/// `{"message":"8c4d51c1a9b6e0f2","user_id":"u1","outcome":"failed","code":50003}`.
///
/// @param message The message's digest: `zegoapi_str(digest.text)`.
/// @param user_id The user.
/// @param outcome `ZEGOAPI_OUTCOME_...`.
/// @param code The server's code of a failed user; else it counts for nothing.
/// @param buffer Where the line and a NUL go; may be NULL when `buffer_size` is 0.
/// @param buffer_size How many bytes the buffer holds.
/// @param[out] out_len The line's length in bytes, without the NUL; the buffer needs one byte more. Also set when the
///   buffer is too small; 0 on any other failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BUFFER_TOO_SMALL`, and nothing was written; `ZEGOAPI_ERROR_OUT_OF_RANGE` for an
///   outcome that there is not; `ZEGOAPI_ERROR_INVALID_INPUT` for a text that is no digest;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_line_write(
    message: zegoapi_str_t,
    user_id: zegoapi_str_t,
    outcome: u32,
    code: i64,
    buffer: *mut c_char,
    buffer_size: usize,
    out_len: *mut usize,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_len = unsafe { out(out_len, "out_len") }?;
        // SAFETY: this function's contract.
        let (message, user_id) = unsafe { (text(message, "message")?, text(user_id, "user_id")?) };
        let all = [
            Outcome::Sent,
            Outcome::Failed { code },
            Outcome::Unknown,
            Outcome::NotTried,
        ];
        let known = all.into_iter().find(|known| known.number() == outcome);
        let known = known.ok_or(Failure::of(Reason::OutOfRange, "outcome"))?;
        let line = report_line(message.parse()?, user_id, known);
        // SAFETY: this function's contract.
        unsafe { copy_out(&line, buffer, buffer_size, out_len) }
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Reads one line of a report on disk. A byte order mark before it and white space around it are no part of it.
///
/// @param message The digest of the message that is resumed: a line about another one is refused.
/// @param line The line, with its line break or without.
/// @param buffer Where the user's id and a NUL go; one as large as the line always does. May be NULL when
///   `buffer_size` is 0.
/// @param buffer_size How many bytes the buffer holds.
/// @param[out] out_len The id's length in bytes, without the NUL; the buffer needs one byte more. Also set when the
///   buffer is too small; 0 for a line without text, and on any other failure.
/// @param[out] out_outcome `ZEGOAPI_OUTCOME_...`; 0 for a line without text, and on failure.
/// @param[out] out_code The server's code of a failed user; else 0.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`, also for a line without text; `ZEGOAPI_ERROR_INVALID_INPUT` for the field `report` when it is no
///   such line, as the last one of a run that was cut off may be, and for the field `message` when it is about another
///   message; `ZEGOAPI_ERROR_BUFFER_TOO_SMALL`; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_report_line_read(
    message: zegoapi_str_t,
    line: zegoapi_str_t,
    buffer: *mut c_char,
    buffer_size: usize,
    out_len: *mut usize,
    out_outcome: *mut u32,
    out_code: *mut i64,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let outputs = unsafe {
            (
                out(out_len, "out_len"),
                out(out_outcome, "out_outcome"),
                out(out_code, "out_code"),
            )
        };
        let (out_len, out_outcome, out_code) = (outputs.0?, outputs.1?, outputs.2?);
        // SAFETY: this function's contract.
        let (message, line) = unsafe { (text(message, "message")?, text(line, "line")?) };
        let read = parse_report_line(message.parse()?, line)?;
        let user_id = read.as_ref().map_or("", |(user_id, _)| user_id);
        // SAFETY: this function's contract.
        unsafe { copy_out(user_id, buffer, buffer_size, out_len) }?;
        if let Some((_, outcome)) = read {
            (*out_outcome, *out_code) = (outcome.number(), outcome.code().unwrap_or_default());
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
