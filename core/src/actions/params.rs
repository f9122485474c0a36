//! The parameters of a query from the text of a JSON object: values, lists, and lists of objects as the vendor
//! writes them (`Media.0.FileId=...`). Numbers keep their digits.

use crate::error::InvalidInput;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// One parameter of a JSON object, ready for a query.
pub(super) enum Param {
    /// One value.
    One(String),
    /// A list of values: the name with `[]`, once for each.
    List(Vec<String>),
    /// A list of objects: what follows the name, such as `.0.FileId`, with the value.
    Indexed(Vec<(String, String)>),
}

/// Reads a JSON object's members, in order.
pub(super) fn members(json_object: &str) -> Result<Vec<(String, Box<RawValue>)>, InvalidInput> {
    let read: Result<Members, _> = serde_json::from_str(json_object);
    // The reader's own text may repeat parts of the object.
    read.map(|members| members.0)
        .map_err(|_| InvalidInput::malformed("params", "the text of one JSON object", json_object.len()))
}

/// Reads the value of the parameter `name`.
pub(super) fn param(name: &str, raw: &RawValue) -> Result<Param, InvalidInput> {
    let expected = "text, a number, a boolean, a list of them, or a list of objects of them";
    let refuse = || InvalidInput::malformed("params", expected, raw.get().len()).of_parameter(name);
    if !raw.get().starts_with('[') {
        return scalar(raw.get()).map(Param::One).ok_or_else(refuse);
    }
    let items: Vec<&RawValue> = serde_json::from_str(raw.get()).map_err(|_| refuse())?;
    if items.is_empty() {
        // The API would take an empty list for a parameter left out.
        return Err(InvalidInput::too_small("params", 1, 0)
            .of_parameter(name)
            .in_items());
    }
    let item = |at: usize, raw: &RawValue| {
        InvalidInput::malformed("params", expected, raw.get().len())
            .of_parameter(name)
            .at(at)
    };
    if items[0].get().starts_with('{') {
        let mut pairs = Vec::new();
        for (at, raw) in items.iter().enumerate() {
            row(at, raw, &mut pairs).ok_or_else(|| item(at, raw))?;
        }
        return Ok(Param::Indexed(pairs));
    }
    let values = items
        .iter()
        .enumerate()
        .map(|(at, raw)| scalar(raw.get()).ok_or_else(|| item(at, raw)));
    values.collect::<Result<_, _>>().map(Param::List)
}

/// One object of a list: `.0.FileId`, and `.0.Resolution.1` for a list in it.
fn row(at: usize, raw: &RawValue, pairs: &mut Vec<(String, String)>) -> Option<()> {
    let members: Members = serde_json::from_str(raw.get()).ok()?;
    if members.0.is_empty() {
        // The vendor's indices have no gaps.
        return None;
    }
    for (name, value) in members.0 {
        let place = format!(".{at}.{name}");
        if value.get().starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
            if items.is_empty() {
                // It would go out as nothing.
                return None;
            }
            for (at, item) in items.into_iter().enumerate() {
                pairs.push((format!("{place}.{at}"), scalar(item.get())?));
            }
        } else {
            pairs.push((place, scalar(value.get())?));
        }
    }
    Some(())
}

/// Text, or a number or boolean as it was written.
fn scalar(raw: &str) -> Option<String> {
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw).ok(),
        Some(b'-' | b'0'..=b'9' | b't' | b'f') => Some(raw.to_string()),
        _ => None,
    }
}

/// The members of a JSON object, in order, values untouched.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
                let mut members: Vec<(String, Box<RawValue>)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if members.iter().any(|(other, _)| *other == name) {
                        return Err(M::Error::custom("a name that stands twice"));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        input.deserialize_map(InOrder)
    }
}
