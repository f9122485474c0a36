//! Who signs: the AppId, its ServerSecret, the environment, and the account's limits.
//! The secret goes in here and comes out nowhere but as a digest.

use crate::error::{Error, InvalidInput};
use crate::limits::Limits;
use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;
use core::num::NonZeroU32;
use core::sync::atomic::{AtomicI32, Ordering};
use zeroize::Zeroizing;

/// An application registered with ZEGOCLOUD, and what is needed to sign for it.
///
/// The ServerSecret never prints, is not serialisable, and is wiped from memory when the last clone is dropped.
/// Clones are cheap and stand for the same application; shared freely between threads.
#[derive(Clone)]
pub struct App {
    account: Arc<Account>,
    /// How far the server's clock is ahead of this machine's; shared by all clones.
    clock_offset_s: Arc<AtomicI32>,
}

#[derive(Clone)]
struct Account {
    app_id: NonZeroU32,
    server_secret: Zeroizing<String>,
    is_test: Option<bool>,
    limits: Limits,
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
        };
        Ok(Self {
            account: Arc::new(account),
            clock_offset_s: Arc::default(),
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

    /// How many calls a second the application may make: the account's limit, or else the documented one, 100,
    /// and 10 in the test environment.
    pub fn calls_per_second(&self) -> u32 {
        let documented = if self.is_test() == Some(true) { 10 } else { 100 };
        self.limits().calls_per_second.unwrap_or(documented)
    }

    /// How many seconds the server's clock is ahead of this machine's, as far as is known; 0 to begin with.
    /// A [`Call`](crate::Call) learns it from the server's `Date` when the server refuses a timestamp.
    pub fn clock_offset_s(&self) -> i32 {
        self.clock_offset_s.load(Ordering::Relaxed)
    }

    /// Sets the clock's offset, for all clones of this application.
    pub fn set_clock_offset_s(&self, seconds: i32) {
        self.clock_offset_s.store(seconds, Ordering::Relaxed);
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
