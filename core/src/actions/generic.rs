//! Any other action, by name: parameters in the query, or a JSON object in the body. Signed and read like
//! every action; its `Data` is handed over as JSON text.

use super::{Action, Method};
use crate::codes::CodeFamily;
use crate::error::{Error, InvalidInput};
use crate::limits::Limits;
use crate::reply::Envelope;
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// An action that has no type of its own here, with its parameters.
///
/// ```
/// use zegoapi_core::{CodeFamily, GenericAction};
///
/// let count = GenericAction::get("DescribeUserNum")?
///     .with_list("RoomId", ["room1", "room2"])?
///     .with_code_family(CodeFamily::Room);
/// let mix = GenericAction::post("StartMix", r#"{"TaskId":"t1","UserId":"server"}"#)?;
/// # Ok::<(), zegoapi_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct GenericAction<'a> {
    name: Cow<'a, str>,
    method: Method,
    params: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    body: Option<Cow<'a, str>>,
    code_family: CodeFamily,
}

/// The parameters that every request carries already.
const COMMON: [&str; 7] = [
    "Action",
    "AppId",
    "SignatureNonce",
    "Timestamp",
    "Signature",
    "SignatureVersion",
    "IsTest",
];

impl<'a> GenericAction<'a> {
    /// A GET action without parameters; add them with [`GenericAction::with_param`] and
    /// [`GenericAction::with_list`].
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the name is not of ASCII letters and digits.
    pub fn get(name: impl Into<Cow<'a, str>>) -> Result<Self, Error> {
        Self::new(name.into(), Method::Get, None)
    }

    /// A POST action with its business parameters: the text of one JSON object, sent as it is.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the name is not of ASCII letters and digits, or the body no JSON object.
    pub fn post(name: impl Into<Cow<'a, str>>, json_object: impl Into<Cow<'a, str>>) -> Result<Self, Error> {
        let body = json_object.into();
        if let Err(error) = serde_json::from_str::<Members>(&body) {
            let _ = error; // Its text may repeat parts of the body.
            return Err(InvalidInput::malformed("body", "the text of one JSON object", body.len()).into());
        }
        Self::new(name.into(), Method::Post, Some(body))
    }

    /// A GET action with the parameters of a JSON object: text, numbers and booleans become parameters, a list
    /// of them becomes a repeated parameter with `[]`.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the text is no JSON object, or when a value is null, an object, an empty
    /// list (which the API would take for a parameter left out) or a list with anything but text, numbers and
    /// booleans in it.
    pub fn get_from_json(name: impl Into<Cow<'a, str>>, json_object: &str) -> Result<Self, Error> {
        let refuse = |expected| Error::from(InvalidInput::malformed("params", expected, json_object.len()));
        let members: Members =
            serde_json::from_str(json_object).map_err(|_| refuse("the text of one JSON object"))?;
        let mut action = Self::get(name)?;
        for (index, (key, value)) in members.0.into_iter().enumerate() {
            let value: Value = serde_json::from_str(value.get()).map_err(|_| {
                let expected = "text, a number, a boolean, or a list of them";
                InvalidInput::malformed("params", expected, value.get().len()).at(index)
            })?;
            action = match value {
                Value::One(value) => action.with_param(key, value.0)?,
                Value::List(values) => action.with_list(key, values.into_iter().map(|value| value.0))?,
            };
        }
        Ok(action)
    }

    /// Adds a parameter.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the name is empty, was given before, or is one that every request carries.
    pub fn with_param(
        mut self,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) -> Result<Self, Error> {
        let name = name.into();
        self.check_name(&name)?;
        self.params.push((name, value.into()));
        Ok(self)
    }

