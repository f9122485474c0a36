//! Callbacks for JavaScript: read, their stamps verified, and remembered in this process or in a store of JavaScript's.

use crate::errors::thrown_callback;
use crate::output::json;
use crate::time::{number, signed, system_s, whole};
use napi_derive::napi;
use serde::Serialize;
use std::time::Duration;
use zegoapi_client::{
    Callback, CallbackEvent, CallbackProduct, CallbackStamp, CallbackVerifier, Claim, NonceKey, NonceMemory,
    RecentNonces, VerifiedStamp,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CallbackOut<'a> {
    product: &'static str,
    event_name: &'a str,
    event_number: u32,
    app_id: Option<u32>,
    timestamp: &'a str,
    nonce: &'a str,
    signature: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    /// The event's name and its fields as JSON text, where it has a type.
    event: Option<(&'static str, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_task_id: Option<&'a str>,
}

/// Reads a callback, as JSON; of a product where that is known.
pub(crate) fn read(body: &[u8], product: Option<&str>) -> napi::Result<String> {
    let product = product.and_then(|name| {
        CallbackProduct::ALL
            .into_iter()
            .find(|known| known.name() == name)
    });
    let read = match product {
        Some(product) => Callback::read_as(product, body),
        None => Callback::read(body),
    };
    let callback = read.map_err(|error| thrown_callback(&error))?;
    let (stamp, event) = (callback.stamp(), callback.event());
    Ok(json(&CallbackOut {
        product: callback.product().name(),
        event_name: callback.event_name(),
        event_number: event.number(),
        app_id: callback.app_id(),
        timestamp: stamp.timestamp(),
        nonce: stamp.nonce(),
        signature: stamp.signature(),
        fields: callback.fields().collect(),
        event: event.name().map(|name| (name, event.to_json())),
        own_task_id: match event {
            CallbackEvent::MixStart(event) => event.own_task_id(),
            CallbackEvent::MixStop(event) => event.own_task_id(),
            _ => None,
        },
    }))
}

#[napi]
pub struct NativeVerifier {
    verifier: CallbackVerifier,
}

/// A stamp that was verified.
#[napi]
pub struct NativeVerified {
    verified: VerifiedStamp,
}

/// A memory of this process.
#[napi]
pub struct NativeNonces {
    nonces: RecentNonces,
}

#[napi]
impl NativeVerifier {
    #[napi(constructor, catch_unwind)]
    pub fn new(secrets: Vec<String>, window_s: Option<f64>) -> napi::Result<Self> {
        let mut secrets = secrets.into_iter();
        let made = CallbackVerifier::new(secrets.next().unwrap_or_default());
        let made = secrets.fold(made, |made, secret| made?.with_secret(secret));
        let made = match window_s {
            Some(seconds) => made.and_then(|made| made.with_window(Duration::from_secs(whole(seconds)))),
            None => made,
        };
        made.map(|verifier| Self { verifier })
            .map_err(|error| thrown_callback(&error))
    }

    /// Signature and age alone.
    #[napi(catch_unwind)]
    pub fn check(
        &self,
        timestamp: String,
        nonce: String,
        signature: String,
        now: Option<f64>,
    ) -> napi::Result<NativeVerified> {
        let stamp = CallbackStamp::new(timestamp, nonce, signature);
        let now = now.map_or_else(system_s, signed);
        let checked = self.verifier.check_stamp(&stamp, now);
        checked
            .map(|verified| NativeVerified { verified })
            .map_err(|error| thrown_callback(&error))
    }

    /// The same, claimed in a memory of this process.
    #[napi(catch_unwind)]
    pub fn verify(
        &self,
        timestamp: String,
        nonce: String,
        signature: String,
        now: Option<f64>,
        nonces: &mut NativeNonces,
    ) -> napi::Result<NativeVerified> {
        let stamp = CallbackStamp::new(timestamp, nonce, signature);
        let now = now.map_or_else(system_s, signed);
        let verified = self.verifier.verify_stamp(&stamp, now, &mut nonces.nonces);
        verified
            .map(|verified| NativeVerified { verified })
            .map_err(|error| thrown_callback(&error))
    }

    /// The same with what a store of JavaScript's has answered to the claim.
    #[napi(catch_unwind)]
    pub fn verify_claimed(
        &self,
        timestamp: String,
        nonce: String,
        signature: String,
        now: f64,
        claim: String,
    ) -> napi::Result<()> {
        let stamp = CallbackStamp::new(timestamp, nonce, signature);
        let claim = Claim::ALL.into_iter().find(|known| known.name() == claim);
        let mut answered = Answered(claim.unwrap_or(Claim::Unavailable));
        let verified = self.verifier.verify_stamp(&stamp, signed(now), &mut answered);
        verified.map(|_| ()).map_err(|error| thrown_callback(&error))
    }
}

/// A memory that has answered already.
struct Answered(Claim);

impl NonceMemory for Answered {
    fn claim(&mut self, _: NonceKey, _: i64, _: i64) -> Claim {
        self.0
    }

    fn commit(&mut self, _: NonceKey) {}

    fn release(&mut self, _: NonceKey) {}
}

#[napi]
impl NativeVerified {
    #[napi(catch_unwind)]
    pub fn secret_index(&self) -> f64 {
        number(self.verified.secret_index() as u64)
    }

    #[napi(catch_unwind)]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a stamp's time is a number of ten digits"
    )]
    pub fn age_s(&self) -> f64 {
        self.verified.age_s() as f64
    }

    #[napi(catch_unwind)]
    pub fn key(&self) -> String {
        self.verified.key().to_string()
    }

    #[napi(catch_unwind)]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a stamp's time is a number of ten digits"
    )]
    pub fn until(&self) -> f64 {
        self.verified.until() as f64
    }

    #[napi(catch_unwind)]
    pub fn commit(&self, nonces: &mut NativeNonces) {
        self.verified.commit(&mut nonces.nonces);
    }

    #[napi(catch_unwind)]
    pub fn release(&self, nonces: &mut NativeNonces) {
        self.verified.release(&mut nonces.nonces);
    }
}

#[napi]
impl NativeNonces {
    #[napi(constructor, catch_unwind)]
    pub fn new(capacity: Option<f64>) -> Self {
        let capacity = capacity.map(|capacity| usize::try_from(whole(capacity)).unwrap_or(usize::MAX));
        Self {
            nonces: capacity.map_or_else(RecentNonces::default, RecentNonces::with_capacity),
        }
    }

    #[napi(catch_unwind)]
    pub fn size(&self) -> f64 {
        number(self.nonces.len() as u64)
    }

    #[napi(catch_unwind)]
    pub fn forgotten(&self) -> f64 {
        number(self.nonces.forgotten())
    }
}
