//! Other ends of a connection that the simulator does not play: one that never answers, one that is no HTTP, a
//! proxy that refuses, a proxy that tunnels, a listener in between.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// A listener on loopback that serves each connection on a thread of its own. Ends when dropped; connections
/// that are still being served end with their other side.
#[derive(Debug)]
pub struct Peer {
    address: SocketAddr,
    seen: Arc<Seen>,
    thread: Option<JoinHandle<()>>,
}

/// What a peer saw.
#[derive(Debug, Default)]
struct Seen {
    connections: AtomicUsize,
    bytes: Mutex<Vec<u8>>,
    ending: AtomicBool,
}

impl Seen {
    fn note(&self, bytes: &[u8]) {
        self.bytes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(bytes);
    }
}

impl Peer {
    fn start(serve: impl Fn(TcpStream, &Arc<Seen>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, serve) = (Arc::new(Seen::default()), Arc::new(serve));
        let of_thread = Arc::clone(&seen);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if of_thread.ending.load(Ordering::SeqCst) {
                    break;
                }
                let (Ok(stream), serve, seen) = (stream, Arc::clone(&serve), Arc::clone(&of_thread)) else {
                    break;
                };
                seen.connections.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || serve(stream, &seen));
            }
        });
        Self {
            address,
            seen,
            thread: Some(thread),
        }
    }

    /// Accepts, and reads to the end without ever answering.
    ///
    /// # Panics
    ///
    /// When it cannot listen, as all that start a peer.
    pub fn silent() -> Self {
        Self::start(|mut stream, seen| {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut buffer) {
                seen.note(&buffer[..count]);
            }
        })
    }

    /// Accepts, and never reads a byte.
    pub fn deaf() -> Self {
        Self::start(|stream, seen| {
            while !seen.ending.load(Ordering::SeqCst) {
                thread::park_timeout(std::time::Duration::from_millis(10));
            }
            drop(stream);
        })
    }

    /// Reads a request's head, and answers with these bytes, whatever they are.
    pub fn answering(answer: &'static [u8]) -> Self {
        Self::start(move |mut stream, seen| {
            seen.note(&read_head(&mut stream));
            // The client may have left already.
            let _ = stream.write_all(answer);
        })
    }

    /// Says this as soon as it is connected to, and then only listens.
    pub fn greeting(greeting: &'static [u8]) -> Self {
        Self::start(move |mut stream, _| {
            let _ = stream.write_all(greeting);
            let _ = io::copy(&mut stream, &mut io::sink());
        })
    }

    /// A proxy that refuses every tunnel for want of a password.
    pub fn refusing_proxy() -> Self {
        Self::answering(
            b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        )
    }

    /// A proxy that opens a tunnel to wherever it is told to.
    pub fn proxy() -> Self {
        Self::tunnelling(str::to_owned)
    }

    /// A proxy that takes every host for the one at this address.
    pub fn proxy_to(address: String) -> Self {
        Self::tunnelling(move |_| address.clone())
    }

    fn tunnelling(address: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self::start(move |mut client, seen| {
            let head = read_head(&mut client);
            seen.note(&head);
            let text = String::from_utf8_lossy(&head).into_owned();
            let Some(target) = text
                .strip_prefix("CONNECT ")
                .and_then(|rest| rest.split(' ').next())
            else {
                return;
            };
            let Ok(server) = TcpStream::connect(address(target)) else {
                return;
            };
            if client
                .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                .is_ok()
            {
                join(client, server, &Arc::new(Seen::default()));
            }
        })
    }

    /// Hands everything on to the address, and notes what the client says.
    pub fn between(address: SocketAddr) -> Self {
        Self::start(move |client, seen| {
            if let Ok(server) = TcpStream::connect(address) {
                join(client, server, seen);
            }
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address under a scheme, with what stands before the host, such as a password, if anything.
    pub fn url(&self, scheme: &str, before_host: &str) -> String {
        format!("{scheme}://{before_host}{}", self.address)
    }

    /// How many connections it accepted.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// What it heard from clients, as text.
    pub fn heard(&self) -> String {
        let bytes = self.seen.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.seen.ending.store(true, Ordering::SeqCst);
        // Wakes the listener, which then sees that it is to end.
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// A port on loopback that nobody listens on (any more).
///
/// # Panics
///
/// When there is none.
pub fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn read_head(stream: &mut TcpStream) -> Vec<u8> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.extend(byte);
    }
    head
}

/// Copies both ways until both sides have ended.
fn join(client: TcpStream, server: TcpStream, seen: &Arc<Seen>) {
    let Ok((mut to_client, mut from_server)) = client.try_clone().and_then(|c| Ok((c, server.try_clone()?)))
    else {
        return;
    };
    let back = thread::spawn(move || {
        let _ = io::copy(&mut from_server, &mut to_client);
        let _ = to_client.shutdown(Shutdown::Write);
    });
    let _ = copy_noting(client, server, seen);
    let _ = back.join();
}

fn copy_noting(mut from: TcpStream, mut to: TcpStream, seen: &Seen) -> io::Result<()> {
    let mut buffer = [0; 4096];
    while let count @ 1.. = from.read(&mut buffer)? {
        seen.note(&buffer[..count]);
        to.write_all(&buffer[..count])?;
    }
    to.shutdown(Shutdown::Write)
}