    /// Adds a list: the name, with `[]` added, once for each value.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the list is empty, or the name as for [`GenericAction::with_param`].
    pub fn with_list<I>(mut self, name: impl Into<Cow<'a, str>>, values: I) -> Result<Self, Error>
    where
        I: IntoIterator,
        I::Item: Into<Cow<'a, str>>,
    {
        let mut name = name.into().into_owned();
        name.push_str("[]");
        self.check_name(&name)?;
        let before = self.params.len();
        self.params.extend(
            values
                .into_iter()
                .map(|value| (Cow::Owned(name.clone()), value.into())),
        );
        if self.params.len() == before {
            return Err(InvalidInput::too_small("params", 1, 0).at(before).into());
        }
        Ok(self)
    }

    /// Says which table explains the action's return codes; without it, only the gateway's codes are explained.
    #[must_use]
    pub fn with_code_family(mut self, code_family: CodeFamily) -> Self {
        self.code_family = code_family;
        self
    }

    /// The same action with texts of its own, for a queue or another thread.
    pub fn into_owned(self) -> GenericAction<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        GenericAction {
            name: own(self.name),
            method: self.method,
            params: self
                .params
                .into_iter()
                .map(|(name, value)| (own(name), own(value)))
                .collect(),
            body: self.body.map(own),
            code_family: self.code_family,
        }
    }

    fn new(name: Cow<'a, str>, method: Method, body: Option<Cow<'a, str>>) -> Result<Self, Error> {
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let expected = "an action's name, of letters and digits";
            return Err(InvalidInput::malformed("action", expected, name.len()).into());
        }
        Ok(Self {
            name,
            method,
            params: Vec::new(),
            body,
            code_family: CodeFamily::Gateway,
        })
    }

    fn check_name(&self, name: &str) -> Result<(), Error> {
        let bare = bare_name(name);
        let taken = COMMON.contains(&bare) || self.params.iter().any(|(known, _)| bare_name(known) == bare);
        if bare.is_empty() || taken {
            let expected = "a parameter's name, given once, and none of those that every request carries";
            return Err(InvalidInput::malformed("params", expected, name.len())
                .at(self.params.len())
                .into());
        }
        Ok(())
    }
}

/// A parameter's name without the `[]` of a list.
fn bare_name(name: &str) -> &str {
    name.strip_suffix("[]").unwrap_or(name)
}

impl Action for GenericAction<'_> {
    type Reply = GenericReply;

    fn name(&self) -> &str {
        &self.name
    }

    fn method(&self) -> Method {
        self.method
    }

    fn code_family(&self) -> CodeFamily {
        self.code_family
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        let (size, limit) = (self.body.as_ref().map_or(0, |body| body.len()), limits.body_bytes);
        if size > limit {
            Err(InvalidInput::too_large("body", limit, size).into())
        } else {
            Ok(())
        }
    }

    fn visit_params(&self, visit: &mut dyn FnMut(&str, &str)) {
        for (name, value) in &self.params {
            visit(name, value);
        }
    }

    fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<GenericReply> {
        Some(GenericReply {
            request_id: envelope.request_id.to_string(),
            message: envelope.message.to_string(),
            data: envelope.data.map(ToOwned::to_owned),
        })
    }
}

impl fmt::Debug for GenericAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenericAction")
            .field("name", &self.name)
            .field("method", &self.method)
            .field("params", &self.params.len())
            .field("body_bytes", &self.body.as_ref().map(|body| body.len()))
            .field("code_family", &self.code_family)
            .finish()
    }
}

/// What the server said to an accepted [`GenericAction`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GenericReply {
    /// The server's `RequestId`, every digit kept; empty when it gave none.
    pub request_id: String,
    /// The server's `Message`, usually `success`.
    pub message: String,
    /// `Data` as JSON text; `None` when it is missing or null.
    pub data: Option<String>,
}

impl fmt::Debug for GenericReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenericReply")
            .field("request_id", &self.request_id)
            .field("message", &self.message)
            .field("data_bytes", &self.data.as_ref().map(String::len))
            .finish()
    }
}

/// The members of a JSON object, in order, values untouched.
struct Members(Vec<(String, alloc::boxed::Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        input.deserialize_map(InOrder)
    }
}

/// A member's value: a parameter, or a repeated one.
enum Value {
    One(Scalar),
    List(Vec<Scalar>),
}

/// Text, or a number or boolean as it was written.
struct Scalar(String);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(input)?.get();
        let value = if raw.starts_with('[') {
            serde_json::from_str(raw).map(Self::List)
        } else {
            serde_json::from_str(raw).map(Self::One)
        };
        value.map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(input)?.get();
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).map(Self).map_err(D::Error::custom),
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => Ok(Self(raw.to_string())),
            _ => Err(D::Error::custom("neither text, number nor boolean")),
        }
    }
}
