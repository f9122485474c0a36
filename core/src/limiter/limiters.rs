//! The limiters of one application: one for each action and environment, and one for each room where the action has
//! a room's quota. Calls ask here, and hold a place in each quota that counts them.

use super::answer_times::AnswerTimes;
use super::{Limiter, Permit, Ticket, Turn};
use crate::action::{Action, Quota, Rate};
use crate::app::App;
use crate::codes::LimitedBy;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

/// Room limiters that are kept without a look at whether they are idle.
const ROOMS_KEPT: usize = 1024;
/// A day, in milliseconds.
const DAY_MS: u32 = 86_400_000;

/// All limiters of an application, without a clock, a lock or a thread of their own.
///
/// Every [`Call`](crate::Call) and [`FanOut`](crate::FanOut) of an application is handed the same ones, so that two
/// actions never slow each other and two callers of one action never exceed its quota together. Who drives calls over
/// `zegoapi-client` finds them in the [`App`]. Costs a few hundred bytes for each action and each room that was
/// called lately.
#[derive(Clone, Default)]
pub struct Limiters {
    production: ByName,
    test: ByName,
}

/// Sorted by the action's name.
type ByName = Vec<(Box<str>, OfAction)>;

#[derive(Clone)]
struct OfAction {
    app: Limiter,
    daily: Option<Limiter>,
    rooms: BTreeMap<Box<str>, Limiter>,
    /// Idle rooms are looked for when there are more than this.
    most_rooms: usize,
    answers: AnswerTimes,
}

/// What a call holds in one limiter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    None,
    Waiting(Turn),
    Held(Ticket),
}

/// What a call holds in all the limiters that count it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    room: Place,
    daily: Place,
    app: Place,
}

/// The times of a call that asks, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) now: u64,
    /// When it is over at the latest.
    pub(crate) by: u64,
    /// When it makes use of a turn at the latest.
    pub(crate) latest: u64,
}

/// Whether a call may go out.
pub(crate) enum Leave {
    Go,
    WaitUntil(u64),
}

impl Place {
    /// Asks for a ticket, if none is held. `None` when it is held then, else when to ask again.
    fn ask(&mut self, limiter: &mut Limiter, cost: u32, times: Times) -> Option<u64> {
        let turn = match *self {
            Self::Held(_) => return None,
            Self::Waiting(turn) => Some(turn),
            Self::None => None,
        };
        match limiter.ask_in_time(cost, turn, times.now, times.by, times.latest) {
            Permit::Go(ticket) => {
                *self = Self::Held(ticket);
                None
            }
            Permit::Wait { turn, until_ms } => {
                *self = Self::Waiting(turn);
                Some(until_ms)
            }
        }
    }

    /// Hands a ticket in; the turn stays, for a call that asks again.
    fn hand_in(&mut self, limiter: &mut Limiter, how: impl FnOnce(&mut Limiter, Ticket)) {
        if let Self::Held(ticket) = *self {
            how(limiter, ticket);
            *self = Self::Waiting(ticket.turn());
        }
    }

    fn leave(self, limiter: &mut Limiter, now: u64) {
        match self {
            Self::None => {}
            Self::Waiting(turn) => limiter.leave(turn),
            Self::Held(ticket) => limiter.not_sent(ticket, now),
        }
    }
}

impl OfAction {
    fn new(quota: Quota) -> Self {
        Self {
            app: Limiter::new(quota),
            daily: None,
            rooms: BTreeMap::new(),
            most_rooms: ROOMS_KEPT,
            answers: AnswerTimes::default(),
        }
    }

    fn room(&mut self, room: &str, quota: Quota, now: u64) -> Option<&mut Limiter> {
        if !self.rooms.contains_key(room) {
            if self.rooms.len() >= self.most_rooms {
                self.rooms.retain(|_, limiter| !limiter.is_idle(now));
                self.most_rooms = ROOMS_KEPT.max(2 * self.rooms.len());
            }
            self.rooms.insert(room.into(), Limiter::new(quota));
        }
        self.rooms.get_mut(room)
    }

    /// Does something with each of the limiters that a call has a place in.
    fn each(
        &mut self,
        room: Option<&str>,
        places: &mut Places,
        mut what: impl FnMut(&mut Place, &mut Limiter),
    ) {
        if let Some(limiter) = room.and_then(|room| self.rooms.get_mut(room)) {
            what(&mut places.room, limiter);
        }
        if let Some(limiter) = &mut self.daily {
            what(&mut places.daily, limiter);
        }
        what(&mut places.app, &mut self.app);
    }
}

impl Limiters {
    /// None yet: each is made when it is first asked for.
    pub fn new() -> Self {
        Self::default()
    }

