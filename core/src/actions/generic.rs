//! Any other action, by name: parameters in the query, or a JSON object in the body. What is known of the name
//! (its rate, its effect, its lists) is kept; its reply is handed over as JSON text.

use super::known::{Known, known};
use super::params::{self, Param};
use crate::action::{Action, Effect, Method, Rate};
use crate::codes::CodeScope;
use crate::error::{Error, InvalidInput};
use crate::limits::Limits;
use crate::product::Product;
use crate::reply::Envelope;
use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// An action that has no type of its own here, with its parameters.
///
/// The name of an RTC action brings its rate, its effect and the scope of its codes. Any other name is paced like
/// `SendCustomCommand` (100 calls a second, 10 in the test environment), and what may have been done is not tried again.
///
/// ```
/// use zegoapi_core::GenericAction;
///
/// let count = GenericAction::new_get("DescribeUserNum")?.with_list("RoomId", ["room1", "room2"])?;
/// let mix = GenericAction::new_post("StartMix", r#"{"TaskId":"t1","UserId":"server"}"#)?;
/// # Ok::<(), zegoapi_core::Error>(())
/// ```
#[derive(Clone)]
pub struct GenericAction<'a> {
    name: Cow<'a, str>,
    method: Method,
    known: Option<&'static Known>,
    product: Option<Product>,
    params: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    body: Option<Cow<'a, str>>,
    code_scope: CodeScope,
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

/// The parameter that must grow from one request to the next.
const SEQUENCE: &str = "Sequence";

impl<'a> GenericAction<'a> {
    /// A GET action without parameters; add them with [`GenericAction::with_param`] and
    /// [`GenericAction::with_list`].
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the name is not of ASCII letters and digits, or is that of a POST action.
    pub fn new_get(name: impl Into<Cow<'a, str>>) -> Result<Self, Error> {
        Self::new(name.into(), Method::Get, None)
    }

    /// A POST action with its business parameters: the text of one JSON object, sent as it is.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the name is not of ASCII letters and digits, or is that of a GET action, or the
    /// body is no JSON object.
    pub fn new_post(
        name: impl Into<Cow<'a, str>>,
        json_object: impl Into<Cow<'a, str>>,
    ) -> Result<Self, Error> {
        let body = json_object.into();
        if params::members(&body).is_err() {
            let expected = "the text of one JSON object, each name once";
            return Err(InvalidInput::malformed("body", expected, body.len()).into());
        }
        Self::new(name.into(), Method::Post, Some(body))
    }

    /// A GET action with the parameters of a JSON object: text, numbers and booleans become parameters, a list
    /// of them becomes a repeated parameter with `[]`, a list of objects one with indices (`Media.0.FileId`). Names
    /// of lists may be written with or without their `[]`.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the text is no JSON object, or, with the parameter's name, when a value is null,
    /// an object, an empty list (which the API would take for a parameter left out), or of another shape than the
    /// action's parameter.
    pub fn new_get_from_json(name: impl Into<Cow<'a, str>>, json_object: &str) -> Result<Self, Error> {
        let mut action = Self::new_get(name)?;
        for (name, value) in params::members(json_object)? {
            action = match params::param(&name, &value)? {
                Param::One(value) => action.with_param(name, value)?,
                Param::List(values) => action.with_list(name, values)?,
                Param::Indexed(pairs) => action.with_indexed(&name, pairs)?,
            };
        }
        Ok(action)
    }

    /// The method of an action that is known by its name; `None` for a name that is not.
    ///
    /// ```
    /// use zegoapi_core::{GenericAction, Method};
    ///
    /// assert_eq!(GenericAction::known_method("StartMix"), Some(Method::Post));
    /// assert_eq!(GenericAction::known_method("AnActionOfTomorrow"), None);
    /// ```
    pub fn known_method(name: &str) -> Option<Method> {
        known(name).map(|known| known.method)
    }

