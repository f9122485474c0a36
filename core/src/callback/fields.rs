//! The fields of a callback as they were sent, digits and all; each name stands once.
//! What no type here knows of stays in it.

use super::lenient;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

pub(super) struct Fields(Vec<(String, Box<RawValue>)>);

impl Fields {
    /// The JSON of a field, by the first of the names that is there.
    pub(super) fn raw(&self, names: &[&str]) -> Option<&str> {
        let find = |name: &&str| self.0.iter().find(|(known, _)| known == name);
        names.iter().find_map(find).map(|(_, raw)| raw.get())
    }

    /// A field's text, or its number as the digits that were sent.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        lenient::text_of(self.raw(names)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, raw)| (name.as_str(), raw.get()))
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
            // Two readers could take one of them each.
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom("a field stands twice"));
            }
            fields.push((name, value));
        }
        Ok(Fields(fields))
    }
}
