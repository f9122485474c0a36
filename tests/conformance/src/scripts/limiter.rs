//! Cases of `limiter.json`: one limiter, with its tickets by name.

use super::{Checked, Script, each, same};
use serde::Deserialize;
use std::collections::HashMap;
use zegoapi_client::{Limiter, Permit, Ticket};

/// A ticket that no limiter gives in a case.
const NEVER_GIVEN: Ticket = Ticket::from_number(1_000_000_000);

/// A case of `limiter.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimiterScript {
    name: String,
    calls_per_second: u32,
    steps: Vec<LimiterStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimiterStep {
    at: Option<u64>,
    ask: Option<Ask>,
    times: Option<u32>,
    #[serde(rename = "as")]
    name: Option<String>,
    finished: Option<String>,
    not_sent: Option<String>,
    refused: Option<String>,
    rate: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Go,
    Wait(u64),
}

struct Run {
    limiter: Limiter,
    tickets: HashMap<String, Vec<Ticket>>,
}

impl Script for LimiterScript {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self) -> Checked {
        let mut run = Run {
            limiter: Limiter::new(self.calls_per_second),
            tickets: HashMap::new(),
        };
        each(&self.steps, |step| run.step(step))
    }
}

impl Run {
    fn step(&mut self, step: &LimiterStep) -> Checked {
        if let Some(rate) = step.rate {
            return same("rate", &self.limiter.calls_per_second(), &rate);
        }
        let at = step.at.expect("a time");
        match &step.ask {
            Some(Ask::Wait(until)) => same("ask", &self.limiter.ask(at), &Permit::WaitUntil(*until)),
            Some(Ask::Go) => self.go(at, step),
            None => {
                self.end(at, step.finished.as_deref(), Limiter::finished);
                self.end(at, step.not_sent.as_deref(), Limiter::not_sent);
                self.end(at, step.refused.as_deref(), Limiter::refused);
                Ok(())
            }
        }
    }

    fn go(&mut self, at: u64, step: &LimiterStep) -> Checked {
        let name = step.name.clone().expect("a name");
        for number in 0..step.times.unwrap_or(1) {
            let Permit::Go(ticket) = self.limiter.ask(at) else {
                return Err(format!("ask: to wait at the place {number}"));
            };
            self.tickets.entry(name.clone()).or_default().push(ticket);
            if step.times.is_some() {
                self.tickets.insert(format!("{name}{number}"), vec![ticket]);
            }
        }
        Ok(())
    }

    fn end(&mut self, at: u64, name: Option<&str>, end: fn(&mut Limiter, Ticket, u64)) {
        let never = vec![NEVER_GIVEN];
        let tickets = match name {
            None => return,
            Some("never") => &never,
            Some(name) => &self.tickets[name],
        };
        for ticket in tickets {
            end(&mut self.limiter, *ticket, at);
        }
    }
}
