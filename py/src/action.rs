//! What is asked of the server, and the signed request that asks it.

use crate::app::App;
use crate::convert::{bytes, number, one_of, reply, text, text_or_bytes, user_ids};
use crate::errors::to_python;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use zegoapi_client::{
    ActionExt as _, Answer, CodeScope, Error, GenericAction, Job, Method, Recipients, SendCustomCommand,
    Stamp, new_stamp,
};

/// An action with its parameters.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) job: Job,
}

#[pymethods]
impl Action {
    /// A custom command; `to` is None for everyone.
    #[staticmethod]
    fn command(
        py: Python<'_>,
        room_id: &Bound<'_, PyAny>,
        from_user_id: &Bound<'_, PyAny>,
        content: &Bound<'_, PyAny>,
        to: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let to_python = |error| to_python(py, &error);
        let room_id = text("room_id", room_id)?;
        let from_user_id = text("from_user_id", from_user_id)?;
        let content = text_or_bytes("content", content)?;
        let recipients = match to {
            None => Recipients::everyone(),
            Some(to) => Recipients::users(user_ids(to)?).map_err(to_python)?,
        };
        let command =
            SendCustomCommand::new(room_id, from_user_id, recipients, content).map_err(to_python)?;
        Ok(Self { job: command.into() })
    }

    /// Any action, its parameters as the text of a JSON object.
    #[staticmethod]
    fn generic(
        py: Python<'_>,
        action: &Bound<'_, PyAny>,
        method: &Bound<'_, PyAny>,
        params: &Bound<'_, PyAny>,
        scope: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (name, params) = (text("action", action)?, text("params", params)?);
        let method = one_of(
            "method",
            method,
            &[Method::Get, Method::Post],
            Method::name,
            "GET or POST",
        )?;
        let made = match method {
            Method::Post => GenericAction::new_post(name, params),
            Method::Get => GenericAction::new_get_from_json(name, params),
        };
        let mut action = made.map_err(|error| to_python(py, &error))?;
        if let Some(scope) = scope {
            action = action.with_code_scope(code_scope(scope)?);
        }
        Ok(Self { job: action.into() })
    }

    /// Signs the action: with a nonce and a timestamp, or with the system's.
    fn prepare(
        &self,
        py: Python<'_>,
        app: &App,
        nonce: Option<&Bound<'_, PyAny>>,
        timestamp: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Request> {
        let to_python = |error: Error| to_python(py, &error);
        let stamp = match (nonce, timestamp) {
            (None, None) => new_stamp(),
            (Some(nonce), Some(timestamp)) => Stamp::new(
                text("nonce", nonce)?,
                number("timestamp", timestamp, "Unix time in seconds")?,
            ),
            _ => return Err(PyTypeError::new_err("nonce and timestamp must be given together")),
        };
        let request = self
            .job
            .prepare(&app.app, &app.endpoint, &stamp.map_err(to_python)?);
        Ok(Request {
            request: request.map_err(to_python)?,
        })
    }

    /// Reads what came back for the action.
    fn parse<'py>(
        &self,
        py: Python<'py>,
        status: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
        whole: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let answer = answer(status, None, body, whole)?;
        let read = self.job.parse(&answer).map_err(|error| to_python(py, &error))?;
        reply(py, &read)
    }
}

/// What came back over HTTP, as it was handed in.
pub(crate) fn answer<'a>(
    status: &Bound<'_, PyAny>,
    date: Option<&'a Bound<'_, PyAny>>,
    body: &'a Bound<'_, PyAny>,
    whole: bool,
) -> PyResult<Answer<'a>> {
    let mut answer = Answer::new(number("status", status, "an HTTP status")?, bytes("body", body)?);
    if let Some(date) = date {
        answer = answer.with_date(text("date", date)?);
    }
    Ok(if whole { answer } else { answer.cut_off() })
}

/// The actions that share their return codes, by name.
pub(crate) fn code_scope(value: &Bound<'_, PyAny>) -> PyResult<CodeScope> {
    one_of(
        "scope",
        value,
        &CodeScope::ALL,
        CodeScope::name,
        "the name of a scope",
    )
}

/// A signed request.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) request: zegoapi_client::Request,
}

#[pymethods]
impl Request {
    #[getter]
    fn method(&self) -> &'static str {
        self.request.method().name()
    }

    #[getter]
    fn url(&self) -> &str {
        self.request.url()
    }

    #[getter]
    fn body(&self) -> Option<&str> {
        self.request.body()
    }

    #[getter]
    fn content_type(&self) -> Option<&'static str> {
        self.request.content_type()
    }

    fn __str__(&self) -> String {
        self.request.to_string()
    }
}
