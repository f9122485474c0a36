//! Callbacks for Python: read, verified, remembered, and signed for tests.

use crate::convert::{bytes, number, one_of, text, whole_seconds};
use crate::errors::{field_dict, make};
use crate::time::{lock, now};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use std::sync::Mutex;
use std::time::Duration;
use zegoapi_client::{
    CallbackError, CallbackErrorKind, CallbackProduct, CallbackStamp, Claim, Error, InvalidInput, NonceKey,
    NonceMemory, RecentNonces, callback_event::MixStart,
};

/// A callback that was read.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Callback {
    callback: zegoapi_client::Callback,
}

#[pymethods]
impl Callback {
    #[staticmethod]
    fn read(py: Python<'_>, body: &Bound<'_, PyAny>, product: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let body = bytes("body", body)?;
        let read = match product {
            None => zegoapi_client::Callback::read(body),
            Some(product) => {
                let expected = "rtc, zim, cloud_recording or other";
                let all = CallbackProduct::ALL;
                let product = one_of("product", product, &all, CallbackProduct::name, expected)?;
                zegoapi_client::Callback::read_as(product, body)
            }
        };
        Ok(Self {
            callback: read.map_err(|error| to_python(py, &error))?,
        })
    }

    #[getter]
    fn product(&self) -> &'static str {
        self.callback.product().name()
    }

    #[getter]
    fn event_name(&self) -> &str {
        self.callback.event_name()
    }

    #[getter]
    fn number(&self) -> u32 {
        self.callback.event().number()
    }

    #[getter]
    fn app_id(&self) -> Option<u32> {
        self.callback.app_id()
    }

    #[getter]
    fn timestamp(&self) -> &str {
        self.callback.stamp().timestamp()
    }

    #[getter]
    fn nonce(&self) -> &str {
        self.callback.stamp().nonce()
    }

    #[getter]
    fn signature(&self) -> &str {
        self.callback.stamp().signature()
    }

    /// The event's fields as JSON; None for one without a type.
    fn event_json(&self) -> Option<String> {
        let event = self.callback.event();
        (event.number() != 0).then(|| event.to_json())
    }

    fn field(&self, name: &Bound<'_, PyAny>) -> PyResult<Option<&str>> {
        Ok(self.callback.field(text("name", name)?))
    }

    /// `[(name, JSON), ...]`.
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.callback.fields().collect::<Vec<_>>())
    }

    fn __str__(&self) -> String {
        format!("{:?}", self.callback)
    }
}

/// Verifies stamps, with a memory of this process.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct CallbackVerifier {
    verifier: zegoapi_client::CallbackVerifier,
    memory: Mutex<RecentNonces>,
}

/// A stamp that was verified.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct VerifiedStamp {
    stamp: zegoapi_client::VerifiedStamp,
}

#[pymethods]
impl VerifiedStamp {
    #[getter]
    fn secret_index(&self) -> usize {
        self.stamp.secret_index()
    }

    #[getter]
    fn age(&self) -> i64 {
        self.stamp.age_s()
    }

    #[getter]
    fn key(&self) -> String {
        self.stamp.key().to_string()
    }

    #[getter]
    fn until(&self) -> i64 {
        self.stamp.until()
    }
}

/// What another memory has answered already.
struct Answered(Claim);

impl NonceMemory for Answered {
    fn claim(&mut self, _key: NonceKey, _now: i64, _until: i64) -> Claim {
        self.0
    }

    fn commit(&mut self, _key: NonceKey) {}

    fn release(&mut self, _key: NonceKey) {}
}

#[pymethods]
impl CallbackVerifier {
    #[new]
    fn new(
        py: Python<'_>,
        secrets: &Bound<'_, PyTuple>,
        window: Option<&Bound<'_, PyAny>>,
        capacity: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let refused = |error| to_python(py, &error);
        let mut made: Option<zegoapi_client::CallbackVerifier> = None;
        for secret in secrets.iter_borrowed() {
            let secret = text("callback_secret", &secret)?;
            let next = match made {
                None => zegoapi_client::CallbackVerifier::new(secret),
                Some(before) => before.with_secret(secret),
            };
            made = Some(next.map_err(refused)?);
        }
        let mut verifier = made.ok_or_else(|| {
            let error: Error = InvalidInput::too_small("callback_secret", 1, 0).in_items().into();
            crate::errors::to_python(py, &error)
        })?;
        if let Some(window) = window {
            let window = Duration::from_secs(whole_seconds("window", window)?);
            verifier = verifier.with_window(window).map_err(refused)?;
        }
        let memory = match capacity {
            None => RecentNonces::default(),
            Some(capacity) => RecentNonces::with_capacity(number("capacity", capacity, "1 or more")?),
        };
        Ok(Self {
            verifier,
            memory: Mutex::new(memory),
        })
    }

