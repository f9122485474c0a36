//! Verifies what is signed of a callback, its age, and that it did not come before.

use super::memory::zegoapi_nonce_memory_t;
use crate::boundary::{
    Blank, EMPTY, Failure, Reason, Texts, free, get, give, guard, handle, list, optional, out, text,
};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ffi::c_char;
use std::time::Duration;
use zegoapi_core::{CallbackStamp, CallbackVerifier, NonceMemory, VerifiedStamp};

/// How far a timestamp may lie back or ahead, in seconds: the usual window. The vendor's last try comes 62 seconds after its
/// first, which leaves room for clocks that differ.
pub const ZEGOAPI_CALLBACK_WINDOW_S: u32 = 600;

/// A signature: 40 lower-case hex characters and a NUL. Its layout never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct zegoapi_signature_t {
    /// The text, NUL-terminated.
    pub text: [c_char; 41],
}

impl Blank for zegoapi_signature_t {
    const BLANK: Self = Self { text: [0; 41] };
}

/// Verifies the **stamp** of callbacks: that whoever made timestamp and nonce knew the CallbackSecret (which is not the
/// ServerSecret), when that was, and that the stamp did not come before. It cannot verify the body, which the vendor does
/// not sign: a captured stamp fits any body, until it is claimed or too old.
///
/// Ownership: yours. The secrets are wiped from memory when it is freed.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_callback_verifier_t {
    verifier: CallbackVerifier,
}

/// A stamp that was verified. **Commit it once the event was dealt with, or else release it**: freed without either, its
/// repeats are refused as in progress, until it is too old.
///
/// Ownership: yours; texts borrowed from it are valid until `zegoapi_verified_stamp_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_verified_stamp_t {
    stamp: VerifiedStamp,
    texts: Texts,
}

/// Makes a verifier.
///
/// @param secrets The CallbackSecrets, as the vendor's console shows them: an array of `secret_count` texts, copied. One, or
///   the one before or the next one besides, while they are being changed.
/// @param secret_count How many, at least 1.
/// @param window_s How far a timestamp may lie back or ahead, in seconds: 1 to 86400. `ZEGOAPI_CALLBACK_WINDOW_S` is fit.
/// @param[out] out_verifier The verifier; yours, free it with `zegoapi_callback_verifier_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a secret that is empty or holds white space or control
///   characters, and for a window out of bounds; `ZEGOAPI_ERROR_OUT_OF_RANGE` for no secrets, and for a count that no array
///   can have; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_verifier_new(
    secrets: *const zegoapi_str_t,
    secret_count: usize,
    window_s: u32,
    out_verifier: *mut *mut zegoapi_callback_verifier_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_verifier = unsafe { out(out_verifier, "out_verifier") }?;
        // SAFETY: this function's contract.
        let secrets = unsafe { list(secrets, secret_count, ("secrets", "secret_count")) }?;
        let (first, others) = secrets
            .split_first()
            .ok_or(Failure::of(Reason::OutOfRange, "secret_count"))?;
        let mut verifier = CallbackVerifier::new(*first)?;
        for secret in others {
            verifier = verifier.with_secret(*secret)?;
        }
        let verifier = verifier.with_window(Duration::from_secs(u64::from(window_s)))?;
        give(out_verifier, zegoapi_callback_verifier_t { verifier });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a verifier.
///
/// @param verifier A verifier, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_verifier_free(verifier: *mut zegoapi_callback_verifier_t) {
    // SAFETY: this function's contract.
    unsafe { free(verifier) };
}

/// Verifies a stamp's signature and age, and claims it in a memory.
///
/// @param verifier The verifier.
/// @param timestamp The timestamp as it was sent: `zegoapi_callback_timestamp`.
/// @param nonce The nonce as it was sent: `zegoapi_callback_nonce`.
/// @param signature The signature as it was sent: `zegoapi_callback_signature`.
/// @param now Unix time in seconds: the time at which the callback was received, where it waited in a queue since.
/// @param memory The memory of those that came before; NULL to claim `zegoapi_verified_stamp_key` elsewhere. **Without a
///   claim it may be a repeat.**
/// @param[out] out_stamp The verified stamp; yours, free it with `zegoapi_verified_stamp_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_CALLBACK`: `zegoapi_error_callback_kind` says why, and
///   `zegoapi_error_answer_status` what to answer; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_verifier_verify(
    verifier: *const zegoapi_callback_verifier_t,
    timestamp: zegoapi_str_t,
    nonce: zegoapi_str_t,
    signature: zegoapi_str_t,
    now: i64,
    memory: *const zegoapi_nonce_memory_t,
    out_stamp: *mut *mut zegoapi_verified_stamp_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_stamp = unsafe { out(out_stamp, "out_stamp") }?;
        // SAFETY: this function's contract.
        let (verifier, memory) = unsafe { (&handle(verifier, "verifier")?.verifier, optional(memory)) };
        // SAFETY: this function's contract.
        let stamp = unsafe {
            CallbackStamp::new(
                text(timestamp, "timestamp")?,
                text(nonce, "nonce")?,
                text(signature, "signature")?,
            )
        };
        let stamp = match memory {
            Some(memory) => memory.with(|memory| verifier.verify_stamp(&stamp, now, memory))?,
            None => verifier.check_stamp(&stamp, now)?,
        };
        let texts = Texts::of([&*stamp.key().to_string()]);
        give(out_stamp, zegoapi_verified_stamp_t { stamp, texts });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a verified stamp, and with it the texts that were borrowed from it. Neither commits nor releases it.
