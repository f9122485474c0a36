//! Asks an HTTP proxy for a tunnel to a server (CONNECT).

use super::head;
use super::proxy::Target;
use super::wire::Stream;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::io;
use ureq::Proxy;

/// The longest answer of a proxy that is read.
const LONGEST: usize = 64 << 10;

pub(super) fn ask_for(target: &Target<'_>, proxy: &Proxy, stream: &mut dyn Stream) -> io::Result<()> {
    let Target::Name(host, port) = target else {
        return Err(io::Error::other("an HTTP proxy is given names"));
    };
    let agent = super::USER_AGENT;
    let mut request = format!(
        "CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\nUser-Agent: {agent}\r\nProxy-Connection: Keep-Alive\r\n"
    );
    if proxy.username().is_some() || proxy.password().is_some() {
        let (user, password) = (
            proxy.username().unwrap_or_default(),
            proxy.password().unwrap_or_default(),
        );
        let credentials = BASE64_STANDARD.encode(format!("{user}:{password}"));
        request += &["Proxy-Authorization: Basic ", &credentials, "\r\n"].concat();
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes())?;
    stream.flush()?;

    let mut answer = Vec::new();
    let end = loop {
        let searched = answer.len();
        let mut piece = [0; 1024];
        let came = stream.read(&mut piece)?;
        answer.extend_from_slice(&piece[..came]);
        if came == 0 {
            return Err(io::Error::other(
                "the proxy closed the connection without an answer",
            ));
        }
        if !head::may_be_http(&answer) {
            return Err(io::Error::other("the proxy's answer is no HTTP"));
        }
        if let Some(end) = head::end_of(&answer, searched.saturating_sub(2)) {
            break end;
        }
        if answer.len() > LONGEST {
            return Err(io::Error::other("the proxy's answer is too long"));
        }
    };
    let first = answer.split(|byte| *byte == b'\n').next().unwrap_or_default();
    match head::status_of(first.trim_ascii_end()) {
        Some((200..=299, _)) if answer.len() == end => Ok(()),
        Some((200..=299, _)) => Err(io::Error::other("the proxy sent more than its answer")),
        Some((407, _)) => Err(io::Error::other(
            "the proxy answered 407: check the proxy's user name and password",
        )),
        Some((status, _)) => Err(io::Error::other(format!("the proxy answered {status}"))),
        None => Err(io::Error::other("the proxy's answer is no HTTP")),
    }
}
