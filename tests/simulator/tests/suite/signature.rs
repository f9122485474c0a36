//! The published signature, and requests made by an independent program.

use serde::Deserialize;
use zegoapi_simulator::{AppConfig, Limits};

use crate::support::{Params, get, get_as, now, started};

#[derive(Deserialize)]
struct Case {
    app_id: u32,
    server_secret: String,
    timestamp: i64,
    room_id: String,
    from_user_id: String,
    to_user_ids: Option<Vec<String>>,
    content: String,
    url: String,
}

const CASES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/requests.json"));

#[test]
fn the_published_vector_is_accepted_and_any_other_signature_is_not() {
    let sim = started();
    sim.add_app(AppConfig::new(12345, "9193cc662a4c0ec135ec71fb57194b38"));
    sim.set_fixed_clock(1_615_186_943);
    let target = |signature: &str| {
        format!(
            "/?Action=SendCustomCommand&AppId=12345&SignatureNonce=4fd24687296dd9f3&Timestamp=1615186943\
             &Signature={signature}&SignatureVersion=2.0&RoomId=room1&FromUserId=s&MessageContent=x"
        )
    };
    assert_eq!(
        get(&sim.http_url(), &target("43e5cfcca828314675f91b001390566a")).code(),
        0
    );
    for wrong in [
        "43e5cfcca828314675f91b001390566b",
        "43E5CFCCA828314675F91B001390566A",
        "43e5cfcca828314675f91b001390566",
        "43e5cfcca828314675f91b001390566a0",
    ] {
        assert_eq!(
            get(&sim.http_url(), &target(wrong)).code(),
            100_000_005,
            "{wrong}"
        );
    }
}

#[test]
fn every_signed_part_counts_and_the_action_s_own_do_not() {
    let sim = started();
    let other_app = (sim.app_id() + 1).to_string();
    sim.add_app(AppConfig::new(sim.app_id() + 1, sim.server_secret()));
    let call = Params::message(&sim, "x");
    let later = (now() + 10).to_string();
    assert_eq!(call.clone().with("AppId", &other_app).code(&sim), 100_000_005);
    assert_eq!(
        call.clone().with("SignatureNonce", "0123456789abcdef").code(&sim),
        100_000_005
    );
    assert_eq!(call.clone().with("Timestamp", &later).code(&sim), 100_000_005);
    assert_eq!(call.with("MessageContent", "y").code(&sim), 0);
    let call = Params::message(&sim, "x");
    sim.add_app(AppConfig::new(sim.app_id(), "another secret"));
    assert_eq!(call.code(&sim), 100_000_005);
}

#[test]
fn the_request_vectors_are_accepted_and_delivered_verbatim() {
    let sim = started();
    sim.set_limits(Limits {
        calls_per_second: u32::MAX,
        test_calls_per_second: u32::MAX,
        ..Limits::default()
    });
    let cases: Vec<Case> = serde_json::from_str(CASES).expect("the vectors");
    for case in &cases {
        sim.reset_counters();
        sim.add_app(AppConfig::new(case.app_id, &case.server_secret));
        sim.set_fixed_clock(case.timestamp);
        let bystander = "nobody named this one";
        let named = case.to_user_ids.iter().flatten().map(String::as_str);
        let present = named.chain([bystander]).collect::<Vec<_>>();
        for user in &present {
            sim.login(&case.room_id, user);
        }
        let (host, query) = case.url["https://".len()..].split_once('/').expect("a path");
        let answer = get_as(&sim.http_url(), &format!("/{query}"), host);
        assert_eq!(answer.code(), 0, "{}", case.url);
        assert!(answer.json().get("Data").is_none(), "all are there: {}", case.url);
        for user in present {
            let heard = sim.messages(&case.room_id, user);
            let expected = (case.to_user_ids.is_none() || user != bystander) && user != case.from_user_id;
            assert_eq!(heard.len(), usize::from(expected), "{user} in {}", case.url);
            for message in heard {
                assert_eq!(message.content, case.content);
                assert_eq!(message.from_user_id, case.from_user_id);
                assert_eq!(message.to_everyone, case.to_user_ids.is_none());
            }
            sim.logout(&case.room_id, user);
        }
        let counters = sim.counters();
        assert_eq!((counters.misspelt_parameters, counters.malformed_nonces), (0, 0));
        assert_eq!(counters.acted_on(&case.content), 1);
    }
    assert_eq!(cases.len(), 151);
}
