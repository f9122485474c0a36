//! Who signs: the AppId, its ServerSecret, the environment, and the account's limits.
//! The secret goes in here and comes out nowhere but as a digest.

use crate::action::{Quota, Rate};
use crate::clock::ServerClock;
use crate::error::{Error, InvalidInput};
use crate::limits::Limits;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt;
use core::num::NonZeroU32;
use core::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use once_cell::race::OnceBox;
use zeroize::Zeroizing;

/// An application registered with ZEGOCLOUD, and what is needed to sign for it.
///
/// The ServerSecret never prints, is not serialisable, and is wiped from memory when the last clone is dropped.
/// Clones are cheap and stand for the same application, also those that [`App::with_limits`] and the like have
/// changed: they share what was learned of the server's clock, and the rate limits. Shared freely between threads.
#[derive(Clone)]
pub struct App {
    account: Arc<Account>,
    shared: Arc<Shared>,
}

#[derive(Clone)]
struct Account {
    app_id: NonZeroU32,
    server_secret: Zeroizing<String>,
    is_test: Option<bool>,
    limits: Limits,
    /// What the account may do of single actions, in calls a second.
    raised: Vec<(Box<str>, u32)>,
}

/// What all clones have in common.
#[derive(Default)]
struct Shared {
    clock: ServerClock,
    calls: AtomicU64,
    sequence: AtomicI64,
    /// What the driver keeps for the application.
    driver: OnceBox<Arc<dyn Any + Send + Sync>>,
}

