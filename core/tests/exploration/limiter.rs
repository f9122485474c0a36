//! A limiter held against the server's own count.

use proptest::collection::vec;
use proptest::prelude::*;
use zegoapi_core::{Limiter, Permit, Ticket};

#[derive(Clone, Debug)]
struct Sending {
    /// Milliseconds after the one before.
    later: u64,
    /// From sending to the end.
    takes: u64,
    /// When the server counts it, between sending and end, in hundredths of the way.
    counted: u64,
    /// 0: not sent; 1: refused; else answered.
    end: u8,
}

fn sending() -> impl Strategy<Value = Sending> {
    let later = prop_oneof![4 => Just(0), 2 => 0_u64..50, 1 => 0_u64..2500];
    let takes = prop_oneof![Just(0), Just(499), 0_u64..=500, Just(500)];
    (
        later,
        takes,
        prop_oneof![Just(0), Just(100), 0_u64..=100],
        0_u8..20,
    )
        .prop_map(|(later, takes, counted, end)| Sending {
            later,
            takes,
            counted,
            end,
        })
}

/// Tells the limiter of every call that has ended by then, in the order of their ends.
fn end_until(limiter: &mut Limiter, under_way: &mut Vec<(u64, Ticket, u8)>, now: u64) {
    under_way.sort_by_key(|(ends, ..)| *ends);
    while under_way.first().is_some_and(|(ends, ..)| *ends <= now) {
        let (ends, ticket, end) = under_way.remove(0);
        match end {
            0 => limiter.not_sent(ticket, ends),
            1 => limiter.refused(ticket, ends),
            _ => limiter.finished(ticket, ends),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_second_of_the_server_holds_more_than_the_limit(
        limit in prop_oneof![1_u32..4, 1_u32..25],
        sendings in vec(sending(), 1..150),
        busy in any::<bool>(),
    ) {
        let mut limiter = Limiter::new(limit);
        let (mut now, mut under_way, mut arrivals) = (0, Vec::new(), Vec::new());
        for sending in sendings {
            now += if busy { 0 } else { sending.later };
            let mut asks = 0;
            let ticket = loop {
                end_until(&mut limiter, &mut under_way, now);
                match limiter.ask(now) {
                    Permit::Go(ticket) => break ticket,
                    Permit::WaitUntil(until) => {
                        prop_assert!(until > now, "a wait leads forward");
                        now = until;
                    }
                }
                asks += 1;
                prop_assert!(asks < 50, "everybody is let through in the end");
            };
            under_way.push((now + sending.takes, ticket, sending.end));
            if sending.end != 0 {
                arrivals.push(now + sending.takes * sending.counted / 100);
            }
            prop_assert!((1..=limit).contains(&limiter.calls_per_second()));
        }
        arrivals.sort_unstable();
        for window in arrivals.windows(limit as usize + 1) {
            prop_assert!(window[limit as usize] - window[0] > 1000, "too many for the server: {:?}", window);
        }
    }
}
