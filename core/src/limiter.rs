//! The pace of one application: no more calls in any second than the server lets through, and fewer for a
//! while when the server says that there were too many all the same (other processes share the quota).

use crate::app::App;
use alloc::collections::VecDeque;

/// The span in which the server counts calls.
const WINDOW_MS: u64 = 1000;
/// Added to the window for times that are whole milliseconds and clocks that run at slightly other speeds.
const SLACK_MS: u64 = 5;
/// The longest that a call is taken to be on its way to the server. One that is not finished by then
/// (because the server is slow to answer) is taken to have been counted then.
const LONGEST_WAY_MS: u64 = 500;
/// After a refusal, nothing is sent for this long.
const PAUSE_MS: u64 = 100;
/// What is left of the rate after a refusal, in hundredths. At most one cut in a window.
const CUT_PERCENT: u64 = 85;
/// The time in which the rate would climb from nothing to the whole limit.
const CLIMB_MS: u64 = 100_000;

/// A limiter for the calls of one application, without a clock, a lock or a thread of its own.
///
/// It lets a burst through at once as far as any one-second window allows. The server counts a call when it
/// arrives, which is some time between its sending and its answer; so a call stands in the window until
/// one second after it has **finished** (or after half a second under way, whichever comes first).
///
/// After a refusal by the quota it pauses for 100 ms, lets 15 % fewer through, and climbs back by 1 % of the
/// limit a second.
///
/// **Ask, send, tell how it ended.** Times are milliseconds of one monotonic clock; a time before an earlier
/// one counts as the earlier one. Share one limiter among all calls of an application; behind a lock, where
/// several threads use it.
///
/// ```
/// use zegoapi_core::{Limiter, Permit};
///
/// let mut limiter = Limiter::new(1);
/// let Permit::Go(ticket) = limiter.ask(0) else { panic!() };
/// limiter.finished(ticket, 20);
/// assert_eq!(limiter.ask(30), Permit::WaitUntil(1025));
/// assert!(matches!(limiter.ask(1025), Permit::Go(_)));
/// ```
#[derive(Clone, Debug)]
pub struct Limiter {
    limit: u64,
    /// What is let through in a window, in thousandths of a call.
    rate: u64,
    climbed_at: u64,
    cut_at: Option<u64>,
    paused_until: u64,
    now: u64,
    next_ticket: u64,
    /// Calls under way, by ticket, with the time of sending.
    under_way: VecDeque<(u64, u64)>,
    /// When calls that have arrived leave the window, earliest first.
    leaving: VecDeque<u64>,
}

/// What a [`Limiter`] answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// Send now, and hand the ticket back.
    Go(Ticket),
    /// Ask again at this time, in milliseconds; it may then be let through.
    WaitUntil(u64),
}

/// A call that a [`Limiter`] let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket(u64);

impl Ticket {
    /// The ticket as a number, for other languages.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The ticket of that number. One that a limiter never gave has no effect on it.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }
}

impl Limiter {
    /// A limiter for so many calls a second; 0 counts as 1.
    pub fn new(calls_per_second: u32) -> Self {
        let limit = u64::from(calls_per_second.max(1));
        // Enough for every call in a window, so that nothing is allocated later on.
        let room = usize::try_from(limit.min(10_000)).unwrap_or_default();
        Self {
            limit,
            rate: limit * 1000,
            climbed_at: 0,
            cut_at: None,
            paused_until: 0,
            now: 0,
            next_ticket: 1,
            under_way: VecDeque::with_capacity(room),
            leaving: VecDeque::with_capacity(room),
        }
    }

    /// A limiter for an application's [`calls_per_second`](App::calls_per_second).
    pub fn for_app(app: &App) -> Self {
        Self::new(app.calls_per_second())
    }

    /// May a call go out now?
    pub fn ask(&mut self, now_ms: u64) -> Permit {
        self.move_to(now_ms);
        let until = self.paused_until.max(self.place_free_at());
        if self.now < until {
            return Permit::WaitUntil(until);
        }
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.under_way.push_back((ticket, self.now));
        Permit::Go(Ticket(ticket))
    }

    /// The call was answered, or nothing more can come of it. It stands in the window for another second.
    pub fn finished(&mut self, ticket: Ticket, now_ms: u64) {
        self.move_to(now_ms);
        if self.take(ticket) {
            self.leave_after(self.now);
        }
    }

    /// The call certainly did not reach the server: its place is free again, unless it was taken to have been
    /// counted by now (after half a second under way).
    pub fn not_sent(&mut self, ticket: Ticket, now_ms: u64) {
        self.move_to(now_ms);
        self.take(ticket);
    }

