//! Drives the core's `FanOut` with several threads, which are gone when it is over.

use crate::cancel::Cancel;
use crate::client::{Client, cancelled};
use crate::system::random;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_core::{Error, FanOut, FanOutOptions, FanOutStep, Report, Request};

/// How soon a cancellation is noticed while there is nothing to do.
const LOOK_UP: Duration = Duration::from_millis(100);

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

    /// Drives a fan-out to its end, on this thread and as many more as it has calls under way at once.
    ///
    /// `watch` is called after each step, by one thread at a time, and before the request of that step goes out:
    /// fetch [`progress`](FanOut::progress), [`begun`](FanOut::begun) and
    /// [`take_settled`](FanOut::take_settled) there, and be quick.
    /// After [`Cancel::cancel`] nothing new is sent; what is out is waited for. `watch` may cancel too, and then
    /// the request of that very step does not go out: its users count as not tried.
    pub fn run_fan_out(
        &self,
        fan_out: FanOut,
        cancel: &Cancel,
        watch: impl FnMut(&mut FanOut) + Send,
    ) -> Report {
        let threads = fan_out.most_calls_at_once();
        let shared = Shared {
            client: self,
            cancel,
            work: Mutex::new(Work { fan_out, watch }),
            changed: Condvar::new(),
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // Fewer threads than asked for are slower, and do.
                if thread::Builder::new()
                    .name("zegoapi-fan-out".into())
                    .spawn_scoped(scope, || shared.run())
                    .is_err()
                {
                    break;
                }
            }
            shared.run();
        });
        let work = shared.work.into_inner().unwrap_or_else(PoisonError::into_inner);
        work.fan_out.report()
    }
}

struct Shared<'c, W> {
    client: &'c Client,
    cancel: &'c Cancel,
    work: Mutex<Work<W>>,
    changed: Condvar,
}

struct Work<W> {
    fan_out: FanOut,
    watch: W,
}

impl<W: FnMut(&mut FanOut)> Shared<'_, W> {
    fn run(&self) {
        let mut work = self.lock();
        loop {
            let step = self.step(&mut work);
            match step {
                FanOutStep::Send {
                    call,
                    request,
                    timeout_ms,
                } => {
                    drop(work);
                    work = self.send(call, &request, timeout_ms);
                    self.changed.notify_all();
                }
                FanOutStep::Wait { until_ms } => work = self.wait(work, until_ms),
                FanOutStep::Done => break,
            }
        }
        self.changed.notify_all();
    }

    fn step(&self, work: &mut Work<W>) -> FanOutStep {
        let now = self.client.now();
        let random = random();
        if random.is_err() || self.cancel.is_cancelled() {
            work.fan_out.stop(&mut self.client.limiters(), now);
        }
        let step = work
            .fan_out
            .next(&mut self.client.limiters(), now, &random.unwrap_or_default());
        while let Some(event) = work.fan_out.take_event() {
            self.client.tell(&event);
        }
        (work.watch)(&mut work.fan_out);
        step
    }

    fn send(&self, call: u64, request: &Request, timeout_ms: u64) -> MutexGuard<'_, Work<W>> {
        let answer = if self.cancel.is_cancelled() {
            Err(cancelled())
        } else {
            self.client
                .transport()
                .exchange_within(request, Duration::from_millis(timeout_ms))
        };
        let mut work = self.lock();
        let now = self.client.now();
        let mut limiters = self.client.limiters();
        let fan_out = &mut work.fan_out;
        // A report is refused only for a call that is not out, and this one is.
        let _ = match answer {
            Ok(answer) => fan_out.reply(call, &mut limiters, now, &answer),
            Err(error) => fan_out.failed(call, &mut limiters, now, error),
        };
        drop(limiters);
        work
    }

    fn wait<'w>(&self, work: MutexGuard<'w, Work<W>>, until_ms: Option<u64>) -> MutexGuard<'w, Work<W>> {
        let until = until_ms.map(|until_ms| self.client.clock().instant(until_ms));
        let left = until.map_or(LOOK_UP, |until| {
            until.saturating_duration_since(Instant::now()).min(LOOK_UP)
        });
        self.changed
            .wait_timeout(work, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    fn lock(&self) -> MutexGuard<'_, Work<W>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
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
