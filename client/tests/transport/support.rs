//! Servers that do what the simulator does not, requests, and counts of this process's threads and sockets.

use socket2::{Domain, Protocol, Socket, Type};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use zegoapi_client::{
    ActionExt, Answer, App, Client, ClientBuilder, Endpoint, Error, GenericAction, NotSent, NotSentCause,
    Request, SendCustomCommand, Unknown, UnknownCause, new_stamp,
};
use zegoapi_simulator::{Config, Simulator};

/// Longer than anything here takes on the slowest machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// A whole answer.
pub(crate) const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

static TOGETHER: RwLock<()> = RwLock::new(());

/// Held by tests that may run beside others.
pub(crate) fn together() -> RwLockReadGuard<'static, ()> {
    TOGETHER.read().unwrap_or_else(PoisonError::into_inner)
}

/// Held by tests that count what the process has.
pub(crate) fn alone() -> RwLockWriteGuard<'static, ()> {
    TOGETHER.write().unwrap_or_else(PoisonError::into_inner)
}

/// A listener on loopback that serves each connection on a thread of its own. Ends when dropped, its connections too.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<String>>,
    ending: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

/// A connection that a server serves.
pub(crate) struct Served {
    pub(crate) stream: TcpStream,
    seen: Arc<Seen>,
}

impl Served {
    /// The next request, with its body; `None` when there is none any more.
    pub(crate) fn request(&mut self) -> Option<String> {
        let (mut bytes, mut byte) = (Vec::new(), [0]);
        while !bytes.ends_with(b"\r\n\r\n") {
            match self.stream.read(&mut byte) {
                Ok(1) => bytes.push(byte[0]),
                _ => return None,
            }
        }
        let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.split('\r').next()?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut body).ok()?;
        bytes.extend(body);
        let request = String::from_utf8_lossy(&bytes).into_owned();
        self.seen.requests.lock().unwrap().push(request.clone());
        Some(request)
    }

    /// Answers, unless the client has left.
    pub(crate) fn answer(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes);
    }

    /// Reads until the other side ends the connection. Says whether it did.
    pub(crate) fn wait_for_the_end(&mut self) -> bool {
        self.stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut buffer = [0; 4096];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return error.kind() == std::io::ErrorKind::ConnectionReset,
            }
        }
    }
}

impl Server {
    pub(crate) fn start(serve: impl Fn(&mut Served) + Send + Sync + 'static) -> Self {
        Self::start_at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), serve)
    }

    pub(crate) fn start_at(at: SocketAddr, serve: impl Fn(&mut Served) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(at).unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, serve) = (Arc::<Seen>::default(), Arc::new(serve));
        let of_thread = Arc::clone(&seen);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if of_thread.ending.load(Ordering::SeqCst) {
                    break;
                }
                of_thread.connections.fetch_add(1, Ordering::SeqCst);
                of_thread.open.lock().unwrap().push(stream.try_clone().unwrap());
                let (serve, seen) = (Arc::clone(&serve), Arc::clone(&of_thread));
                thread::spawn(move || {
                    let mut served = Served { stream, seen };
                    serve(&mut served);
                    // The copy that the server keeps would hold it open.
                    let _ = served.stream.shutdown(Shutdown::Both);
                });
            }
        });
        Self {
            address,
            seen,
            thread: Some(thread),
        }
    }

    /// Answers every request in the same way, and keeps connections.
    pub(crate) fn answering(answer: &'static [u8]) -> Self {
        Self::start(move |served| {
            while served.request().is_some() {
                served.answer(answer);
            }
        })
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Its URL under a name.
    pub(crate) fn url(&self, scheme: &str, host: &str) -> String {
        format!("{scheme}://{host}:{}", self.port())
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.seen.ending.store(true, Ordering::SeqCst);
        // Wakes the listener, which then sees that it is to end.
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
        for stream in self.seen.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// An address where connections are neither made nor refused: nobody accepts, and there is no more room to wait.
pub(crate) struct BlackHole {
    listener: Socket,
    waiting: Vec<Socket>,
}

impl BlackHole {
    pub(crate) fn at(address: SocketAddr) -> Self {
        let new = || Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP)).unwrap();
        let listener = new();
        listener.set_reuse_address(true).unwrap();
        listener.bind(&address.into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        let fill = |_| {
            let socket = new();
            socket.set_nonblocking(true).unwrap();
            let _ = socket.connect(&address);
            socket
        };
        let waiting = (0..4).map(fill).collect();
        Self { listener, waiting }
    }
}

pub(crate) fn app() -> App {
    App::new(12345, "9193cc662a4c0ec135ec71fb57194b38").unwrap()
}

/// A client without a proxy.
pub(crate) fn client(url: &str) -> ClientBuilder {
    let endpoint = Endpoint::from_base_url(url).unwrap();
    Client::builder(app()).endpoint(endpoint).no_proxy()
}

/// A client of a name that stands for these addresses.
pub(crate) fn client_of(url: &str, addresses: &[IpAddr]) -> ClientBuilder {
    let addresses = addresses.to_vec();
    client(url).resolve_with(move |_| Ok(addresses.clone()))
}

pub(crate) fn get(client: &Client) -> Request {
    let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap();
    command
        .prepare(client.app(), client.endpoint(), &new_stamp().unwrap())
        .unwrap()
}

pub(crate) fn post(client: &Client, body: String) -> Request {
    let action = GenericAction::new_post("StartMix", body).unwrap();
    action
        .prepare(client.app(), client.endpoint(), &new_stamp().unwrap())
        .unwrap()
}

/// One exchange with much time.
pub(crate) fn send(client: &Client) -> Result<Answer<'static>, Error> {
    client.transport().exchange_within(&get(client), PATIENCE)
}

#[track_caller]
pub(crate) fn not_sent(outcome: Result<Answer<'static>, Error>, cause: NotSentCause) -> NotSent {
    match outcome {
        Err(Error::NotSent(error)) if error.cause() == cause => *error,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub(crate) fn unknown(outcome: Result<Answer<'static>, Error>, cause: UnknownCause) -> Unknown {
    match outcome {
        Err(Error::Unknown(error)) if error.cause() == cause => *error,
        other => panic!("{other:?}"),
    }
}

/// A simulator with a user in a room.
pub(crate) fn simulator() -> Simulator {
    let rooms = BTreeMap::from([("room1".to_owned(), vec!["u1".to_owned()])]);
    Simulator::start(Config {
        rooms,
        ..Config::default()
    })
    .unwrap()
}

/// How many threads of this process look names up.
pub(crate) fn look_ups() -> usize {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.trim() == "zegoapi-names").count()
}

/// How many threads this process has.
pub(crate) fn threads() -> usize {
    fs::read_dir("/proc/self/task").unwrap().count()
}

/// How many file descriptors this process has: sockets, and what waits for them.
pub(crate) fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Waits until it is so, or fails.
#[track_caller]
pub(crate) fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Another address of loopback.
pub(crate) fn loopback(last: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(127, 0, 0, last))
}

impl BlackHole {
    /// Makes room after all, and serves the connections that come, each with the same answer.
    pub(crate) fn serve_one(mut self, answer: &'static [u8]) {
        self.waiting.clear();
        let listener = TcpListener::from(self.listener);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut served = Served {
                    stream,
                    seen: Arc::default(),
                };
                if served.request().is_some() {
                    served.answer(answer);
                    break;
                }
            }
        });
    }
}
