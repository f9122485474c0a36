//! Who signs, and where to.

use crate::convert::{number, text};
use crate::errors::to_python;
use pyo3::prelude::*;
use zegoapi_client::{Endpoint, Limits, Region};

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
    #[pyo3(signature = (app_id, server_secret, region, product, base_url, is_test, limits))]
    fn new(
        py: Python<'_>,
        app_id: &Bound<'_, PyAny>,
        server_secret: &Bound<'_, PyAny>,
        region: &Bound<'_, PyAny>,
        product: &Bound<'_, PyAny>,
        base_url: Option<&Bound<'_, PyAny>>,
        is_test: Option<bool>,
        limits: Option<[Option<Bound<'_, PyAny>>; 5]>,
    ) -> PyResult<Self> {
        let app_id: u32 = number("app_id", app_id, "a number from 1 to 4294967295")?;
        let server_secret = text("server_secret", server_secret)?;
        let to_python = |error| to_python(py, &error);
        let mut app = zegoapi_client::App::new(app_id, server_secret).map_err(to_python)?;
        if let Some(is_test) = is_test {
            app = app.with_is_test(is_test);
        }
        if let Some(limits) = limits {
            app = app.with_limits(read_limits(&limits)?);
        }
        let endpoint = if let Some(base_url) = base_url {
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

    #[getter]
    fn calls_per_second(&self) -> u32 {
        self.app.calls_per_second()
    }

    #[getter]
    fn clock_offset(&self) -> i32 {
        self.app.clock_offset_s()
    }

    fn set_clock_offset(&self, seconds: i32) {
        self.app.set_clock_offset_s(seconds);
    }
}

/// Content bytes, users, URL bytes, body bytes, calls a second: each, or the documented one.
fn read_limits(given: &[Option<Bound<'_, PyAny>>; 5]) -> PyResult<Limits> {
    let documented = Limits::default();
    let size = |at: usize, field, otherwise| {
        given[at]
            .as_ref()
            .map_or(Ok(otherwise), |value| number(field, value, "0 or more"))
    };
    let pace = given[4].as_ref();
    Ok(Limits {
        content_bytes: size(0, "content_bytes", documented.content_bytes)?,
        to_users: size(1, "to_users", documented.to_users)?,
        url_bytes: size(2, "url_bytes", documented.url_bytes)?,
        body_bytes: size(3, "body_bytes", documented.body_bytes)?,
        calls_per_second: pace
            .map(|value| number("calls_per_second", value, "a number from 0 to 4294967295"))
            .transpose()?,
    })
}