    /// Verifies signature and age alone.
    fn check(
        &self,
        py: Python<'_>,
        callback: &Callback,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<VerifiedStamp> {
        let checked = self.verifier.check_stamp(callback.callback.stamp(), unix_s(now)?);
        verified(py, checked)
    }

    /// Verifies a stamp, and claims it in the memory of this process.
    fn verify(
        &self,
        py: Python<'_>,
        callback: &Callback,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<VerifiedStamp> {
        let (stamp, now) = (callback.callback.stamp(), unix_s(now)?);
        let claimed = self.verifier.verify_stamp(stamp, now, &mut *lock(&self.memory));
        verified(py, claimed)
    }

    /// Verifies a stamp, with what another memory has answered to a claim.
    fn verify_claimed(
        &self,
        py: Python<'_>,
        callback: &Callback,
        now: Option<&Bound<'_, PyAny>>,
        claim: &Bound<'_, PyAny>,
    ) -> PyResult<VerifiedStamp> {
        let expected = "new, in_progress, done or unavailable";
        let claim = one_of("claim", claim, &Claim::ALL, Claim::name, expected)?;
        let (stamp, now) = (callback.callback.stamp(), unix_s(now)?);
        verified(py, self.verifier.verify_stamp(stamp, now, &mut Answered(claim)))
    }

    /// The event was dealt with.
    fn commit(&self, verified: &VerifiedStamp) {
        verified.stamp.commit(&mut *lock(&self.memory));
    }

    /// The event was not dealt with.
    fn release(&self, verified: &VerifiedStamp) {
        verified.stamp.release(&mut *lock(&self.memory));
    }

    #[getter]
    fn forgotten(&self) -> u64 {
        lock(&self.memory).forgotten()
    }
}

fn verified(
    py: Python<'_>,
    stamp: Result<zegoapi_client::VerifiedStamp, CallbackError>,
) -> PyResult<VerifiedStamp> {
    let stamp = stamp.map_err(|error| to_python(py, &error))?;
    Ok(VerifiedStamp { stamp })
}

/// The Unix time that is given, or that of the system, in seconds.
fn unix_s(given: Option<&Bound<'_, PyAny>>) -> PyResult<i64> {
    given.map_or_else(
        || Ok(now(None, None).unix_ms.div_euclid(1000)),
        |value| number("now", value, "Unix time in seconds"),
    )
}

/// The signature that the vendor would send with a timestamp and a nonce.
#[pyfunction]
pub(crate) fn callback_signature(
    callback_secret: &Bound<'_, PyAny>,
    timestamp: &Bound<'_, PyAny>,
    nonce: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let secret = text("callback_secret", callback_secret)?;
    let stamp = CallbackStamp::signed(secret, text("timestamp", timestamp)?, text("nonce", nonce)?);
    Ok(stamp.signature().to_owned())
}

/// A mix's task id as it was given to the server API.
#[pyfunction]
pub(crate) fn own_task_id(task_id: String) -> Option<String> {
    let mut event = MixStart::default();
    event.task_id = Some(task_id);
    event.own_task_id().map(str::to_owned)
}

/// The exception for a callback that was refused, or a verifier that was not made.
fn to_python(py: Python<'_>, error: &CallbackError) -> PyErr {
    let made = field_dict(py, &error.clone().into()).and_then(|fields| {
        fields.set_item("kind", error.kind().name())?;
        fields.set_item("answer_status", error.answer_status())?;
        fields.set_item("age", error.age_s())?;
        make(py, "Callback", error.to_string(), &fields)
    });
    made.map_or_else(|failed| failed, PyErr::from_value)
}

/// `(name, answer_status)` of each kind of refusal.
pub(crate) fn kinds() -> Vec<(&'static str, u16)> {
    let kinds = CallbackErrorKind::ALL.into_iter();
    kinds.map(|kind| (kind.name(), kind.answer_status())).collect()
}
