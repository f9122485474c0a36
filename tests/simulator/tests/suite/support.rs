//! A client that shares nothing with the simulator: requests signed and sent by hand over plain
//! sockets, answers read to the byte.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use zegoapi_simulator::{Config, Simulator};

/// Everything but RFC 3986's unreserved characters.
const RESERVED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A simulator with u1, u2 and u3 in room1.
pub(crate) fn started() -> Simulator {
    let sim = Simulator::start(Config::default()).expect("a simulator starts");
    for user in ["u1", "u2", "u3"] {
        sim.login("room1", user);
    }
    sim
}

pub(crate) fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after the epoch");
    i64::try_from(since.as_secs()).expect("fits")
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, &RESERVED).to_string()
}

/// The parameters of a call, in order, unencoded.
#[derive(Clone)]
pub(crate) struct Params(pub(crate) Vec<(String, String)>);

impl Params {
    /// The common parameters, signed for this moment.
    pub(crate) fn signed(sim: &Simulator, action: &str) -> Params {
        Params::signed_at(sim, action, now())
    }

    pub(crate) fn signed_at(sim: &Simulator, action: &str, timestamp: i64) -> Params {
        static NONCE: AtomicU64 = AtomicU64::new(0xC0FF_EE00_0000_0000);
        let nonce = format!("{:016x}", NONCE.fetch_add(1, Ordering::Relaxed));
        let (id, secret) = (sim.app_id(), sim.server_secret());
        let signature = format!("{:x}", md5::compute(format!("{id}{nonce}{secret}{timestamp}")));
        Params(Vec::new())
            .also("Action", action)
            .also("AppId", &id.to_string())
            .also("SignatureNonce", &nonce)
            .also("Timestamp", &timestamp.to_string())
            .also("Signature", &signature)
            .also("SignatureVersion", "2.0")
    }

    /// A message to everyone in room1.
    pub(crate) fn message(sim: &Simulator, content: &str) -> Params {
        Params::signed(sim, "SendCustomCommand")
            .also("RoomId", "room1")
            .also("FromUserId", "server")
            .also("MessageContent", content)
    }

    pub(crate) fn also(mut self, name: &str, value: &str) -> Params {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Params {
        let at = self
            .0
            .iter()
            .position(|(own, _)| own == name)
            .expect("a parameter to replace");
        value.clone_into(&mut self.0[at].1);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Params {
        let before = self.0.len();
        self.0.retain(|(own, _)| own != name);
        assert_ne!(self.0.len(), before, "a parameter to leave out");
        self
    }

    pub(crate) fn target(&self) -> String {
        let pairs = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        format!("/?{}", pairs.collect::<Vec<_>>().join("&"))
    }

    /// Sends it over plain HTTP on a connection of its own.
    pub(crate) fn send(&self, sim: &Simulator) -> Answer {
        get(&sim.http_url(), &self.target())
    }

    pub(crate) fn code(&self, sim: &Simulator) -> i64 {
        self.send(sim).code()
    }
}

/// Calls an action by GET.
pub(crate) fn call(sim: &Simulator, action: &str, params: &[(&str, &str)]) -> Answer {
    let all = params
        .iter()
        .fold(Params::signed(sim, action), |all, (name, value)| {
            all.also(name, value)
        });
    all.send(sim)
}

/// Calls an action by POST.
pub(crate) fn call_post(sim: &Simulator, action: &str, body: &Value) -> Answer {
    post(&sim.http_url(), &Params::signed(sim, action).target(), body)
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The envelope's code, after a look at the envelope.
    pub(crate) fn code(&self) -> i64 {
        let json = self.json();
        assert_eq!(self.status, 200);
        assert!(
            json["Message"].as_str().is_some_and(|text| !text.is_empty()),
            "{json}"
        );
        let id = json["RequestId"].as_str().expect("a text");
        assert!(id.len() == 19 && id.bytes().all(|b| b.is_ascii_digit()), "{id}");
        json["Code"].as_i64().expect("a number")
    }
}

/// A connection to a simulator's URL, with a limit to each read.
pub(crate) fn connect(url: &str) -> TcpStream {
    let address = url
        .split_once("://")
        .expect("a URL")
        .1
        .replace("localhost", "127.0.0.1");
    let stream = TcpStream::connect(address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .expect("a time-out");
    stream
}

pub(crate) fn write_request(
    stream: &mut impl Write,
    method: &str,
    target: &str,
    host: &str,
    more: &str,
    body: &str,
) {
    let head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n{more}\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).expect("to send");
}

/// Reads one answer; an error of kind `UnexpectedEof` when it is cut short.
pub(crate) fn read_answer(stream: &mut impl Read) -> io::Result<Answer> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).expect("a head of text");
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|s| s.parse().ok())
        .expect("a status");
    let header = |line: &str| {
        line.split_once(": ")
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mut answer = Answer {
        status,
        headers: lines.filter_map(header).collect(),
        body: Vec::new(),
    };
    let length = answer
        .header("content-length")
        .map_or(0, |length| length.parse().expect("a length"));
    if answer.header("transfer-encoding").is_some() {
        stream.read_to_end(&mut answer.body)?;
    } else {
        answer.body.resize(length, 0);
        stream.read_exact(&mut answer.body)?;
    }
    Ok(answer)
}

/// One exchange on a connection of its own.
pub(crate) fn exchange(url: &str, method: &str, target: &str, more: &str, body: &str) -> io::Result<Answer> {
    let mut stream = connect(url);
    write_request(
        &mut stream,
        method,
        target,
        "localhost",
        &format!("Connection: close\r\n{more}"),
        body,
    );
    read_answer(&mut stream)
}

pub(crate) fn get(url: &str, target: &str) -> Answer {
    exchange(url, "GET", target, "", "").expect("an answer")
}

pub(crate) fn get_as(url: &str, target: &str, host: &str) -> Answer {
    let mut stream = connect(url);
    write_request(&mut stream, "GET", target, host, "", "");
    read_answer(&mut stream).expect("an answer")
}

/// Posts JSON.
pub(crate) fn post(url: &str, target: &str, body: &Value) -> Answer {
    exchange(
        url,
        "POST",
        target,
        "Content-Type: application/json\r\n",
        &body.to_string(),
    )
    .expect("an answer")
}

/// The contents that a user heard in room1.
pub(crate) fn heard(sim: &Simulator, user: &str) -> Vec<String> {
    sim.messages("room1", user)
        .into_iter()
        .map(|message| message.content)
        .collect()
}
