//! What most tests begin with: a simulator with a room, clients that reach it, and a way to speak to it by hand.
//! The clients make one try, so that what a test sees is what that try came to.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_client::{App, Client, ClientBuilder, Endpoint, SendCustomCommand};
use zegoapi_simulator::{Config, Simulator};

/// The room that every simulator here begins with.
pub const ROOM: &str = "room1";
/// Who is logged in to it.
pub const USERS: [&str; 3] = ["u1", "u2", "u3"];
/// Longer than anything here takes on the slowest machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A simulator with [`USERS`] in [`ROOM`].
///
/// # Panics
///
/// When it cannot listen.
pub fn simulator() -> Simulator {
    let users = USERS.map(str::to_owned).to_vec();
    let config = Config {
        rooms: BTreeMap::from([(ROOM.to_owned(), users)]),
        ..Config::default()
    };
    Simulator::start(config).unwrap()
}

/// The simulator's application.
///
/// # Panics
///
/// Never: the simulator's credentials are well-formed.
pub fn app(sim: &Simulator) -> App {
    App::new(sim.app_id(), sim.server_secret()).unwrap()
}

/// An endpoint given outright.
///
/// # Panics
///
/// When it is none.
pub fn endpoint(base_url: &str) -> Endpoint {
    Endpoint::from_base_url(base_url).unwrap()
}

/// A client with one try and a patient time-out, and without a proxy, for any base URL.
pub fn client_of(app: App, base_url: &str) -> ClientBuilder {
    let builder = Client::builder(app).endpoint(endpoint(base_url)).no_proxy();
    builder
        .retries(0)
        .fail_fast(true)
        .timeout(PATIENCE)
        .connect_timeout(PATIENCE)
}

/// The same for the simulator over plain http.
pub fn over_http(sim: &Simulator) -> ClientBuilder {
    client_of(app(sim), &sim.http_url())
}

/// The same for the simulator over TLS, trusting its authority alone.
pub fn over_https(sim: &Simulator) -> ClientBuilder {
    client_of(app(sim), &sim.https_url()).ca_pem(sim.ca_pem())
}

/// A message to the first of [`USERS`].
///
/// # Panics
///
/// When the content is empty.
pub fn to_u1(content: &str) -> SendCustomCommand<'_> {
    SendCustomCommand::to_users(ROOM, "server", ["u1"], content).unwrap()
}

/// Waits until it holds.
///
/// # Panics
///
/// When it does not within [`PATIENCE`].
pub fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "in vain: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// `GET target` under a `Host` of one's own, over a plain socket: status and body.
///
/// # Panics
///
/// When there is no answer.
pub fn get_by_hand(http_url: &str, host: &str, target: &str) -> (u16, Vec<u8>) {
    let address = http_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
    (status, answer.split_off(head + 4))
}