    /// Adds a parameter.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`], with the parameter's name, when it is no name, was given before, is one that every
    /// request carries, or is that of a list.
    pub fn with_param(
        mut self,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) -> Result<Self, Error> {
        let (name, value) = (name.into(), value.into());
        let list = self.known.is_some_and(|known| is_list_of(known, &name));
        if list || name.ends_with("[]") {
            return Err(wrong_shape(&name, "a list", value.len()));
        }
        self.check_name(&name)?;
        self.params.push((name, value));
        Ok(self)
    }

    /// Adds a list: the name with `[]` once for each value. The name may be given with its `[]` or without.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`], with the parameter's name, when the list is empty, when the parameter is known to be
    /// no list, or the name as for [`GenericAction::with_param`].
    pub fn with_list<I>(mut self, name: impl Into<Cow<'a, str>>, values: I) -> Result<Self, Error>
    where
        I: IntoIterator,
        I::Item: Into<Cow<'a, str>>,
    {
        let name = name.into();
        let bare = name.strip_suffix("[]").unwrap_or(&name);
        if self.known.is_some_and(|known| !known.lists.contains(&bare)) {
            return Err(wrong_shape(bare, "a single value, or a list of objects", 0));
        }
        self.check_name(bare)?;
        let with_brackets = format!("{bare}[]");
        let before = self.params.len();
        self.params.extend(
            values
                .into_iter()
                .map(|value| (Cow::Owned(with_brackets.clone()), value.into())),
        );
        if self.params.len() == before {
            return Err(InvalidInput::too_small("params", 1, 0)
                .of_parameter(bare)
                .in_items()
                .into());
        }
        Ok(self)
    }

    fn with_indexed(mut self, name: &str, pairs: Vec<(String, String)>) -> Result<Self, Error> {
        if self.known.is_some_and(|known| !known.indexed.contains(&name)) {
            return Err(wrong_shape(name, "a single value, or a list of values", 0));
        }
        self.check_name(name)?;
        for (place, value) in pairs {
            let full = format!("{name}{place}");
            self.check_name(&full)?;
            self.params.push((full.into(), value.into()));
        }
        Ok(self)
    }

    /// Says which table explains the action's return codes, for an action that is not known by its name; without
    /// it, only the gateway's codes are explained.
    #[must_use]
    pub fn with_code_scope(mut self, code_scope: CodeScope) -> Self {
        self.code_scope = code_scope;
        self
    }

    /// Says which product serves the action, for one that is not known by its name; without it, the endpoint's.
    #[must_use]
    pub fn with_product(mut self, product: Product) -> Self {
        self.product = Some(product);
        self
    }

    /// The same action with texts of its own, for a queue or another thread.
    pub fn into_owned(self) -> GenericAction<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        GenericAction {
            name: own(self.name),
            method: self.method,
            known: self.known,
            product: self.product,
            params: self
                .params
                .into_iter()
                .map(|(name, value)| (own(name), own(value)))
                .collect(),
            body: self.body.map(own),
            code_scope: self.code_scope,
        }
    }

    fn new(name: Cow<'a, str>, method: Method, body: Option<Cow<'a, str>>) -> Result<Self, Error> {
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let expected = "an action's name, of letters and digits";
            return Err(InvalidInput::malformed("action", expected, name.len()).into());
        }
        let known = known(&name);
        if let Some(known) = known
            && known.method != method
        {
            let expected = match known.method {
                Method::Get => "GET, which this action is called by",
                Method::Post => "POST, which this action is called by",
            };
            return Err(InvalidInput::unsuitable("method", expected).into());
        }
        Ok(Self {
            method,
            known,
            product: known.map(|known| known.product),
            params: Vec::new(),
            body,
            code_scope: known.map_or(CodeScope::Gateway, |known| known.scope),
            name,
        })
    }

    fn check_name(&self, name: &str) -> Result<(), Error> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
        let taken = COMMON.contains(&name) || self.params.iter().any(|(known, _)| bare_name(known) == name);
        if name.is_empty() || taken || !name.bytes().all(plain) {
            let expected = "a parameter's name, given once, and none of those that every request carries";
            return Err(InvalidInput::malformed("params", expected, name.len())
                .of_parameter(name)
                .into());
        }
        Ok(())
    }

    /// The action's own `Sequence`, where the caller left it to this library.
    fn own_sequence(&self) -> bool {
        let resequence = self.known.is_some_and(|known| known.effect == Effect::Resequence);
        resequence && !self.params.iter().any(|(name, _)| name == SEQUENCE)
    }
}

