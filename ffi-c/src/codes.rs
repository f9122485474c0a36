//! The vendor's return codes, explained: what a number means in each scope that has it.

use crate::boundary::{EMPTY, Failure, Reason, Texts, free, get, give, guard, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::{CodeScope, LimitedBy, ReturnCode, explain};

/// The gateway's codes alone, which every action of every product can return. Also stands for an action whose scope is
/// not known.
pub const ZEGOAPI_CODE_SCOPE_GATEWAY: u32 = 1;
/// Rooms: messages, users, streams and the rules for them; SendCustomCommand is one of these.
pub const ZEGOAPI_CODE_SCOPE_ROOM: u32 = 2;
/// Stream mixing, and transcoding in the cloud.
pub const ZEGOAPI_CODE_SCOPE_MIXING: u32 = 3;
/// The media service: CDN relays, forbidden streams, a stream's state, dispatch.
pub const ZEGOAPI_CODE_SCOPE_MEDIA_SERVICE: u32 = 4;
/// Recorded files at a CDN vendor.
pub const ZEGOAPI_CODE_SCOPE_MEDIA_FILES: u32 = 5;
/// Audio and video moderation.
pub const ZEGOAPI_CODE_SCOPE_MODERATION: u32 = 6;
/// Scene templates.
pub const ZEGOAPI_CODE_SCOPE_SCENE: u32 = 7;
/// In place of a scope: every one of them.
pub const ZEGOAPI_EVERY_CODE_SCOPE: u32 = 0;

/// The request is wrong: correct it.
pub const ZEGOAPI_CODE_KIND_CALLER: u32 = 1;
/// Credentials, environment or permissions are wrong.
pub const ZEGOAPI_CODE_KIND_AUTH: u32 = 2;
/// The timestamp lies outside the server's window.
pub const ZEGOAPI_CODE_KIND_CLOCK: u32 = 3;
/// What the request names is not there: the room, the user, the stream, the task, the file.
pub const ZEGOAPI_CODE_KIND_ABSENT: u32 = 4;
/// Too many calls: slow down, then again.
pub const ZEGOAPI_CODE_KIND_LIMITED: u32 = 5;
/// Trying again may work.
pub const ZEGOAPI_CODE_KIND_TRANSIENT: u32 = 6;
/// The vendor's side is in trouble: contact them.
pub const ZEGOAPI_CODE_KIND_SERVICE: u32 = 7;
/// No table that counts for the action has the code.
pub const ZEGOAPI_CODE_KIND_UNLISTED: u32 = 8;

/// Too many calls of the application: in all its rooms, and by all programs that use its AppId.
pub const ZEGOAPI_LIMITED_BY_APP: u32 = 1;
/// Too many calls about one room.
pub const ZEGOAPI_LIMITED_BY_ROOM: u32 = 2;
/// Too many calls in the name of one user.
pub const ZEGOAPI_LIMITED_BY_USER: u32 = 3;

/// Return codes, explained: a list of at least one entry.
///
/// Ownership: yours; texts borrowed from it are valid until `zegoapi_explanation_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_explanation_t {
    entries: Vec<&'static ReturnCode>,
    texts: Texts,
}

/// The places of an entry's texts, and how many it has.
const MEANING: usize = 0;
const ADVICE: usize = 1;
const SCOPE_NAME: usize = 2;
const TEXTS: usize = 3;

impl zegoapi_explanation_t {
    fn new(entries: Vec<&'static ReturnCode>) -> Result<Self, Failure> {
        if entries.is_empty() {
            return Err(Failure::of(Reason::NotListed, "code"));
        }
        let texts = Texts::of(entries.iter().flat_map(|entry| {
            let texts: [&str; TEXTS] = [entry.meaning, entry.advice, entry.scope.name()];
            texts
        }));
        Ok(Self { entries, texts })
    }
}

pub(crate) fn code_scope(number: u32) -> Result<CodeScope, Failure> {
    CodeScope::from_number(number).ok_or(Failure::of(Reason::OutOfRange, "scope"))
}

