//! Cases of `limiter.json`: one limiter, with its turns and tickets by name.

use super::{Checked, Script, Walked, each, same};
use serde::Deserialize;
use std::collections::HashMap;
use zegoapi_client::{Limiter, Permit, Quota, Ticket, Turn};

/// A number that no limiter gives in a case.
const NEVER_GIVEN: u64 = 1_000_000_000;
/// When a call is over at the latest, unless a step says.
const LATE: u64 = 1_000_000_000_000;

/// A case of `limiter.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimiterScript {
    name: String,
    quota: QuotaCase,
    steps: Vec<LimiterStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotaCase {
    calls: u32,
    window_ms: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimiterStep {
    at: Option<u64>,
    by: Option<u64>,
    ask: Option<Ask>,
    turn: Option<String>,
    times: Option<u32>,
    #[serde(rename = "as")]
    name: Option<String>,
    written: Option<String>,
    handshake_ms: Option<u64>,
    finished: Option<String>,
    not_sent: Option<String>,
    refused: Option<String>,
    leave: Option<String>,
    allowed: Option<u32>,
    waiting: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Go,
    Wait(u64),
}

struct Run {
    limiter: Limiter,
    numbers: HashMap<String, Vec<u64>>,
}

impl Script for LimiterScript {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self, _: &mut Walked) -> Checked {
        let QuotaCase { calls, window_ms } = self.quota;
        let mut run = Run {
            limiter: Limiter::new(Quota { calls, window_ms }),
            numbers: HashMap::from([("never".to_owned(), vec![NEVER_GIVEN])]),
        };
        each(&self.steps, |step| run.step(step))
    }
}

impl Run {
    fn step(&mut self, step: &LimiterStep) -> Checked {
        if let Some(allowed) = step.allowed {
            return same("allowed", &self.limiter.allowed(), &allowed);
        }
        if let Some(waiting) = step.waiting {
            return same("waiting", &self.limiter.waiting(), &waiting);
        }
        if let Some(name) = &step.leave {
            self.limiter.leave(Turn::from_number(self.number(name)));
            return Ok(());
        }
        let at = step.at.expect("a time");
        if let Some(ask) = &step.ask {
            return self.ask(at, step, ask);
        }
        let handshake_ms = step.handshake_ms;
        self.each(step.written.as_deref(), |limiter, ticket| {
            limiter.written(ticket, at, handshake_ms);
        });
        self.each(step.finished.as_deref(), |limiter, ticket| {
            limiter.finished(ticket, at);
        });
        self.each(step.not_sent.as_deref(), |limiter, ticket| {
            limiter.not_sent(ticket, at);
        });
        self.each(step.refused.as_deref(), |limiter, ticket| {
            limiter.refused(ticket, at);
        });
        Ok(())
    }

    fn number(&self, name: &str) -> u64 {
        self.numbers[name][0]
    }

    fn ask(&mut self, at: u64, step: &LimiterStep, expected: &Ask) -> Checked {
        let asked_with = step.turn.as_deref().map(|name| self.number(name));
        for place in 0..step.times.unwrap_or(1) {
            let turn = asked_with.map(Turn::from_number);
            let permit = self.limiter.ask(turn, at, step.by.unwrap_or(LATE));
            let number = match (permit, expected) {
                (Permit::Go(ticket), Ask::Go) => ticket.number(),
                (Permit::Wait { turn, until_ms }, Ask::Wait(expected)) => {
                    same("wait", &until_ms, expected)?;
                    turn.number()
                }
                (got, expected) => {
                    return Err(format!("ask {place}: got {got:?}, expected {expected:?}"));
                }
            };
            if let Some(turn) = asked_with {
                same("turn", &number, &turn)?;
            }
            if let Some(name) = &step.name {
                self.note(name, number, step.times.map(|_| place));
            }
        }
        Ok(())
    }

    fn note(&mut self, name: &str, number: u64, place: Option<u32>) {
        let numbers = self.numbers.entry(name.to_owned()).or_default();
        if place.is_none() {
            numbers.clear();
        }
        numbers.push(number);
        if let Some(place) = place {
            self.numbers.insert(format!("{name}{place}"), vec![number]);
        }
    }

    fn each(&mut self, name: Option<&str>, mut what: impl FnMut(&mut Limiter, Ticket)) {
        for number in name.map_or(&[][..], |name| &self.numbers[name]) {
            what(&mut self.limiter, Ticket::from_number(*number));
        }
    }
}
