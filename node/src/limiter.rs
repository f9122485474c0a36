//! The core's limiter for JavaScript. Every client has one for the calls that JavaScript drives itself.

use crate::time::{number, whole};
use napi_derive::napi;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zegoapi_client::{Limiter, Permit, Ticket};

#[napi]
pub struct NativeLimiter {
    shared: Arc<Mutex<Limiter>>,
}

impl NativeLimiter {
    pub(crate) fn of(shared: &Arc<Mutex<Limiter>>) -> Self {
        Self {
            shared: Arc::clone(shared),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Limiter> {
        // The limiter is whole after each of its calls.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[napi]
impl NativeLimiter {
    #[napi(constructor, catch_unwind)]
    pub fn new(calls_per_second: u32) -> Self {
        Self {
            shared: Arc::new(Mutex::new(Limiter::new(calls_per_second))),
        }
    }

    /// A ticket as a negative number, or the time to ask again at, which is never negative.
    #[napi(catch_unwind)]
    pub fn ask(&self, now_ms: f64) -> f64 {
        match self.lock().ask(whole(now_ms)) {
            Permit::Go(ticket) => -number(ticket.number()),
            Permit::WaitUntil(until_ms) => number(until_ms),
        }
    }

    #[napi(catch_unwind)]
    pub fn finished(&self, ticket: f64, now_ms: f64) {
        self.lock()
            .finished(Ticket::from_number(whole(ticket)), whole(now_ms));
    }

    #[napi(catch_unwind)]
    pub fn not_sent(&self, ticket: f64, now_ms: f64) {
        self.lock()
            .not_sent(Ticket::from_number(whole(ticket)), whole(now_ms));
    }

    #[napi(catch_unwind)]
    pub fn refused(&self, ticket: f64, now_ms: f64) {
        self.lock()
            .refused(Ticket::from_number(whole(ticket)), whole(now_ms));
    }

    #[napi(catch_unwind)]
    pub fn calls_per_second(&self) -> u32 {
        self.lock().calls_per_second()
    }
}