/// Explains a return code. The same number means different things in different scopes: 3 is "too long" for a room, "not
/// authenticated" for the media service.
///
/// @param code The code.
/// @param scope Which actions returned it: `ZEGOAPI_CODE_SCOPE_...`, and the one entry that counts for them is told.
///   `ZEGOAPI_EVERY_CODE_SCOPE` when you do not know, and the entries of all scopes that have the number are told.
/// @param[out] out_explanation The entries, at least one; yours, free them with `zegoapi_explanation_free`. NULL on
///   failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_LISTED` for a code that no such table has; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a
///   scope that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explain(
    code: i64,
    scope: u32,
    out_explanation: *mut *mut zegoapi_explanation_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_explanation = unsafe { out(out_explanation, "out_explanation") }?;
        let entries = match scope {
            ZEGOAPI_EVERY_CODE_SCOPE => explain(code).collect(),
            scope => code_scope(scope)?.explain(code).into_iter().collect(),
        };
        give(out_explanation, zegoapi_explanation_t::new(entries)?);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Explains every return code of a scope: the gateway's, then the scope's own, each by number.
///
/// @param scope `ZEGOAPI_CODE_SCOPE_...`.
/// @param[out] out_explanation The entries; yours, free them with `zegoapi_explanation_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a scope that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explain_scope(
    scope: u32,
    out_explanation: *mut *mut zegoapi_explanation_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_explanation = unsafe { out(out_explanation, "out_explanation") }?;
        let entries = code_scope(scope)?.codes().collect();
        give(out_explanation, zegoapi_explanation_t::new(entries)?);
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees an explanation, and with it the texts that were borrowed from it.
///
/// @param explanation An explanation, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_free(explanation: *mut zegoapi_explanation_t) {
    // SAFETY: this function's contract.
    unsafe { free(explanation) };
}

/// How many entries there are.
///
/// @param explanation The explanation, or NULL.
/// @return The number, at least 1; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_count(explanation: *const zegoapi_explanation_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(explanation, 0, |it| it.entries.len()) }
}

/// The code that an entry is about.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return The code; 0 when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_code(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> i64 {
    // SAFETY: this function's contract.
    unsafe { entry(explanation, index, 0, |entry| entry.code) }
}

/// The scope whose table an entry stands in.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return `ZEGOAPI_CODE_SCOPE_...`; 0 when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_scope(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> u32 {
    // SAFETY: this function's contract.
    unsafe { entry(explanation, index, 0, |entry| entry.scope.number()) }
}

/// What the code is about.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return `ZEGOAPI_CODE_KIND_...`; 0 when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_kind(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> u32 {
    // SAFETY: this function's contract.
    unsafe { entry(explanation, index, 0, |entry| entry.kind.number()) }
}

/// Whose calls were too many.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return `ZEGOAPI_LIMITED_BY_...` for the kind `ZEGOAPI_CODE_KIND_LIMITED`; 0 for every other, and when there is no such
///   entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_limited_by(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> u32 {
    let limited_by = |entry: &ReturnCode| entry.limited_by.map_or(0, LimitedBy::number);
    // SAFETY: this function's contract.
    unsafe { entry(explanation, index, 0, limited_by) }
}

/// Whether the same call may succeed when it is made again.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return `true` or `false`; `false` when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_retryable(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> bool {
    // SAFETY: this function's contract.
    unsafe { entry(explanation, index, false, |entry| entry.kind.retryable()) }
}

/// What the code means.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return A sentence fragment, borrowed; empty when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_meaning(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(explanation, index, MEANING) }
}

/// What to do about it.
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return A sentence fragment, borrowed; empty when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_advice(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(explanation, index, ADVICE) }
}

/// The name of the scope that an entry stands in, as the documentation and the other languages have it: `"room"`,
/// `"media-service"`, ...
///
/// @param explanation The explanation, or NULL.
/// @param index From 0 to one less than `zegoapi_explanation_count`.
/// @return The name, borrowed; empty when there is no such entry.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_scope_name(
    explanation: *const zegoapi_explanation_t,
    index: usize,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(explanation, index, SCOPE_NAME) }
}

unsafe fn entry<T: Copy>(
    explanation: *const zegoapi_explanation_t,
    index: usize,
    default: T,
    read: impl FnOnce(&ReturnCode) -> T,
) -> T {
    // SAFETY: the contract of the getter that calls this.
    unsafe {
        get(explanation, default, |it| {
            it.entries.get(index).map_or(default, |entry| read(entry))
        })
    }
}

unsafe fn text(explanation: *const zegoapi_explanation_t, index: usize, place: usize) -> zegoapi_str_t {
    let place = index.saturating_mul(TEXTS).saturating_add(place);
    // SAFETY: the contract of the getter that calls this.
    unsafe { get(explanation, EMPTY, |it| it.texts.get(place)) }
}
