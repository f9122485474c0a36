//! Readers for values that the vendor's servers write in more than one way.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

/// Reads a string, or a bare number as the digits that were sent; null is the empty text.
/// (Through a 64-bit float, a request id of 19 digits would come out as another id.)
pub(crate) fn text_or_number<'de: 'a, 'a, D: Deserializer<'de>>(input: D) -> Result<Cow<'a, str>, D::Error> {
    let raw = <&RawValue>::deserialize(input)?.get();
    match raw.as_bytes().first() {
        Some(b'"') => unquote(raw).map_err(D::Error::custom),
        Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(raw)),
        _ if raw == "null" => Ok(Cow::Borrowed("")),
        _ => Err(D::Error::custom("neither text nor a number")),
    }
}

/// The same, with the JSON text of any other value: where only people read it, no type is wrong.
pub(super) fn any_as_text<'de: 'a, 'a, D: Deserializer<'de>>(input: D) -> Result<Cow<'a, str>, D::Error> {
    let raw = <&RawValue>::deserialize(input)?.get();
    match raw.as_bytes().first() {
        Some(b'"') => unquote(raw).map_err(D::Error::custom),
        _ if raw == "null" => Ok(Cow::Borrowed("")),
        _ => Ok(Cow::Borrowed(raw)),
    }
}

/// Reads a whole number, or a text that holds one.
pub(crate) fn number_or_text<'de, D: Deserializer<'de>>(input: D) -> Result<i64, D::Error> {
    let raw = <&RawValue>::deserialize(input)?.get();
    let digits = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let number = digits.unwrap_or(raw).parse();
    number.map_err(|_| D::Error::custom("not a whole number"))
}

/// Borrows a JSON string's text where it holds no escapes.
fn unquote(raw: &str) -> serde_json::Result<Cow<'_, str>> {
    if raw.contains('\\') {
        serde_json::from_str(raw).map(Cow::Owned)
    } else {
        serde_json::from_str(raw).map(Cow::Borrowed)
    }
}

/// Reads a list of objects. A derived reader would take lists for objects, too.
pub(crate) fn objects<'a, T: Deserialize<'a>>(text: &'a str) -> serde_json::Result<Vec<T>> {
    let items: Vec<&'a RawValue> = serde_json::from_str(text)?;
    let read = |item: &'a RawValue| {
        if item.get().starts_with('{') {
            serde_json::from_str(item.get())
        } else {
            Err(serde_json::Error::custom("not an object"))
        }
    };
    items.into_iter().map(read).collect()
}
