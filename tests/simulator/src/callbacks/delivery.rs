//! Sending what was fired: in order to each URL as long as its receiver is quick, once more after
//! each wait while it is not taken, and counted.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio_rustls::TlsConnector;

use super::event::Event;
use super::fault::Plan;
use super::letter::{Letter, Sender};
use super::post::{Target, post};
use super::settings::CallbackSettings;
use crate::shared::Shared;

/// How long a callback waits for the first try of the one before it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one that is to come after the next waits for that.
const HELD: Duration = Duration::from_secs(10);

/// A callback on its way.
#[derive(Debug)]
pub(crate) struct Fired {
    pub(crate) event: Event,
    pub(crate) plan: Plan,
    pub(crate) target: Target,
    /// As they stood.
    pub(crate) settings: CallbackSettings,
    pub(crate) app_id: u32,
    /// Unix seconds.
    pub(crate) timestamp: i64,
    /// When it is counted: until counts are forgotten.
    pub(crate) epoch: u64,
    /// When it is sent: until the simulator goes back to its start.
    pub(crate) run: u64,
}

/// Ends when the first try of a callback does.
type FirstTry = watch::Receiver<()>;

/// When the first try begins.
enum Turn {
    Now,
    After(FirstTry),
    AfterNext(oneshot::Receiver<FirstTry>),
}

impl Turn {
    /// A first try is over when its sender is gone, and so is a wait that lasts too long.
    async fn come(self) {
        match self {
            Turn::Now => (),
            Turn::After(mut before) => drop(tokio::time::timeout(PATIENCE, before.changed()).await),
            Turn::AfterNext(next) => {
                if let Ok(Ok(mut next)) = tokio::time::timeout(HELD, next).await {
                    drop(tokio::time::timeout(HELD, next.changed()).await);
                }
            }
        }
    }
}

/// Sends what is fired, for ever.
pub(crate) async fn run(shared: Arc<Shared>, tls: TlsConnector, mut fired: mpsc::UnboundedReceiver<Fired>) {
    let mut turns = Turns::default();
    while let Some(fired) = fired.recv().await {
        let (trying, first_try) = watch::channel(());
        let turn = turns.of(&fired, first_try);
        tokio::spawn(deliver(Arc::clone(&shared), tls.clone(), fired, turn, trying));
    }
}

/// The order of first tries, by URL.
#[derive(Default)]
struct Turns {
    last: HashMap<String, FirstTry>,
    held: HashMap<String, Vec<oneshot::Sender<FirstTry>>>,
}

impl Turns {
    fn of(&mut self, fired: &Fired, first_try: FirstTry) -> Turn {
        let url = &fired.target.url;
        if fired.plan.is_after_next {
            let (sender, next) = oneshot::channel();
            self.held.entry(url.clone()).or_default().push(sender);
            return Turn::AfterNext(next);
        }
        if fired.plan.delay_ms > 0 || fired.plan.is_lost {
            return Turn::Now;
        }
        for held in self.held.remove(url).unwrap_or_default() {
            // One that waited too long is gone.
            let _ = held.send(first_try.clone());
        }
        self.last
            .insert(url.clone(), first_try)
            .map_or(Turn::Now, Turn::After)
    }
}

async fn deliver(
    shared: Arc<Shared>,
    tls: TlsConnector,
    fired: Fired,
    turn: Turn,
    trying: watch::Sender<()>,
) {
    let Fired { plan, settings, .. } = &fired;
    pause(settings.delay_ms.saturating_add(plan.delay_ms)).await;
    turn.come().await;
    let mut trying = Some(trying);
    let mut letter = fired.letter(fired.timestamp);
    let tries = if plan.is_lost {
        0
    } else {
        settings.retry_waits_ms.len() + 1
    };
    for number in 0..tries {
        if let Some(wait) = number
            .checked_sub(1)
            .and_then(|last| settings.retry_waits_ms.get(last))
        {
            pause(*wait).await;
            if settings.sign_each_try {
                letter = fired.letter(shared.state().clock.judged());
            }
        }
        let Some(is_taken) = attempt(&shared, &tls, &fired, &letter, number > 0).await else {
            return;
        };
        if is_taken && plan.is_twice {
            attempt(&shared, &tls, &fired, &letter, false).await;
        }
        drop(trying.take());
        if is_taken {
            return shared.end_callback(&fired, true);
        }
    }
    shared.end_callback(&fired, false);
}

/// Posts it and counts that; whether it was taken, `None` when it is not to be sent any more.
async fn attempt(
    shared: &Shared,
    tls: &TlsConnector,
    fired: &Fired,
    letter: &Letter,
    is_retry: bool,
) -> Option<bool> {
    if !shared.state().callbacks.is_of_this_run(fired) {
        return None;
    }
    let limit = Duration::from_millis(fired.settings.timeout_ms);
    let status = post(&fired.target, letter, tls, limit).await;
    if let Some(counters) = shared.state().callback_counters(fired) {
        counters.tries += 1;
        counters.retried += u64::from(is_retry);
        counters.last_status = status;
    }
    Some(status.is_some_and(|status| (200..300).contains(&status)))
}

async fn pause(ms: u64) {
    if ms > 0 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

impl Fired {
    fn letter(&self, timestamp: i64) -> Letter {
        let sender = Sender {
            app_id: self.app_id,
            secret: &self.settings.secret,
            timestamp,
        };
        Letter::write(&self.event, sender, self.plan.look)
    }
}

impl Shared {
    fn end_callback(&self, fired: &Fired, is_delivered: bool) {
        self.state().end_callback(fired, is_delivered);
        self.announce();
    }
}