///
/// @param stamp A verified stamp, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_free(stamp: *mut zegoapi_verified_stamp_t) {
    // SAFETY: this function's contract.
    unsafe { free(stamp) };
}

/// The event was dealt with: a repeat is refused from now on.
///
/// @param stamp The verified stamp.
/// @param memory The memory in which it was claimed.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_commit(
    stamp: *const zegoapi_verified_stamp_t,
    memory: *const zegoapi_nonce_memory_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe { tell(stamp, memory, out_error, |stamp, memory| stamp.commit(memory)) }
}

/// The event was not dealt with: the vendor's next try is taken.
///
/// @param stamp The verified stamp.
/// @param memory The memory in which it was claimed.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_release(
    stamp: *const zegoapi_verified_stamp_t,
    memory: *const zegoapi_nonce_memory_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    // SAFETY: this function's contract.
    unsafe { tell(stamp, memory, out_error, |stamp, memory| stamp.release(memory)) }
}

/// Which secret it was signed with.
///
/// @param stamp The verified stamp, or NULL.
/// @return The secret's place in the verifier's list, from 0; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_secret_index(
    stamp: *const zegoapi_verified_stamp_t,
) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(stamp, 0, |it| it.stamp.secret_index()) }
}

/// How old it is.
///
/// @param stamp The verified stamp, or NULL.
/// @return Seconds; negative when the sender's clock is ahead; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_age_s(stamp: *const zegoapi_verified_stamp_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(stamp, 0, |it| it.stamp.age_s()) }
}

/// What it is remembered by: 40 hex digits, which give nothing away.
///
/// @param stamp The verified stamp, or NULL.
/// @return The key, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_key(stamp: *const zegoapi_verified_stamp_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(stamp, EMPTY, |it| it.texts.get(0)) }
}

/// Until when it must be remembered; after that it is too old.
///
/// @param stamp The verified stamp, or NULL.
/// @return Unix time in seconds; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_verified_stamp_until(stamp: *const zegoapi_verified_stamp_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(stamp, 0, |it| it.stamp.until()) }
}

/// Signs timestamp and nonce as the vendor signs: for tests of a receiver of your own.
///
/// @param secret The CallbackSecret.
/// @param timestamp The timestamp as it will be sent.
/// @param nonce The nonce as it will be sent.
/// @param[out] out_signature The signature; zeros on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_sign(
    secret: zegoapi_str_t,
    timestamp: zegoapi_str_t,
    nonce: zegoapi_str_t,
    out_signature: *mut zegoapi_signature_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_signature = unsafe { out(out_signature, "out_signature") }?;
        // SAFETY: this function's contract.
        let (secret, timestamp, nonce) = unsafe {
            (
                text(secret, "secret")?,
                text(timestamp, "timestamp")?,
                text(nonce, "nonce")?,
            )
        };
        let stamp = CallbackStamp::signed(secret, timestamp, nonce);
        for (place, byte) in out_signature.text.iter_mut().zip(stamp.signature().bytes()) {
            *place = byte.cast_signed() as c_char;
        }
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// What commit and release share.
///
/// # Safety
///
/// That of the function that calls this.
unsafe fn tell(
    stamp: *const zegoapi_verified_stamp_t,
    memory: *const zegoapi_nonce_memory_t,
    out_error: *mut *mut zegoapi_error_t,
    tell: impl FnOnce(VerifiedStamp, &mut dyn NonceMemory),
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (stamp, memory) = unsafe { (handle(stamp, "stamp")?.stamp, handle(memory, "memory")?) };
        memory.with(|memory| tell(stamp, memory));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
