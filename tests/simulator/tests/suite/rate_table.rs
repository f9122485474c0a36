//! The rate of every action: as many calls as the vendor documents, then the refusal of its group.

use serde_json::json;
use zegoapi_simulator::{ActionLimits, Limits, Simulator};

use crate::support::{Params, call, get, post, started};

/// Name, calls a second, the same in the test environment, and the code of a call too many.
const GETS: [(&str, usize, usize, i64); 40] = [
    ("SendCustomCommand", 100, 10, 206),
    ("SendBroadcastMessage", 100, 10, 206),
    ("SendBarrageMessage", 100, 10, 206),
    ("CloseRoom", 1, 1, 206),
    ("KickoutUser", 50, 50, 206),
    ("DescribeUserNum", 10, 1, 206),
    ("DescribeUsers", 10, 10, 206),
    ("DescribeUserList", 200, 200, 206),
    ("DescribeSimpleStreamList", 50, 50, 206),
    ("AddStream", 10, 1, 206),
    ("DeleteStream", 10, 1, 206),
    ("SetForbidUserRule", 10, 10, 206),
    ("DelForbidUserRule", 10, 10, 206),
    ("DescribeForbidUserRules", 10, 10, 206),
    ("SetForbidStreamRule", 10, 10, 206),
    ("DelForbidStreamRule", 10, 10, 206),
    ("DescribeForbidStreamRules", 10, 10, 206),
    ("ForbidRTCStream", 20, 5, 30002),
    ("ResumeRTCStream", 20, 5, 30002),
    ("ForbidRTCStreams", 20, 5, 30002),
    ("ResumeRTCStreams", 20, 5, 30002),
    ("DescribeRTCStreamState", 40, 10, 30002),
    ("CreatCDNTransferRule", 10, 5, 5007),
    ("DeleteCDNTransferRule", 10, 5, 5007),
    ("ClearCDNTransferRule", 10, 5, 5007),
    ("ForbidCDNLiveStream", 20, 20, 30002),
    ("ResumeCDNLiveStream", 20, 20, 30002),
    ("QueryForbidCDNLiveStream", 20, 20, 30002),
    ("RTMPDispatchV2", 40, 40, 1010),
    ("DeleteMedia", 20, 20, 6),
    ("DescribeMediaTask", 20, 20, 6),
    ("MediaThumbnails", 20, 20, 6),
    ("MergeMedia", 20, 20, 6),
    ("SearchMedia", 20, 20, 6),
    ("StartCDNRecord", 20, 20, 6),
    ("StopCDNRecord", 20, 20, 6),
    ("TranscodeMedia", 20, 20, 6),
    ("GetMixTaskInfo", 100, 100, 110_200_194),
    ("GenerateIdentifyToken", 100, 100, 206),
    ("SetSceneTemplate", 50, 50, 206),
];

const POSTS: [(&str, usize, usize, i64); 10] = [
    ("StartMix", 100, 100, 110_200_194),
    ("StopMix", 100, 100, 110_200_194),
    ("StartAutoMix", 100, 100, 110_200_194),
    ("StopAutoMix", 100, 100, 110_200_194),
    ("StartCloudTranscode", 100, 100, 110_200_194),
    ("StopCloudTranscode", 100, 100, 110_200_194),
    ("StartCensorAudioV2", 100, 100, 206),
    ("StartCensorVideoV2", 100, 100, 206),
    ("StopCensorAudioV2", 100, 100, 206),
    ("StopCensorVideoV2", 100, 100, 206),
];

/// A window so wide that no test outlasts it.
fn wide() -> Limits {
    Limits {
        window_ms: 3_600_000,
        ..Limits::default()
    }
}

/// A call without parameters: refused for its form, but it takes its place in the rate.
fn bare(sim: &Simulator, action: &str, is_post: bool, is_test: bool) -> i64 {
    let params = Params::signed(sim, action);
    let params = if is_test {
        params.also("IsTest", "true")
    } else {
        params
    };
    if is_post {
        post(&sim.http_url(), &params.target(), &json!({})).code()
    } else {
        params.code(sim)
    }
}

