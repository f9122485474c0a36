//! What the handle can do with callbacks.

use std::io;
use std::sync::PoisonError;
use std::time::Duration;

use super::fault::{CallbackFault, CallbackFaults, PendingCallbackFault};
use super::settings::CallbackSettings;
use crate::simulator::Simulator;

impl Simulator {
    /// Sets where callbacks go from now on, and how. Fails, and changes nothing, when a URL is none or
    /// an event is never fired.
    pub fn set_callbacks(&self, settings: CallbackSettings) -> io::Result<()> {
        settings.check()?;
        self.shared.state().callbacks.settings = settings;
        Ok(())
    }

    /// The secret that callbacks are signed with.
    pub fn callback_secret(&self) -> String {
        self.shared.state().callbacks.settings.secret.clone()
    }

    /// Lets a fault strike the next `count` callbacks that it matches.
    pub fn fail_next_callback(&self, fault: impl Into<CallbackFault>, count: u32) {
        self.shared.state().callbacks.faults.add(fault.into(), count);
    }

    /// The faults of callbacks that are still to strike.
    pub fn callback_faults(&self) -> Vec<PendingCallbackFault> {
        self.shared.state().callbacks.faults.pending().to_vec()
    }

    /// Forgets all faults of callbacks. Those that struck one already run on.
    pub fn clear_callback_faults(&self) {
        self.shared.state().callbacks.faults = CallbackFaults::default();
    }

    /// Waits until each callback that was fired is delivered or lost; false when the time is up before.
    pub fn wait_for_callbacks(&self, timeout: Duration) -> bool {
        let state = self.shared.state();
        let waited = self
            .shared
            .changed()
            .wait_timeout_while(state, timeout, |state| state.callbacks.under_way > 0);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.callbacks.under_way == 0
    }
}
