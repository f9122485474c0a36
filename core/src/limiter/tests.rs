//! What the limiter promises: never more than the quota in any window of the server's, whenever calls arrive; turns in
//! the order of asking; a lost call costs its place for its own time only.

use super::*;
use std::vec;
use std::vec::Vec;

/// The end of a call that has all the time it wants.
const LATE: u64 = 1_000_000_000;

fn go(limiter: &mut Limiter, now: u64) -> Option<Ticket> {
    match limiter.ask(None, now, LATE) {
        Permit::Go(ticket) => Some(ticket),
        Permit::Wait { turn, until_ms } => {
            assert!(until_ms > now, "a wait leads forward");
            limiter.leave(turn);
            None
        }
    }
}

fn turn(permit: Permit) -> Turn {
    match permit {
        Permit::Wait { turn, .. } => turn,
        Permit::Go(_) => panic!("to wait"),
    }
}

#[test]
fn a_lost_call_frees_its_place_when_it_is_over_at_the_latest() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    assert!(matches!(limiter.ask(None, 0, 3000), Permit::Go(_)));
    assert!(go(&mut limiter, 4004).is_none());
    assert!(go(&mut limiter, 4005).is_some());
}

#[test]
fn a_request_that_is_written_late_is_counted_late() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    let ticket = go(&mut limiter, 0).unwrap();
    limiter.written(ticket, 950, Some(20));
    // At 980 it has arrived for certain, whether an answer comes or not.
    assert!(go(&mut limiter, 1984).is_none());
    assert!(go(&mut limiter, 1985).is_some());
}

#[test]
fn an_answer_ends_the_way_before_the_handshake_bounds_it() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    let ticket = go(&mut limiter, 0).unwrap();
    limiter.written(ticket, 5, None);
    limiter.finished(ticket, 30);
    assert!(go(&mut limiter, 1034).is_none());
    let ticket = go(&mut limiter, 1035).unwrap();
    // Nothing is known of the connection, and no answer comes: half a second.
    limiter.written(ticket, 1040, None);
    assert!(go(&mut limiter, 2544).is_none());
    assert!(go(&mut limiter, 2545).is_some());
}

#[test]
fn nobody_overtakes_who_waits() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    let first = go(&mut limiter, 0).unwrap();
    limiter.finished(first, 0);
    let turns: Vec<Turn> = (1..=3).map(|at| turn(limiter.ask(None, at, LATE))).collect();
    // At the moment the place is free, the last in the order and a newcomer ask before the first.
    assert_eq!(turn(limiter.ask(Some(turns[2]), 1005, LATE)), turns[2]);
    assert!(go(&mut limiter, 1005).is_none());
    assert!(matches!(limiter.ask(Some(turns[0]), 1005, LATE), Permit::Go(_)));
    assert_eq!(limiter.waiting(), 2);
}

#[test]
fn who_does_not_come_for_its_turn_holds_nobody_up_for_long() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    let first = go(&mut limiter, 0).unwrap();
    limiter.finished(first, 0);
    let lost = turn(limiter.ask(None, 1, LATE));
    let second = turn(limiter.ask(None, 2, LATE));
    assert_eq!(turn(limiter.ask(Some(second), 1504, LATE)), second);
    assert!(matches!(limiter.ask(Some(second), 1505, LATE), Permit::Go(_)));
    // It was not forgotten, and its turn is still before those of others.
    assert_eq!(turn(limiter.ask(Some(lost), 1506, LATE)), lost);
}

#[test]
fn waits_are_told_so_that_each_asks_once_or_twice() {
    let mut limiter = Limiter::new(Quota::per_second(10));
    let mut waiting: Vec<(u64, Option<Turn>)> = vec![(0, None); 1000];
    let mut asked = 0;
    let mut let_through: Vec<u64> = Vec::new();
    while let Some(next) = waiting
        .iter()
        .enumerate()
        .min_by_key(|(_, (at, _))| *at)
        .map(|(n, _)| n)
    {
        let (now, turn) = waiting[next];
        asked += 1;
        match limiter.ask(turn, now, LATE) {
            Permit::Go(ticket) => {
                limiter.finished(ticket, now);
                let_through.push(now);
                waiting.remove(next);
            }
            Permit::Wait { turn, until_ms } => waiting[next] = (until_ms, Some(turn)),
        }
    }
    assert!(asked <= 3 * 1000, "{asked} questions");
    assert!(
        let_through[999] <= 100 * 1005,
        "nothing of the quota is lost: {}",
        let_through[999]
    );
    assert!(let_through.windows(11).all(|span| span[10] - span[0] > 1000));
}

