//! The gateway's codes, each from a request or an app that deserves it, and the order of the checks.

use zegoapi_simulator::{AppConfig, Config, Fault, Simulator};

use crate::support::{Params, exchange, get, get_as, now, post, started};

fn app(sim: &Simulator) -> AppConfig {
    AppConfig::new(sim.app_id(), sim.server_secret())
}

#[test]
fn a_call_in_order_passes() {
    let sim = started();
    let answer = Params::message(&sim, "x").send(&sim);
    assert_eq!(answer.code(), 0);
    assert_eq!(answer.json()["Message"], "success");
    assert!(
        answer
            .header("content-type")
            .is_some_and(|text| text.starts_with("application/json"))
    );
}

#[test]
fn the_host_must_be_the_simulator_s_or_the_vendor_s() {
    let config = Config {
        hosts: vec!["sim.test".to_owned()],
        ..Config::default()
    };
    let sim = Simulator::start(config).expect("a simulator");
    let code = |host: &str| get_as(&sim.http_url(), &Params::message(&sim, "x").target(), host).code();
    for host in [
        "localhost",
        "127.0.0.1:80",
        "[::1]:1",
        "sim.test",
        "rtc-api.zego.im",
        "rtc-api-bom.zego.im",
    ] {
        assert_eq!(code(host), 104, "{host}: passed on to the room's rules");
    }
    for host in ["example.com", "zim-api.zego.im", "rtc-api-xyz.zego.im", ""] {
        assert_eq!(code(host), 100_000_000, "{host}");
    }
}

#[test]
fn each_parameter_that_is_missing_or_malformed_has_its_code() {
    let sim = started();
    let call = || Params::message(&sim, "x");
    for (name, code) in [
        ("AppId", 100_000_001),
        ("Timestamp", 100_000_002),
        ("SignatureNonce", 100_000_008),
        ("SignatureVersion", 100_000_013),
        ("Signature", 100_000_009),
        ("Action", 100_000_006),
    ] {
        assert_eq!(call().without(name).code(&sim), code, "no {name}");
        assert_eq!(call().with(name, "").code(&sim), code, "empty {name}");
    }
    for (name, value, code) in [
        ("AppId", "0", 100_000_001),
        ("AppId", "4294967296", 100_000_001),
        ("AppId", "-1", 100_000_001),
        ("AppId", "12ab", 100_000_001),
        ("Timestamp", "soon", 100_000_003),
        ("Timestamp", "1.5", 100_000_003),
        ("SignatureNonce", "0123456789abcde", 100_000_008),
        ("SignatureNonce", "0123456789abcdefa", 100_000_008),
        ("SignatureNonce", "0123456789abcdeg", 100_000_008),
        ("SignatureVersion", "1.0", 100_000_014),
        ("SignatureVersion", "2", 100_000_014),
        ("AppId", "7", 100_000_010),
        ("Signature", "0", 100_000_005),
        ("Action", "SendCustomCommands", 100_000_007),
        ("Action", "sendcustomcommand", 100_000_007),
    ] {
        assert_eq!(call().with(name, value).code(&sim), code, "{name}={value}");
    }
}

#[test]
fn the_method_belongs_to_the_action() {
    let sim = started();
    let post_message = post(
        &sim.http_url(),
        &Params::message(&sim, "x").target(),
        &serde_json::json!({}),
    );
    assert_eq!(post_message.code(), 100_000_007);
    assert_eq!(Params::signed(&sim, "StartMix").code(&sim), 100_000_007);
    let put = exchange(
        &sim.http_url(),
        "PUT",
        &Params::message(&sim, "x").target(),
        "",
        "",
    );
    assert_eq!(put.expect("an answer").code(), 100_000_007);
    assert_eq!(sim.counters().acted_on("x"), 0);
}

#[test]
fn a_timestamp_may_be_off_by_600_seconds_and_no_more() {
    let sim = started();
    let start = now();
    sim.set_fixed_clock(start);
    let code = |off: i64| {
        let call = Params::signed_at(&sim, "SendCustomCommand", start + off);
        call.also("RoomId", "room1")
            .also("FromUserId", "s")
            .also("MessageContent", "x")
            .code(&sim)
    };
    assert_eq!([code(-600), code(0), code(600)], [0, 0, 0]);
    assert_eq!([code(-601), code(601)], [100_000_004; 2]);
    assert_eq!(code(start * 999), 100_000_004, "milliseconds");
    assert_eq!(code(i64::MIN / 2), 100_000_004);
}

