//! Drives the core's `FanOut`: the calling thread decides, as its owner, and others exchange bytes and report to it. A
//! stop closes what is open: the report comes at once, whatever the server does.

use crate::cancel::Cancel;
use crate::client::{Client, cancelled, handshake_ms};
use crate::system::random;
use crate::transport::Attempt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_core::{Answer, Error, FanOut, FanOutOptions, FanOutStep, Report, Request, Time};

/// How soon a cancellation is noticed while there is nothing to do.
const LOOK_UP: Duration = Duration::from_millis(100);
/// How long a stopped fan-out waits for what it has cut off. Users of whom no word comes by then are unknown.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Enough for TLS; most of it is never touched.
const STACK_BYTES: usize = 512 << 10;

impl Client {
    /// Sends one message to any number of users: calls of ten, each in its turn, several at once, one report.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] before anything is sent. What goes wrong later stands in the report, in which
    /// every user stands exactly once.
    pub fn send_to_users<I>(
        &self,
        room_id: impl Into<String>,
        from_user_id: impl Into<String>,
        content: impl Into<String>,
        users: I,
    ) -> Result<Report, Error>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let fan_out = self.fan_out(room_id, from_user_id, content, users, FanOutOptions::default())?;
        Ok(self.run_fan_out(fan_out, &Cancel::new(), |_| {}))
    }

    /// A fan-out by this client's application and endpoint, for [`Client::run_fan_out`].
    ///
    /// # Errors
    ///
    /// As for [`FanOut::new`].
    pub fn fan_out<I>(
        &self,
        room_id: impl Into<String>,
        from_user_id: impl Into<String>,
        content: impl Into<String>,
        users: I,
        options: FanOutOptions,
    ) -> Result<FanOut, Error>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let (app, endpoint) = (self.app().clone(), self.endpoint().clone());
        FanOut::new(app, endpoint, room_id, from_user_id, content, users, options)
    }

    /// Drives a fan-out to its end: this thread decides, and as many more send as it has calls under way at once.
    ///
    /// `watch` is called after each step, on this thread, and before the request of that step goes out:
    /// fetch [`progress`](FanOut::progress), [`begun`](FanOut::begun) and
    /// [`take_settled`](FanOut::take_settled) there, and be quick.
    /// After [`Cancel::cancel`] nothing new is sent, what is out is cut off, and the report comes at once. `watch` may
    /// cancel too, and then the request of that very step does not go out: its users count as not tried. A panic in it
    /// stops the fan-out, too; the report is complete all the same.
    pub fn run_fan_out(&self, fan_out: FanOut, cancel: &Cancel, watch: impl FnMut(&mut FanOut)) -> Report {
        let exchanges = Exchanges::new(self, cancel, fan_out.most_calls_at_once());
        let owner = Owner {
            client: self,
            cancel,
            fan_out,
            watch: Some(watch),
            exchanges,
            stopped_at: None,
        };
        owner.run()
    }
}

/// What the calling thread holds and decides.
struct Owner<'c, W> {
    client: &'c Client,
    cancel: &'c Cancel,
    fan_out: FanOut,
    /// `None` after it has panicked.
    watch: Option<W>,
    exchanges: Exchanges,
    stopped_at: Option<Instant>,
}

impl<W: FnMut(&mut FanOut)> Owner<'_, W> {
    fn run(mut self) -> Report {
        loop {
            match self.step() {
                FanOutStep::Send {
                    call,
                    request,
                    timeout_ms,
                } => self.exchanges.begin(Out {
                    call,
                    request,
                    timeout_ms,
                }),
                FanOutStep::Wait { until_ms } => {
                    if self.stopped_at.is_some_and(|at| at.elapsed() > LAST_WORDS) {
                        break;
                    }
                    self.listen(until_ms);
                }
                FanOutStep::Done => break,
            }
        }
        self.fan_out.report()
    }

    fn step(&mut self) -> FanOutStep {
        let now = self.client.now();
        let random = random();
        if (random.is_err() || self.cancel.is_cancelled()) && self.stopped_at.is_none() {
            self.stopped_at = Some(Instant::now());
            self.cancel.cancel();
            self.fan_out.stop(&mut self.client.limiters(), now);
        }
        let step = self
            .fan_out
            .next(&mut self.client.limiters(), now, &random.unwrap_or_default());
        while let Some(event) = self.fan_out.take_event() {
            self.client.tell(&event);
        }
        self.let_watch();
        step
    }

    /// Lets the caller look. A panic of theirs stops the fan-out, and nothing else.
    fn let_watch(&mut self) {
        let Some(watch) = &mut self.watch else { return };
        let fan_out = &mut self.fan_out;
        if panic::catch_unwind(AssertUnwindSafe(|| watch(fan_out))).is_err() {
            self.watch = None;
            self.cancel.cancel();
        }
    }

    /// Takes what the exchanges say, and waits for it until then.
    fn listen(&mut self, until_ms: Option<u64>) {
        let until = until_ms.map(|until_ms| self.client.clock().instant(until_ms));
        let left = until.map_or(LOOK_UP, |until| {
            until.saturating_duration_since(Instant::now()).min(LOOK_UP)
        });
        let mut word = self.exchanges.wait(left);
        while let Some(heard) = word {
            self.hear(heard);
            word = self.exchanges.wait(Duration::ZERO);
        }
    }

    fn hear(&mut self, word: Word) {
        let mut limiters = self.client.limiters();
        // A report is refused only for a request that is not out, or was told of before: neither changes anything.
        let told = match word {
            Word::Written { call, at, handshake } => {
                self.fan_out
                    .written(call, &mut limiters, at, handshake_ms(handshake))
            }
            Word::Ended { call, answer } => {
                let now = self.client.now();
                match answer {
                    Ok(answer) => self.fan_out.reply(call, &mut limiters, now, &answer),
                    Err(error) => self.fan_out.failed(call, &mut limiters, now, error),
                }
            }
        };
        drop(told);
    }
}