#[test]
fn twice_as_many_as_the_quota_allows_leave_it_used_in_full() {
    let mut limiter = Limiter::new(Quota::per_second(10));
    // A new call each 50 ms, with two seconds: (when it asks, its end, its turn).
    let mut calls: Vec<(u64, u64, Option<Turn>)> = (0..400).map(|n| (50 * n, 50 * n + 2000, None)).collect();
    let mut let_through: Vec<u64> = Vec::new();
    while let Some(next) = (0..calls.len()).min_by_key(|n| calls[*n].0) {
        let (now, by, turn) = calls[next];
        if now >= by {
            calls.remove(next);
            limiter.leave(turn.unwrap());
            continue;
        }
        match limiter.ask(turn, now, by) {
            Permit::Go(ticket) => {
                limiter.finished(ticket, now);
                let_through.push(now);
                calls.remove(next);
            }
            Permit::Wait { turn, until_ms } => calls[next] = (until_ms.min(by), by, Some(turn)),
        }
    }
    assert!(let_through.len() >= 205, "{} in 22 s", let_through.len());
    assert!(let_through.is_sorted());
}

#[test]
fn a_refused_call_asks_again_before_those_that_asked_later() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    let refused = go(&mut limiter, 0).unwrap();
    let later = turn(limiter.ask(None, 1, LATE));
    limiter.refused(refused, 10);
    let again = turn(limiter.ask(Some(refused.turn()), 10, LATE));
    assert_eq!(again, refused.turn());
    assert_eq!(turn(limiter.ask(Some(later), 1015, LATE)), later);
    assert!(matches!(limiter.ask(Some(again), 1015, LATE), Permit::Go(_)));
}

#[test]
fn a_call_that_counts_as_several_takes_several_places() {
    let mut limiter = Limiter::new(Quota::per_second(20));
    let Permit::Go(ticket) = limiter.ask_for(15, None, 0, LATE) else {
        panic!()
    };
    limiter.finished(ticket, 0);
    assert!(matches!(limiter.ask_for(5, None, 0, LATE), Permit::Go(_)));
    let waits = turn(limiter.ask_for(10, None, 1, LATE));
    assert!(go(&mut limiter, 1).is_none(), "the one that waits comes first");
    assert!(matches!(
        limiter.ask_for(10, Some(waits), 1005, LATE),
        Permit::Go(_)
    ));
}

#[test]
fn a_longer_window_counts_as_long() {
    let quota = Quota {
        calls: 1,
        window_ms: 10_000,
    };
    let mut limiter = Limiter::new(quota);
    let ticket = go(&mut limiter, 0).unwrap();
    limiter.refused(ticket, 20);
    assert!(go(&mut limiter, 10_024).is_none());
    assert!(go(&mut limiter, 10_025).is_some());
}

#[test]
fn the_end_of_time_is_a_time() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    for at in [u64::MAX - 1, u64::MAX] {
        if let Permit::Go(ticket) = limiter.ask(None, at, at) {
            limiter.refused(ticket, u64::MAX);
        }
    }
    assert_eq!(limiter.allowed(), 1);
}

#[test]
fn short_steps_climb_as_far_as_a_long_one() {
    let slowed = |step: u64| {
        let mut limiter = Limiter::new(Quota::per_second(10));
        let ticket = go(&mut limiter, 0).unwrap();
        limiter.refused(ticket, 0);
        for at in (0..=5000).step_by(usize::try_from(step).unwrap()) {
            go(&mut limiter, at);
        }
        limiter.rate
    };
    assert_eq!(slowed(1), slowed(5000));
    assert_eq!(slowed(5000), 9000);
}

#[test]
fn nothing_is_allocated_after_the_start() {
    let mut limiter = Limiter::new(Quota::per_second(100));
    let rooms = |limiter: &Limiter| (limiter.under_way.capacity(), limiter.leaving.capacity());
    let before = rooms(&limiter);
    for at in 0..20_000 {
        if let Some(ticket) = go(&mut limiter, at)
            && at % 3 == 0
        {
            limiter.finished(ticket, at + 2);
        } else if at % 3 == 1 {
            limiter.written(Ticket(at / 2), at, Some(1));
        }
    }
    assert_eq!(rooms(&limiter), before);
}

#[test]
fn what_is_idle_may_be_forgotten_and_nothing_else() {
    let mut limiter = Limiter::new(Quota::per_second(1));
    assert!(limiter.is_idle(0));
    let ticket = go(&mut limiter, 0).unwrap();
    limiter.finished(ticket, 0);
    assert!(!limiter.is_idle(1004));
    assert!(limiter.is_idle(1005));
    let ticket = go(&mut limiter, 1005).unwrap();
    limiter.not_sent(ticket, 1006);
    assert!(limiter.is_idle(1006));
}