    /// The call was refused by the application's quota: pause, and let fewer through from now on.
    pub fn refused(&mut self, ticket: Ticket, now_ms: u64) {
        self.finished(ticket, now_ms);
        if !(1..self.next_ticket).contains(&ticket.0) {
            return;
        }
        self.paused_until = self.paused_until.max(self.now.saturating_add(PAUSE_MS));
        // Refusals come in swarms; all of one window have one cause.
        if self
            .cut_at
            .is_none_or(|at| self.now >= at.saturating_add(WINDOW_MS))
        {
            self.rate = (self.rate * CUT_PERCENT / 100).max(1000);
            self.cut_at = Some(self.now);
        }
    }

    /// How many calls are let through in a second at present, from 1 to the limit.
    pub fn calls_per_second(&self) -> u32 {
        u32::try_from(self.rate / 1000).unwrap_or(u32::MAX)
    }

    /// When the window has a place, as far as can be told now.
    fn place_free_at(&self) -> u64 {
        let allowed = usize::try_from(self.rate / 1000).unwrap_or(usize::MAX);
        let taken = self.under_way.len() + self.leaving.len();
        let Some(too_many) = taken.checked_sub(allowed) else {
            return self.now;
        };
        // So many and one more must leave first. A call under way leaves a window after now at the earliest.
        let until = self.leaving.get(too_many).copied();
        until.unwrap_or(self.now.saturating_add(WINDOW_MS + SLACK_MS))
    }

    /// Brings everything up to the time; the clock may stand still or go backwards.
    fn move_to(&mut self, now_ms: u64) {
        self.now = self.now.max(now_ms);
        self.climb();
        while let Some((_, sent)) = self.under_way.front().copied() {
            let arrived = sent.saturating_add(LONGEST_WAY_MS);
            if arrived > self.now {
                break;
            }
            self.under_way.pop_front();
            self.leave_after(arrived);
        }
        while self.leaving.front().is_some_and(|at| *at <= self.now) {
            self.leaving.pop_front();
        }
    }

    fn climb(&mut self) {
        let full = self.limit * 1000;
        let gain = full.saturating_mul(self.now - self.climbed_at) / CLIMB_MS;
        if self.rate + gain >= full {
            (self.rate, self.climbed_at) = (full, self.now);
        } else {
            // Only the time that the gain took is used up: many short steps climb as far as a long one.
            self.rate += gain;
            self.climbed_at += gain * CLIMB_MS / full;
        }
    }

    fn take(&mut self, ticket: Ticket) -> bool {
        let at = self
            .under_way
            .binary_search_by_key(&ticket.0, |(number, _)| *number);
        at.is_ok_and(|at| self.under_way.remove(at).is_some())
    }

    /// The call arrived at this time at the latest. Those that arrived earlier were told of before.
    fn leave_after(&mut self, arrived: u64) {
        self.leaving
            .push_back(arrived.saturating_add(WINDOW_MS + SLACK_MS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(limiter: &mut Limiter, now: u64) -> Option<Ticket> {
        match limiter.ask(now) {
            Permit::Go(ticket) => Some(ticket),
            Permit::WaitUntil(until) => {
                assert!(until > now, "a wait leads forward");
                None
            }
        }
    }

    #[test]
    fn a_lost_ticket_frees_its_place_all_the_same() {
        let mut limiter = Limiter::new(1);
        assert!(go(&mut limiter, 0).is_some());
        assert!(go(&mut limiter, 1504).is_none());
        assert!(go(&mut limiter, 1505).is_some());
    }

    #[test]
    fn the_end_of_time_is_a_time() {
        let mut limiter = Limiter::new(1);
        for at in [u64::MAX - 1, u64::MAX] {
            if let Permit::Go(ticket) = limiter.ask(at) {
                limiter.refused(ticket, u64::MAX);
            }
        }
        assert_eq!(limiter.calls_per_second(), 1);
    }

    #[test]
    fn short_steps_climb_as_far_as_a_long_one() {
        let slowed = |step: u64| {
            let mut limiter = Limiter::new(10);
            let ticket = go(&mut limiter, 0).unwrap();
            limiter.refused(ticket, 0);
            for at in (0..=5000).step_by(usize::try_from(step).unwrap()) {
                limiter.ask(at);
            }
            limiter.rate
        };
        assert_eq!(slowed(1), slowed(5000));
        assert_eq!(slowed(5000), 9000);
    }

    #[test]
    fn nothing_is_allocated_after_the_start() {
        let mut limiter = Limiter::new(100);
        let rooms = |limiter: &Limiter| (limiter.under_way.capacity(), limiter.leaving.capacity());
        let before = rooms(&limiter);
        for at in 0..20_000 {
            if let Some(ticket) = go(&mut limiter, at)
                && at % 3 == 0
            {
                limiter.finished(ticket, at + 2);
            }
        }
        assert_eq!(rooms(&limiter), before);
    }
}
