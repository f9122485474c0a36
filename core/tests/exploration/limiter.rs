//! A limiter held against the server's own count.

use proptest::collection::vec;
use proptest::prelude::*;
use zegoapi_core::{Limiter, Permit, Quota, Ticket};

#[derive(Clone, Debug)]
struct Sending {
    /// Milliseconds after the one before.
    later: u64,
    /// From the permit to the writing of the request, such as for a new connection.
    written: u64,
    /// From the writing to the end.
    takes: u64,
    /// What the handshake of the connection took, which bounds the way; `None` where it is not known.
    handshake: Option<u64>,
    /// When the server counts it, in hundredths of the longest way.
    counted: u64,
    /// 0: not sent; 1: refused; else answered.
    end: u8,
}

fn sending() -> impl Strategy<Value = Sending> {
    let later = prop_oneof![4 => Just(0), 2 => 0_u64..50, 1 => 0_u64..2500];
    let written = prop_oneof![6 => Just(0), 2 => 0_u64..50, 1 => Just(950), 1 => 0_u64..5000];
    let takes = prop_oneof![Just(0), Just(500), 0_u64..=500, 0_u64..5000];
    let handshake = prop_oneof![Just(None), Just(Some(0)), (0_u64..800).prop_map(Some)];
    let counted = prop_oneof![Just(0), Just(100), 0_u64..=100];
    (later, written, takes, handshake, counted, 0_u8..20).prop_map(
        |(later, written, takes, handshake, counted, end)| Sending {
            later,
            written,
            takes,
            handshake,
            counted,
            end,
        },
    )
}

/// What is still to be told of a call that was let through.
struct UnderWay {
    ticket: Ticket,
    writes: Option<(u64, Option<u64>)>,
    ends: u64,
    end: u8,
}

/// Tells the limiter of all that has happened by then, in its order.
fn tell_until(limiter: &mut Limiter, under_way: &mut Vec<UnderWay>, now: u64) {
    loop {
        under_way.sort_by_key(|call| call.writes.map_or(call.ends, |(at, _)| at));
        let Some(first) = under_way.first_mut() else {
            return;
        };
        if let Some((at, handshake)) = first.writes.filter(|(at, _)| *at <= now) {
            limiter.written(first.ticket, at, handshake);
            first.writes = None;
        } else if first.writes.is_none() && first.ends <= now {
            let call = under_way.remove(0);
            match call.end {
                0 => limiter.not_sent(call.ticket, call.ends),
                1 => limiter.refused(call.ticket, call.ends),
                _ => limiter.finished(call.ticket, call.ends),
            }
        } else {
            return;
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
        let mut limiter = Limiter::new(Quota::per_second(limit));
        let (mut now, mut under_way, mut arrivals) = (0, Vec::new(), Vec::new());
        for sending in sendings {
            now += if busy { 0 } else { sending.later };
            let (mut asks, mut turn) = (0, None);
            let ticket = loop {
                tell_until(&mut limiter, &mut under_way, now);
                match limiter.ask(turn, now, now + 100_000) {
                    Permit::Go(ticket) => break ticket,
                    Permit::Wait { turn: waits, until_ms } => {
                        prop_assert!(until_ms > now, "a wait leads forward");
                        (turn, now) = (Some(waits), until_ms);
                    }
                }
                asks += 1;
                prop_assert!(asks < 50, "everybody is let through in the end");
            };
            let writes = now + sending.written;
            let ends = writes + sending.takes;
            // A call that was not sent was not written whole either.
            let told = (sending.end != 0).then_some((writes, sending.handshake));
            under_way.push(UnderWay { ticket, writes: told, ends, end: sending.end });
            if sending.end != 0 {
                let way = sending.handshake.unwrap_or(500).min(500).min(sending.takes);
                arrivals.push(writes + way * sending.counted / 100);
            }
            prop_assert!((1..=limit).contains(&limiter.allowed()));
        }
        arrivals.sort_unstable();
        for window in arrivals.windows(limit as usize + 1) {
            prop_assert!(window[limit as usize] - window[0] > 1000, "too many for the server: {:?}", window);
        }
    }
}
