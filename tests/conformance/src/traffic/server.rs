//! The server's side: it lets so many requests through in any window, by action and by room.

use super::case::{OneQuota, ServerQuota};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// When requests were let through.
type Window = VecDeque<u64>;

pub(super) struct Server<'a> {
    rules: &'a BTreeMap<String, ServerQuota>,
    apps: HashMap<String, Window>,
    rooms: HashMap<(String, String), Window>,
}

impl<'a> Server<'a> {
    pub(super) fn new(rules: &'a BTreeMap<String, ServerQuota>) -> Self {
        Self {
            rules,
            apps: HashMap::new(),
            rooms: HashMap::new(),
        }
    }

    /// A request arrives: the code that it is answered with, 0 when it is let through.
    pub(super) fn arrive(&mut self, action: &str, room: Option<&str>, now: u64) -> i64 {
        let rule = &self.rules[action];
        let app = self.apps.entry(action.to_owned()).or_default();
        let mut of_room = rule.room.as_ref().zip(room).map(|(quota, room)| {
            let window = self.rooms.entry((action.to_owned(), room.to_owned()));
            (quota, window.or_default())
        });
        if let Some((quota, window)) = &mut of_room
            && is_full(window, quota, now)
        {
            return quota.code;
        }
        if is_full(app, &rule.app, now) {
            return rule.app.code;
        }
        app.push_back(now);
        if let Some((_, window)) = of_room {
            window.push_back(now);
        }
        0
    }
}

fn is_full(window: &mut Window, quota: &OneQuota, now: u64) -> bool {
    while window.front().is_some_and(|at| at + quota.window_ms <= now) {
        window.pop_front();
    }
    window.len() >= quota.calls
}
