//! Where callbacks go, what they are signed with, and how often and how late they are sent.

use std::collections::BTreeMap;
use std::{fmt, io};

use serde::{Deserialize, Serialize};

use super::post::Target;

/// The events that the simulator fires.
pub(crate) const EVENTS: [&str; 6] = [
    "room_create",
    "room_close",
    "room_login",
    "room_logout",
    "stream_create",
    "stream_close",
];

/// Where callbacks go, and how. The defaults are what the vendor documents, where it does; without a
/// URL nothing is sent.
///
/// A callback keeps the settings that stood when it was fired. It goes to its URL and nowhere else:
/// no redirect is followed and no proxy is used. The certificate of an `https` URL is not checked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallbackSettings {
    /// Where the events go that are not in `urls`.
    pub url: Option<String>,
    /// Where single events go, by the event's name.
    pub urls: BTreeMap<String, String>,
    /// The `CallbackSecret` that they are signed with. Never a real one.
    pub secret: String,
    /// Milliseconds that each one leaves after what it tells of.
    pub delay_ms: u64,
    /// Milliseconds to wait for an answer, connecting included.
    pub timeout_ms: u64,
    /// Milliseconds from a try that was not answered with a status of 200 to 299 to the next one.
    /// There are as many further tries as waits; after the last the callback is lost.
    pub retry_waits_ms: Vec<u64>,
    /// Whether each further try has a timestamp and a nonce of its own. Off, it repeats the first one
    /// byte for byte; the vendor does not say which it does.
    pub sign_each_try: bool,
}

impl Default for CallbackSettings {
    fn default() -> Self {
        CallbackSettings {
            url: None,
            urls: BTreeMap::new(),
            secret: "ca11bac4f00d5ec2ca11bac4f00d5ec2".to_owned(),
            delay_ms: 0,
            timeout_ms: 5000,
            retry_waits_ms: vec![2000, 4000, 8000, 16_000, 32_000],
            sign_each_try: false,
        }
    }
}

impl fmt::Debug for CallbackSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackSettings")
            .field("url", &self.url)
            .field("urls", &self.urls)
            .field("delay_ms", &self.delay_ms)
            .field("timeout_ms", &self.timeout_ms)
            .field("retry_waits_ms", &self.retry_waits_ms)
            .field("sign_each_try", &self.sign_each_try)
            .finish_non_exhaustive()
    }
}

impl CallbackSettings {
    /// An error of kind `InvalidInput` says what is wrong with them.
    pub(crate) fn check(&self) -> io::Result<()> {
        let urls = self.url.iter().chain(self.urls.values());
        self.urls
            .keys()
            .try_for_each(|event| check_event(event))
            .and_then(|()| {
                urls.map(|url| Target::parse(url))
                    .try_for_each(|target| target.map(drop))
            })
            .map_err(|reason| io::Error::new(io::ErrorKind::InvalidInput, reason))
    }

    /// Where an event goes.
    pub(crate) fn target(&self, event: &str) -> Option<Target> {
        let url = self.urls.get(event).or(self.url.as_ref())?;
        Target::parse(url).ok()
    }
}

/// Refuses the name of an event that is never fired.
pub(crate) fn check_event(event: &str) -> Result<(), String> {
    if EVENTS.contains(&event) {
        Ok(())
    } else {
        Err(format!("no event {event:?} is fired, only {}", EVENTS.join(", ")))
    }
}