/// A request that is to be sent.
struct Out {
    call: u64,
    request: Request,
    timeout_ms: u64,
}

/// What an exchange says.
enum Word {
    Written {
        call: u64,
        at: Time,
        handshake: Option<Duration>,
    },
    Ended {
        call: u64,
        answer: Result<Answer<'static>, Error>,
    },
}

/// The threads that exchange bytes. They are started when needed, and end with this value.
struct Exchanges {
    worker: Worker,
    out: Sender<Out>,
    words: Receiver<Word>,
    threads: usize,
    most_threads: usize,
    under_way: usize,
}

/// What each of the threads holds.
#[derive(Clone)]
struct Worker {
    client: Client,
    cancel: Cancel,
    out: Arc<Mutex<Receiver<Out>>>,
    words: Sender<Word>,
}

impl Exchanges {
    fn new(client: &Client, cancel: &Cancel, most_threads: usize) -> Self {
        let (out, taken) = channel();
        let (said, words) = channel();
        let worker = Worker {
            client: client.clone(),
            cancel: cancel.clone(),
            out: Arc::new(Mutex::new(taken)),
            words: said,
        };
        Self {
            worker,
            out,
            words,
            threads: 0,
            most_threads,
            under_way: 0,
        }
    }

    fn begin(&mut self, out: Out) {
        self.under_way += 1;
        if self.under_way > self.threads && self.threads < self.most_threads && self.worker.start() {
            self.threads += 1;
        }
        if self.threads == 0 {
            // The system gives no thread: slower, and it does.
            self.worker.exchange(&out);
        } else {
            // The threads are there for as long as this is.
            let _ = self.out.send(out);
        }
    }

    fn wait(&mut self, most: Duration) -> Option<Word> {
        let word = match self.words.recv_timeout(most) {
            Ok(word) => word,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        };
        self.under_way -= usize::from(matches!(word, Word::Ended { .. }));
        Some(word)
    }
}

impl Worker {
    fn start(&self) -> bool {
        let worker = self.clone();
        thread::Builder::new()
            .name("zegoapi-fan-out".into())
            .stack_size(STACK_BYTES)
            .spawn(move || worker.run())
            .is_ok()
    }

    fn run(self) {
        loop {
            // In a statement of its own, so that the next thread can wait while this one exchanges.
            let out = self.out.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(out) = out else { return };
            self.exchange(&out);
        }
    }

    fn exchange(&self, out: &Out) {
        let call = out.call;
        let answer = match self.cancel.begin() {
            Some(exchange) => {
                let on_written = |handshake| {
                    let at = self.client.now();
                    let _ = self.words.send(Word::Written { call, at, handshake });
                };
                let attempt = Attempt::within(Duration::from_millis(out.timeout_ms))
                    .cut(exchange.cut())
                    .on_written(&on_written);
                self.client.transport().exchange(&out.request, &attempt)
            }
            None => Err(cancelled()),
        };
        // Nobody listens any more once the report is made.
        let _ = self.words.send(Word::Ended { call, answer });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zegoapi_core::{App, Endpoint, Outcome};
    use zegoapi_simulator::{Config, Simulator};

    fn parts() -> (Simulator, Client, FanOut) {
        let sim = Simulator::start(Config::default()).unwrap();
        sim.login("room1", "u1");
        let app = App::new(sim.app_id(), sim.server_secret()).unwrap();
        let endpoint = Endpoint::from_base_url(&sim.http_url()).unwrap();
        let client = Client::builder(app).endpoint(endpoint).build().unwrap();
        let options = FanOutOptions {
            concurrency: 1,
            ..FanOutOptions::default()
        };
        let users = ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9", "u10", "u11"];
        let fan_out = client.fan_out("room1", "server", "hi", users, options).unwrap();
        (sim, client, fan_out)
    }

    #[test]
    fn watch_knows_a_call_before_the_server_does() {
        let (sim, client, fan_out) = parts();
        let mut seen = Vec::new();
        client.run_fan_out(fan_out, &Cancel::new(), |fan_out| {
            if let Some(users) = fan_out.begun() {
                seen.push((users.count(), sim.counters().calls));
            }
        });
        assert_eq!(seen, [(10, 0), (1, 1)]);
        assert_eq!(sim.counters().calls, 2);
    }

    #[test]
    fn watch_can_hold_back_the_request_of_its_step() {
        let (sim, client, fan_out) = parts();
        let cancel = Cancel::new();
        let report = client.run_fan_out(fan_out, &cancel, |fan_out| {
            if fan_out.begun().is_some_and(|users| users.count() == 1) {
                cancel.cancel();
            }
        });
        assert_eq!(sim.counters().calls, 1);
        let outcomes: Vec<Outcome> = report.users().map(|(_, outcome)| outcome).collect();
        assert_eq!((outcomes[0], outcomes[10]), (Outcome::Sent, Outcome::NotTried));
    }
}
