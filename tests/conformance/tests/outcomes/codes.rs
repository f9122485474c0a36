//! Every documented return code of a message, from a request that deserves it where there is one, else on demand.
//! A code that came back as another, or as "not applied" though its meaning leaves that open, would be red here.

use std::collections::BTreeMap;
use zegoapi_client::{
    ActionExt, Answer, App, Applied, Error, ErrorKind, GenericAction, Limits, SendCustomCommand, new_stamp,
};
use zegoapi_conformance::cases::{CodeCase, Codes};
use zegoapi_conformance::stage::{ROOM, app, client_of, endpoint, get_by_hand, over_http, simulator, to_u1};
use zegoapi_conformance::vectors;
use zegoapi_simulator::{AppConfig, Clock, Fault, Limits as ServerLimits, Settings, Simulator};

type Provoke = Box<dyn Fn(&Simulator) -> Error>;

const CONTENT: &str = "never delivered";
const HOST: &str = "localhost";

#[test]
fn every_documented_code_comes_back_as_itself_and_delivers_nothing() {
    let codes: Codes = vectors("codes.json");
    let own = |case: &CodeCase| matches!(case.scope.as_str(), "gateway" | "room");
    let documented: Vec<CodeCase> = codes.codes.into_iter().filter(own).collect();
    let mut deserved = deserved();
    let sim = simulator();
    for case in &documented {
        sim.reset();
        let error = match deserved.remove(&case.code) {
            Some(provoke) => provoke(&sim),
            None => on_demand(&sim, case.code),
        };
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Api, Some(case.code)),
            "{error}"
        );
        assert_eq!(error.code_kind().unwrap().name(), case.kind, "{error}");
        assert_eq!(
            (error.retryable(), error.applied()),
            (case.retryable, applied(case)),
            "{error}"
        );
        let counters = sim.counters();
        assert_eq!(
            (counters.code(small(case.code)), counters.acted_on(CONTENT)),
            (1, 0),
            "{error}"
        );
    }
    assert_eq!(documented.len(), 47);
    assert_eq!(
        deserved.len(),
        0,
        "codes that are provoked here and documented nowhere"
    );
}

/// What the meaning of a code says. 50013 says that sending failed, to all who were named.
fn applied(case: &CodeCase) -> Applied {
    match (case.code, case.kind.as_str()) {
        (50_013, _) | (_, "caller" | "auth" | "clock" | "absent" | "limited") => Applied::No,
        _ => Applied::Unknown,
    }
}

#[test]
fn an_undocumented_code_is_a_refusal_all_the_same() {
    let sim = simulator();
    let error = on_demand(&sim, 424_242);
    assert_eq!(
        (error.code(), error.code_kind().unwrap().name()),
        (Some(424_242), "unlisted")
    );
    assert_eq!((error.applied(), error.retryable()), (Applied::Unknown, false));
}

/// No `SendCustomCommand` can deserve it, or the simulator has no rule for it.
fn on_demand(sim: &Simulator, code: i64) -> Error {
    sim.fail_next(Fault::code(small(code)), 1);
    over_http(sim).build().unwrap().send(to_u1(CONTENT)).unwrap_err()
}

/// As the simulator has them.
fn small(code: i64) -> i32 {
    i32::try_from(code).expect("a documented code")
}

/// What deserves which code.
fn deserved() -> BTreeMap<i64, Provoke> {
    let mut all: BTreeMap<i64, Provoke> = BTreeMap::new();
    let mut add =
        |code, provoke: Provoke| assert!(all.insert(code, provoke).is_none(), "{code} stands here twice");

    add(
        100_000_000,
        Box::new(|sim| by_hand(sim, "example.com", str::to_owned)),
    );
    add(100_000_001, edited("AppId", Some("12x")));
    add(100_000_002, edited("Timestamp", None));
    add(100_000_003, edited("Timestamp", Some("now")));
    // Its Date is right, so that there is nothing to correct.
    let window_off = Clock {
        window_offset: 700,
        date_offset: 0,
        ..Clock::default()
    };
    add(
        100_000_004,
        sent_after(move |sim| sim.set_clock(window_off.clone())),
    );
    add(
        100_000_005,
        Box::new(|sim| send_as(sim, App::new(sim.app_id(), "another-secret").unwrap())),
    );
    add(100_000_006, edited("Action", None));
    add(100_000_007, Box::new(unsupported_action));
    add(100_000_008, edited("SignatureNonce", None));
    add(100_000_009, edited("Signature", None));
    add(
        100_000_010,
        Box::new(|sim| send_as(sim, App::new(77, "a-secret").unwrap())),
    );
    add(100_000_011, standing(|app| app.configured = false));
    add(100_000_013, edited("SignatureVersion", None));
    add(100_000_014, edited("SignatureVersion", Some("1.0")));
    add(100_000_016, standing(|app| app.production = false));
    add(100_000_017, standing(|app| app.service_enabled = false));

    add(2, edited("IsTest", Some("no")));
    add(3, Box::new(room_id_too_long));
    add(8, edited("MessageContent", Some("%FF")));
    add(9, standing(|app| app.permitted = false));
    add(
        206,
        after_another(|| ServerLimits {
            calls_per_second: 1,
            ..ServerLimits::default()
        }),
    );
    add(
        207,
        after_another(|| ServerLimits {
            room_calls_per_second: Some(1),
            ..ServerLimits::default()
        }),
    );
    add(1008, edited("MessageContent", None));
    add(50_011, Box::new(too_many_users));
    add(50_012, Box::new(content_too_long));
    for code in [104, 5024, 50_001] {
        add(code, Box::new(move |sim| room_missing(sim, code)));
    }
    all
}

