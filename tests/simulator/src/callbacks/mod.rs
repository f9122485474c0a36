//! Callbacks: what happens in rooms, told to the user's URLs as the vendor tells it, signed and with
//! its retries.

pub(crate) mod delivery;
pub(crate) mod event;
pub(crate) mod fault;
mod handle;
mod letter;
pub(crate) mod post;
pub(crate) mod reason;
pub(crate) mod settings;

use tokio::sync::mpsc;

use crate::config::Config;
use crate::counters::CallbackCounters;
use crate::state::State;
use delivery::Fired;
use event::Event;
use fault::CallbackFaults;
use settings::CallbackSettings;

/// Where to, what goes wrong, and what is under way.
#[derive(Debug)]
pub(crate) struct Callbacks {
    pub(crate) settings: CallbackSettings,
    pub(crate) faults: CallbackFaults,
    /// Those that are neither delivered nor lost.
    pub(crate) under_way: u64,
    /// Whose rooms these are: the default app, since all apps share them.
    app_id: u32,
    /// Grows when the simulator goes back to its start.
    run: u64,
    outbox: mpsc::UnboundedSender<Fired>,
}

impl Callbacks {
    pub(crate) fn new(config: &Config, outbox: mpsc::UnboundedSender<Fired>) -> Callbacks {
        Callbacks {
            settings: config.callbacks.clone(),
            faults: CallbackFaults::default(),
            under_way: 0,
            app_id: config.apps.first().map_or(0, |app| app.app_id),
            run: 0,
            outbox,
        }
    }

    /// As at the start; what is under way is sent no more.
    pub(crate) fn anew(&self, config: &Config) -> Callbacks {
        Callbacks {
            run: self.run + 1,
            ..Callbacks::new(config, self.outbox.clone())
        }
    }

    pub(crate) fn is_of_this_run(&self, fired: &Fired) -> bool {
        self.run == fired.run
    }
}

impl State {
    /// Sends a callback on its way, if its event has a URL.
    pub(crate) fn fire(&mut self, event: Event) {
        let callbacks = &mut self.callbacks;
        let Some(target) = callbacks.settings.target(event.name) else {
            return;
        };
        let plan = callbacks.faults.plan(&event);
        let sums = &mut self.tally.sums;
        sums.faults += plan.struck;
        sums.callbacks.entry(event.name.to_owned()).or_default().fired += 1;
        callbacks.under_way += 1;
        // The other end is there as long as the simulator runs.
        let _ = callbacks.outbox.send(Fired {
            event,
            plan,
            target,
            settings: callbacks.settings.clone(),
            app_id: callbacks.app_id,
            timestamp: self.clock.judged(),
            epoch: self.epoch,
            run: callbacks.run,
        });
    }

    /// Where a callback is counted, unless the counts have been forgotten since.
    fn callback_counters(&mut self, fired: &Fired) -> Option<&mut CallbackCounters> {
        let counted = self.epoch == fired.epoch;
        counted.then(|| {
            let all = &mut self.tally.sums.callbacks;
            all.entry(fired.event.name.to_owned()).or_default()
        })
    }

    fn end_callback(&mut self, fired: &Fired, is_delivered: bool) {
        if self.callbacks.is_of_this_run(fired) {
            self.callbacks.under_way -= 1;
        }
        if let Some(counters) = self.callback_counters(fired) {
            counters.delivered += u64::from(is_delivered);
            counters.lost += u64::from(!is_delivered);
        }
    }
}
