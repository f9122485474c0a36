//! The capacity of the server: how many calls it serves at one time while others wait.

use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// The calls that are being served.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    busy: Mutex<u32>,
    freed: Notify,
}

/// A call that is being served, until it is dropped.
#[derive(Debug)]
pub(crate) struct Slot<'a>(&'a Slots);

impl Slots {
    /// Waits until fewer than `capacity` calls are being served. The capacity is asked for again
    /// whenever something may have changed; `None` is no limit.
    pub(crate) async fn take(&self, capacity: impl Fn() -> Option<u32>) -> Slot<'_> {
        loop {
            // Listens first and looks then, so that nothing freed in between is missed.
            let freed = self.freed.notified();
            tokio::pin!(freed);
            freed.as_mut().enable();
            if self.try_take(capacity()) {
                return Slot(self);
            }
            freed.await;
        }
    }

    fn try_take(&self, capacity: Option<u32>) -> bool {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let free = capacity.is_none_or(|most| *busy < most);
        *busy += u32::from(free);
        free
    }

    /// Lets those who wait look again.
    pub(crate) fn look_again(&self) {
        self.freed.notify_waiters();
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        *self.0.busy.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.look_again();
    }
}
