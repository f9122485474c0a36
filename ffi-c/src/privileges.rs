//! What a token allows: which room, what may be done there, with which streams.

use crate::boundary::{EMPTY, Failure, Texts, flag, free, get, give, guard, list, out, text};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::Privileges;

/// What a token allows: a room, to log in to it, to publish in it, and with which streams. The vendor must have enabled
/// privileges for the AppId; in-app chat (ZIM) has none.
///
/// Ownership: one that came through an `out_privileges` is yours, and texts borrowed from it are valid until
/// `zegoapi_privileges_free`. One that came from a getter belongs to the handle that was asked.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_privileges_t {
    login: i32,
    publish: i32,
    streams: usize,
    texts: Texts,
}

/// The places of the texts; the streams' ids follow.
const JSON: usize = 0;
const ROOM_ID: usize = 1;
const STREAMS: usize = 2;

impl zegoapi_privileges_t {
    pub(crate) fn new(privileges: &Privileges) -> Self {
        let said = |it: Option<bool>| it.map_or(-1, i32::from);
        let streams = privileges.stream_id_list().unwrap_or_default();
        let json = privileges.to_json();
        let texts = [&*json, privileges.room_id().unwrap_or_default()];
        Self {
            login: said(privileges.login()),
            publish: said(privileges.publish()),
            streams: streams.len(),
            texts: Texts::of(texts.into_iter().chain(streams.iter().map(String::as_str))),
        }
    }
}

/// Privileges in one room.
///
/// @param room_id The room: 1 to 128 bytes.
/// @param login Not 0 to allow to log in.
/// @param publish Not 0 to allow to publish streams.
/// @param stream_ids The streams that may be published, each of 1 to 256 bytes: an array of `stream_count` texts, copied;
///   NULL for every stream.
/// @param stream_count How many, at least 1; 0 with NULL.
/// @param[out] out_privileges The privileges; yours, free them with `zegoapi_privileges_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a size out of bounds, and for a list of no streams, which would
///   mean every one; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count
///   that no array can have.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_new_in_room(
    room_id: zegoapi_str_t,
    login: u32,
    publish: u32,
    stream_ids: *const zegoapi_str_t,
    stream_count: usize,
    out_privileges: *mut *mut zegoapi_privileges_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let begin = || {
        // SAFETY: this function's contract.
        Ok(Privileges::in_room(unsafe { text(room_id, "room_id") }?)?)
    };
    // SAFETY: this function's contract.
    unsafe {
        new(
            begin,
            (login, publish),
            (stream_ids, stream_count),
            out_privileges,
            out_error,
        )
    }
}

/// Privileges in every room.
///
/// @param login Not 0 to allow to log in.
/// @param publish Not 0 to allow to publish streams.
/// @param stream_ids As for `zegoapi_privileges_new_in_room`.
/// @param stream_count As for `zegoapi_privileges_new_in_room`.
/// @param[out] out_privileges The privileges; yours, free them with `zegoapi_privileges_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_privileges_new_in_room`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_new_in_any_room(
    login: u32,
    publish: u32,
    stream_ids: *const zegoapi_str_t,
    stream_count: usize,
    out_privileges: *mut *mut zegoapi_privileges_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let begin = || Ok(Privileges::in_any_room());
    // SAFETY: this function's contract.
    unsafe {
        new(
            begin,
            (login, publish),
            (stream_ids, stream_count),
            out_privileges,
            out_error,
        )
    }
}

/// Frees privileges, and with them the texts that were borrowed from them.
///
/// @param privileges Privileges that are yours, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_free(privileges: *mut zegoapi_privileges_t) {
    // SAFETY: this function's contract.
    unsafe { free(privileges) };
}

/// The payload that says so: JSON text, to make a token with.
///
/// @param privileges The privileges, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_json(privileges: *const zegoapi_privileges_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(privileges, EMPTY, |it| it.texts.get(JSON)) }
}

/// The room.
///
/// @param privileges The privileges, or NULL.
/// @return The room's id, borrowed; empty for every room, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_room_id(
    privileges: *const zegoapi_privileges_t,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(privileges, EMPTY, |it| it.texts.get(ROOM_ID)) }
}

/// Whether logging in is allowed.
///
/// @param privileges The privileges, or NULL.
/// @return 1 or 0; -1 when a token of another maker does not say, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_login(privileges: *const zegoapi_privileges_t) -> i32 {
    // SAFETY: this function's contract.
    unsafe { get(privileges, -1, |it| it.login) }
}

/// Whether publishing is allowed.
///
/// @param privileges The privileges, or NULL.
/// @return 1 or 0; -1 when a token of another maker does not say, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_publish(privileges: *const zegoapi_privileges_t) -> i32 {
    // SAFETY: this function's contract.
    unsafe { get(privileges, -1, |it| it.publish) }
}

/// How many streams may be published.
///
/// @param privileges The privileges, or NULL.
/// @return The number; 0 for every stream, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_stream_count(privileges: *const zegoapi_privileges_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(privileges, 0, |it| it.streams) }
}

/// A stream that may be published.
///
/// @param privileges The privileges, or NULL.
/// @param index From 0 to one less than `zegoapi_privileges_stream_count`.
/// @return The stream's id, borrowed; empty when there is no such stream.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_privileges_stream_id(
    privileges: *const zegoapi_privileges_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe {
        get(privileges, EMPTY, |it| {
            it.texts.get(STREAMS.saturating_add(index))
        })
    }
}

/// What both makers share.
///
/// # Safety
///
/// That of the function that calls this.
unsafe fn new(
    begin: impl FnOnce() -> Result<Privileges, Failure>,
    (login, publish): (u32, u32),
    (stream_ids, stream_count): (*const zegoapi_str_t, usize),
    out_privileges: *mut *mut zegoapi_privileges_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_privileges = unsafe { out(out_privileges, "out_privileges") }?;
        let mut privileges = begin()?;
        if flag(u64::from(login)) {
            privileges = privileges.allow_login();
        }
        if flag(u64::from(publish)) {
            privileges = privileges.allow_publish();
        }
        if !stream_ids.is_null() || stream_count > 0 {
            // SAFETY: this function's contract.
            let streams = unsafe { list(stream_ids, stream_count, ("stream_ids", "stream_count")) }?;
            privileges = privileges.only_streams(streams)?;
        }
        give(out_privileges, zegoapi_privileges_t::new(&privileges));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
