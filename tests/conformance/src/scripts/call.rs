//! Cases of `calls/*.json`: one call from its beginning to its end.

use super::expected::{Outcome, refused, taken_or_refused};
use super::{
    ActionCase, AnswerCase, AppCase, Checked, Failure, OptionsCase, Random, Script, Walked, Written, each,
    job, message, same, time,
};
use serde::Deserialize;
use zegoapi_client::{
    Action, ActionExt, Answer, App, Call, CallOptions, Endpoint, Error, Event, Job, Limiters, NotSentCause,
    Request, Stamp, Step, Time,
};

/// A case of `calls/*.json`.
#[derive(Debug, Deserialize)]
pub struct CallScript {
    name: String,
    unix_s: i64,
    #[serde(default)]
    begins_at: u64,
    #[serde(flatten)]
    app: AppCase,
    action: Option<ActionCase>,
    options: OptionsCase,
    steps: Vec<CallStep>,
}

/// Kind, number of the try, outcome, code, milliseconds.
type ShortEvent = (String, u32, Option<String>, Option<i64>, u64);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CallStep {
    at: Option<u64>,
    unix_s: Option<i64>,
    jitter: Option<u64>,
    ask: Option<Ask>,
    written: Option<Written>,
    reply: Option<AnswerCase>,
    failed: Option<Failure>,
    refused: Option<String>,
    cancel: Option<bool>,
    others: Option<u32>,
    others_limited: Option<u32>,
    others_wait: Option<u32>,
    action: Option<ActionCase>,
    events: Option<Vec<ShortEvent>>,
    event: Option<EventCase>,
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
    query: Option<String>,
    body: Option<String>,
}

/// An event in full.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct EventCase {
    call: u64,
    action: String,
    host: String,
    kind: String,
    try_number: u32,
    duration_ms: u64,
    outcome: Option<String>,
    code: Option<i64>,
    http_status: Option<u16>,
    request_id: Option<String>,
}

struct Run<'a> {
    case: &'a CallScript,
    app: App,
    limiters: Limiters,
    call: Call<Job>,
    random: Random,
}

const ACCEPTED: &[u8] = br#"{"Code":0,"Message":"success","RequestId":"3"}"#;
const TOO_MANY: &[u8] = br#"{"Code":206,"Message":"too many","RequestId":"3"}"#;

impl Script for CallScript {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self, walked: &mut Walked) -> Checked {
        let app = self.app.make();
        let options = self.options.over(CallOptions::default());
        let now = time(self.unix_s, self.begins_at, None);
        let action = job(self.action.as_ref());
        let mut run = Run {
            case: self,
            limiters: Limiters::new(),
            call: Call::new(action, app.clone(), Endpoint::default(), options, now),
            app,
            random: Random::default(),
        };
        each(&self.steps, |step| {
            let before = run.call.state().name().to_owned();
            run.step(step)?;
            if let Some(input) = step.input() {
                walked.insert((before, input.to_owned(), run.call.state().name().to_owned()));
            }
            Ok(())
        })
    }
}

impl CallStep {
    /// The input that the step is to the call's states, unless it is to be refused.
    fn input(&self) -> Option<&'static str> {
        match self {
            Self { refused: Some(_), .. }
            | Self {
                ask: Some(Ask::Refused(_)),
                ..
            } => None,
            Self { ask: Some(_), .. } => Some("next"),
            Self { written: Some(_), .. } => Some("written"),
            Self { reply: Some(_), .. } => Some("reply"),
            Self { failed: Some(_), .. } => Some("failed"),
            Self { cancel: Some(_), .. } => Some("cancel"),
            _ => None,
        }
    }
}

