//! Callbacks that are not taken: the further tries, the loss, the counts.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use zegoapi_simulator::{CallbackCounters, CallbackSettings};

use crate::receiver::Reaction::{HangUp, Late, Status};
use crate::receiver::{Post, Receiver, SECRET, SOON, telling, telling_with};

/// Only logins, so that each is one callback.
fn only_logins(url: &str) -> CallbackSettings {
    CallbackSettings {
        urls: [("room_login".to_owned(), url.to_owned())].into(),
        secret: SECRET.to_owned(),
        retry_waits_ms: vec![20, 40, 80, 160, 320],
        ..CallbackSettings::default()
    }
}

fn gaps(posts: &[Post]) -> Vec<Duration> {
    posts.windows(2).map(|pair| pair[1].at - pair[0].at).collect()
}

#[test]
fn what_is_not_answered_with_2xx_is_sent_again_byte_for_byte() {
    let receiver = Receiver::start();
    let sim = telling_with(only_logins(&receiver.url));
    receiver.react([Status(500), HangUp, Status(302), Status(404), Status(299)]);
    sim.login("r", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    let posts = receiver.posts();
    assert_eq!(posts.len(), 5);
    assert!(posts.iter().all(|post| post.body == posts[0].body));
    assert!(
        posts.iter().all(|post| post.head.starts_with("post / ")),
        "no redirect is followed"
    );
    for (gap, wait) in gaps(&posts).into_iter().zip([20, 40, 80, 160]) {
        assert!(gap >= Duration::from_millis(wait), "{gap:?} for {wait} ms");
    }
    let wanted = CallbackCounters {
        fired: 1,
        tries: 5,
        retried: 4,
        delivered: 1,
        lost: 0,
        last_status: Some(299),
    };
    assert_eq!(sim.counters().callbacks("room_login"), wanted);
}

#[test]
fn after_five_further_tries_it_is_lost() {
    let receiver = Receiver::start();
    let sim = telling_with(only_logins(&receiver.url));
    receiver.react([Status(503); 6]);
    sim.login("r", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    sim.login("r", "u2");
    assert!(sim.wait_for_callbacks(SOON));
    assert_eq!(receiver.posts().len(), 7, "six of the first, one of the second");
    let counters = sim.counters().callbacks("room_login");
    assert_eq!((counters.fired, counters.delivered, counters.lost), (2, 1, 1));
    assert_eq!((counters.tries, counters.retried), (7, 5));
}

#[test]
fn the_waits_are_the_vendor_s_unless_set_otherwise() {
    let waits = CallbackSettings::default().retry_waits_ms;
    assert_eq!(waits, [2000, 4000, 8000, 16_000, 32_000]);
    let receiver = Receiver::start();
    let sim = telling_with(CallbackSettings {
        retry_waits_ms: waits,
        ..only_logins(&receiver.url)
    });
    receiver.react([Status(500)]);
    sim.login("r", "u1");
    assert!(!sim.wait_for_callbacks(Duration::from_millis(500)), "under way");
    assert!(sim.wait_for_callbacks(SOON));
    assert!(gaps(&receiver.posts())[0] >= Duration::from_secs(2));
}

#[test]
fn a_receiver_that_is_not_there_or_never_answers_has_no_status() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = closed.local_addr().expect("an address");
    drop(closed);
    let sim = telling_with(only_logins(&format!("http://{address}/")));
    sim.login("r", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    let counters = sim.counters().callbacks("room_login");
    assert_eq!(
        (counters.tries, counters.lost, counters.last_status),
        (6, 1, None)
    );

    let receiver = Receiver::start();
    let sim = telling_with(CallbackSettings {
        timeout_ms: 200,
        retry_waits_ms: vec![1],
        ..only_logins(&receiver.url)
    });
    receiver.react([Late(SOON / 4); 2]);
    sim.login("r", "u1");
    assert!(
        sim.wait_for_callbacks(Duration::from_secs(4)),
        "given up before it answers"
    );
    let counters = sim.counters().callbacks("room_login");
    assert_eq!(
        (counters.tries, counters.lost, counters.last_status),
        (2, 1, None)
    );
}

#[test]
fn each_try_can_have_a_signature_of_its_own() {
    let receiver = Receiver::start();
    let sim = telling_with(CallbackSettings {
        sign_each_try: true,
        ..only_logins(&receiver.url)
    });
    receiver.react([Status(500), Status(500)]);
    sim.login("r", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    let posts = receiver.posts().iter().map(Post::verified).collect::<Vec<_>>();
    assert_eq!(posts.len(), 3);
    assert_ne!(posts[0]["nonce"], posts[1]["nonce"]);
    assert_ne!(posts[1]["nonce"], posts[2]["nonce"]);
    assert_eq!(posts[0]["session_id"], posts[2]["session_id"]);
}

#[test]
fn a_slow_receiver_does_not_hold_up_what_happens() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    receiver.react([Late(SOON / 4)]);
    let start = Instant::now();
    sim.login("r", "u1");
    assert!(start.elapsed() < SOON / 4);
    receiver.wait_for(2);
    assert!(
        start.elapsed() < SOON / 4,
        "the second is sent before the first is answered"
    );
}

#[test]
fn a_further_try_lets_the_next_one_pass() {
    let receiver = Receiver::start();
    let sim = telling_with(CallbackSettings {
        url: Some(receiver.url.clone()),
        retry_waits_ms: vec![1500],
        ..CallbackSettings::default()
    });
    receiver.react([Status(500)]);
    sim.login("r", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    assert_eq!(receiver.events(), ["room_create", "room_login", "room_create"]);
}

#[test]
fn a_reset_ends_further_tries_and_forgets_counts() {
    let receiver = Receiver::start();
    let sim = telling_with(CallbackSettings {
        retry_waits_ms: vec![1000],
        ..only_logins(&receiver.url)
    });
    receiver.react([Status(500), Status(500)]);
    sim.login("r", "u1");
    receiver.wait_for(1);
    sim.reset();
    assert!(sim.wait_for_callbacks(Duration::ZERO), "nothing under way");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(receiver.posts().len(), 1);
    assert!(sim.counters().callbacks.is_empty());
    sim.login("r", "u2");
    receiver.wait_for(2);
    sim.reset_counters();
    assert!(sim.wait_for_callbacks(SOON), "still sent");
    assert_eq!(receiver.posts().len(), 3);
    assert!(sim.counters().callbacks.is_empty(), "no part of one is counted");
}
