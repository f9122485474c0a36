//! Protects callbacks: signatures, ages, repeats and secrets as the shared vectors say; every event read with every
//! field, in every form; bodies that are none refused; nothing private printed; and nothing panics.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use zegoapi_core::{
    Callback, CallbackError, CallbackErrorKind, CallbackEvent, CallbackProduct, CallbackStamp,
    CallbackVerifier, Claim, Error, NonceKey, NonceMemory, RecentNonces, VerifiedStamp,
};

#[derive(Deserialize)]
struct Vectors {
    signatures: Vec<SignCase>,
    checked: Vec<Checked>,
    memory: Vec<Script>,
    read: Vec<ReadCase>,
    unreadable: Vec<Unreadable>,
}

#[derive(Deserialize)]
struct SignCase {
    name: String,
    callback_secret: String,
    timestamp: String,
    nonce: String,
    signature: String,
}

#[derive(Deserialize)]
struct Checked {
    name: String,
    secrets: Vec<String>,
    window_s: u64,
    timestamp: String,
    nonce: String,
    signature: String,
    now: i64,
    error: Option<String>,
    secret_index: Option<usize>,
    age_s: Option<i64>,
}

#[derive(Deserialize)]
struct Script {
    name: String,
    callback_secret: String,
    window_s: u64,
    capacity: usize,
    steps: Vec<Step>,
    forgotten: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Step {
    Verify {
        at: i64,
        verify: String,
        timestamp: String,
        nonce: String,
        signature: String,
        expect: String,
    },
    Commit {
        commit: String,
    },
    Release {
        release: String,
    },
}

#[derive(Deserialize)]
struct Body {
    body: Option<String>,
    body_hex: Option<String>,
}

impl Body {
    fn bytes(&self) -> Vec<u8> {
        match (&self.body, &self.body_hex) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(hex)) => (0..hex.len() / 2)
                .map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap())
                .collect(),
            _ => panic!("one of body and body_hex"),
        }
    }
}

#[derive(Deserialize)]
struct ReadCase {
    name: String,
    #[serde(flatten)]
    body: Body,
    read_as: Option<String>,
    product: String,
    event: String,
    number: u32,
    app_id: Option<u32>,
    timestamp: String,
    nonce: String,
    signature: String,
    fields: BTreeMap<String, String>,
    typed: Option<Value>,
}

#[derive(Deserialize)]
struct Unreadable {
    name: String,
    #[serde(flatten)]
    body: Body,
    error: String,
    field: String,
}

