//! Callbacks: what the vendor POSTs to a server of yours, read from bytes. Reading verifies nothing.

pub mod fields;
pub mod memory;
pub mod verifier;

use crate::boundary::{EMPTY, Failure, Reason, Texts, bytes, free, get, give, guard, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use fields::Values;
use zegoapi_core::{Callback, CallbackProduct};

/// Rooms and streams, with mixing, transcoding, CDN and moderation.
pub const ZEGOAPI_CALLBACK_PRODUCT_RTC: u32 = 1;
/// In-app chat.
pub const ZEGOAPI_CALLBACK_PRODUCT_ZIM: u32 = 2;
/// Cloud recording.
pub const ZEGOAPI_CALLBACK_PRODUCT_CLOUD_RECORDING: u32 = 3;
/// Any other.
pub const ZEGOAPI_CALLBACK_PRODUCT_OTHER: u32 = 4;
/// In place of a product: the one that the callback itself tells.
pub const ZEGOAPI_CALLBACK_OF_ANY_PRODUCT: u32 = 0;

/// A room came to be.
pub const ZEGOAPI_CALLBACK_EVENT_ROOM_CREATE: u32 = 1;
/// A room is gone.
pub const ZEGOAPI_CALLBACK_EVENT_ROOM_CLOSE: u32 = 2;
/// A user logged in to a room.
pub const ZEGOAPI_CALLBACK_EVENT_ROOM_LOGIN: u32 = 3;
/// A user left a room.
pub const ZEGOAPI_CALLBACK_EVENT_ROOM_LOGOUT: u32 = 4;
/// A stream is being published.
pub const ZEGOAPI_CALLBACK_EVENT_STREAM_CREATE: u32 = 5;
/// A stream has ended.
pub const ZEGOAPI_CALLBACK_EVENT_STREAM_CLOSE: u32 = 6;
/// A mix began.
pub const ZEGOAPI_CALLBACK_EVENT_MIX_START: u32 = 7;
/// A mix ended.
pub const ZEGOAPI_CALLBACK_EVENT_MIX_STOP: u32 = 8;
/// A transcoding task began or was changed.
pub const ZEGOAPI_CALLBACK_EVENT_TRANSCODE_START: u32 = 9;
/// A transcoding task ended.
pub const ZEGOAPI_CALLBACK_EVENT_TRANSCODE_STOP: u32 = 10;
/// A CDN recording's file is ready.
pub const ZEGOAPI_CALLBACK_EVENT_RECORD: u32 = 11;
/// A merged file is ready.
pub const ZEGOAPI_CALLBACK_EVENT_COMPOSE: u32 = 12;
/// A transcoded file is ready.
pub const ZEGOAPI_CALLBACK_EVENT_PROCEDURE: u32 = 13;
/// Pictures of a file are ready.
pub const ZEGOAPI_CALLBACK_EVENT_SNAPSHOT: u32 = 14;
/// Moderation of one piece of audio.
pub const ZEGOAPI_CALLBACK_EVENT_CENSOR_AUDIO_V2_RESULT: u32 = 15;
/// Audio moderation ended.
pub const ZEGOAPI_CALLBACK_EVENT_CENSOR_AUDIO_V2_STATUS: u32 = 16;
/// Moderation of one piece of a video's sound.
pub const ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_AUDIO_RESULT: u32 = 17;
/// Moderation of one picture of a video.
pub const ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_IMG_RESULT: u32 = 18;
/// Moderation of a video's sound ended.
pub const ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_AUDIO_STATUS: u32 = 19;
/// Moderation of a video's pictures ended.
pub const ZEGOAPI_CALLBACK_EVENT_CENSOR_VIDEO_V2_IMG_STATUS: u32 = 20;

/// An argument of the verifier is out of bounds.
pub const ZEGOAPI_CALLBACK_ERROR_INVALID_INPUT: u32 = 1;
/// The body is larger than any callback.
pub const ZEGOAPI_CALLBACK_ERROR_TOO_LARGE: u32 = 2;
/// The body is neither JSON, nor percent-encoded JSON, nor a form; or a field stands in it twice.
pub const ZEGOAPI_CALLBACK_ERROR_MALFORMED: u32 = 3;
/// The event, the timestamp, the nonce or the signature is missing.
pub const ZEGOAPI_CALLBACK_ERROR_MISSING_FIELD: u32 = 4;
/// The timestamp is neither 10 digits (seconds) nor 13 (milliseconds).
pub const ZEGOAPI_CALLBACK_ERROR_BAD_TIMESTAMP: u32 = 5;
/// The signature is of none of the secrets.
pub const ZEGOAPI_CALLBACK_ERROR_BAD_SIGNATURE: u32 = 6;
/// The timestamp lies further back than the window allows.
pub const ZEGOAPI_CALLBACK_ERROR_TOO_OLD: u32 = 7;
/// The timestamp lies further ahead than the window allows.
pub const ZEGOAPI_CALLBACK_ERROR_TOO_NEW: u32 = 8;
/// The same timestamp and nonce came before, and were dealt with.
pub const ZEGOAPI_CALLBACK_ERROR_REPEATED: u32 = 9;
/// The same timestamp and nonce came before, and are being dealt with.
pub const ZEGOAPI_CALLBACK_ERROR_IN_PROGRESS: u32 = 10;
/// The memory of nonces could not be asked.
pub const ZEGOAPI_CALLBACK_ERROR_MEMORY_UNAVAILABLE: u32 = 11;

/// A callback, read from its body, **which nobody has signed**: only its timestamp and its nonce are. Verify those
/// (`zegoapi_callback_verifier_verify`), and then still take what it says for a hint: before money or a ban hangs on it,
/// ask the server API whether it is so. Callbacks may come twice, out of order, or never.
///
/// Ownership: yours; texts borrowed from it are valid until `zegoapi_callback_free`.
///
/// Threads: any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_callback_t {
    product: u32,
    event_number: u32,
    app_id: u32,
    texts: Texts,
    /// How many fields were sent.
    fields: usize,
    values: Values,
}