fn send_as(sim: &Simulator, app: App) -> Error {
    client_of(app, &sim.http_url())
        .build()
        .unwrap()
        .send(to_u1(CONTENT))
        .unwrap_err()
}

/// An ordinary send, after the simulator was told something.
fn sent_after(tell: impl Fn(&Simulator) + 'static) -> Provoke {
    Box::new(move |sim| {
        tell(sim);
        send_as(sim, app(sim))
    })
}

/// An ordinary send by an application of another standing.
fn standing(change: impl Fn(&mut AppConfig) + 'static) -> Provoke {
    sent_after(move |sim| {
        let mut app = AppConfig::new(sim.app_id(), sim.server_secret());
        change(&mut app);
        sim.add_app(app);
    })
}

/// The second of two sends under a quota of one.
fn after_another(limits: impl Fn() -> ServerLimits + 'static) -> Provoke {
    sent_after(move |sim| {
        // Wide enough for the slowest machine.
        sim.set_limits(ServerLimits {
            window_ms: 60_000,
            ..limits()
        });
        over_http(sim).build().unwrap().send(to_u1("the first")).unwrap();
    })
}

/// A well-formed request with one parameter changed, or left out.
fn edited(name: &'static str, value: Option<&'static str>) -> Provoke {
    Box::new(move |sim| {
        by_hand(sim, HOST, |target| {
            let kept = target
                .trim_start_matches("/?")
                .split('&')
                .filter(|pair| pair.split('=').next() != Some(name));
            let new = value.map(|value| format!("{name}={value}"));
            let pairs: Vec<String> = kept.map(str::to_owned).chain(new).collect();
            format!("/?{}", pairs.join("&"))
        })
    })
}

fn by_hand(sim: &Simulator, host: &str, edit: impl Fn(&str) -> String) -> Error {
    let command = to_u1(CONTENT);
    let request = command
        .prepare(&app(sim), &endpoint(&sim.http_url()), &new_stamp().unwrap())
        .unwrap();
    let target = request.url().trim_start_matches(&sim.http_url());
    let (status, body) = get_by_hand(&sim.http_url(), host, &edit(target));
    command.parse(&Answer::new(status, body)).unwrap_err()
}

fn unsupported_action(sim: &Simulator) -> Error {
    let action = GenericAction::new_get("SendCustomComand").unwrap();
    over_http(sim).build().unwrap().send(action).unwrap_err()
}

fn room_id_too_long(sim: &Simulator) -> Error {
    let room_id = "r".repeat(129);
    let command = SendCustomCommand::to_everyone(room_id, "server", CONTENT).unwrap();
    over_http(sim).build().unwrap().send(command).unwrap_err()
}

/// For an account whose limits support has not raised after all.
fn too_many_users(sim: &Simulator) -> Error {
    let app = app(sim).with_limits(Limits {
        to_users: 11,
        ..Limits::default()
    });
    let users = (0..11).map(|n| format!("u{n}"));
    let command = SendCustomCommand::to_users(ROOM, "server", users, CONTENT).unwrap();
    client_of(app, &sim.http_url())
        .build()
        .unwrap()
        .send(command)
        .unwrap_err()
}

fn content_too_long(sim: &Simulator) -> Error {
    let app = app(sim).with_limits(Limits {
        content_bytes: 1025,
        ..Limits::default()
    });
    let content = "推".repeat(341) + "xx";
    client_of(app, &sim.http_url())
        .build()
        .unwrap()
        .send(to_u1(&content))
        .unwrap_err()
}

fn room_missing(sim: &Simulator, code: i64) -> Error {
    sim.set_settings(Settings {
        room_missing_code: small(code),
        ..Settings::default()
    });
    let command = SendCustomCommand::to_everyone("nobody's room", "server", CONTENT).unwrap();
    over_http(sim).build().unwrap().send(command).unwrap_err()
}