fn vectors() -> Vectors {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/callbacks.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn stamps_are_signed_as_the_vendor_signs() {
    let cases = vectors().signatures;
    for case in &cases {
        let stamp = CallbackStamp::signed(
            &case.callback_secret,
            case.timestamp.as_str(),
            case.nonce.as_str(),
        );
        assert_eq!(stamp.signature(), case.signature, "{}", case.name);
        assert_eq!(
            (stamp.timestamp(), stamp.nonce()),
            (case.timestamp.as_str(), case.nonce.as_str())
        );
        let verifier = CallbackVerifier::new(case.callback_secret.as_str()).unwrap();
        let now = stamp.unix_s().unwrap();
        assert!(verifier.check_stamp(&stamp, now).is_ok(), "{}", case.name);
    }
    assert_eq!(cases.len(), 9);
}

#[test]
fn signature_age_and_secrets_are_checked() {
    let cases = vectors().checked;
    for case in &cases {
        let name = &case.name;
        let mut verifier = CallbackVerifier::new(case.secrets[0].as_str()).unwrap();
        for secret in &case.secrets[1..] {
            verifier = verifier.with_secret(secret.as_str()).unwrap();
        }
        let verifier = verifier.with_window(Duration::from_secs(case.window_s)).unwrap();
        let stamp = CallbackStamp::new(
            case.timestamp.as_str(),
            case.nonce.as_str(),
            case.signature.as_str(),
        );
        match verifier.check_stamp(&stamp, case.now) {
            Ok(checked) => {
                assert_eq!(case.error, None, "{name}");
                assert_eq!(
                    (Some(checked.secret_index()), Some(checked.age_s())),
                    (case.secret_index, case.age_s),
                    "{name}"
                );
                let window = i64::try_from(case.window_s).unwrap();
                assert_eq!(checked.until(), case.now - checked.age_s() + window, "{name}");
            }
            Err(error) => {
                assert_eq!(Some(error.kind().name()), case.error.as_deref(), "{name}");
                assert_eq!(error.age_s(), case.age_s, "{name}");
            }
        }
    }
    assert_eq!(cases.len(), 34);
}

#[test]
fn a_memory_tells_repeats_from_new_ones() {
    let cases = vectors().memory;
    let mut steps = 0;
    for case in &cases {
        let window = Duration::from_secs(case.window_s);
        let verifier = CallbackVerifier::new(case.callback_secret.as_str())
            .unwrap()
            .with_window(window)
            .unwrap();
        let mut memory = RecentNonces::with_capacity(case.capacity);
        let mut stamps = BTreeMap::<&str, VerifiedStamp>::new();
        for step in &case.steps {
            steps += 1;
            match step {
                Step::Verify {
                    at,
                    verify,
                    timestamp,
                    nonce,
                    signature,
                    expect,
                } => {
                    let stamp = CallbackStamp::new(timestamp.as_str(), nonce.as_str(), signature.as_str());
                    let result = verifier.verify_stamp(&stamp, *at, &mut memory);
                    let got = result.as_ref().map_or_else(|error| error.kind().name(), |_| "ok");
                    assert_eq!(got, expect, "{}: {verify} at {at}", case.name);
                    if let Ok(stamp) = result {
                        stamps.insert(verify, stamp);
                    }
                }
                Step::Commit { commit } => stamps[commit.as_str()].commit(&mut memory),
                Step::Release { release } => stamps[release.as_str()].release(&mut memory),
            }
            assert!(memory.len() <= case.capacity, "{}", case.name);
        }
        assert_eq!(memory.forgotten(), case.forgotten, "{}", case.name);
    }
    assert_eq!((cases.len(), steps), (6, 29));
}

fn product(name: &str) -> CallbackProduct {
    *CallbackProduct::ALL
        .iter()
        .find(|product| product.name() == name)
        .unwrap()
}

/// What is expected is there, and nothing else has a value.
fn assert_fields(got: &Value, expected: &Value, name: &str) {
    match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            let missing: Vec<_> = expected.keys().filter(|key| !got.contains_key(*key)).collect();
            assert!(missing.is_empty(), "{name}: no field for {missing:?}");
            let absent = Value::Null;
            for (key, value) in got {
                let expected = expected.get(key).unwrap_or(&absent);
                assert_fields(value, expected, &format!("{name}: {key}"));
            }
        }
        (Value::Array(got), Value::Array(expected)) => {
            assert_eq!(got.len(), expected.len(), "{name}");
            got.iter()
                .zip(expected)
                .for_each(|(got, expected)| assert_fields(got, expected, name));
        }
        (Value::Array(got), Value::Null) => assert!(got.is_empty(), "{name}"),
        _ => assert_eq!(got, expected, "{name}"),
    }
}

#[test]
fn every_event_is_read_in_every_form() {
    let cases = vectors().read;
    let mut events = BTreeSet::new();
    for case in &cases {
        let name = &case.name;
        let body = case.body.bytes();
        let callback = match &case.read_as {
            Some(name) => Callback::read_as(product(name), &body),
            None => Callback::read(&body),
        };
        let callback = callback.unwrap_or_else(|error| panic!("{name}: {error}"));
        let stamp = callback.stamp();
        assert_eq!(
            (
                callback.product().name(),
                callback.event_name(),
                callback.event().number(),
                callback.app_id()
            ),
            (
                case.product.as_str(),
                case.event.as_str(),
                case.number,
                case.app_id
            ),
            "{name}"
        );
        assert_eq!(
            (stamp.timestamp(), stamp.nonce(), stamp.signature()),
            (
                case.timestamp.as_str(),
                case.nonce.as_str(),
                case.signature.as_str()
            ),
            "{name}"
        );
        for (field, raw) in &case.fields {
            assert_eq!(callback.field(field), Some(raw.as_str()), "{name}: {field}");
            assert!(
                callback.fields().any(|known| known == (field, raw)),
                "{name}: {field}"
            );
        }
        match &case.typed {
            Some(expected) => {
                let got: Value = serde_json::from_str(&callback.event().to_json()).unwrap();
                assert_fields(&got, expected, name);
                assert_eq!(callback.event().name(), Some(case.event.as_str()), "{name}");
            }
            None => assert_eq!(callback.event(), &CallbackEvent::Other, "{name}"),
        }
        events.insert(callback.event().number());
    }
    assert_eq!(cases.len(), 46);
    assert_eq!(events, (0..=20).collect(), "every event, and none");
}

#[test]
fn what_is_no_callback_is_refused() {
    let cases = vectors().unreadable;
    for case in &cases {
        let error = Callback::read(&case.body.bytes()).unwrap_err();
        assert_eq!(
            (error.kind().name(), error.invalid_input().field()),
            (case.error.as_str(), case.field.as_str()),
            "{}",
            case.name
        );
        assert!(matches!(Error::from(error), Error::InvalidInput(_)));
    }
    assert_eq!(cases.len(), 27);
}

