//! All that changes while the simulator runs, under one lock.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use tokio::sync::mpsc;

use crate::callbacks::Callbacks;
use crate::callbacks::delivery::Fired;
use crate::clock::{Clock, now_ms};
use crate::config::{AppConfig, Config, Limits, Settings};
use crate::counters::Tally;
use crate::fault_queue::FaultQueue;
use crate::rooms::Rooms;
use crate::sequences::Sequences;
use crate::stream_rules::StreamRules;
use crate::streams::Streams;
use crate::user_rules::UserRules;
use crate::window::Window;

/// Apps, rooms, rules, faults and counts.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) apps: BTreeMap<u32, AppConfig>,
    pub(crate) limits: Limits,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) faults: FaultQueue,
    pub(crate) rooms: Rooms,
    pub(crate) streams: Streams,
    pub(crate) user_rules: UserRules,
    pub(crate) stream_rules: StreamRules,
    pub(crate) sequences: Sequences,
    pub(crate) callbacks: Callbacks,
    /// Mixing and transcoding tasks, by id, with their starts.
    pub(crate) tasks: BTreeMap<String, Instant>,
    ids: u64,
    pub(crate) tally: Tally,
    pub(crate) record: bool,
    /// Calls of an app to an action, in an environment (`true`: test).
    pub(crate) app_rates: HashMap<(u32, &'static str, bool), Window>,
    /// Calls of an app to an action, for one room.
    pub(crate) room_rates: HashMap<(u32, &'static str, String), Window>,
    /// Grows when messages are forgotten, so that streams start again.
    pub(crate) epoch: u64,
}

impl State {
    /// As it is at the start.
    pub(crate) fn new(config: &Config, outbox: mpsc::UnboundedSender<Fired>) -> State {
        State::with(config, Callbacks::new(config, outbox))
    }

    fn with(config: &Config, callbacks: Callbacks) -> State {
        State {
            apps: config.apps.iter().map(|app| (app.app_id, app.clone())).collect(),
            limits: config.limits.clone(),
            settings: config.settings.clone(),
            clock: config.clock.clone(),
            faults: FaultQueue::default(),
            rooms: Rooms::new(&config.rooms, config.record),
            streams: Streams::default(),
            user_rules: UserRules::default(),
            stream_rules: StreamRules::default(),
            sequences: Sequences::default(),
            callbacks,
            tasks: BTreeMap::new(),
            ids: now_ms(),
            tally: Tally::default(),
            record: config.record,
            app_rates: HashMap::new(),
            room_rates: HashMap::new(),
            epoch: 0,
        }
    }

    /// Back to the start.
    pub(crate) fn reset(&mut self, config: &Config) {
        let epoch = self.epoch + 1;
        *self = State {
            epoch,
            ..State::with(config, self.callbacks.anew(config))
        };
    }

    /// Starts a task, or changes the one of this id.
    pub(crate) fn start_task(&mut self, task_id: &str) {
        self.tasks.entry(task_id.to_owned()).or_insert_with(Instant::now);
    }

    /// An id that no other has.
    pub(crate) fn next_id(&mut self) -> String {
        self.ids += 1;
        format!("387702{}", self.ids)
    }

    /// Forgets counts, messages and the rates' past; rooms, apps, faults and rules stay.
    pub(crate) fn reset_counters(&mut self) {
        self.epoch += 1;
        self.tally = Tally::default();
        self.rooms.forget_messages();
        self.app_rates.clear();
        self.room_rates.clear();
    }
}
