//! token04 for Python: made, opened and explained.

use crate::app::App;
use crate::convert::{number, text, whole_seconds, wrong_type};
use crate::errors::{field_dict, make};
use crate::time::now;
use pyo3::prelude::*;
use std::time::Duration;
use zegoapi_client::{NewToken, Privileges, TokenError, TokenErrorKind, TokenStamp, fill_random};

/// A token; its text is one explicit call away.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Token {
    token: zegoapi_client::Token,
}

/// `(room_id, login, publish, stream_id_list)`.
type PrivilegeFields = (Option<String>, Option<bool>, Option<bool>, Option<Vec<String>>);

#[pymethods]
impl Token {
    /// Makes a token. `privileges` are `(room_id, login, publish, stream_id_list)`, and `stamp` is `(iv, nonce, now)` for
    /// an exact one.
    #[staticmethod]
    fn make(
        py: Python<'_>,
        app: &App,
        user_id: &Bound<'_, PyAny>,
        valid_for: &Bound<'_, PyAny>,
        payload: &Bound<'_, PyAny>,
        privileges: Option<[Bound<'_, PyAny>; 4]>,
        stamp: Option<([u8; 16], i32, Bound<'_, PyAny>)>,
    ) -> PyResult<Self> {
        let refused = |error| to_python(py, &error);
        let valid_for = Duration::from_secs(whole_seconds("valid_for", valid_for)?);
        let mut new = NewToken::new(text("user_id", user_id)?, valid_for).map_err(refused)?;
        new = match privileges {
            Some(fields) => new.with_privileges(&read_privileges(py, &fields)?),
            None => new.with_payload(text("payload", payload)?).map_err(refused)?,
        };
        let token = new.make(&app.app, &read_stamp(py, stamp)?);
        Ok(Self {
            token: token.map_err(refused)?,
        })
    }

    #[staticmethod]
    fn parse(py: Python<'_>, token: &Bound<'_, PyAny>) -> PyResult<Self> {
        let read = zegoapi_client::Token::parse(text("token", token)?);
        Ok(Self {
            token: read.map_err(|error| to_python(py, &error))?,
        })
    }

    fn open(&self, py: Python<'_>, app: &App) -> PyResult<TokenContents> {
        let contents = self.token.open(&app.app).map_err(|error| to_python(py, &error))?;
        Ok(TokenContents { contents })
    }

    #[getter]
    fn text(&self) -> &str {
        self.token.as_str()
    }

    #[getter]
    fn expire(&self) -> i64 {
        self.token.expire()
    }

    fn __str__(&self) -> String {
        self.token.to_string()
    }
}

/// Refuses privileges that no token can have.
#[pyfunction]
pub(crate) fn check_privileges(
    py: Python<'_>,
    room_id: &Bound<'_, PyAny>,
    login: &Bound<'_, PyAny>,
    publish: &Bound<'_, PyAny>,
    stream_id_list: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let fields = [room_id, login, publish, stream_id_list].map(Clone::clone);
    read_privileges(py, &fields).map(|_| ())
}

fn read_privileges(py: Python<'_>, fields: &[Bound<'_, PyAny>; 4]) -> PyResult<Privileges> {
    let [room_id, login, publish, streams] = fields;
    let refused = |error| to_python(py, &error);
    let mut privileges = if room_id.is_none() {
        Privileges::in_any_room()
    } else {
        Privileges::in_room(text("room_id", room_id)?).map_err(refused)?
    };
    if allows("login", login)? {
        privileges = privileges.allow_login();
    }
    if allows("publish", publish)? {
        privileges = privileges.allow_publish();
    }
    if !streams.is_none() {
        let ids: Vec<String> = streams
            .extract()
            .map_err(|_| wrong_type("stream_id_list", "a list of stream ids", streams))?;
        privileges = privileges.only_streams(ids).map_err(refused)?;
    }
    Ok(privileges)
}

/// A switch of a token of another maker may not be said.
fn allows(field: &'static str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if value.is_none() {
        return Ok(false);
    }
    crate::convert::flag(field, value)
}

fn read_stamp(py: Python<'_>, given: Option<([u8; 16], i32, Bound<'_, PyAny>)>) -> PyResult<TokenStamp> {
    let stamp = if let Some((iv, nonce, now)) = given {
        TokenStamp::new(iv, nonce, number("now", &now, "Unix time in seconds")?)
    } else {
        let mut random = [0; TokenStamp::RANDOM_LEN];
        fill_random(&mut random).map_err(|error| crate::errors::to_python(py, &error))?;
        TokenStamp::from_random(random, now(None, None).unix_ms.div_euclid(1000))
    };
    stamp.map_err(|error| to_python(py, &error))
}

/// What a token says.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct TokenContents {
    contents: zegoapi_client::TokenContents,
}

#[pymethods]
impl TokenContents {
    #[getter]
    fn app_id(&self) -> u32 {
        self.contents.app_id()
    }

    #[getter]
    fn user_id(&self) -> &str {
        self.contents.user_id()
    }

    #[getter]
    fn nonce(&self) -> i64 {
        self.contents.nonce()
    }

    #[getter]
    fn ctime(&self) -> i64 {
        self.contents.ctime()
    }

    #[getter]
    fn expire(&self) -> i64 {
        self.contents.expire()
    }

    #[getter]
    fn valid_for(&self) -> i64 {
        self.contents.valid_for_s()
    }

    #[getter]
    fn payload(&self) -> &str {
        self.contents.payload()
    }

    #[getter]
    fn privileges(&self) -> Option<PrivilegeFields> {
        let privileges = self.contents.privileges()?;
        Some((
            privileges.room_id().map(str::to_owned),
            privileges.login(),
            privileges.publish(),
            privileges.stream_id_list().map(<[String]>::to_vec),
        ))
    }

    fn is_of(&self, app: &App) -> bool {
        self.contents.is_of(&app.app)
    }

    fn validity(
        &self,
        unix_s: Option<&Bound<'_, PyAny>>,
        leeway: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<&'static str> {
        let unix_s = match unix_s {
            Some(value) => number("now", value, "Unix time in seconds")?,
            None => now(None, None).unix_ms.div_euclid(1000),
        };
        let leeway = match leeway {
            Some(value) => Duration::from_secs(whole_seconds("leeway", value)?),
            None => zegoapi_client::Token::DEFAULT_LEEWAY,
        };
        Ok(self.contents.validity(unix_s, leeway).name())
    }
}

/// Every kind of mistake that a text can be.
pub(crate) fn kinds() -> Vec<&'static str> {
    TokenErrorKind::ALL
        .into_iter()
        .map(TokenErrorKind::name)
        .collect()
}

/// The exception for a token that was not made or not opened.
fn to_python(py: Python<'_>, error: &TokenError) -> PyErr {
    let made = field_dict(py, &error.clone().into()).and_then(|fields| {
        fields.set_item("kind", error.kind().name())?;
        make(py, "Token", error.to_string(), &fields)
    });
    made.map_or_else(|failed| failed, PyErr::from_value)
}
