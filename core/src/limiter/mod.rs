//! The rate of one quota: no more calls in any of its windows than the server lets through, and fewer for a while
//! when the server says that there were too many all the same (other processes share the quota).

mod answer_times;
mod limiters;
#[cfg(test)]
mod tests;
mod waiting;

pub use limiters::Limiters;
pub(crate) use limiters::{Leave, Places, Times};

use crate::action::Quota;
use alloc::collections::VecDeque;
use waiting::Waiting;

/// Added to the window for times that are whole milliseconds and clocks that run at slightly other speeds.
const SLACK_MS: u64 = 5;
/// The longest that a written request is taken to be on its way, where nothing is known of the connection.
const LONGEST_WAY_MS: u64 = 500;
/// Added to the time of a connection's handshake, of which a request's way is half.
const WAY_SLACK_MS: u64 = 10;
/// After a refusal, nothing is sent for a quarter of the time that one call takes of the window, within these bounds.
const PAUSE_MS: (u64, u64) = (100, 2500);
/// What is left of the rate after a refusal, in hundredths. At most one cut in a window.
const CUT_PERCENT: u64 = 85;
/// The time in which the rate would climb from nothing to the whole limit.
const CLIMB_MS: u64 = 100_000;

/// A limiter for one quota, without a clock, a lock or a thread of its own.
///
/// It lets a burst through at once as far as any window of the quota allows. The server counts a call when it
/// arrives. That is some time between the **writing** of its request and its answer, and not later after the writing
/// than the connection's handshake took; so a call holds its place from the moment it is let through until one window
/// after it has arrived at the latest.
///
/// Turns are given **in the order of asking**: who waits keeps its [`Turn`], and no newcomer overtakes it. A call whose
/// turn cannot come before it is over holds up nobody.
///
/// After a refusal by the quota it pauses (100 ms for quotas of 3 calls a second and more), lets 15 % fewer through,
/// and climbs back by 1 % of the limit a second.
///
/// **Ask, send, tell when it was written, tell how it ended.** Times are milliseconds of one monotonic clock; a time
/// before an earlier one counts as the earlier one. Behind a lock, where several threads use it. A
/// [`Call`](crate::Call) does all this by itself, with the [`Limiters`] of its application.
///
/// ```
/// use zegoapi_core::{Limiter, Permit, Quota};
///
/// let mut limiter = Limiter::new(Quota::per_second(1));
/// let Permit::Go(ticket) = limiter.ask(None, 0, 10_000) else { panic!() };
/// limiter.written(ticket, 1, Some(2));
/// limiter.finished(ticket, 20);
/// // It arrived at 13 at the latest: 2 for the handshake and 10 to be careful.
/// let Permit::Wait { turn, until_ms } = limiter.ask(None, 30, 10_000) else { panic!() };
/// assert_eq!(until_ms, 13 + 1005);
/// assert!(matches!(limiter.ask(Some(turn), until_ms, 10_000), Permit::Go(_)));
/// ```
#[derive(Clone, Debug)]
pub struct Limiter {
    quota: Quota,
    /// What is let through in a window, in thousandths of a call.
    rate: u64,
    climbed_at: u64,
    cut_at: Option<u64>,
    paused_until: u64,
    now: u64,
    next_number: u64,
    waiting: Waiting,
    /// Calls that were let through and may not have arrived yet, by number.
    under_way: VecDeque<UnderWay>,
    /// No call under way has arrived for certain before this time.
    next_arrival: u64,
    /// When the places of calls that have arrived become free, earliest first, and how many they are.
    leaving: VecDeque<(u64, u32)>,
    /// The places of all calls under way and leaving.
    taken: usize,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    number: u64,
    cost: u32,
    /// When it has arrived at the latest.
    arrived_by: u64,
}

/// What a [`Limiter`] answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// Send now, and hand the ticket back.
    Go(Ticket),
    /// Ask again at this time with this turn; it may then be let through.
    Wait {
        /// The place in the order of asking.
        turn: Turn,
        /// When to ask again, in milliseconds.
        until_ms: u64,
    },
}

/// A place in a [`Limiter`]'s order of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Turn(u64);

/// A call that a [`Limiter`] let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket(u64);

impl Turn {
    /// The turn as a number, for other languages.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The turn of that number. One that a limiter never gave counts as a newcomer's.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }
}

impl Ticket {
    /// The ticket as a number, for other languages.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The ticket of that number. One that a limiter never gave has no effect on it.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// The turn that the call had, with which it asks again after a refusal by the quota: before all who asked later.
    pub const fn turn(self) -> Turn {
        Turn(self.0)
    }
}

