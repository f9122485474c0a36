//! Callbacks as documented: their fields, their types, their way to the URL.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use zegoapi_simulator::{CallbackSettings, Simulator};

use crate::receiver::{Post, Receiver, SECRET, SOON, telling, telling_with, text};
use crate::support::now;

const COMMON: &str = "event appid timestamp nonce signature ";
/// The fields of the vendor's pages, sorted.
const FIELDS: [(&str, &str); 6] = [
    ("room_create", "room_id room_session_id room_create_time id_name"),
    (
        "room_close",
        "room_id room_session_id close_reason room_close_time",
    ),
    (
        "room_login",
        "room_id room_name room_seq user_account user_nickname session_id login_time user_role auth_level relogin \
         user_update_seq callback_data term_type",
    ),
    (
        "room_logout",
        "room_id room_seq user_account user_nickname session_id login_time logout_time reason user_role user_update_seq",
    ),
    (
        "stream_create",
        "room_id room_session_id user_id user_name channel_id stream_id stream_sid title stream_alias stream_attr \
         stream_seq create_time create_time_ms extra_info recreate publish_id publish_name rtmp_url hls_url hdl_url pic_url",
    ),
    (
        "stream_close",
        "room_id room_session_id user_id user_name channel_id type stream_alias stream_id stream_sid stream_seq \
         third_define_data create_time_ms destroy_timemillis",
    ),
];

/// What was told, after all of it came.
pub(crate) fn told(sim: &Simulator, receiver: &Receiver) -> Vec<Value> {
    assert!(sim.wait_for_callbacks(SOON));
    receiver.posts().iter().map(Post::verified).collect()
}

/// A room, a user and a stream from beginning to end.
fn life(sim: &Simulator) {
    sim.login("room 字", "u1");
    assert!(sim.publish("room 字", "u1", "s1"));
    sim.unpublish("s1");
    sim.logout("room 字", "u1");
}

#[test]
fn a_room_s_life_is_told_in_order_with_the_documented_fields() {
    let receiver = Receiver::start();
    let sim = telling(&format!("{}/hook?key=1", receiver.url));
    life(&sim);
    let all = told(&sim, &receiver);
    let order = [
        "room_create",
        "room_login",
        "stream_create",
        "stream_close",
        "room_logout",
        "room_close",
    ];
    assert_eq!(receiver.events(), order);
    let documented = FIELDS.into_iter().collect::<BTreeMap<_, _>>();
    for json in &all {
        let mut names = (COMMON.to_owned() + documented[text(json, "event").as_str()])
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        names.sort_unstable();
        let own = json
            .as_object()
            .expect("an object")
            .keys()
            .collect::<std::collections::BTreeSet<_>>();
        assert_eq!(
            own.into_iter().collect::<Vec<_>>(),
            names.iter().collect::<Vec<_>>()
        );
        assert_eq!(json["room_id"], "room 字");
        assert_eq!(text(json, "appid"), sim.app_id().to_string());
        let timestamp = text(json, "timestamp").parse::<i64>().expect("digits");
        assert!((timestamp - now()).abs() < 60, "seconds");
    }
    for post in receiver.posts() {
        assert!(
            post.head.starts_with("post /hook?key=1 http/1.1\r\n"),
            "{}",
            post.head
        );
        assert!(
            post.head.contains("content-type: application/json\r\n"),
            "{}",
            post.head
        );
    }
}

/// Numbers are text but for those that the pages show as numbers.
#[test]
fn numbers_have_the_documented_types() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    life(&sim);
    for json in told(&sim, &receiver) {
        let numbers = json.as_object().expect("an object").iter();
        let numbers = numbers
            .filter(|(_, value)| value.is_number())
            .map(|(name, _)| name.as_str());
        let mut numbers = numbers.collect::<Vec<_>>();
        numbers.sort_unstable();
        let wanted: &[&str] = match text(&json, "event").as_str() {
            "room_create" => &["appid", "room_session_id", "timestamp"],
            "room_close" => &["appid", "close_reason", "room_session_id", "timestamp"],
            _ => &[],
        };
        assert_eq!(numbers, wanted);
        let lists = ["rtmp_url", "hls_url", "hdl_url", "pic_url"];
        let lists = lists.iter().filter(|name| json[**name].is_array()).count();
        assert_eq!(lists, if json["event"] == "stream_create" { 4 } else { 0 });
    }
}

