//! Text that may come as a JSON string or as a bare number, read without losing a digit.

use alloc::borrow::Cow;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

/// Reads a string, or a bare number as the digits that were sent; null is the empty text.
/// (Through a 64-bit float, a request id of 19 digits would come out as another id.)
pub(super) fn text_or_number<'de: 'a, 'a, D: Deserializer<'de>>(input: D) -> Result<Cow<'a, str>, D::Error> {
    let raw = <&RawValue>::deserialize(input)?.get();
    match raw.as_bytes().first() {
        Some(b'"') => unquote(raw).map_err(D::Error::custom),
        Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(raw)),
        _ if raw == "null" => Ok(Cow::Borrowed("")),
        _ => Err(D::Error::custom("neither text nor a number")),
    }
}

/// Borrows a JSON string's text where it holds no escapes.
fn unquote(raw: &str) -> serde_json::Result<Cow<'_, str>> {
    if raw.contains('\\') {
        serde_json::from_str(raw).map(Cow::Owned)
    } else {
        serde_json::from_str(raw).map(Cow::Borrowed)
    }
}
