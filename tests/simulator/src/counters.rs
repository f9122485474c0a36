//! What the server saw, so that a test can judge a client from the other side.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::window::Peak;

/// Everything that was counted. Only the API's listeners are counted, not the admin one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Calls, that is, requests to `/` other than HEAD.
    pub calls: u64,
    /// Other requests.
    pub other_requests: u64,
    /// Replies by code, whether a rule or a fault gave it.
    pub codes: BTreeMap<i32, u64>,
    /// Calls by action; `""` stands for none.
    pub actions: BTreeMap<String, u64>,
    /// Calls with a right signature, by app.
    pub apps: BTreeMap<u32, AppCounters>,
    /// Calls refused by the simulator's own rule for the app's rate: with 206, or the like of other
    /// groups of actions.
    pub refused_by_quota: u64,
    /// Calls refused by the simulator's own rule for the room's rate, likewise.
    pub refused_by_room_quota: u64,
    /// Nonces that an app had sent before.
    pub repeated_nonces: u64,
    /// Nonces that are not 16 hexadecimal characters.
    pub malformed_nonces: u64,
    /// Parameters that look like a known one but are ignored, such as `ToUserId` or `ToUserId[0]`.
    pub misspelt_parameters: u64,
    /// Times that a fault struck a call, a connection or a callback.
    pub faults: u64,
    /// How often each content was acted on: delivered to whoever was there.
    pub acted_on: BTreeMap<String, u64>,
    /// Messages heard, by room and user.
    pub delivered: Vec<Delivered>,
    /// Messages heard, by room, user and content.
    pub received: Vec<Received>,
    /// Connections accepted.
    pub connections_accepted: u64,
    /// Connections open now.
    pub connections_open: u64,
    /// Connections closed for being idle.
    pub connections_idled_out: u64,
    /// TLS handshakes completed.
    pub tls_handshakes: u64,
    /// The most requests that were in progress at one time.
    pub peak_concurrent_requests: u64,
    /// Callbacks by event; only those that had a URL.
    #[serde(default)]
    pub callbacks: BTreeMap<String, CallbackCounters>,
}

/// Callbacks of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackCounters {
    /// Callbacks that were sent on their way.
    pub fired: u64,
    /// Requests made with them, whatever was answered.
    pub tries: u64,
    /// Of these, the ones made because the try before was not answered with a status of 200 to 299.
    pub retried: u64,
    /// Callbacks that were answered with such a status.
    pub delivered: u64,
    /// Callbacks that are not tried any more.
    pub lost: u64,
    /// Status of the last try's answer; `None` when there was no answer.
    pub last_status: Option<u16>,
}

/// Calls of one app, those with a right signature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppCounters {
    /// Calls that arrived.
    pub calls: u64,
    /// The most that arrived in any window (of one second, unless set otherwise), with those refused.
    pub max_calls_in_window: u64,
    /// Calls refused for the app's rate.
    pub refused_by_quota: u64,
    /// The same by action; only those that exist, called with the right method.
    #[serde(default)]
    pub actions: BTreeMap<String, ActionCounters>,
}

/// Calls of one app to one action, those with a right signature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionCounters {
    /// Calls that arrived, whatever came of them.
    pub arrived: u64,
    /// Calls that were acted on: no rule of the simulator refused them.
    pub accepted: u64,
    /// Calls refused for the app's rate.
    pub refused_by_quota: u64,
    /// Calls refused for the room's rate.
    pub refused_by_room_quota: u64,
    /// The most that arrived in any window, of both environments and with those refused.
    pub max_calls_in_window: u64,
}

/// Messages that a user heard in a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The room.
    pub room_id: String,
    /// The user.
    pub user_id: String,
    /// How many.
    pub count: u64,
}

/// How often a user heard a content in a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The room.
    pub room_id: String,
    /// The user.
    pub user_id: String,
    /// The content.
    pub content: String,
    /// How often.
    pub count: u64,
}

impl Counters {
    /// How often a content was acted on.
    pub fn acted_on(&self, content: &str) -> u64 {
        self.acted_on.get(content).copied().unwrap_or_default()
    }

