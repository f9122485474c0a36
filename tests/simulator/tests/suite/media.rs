//! Streams as the media service knows them, and the `Sequence` that must grow.

use std::cell::Cell;

use serde_json::json;
use zegoapi_simulator::Simulator;

use crate::support::{Answer, Params, call, started};

/// Calls with a `Sequence` that grows.
struct Caller {
    sim: Simulator,
    sequence: Cell<u64>,
}

impl Caller {
    fn new() -> Caller {
        Caller {
            sim: started(),
            sequence: Cell::new(1),
        }
    }

    fn answer(&self, action: &str, streams: &[&str]) -> Answer {
        self.sequence.set(self.sequence.get() + 1);
        let name = if action.ends_with('s') {
            "StreamId[]"
        } else {
            "StreamId"
        };
        let sequence = self.sequence.get().to_string();
        let params = streams.iter().map(|stream| (name, *stream));
        let params = params.chain([("Sequence", sequence.as_str())]);
        call(&self.sim, action, &params.collect::<Vec<_>>())
    }

    fn code(&self, action: &str, streams: &[&str]) -> i64 {
        self.answer(action, streams).code()
    }
}

#[test]
fn a_stream_s_state_is_told_by_the_code() {
    let caller = Caller::new();
    let state = || caller.answer("DescribeRTCStreamState", &["s1"]);
    let unknown = state();
    assert_eq!((unknown.code(), unknown.json().get("Data")), (41004, None));
    assert!(caller.sim.publish("room1", "u1", "s1"));
    let live = state();
    assert_eq!((live.code(), &live.json()["Data"]["close_time"]), (0, &json!("")));
    let created = live.json()["Data"]["create_time"].as_str().map(str::to_owned);
    assert!(created.is_some_and(|text| text.len() == 10), "seconds as text");
    caller.sim.unpublish("s1");
    let closed = state();
    assert_eq!(closed.code(), 41006);
    assert!(
        closed.json()["Data"]["close_time"]
            .as_str()
            .is_some_and(|text| text.len() == 10)
    );
    let counters = caller.sim.counters();
    let counted = counters.action(caller.sim.app_id(), "DescribeRTCStreamState");
    assert_eq!(
        (counted.arrived, counted.accepted),
        (3, 3),
        "these codes are answers"
    );
}

#[test]
fn a_forbidden_stream_ends_and_cannot_be_published() {
    let caller = Caller::new();
    let sim = &caller.sim;
    for (forbid, resume, streams) in [
        ("ForbidRTCStream", "ResumeRTCStream", &["s1"][..]),
        ("ForbidRTCStreams", "ResumeRTCStreams", &["s1", "not yet there"]),
    ] {
        assert!(sim.publish("room1", "u1", "s1"));
        assert_eq!(caller.code(forbid, streams), 0);
        assert_eq!(caller.code("DescribeRTCStreamState", &["s1"]), 41006);
        for stream in streams {
            assert!(!sim.publish("room1", "u1", stream));
        }
        let params = [("RoomId", "room1"), ("UserId", "u1"), ("StreamId", "s1")];
        assert_eq!(call(sim, "AddStream", &params).code(), 123);
        assert_eq!(caller.code(resume, streams), 0);
        for stream in streams {
            assert!(sim.publish("room1", "u1", stream));
        }
    }
}

#[test]
fn a_sequence_that_does_not_grow_is_refused_and_changes_nothing() {
    let sim = started();
    assert!(sim.publish("room1", "u1", "s1"));
    let code = |action, sequence| {
        let name = if str::ends_with(action, 's') {
            "StreamId[]"
        } else {
            "StreamId"
        };
        call(
            &sim,
            action,
            &[(name, "s1"), ("Sequence", sequence), ("CDNUrl", "rtmp://x/y")],
        )
        .code()
    };
    let now = "1795468007718";
    assert_eq!(code("DescribeRTCStreamState", now), 0);
    for (action, stale) in [
        ("ForbidRTCStream", 42001),
        ("ResumeRTCStream", 42002),
        ("ForbidRTCStreams", 42003),
        ("ResumeRTCStreams", 42004),
        ("DescribeRTCStreamState", 5005),
        ("CreatCDNTransferRule", 5005),
        ("DeleteCDNTransferRule", 5005),
        ("ClearCDNTransferRule", 5005),
    ] {
        assert_eq!(code(action, now), stale, "{action}, the same");
        assert_eq!(code(action, "1795468007717"), stale, "{action}, smaller");
    }
    assert!(sim.streams()[0].closed_ms.is_none(), "nothing was forbidden");
    assert_eq!(code("ForbidRTCStream", "1795468007719"), 0);
}

#[test]
fn a_sequence_and_well_formed_streams_are_needed() {
    let sim = started();
    for (action, wrong_stream) in [
        ("ForbidRTCStream", 30009),
        ("ResumeRTCStreams", 30006),
        ("DescribeRTCStreamState", 30009),
    ] {
        let name = if action.ends_with('s') {
            "StreamId[]"
        } else {
            "StreamId"
        };
        assert_eq!(call(&sim, action, &[("Sequence", "1")]).code(), wrong_stream);
        assert_eq!(call(&sim, action, &[(name, "s")]).code(), 2, "no Sequence");
        assert_eq!(call(&sim, action, &[(name, "s"), ("Sequence", "one")]).code(), 2);
    }
    let many = |count| {
        let streams = (0..count).map(|_| ("StreamId[]", "s"));
        let params = streams.chain([("Sequence", "9")]);
        call(&sim, "ForbidRTCStreams", &params.collect::<Vec<_>>()).code()
    };
    assert_eq!((many(20), many(21)), (0, 30006));
}

#[test]
fn the_test_environment_s_streams_have_a_prefix() {
    let sim = started();
    assert!(sim.publish("room1", "u1", "s1"));
    let code = |stream: &str, sequence| {
        Params::signed(&sim, "DescribeRTCStreamState")
            .also("StreamId", stream)
            .also("Sequence", sequence)
            .also("IsTest", "true")
            .code(&sim)
    };
    assert_eq!(code("s1", "1"), 30009);
    assert_eq!(code(&format!("zegotest-{}-s1", sim.app_id()), "2"), 0);
}