fn check((action, calls, test_calls, code): (&str, usize, usize, i64), is_post: bool) {
    let sim = started();
    sim.set_limits(wide());
    for (is_test, calls) in [(false, calls), (true, test_calls)] {
        let bare = || bare(&sim, action, is_post, is_test);
        assert!((0..calls).all(|_| bare() != code), "{action} {is_test}");
        assert_eq!((bare(), bare()), (code, code), "{action} {is_test}");
    }
    let counters = sim.counters().action(sim.app_id(), action);
    assert_eq!(counters.arrived, (calls + test_calls + 4) as u64);
    assert_eq!(counters.max_calls_in_window, counters.arrived);
    assert_eq!(
        (counters.refused_by_quota, counters.refused_by_room_quota),
        (4, 0)
    );
    assert_eq!(sim.counters().refused_by_quota, 4);
}

#[test]
fn every_get_has_its_documented_rate() {
    for row in GETS {
        check(row, false);
    }
}

#[test]
fn every_post_has_its_documented_rate() {
    for row in POSTS {
        check(row, true);
    }
}

#[test]
fn two_actions_never_slow_each_other() {
    let sim = started();
    sim.set_limits(wide());
    while bare(&sim, "CloseRoom", false, false) != 206 {}
    while bare(&sim, "DescribeUserNum", false, false) != 206 {}
    for (action, ..) in GETS {
        if !["CloseRoom", "DescribeUserNum"].contains(&action) {
            assert_ne!(bare(&sim, action, false, false), 206, "{action}");
        }
    }
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
}

#[test]
fn a_room_s_lists_may_be_asked_for_only_so_often() {
    for action in ["DescribeUserList", "DescribeSimpleStreamList"] {
        let sim = started();
        sim.set_limits(wide());
        let code = |room| call(&sim, action, &[("RoomId", room)]).code();
        assert_eq!(
            [code("room1"), code("room1"), code("room2")],
            [0, 207, 0],
            "{action}"
        );
        let counters = sim.counters().action(sim.app_id(), action);
        assert_eq!((counters.accepted, counters.refused_by_room_quota), (2, 1));
        assert_eq!(sim.counters().refused_by_room_quota, 1);
    }
}

/// One window for users, ten for streams.
#[test]
fn a_room_s_streams_wait_ten_times_as_long_as_its_users() {
    let sim = started();
    sim.set_limits(Limits {
        window_ms: 400,
        ..Limits::default()
    });
    let code = |action| call(&sim, action, &[("RoomId", "room1")]).code();
    assert_eq!(
        (code("DescribeUserList"), code("DescribeSimpleStreamList")),
        (0, 0)
    );
    std::thread::sleep(std::time::Duration::from_millis(450));
    assert_eq!(
        (code("DescribeUserList"), code("DescribeSimpleStreamList")),
        (0, 207)
    );
}

#[test]
fn the_rate_of_one_action_can_be_set() {
    let sim = started();
    let one = |limits| [("KickoutUser".to_owned(), limits)].into();
    let kick = || call(&sim, "KickoutUser", &[("RoomId", "nowhere"), ("UserId[]", "u")]).code();
    sim.set_limits(Limits {
        actions: one(ActionLimits {
            calls_per_second: Some(2),
            ..ActionLimits::default()
        }),
        ..wide()
    });
    assert_eq!([kick(), kick(), kick()], [104, 104, 206]);
    sim.reset_counters();
    sim.set_limits(Limits {
        actions: one(ActionLimits {
            room_calls: Some(1),
            ..ActionLimits::default()
        }),
        ..wide()
    });
    assert_eq!([kick(), kick()], [104, 207]);
    assert_eq!(Params::message(&sim, "x").code(&sim), 0, "no other action's");
}

#[test]
fn the_admin_api_sets_rates_of_actions_and_shows_their_counts() {
    let sim = started();
    let limits = |body| post(&sim.admin_url(), "/limits", &body).status;
    assert_eq!(limits(json!({"actions": {"CloseRooms": {}}})), 400);
    assert_eq!(limits(json!({"actions": {"CloseRoom": {"calls": 1}}})), 400);
    assert_eq!(
        limits(json!({"actions": {"CloseRoom": {"calls_per_second": 0}}})),
        200
    );
    assert_eq!(call(&sim, "CloseRoom", &[("RoomId", "room1")]).code(), 206);
    let counters = get(&sim.admin_url(), "/counters").json();
    let counted = &counters["apps"][sim.app_id().to_string()]["actions"]["CloseRoom"];
    let expected = json!({"arrived": 1, "accepted": 0, "refused_by_quota": 1,
        "refused_by_room_quota": 0, "max_calls_in_window": 1});
    assert_eq!(*counted, expected);
}
