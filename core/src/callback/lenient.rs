//! Readers for fields that come as text here and as a number there, or as JSON inside a text.
//! What cannot be read is absent: one odd field must not cost the event.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

/// The text of a JSON string, the digits of a number as they were sent, or the name of a truth value.
pub(super) fn text_of(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok(),
        b'-' | b'0'..=b'9' | b't' | b'f' => Some(raw.into()),
        _ => None,
    }
}

/// JSON, or the JSON inside a text.
fn json_of(raw: &str) -> Option<Cow<'_, str>> {
    if raw.starts_with('"') {
        serde_json::from_str::<String>(raw).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(raw))
    }
}

fn raw<'de, D: Deserializer<'de>>(input: D) -> Result<&'de str, D::Error> {
    <&RawValue>::deserialize(input).map(RawValue::get)
}

pub(super) fn text<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    raw(input).map(text_of)
}

pub(super) fn integer<'de, D: Deserializer<'de>>(input: D) -> Result<Option<i64>, D::Error> {
    let text = text(input)?;
    Ok(text.and_then(|text| text.trim().parse().ok()))
}

pub(super) fn float<'de, D: Deserializer<'de>>(input: D) -> Result<Option<f64>, D::Error> {
    let number = text(input)?.and_then(|text| text.trim().parse().ok());
    Ok(number.filter(|number: &f64| number.is_finite()))
}

/// A list of numbers, as JSON or as JSON inside a text; empty where one of them is none.
pub(super) fn floats<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<f64>, D::Error> {
    let numbers = texts(input)?.into_iter().map(|text| text.trim().parse().ok());
    let finite = numbers.map(|number| number.filter(|number: &f64| number.is_finite()));
    Ok(finite.collect::<Option<_>>().unwrap_or_default())
}

/// A list of text, as JSON or as JSON inside a text; one text alone is a list of one.
pub(super) fn texts<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    let raw = raw(input)?;
    let json = json_of(raw);
    if let Some(items) = json.as_deref().and_then(items) {
        return Ok(items.into_iter().filter_map(|item| text_of(item.get())).collect());
    }
    Ok(text_of(raw).filter(|text| !text.is_empty()).into_iter().collect())
}

/// A list of objects, as JSON or as JSON inside a text; one object alone is a list of one.
pub(super) fn list<'de, T: DeserializeOwned, D: Deserializer<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    let Some(json) = json_of(raw(input)?) else {
        return Ok(Vec::new());
    };
    Ok(match items(&json) {
        Some(items) => items
            .into_iter()
            .filter_map(|item| object_of(item.get()))
            .collect(),
        None => object_of(&json).into_iter().collect(),
    })
}

/// An object, as JSON or as JSON inside a text.
pub(super) fn object<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<T>, D::Error> {
    let json = json_of(raw(input)?);
    Ok(json.as_deref().and_then(object_of))
}

fn items(json: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json).ok()
}

/// serde takes a list for an object with its fields in order; here it is none.
pub(super) fn object_of<T: DeserializeOwned>(json: &str) -> Option<T> {
    json.trim_start()
        .starts_with('{')
        .then(|| serde_json::from_str(json).ok())?
}
