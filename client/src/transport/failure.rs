//! Sorts what ureq reports into not sent, unknown, and no reply. No text of ureq's that could hold a URL or a
//! proxy's credentials is passed on.

use super::attempt::Progress;
use std::io;
use ureq::Error as Http;
use zegoapi_core::{BadReply, Error, NotSent, NotSentCause, Unknown, UnknownCause};

/// Says what a failed try means for the message.
pub(super) fn sort(error: Http, progress: &Progress) -> Error {
    if progress.written_whole() {
        sort_after(error)
    } else {
        sort_before(error, progress.connected)
    }
}

/// The request did not go out whole: nothing was delivered.
fn sort_before(error: Http, connected: bool) -> Error {
    let (cause, detail) = match error {
        Http::HostNotFound => (NotSentCause::Dns, String::new()),
        Http::Timeout(_) => (NotSentCause::Timeout, String::new()),
        Http::Rustls(error) => (NotSentCause::Tls, error.to_string()),
        Http::Tls(detail) => (NotSentCause::Tls, detail.to_owned()),
        Http::ConnectProxyFailed(_) => (NotSentCause::Proxy, "the proxy refused to connect".to_owned()),
        Http::InvalidProxyUrl => (NotSentCause::Proxy, String::new()),
        Http::Io(error) => sort_io_before(&error, connected),
        Http::Other(error) => (NotSentCause::Write, error.to_string()),
        _ if connected => (NotSentCause::Write, String::new()),
        _ => (NotSentCause::Connect, String::new()),
    };
    NotSent::new(cause, detail).into()
}

fn sort_io_before(error: &io::Error, connected: bool) -> (NotSentCause, String) {
    let cause = match (connected, error.kind()) {
        (_, io::ErrorKind::TimedOut) => NotSentCause::Timeout,
        // What rustls makes of a handshake that it refuses.
        (false, io::ErrorKind::InvalidData) => NotSentCause::Tls,
        (false, _) => NotSentCause::Connect,
        (true, _) => NotSentCause::Write,
    };
    (cause, error.to_string())
}

/// The request went out whole: it may have been delivered.
fn sort_after(error: Http) -> Error {
    match error {
        Http::Timeout(_) => Unknown::new(UnknownCause::Timeout, "").into(),
        Http::Protocol(_) => BadReply::new(0, "the answer is no HTTP", b"", &[]).into(),
        Http::LargeResponseHeader(..) => {
            BadReply::new(0, "the answer's headers are too large", b"", &[]).into()
        }
        Http::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            Unknown::new(UnknownCause::Timeout, "").into()
        }
        Http::Io(error) => Unknown::new(UnknownCause::Broken, error.to_string()).into(),
        Http::Rustls(error) => Unknown::new(UnknownCause::Broken, error.to_string()).into(),
        _ => Unknown::new(UnknownCause::Broken, "").into(),
    }
}
