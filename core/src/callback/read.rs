//! Reads a callback from the bytes of its body: who, when, which event, and every field as it was sent.
//! Reading verifies nothing.

use super::event::CallbackEvent;
use super::fields::Fields;
use super::{CallbackError, CallbackProduct, CallbackStamp, body};
use alloc::string::String;
use core::fmt;

const EVENT: [&str; 4] = ["event", "Event", "event_type", "EventType"];
const APP_ID: [&str; 4] = ["appid", "AppId", "Appid", "app_id"];
const TIMESTAMP: [&str; 2] = ["timestamp", "Timestamp"];
const NONCE: [&str; 2] = ["nonce", "Nonce"];
const SIGNATURE: [&str; 2] = ["signature", "Signature"];

/// A callback, read from its body, **which nobody has signed**.
///
/// Only the timestamp and the nonce are signed. Verify them ([`CallbackVerifier`](super::CallbackVerifier)), and then
/// still take what the callback says for a hint: before money or a ban hangs on it, ask the server API whether it is
/// so. Callbacks may come twice, out of order, or never.
///
/// `Debug` shows the product, the event, the AppId and the number of fields, and none of their content.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"room_close","appid":1234567890,"timestamp":1499676978,"nonce":"350176",
///     "signature":"5b5d343e1517ac9729b1eef3150fd6a2a0ed1594","room_id":"demo",
///     "room_session_id":4443515903608307334,"close_reason":0,"new_field":[1]}"#;
/// let callback = Callback::read(body)?;
/// assert_eq!(callback.app_id(), Some(1234567890));
/// let CallbackEvent::RoomClose(event) = callback.event() else { panic!() };
/// assert_eq!(event.room_session_id.as_deref(), Some("4443515903608307334"));
/// assert_eq!(callback.field("new_field"), Some("[1]"));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
pub struct Callback {
    product: CallbackProduct,
    name: String,
    app_id: Option<u32>,
    stamp: CallbackStamp,
    event: CallbackEvent,
    fields: Fields,
}

impl Callback {
    /// The largest body that is read: 262,144 bytes.
    pub const MAX_BODY_BYTES: usize = 256 << 10;

    /// Reads a body, as JSON, percent-encoded JSON or a form, whatever its `Content-Type` says.
    ///
    /// Give the bytes as they came. A body that a framework has parsed has lost digits of its ids.
    ///
    /// # Errors
    ///
    /// Each [`CallbackErrorKind`](super::CallbackErrorKind) from `TooLarge` to `MissingField`.
    pub fn read(body: &[u8]) -> Result<Self, CallbackError> {
        Self::read_with(body, None)
    }

    /// As [`Callback::read`], where the product is known from the address that the callback was sent to.
    ///
    /// # Errors
    ///
    /// As [`Callback::read`].
    pub fn read_as(product: CallbackProduct, body: &[u8]) -> Result<Self, CallbackError> {
        Self::read_with(body, Some(product))
    }

    fn read_with(body: &[u8], product: Option<CallbackProduct>) -> Result<Self, CallbackError> {
        if body.len() > Self::MAX_BODY_BYTES {
            return Err(CallbackError::too_large(Self::MAX_BODY_BYTES, body.len()));
        }
        let json = body::to_json(body)?;
        let fields: Fields = serde_json::from_str(&json)
            .map_err(|_| CallbackError::malformed("a JSON object with each field once", body.len()))?;
        let text = |names: &[&str], field| fields.text(names).ok_or(CallbackError::missing(field));
        let name = text(&EVENT, "event")?;
        let (timestamp, nonce) = (text(&TIMESTAMP, "timestamp")?, text(&NONCE, "nonce")?);
        let stamp = CallbackStamp::new(timestamp, nonce, text(&SIGNATURE, "signature")?);
        let product = product.unwrap_or_else(|| CallbackProduct::of(&name, &fields));
        let event = CallbackEvent::read(product, &name, &json);
        let app_id = fields.text(&APP_ID).and_then(|digits| digits.parse().ok());
        Ok(Self {
            product,
            name,
            app_id,
            stamp,
            event,
            fields,
        })
    }

    /// The product that it is of.
    pub fn product(&self) -> CallbackProduct {
        self.product
    }

    /// The event's name, such as `room_create`; of products that number their events, the number's digits.
    pub fn event_name(&self) -> &str {
        &self.name
    }

    /// The event with its fields, or [`CallbackEvent::Other`] for one that has no type here.
    pub fn event(&self) -> &CallbackEvent {
        &self.event
    }

    /// The event with its fields, without a copy.
    pub fn into_event(self) -> CallbackEvent {
        self.event
    }

    /// The AppId that it names. Not signed.
    pub fn app_id(&self) -> Option<u32> {
        self.app_id
    }

    /// What is signed of it: to be given to [`CallbackVerifier`](super::CallbackVerifier).
    pub fn stamp(&self) -> &CallbackStamp {
        &self.stamp
    }

    /// The JSON of a field as it was sent, known or not; of a form, its text as a JSON string.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.raw(&[name])
    }

    /// Names and JSON of all fields, in the order in which they were sent.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter()
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("product", &self.product)
            .field("event", &self.event.name().unwrap_or("other"))
            .field("app_id", &self.app_id)
            .field("stamp", &self.stamp)
            .field("fields", &self.fields.iter().count())
            .finish_non_exhaustive()
    }
}
