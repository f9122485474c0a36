//! The core's limiter for JavaScript: for programs with an HTTP and retries of their own.

use crate::time::{number, whole};
use napi_derive::napi;
use zegoapi_client::{Limiter, Permit, Quota, Ticket, Turn};

#[napi]
pub struct NativeLimiter {
    limiter: Limiter,
}

#[napi]
impl NativeLimiter {
    #[napi(constructor, catch_unwind)]
    pub fn new(calls: u32, window_ms: u32) -> Self {
        Self {
            limiter: Limiter::new(Quota { calls, window_ms }),
        }
    }

    /// A ticket, or a turn and the time to ask again at.
    #[napi(catch_unwind)]
    pub fn ask(&mut self, turn: Option<f64>, now_ms: f64, by_ms: f64) -> Vec<f64> {
        let turn = turn.map(|turn| Turn::from_number(whole(turn)));
        match self.limiter.ask(turn, whole(now_ms), whole(by_ms)) {
            Permit::Go(ticket) => vec![number(ticket.number())],
            Permit::Wait { turn, until_ms } => vec![number(turn.number()), number(until_ms)],
        }
    }

    #[napi(catch_unwind)]
    pub fn written(&mut self, ticket: f64, now_ms: f64, handshake_ms: Option<f64>) {
        self.limiter
            .written(as_ticket(ticket), whole(now_ms), handshake_ms.map(whole));
    }

    #[napi(catch_unwind)]
    pub fn finished(&mut self, ticket: f64, now_ms: f64) {
        self.limiter.finished(as_ticket(ticket), whole(now_ms));
    }

    #[napi(catch_unwind)]
    pub fn not_sent(&mut self, ticket: f64, now_ms: f64) {
        self.limiter.not_sent(as_ticket(ticket), whole(now_ms));
    }

    #[napi(catch_unwind)]
    pub fn refused(&mut self, ticket: f64, now_ms: f64) {
        self.limiter.refused(as_ticket(ticket), whole(now_ms));
    }

    #[napi(catch_unwind)]
    pub fn leave(&mut self, turn: f64) {
        self.limiter.leave(Turn::from_number(whole(turn)));
    }

    #[napi(catch_unwind)]
    pub fn allowed(&self) -> u32 {
        self.limiter.allowed()
    }

    #[napi(catch_unwind)]
    pub fn waiting(&self) -> f64 {
        number(self.limiter.waiting() as u64)
    }
}

fn as_ticket(ticket: f64) -> Ticket {
    Ticket::from_number(whole(ticket))
}