#[test]
fn a_body_has_a_limit() {
    let body = |bytes: usize| {
        let head = r#"{"event":"x","timestamp":1,"nonce":1,"signature":"","a":""#;
        format!("{head}{}\"}}", "a".repeat(bytes - head.len() - 2)).into_bytes()
    };
    assert!(Callback::read(&body(Callback::MAX_BODY_BYTES)).is_ok());
    let error = Callback::read(&body(Callback::MAX_BODY_BYTES + 1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "callback refused: its body is 262145 bytes, at most 262144 allowed"
    );
    assert_eq!(error.answer_status(), 413);
}

#[test]
fn arguments_of_a_verifier_have_bounds() {
    let refused = |result: Result<CallbackVerifier, CallbackError>| {
        let error = result.unwrap_err();
        assert_eq!(
            (error.kind(), error.answer_status()),
            (CallbackErrorKind::InvalidInput, 500)
        );
        error.to_string()
    };
    let good = CallbackVerifier::new("s3cret").unwrap();
    assert_eq!(
        refused(CallbackVerifier::new("")),
        "invalid input: callback_secret is 0 bytes, at least 1 needed"
    );
    let text = "invalid input: callback_secret (7 bytes) holds white space or control characters";
    assert_eq!(refused(CallbackVerifier::new("s3cret\n")), text);
    assert_eq!(refused(good.clone().with_secret(" ")), text.replace('7', "1"));
    let window = |seconds| good.clone().with_window(Duration::from_secs(seconds));
    assert_eq!(
        refused(window(0)),
        "invalid input: window is 0 seconds, at least 1 needed"
    );
    assert_eq!(
        refused(window(86_401)),
        "invalid input: window is 86401 seconds, at most 86400 allowed"
    );
    assert_eq!(refused(window(u64::MAX)).split(',').count(), 2);
    assert_eq!(
        format!("{good:?}"),
        r"CallbackVerifier { secrets: *** (1), window_s: 600 }"
    );
}

/// A store that cannot be reached.
struct Down;

impl NonceMemory for Down {
    fn claim(&mut self, _: NonceKey, _: i64, _: i64) -> Claim {
        Claim::Unavailable
    }
    fn commit(&mut self, _: NonceKey) {}
    fn release(&mut self, _: NonceKey) {}
}

#[test]
fn a_store_that_is_down_is_an_error_that_asks_for_another_try() {
    let verifier = CallbackVerifier::new("s3cret").unwrap();
    let stamp = CallbackStamp::signed("s3cret", "1700000000", "1");
    let memory: &mut dyn NonceMemory = &mut Down;
    let error = verifier.verify_stamp(&stamp, 1_700_000_000, memory).unwrap_err();
    assert_eq!(
        (error.kind(), error.answer_status()),
        (CallbackErrorKind::MemoryUnavailable, 503)
    );
}

#[test]
fn a_captured_stamp_fits_no_second_body() {
    let verifier = CallbackVerifier::new("s3cret").unwrap();
    let mut memory = RecentNonces::default();
    let stamp = CallbackStamp::signed("s3cret", "1700000000", "1");
    let body = |event: &str, signature: &str| {
        format!(r#"{{"event":"{event}","timestamp":1700000000,"nonce":"1","signature":"{signature}"}}"#)
    };
    let mut receive = |body: String| {
        let callback = Callback::read(body.as_bytes()).unwrap();
        verifier
            .verify_stamp(callback.stamp(), 1_700_000_001, &mut memory)
            .map(|_| ())
    };
    assert_eq!(receive(body("room_create", stamp.signature())), Ok(()));
    let again = [
        body("room_close", stamp.signature()),
        body("room_close", &stamp.signature().to_uppercase()),
    ];
    for body in again {
        assert_eq!(receive(body).unwrap_err().kind(), CallbackErrorKind::InProgress);
    }
}

#[test]
fn nothing_private_is_printed() {
    let signature = CallbackStamp::signed("s3cret", "1700000000", "n0nce")
        .signature()
        .to_owned();
    let body = format!(
        r#"{{"event":"room_login","appid":"1","timestamp":"1700000000","nonce":"n0nce","signature":"{signature}","callback_data":"hidden"}}"#
    );
    let callback = Callback::read(body.as_bytes()).unwrap();
    let verifier = CallbackVerifier::new("s3cret").unwrap();
    let checked = verifier.check_stamp(callback.stamp(), 1_700_000_000).unwrap();
    let refused = CallbackVerifier::new("0ther")
        .unwrap()
        .check_stamp(callback.stamp(), 1_700_000_000)
        .unwrap_err();
    let old = verifier.check_stamp(callback.stamp(), 1_800_000_000).unwrap_err();
    let event = callback.event();
    let text = format!(
        "{callback:?} {event:?} {verifier:?} {checked:?} {} {refused} {refused:?} {old} {old:?}",
        checked.key()
    );
    for private in ["n0nce", "s3cret", "0ther", "hidden", &signature] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    assert!(event.to_json().contains("hidden"), "it is there for who asks");
}

#[test]
fn kinds_have_names_numbers_and_answers_of_their_own() {
    let numbers: Vec<u32> = CallbackErrorKind::ALL.iter().map(|kind| kind.number()).collect();
    assert_eq!(numbers, (1..=11).collect::<Vec<_>>());
    let names: BTreeSet<_> = CallbackErrorKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), 11);
    let again = CallbackErrorKind::ALL
        .iter()
        .filter(|kind| kind.answer_status() >= 500)
        .count();
    assert_eq!(
        again, 3,
        "a wrong setting, one in progress, and a memory that is down"
    );
    assert_eq!(CallbackErrorKind::Repeated.answer_status(), 200);
}