#[test]
fn ids_and_sequences_hang_together() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    life(&sim);
    life(&sim);
    let all = told(&sim, &receiver);
    let (first, second) = all.split_at(6);
    for life in [first, second] {
        let session = life[0]["room_session_id"].as_u64().expect("a number");
        assert!(session > 1 << 53 && session % 2 == 1, "no float holds it");
        for json in life {
            let name = if json["room_seq"].is_null() {
                "room_session_id"
            } else {
                "room_seq"
            };
            assert_eq!(text(json, name), session.to_string(), "{json}");
        }
        let (login, logout) = (&life[1], &life[4]);
        assert_eq!(login["session_id"], logout["session_id"]);
        assert_eq!(login["login_time"], logout["login_time"]);
        assert_eq!(
            (&login["user_update_seq"], &logout["user_update_seq"]),
            (&json!("1"), &json!("2"))
        );
        assert_eq!(
            (&life[2]["stream_seq"], &life[3]["stream_seq"]),
            (&json!("1"), &json!("2"))
        );
        let created = text(&life[2], "create_time_ms").parse::<u64>().expect("digits");
        assert_eq!(text(&life[2], "create_time"), (created / 1000).to_string());
        let ended = text(&life[3], "destroy_timemillis")
            .parse::<u64>()
            .expect("digits");
        assert!(ended >= created);
    }
    assert_ne!(first[0]["room_session_id"], second[0]["room_session_id"]);
    assert_ne!(first[1]["session_id"], second[1]["session_id"]);
    let recreated = (&first[2]["recreate"], &second[2]["recreate"]);
    assert_eq!(recreated, (&json!("0"), &json!("1")), "within 90 s");
}

#[test]
fn each_event_goes_to_its_own_url_or_to_the_one_for_all() {
    let (one, rest) = (Receiver::start(), Receiver::start());
    let sim = telling_with(CallbackSettings {
        urls: BTreeMap::from([("room_login".to_owned(), format!("{}/logins", one.url))]),
        secret: SECRET.to_owned(),
        ..CallbackSettings::default()
    });
    life(&sim);
    assert!(sim.wait_for_callbacks(SOON));
    assert_eq!(sim.counters().callbacks.len(), 1, "no URL, no callback");
    let both = CallbackSettings {
        url: Some(rest.url.clone()),
        urls: BTreeMap::from([("room_login".to_owned(), one.url.clone())]),
        secret: SECRET.to_owned(),
        ..CallbackSettings::default()
    };
    sim.set_callbacks(both).expect("good settings");
    life(&sim);
    assert!(sim.wait_for_callbacks(SOON));
    assert_eq!((one.events().len(), rest.events().len()), (2, 5));
    assert!(one.events().iter().all(|event| event == "room_login"));
    assert!(one.posts()[0].head.starts_with("post /logins "));
}

#[test]
fn any_certificate_will_do() {
    let receiver = Receiver::start_secure();
    let sim = telling(&receiver.url);
    life(&sim);
    assert_eq!(told(&sim, &receiver).len(), 6);
}

#[test]
fn timestamps_are_those_of_the_simulator_s_clock() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    sim.set_fixed_clock(1_470_820_198);
    sim.login("r", "u1");
    let all = told(&sim, &receiver);
    assert_eq!(
        (&all[0]["timestamp"], &all[1]["timestamp"]),
        (&json!(1_470_820_198), &json!("1470820198"))
    );
}
