//! Who signs, and where to.

use crate::convert::{flag, number, refuse, text, wrong_type};
use crate::errors::{exception, to_python};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use zegoapi_client::{Endpoint, Error, InvalidInput, Limits, Region};

/// What the package hands in when no product is given.
const DEFAULT_PRODUCT: &str = "rtc";

/// An application and an endpoint.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) app: zegoapi_client::App,
    pub(crate) endpoint: Endpoint,
}

#[pymethods]
impl App {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "one for each option")]
    #[pyo3(signature = (app_id, server_secret, region, product, base_url, is_test, limits, calls_per_second))]
    fn new(
        py: Python<'_>,
        app_id: &Bound<'_, PyAny>,
        server_secret: &Bound<'_, PyAny>,
        region: &Bound<'_, PyAny>,
        product: &Bound<'_, PyAny>,
        base_url: Option<&Bound<'_, PyAny>>,
        is_test: Option<&Bound<'_, PyAny>>,
        limits: Option<[Option<Bound<'_, PyAny>>; 4]>,
        calls_per_second: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let app_id: u32 = number("app_id", app_id, "a number from 1 to 4294967295")?;
        let server_secret = text("server_secret", server_secret)?;
        let to_python = |error| to_python(py, &error);
        let mut app = zegoapi_client::App::new(app_id, server_secret).map_err(to_python)?;
        if let Some(is_test) = is_test {
            app = app.with_is_test(flag("is_test", is_test)?);
        }
        if let Some(limits) = limits {
            app = app.with_limits(read_limits(&limits)?);
        }
        if let Some(calls_per_second) = calls_per_second {
            for (action, calls) in read_rates(calls_per_second)? {
                app = app.with_calls_per_second(&action, calls).map_err(to_python)?;
            }
        }
        let endpoint = if let Some(base_url) = base_url {
            for (field, value, otherwise) in [("region", region, ""), ("product", product, DEFAULT_PRODUCT)] {
                if text(field, value)? != otherwise {
                    return Err(refuse(
                        py,
                        InvalidInput::unsuitable(field, "an option beside base_url"),
                    ));
                }
            }
            Endpoint::from_base_url(text("base_url", base_url)?).map_err(to_python)?
        } else {
            let region: Region = text("region", region)?.parse().map_err(to_python)?;
            Endpoint::new(text("product", product)?, region).map_err(to_python)?
        };
        Ok(Self { app, endpoint })
    }

    #[getter]
    fn app_id(&self) -> u32 {
        self.app.app_id()
    }

    #[getter]
    fn url(&self) -> &str {
        self.endpoint.url()
    }

    #[getter]
    fn is_test(&self) -> Option<bool> {
        self.app.is_test()
    }

    fn calls_per_second(&self, action: &Bound<'_, PyAny>) -> PyResult<Option<u32>> {
        Ok(self.app.calls_per_second(text("action", action)?))
    }

    #[getter]
    fn clock_offset(&self) -> i32 {
        self.app.clock_offset_s()
    }

    fn set_clock_offset(&self, seconds: &Bound<'_, PyAny>) -> PyResult<()> {
        let expected = "a number of seconds from -2147483648 to 2147483647";
        self.app
            .set_clock_offset_s(number("clock_offset", seconds, expected)?);
        Ok(())
    }
}

/// Content bytes, users, URL bytes, body bytes: each, or the documented one.
fn read_limits(given: &[Option<Bound<'_, PyAny>>; 4]) -> PyResult<Limits> {
    let documented = Limits::default();
    let size = |at: usize, field, otherwise| {
        given[at]
            .as_ref()
            .map_or(Ok(otherwise), |value| number(field, value, "0 or more"))
    };
    Ok(Limits {
        content_bytes: size(0, "content_bytes", documented.content_bytes)?,
        to_users: size(1, "to_users", documented.to_users)?,
        url_bytes: size(2, "url_bytes", documented.url_bytes)?,
        body_bytes: size(3, "body_bytes", documented.body_bytes)?,
    })
}

/// Calls a second by the action's name.
fn read_rates(given: &Bound<'_, PyAny>) -> PyResult<Vec<(String, u32)>> {
    const FIELD: &str = "calls_per_second";
    let rates = given
        .cast::<PyDict>()
        .map_err(|_| wrong_type(FIELD, "a dict of numbers by the action's name", given))?;
    let rate = |(action, calls): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
        let calls = number(FIELD, &calls, "a number from 1 to 4294967295")?;
        Ok((text(FIELD, &action)?.to_owned(), calls))
    };
    rates.iter().map(rate).collect()
}

/// The exception for a variable of the environment that is missing, or holds something else.
#[pyfunction]
pub(crate) fn unset_variable<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let expected = "set to what it is for (a number for an AppId, else text)";
    let error: Error = InvalidInput::unsuitable("environment", expected)
        .of_parameter(name)
        .into();
    exception(py, &error)
}
