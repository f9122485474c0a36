//! Who signs: the AppId, its ServerSecret, the environment, and the account's limits.
//! The secret goes in here and comes out nowhere but as a digest.

use crate::error::{Error, InvalidInput};
use crate::limits::Limits;
use alloc::string::String;
use core::fmt;
use core::num::NonZeroU32;
use zeroize::Zeroizing;

/// An application registered with ZEGOCLOUD, and what is needed to sign for it.
///
/// The ServerSecret never prints, is not serialisable, and is wiped from memory when the value is dropped.
/// Cheap enough to clone, but one per process is the usual thing; shared freely between threads.
#[derive(Clone)]
pub struct App {
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
        Ok(Self {
            app_id,
            server_secret,
            is_test: None,
            limits: Limits::default(),
        })
    }

    /// Sets `IsTest`: `true` for the test environment, `false` for production said outright.
    ///
    /// Only projects created on or before 2021-11-16 have a test environment; all others leave this alone,
    /// and the parameter is then not sent.
    #[must_use]
    pub fn with_is_test(mut self, is_test: bool) -> Self {
        self.is_test = Some(is_test);
        self
    }

    /// Replaces the documented size limits by those of the account.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The AppId.
    pub fn app_id(&self) -> u32 {
        self.app_id.get()
    }

    /// `IsTest` as it is sent; `None` when it is left out.
    pub fn is_test(&self) -> Option<bool> {
        self.is_test
    }

    /// The limits that requests of this application are held to.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn server_secret(&self) -> &str {
        &self.server_secret
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("app_id", &self.app_id)
            .field("server_secret", &"***")
            .field("is_test", &self.is_test)
            .field("limits", &self.limits)
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
