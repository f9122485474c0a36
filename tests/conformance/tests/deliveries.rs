//! Protects the wire format end to end: every request of the vectors is sent, accepted by a server that shares no
//! code with the client, and heard by its users word for word. A mistake that the vectors share with the code
//! that wrote them is red here.

use std::collections::BTreeSet;
use zegoapi_client::{ActionExt, Client, SendCustomCommandReply};
use zegoapi_conformance::cases::{Parts, RequestCase};
use zegoapi_conformance::stage::{PATIENCE, client_of, endpoint, simulator};
use zegoapi_conformance::vectors;
use zegoapi_simulator::{AppConfig, Limits, Simulator};

#[test]
fn every_request_of_the_vectors_is_delivered_word_for_word() {
    let cases: Vec<RequestCase> = vectors("requests.json");
    let sim = simulator();
    // Some cases are made for accounts with raised limits, and all come within a second.
    let limits = Limits {
        calls_per_second: 1000,
        test_calls_per_second: 1000,
        ..Limits::default()
    };
    sim.set_limits(Limits {
        room_id_bytes: 1 << 16,
        content_bytes: 1 << 16,
        users_per_call: 1000,
        ..limits
    });
    let mut heard = 0;
    for case in &cases {
        sim.reset_counters();
        sim.add_app(AppConfig::new(case.command.app_id, &case.command.server_secret));
        sim.set_fixed_clock(case.command.timestamp);
        let parts = case.command.parts().unwrap();
        let listeners = log_in(&sim, case);
        let reply = send(&sim, &parts);
        assert_eq!(
            (reply.message.as_str(), reply.fail_users.len()),
            ("success", 0),
            "{}",
            case.url
        );
        for user in &listeners {
            let messages = sim.messages(&case.command.room_id, user);
            assert_eq!(messages.len(), 1, "{user} in {}", case.url);
            let (message, sent) = (&messages[0], &case.command);
            assert_eq!(
                (&message.content, &message.from_user_id),
                (&sent.content, &sent.from_user_id)
            );
            assert_eq!(message.to_everyone, sent.to_user_ids.is_none(), "{}", case.url);
            heard += 1;
        }
        let counters = sim.counters();
        assert_eq!(
            (
                counters.calls,
                counters.misspelt_parameters,
                counters.malformed_nonces
            ),
            (1, 0, 0)
        );
        assert_eq!(counters.acted_on(&case.command.content), 1, "{}", case.url);
    }
    assert_eq!(cases.len(), 151);
    assert!(heard >= cases.len(), "every message was heard by somebody");
}

/// Logs in whoever is to hear the message, and says who that is.
fn log_in(sim: &Simulator, case: &RequestCase) -> BTreeSet<String> {
    let sent = &case.command;
    let mut users: BTreeSet<String> = sent.to_user_ids.clone().unwrap_or_default().into_iter().collect();
    // Somebody is always there, so that the room is.
    if sent.to_user_ids.is_none() {
        users.insert("a listener".to_owned());
    }
    for user in &users {
        sim.login(&sent.room_id, user);
    }
    // A sender does not hear itself.
    users.remove(&sent.from_user_id);
    users
}

/// Sends the very request of the vector, but for the host.
fn send(sim: &Simulator, parts: &Parts) -> SendCustomCommandReply {
    let base_url = sim.http_url();
    let client: Client = client_of(parts.app.clone(), &base_url).build().unwrap();
    let request = parts
        .command
        .prepare(&parts.app, &endpoint(&base_url), &parts.stamp)
        .unwrap();
    let answer = client.transport().exchange(&request, PATIENCE).unwrap();
    parts.command.parse(&answer).unwrap()
}