/// The places of the texts; names and JSON of the fields follow in turn.
const EVENT_NAME: usize = 0;
const TIMESTAMP: usize = 1;
const NONCE: usize = 2;
const SIGNATURE: usize = 3;
const EVENT_JSON: usize = 4;
const FIELDS: usize = 5;

impl zegoapi_callback_t {
    fn new(callback: &Callback) -> Self {
        let stamp = callback.stamp();
        let json = callback.event().to_json();
        let texts = [
            callback.event_name(),
            stamp.timestamp(),
            stamp.nonce(),
            stamp.signature(),
            &json,
        ];
        let fields = callback.fields().flat_map(|(name, json)| [name, json]);
        Self {
            product: callback.product().number(),
            event_number: callback.event().number(),
            app_id: callback.app_id().unwrap_or_default(),
            texts: Texts::of(texts.into_iter().chain(fields)),
            fields: callback.fields().count(),
            values: Values::new(callback, &json),
        }
    }

    /// The place of a field's name; its JSON stands behind it.
    fn place(index: usize) -> usize {
        index.saturating_mul(2).saturating_add(FIELDS)
    }
}

/// Reads a body, as JSON, percent-encoded JSON or a form, whatever its `Content-Type` says.
///
/// @param body The bytes as they came, at most 262144: one that a framework has parsed has lost digits of its ids.
/// @param product `ZEGOAPI_CALLBACK_PRODUCT_...` where it is known from the address that the callback was sent to, or
///   `ZEGOAPI_CALLBACK_OF_ANY_PRODUCT`.
/// @param[out] out_callback The callback; yours, free it with `zegoapi_callback_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_CALLBACK`: `zegoapi_error_callback_kind` says why, and
///   `zegoapi_error_answer_status` what to answer; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a product that there is not;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_read(
    body: zegoapi_str_t,
    product: u32,
    out_callback: *mut *mut zegoapi_callback_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let read = || {
        // SAFETY: this function's contract.
        let (out_callback, body) = unsafe { (out(out_callback, "out_callback")?, bytes(body, "body")?) };
        let callback = match product {
            ZEGOAPI_CALLBACK_OF_ANY_PRODUCT => Callback::read(body)?,
            product => {
                let known = CallbackProduct::ALL
                    .into_iter()
                    .find(|known| known.number() == product);
                Callback::read_as(known.ok_or(Failure::of(Reason::OutOfRange, "product"))?, body)?
            }
        };
        give(out_callback, zegoapi_callback_t::new(&callback));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, read) }
}

/// Frees a callback, and with it the texts that were borrowed from it.
///
/// @param callback A callback, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_free(callback: *mut zegoapi_callback_t) {
    // SAFETY: this function's contract.
    unsafe { free(callback) };
}

/// The product that it is of.
///
/// @param callback The callback, or NULL.
/// @return `ZEGOAPI_CALLBACK_PRODUCT_...`; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_product(callback: *const zegoapi_callback_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(callback, 0, |it| it.product) }
}

/// The event's name, such as `room_create`; of products that number their events, the number's digits.
///
/// @param callback The callback, or NULL.
/// @return The name, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_event_name(callback: *const zegoapi_callback_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(callback, EVENT_NAME) }
}

/// The event.
///
/// @param callback The callback, or NULL.
/// @return `ZEGOAPI_CALLBACK_EVENT_...`; 0 for one whose fields are not known here, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_event_number(callback: *const zegoapi_callback_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(callback, 0, |it| it.event_number) }
}

/// The event's fields as a JSON object: names in snake case, ids as text, numbers as numbers, null for what is absent. It
/// may hold what people said or wrote.
///
/// @param callback The callback, or NULL.
/// @return The text, borrowed; `null` for an event whose fields are not known here; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_event_json(callback: *const zegoapi_callback_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(callback, EVENT_JSON) }
}

/// The AppId that it names. Not signed.
///
/// @param callback The callback, or NULL.
/// @return The AppId; 0 when it names none, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_app_id(callback: *const zegoapi_callback_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(callback, 0, |it| it.app_id) }
}

/// The timestamp as it was sent.
///
/// @param callback The callback, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_timestamp(callback: *const zegoapi_callback_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(callback, TIMESTAMP) }
}

/// The nonce as it was sent.
///
/// @param callback The callback, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_nonce(callback: *const zegoapi_callback_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(callback, NONCE) }
}

/// The signature as it was sent.
///
/// @param callback The callback, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_signature(callback: *const zegoapi_callback_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { text(callback, SIGNATURE) }
}

unsafe fn text(callback: *const zegoapi_callback_t, place: usize) -> zegoapi_str_t {
    // SAFETY: the contract of the getter that calls this.
    unsafe { get(callback, EMPTY, |it| it.texts.get(place)) }
}