impl Limiter {
    /// A limiter for a quota. Zeros count as ones.
    pub fn new(quota: Quota) -> Self {
        let quota = at_least_one(quota);
        // Enough for every call in a window, so that nothing is allocated later on.
        let room = quota.calls.min(10_000) as usize;
        Self {
            quota,
            rate: u64::from(quota.calls) * 1000,
            climbed_at: 0,
            cut_at: None,
            paused_until: 0,
            now: 0,
            next_number: 1,
            waiting: Waiting::default(),
            under_way: VecDeque::with_capacity(room),
            next_arrival: u64::MAX,
            leaving: VecDeque::with_capacity(room),
            taken: 0,
        }
    }

    /// May a call go out now? `turn` is what an earlier question of the same call brought, `None` for a new call.
    /// A call is forgotten after `by_ms`, when it is over at the latest, even if nothing more is told of it.
    pub fn ask(&mut self, turn: Option<Turn>, now_ms: u64, by_ms: u64) -> Permit {
        self.ask_for(1, turn, now_ms, by_ms)
    }

    /// The same for a call that counts as so many.
    pub fn ask_for(&mut self, cost: u32, turn: Option<Turn>, now_ms: u64, by_ms: u64) -> Permit {
        self.ask_in_time(cost, turn, now_ms, by_ms, by_ms.saturating_sub(1))
    }

    /// The same for a call that makes no use of a turn after `latest_ms`.
    pub(crate) fn ask_in_time(
        &mut self,
        cost: u32,
        turn: Option<Turn>,
        now_ms: u64,
        by_ms: u64,
        latest_ms: u64,
    ) -> Permit {
        self.move_to(now_ms);
        let number = match turn {
            Some(Turn(number)) if (1..self.next_number).contains(&number) => number,
            _ => self.next_number,
        };
        self.next_number = self.next_number.max(number + 1);
        let cost = cost.clamp(1, self.quota.calls);
        let ahead = self.waiting.ahead_of(number, self.now, self.allowed() as usize);
        let free = (self.allowed() as usize).saturating_sub(self.taken);
        // A call that costs more than is let through at present goes when nothing else takes a place.
        let fits = ahead + (cost as usize).min(self.allowed() as usize) <= free;
        if fits && self.now >= self.paused_until {
            self.waiting.remove(number);
            self.begin(number, cost, by_ms.max(self.now));
            return Permit::Go(Ticket(number));
        }
        let until_ms = self.estimate(number, cost);
        if until_ms > latest_ms {
            // Its turn cannot come in time, unless others give up. If it kept a place in the order all the same, those
            // behind it would be told later times, too, until none of all that ask could be let through in time.
            self.waiting.remove(number);
        } else {
            self.waiting.put(number, cost, until_ms, by_ms);
        }
        Permit::Wait {
            turn: Turn(number),
            until_ms,
        }
    }

    /// A call that waits gives its turn up.
    pub fn leave(&mut self, turn: Turn) {
        self.waiting.remove(turn.0);
    }

    /// The request of a call was written whole: its way begins, and takes no longer than the handshake of its
    /// connection took (in milliseconds; `None` where that is not known, and counts as half a second).
    pub fn written(&mut self, ticket: Ticket, now_ms: u64, handshake_ms: Option<u64>) {
        self.move_to(now_ms);
        let way = handshake_ms.map_or(LONGEST_WAY_MS, |ms| {
            ms.saturating_add(WAY_SLACK_MS).min(LONGEST_WAY_MS)
        });
        let arrived_by = self.now.saturating_add(way);
        if let Ok(at) = self.find(ticket) {
            let call = &mut self.under_way[at];
            call.arrived_by = call.arrived_by.min(arrived_by);
            self.next_arrival = self.next_arrival.min(arrived_by);
        }
    }

    /// The call was answered, or nothing more can come of it: it has arrived by now.
    pub fn finished(&mut self, ticket: Ticket, now_ms: u64) {
        self.move_to(now_ms);
        if let Some(call) = self.take(ticket) {
            self.leave_after(self.now, call.cost);
        }
    }

    /// The call certainly did not reach the server: its place is free again, unless it counts as arrived by now.
    pub fn not_sent(&mut self, ticket: Ticket, now_ms: u64) {
        self.move_to(now_ms);
        if let Some(call) = self.take(ticket) {
            self.taken -= call.cost as usize;
        }
    }

    /// The call was refused by the quota: pause, and let fewer through from now on.
    pub fn refused(&mut self, ticket: Ticket, now_ms: u64) {
        self.finished(ticket, now_ms);
        if !(1..self.next_number).contains(&ticket.0) {
            return;
        }
        self.paused_until = self.paused_until.max(self.now.saturating_add(self.pause_ms()));
        // Refusals come in swarms; all of one window have one cause.
        if self
            .cut_at
            .is_none_or(|at| self.now >= at.saturating_add(self.window_ms()))
        {
            self.rate = (self.rate * CUT_PERCENT / 100).max(1000);
            self.cut_at = Some(self.now);
        }
    }

    /// The quota that it keeps.
    pub const fn quota(&self) -> Quota {
        self.quota
    }