impl App {
    /// An application by its AppId and ServerSecret, as the vendor's console shows them.
    ///
    /// Pass the secret as an owned `String` to keep the only copy inside the `App`.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when `app_id` is 0, or when `server_secret` is empty or holds white space or
    /// control characters (a newline that came along from a file is the usual one).
    pub fn new(app_id: u32, server_secret: impl Into<String>) -> Result<Self, Error> {
        let server_secret = Zeroizing::new(server_secret.into());
        let app_id = NonZeroU32::new(app_id).ok_or(InvalidInput::too_small("app_id", 1, 0))?;
        if server_secret.is_empty() {
            return Err(InvalidInput::too_small("server_secret", 1, 0).into());
        }
        if server_secret.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let expected = "text without white space or control characters (a newline from a file?)";
            return Err(InvalidInput::malformed("server_secret", expected, server_secret.len()).into());
        }
        let account = Account {
            app_id,
            server_secret,
            is_test: None,
            limits: Limits::default(),
            raised: Vec::new(),
        };
        Ok(Self {
            account: Arc::new(account),
            shared: Arc::default(),
        })
    }

    /// Sets `IsTest`: `true` for the test environment, `false` for production said outright.
    ///
    /// Only projects created on or before 2021-11-16 have a test environment; all others leave this alone,
    /// and the parameter is then not sent.
    #[must_use]
    pub fn with_is_test(mut self, is_test: bool) -> Self {
        Arc::make_mut(&mut self.account).is_test = Some(is_test);
        self
    }

    /// Replaces the documented limits by those of the account.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        Arc::make_mut(&mut self.account).limits = limits;
        self
    }

    /// The AppId.
    pub fn app_id(&self) -> u32 {
        self.account.app_id.get()
    }

    /// `IsTest` as it is sent; `None` when it is left out.
    pub fn is_test(&self) -> Option<bool> {
        self.account.is_test
    }

    /// The limits that requests of this application are held to.
    pub fn limits(&self) -> &Limits {
        &self.account.limits
    }

    /// Says how many calls a second of one action the account may make, where the vendor's support has raised the
    /// documented number (or where this process is to use only a part of it).
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the number is 0.
    pub fn with_calls_per_second(mut self, action: &str, calls: u32) -> Result<Self, Error> {
        if calls == 0 {
            return Err(InvalidInput::unsuitable("calls_per_second", "1 or more").into());
        }
        let raised = &mut Arc::make_mut(&mut self.account).raised;
        raised.retain(|(name, _)| **name != *action);
        raised.push((action.into(), calls));
        Ok(self)
    }

    /// How many calls a second of one action were said with [`App::with_calls_per_second`]; `None` for the
    /// documented number.
    pub fn calls_per_second(&self, action: &str) -> Option<u32> {
        let raised = self.account.raised.iter();
        raised
            .filter(|(name, _)| **name == *action)
            .map(|(_, calls)| *calls)
            .next()
    }

    /// The quota of an action for the whole application in its environment.
    pub(crate) fn quota(&self, action: &str, rate: Rate) -> Quota {
        let documented = match rate.app_in_test {
            Some(quota) if self.is_test() == Some(true) => quota,
            _ => rate.app,
        };
        self.calls_per_second(action)
            .map_or(documented, Quota::per_second)
    }

    /// How many seconds the server's clock is ahead of this machine's, as far as is known; 0 to begin with.
    /// A [`Call`](crate::Call) learns it from the server's `Date` when the server refuses a timestamp, and keeps it
    /// once the server has accepted a call with it.
    pub fn clock_offset_s(&self) -> i32 {
        self.shared.clock.offset_s()
    }

    /// Sets the clock's offset, for all clones of this application.
    pub fn set_clock_offset_s(&self, seconds: i32) {
        self.shared.clock.set_offset_s(seconds);
    }

    pub(crate) fn clock(&self) -> &ServerClock {
        &self.shared.clock
    }

    /// What a driver keeps for the application and all its clones, such as the [`Limiters`](crate::Limiters) behind a
    /// lock of its own: made by the first that asks. There is one for each application; `None` when another driver has
    /// put a value of another type there.
    pub fn driver_state<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Option<Arc<T>> {
        let state = self.shared.driver.get_or_init(|| Box::new(Arc::new(make())));
        Arc::clone(state).downcast().ok()
    }

    /// A number for a new call, from 1.
    pub(crate) fn next_call_number(&self) -> u64 {
        self.shared.calls.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// A `Sequence` larger than all before it: the time in milliseconds, or one more than the last.
    pub(crate) fn next_sequence(&self, unix_ms: i64) -> i64 {
        let next = |last: i64| unix_ms.max(last.saturating_add(1));
        let sequence = &self.shared.sequence;
        let last = sequence.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last)));
        last.map_or(unix_ms, next)
    }

    pub(crate) fn server_secret(&self) -> &str {
        &self.account.server_secret
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("app_id", &self.app_id())
            .field("server_secret", &"***")
            .field("is_test", &self.is_test())
            .field("limits", self.limits())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    #[test]
    fn the_secret_does_not_print() {
        let app = App::new(1, "9193cc662a4c0ec135ec71fb57194b38").unwrap();
        assert!(!format!("{app:?} {app:#?}").contains("9193cc"));
    }

    #[test]
    fn a_sequence_grows_whatever_the_clock_does() {
        let app = App::new(1, "s").unwrap();
        let clone = app.clone().with_is_test(true);
        let sequences = [
            app.next_sequence(1000),
            clone.next_sequence(1000),
            app.next_sequence(500),
            clone.next_sequence(2000),
        ];
        assert_eq!(sequences, [1000, 1001, 1002, 2000]);
    }

    #[test]
    fn a_driver_finds_its_state_in_every_clone() {
        let app = App::new(1, "s").unwrap();
        let state = app.driver_state(|| 7_u32).unwrap();
        let other = app.clone().with_is_test(true).driver_state(|| 8_u32).unwrap();
        assert_eq!((*state, *other), (7, 7));
        assert!(app.driver_state(|| "another driver's").is_none());
    }

    #[test]
    fn refuses_what_cannot_sign() {
        for (app_id, secret, field) in [
            (0, "s", "app_id"),
            (1, "", "server_secret"),
            (1, "s\n", "server_secret"),
            (1, " ", "server_secret"),
        ] {
            let Err(Error::InvalidInput(e)) = App::new(app_id, secret) else {
                panic!("{app_id} {secret:?}")
            };
            assert_eq!(e.field(), field);
        }
    }
}