#[test]
fn the_app_s_standing_has_its_codes() {
    let sim = started();
    let code = |app: AppConfig, test: bool| {
        sim.add_app(app);
        let call = Params::message(&sim, "x");
        if test { call.also("IsTest", "true") } else { call }.code(&sim)
    };
    assert_eq!(
        code(
            AppConfig {
                configured: false,
                ..app(&sim)
            },
            false
        ),
        100_000_011
    );
    assert_eq!(
        code(
            AppConfig {
                production: false,
                ..app(&sim)
            },
            false
        ),
        100_000_016
    );
    assert_eq!(
        code(
            AppConfig {
                production: false,
                ..app(&sim)
            },
            true
        ),
        0
    );
    assert_eq!(
        code(
            AppConfig {
                service_enabled: false,
                ..app(&sim)
            },
            false
        ),
        100_000_017
    );
    assert_eq!(
        code(
            AppConfig {
                permitted: false,
                ..app(&sim)
            },
            false
        ),
        9
    );
    assert_eq!(code(app(&sim), false), 0);
    sim.remove_app(sim.app_id());
    assert_eq!(Params::message(&sim, "x").code(&sim), 100_000_010);
    sim.fail_next(Fault::code(100_000_015), 1);
    assert_eq!(
        Params::message(&sim, "x").code(&sim),
        100_000_015,
        "an internal error, on demand"
    );
}

#[test]
fn is_test_is_true_or_false() {
    let sim = started();
    let code = |value| Params::message(&sim, "x").also("IsTest", value).code(&sim);
    assert_eq!([code("true"), code("false")], [0, 0]);
    for wrong in ["True", "1", "yes", ""] {
        assert_eq!(code(wrong), 2, "{wrong}");
    }
}

/// Starts with every mistake at once and mends them one by one: each time the next check answers.
#[test]
fn checks_come_in_the_documented_order() {
    let sim = started();
    sim.set_fixed_clock(1_000_000);
    let right = Params::signed_at(&sim, "SendCustomCommand", 1_000_000);
    let value = |name: &str| {
        right
            .0
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
            .expect("a parameter")
    };
    let mut call = right.clone().also("RoomId", "nowhere").also("IsTest", "maybe");
    for name in [
        "AppId",
        "Timestamp",
        "SignatureNonce",
        "SignatureVersion",
        "Signature",
        "Action",
    ] {
        call = call.with(name, "");
    }
    sim.add_app(AppConfig {
        configured: false,
        production: false,
        service_enabled: false,
        ..app(&sim)
    });
    assert_eq!(
        get_as(&sim.http_url(), &call.target(), "example.com").code(),
        100_000_000
    );
    let mut mend = |name: &str, value: &str, code: i64| {
        assert_eq!(call.code(&sim), code, "before {name} is mended");
        call = call.clone().with(name, value);
    };
    mend("AppId", "77", 100_000_001);
    mend("Timestamp", "x", 100_000_002);
    mend("Timestamp", "1", 100_000_003);
    mend("SignatureNonce", &value("SignatureNonce"), 100_000_008);
    mend("SignatureVersion", "3.0", 100_000_013);
    mend("SignatureVersion", "2.0", 100_000_014);
    mend("Signature", "x", 100_000_009);
    mend("AppId", &value("AppId"), 100_000_010);
    let known = AppConfig {
        production: false,
        service_enabled: false,
        ..app(&sim)
    };
    mend("Action", "", 100_000_011);
    sim.add_app(known);
    mend("Timestamp", &value("Timestamp"), 100_000_004);
    mend("Signature", &value("Signature"), 100_000_005);
    mend("Action", "", 100_000_016);
    sim.add_app(AppConfig {
        service_enabled: false,
        ..app(&sim)
    });
    mend("Action", "", 100_000_017);
    sim.add_app(app(&sim));
    mend("Action", "Nonsense", 100_000_006);
    mend("Action", &value("Action"), 100_000_007);
    mend("IsTest", "false", 2);
    sim.set_limits(zegoapi_simulator::Limits {
        calls_per_second: 0,
        ..zegoapi_simulator::Limits::default()
    });
    mend("IsTest", "false", 206);
}

#[test]
fn every_answer_has_an_id_of_its_own_that_no_float_holds() {
    let sim = started();
    let id = || {
        get(&sim.http_url(), "/?").json()["RequestId"]
            .as_str()
            .and_then(|id| id.parse::<u64>().ok())
    };
    let mut ids = (0..50).map(|_| id().expect("a number")).collect::<Vec<_>>();
    assert!(ids.iter().all(|id| id % 2 == 1), "odd, and over 2^53");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 50);
}
