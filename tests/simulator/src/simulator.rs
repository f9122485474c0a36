//! The handle: starts a simulator on a thread of its own, drives it, and ends it when dropped.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc as channel, oneshot};

use crate::callbacks::reason::{LogoutReason, StreamEnd};
use crate::callbacks::{delivery, post};
use crate::clock::Clock;
use crate::config::{AppConfig, Config, Limits, Settings};
use crate::counters::Counters;
use crate::fault::{Fault, PendingFault};
use crate::fault_queue::FaultQueue;
use crate::rooms::Message;
use crate::server::{self, Role};
use crate::shared::{Addresses, Shared};
use crate::streams::Stream;
use crate::tls::{self, Tls};

/// How long the runtime has to wind up. Tasks only wait, so they end at once.
const WIND_UP: Duration = Duration::from_millis(500);

/// A running simulator. Dropping it ends it, whatever its requests are doing.
///
/// All methods block briefly at most (those that wait say so), and may be called from any thread.
#[derive(Debug)]
pub struct Simulator {
    pub(crate) shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Starts a simulator. It listens when this returns. May be called, and dropped, inside an
    /// asynchronous runtime; either blocks for some milliseconds.
    ///
    /// Fails when a port is taken, when no thread or certificate can be made, or when a URL for
    /// callbacks is none.
    pub fn start(config: Config) -> io::Result<Simulator> {
        config.callbacks.check()?;
        let tls = tls::make(&config.hosts)?;
        let (stop, stopped) = oneshot::channel();
        let (ready, started) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("zegoapi-sim".into())
            .spawn(move || keep(config, tls, &ready, stopped))?;
        // The thread always says something, unless it panics.
        let started = started
            .recv()
            .map_err(|_| io::Error::other("the simulator's thread ended"));
        match started.and_then(|outcome| outcome) {
            Ok(shared) => Ok(Simulator {
                shared,
                stop: Some(stop),
                thread: Some(thread),
            }),
            Err(error) => {
                let _ = thread.join();
                Err(error)
            }
        }
    }

    /// The API over plain HTTP, as `http://127.0.0.1:PORT`.
    pub fn http_url(&self) -> String {
        self.shared.addresses.http_url.clone()
    }

    /// The API over TLS, as `https://localhost:PORT`.
    pub fn https_url(&self) -> String {
        self.shared.addresses.https_url.clone()
    }

    /// The admin API, as `http://127.0.0.1:PORT`.
    pub fn admin_url(&self) -> String {
        self.shared.addresses.admin_url.clone()
    }

    /// The certificate authority to trust for [`Simulator::https_url`], in PEM.
    pub fn ca_pem(&self) -> &str {
        &self.shared.addresses.ca_pem
    }

    /// The default app: the first of [`Config::apps`]; 0 when there is none.
    pub fn app_id(&self) -> u32 {
        self.shared.config.apps.first().map_or(0, |app| app.app_id)
    }

    /// The default app's secret.
    pub fn server_secret(&self) -> &str {
        self.shared
            .config
            .apps
            .first()
            .map_or("", |app| &app.server_secret)
    }

    /// Adds an app, or replaces the one with this id.
    pub fn add_app(&self, app: AppConfig) {
        self.shared.state().apps.insert(app.app_id, app);
    }

    /// Forgets an app.
    pub fn remove_app(&self, app_id: u32) {
        self.shared.state().apps.remove(&app_id);
    }

    /// Puts a user into a room, which exists from then on. Nothing happens when a rule set with
    /// `SetForbidUserRule` forbids it; see [`Simulator::try_login`].
    pub fn login(&self, room_id: &str, user_id: &str) {
        self.try_login(room_id, user_id);
    }

    /// The same; false when a rule forbids it.
    pub fn try_login(&self, room_id: &str, user_id: &str) -> bool {
        self.shared.state().login(room_id, user_id)
    }

    /// Takes a user out of a room, and ends the user's streams there. The room ends with its last
    /// user.
    pub fn logout(&self, room_id: &str, user_id: &str) {
        self.logout_for(room_id, user_id, LogoutReason::Normal);
    }

    /// The same for another reason than that the user wanted it, which callbacks tell.
    pub fn logout_for(&self, room_id: &str, user_id: &str, reason: LogoutReason) {
        self.shared.state().logout(room_id, user_id, reason);
    }

    /// Lets a user who is in a room publish a stream there. False when the user is not there, when
    /// the stream is another's, or when a rule or `ForbidRTCStream` forbids it.
    pub fn publish(&self, room_id: &str, user_id: &str, stream_id: &str) -> bool {
        self.shared.state().publish(room_id, user_id, stream_id)
    }

    /// Ends a stream, if it is live.
    pub fn unpublish(&self, stream_id: &str) {
        self.shared.state().close_stream(stream_id, StreamEnd::Stopped);
    }