    /// How many calls are let through in a window at present, from 1 to the quota's.
    pub fn allowed(&self) -> u32 {
        u32::try_from(self.rate / 1000).unwrap_or(u32::MAX)
    }

    /// How many calls wait for their turn; those whose turn cannot come in time do not count.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Keeps another quota from now on. What was let through stays counted.
    pub(crate) fn set_quota(&mut self, quota: Quota) {
        let quota = at_least_one(quota);
        if quota != self.quota {
            self.quota = quota;
            self.rate = u64::from(quota.calls) * 1000;
        }
    }

    /// Whether forgetting it would change nothing.
    pub(crate) fn is_idle(&mut self, now_ms: u64) -> bool {
        self.move_to(now_ms);
        let full = self.rate == u64::from(self.quota.calls) * 1000;
        full && self.taken == 0 && self.waiting.len() == 0 && self.now >= self.paused_until
    }

    fn window_ms(&self) -> u64 {
        u64::from(self.quota.window_ms)
    }

    fn pause_ms(&self) -> u64 {
        (self.window_ms() / u64::from(self.quota.calls) / 4).clamp(PAUSE_MS.0, PAUSE_MS.1)
    }

    fn begin(&mut self, number: u64, cost: u32, arrived_by: u64) {
        let call = UnderWay {
            number,
            cost,
            arrived_by,
        };
        let at = self.under_way.partition_point(|other| other.number < number);
        self.under_way.insert(at, call);
        self.next_arrival = self.next_arrival.min(arrived_by);
        self.taken += cost as usize;
    }

    /// When the turn of a waiting call comes at the earliest, as far as can be told now.
    fn estimate(&self, number: u64, cost: u32) -> u64 {
        let allowed = self.allowed().max(1) as usize;
        let wanted = self.taken + self.waiting.count_before(number) + cost as usize;
        let until = wanted.checked_sub(allowed + 1).map_or(self.now, |missing| {
            // So many places and one more must become free first; each becomes free once in a window.
            let (rounds, place) = (missing / allowed, missing % allowed);
            let rounds_ms = (self.window_ms() + SLACK_MS).saturating_mul(rounds as u64);
            self.leaves_at(place).saturating_add(rounds_ms)
        });
        until.max(self.paused_until).max(self.now + 1)
    }

    /// When this many and one more of the places that are taken now become free at the earliest.
    fn leaves_at(&self, place: usize) -> u64 {
        let mut before = 0;
        for (at, cost) in &self.leaving {
            before += *cost as usize;
            if before > place {
                return *at;
            }
        }
        // A call under way arrives now at the earliest.
        self.now.saturating_add(self.window_ms() + SLACK_MS)
    }

    /// Brings everything up to the time; the clock may stand still or go backwards.
    fn move_to(&mut self, now_ms: u64) {
        self.now = self.now.max(now_ms);
        self.climb();
        if self.next_arrival <= self.now {
            self.arrive();
        }
        while let Some((at, cost)) = self.leaving.front().copied()
            && at <= self.now
        {
            self.leaving.pop_front();
            self.taken -= cost as usize;
        }
        self.waiting.forget(self.now);
    }

    /// Takes the calls out that have arrived by now.
    fn arrive(&mut self) {
        self.next_arrival = u64::MAX;
        let mut at = 0;
        while let Some(call) = self.under_way.get(at).copied() {
            if call.arrived_by <= self.now {
                self.under_way.remove(at);
                self.leave_after(call.arrived_by, call.cost);
            } else {
                self.next_arrival = self.next_arrival.min(call.arrived_by);
                at += 1;
            }
        }
    }

    fn climb(&mut self) {
        let full = u64::from(self.quota.calls) * 1000;
        let gain = full.saturating_mul(self.now - self.climbed_at) / CLIMB_MS;
        if self.rate + gain >= full {
            (self.rate, self.climbed_at) = (full, self.now);
        } else {
            // Only the time that the gain took is used up: many short steps climb as far as a long one.
            self.rate += gain;
            self.climbed_at += gain * CLIMB_MS / full;
        }
    }

    fn find(&self, ticket: Ticket) -> Result<usize, usize> {
        self.under_way.binary_search_by_key(&ticket.0, |call| call.number)
    }

    fn take(&mut self, ticket: Ticket) -> Option<UnderWay> {
        let at = self.find(ticket).ok()?;
        self.under_way.remove(at)
    }

    /// The call arrived at this time at the latest: when its place becomes free.
    fn leave_after(&mut self, arrived: u64, cost: u32) {
        let leaves = arrived.saturating_add(self.window_ms() + SLACK_MS);
        let at = self.leaving.partition_point(|(other, _)| *other <= leaves);
        self.leaving.insert(at, (leaves, cost));
    }
}

fn at_least_one(quota: Quota) -> Quota {
    Quota {
        calls: quota.calls.max(1),
        window_ms: quota.window_ms.max(1),
    }
}