/// A parameter's name without the `[]` of a list.
fn bare_name(name: &str) -> &str {
    name.strip_suffix("[]").unwrap_or(name)
}

fn is_list_of(known: &Known, name: &str) -> bool {
    known.lists.contains(&name) || known.indexed.contains(&name)
}

fn wrong_shape(name: &str, expected: &'static str, size: usize) -> Error {
    InvalidInput::malformed("params", expected, size)
        .of_parameter(name)
        .into()
}

impl PartialEq for GenericAction<'_> {
    fn eq(&self, other: &Self) -> bool {
        // What is known follows from the name.
        let parts = |action: &Self| (action.method, action.product, action.code_scope);
        self.name == other.name
            && parts(self) == parts(other)
            && self.params == other.params
            && self.body == other.body
    }
}

impl Eq for GenericAction<'_> {}

impl Action for GenericAction<'_> {
    type Reply = GenericReply;

    fn name(&self) -> &str {
        &self.name
    }

    fn product(&self) -> Option<Product> {
        self.product
    }

    fn method(&self) -> Method {
        self.method
    }

    fn code_scope(&self) -> CodeScope {
        self.code_scope
    }

    fn effect(&self) -> Effect {
        match self.known {
            // A number of the caller's cannot be made larger for another try.
            Some(known) if known.effect == Effect::Resequence && !self.own_sequence() => Effect::Once,
            Some(known) => known.effect,
            None => Effect::Once,
        }
    }

    fn rate(&self) -> Rate {
        let unknown = const { Rate::per_second(100).in_test(10) };
        self.known.map_or(unknown, |known| known.rate)
    }

    fn rate_room(&self) -> Option<&str> {
        let name = self.known?.room?;
        let room = self.params.iter().find(|(known, _)| known == name);
        room.map(|(_, value)| &**value)
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        let (size, limit) = (self.body.as_ref().map_or(0, |body| body.len()), limits.body_bytes);
        if size > limit {
            Err(InvalidInput::too_large("body", limit, size).into())
        } else {
            Ok(())
        }
    }

    fn visit_params(&self, sequence: i64, visit: &mut dyn FnMut(&str, &str)) {
        for (name, value) in &self.params {
            visit(name, value);
        }
        if self.own_sequence() {
            visit(SEQUENCE, itoa::Buffer::new().format(sequence));
        }
    }

    fn body(&self, _sequence: i64) -> Option<Cow<'_, str>> {
        self.body.as_deref().map(Cow::Borrowed)
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        for (_, value) in &self.params {
            visit(value);
        }
        if let Some(body) = &self.body {
            visit(body);
        }
    }

    fn is_answer(&self, code: i64) -> bool {
        self.known.is_some_and(|known| known.answers.contains(&code))
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<GenericReply> {
        Some(GenericReply {
            code: envelope.code,
            request_id: envelope.request_id.to_string(),
            message: envelope.message.to_string(),
            data: envelope.data.map(ToOwned::to_owned),
            whole: envelope.whole.to_owned(),
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
            .field("code_scope", &self.code_scope)
            .finish_non_exhaustive()
    }
}

/// What the server said to an accepted [`GenericAction`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GenericReply {
    /// The server's `Code`: 0, or another one that is an answer of this action's.
    pub code: i64,
    /// The server's `RequestId`, every digit kept; empty when it gave none.
    pub request_id: String,
    /// The server's `Message`, usually `success`.
    pub message: String,
    /// `Data` as JSON text; `None` when it is missing or null.
    pub data: Option<String>,
    /// The whole reply as JSON text, for products that put their payload beside `Code`. **There, 0 may mean that at
    /// least one item worked**: look at the lists of errors in it.
    pub whole: String,
}

impl fmt::Debug for GenericReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenericReply")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("message", &self.message)
            .field("data_bytes", &self.data.as_ref().map(String::len))
            .field("whole_bytes", &self.whole.len())
            .finish()
    }
}