impl Run<'_> {
    fn step(&mut self, step: &CallStep) -> Checked {
        if let Some(events) = &step.events {
            return same("events", &self.events(), events);
        }
        if let Some(expected) = &step.event {
            let got = self.call.take_event().map(|event| EventCase::of(&event));
            return same("event", &got.as_ref(), &Some(expected));
        }
        if let (Some(expected), None) = (step.clock_offset_s, step.at) {
            return same("clock offset", &self.app.clock_offset_s(), &expected);
        }
        let now = time(self.case.unix_s, step.at.expect("a time"), step.unix_s);
        let refused = step.refused.as_deref();
        if let Some(ask) = &step.ask {
            self.ask(step, now, ask)
        } else if let Some(written) = &step.written {
            let got = self.call.written(&mut self.limiters, now, written.handshake_ms);
            taken_or_refused(&got, refused)
        } else if let Some(answer) = &step.reply {
            let got = self.call.reply(&mut self.limiters, now, &answer.make());
            taken_or_refused(&got, refused)
        } else if let Some(failure) = &step.failed {
            let got = self.call.failed(&mut self.limiters, now, failure.error());
            taken_or_refused(&got, refused)
        } else if step.cancel == Some(true) {
            self.call.cancel(&mut self.limiters, now);
            Ok(())
        } else if let Some(others) = step.others {
            self.others(step, now, others, Some(ACCEPTED))
        } else if let Some(others) = step.others_limited {
            self.others(step, now, others, Some(TOO_MANY))
        } else {
            self.others(step, now, step.others_wait.expect("a step"), None)
        }
    }

    fn events(&mut self) -> Vec<ShortEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.call.take_event() {
            let EventCase {
                kind,
                try_number,
                outcome,
                code,
                duration_ms,
                ..
            } = EventCase::of(&event);
            events.push((kind, try_number, outcome, code, duration_ms));
        }
        events
    }

    /// Other calls of the same application, which end at once: with this answer, or because their turn has not come.
    fn others(&mut self, step: &CallStep, now: Time, calls: u32, body: Option<&[u8]>) -> Checked {
        let options = CallOptions {
            fail_fast: true,
            ..CallOptions::default()
        };
        let mut out = Vec::new();
        for number in 0..calls {
            let action = job(step.action.as_ref());
            let mut call = Call::new(action, self.app.clone(), Endpoint::default(), options, now);
            match (call.next(&mut self.limiters, now, &[0; 16]), body) {
                (Ok(Step::Send { .. }), Some(body)) => out.push((call, body)),
                (Ok(Step::Done(Err(Error::NotSent(e)))), None) if e.cause() == NotSentCause::RateLimit => {}
                (other, _) => return Err(format!("the other call {number}: got {other:?}")),
            }
        }
        for (mut call, body) in out {
            call.reply(&mut self.limiters, now, &Answer::new(200, body))
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    fn ask(&mut self, step: &CallStep, now: Time, expected: &Ask) -> Checked {
        let random = self.random.next(step.jitter);
        match (self.call.next(&mut self.limiters, now, &random), expected) {
            (Ok(Step::Wait { until_ms }), Ask::Wait(expected)) => same("wait", &until_ms, expected),
            (Ok(Step::Send { request, timeout_ms }), Ask::Send(expected)) => {
                same("timeout", &timeout_ms, &expected.timeout_ms)?;
                self.request(&request, expected)
            }
            (Ok(Step::Done(got)), Ask::Done(expected)) => expected.check(self.call.action(), &got),
            (Err(error), Ask::Refused(problem)) => refused(&error, problem),
            (got, expected) => Err(format!("ask: got {got:?}, expected {expected:?}")),
        }
    }

    fn request(&self, request: &Request, expected: &Sent) -> Checked {
        let Some(query) = &expected.query else {
            let stamp = Stamp::new(&self.random.nonce(), expected.timestamp).expect("a stamp");
            let signed = message()
                .prepare(&self.app, &Endpoint::default(), &stamp)
                .expect("a request");
            return same("URL", &request.url(), &signed.url());
        };
        same("body", &request.body(), &expected.body.as_deref())?;
        let (nonce, name) = (self.random.nonce(), self.call.action().name());
        let timestamp = expected.timestamp;
        let start = format!(
            "https://rtc-api.zego.im/?Action={name}&AppId=12345&SignatureNonce={nonce}&Timestamp={timestamp}&Signature="
        );
        let (got, end) = (request.url(), format!("&SignatureVersion=2.0{query}"));
        let signature = got
            .strip_prefix(&start)
            .and_then(|rest| rest.strip_suffix(&end))
            .ok_or_else(|| format!("URL: got {got}, expected {start}...{end}"))?;
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        same(
            "signature",
            &(signature.len(), signature.bytes().all(hex)),
            &(32, true),
        )
    }
}

impl EventCase {
    fn of(event: &Event<'_>) -> Self {
        Self {
            call: event.call,
            action: event.action.to_owned(),
            host: event.host.to_owned(),
            kind: event.kind.name().to_owned(),
            try_number: event.try_number,
            duration_ms: event.duration_ms,
            outcome: event.outcome.map(|outcome| outcome.name().to_owned()),
            code: event.code,
            http_status: event.http_status,
            request_id: event.request_id.clone(),
        }
    }
}
