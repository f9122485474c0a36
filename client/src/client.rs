//! The client: an application, an endpoint and a transport, put together. Every call is driven by
//! the core's `Call`; this file only does what that says.

use crate::builder::ClientBuilder;
use crate::cancel::Cancel;
use crate::limiters::{AppLimiters, Shared};
use crate::system::{Clock, millis, random};
use crate::transport::{Attempt, Transport};
use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, MutexGuard};
use std::time::Duration;
use zegoapi_core::{
    Action, App, Call, CallOptions, CallState, Endpoint, Error, Event, Limiters, NotSent, NotSentCause,
    Request, Step, Time, Unknown, UnknownCause,
};

/// A blocking client for one application.
///
/// Make one and share it: clones are cheap and use the same connections, and any number of
/// threads may call it at once. Every call is bounded by its time-out. Safe to use after a fork: the child gets
/// connections and rate limits of its own. All clients of one [`App`] and its clones keep its rate limits together.
#[derive(Clone, Debug)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    endpoint: Endpoint,
    transport: Transport,
    options: CallOptions,
    limiters: Arc<AppLimiters>,
    clock: Clock,
    on_event: Option<Box<EventListener>>,
}

/// Is told what happens in calls.
pub(crate) type EventListener = dyn Fn(&Event<'_>) + Send + Sync;

impl Client {
    /// Starts a client for `app`, with every option at its default.
    pub fn builder(app: App) -> ClientBuilder {
        ClientBuilder::new(app)
    }

    pub(crate) fn new(
        app: App,
        endpoint: Endpoint,
        transport: Transport,
        options: CallOptions,
        on_event: Option<Box<EventListener>>,
    ) -> Self {
        let limiters = AppLimiters::of(&app);
        let clock = Clock::new();
        Self {
            inner: Arc::new(Inner {
                app,
                endpoint,
                transport,
                options,
                limiters,
                clock,
                on_event,
            }),
        }
    }

    /// Sends an action by the client's options: in its turn, signed, tried again where that is safe.
    ///
    /// Accepted is not reached: look at the reply's [`fail_users`](zegoapi_core::SendCustomCommandReply::fail_users).
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; [`Error::applied`] says whether the call may have taken effect.
    pub fn send<A: Action>(&self, action: A) -> Result<A::Reply, Error> {
        self.send_with(action, self.inner.options, &Cancel::new())
    }

    /// Sends an action by options of its own, and lets another thread cancel it.
    ///
    /// [`Cancel::cancel`] ends it at once, wherever it is: as `NotSent` while nothing may have gone out, else as
    /// `Unknown`.
    ///
    /// # Errors
    ///
    /// As for [`Client::send`].
    pub fn send_with<A: Action>(
        &self,
        action: A,
        options: CallOptions,
        cancel: &Cancel,
    ) -> Result<A::Reply, Error> {
        let limiters = self.inner.limiters.of_this_process();
        let (app, endpoint) = (self.app().clone(), self.endpoint().clone());
        let mut call = Call::new(action, app, endpoint, options, self.now());
        loop {
            // What is over is not signed again, and needs no random bytes.
            let random = match call.state() {
                CallState::Ended => Ok([0; 16]),
                _ => random(),
            };
            let random = match random {
                Ok(random) => random,
                Err(error) => return Err(self.give_up(&mut call, limiters, error)),
            };
            let step = call.next(&mut limiters.lock(), self.now(), &random);
            self.tell_events(&mut call);
            match step? {
                Step::Wait { until_ms } => cancel.sleep_until(self.inner.clock.instant(until_ms)),
                Step::Send { request, timeout_ms } => {
                    self.exchange(&mut call, limiters, &request, timeout_ms, cancel)?;
                }
                Step::Done(outcome) => return outcome,
            }
            if cancel.is_cancelled() {
                call.cancel(&mut limiters.lock(), self.now());
            }
        }
    }

    /// Does what a step says to send, and reports it.
    fn exchange<A: Action>(
        &self,
        call: &mut Call<A>,
        limiters: Shared<'_>,
        request: &Request,
        timeout_ms: u64,
        cancel: &Cancel,
    ) -> Result<(), Error> {
        let call = RefCell::new(call);
        let on_written = |handshake| {
            let written =
                call.borrow_mut()
                    .written(&mut limiters.lock(), self.now(), handshake_ms(handshake));
            // It is refused only when it was told before.
            drop(written);
        };
        let answer = match cancel.begin() {
            Some(exchange) => {
                let attempt = Attempt::within(Duration::from_millis(timeout_ms))
                    .cut(exchange.cut())
                    .on_written(&on_written);
                self.transport().exchange(request, &attempt)
            }
            None => Err(cancelled()),
        };
        let now = self.now();
        let mut limiters = limiters.lock();
        match answer {
            Ok(answer) => call.into_inner().reply(&mut limiters, now, &answer),
            Err(error) => call.into_inner().failed(&mut limiters, now, error),
        }
    }

    /// The end of a call for which the system has no random bytes left.
    fn give_up<A: Action>(&self, call: &mut Call<A>, limiters: Shared<'_>, error: Error) -> Error {
        let error = if call.may_be_applied() {
            Unknown::new(UnknownCause::Broken, "no random bytes for another try").into()
        } else {
            error
        };
        call.cancel(&mut limiters.lock(), self.now());
        error
    }

    /// The application that the client signs for.
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// Where the client's requests go.
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// The options that calls have unless they are given others.
    pub fn options(&self) -> CallOptions {
        self.inner.options
    }

    /// The client's HTTP, for requests that were prepared by other means.
    pub fn transport(&self) -> &Transport {
        &self.inner.transport
    }

    pub(crate) fn now(&self) -> Time {
        self.inner.clock.now()
    }

    pub(crate) fn clock(&self) -> Clock {
        self.inner.clock
    }

    pub(crate) fn limiters(&self) -> MutexGuard<'_, Limiters> {
        self.inner.limiters.lock()
    }

    /// Tells the listener, whose panic costs no more than that.
    pub(crate) fn tell(&self, event: &Event<'_>) {
        if let Some(listener) = &self.inner.on_event {
            let _ = panic::catch_unwind(AssertUnwindSafe(|| listener(event)));
        }
    }

    pub(crate) fn has_listener(&self) -> bool {
        self.inner.on_event.is_some()
    }

    fn tell_events<A: Action>(&self, call: &mut Call<A>) {
        while let Some(event) = call.take_event() {
            self.tell(&event);
        }
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inner")
            .field("app", &self.app)
            .field("endpoint", &self.endpoint)
            .field("transport", &self.transport)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// The end of a call that was cancelled at the last moment.
pub(crate) fn cancelled() -> Error {
    NotSent::new(NotSentCause::Cancelled, "").into()
}

/// What bounds a request's way, for the limiter: the handshake of its connection in whole milliseconds, which is twice
/// the way of a packet, and the time that a busy machine takes to look at what its kernel has received. The kernel alone
/// answers a handshake.
pub(crate) fn handshake_ms(handshake: Option<Duration>) -> Option<u64> {
    const BUSY_MS: u64 = 20;
    handshake.map(|took| millis(took).saturating_add(BUSY_MS))
}
