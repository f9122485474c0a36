//! A receiver of callbacks: takes requests over plain sockets, answers as it is told, and checks
//! signatures with a computation of its own.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use sha1::{Digest, Sha1};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};
use zegoapi_simulator::{CallbackSettings, Config, Simulator};

/// Long enough for anything that happens at all.
pub(crate) const SOON: Duration = Duration::from_secs(20);
pub(crate) const SECRET: &str = "made-up callback secret";

/// How a request is answered.
#[derive(Clone, Copy)]
pub(crate) enum Reaction {
    Status(u16),
    HangUp,
    /// Nothing for this long, then status 200.
    Late(Duration),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) head: String,
    pub(crate) body: String,
    pub(crate) at: Instant,
}

impl Post {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    pub(crate) fn event(&self) -> String {
        text(&self.json(), "event")
    }

    /// Asserts that the signature is right.
    pub(crate) fn verified(&self) -> Value {
        let json = self.json();
        let signature = signature(&text(&json, "timestamp"), &text(&json, "nonce"));
        assert_eq!(text(&json, "signature"), signature, "{json}");
        json
    }
}

/// A field's text, or the digits of its number.
pub(crate) fn text(json: &Value, name: &str) -> String {
    match &json[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Lower-case hex of SHA-1 over the three, sorted as bytes.
pub(crate) fn signature(timestamp: &str, nonce: &str) -> String {
    let mut parts = [SECRET.as_bytes(), timestamp.as_bytes(), nonce.as_bytes()];
    parts.sort_unstable();
    let mut hex = String::new();
    for byte in Sha1::digest(parts.concat()) {
        write!(hex, "{byte:02x}").expect("to a string");
    }
    hex
}

pub(crate) struct Receiver {
    pub(crate) url: String,
    seen: Arc<Seen>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Seen {
    posts: Mutex<Vec<Post>>,
    reactions: Mutex<VecDeque<Reaction>>,
    stop: AtomicBool,
}

impl Receiver {
    pub(crate) fn start() -> Receiver {
        Receiver::with(None)
    }

    /// Over TLS, with a certificate that nobody knows, for a name that it does not have.
    pub(crate) fn start_secure() -> Receiver {
        let made =
            rcgen::generate_simple_self_signed(["elsewhere.example".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("a certificate with its key");
        Receiver::with(Some(Arc::new(config)))
    }

    fn with(tls: Option<Arc<ServerConfig>>) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let seen = Arc::new(Seen::default());
        let thread = {
            let seen = Arc::clone(&seen);
            std::thread::spawn(move || accept(&listener, &seen, tls.as_ref()))
        };
        Receiver {
            url: format!("{scheme}://127.0.0.1:{port}"),
            seen,
            thread: Some(thread),
        }
    }

    /// The next requests are answered so, later ones with status 200.
    pub(crate) fn react(&self, reactions: impl IntoIterator<Item = Reaction>) {
        self.seen.reactions.lock().expect("a lock").extend(reactions);
    }

    pub(crate) fn posts(&self) -> Vec<Post> {
        self.seen.posts.lock().expect("a lock").clone()
    }

    /// The events so far, in the order of their coming.
    pub(crate) fn events(&self) -> Vec<String> {
        self.posts().iter().map(Post::event).collect()
    }

    /// Waits until so many have come.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Post> {
        let deadline = Instant::now() + SOON;
        while self.posts().len() < count {
            assert!(Instant::now() < deadline, "{:?}", self.posts());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.posts()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.seen.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.url.rsplit("//").next().unwrap_or_default());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn accept(listener: &TcpListener, seen: &Arc<Seen>, tls: Option<&Arc<ServerConfig>>) {
    for stream in listener.incoming() {
        if seen.stop.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(stream), seen, tls) = (stream, Arc::clone(seen), tls.cloned()) else {
            continue;
        };
        // An error is the other side's going, which tests see in what it counted.
        std::thread::spawn(move || match tls {
            None => serve(stream, &seen),
            Some(config) => {
                let session = ServerConnection::new(config).expect("a session");
                serve(StreamOwned::new(session, stream), &seen)
            }
        });
    }
}

fn serve(mut stream: impl Read + Write, seen: &Seen) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).expect("a head of text").to_lowercase();
    let length = head.split("content-length: ").nth(1).expect("a length");
    let length = length.lines().next().and_then(|digits| digits.parse().ok());
    let mut body = vec![0; length.expect("a number")];
    stream.read_exact(&mut body)?;
    seen.posts.lock().expect("a lock").push(Post {
        head,
        body: String::from_utf8(body).expect("text"),
        at: Instant::now(),
    });
    let reaction = seen.reactions.lock().expect("a lock").pop_front();
    let status = match reaction.unwrap_or(Reaction::Status(200)) {
        Reaction::HangUp => return Ok(()),
        Reaction::Status(status) => status,
        Reaction::Late(time) => {
            std::thread::sleep(time);
            200
        }
    };
    // A redirect to itself: whoever follows it is seen.
    let answer = format!("HTTP/1.1 {status} X\r\nLocation: /elsewhere\r\nContent-Length: 4\r\n\r\nbody");
    stream.write_all(answer.as_bytes())
}

/// A simulator whose callbacks go to this URL, with short waits before further tries.
pub(crate) fn telling(url: &str) -> Simulator {
    telling_with(CallbackSettings {
        url: Some(url.to_owned()),
        secret: SECRET.to_owned(),
        retry_waits_ms: vec![20, 40, 80, 160, 320],
        ..CallbackSettings::default()
    })
}

pub(crate) fn telling_with(callbacks: CallbackSettings) -> Simulator {
    Simulator::start(Config {
        callbacks,
        ..Config::default()
    })
    .expect("a simulator starts")
}