/// Whatever a body is, reading and verifying it end in a result, and its texts can be made.
fn receive_whatever(body: &[u8]) {
    let verifier = CallbackVerifier::new("s3cret").unwrap();
    match Callback::read(body) {
        Ok(callback) => {
            for now in [i64::MIN, 0, 1_700_000_000, i64::MAX] {
                let _ = verifier.verify_stamp(callback.stamp(), now, &mut RecentNonces::default());
            }
            let _ = format!(
                "{callback:?} {:?} {}",
                callback.event(),
                callback.event().to_json()
            );
        }
        Err(error) => drop(format!("{error} {error:?}")),
    }
}

proptest! {
    #[test]
    fn any_bytes_end_in_a_result(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        receive_whatever(&body);
    }

    #[test]
    fn any_fields_end_in_a_result(
        case in 0_usize..46,
        at in 0_usize..10_000,
        to in "[\\x00-\\x7f]{0,6}|\\PC{0,4}|null|\\[|\\{|\"",
        cut in 0_usize..8,
    ) {
        let mut body = vectors().read[case].body.bytes();
        let at = at % body.len();
        let end = (at + cut).min(body.len());
        body.splice(at..end, to.bytes());
        receive_whatever(&body);
    }

    #[test]
    fn any_stamp_ends_in_a_result(timestamp in any::<String>(), nonce in any::<String>(), signature in any::<String>()) {
        let verifier = CallbackVerifier::new("s3cret").unwrap();
        let stamp = CallbackStamp::new(timestamp.as_str(), nonce.as_str(), signature);
        prop_assert!(verifier.check_stamp(&stamp, 0).is_err());
        let signed = CallbackStamp::signed("s3cret", timestamp, nonce);
        let _ = verifier.check_stamp(&signed, 0);
    }

    #[test]
    fn text_comes_through_each_form(room_id in "\\PC{0,40}|[\\x00-\\x7f]{0,40}", session in any::<u64>()) {
        let json = serde_json::to_string(&room_id).unwrap();
        let json = format!(
            r#"{{"event":"room_create","timestamp":1,"nonce":1,"signature":1,"room_id":{json},"room_session_id":{session}}}"#
        );
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let form = format!(
            "event=room_create&timestamp=1&nonce=1&signature=1&room_id={}&room_session_id={session}", encode(&room_id)
        );
        for body in [json.clone(), encode(&json), form] {
            let CallbackEvent::RoomCreate(event) = Callback::read(body.as_bytes()).unwrap().into_event() else {
                panic!("{body}")
            };
            prop_assert_eq!(event.room_id.as_deref(), Some(room_id.as_str()));
            prop_assert_eq!(event.room_session_id.clone(), Some(session.to_string()));
        }
    }

    #[test]
    fn only_the_secret_that_signed_verifies(secret in "[!-~]{1,40}", other in "[!-~]{1,40}", nonce in any::<String>()) {
        prop_assume!(secret != other);
        let stamp = CallbackStamp::signed(&secret, "1700000000", nonce);
        let with = |first: &str, second: &str| {
            CallbackVerifier::new(first).unwrap().with_secret(second).unwrap().check_stamp(&stamp, 1_700_000_000)
        };
        prop_assert_eq!(with(&other, &secret).unwrap().secret_index(), 1);
        let alone = CallbackVerifier::new(other.as_str()).unwrap().check_stamp(&stamp, 1_700_000_000);
        prop_assert_eq!(alone.unwrap_err().kind(), CallbackErrorKind::BadSignature);
    }
}