    /// May this call go out now? It waits for its room first and for the whole application last, so that calls to a
    /// busy room hold up no other.
    pub(crate) fn ask<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        places: &mut Places,
        times: Times,
    ) -> Leave {
        let now = times.now;
        let (rate, cost) = (action.rate(), action.rate_cost());
        let of_action = self.of_action(app, action, rate);
        let mut wait = None;
        if let (Some(quota), Some(room)) = (rate.room, action.rate_room())
            && let Some(limiter) = of_action.room(room, quota, now)
        {
            wait = places.room.ask(limiter, cost, times);
        }
        if let (None, Some(calls)) = (wait, rate.daily) {
            let quota = Quota {
                calls,
                window_ms: DAY_MS,
            };
            let daily = of_action.daily.get_or_insert_with(|| Limiter::new(quota));
            wait = places.daily.ask(daily, cost, times);
        }
        if wait.is_none() {
            wait = places.app.ask(&mut of_action.app, cost, times);
        }
        wait.map_or(Leave::Go, Leave::WaitUntil)
    }

    /// The request of a call was written whole.
    pub(crate) fn written<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        places: &mut Places,
        now: u64,
        handshake_ms: Option<u64>,
    ) {
        self.existing(app, action, |of_action, room| {
            of_action.each(room, places, |place, limiter| {
                if let Place::Held(ticket) = *place {
                    limiter.written(ticket, now, handshake_ms);
                }
            });
        });
    }

    /// A try has reached the server, or may have.
    pub(crate) fn finished<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        places: &mut Places,
        now: u64,
    ) {
        self.hand_in(app, action, places, |limiter, ticket| {
            limiter.finished(ticket, now);
        });
    }

    /// A try has certainly not reached the server.
    pub(crate) fn not_sent<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        places: &mut Places,
        now: u64,
    ) {
        self.hand_in(app, action, places, |limiter, ticket| {
            limiter.not_sent(ticket, now);
        });
    }

    /// A try was refused by a quota: the limiter that keeps it slows down, and no other. Returns whether there is one.
    pub(crate) fn refused<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        places: &mut Places,
        by: LimitedBy,
        now: u64,
    ) -> bool {
        let mut slowed = false;
        self.existing(app, action, |of_action, room| {
            if let (LimitedBy::Room, Some(limiter)) =
                (by, room.and_then(|room| of_action.rooms.get_mut(room)))
            {
                places
                    .room
                    .hand_in(limiter, |limiter, ticket| limiter.refused(ticket, now));
                slowed = true;
            }
            if by == LimitedBy::App {
                places
                    .app
                    .hand_in(&mut of_action.app, |limiter, ticket| limiter.refused(ticket, now));
                slowed = true;
            }
        });
        self.finished(app, action, places, now);
        slowed
    }

    /// The call is over: what it still holds or waits for is free.
    pub(crate) fn leave<A: Action + ?Sized>(&mut self, app: &App, action: &A, places: &mut Places, now: u64) {
        self.existing(app, action, |of_action, room| {
            of_action.each(room, places, |place, limiter| {
                core::mem::take(place).leave(limiter, now);
            });
        });
    }

    /// An answer to this action took so long; `answered` is false where none had come by then.
    pub(crate) fn took<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        ms: u64,
        answered: bool,
        now: u64,
    ) {
        self.existing(app, action, |of_action, _| {
            if answered {
                of_action.answers.answered(ms, now);
            } else {
                of_action.answers.unanswered(ms, now);
            }
        });
    }

    /// The least time that a try of this action is given, for a call with so long in all.
    pub(crate) fn floor_ms(&self, app: &App, action: &str, timeout_ms: u64, now: u64) -> u64 {
        let of_action = find(self.environment(app), action);
        of_action.map_or(0, |of_action| of_action.answers.floor_ms(timeout_ms, now))
    }

    /// The limiter of an action's quota for the whole application; `None` before the first call.
    pub fn get(&self, app: &App, action: &str) -> Option<&Limiter> {
        find(self.environment(app), action).map(|of_action| &of_action.app)
    }

    /// The limiter of an action's quota for a room; `None` before the first call, and where there is no such quota.
    pub fn get_room(&self, app: &App, action: &str, room: &str) -> Option<&Limiter> {
        find(self.environment(app), action)?.rooms.get(room)
    }

    fn environment(&self, app: &App) -> &ByName {
        if app.is_test() == Some(true) {
            &self.test
        } else {
            &self.production
        }
    }

    fn environment_mut(&mut self, app: &App) -> &mut ByName {
        if app.is_test() == Some(true) {
            &mut self.test
        } else {
            &mut self.production
        }
    }

    fn of_action<A: Action + ?Sized>(&mut self, app: &App, action: &A, rate: Rate) -> &mut OfAction {
        let (name, quota) = (action.name(), app.quota(action.name(), rate));
        let environment = self.environment_mut(app);
        let at = place(environment, name).unwrap_or_else(|at| {
            environment.insert(at, (name.into(), OfAction::new(quota)));
            at
        });
        let of_action = &mut environment[at].1;
        of_action.app.set_quota(quota);
        of_action
    }

    fn existing<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        what: impl FnOnce(&mut OfAction, Option<&str>),
    ) {
        let environment = self.environment_mut(app);
        if let Ok(at) = place(environment, action.name()) {
            what(&mut environment[at].1, action.rate_room());
        }
    }

    fn hand_in<A: Action + ?Sized>(
        &mut self,
        app: &App,
        action: &A,
        places: &mut Places,
        mut how: impl FnMut(&mut Limiter, Ticket),
    ) {
        self.existing(app, action, |of_action, room| {
            of_action.each(room, places, |place, limiter| place.hand_in(limiter, &mut how));
        });
    }
}

fn place(environment: &ByName, name: &str) -> Result<usize, usize> {
    environment.binary_search_by(|(other, _)| (**other).cmp(name))
}

fn find<'l>(environment: &'l ByName, name: &str) -> Option<&'l OfAction> {
    let at = place(environment, name).ok()?;
    Some(&environment[at].1)
}

impl fmt::Debug for Limiters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rooms are the caller's ids.
        f.debug_struct("Limiters")
            .field("production", &self.production.len())
            .field("test", &self.test.len())
            .finish()
    }
}
