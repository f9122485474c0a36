//! Cases of `calls.json`: one call from its beginning to its end.

use super::expected::{Outcome, refused, taken_or_refused};
use super::{Checked, Failure, LimitsCase, OptionsCase, Random, Script, app, each, same, time};
use serde::Deserialize;
use zegoapi_client::{
    Action, App, Call, CallOptions, Endpoint, Limiter, Permit, SendCustomCommand, Stamp, Step,
};

/// A case of `calls.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallScript {
    name: String,
    unix_s: i64,
    #[serde(default)]
    begins_at: u64,
    calls_per_second: Option<u32>,
    clock_offset_s: Option<i32>,
    #[serde(default)]
    limits: LimitsCase,
    options: OptionsCase,
    steps: Vec<CallStep>,
}

/// Kind, number of the try, code, milliseconds.
type EventCase = (String, u32, Option<i32>, u64);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CallStep {
    at: Option<u64>,
    unix_s: Option<i64>,
    jitter: Option<u64>,
    ask: Option<Ask>,
    reply: Option<Answer>,
    failed: Option<Failure>,
    refused: Option<String>,
    cancel: Option<bool>,
    others: Option<u32>,
    others_limited: Option<u32>,
    events: Option<Vec<EventCase>>,
    clock_offset_s: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Wait(u64),
    Send(Sent),
    Done(Outcome),
    Refused(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    timestamp: i64,
    timeout_ms: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    status: u16,
    date: Option<String>,
    body: String,
}

struct Run<'a> {
    case: &'a CallScript,
    app: App,
    limiter: Limiter,
    call: Call<SendCustomCommand<'static>>,
    random: Random,
}

fn command() -> SendCustomCommand<'static> {
    SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi").expect("a command")
}

impl Script for CallScript {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self) -> Checked {
        let app = app(self.calls_per_second, &self.limits);
        app.set_clock_offset_s(self.clock_offset_s.unwrap_or(0));
        let options = self.options.over(CallOptions::default());
        let now = time(self.unix_s, self.begins_at, None);
        let mut run = Run {
            case: self,
            limiter: Limiter::for_app(&app),
            call: Call::new(command(), app.clone(), Endpoint::default(), options, now),
            app,
            random: Random::default(),
        };
        each(&self.steps, |step| run.step(step))
    }
}

impl Run<'_> {
    fn step(&mut self, step: &CallStep) -> Checked {
        if let Some(events) = &step.events {
            let mut got = Vec::new();
            while let Some(e) = self.call.take_event() {
                got.push((e.kind.name().to_owned(), e.try_number, e.code, e.duration_ms));
            }
            return same("events", &got, events);
        }
        if let (Some(expected), None) = (step.clock_offset_s, step.at) {
            return same("clock offset", &self.app.clock_offset_s(), &expected);
        }
        let at = step.at.expect("a time");
        let now = time(self.case.unix_s, at, step.unix_s);
        if let Some(ask) = &step.ask {
            self.ask(step, ask)
        } else if let Some(Answer { status, date, body }) = &step.reply {
            let got = self
                .call
                .reply(&mut self.limiter, now, *status, date.as_deref(), body.as_bytes());
            taken_or_refused(&got, step.refused.as_deref())
        } else if let Some(failure) = &step.failed {
            let got = self.call.failed(&mut self.limiter, now, failure.error());
            taken_or_refused(&got, step.refused.as_deref())
        } else if step.cancel == Some(true) {
            self.call.cancel(&mut self.limiter, now);
            Ok(())
        } else {
            self.others(at, step.others.unwrap_or(0), Limiter::finished)?;
            self.others(at, step.others_limited.unwrap_or(0), Limiter::refused)
        }
    }

    /// Other calls of the same application, which end at once.
    fn others(&mut self, at: u64, calls: u32, end: fn(&mut Limiter, zegoapi_client::Ticket, u64)) -> Checked {
        let mut tickets = Vec::new();
        for _ in 0..calls {
            match self.limiter.ask(at) {
                Permit::Go(ticket) => tickets.push(ticket),
                wait @ Permit::WaitUntil(_) => return Err(format!("another call: got {wait:?}")),
            }
        }
        for ticket in tickets {
            end(&mut self.limiter, ticket, at);
        }
        Ok(())
    }

    fn ask(&mut self, step: &CallStep, expected: &Ask) -> Checked {
        let now = time(self.case.unix_s, step.at.expect("a time"), step.unix_s);
        let random = self.random.next(step.jitter);
        match (self.call.next(&mut self.limiter, now, &random), expected) {
            (Ok(Step::Wait { until_ms }), Ask::Wait(expected)) => same("wait", &until_ms, expected),
            (Ok(Step::Send { request, timeout_ms }), Ask::Send(expected)) => {
                same("timeout", &timeout_ms, &expected.timeout_ms)?;
                let stamp = Stamp::new(&self.random.nonce(), expected.timestamp).expect("a stamp");
                let signed = command()
                    .prepare(&self.app, &Endpoint::default(), &stamp)
                    .expect("a request");
                same("URL", &request.url(), &signed.url())
            }
            (Ok(Step::Done(got)), Ask::Done(expected)) => expected.check(&got),
            (Err(error), Ask::Refused(problem)) => refused(&error, problem),
            (got, expected) => Err(format!("ask: got {got:?}, expected {expected:?}")),
        }
    }
}
