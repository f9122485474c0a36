//! What a simulator is started with, and what of it can be changed while it runs.
//! The defaults are the documented rules.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::callbacks::settings::CallbackSettings;
use crate::clock::Clock;
use crate::codes;

/// What a simulator is started with. Ports of 0 are chosen by the system.
#[derive(Debug, Clone)]
pub struct Config {
    /// Port of the API over plain HTTP.
    pub http_port: u16,
    /// Port of the API over TLS.
    pub https_port: u16,
    /// Port of the admin API.
    pub admin_port: u16,
    /// The apps that are known at the start; the first is the default app.
    pub apps: Vec<AppConfig>,
    /// Rooms at the start, each with the users in it.
    pub rooms: BTreeMap<String, Vec<String>>,
    /// Host names that are right besides loopback's and the vendor's own; the certificate names them too.
    pub hosts: Vec<String>,
    /// The limits.
    pub limits: Limits,
    /// The rest of the behaviour.
    pub settings: Settings,
    /// The clock.
    pub clock: Clock,
    /// Where callbacks go. What is there at the start is not told.
    pub callbacks: CallbackSettings,
    /// Whether to keep each message and nonce. Off, long load runs stay small; then no messages can
    /// be read, and repeated nonces and contents are not counted.
    pub record: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            http_port: 0,
            https_port: 0,
            admin_port: 0,
            apps: vec![AppConfig::new(1_234_567_890, "5ec2e7f0a11e9d0c5ec2e7f0a11e9d0c")],
            rooms: BTreeMap::new(),
            hosts: Vec::new(),
            limits: Limits::default(),
            settings: Settings::default(),
            clock: Clock::default(),
            callbacks: CallbackSettings::default(),
            record: true,
        }
    }
}

/// An app as the vendor's console would know it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent switches, each with its own return code"
)]
pub struct AppConfig {
    /// The `AppId`.
    pub app_id: u32,
    /// The secret that requests are signed with. Never a real one.
    pub server_secret: String,
    /// Off: 100000011, no configuration for the app.
    #[serde(default = "yes")]
    pub configured: bool,
    /// Off: 100000016 unless `IsTest=true`.
    #[serde(default = "yes")]
    pub production: bool,
    /// Off: 100000017, the service is not enabled.
    #[serde(default = "yes")]
    pub service_enabled: bool,
    /// Off: 9, no permission for the action.
    #[serde(default = "yes")]
    pub permitted: bool,
}

fn yes() -> bool {
    true
}

impl AppConfig {
    /// An app that may do everything.
    pub fn new(app_id: u32, server_secret: impl Into<String>) -> AppConfig {
        AppConfig {
            app_id,
            server_secret: server_secret.into(),
            configured: true,
            production: true,
            service_enabled: true,
            permitted: true,
        }
    }
}

impl fmt::Debug for AppConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppConfig")
            .field("app_id", &self.app_id)
            .field("configured", &self.configured)
            .field("production", &self.production)
            .field("service_enabled", &self.service_enabled)
            .field("permitted", &self.permitted)
            .finish_non_exhaustive()
    }
}

/// Rates of one action, where they differ from the documented ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActionLimits {
    /// Calls that an app may make in one window; the documented number when `None`.
    pub calls_per_second: Option<u32>,
    /// The same with `IsTest=true`.
    pub test_calls_per_second: Option<u32>,
    /// Calls that an app may make for one room in one window, or in the time that is documented for
    /// the action's rooms, which is ten windows for `DescribeSimpleStreamList`.
    pub room_calls: Option<u32>,
}

/// Sizes, rates and the signature's lifetime.
///
/// Each action has its own rates, those that the vendor documents; calls to one never count against
/// another. A window slides: a call is judged by those of the same app to the same action in the
/// `window_ms` before it that were not refused by the rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Calls to `SendCustomCommand` that an app may make in one window (206).
    pub calls_per_second: u32,
    /// The same with `IsTest=true`, counted apart.
    pub test_calls_per_second: u32,
    /// Calls to `SendCustomCommand` that an app may make in one window for one room (207); no limit
    /// when `None`.
    pub room_calls_per_second: Option<u32>,
    /// Rates of actions, by name, in place of the documented ones and of the three above.
    pub actions: BTreeMap<String, ActionLimits>,
    /// The window's width in milliseconds; rates per second are rates per window.
    pub window_ms: u64,
    /// Seconds that a timestamp may be off, either way (100000004).
    pub timestamp_seconds: u64,
    /// Bytes in a `RoomId` (3).
    pub room_id_bytes: usize,
    /// Bytes in a `MessageContent` (50012).
    pub content_bytes: usize,
    /// Values of `ToUserId[]` (50011).
    pub users_per_call: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            calls_per_second: 100,
            test_calls_per_second: 10,
            room_calls_per_second: None,
            actions: BTreeMap::new(),
            window_ms: 1000,
            timestamp_seconds: 600,
            room_id_bytes: 128,
            content_bytes: 1024,
            users_per_call: 10,
        }
    }
}

/// Behaviour that is no limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The code for a room with nobody in it: 104, 5024 or 50001.
    pub room_missing_code: i32,
    /// Milliseconds that every answer is late: the call is counted and acted on before.
    pub answer_delay_ms: u64,
    /// Calls that are served at one time; others wait, counted already but not acted on. No limit
    /// when `None`.
    pub capacity: Option<u32>,
    /// Milliseconds after which an idle connection is closed.
    pub idle_timeout_ms: u64,
    /// Whether answers carry `Keep-Alive: timeout=N`, N being the idle time in whole seconds.
    pub keep_alive_header: bool,
    /// Whether each answer is the last of its connection (`Connection: close`).
    pub close_after_answer: bool,
    /// Whether `+` in a query is a space, as in forms.
    pub plus_is_space: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            room_missing_code: codes::ROOM_MISSING,
            answer_delay_ms: 0,
            capacity: None,
            idle_timeout_ms: 60_000,
            keep_alive_header: false,
            close_after_answer: false,
            plus_is_space: true,
        }
    }
}
