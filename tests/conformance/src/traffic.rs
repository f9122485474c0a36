//! Cases of `traffic.json`: several processes and a server that counts their calls, in virtual time, through the
//! public API alone. The simulation is told in `tests/vectors/README.md`.

mod case;
mod seen;
mod server;

pub use case::TrafficCase;

use crate::scripts::{Checked, app, job, random_bytes};
use case::Handshake;
use seen::{CallSeen, Seen};
use server::Server;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use zegoapi_client::{
    Action, Answer, App, Call, CallOptions, Endpoint, Error, Job, Limiters, Step, Time, Unknown, UnknownCause,
};

/// Unix time at the beginning of every case, in milliseconds.
const UNIX_MS: i64 = 1_615_186_943_000;

/// What happens to a call, by its place in the list of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Begin { process: usize, entry: usize },
    Ask(usize),
    Written { call: usize, tried: u32 },
    Arrive { call: usize },
    Answer { call: usize, tried: u32 },
    Timeout { call: usize, tried: u32 },
}

struct Process {
    app: App,
    limiters: Limiters,
    requests: u64,
}

struct Running {
    process: usize,
    entry: usize,
    call: Call<Job>,
    /// The tries so far: what belongs to an earlier one is left out.
    tried: u32,
    out: bool,
    /// What the server said to the latest try.
    code: i64,
}

struct Simulation<'a> {
    case: &'a TrafficCase,
    options: CallOptions,
    queue: BinaryHeap<Reverse<(u64, u64, What)>>,
    put: u64,
    asks: u64,
    processes: Vec<Process>,
    calls: Vec<Running>,
    server: Server<'a>,
    seen: Seen,
}

impl TrafficCase {
    /// Runs it, and holds what was seen against what is expected.
    ///
    /// # Errors
    ///
    /// What was not so.
    ///
    /// # Panics
    ///
    /// When a case cannot be run.
    pub fn run(&self) -> Checked {
        let process = |_| Process {
            app: app(),
            limiters: Limiters::new(),
            requests: 0,
        };
        let mut simulation = Simulation {
            case: self,
            options: self.options.over(CallOptions::default()),
            queue: BinaryHeap::new(),
            put: 0,
            asks: 0,
            processes: (0..self.processes).map(process).collect(),
            calls: Vec::new(),
            server: Server::new(&self.server),
            seen: Seen::default(),
        };
        simulation.begin_all();
        while let Some(Reverse((now, _, what))) = simulation.queue.pop() {
            simulation.happen(now, what);
        }
        simulation.seen.check(self)
    }
}

fn time(now: u64) -> Time {
    Time {
        monotonic_ms: now,
        unix_ms: UNIX_MS + i64::try_from(now).expect("a time"),
    }
}

impl Simulation<'_> {
    fn put(&mut self, at: u64, what: What) {
        self.put += 1;
        self.queue.push(Reverse((at, self.put, what)));
    }

    fn begin_all(&mut self) {
        for process in 0..self.case.processes {
            for (entry, demand) in self.case.demand.iter().enumerate() {
                let at = |k: u64| demand.from_ms + process as u64 + k * 1000 / demand.per_second;
                for k in (0..).take_while(|k| at(*k) < demand.to_ms + process as u64) {
                    self.put(at(k), What::Begin { process, entry });
                }
            }
        }
    }

    fn happen(&mut self, now: u64, what: What) {
        match what {
            What::Begin { process, entry } => self.begin(now, process, entry),
            What::Ask(call) => self.ask(now, call),
            What::Written { call, tried } => self.written(now, call, tried),
            What::Arrive { call } => self.arrive(now, call),
            What::Answer { call, tried } => self.answer(now, call, tried),
            What::Timeout { call, tried } => self.timeout(now, call, tried),
        }
    }

    fn begin(&mut self, now: u64, process: usize, entry: usize) {
        let action = job(self.case.demand[entry].action.as_ref());
        let name = action.name().to_owned();
        let app = self.processes[process].app.clone();
        let call = Call::new(action, app, Endpoint::default(), self.options, time(now));
        self.seen
            .calls
            .push(CallSeen::new(process, name, now, call.deadline_ms()));
        self.calls.push(Running {
            process,
            entry,
            call,
            tried: 0,
            out: false,
            code: 0,
        });
        self.ask(now, self.calls.len() - 1);
    }

    fn ask(&mut self, now: u64, at: usize) {
        self.asks += 1;
        let random = random_bytes(self.asks, self.asks * 7919);
        let running = &mut self.calls[at];
        let limiters = &mut self.processes[running.process].limiters;
        match running.call.next(limiters, time(now), &random).expect("in order") {
            Step::Wait { until_ms } => self.put(until_ms, What::Ask(at)),
            Step::Send { timeout_ms, .. } => self.send(now, at, timeout_ms),
            Step::Done(outcome) => self.seen.calls[at].end(now, outcome.map(drop)),
        }
    }

    fn send(&mut self, now: u64, call: usize, timeout_ms: u64) {
        self.seen.sent(call);
        let case = self.case;
        let running = &mut self.calls[call];
        let process = &mut self.processes[running.process];
        process.requests += 1;
        let is_cold = process.requests <= case.cold.requests;
        let written = if is_cold { now + case.cold.ms } else { now };
        running.tried += 1;
        running.out = true;
        let tried = running.tried;
        if case.handshake_ms != Handshake::NotTold {
            self.put(written, What::Written { call, tried });
        }
        self.put(written + case.way_ms, What::Arrive { call });
        let answered = written + case.way_ms + case.answer_ms;
        if answered <= now + timeout_ms {
            self.put(answered, What::Answer { call, tried });
        } else {
            self.put(now + timeout_ms, What::Timeout { call, tried });
        }
    }

    /// The call and its limiters, if this try of it is out.
    fn out(&mut self, call: usize, tried: u32) -> Option<(&mut Running, &mut Limiters)> {
        let running = &mut self.calls[call];
        let limiters = &mut self.processes[running.process].limiters;
        (running.out && running.tried == tried).then_some((running, limiters))
    }

    fn written(&mut self, now: u64, call: usize, tried: u32) {
        let handshake_ms = self.case.handshake_ms.known();
        if let Some((running, limiters)) = self.out(call, tried) {
            let told = running.call.written(limiters, time(now), handshake_ms);
            told.expect("in order");
        }
    }

    fn arrive(&mut self, now: u64, call: usize) {
        let running = &mut self.calls[call];
        let name = running.call.action().name().to_owned();
        let room = self.case.demand[running.entry].room.as_deref();
        running.code = self.server.arrive(&name, room, now);
        self.seen.arrivals.push((name, now, running.code));
    }

    fn answer(&mut self, now: u64, call: usize, tried: u32) {
        let (running, limiters) = self.out(call, tried).expect("a try that is out");
        running.out = false;
        let body = format!(r#"{{"Code":{},"Message":"m","RequestId":"3"}}"#, running.code);
        let answer = Answer::new(200, body.into_bytes());
        let told = running.call.reply(limiters, time(now), &answer);
        told.expect("in order");
        self.ask(now, call);
    }

    fn timeout(&mut self, now: u64, call: usize, tried: u32) {
        let (running, limiters) = self.out(call, tried).expect("a try that is out");
        running.out = false;
        let error = Error::from(Unknown::new(UnknownCause::Timeout, ""));
        let told = running.call.failed(limiters, time(now), error);
        told.expect("in order");
        self.ask(now, call);
    }
}
