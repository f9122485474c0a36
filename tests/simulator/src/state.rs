//! All that changes while the simulator runs, under one lock.

use std::collections::{BTreeMap, HashMap};

use crate::clock::Clock;
use crate::config::{AppConfig, Config, Limits, Settings};
use crate::counters::Tally;
use crate::fault_queue::FaultQueue;
use crate::rooms::Rooms;
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
    pub(crate) tally: Tally,
    pub(crate) record: bool,
    /// Calls of an app in an environment (`true`: test).
    pub(crate) app_rates: HashMap<(u32, bool), Window>,
    /// Calls of an app to a room.
    pub(crate) room_rates: HashMap<(u32, String), Window>,
    /// Grows when messages are forgotten, so that streams start again.
    pub(crate) epoch: u64,
}

impl State {
    /// As it is at the start.
    pub(crate) fn new(config: &Config) -> State {
        State {
            apps: config.apps.iter().map(|app| (app.app_id, app.clone())).collect(),
            limits: config.limits.clone(),
            settings: config.settings.clone(),
            clock: config.clock.clone(),
            faults: FaultQueue::default(),
            rooms: Rooms::new(&config.rooms, config.record),
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
            ..State::new(config)
        };
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
