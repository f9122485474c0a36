//! The vendor's return codes, explained.

use crate::boundary::{EMPTY, Failure, Reason, Texts, free, get, give, guard, out};
use crate::command::code_family;
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::ReturnCode;

/// The gateway's codes alone, which every action of every product can return.
pub const ZEGOAPI_CODE_FAMILY_GATEWAY: u32 = 1;
/// The room-signalling actions, SendCustomCommand among them, and the gateway's codes.
pub const ZEGOAPI_CODE_FAMILY_ROOM: u32 = 2;

/// The request is wrong: correct it.
pub const ZEGOAPI_CODE_KIND_CALLER: u32 = 1;
/// Credentials, environment or permissions are wrong.
pub const ZEGOAPI_CODE_KIND_AUTH: u32 = 2;
/// The timestamp lies outside the server's window.
pub const ZEGOAPI_CODE_KIND_CLOCK: u32 = 3;
/// The room or the user is not there.
pub const ZEGOAPI_CODE_KIND_ABSENT: u32 = 4;
/// Too many calls: slow down, then again.
pub const ZEGOAPI_CODE_KIND_LIMITED: u32 = 5;
/// Trying again may work.
pub const ZEGOAPI_CODE_KIND_TRANSIENT: u32 = 6;
/// The vendor's side is in trouble: contact them.
pub const ZEGOAPI_CODE_KIND_SERVICE: u32 = 7;
/// No table of the family has the code.
pub const ZEGOAPI_CODE_KIND_UNLISTED: u32 = 8;

/// A return code, explained.
///
/// Ownership: yours; texts borrowed from it are valid until `zegoapi_explanation_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_explanation_t {
    entry: &'static ReturnCode,
    texts: Texts,
}

/// Explains a return code.
///
/// @param family Which actions returned it: `ZEGOAPI_CODE_FAMILY_ROOM` for SendCustomCommand. The same number means
///   different things in different families.
/// @param code The code.
/// @param[out] out_explanation The explanation; yours, free it with `zegoapi_explanation_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NOT_LISTED` for a code that no table of the family has;
///   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a family that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explain(
    family: u32,
    code: i32,
    out_explanation: *mut *mut zegoapi_explanation_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_explanation = unsafe { out(out_explanation, "out_explanation") }?;
        let entry = code_family(family)?.explain(code);
        let entry = entry.ok_or(Failure::of(Reason::NotListed, "code"))?;
        let texts = Texts::of([entry.meaning, entry.advice]);
        give(out_explanation, zegoapi_explanation_t { entry, texts });
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

/// What the code is about.
///
/// @param explanation The explanation, or NULL.
/// @return `ZEGOAPI_CODE_KIND_...`; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_kind(explanation: *const zegoapi_explanation_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(explanation, 0, |it| it.entry.kind.number()) }
}

/// The table that the code stands in.
///
/// @param explanation The explanation, or NULL.
/// @return `ZEGOAPI_CODE_FAMILY_...`; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_family(explanation: *const zegoapi_explanation_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(explanation, 0, |it| it.entry.family.number()) }
}

/// Whether the same call may succeed when it is made again.
///
/// @param explanation The explanation, or NULL.
/// @return `true` or `false`; `false` for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_retryable(explanation: *const zegoapi_explanation_t) -> bool {
    // SAFETY: this function's contract.
    unsafe { get(explanation, false, |it| it.entry.kind.retryable()) }
}

/// What the code means.
///
/// @param explanation The explanation, or NULL.
/// @return A sentence fragment, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_meaning(
    explanation: *const zegoapi_explanation_t,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(explanation, EMPTY, |it| it.texts.get(0)) }
}

/// What to do about it.
///
/// @param explanation The explanation, or NULL.
/// @return A sentence fragment, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_explanation_advice(
    explanation: *const zegoapi_explanation_t,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(explanation, EMPTY, |it| it.texts.get(1)) }
}