    /// All streams, live and ended, by id.
    pub fn streams(&self) -> Vec<Stream> {
        self.shared.state().streams.all().cloned().collect()
    }

    /// What a user heard in a room, oldest first.
    pub fn messages(&self, room_id: &str, user_id: &str) -> Vec<Message> {
        self.shared.state().rooms.messages(room_id, user_id).to_vec()
    }

    /// Waits until a user has heard `count` messages in a room, or the time is up, and gives what
    /// there is.
    pub fn wait_for_messages(
        &self,
        room_id: &str,
        user_id: &str,
        count: usize,
        timeout: Duration,
    ) -> Vec<Message> {
        let deadline = Instant::now() + timeout;
        let mut state = self.shared.state();
        loop {
            let messages = state.rooms.messages(room_id, user_id);
            let left = deadline.saturating_duration_since(Instant::now());
            if messages.len() >= count || left.is_zero() {
                return messages.to_vec();
            }
            let waited = self.shared.changed().wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Lets a fault strike the next `count` calls that it matches (or connections, for those that
    /// strike connections). Faults queue up; see [`crate::FaultKind`] for how they combine.
    pub fn fail_next(&self, fault: impl Into<Fault>, count: u32) {
        self.shared.state().faults.add(fault.into(), count);
    }

    /// The faults that are still to strike.
    pub fn faults(&self) -> Vec<PendingFault> {
        self.shared.state().faults.pending()
    }

    /// Forgets all faults. What already struck runs on.
    pub fn clear_faults(&self) {
        self.shared.state().faults = FaultQueue::default();
    }

    /// Sets the clock.
    pub fn set_clock(&self, clock: Clock) {
        self.shared.state().clock = clock;
    }

    /// Makes the clock wrong by so many seconds, in its judgement and in its `Date` header.
    pub fn set_clock_offset(&self, seconds: i64) {
        let clock = &mut self.shared.state().clock;
        (clock.date_offset, clock.window_offset) = (seconds, seconds);
    }

    /// Stops the clock at a Unix second.
    pub fn set_fixed_clock(&self, unix_seconds: i64) {
        self.shared.state().clock.fixed = Some(unix_seconds);
    }

    /// Sets the limits.
    pub fn set_limits(&self, limits: Limits) {
        self.shared.state().limits = limits;
    }

    /// Sets what else can be set.
    pub fn set_settings(&self, settings: Settings) {
        self.shared.state().settings = settings;
        self.shared.announce();
    }

    /// What the server saw so far.
    pub fn counters(&self) -> Counters {
        self.shared.counters()
    }

    /// Back to how it was started: apps, rooms, rules, clock, callbacks; no faults, messages or counts.
    /// Open connections stay; callbacks under way are sent no more.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Forgets counts, messages and the rates' past; all else stays.
    pub fn reset_counters(&self) {
        self.shared.reset_counters();
    }
}

/// Runs the simulator until it is to end. The runtime is made, used and dropped on this thread,
/// since none of that may happen on a thread where another runtime is at work, as in an
/// asynchronous test.
fn keep(
    config: Config,
    tls: Tls,
    ready: &mpsc::Sender<io::Result<Arc<Shared>>>,
    stopped: oneshot::Receiver<()>,
) {
    // Whoever waits for the answer is there until it comes.
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return drop(ready.send(Err(error))),
    };
    match runtime.block_on(listen(config, tls)) {
        Ok(shared) => drop(ready.send(Ok(shared))),
        Err(error) => return drop(ready.send(Err(error))),
    }
    // An error means that the sender is gone, which is an end too.
    let _ = runtime.block_on(stopped);
    runtime.shutdown_timeout(WIND_UP);
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("zegoapi-sim")
        .enable_all()
        .build()
}

async fn listen(config: Config, tls: Tls) -> io::Result<Arc<Shared>> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let http = bind(config.http_port).await?;
    let https = bind(config.https_port).await?;
    let admin = bind(config.admin_port).await?;
    let addresses = Addresses {
        http_url: format!("http://127.0.0.1:{}", http.local_addr()?.port()),
        https_url: format!("https://localhost:{}", https.local_addr()?.port()),
        admin_url: format!("http://127.0.0.1:{}", admin.local_addr()?.port()),
        ca_pem: tls.ca_pem,
    };
    let (outbox, fired) = channel::unbounded_channel();
    let shared = Arc::new(Shared::new(config, addresses, outbox));
    tokio::spawn(delivery::run(Arc::clone(&shared), post::connector()?, fired));
    for (listener, role) in [
        (http, Role::Http),
        (https, Role::Https(tls.acceptor)),
        (admin, Role::Admin),
    ] {
        tokio::spawn(server::listen(listener, role, Arc::clone(&shared)));
    }
    Ok(shared)
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // Both fail only if the thread has ended already.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
