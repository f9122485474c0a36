//! A server of one answer, for replies that the simulator does not give.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// Listens for one request, which it hands over, and gives the answer after a while.
pub(crate) struct OneAnswer {
    pub(crate) url: String,
    requests: Receiver<(String, String)>,
}

impl OneAnswer {
    /// Answers at once.
    pub(crate) fn new(body: &str) -> Self {
        Self::after(Duration::ZERO, body)
    }

    /// Answers after so long.
    pub(crate) fn after(delay: Duration, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::channel();
        let body = body.to_owned();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            sender.send(read(&mut stream)).unwrap();
            thread::sleep(delay);
            let length = body.len();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            stream.write_all((head + &body).as_bytes()).unwrap();
        });
        Self { url, requests }
    }

    /// The request's first line and its body, once they have come.
    pub(crate) fn request(&self) -> (String, String) {
        self.requests.recv_timeout(Duration::from_secs(30)).unwrap()
    }
}

fn read(stream: &mut TcpStream) -> (String, String) {
    let (mut request, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut piece).unwrap();
        assert!(read > 0, "a whole request");
        request.extend(&piece[..read]);
        let text = String::from_utf8(request.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_owned();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.trim().parse::<usize>().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return (
                head.lines().next().unwrap_or_default().to_owned(),
                body.to_owned(),
            );
        }
    }
}
