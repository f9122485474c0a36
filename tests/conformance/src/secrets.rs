//! What must never show, in each of its spellings, and the simulator whose application it belongs to.

use crate::stage::{ROOM, USERS};
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use zegoapi_client::{App, SendCustomCommand, Stamp};
use zegoapi_simulator::{AppConfig, Config, Simulator};

const APP_ID: u32 = 12345;
/// The ServerSecret of [`app`].
pub const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";
/// The nonce, timestamp and signature that the vendor published for this secret.
const NONCE: &str = "4fd24687296dd9f3";
const TIMESTAMP: i64 = 1_615_186_943;
/// See [`stamp`].
pub const SIGNATURE: &str = "43e5cfcca828314675f91b001390566a";
/// A message with what encodings differ about.
pub const CONTENT: &str = "Rosebud: \"ein Schlitten\", 推送 100% <b>";
/// A proxy's.
pub const PASSWORD: &str = "opensesame42";

/// Parts of these that must not stand in any text. Words of the content stand for the whole of it, since a server
/// may repeat it escaped or cut off; base64 is the spelling of a proxy's credentials.
const FORBIDDEN: [&str; 13] = [
    SECRET,
    SIGNATURE,
    NONCE,
    "Rosebud",
    "Schlitten",
    "推送",
    "%E6%8E%A8",
    "%e6%8e%a8",
    "\\u63a8",
    PASSWORD,
    "bWU6b3BlbnNlc2FtZTQy",
    "SignatureNonce=4",
    "Signature=4",
];

/// The application of the vendor's published signature.
///
/// # Panics
///
/// Never: it is well-formed.
pub fn app() -> App {
    App::new(APP_ID, SECRET).unwrap()
}

/// The stamp of the vendor's published signature.
///
/// # Panics
///
/// Never: it is well-formed.
pub fn stamp() -> Stamp {
    Stamp::new(NONCE, TIMESTAMP).unwrap()
}

/// [`CONTENT`] to two users.
///
/// # Panics
///
/// Never: it is well-formed.
pub fn command() -> SendCustomCommand<'static> {
    SendCustomCommand::to_users(ROOM, "server", ["u1", "u2"], CONTENT).unwrap()
}

/// A simulator of the application whose secrets these are.
///
/// # Panics
///
/// When it cannot listen.
pub fn simulator() -> Simulator {
    let config = Config {
        apps: vec![AppConfig::new(APP_ID, SECRET)],
        rooms: BTreeMap::from([(ROOM.to_owned(), USERS.map(str::to_owned).to_vec())]),
        ..Config::default()
    };
    Simulator::start(config).unwrap()
}

/// A proxy's user name and password, as they stand before its host.
pub fn before_host() -> String {
    format!("me:{PASSWORD}@")
}

/// Holds a text against all of them.
///
/// # Panics
///
/// When it holds what must not show.
pub fn assert_clean(what: &str, text: &str) {
    for forbidden in FORBIDDEN {
        assert!(!text.contains(forbidden), "{what} shows {forbidden:?}: {text}");
    }
}

/// How a value prints for programmers.
pub fn debug(value: impl Debug) -> Vec<String> {
    vec![format!("{value:?}"), format!("{value:#?}")]
}

/// How a value prints for programmers and for people.
pub fn prints(value: impl Debug + Display) -> Vec<String> {
    let mut texts = debug(&value);
    texts.extend([format!("{value}"), format!("{value:#}")]);
    texts
}

#[cfg(test)]
#[test]
fn the_forbidden_texts_are_those_of_a_real_request() {
    use zegoapi_client::{ActionExt, Endpoint};
    let request = command().prepare(&app(), &Endpoint::default(), &stamp()).unwrap();
    for part in [
        SIGNATURE,
        NONCE,
        "Rosebud",
        "Schlitten",
        "%E6%8E%A8",
        "SignatureNonce=4",
        "Signature=4",
    ] {
        assert!(request.url().contains(part), "{part}");
    }
}
