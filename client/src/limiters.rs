//! The rate limits of an application in this process: one set of limiters behind one lock, found through the `App`,
//! so that clients, dispatchers, fan-outs and calls that a program drives itself all share it.

use crate::per_process::PerProcess;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zegoapi_core::{App, Limiters};

/// The [`Limiters`] of an application. Everything that is made with one [`App`] or its clones finds the same ones.
///
/// A forked child has limiters of its own. Any number of threads may use it at once; the lock is held for a few
/// microseconds, and nothing of the caller's runs under it.
#[derive(Debug)]
pub struct AppLimiters {
    limiters: PerProcess<Mutex<Limiters>>,
}

impl AppLimiters {
    /// The limiters of this application.
    pub fn of(app: &App) -> Arc<Self> {
        let new = || Self {
            limiters: PerProcess::new(Mutex::default()),
        };
        // An application that another driver has taken is limited apart from that.
        app.driver_state(new).unwrap_or_else(|| Arc::new(new()))
    }

    /// The limiters, for one question or report: let go of them before doing anything else.
    pub fn lock(&self) -> MutexGuard<'_, Limiters> {
        self.of_this_process().lock()
    }

    /// The same for whoever asks several times in a row: which process this is is looked up once.
    pub(crate) fn of_this_process(&self) -> Shared<'_> {
        Shared(self.limiters.get(Mutex::default))
    }
}

/// The limiters that this process's calls share.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'l>(&'l Mutex<Limiters>);

impl<'l> Shared<'l> {
    pub(crate) fn lock(self) -> MutexGuard<'l, Limiters> {
        // They are whole after each call, whatever happened to the thread that made one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_and_other_applications_do_not() {
        let app = || App::new(1, "s").unwrap();
        let (one, other) = (app(), app());
        let limiters = AppLimiters::of(&one);
        assert!(Arc::ptr_eq(
            &limiters,
            &AppLimiters::of(&one.clone().with_is_test(true))
        ));
        assert!(!Arc::ptr_eq(&limiters, &AppLimiters::of(&other)));
    }
}
