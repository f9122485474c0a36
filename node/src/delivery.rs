//! The way back to the event loop: what the dispatcher's threads have to say, as calls of one JavaScript
//! function. It keeps the process alive only while JavaScript says that something is pending.

use crate::output;
use napi::bindgen_prelude::{FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, Status};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use zegoapi_client::Progress;

/// What JavaScript's function is called with: a number that says whom it concerns, and a text.
pub(crate) type Arguments = FnArgs<(f64, String)>;

type Listener = ThreadsafeFunction<Message, (), Arguments, Status, false, true>;

enum Message {
    Text { to: f64, text: String },
    Progress { to: f64, latest: Arc<Latest> },
}

/// The number of events; sends have positive ones.
const EVENTS: f64 = 0.0;

/// The JavaScript function, to be called from any thread.
pub(crate) struct Delivery {
    /// Written only to say whether it keeps the process alive.
    listener: RwLock<Listener>,
}

/// The latest progress of a fan-out. However fast that goes, one message at most is on its way.
pub(crate) struct Latest {
    progress: Mutex<Progress>,
    on_its_way: AtomicBool,
}

impl Delivery {
    pub(crate) fn new(function: &Function<'_, Arguments, ()>) -> napi::Result<Self> {
        let listener = function
            .build_threadsafe_function::<Message>()
            .weak::<true>()
            .build_callback(|context| Ok(context.value.arguments()))?;
        Ok(Self {
            listener: RwLock::new(listener),
        })
    }

    /// Keeps the process alive from now on, or no longer.
    #[allow(deprecated, reason = "napi has no other way to go back and forth")]
    pub(crate) fn keep_alive(&self, env: &Env, alive: bool) -> napi::Result<()> {
        let mut listener = self.listener.write().unwrap_or_else(PoisonError::into_inner);
        if alive {
            listener.refer(env)
        } else {
            listener.unref(env)
        }
    }

    /// Tells whoever waits under this number.
    pub(crate) fn tell(&self, to: f64, text: String) {
        self.queue(Message::Text { to, text });
    }

    pub(crate) fn tell_event(&self, text: String) {
        self.tell(EVENTS, text);
    }

    pub(crate) fn tell_progress(&self, to: f64, latest: &Arc<Latest>, progress: Progress) {
        *latest.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
        if !latest.on_its_way.swap(true, Ordering::AcqRel) {
            self.queue(Message::Progress {
                to,
                latest: Arc::clone(latest),
            });
        }
    }

    fn queue(&self, message: Message) {
        let listener = self.listener.read().unwrap_or_else(PoisonError::into_inner);
        // The queue has no limit, so this fails only when the event loop is gone, and its promises with it.
        listener.call(message, ThreadsafeFunctionCallMode::NonBlocking);
    }
}

impl Latest {
    pub(crate) fn new(progress: Progress) -> Arc<Self> {
        Arc::new(Self {
            progress: Mutex::new(progress),
            on_its_way: AtomicBool::new(false),
        })
    }

    fn take(&self) -> Progress {
        // First this, so that progress that comes in between is told by a message of its own.
        self.on_its_way.store(false, Ordering::Release);
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Message {
    /// Runs on the event loop.
    fn arguments(self) -> Arguments {
        match self {
            Self::Text { to, text } => (to, text).into(),
            Self::Progress { to, latest } => (
                to,
                format!("{{\"progress\":{}}}", output::progress(latest.take())),
            )
                .into(),
        }
    }
}