    /// How many replies had this code.
    pub fn code(&self, code: i32) -> u64 {
        self.codes.get(&code).copied().unwrap_or_default()
    }

    /// How many messages a user heard in a room.
    pub fn delivered(&self, room_id: &str, user_id: &str) -> u64 {
        let is_it = |row: &&Delivered| row.room_id == room_id && row.user_id == user_id;
        self.delivered.iter().find(is_it).map_or(0, |row| row.count)
    }

    /// How often a user heard a content in any room.
    pub fn received(&self, user_id: &str, content: &str) -> u64 {
        let is_it = |row: &&Received| row.user_id == user_id && row.content == content;
        self.received.iter().filter(is_it).map(|row| row.count).sum()
    }

    /// The counts of an app's calls to an action; all zero when there were none.
    pub fn action(&self, app_id: u32, action: &str) -> ActionCounters {
        let app = self.apps.get(&app_id);
        app.and_then(|app| app.actions.get(action))
            .cloned()
            .unwrap_or_default()
    }

    /// The counts of an event's callbacks; all zero when there were none.
    pub fn callbacks(&self, event: &str) -> CallbackCounters {
        self.callbacks.get(event).cloned().unwrap_or_default()
    }

    /// The most calls of an app that arrived in any window.
    pub fn max_calls_in_window(&self, app_id: u32) -> u64 {
        self.apps.get(&app_id).map_or(0, |app| app.max_calls_in_window)
    }
}

/// The counts in the making.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// What is simply added up; rooms and gauges are filled in when it is read.
    pub(crate) sums: Counters,
    peaks: HashMap<u32, Peak>,
    action_peaks: HashMap<(u32, &'static str), Peak>,
    nonces: HashMap<String, HashSet<String>>,
}

impl Tally {
    /// Counts an arrival with a right signature.
    pub(crate) fn arrive(&mut self, app_id: u32, now: Instant, width: Duration) {
        let peak = self.peaks.entry(app_id).or_default();
        peak.arrive(now, width);
        let app = self.sums.apps.entry(app_id).or_default();
        app.calls += 1;
        app.max_calls_in_window = peak.most();
    }

    /// Counts an arrival at an action.
    pub(crate) fn arrive_at(&mut self, app_id: u32, action: &'static str, now: Instant, width: Duration) {
        let peak = self.action_peaks.entry((app_id, action)).or_default();
        peak.arrive(now, width);
        let most = peak.most();
        let counters = self.action(app_id, action);
        counters.arrived += 1;
        counters.max_calls_in_window = most;
    }

    /// Counts a call that was acted on.
    pub(crate) fn accept(&mut self, app_id: u32, action: &str) {
        self.action(app_id, action).accepted += 1;
    }

    fn action(&mut self, app_id: u32, action: &str) -> &mut ActionCounters {
        let app = self.sums.apps.entry(app_id).or_default();
        app.actions.entry(action.to_owned()).or_default()
    }

    /// Counts a nonce, and whether the app had sent it before.
    pub(crate) fn nonce(&mut self, app_id: &str, nonce: &str) {
        let seen = self.nonces.entry(app_id.to_owned()).or_default();
        if !seen.insert(nonce.to_owned()) {
            self.sums.repeated_nonces += 1;
        }
    }

    /// Counts a refusal by the app's rate.
    pub(crate) fn refuse(&mut self, app_id: u32, action: &str) {
        self.sums.refused_by_quota += 1;
        self.sums.apps.entry(app_id).or_default().refused_by_quota += 1;
        self.action(app_id, action).refused_by_quota += 1;
    }

    /// Counts a refusal by a room's rate.
    pub(crate) fn refuse_for_room(&mut self, app_id: u32, action: &str) {
        self.sums.refused_by_room_quota += 1;
        self.action(app_id, action).refused_by_room_quota += 1;
    }

    /// Counts a reply.
    pub(crate) fn reply(&mut self, code: i32) {
        *self.sums.codes.entry(code).or_default() += 1;
    }
}
